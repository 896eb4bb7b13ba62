//! Door numbers and kilometres: "12/A", "12 bis", "24 rosso", "12-14", "s.n.c.", "km 712+300".
//! Refuses numbers of five digits, which are postcodes.

use super::Colour;
use crate::values::fold::{fold, fold_acronyms};

/// What stands where a door number is expected, and how many words of it were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DoorNumber {
    pub(super) number: Option<u32>,
    pub(super) to: Option<u32>,
    pub(super) exponent: Option<String>,
    pub(super) colour: Option<Colour>,
    pub(super) snc: bool,
    pub(super) words: usize,
}

const SUFFIXES: &[&str] = &["bis", "ter", "quater", "quinquies", "sexies"];

/// "n.", "n°", "nr", "civico" …: what may stand before the number.
pub(super) fn is_marker(word: &str) -> bool {
    matches!(
        fold_acronyms(word).as_str(),
        "n" | "nr" | "num" | "numero" | "civ" | "civico" | "no" | "n civ" | "n civico" | "nciv" | "hausnummer" | "nro"
    )
}

/// "n.5", "n°5", "nr.12".
pub(super) fn attached_marker(word: &str) -> bool {
    let letters = word.find(|letter: char| letter.is_ascii_digit());
    letters.is_some_and(|at| at > 0 && is_marker(&word[..at]))
}

/// Words that say that there is no number.
pub(super) fn is_snc(words: &[&str]) -> bool {
    snc_words(words) > 0
}

fn snc_words(words: &[&str]) -> usize {
    let folded = |at: usize| words.get(at).map(|word| fold_acronyms(word)).unwrap_or_default();
    match folded(0).as_str() {
        "snc" | "sn" | "s n" | "s n c" | "sncivico" => 1,
        "senza" if matches!(folded(1).as_str(), "numero" | "n" | "num" | "civico") => {
            if matches!(folded(2).as_str(), "civico" | "civ") {
                3
            } else {
                2
            }
        }
        "s" if folded(1) == "n" => {
            if folded(2) == "c" {
                3
            } else {
                2
            }
        }
        _ => 0,
    }
}

/// Five digits alone: a postcode, never a door.
pub(super) fn is_postcode(word: &str) -> bool {
    let digits = word.trim_end_matches([',', '.']);
    digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word begins what may follow a number: stairs, floor, flat, colour, corner.
pub(super) fn begins_detail(folded: &str) -> bool {
    const DETAILS: &[&str] = &[
        "int",
        "interno",
        "interni",
        "scala",
        "sc",
        "piano",
        "p",
        "palazzina",
        "pal",
        "palazzo",
        "edificio",
        "ed",
        "lotto",
        "blocco",
        "rosso",
        "nero",
        "r",
        "bis",
        "ter",
        "quater",
        "piazzale",
        "primo",
        "secondo",
        "terzo",
        "ingresso",
        "barrato",
        "presso",
        "angolo",
        "suite",
        "app",
        "fabbricato",
        "isolato",
        "km",
        "ex",
        "stanza",
        "ufficio",
        "dentro",
        "cortile",
    ];
    DETAILS.contains(&folded.split(' ').next().unwrap_or(""))
}

/// Whether a whole text is a door number with at most details after it.
pub(super) fn is_number_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = door_number(&words);
    if found.number.is_none() && !found.snc {
        return false;
    }
    words.get(found.words).is_none_or(|next| begins_detail(&fold(next)))
}

/// Whether a part of an address is a door number, perhaps with the town after it ("3 Bologna").
pub(super) fn begins_with_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = door_number(&words);
    let floor =
        words.get(found.words).is_some_and(|next| matches!(fold(next).as_str(), "piano" | "piani")) && words.len() == found.words + 1;
    (found.number.is_some() || found.snc) && !floor
}

/// Reads a number and what belongs to it from the first of these words. Nothing read: `words` is 0.
pub(super) fn door_number(words: &[&str]) -> DoorNumber {
    let mut found = DoorNumber::default();
    let without = snc_words(words);
    if without > 0 {
        return DoorNumber { snc: true, words: without, ..found };
    }
    let mut at = 0;
    while words.get(at).is_some_and(|word| is_marker(word)) {
        at += 1;
    }
    if at > 0 && snc_words(&words[at..]) > 0 {
        return DoorNumber { snc: true, words: at + snc_words(&words[at..]), ..found };
    }
    let Some(word) = words.get(at).copied() else {
        return found;
    };
    let word = if attached_marker(word) { &word[word.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0)..] } else { word };
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let number = word[..digits].parse::<u32>().ok().filter(|_| (1..=4).contains(&digits));
    let tail = word[digits..].trim_end_matches(['.', ',', ':']);
    let Some((number, tail_read)) = number.and_then(|number| read_tail(number, tail).map(|tail| (number, tail))) else {
        return found;
    };
    at += 1;
    if number == 0 {
        return DoorNumber { snc: true, words: at, ..found };
    }
    found = DoorNumber { number: Some(number), ..tail_read };
    at += following(&words[at..], &mut found);
    found.words = at;
    found
}

