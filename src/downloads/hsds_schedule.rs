//! Opening hours as schedules of HSDS, which speak as iCalendar does (RFC 5545): the same hours on several weekdays are one rule.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::hsds::identifier;
use crate::centres::{Calendar, Season};
use crate::web::Words;

/// Monday first.
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The rules of a site's calendar; times are local, those of Europe/Rome.
pub fn schedules(calendar: &Calendar, site: i64, location: &str, words: Words) -> Vec<Value> {
    let mut days: BTreeMap<(Season, u16, u16, bool), Vec<&str>> = BTreeMap::new();
    for interval in calendar.intervals() {
        if let Some(day) = WEEKDAYS.get(usize::from(interval.weekday).wrapping_sub(1)) {
            days.entry((interval.season, interval.opens, interval.closes, interval.appointment)).or_default().push(day);
        }
    }
    // A closure is no event of iCalendar: it is said in words beside each rule it interrupts.
    let closed: Vec<String> = calendar
        .closures()
        .iter()
        .map(|(first, last)| words.say_two("hsds-closed", "from", first.to_string(), "to", last.to_string()))
        .collect();
    let notes: Vec<String> = std::iter::once(words.say("hsds-local-time")).chain(closed).collect();
    days.into_iter()
        .enumerate()
        .map(|(at, ((season, opens, closes, appointment), days))| {
            let mut rule = json!({
                "id": identifier("schedule", &format!("{site} {at}")), "location_id": location, "freq": "WEEKLY", "wkst": "MO",
                "byday": days.join(","), "opens_at": clock(opens), "closes_at": clock(closes), "notes": notes.join(" "),
            });
            let mut said = vec![];
            if season != Season::WHOLE_YEAR {
                let day = |(month, day): (u16, u16)| format!("{day:02}/{month:02}");
                said.push(words.say_two("hsds-season", "from", day(season.first()), "to", day(season.last())));
            }
            if appointment {
                said.push(words.say("hsds-appointment"));
            }
            if !said.is_empty() {
                rule["description"] = said.join(" ").into();
            }
            rule
        })
        .collect()
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::centres::Interval;
    use crate::web::Language;

    #[test]
    fn the_same_hours_on_several_days_are_one_rule() {
        let on = |weekday: u8, opens: u16, season: Season, appointment: bool| Interval {
            season,
            weekday,
            opens,
            closes: opens + 240,
            appointment,
        };
        let summer = Season::read("06-15", "09-10");
        let august = |day: u32| NaiveDate::from_ymd_opt(2026, 8, day).expect("a day");
        let calendar = Calendar::new(
            vec![
                on(3, 540, Season::WHOLE_YEAR, false),
                on(1, 540, Season::WHOLE_YEAR, false),
                on(1, 840, Season::WHOLE_YEAR, true),
                on(5, 540, summer, false),
            ],
            vec![(august(10), august(21))],
        );
        let rules = schedules(&calendar, 2001, "place", Words(Language::It));
        assert_eq!(rules.len(), 3);
        let told = |at: usize| ["byday", "opens_at", "closes_at"].map(|name| rules[at][name].as_str().unwrap_or_default().to_owned());
        assert_eq!(told(0), ["MO,WE", "09:00", "13:00"]);
        assert_eq!(told(1), ["MO", "14:00", "18:00"]);
        assert!(rules[0]["description"].is_null() && rules[1]["description"].as_str().is_some_and(|text| text.contains("appuntamento")));
        assert!(rules[2]["description"].as_str().is_some_and(|text| text.contains("15/06") && text.contains("10/09")), "{}", rules[2]);
        assert!(
            rules.iter().all(|rule| rule["notes"].as_str().is_some_and(|text| text.contains("2026-08-10") && text.contains("Europe/Rome")))
        );
    }
}
