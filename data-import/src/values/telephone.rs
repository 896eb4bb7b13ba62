//! Telephone numbers of one cell, however many. Refuses to invent a lost zero, to spell out "123456/7", and to keep
//! words about people: what is no number comes back apart, with the reason.

use super::fold::fold;
use super::{LONGEST_TEXT, shortened};

/// What kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Begins with 0.
    Landline,
    /// Begins with 3.
    Mobile,
    /// 800 and 803, free for who calls.
    TollFree,
    /// Other numbers of companies and services: 199, 848 …
    Service,
    /// Short numbers of public use: 112, 114, 1522, 116 117 …
    Short,
    /// Of another country, with its prefix.
    Foreign,
}

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telephone {
    /// As we show it: "051 123456", "333 1234567", "+41 911234567".
    pub written: String,
    /// For links, with the prefix of the country: "+39051123456"; a short or free number has none.
    pub dialled: String,
    /// Extension ("interno"), digits.
    pub extension: Option<String>,
    /// What kind of line.
    pub line: Line,
    /// Whether the cell says that it is a fax.
    pub fax: bool,
}

/// A part of the cell that is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedPart {
    /// The part, shortened.
    pub text: String,
    /// Why, in Italian.
    pub hint: &'static str,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telephones {
    /// Numbers in the order written, none twice.
    pub numbers: Vec<Telephone>,
    /// Parts that are no number.
    pub refused: Vec<RefusedPart>,
}

/// Words that go before a number and say nothing else.
const LABELS: &[&str] = &[
    "tel",
    "telefono",
    "telefoni",
    "telefonico",
    "t",
    "tf",
    "cell",
    "cellulare",
    "cel",
    "c",
    "mobile",
    "mob",
    "n",
    "nr",
    "num",
    "numero",
    "verde",
    "whatsapp",
    "wa",
    "centralino",
    "segreteria",
    "sms",
    "fisso",
    "ufficio",
    "oppure",
    "anche",
    "al",
    "fax",
    "e",
    "o",
    "sportello",
    "informazioni",
    "info",
];

const SHORT_NUMBERS: &[&str] =
    &["112", "113", "114", "115", "116000", "116111", "116117", "117", "118", "1500", "1515", "1522", "1530", "19696"];

/// Prefixes of two and three digits; every other area code of Italy has four.
const SHORT_AREAS: &[&str] = &[
    "02", "06", "010", "011", "015", "019", "030", "031", "035", "039", "040", "041", "045", "049", "050", "051", "055", "059", "070",
    "071", "075", "079", "080", "081", "085", "089", "090", "091", "095", "099",
];

const SERVICE_PREFIXES: &[&str] = &["199", "840", "841", "847", "848", "892", "895", "899", "144", "166", "178"];

/// Reads every number of a cell.
pub fn telephones(cell: &str) -> Telephones {
    let mut found = Telephones::default();
    let text: String = cell.chars().take(LONGEST_TEXT).collect();
    for part in parts(&text) {
        let (digits, extension, fax, strange) = dissect(&part);
        if digits.is_empty() && !strange && extension.is_none() {
            continue;
        }
        match number(&digits) {
            Ok((written, dialled, line)) if !strange => {
                if !found.numbers.iter().any(|known| known.dialled == dialled && known.extension == extension) {
                    found.numbers.push(Telephone { written, dialled, extension, line, fax });
                }
            }
            Ok(_) => found.refused.push(RefusedPart {
                text: shortened(part.trim()),
                hint: "accanto al numero ci sono altre parole: lasciare solo il numero",
            }),
            Err(hint) => found.refused.push(RefusedPart { text: shortened(part.trim()), hint }),
        }
    }
    found
}

/// Cuts a cell into parts of one number each. A slash, dash or dot may also stand between prefix and number.
fn parts(text: &str) -> Vec<String> {
    let spaced = text
        .replace([';', '|', ',', '\n', '\r', '•'], "\n")
        .replace(" e ", "\n")
        .replace(" o ", "\n")
        .replace(" oppure ", "\n")
        .replace(" - ", "/")
        .replace(" – ", "/");
    let mut parts: Vec<String> = vec![];
    for line in spaced.split('\n') {
        let mut waiting = String::new();
        for piece in line.split('/') {
            // "051/123456": what stands before the slash is too short for a number and looks like a prefix.
            let alone = bare_digits(&waiting);
            let prefix = (2..=4).contains(&alone.len()) && alone.starts_with(['0', '3']) && bare_digits(piece).len() >= 4;
            if prefix {
                waiting.push_str(piece);
            } else {
                parts.push(std::mem::replace(&mut waiting, piece.to_owned()));
            }
        }
        parts.push(waiting);
    }
    parts.into_iter().flat_map(|part| split_at_labels(&part)).filter(|part| !part.trim().is_empty()).collect()
}

