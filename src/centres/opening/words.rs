//! What is said of opening, in plain words: "Aperto ora, chiude alle 13:00". Nothing where nothing is known.

use chrono::{Datelike, NaiveDate};

use super::calendar::Opening;
use super::holidays::Holiday;
use super::moment::Moment;
use crate::web::Words;
use crate::web::languages::Argument;

/// An opening state ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Class beside `.open-state`: `is-open`, `is-closed`, `is-unknown`.
    pub class: &'static str,
    /// The sentence.
    pub text: String,
}

impl Opening {
    /// In the words of a visitor who asks at `now`; none where hours are not known.
    #[must_use]
    pub fn say(self, now: Moment, words: Words) -> Option<Said> {
        let (class, text) = match self {
            Self::Unknown => return None,
            Self::Open(Some(until)) => ("is-open", words.say_with("opening-open-until", "time", time(until))),
            Self::Open(None) => ("is-open", words.say("opening-open")),
            Self::ByAppointment => ("is-unknown", words.say("opening-by-appointment")),
            Self::AppointmentNow => ("is-unknown", words.say("opening-appointment-now")),
            Self::Holiday(Holiday::National) => ("is-closed", words.say("opening-holiday")),
            Self::Holiday(Holiday::WhitMonday) => ("is-closed", words.say("opening-whit-monday")),
            Self::ClosedUntil(day) if day == now.day() => ("is-closed", words.say("opening-closed-today")),
            Self::ClosedUntil(day) => ("is-closed", words.say_with("opening-closed-until", "day", words.date(day))),
            Self::Closed(None) => ("is-closed", words.say("opening-closed")),
            Self::Closed(Some((day, opens))) => ("is-closed", opens_next(day, opens, now, words)),
        };
        Some(Said { class, text })
    }
}

fn opens_next(day: NaiveDate, opens: u16, now: Moment, words: Words) -> String {
    let time = time(opens);
    match day.signed_duration_since(now.day()).num_days() {
        0 => words.say_with("opening-opens-today", "time", time),
        1 => words.say_with("opening-opens-tomorrow", "time", time),
        // The same weekday a week later would be understood as today.
        2..=6 => words.say_two("opening-opens-on", "day", weekday(day, words), "time", time),
        _ => words.say_all(
            "opening-opens-date",
            [("day", Argument::from(weekday(day, words))), ("date", words.date(day).into()), ("time", time.into())],
        ),
    }
}

fn weekday(day: NaiveDate, words: Words) -> String {
    words.say(&format!("opening-on-{}", day.weekday().number_from_monday()))
}

/// "9:00"; midnight at the end of a day is "24:00".
fn time(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// "12 aperte ora", the end of the sentence that counts sites.
#[must_use]
pub fn open_now(count: usize, words: Words) -> String {
    words.say_with("opening-count", "count", count)
}

/// What the filter by opening asks for, by its value on pages: "Aperti ora", or the instant in words.
#[must_use]
pub fn filter_label(value: &str, words: Words) -> String {
    match Moment::read(value) {
        Some(at) => words.say_two("opening-filter-at", "date", words.date(at.day()), "time", time(at.minute())),
        None => words.say("opening-filter-now"),
    }
}
