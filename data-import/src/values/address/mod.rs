//! An address as one cell holds it, taken apart: street, number, exponent, and whatever else stands beside. Refuses
//! only what is empty or endless: a text without a street comes back whole as `rest`, never with a street made up.

mod number;
mod street_kinds;
mod toponym;

pub use toponym::{Similarity, Toponym, fold_toponym, shown};

use number::{DoorNumber, begins_with_number, door_number, is_number_like, kilometre};
use street_kinds::{begins_place, begins_street, is_foreign_street};

use super::fold::fold;
use super::{ValueError, ValueProblem, filled};

/// The longest address read, in characters.
const LONGEST_ADDRESS: usize = 400;

/// The colour of a door number where there are two series in one street (Genova, Savona, Firenze).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Shops and workshops: "24 rosso", "24r", "24/R".
    Red,
    /// Homes: "24 nero", "24n".
    Black,
}

/// An address taken apart. Everything of the text is in one of the fields, apart from signs and "n.".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Street with its kind, as written: "Via Roma", "S.S. 16 Adriatica", "Rathausplatz".
    pub toponym: Option<String>,
    /// Door number, 1 to 9999.
    pub number: Option<u32>,
    /// The last number of a range: 14 in "12-14".
    pub number_to: Option<u32>,
    /// What follows the number, upper case: "A", "BIS", "2".
    pub exponent: Option<String>,
    /// Which series of numbers.
    pub colour: Option<Colour>,
    /// Whether the text says that there is no number ("s.n.c.", "senza numero", 0).
    pub snc: bool,
    /// Metres from the start of the road: 712300 in "km 712+300".
    pub kilometre_m: Option<u32>,
    /// Everything else: stairs, floor, building, corner, postcode, town.
    pub rest: Option<String>,
}

impl Address {
    /// Takes an address apart.
    ///
    /// # Errors
    /// An empty text, or one longer than 400 characters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = filled(text)?;
        if text.chars().count() > LONGEST_ADDRESS {
            return Err(ValueError::new(ValueProblem::TooLong, text, "l'indirizzo supera 400 caratteri"));
        }
        let mut address = Self::default();
        let mut rest = vec![];
        let plain = tidy(text);
        let without_brackets = take_brackets(&plain, &mut rest);
        let parts = parts(&without_brackets);
        let street = |part: &String| begins_street(part) || numbered_then_street(part);
        let street_at = parts
            .iter()
            .position(|part| street(part) && !begins_place(part))
            .or_else(|| parts.iter().position(street))
            .or_else(|| parts.iter().position(|part| is_foreign_street(part) || named_and_numbered(part)));
        let Some(street_at) = street_at else {
            address.rest = Some(plain);
            return Ok(address);
        };
        address.read_street(&parts[street_at], &mut rest);
        // Signs where a name should be: nothing of it is an address.
        if address.toponym.is_none() {
            return Ok(Self { rest: Some(plain), ..Self::default() });
        }
        for (at, part) in parts.iter().enumerate().filter(|(at, _)| *at != street_at) {
            if address.number.is_none() && !address.snc && (at == street_at + 1 || at + 1 == street_at) && begins_with_number(part) {
                address.read_number(part, &mut rest);
            } else if address.kilometre_m.is_none() && kilometre(part).is_some() {
                address.read_kilometre(part, &mut rest);
            } else {
                rest.push(part.clone());
            }
        }
        rest.retain(|piece| !piece.trim().is_empty());
        address.rest = Some(rest.join(", ")).filter(|rest| !rest.is_empty());
        Ok(address)
    }

    /// Street and what follows it in one part: "Via Roma 12/A int. 3".
    fn read_street(&mut self, part: &str, rest: &mut Vec<String>) {
        let (part, corner) = before_corner(part);
        let mut words: Vec<&str> = part.split_whitespace().collect();
        if numbered_then_street(part) {
            self.take(door_number(&words[..1]));
            words.remove(0);
        }
        if let Some(at) =
            words.iter().position(|word| matches!(fold(word).as_str(), "km" | "chilometro" | "kilometro") || attached_kilometre(word))
        {
            self.read_kilometre(&words[at..].join(" "), rest);
            words.truncate(at);
            while words.last().is_some_and(|word| matches!(fold(word).as_str(), "al" | "progr" | "prog" | "progressiva" | "chilometrica")) {
                words.pop();
            }
        }
        let at = toponym_words(&words);
        self.toponym =
            Some(words[..at].join(" ").trim_end_matches(['.', ',', '-', ':', '/']).trim().to_owned()).filter(|name| !name.is_empty());
        if at < words.len() {
            self.read_number(&words[at..].join(" "), rest);
        }
        if let Some(corner) = corner {
            rest.push(corner.to_owned());
        }
    }

    fn read_number(&mut self, text: &str, rest: &mut Vec<String>) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let found = door_number(&words);
        let taken = found.words;
        self.take(found);
        let left = words[taken..].join(" ");
        if kilometre(&left).is_some() && self.kilometre_m.is_none() {
            self.read_kilometre(&left, rest);
        } else if !left.is_empty() {
            rest.push(left);
        }
    }

    fn take(&mut self, found: DoorNumber) {
        (self.number, self.number_to, self.exponent) = (found.number, found.to, found.exponent);
        (self.colour, self.snc) = (found.colour, found.snc);
    }

    fn read_kilometre(&mut self, text: &str, rest: &mut Vec<String>) {
        match kilometre(text) {
            Some((metres, left)) => {
                self.kilometre_m = Some(metres);
                if !left.is_empty() {
                    rest.push(left);
                }
            }
            None => rest.push(text.to_owned()),
        }
    }
}

