//! When two writings name the same street of a municipality. A wrong street is worse than none: only abbreviations,
//! particles, initials, numerals, a given name left out and one slip in a long word are forgiven.

use super::words::{BEFORE_A_SURNAME, KINDS, KINDS_SHORTENED, NUMBERS, PARTICLES, SAINT, SAINTS, SHORTENED};
use crate::imports::names::folded;

/// The shortest word in which a slip is forgiven, in letters.
const SHORTEST_SLIP: usize = 5;

/// How two writings resemble one another, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Similarity {
    /// The same words once abbreviations are written out.
    Same,
    /// The same but for particles, numerals and given names shortened to their initial.
    Equivalent,
    /// The same but for a title or given name that only one of them has.
    WithoutGivenName,
    /// The same but for one letter.
    OneEdit,
}

/// A name of a street, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StreetName {
    /// The word for street; empty where there is none that we know.
    kind: String,
    /// All words after it, abbreviations written out.
    words: Vec<String>,
    /// Those of them that tell streets apart, one name for all saints, numerals as digits.
    telling: Vec<String>,
}

impl StreetName {
    pub(crate) fn of(text: &str) -> Self {
        let mut words = words_of(text);
        let kind = take_kind(&mut words);
        let words: Vec<String> = words.into_iter().map(written_out).collect();
        let telling = telling(&words);
        Self { kind, words, telling }
    }

    /// Whether there is nothing to compare.
    pub(crate) fn is_empty(&self) -> bool {
        self.telling.is_empty()
    }

    /// How this name, as it was asked for, resembles the name of a street; `None` where it is another street.
    pub(crate) fn resembles(&self, street: &Self) -> Option<Similarity> {
        if self.kind != street.kind || self.is_empty() || street.is_empty() {
            return None;
        }
        if self.words == street.words {
            Some(Similarity::Same)
        } else if same_with_initials(&self.telling, &street.telling)
            || self.telling.concat() == street.telling.concat()
            || self.words.concat() == street.words.concat()
        {
            Some(Similarity::Equivalent)
        } else if same_but_for_what_precedes(&self.words, &street.words) || same_but_for_what_precedes(&street.words, &self.words) {
            Some(Similarity::WithoutGivenName)
        } else {
            one_slip(&self.telling, &street.telling).then_some(Similarity::OneEdit)
        }
    }

    /// The name without the hamlet at its end: "Via Garibaldi in Spinetta" is "Via Garibaldi" to those who say "Spinetta"
    /// beside it.
    pub(crate) fn without_locality(&self, locality: &str) -> Option<Self> {
        let locality: Vec<String> = words_of(locality).into_iter().map(written_out).collect();
        let before = self.words.len().checked_sub(locality.len() + 1).filter(|before| *before > 0 && !locality.is_empty())?;
        let joined = matches!(self.words[before].as_str(), "in" | "di" | "a" | "fraz" | "frazione" | "loc" | "localita");
        if !joined || self.words[before + 1..] != locality {
            return None;
        }
        let words = self.words[..before].to_vec();
        Some(Self { kind: self.kind.clone(), telling: telling(&words), words })
    }
}

/// Folded words. A "d'" or "l'" before a word is left out, so that no initial is seen in it; any other apostrophe parts
/// words or stands for an accent ("Citta'").
fn words_of(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let elided = matches!(letter, 'd' | 'D' | 'l' | 'L') && !before.is_alphanumeric();
        if elided && letters.next_if(|next| matches!(next, '\'' | '’' | '`' | 'ʼ')).is_some() {
            before = ' ';
            continue;
        }
        // "1º" and "1ª" would fold to a digit and a letter.
        plain.push(if matches!(letter, 'º' | 'ª' | '°') { ' ' } else { letter });
        before = letter;
    }
    folded(&plain).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Takes the word for street from the head of a name and writes it out.
fn take_kind(words: &mut Vec<String>) -> String {
    for (short, kind) in KINDS_SHORTENED {
        // What is left must still name something.
        if words.len() > short.len() && words.iter().zip(*short).all(|(word, short)| word == short) {
            words.drain(..short.len());
            let mut kind = kind.split(' ');
            let head = kind.next().unwrap_or_default().to_owned();
            for (at, more) in kind.enumerate() {
                words.insert(at, more.to_owned());
            }
            return head;
        }
    }
    match words.first() {
        Some(first) if words.len() > 1 && KINDS.contains(&first.as_str()) => words.remove(0),
        _ => String::new(),
    }
}

fn written_out(word: String) -> String {
    match SHORTENED.iter().find(|(short, _)| *short == word) {
        Some((_, whole)) => (*whole).to_owned(),
        None => word,
    }
}

