//! What cells mean: the text an officer wrote, read as a typed value, with what had to be mended along the way.
//! Refuses rather than guesses: a text with two readings is an error whose hint says, in Italian, how to write it.

pub mod address;
pub mod codes;
pub mod coordinates;
pub mod dates;
pub mod fold;
pub mod hours;
pub mod list;
pub mod telephone;
pub mod words;
pub mod yes_no;

#[cfg(test)]
pub(crate) mod scramble;

/// The longest part of an offending text that an error repeats, in characters.
const SHOWN_CHARACTERS: usize = 80;

/// The longest text any of these readers looks at, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// A text that is not what its column says. `Display` gives an Italian sentence for the report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{value}»: {hint}")]
pub struct ValueError {
    /// What is wrong; `code()` of it is a stable key.
    pub problem: ValueProblem,
    /// The text, shortened.
    pub value: String,
    /// How to write it, in Italian.
    pub hint: String,
}

/// The kinds of problem of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueProblem {
    /// Nothing is written where something must be.
    Empty,
    /// The text is longer than its reader allows.
    TooLong,
    /// The text has not the form of such a value.
    NotUnderstood,
    /// The text can be read in more than one way.
    TwoReadings,
    /// The form is right, the value does not exist or lies outside what is possible.
    Impossible,
    /// The form is known and deliberately not accepted.
    NotAllowed,
}

impl ValueProblem {
    /// A stable key for message catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::NotUnderstood => "not-understood",
            Self::TwoReadings => "two-readings",
            Self::Impossible => "impossible",
            Self::NotAllowed => "not-allowed",
        }
    }
}

impl ValueError {
    /// An error that repeats the beginning of the text.
    pub(crate) fn new(problem: ValueProblem, value: &str, hint: impl Into<String>) -> Self {
        Self { problem, value: shortened(value), hint: hint.into() }
    }
}

/// The beginning of a text, with an ellipsis where something was cut away.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN_CHARACTERS).collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        short.push('…');
    }
    short
}

/// A trimmed text within the limit, or why not.
pub(crate) fn filled(text: &str) -> Result<&str, ValueError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ValueError::new(ValueProblem::Empty, text, "la cella è vuota"));
    }
    if text.chars().nth(LONGEST_TEXT).is_some() {
        return Err(ValueError::new(ValueProblem::TooLong, text, format!("il testo supera {LONGEST_TEXT} caratteri")));
    }
    Ok(text)
}

/// The days of a month of a year; 0 for a month that does not exist.
pub(crate) fn days_of_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    }
}

/// The number of a month by its folded Italian, German or French name or its usual abbreviation.
pub(crate) fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["gennaio", "gen", "genn", "januar", "jaenner", "janner", "janvier"],
        &["febbraio", "feb", "febb", "februar", "fevrier"],
        &["marzo", "marz", "maerz", "mars"],
        &["aprile", "apr", "april", "avril"],
        &["maggio", "mag", "magg", "mai"],
        &["giugno", "giu", "juni", "juin"],
        &["luglio", "lug", "lugl", "juli", "juillet"],
        &["agosto", "ago", "ag", "august", "aout"],
        &["settembre", "set", "sett", "september", "septembre"],
        &["ottobre", "ott", "oktober", "octobre"],
        &["novembre", "nov", "november"],
        &["dicembre", "dic", "dezember", "decembre"],
    ];
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}
