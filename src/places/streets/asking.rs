//! A text read as an address: the street, the number, and the comuni that may be meant.
//! Refuses to decide between readings: "via Roma Imola" is Via Roma in Imola, or a Via Roma Imola anywhere.

use data_import::HouseNumber;
use data_import::values::address::{Address, Toponym};
use data_import::values::fold::fold;

use super::super::names::LONGEST_TEXT;
use super::super::question::Question;
use super::super::{Gazetteer, PlaceKind};
use super::house_number;

/// Comuni of one name, or of one postcode, that are asked at once.
const MOST_COMUNI: usize = 12;

/// The longest name of a comune, in words.
const LONGEST_COMUNE: usize = 6;

/// Words that may stand between a street and its comune.
const BETWEEN: &[&str] = &["a", "ad", "in"];

/// Words after which a name goes on: "Via Marina di Ravenna" is not Via Marina in Ravenna.
const GOES_ON: &[&str] = &[
    "di", "da", "del", "dello", "della", "dell", "dei", "degli", "delle", "d", "dal", "dalla", "per", "e", "al", "alla", "la", "il", "l",
    "san", "santa", "santo", "s",
];

/// One way to read a text as an address.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The street.
    pub toponym: Toponym,
    /// The door.
    pub number: Option<HouseNumber>,
    /// ISTAT codes of the comuni it may lie in; none where no comune was named.
    pub comuni: Vec<String>,
    /// Hamlet or quarter.
    pub locality: Option<String>,
    /// Five digits.
    pub postcode: Option<String>,
}

/// The ways to read a text as an address, the surest first; none where it has no word for street, nor a number and a comune.
#[must_use]
pub fn asked(text: &str, gazetteer: &Gazetteer) -> Vec<Asked> {
    let plain = |letter: char| if matches!(letter, '(' | ')' | '[' | ']') { ',' } else { letter };
    let text: String = text.chars().take(LONGEST_TEXT).map(plain).collect();
    let text = street_first(&text, gazetteer);
    let Ok(address) = Address::parse(&text) else { return vec![] };
    let Some(written) = address.toponym.as_deref() else { return vec![] };
    let reading = Reading { number: house_number(&address), postcode: Question::of(&text).postcode };
    if let Some(rest) = &address.rest
        && let Some((comuni, locality)) = comuni_of_rest(rest, gazetteer)
    {
        return vec![reading.asked(Toponym::of(written), comuni, locality)];
    }
    let whole = Toponym::of(written);
    if !whole.has_kind() {
        return vec![];
    }
    let mut ways = reading.with_comune_at_end(written, gazetteer);
    ways.push(reading.asked(whole, vec![], None));
    ways
}

/// What all ways to read a text have in common.
struct Reading {
    number: Option<HouseNumber>,
    postcode: Option<String>,
}

impl Reading {
    fn asked(&self, toponym: Toponym, comuni: Vec<String>, locality: Option<String>) -> Asked {
        Asked { toponym, number: self.number.clone(), comuni, locality, postcode: self.postcode.clone() }
    }

    /// "via Roma Imola": the last words are a comune, the longest first.
    fn with_comune_at_end(&self, written: &str, gazetteer: &Gazetteer) -> Vec<Asked> {
        let words: Vec<&str> = written.split_whitespace().collect();
        let mut ways = vec![];
        for split in words.len().saturating_sub(LONGEST_COMUNE).max(2)..words.len() {
            let (mut street, tail) = words.split_at(split);
            if let Some((last, before)) = street.split_last() {
                let last = fold(last);
                if GOES_ON.contains(&last.as_str()) {
                    continue;
                }
                street = if BETWEEN.contains(&last.as_str()) { before } else { street };
            }
            let toponym = Toponym::of(&street.join(" "));
            let comuni = if toponym.has_kind() && !toponym.is_empty() { comuni(&tail.join(" "), gazetteer) } else { vec![] };
            if !comuni.is_empty() {
                ways.push(self.asked(toponym, comuni, None));
            }
        }
        ways
    }
}

