//! SQL of the harvest: whose turn it is, and what is known of each source.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgPool, Postgres, Transaction};

use super::outcome::Outcome;

/// Key of the advisory lock that keeps harvests one after the other; any constant will do, as long as it stays.
const TURN: i64 = 0x6861_7276_6573;

/// What is known of a source.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub(super) key: String,
    pub(super) settings: String,
    pub(super) fetched_at: DateTime<Utc>,
    pub(super) applied_at: Option<DateTime<Utc>>,
    pub(super) outcome: Outcome,
    pub(super) message: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// SHA-256 of the last file that was decided on.
    pub(super) checksum: Option<String>,
    /// Attempts that failed, one after the other.
    pub(super) failures: i32,
    pub(super) next_due_at: DateTime<Utc>,
    pub(super) not_before_at: Option<DateTime<Utc>>,
    pub(super) waiting: Option<WaitingFile>,
}

/// A file that waits for a person.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WaitingFile {
    /// Name in the folder of the harvest.
    pub(super) name: String,
    pub(super) checksum: String,
    pub(super) since: DateTime<Utc>,
    pub(super) report: Value,
}

/// Takes the turn, or none where somebody else has it. It ends with the transaction, which holds nothing else.
///
/// # Errors
/// When the database cannot be reached.
pub(super) async fn turn(pool: &PgPool) -> Result<Option<Transaction<'static, Postgres>>, sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sqlx::query!(r#"select set_config('idle_in_transaction_session_timeout', '0', true) as idle"#).fetch_one(&mut *transaction).await?;
    let free = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "free!""#, TURN).fetch_one(&mut *transaction).await?;
    Ok(free.then_some(transaction))
}

/// All that is known, by key.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn states(pool: &PgPool) -> Result<Vec<State>, sqlx::Error> {
    let rows = sqlx::query!("select * from harvest_source order by key").fetch_all(pool).await?;
    rows.into_iter()
        .map(|row| {
            let outcome = row.outcome.parse().map_err(|error: String| sqlx::Error::Decode(error.into()))?;
            let waiting = match (row.waiting_file, row.waiting_sum, row.waiting_since, row.waiting_report) {
                (Some(name), Some(checksum), Some(since), Some(report)) => Some(WaitingFile { name, checksum, since, report }),
                _ => None,
            };
            Ok(State {
                key: row.key,
                settings: row.settings,
                fetched_at: row.fetched_at,
                applied_at: row.applied_at,
                outcome,
                message: row.message,
                etag: row.etag,
                last_modified: row.last_modified,
                checksum: row.checksum,
                failures: row.failures,
                next_due_at: row.next_due_at,
                not_before_at: row.not_before_at,
                waiting,
            })
        })
        .collect()
}

/// Writes what is known of a source.
///
/// # Errors
/// When the database refuses.
pub(super) async fn save(pool: &PgPool, state: &State) -> Result<(), sqlx::Error> {
    let waiting = state.waiting.as_ref();
    sqlx::query!(
        "insert into harvest_source (key, settings, fetched_at, applied_at, outcome, message, etag, last_modified, checksum, failures,
                                     next_due_at, not_before_at, waiting_file, waiting_sum, waiting_since, waiting_report)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (key) do update set
             settings = excluded.settings, fetched_at = excluded.fetched_at, applied_at = excluded.applied_at, outcome = excluded.outcome,
             message = excluded.message, etag = excluded.etag, last_modified = excluded.last_modified, checksum = excluded.checksum,
             failures = excluded.failures, next_due_at = excluded.next_due_at, not_before_at = excluded.not_before_at,
             waiting_file = excluded.waiting_file, waiting_sum = excluded.waiting_sum, waiting_since = excluded.waiting_since,
             waiting_report = excluded.waiting_report",
        state.key,
        state.settings,
        state.fetched_at,
        state.applied_at,
        state.outcome.word(),
        state.message,
        state.etag.as_deref(),
        state.last_modified.as_deref(),
        state.checksum.as_deref(),
        state.failures,
        state.next_due_at,
        state.not_before_at,
        waiting.map(|waiting| waiting.name.as_str()),
        waiting.map(|waiting| waiting.checksum.as_str()),
        waiting.map(|waiting| waiting.since),
        waiting.map(|waiting| &waiting.report)
    )
    .execute(pool)
    .await?;
    Ok(())
}
