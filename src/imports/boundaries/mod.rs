//! Boundaries: from one file of municipalities to Regions, provinces, landmasses, map shapes and labels, at once.
//! Refuses a part of the country where the whole is known: what is missing from an edition would be closed.

mod store;
mod territory;

use anyhow::{Context, Result, bail};

use super::Run;
use super::provenance::InputFile;
use super::report::Report;
use super::store::{begin, record_run, source};
use territory::Territory;

const CEASED: &str = "comuni-2022-cessati.fgb";
const CHANGES: &str = "comuni-variazioni-2022-2025.csv";
const PROVINCES: &str = "province.csv";
const POINTS: &str = "comuni-punti.csv";

/// The bundled files, municipalities first.
pub(super) const BUNDLED: [&str; 5] = ["comuni-2025.fgb", CEASED, CHANGES, PROVINCES, POINTS];

/// The part of the known municipalities an edition may leave out before it is taken for a piece of one.
const CLOSED_AT_MOST: f64 = 0.05;

/// The files of one import. Where a person names a file of municipalities, the bundled ones help with what they say
/// about the same codes: the nature of provinces and the points of municipalities.
pub(super) struct Files {
    pub(super) municipalities: InputFile,
    pub(super) ceased: Option<InputFile>,
    pub(super) changes: Option<InputFile>,
    pub(super) provinces: InputFile,
    pub(super) points: InputFile,
}

impl Files {
    fn of(run: &Run<'_>, files: &[InputFile]) -> Result<Self> {
        let named = |name: &str| files.iter().find(|file| file.name == name).cloned();
        let helper = |name: &str| match named(name) {
            Some(file) => Ok(file),
            None => run.register.bundled(&[name]).map(|mut found| found.remove(0)),
        };
        Ok(Self {
            municipalities: files.first().cloned().context("no file of municipalities was given")?,
            ceased: named(CEASED),
            changes: named(CHANGES),
            provinces: helper(PROVINCES)?,
            points: helper(POINTS)?,
        })
    }
}

/// Imports boundaries in one transaction.
pub(super) async fn import(run: &Run<'_>, given: &[InputFile]) -> Result<Report> {
    let files = Files::of(run, given)?;
    let edition = files.municipalities.edition_date(run.now);
    let reason = &files.municipalities.name;
    let mut transaction = begin(run.pool, run.actor, reason, &run.progress).await?;
    let connection = &mut *transaction;

    run.progress.at("reading", 0, 1);
    let territory = Territory::read(&files, edition, run.progress.clone()).await?;
    let known = store::known(connection, &territory.cadastral_codes()).await?;
    let missing = known.missing;
    if missing as f64 > known.municipalities as f64 * CLOSED_AT_MOST {
        bail!(
            "{reason} leaves out {missing} of the {} municipalities known here, and every one left out would be closed; \
             boundaries are imported whole: give the file of the whole country",
            known.municipalities
        );
    }
    if let Some(newest) = known.newest.filter(|newest| *newest > edition) {
        bail!(
            "{reason} is the edition of {edition}, but boundaries of {newest} are known here; time does not run backwards: give a newer edition"
        );
    }

    let municipalities_source = source(connection, run, &files.municipalities).await?;
    let provinces_source = source(connection, run, &files.provinces).await?;
    source(connection, run, &files.points).await?;
    let mut report = Report::of("territori");
    report.warned.extend(territory.warned.iter().cloned());

    run.progress.at("storing units", 0, 4);
    store::regions(connection, &territory, municipalities_source, &mut report).await?;
    store::social_regions(connection, &territory, &mut report).await?;
    store::provinces(connection, &territory, provinces_source, &mut report).await?;
    run.progress.at("storing units", 1, 4);
    store::landmasses(connection, &territory).await?;
    store::municipalities(connection, &territory, municipalities_source, &mut report).await?;
    run.progress.at("storing units", 2, 4);
    if let Some(changes) = &files.changes {
        let changes_source = source(connection, run, changes).await?;
        store::changes(connection, &territory, changes_source, changes.edition_date(run.now)).await?;
    }
    if let Some(ceased) = &files.ceased {
        let ceased_source = source(connection, run, ceased).await?;
        store::ceased(connection, &territory, ceased_source, ceased.edition_date(run.now), &mut report).await?;
    }
    store::close_provinces(connection, &territory, &mut report).await?;
    run.progress.at("storing units", 4, 4);

    store::shapes(connection, &territory, &run.progress).await?;
    store::labels(connection, &territory).await?;
    record_run(connection, run, given, &report).await?;
    run.progress.at("writing to disk", 1, 1);
    run.end(transaction).await?;
    Ok(report)
}
