//! One clause of opening hours: season, weekdays, times, appointment, closure. Refuses the whole clause when a word in
//! its middle is unknown, or when one may change what the rest says.

use super::items::{Item, items};
use super::season::Day;
use super::tokens::{Token, tokens};
use super::{Closure, Hours, Opening, WHOLE_YEAR, contains_words};
use crate::values::fold::fold;

/// Words that change the meaning of everything near them in ways no weekly opening can hold.
const BLOCKING: &[&str] = &[
    "del mese",
    "al mese",
    "ogni mese",
    "mensile",
    "mensilmente",
    "alterne",
    "alterni",
    "alternate",
    "quindicinale",
    "quindicinali",
    "bisettimanale",
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "ultimo",
    "prima",
    "seconda",
    "terza",
    "quarta",
    "ultima",
    "turno",
    "turni",
    "circa",
    "non",
    "scolastico",
    "scolastica",
    "scuole",
    "vacanze",
    "feriali",
    "feriale",
    "prefestivi",
    "variabile",
    "variabili",
    "ordinale",
    "week",
    "off",
    "ph",
    "sh",
    "dispari",
    "pari",
    "ogni due",
];

/// Reads a clause into `found`. A clause without a season after one with a season is not understood: it may belong to it.
pub(super) fn read(written: &str, seasonal_before: &mut bool, found: &mut Hours) {
    let refuse = |found: &mut Hours, why: &str| {
        found.not_understood.push(if why.is_empty() { written.to_owned() } else { format!("{written} ({why})") });
    };
    let folded = fold(written);
    let all = tokens(written);
    let blocked = BLOCKING
        .iter()
        .find(|word| contains_words(&folded, word))
        .copied()
        .or_else(|| all.contains(&Token::Word("ordinale".to_owned())).then_some("ordinale"));
    let seasonal_word =
        ["estate", "estivo", "estiva", "estivi", "inverno", "invernale", "invernali"].iter().any(|word| contains_words(&folded, word));
    let free = ["senza appuntamento", "libero accesso", "accesso libero", "senza prenotazione"]
        .iter()
        .any(|phrase| contains_words(&folded, phrase));
    if blocked.is_some() {
        return refuse(found, "giorni o periodi non fissi");
    }
    let items = match items(&all) {
        Ok(items) => items,
        Err(why) => return refuse(found, why),
    };
    let is_item = |item: &Item| !matches!(item, Item::Unknown(_));
    let (first, last) = (items.iter().position(is_item), items.iter().rposition(is_item));
    let (Some(first), Some(last)) = (first, last) else {
        if items.iter().any(|item| matches!(item, Item::Unknown(_))) {
            refuse(found, "");
        }
        return;
    };
    if items[first..=last].iter().any(|item| matches!(item, Item::Unknown(_))) {
        return refuse(found, "una parola non capita può cambiare il senso");
    }
    let around: Vec<String> =
        items.iter().filter_map(|item| if let Item::Unknown(word) = item { Some(word.clone()) } else { None }).collect();
    let (known, closed) = without_closures(&items[first..=last]);
    let closed = match closed.map(closures) {
        Some(Some(closed)) => closed,
        Some(None) => return refuse(found, "chiusura non chiara"),
        None => vec![],
    };
    if !known.is_empty() {
        let mut seasons = known.iter().filter_map(|item| if let Item::Season(from, to) = item { Some((*from, *to)) } else { None });
        let season = seasons.next();
        if seasons.next().is_some() || season.is_some_and(|(from, to)| from.year.is_some() || to.year.is_some()) {
            return refuse(found, "periodo non chiaro");
        }
        if season.is_none() && (seasonal_word || *seasonal_before) && known.iter().any(|item| matches!(item, Item::Interval(..))) {
            return refuse(found, "di quale periodo? Scrivere dal … al …");
        }
        match openings(known, season, free) {
            Some((openings, appointment_only)) => {
                let again = openings.iter().any(|one| closed.contains(&Closure::Weekday(one.weekday)) && season.is_none());
                if again {
                    return refuse(found, "un giorno è aperto e chiuso");
                }
                *seasonal_before |= season.is_some();
                found.openings.extend(openings);
                found.only_by_appointment |= appointment_only;
            }
            None => return refuse(found, "giorni e ore non si abbinano"),
        }
    }
    found.closures.extend(closed);
    if !around.is_empty() {
        found.not_understood.push(around.join(" "));
    }
}

