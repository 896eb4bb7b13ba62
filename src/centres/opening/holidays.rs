//! Days on which public offices in Italy are closed. National ones by law 260/1949 and what changed it since;
//! Whit Monday only in the province of Bolzano. Nothing here knows the patron saint of a comune: no source we
//! hold names it.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Code of the province of Bolzano, where Whit Monday is a holiday.
const BOLZANO: &str = "021";
/// First year in which 4 October, Saint Francis, is a national holiday (law 151/2025).
const SAINT_FRANCIS_SINCE: i32 = 2026;

/// Why a day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// In all of Italy.
    National,
    /// Whit Monday, in the province of Bolzano.
    WhitMonday,
}

/// The holiday of a day in a province, if it is one. `province` is the ISTAT code.
#[must_use]
pub fn holiday(day: NaiveDate, province: &str) -> Option<Holiday> {
    if is_national(day) {
        return Some(Holiday::National);
    }
    // Only a Monday can be one: Easter is not looked for in vain.
    (province == BOLZANO && day.weekday() == Weekday::Mon && after_easter(day) == Some(50)).then_some(Holiday::WhitMonday)
}

fn is_national(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (1, 1 | 6) | (4, 25) | (5, 1) | (6, 2) | (8, 15) | (11, 1) | (12, 8 | 25 | 26) => true,
        (10, 4) => day.year() >= SAINT_FRANCIS_SINCE,
        (3 | 4, _) => match day.weekday() {
            Weekday::Sun => after_easter(day) == Some(0),
            Weekday::Mon => after_easter(day) == Some(1),
            _ => false,
        },
        _ => false,
    }
}

/// Days since Easter of the same year, negative before it.
fn after_easter(day: NaiveDate) -> Option<i64> {
    Some(day.signed_duration_since(easter(day.year())?).num_days())
}

/// Easter Sunday of a year, Gregorian calendar: full moon by the tables of the Church, then the Sunday after it.
fn easter(year: i32) -> Option<NaiveDate> {
    let century = year / 100;
    let skipped_leap_days = century - century / 4;
    let moon_drift = (8 * century + 13) / 25;
    let golden = year % 19;
    // Days from 21 March to the full moon, 0 to 29, with the two exceptions of the tables.
    let moon = (19 * golden + skipped_leap_days - moon_drift + 15) % 30;
    let moon = if moon == 29 || (moon == 28 && golden > 10) { moon - 1 } else { moon };
    let full_moon = NaiveDate::from_ymd_opt(year, 3, 21)?.checked_add_days(Days::new(u64::try_from(moon).ok()?))?;
    let to_sunday = 7 - full_moon.weekday().num_days_from_sunday();
    full_moon.checked_add_days(Days::new(u64::from(to_sunday)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn easter_falls_where_the_calendar_has_it() {
        // Early, late and the two exceptions of the tables (1954, 1981) among them.
        for text in [
            "1954-04-18",
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
        ] {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn saint_francis_is_a_holiday_from_2026_on() {
        assert_eq!(holiday(day("2025-10-04"), "037"), None);
        for year in [2026, 2027, 2040] {
            assert_eq!(holiday(day(&format!("{year}-10-04")), "037"), Some(Holiday::National), "{year}");
        }
    }

    #[test]
    fn whit_monday_is_a_holiday_in_the_province_of_bolzano_alone() {
        assert_eq!(holiday(day("2026-05-25"), "021"), Some(Holiday::WhitMonday));
        assert_eq!(holiday(day("2026-05-25"), "022"), None);
        assert_eq!(holiday(day("2026-05-18"), "021"), None);
    }

    #[test]
    fn twelve_or_thirteen_days_of_a_year_are_national_holidays() {
        let count = |year: i32| {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
            first.iter_days().take_while(|day| day.year() == year).filter(|day| holiday(*day, "037") == Some(Holiday::National)).count()
        };
        // Easter Sunday and Easter Monday counted: 10 fixed days and 2, one more since Saint Francis came back.
        assert_eq!(count(2025), 12);
        assert_eq!(count(2027), 13);
        // In 2011 Easter Monday was 25 April.
        assert_eq!(count(2011), 11);
    }
}
