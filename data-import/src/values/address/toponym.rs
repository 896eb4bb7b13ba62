//! Whether two writings of a street name mean the same street. Refuses to be clever: a wrong street is worse than no
//! street, so that Via and Piazza never mix, a number is never a slip, and the caller must ask for the rest to be unique.

use super::street_kinds;
use super::tidy;
use crate::values::fold::{fold, one_edit};
use crate::values::month_number;

mod names;

use names::{ABBREVIATIONS, ABBREVIATIONS_WITH_POINT, GIVEN_NAMES, NUMBER_WORDS, PARTICLES, SAINTS, TITLES};

/// How alike two street names are; the greater the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Similarity {
    /// Not the same street, as far as the names tell.
    None,
    /// One letter differs in a long word: take it only when no other street of the comune is as near.
    OneEdit,
    /// One leaves out given names or titles ("Via Cavour", "Via Camillo Cavour"): take it only when unique in the comune.
    Shortened,
    /// The same but for abbreviations, particles, initials, Roman numerals. Two streets may still share it: prefer Exact.
    Equivalent,
    /// The same but for case, accents and punctuation.
    Exact,
}

/// The form in which two writings of one street are compared: kind of street first, abbreviations written out, no
/// particles, saints alike, numerals in digits; an abbreviation nobody can write out keeps its point.
///
/// "C.so V. Emanuele II" is `corso v. emanuele 2`, "P.zza S. Giovanni" is `piazza san giovanni`.
pub fn fold_toponym(toponym: &str) -> String {
    let name = Name::of(toponym);
    let words: Vec<&str> = name.kind.as_deref().into_iter().chain(name.words.iter().map(String::as_str)).collect();
    words.join(" ")
}

/// How alike two street names are. The order of the two does not matter.
pub fn same_toponym(one: &str, other: &str) -> Similarity {
    let (folded_one, folded_other) = (fold(one), fold(other));
    if folded_one.is_empty() || folded_other.is_empty() {
        return Similarity::None;
    }
    if folded_one == folded_other {
        return Similarity::Exact;
    }
    let (one, other) = (Name::of(one), Name::of(other));
    // A name without its kind may be the street or the square.
    if one.kind != other.kind || one.words.is_empty() || other.words.is_empty() {
        return Similarity::None;
    }
    let by_length = if one.words.len() < other.words.len() { (&one.words, &other.words) } else { (&other.words, &one.words) };
    if one.words == other.words || one.squashed == other.squashed || reversed(&one.words, &other.words) || same_road(&one, &other) {
        return Similarity::Equivalent;
    }
    match aligned(by_length.0, by_length.1) {
        Some(0) => Similarity::Equivalent,
        Some(_) => Similarity::Shortened,
        None if one_slip(&one.words, &other.words) => Similarity::OneEdit,
        None => Similarity::None,
    }
}

/// Whether a folded word is an article or a preposition.
pub(super) fn is_particle(folded: &str) -> bool {
    PARTICLES.contains(&folded)
}

struct Name {
    kind: Option<String>,
    words: Vec<String>,
    /// All letters after the kind, particles too: "lamarmora" for La Marmora and Lamarmora.
    squashed: String,
}

/// A piece of a name before its meaning is known.
struct Piece {
    text: String,
    /// A point follows: an initial or an abbreviation.
    pointed: bool,
    /// An apostrophe follows: an elided particle, or an accent typed as one.
    elided: bool,
}

impl Name {
    fn of(toponym: &str) -> Self {
        let plain: String = tidy(toponym).chars().take(super::LONGEST_ADDRESS).collect();
        let plain = street_kinds::split_road(&plain);
        let written: Vec<&str> = plain.split_whitespace().collect();
        let (kind, taken) = street_kinds::kind(&written).map_or((None, 0), |(kind, taken)| (Some(kind), taken));
        let pieces: Vec<Piece> = written[taken..].iter().flat_map(|word| pieces(word)).collect();
        let road = kind.as_deref().is_some_and(street_kinds::has_number_for_name);
        let mut words = vec![];
        for (at, piece) in pieces.iter().enumerate() {
            if road && matches!(piece.text.as_str(), "n" | "nr" | "num" | "numero") {
                continue;
            }
            meaning(piece, pieces.get(at + 1), at, &mut words);
        }
        let squashed = pieces.iter().map(|piece| piece.text.as_str()).collect();
        Self { kind, words, squashed }
    }
}

