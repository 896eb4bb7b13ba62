//! The cells of a file: a grid of 1 km by the names of its cells, or any table of points or polygons with columns that count
//! people. A polygon is its middle and how far its farthest corner lies from there.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use data_import::crs::{Area, Crs, Transformer};
use data_import::{GridCellRow, Row, RowError, read_grid};
use geo::{BoundingRect, Centroid, CoordsIter, Geometry};

use super::super::Run;
use super::super::provenance::InputFile;
use super::super::report::{Refusal, Report};
use super::super::table::{as_it_stands, declared_crs, unreadable};
use super::groups;
use crate::geo::{Coordinates, geodesic_distance_m};

/// Half the diagonal of a square of 1 km, metres.
const GRID_RADIUS_M: f64 = 707.106_781_186_547_6;
/// Headers by which a grid is known.
const GRID: [&str; 6] = ["grd_id", "grd_newid", "cellcode", "cella", "id_cella", "grid_id"];
/// Headers of a name.
const NAMES: [&str; 7] = ["id", "codice", "sezione", "sez2011", "sez21_id", "cell", "nome"];
const LONGITUDES: [&str; 4] = ["lon", "longitude", "longitudine", "lng"];
const LATITUDES: [&str; 3] = ["lat", "latitude", "latitudine"];

/// A cell on its way into the table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Given {
    pub(super) row: u64,
    pub(super) name: String,
    pub(super) at: Coordinates,
    pub(super) radius_m: f64,
    /// In the order of the groups.
    pub(super) persons: Vec<Option<f64>>,
}

/// The groups of a file and its cells; what cannot be read is refused in the report.
pub(super) fn read(run: &Run<'_>, file: &InputFile, report: &mut Report) -> Result<(Vec<String>, Vec<Given>)> {
    let table = as_it_stands(file, run.options.layer.clone())?;
    let headers = table.columns.headers().to_vec();
    let is_grid = headers.iter().any(|header| GRID.contains(&header.to_lowercase().as_str()));
    let columns = columns(&headers, &run.options.mapping)?;
    let groups: Vec<String> = columns.keys().cloned().collect();
    if groups.is_empty() {
        bail!(
            "nessuna colonna conta persone. Le intestazioni sono: {}. Indicarne una con --map all=INTESTAZIONE o --map 0-17=INTESTAZIONE",
            headers.join(", ")
        );
    }
    let named: Vec<String> = columns.iter().map(|(group, header)| format!("{header} → {group}")).collect();
    report.reading.push(format!("Colonne di persone: {}", named.join(", ")));
    let given = if is_grid { grid(file, &columns, report)? } else { places(run, table, &columns, report)? };
    Ok((groups, given))
}

/// The header of each group; those a person names win.
fn columns(headers: &[String], mapping: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let mut columns = BTreeMap::new();
    for header in headers {
        if let Some(group) = groups::of(header) {
            columns.entry(group).or_insert_with(|| header.clone());
        }
    }
    for (group, header) in mapping {
        if !headers.contains(header) {
            bail!("il file non ha la colonna «{header}»; ha: {}", headers.join(", "));
        }
        columns.insert(group.clone(), header.clone());
    }
    Ok(columns)
}

fn grid(file: &InputFile, columns: &BTreeMap<String, String>, report: &mut Report) -> Result<Vec<Given>> {
    let transformer = Transformer::new(&Crs::Epsg(3035), Area::Mainland)?;
    report.reading.push("Griglia di 1 km in EPSG:3035: una cella vale il suo centro, con 707 metri intorno".to_owned());
    let mut given = vec![];
    for row in read_grid(&file.path) {
        match row {
            Ok(cell) => match centre(&transformer, &cell) {
                Some(at) => {
                    let figure = |header: &String| cell.residents.iter().find(|(name, _)| name == header).and_then(|(_, persons)| *persons);
                    let persons = columns.values().map(figure).collect();
                    given.push(Given { row: cell.row, name: cell.cell, at, radius_m: GRID_RADIUS_M, persons });
                }
                None => report.refused.push(Refusal::of_row(cell.row, "la cella è fuori dal sistema di riferimento")),
            },
            Err(error) => refuse(error, report)?,
        }
    }
    Ok(given)
}

