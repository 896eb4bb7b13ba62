//! Cells of spreadsheets as text: dates as `2024-01-22`, times as `09:30`, numbers as people write them.
//! Refuses to turn the error of a formula into a value.

use calamine::{Data, DataRef, ExcelDateTime};

use super::header::is_too_long;
use crate::row::MAX_CELL_CHARACTERS;
use crate::row_error::Problem;

/// Serial of 31 December 9999 in the system of 1900, the last day Excel knows.
const LAST_SERIAL: f64 = 2_958_466.0;

/// Days from 1970-01-01 back to day 0 of the two date systems of Excel.
const DAYS_TO_1900: i64 = 25_569;
const DAYS_TO_1904: i64 = 24_107;

/// The text of a cell read as a stream.
pub(super) fn text_of_ref(cell: &DataRef<'_>, is_1904: bool) -> Result<String, Problem> {
    match cell {
        DataRef::Int(number) => Ok(number.to_string()),
        DataRef::Float(value) => Ok(number(*value)),
        DataRef::String(text) => short(text),
        DataRef::SharedString(text) => short(text),
        DataRef::Bool(value) => Ok(boolean(*value).to_owned()),
        DataRef::DateTime(value) => Ok(excel_date(value, is_1904)),
        DataRef::DateTimeIso(text) => Ok(iso(text)),
        DataRef::DurationIso(text) => Ok(duration(text)),
        DataRef::Error(_) => Err(Problem::FormulaError),
        DataRef::Empty => Ok(String::new()),
    }
}

/// A text that is not too long: looked at before it is copied.
fn short(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if is_too_long(text) { Err(Problem::TooLong(MAX_CELL_CHARACTERS)) } else { Ok(text.to_owned()) }
}

/// What a cell that has no text shows instead.
pub(super) fn shown(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Error(error) => error.to_string(),
        DataRef::String(text) => text.chars().take(80).collect(),
        DataRef::SharedString(text) => text.chars().take(80).collect(),
        _ => String::new(),
    }
}

/// The text of a cell.
pub(super) fn text(cell: &Data, is_1904: bool) -> Result<String, Problem> {
    match cell {
        Data::Int(number) => Ok(number.to_string()),
        Data::Float(value) => Ok(number(*value)),
        Data::String(text) => short(text),
        Data::Bool(value) => Ok(boolean(*value).to_owned()),
        Data::DateTime(value) => Ok(excel_date(value, is_1904)),
        Data::DateTimeIso(text) => Ok(iso(text)),
        Data::DurationIso(text) => Ok(duration(text)),
        Data::Error(_) => Err(Problem::FormulaError),
        Data::Empty => Ok(String::new()),
    }
}

/// `sì` or `no`.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "sì" } else { "no" }
}

/// A number without exponent and without a spurious `.0`, with the fifteen digits a spreadsheet shows.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    // Minus zero is zero.
    (rounded + 0.0).to_string()
}

fn excel_date(value: &ExcelDateTime, is_1904: bool) -> String {
    let serial = value.as_f64();
    if !(0.0..LAST_SERIAL).contains(&serial) {
        return number(serial);
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (days, clock) = (seconds / 86_400, seconds % 86_400);
    if value.is_duration() {
        return time(seconds);
    }
    if days == 0 && !is_1904 {
        return time(clock);
    }
    // Excel counts a 29 February 1900 that never was.
    let shift = if is_1904 { -DAYS_TO_1904 } else { -DAYS_TO_1900 + i64::from(days < 60) };
    let day = calendar_day(days + shift);
    if clock == 0 { day } else { format!("{day}T{:02}:{:02}:{:02}", clock / 3_600, clock / 60 % 60, clock % 60) }
}

fn time(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

/// Year-month-day of a count of days from 1970-01-01 (Gregorian calendar, in eras of 400 years).
fn calendar_day(days_from_1970: i64) -> String {
    // Days from 1 March of the year 0, so that a leap day is the last of its year.
    let days = days_from_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2024-01-22T00:00:00` is a day; other dates stay as they are, without fractions of a second.
pub(super) fn iso(text: &str) -> String {
    let text = text.trim();
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

/// `PT09H30M00S` is `09:30`; what is not of this form stays as it is.
pub(super) fn duration(text: &str) -> String {
    let parse = || -> Option<i64> {
        let rest = text.trim().strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let part = |part: &str| part.parse::<u32>().ok().map(i64::from);
        Some(part(hours)? * 3_600 + part(minutes)? * 60 + part(seconds)?)
    };
    parse().map_or_else(|| text.trim().to_owned(), time)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn serials_are_days_of_both_systems() {
        let date = |value: f64, is_1904| excel_date(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904), is_1904);
        assert_eq!(date(45_313.0, false), "2024-01-22");
        assert_eq!(date(45_313.395_833_333_336, false), "2024-01-22T09:30:00");
        assert_eq!(date(0.395_833_333_333_333, false), "09:30");
        assert_eq!(date(1.0, false), "1900-01-01");
        assert_eq!(date(59.0, false), "1900-02-28");
        assert_eq!(date(61.0, false), "1900-03-01");
        assert_eq!(date(43_851.0, true), "2024-01-22");
        assert_eq!(date(-1.0, false), "-1");
        assert_eq!(date(f64::NAN, false), "NaN");
    }

    #[test]
    fn numbers_have_no_exponent_and_no_spurious_decimals() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(1e20), "100000000000000000000");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(45.123_456_789), "45.123456789");
    }

    #[test]
    fn times_of_opendocument_are_clock_times() {
        assert_eq!(duration("PT09H30M00S"), "09:30");
        assert_eq!(duration("PT25H00M05S"), "25:00:05");
        assert_eq!(duration("P1D"), "P1D");
        assert_eq!(iso("2024-01-22T00:00:00"), "2024-01-22");
    }
}
