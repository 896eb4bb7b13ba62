//! Boundaries of municipalities and the list of provinces, as files give them.
//! Refuses to repair: a broken ring or code is an error of its row.

use std::path::Path;

use geo::{CoordsIter, Geometry, MultiPolygon};

use crate::row::{Row, Rows};
use crate::row_error::{Problem, RowError};
use crate::typed;

/// A municipality and its shape, with the names of what it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct MunicipalityBoundary {
    /// Number of the feature in its file; the first is 1.
    pub row: u64,
    /// ISTAT code, six digits.
    pub istat_code: String,
    /// Official name, bilingual ones whole.
    pub name: String,
    /// Cadastral (Belfiore) code: the key that survives renumbering.
    pub cadastral_code: String,
    /// ISTAT code of the province (`cod_prov`, never `cod_uts`), three digits.
    pub province_code: String,
    /// Name of the province.
    pub province_name: String,
    /// Two-letter label; Naples is the text `NA`.
    pub province_label: String,
    /// ISTAT code of the Region, two digits.
    pub region_code: String,
    /// Name of the Region.
    pub region_name: String,
    /// Shape in EPSG:4326, degrees, longitude first.
    pub geometry: MultiPolygon<f64>,
}

/// Municipalities of a file of shapes in EPSG:4326 (FlatGeobuf, GeoPackage, shapefile, GeoJSON) with the columns
/// `cod_com`, `comune`, `cod_catasto`, `cod_prov`, `provincia`, `sigla`, `cod_reg`, `regione`.
pub fn read_municipality_boundaries(path: impl AsRef<Path>) -> Rows<MunicipalityBoundary> {
    const COLUMNS: [&str; 8] = ["cod_com", "comune", "cod_catasto", "cod_prov", "provincia", "sigla", "cod_reg", "regione"];
    typed::shapes(path.as_ref(), &COLUMNS, municipality)
}

fn municipality(row: Row) -> Result<MunicipalityBoundary, RowError> {
    let geometry = match row.shape.clone() {
        Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon]),
        Some(Geometry::MultiPolygon(polygons)) => polygons,
        _ => return Err(RowError::of_row(&row.file, row.number, Problem::WrongGeometry("polygon"))),
    };
    let on_earth = |place: geo::Coord<f64>| (-180.0..=180.0).contains(&place.x) && (-90.0..=90.0).contains(&place.y);
    if !geometry.coords_iter().all(on_earth) {
        return Err(RowError::of_row(&row.file, row.number, Problem::BrokenRing));
    }
    Ok(MunicipalityBoundary {
        row: row.number,
        istat_code: row.code("cod_com", 6)?,
        name: row.text("comune")?,
        cadastral_code: row.cadastral_code("cod_catasto")?,
        province_code: row.code("cod_prov", 3)?,
        province_name: row.text("provincia")?,
        province_label: row.province_label("sigla")?,
        region_code: row.code("cod_reg", 2)?,
        region_name: row.text("regione")?,
        geometry,
    })
}

/// A province or equal unit, without its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// ISTAT code, three digits.
    pub istat_code: String,
    /// Name.
    pub name: String,
    /// Two-letter label.
    pub label: String,
    /// What it is in law, in the source's words: "Provincia", "Città metropolitana" …
    pub kind: String,
    /// ISTAT code of the Region, two digits.
    pub region_code: String,
    /// Name of the Region.
    pub region_name: String,
}

/// Provinces of a table with the columns `cod_prov`, `provincia`, `sigla`, `tipo`, `cod_reg`, `regione`.
pub fn read_provinces(path: impl AsRef<Path>) -> Rows<ProvinceRow> {
    const COLUMNS: [&str; 6] = ["cod_prov", "provincia", "sigla", "tipo", "cod_reg", "regione"];
    typed::rows(path.as_ref(), &COLUMNS, |row| {
        Ok(ProvinceRow {
            row: row.number,
            istat_code: row.code("cod_prov", 3)?,
            name: row.text("provincia")?,
            label: row.province_label("sigla")?,
            kind: row.text("tipo")?,
            region_code: row.code("cod_reg", 2)?,
            region_name: row.text("regione")?,
        })
    })
}

/// One municipality of an edition and what it is in the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MunicipalityChangeRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// ISTAT code before.
    pub code_before: String,
    /// Name before.
    pub name_before: String,
    /// ISTAT code after.
    pub code_after: String,
    /// Name after.
    pub name_after: String,
    /// Day from which it holds, year-month-day.
    pub effective_on: String,
    /// Kind of change in the source's words: "fusione", "incorporazione", "cambio di denominazione".
    pub kind: String,
}

/// Changes of a table with the columns `cod_com_2022`, `comune_2022`, `cod_com_2025`, `comune_2025`,
/// `decorrenza`, `tipo`.
pub fn read_municipality_changes(path: impl AsRef<Path>) -> Rows<MunicipalityChangeRow> {
    const COLUMNS: [&str; 6] = ["cod_com_2022", "comune_2022", "cod_com_2025", "comune_2025", "decorrenza", "tipo"];
    typed::rows(path.as_ref(), &COLUMNS, |row| {
        Ok(MunicipalityChangeRow {
            row: row.number,
            code_before: row.code("cod_com_2022", 6)?,
            name_before: row.text("comune_2022")?,
            code_after: row.code("cod_com_2025", 6)?,
            name_after: row.text("comune_2025")?,
            effective_on: row.date("decorrenza")?,
            kind: row.text("tipo")?,
        })
    })
}