/// What is written onto the number: "/A", "bis", "r", "-14". `None` when it is nothing of the kind.
fn read_tail(number: u32, tail: &str) -> Option<DoorNumber> {
    let mut found = DoorNumber::default();
    // "3°" is a floor.
    if matches!(tail, "" | "/" | "-") {
        return Some(found);
    }
    let dash = tail.starts_with('-');
    let bare = tail.trim_start_matches(['/', '-', '.', '\\']);
    let letters: Vec<&str> = bare.split(['/', '-']).collect();
    let (first, second) = (letters[0], letters.get(1).copied().unwrap_or(""));
    if letters.len() > 2 || first.is_empty() {
        return None;
    }
    if let Ok(other) = first.parse::<u32>() {
        if first.len() > 4 || !second.is_empty() && second.parse::<u32>().is_err() {
            return None;
        }
        // "12-14" is a range. "6/8" may be one, or number 6, flat 8: the number is 6 either way. "314/2" is an exponent.
        let range = other > number && (dash || (other - number <= 10 && (other - number).is_multiple_of(2)));
        let last = second.parse::<u32>().ok().filter(|last| *last > other);
        if range {
            found.to = Some(last.unwrap_or(other));
        } else {
            found.exponent = Some(first.to_owned());
        }
        return Some(found);
    }
    let lower = first.to_lowercase();
    let coloured = |word: &str| match word {
        "r" | "rosso" | "R" => Some(Colour::Red),
        "n" | "nero" => Some(Colour::Black),
        _ => None,
    };
    if let Some(colour) = coloured(first).or_else(|| coloured(&lower).filter(|_| lower.len() > 1)) {
        found.colour = Some(colour);
    } else if SUFFIXES.contains(&lower.as_str()) || (lower.len() == 1 && lower.bytes().all(|byte| byte.is_ascii_lowercase())) {
        found.exponent = Some(lower.to_uppercase());
        found.colour = coloured(second);
    } else if first.len() == 2 && first.ends_with('r') && first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        found.exponent = Some(first[..1].to_uppercase());
        found.colour = Some(Colour::Red);
    } else {
        return None;
    }
    if !second.is_empty() && found.colour.is_none() {
        found.exponent = Some(format!("{}/{}", found.exponent.unwrap_or_default(), second.to_uppercase()));
    }
    Some(found)
}

/// What follows the number as words of its own: "bis", "A", "rosso", "/ B", "- 14". Gives how many words were read.
fn following(words: &[&str], found: &mut DoorNumber) -> usize {
    let mut at = 0;
    let alone = |at: usize| words.get(at + 1).is_none_or(|next| begins_detail(&fold(next)));
    while let Some(word) = words.get(at) {
        let lower = fold(word);
        let single = lower.len() == 1 && lower.bytes().all(|byte| byte.is_ascii_lowercase());
        match lower.as_str() {
            "rosso" if found.colour.is_none() => found.colour = Some(Colour::Red),
            "r" if found.colour.is_none() => found.colour = Some(Colour::Red),
            "nero" if found.colour.is_none() => found.colour = Some(Colour::Black),
            "barrato" | "barra" if found.exponent.is_none() && words.get(at + 1).is_some() => {}
            suffix if SUFFIXES.contains(&suffix) && found.exponent.is_none() => found.exponent = Some(suffix.to_uppercase()),
            // "5 a Bologna" and "12 e 14" hold prepositions, not exponents.
            _ if single
                && found.exponent.is_none()
                && !matches!(*word, "e" | "p")
                && !word.ends_with('.')
                && (alone(at) || *word != lower) =>
            {
                found.exponent = Some(lower.to_uppercase());
            }
            "" if matches!(*word, "-" | "/") && found.exponent.is_none() => {
                let next = words.get(at + 1).copied().unwrap_or("");
                let number = next.parse::<u32>().ok().filter(|number| *word == "-" && found.number.is_some_and(|from| *number > from));
                let letter = next.len() == 1 && next.bytes().all(|byte| byte.is_ascii_alphabetic());
                match number {
                    Some(number) if next.len() <= 4 => found.to = Some(number),
                    _ if letter => found.exponent = Some(next.to_uppercase()),
                    _ => return at,
                }
                at += 1;
            }
            _ => return at,
        }
        at += 1;
    }
    at
}

/// A kilometre and what is left of the text: "km 712+300" is 712,300 m.
pub(super) fn kilometre(text: &str) -> Option<(u32, String)> {
    let lower = text.to_ascii_lowercase();
    let at = ["km", "chilometro", "kilometro"].iter().filter_map(|word| lower.strip_prefix(word).map(|_| word.len())).max()?;
    let rest = lower[at..].trim_start_matches(['.', ':', ' ']);
    let whole: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = &rest[whole.len()..];
    let (fraction, left) = match after.strip_prefix(['+', ',', '.']) {
        Some(tail) => {
            let digits: String = tail.trim_start().chars().take_while(char::is_ascii_digit).collect();
            let left = tail.trim_start()[digits.len()..].to_owned();
            (digits, left)
        }
        None => (String::new(), after.to_owned()),
    };
    if whole.is_empty() || whole.len() > 4 || fraction.len() > 3 {
        return None;
    }
    // "5,3" is 300 m after the stone; "5+30" may be 30 or 300, so that after a plus three digits are asked for.
    if after.starts_with('+') && fraction.len() != 3 {
        return None;
    }
    let metres: u32 = if fraction.is_empty() { 0 } else { format!("{fraction:0<3}").parse().ok()? };
    let left = text[text.len() - left.len()..].trim().to_owned();
    Some((whole.parse::<u32>().ok()? * 1_000 + metres, left))
}
