//! Imports: from typed rows of files to our tables. Each kind of data decides what may be stored, stores it in one
//! transaction and reports row by row. Refuses half imports: what fails leaves the database as it was.

mod addition;
mod addition_store;
mod boundaries;
mod catchments;
mod centres;
mod correction;
mod demand;
pub mod demo;
mod districts;
pub mod export;
pub mod geocode;
pub mod harvest;
mod mapping_store;
mod municipality_classes;
mod names;
mod organisations;
mod places;
mod population;
mod protection;
mod protection_store;
mod provenance;
mod report;
mod run_store;
mod runs;
mod sheets;
mod store;
mod table;
mod template;
mod travel_times;
mod wkb;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, Transaction};

use crate::progress::Progress;
use provenance::{InputFile, Register};

pub use centres::Part;
pub use correction::write as write_correction;
pub use mapping_store::{load as load_mapping, save as save_mapping};
pub use places::make_streets_findable;
pub use protection::{Protection, protect};
pub use report::{Added, LISTED, Refusal, RefusedRow, RefusedRows, Report};
pub use run_store::list;
pub use runs::{Entry, kind_in_words, show, undo};
pub use template::{fields, write as write_template};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Municipalities with their shapes; provinces, Regions, map shapes, labels and landmasses follow from them.
    Boundaries,
    /// Residents by municipality, sex and age class.
    Population,
    /// Localities, for search and for approximate positions.
    Places,
    /// Centres for families, one row for each site.
    Centres,
    /// Districts as dated sets of comuni.
    Districts,
    /// Cells finer than comuni with people in them.
    Demand,
    /// Comuni served by centres.
    Catchments,
    /// Bodies that own or manage centres.
    Organisations,
    /// Travel times from where people live to sites.
    TravelTimes,
    /// Official classes of comuni: inner areas, mountain, altimetric zone.
    MunicipalityClasses,
}

impl Kind {
    /// All kinds, in the order in which they need one another.
    pub const ALL: [Self; 10] = [
        Self::Boundaries,
        Self::Population,
        Self::MunicipalityClasses,
        Self::Demand,
        Self::Places,
        Self::Organisations,
        Self::Districts,
        Self::Centres,
        Self::Catchments,
        Self::TravelTimes,
    ];

    /// The kinds the bundled Italy has files of.
    pub const BUNDLED: [Self; 4] = [Self::Boundaries, Self::Population, Self::Places, Self::Centres];

    /// The word of the command line and of `import_run.kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boundaries => "boundaries",
            Self::Population => "population",
            Self::Demand => "demand",
            Self::Places => "places",
            Self::Centres => "centres",
            Self::Districts => "districts",
            Self::Catchments => "catchments",
            Self::Organisations => "organisations",
            Self::TravelTimes => "travel-times",
            Self::MunicipalityClasses => "municipality-classes",
        }
    }

    /// Files of the bundled folder, the one that gives the import its name first.
    const fn bundled_files(self) -> &'static [&'static str] {
        match self {
            Self::Boundaries => &boundaries::BUNDLED,
            Self::Population => &population::BUNDLED,
            Self::Places => &places::BUNDLED,
            Self::Centres => &centres::BUNDLED,
            Self::Demand | Self::Districts | Self::Catchments | Self::Organisations | Self::TravelTimes | Self::MunicipalityClasses => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| format!("i tipi sono {}", Self::ALL.map(Self::word).join(", ")))
    }
}

/// How a person wants a file to be read and stored. The default reads it as it stands and stores it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Field name to the header the file uses for it, where the two differ and no synonym is known.
    pub mapping: BTreeMap<String, String>,
    /// Coordinate reference system of the file's numbers (`EPSG:3003`); what the file itself declares when left out.
    pub crs: Option<String>,
    /// Further files of a list of centres: sites, services, hours, contacts.
    pub parts: BTreeMap<Part, PathBuf>,
    /// Sheet or layer of the file; the first with data when left out.
    pub layer: Option<String>,
    /// Key of the source the rows belong to; made from the file's name when left out.
    pub source: Option<String>,
    /// Whose word counts where two sources describe one centre: the higher one's. 100 when left out.
    pub precedence: Option<i16>,
    /// Decide and report, store nothing.
    pub dry_run: bool,
}

/// What every import needs to know about its circumstances.
struct Run<'a> {
    pool: &'a PgPool,
    kind: Kind,
    options: &'a Options,
    register: &'a Register,
    actor: &'a str,
    now: DateTime<Utc>,
    /// Since when the import works, for the end written into `import_run`.
    begun: Instant,
    progress: Progress,
}

impl<'a> Run<'a> {
    fn new(pool: &'a PgPool, kind: Kind, options: &'a Options, register: &'a Register, actor: &'a str, now: DateTime<Utc>) -> Self {
        Self { pool, kind, options, register, actor, now, begun: Instant::now(), progress: Progress::new(kind.word()) }
    }

