//! The rules of opening hours on calendars small enough to check by hand.

use super::*;
use crate::web::{Language, Words};

const BOLOGNA: &str = "037";
const BOLZANO: &str = "021";
const TRENTO: &str = "022";
const YEAR: Season = Season::WHOLE_YEAR;

fn minutes(text: &str) -> u16 {
    let (hours, minutes) = text.split_once(':').expect("a time");
    hours.parse::<u16>().expect("hours") * 60 + minutes.parse::<u16>().expect("minutes")
}

fn open(weekdays: std::ops::RangeInclusive<u8>, opens: &str, closes: &str) -> Vec<Interval> {
    let interval = |weekday| Interval { season: YEAR, weekday, opens: minutes(opens), closes: minutes(closes), appointment: false };
    weekdays.map(interval).collect()
}

fn in_season(from: &str, to: &str, mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.iter_mut().for_each(|interval| interval.season = Season::read(from, to));
    intervals
}

fn by_appointment(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.iter_mut().for_each(|interval| interval.appointment = true);
    intervals
}

fn calendar(parts: &[Vec<Interval>], closures: &[(&str, &str)]) -> Calendar {
    let day = |text: &str| text.parse().expect("a day");
    Calendar::new(parts.concat(), closures.iter().map(|(first, last)| (day(first), day(last))).collect())
}

fn at(text: &str) -> Moment {
    Moment::read(text).unwrap_or_else(|| panic!("{text} is no moment"))
}

/// What an Italian reads, and whether the filter lets the site through: the two never contradict each other.
fn said(calendar: &Calendar, moment: &str, province: &str) -> String {
    let moment = at(moment);
    let opening = calendar.at(moment, province);
    assert_eq!(calendar.is_open(moment, province), matches!(opening, Opening::Open(_)), "{moment:?}: {opening:?}");
    opening.say(moment, Words(Language::It)).map_or_else(String::new, |said| said.text)
}

#[test]
fn two_intervals_a_day_and_the_end_is_not_open() {
    let week = calendar(&[open(1..=5, "9:00", "13:00"), open(1..=4, "15:00", "18:30")], &[]);
    // 3 March 2026 was a Tuesday.
    for (moment, expected) in [
        ("2026-03-03T08:55", "Chiuso, apre oggi alle 9:00"),
        ("2026-03-03T09:00", "Aperto ora, chiude alle 13:00"),
        ("2026-03-03T12:59", "Aperto ora, chiude alle 13:00"),
        ("2026-03-03T13:00", "Chiuso, apre oggi alle 15:00"),
        ("2026-03-03T18:25", "Aperto ora, chiude alle 18:30"),
        ("2026-03-03T18:30", "Chiuso, apre domani alle 9:00"),
        ("2026-03-06T13:00", "Chiuso, apre lunedì alle 9:00"),
        ("2026-03-07T10:00", "Chiuso, apre lunedì alle 9:00"),
        ("2026-03-08T10:00", "Chiuso, apre domani alle 9:00"),
    ] {
        assert_eq!(said(&week, moment, BOLOGNA), expected, "{moment}");
    }
}

#[test]
fn intervals_that_touch_are_one_opening_and_a_week_away_is_a_date() {
    let monday = calendar(&[open(1..=1, "9:00", "13:00"), open(1..=1, "13:00", "17:00"), open(1..=1, "16:00", "18:00")], &[]);
    assert_eq!(said(&monday, "2026-03-02T10:00", BOLOGNA), "Aperto ora, chiude alle 18:00");
    assert_eq!(said(&monday, "2026-03-02T18:00", BOLOGNA), "Chiuso, apre lunedì 9 marzo 2026 alle 9:00");
    assert_eq!(said(&monday, "2026-03-03T18:00", BOLOGNA), "Chiuso, apre lunedì alle 9:00");
}

#[test]
fn a_line_that_answers_day_and_night_does_not_close_at_midnight() {
    let line = calendar(&[open(1..=7, "0:00", "24:00")], &[("2026-03-05", "2026-03-05")]);
    assert_eq!(said(&line, "2026-03-03T23:55", BOLOGNA), "Aperto ora");
    assert_eq!(said(&line, "2026-03-04T12:00", BOLOGNA), "Aperto ora, chiude alle 24:00");
}

#[test]
fn what_is_not_known_is_not_said() {
    let nothing = calendar(&[], &[("2026-08-10", "2026-08-21")]);
    assert_eq!(said(&nothing, "2026-03-03T10:00", BOLOGNA), "");
    assert_eq!(said(&nothing, "2026-06-02T10:00", BOLOGNA), "", "not even on a holiday");
    assert_eq!(said(&nothing, "2026-08-12T10:00", BOLOGNA), "Chiuso fino a tutto il 21 agosto 2026");
}

#[test]
fn hours_by_appointment_are_not_open_to_all() {
    let only = calendar(&[by_appointment(open(1..=5, "9:00", "13:00"))], &[]);
    assert_eq!(said(&only, "2026-03-03T10:00", BOLOGNA), "Solo su appuntamento");
    assert_eq!(said(&only, "2026-03-08T10:00", BOLOGNA), "Solo su appuntamento");
    let some = calendar(&[open(1..=1, "9:00", "13:00"), by_appointment(open(2..=2, "9:00", "13:00"))], &[]);
    assert_eq!(said(&some, "2026-03-03T10:00", BOLOGNA), "Ora solo su appuntamento");
    assert_eq!(said(&some, "2026-03-04T10:00", BOLOGNA), "Chiuso, apre lunedì alle 9:00");
    let both = calendar(&[open(2..=2, "9:00", "13:00"), by_appointment(open(2..=2, "9:00", "18:00"))], &[]);
    assert_eq!(said(&both, "2026-03-03T10:00", BOLOGNA), "Aperto ora, chiude alle 13:00");
}

