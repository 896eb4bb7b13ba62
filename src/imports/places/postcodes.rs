//! Postcodes: where each of them lies in each municipality it serves, the mean of its localities there.
//! Refuses rows whose point and province contradict one another; they are told, not stored.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use data_import::{Table, read_postcodes};
use sqlx::PgConnection;

use super::super::Run;
use super::super::provenance::InputFile;
use super::super::report::Report;
use super::super::store::{MunicipalityCodes, source};
use super::super::table::unreadable;
use super::tally::Tally;
use super::{gone, nothing_in, store};

/// The word of a row whose point lies in a municipality of the province it names.
const AGREES: &str = "ok";

/// A postcode in one municipality.
pub(super) struct Postcode {
    pub(super) external_id: String,
    pub(super) name: String,
    pub(super) municipality: i32,
    /// Degrees, EPSG:4326.
    pub(super) lon: f64,
    /// Degrees, EPSG:4326.
    pub(super) lat: f64,
}

#[derive(Default)]
struct Sum {
    lon: f64,
    lat: f64,
    localities: f64,
}

/// Imports postcodes; those a new edition of the same source no longer has are taken away.
pub(super) async fn import(
    connection: &mut PgConnection,
    run: &Run<'_>,
    file: &InputFile,
    table: Table,
    codes: &MunicipalityCodes,
    report: &mut Report,
) -> Result<()> {
    run.progress.at("lettura", 0, 1);
    let (mut refused, mut warned) = (Tally::default(), Tally::default());
    let mut sums: BTreeMap<(String, i32), Sum> = BTreeMap::new();
    for row in read_postcodes(table, &file.name).map_err(unreadable)? {
        let row = match row {
            Ok(row) => row,
            // What comes after it would look as if the source no longer had it.
            Err(error) if error.ends_file => return Err(unreadable(error)),
            Err(error) => {
                refused.note(error.row, error.column.as_deref(), &error.problem.in_italian());
                continue;
            }
        };
        if row.agreement != AGREES {
            warned.note(row.row, Some("coerente"), "il punto non è nella provincia della riga: CAP non registrato per questa località");
            continue;
        }
        let (Some(code), Some((lon, lat))) = (&row.municipality_code, row.position) else {
            warned.note(row.row, Some("lat"), "senza comune o senza punto: CAP non registrato per questa località");
            continue;
        };
        let Some(municipality) = codes.resolve(code) else {
            refused.note(row.row, Some("cod_com_da_punto"), "nessun comune ha o ha avuto questo codice");
            continue;
        };
        let sum = sums.entry((row.postcode, municipality)).or_default();
        sum.lon += lon;
        sum.lat += lat;
        sum.localities += 1.0;
    }
    report.refused.extend(refused.into_lines());
    report.warned.extend(warned.into_lines());
    if sums.is_empty() {
        bail!(nothing_in(file, report));
    }
    let postcodes: Vec<Postcode> = sums
        .into_iter()
        .map(|((name, municipality), sum)| Postcode {
            // The internal id never changes where a code may.
            external_id: format!("{name}-{municipality}"),
            name,
            municipality,
            lon: sum.lon / sum.localities,
            lat: sum.lat / sum.localities,
        })
        .collect();
    run.progress.at("registrazione", 0, postcodes.len());
    let source = source(connection, run, file).await?;
    let stored = store::postcodes(connection, &postcodes, source).await?;
    report.count(postcodes.len(), stored);
    let known: Vec<String> = postcodes.into_iter().map(|postcode| postcode.external_id).collect();
    gone(report, store::remove_others(connection, &known, source).await?);
    Ok(())
}
