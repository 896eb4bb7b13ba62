//! Words, times and signs of opening hours. Refuses to see a time in a telephone number or a year.

use crate::values::fold::fold;

/// A time of day in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) minutes: u32,
    /// Written with two digits of the hour or with minutes of an hour from 6 on: "03:00" is meant, "3" is the afternoon.
    pub(super) sure: bool,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare number of one or two digits, or a written time: an hour, or a day of a month.
    Number { value: u32, clock: Option<Clock>, plain: bool },
    /// A folded word.
    Word(String),
    /// "-" or "–".
    Dash,
    /// "/"
    Slash,
    /// "," or "+" or "&".
    Comma,
    /// ":" after a word.
    Colon,
    /// "("
    Open,
    /// ")"
    Close,
    /// A number that is neither hour nor day, with what is attached to it.
    Strange(String),
}

/// Cuts a clause into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = vec![];
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        if letter.is_ascii_digit() {
            let (token, next) = number(&letters, at, matches!(tokens.last(), Some(Token::Dash)));
            tokens.push(token);
            at = next;
            continue;
        }
        if letter.is_alphabetic() && !matches!(letter, 'º' | 'ª') {
            let mut end = at;
            while letters.get(end).is_some_and(|letter| letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}')) {
                end += 1;
            }
            let word: String = letters[at..end].iter().collect();
            // "lunedi'": an apostrophe typed for an accent belongs to its word.
            tokens.extend(fold(&word).split(' ').filter(|word| !word.is_empty()).map(|word| Token::Word(word.to_owned())));
            at = end;
            continue;
        }
        match letter {
            '-' | '–' | '—' | '−' | '‑' | '÷' | '>' => tokens.push(Token::Dash),
            '/' => tokens.push(Token::Slash),
            ',' | '+' | '&' => tokens.push(Token::Comma),
            ':' => tokens.push(Token::Colon),
            '(' | '[' => tokens.push(Token::Open),
            ')' | ']' => tokens.push(Token::Close),
            '°' | 'º' | 'ª' | '^' => tokens.push(Token::Word("ordinale".to_owned())),
            _ => {}
        }
        at += 1;
    }
    tokens
}

/// A number from here on: the token and where it ends. `ends`: a dash stands before, so that this may end an interval.
fn number(letters: &[char], at: usize, ends: bool) -> (Token, usize) {
    let digits = |from: usize| letters[from.min(letters.len())..].iter().take_while(|letter| letter.is_ascii_digit()).count();
    let count = digits(at);
    let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    if count > 2 {
        let end = at + count;
        return (Token::Strange(text(at, end)), end);
    }
    let hour: u32 = text(at, at + count).parse().unwrap_or(99);
    let end = at + count;
    let minutes_from = end + 1;
    let separator = letters.get(end).copied().unwrap_or(' ');
    let two = digits(minutes_from) == 2;
    let minutes: u32 = if two { text(minutes_from, minutes_from + 2).parse().unwrap_or(99) } else { 99 };
    let after = letters[(minutes_from + 2).min(letters.len())..].iter().find(|letter| **letter != ' ').copied();
    // "9-13,15-17": the comma parts two intervals; "15,00-18,00": it stands for a colon.
    let comma = separator == ',' && minutes.is_multiple_of(5) && !(ends && matches!(after, Some('-' | '–' | '—')));
    let timed = two && minutes < 60 && hour < 24 && (matches!(separator, ':' | '.' | 'h' | 'H') || comma);
    if timed {
        let clock = Clock { minutes: hour * 60 + minutes, sure: count == 2 || hour >= 6 };
        return (Token::Number { value: hour, clock: Some(clock), plain: false }, minutes_from + 2);
    }
    if matches!(separator, 'h' | 'H')
        && digits(minutes_from) == 0
        && !letters.get(minutes_from).is_some_and(|letter| letter.is_alphabetic())
    {
        let clock = (hour < 24).then_some(Clock { minutes: hour * 60, sure: true });
        return (Token::Number { value: hour, clock, plain: false }, minutes_from);
    }
    let clock = (hour < 24).then_some(Clock { minutes: hour * 60, sure: count == 2 || hour >= 6 });
    (Token::Number { value: hour, clock, plain: true }, end)
}

/// A weekday by its folded name: Italian, German, French, or as OpenStreetMap writes it.
pub(super) fn weekday(word: &str) -> Option<u8> {
    const NAMES: [&[&str]; 7] = [
        &["lunedi", "lun", "lu", "luned", "mo", "mon", "montag", "montags", "lundi", "ponedeljek"],
        &["martedi", "mar", "ma", "mart", "tu", "tue", "dienstag", "dienstags", "mardi", "torek"],
        &["mercoledi", "mer", "me", "merc", "mercol", "we", "wed", "mittwoch", "mittwochs", "mercredi", "sreda"],
        &["giovedi", "gio", "gi", "giov", "th", "thu", "donnerstag", "donnerstags", "jeudi", "cetrtek"],
        &["venerdi", "ven", "ve", "vener", "fr", "fri", "freitag", "freitags", "vendredi", "petek"],
        &["sabato", "sab", "sa", "sabati", "sat", "samstag", "samstags", "samedi", "sobota"],
        &["domenica", "dom", "domeniche", "su", "sun", "sonntag", "sonntags", "dimanche", "nedelja"],
    ];
    (1..).zip(NAMES).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}
