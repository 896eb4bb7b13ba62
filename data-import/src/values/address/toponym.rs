//! A street name ready to be compared with another. Refuses to be clever: a wrong street is worse than no street, so that
//! Via and Piazza never mix, a number is never a slip, and the caller must ask for the rest to be unique.

use super::street_kinds;
use super::tidy;
use crate::values::fold::fold;
use crate::values::month_number;

mod likeness;
mod names;
mod shown;

pub use likeness::Similarity;
pub use shown::shown;

use names::{ABBREVIATIONS, ABBREVIATIONS_WITH_POINT, CARDINALS, GIVEN_NAMES, ORDINALS, PARTICLES, SAINTS};

/// The longest particle that writers join to the name after it ("Lamarmora", "Delprete"), in letters.
const LONGEST_JOINED: usize = 3;

/// The form in which two writings of one street are compared: kind of street first, abbreviations written out, no
/// particles, saints alike, numerals in digits; an initial, and an abbreviation nobody can write out, ends with a point.
///
/// "C.so V. Emanuele II" is `corso v. emanuele 2`, "P.zza S. Giovanni" is `piazza san giovanni`.
pub fn fold_toponym(toponym: &str) -> String {
    let name = Toponym::of(toponym);
    let words: Vec<&str> = std::iter::once(name.kind.as_str()).chain(name.telling.iter().map(String::as_str)).collect();
    words.join(" ").trim_start().to_owned()
}

/// Whether a folded word is an article or a preposition.
pub(super) fn is_particle(folded: &str) -> bool {
    PARTICLES.contains(&folded)
}

/// A street name taken apart, from any text; of a text the first 400 characters count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toponym {
    /// The word for street, written out; empty where there is none that we know.
    kind: String,
    /// A road whose name is its number.
    numbered: bool,
    /// All words after it, abbreviations written out.
    words: Vec<String>,
    /// Those of them that tell streets apart: one name for all saints, numerals as digits, no particles.
    telling: Vec<String>,
    /// All letters after the kind, particles too: "lamarmora" for La Marmora and Lamarmora.
    squashed: String,
    /// The last word with the short particle before it, as many write it: "degasperi" for Alcide De Gasperi.
    joined: Option<String>,
}

/// A piece of a name before its meaning is known.
struct Piece {
    text: String,
    /// A point follows: an initial or an abbreviation.
    pointed: bool,
    /// An apostrophe follows: an elided particle, or an accent typed as one.
    elided: bool,
}