/// One kind of apostrophe, dash and space; no control characters.
fn tidy(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = match letter {
            '’' | '‘' | '`' | '´' | '′' => '\'',
            '–' | '—' | '‑' | '−' => '-',
            'º' => '°',
            '\n' | '\r' | ';' | '|' => ',',
            letter if letter.is_whitespace() => ' ',
            letter if letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}') => continue,
            letter => letter,
        };
        if letter != ' ' || !plain.ends_with(' ') {
            plain.push(letter);
        }
    }
    plain.trim().to_owned()
}

/// Moves what stands in parentheses to the rest. Parentheses that do not match stay where they are.
fn take_brackets(text: &str, rest: &mut Vec<String>) -> String {
    if text.matches('(').count() != text.matches(')').count() {
        return text.to_owned();
    }
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    rest.push(std::mem::take(&mut inside).trim().to_owned());
                    outside.push(' ');
                }
            }
            letter if depth > 0 => inside.push(letter),
            letter => outside.push(letter),
        }
    }
    if !inside.trim().is_empty() {
        rest.push(inside.trim().to_owned());
    }
    outside.trim().to_owned()
}

/// The parts between commas and free-standing dashes; a host ("c/o Scuola Rossi", "presso il Comune") is a part of its own.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![];
    // The comma of "km 712,300" is no separator.
    let letters: Vec<char> = text.chars().collect();
    let mut current = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        let inside_number = digit(at.checked_sub(1)) && digit(Some(at + 1)) && fold(&current).split(' ').any(|word| word.starts_with("km"));
        let dash = *letter == '-' && at.checked_sub(1).is_some_and(|before| letters[before] == ' ') && letters.get(at + 1) == Some(&' ');
        // "12 - 14" is a range, not two parts.
        let following = letters.iter().skip(at + 2).take_while(|letter| letter.is_ascii_digit()).count();
        let range = dash && digit(at.checked_sub(2)) && (1..=4).contains(&following);
        if (*letter == ',' && !inside_number) || (dash && !range) {
            parts.push(std::mem::take(&mut current));
        } else {
            current.push(*letter);
        }
    }
    parts.push(current);
    let mut whole = vec![];
    for part in parts {
        let part = street_kinds::split_road(part.trim());
        let words: Vec<&str> = part.split_whitespace().collect();
        let host = words.iter().position(|word| matches!(word.to_lowercase().as_str(), "c/o" | "presso" | "p/o" | "c/o:" | "c\\o"));
        match host {
            Some(at) => {
                whole.push(words[..at].join(" "));
                whole.push(words[at..].join(" "));
            }
            None => whole.push(words.join(" ")),
        }
    }
    whole.retain(|part| !part.is_empty());
    whole
}

/// "12 rue de la Gare", "12 bis, rue …" is cut before; here the number stands in front of the kind of street.
fn numbered_then_street(part: &str) -> bool {
    let Some((first, rest)) = part.split_once(' ') else {
        return false;
    };
    let number = first.bytes().all(|byte| byte.is_ascii_digit()) && first.len() <= 4;
    number && begins_street(rest)
}

