//! Where people live, finer than comuni: cells of a grid, census sections, any points or polygons with columns that count
//! people. A set is replaced as a whole by its next edition. Refuses a cell that lies in no comune, and to take an empty
//! figure for nobody.

mod cells;
mod groups;
mod store;

use std::collections::HashSet;

use anyhow::{Result, bail};

use super::addition_store::Held;
use super::provenance::{InputFile, year_in};
use super::report::{Refusal, Report};
use super::store::{begin, source};
use super::{Run, addition, run_store};

/// Cells written at a time.
const AT_ONCE: usize = 20_000;

/// Imports one set of cells in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("le celle si importano da un file alla volta") };
    if file.source.key == "municipalities" {
        bail!("«municipalities» è il nome della domanda per comuni: dare alla fonte un altro nome con --source");
    }
    let mut report = Report::of("celle");
    let (groups, mut given) = cells::read(run, file, &mut report)?;
    let mut names = HashSet::new();
    given.retain(|cell| {
        let new = names.insert(cell.name.clone());
        if !new {
            report.refused.push(Refusal::of_row(cell.row, "la cella compare due volte"));
        }
        new
    });
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let first = addition::is_first(connection, &file.source.key, Held::Cells).await?;
    let set = store::set(connection, &file.source, year_in(&file.name), &groups, source, run.now).await?;
    for (at, chunk) in given.chunks(AT_ONCE).enumerate() {
        run.progress.at("registrazione", at * AT_ONCE, given.len());
        let placed = store::cells(connection, set, chunk).await?;
        report.count(placed.given, placed.stored);
        report.refused.extend(placed.homeless.into_iter().map(|row| Refusal::of_row(row, "la cella non è in nessun comune")));
    }
    report.vanished = store::forget(connection, set, &names.into_iter().collect::<Vec<_>>()).await?;
    if report.inserted + report.updated + report.vanished > 0 {
        store::touch(connection, set, run.now).await?;
    }
    run.progress.at("registrazione", given.len(), given.len());
    addition::note(connection, &file.source.key, Held::Cells, first, &mut report).await?;
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}
