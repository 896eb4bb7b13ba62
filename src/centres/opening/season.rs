//! Days of a year that come back every year: "from 15 June to 10 September", also over new year.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A stretch of every year, both ends inclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Season {
    /// First day: a hundred times the month, and the day.
    from: u16,
    /// Last day, written alike.
    to: u16,
}

impl fmt::Debug for Season {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}", self.from, self.to)
    }
}

impl Season {
    /// January to December.
    pub const WHOLE_YEAR: Self = Self { from: 101, to: 1231 };

    /// From days written `month-day`; what cannot be read is an end of the year.
    #[must_use]
    pub fn read(from: &str, to: &str) -> Self {
        Self { from: month_day(from).unwrap_or(Self::WHOLE_YEAR.from), to: month_day(to).unwrap_or(Self::WHOLE_YEAR.to) }
    }

    /// Month and day of the first day.
    #[must_use]
    pub fn first(self) -> (u16, u16) {
        (self.from / 100, self.from % 100)
    }

    /// Month and day of the last day.
    #[must_use]
    pub fn last(self) -> (u16, u16) {
        (self.to / 100, self.to % 100)
    }

    /// Does the day fall into it?
    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        // Both are below 1232.
        let day = (day.month() * 100 + day.day()) as u16;
        if self.from <= self.to { self.from <= day && day <= self.to } else { self.from <= day || day <= self.to }
    }

    /// Which of several is in force on a day: one of its own wins over the whole year, and with it the whole week.
    pub fn in_force(seasons: impl Iterator<Item = Self>, day: NaiveDate) -> Option<Self> {
        seasons.filter(|season| season.holds(day)).max_by_key(|season| (*season != Self::WHOLE_YEAR, *season))
    }
}

fn month_day(text: &str) -> Option<u16> {
    let (month, day) = text.split_once('-')?;
    Some(month.parse::<u16>().ok()? * 100 + day.parse::<u16>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_season_may_cross_the_new_year_and_holds_both_its_ends() {
        let winter = Season::read("10-01", "05-31");
        for (text, held) in [("2026-01-15", true), ("2026-07-15", false), ("2026-10-01", true), ("2026-05-31", true), ("2026-06-01", false)]
        {
            assert_eq!(winter.holds(day(text)), held, "{text}");
        }
    }

    #[test]
    fn a_season_of_its_own_wins_over_the_whole_year_on_its_days() {
        let summer = Season::read("06-15", "09-10");
        let all = [summer, Season::WHOLE_YEAR];
        assert_eq!(Season::in_force(all.into_iter(), day("2026-07-06")), Some(summer));
        assert_eq!(Season::in_force(all.into_iter(), day("2026-12-06")), Some(Season::WHOLE_YEAR));
        assert_eq!(Season::in_force([summer].into_iter(), day("2026-12-06")), None);
    }
}