/// A name and a number without a kind of street: "Cannaregio 3012", "San Marco 1". Buildings and hosts are no streets.
fn named_and_numbered(part: &str) -> bool {
    const NOT_STREETS: &[&str] = &[
        "ex",
        "c",
        "presso",
        "palazzo",
        "palazzina",
        "edificio",
        "scuola",
        "istituto",
        "centro",
        "fondazione",
        "piano",
        "scala",
        "int",
        "interno",
        "stanza",
        "aula",
        "ufficio",
        "sportello",
        "padiglione",
        "blocco",
        "lotto",
        "casa",
        "accanto",
        "vicino",
        "davanti",
        "zona",
        "struttura",
        "sede",
        "cap",
        "tel",
        "km",
        "municipio",
        "ospedale",
        "asl",
        "distretto",
        "parco",
        "stazione",
        "chiesa",
        "oratorio",
        "biblioteca",
        "comune",
        "n",
        "snc",
        "primo",
        "secondo",
        "terzo",
        "cell",
        "fax",
        "uscita",
        "civico",
        "quartiere",
        "ingresso",
    ];
    let words: Vec<&str> = part.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let number_at = words.iter().position(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    number_at.is_some_and(|at| {
        (1..=4).contains(&at)
            && words[..at].iter().all(|word| word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '.' | '-')))
            && !folded[..at].iter().any(|word| word.split(' ').any(|piece| NOT_STREETS.contains(&piece)))
            && is_number_like(&words[at..].join(" "))
    })
}

/// A part up to "angolo …" or to a second street after a slash, and the rest of it.
fn before_corner(part: &str) -> (&str, Option<&str>) {
    let folded_word = |from: usize| part[from..].split([' ', '.']).next().map(fold).unwrap_or_default();
    let starts = part.char_indices().filter(|(at, _)| *at > 0 && part[..*at].ends_with([' ', '/'])).map(|(at, _)| at);
    for at in starts {
        let corner = matches!(folded_word(at).as_str(), "angolo" | "ang" | "all angolo" | "incrocio");
        let second = part[..at].trim_end().ends_with('/') && begins_street(&part[at..]);
        if corner || second {
            return (part[..at].trim_end().trim_end_matches('/').trim_end(), Some(part[at..].trim()));
        }
    }
    (part, None)
}

fn attached_kilometre(word: &str) -> bool {
    let word = word.to_lowercase();
    word.strip_prefix("km").is_some_and(|rest| rest.trim_start_matches(['.', ':']).starts_with(|letter: char| letter.is_ascii_digit()))
}

/// How many words belong to the street; what follows is its number and more.
fn toponym_words(words: &[&str]) -> usize {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let state_road = street_kinds::numbered_road(words);
    // In "Rathausplatz 3" and "Cannaregio 3012" the first word is the name already.
    let kind = street_kinds::kind(words);
    let taken = kind.as_ref().map_or(1, |(_, taken)| *taken);
    let alone = kind.as_ref().is_none_or(|(kind, _)| street_kinds::stands_alone(kind)) || (taken == 2 && state_road.is_none());
    let mut at = taken;
    while at < words.len() {
        let word = words[at];
        let next = folded.get(at + 1).map(String::as_str);
        let name_stands = alone || folded[taken..at].iter().any(|before| !toponym::is_particle(before) && !number::is_marker(before));
        if name_stands || state_road.is_none_or(|road| at > road) {
            if number::is_marker(word)
                && (next.is_none_or(|next| next.starts_with(|letter: char| letter.is_ascii_digit())) || number::is_snc(&words[at + 1..]))
            {
                return at;
            }
            if number::is_snc(&words[at..]) || number::attached_marker(word) {
                return at;
            }
        }
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            let month = next.is_some_and(|next| super::month_number(next).is_some() && next.len() > 3);
            // "Via 28 Marzo 1921"; and of two numbers in a row the first belongs to the name ("… Strada Statale 10 12/A").
            let year = at > 0
                && super::month_number(&folded[at - 1]).is_some()
                && word.parse::<u32>().is_ok_and(|year| (1_700..=2_100).contains(&year));
            let another =
                next.is_some_and(|next| next.starts_with(|letter: char| letter.is_ascii_digit())) && !number::is_postcode(words[at + 1]);
            let road_number = state_road == Some(at) || year || another;
            let ordinal = word.ends_with(['°', 'ª', '^']);
            let followed = at + 1 == words.len() || is_number_like(&words[at..].join(" ")) || number::begins_detail(&folded[at + 1]);
            let named = name_stands || state_road.is_some_and(|road| at > road);
            // A kind of street and a number alone ("Via 12") is a street whose name is a number; so is "Via 12 Martiri".
            if !month && !road_number && !ordinal && named && (followed || name_stands) && word.len() < 10 && !number::is_postcode(word) {
                return at;
            }
            if number::is_postcode(word) {
                return at;
            }
        }
        at += 1;
    }
    words.len()
}

#[cfg(test)]
mod tests;
