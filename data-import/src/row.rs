//! One row of any tabular file, with typed access to its cells by column name.
//! Refuses to guess: a cell is what its column says, or an error that names it.

use std::path::Path;
use std::sync::Arc;

use geo::Geometry;

use crate::columns::Columns;
use crate::row_error::{Problem, RowError};

/// The longest cell that is read, in characters.
pub(crate) const MAX_CELL_CHARACTERS: usize = 4_000;

/// A stream of typed rows. An error that concerns one row does not end it; an error of the file does.
pub type Rows<T> = Box<dyn Iterator<Item = Result<T, RowError>> + Send>;

/// The name errors use for a file: without its folder, which is nobody's business.
pub(crate) fn file_name(path: &Path) -> Arc<str> {
    path.file_name().map(|name| name.to_string_lossy()).unwrap_or_else(|| path.to_string_lossy()).into()
}

/// Cells of one row, trimmed; an empty cell means "not known".
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// File name without its folder.
    pub file: Arc<str>,
    /// Row as a spreadsheet shows it, or the number of the feature (the first is 1).
    pub number: u64,
    /// Names and headers, one per cell.
    pub columns: Arc<Columns>,
    /// Trimmed texts, one per column.
    pub cells: Vec<String>,
    /// Shape in the reference system the file declares, x (longitude, easting) first; `None` for tables without
    /// shapes and for features without geometry.
    pub shape: Option<Geometry<f64>>,
}

impl Row {
    /// The cell, or `None` when it is empty or the file has no such column.
    pub fn optional(&self, column: &str) -> Option<&str> {
        let position = self.columns.position(column)?;
        self.cells.get(position).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// The cell as owned text, or `None` when it is empty.
    pub fn optional_text(&self, column: &str) -> Option<String> {
        self.optional(column).map(str::to_owned)
    }

    /// The cell, which must not be empty.
    ///
    /// # Errors
    /// When the cell is empty or the column is missing.
    pub fn required(&self, column: &str) -> Result<&str, RowError> {
        self.optional(column).ok_or_else(|| self.error(column, Problem::Empty))
    }

    /// Owned text of a cell that must not be empty.
    ///
    /// # Errors
    /// When the cell is empty or the column is missing.
    pub fn text(&self, column: &str) -> Result<String, RowError> {
        self.required(column).map(str::to_owned)
    }

    /// A code of exactly `digits` digits, kept as text.
    ///
    /// # Errors
    /// When the cell is empty or no such code.
    pub fn code(&self, column: &str, digits: usize) -> Result<String, RowError> {
        self.checked(column, Problem::NotACode(digits), |cell| cell.len() == digits && cell.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// As [`Row::code`], where an empty cell is allowed.
    ///
    /// # Errors
    /// When the cell is filled with no such code.
    pub fn optional_code(&self, column: &str, digits: usize) -> Result<Option<String>, RowError> {
        self.optional(column).map(|_| self.code(column, digits)).transpose()
    }

    /// A province label. Naples is the text `NA`, never "missing".
    ///
    /// # Errors
    /// When the cell is empty or no label.
    pub fn province_label(&self, column: &str) -> Result<String, RowError> {
        self.checked(column, Problem::NotALabel, |cell| cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()))
    }

    /// A cadastral (Belfiore) code: one capital letter and three digits.
    ///
    /// # Errors
    /// When the cell is empty or no such code.
    pub fn cadastral_code(&self, column: &str) -> Result<String, RowError> {
        self.checked(column, Problem::NotACadastralCode, |cell| {
            let bytes = cell.as_bytes();
            bytes.len() == 4 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
        })
    }

    /// A date written `2024-01-22`, kept as text because sources also write years and months.
    ///
    /// # Errors
    /// When the cell is empty or no day of the calendar.
    pub fn date(&self, column: &str) -> Result<String, RowError> {
        self.checked(column, Problem::NotADate, is_calendar_date)
    }

    /// A count, or `None` where the source has no figure: no data is not zero.
    ///
    /// # Errors
    /// When the cell is filled and no whole number from 0.
    pub fn optional_count(&self, column: &str) -> Result<Option<u32>, RowError> {
        self.optional(column).map(|cell| cell.parse().map_err(|_| self.error(column, Problem::NotACount))).transpose()
    }

    /// A position as (longitude, latitude) in degrees, or `None` when both cells are empty.
    ///
    /// # Errors
    /// When one is missing, is no number, or the two cannot be meant.
    pub fn optional_position(&self, latitude: &str, longitude: &str) -> Result<Option<(f64, f64)>, RowError> {
        match (self.optional_degrees(latitude)?, self.optional_degrees(longitude)?) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(self.error(longitude, Problem::HalfAPosition)),
            (None, Some(_)) => Err(self.error(latitude, Problem::HalfAPosition)),
            (Some(lat), Some(lon)) => match position_problem(lon, lat) {
                None => Ok(Some((lon, lat))),
                Some(problem @ Problem::LongitudeOutOfRange) => Err(self.error(longitude, problem)),
                Some(problem) => Err(self.error(latitude, problem)),
            },
        }
    }

    /// A position that must be there, as (longitude, latitude) in degrees.
    ///
    /// # Errors
    /// When both are missing, or as [`Row::optional_position`].
    pub fn position(&self, latitude: &str, longitude: &str) -> Result<(f64, f64), RowError> {
        self.optional_position(latitude, longitude)?.ok_or_else(|| self.error(latitude, Problem::Empty))
    }

    /// An error that names this file, row, column and what the cell holds.
    pub fn error(&self, column: &str, problem: Problem) -> RowError {
        RowError::of_cell(&self.file, self.number, self.columns.header(column), self.optional(column).unwrap_or(""), problem)
    }

    fn checked(&self, column: &str, problem: Problem, allowed: impl Fn(&str) -> bool) -> Result<String, RowError> {
        let cell = self.required(column)?;
        if allowed(cell) { Ok(cell.to_owned()) } else { Err(self.error(column, problem)) }
    }

    /// Italian files write decimals with a comma as often as with a point.
    fn optional_degrees(&self, column: &str) -> Result<Option<f64>, RowError> {
        let Some(cell) = self.optional(column) else {
            return Ok(None);
        };
        match cell.replacen(',', ".", 1).parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.error(column, Problem::NotANumber)),
        }
    }
}

/// What is wrong with a position in degrees, if anything.
pub(crate) fn position_problem(lon: f64, lat: f64) -> Option<Problem> {
    if lon == 0.0 && lat == 0.0 {
        Some(Problem::ZeroCoordinates)
    } else if in_italy(lat, lon) {
        // No place of Italy has a latitude that could be an Italian longitude, so nothing true is refused.
        Some(Problem::SwappedCoordinates)
    } else if !(-90.0..=90.0).contains(&lat) {
        Some(Problem::LatitudeOutOfRange)
    } else if !(-180.0..=180.0).contains(&lon) {
        Some(Problem::LongitudeOutOfRange)
    } else {
        None
    }
}

/// Whether a position falls in the rectangle around Italy.
fn in_italy(lon: f64, lat: f64) -> bool {
    (6.0..=19.0).contains(&lon) && (35.0..=47.5).contains(&lat)
}

fn is_calendar_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>()) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1..=days).contains(&day)
}
