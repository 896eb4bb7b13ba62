//! Points of municipalities and named places below them.
//! Refuses to judge whether a point lies where its municipality is: that needs boundaries, and is the importer's rule.

use std::path::Path;

use crate::row::Rows;
use crate::row_error::RowError;
use crate::table::Table;
use crate::typed;

/// Where the people of a municipality live, as one point.
#[derive(Debug, Clone, PartialEq)]
pub struct MunicipalityPointRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// ISTAT code of the municipality, six digits.
    pub istat_code: String,
    /// Its name in this file.
    pub name: String,
    /// Degrees, EPSG:4326.
    pub longitude: f64,
    /// Degrees, EPSG:4326.
    pub latitude: f64,
    /// How the point was found: `geonames_nome`, `geonames_maggiore`, `punto_interno`.
    pub method: String,
}

/// Points of a table with the columns `cod_com`, `comune`, `lat`, `lon`, `metodo`.
pub fn read_municipality_points(path: impl AsRef<Path>) -> Rows<MunicipalityPointRow> {
    typed::rows(path.as_ref(), &["cod_com", "comune", "lat", "lon", "metodo"], |row| {
        let (longitude, latitude) = row.position("lat", "lon")?;
        Ok(MunicipalityPointRow {
            row: row.number,
            istat_code: row.code("cod_com", 6)?,
            name: row.text("comune")?,
            longitude,
            latitude,
            method: row.text("metodo")?,
        })
    })
}

/// A town, hamlet or quarter.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalityRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// Number of the place in GeoNames.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Degrees, EPSG:4326.
    pub longitude: f64,
    /// Degrees, EPSG:4326.
    pub latitude: f64,
    /// Residents at an unknown date: good for ordering, never to be added up.
    pub residents: Option<u32>,
    /// ISTAT code of the municipality that contains it.
    pub municipality_code: String,
    /// Name of that municipality.
    pub municipality_name: String,
}

/// Places of an open table with the columns `geonameid`, `localita`, `lat`, `lon`, `popolazione_geonames`, `cod_com`,
/// `comune`; `file` is its name, for errors.
///
/// # Errors
/// `MissingColumn` where one of them is not there.
pub fn read_localities(table: Table, file: &str) -> Result<Rows<LocalityRow>, RowError> {
    const COLUMNS: [&str; 7] = ["geonameid", "localita", "lat", "lon", "popolazione_geonames", "cod_com", "comune"];
    typed::of_table(table, file, &COLUMNS, |row| {
        let (longitude, latitude) = row.position("lat", "lon")?;
        Ok(LocalityRow {
            row: row.number,
            external_id: row.text("geonameid")?,
            name: row.text("localita")?,
            longitude,
            latitude,
            residents: row.optional_count("popolazione_geonames")?,
            municipality_code: row.code("cod_com", 6)?,
            municipality_name: row.text("comune")?,
        })
    })
}
