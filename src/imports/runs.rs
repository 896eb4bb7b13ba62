//! The register of imports: what was brought in, when, by whom and with what outcome; and taking a run back.
//! Refuses to take back what somebody has changed since.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::addition;
use super::report::Report;
use super::run_store::{self, list};
use super::store::begin_as;
use crate::progress::Progress;

/// Kinds whose every written row is in the history, so that a run of them can be taken back row by row.
const REVERSIBLE: [&str; 4] = ["centres", "organisations", "districts", "catchments"];

/// The kind of the invented centres.
const DEMONSTRATION: &str = "demonstration";

/// What a run brought, in Italian, by the word of its kind.
#[must_use]
pub fn kind_in_words(kind: &str) -> &str {
    match kind {
        "boundaries" => "confini",
        "population" => "popolazione",
        "demand" => "celle di popolazione",
        "travel-times" => "tempi di viaggio",
        "municipality-classes" => "classi dei comuni",
        "places" => "luoghi",
        "centres" => "centri",
        "districts" => "ambiti",
        "catchments" => "aree servite",
        "organisations" => "enti",
        DEMONSTRATION => "dimostrazione",
        other => other,
    }
}

/// One line of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Number of the run.
    pub id: i64,
    /// Word of the kind.
    pub kind: String,
    /// Names of the files.
    pub file: String,
    /// SHA-256 of the file.
    pub checksum: String,
    /// Who asked for it.
    pub run_by: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// How long it took, seconds.
    pub seconds: f64,
    /// Rows new, changed, the same, refused, worth a look, gone from the source.
    pub counts: [i32; 6],
    /// When and by whom it was taken back.
    pub undone: Option<(DateTime<Utc>, String)>,
    /// The whole report, where it was kept.
    pub report: Option<Report>,
    /// Column mapping and coordinate system as given.
    pub options: serde_json::Value,
}

/// One run with its whole report.
///
/// # Errors
/// When no run has this number.
pub async fn show(pool: &PgPool, id: i64) -> Result<Entry> {
    let all = list(pool, i64::MAX).await?;
    all.into_iter().find(|entry| entry.id == id).with_context(|| format!("non c'è un'importazione numero {id}; vedere: centri import list"))
}

/// A table as people call what it holds.
fn table_in_words(table: &str) -> &str {
    match table {
        "centre" => "centri",
        "site" => "sedi",
        "service" => "servizi",
        "contact_point" => "contatti",
        "site_hours" | "site_closure" => "orari",
        "catchment" => "comuni serviti",
        "staffing" => "professioni",
        "organisation" => "enti",
        "district" | "district_municipality" => "ambiti",
        other => other,
    }
}

/// Takes a run back: every row becomes what it was before, or goes where the run only added. Returns how many changes were
/// taken back.
///
/// # Errors
/// When there is no such run, it was taken back before, its kind cannot be, or rows of it were changed since: those are named.
pub async fn undo(pool: &PgPool, id: i64, actor: &str, now: DateTime<Utc>) -> Result<usize> {
    let entry = show(pool, id).await?;
    if let Some((when, who)) = &entry.undone {
        bail!("l'importazione {id} è già stata annullata da {who} il {}", when.format("%d/%m/%Y %H:%M"));
    }
    if entry.kind == DEMONSTRATION {
        bail!("i centri dimostrativi si tolgono con: centri demo remove");
    }
    if !REVERSIBLE.contains(&entry.kind.as_str()) {
        return addition::undo(pool, &entry, actor, now).await;
    }
    let progress = Progress::new("undo");
    let mut transaction = begin_as(pool, actor, &format!("annullamento dell'importazione {id}"), &progress).await?;
    let obstacles = run_store::obstacles(&mut transaction, id).await?;
    if !obstacles.is_empty() {
        let list: Vec<String> = obstacles
            .iter()
            .map(|(rows, table, by)| format!("{} ({rows}, da ultimo {})", table_in_words(table), by.trim_start_matches("import:")))
            .collect();
        bail!(
            "l'importazione {id} non si può annullare: dopo è cambiato altro: {}. Annullare prima quei cambiamenti, o correggere a mano",
            list.join(", ")
        );
    }
    let done = run_store::undo(&mut transaction, id, actor, now).await?;
    transaction.commit().await?;
    Ok(usize::try_from(done).unwrap_or(0))
}
