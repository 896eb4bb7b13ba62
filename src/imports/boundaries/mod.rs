//! Boundaries: from one file of municipalities to Regions, provinces, landmasses, map shapes and labels, at once.
//! Refuses a part of the country where the whole is known: what is missing from an edition would be closed.
//!
//! A file with all our columns in degrees, as the bundled one, is read as it stands; any other (ISTAT's zipped shapefile)
//! is reprojected and completed from what is stored, and one row that cannot be completed stops all of it.

mod cadastre;
mod companions;
mod heirs_store;
mod official;
mod store;
mod stored;
mod territory;

use anyhow::{Context, Result, bail};
use data_import::MunicipalityBoundary;
use sqlx::PgConnection;

use super::Run;
use super::provenance::{InputFile, day_in};
use super::report::{Refusal, Report};
use super::store::{begin, record_run, source};
use territory::{Kinds, Territory};

/// The bundled municipalities.
const MUNICIPALITIES: &str = "comuni-2025.fgb";
const CEASED: &str = "comuni-2022-cessati.fgb";
const CHANGES: &str = "comuni-variazioni-2022-2025.csv";
const PROVINCES: &str = "province.csv";
const POINTS: &str = "comuni-punti.csv";

/// The bundled files, municipalities first.
pub(super) const BUNDLED: [&str; 5] = [MUNICIPALITIES, CEASED, CHANGES, PROVINCES, POINTS];

/// The part of the known municipalities an edition may leave out before it is taken for a piece of one.
const CLOSED_AT_MOST: f64 = 0.05;

/// The files of one import. Where a person names a file in our form, the bundled ones help with what they say about the
/// same codes: the nature of provinces and the points of municipalities. An official file changes only what it says itself.
pub(super) struct Files {
    pub(super) municipalities: InputFile,
    pub(super) ceased: Option<InputFile>,
    pub(super) changes: Option<InputFile>,
    pub(super) provinces: Option<InputFile>,
    pub(super) points: Option<InputFile>,
}

impl Files {
    fn of(run: &Run<'_>, files: &[InputFile], is_official: bool) -> Result<Self> {
        let named = |name: &str| files.iter().find(|file| file.name == name).cloned();
        let helper = |name: &str| match named(name) {
            Some(file) => Ok(Some(file)),
            None if is_official => Ok(None),
            None => run.register.bundled(&[name]).map(|mut found| found.pop()),
        };
        Ok(Self {
            municipalities: files.first().cloned().context("nessun file di comuni")?,
            ceased: named(CEASED),
            changes: named(CHANGES),
            provinces: helper(PROVINCES)?,
            points: helper(POINTS)?,
        })
    }
}

