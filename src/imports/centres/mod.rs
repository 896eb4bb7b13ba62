//! Centres: one row of a file becomes one centre with one site, or is refused with its number and a reason.
//! Refuses shelters before anything is stored, and never overwrites what a person has verified.

mod candidate;
mod merge;
mod position;
mod shelter;
mod store;

use std::collections::HashSet;

use anyhow::{Context, Result, bail};
use data_import::{CentreRow, Problem, read_centres};
use sqlx::PgConnection;

use super::Run;
use super::names::unused_slug;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, record_run, source};
use candidate::Candidate;
use position::Gazetteer;

/// The bundled file.
pub(super) const BUNDLED: [&str; 1] = ["centri-reali.csv"];

/// Steps between two looks at the progress bar.
const TELL_EVERY: usize = 50;

/// Imports a list of centres in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("centres are imported from one file at a time") };
    let mut report = Report::of("centres");
    let rows = read(file, &mut report)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let gazetteer = store::gazetteer(connection).await?;
    if gazetteer.is_empty() {
        bail!("there are no municipalities yet; import boundaries first (centri import boundaries)");
    }
    let decided = decide(connection, rows, &gazetteer, &mut report).await?;
    let source = source(connection, run, file).await?;
    store_all(connection, run, &decided, source, &mut report).await?;
    order(&mut report);
    record_run(connection, run, files, &report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// Reads all rows. A file that cannot be opened is an error; a row that cannot be read is a refusal.
fn read(file: &InputFile, report: &mut Report) -> Result<Vec<CentreRow>> {
    let mut rows = Vec::new();
    for row in read_centres(&file.path) {
        match row {
            Ok(row) => rows.push(row),
            Err(error) if error.row == 0 || concerns_the_file(&error.problem) => {
                return Err(error).context("the file of centres cannot be read; nothing was stored");
            }
            Err(error) => report.refused.push(error.into()),
        }
    }
    Ok(rows)
}

/// Whether a problem, wherever it was met, leaves the rest of the file unread.
fn concerns_the_file(problem: &Problem) -> bool {
    matches!(problem, Problem::MissingColumn | Problem::NotThisFormat(_) | Problem::Unreadable(_) | Problem::Truncated)
}

/// Rows sorted by what becomes of them.
#[derive(Default)]
struct Decided {
    candidates: Vec<Candidate>,
    /// Row and identifier of what looks like a shelter.
    shelters: Vec<(u64, String)>,
}

/// What of the rows may be stored. Shelters are stopped first: nothing else of such a row is even looked at.
async fn decide(connection: &mut PgConnection, rows: Vec<CentreRow>, gazetteer: &Gazetteer, report: &mut Report) -> Result<Decided> {
    let mut decided = Decided::default();
    let mut seen = HashSet::new();
    for row in rows {
        match shelter::look(&row) {
            shelter::Finding::Shelter(reason) => {
                report.refused.push(Refusal::of_row(row.row, reason));
                decided.shelters.push((row.row, row.external_id));
                continue;
            }
            shelter::Finding::Ask(reason) => report.warned.push(Refusal::of_row(row.row, reason)),
            shelter::Finding::Nothing => {}
        }
        if !seen.insert(row.external_id.clone()) {
            report.refused.push(Refusal::of_cell(row.row, "id", "the same identifier appears twice in the file"));
            continue;
        }
        let distance = match gazetteer.given(&row) {
            Some((municipality, lon, lat)) => Some(store::distance_outside_m(connection, municipality, lon, lat).await?),
            None => None,
        };
        match Candidate::of(&row, gazetteer, distance) {
            Ok((candidate, warned)) => {
                report.warned.extend(warned);
                decided.candidates.push(candidate);
            }
            Err(refusal) => report.refused.push(refusal),
        }
    }
    Ok(decided)
}

/// Inserts what is new and updates what changed, counting both.
async fn store_all(connection: &mut PgConnection, run: &Run<'_>, decided: &Decided, source: i32, report: &mut Report) -> Result<()> {
    let Decided { candidates, shelters } = decided;
    let mut known = store::known(connection, source).await?;
    let mut slugs = store::slugs(connection).await?;
    for (done, candidate) in candidates.iter().enumerate() {
        if done % TELL_EVERY == 0 {
            run.progress.at("storing", done, candidates.len());
        }
        match known.remove(&candidate.external_id) {
            None => {
                let slug = unused_slug(&candidate.slug, &slugs);
                store::insert(connection, candidate, &slug, source).await.with_context(|| at(candidate))?;
                slugs.insert(slug);
                report.inserted += 1;
            }
            Some(stored) => {
                let merge = merge::of(candidate, &stored);
                report.warned.extend(merge.warned.iter().cloned());
                if merge.is_empty() {
                    report.unchanged += 1;
                } else {
                    store::update(connection, &stored, &merge, candidate, source).await.with_context(|| at(candidate))?;
                    report.updated += 1;
                }
            }
        }
    }
    for (row, external_id) in shelters {
        let Some(stored) = known.remove(external_id) else { continue };
        if stored.centre_verified {
            report
                .warned
                .push(Refusal::of_row(*row, "a verified centre has the identifier of this row and stays public: look at it today"));
        } else if store::withdraw(connection, stored.centre_id).await? {
            report.updated += 1;
            report.warned.push(Refusal::of_row(*row, "a centre with the identifier of this row was public and was withdrawn"));
        }
    }
    report.vanished = known.len();
    if !known.is_empty() {
        let left = format!("{} centres of this source are not among the rows taken; they were left as they are", known.len());
        report.warned.push(Refusal::of_row(0, left));
    }
    run.progress.at("storing", candidates.len(), candidates.len());
    Ok(())
}

fn at(candidate: &Candidate) -> String {
    format!("row {} could not be stored; nothing of the file was", candidate.row)
}

fn order(report: &mut Report) {
    report.refused.sort_by_key(|refusal| refusal.row);
    report.warned.sort_by_key(|refusal| refusal.row);
}
