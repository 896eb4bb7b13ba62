//! An address as one text, taken apart: "Via Roma, 12/A int. 3" is a street, a number and its exponent.
//! Refuses to find a number in a name: "Piazza 4 Novembre" has none.

use data_import::HouseNumber;

/// Where the part of an address ends that says which door: what follows describes a building or another street.
const ENDINGS: [&str; 15] = [
    " angolo ",
    " ang. ",
    " ang ",
    " c/o ",
    " presso ",
    " int.",
    " int ",
    " interno ",
    " scala ",
    " piano ",
    " palazzo ",
    " edificio ",
    " tel. ",
    "(",
    ";",
];

/// Words that announce a number.
const ANNOUNCEMENTS: [&str; 9] = ["n", "n.", "n°", "nr", "nr.", "n.ro", "num.", "numero", "civico"];

/// Words that follow a number and belong to it.
const EXPONENTS: [&str; 10] = ["bis", "ter", "quater", "rosso", "rossa", "nero", "nera", "r", "rossi", "sub"];

/// Street and number of an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressParts {
    /// The street as it is written, with the word for street; `None` where the text has none.
    pub toponym: Option<String>,
    /// The number on the door.
    pub number: Option<HouseNumber>,
}

impl AddressParts {
    /// Takes a text apart.
    pub fn of(text: &str) -> Self {
        let text = until_the_ending(text);
        let tokens = tokens(text);
        // "12, rue de la Poste"
        if let [first, rest @ ..] = tokens.as_slice()
            && first.ends_part
            && !rest.is_empty()
            && let Some(number) = HouseNumber::of(first.text)
        {
            return Self { toponym: joined(rest), number: Some(number) };
        }
        for at in 1..tokens.len() {
            let before = &tokens[at - 1];
            let announced = before.ends_part || is_one_of(before.text, &ANNOUNCEMENTS);
            if is_one_of(before.text, &["km", "km.", "s.s.", "ss", "s.p.", "sp", "statale", "provinciale"]) {
                continue;
            }
            let Some((number, used)) = number_at(&tokens[at..]) else { continue };
            let rest = &tokens[at + used..];
            let ends =
                rest.is_empty() || tokens[at + used - 1].ends_part || is_a_postcode(rest[0].text) || is_one_of(rest[0].text, &["-", "–"]);
            if !announced && !ends {
                continue;
            }
            let street = &tokens[..at];
            let street = if is_one_of(before.text, &ANNOUNCEMENTS) { &street[..street.len() - 1] } else { street };
            return Self { toponym: joined(street), number: Some(number) };
        }
        let end = (1..tokens.len())
            .find(|at| {
                is_a_postcode(tokens[*at].text)
                    || is_one_of(tokens[*at].text, &["snc", "s.n.c.", "s.n.", "km", "km."])
                    || tokens[*at - 1].ends_part
            })
            .unwrap_or(tokens.len());
        Self { toponym: joined(&tokens[..end]), number: None }
    }
}

/// A word and whether a comma follows it.
struct Token<'a> {
    text: &'a str,
    ends_part: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let words = text.split_whitespace().flat_map(|word| word.split_inclusive(','));
    let tokens = words.map(|word| Token { text: word.trim_end_matches(','), ends_part: word.ends_with(',') });
    let mut kept: Vec<Token> = Vec::new();
    for token in tokens {
        match (token.text.is_empty(), kept.last_mut()) {
            (true, Some(last)) => last.ends_part = true,
            (true, None) => {}
            _ => kept.push(token),
        }
    }
    kept
}

