//! What all imports write: the queue they stand in, who they are, sources and runs.
//! Refuses to import without a lock: two imports at once would decide on what the other is about to change.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use super::provenance::InputFile;
use super::report::Report;
use super::{Progress, Run};

/// Key of the advisory lock in which imports queue; any constant will do, as long as it stays.
const QUEUE: i64 = 0x6365_6e74_7269;

/// Key of the lock held during the import of all bundled data, beside the queue its parts stand in.
const BUNDLED: i64 = QUEUE + 1;

/// Rows a statement wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) inserted: usize,
    pub(super) updated: usize,
}

/// What `count(*)` gives, as it is counted here.
pub(super) fn counted(inserted: i64, updated: i64) -> Stored {
    let number = |rows: i64| usize::try_from(rows).unwrap_or(0);
    Stored { inserted: number(inserted), updated: number(updated) }
}

/// Begins the one transaction of an import: its turn in the queue, and who writes, for the history.
///
/// # Errors
/// When the database cannot be reached or refuses.
pub(super) async fn begin(pool: &PgPool, actor: &str, reason: &str, progress: &Progress) -> Result<Transaction<'static, Postgres>> {
    begin_as(pool, &format!("import:{actor}"), reason, progress).await
}

/// As [`begin`], for work on what was imported; `actor` is written into the history as it is.
///
/// # Errors
/// When the database cannot be reached or refuses.
pub(super) async fn begin_as(pool: &PgPool, actor: &str, reason: &str, progress: &Progress) -> Result<Transaction<'static, Postgres>> {
    let mut transaction = pool.begin().await.context("la base dati non si raggiunge")?;
    // An import may take longer than any question of a visitor, and computes while the transaction waits.
    sqlx::query!(
        r#"select set_config('centri.actor', $1, true) as actor, set_config('centri.reason', $2, true) as reason,
                  set_config('statement_timeout', '0', true) as statements, set_config('lock_timeout', '0', true) as locks,
                  set_config('idle_in_transaction_session_timeout', '0', true) as idle"#,
        actor,
        reason
    )
    .fetch_one(&mut *transaction)
    .await?;
    let free = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "free!""#, QUEUE).fetch_one(&mut *transaction).await?;
    if !free {
        progress.say("un'altra importazione è in corso: si aspetta che finisca");
        sqlx::query!("select from pg_advisory_xact_lock($1)", QUEUE).fetch_one(&mut *transaction).await?;
    }
    Ok(transaction)
}

/// Waits until nobody else imports all bundled data; the transaction holds the turn and nothing else.
///
/// # Errors
/// When the database cannot be reached.
pub(super) async fn turn_of_bundled(pool: &PgPool) -> Result<Transaction<'static, Postgres>> {
    let mut transaction = pool.begin().await.context("la base dati non si raggiunge")?;
    sqlx::query!(
        r#"select set_config('statement_timeout', '0', true) as statements, set_config('lock_timeout', '0', true) as locks,
                  set_config('idle_in_transaction_session_timeout', '0', true) as idle"#
    )
    .fetch_one(&mut *transaction)
    .await?;
    sqlx::query!("select from pg_advisory_xact_lock($1)", BUNDLED).fetch_one(&mut *transaction).await?;
    Ok(transaction)
}

/// Whether files with this digest were imported as this kind before.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn was_imported(pool: &PgPool, kind: &str, digest: &str) -> Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from import_run where kind = $1 and checksum = $2 and undone_at is null) as "known!""#,
        kind,
        digest
    )
    .fetch_one(pool)
    .await
    .context("il registro delle importazioni non si legge; lo schema è aggiornato? (centri migrate)")
}