/// Parts what is said about openings from what is said about closures: "lun-ven 9-13, sab chiuso", "lun chiuso, mar 9-13".
fn without_closures(items: &[Item]) -> (&[Item], Option<&[Item]>) {
    let Some(at) = items.iter().position(|item| matches!(item, Item::Closed | Item::Holidays)) else {
        return (items, None);
    };
    let ends_opening = |items: &[Item]| matches!(items.last(), Some(Item::Interval(..) | Item::Appointment));
    let has_times = |items: &[Item]| items.iter().any(|item| matches!(item, Item::Interval(..)));
    let before = at.checked_sub(1);
    if ends_opening(&items[..at]) && !has_times(&items[at..]) {
        return (&items[..at], Some(&items[at..]));
    }
    if let Some(before) = before
        && at + 1 == items.len()
        && ends_opening(&items[..before])
    {
        return (&items[..before], Some(&items[before..]));
    }
    if at == 1 && matches!(items.get(2), Some(Item::Weekdays(_))) && has_times(&items[2..]) {
        return (&items[2..], Some(&items[..2]));
    }
    (&[], Some(items))
}

/// Weekdays, their intervals in minutes, and whether one comes by appointment.
type Group = (Vec<u8>, Vec<(u32, u32)>, bool);

/// Weekday groups and their times. `None` where weekdays have no times, or times no weekdays.
fn openings(items: &[Item], season: Option<(Day, Day)>, free: bool) -> Option<(Vec<Opening>, bool)> {
    let of = |day: Day| format!("{:02}-{:02}", day.month, day.day);
    let (from, to) = season.map_or((WHOLE_YEAR.0.to_owned(), WHOLE_YEAR.1.to_owned()), |(from, to)| (of(from), of(to)));
    let timed: Vec<&Item> = items.iter().filter(|item| !matches!(item, Item::Season(..))).collect();
    if timed.iter().all(|item| **item == Item::Appointment) {
        return Some((vec![], !timed.is_empty() && !free && season.is_none())).filter(|(_, only)| *only || free);
    }
    let all_by_appointment = !free && timed.first() == Some(&&Item::Appointment);
    let times_first = matches!(timed.iter().find(|item| ***item != Item::Appointment), Some(Item::Interval(..)));
    let mut groups: Vec<Group> = vec![];
    let mut current: Group = (vec![], vec![], all_by_appointment);
    for item in timed {
        match item {
            Item::Weekdays(weekdays) => {
                if !times_first && !current.1.is_empty() {
                    groups.push(std::mem::replace(&mut current, (vec![], vec![], all_by_appointment)));
                }
                current.0.extend(weekdays);
            }
            Item::Interval(opens, closes) => {
                if times_first && !current.0.is_empty() {
                    groups.push(std::mem::replace(&mut current, (vec![], vec![], all_by_appointment)));
                }
                current.1.push((*opens, *closes));
            }
            Item::Appointment => current.2 |= !free,
            _ => return None,
        }
    }
    groups.push(current);
    let mut openings = vec![];
    for (weekdays, times, by_appointment) in groups {
        if weekdays.is_empty() || times.is_empty() {
            return None;
        }
        for weekday in &weekdays {
            openings.extend(times.iter().map(|(opens, closes)| Opening {
                season_from: from.clone(),
                season_to: to.clone(),
                by_appointment,
                weekday: *weekday,
                opens: format!("{:02}:{:02}", opens / 60, opens % 60),
                closes: format!("{:02}:{:02}", closes / 60, closes % 60),
            }));
        }
    }
    Some((openings, false))
}

/// Closures of a clause that speaks of nothing else.
fn closures(items: &[Item]) -> Option<Vec<Closure>> {
    let mut closures = vec![];
    for item in items {
        match item {
            Item::Closed => {}
            Item::Holidays => closures.push(Closure::Holidays),
            Item::Weekdays(weekdays) => closures.extend(weekdays.iter().map(|weekday| Closure::Weekday(*weekday))),
            Item::Season(from, to) => {
                let dated = |day: &Day, year: u32| format!("{year:04}-{:02}-{:02}", day.month, day.day);
                closures.push(match (from.year, to.year) {
                    (None, None) => {
                        let of = |day: &Day| format!("{:02}-{:02}", day.month, day.day);
                        Closure::Yearly { from: of(from), to: of(to) }
                    }
                    (Some(first), Some(last)) if dated(from, first) <= dated(to, last) => {
                        Closure::Dated { from: dated(from, first), to: dated(to, last) }
                    }
                    // One year said of two days that span New Year: it is the other one's too, or the next to it.
                    (None, Some(last)) => {
                        let first = if dated(from, last) <= dated(to, last) { last } else { last.saturating_sub(1) };
                        Closure::Dated { from: dated(from, first), to: dated(to, last) }
                    }
                    (Some(first), None) => {
                        let last = if dated(from, first) <= dated(to, first) { first } else { first.saturating_add(1) };
                        Closure::Dated { from: dated(from, first), to: dated(to, last) }
                    }
                    _ => return None,
                });
            }
            _ => return None,
        }
    }
    // Two weekdays with a period may mean "these weekdays within it", which no closure holds.
    let mixed = closures.iter().any(|one| matches!(one, Closure::Weekday(_)))
        && closures.iter().any(|one| matches!(one, Closure::Yearly { .. } | Closure::Dated { .. }));
    (items.contains(&Item::Closed) && !closures.is_empty() && !mixed).then_some(closures)
}
