//! Streets with their house numbers (ANNCSU, municipal registers) and postcodes with their localities.
//! Refuses to judge where a point lies; it says what kind of number stands in the coordinate cells.

use std::collections::BTreeMap;
use std::path::Path;

use crate::address_columns::{AddressColumns, plain};
use crate::house_number::HouseNumber;
use crate::row::{Row, Rows, file_name, position_problem};
use crate::row_error::{Problem, RowError};
use crate::table::{self, ReadOptions};
use crate::typed;

/// The kinds of file that hold places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacesForm {
    /// Towns, hamlets and quarters.
    Localities,
    /// Postcodes with the localities they serve.
    Postcodes,
    /// House numbers with their streets.
    Addresses,
}

/// Which kind a file is, by its columns.
///
/// # Errors
/// When the file cannot be opened or has the columns of none of them; the error names the column of localities.
pub fn places_form(path: impl AsRef<Path>, mapping: &BTreeMap<String, String>) -> Result<PlacesForm, RowError> {
    let table = table::open(path.as_ref(), &ReadOptions::default())?;
    let file = file_name(path.as_ref());
    let columns = table.columns.headers();
    let headers: Vec<String> = columns.iter().map(|header| plain(header)).collect();
    let has = |names: &[&str]| names.iter().all(|name| headers.contains(&plain(name)));
    if has(&["geonameid", "localita"]) {
        Ok(PlacesForm::Localities)
    } else if has(&["cap", "localita", "coerente"]) {
        Ok(PlacesForm::Postcodes)
    } else if has(&["civico"]) || !mapping.is_empty() {
        AddressColumns::of(&file, columns, mapping).map(|_| PlacesForm::Addresses)
    } else {
        Err(RowError { row: 1, ..RowError::of_cell(&file, 1, "geonameid", "", Problem::MissingColumn) })
    }
}

/// What stands in the coordinate cells of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GivenPosition {
    /// Both are empty.
    Missing,
    /// One of the two is empty.
    Half,
    /// One of them is zero: a missing position written as a number.
    Zero,
    /// One of them is no number.
    NotANumber,
    /// Numbers too large for degrees: metres of a projection.
    Metric,
    /// Latitude and longitude are exchanged.
    Swapped,
    /// Degrees, EPSG:4326.
    Degrees {
        /// Longitude.
        lon: f64,
        /// Latitude.
        lat: f64,
    },
}

impl GivenPosition {
    /// Reads two cells; a decimal comma is as good as a point.
    pub fn of(lat: Option<&str>, lon: Option<&str>) -> Self {
        let (lat, lon) = match (lat, lon) {
            (None, None) => return Self::Missing,
            (Some(_), None) | (None, Some(_)) => return Self::Half,
            (Some(lat), Some(lon)) => (number(lat), number(lon)),
        };
        let (Some(lat), Some(lon)) = (lat, lon) else { return Self::NotANumber };
        if lat == 0.0 || lon == 0.0 {
            return Self::Zero;
        }
        match position_problem(lon, lat) {
            None => Self::Degrees { lon, lat },
            Some(Problem::SwappedCoordinates) => Self::Swapped,
            Some(_) => Self::Metric,
        }
    }
}

fn number(cell: &str) -> Option<f64> {
    cell.replacen(',', ".", 1).parse::<f64>().ok().filter(|number| number.is_finite())
}

/// One house number of a street, or a street without one.
#[derive(Debug, Clone, PartialEq)]
pub struct AddressRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// Cadastral code of the municipality, one capital letter and three digits, where the file gives it.
    pub cadastral_code: Option<String>,
    /// ISTAT code of the municipality, six digits, where the file gives it.
    pub istat_code: Option<String>,
    /// The source's own number of the street.
    pub street_id: Option<String>,
    /// Name of the street with the word for street: "Via Roma".
    pub street: String,
    /// Its names in other languages.
    pub other_names: Vec<String>,
    /// The number on the door; `None` where the row has none, or one that is none.
    pub number: Option<HouseNumber>,
    /// Whether the cell of the number was filled and could not be read as one.
    pub number_not_understood: bool,
    /// Hamlet or quarter.
    pub locality: Option<String>,
    /// Five digits.
    pub postcode: Option<String>,
    /// Where the door is.
    pub position: GivenPosition,
}

