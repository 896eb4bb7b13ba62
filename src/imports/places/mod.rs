//! Localities: towns, hamlets and quarters below the municipality, by their number in GeoNames.
//! Refuses places of municipalities nobody knows.

mod store;

use std::collections::HashSet;

use anyhow::{Result, bail};
use data_import::{LocalityRow, read_localities};

use super::Run;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, municipality_codes, record_run, source};

/// The bundled file.
pub(super) const BUNDLED: [&str; 1] = ["localita-geonames.csv"];

/// A locality and the municipality it lies in.
pub(super) struct Locality {
    pub(super) row: LocalityRow,
    pub(super) municipality: i32,
}

/// Imports localities in one transaction; those a new edition of the same source no longer has are taken away.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let mut report = Report::of("places");
    let [file] = files else { bail!("places are imported from one file at a time") };
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let codes = municipality_codes(connection).await?;
    if codes.is_empty() {
        bail!("there are no municipalities yet; import boundaries first (centri import boundaries)");
    }
    run.progress.at("reading", 0, 1);
    let mut localities = Vec::new();
    let mut known = HashSet::new();
    for row in read_localities(&file.path) {
        match row {
            Err(error) => report.refused.push(error.into()),
            Ok(row) => match codes.resolve(&row.municipality_code) {
                None => report.refused.push(Refusal::of_cell(row.row, "cod_com", "no municipality has or had this code")),
                Some(_) if !known.insert(row.external_id.clone()) => {
                    report.refused.push(Refusal::of_cell(row.row, "geonameid", "the place appears twice in the file"));
                }
                Some(municipality) => localities.push(Locality { row, municipality }),
            },
        }
    }
    if localities.is_empty() {
        bail!("{} holds no place that could be stored{}", file.name, first_reason(&report));
    }
    run.progress.at("storing", 0, localities.len());
    let source = source(connection, run, file).await?;
    let stored = store::localities(connection, &localities, source).await?;
    report.count(localities.len(), stored);
    let gone = store::remove_others(connection, &known.into_iter().collect::<Vec<_>>(), source).await?;
    report.vanished = usize::try_from(gone).unwrap_or(usize::MAX);
    if gone > 0 {
        report.warned.push(Refusal::of_row(0, format!("{gone} places are no longer in the source and were taken away")));
    }
    run.progress.at("storing", localities.len(), localities.len());
    record_run(connection, run, files, &report).await?;
    run.end(transaction).await?;
    Ok(report)
}

fn first_reason(report: &Report) -> String {
    report.refused.first().map_or_else(String::new, |refusal| format!(" ({refusal})"))
}
