//! The demonstration: 600 invented centres on real municipalities, so that every feature has something to show.
//! Refuses real things: no telephone, no mail address, no person, no name of a real centre; and it goes as it came.

mod invention;
mod offer;
mod random;
mod share;
mod sites;
mod store;

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::report::Report;
use super::store::begin;
use crate::progress::Progress;
use share::TOTAL;

/// Who writes, in the history.
const ACTOR: &str = "dimostrazione";

/// A municipality as the demonstration needs it.
#[derive(Debug, Clone)]
pub(super) struct Municipality {
    pub(super) id: i32,
    pub(super) cadastral_code: String,
    pub(super) name: String,
    /// Its name in another language, by language.
    pub(super) other_name: Option<(String, String)>,
    pub(super) province_code: String,
    pub(super) social_region_code: String,
    pub(super) social_region: String,
    /// Where people live, EPSG:4326.
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) residents: Option<i64>,
    pub(super) minors: Option<i64>,
}

impl Municipality {
    /// The Italian name, without the half in another language.
    pub(super) fn italian_name(&self) -> &str {
        match &self.other_name {
            Some((_, other)) => self.name.strip_suffix(other.as_str()).unwrap_or(&self.name).trim_end_matches(['/', '-', ' ']),
            None => &self.name,
        }
    }

    /// A distance good enough to tell who is nearer, in degrees of latitude squared.
    pub(super) fn rough_distance(&self, other: &Self) -> f64 {
        let north = self.lat - other.lat;
        let east = (self.lon - other.lon) * self.lat.to_radians().cos();
        north * north + east * east
    }
}

/// Loads the demonstration centres that are not there yet; the same ones on every machine, but for dates, which are
/// reckoned from `now`, and public ids.
///
/// # Errors
/// When there are no boundaries yet or the database refuses; nothing is stored then.
pub async fn load(pool: &PgPool, now: DateTime<Utc>) -> Result<Report> {
    let progress = Progress::new("demo");
    let mut report = Report::of("centri");
    let mut transaction = begin(pool, ACTOR, "demo load", &progress).await?;
    let connection = &mut *transaction;
    let source = store::source(connection, now).await?;
    let known = store::external_ids(connection, source).await?;
    report.unchanged = known.len();
    if known.len() >= TOTAL {
        return Ok(report);
    }
    let municipalities = store::municipalities(connection).await?;
    if municipalities.is_empty() {
        bail!("there are no municipalities to put demonstration centres on; import boundaries first (centri import boundaries)");
    }
    let categories = store::categories(connection).await?;
    progress.at("invenzione", 0, TOTAL);
    let mut centres = invention::all(&municipalities, &categories, now.date_naive());
    centres.retain(|centre| !known.contains(&centre.external_id));
    report.inserted = centres.len();
    let small = store::small_residents(connection).await?;
    invention::hide_one_in_a_small_municipality(&mut centres, &municipalities, small);
    store::place(connection, &mut centres).await?;
    progress.at("registrazione", 0, centres.len());
    store::insert(connection, &centres, source).await.context("the demonstration could not be stored; nothing was")?;
    store::note_load(connection, centres.len(), now).await?;
    transaction.commit().await.context("the demonstration could not be committed; nothing was stored")?;
    progress.finish(&report.in_a_line());
    Ok(report)
}

/// Whether a demonstration was ever loaded here, even if it was taken away since.
///
/// # Errors
/// When the database cannot be read.
pub async fn was_ever_loaded(pool: &PgPool) -> Result<bool> {
    store::was_ever_loaded(pool).await
}

/// How many demonstration centres were taken away; `Display` says it in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// Centres, not sites.
    pub centres: usize,
}

impl fmt::Display for Removed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.centres {
            0 => out.write_str("there were no demonstration centres"),
            centres => write!(out, "{centres} demonstration centres taken away, with everything that belonged to them"),
        }
    }
}

/// Takes the demonstration away, its source and its history included, and nothing else.
///
/// # Errors
/// When the database refuses, for instance because a real centre names a demonstration centre as its hub.
pub async fn remove(pool: &PgPool) -> Result<Removed> {
    let progress = Progress::new("demo");
    let mut transaction = begin(pool, ACTOR, "demo remove", &progress).await?;
    let centres = store::remove(&mut transaction)
        .await
        .context("the demonstration could not be removed; does a real centre, district or document refer to it?")?;
    transaction.commit().await?;
    Ok(Removed { centres })
}

/// Municipalities by social region, each list in the order of cadastral codes.
fn by_social_region(municipalities: &[Municipality]) -> BTreeMap<&str, Vec<&Municipality>> {
    let mut regions: BTreeMap<&str, Vec<&Municipality>> = BTreeMap::new();
    for municipality in municipalities {
        regions.entry(&municipality.social_region_code).or_default().push(municipality);
    }
    regions
}
