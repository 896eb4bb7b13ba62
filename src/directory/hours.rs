//! Opening hours as a week on paper: one table for each season, local time of Europe/Rome, today marked.
//! It says what is written and does not guess whether the door is open now.

use chrono::{Datelike, NaiveDate};

use crate::centres::{Closure, Hours};
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

const WHOLE_YEAR: (&str, &str) = ("01-01", "12-31");

/// The weeks of one site, the one that holds today first.
#[must_use]
pub fn weeks(hours: &[Hours], site: i64, today: NaiveDate, words: Words) -> Vec<Week> {
    let own: Vec<&Hours> = hours.iter().filter(|hours| hours.site_id == site).collect();
    let mut seasons: Vec<(&str, &str)> = own.iter().map(|hours| (hours.season_from.as_str(), hours.season_to.as_str())).collect();
    seasons.sort_unstable();
    seasons.dedup();
    seasons.sort_by_key(|season| *season != WHOLE_YEAR);
    // A season of its own wins over the whole year on its days.
    let now = seasons.iter().rev().find(|season| holds(season, today)).copied();
    // What holds today is read first.
    seasons.sort_by_key(|season| Some(*season) != now);
    seasons
        .iter()
        .map(|season| {
            let of_season: Vec<&&Hours> =
                own.iter().filter(|hours| (hours.season_from.as_str(), hours.season_to.as_str()) == *season).collect();
            Week {
                season: season_name(season, seasons.len(), words),
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

fn holds(season: &(&str, &str), day: NaiveDate) -> bool {
    let day = format!("{:02}-{:02}", day.month(), day.day());
    let (from, to) = season;
    if from <= to { *from <= day.as_str() && day.as_str() <= *to } else { *from <= day.as_str() || day.as_str() <= *to }
}

fn season_name(season: &(&str, &str), seasons: usize, words: Words) -> Option<String> {
    if *season == WHOLE_YEAR {
        return (seasons > 1).then(|| words.say("centre-season-rest"));
    }
    Some(words.say_two("centre-season", "from", month_day(season.0, words), "to", month_day(season.1, words)))
}

fn month_day(text: &str, words: Words) -> String {
    let (month, day) = text.split_once('-').unwrap_or(("1", "1"));
    let (month, day) = (month.trim_start_matches('0'), day.trim_start_matches('0'));
    words.say_two("centre-day-month", "day", day, "month", words.say(&format!("month-{month}")))
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

    #[test]
    fn a_season_may_cross_the_new_year() {
        let winter = ("10-01", "05-31");
        assert!(holds(&winter, "2026-01-15".parse().expect("a day")));
        assert!(!holds(&winter, "2026-07-15".parse().expect("a day")));
    }
}