/// Cuts a written word at apostrophes, hyphens and points: "G.B.", "F.lli", "D'Annunzio", "Emilia-Romagna".
fn pieces(word: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut from = 0;
    let mut push = |part: &str, elided: bool| {
        let compact = fold(&part.replace('.', ""));
        if part.contains('.') && (ABBREVIATIONS.iter().chain(ABBREVIATIONS_WITH_POINT).any(|(short, _)| *short == compact)) {
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

/// Appends what a piece means, given what follows it.
fn meaning(piece: &Piece, next: Option<&Piece>, at: usize, words: &mut Vec<String>) {
    let text = piece.text.as_str();
    let before_month = next.is_some_and(|next| next.text.len() > 3 && month_number(&next.text).is_some());
    if let Some(number) = roman(text)
        && (before_month || (!piece.pointed && (text.len() >= 2 || (next.is_none() && at > 0))))
    {
        words.push(number.to_string());
        return;
    }
    if before_month && let Some((_, number)) = NUMBER_WORDS.iter().find(|(word, _)| *word == text) {
        words.push((*number).to_owned());
        return;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = text.trim_start_matches('0');
        words.push(if digits == "1000" { "mille".to_owned() } else { format!("{}{digits}", if digits.is_empty() { "0" } else { "" }) });
        return;
    }
    let elided_saint = piece.elided && text == "sant";
    if elided_saint || SAINTS.contains(&text) {
        // "S. Giovanni", "SS. Annunziata": a lone S without point is one too, nobody is called S.
        if words.last().is_none_or(|last| last != "san") {
            words.push("san".to_owned());
        }
        return;
    }
    if let Some((_, full)) = ABBREVIATIONS.iter().find(|(short, _)| *short == text) {
        words.push((*full).to_owned());
        return;
    }
    if piece.pointed
        && let Some((_, full)) = ABBREVIATIONS_WITH_POINT.iter().find(|(short, _)| *short == text)
    {
        words.push((*full).to_owned());
        return;
    }
    if piece.pointed {
        words.push(format!("{text}."));
        return;
    }
    if PARTICLES.contains(&text) {
        return;
    }
    // "Bahnhofstr" is how Bahnhofstraße is shortened.
    words.push(if text.len() > 5 && text.ends_with("str") { format!("{text}asse") } else { text.to_owned() });
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

/// Whether two words stand for one another: equal, or one is the beginning of the other and ends with a point.
fn stands_for(one: &str, other: &str) -> bool {
    let begins = |short: &str, long: &str| short.strip_suffix('.').is_some_and(|short| long.trim_end_matches('.').starts_with(short));
    one == other || begins(one, other) || begins(other, one)
}

/// Whether the shorter name is the longer without given names and titles: how many of them it leaves out.
fn aligned(shorter: &[String], longer: &[String]) -> Option<usize> {
    let (mut short, mut long) = (shorter.len(), longer.len());
    let (last_short, last_long) = (shorter.last()?, longer.last()?);
    // The last word carries the name: an initial is not enough to know it.
    let initial = |word: &str| word.ends_with('.') && word.len() < 4;
    if initial(last_short) || initial(last_long) || !stands_for(last_short, last_long) {
        return None;
    }
    let mut left_out = 0;
    while long > 0 {
        if short > 0 && stands_for(&shorter[short - 1], &longer[long - 1]) {
            short -= 1;
        } else if may_be_left_out(&longer[long - 1]) && long < longer.len() {
            left_out += 1;
        } else {
            return None;
        }
        long -= 1;
    }
    (short == 0).then_some(left_out)
}

fn may_be_left_out(word: &str) -> bool {
    GIVEN_NAMES.contains(&word) || TITLES.contains(&word) || (word.ends_with('.') && word.len() == 2)
}

/// "Garibaldi Giuseppe", as some registers write it.
fn reversed(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        ([a, b], [c, d]) => a == d && b == c && (GIVEN_NAMES.contains(&a.as_str()) != GIVEN_NAMES.contains(&b.as_str())),
        _ => false,
    }
}

/// "S.S. 16" and "Strada Statale 16 Adriatica": the number is the name.
fn same_road(one: &Name, other: &Name) -> bool {
    let numbered = one.kind.as_deref().is_some_and(street_kinds::has_number_for_name);
    let number = |name: &Name| name.words.first().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).cloned();
    numbered && number(one).is_some() && number(one) == number(other) && (one.words.len() == 1 || other.words.len() == 1)
}

/// One letter inside one long word; never the first or last letter (Molino, Molini), never Mario for Maria.
fn one_slip(one: &[String], other: &[String]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let different: Vec<(&String, &String)> = one.iter().zip(other).filter(|(one, other)| one != other).collect();
    let [(left, right)] = different[..] else {
        return false;
    };
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let given = GIVEN_NAMES.contains(&left.as_str()) && GIVEN_NAMES.contains(&right.as_str());
    letters(left)
        && letters(right)
        && left.chars().count().max(right.chars().count()) >= 6
        && left.chars().next() == right.chars().next()
        && left.chars().last() == right.chars().last()
        && !given
        && one_edit(left, right)
}
