//! Days and moments as CQL2 writes them: `2026-01-31`, `2026-01-31T12:00:00Z`. Other offsets are read too and
//! become UTC. Refuses what is on no calendar and years of other than four digits.

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};

use super::ast::Bound;
use super::error::ErrorKind;

/// A day.
pub(super) fn read_date(text: &str) -> Result<NaiveDate, ErrorKind> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let day = if shaped { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None };
    day.ok_or_else(|| ErrorKind::InvalidDate(shortened(text)))
}

/// A moment, with `Z` or an offset.
pub(super) fn read_timestamp(text: &str) -> Result<DateTime<Utc>, ErrorKind> {
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.with_timezone(&Utc));
    // An offset can lead out of the years that four digits can write.
    moment.filter(|moment| (0..=9999).contains(&moment.year())).ok_or_else(|| ErrorKind::InvalidTimestamp(shortened(text)))
}

/// An end of an interval that is no property.
pub(super) fn read_bound(text: &str) -> Result<Bound, ErrorKind> {
    match text {
        ".." => Ok(Bound::Open),
        _ if text.len() > 10 => read_timestamp(text).map(Bound::Timestamp),
        _ => read_date(text).map(Bound::Date),
    }
}

/// The one spelling of a day.
pub(super) fn date_text(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The one spelling of a moment.
pub(super) fn timestamp_text(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_one_spelling() {
        let spelt = |text| read_timestamp(text).map(timestamp_text).ok();
        assert_eq!(spelt("2026-01-31T13:00:00.50+01:00").as_deref(), Some("2026-01-31T12:00:00.500Z"));
        assert_eq!(spelt("0000-01-01T00:00:00+10:00"), None);
        for wrong in ["2026-1-31", "2026-02-30", "+026-01-01", "20260131", "2026-01-31Z"] {
            assert!(read_date(wrong).is_err(), "{wrong}");
        }
    }
}
