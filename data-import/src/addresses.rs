//! Streets with their house numbers (ANNCSU, municipal registers) and postcodes with their localities.
//! Refuses to judge where a point lies; it says what kind of number stands in the coordinate cells.

use geo::Geometry;

use crate::field::Field;
use crate::house_number::HouseNumber;
use crate::row::{Row, Rows, position_problem};
use crate::row_error::{Problem, RowError};
use crate::table::Table;
use crate::typed;

/// What a column of an address file may hold: the names of ANNCSU and of municipal registers among the headers. Of `via`
/// and `duf`, and of `cod_com` and `cod_catasto`, one must be there.
pub const ADDRESS_FIELDS: [Field; 17] = [
    field("cod_com", &["codice_istat", "istat", "cod_istat", "pro_com_t"], "Codice ISTAT del comune, sei cifre", "006003"),
    field("cod_catasto", &["codice_comune", "codice_catastale", "belfiore", "codice_belfiore"], "Codice catastale del comune", "A182"),
    field("cod_via", &["progressivo_nazionale", "codice_via", "cod_strada", "id_via"], "Codice della strada alla fonte", "21505"),
    field("via", &["odonimo", "toponimo", "nome_via", "strada", "denominazione_strada"], "Nome intero della strada", "Via Roma"),
    field("dug", &["tipo_via", "specie", "qualificatore"], "Parola per strada, dove è a parte", "Via"),
    field("duf", &["denominazione", "denominazione_ufficiale"], "Nome senza la parola per strada", "Roma"),
    field("nome_altra_lingua", &["dizione_lingua1"], "Nome in un'altra lingua", "Romstraße"),
    field("nome_terza_lingua", &["dizione_lingua2"], "Nome in una terza lingua", "Rimska ulica"),
    Field { required: true, ..field("civico", &["numero_civico", "num_civico", "numero"], "Numero civico, anche con esponente", "12/A") },
    field("esponente", &["barrato", "lettera", "subalterno"], "Esponente, dove è a parte", "A"),
    field("specificita", &["colore"], "Serie del numero: rosso o nero", "rosso"),
    field("metrico", &[], "Accesso misurato in metri lungo la strada", "1250"),
    field("cap", &["codice_postale"], "CAP, cinque cifre", "15121"),
    field("localita", &["frazione", "quartiere", "quartieresobborgo"], "Frazione, località o quartiere", "Cantalupo"),
    field(
        "lat",
        &["latitudine", "coord_y_comune", "latitude", "coordy", "coord_y", "y"],
        "Latitudine in gradi, o nord in metri",
        "44.9129",
    ),
    field(
        "lon",
        &["longitudine", "coord_x_comune", "longitude", "coordx", "coord_x", "x"],
        "Longitudine in gradi, o est in metri",
        "8.6154",
    ),
    field("id", &["progressivo_accesso"], "Codice del civico alla fonte", "778899"),
];

