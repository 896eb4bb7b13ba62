//! SQL of the register of imports. Refuses nothing: what may be taken back is decided before.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::Run;
use super::provenance::{InputFile, digest};
use super::report::Report;
use super::runs::Entry;

/// Number of the run of a rehearsal, while it lasts.
const REHEARSAL: i64 = 0;

/// The newest runs first; at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(pool: &PgPool, limit: i64) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "select id, kind, file_name, checksum, run_by, started_at, finished_at, inserted, updated, unchanged, refused, warned, vanished,
                undone_at, undone_by, report, options
         from import_run order by id desc limit $1",
        limit
    )
    .fetch_all(pool)
    .await
    .context("il registro delle importazioni non si legge")?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            id: row.id,
            kind: row.kind,
            file: row.file_name,
            checksum: row.checksum,
            run_by: row.run_by,
            started_at: row.started_at,
            seconds: (row.finished_at - row.started_at).as_seconds_f64(),
            counts: [row.inserted, row.updated, row.unchanged, row.refused, row.warned, row.vanished],
            undone: row.undone_at.zip(row.undone_by),
            report: serde_json::from_value(row.report).ok(),
            options: row.options,
        })
        .collect())
}

/// Rows changed since a run: how many of which table, and who changed them last.
///
/// # Errors
/// When the database refuses.
pub(super) async fn obstacles(connection: &mut PgConnection, id: i64) -> Result<Vec<(i64, String, String)>> {
    let rows = sqlx::query!(
        r#"select table_name as "table_name!", count(*) as "rows!", max(changed_by) as "changed_by!" from import_run_obstacles($1) group by table_name"#,
        id
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.rows, row.table_name, row.changed_by)).collect())
}

/// Takes a run back; how many changes.
///
/// # Errors
/// When the database refuses.
pub(super) async fn undo(connection: &mut PgConnection, id: i64, actor: &str, now: DateTime<Utc>) -> Result<i32> {
    let done = sqlx::query_scalar!(r#"select undo_import_run($1) as "done!""#, id).fetch_one(&mut *connection).await?;
    sqlx::query!("delete from imported_identity where import_run_id = $1", id).execute(&mut *connection).await?;
    mark_undone(connection, id, actor, now).await?;
    Ok(done)
}

/// Notes who took a run back and when.
///
/// # Errors
/// When the database refuses.
pub(super) async fn mark_undone(connection: &mut PgConnection, id: i64, actor: &str, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update import_run set undone_at = $2, undone_by = $3 where id = $1", id, now, actor).execute(connection).await?;
    Ok(())
}

/// Opens the register's line of a run: from here every change of the transaction is written to it.
///
/// # Errors
/// When the database refuses.
pub(super) async fn open(connection: &mut PgConnection, run: &Run<'_>, files: &[InputFile]) -> Result<i64> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let options = serde_json::json!({
        "mapping": run.options.mapping, "crs": run.options.crs, "source": run.options.source, "precedence": run.options.precedence,
        "layer": run.options.layer
    });
    // A rehearsal is rolled back, and its line with it: it must not take a number that people would then look for.
    let number = run.options.dry_run.then_some(REHEARSAL);
    let id = sqlx::query_scalar!(
        "insert into import_run (id, kind, file_name, checksum, run_by, started_at, finished_at, inserted, updated, unchanged, refused, warned, options)
         overriding system value
         values (coalesce($7, nextval(pg_get_serial_sequence('import_run', 'id'))), $1, $2, $3, $4, $5, $5, 0, 0, 0, 0, 0, $6) returning id",
        run.kind.word(),
        names.join(", "),
        digest(files),
        run.actor,
        run.now,
        options,
        number
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query!("select set_config('centri.import_run', $1, true) as run", id.to_string()).fetch_one(connection).await?;
    Ok(id)
}

/// Closes the line with what came of the run.
///
/// # Errors
/// When the database refuses.
pub(super) async fn close(connection: &mut PgConnection, run: &Run<'_>, id: i64, source: Option<i32>, report: &mut Report) -> Result<()> {
    report.run = (!run.options.dry_run).then_some(id);
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query!(
        "update import_run set finished_at = $2, inserted = $3, updated = $4, unchanged = $5, refused = $6, warned = $7, vanished = $8,
                report = $9, source_id = $10
         where id = $1",
        id,
        run.finished_at(),
        number(report.inserted),
        number(report.updated),
        number(report.unchanged),
        number(report.refused.len()),
        number(report.warned.len()),
        number(report.vanished),
        serde_json::to_value(&*report)?,
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}
