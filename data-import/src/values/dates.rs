//! Dates as Italian files write them: a day, a month or only a year. Refuses days that do not exist, American order and,
//! unless the caller allows them, the day counts of a spreadsheet.

use super::fold::fold;
use super::{ValueError, ValueProblem, days_of_month, filled, month_number};

/// Years that are read; anything else is a slip.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

const HINT: &str = "scrivere la data come 31/12/2025, oppure 2025-12-31, dicembre 2025, 2025";

/// A date as exact as the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenDate {
    /// 1900 to 2100.
    pub year: i32,
    /// 1 to 12, where the text has one.
    pub month: Option<u32>,
    /// 1 to 31, where the text has one; never without a month.
    pub day: Option<u32>,
}

impl std::fmt::Display for WrittenDate {
    /// ISO 8601: `2025`, `2025-12`, `2025-12-31`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Reads a date. Numbers are day, month, year, as everywhere in Italy; two digits of a year are 1970 to 2069.
///
/// `serials`: whether a number such as 45000 may be the day count of a spreadsheet (1 is 1 January 1900, with the
/// spreadsheet's own 29 February 1900, so that only counts from 61 on are read).
///
/// # Errors
/// A text that is no date, a day that does not exist, month before day, a day count where it is not allowed.
pub fn date(cell: &str, serials: bool) -> Result<WrittenDate, ValueError> {
    let text = filled(cell)?;
    let refuse = |problem, hint: &str| ValueError::new(problem, text, hint);
    let day_part = without_time(text);
    if let Some(written) = numeric(day_part, text)? {
        return Ok(written);
    }
    if let Some(count) = serial(day_part) {
        return if !serials {
            Err(refuse(ValueProblem::NotAllowed, "sembra il numero di giorni di un foglio di calcolo: formattare la cella come data"))
        } else {
            of_serial(count).ok_or_else(|| refuse(ValueProblem::Impossible, HINT))
        };
    }
    in_words(day_part, text)
}

/// The part before a time of day: "2025-12-31T00:00:00", "31/12/2025 09:30".
fn without_time(text: &str) -> &str {
    let cut = text.find([' ', 'T']).filter(|at| {
        let rest = text[at + 1..].trim();
        rest.contains(':') && rest.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | 'Z' | '+' | '-'))
    });
    cut.map_or(text, |at| &text[..at]).trim().trim_end_matches('.')
}

/// Dates all of digits: `None` when the text is not of that form.
fn numeric(text: &str, whole: &str) -> Result<Option<WrittenDate>, ValueError> {
    if !text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '.' | '-' | ' ' | '–')) {
        return Ok(None);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', '–', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.len() > 8) {
        return Ok(None);
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
    match parts[..] {
        [one] if one.len() == 4 && text.len() == 4 => checked(number(one), None, None, whole).map(Some),
        [one] if one.len() == 8 && text.len() == 8 => {
            checked(number(&one[..4]), Some(number(&one[4..6])), Some(number(&one[6..])), whole).map(Some)
        }
        [year, month] if year.len() == 4 && month.len() <= 2 => checked(number(year), Some(number(month)), None, whole).map(Some),
        [month, year] if year.len() == 4 && month.len() <= 2 => checked(number(year), Some(number(month)), None, whole).map(Some),
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            checked(number(year), Some(number(month)), Some(number(day)), whole).map(Some)
        }
        [day, month, year] if day.len() <= 2 && month.len() <= 2 && (year.len() == 4 || year.len() == 2) => {
            checked(of_two_digits(year), Some(number(month)), Some(number(day)), whole).map(Some)
        }
        _ => Ok(None),
    }
}

fn of_two_digits(year: &str) -> u32 {
    let number = year.parse::<u32>().unwrap_or(u32::MAX);
    match (year.len(), number) {
        (2, 0..=69) => 2000 + number,
        (2, 70..=99) => 1900 + number,
        _ => number,
    }
}

fn checked(year: u32, month: Option<u32>, day: Option<u32>, text: &str) -> Result<WrittenDate, ValueError> {
    let refuse = |hint: &str| Err(ValueError::new(ValueProblem::Impossible, text, hint));
    let year = match i32::try_from(year) {
        Ok(year) if YEARS.contains(&year) => year,
        _ => return refuse("l'anno deve essere tra il 1900 e il 2100"),
    };
    if let Some(month) = month {
        if !(1..=12).contains(&month) {
            let american = day.is_some_and(|day| (1..=12).contains(&day)) && (13..=31).contains(&month);
            return refuse(if american {
                "sembra scritta con il mese prima del giorno: scrivere giorno/mese/anno"
            } else {
                "il mese deve essere tra 1 e 12"
            });
        }
        if let Some(day) = day
            && !(1..=days_of_month(year, month)).contains(&day)
        {
            return refuse("questo giorno non esiste");
        }
    }
    Ok(WrittenDate { year, month, day })
}

fn serial(text: &str) -> Option<u32> {
    let whole = text.split([',', '.']).next().filter(|_| text.matches([',', '.']).count() <= 1)?;
    let fraction = text.get(whole.len() + 1..).unwrap_or("");
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(4..=6).contains(&whole.len()) || !digits(whole) || !digits(fraction) {
        return None;
    }
    whole.parse().ok()
}