fn centre(transformer: &Transformer, cell: &GridCellRow) -> Option<Coordinates> {
    let (lon, lat) = transformer.to_wgs84(cell.x, cell.y).ok()?;
    Coordinates::parse(lon, lat).ok()
}

fn refuse(error: RowError, report: &mut Report) -> Result<()> {
    if error.ends_file {
        return Err(unreadable(error));
    }
    report.refused.push(error.into());
    Ok(())
}

fn places(run: &Run<'_>, table: data_import::Table, columns: &BTreeMap<String, String>, report: &mut Report) -> Result<Vec<Given>> {
    let crs = match &run.options.crs {
        Some(named) => Crs::parse(named)?,
        None => declared_crs(&table).unwrap_or(Crs::Epsg(4326)),
    };
    let transformer = Transformer::new(&crs, Area::Mainland)?;
    let find = |known: &[&str]| table.columns.headers().iter().find(|header| known.contains(&header.to_lowercase().as_str())).cloned();
    let layout = Layout { name: find(&NAMES), degrees: find(&LONGITUDES).zip(find(&LATITUDES)), columns, transformer: &transformer };
    let mut given = vec![];
    for row in table.rows {
        match row {
            Ok(row) => match layout.cell(&row) {
                Ok(cell) => given.push(cell),
                Err(refusal) => report.refused.push(refusal),
            },
            Err(error) => refuse(error, report)?,
        }
    }
    Ok(given)
}

/// Which column is what.
struct Layout<'a> {
    name: Option<String>,
    degrees: Option<(String, String)>,
    columns: &'a BTreeMap<String, String>,
    transformer: &'a Transformer,
}

impl Layout<'_> {
    fn cell(&self, row: &Row) -> Result<Given, Refusal> {
        let (at, radius_m) = self.place(row)?;
        let name = self.name.as_ref().and_then(|name| row.optional_text(name)).unwrap_or_else(|| row.number.to_string());
        let persons = self.columns.values().map(|header| persons(row, header)).collect::<Result<_, _>>()?;
        Ok(Given { row: row.number, name, at, radius_m, persons })
    }

    fn place(&self, row: &Row) -> Result<(Coordinates, f64), Refusal> {
        let wrong = |reason: &str| Refusal::of_row(row.number, reason);
        if let Some(shape) = &row.shape {
            return self.middle(shape).ok_or_else(|| wrong("la forma non ha un centro nel sistema di riferimento indicato"));
        }
        let (lon, lat) = self.degrees.as_ref().ok_or_else(|| wrong("manca la posizione: colonne lon e lat, oppure una geometria"))?;
        let number = |column: &str| row.optional(column).and_then(|cell| cell.replacen(',', ".", 1).parse::<f64>().ok());
        let at = number(lon).zip(number(lat)).and_then(|(lon, lat)| Coordinates::parse(lon, lat).ok());
        at.map(|at| (at, 0.0)).ok_or_else(|| Refusal::of_cell(row.number, lon, "le coordinate non sono gradi"))
    }

    fn middle(&self, shape: &Geometry<f64>) -> Option<(Coordinates, f64)> {
        let degrees = |x: f64, y: f64| {
            let (lon, lat) = self.transformer.to_wgs84(x, y).ok()?;
            Coordinates::parse(lon, lat).ok()
        };
        let middle = shape.centroid().or_else(|| Some(shape.bounding_rect()?.center().into()))?;
        let at = degrees(middle.x(), middle.y())?;
        let radius = shape.coords_iter().filter_map(|corner| degrees(corner.x, corner.y)).map(|corner| geodesic_distance_m(at, corner));
        Some((at, radius.fold(0.0, f64::max)))
    }
}

fn persons(row: &Row, header: &str) -> Result<Option<f64>, Refusal> {
    let Some(cell) = row.optional(header) else { return Ok(None) };
    match cell.replacen(',', ".", 1).parse::<f64>() {
        Ok(persons) if persons.is_finite() && persons >= 0.0 => Ok(Some(persons)),
        _ => Err(Refusal::of_cell(row.number, header, "non è un numero di persone")),
    }
}