impl Toponym {
    /// Takes a name apart.
    pub fn of(toponym: &str) -> Self {
        let plain: String = tidy(toponym).chars().take(super::LONGEST_ADDRESS).collect();
        let plain = street_kinds::split_road(&plain);
        let written: Vec<&str> = plain.split_whitespace().collect();
        // "Case" alone begins many a name that is no street in an address, but in a register of streets it is one.
        let houses = || (written.len() > 1 && fold(written[0]) == "case").then(|| ("case".to_owned(), 1));
        let (kind, taken) = street_kinds::kind(&written).or_else(houses).unwrap_or_default();
        let numbered = street_kinds::has_number_for_name(&kind);
        // "Strada Provinciale" is a road called Provinciale, so that a slip in it is forgiven like any other.
        let (kind, more) = kind.split_once(' ').map_or((kind.as_str(), None), |(kind, more)| (kind, Some(more)));
        let mut pieces: Vec<Piece> = more.into_iter().chain(written[taken..].iter().copied()).flat_map(pieces).collect();
        if numbered {
            pieces.retain(|piece| !matches!(piece.text.as_str(), "n" | "nr" | "num" | "numero"));
        }
        let (mut words, mut telling) = (vec![], vec![]);
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces.get(at + 1);
            words.extend(written_out(piece, at, next));
            let after_saint = at.checked_sub(1).is_some_and(|before| SAINTS.contains(&pieces[before].text.as_str()));
            meaning(piece, at, next, after_saint, &mut telling);
        }
        // "Via La" keeps what it has.
        if telling.is_empty() {
            telling.clone_from(&words);
        }
        let joined = match pieces.as_slice() {
            [.., before, last] if before.text.len() <= LONGEST_JOINED && PARTICLES.contains(&before.text.as_str()) => {
                Some(format!("{}{}", before.text, last.text))
            }
            _ => None,
        };
        Self { kind: kind.to_owned(), numbered, words, telling, joined, squashed: pieces.iter().map(|piece| piece.text.as_str()).collect() }
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.telling.is_empty()
    }

    /// Whether it begins with a word for street.
    pub fn has_kind(&self) -> bool {
        !self.kind.is_empty()
    }

    /// The same name behind another word for street: "Corso Roma" and "Via Roma" are two streets, of which people often write
    /// one for the other. Never where the name is a number.
    pub fn is_namesake(&self, other: &Self) -> bool {
        let named = |one: &Self| !one.numbered && !one.telling.is_empty();
        named(self) && named(other) && self.kind != other.kind && self.telling == other.telling
    }

    /// The words to look a name up by: two writings of one street have one of these in common, apart from a slip of the
    /// finger. Each is the word for street and the word that tells most: `via garibaldi` of "V. G. Garibaldi",
    /// `strada statale 16` of "S.S. 16 Adriatica"; never none, never longer than the name.
    pub fn keys(&self) -> Vec<String> {
        let key = |word: &str| format!("{} {word}", self.kind).trim().to_owned();
        if let Some((class, number)) = self.road() {
            return vec![format!("{} {class} {number}", self.kind)];
        }
        let mut keys = vec![key(self.telling.last().map_or("", String::as_str))];
        // "Garibaldi Giuseppe" is Giuseppe Garibaldi.
        if let [name, given] = self.telling.as_slice()
            && GIVEN_NAMES.contains(&given.as_str())
        {
            keys.push(key(name));
        }
        keys.extend(self.joined.as_deref().map(key));
        keys
    }

    /// The word of the first key in which a slip of the finger is forgiven, with the word for street before it.
    pub fn slippery(&self) -> Option<(&str, &str)> {
        let word = self.telling.last().filter(|word| word.len() >= likeness::SHORTEST_SLIP && self.road().is_none())?;
        word.bytes().all(|letter| letter.is_ascii_lowercase()).then_some((self.kind.as_str(), word.as_str()))
    }

    /// The name without the hamlet at its end: "Via Garibaldi in Spinetta" is "Via Garibaldi" to those who say "Spinetta"
    /// beside it.
    pub fn without_locality(&self, locality: &str) -> Option<Self> {
        let locality = fold(locality);
        let words: Vec<&str> = locality.split(' ').filter(|word| !word.is_empty()).collect();
        let before = self.words.len().checked_sub(words.len() + 1).filter(|before| *before > 0 && !words.is_empty())?;
        let joined = matches!(self.words[before].trim_end_matches('.'), "in" | "di" | "a" | "fraz" | "frazione" | "loc" | "localita");
        if !joined || self.words[before + 1..] != words {
            return None;
        }
        // What is left is read anew, because its last word was not the last before.
        Some(Self::of(&format!("{} {}", self.kind, self.words[..before].join(" "))))
    }

    /// The class and the number of a road that has its number for a name: "statale" and "16".
    fn road(&self) -> Option<(&str, &str)> {
        match self.telling.as_slice() {
            [class, number, ..] if self.numbered && number.bytes().all(|byte| byte.is_ascii_digit()) => Some((class, number)),
            _ => None,
        }
    }
}

/// Cuts a written word at apostrophes, hyphens and points: "G.B.", "F.lli", "D'Annunzio", "Emilia-Romagna".
fn pieces(word: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut from = 0;
    let mut push = |part: &str, elided: bool| {
        let compact = fold(&part.replace('.', ""));
        let known = || {
            ABBREVIATIONS.iter().chain(ABBREVIATIONS_WITH_POINT).any(|(short, _)| *short == compact) || SAINTS.contains(&compact.as_str())
        };
        if part.contains('.') && known() {
            pieces.push(Piece { text: compact, pointed: true, elided });
            return;
        }
        let segments: Vec<&str> = part.split('.').collect();
        for (at, segment) in segments.iter().enumerate() {
            let pointed = at + 1 < segments.len();
            pieces.extend(fold(segment).split(' ').filter(|text| !text.is_empty()).map(|text| Piece {
                text: text.to_owned(),
                pointed,
                elided,
            }));
        }
    };
    for (at, letter) in word.char_indices() {
        if matches!(letter, '\'' | '-' | '/' | ',' | '"' | '(' | ')') {
            push(&word[from..at], letter == '\'');
            from = at + 1;
        }
    }
    push(&word[from..], false);
    pieces
}

fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a piece joins others. One letter does only between them or before an apostrophe: at the head it is an initial,
/// at the end a letter or a numeral.
fn joins(piece: &Piece, at: usize, next: Option<&Piece>) -> bool {
    let between = piece.elided || (at > 0 && next.is_some() && !piece.pointed);
    PARTICLES.contains(&piece.text.as_str()) && (piece.text.len() > 1 || between)
}

/// A piece as a whole word; nothing of "d'" and "l'", which writers leave out.
fn written_out(piece: &Piece, at: usize, next: Option<&Piece>) -> Option<String> {
    let text = piece.text.as_str();
    if piece.elided && is_letter(text) && PARTICLES.contains(&text) {
        return None;
    }
    let whole = |list: &[(&str, &str)]| list.iter().find(|(short, _)| *short == text).map(|(_, full)| (*full).to_owned());
    let full = whole(ABBREVIATIONS).or_else(|| piece.pointed.then(|| whole(ABBREVIATIONS_WITH_POINT)).flatten());
    let shortened = (piece.pointed || (is_letter(text) && next.is_some())) && !joins(piece, at, next) && !SAINTS.contains(&text);
    Some(full.unwrap_or_else(|| if shortened { format!("{text}.") } else { text.to_owned() }))
}

/// Appends what a piece means, given what stands around it.
fn meaning(piece: &Piece, at: usize, next: Option<&Piece>, after_saint: bool, telling: &mut Vec<String>) {
    let text = piece.text.as_str();
    if let Some(number) = number(piece, at, next) {
        telling.push(number);
    } else if SAINTS.contains(&text) && (next.is_some() || piece.elided) {
        // At the end Santi is somebody's name. A lone S without point is a saint too: nobody is called S.
        if !after_saint {
            telling.push("san".to_owned());
        }
    } else if !joins(piece, at, next) {
        let word = written_out(piece, at, next).unwrap_or_default();
        // "Bahnhofstr" is how Bahnhofstraße is shortened.
        let street = word.trim_end_matches('.');
        telling.push(if street.len() > 5 && street.ends_with("str") { format!("{street}asse") } else { word });
    }
}

/// A numeral as digits. A single Roman letter is one only before a month and at the end ("Pio X"): elsewhere it is an initial.
fn number(piece: &Piece, at: usize, next: Option<&Piece>) -> Option<String> {
    let text = piece.text.as_str();
    let before_month = next.is_some_and(|next| next.text.len() > 3 && month_number(&next.text).is_some());
    let last = next.is_none() && at > 0;
    let of = |list: &[(&str, u32)]| list.iter().find(|(word, _)| *word == text).map(|(_, number)| number.to_string());
    if before_month || (!piece.pointed && (text.len() >= 2 || last)) {
        if let Some(number) = roman(text) {
            return Some(number.to_string());
        }
        if let Some(number) = of(CARDINALS).or_else(|| (before_month || last).then(|| of(ORDINALS)).flatten()) {
            return Some(number);
        }
    }
    // "1o Maggio", "3a Traversa"; at the end "3a" may be another number than "3".
    let digits = if next.is_some() { text.strip_suffix(['o', 'a']).unwrap_or(text) } else { text };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = digits.trim_start_matches('0');
    Some(if value == "1000" { "mille".to_owned() } else { format!("{}{value}", if value.is_empty() { "0" } else { "" }) })
}

/// The value of a Roman numeral up to 39 in its proper form.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 7 || !text.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')) {
        return None;
    }
    let proper = |number: u32| {
        const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
        format!("{}{}", "x".repeat((number / 10) as usize), UNITS[(number % 10) as usize])
    };
    (1..=39).find(|number| proper(*number) == text)
}
