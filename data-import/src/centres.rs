//! Rows of a list of centres, from any table or layer of points with our column names.
//! Refuses impossible positions; whether a row may be published is not decided here.

use std::path::Path;

use geo::{Geometry, Point};

use crate::row::{Row, Rows, position_problem};
use crate::row_error::{Problem, RowError};
use crate::typed;

/// Columns that must exist and be filled in every row.
const REQUIRED: [&str; 8] = ["id", "nome", "comune", "provincia", "regione", "precisione", "fonte_url", "stato"];

/// Columns that may be absent or empty.
const OPTIONAL: [&str; 10] = ["indirizzo", "lat", "lon", "telefono", "email", "sito", "cod_com", "localita", "data_fonte", "note"];

/// One centre as a source lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct CentreRow {
    /// Row as a spreadsheet shows it, or the number of the feature (the first is 1).
    pub row: u64,
    /// The source's own identifier.
    pub external_id: String,
    /// Name of the centre.
    pub name: String,
    /// Street and number, as written.
    pub address: Option<String>,
    /// Name of the municipality, as written.
    pub municipality_name: String,
    /// Two-letter label of the province; `NA` is Naples.
    pub province_label: String,
    /// Name of the Region, as written.
    pub region_name: String,
    /// ISTAT code of the municipality, six digits.
    pub municipality_code: Option<String>,
    /// Hamlet or quarter.
    pub locality: Option<String>,
    /// Degrees, EPSG:4326; there exactly when `latitude` is.
    pub longitude: Option<f64>,
    /// Degrees, EPSG:4326.
    pub latitude: Option<f64>,
    /// How exact the address is: `civico`, `via`, `luogo`, `localita`, `quartiere`, `zona`, `comune`.
    pub precision: String,
    /// Telephone, as written.
    pub phone: Option<String>,
    /// Mail address, as written.
    pub email: Option<String>,
    /// Web site, as written.
    pub website: Option<String>,
    /// Page the row was read in.
    pub source_url: String,
    /// State in the source's words: `attivo_alla_fonte`, `annunciato`, `storico`, `sospeso_alla_fonte`.
    pub status: String,
    /// Date the page shows: 2018, 2025-05 or 2021-06-15.
    pub source_date: Option<String>,
    /// Anything else; for staff.
    pub note: Option<String>,
    /// Filled cells of columns this reader does not know, by column name.
    pub extra: Vec<(String, String)>,
}

/// Centres of a file in any format; where it has shapes they are points in EPSG:4326, otherwise the columns `lat` and
/// `lon` count.
pub fn read_centres(path: impl AsRef<Path>) -> Rows<CentreRow> {
    typed::in_degrees(path.as_ref(), &REQUIRED, |row| centre(&row, position(&row)?))
}

fn position(row: &Row) -> Result<Option<(f64, f64)>, RowError> {
    let of_row = |problem| RowError::of_row(&row.file, row.number, problem);
    let point: Point<f64> = match &row.shape {
        None => return row.optional_position("lat", "lon"),
        Some(Geometry::Point(point)) => *point,
        Some(Geometry::MultiPoint(points)) if points.0.len() == 1 => points.0[0],
        Some(_) => return Err(of_row(Problem::WrongGeometry("point"))),
    };
    match position_problem(point.x(), point.y()) {
        Some(problem) => Err(of_row(problem)),
        None => Ok(Some((point.x(), point.y()))),
    }
}

fn centre(row: &Row, position: Option<(f64, f64)>) -> Result<CentreRow, RowError> {
    let known: Vec<&str> = REQUIRED.iter().chain(&OPTIONAL).copied().collect();
    Ok(CentreRow {
        row: row.number,
        external_id: row.text("id")?,
        name: row.text("nome")?,
        address: row.optional_text("indirizzo"),
        municipality_name: row.text("comune")?,
        province_label: row.province_label("provincia")?,
        region_name: row.text("regione")?,
        municipality_code: row.optional_code("cod_com", 6)?,
        locality: row.optional_text("localita"),
        longitude: position.map(|(lon, _)| lon),
        latitude: position.map(|(_, lat)| lat),
        precision: row.text("precisione")?,
        phone: row.optional_text("telefono"),
        email: row.optional_text("email"),
        website: row.optional_text("sito"),
        source_url: row.text("fonte_url")?,
        status: row.text("stato")?,
        source_date: row.optional_text("data_fonte"),
        note: row.optional_text("note"),
        extra: row.others(&known),
    })
}
