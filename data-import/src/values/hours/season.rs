//! Periods of the year: a month, two months, two days. Refuses two months joined by "e" that do not follow each other.

use super::items::Item;
use super::tokens::{Token, weekday};
use crate::values::{days_of_month, month_number};

/// A day of every year, or of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<u32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// A period: "giugno-agosto", "da ottobre a maggio", "dal 10 al 20 agosto", "15/6 - 15/9", "ad agosto", "ferragosto".
pub(super) fn season(tokens: &[Token]) -> Option<(Item, usize)> {
    let skipped = tokens.iter().take_while(|token| matches!(token, Token::Word(word) if matches!(word.as_str(), "dal" | "da" | "dall" | "nel" | "in" | "ad" | "mese" | "il" | "a" | "di"))).count();
    let led = skipped > 0;
    let (from, whole_from, taken_from) = day(&tokens[skipped..], led)?;
    let mut at = skipped + taken_from;
    let joins = |token: Option<&Token>| match token {
        Some(Token::Dash) => true,
        Some(Token::Word(word)) => matches!(word.as_str(), "al" | "a" | "ad" | "all" | "e" | "fino" | "bis"),
        _ => false,
    };
    let mut after = at;
    while joins(tokens.get(after)) {
        after += 1;
    }
    let follows = if after > at { day(&tokens[after..], true) } else { None };
    // "luglio e agosto" is a period; "giugno e settembre" and "24 e 31 dicembre" are two times.
    let by_and = tokens[at..after].contains(&Token::Word("e".to_owned()));
    let follows = follows.filter(|(to, whole, _)| !by_and || (whole_from && *whole && from.month.map(|month| month % 12 + 1) == to.month));
    let (from, to) = match (from, follows) {
        // "dal 10 al 20 agosto": the first day borrows the month of the second.
        (Start { day: Some(day), month: None, year }, Some((to, _, taken))) => {
            at = after + taken;
            (Day { year, month: to.month?, day }, to.last()?)
        }
        (Start { month: None, .. }, None) => return None,
        (from, Some((to, _, taken))) if to.month.is_some() => {
            at = after + taken;
            (from.first()?, to.last()?)
        }
        (from, _) => {
            // One day or one month alone: "agosto", "15 agosto".
            if whole_from { (from.first()?, from.last()?) } else { (from.first()?, from.first()?) }
        }
    };
    Some((Item::Season(from, to), at))
}

#[derive(Debug, Clone, Copy)]
struct Start {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u32>,
}

impl Start {
    fn first(self) -> Option<Day> {
        self.checked(self.day.unwrap_or(1))
    }

    /// The last day of a month named alone; 29 February, so that leap years are whole.
    fn last(self) -> Option<Day> {
        self.checked(self.day.unwrap_or(days_of_month(2024, self.month?)))
    }

    fn checked(self, day: u32) -> Option<Day> {
        let month = self.month?;
        (1..=days_of_month(2024, month)).contains(&day).then_some(Day { year: self.year, month, day })
    }
}

/// A day or month at the start of these tokens: what it is, whether it is a whole month, how many tokens.
/// `alone`: whether a bare number may be a day whose month comes later.
fn day(tokens: &[Token], alone: bool) -> Option<(Start, bool, usize)> {
    let word = |at: usize| if let Some(Token::Word(word)) = tokens.get(at) { Some(word.as_str()) } else { None };
    let plain = |at: usize| if let Some(Token::Number { value, plain: true, .. }) = tokens.get(at) { Some(*value) } else { None };
    let year = |at: usize| match tokens.get(at) {
        Some(Token::Strange(text)) if text.len() == 4 && (text.starts_with("20") || text.starts_with("19")) => text.parse::<u32>().ok(),
        _ => None,
    };
    // "mar" is Tuesday, "mag" and "set" are months: only a whole name or one no weekday shares.
    let month = |at: usize| word(at).filter(|word| weekday(word).is_none()).and_then(month_number);
    let feast = |month: u32, day: u32| Some((Start { day: Some(day), month: Some(month), year: None }, false, 1));
    match word(0) {
        Some("ferragosto") => return feast(8, 15),
        Some("natale") => return feast(12, 25),
        Some("capodanno") => return feast(1, 1),
        _ => {}
    }
    if let Some(month) = month(0) {
        let written = year(1);
        return Some((Start { day: None, month: Some(month), year: written }, true, 1 + usize::from(written.is_some())));
    }
    let number = plain(0).filter(|day| (1..=31).contains(day))?;
    if let Some(month) = month(1) {
        let written = year(2);
        return Some((Start { day: Some(number), month: Some(month), year: written }, false, 2 + usize::from(written.is_some())));
    }
    if tokens.get(1) == Some(&Token::Slash)
        && let Some(month) = plain(2).filter(|month| (1..=12).contains(month))
        && alone
    {
        let written = if tokens.get(3) == Some(&Token::Slash) { year(4) } else { None };
        return Some((Start { day: Some(number), month: Some(month), year: written }, false, 3 + 2 * usize::from(written.is_some())));
    }
    alone.then_some((Start { day: Some(number), month: None, year: None }, false, 1))
}
