//! Streets and house numbers, of one comune or of the whole country, read in a stream and stored in bulk.
//! Refuses positions that cannot be: empty, zero, metres of no known system, exchanged, outside the comune. A street is
//! kept even so, because its name must win over one that only resembles it; a number without a position is not.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Result, bail};
use data_import::crs::{Area, Crs, Transformer};
use data_import::{ADDRESS_FIELDS, AddressRow, GivenPosition, Row, RowError, Rows, Table};
use sqlx::PgConnection;

use super::super::Run;
use super::super::names::folded;
use super::super::provenance::InputFile;
use super::super::report::{Refusal, Report};
use super::super::store::{MunicipalityCodes, source};
use super::super::table::{self, declared_crs};
use super::address_store::{self as store, Away, Draft};
use super::tally::Tally;
use super::{gone, key_store, nothing_in};
use crate::places::streets::OUTSIDE_AT_MOST_M;

/// Rows sent to the database at once: what an import holds in memory, whatever the file.
const BATCH: usize = 10_000;

/// Ten-millionths of a degree.
const PER_DEGREE: f64 = 1e7;

/// Imports addresses. Doors that a new edition of the source no longer has are taken away in the comuni it speaks of.
pub(super) async fn import(
    connection: &mut PgConnection,
    run: &Run<'_>,
    file: &InputFile,
    table: Table,
    codes: &MunicipalityCodes,
    report: &mut Report,
) -> Result<()> {
    let table = table::named(run, table, &ADDRESS_FIELDS, report)?;
    if let Some((one, other)) = AddressRow::missing_in(&table) {
        bail!(
            "{}: manca la colonna «{one}» (o «{other}»); indicarla con --map {one}=colonna, o un valore per tutte le righe con --map {one}==valore",
            file.name
        );
    }
    let crs = match &run.options.crs {
        Some(text) => Some(Crs::parse(text).map_err(|error| anyhow::anyhow!(error.in_italian()))?),
        None => declared_crs(&table),
    };
    let mut reading = Reading {
        codes,
        cadastral: store::cadastral_codes(connection).await?,
        metres: Metres::of(connection, crs).await?,
        refused: Tally::default(),
        warned: Tally::default(),
    };
    store::empty_draft(connection).await?;
    let mut rows = table.rows;
    let mut read = 0;
    loop {
        let mut batch = Draft::default();
        let taken = reading.fill(&mut rows, &mut batch)?;
        if taken == 0 {
            break;
        }
        read += taken;
        run.progress.at("lettura", read, read);
        reading.send(connection, &mut batch).await?;
    }
    report.refused.extend(reading.refused.into_lines());
    run.progress.at("registrazione", read, read);
    let source = source(connection, run, file).await?;
    let is_new = store::is_new(connection, source).await?;
    let streets = store::merge_streets(connection, source).await?;
    if streets.given == 0 {
        bail!(nothing_in(file, report));
    }
    let doors = store::merge_house_numbers(connection, source, is_new).await?;
    report.count(doors.given, doors.stored);
    if doors.repeated > 0 {
        let rows: Vec<String> = doors.repeated_rows.iter().map(i64::to_string).collect();
        let more = if doors.repeated > rows.len() as i64 { ", …" } else { "" };
        let reason =
            format!("stesso numero della stessa via più volte, vale la prima ({} righe in più: {}{more})", doors.repeated, rows.join(", "));
        reading.warned.note(doors.repeated_rows.first().and_then(|row| u64::try_from(*row).ok()).unwrap_or(0), None, &reason);
    }
    report.warned.extend(reading.warned.into_lines());
    // A new source has nothing that could be gone.
    let away = if is_new { Away::default() } else { store::remove_gone(connection, source).await? };
    gone(report, away.house_numbers);
    if away.streets > 0 {
        report.warned.push(Refusal::of_row(0, format!("{} vie non sono più nella fonte e sono state tolte", away.streets)));
    }
    if away.other_municipalities > 0 {
        let reason = format!("{} comuni di questa fonte non sono nel file: lasciati come sono", away.other_municipalities);
        report.warned.push(Refusal::of_row(0, reason));
    }
    key_store::write_missing(connection).await?;
    store::empty_draft(connection).await?;
    run.progress.say(&format!("{} vie, di cui {} nuove", streets.given, streets.stored.inserted));
    Ok(())
}

/// What is known while rows pass by.
struct Reading<'a> {
    codes: &'a MunicipalityCodes,
    cadastral: HashMap<String, i32>,
    metres: Option<Arc<Metres>>,
    refused: Tally,
    warned: Tally,
}

