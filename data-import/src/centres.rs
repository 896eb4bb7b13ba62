//! Rows of a list of centres, from CSV or from a FlatGeobuf layer of points with the same column names.
//! Refuses impossible positions; whether a row may be published is not decided here.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::csv_file::CsvFile;
use crate::flatgeobuf_file::{FlatGeobufFile, MAGIC, Shape};
use crate::row::{Row, Rows, file_name, stream};
use crate::row_error::{Problem, RowError};

/// Columns that must exist and be filled in every row.
const REQUIRED: [&str; 8] = ["id", "nome", "comune", "provincia", "regione", "precisione", "fonte_url", "stato"];

/// Columns that may be absent or empty.
const OPTIONAL: [&str; 10] = ["indirizzo", "lat", "lon", "telefono", "email", "sito", "cod_com", "localita", "data_fonte", "note"];

/// One centre as a source lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct CentreRow {
    /// Row of the file (CSV: the header is row 1; FlatGeobuf: the first feature is 1).
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

/// Centres of a CSV or FlatGeobuf file; the first bytes decide, not the name.
pub fn read_centres(path: impl AsRef<Path>) -> Rows<CentreRow> {
    let path = path.as_ref();
    match starts_like_flatgeobuf(path) {
        Err(error) => stream(Err::<std::iter::Empty<_>, _>(error)),
        Ok(true) => stream(FlatGeobufFile::open(path, &REQUIRED).map(|features| {
            features.map(|feature| {
                let (row, shape) = feature?;
                let position = match shape {
                    Shape::Point(lon, lat) => Some((lon, lat)),
                    Shape::Nothing => None,
                    Shape::Area(_) => {
                        return Err(RowError::of_row(&row.file, row.number, Problem::WrongGeometry("point")));
                    }
                };
                centre(&row, position)
            })
        })),
        Ok(false) => stream(CsvFile::open(path, &REQUIRED).map(|rows| {
            rows.map(|row| {
                let row = row?;
                let position = row.optional_position("lat", "lon")?;
                centre(&row, position)
            })
        })),
    }
}

fn starts_like_flatgeobuf(path: &Path) -> Result<bool, RowError> {
    let file = file_name(path);
    let unreadable = |error: std::io::Error| RowError::of_file(&file, Problem::Unreadable(error.to_string()));
    let mut start = Vec::new();
    File::open(path).and_then(|opened| opened.take(MAGIC.len() as u64).read_to_end(&mut start)).map_err(unreadable)?;
    Ok(start == MAGIC)
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