/// Imports boundaries in one transaction.
pub(super) async fn import(run: &Run<'_>, given: &[InputFile]) -> Result<Report> {
    let municipalities = given.first().context("nessun file di comuni")?;
    let reason = &municipalities.name;
    let mut report = Report::of("unità");
    let opened = official::open(run, municipalities, &mut report)?;
    let files = Files::of(run, given, opened.is_some())?;
    let layer = opened.as_ref().and_then(|opened| opened.edition());
    let edition = day_in(reason).or(layer).unwrap_or_else(|| municipalities.edition_date(run.now));
    let mut transaction = begin(run.pool, run.actor, reason, &run.progress).await?;
    let connection = &mut *transaction;

    run.progress.at("lettura", 0, 1);
    let units = match opened {
        Some(opened) => Some(completed(connection, run, opened, &mut report).await?),
        None => None,
    };
    if !report.refused.is_empty() {
        let stopped = "i confini si importano interi: finché ci sono righe rifiutate non è stato cambiato nulla";
        report.warned.insert(0, Refusal::of_row(0, stopped).with_hint("correggere il file e importarlo di nuovo"));
        record_run(connection, run, given, None, &mut report).await?;
        run.end(transaction).await?;
        return Ok(report);
    }
    let territory = Territory::read(&files, units, edition, run.progress.clone()).await?;
    let known = store::known(connection, &territory.cadastral_codes()).await?;
    let missing = known.missing;
    if missing as f64 > known.municipalities as f64 * CLOSED_AT_MOST {
        bail!(
            "{reason} non ha {missing} dei {} comuni conosciuti qui, e ognuno di quelli che mancano verrebbe chiuso; \
             i confini si importano interi: usare il file di tutto il Paese",
            known.municipalities
        );
    }
    if let Some(newest) = known.newest.filter(|newest| *newest > edition) {
        bail!(
            "{reason} è l'edizione del {edition}, ma qui ci sono già confini del {newest}; non si torna indietro: usare un'edizione più recente"
        );
    }

    let municipalities_source = source(connection, run, &files.municipalities).await?;
    let provinces_source = match &files.provinces {
        Some(file) => source(connection, run, file).await?,
        None => municipalities_source,
    };
    if let Some(file) = &files.points {
        source(connection, run, file).await?;
    }
    report.warned.extend(territory.warned.iter().cloned());

    run.progress.at("registrazione delle unità", 0, 4);
    store::regions(connection, &territory, municipalities_source, &mut report).await?;
    store::social_regions(connection, &territory, &mut report).await?;
    store::provinces(connection, &territory, provinces_source, &mut report).await?;
    run.progress.at("registrazione delle unità", 1, 4);
    store::landmasses(connection, &territory).await?;
    let closed = store::municipalities(connection, &territory, municipalities_source, &mut report).await?;
    run.progress.at("registrazione delle unità", 2, 4);
    if let Some(changes) = &files.changes {
        let changes_source = source(connection, run, changes).await?;
        store::changes(connection, &territory, changes_source, changes.edition_date(run.now)).await?;
    }
    if let Some(ceased) = &files.ceased {
        let ceased_source = source(connection, run, ceased).await?;
        store::ceased(connection, &territory, ceased_source, ceased.edition_date(run.now), &mut report).await?;
    }
    report.warned.extend(heirs_store::record(connection, &closed, municipalities_source).await?);
    store::close_provinces(connection, &territory, &mut report).await?;
    run.progress.at("registrazione delle unità", 4, 4);

    store::shapes(connection, &territory, &run.progress).await?;
    store::labels(connection, &territory).await?;
    record_run(connection, run, given, None, &mut report).await?;
    run.progress.at("scrittura su disco", 1, 1);
    run.end(transaction).await?;
    Ok(report)
}

/// The municipalities of an official file, whatever it leaves out taken from the territory stored, and what it says of
/// the nature of provinces.
async fn completed(
    connection: &mut PgConnection,
    run: &Run<'_>,
    opened: official::Opened,
    report: &mut Report,
) -> Result<(Vec<MunicipalityBoundary>, Kinds)> {
    let stored = store::stored(connection).await?;
    if stored.is_empty() && !opened.has_cadastral_codes() {
        bail!(
            "il file non ha i codici catastali dei comuni e qui non c'è ancora un territorio da cui prenderli: importare prima i confini forniti con il programma (centri import boundaries), poi questo file"
        );
    }
    let progress = run.progress.clone();
    let (stored, read) = apart(move || {
        let read = opened.read(&stored, &progress);
        (stored, read)
    })
    .await?;
    let (mut official, mut rest) = read?;
    if !rest.unplaced.is_empty() {
        official.warned.extend(cadastre::complete(connection, run, &mut rest).await?);
        let more = apart(move || rest.read(&stored)).await??;
        official.units.extend(more.units);
        official.refused.extend(more.refused);
        official.warned.extend(more.warned);
    }
    report.reading.extend(official.operations);
    report.refused.extend(official.refused);
    report.warned.extend(official.warned);
    report.order();
    Ok((official.units, official.kinds))
}

/// Work of seconds on a thread of its own.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.context("la lettura dei confini è stata interrotta")
}