    /// Commits what was done, or takes it back where only a report was asked for.
    async fn end(&self, transaction: Transaction<'static, Postgres>) -> Result<()> {
        if self.options.dry_run {
            return Ok(transaction.rollback().await?);
        }
        transaction.commit().await.context("l'importazione non si è potuta concludere; non è stato conservato nulla")
    }

    async fn import(&self, files: &[InputFile]) -> Result<Report> {
        match self.kind {
            Kind::Boundaries => boundaries::import(self, files).await,
            Kind::Population => population::import(self, files).await,
            Kind::Demand => demand::import(self, files).await,
            Kind::Places => places::import(self, files).await,
            Kind::Centres => centres::import(self, files).await,
            Kind::Districts => districts::import(self, files).await,
            Kind::Catchments => catchments::import(self, files).await,
            Kind::Organisations => organisations::import(self, files).await,
            Kind::TravelTimes => travel_times::import(self, files).await,
            Kind::MunicipalityClasses => municipality_classes::import(self, files).await,
        }
    }

    /// The end of the run by its own clock.
    fn finished_at(&self) -> DateTime<Utc> {
        self.now + self.begun.elapsed()
    }
}

/// Imports one file, or the bundled files of this kind when none is named.
///
/// `bundled` is the folder of the bundled data (its register `sources.toml` lies in it or beside it), `actor` whoever
/// asked, for the history, and `now` the time of the run. Two imports at once wait for one another.
///
/// # Errors
/// When a file cannot be read, contradicts what is stored or the database refuses; nothing is stored then. Single
/// rows that are refused are no error: they are in the report.
pub async fn run(
    pool: &PgPool,
    kind: Kind,
    file: Option<&Path>,
    options: &Options,
    bundled: &Path,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<Report> {
    if options.precedence.is_some_and(|precedence| !(0..=1000).contains(&precedence)) {
        anyhow::bail!("la precedenza va da 0 a 1000");
    }
    let register = match (file, Register::beside(bundled)) {
        (Some(_), Err(_)) => Register::empty(),
        (_, register) => register?,
    };
    let files = match file {
        Some(path) => vec![register.identify(path)?],
        None if kind.bundled_files().is_empty() => {
            anyhow::bail!("manca il file: con il programma non ne è fornito alcuno di questo tipo ({kind})")
        }
        None => register.bundled(kind.bundled_files())?,
    };
    let mut files = files;
    for path in options.parts.values() {
        files.push(register.identify(path)?);
    }
    if let Some(key) = &options.source {
        for file in &mut files {
            file.belongs_to(key)?;
        }
    }
    let run = Run::new(pool, kind, options, &register, actor, now);
    let report = run.import(&files).await?;
    run.progress.finish(&report.in_a_line());
    Ok(report)
}

/// Imports all bundled data of Italy, each kind in its own transaction; kinds whose files were imported before in
/// exactly this form are skipped (and have no report) after one short query.
///
/// # Errors
/// As [`run`]; kinds that were finished before the error stay.
pub async fn bundled_italy(pool: &PgPool, bundled: &Path, actor: &str, now: DateTime<Utc>) -> Result<Vec<(Kind, Option<Report>)>> {
    let register = Register::beside(bundled)?;
    let begun = Instant::now();
    if nothing_is_missing(pool, &register).await? {
        return Ok(Kind::BUNDLED.into_iter().map(|kind| (kind, None)).collect());
    }
    // Whoever waited here finds the work done by the one before.
    let turn = store::turn_of_bundled(pool).await?;
    let mut done = Vec::new();
    let options = Options::default();
    for kind in Kind::BUNDLED {
        let digest = register.digest(kind.bundled_files())?;
        if store::was_imported(pool, kind.word(), &digest).await? {
            done.push((kind, None));
            continue;
        }
        let files = register.bundled(kind.bundled_files())?;
        let run = Run::new(pool, kind, &options, &register, actor, now + begun.elapsed());
        let report = run.import(&files).await?;
        run.progress.finish(&report.in_a_line());
        done.push((kind, Some(report)));
    }
    turn.commit().await?;
    Ok(done)
}

/// Whether the bundled files of every kind were imported in their present form.
async fn nothing_is_missing(pool: &PgPool, register: &Register) -> Result<bool> {
    for kind in Kind::BUNDLED {
        if !store::was_imported(pool, kind.word(), &register.digest(kind.bundled_files())?).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_from_its_word() {
        for kind in Kind::ALL {
            assert_eq!(kind.word().parse::<Kind>(), Ok(kind));
        }
        assert!("boundary".parse::<Kind>().is_err());
    }
}