/// The id of a file's source, its row written or brought up to date.
///
/// # Errors
/// When the database refuses.
pub(super) async fn source(connection: &mut PgConnection, run: &Run<'_>, file: &InputFile) -> Result<i32> {
    let source = &file.source;
    let note = Some(source.note.as_str()).filter(|note| !note.is_empty());
    sqlx::query!(
        "insert into source (key, title, edition, publisher, licence, licence_url, attribution, original_url, checksum, note, imported_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (key) do update set
             title = excluded.title, edition = excluded.edition, publisher = excluded.publisher, licence = excluded.licence,
             licence_url = excluded.licence_url, attribution = excluded.attribution, original_url = excluded.original_url,
             checksum = excluded.checksum, note = excluded.note, imported_at = excluded.imported_at
         where (source.title, source.edition, source.publisher, source.licence, source.licence_url, source.attribution,
                source.original_url, source.checksum, source.note)
             is distinct from
               (excluded.title, excluded.edition, excluded.publisher, excluded.licence, excluded.licence_url, excluded.attribution,
                excluded.original_url, excluded.checksum, excluded.note)",
        source.key,
        source.title,
        source.edition,
        source.publisher,
        source.licence,
        source.licence_url.as_deref(),
        source.attribution,
        source.original_url.as_deref(),
        file.source_checksum(),
        note,
        run.now
    )
    .execute(&mut *connection)
    .await
    .with_context(|| format!("la fonte {} non si può registrare", source.key))?;
    Ok(sqlx::query_scalar!("select id from source where key = $1", source.key).fetch_one(connection).await?)
}

/// Writes the run of an import whose rows have no history of their own into the register of imports; the report gets its
/// number. `source` where all of it is of one.
///
/// # Errors
/// When the database refuses.
pub(super) async fn record_run(
    connection: &mut PgConnection,
    run: &Run<'_>,
    files: &[InputFile],
    source: Option<i32>,
    report: &mut Report,
) -> Result<()> {
    let id = super::run_store::open(connection, run, files).await?;
    super::run_store::close(connection, run, id, source, report).await
}

/// Present and earlier codes of municipalities.
#[derive(Debug, Default)]
pub(super) struct MunicipalityCodes {
    current: HashMap<String, i32>,
    later: HashMap<String, String>,
}

impl MunicipalityCodes {
    /// The municipality a code means today: its own, or the one it became by renumbering or merger.
    pub(super) fn resolve(&self, code: &str) -> Option<i32> {
        let mut code = code;
        // A chain of changes is short; the bound only keeps a circle in the data from turning for ever.
        for _ in 0..8 {
            if let Some(id) = self.current.get(code) {
                return Some(*id);
            }
            code = self.later.get(code)?;
        }
        None
    }

    /// Whether any municipality is known.
    pub(super) fn is_empty(&self) -> bool {
        self.current.is_empty()
    }

    #[cfg(test)]
    pub(super) fn of(current: &[(&str, i32)], later: &[(&str, &str)]) -> Self {
        Self {
            current: current.iter().map(|(code, id)| ((*code).to_owned(), *id)).collect(),
            later: later.iter().map(|(before, after)| ((*before).to_owned(), (*after).to_owned())).collect(),
        }
    }
}

/// Reads present codes, the changes published and the codes units had before.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn municipality_codes(connection: &mut PgConnection) -> Result<MunicipalityCodes> {
    let current = sqlx::query!("select id, istat_code from municipality where valid_to is null").fetch_all(&mut *connection).await?;
    let changes = sqlx::query!(
        r#"select code_before as "before!", code_after as "after!" from municipality_change where code_before <> code_after
           union all
           select h.istat_code, m.istat_code from municipality_history h join municipality m on m.id = h.municipality_id
           where m.valid_to is null and h.istat_code <> m.istat_code"#
    )
    .fetch_all(connection)
    .await?;
    Ok(MunicipalityCodes {
        current: current.into_iter().map(|row| (row.istat_code, row.id)).collect(),
        later: changes.into_iter().map(|row| (row.before, row.after)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_code_leads_to_the_municipality_of_today() {
        let codes = MunicipalityCodes::of(&[("024128", 7)], &[("024103", "024128"), ("000001", "000002"), ("000002", "000001")]);
        assert_eq!(codes.resolve("024128"), Some(7));
        assert_eq!(codes.resolve("024103"), Some(7));
        assert_eq!(codes.resolve("999999"), None);
        assert_eq!(codes.resolve("000001"), None);
    }
}