/// "Imola via Roma 12" as "via Roma 12, Imola".
fn street_first(text: &str, gazetteer: &Gazetteer) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    for split in 1..words.len().min(LONGEST_COMUNE + 1) {
        let (head, rest) = words.split_at(split);
        let head = head.join(" ");
        let rest = rest.join(" ");
        // A comma parts them already; and one letter is more often part of a name than a word for street.
        if head.contains(',') {
            break;
        }
        let street = Toponym::of(&rest);
        if words[split].len() > 2 && street.has_kind() && !street.is_empty() && !comuni(&head, gazetteer).is_empty() {
            return format!("{rest}, {head}");
        }
    }
    text.to_owned()
}

/// The comuni written exactly so.
fn comuni(text: &str, gazetteer: &Gazetteer) -> Vec<String> {
    let mut codes = gazetteer.comuni_named(text);
    codes.truncate(MOST_COMUNI);
    codes
}

/// The comuni that what follows an address means, and the hamlet said before them.
fn comuni_of_rest(rest: &str, gazetteer: &Gazetteer) -> Option<(Vec<String>, Option<String>)> {
    let found = gazetteer.geocode(rest, MOST_COMUNI);
    let first = found.candidates.first()?.place;
    let meant = |number: usize| number == 0 || found.ambiguous || first.kind == PlaceKind::Cap;
    let mut codes: Vec<String> = vec![];
    for (_, candidate) in found.candidates.iter().enumerate().filter(|(number, _)| meant(*number)) {
        if !codes.contains(&candidate.place.municipality_code) {
            codes.push(candidate.place.municipality_code.clone());
        }
    }
    let before = rest.split_once(',').map(|(before, _)| before.trim().to_owned());
    let locality = if first.kind == PlaceKind::Localita { Some(first.name.clone()) } else { before };
    Some((codes, locality.filter(|locality| !locality.is_empty() && *locality != first.municipality)))
}

#[cfg(test)]
mod tests {
    use super::super::super::example::with_streets;
    use super::*;

    fn ways(text: &str) -> Vec<(String, Option<u32>, Vec<String>)> {
        let gazetteer = with_streets();
        let ways = asked(text, &gazetteer).into_iter();
        ways.map(|way| (way.toponym.keys().remove(0), way.number.map(|number| number.number), way.comuni)).collect()
    }

    #[test]
    fn street_number_and_comune_are_told_apart_in_any_order() {
        let imola = |number: Option<u32>| ("via verdi".to_owned(), number, vec!["037032".to_owned()]);
        for text in [
            "via Verdi 12, Imola",
            "Via G. Verdi, 12 - 40026 Imola (BO)",
            "via Verdi n. 12 Imola",
            "via Verdi Imola 12",
            "Imola via Verdi 12",
            "Imola, via Verdi 12",
            "v.  Verdi 12, imola",
            "via Verdi 12 Imola BO",
        ] {
            assert_eq!(ways(text).first(), Some(&imola(Some(12))), "{text}");
        }
        assert_eq!(ways("via Verdi Imola").first(), Some(&imola(None)));
        assert_eq!(ways("via Verdi a Imola").first(), Some(&imola(None)));
    }

    #[test]
    fn without_a_comune_the_street_is_asked_for_anywhere() {
        assert_eq!(ways("via Imola"), [("via imola".to_owned(), None, vec![])]);
        assert_eq!(ways("via Verdi 12"), [("via verdi".to_owned(), Some(12), vec![])]);
        assert_eq!(ways("Piazza della Repubblica"), [("piazza repubblica".to_owned(), None, vec![])]);
        assert_eq!(ways("via Marina di Imola"), [("via imola".to_owned(), None, vec![])]);
        assert_eq!(ways("via Verdi Imola").len(), 2, "it may also be the whole name");
    }

    #[test]
    fn what_is_no_address_asks_for_nothing() {
        for text in ["Imola", "Bologna (BO)", "40026", "", "via", "Imola 3", "centro per la famiglia", "a\u{0}b", "((((", "viaviavia"] {
            assert!(asked(text, &with_streets()).is_empty(), "{text}: {:?}", ways(text));
        }
    }
}