fn telling(words: &[String]) -> Vec<String> {
    let mut telling = Vec::with_capacity(words.len());
    let last = words.len().saturating_sub(1);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let next = words.get(at + 1).map(String::as_str);
        if word == "f" && next == Some("lli") {
            telling.push("fratelli".to_owned());
            at += 2;
            continue;
        }
        // "S. Maria", "S.ta Maria", "SS. Trinita"
        // At the end "Santi" is somebody's name.
        let is_saint = at < last && (SAINTS.contains(&word.as_str()) || word == "s");
        if is_saint {
            telling.push(SAINT.to_owned());
            at += if word == "s" && matches!(next, Some("ta" | "to" | "ti" | "te")) { 2 } else { 1 };
            continue;
        }
        // One letter joins words only between them: at the head it is an initial, at the end a letter or a numeral.
        let joins = PARTICLES.contains(&word.as_str()) && (word.len() > 1 || (at > 0 && at < last));
        if word == "i" && next == Some("maggio") {
            telling.push("1".to_owned());
        } else if !joins {
            telling.push(number(word, at == last).unwrap_or_else(|| word.clone()));
        }
        at += 1;
    }
    // "Via dei Mille" has its particle taken; "Via La" keeps what it has.
    if telling.is_empty() { words.to_vec() } else { telling }
}

/// A numeral as digits. A single Roman letter is one only at the end ("Pio X"): elsewhere it is an initial.
fn number(word: &str, is_last: bool) -> Option<String> {
    if let Some((_, number)) = NUMBERS.iter().find(|(name, _)| *name == word) {
        return Some(number.to_string());
    }
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let rest = &word[digits.len()..];
        let value = digits.trim_start_matches('0');
        return (matches!(rest, "" | "o" | "a") && !value.is_empty()).then(|| value.to_owned());
    }
    let is_roman = (word.len() > 1 || is_last) && word.bytes().all(|letter| b"ivx".contains(&letter));
    let value = is_roman.then(|| roman(word)).flatten()?;
    Some(value.to_string())
}

/// The value of a Roman numeral up to 39, written as it should be.
fn roman(word: &str) -> Option<u32> {
    const TENS: [&str; 4] = ["", "x", "xx", "xxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    (1..40).find(|value| {
        let written = format!("{}{}", TENS[*value as usize / 10], ONES[*value as usize % 10]);
        written == word
    })
}

/// Word by word the same, where one letter may stand for a word that begins with it. The last word is always whole.
fn same_with_initials(asked: &[String], known: &[String]) -> bool {
    let last = known.len().saturating_sub(1);
    let same = |(at, (one, other)): (usize, (&String, &String))| {
        let is_initial = |short: &str, long: &str| {
            short.len() == 1 && long.starts_with(short) && short.bytes().all(|letter| letter.is_ascii_alphabetic()) && at < last
        };
        one == other || is_initial(one, other) || is_initial(other, one)
    };
    asked.len() == known.len() && asked.iter().zip(known).enumerate().all(same)
}

/// Whether `long` is `short` with titles, given names or initials of them before it. Particles count: "Via dei Preti" is
/// named after priests, not after somebody called Preti.
fn same_but_for_what_precedes(short: &[String], long: &[String]) -> bool {
    let Some(more) = long.len().checked_sub(short.len()).filter(|more| *more > 0 && *more <= 3) else { return false };
    let could_be_left_out = |word: &String| {
        BEFORE_A_SURNAME.contains(&word.as_str()) || (word.len() == 1 && word.bytes().all(|letter| letter.is_ascii_alphabetic()))
    };
    // What is left must be a name by itself: not a number, not a saint without his name.
    let stands_alone =
        short.first().is_some_and(|word| word.len() > 1 && !SAINTS.contains(&word.as_str())) && short.iter().any(|word| word.len() > 3);
    stands_alone && long[more..] == *short && long[..more].iter().all(could_be_left_out)
}

/// Whether one letter is wrong, missing, too many or exchanged with its neighbour, in one long word. Another vowel at the
/// end makes another word ("Rossi", "Rossa"), and a digit another number.
fn one_slip(asked: &[String], known: &[String]) -> bool {
    if asked.len() != known.len() {
        return false;
    }
    let mut different = asked.iter().zip(known).filter(|(one, other)| one != other);
    let (Some((one, other)), None) = (different.next(), different.next()) else { return false };
    let plain = |word: &str| word.len() >= SHORTEST_SLIP && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let (one_letters, other_letters) = (one.as_bytes(), other.as_bytes());
    let all_but_last = |letters: &[u8]| letters.split_last().map(|(_, letters)| letters.to_vec());
    let another_word = one.len() == other.len() && all_but_last(one_letters) == all_but_last(other_letters);
    plain(one) && plain(other) && !another_word && is_one_edit(one_letters, other_letters)
}

fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let tail = one[head..].iter().rev().zip(other[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (left_one, left_other) = (&one[head..one.len() - tail], &other[head..other.len() - tail]);
    match (left_one, left_other) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(asked: &str, street: &str) -> Option<Similarity> {
        StreetName::of(asked).resembles(&StreetName::of(street))
    }

    #[test]
    fn the_same_street_is_found_however_it_is_written() {
        use Similarity::{Equivalent, OneEdit, Same, WithoutGivenName};
        for (asked, street, expected) in [
            ("via roma", "Via Roma", Same),
            ("VIA ROMA", "Via Roma", Same),
            ("P.zza della Libertà", "Piazza Della Liberta'", Same),
            ("P.za Libertà", "Piazza Della Liberta'", Equivalent),
            ("c.so Cavour", "Corso Cavour", Same),
            ("V.le Milite Ignoto", "Viale Milite Ignoto", Same),
            ("viale del Milite Ignoto", "Viale Milite Ignoto", Equivalent),
            ("Corso 4 Novembre", "Corso Quattro Novembre", Equivalent),
            ("Corso IV Novembre", "Corso Quattro Novembre", Equivalent),
            ("via XXV aprile", "Via Venticinque Aprile", Equivalent),
            ("Via 1° Maggio", "Via Primo Maggio", Equivalent),
            ("Via I Maggio", "Via Primo Maggio", Equivalent),
            ("Via S. Pio V", "Via San Pio Quinto", Equivalent),
            ("via G. Garibaldi", "Via Giuseppe Garibaldi", Equivalent),
            ("via Giuseppe Garibaldi", "Via G. Garibaldi", Equivalent),
            ("via Garibaldi", "Via Giuseppe Garibaldi", WithoutGivenName),
            ("via Gen. Cadorna", "Via Cadorna", WithoutGivenName),
            ("via De Gasperi", "Via Alcide De Gasperi", WithoutGivenName),
            ("Via S. Giovanni Evangelista", "Via San Giovanni Evangelista", Equivalent),
            ("Via S.ta Caterina da Siena", "Via Santa Caterina Da Siena", Equivalent),
            ("Via Sant'Antonino", "Via Sant' Antonino", Same),
            ("Via F.lli Rosselli", "Via Fratelli Rosselli", Equivalent),
            ("Via Dell’Erba", "Via Dell'Erba", Same),
            ("Via D'Annunzio", "Via Gabriele D'Annunzio", WithoutGivenName),
            ("Corso Alfonso La Marmora", "Corso Alfonso Lamarmora", Equivalent),
            ("S.P. 10", "Strada Provinciale 10", Same),
            ("Via Garibladi", "Via Garibaldi", OneEdit),
            ("Via Giuseppe Garibbaldi", "Via Giuseppe Garibaldi", OneEdit),
        ] {
            assert_eq!(compare(asked, street), Some(expected), "{asked} / {street}");
        }
    }

    #[test]
    fn another_street_is_another_street() {
        for (asked, street) in [
            ("Via Garibaldi", "Piazza Garibaldi"),
            ("Via Roma", "Via Romano"),
            ("Via Rossi", "Via Rosso"),
            ("Via dei Mori", "Via Moro"),
            ("Via 4 Novembre", "Via 2 Novembre"),
            ("Via XX Settembre", "Via XXV Settembre"),
            ("Via Milano", "Via Merano"),
            ("Via San Giovanni", "Via San Giovanni Evangelista"),
            ("Via Bosco", "Via San Giovanni Bosco"),
            ("Via Torino", "Via Vecchia Torino"),
            ("Via G. Garibaldi", "Via Anita Garibaldi"),
            ("Via Novi", "Via Nova"),
            ("Via", "Via Roma"),
            ("", ""),
            ("Via Roma di Sotto", "Via Roma"),
            ("Via Traversa A", "Via Traversa B"),
            ("Via Bruno Preti", "Via dei Preti"),
            ("Via dei Rossi", "Via Carlo Rossi"),
            ("Via Santi", "Via della Santa"),
            ("Via Q. Martiri", "Via dei Martiri"),
            ("Via Traversa", "Via Traversa A"),
            // A slip and a missing given name at once are two differences.
            ("Via Parnisseti", "Via Pietro Parnisetti"),
        ] {
            assert_eq!(compare(asked, street), None, "{asked} / {street}");
        }
    }

    #[test]
    fn the_hamlet_at_the_end_of_a_name_can_be_said_beside_it() {
        let street = StreetName::of("Via Giuseppe Garibaldi In Spinetta Marengo");
        let base = street.without_locality("Spinetta Marengo").expect("it ends so");
        assert_eq!(StreetName::of("via Garibaldi").resembles(&base), Some(Similarity::WithoutGivenName));
        assert_eq!(street.without_locality("Cantalupo"), None);
        assert_eq!(StreetName::of("Via Spinetta Marengo").without_locality("Spinetta Marengo"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_two_texts_can_be_compared_and_everything_is_like_itself(one in "\\PC{0,40}", other in "[a-z '.0-9]{0,40}") {
            let (one, other) = (StreetName::of(&one), StreetName::of(&other));
            let _ = one.resembles(&other);
            for name in [one, other] {
                proptest::prop_assert_eq!(name.resembles(&name), (!name.is_empty()).then_some(Similarity::Same));
            }
        }
    }
}