const fn field(name: &'static str, headers: &'static [&'static str], about: &'static str, example: &'static str) -> Field {
    Field { name, headers, required: false, about, example }
}

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

impl PlacesForm {
    /// Which kind a table is, by its columns: addresses where it is neither of the two that have fixed ones.
    pub fn of(table: &Table) -> Self {
        let has = |names: &[&str]| names.iter().all(|name| table.columns.position(name).is_some());
        if has(&["geonameid", "localita"]) {
            Self::Localities
        } else if has(&["cap", "localita", "coerente"]) {
            Self::Postcodes
        } else {
            Self::Addresses
        }
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
    Metric {
        /// East.
        x: f64,
        /// North.
        y: f64,
    },
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
        match (lat, lon) {
            (None, None) => Self::Missing,
            (Some(_), None) | (None, Some(_)) => Self::Half,
            (Some(lat), Some(lon)) => number(lon).zip(number(lat)).map_or(Self::NotANumber, |(x, y)| Self::of_numbers(x, y)),
        }
    }

    fn of_numbers(x: f64, y: f64) -> Self {
        if x == 0.0 || y == 0.0 {
            return Self::Zero;
        }
        match position_problem(x, y) {
            None => Self::Degrees { lon: x, lat: y },
            Some(Problem::SwappedCoordinates) => Self::Swapped,
            Some(_) => Self::Metric { x, y },
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

impl AddressRow {
    /// The first pair of fields of which a table of addresses has neither, if there is one.
    pub fn missing_in(table: &Table) -> Option<(&'static str, &'static str)> {
        let lacks = |pair: &(&str, &str)| table.columns.position(pair.0).is_none() && table.columns.position(pair.1).is_none();
        [("via", "duf"), ("cod_com", "cod_catasto")].into_iter().find(lacks)
    }

    /// Reads a row of a table whose columns have the names of [`ADDRESS_FIELDS`].
    ///
    /// # Errors
    /// When it has no street.
    pub fn of(row: &Row) -> Result<Self, RowError> {
        let cell = |field| row.optional(field);
        let street = match (cell("via"), cell("dug"), cell("duf")) {
            (Some(whole), _, _) => whole.to_owned(),
            (None, kind, Some(name)) => format!("{} {name}", kind.unwrap_or_default()).trim().to_owned(),
            (None, _, None) => return Err(row.error("via", Problem::Empty)),
        };
        let number = cell("civico").filter(|_| cell("metrico").is_none());
        let read = number.and_then(|number| HouseNumber::of_cells(number, cell("esponente"), cell("specificita")));
        let is_postcode = |text: &&str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
        Ok(Self {
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
            number_not_understood: read.is_none() && number.is_some_and(|number| !says_that_there_is_none(number)),
            number: read,
            locality: cell("localita").map(str::to_owned),
            postcode: cell("cap").filter(is_postcode).map(str::to_owned),
            position: match (cell("lat"), cell("lon"), &row.shape) {
                (None, None, Some(Geometry::Point(point))) => GivenPosition::of_numbers(point.x(), point.y()),
                (lat, lon, _) => GivenPosition::of(lat, lon),
            },
        })
    }
}

/// "snc", "S.N.C.", "0": a door without a number.
fn says_that_there_is_none(number: &str) -> bool {
    let signs: String = number.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    signs == "snc" || signs.bytes().all(|byte| byte == b'0')
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

/// Postcodes of an open table with the columns `cap`, `localita`, `lat`, `lon`, `cod_com_da_punto`, `coerente`; `file` is
/// its name, for errors.
///
/// # Errors
/// `MissingColumn` where one of them is not there.
pub fn read_postcodes(table: Table, file: &str) -> Result<Rows<PostcodeRow>, RowError> {
    const COLUMNS: [&str; 6] = ["cap", "localita", "lat", "lon", "cod_com_da_punto", "coerente"];
    typed::of_table(table, file, &COLUMNS, |row| {
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
        assert_eq!(of("4973123.5", "1468000"), GivenPosition::Metric { x: 1_468_000.0, y: 4_973_123.5 });
        assert_eq!(of("nord", "est"), GivenPosition::NotANumber);
        assert_eq!(of("NaN", "8.6"), GivenPosition::NotANumber);
    }

    #[test]
    fn the_national_archive_is_understood_without_a_mapping() {
        const ANNCSU: &str = "CODICE_COMUNE;CODICE_ISTAT;PROGRESSIVO_NAZIONALE;CODICE_COMUNALE;ODONIMO;LOCALITA';DIZIONE_LINGUA1;DIZIONE_LINGUA2;PROGRESSIVO_ACCESSO;CODICE_COMUNALE_ACCESSO;CIVICO;ESPONENTE;SPECIFICITA;METRICO;PROGRESSIVO_SNC;COORD_X_COMUNE;COORD_Y_COMUNE;QUOTA;METODO";
        let headers: Vec<String> = ANNCSU.split(';').map(str::to_owned).collect();
        let mapped = crate::map_headers(&ADDRESS_FIELDS, &headers, &std::collections::BTreeMap::new()).expect("understood");
        let columns = crate::Columns::of_headers(headers).renamed(mapped.names);
        let cells = "A182;6003;77;1;VIA ROMA;CANTALUPO;;;99;;12;A;;;;8,61;44,91;;3".split(';').map(str::to_owned).collect();
        let row = Row { file: "f".into(), number: 2, columns: columns.into(), cells, shape: None };
        let read = AddressRow::of(&row).expect("an address");
        assert_eq!(
            (read.cadastral_code.as_deref(), read.istat_code.as_deref(), read.street_id.as_deref()),
            (Some("A182"), Some("006003"), Some("77"))
        );
        assert_eq!((read.street.as_str(), read.locality.as_deref()), ("VIA ROMA", Some("CANTALUPO")));
        assert_eq!(read.number, HouseNumber::of("12/A"));
        assert_eq!(read.position, GivenPosition::Degrees { lon: 8.61, lat: 44.91 });
    }
}
