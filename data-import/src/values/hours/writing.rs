//! Opening hours in the one form we write, which the reader of this folder reads back as they were.
//! Refuses nothing: openings of any order are written, sorted.

use super::{Opening, WHOLE_YEAR};

const WEEKDAYS: [&str; 7] = ["lun", "mar", "mer", "gio", "ven", "sab", "dom"];

const MONTHS: [&str; 12] =
    ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"];

/// "lun-ven 09:00-13:00, 15:00-17:00; sab 09:00-12:00 (su appuntamento); dal 1 giugno al 31 agosto: lun 08:00-13:00".
pub fn write_hours(openings: &[Opening]) -> String {
    let mut sorted: Vec<&Opening> = openings.iter().collect();
    // What holds all year goes first: a season told earlier would seem to hold for what follows.
    sorted.sort_by_key(|opening| (season_of(opening) != WHOLE_YEAR, *opening));
    let mut clauses: Vec<(String, String)> = vec![];
    let mut rest = &sorted[..];
    while let Some(first) = rest.first() {
        let same = |one: &&Opening| season_of(one) == season_of(first) && one.by_appointment == first.by_appointment;
        let count = rest.iter().take_while(|one| same(one)).count();
        let season = season(first);
        clauses.extend(by_weekdays(&rest[..count]).into_iter().map(|clause| {
            let appointment = if first.by_appointment { " (su appuntamento)" } else { "" };
            (season.clone(), format!("{clause}{appointment}"))
        }));
        rest = &rest[count..];
    }
    let written: Vec<String> = clauses.into_iter().map(|(season, clause)| format!("{season}{clause}")).collect();
    written.join("; ")
}

/// "chiuso dal 24 dicembre 2025 al 6 gennaio 2026; chiuso dal 10 agosto 2026 al 20 agosto 2026", from first and last days
/// written year-month-day.
pub fn write_closures(closures: &[(String, String)]) -> String {
    let written = |text: &str| {
        let (year, month_day) = text.split_once('-').unwrap_or((text, ""));
        let (day, month) = day(month_day);
        format!("{day} {month} {year}")
    };
    let clauses: Vec<String> = closures.iter().map(|(from, to)| format!("chiuso dal {} al {}", written(from), written(to))).collect();
    clauses.join("; ")
}

fn season_of(opening: &Opening) -> (&str, &str) {
    (&opening.season_from, &opening.season_to)
}

fn season(opening: &Opening) -> String {
    if season_of(opening) == WHOLE_YEAR {
        return String::new();
    }
    let ((from_day, from_month), (to_day, to_month)) = (day(&opening.season_from), day(&opening.season_to));
    format!("dal {from_day} {from_month} al {to_day} {to_month}: ")
}

/// Day and name of the month of a month-day.
fn day(text: &str) -> (&str, &str) {
    let (month, day) = text.split_once('-').unwrap_or((text, ""));
    let name = month.parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).copied().unwrap_or(month);
    (day.trim_start_matches('0'), name)
}

/// The clauses of openings of one season: weekdays with the same times together.
fn by_weekdays(openings: &[&Opening]) -> Vec<String> {
    let mut groups: Vec<(Vec<u8>, Vec<String>)> = vec![];
    for weekday in 1..=7_u8 {
        let times: Vec<String> =
            openings.iter().filter(|one| one.weekday == weekday).map(|one| format!("{}-{}", one.opens, one.closes)).collect();
        match groups.iter_mut().find(|(_, known)| *known == times) {
            _ if times.is_empty() => {}
            Some((weekdays, _)) => weekdays.push(weekday),
            None => groups.push((vec![weekday], times)),
        }
    }
    groups.into_iter().map(|(weekdays, times)| format!("{} {}", written_weekdays(&weekdays), times.join(", "))).collect()
}

/// "lun-ven", "lun, mer", "mar-gio, sab".
fn written_weekdays(weekdays: &[u8]) -> String {
    let name = |weekday: u8| WEEKDAYS.get(usize::from(weekday).wrapping_sub(1)).copied().unwrap_or("");
    let mut runs: Vec<(u8, u8)> = vec![];
    for weekday in weekdays {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *weekday => *last = *weekday,
            _ => runs.push((*weekday, *weekday)),
        }
    }
    let written: Vec<String> = runs
        .into_iter()
        .map(|(from, to)| match to - from {
            0 => name(from).to_owned(),
            1 => format!("{}, {}", name(from), name(to)),
            _ => format!("{}-{}", name(from), name(to)),
        })
        .collect();
    written.join(", ")
}
