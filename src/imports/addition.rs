//! Taking back an import whose rows have no history of their own: places, population, cells, travel times and classes of comuni,
//! where the run only added.
//! Refuses once something newer changed the same rows, and wherever the run replaced what was there before.

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::addition_store::{self as store, Held};
use super::report::{Added, Report};
use super::run_store;
use super::runs::{Entry, kind_in_words};
use super::store::begin_as;
use crate::progress::Progress;

/// Whether nothing is stored of a source yet.
pub(super) async fn is_first(connection: &mut PgConnection, source: &str, held: Held) -> Result<bool> {
    match store::source(connection, source).await? {
        Some(source) => Ok(store::rows(connection, source, held).await?.is_empty()),
        None => Ok(true),
    }
}

/// Notes in the report what a run added, where it was the first of its source and changed nothing of others; the source.
pub(super) async fn note(connection: &mut PgConnection, source: &str, held: Held, first: bool, report: &mut Report) -> Result<Option<i32>> {
    let source = store::source(connection, source).await?;
    if let (Some(source), true, 0, 0) = (source, first, report.updated, report.vanished) {
        report.added = Some(Added { year: held.year(), rows: store::rows(connection, source, held).await? });
    }
    Ok(source)
}

/// Takes away what a run added; how many rows.
///
/// # Errors
/// When it did not only add, or something newer changed the same rows: that is named.
pub(super) async fn undo(pool: &PgPool, entry: &Entry, actor: &str, now: DateTime<Utc>) -> Result<usize> {
    let (id, what) = (entry.id, kind_in_words(&entry.kind));
    let Some(added) = entry.report.as_ref().and_then(|report| report.added.as_ref()) else {
        bail!(
            "l'importazione {id} ({what}) non si annulla riga per riga: ha cambiato ciò che c'era già, o viene da più file insieme. Importare di nuovo l'edizione precedente, il cui file è nell'elenco (centri import list)"
        );
    };
    let progress = Progress::new("undo");
    let mut transaction = begin_as(pool, actor, &format!("annullamento dell'importazione {id}"), &progress).await?;
    let connection = &mut *transaction;
    let held = match (entry.kind.as_str(), added.year) {
        ("demand", _) => Held::Cells,
        ("travel-times", _) => Held::TravelTimes,
        ("municipality-classes", _) => Held::Classes,
        (_, Some(year)) => Held::Population(year),
        (_, None) => Held::Places,
    };
    let Some(source) = store::source_of(connection, id).await? else {
        bail!("l'importazione {id} non ha una fonte: non si può annullare")
    };
    if let Some(later) = store::later(connection, id, source, added.year).await? {
        bail!("l'importazione {id} non si può annullare: la {later} ha poi cambiato gli stessi dati, e vale quella");
    }
    if store::rows(connection, source, held).await? != added.rows {
        bail!("l'importazione {id} non si può annullare: ciò che aveva portato è stato poi cambiato da un'altra fonte o a mano");
    }
    let gone = store::remove(connection, source, held).await?;
    run_store::mark_undone(connection, id, actor, now).await?;
    transaction.commit().await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}