impl Reading<'_> {
    /// Fills a batch; how many rows of the file that took, none at its end.
    fn fill(&mut self, rows: &mut Rows<Row>, batch: &mut Draft) -> Result<usize> {
        // An operation belongs to its thread, so it is made again for every batch and never kept while the import waits.
        let mut metres = self.metres.clone().map(|metres| (metres, HashMap::new()));
        let mut taken = 0;
        for row in rows.take(BATCH) {
            taken += 1;
            match row.and_then(|row| AddressRow::of(&row)) {
                Ok(row) => self.take(&row, batch, &mut metres),
                Err(error) => self.refuse(error)?,
            }
        }
        Ok(taken)
    }

    /// Puts a row into the batch, without its door where that cannot be placed.
    fn take(&mut self, row: &AddressRow, batch: &mut Draft, metres: &mut Option<(Arc<Metres>, Transformers)>) {
        let municipality = match self.municipality(row) {
            Ok(municipality) => municipality,
            Err((column, reason)) => return self.refused.note(row.row, Some(column), reason),
        };
        if row.number_not_understood {
            self.warned.note(row.row, Some("civico"), "numero civico non comprensibile: registrata solo la via");
        }
        let given = match metres {
            Some((metres, transformers)) => metres.in_degrees(row.position, municipality, transformers),
            None => row.position,
        };
        let position = row.number.as_ref().and_then(|_| self.position(row.row, given));
        let street = match &row.street_id {
            Some(id) => id.clone(),
            // Without a number of its own a street is its name in its locality: two hamlets may both have a Via Roma.
            None => format!("{}|{}", folded(&row.street), folded(row.locality.as_deref().unwrap_or_default())),
        };
        batch.push(row, municipality, street, position);
    }

    /// The cadastral code survives renumbering, so it is asked first.
    fn municipality(&self, row: &AddressRow) -> Result<i32, (&'static str, &'static str)> {
        let by_cadastre = row.cadastral_code.as_ref().and_then(|code| self.cadastral.get(code)).copied();
        let found = by_cadastre.or_else(|| row.istat_code.as_ref().and_then(|code| self.codes.resolve(code)));
        found.ok_or(match (&row.cadastral_code, &row.istat_code) {
            (None, None) => ("cod_com", "il comune non è indicato"),
            (Some(_), None) => ("cod_catasto", "nessun comune ha questo codice catastale"),
            _ => ("cod_com", "nessun comune ha o ha avuto questo codice"),
        })
    }

    fn position(&mut self, row: u64, given: GivenPosition) -> Option<(f64, f64)> {
        let reason = match given {
            GivenPosition::Degrees { lon, lat } => return Some((lon, lat)),
            GivenPosition::Missing => "senza coordinate: registrata solo la via",
            GivenPosition::Half => "manca una delle due coordinate: registrata solo la via",
            GivenPosition::Zero => "coordinate a zero: registrata solo la via",
            GivenPosition::NotANumber => "le coordinate non sono numeri: registrata solo la via",
            GivenPosition::Metric { .. } => {
                "coordinate in metri invece che in gradi (indicare il sistema con --crs): registrata solo la via"
            }
            GivenPosition::Swapped => "latitudine e longitudine scambiate: registrata solo la via",
        };
        self.warned.note(row, Some("lat"), reason);
        None
    }

    /// A row that cannot be read is counted; a file that cannot be read is an error.
    fn refuse(&mut self, error: RowError) -> Result<()> {
        if error.ends_file {
            return Err(table::unreadable(error));
        }
        self.refused.note(error.row, error.column.as_deref(), &error.problem.in_italian());
        Ok(())
    }

    /// Looks where the doors of the batch lie and writes it down.
    async fn send(&mut self, connection: &mut PgConnection, batch: &mut Draft) -> Result<()> {
        for (at, metres) in store::outside(connection, batch).await? {
            let Some(row) = batch.row_number(at) else { continue };
            if metres > OUTSIDE_AT_MOST_M {
                self.warned.note(row, Some("lat"), "il punto è fuori dal comune di oltre 200 m: registrata solo la via");
                batch.forget_position(at);
            } else {
                self.warned.note(row, Some("lat"), "il punto è appena fuori dal confine generalizzato del comune: registrato");
            }
        }
        store::write_draft(connection, batch).await?;
        *batch = Draft::default();
        Ok(())
    }
}

/// The operations of a file's reference system, one for each part of the country; none where there is no such.
type Transformers = HashMap<Area, Option<Transformer>>;

/// Metres of a file's reference system and the part of the country each municipality is in.
struct Metres {
    crs: Crs,
    areas: HashMap<i32, Area>,
}

impl Metres {
    /// None where the numbers are degrees of WGS 84.
    async fn of(connection: &mut PgConnection, crs: Option<Crs>) -> Result<Option<Arc<Self>>> {
        let Some(crs) = crs.filter(|crs| *crs != Crs::Epsg(4326)) else { return Ok(None) };
        let regions = store::regions(connection).await?;
        let areas = regions.into_iter().map(|(municipality, region)| (municipality, Area::of_region(&region))).collect();
        Ok(Some(Arc::new(Self { crs, areas })))
    }

    /// Numbers of the file in degrees; what is missing stays so.
    fn in_degrees(&self, given: GivenPosition, municipality: i32, transformers: &mut Transformers) -> GivenPosition {
        let (x, y) = match given {
            GivenPosition::Metric { x, y } => (x, y),
            GivenPosition::Degrees { lon, lat } => (lon, lat),
            other => return other,
        };
        let area = self.areas.get(&municipality).copied().unwrap_or(Area::Mainland);
        let transformer = transformers.entry(area).or_insert_with(|| Transformer::new(&self.crs, area).ok());
        match transformer.as_ref().and_then(|transformer| transformer.to_wgs84(x, y).ok()) {
            Some((lon, lat)) => GivenPosition::Degrees { lon, lat },
            None => GivenPosition::NotANumber,
        }
    }
}

/// Degrees as the table keeps them; a reader gives none that do not fit.
pub(super) fn e7(degrees: f64) -> i32 {
    (degrees * PER_DEGREE).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_decimals_come_back_as_they_were() {
        for degrees in [8.618639, 44.903967, -179.999999, 180.0, -90.0, 0.000001] {
            assert_eq!(f64::from(e7(degrees)) / PER_DEGREE, degrees);
        }
    }
}
