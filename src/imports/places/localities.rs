//! Localities: towns, hamlets and quarters below the municipality, by their number in GeoNames.
//! Refuses places of municipalities nobody knows.

use std::collections::HashSet;

use anyhow::{Result, bail};
use data_import::{LocalityRow, Table, read_localities};
use sqlx::PgConnection;

use super::super::Run;
use super::super::provenance::InputFile;
use super::super::report::{Refusal, Report};
use super::super::store::{MunicipalityCodes, source};
use super::super::table::unreadable;
use super::{gone, nothing_in, store};

/// A locality and the municipality it lies in.
pub(super) struct Locality {
    pub(super) row: LocalityRow,
    pub(super) municipality: i32,
}

/// Imports localities; those a new edition of the same source no longer has are taken away.
pub(super) async fn import(
    connection: &mut PgConnection,
    run: &Run<'_>,
    file: &InputFile,
    table: Table,
    codes: &MunicipalityCodes,
    report: &mut Report,
) -> Result<()> {
    run.progress.at("lettura", 0, 1);
    let mut localities = Vec::new();
    let mut known = HashSet::new();
    for row in read_localities(table, &file.name).map_err(unreadable)? {
        match row {
            // What comes after it would look as if the source no longer had it.
            Err(error) if error.ends_file => return Err(unreadable(error)),
            Err(error) => report.refused.push(error.into()),
            Ok(row) => match codes.resolve(&row.municipality_code) {
                None => report.refused.push(Refusal::of_cell(row.row, "cod_com", "nessun comune ha o ha avuto questo codice")),
                Some(_) if !known.insert(row.external_id.clone()) => {
                    report.refused.push(Refusal::of_cell(row.row, "geonameid", "il luogo compare due volte nel file"));
                }
                Some(municipality) => localities.push(Locality { row, municipality }),
            },
        }
    }
    if localities.is_empty() {
        bail!(nothing_in(file, report));
    }
    run.progress.at("registrazione", 0, localities.len());
    let source = source(connection, run, file).await?;
    let stored = store::localities(connection, &localities, source).await?;
    report.count(localities.len(), stored);
    gone(report, store::remove_others(connection, &known.into_iter().collect::<Vec<_>>(), source).await?);
    run.progress.at("registrazione", localities.len(), localities.len());
    Ok(())
}
