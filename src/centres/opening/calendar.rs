//! When a site is open: a week for each season, and the days it is closed. Local time of Europe/Rome. It says what
//! the written hours say; of a site without hours it says nothing.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::holidays::{Holiday, holiday};
use super::moment::Moment;
use super::season::Season;

/// Minutes of a day; an interval that closes then closes at midnight.
const MIDNIGHT: u16 = 24 * 60;
/// Days in which the next opening is looked for: every season comes back within them.
const AHEAD: usize = 370;

/// Open on one weekday of one season, from `opens` up to but not including `closes`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// When in the year.
    pub season: Season,
    /// 1 Monday … 7 Sunday.
    pub weekday: u8,
    /// Minutes after midnight.
    pub opens: u16,
    /// Minutes after midnight, at most 1,440: midnight.
    pub closes: u16,
    /// Only for who has an appointment.
    pub appointment: bool,
}

/// Short: a site's digest is taken of this, a million times over.
impl fmt::Debug for Interval {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { season, weekday, opens, closes, appointment } = self;
        write!(to, "{season:?} {weekday} {opens}-{closes}{}", if *appointment { "*" } else { "" })
    }
}

impl Interval {
    fn holds(&self, minute: u16) -> bool {
        self.opens <= minute && minute < self.closes
    }
}

/// The hours and closures of a site. Sites with the same ones share them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Calendar {
    intervals: Box<[Interval]>,
    /// First and last day, both inclusive.
    closures: Box<[(NaiveDate, NaiveDate)]>,
}

/// Whether one may go at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The hours are not known.
    Unknown,
    /// Open until so many minutes after midnight; none where it goes on past midnight.
    Open(Option<u16>),
    /// All hours of these days are by appointment.
    ByAppointment,
    /// Just now only by appointment; at other hours it is open to all.
    AppointmentNow,
    /// Closed all day, for a holiday.
    Holiday(Holiday),
    /// Closed all day, and until the end of that day.
    ClosedUntil(NaiveDate),
    /// Outside its hours: the day and the minutes after midnight it opens next to all, if ever.
    Closed(Option<(NaiveDate, u16)>),
}

impl Calendar {
    /// From intervals and closures in any order.
    #[must_use]
    pub fn new(mut intervals: Vec<Interval>, mut closures: Vec<(NaiveDate, NaiveDate)>) -> Self {
        intervals.sort_unstable();
        intervals.dedup();
        closures.sort_unstable();
        closures.dedup();
        Self { intervals: intervals.into(), closures: closures.into() }
    }

    /// The intervals, by season, weekday and time.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// First and last day of each closure, both inclusive, in order.
    #[must_use]
    pub fn closures(&self) -> &[(NaiveDate, NaiveDate)] {
        &self.closures
    }

    /// Are any hours known?
    #[must_use]
    pub fn has_hours(&self) -> bool {
        !self.intervals.is_empty()
    }

    /// Open to all at a moment, without appointment? `province` is the ISTAT code. False where hours are not known.
    #[must_use]
    pub fn is_open(&self, at: Moment, province: &str) -> bool {
        self.walk_in(at.day()).any(|interval| interval.holds(at.minute())) && self.closed_all(at.day(), province).is_none()
    }

    /// Whether one may go at a moment. `province` is the ISTAT code.
    #[must_use]
    pub fn at(&self, at: Moment, province: &str) -> Opening {
        if let Some(closed) = self.closed_all(at.day(), province) {
            // A holiday says nothing of a site that may never be open.
            let known = self.has_hours() || matches!(closed, Opening::ClosedUntil(_));
            return if known { closed } else { Opening::Unknown };
        }
        if !self.has_hours() {
            return Opening::Unknown;
        }
        if self.walk_in(at.day()).any(|interval| interval.holds(at.minute())) {
            return Opening::Open(self.open_until(at, province));
        }
        let mut present = self.of_season(at.day()).peekable();
        if present.peek().is_some() && present.all(|interval| interval.appointment) {
            return Opening::ByAppointment;
        }
        if self.on(at.day()).any(|interval| interval.holds(at.minute())) {
            return Opening::AppointmentNow;
        }
        Opening::Closed(self.next(at, province))
    }

    /// The intervals of the season in force on a day, whatever the weekday.
    fn of_season(&self, day: NaiveDate) -> impl Iterator<Item = &Interval> {
        let season = Season::in_force(self.intervals.iter().map(|interval| interval.season), day);
        self.intervals.iter().filter(move |interval| Some(interval.season) == season)
    }

    fn on(&self, day: NaiveDate) -> impl Iterator<Item = &Interval> {
        let weekday = day.weekday().number_from_monday();
        self.of_season(day).filter(move |interval| u32::from(interval.weekday) == weekday)
    }

    fn walk_in(&self, day: NaiveDate) -> impl Iterator<Item = &Interval> {
        self.on(day).filter(|interval| !interval.appointment)
    }

    /// Closed all day whatever the hours.
    fn closed_all(&self, day: NaiveDate, province: &str) -> Option<Opening> {
        let mut until = None;
        // One closure may begin where another ends.
        while let Some((_, last)) = self.closures.iter().find(|(first, last)| {
            let from = until.map_or(Some(day), |held: NaiveDate| held.succ_opt());
            from.is_some_and(|from| *first <= from && from <= *last)
        }) {
            until = Some(*last);
        }
        until.map(Opening::ClosedUntil).or_else(|| holiday(day, province).map(Opening::Holiday))
    }

    /// When it closes; one interval may go on into another. None where it goes on into the next day.
    fn open_until(&self, at: Moment, province: &str) -> Option<u16> {
        let mut until = at.minute();
        while let Some(further) = self.walk_in(at.day()).filter(|interval| interval.holds(until)).map(|interval| interval.closes).max() {
            until = further;
        }
        let goes_on = |day: NaiveDate| self.closed_all(day, province).is_none() && self.walk_in(day).any(|interval| interval.opens == 0);
        (until < MIDNIGHT || !at.day().succ_opt().is_some_and(goes_on)).then_some(until)
    }

    fn next(&self, at: Moment, province: &str) -> Option<(NaiveDate, u16)> {
        if self.intervals.iter().all(|interval| interval.appointment) {
            return None;
        }
        at.day().iter_days().take(AHEAD).filter(|day| self.closed_all(*day, province).is_none()).find_map(|day| {
            let later = self.walk_in(day).map(|interval| interval.opens).filter(|opens| day > at.day() || *opens > at.minute());
            Some((day, later.min()?))
        })
    }
}
