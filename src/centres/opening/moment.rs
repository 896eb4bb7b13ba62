//! A moment as opening hours see it: wall clock of Europe/Rome, five minutes long. All questions within the same
//! five minutes are one, so that asking again and again keeps no more copies than the clock has ticks.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Rome;

/// How long a moment is, in minutes.
const STEP: i64 = 5;
/// Years in which the holidays we know hold.
const YEARS: std::ops::RangeInclusive<i32> = 2001..=2099;

/// Five minutes of one day in Italy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Its beginning.
    at: DateTime<Utc>,
    day: NaiveDate,
    minute: u16,
}

impl Moment {
    /// The one an instant falls into.
    #[must_use]
    pub fn of(instant: DateTime<Utc>) -> Self {
        let seconds = instant.timestamp();
        // Summer time moves the clock by a whole hour: rounding there and here is the same.
        let at = DateTime::from_timestamp(seconds - seconds.rem_euclid(STEP * 60), 0).unwrap_or(instant);
        let local = at.with_timezone(&Rome).naive_local();
        Self { at, day: local.date(), minute: u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0) }
    }

    /// From RFC 3339 with an offset, or `2026-12-01T10:00` as clocks in Italy show it. None for what is neither, for an
    /// hour that summer time skips, and for years whose holidays nobody knows. An hour that comes twice is the first.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // In an address a plus sign reads as a space unless it was escaped.
        let text = text.replace(' ', "+");
        let instant = match DateTime::parse_from_rfc3339(&text).or_else(|_| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z")) {
            Ok(instant) => instant.with_timezone(&Utc),
            Err(_) => Rome.from_local_datetime(&local(&text)?).earliest()?.with_timezone(&Utc),
        };
        let moment = Self::of(instant);
        YEARS.contains(&moment.day.year()).then_some(moment)
    }

    /// Its beginning.
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        self.at
    }

    /// The day in Italy.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.day
    }

    /// Minutes of the wall clock after midnight.
    #[must_use]
    pub fn minute(self) -> u16 {
        self.minute
    }

    /// The one spelling of it, RFC 3339 in UTC.
    #[must_use]
    pub fn text(self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// How many seconds what is said of this moment stays true after `now`, at most a minute.
    #[must_use]
    pub fn lasts(self, now: DateTime<Utc>) -> u8 {
        let left = STEP * 60 - (now - self.at).num_seconds();
        u8::try_from(left.clamp(0, 60)).unwrap_or(0)
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> Option<String> {
        Moment::read(text).map(Moment::text)
    }

    #[test]
    fn however_an_instant_is_written_it_is_one_moment() {
        for text in [
            "2026-12-01T09:00:00Z",
            "2026-12-01T09:04:59.9Z",
            "2026-12-01T10:00:00+01:00",
            "2026-12-01T10:02:00 01:00",
            "2026-12-01T10:00+01:00",
            "2026-12-01T03:03:00-06:00",
            "2026-12-01T10:00",
            "2026-12-01T10:03:20",
        ] {
            assert_eq!(spelt(text).as_deref(), Some("2026-12-01T09:00:00Z"), "{text}");
        }
        let noon = Moment::read("2026-07-01T12:00").expect("a moment");
        assert_eq!((noon.text().as_str(), noon.minute()), ("2026-07-01T10:00:00Z", 720));
    }

    #[test]
    fn summer_time_skips_an_hour_and_repeats_another() {
        assert_eq!(spelt("2026-03-29T02:30"), None);
        assert_eq!(spelt("2026-03-29T03:00").as_deref(), Some("2026-03-29T01:00:00Z"));
        assert_eq!(spelt("2026-10-25T02:30").as_deref(), Some("2026-10-25T00:30:00Z"));
        let twice = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(|text| Moment::read(text).expect("a moment"));
        assert_ne!(twice[0], twice[1]);
        assert_eq!(twice.map(Moment::minute), [150, 150]);
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "now",
            "",
            "2026-12-01",
            "10:00",
            "2026-13-01T10:00",
            "1999-12-01T10:00",
            "2100-01-01T10:00",
            "2026-12-01T25:00",
            "9".repeat(400).as_str(),
        ] {
            assert_eq!(spelt(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_said_lasts_until_the_five_minutes_are_over() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let moment = Moment::of(at("2026-12-01T09:00:00Z"));
        assert_eq!(moment.lasts(at("2026-12-01T09:00:10Z")), 60);
        assert_eq!(moment.lasts(at("2026-12-01T09:04:48Z")), 12);
        assert_eq!(moment.lasts(at("2026-12-01T09:07:00Z")), 0);
    }
}
