//! The register of imports: what was brought in, when, by whom and with what outcome; and taking a run back.
//! Refuses to take back what somebody has changed since.

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::Run;
use super::provenance::{InputFile, digest};
use super::report::Report;
use super::store::begin;
use crate::imports::progress::Progress;

/// Kinds whose every written row is in the history, so that a run of them can be taken back row by row.
const REVERSIBLE: [&str; 4] = ["centres", "organisations", "districts", "catchments"];

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
    .context("the register of imports cannot be read")?;
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

/// One run with its whole report.
///
/// # Errors
/// When no run has this number.
pub async fn show(pool: &PgPool, id: i64) -> Result<Entry> {
    let all = list(pool, i64::MAX).await?;
    all.into_iter().find(|entry| entry.id == id).with_context(|| format!("non c'è un'importazione numero {id}; vedere: centri import list"))
}

/// Takes a run back: every row becomes what it was before. Returns how many changes were taken back.
///
/// # Errors
/// When there is no such run, it was taken back before, its kind cannot be, or rows of it were changed since: those are named.
pub async fn undo(pool: &PgPool, id: i64, actor: &str, now: DateTime<Utc>) -> Result<usize> {
    let entry = show(pool, id).await?;
    if let Some((when, who)) = &entry.undone {
        bail!("l'importazione {id} è già stata annullata da {who} il {}", when.format("%d/%m/%Y %H:%M"));
    }
    if !REVERSIBLE.contains(&entry.kind.as_str()) {
        bail!(
            "un'importazione di tipo {} non si annulla riga per riga: importare di nuovo l'edizione precedente, il cui file è nell'elenco (centri import list)",
            entry.kind
        );
    }
    let progress = Progress::new("undo");
    let mut transaction = begin(pool, actor, &format!("undo of import {id}"), &progress).await?;
    let obstacles = sqlx::query!(
        r#"select table_name as "table_name!", count(*) as "rows!", max(changed_by) as "changed_by!" from import_run_obstacles($1) group by table_name"#,
        id
    )
    .fetch_all(&mut *transaction)
    .await?;
    if !obstacles.is_empty() {
        let list: Vec<String> =
            obstacles.iter().map(|row| format!("{} righe di {} (da ultimo {})", row.rows, row.table_name, row.changed_by)).collect();
        bail!(
            "l'importazione {id} non si può annullare: dopo sono stati cambiati {}. Annullare prima quei cambiamenti, o correggere a mano",
            list.join(", ")
        );
    }
    let done = sqlx::query_scalar!(r#"select undo_import_run($1) as "done!""#, id).fetch_one(&mut *transaction).await?;
    sqlx::query!("delete from imported_identity where import_run_id = $1", id).execute(&mut *transaction).await?;
    sqlx::query!("update import_run set undone_at = $2, undone_by = $3 where id = $1", id, now, actor).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(usize::try_from(done).unwrap_or(0))
}

/// Opens the register's line of a run: from here every change of the transaction is written to it.
///
/// # Errors
/// When the database refuses.
pub(super) async fn open(connection: &mut PgConnection, run: &Run<'_>, files: &[InputFile]) -> Result<i64> {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let options = serde_json::json!({
        "mapping": run.options.mapping, "crs": run.options.crs, "source": run.options.source, "precedence": run.options.precedence
    });
    let id = sqlx::query_scalar!(
        "insert into import_run (kind, file_name, checksum, run_by, started_at, finished_at, inserted, updated, unchanged, refused, warned, options)
         values ($1, $2, $3, $4, $5, $5, 0, 0, 0, 0, 0, $6) returning id",
        run.kind.word(),
        names.join(", "),
        digest(files),
        run.actor,
        run.now,
        options
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