/// The civil date of a spreadsheet's day count; the algorithm counts years from March so that leap days come last.
fn of_serial(count: u32) -> Option<WrittenDate> {
    // Day 61 is 1 March 1900; 693899 days lie between 1 March of year 0 and 30 December 1899.
    let days = i64::from(Some(count).filter(|count| (61..=73_415).contains(count))?) + 693_899;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = u32::try_from(of_year - (153 * from_march + 2) / 5 + 1).ok()?;
    let month = u32::try_from(if from_march < 10 { from_march + 3 } else { from_march - 9 }).ok()?;
    let year = i32::try_from(era * 400 + year_of_era + i64::from(month <= 2)).ok()?;
    Some(WrittenDate { year, month: Some(month), day: Some(day) })
}

fn in_words(text: &str, whole: &str) -> Result<WrittenDate, ValueError> {
    let not_understood = || ValueError::new(ValueProblem::NotUnderstood, whole, HINT);
    const NOISE: &[&str] = &[
        "lunedi",
        "martedi",
        "mercoledi",
        "giovedi",
        "venerdi",
        "sabato",
        "domenica",
        "il",
        "di",
        "del",
        "mese",
        "anno",
        "nel",
        "dal",
        "dell",
    ];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !NOISE.contains(word)).collect();
    let year = |word: &str| match word.len() {
        2 | 4 if word.bytes().all(|byte| byte.is_ascii_digit()) => Some(of_two_digits(word)),
        _ => None,
    };
    let day = |word: &str| match word {
        "primo" => Some(1),
        word if word.len() <= 2 => word.parse::<u32>().ok(),
        _ => None,
    };
    let (year, month, day) = match words[..] {
        [one] => (year(one).filter(|_| one.len() == 4), None, None),
        [month, then] if then.len() == 4 => (year(then), Some(month_number(month).ok_or_else(not_understood)?), None),
        [first, month, then] => {
            (year(then), Some(month_number(month).ok_or_else(not_understood)?), Some(day(first).ok_or_else(not_understood)?))
        }
        _ => (None, None, None),
    };
    checked(year.ok_or_else(not_understood)?, month, day, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    const EXAMPLES: &[(&str, &str)] = &[
        ("31/12/2025", "2025-12-31"),
        ("31.12.25", "2025-12-31"),
        ("31-12-2025", "2025-12-31"),
        ("1/2/2025", "2025-02-01"),
        ("01/02/2025", "2025-02-01"),
        ("2025-12-31", "2025-12-31"),
        ("2025/12/31", "2025-12-31"),
        ("20251231", "2025-12-31"),
        ("2025-12-31T00:00:00", "2025-12-31"),
        ("31/12/2025 09:30", "2025-12-31"),
        ("dicembre 2025", "2025-12"),
        ("dic. 2025", "2025-12"),
        ("12/2025", "2025-12"),
        ("2025-12", "2025-12"),
        ("2025", "2025"),
        ("anno 2025", "2025"),
        ("31 dicembre 2025", "2025-12-31"),
        ("31 dic 25", "2025-12-31"),
        ("1° gennaio 2025", "2025-01-01"),
        ("primo maggio 2024", "2024-05-01"),
        ("lunedì 3 marzo 2025", "2025-03-03"),
        ("29/02/2024", "2024-02-29"),
        ("15 giugno 1998", "1998-06-15"),
        ("3 März 2025", "2025-03-03"),
        ("31 12 2025", "2025-12-31"),
        ("02.09.98", "1998-09-02"),
    ];

    #[test]
    fn dates_as_they_are_written() {
        for (text, iso) in EXAMPLES {
            assert_eq!(date(text, false).map(|written| written.to_string()).as_deref(), Ok(*iso), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_with_a_reason() {
        for (text, hint) in [
            ("31/02/2025", "non esiste"),
            ("29/02/2025", "non esiste"),
            ("12/31/2025", "mese prima del giorno"),
            ("31/13/2025", "il mese"),
            ("1/1/0025", "tra il 1900 e il 2100"),
            ("45000", "foglio di calcolo"),
            ("45000,5", "foglio di calcolo"),
            ("estate 2025", "scrivere la data"),
            ("2024-2025", "scrivere la data"),
            ("da definire", "scrivere la data"),
            ("", "vuota"),
            ("31/12", "scrivere la data"),
            ("12/25", "scrivere la data"),
        ] {
            let error = date(text, false).expect_err(text);
            assert!(error.hint.contains(hint), "{text}: {error}");
        }
    }

    #[test]
    fn day_counts_of_a_spreadsheet_where_they_are_allowed() {
        for (text, iso) in
            [("45000", "2023-03-15"), ("61", ""), ("36526", "2000-01-01"), ("45658.0", "2025-01-01"), ("43890", "2020-02-29")]
        {
            match iso {
                "" => assert!(date(text, true).is_err(), "{text}"),
                iso => assert_eq!(date(text, true).map(|written| written.to_string()).as_deref(), Ok(iso), "{text}"),
            }
        }
        assert!(date("999999", true).is_err());
    }

    #[test]
    fn nothing_makes_it_panic_and_what_is_read_exists() {
        let examples: Vec<&str> = EXAMPLES.iter().map(|(text, _)| *text).collect();
        for_scrambled(&examples, |text| {
            if let Ok(written) = date(text, true) {
                let again = date(&written.to_string(), false);
                assert_eq!(again, Ok(written), "{text:?}");
            }
        });
    }
}