/// "051 123456 cell. 333 1234567" is two parts: a label after digits begins a new one, but "int." belongs to its number.
fn split_at_labels(part: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in part.split_whitespace() {
        let label = fold(word);
        let label = label.split(' ').next().unwrap_or("");
        let begins = label.len() >= 3 && LABELS.contains(&label) || word.starts_with('+') || word.starts_with("0039");
        if begins && parts.last().is_some_and(|last| bare_digits(last).len() >= 5) {
            parts.push(String::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push_str(word);
            last.push(' ');
        }
    }
    parts
}

fn bare_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The digits of a part (with a leading plus), its extension, whether it is a fax, and whether there are words we do not know.
fn dissect(part: &str) -> (String, Option<String>, bool, bool) {
    let (mut digits, mut extension, mut fax, mut strange, mut inside) = (String::new(), None::<String>, false, false, false);
    for word in part.split_whitespace() {
        let letters: String = word.chars().take_while(|letter| !letter.is_ascii_digit() && *letter != '+' && *letter != '(').collect();
        let rest = &word[letters.len()..];
        for label in fold(&letters).split(' ').filter(|label| !label.is_empty()) {
            match label {
                "int" | "interno" | "interni" | "ext" => inside = true,
                "fax" => fax = true,
                label if LABELS.contains(&label) => {}
                _ => strange = true,
            }
        }
        if inside {
            let number = bare_digits(rest);
            if !number.is_empty() {
                extension = Some(extension.map_or_else(|| number.clone(), |before| format!("{before}-{number}")));
            }
            continue;
        }
        for letter in rest.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '+' if digits.is_empty() => digits.push(letter),
                '.' | '-' | '–' | '(' | ')' | '/' | '\'' | ':' | '\u{a0}' | '‑' => {}
                _ => strange = true,
            }
        }
    }
    (digits, extension, fax, strange)
}