#[test]
fn a_season_replaces_the_whole_week_also_over_new_year() {
    let summer = calendar(&[open(1..=5, "9:00", "13:00"), in_season("06-15", "09-10", open(1..=1, "8:30", "12:00"))], &[]);
    assert_eq!(said(&summer, "2026-07-06T08:30", BOLOGNA), "Aperto ora, chiude alle 12:00");
    // Tuesday is no day of the summer week.
    assert_eq!(said(&summer, "2026-07-07T10:00", BOLOGNA), "Chiuso, apre lunedì alle 8:30");
    assert_eq!(said(&summer, "2026-09-10T10:00", BOLOGNA), "Chiuso, apre domani alle 9:00");
    let winter = calendar(&[open(1..=7, "9:00", "13:00"), in_season("12-20", "01-10", open(1..=7, "14:00", "16:00"))], &[]);
    for (moment, expected) in [
        ("2025-12-19T10:00", "Aperto ora, chiude alle 13:00"),
        ("2025-12-31T14:00", "Aperto ora, chiude alle 16:00"),
        ("2026-01-02T10:00", "Chiuso, apre oggi alle 14:00"),
        ("2026-01-10T16:00", "Chiuso, apre domani alle 9:00"),
    ] {
        assert_eq!(said(&winter, moment, BOLOGNA), expected, "{moment}");
    }
    let only_winter = calendar(&[in_season("10-01", "05-31", open(1..=1, "9:00", "13:00"))], &[]);
    assert_eq!(said(&only_winter, "2026-07-06T10:00", BOLOGNA), "Chiuso, apre lunedì 5 ottobre 2026 alle 9:00");
}

#[test]
fn a_closure_over_new_year_ends_with_its_last_day() {
    let week = calendar(
        &[open(1..=7, "9:00", "13:00")],
        &[("2025-12-24", "2026-01-02"), ("2026-01-03", "2026-01-04"), ("2026-02-10", "2026-02-10")],
    );
    for (moment, expected) in [
        ("2025-12-23T10:00", "Aperto ora, chiude alle 13:00"),
        ("2025-12-23T13:00", "Chiuso, apre lunedì 5 gennaio 2026 alle 9:00"),
        // Two closures that follow one another are one.
        ("2025-12-31T10:00", "Chiuso fino a tutto il 4 gennaio 2026"),
        ("2026-01-01T10:00", "Chiuso fino a tutto il 4 gennaio 2026"),
        ("2026-01-04T23:55", "Chiuso oggi"),
        ("2026-01-05T10:00", "Aperto ora, chiude alle 13:00"),
        ("2026-02-10T10:00", "Chiuso oggi"),
    ] {
        assert_eq!(said(&week, moment, BOLOGNA), expected, "{moment}");
    }
}

#[test]
fn holidays_close_and_the_next_opening_steps_over_them() {
    let week = calendar(&[open(1..=7, "9:00", "13:00")], &[]);
    for (moment, province, expected) in [
        ("2025-10-04T10:00", BOLOGNA, "Aperto ora, chiude alle 13:00"),
        ("2026-10-04T10:00", BOLOGNA, "Chiuso oggi: festa nazionale"),
        ("2026-05-25T10:00", BOLZANO, "Chiuso oggi: lunedì di Pentecoste"),
        ("2026-05-25T10:00", TRENTO, "Aperto ora, chiude alle 13:00"),
        ("2026-04-06T10:00", TRENTO, "Chiuso oggi: festa nazionale"),
        // From Christmas Eve in the afternoon one has to wait for the 27th.
        ("2026-12-24T14:00", BOLOGNA, "Chiuso, apre domenica alle 9:00"),
    ] {
        assert_eq!(said(&week, moment, province), expected, "{moment} {province}");
    }
}

#[test]
fn on_days_when_the_clock_is_moved_the_wall_clock_decides() {
    let sundays = calendar(&[open(7..=7, "1:30", "3:30")], &[]);
    // At 2:00 it is 3:00, on 29 March 2026: one hour of opening is lost.
    for (moment, expected) in [
        ("2026-03-29T00:29:00Z", "Chiuso, apre oggi alle 1:30"),
        ("2026-03-29T00:30:00Z", "Aperto ora, chiude alle 3:30"),
        ("2026-03-29T01:25:00Z", "Aperto ora, chiude alle 3:30"),
        ("2026-03-29T01:30:00Z", "Chiuso, apre domenica 12 aprile 2026 alle 1:30"),
        // At 3:00 it is 2:00 again, on 25 October: one hour is won.
        ("2026-10-24T23:30:00Z", "Aperto ora, chiude alle 3:30"),
        ("2026-10-25T02:25:00Z", "Aperto ora, chiude alle 3:30"),
        ("2026-10-25T02:30:00Z", "Chiuso, apre domenica 8 novembre 2026 alle 1:30"),
    ] {
        assert_eq!(said(&sundays, moment, BOLOGNA), expected, "{moment}");
    }
}

#[test]
fn equal_calendars_are_equal_however_they_were_written() {
    let one = calendar(&[open(1..=2, "9:00", "13:00")], &[("2026-08-10", "2026-08-21"), ("2026-12-24", "2026-12-31")]);
    let other = calendar(
        &[open(2..=2, "9:00", "13:00"), open(1..=2, "9:00", "13:00")],
        &[("2026-12-24", "2026-12-31"), ("2026-08-10", "2026-08-21")],
    );
    assert_eq!(one, other);
}