/// Addresses of any table whose columns are found by their headers, see [`crate::ADDRESS_FIELDS`].
///
/// `mapping` gives fields a header of the file, or, beginning with `=`, one value for all rows.
pub fn read_addresses(path: impl AsRef<Path>, mapping: &BTreeMap<String, String>) -> Rows<AddressRow> {
    let file = file_name(path.as_ref());
    let opened = table::open(path.as_ref(), &ReadOptions::default()).and_then(|table| {
        let columns = AddressColumns::of(&file, table.columns.headers(), mapping)?;
        Ok((table, columns))
    });
    match opened {
        Ok((table, columns)) => Box::new(table.rows.map(move |row| address(&row?, &columns))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

fn address(row: &Row, columns: &AddressColumns) -> Result<AddressRow, RowError> {
    let cell = |field| columns.cell(row, field);
    let street = match (cell("via"), cell("dug"), cell("duf")) {
        (Some(whole), _, _) => whole.to_owned(),
        (None, kind, Some(name)) => format!("{} {name}", kind.unwrap_or_default()).trim().to_owned(),
        (None, _, None) => return Err(RowError::of_cell(&row.file, row.number, "via", "", Problem::Empty)),
    };
    let number = cell("civico").filter(|_| cell("metrico").is_none());
    let read = number.and_then(|number| HouseNumber::of_cells(number, cell("esponente"), cell("specificita")));
    let absent = |number: &str| matches!(plain(number).as_str(), "" | "snc" | "0" | "00" | "0000");
    let is = |text: &&str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    Ok(AddressRow {
        row: row.number,
        cadastral_code: cell("cod_catasto").map(str::to_uppercase),
        // Spreadsheets take the leading zeros away.
        istat_code: cell("cod_com").filter(|code| code.len() <= 6).map(|code| format!("{code:0>6}")),
        street_id: cell("cod_via").map(str::to_owned),
        other_names: [cell("nome_altra_lingua"), cell("nome_terza_lingua")]
            .into_iter()
            .flatten()
            .filter(|name| *name != street)
            .map(str::to_owned)
            .collect(),
        street,
        number_not_understood: read.is_none() && number.is_some_and(|number| !absent(number)),
        number: read,
        locality: cell("localita").map(str::to_owned),
        postcode: cell("cap").filter(|code| is(code, 5)).map(str::to_owned),
        position: GivenPosition::of(cell("lat"), cell("lon")),
    })
}

/// A postcode and one locality it serves.
#[derive(Debug, Clone, PartialEq)]
pub struct PostcodeRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// Five digits.
    pub postcode: String,
    /// Name of the locality.
    pub locality: String,
    /// ISTAT code of the municipality the point lies in, six digits.
    pub municipality_code: Option<String>,
    /// Longitude and latitude of the locality, degrees EPSG:4326.
    pub position: Option<(f64, f64)>,
    /// Whether the source's province and the point agree: `ok`, `provincia_diversa`, `fuori_confine`.
    pub agreement: String,
}

/// Postcodes of a table with the columns `cap`, `localita`, `lat`, `lon`, `cod_com_da_punto`, `coerente`.
pub fn read_postcodes(path: impl AsRef<Path>) -> Rows<PostcodeRow> {
    const COLUMNS: [&str; 6] = ["cap", "localita", "lat", "lon", "cod_com_da_punto", "coerente"];
    typed::rows(path.as_ref(), &COLUMNS, |row| {
        Ok(PostcodeRow {
            row: row.number,
            postcode: row.code("cap", 5)?,
            locality: row.text("localita")?,
            municipality_code: row.optional_code("cod_com_da_punto", 6)?,
            position: row.optional_position("lat", "lon")?,
            agreement: row.text("coerente")?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_coordinate_cell_is_told_apart() {
        let of = |lat: &str, lon: &str| {
            let cell = |text| Some(text).filter(|text: &&str| !text.is_empty());
            GivenPosition::of(cell(lat), cell(lon))
        };
        // The arguments stand in a row of their own so that the order can be checked by eye.
        assert_eq!(of("44,91", "8,61"), GivenPosition::Degrees { lon: 8.61, lat: 44.91 });
        assert_eq!(of("", ""), GivenPosition::Missing);
        assert_eq!(of("44.91", ""), GivenPosition::Half);
        assert_eq!(of("0", "0"), GivenPosition::Zero);
        assert_eq!(of("0,0", "8.61"), GivenPosition::Zero);
        assert_eq!(of("8.61", "44.91"), GivenPosition::Swapped);
        assert_eq!(of("4973123.5", "1468000"), GivenPosition::Metric);
        assert_eq!(of("nord", "est"), GivenPosition::NotANumber);
        assert_eq!(of("NaN", "8.6"), GivenPosition::NotANumber);
    }
}