/// Written form, dialled form and kind of line of bare digits.
fn number(digits: &str) -> Result<(String, String, Line), &'static str> {
    let national = digits.strip_prefix("+39").or_else(|| digits.strip_prefix("0039").filter(|rest| rest.len() >= 6));
    if national.is_none()
        && let Some(foreign) = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"))
    {
        return if (8..=15).contains(&foreign.len()) && !foreign.starts_with('0') {
            let country = if ["1", "7"].iter().any(|one| foreign.starts_with(one)) { 1 } else { 2 };
            Ok((format!("+{} {}", &foreign[..country], &foreign[country..]), format!("+{foreign}"), Line::Foreign))
        } else {
            Err("il numero estero non ha una lunghezza possibile")
        };
    }
    // "39 051 …" without plus is a country prefix only where the rest is a landline: 39x are mobiles.
    let bare = national.or_else(|| digits.strip_prefix("39").filter(|rest| rest.starts_with('0') && rest.len() >= 8)).unwrap_or(digits);
    let split = |at: usize| format!("{} {}", &bare[..at], &bare[at..]);
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| bare.starts_with(prefix));
    match bare.as_bytes() {
        [] => Err("non contiene un numero"),
        _ if SHORT_NUMBERS.contains(&bare) => Ok((bare.to_owned(), bare.to_owned(), Line::Short)),
        [b'0', second, ..] if *second != b'0' && (6..=11).contains(&bare.len()) => {
            let area = SHORT_AREAS.iter().find(|area| bare.starts_with(*area)).map_or(4, |area| area.len());
            Ok((split(area), format!("+39{bare}"), Line::Landline))
        }
        // 390 was never given out, and +39 0… without its plus would look like it.
        [b'3', ..] if (9..=10).contains(&bare.len()) && !bare.starts_with("390") => Ok((split(3), format!("+39{bare}"), Line::Mobile)),
        [b'8', b'0', b'0' | b'3', ..] if (6..=9).contains(&bare.len()) => Ok((split(3), bare.to_owned(), Line::TollFree)),
        _ if starts(SERVICE_PREFIXES) && (6..=10).contains(&bare.len()) => Ok((split(3), bare.to_owned(), Line::Service)),
        _ if bare.len() <= 3 => Err("troppo corto: se cambia solo l'ultima cifra, scrivere per intero i due numeri"),
        [b'0' | b'3' | b'8', ..] if bare.len() < 9 => Err("mancano delle cifre"),
        [b'0' | b'3' | b'8', ..] => Err("ha troppe cifre: se sono due numeri, separarli con un punto e virgola"),
        _ if (7..=10).contains(&bare.len()) => Err("manca lo zero iniziale? I numeri fissi cominciano con 0, i cellulari con 3"),
        _ => Err("non è un numero di telefono"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    const EXAMPLES: &[(&str, &[&str])] = &[
        ("051 123456", &["051 123456"]),
        ("051/123456", &["051 123456"]),
        ("051-123456", &["051 123456"]),
        ("051 - 123456", &["051 123456"]),
        ("051.12.34.56", &["051 123456"]),
        ("(051) 123456", &["051 123456"]),
        ("0535 29683", &["0535 29683"]),
        ("+39 051 123456", &["051 123456"]),
        ("0039 051 123456", &["051 123456"]),
        ("+39 (0)51 123456", &["051 123456"]),
        ("39 051 123456", &["051 123456"]),
        ("06 12345678", &["06 12345678"]),
        ("3331234567", &["333 1234567"]),
        ("333/1234567", &["333 1234567"]),
        ("391 1234567", &["391 1234567"]),
        ("+39 333 123 4567", &["333 1234567"]),
        ("Tel. 051 123456", &["051 123456"]),
        ("tel.051123456", &["051 123456"]),
        ("051 123456 / 051 654321 - cell. 333 1234567", &["051 123456", "051 654321", "333 1234567"]),
        ("051 123456; 051 123456", &["051 123456"]),
        ("051 123456 cell. 333 1234567", &["051 123456", "333 1234567"]),
        ("numero verde 800 123456", &["800 123456"]),
        ("800-123456", &["800 123456"]),
        ("1522", &["1522"]),
        ("114", &["114"]),
        ("051 123456 e 051 654321", &["051 123456", "051 654321"]),
        ("051 123456\n333 1234567", &["051 123456", "333 1234567"]),
        ("+41 91 1234567", &["+41 911234567"]),
        ("848 123456", &["848 123456"]),
        ("", &[]),
        ("-", &[]),
    ];

    #[test]
    fn numbers_as_they_are_written() {
        for (cell, numbers) in EXAMPLES {
            let found = telephones(cell);
            let written: Vec<&str> = found.numbers.iter().map(|number| number.written.as_str()).collect();
            assert_eq!(written, *numbers, "{cell}");
            assert_eq!(found.refused, [], "{cell}");
        }
    }

    #[test]
    fn extensions_and_faxes() {
        let found = telephones("051 123456 int. 12, fax 051 654321");
        assert_eq!(found.refused, []);
        assert_eq!(found.numbers[0].extension.as_deref(), Some("12"));
        assert!(!found.numbers[0].fax && found.numbers[1].fax);
        assert_eq!(telephones("051 123456 interno 3").numbers[0].extension.as_deref(), Some("3"));
        assert_eq!(telephones("051 123456").numbers[0].dialled, "+39051123456");
        assert_eq!(telephones("333 1234567").numbers[0].line, Line::Mobile);
    }

    #[test]
    fn what_is_no_number_comes_back_with_a_reason() {
        for (cell, hint) in [
            ("51123456", "zero iniziale"),
            ("051 123456/7", "per intero"),
            ("3,33123E+09", ""),
            ("chiedere in Comune", "non contiene un numero"),
            ("051", "troppo corto"),
            ("333 12345", "mancano"),
            ("051 123456 051 654321", "troppe cifre"),
            ("+39", ""),
            ("051 123456 (chiedere della coordinatrice)", "altre parole"),
            ("000000000", ""),
        ] {
            let found = telephones(cell);
            assert!(found.refused.iter().any(|part| part.hint.contains(hint)), "{cell}: {found:?}");
        }
        assert_eq!(telephones("051 123456/7").numbers.len(), 1);
    }

    #[test]
    fn what_is_written_reads_back_and_nothing_panics() {
        let examples: Vec<&str> = EXAMPLES.iter().map(|(cell, _)| *cell).collect();
        for_scrambled(&examples, |text| {
            for number in telephones(text).numbers {
                let again = telephones(&number.written);
                assert_eq!(again.numbers.first().map(|one| one.dialled.as_str()), Some(number.dialled.as_str()), "{text:?}");
            }
        });
    }
}