fn until_the_ending(text: &str) -> &str {
    // Lower case may be longer or shorter than the text: only letters of ASCII are looked for, so only they are lowered.
    let lower = text.to_ascii_lowercase();
    let end = ENDINGS.iter().filter_map(|ending| lower.find(ending)).filter(|at| *at > 0).min();
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A number at the head of tokens and how many of them it takes: "12", "12 / A", "12 bis", "12 A".
fn number_at(tokens: &[Token<'_>]) -> Option<(HouseNumber, usize)> {
    let first = tokens.first()?;
    if !first.text.starts_with(|letter: char| letter.is_ascii_digit()) || is_a_postcode(first.text) {
        return None;
    }
    let mut used = 1;
    let mut text = first.text.to_owned();
    while let Some(next) = tokens.get(used).filter(|_| used < 4 && !tokens[used - 1].ends_part) {
        let is_letter = next.text.chars().count() == 1 && next.text.chars().all(char::is_alphabetic);
        let follows_a_slash = text.ends_with('/') && next.text.chars().count() <= 3;
        let begins_with_a_slash = next.text.starts_with('/');
        // "3 e 5" are two doors, the first of which will do.
        let joins = (is_letter && !next.text.eq_ignore_ascii_case("e"))
            || follows_a_slash
            || begins_with_a_slash
            || is_one_of(next.text, &EXPONENTS);
        if !joins {
            break;
        }
        text.push(' ');
        text.push_str(next.text);
        used += 1;
    }
    HouseNumber::of(&text).map(|number| (number, used))
}

fn is_a_postcode(word: &str) -> bool {
    word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn joined(tokens: &[Token<'_>]) -> Option<String> {
    let text = tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    let text = text.trim_matches([' ', '-', '–', '.', '"']).to_owned();
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let parts = AddressParts::of(text);
        let number = parts.number.map(|known| format!("{}{}{}", known.number, known.exponent, if known.red { " rosso" } else { "" }));
        (parts.toponym.unwrap_or_default(), number.unwrap_or_default())
    }

    #[test]
    fn addresses_are_taken_apart_as_people_write_them() {
        for (text, toponym, number) in [
            ("Via Roma 12", "Via Roma", "12"),
            ("Via Roma, 12/A int. 3", "Via Roma", "12A"),
            ("via Roma n. 12", "via Roma", "12"),
            ("Via Roma n° 12 bis", "Via Roma", "12BIS"),
            ("Via Roma, 12 / b", "Via Roma", "12B"),
            ("Piazza 4 Novembre", "Piazza 4 Novembre", ""),
            ("Piazza 4 Novembre 7", "Piazza 4 Novembre", "7"),
            ("Via 25 Aprile, 3", "Via 25 Aprile", "3"),
            ("Via XXV Aprile (\"Casa degli Argentini\")", "Via XXV Aprile", ""),
            ("Corso Italia 5 rosso", "Corso Italia", "5 rosso"),
            ("Corso Italia 5r", "Corso Italia", "5R"),
            ("Via Verdi 12-14", "Via Verdi", "12"),
            ("Via Verdi, 3 e 5", "Via Verdi", "3"),
            ("Via Verdi, s.n.c.", "Via Verdi", ""),
            ("Via Verdi snc", "Via Verdi", ""),
            ("S.S. 16 km 712+300", "S.S. 16", ""),
            ("Rathausplatz 3", "Rathausplatz", "3"),
            ("12, rue de la Poste", "rue de la Poste", "12"),
            ("Via Roma 3, 15121 Alessandria", "Via Roma", "3"),
            ("Via Roma, Cantalupo", "Via Roma", ""),
            ("Via Roma 3 - 15121 Alessandria", "Via Roma", "3"),
            ("Via Dante 2 angolo via Verdi 8", "Via Dante", "2"),
            ("Via Bolla 3 presso la scuola 5", "Via Bolla", "3"),
            ("Via Generale Dalla Chiesa", "Via Generale Dalla Chiesa", ""),
            ("", "", ""),
            (",,,", "", ""),
        ] {
            assert_eq!(read(text), (toponym.to_owned(), number.to_owned()), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken_apart(text in "\\PC{0,80}") {
            let _ = AddressParts::of(&text);
        }

        #[test]
        fn any_mixture_of_the_usual_signs_is_taken_apart(text in "[a-zA-Z0-9 .,/°()'-]{0,60}") {
            let _ = AddressParts::of(&text);
        }
    }
}
