//! Openings less what is closed every year: "lun-ven 9-13, chiuso ad agosto" is open from September to July.
//! Refuses closures of one year only: those are no rule.

use super::{Closure, Opening, WHOLE_YEAR};
use crate::values::days_of_month;

/// The openings outside the yearly closures; an opening that a closure cuts in two becomes two.
#[must_use]
pub fn without_yearly_closures(openings: &[Opening], closures: &[Closure]) -> Vec<Opening> {
    let days = days();
    let mut closed = vec![false; days.len()];
    for closure in closures {
        if let Closure::Yearly { from, to } = closure {
            // Whoever closes until the 28th of February closes until its end.
            let to = if to == "02-28" { "02-29" } else { to };
            mark(&days, &mut closed, from, to);
        }
    }
    if !closed.contains(&true) {
        return openings.to_vec();
    }
    let mut left = vec![];
    for opening in openings {
        let mut open = vec![false; days.len()];
        mark(&days, &mut open, &opening.season_from, &opening.season_to);
        for (open, closed) in open.iter_mut().zip(&closed) {
            *open &= !closed;
        }
        left.extend(seasons(&days, &open).into_iter().map(|(season_from, season_to)| Opening {
            season_from,
            season_to,
            ..opening.clone()
        }));
    }
    left.sort();
    left.dedup();
    left
}

/// All days of a leap year, month-day.
fn days() -> Vec<String> {
    (1..=12).flat_map(|month| (1..=days_of_month(2024, month)).map(move |day| format!("{month:02}-{day:02}"))).collect()
}

/// Marks the days of a season, which may span New Year.
fn mark(days: &[String], marked: &mut [bool], from: &str, to: &str) {
    for (day, marked) in days.iter().zip(marked) {
        let (after, before) = (day.as_str() >= from, day.as_str() <= to);
        *marked |= if from <= to { after && before } else { after || before };
    }
}

/// The runs of marked days, around New Year too.
fn seasons(days: &[String], marked: &[bool]) -> Vec<(String, String)> {
    let Some(gap) = marked.iter().position(|marked| !marked) else {
        return vec![(WHOLE_YEAR.0.to_owned(), WHOLE_YEAR.1.to_owned())];
    };
    let mut seasons: Vec<(String, String)> = vec![];
    let mut before = false;
    for at in (gap..days.len()).chain(0..gap) {
        match (marked[at], seasons.last_mut().filter(|_| before)) {
            (true, Some(season)) => season.1.clone_from(&days[at]),
            (true, None) => seasons.push((days[at].clone(), days[at].clone())),
            (false, _) => {}
        }
        before = marked[at];
    }
    seasons
}

#[cfg(test)]
mod tests {
    use super::super::{hours, write_hours};
    use super::*;

    fn left(text: &str) -> String {
        let read = hours(text).expect(text);
        write_hours(&without_yearly_closures(&read.openings, &read.closures))
    }

    #[test]
    fn what_is_closed_every_year_is_a_season_less() {
        for (text, expected) in [
            ("lun-ven 9-13; chiuso ad agosto", "dal 1 settembre al 31 luglio: lun-ven 09:00-13:00"),
            ("lun 9-13; chiuso dal 24 dicembre al 6 gennaio", "dal 7 gennaio al 23 dicembre: lun 09:00-13:00"),
            (
                "lun 9-13; chiuso ad agosto; chiuso dal 24 dicembre al 6 gennaio",
                "dal 1 settembre al 23 dicembre: lun 09:00-13:00; dal 7 gennaio al 31 luglio: lun 09:00-13:00",
            ),
            (
                "dal 15/6 al 15/9: lun 8-13; chiuso ad agosto",
                "dal 1 al 15 settembre: lun 08:00-13:00; dal 15 giugno al 31 luglio: lun 08:00-13:00",
            ),
            ("lun-ven 9-13, sab chiuso", "lun-ven 09:00-13:00"),
            ("lun 9-13; chiuso dal 1 al 28 febbraio", "dal 1 marzo al 31 gennaio: lun 09:00-13:00"),
        ] {
            let written = left(text);
            let parts = |text: &str| {
                let mut parts: Vec<String> = text.split("; ").map(str::to_owned).collect();
                parts.sort();
                parts
            };
            let same = hours(expected).expect(expected).openings;
            assert_eq!(hours(&written).expect(text).openings, same, "{text}: {:?}", parts(&written));
        }
        assert_eq!(left("luglio e agosto: lun 9-12; chiuso dal 1 luglio al 31 agosto"), "");
    }
}
