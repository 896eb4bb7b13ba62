//! Opening hours as people write them, and the one way we write them. Refuses to guess: whatever has two readings or
//! holds a word that may change the meaning ("primo lunedì del mese") comes back as not understood, whole.

mod clause;
mod closures;
mod items;
mod season;
mod tokens;
mod writing;

pub use closures::without_yearly_closures;
pub use writing::{write_closures, write_hours};

use super::fold::fold;
use super::{ValueError, ValueProblem, filled};

/// One opening on one weekday, every week of a season.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// First day of the season, month-day, inclusive; `01-01` together with `12-31` is the whole year.
    pub season_from: String,
    /// Last day of the season, month-day, inclusive; earlier than the first when the season spans New Year.
    pub season_to: String,
    /// Whether one comes by appointment only.
    pub by_appointment: bool,
    /// 1 Monday to 7 Sunday.
    pub weekday: u8,
    /// `HH:MM`, Italian time.
    pub opens: String,
    /// `HH:MM`, later than `opens`.
    pub closes: String,
}

/// The first and last day of a year, as seasons write them.
pub const WHOLE_YEAR: (&str, &str) = ("01-01", "12-31");

/// A time in which the place is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closure {
    /// Closed on this weekday; said, not only left out.
    Weekday(u8),
    /// Closed from one month-day to another, every year.
    Yearly {
        /// Month-day, inclusive.
        from: String,
        /// Month-day, inclusive.
        to: String,
    },
    /// Closed from one day to another of one year.
    Dated {
        /// Year-month-day, inclusive.
        from: String,
        /// Year-month-day, inclusive.
        to: String,
    },
    /// Closed on public holidays.
    Holidays,
}

/// What a cell says about opening hours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    /// Openings, sorted, none twice.
    pub openings: Vec<Opening>,
    /// Closures in the order written.
    pub closures: Vec<Closure>,
    /// "Solo su appuntamento" without any time.
    pub only_by_appointment: bool,
    /// Parts that were not understood, as written, each with the reason in parentheses where one is known.
    pub not_understood: Vec<String>,
}

/// Reads opening hours in Italian, or in the syntax of OpenStreetMap as far as weekdays and times go.
///
/// # Errors
/// An empty text; round-the-clock opening ("H24", "24/7"), which no centre has and which must be written out.
pub fn hours(cell: &str) -> Result<Hours, ValueError> {
    let text = filled(cell)?;
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let round_the_clock = words.iter().any(|word| matches!(*word, "h24" | "24h" | "24h24"))
        || ["24 ore su 24", "24 7", "h 24", "24 su 24", "sempre aperto", "24h su 24"].iter().any(|phrase| contains_words(&folded, phrase));
    if round_the_clock {
        let hint = "aperto giorno e notte non è un orario di sportello: scrivere i giorni e le ore, per esempio lun-ven 9:00-13:00; per un numero sempre attivo usare il telefono";
        return Err(ValueError::new(ValueProblem::NotAllowed, text, hint));
    }
    let mut found = Hours::default();
    let mut seasonal_before = false;
    for written in clauses(text) {
        clause::read(&written, &mut seasonal_before, &mut found);
    }
    found.openings.sort();
    found.openings.dedup();
    drop_overlaps(&mut found);
    if found.only_by_appointment && !found.openings.is_empty() {
        found.only_by_appointment = false;
        found.not_understood.push("su appuntamento (vale per tutti gli orari? Scriverlo accanto a ciascuno)".to_owned());
    }
    Ok(found)
}

fn contains_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// Cuts at semicolons, line breaks, bars and at points that end a sentence.
fn clauses(text: &str) -> Vec<String> {
    let mut clauses = vec![String::new()];
    let letters: Vec<char> = text.chars().collect();
    let mut depth = 0_i32;
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        // A point ends a sentence only before a capital after a whole word: "lun. 9-13" and "ven. Mar." do not end.
        let word: String = letters[..at].iter().rev().take_while(|letter| letter.is_alphanumeric()).collect();
        let next = letters[at + 1..].iter().find(|letter| !letter.is_whitespace());
        let sentence = *letter == '.'
            && letters.get(at + 1).is_some_and(|next| next.is_whitespace())
            && next.is_some_and(|next| next.is_uppercase())
            && (word.chars().count() > 4 || word.chars().all(|letter| letter.is_ascii_digit()) && !word.is_empty());
        let ends = matches!(letter, '\n' | '\r') || (depth <= 0 && matches!(letter, ';' | '|' | '•')) || (depth <= 0 && sentence);
        if ends {
            clauses.push(String::new());
            depth = 0;
        } else if let Some(current) = clauses.last_mut() {
            current.push(*letter);
        }
    }
    clauses.into_iter().map(|clause| clause.trim().to_owned()).filter(|clause| !clause.is_empty()).collect()
}

/// Two openings of one weekday and season that overlap cannot both be true: neither is kept.
fn drop_overlaps(found: &mut Hours) {
    let all = found.openings.clone();
    let overlaps = |one: &Opening| {
        all.iter().any(|other| {
            one != other
                && (one.weekday, &one.season_from, &one.season_to) == (other.weekday, &other.season_from, &other.season_to)
                && one.opens < other.closes
                && other.opens < one.closes
        })
    };
    for opening in all.iter().filter(|one| overlaps(one)) {
        found.not_understood.push(format!("{} (orari sovrapposti)", write_hours(std::slice::from_ref(opening))));
    }
    found.openings.retain(|one| !overlaps(one));
}

#[cfg(test)]
mod tests;
