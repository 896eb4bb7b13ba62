//! Opening hours as a week on paper: one table for each season, local time of Europe/Rome, today marked.
//! It says what is written; whether the door is open now is another question.

use chrono::{Datelike, NaiveDate};

use crate::centres::{Closure, Hours, Season};
use crate::web::Words;
use crate::web::languages::Argument;

/// A week of one season.
#[derive(Debug, PartialEq, Eq)]
pub struct Week {
    /// Which season; none for the whole year.
    pub season: Option<String>,
    /// Monday to Sunday.
    pub days: Vec<Day>,
    /// Some hours are by appointment only.
    pub appointment: bool,
}

/// A day of the week.
#[derive(Debug, PartialEq, Eq)]
pub struct Day {
    /// Its name.
    pub name: String,
    /// Intervals such as "9:00–13:00"; those by appointment carry a star. Empty when closed.
    pub intervals: Vec<String>,
    /// The day of the asker's visit, in the season that holds today.
    pub today: bool,
}

/// The weeks of one site, the one that holds today first.
#[must_use]
pub fn weeks(hours: &[Hours], site: i64, today: NaiveDate, words: Words) -> Vec<Week> {
    let own: Vec<&Hours> = hours.iter().filter(|hours| hours.site_id == site).collect();
    let season_of = |hours: &Hours| Season::read(&hours.season_from, &hours.season_to);
    let mut seasons: Vec<Season> = own.iter().map(|hours| season_of(hours)).collect();
    seasons.sort_unstable();
    seasons.dedup();
    seasons.sort_by_key(|season| *season != Season::WHOLE_YEAR);
    let now = Season::in_force(seasons.iter().copied(), today);
    // What holds today is read first.
    seasons.sort_by_key(|season| Some(*season) != now);
    seasons
        .iter()
        .map(|season| {
            let of_season: Vec<&&Hours> = own.iter().filter(|hours| season_of(hours) == *season).collect();
            Week {
                season: season_name(*season, seasons.len(), words),
                days: (1..=7).map(|weekday| day(&of_season, weekday, now == Some(*season), today, words)).collect(),
                appointment: of_season.iter().any(|hours| hours.appointment),
            }
        })
        .collect()
}

fn day(hours: &[&&Hours], weekday: i16, season_is_now: bool, today: NaiveDate, words: Words) -> Day {
    let intervals = hours.iter().filter(|hours| hours.weekday == weekday).map(|hours| {
        let star = if hours.appointment { " *" } else { "" };
        format!("{}–{}{star}", hours.opens.format("%-H:%M"), hours.closes.format("%-H:%M"))
    });
    Day {
        name: words.say(&format!("centre-weekday-{weekday}")),
        intervals: intervals.collect(),
        today: season_is_now && i64::from(today.weekday().number_from_monday()) == i64::from(weekday),
    }
}

fn season_name(season: Season, seasons: usize, words: Words) -> Option<String> {
    if season == Season::WHOLE_YEAR {
        return (seasons > 1).then(|| words.say("centre-season-rest"));
    }
    Some(words.say_two("centre-season", "from", month_day(season.first(), words), "to", month_day(season.last(), words)))
}

fn month_day((month, day): (u16, u16), words: Words) -> String {
    words.say_two("centre-day-month", "day", day.to_string(), "month", words.say(&format!("month-{month}")))
}

/// The closures of one site that are not over yet.
#[must_use]
pub fn closures(closures: &[Closure], site: i64, today: NaiveDate, words: Words) -> Vec<String> {
    let coming = closures.iter().filter(|closure| closure.site_id == site && closure.last_day >= today);
    coming
        .map(|closure| {
            let days = if closure.first_day == closure.last_day {
                words.date(closure.first_day)
            } else {
                format!("{} – {}", words.date(closure.first_day), words.date(closure.last_day))
            };
            let reason = closure.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            words.say_all("centre-closed-on", [("days", Argument::from(days)), ("reason", reason.into())])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    const WHOLE_YEAR: (&str, &str) = ("01-01", "12-31");

    fn hours(weekday: i16, opens: &str, closes: &str, season: (&str, &str), appointment: bool) -> Hours {
        Hours {
            site_id: 1,
            weekday,
            opens: opens.parse().expect("a time"),
            closes: closes.parse().expect("a time"),
            season_from: season.0.into(),
            season_to: season.1.into(),
            appointment,
        }
    }

    #[test]
    fn summer_hours_win_in_summer_and_two_intervals_stand_on_one_day() {
        let written = [
            hours(1, "09:00:00", "13:00:00", WHOLE_YEAR, false),
            hours(1, "15:00:00", "18:30:00", WHOLE_YEAR, true),
            hours(1, "08:30:00", "12:00:00", ("06-15", "09-10"), false),
        ];
        let words = Words(Language::It);
        let monday_in_july = "2026-07-06".parse().expect("a day");
        let weeks = weeks(&written, 1, monday_in_july, words);
        assert_eq!(weeks.len(), 2);
        assert!(weeks[0].days[0].today);
        assert!(weeks[0].days[1].intervals.is_empty());
        assert_eq!(weeks[1].days[0].intervals, ["9:00–13:00", "15:00–18:30 *"]);
        assert!(weeks[1].appointment && !weeks[1].days[0].today);
        assert!(super::weeks(&written, 2, monday_in_july, words).is_empty());
    }
}
