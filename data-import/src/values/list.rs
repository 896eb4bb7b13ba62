//! Cells that hold several values. Refuses to cut inside parentheses, or at commas where a stronger sign is there.

/// The values of one cell, trimmed, without bullets, empty ones and repetitions, in the order written.
///
/// Semicolons, bars and line breaks part values; a comma does only where none of these is outside parentheses, so that
/// "mediazione, anche online; ascolto" is two values. A comma between two digits never parts.
pub fn split_list(cell: &str) -> Vec<String> {
    let strong = parts(cell, |letter| matches!(letter, ';' | '|' | '\n' | '\r' | '•' | '·' | '\u{2028}' | '\u{b}'));
    let cut = if strong.len() > 1 { strong } else { parts(strong.first().copied().unwrap_or(""), |letter| letter == ',') };
    let mut values: Vec<String> = vec![];
    for part in cut {
        let value = without_bullet(part.trim()).trim_end_matches(',').trim().to_owned();
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Cuts at the separators that stand outside parentheses; a parenthesis never closed hides nothing.
fn parts(text: &str, separates: impl Fn(char) -> bool) -> Vec<&str> {
    let balanced = text.matches('(').count() == text.matches(')').count();
    let mut parts = vec![];
    let (mut depth, mut from, mut before) = (0_usize, 0, ' ');
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '(' if balanced => depth += 1,
            ')' if balanced => depth = depth.saturating_sub(1),
            _ if depth == 0 && separates(letter) => {
                let decimal = letter == ',' && before.is_ascii_digit() && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
                if !decimal {
                    parts.push(&text[from..at]);
                    from = at + letter.len_utf8();
                }
            }
            _ => {}
        }
        before = letter;
    }
    parts.push(&text[from..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A value without the dash, dot or number that leads it in a list.
fn without_bullet(value: &str) -> &str {
    let value = value.trim_start_matches(['-', '–', '—', '*', '•', '·', '▪', '●']).trim_start();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    match value.get(digits..) {
        Some(rest) if (1..=2).contains(&digits) && rest.starts_with([')', '.']) && rest[1..].starts_with(' ') => rest[1..].trim_start(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    const EXAMPLES: &[(&str, &[&str])] = &[
        ("ascolto; mediazione familiare", &["ascolto", "mediazione familiare"]),
        ("ascolto, mediazione familiare", &["ascolto", "mediazione familiare"]),
        ("ascolto|mediazione", &["ascolto", "mediazione"]),
        ("ascolto\nmediazione\r\nadozione", &["ascolto", "mediazione", "adozione"]),
        ("mediazione, anche online; ascolto", &["mediazione, anche online", "ascolto"]),
        ("gruppi (madri, padri), ascolto", &["gruppi (madri, padri)", "ascolto"]),
        ("gruppi (madri; padri)", &["gruppi (madri; padri)"]),
        ("- ascolto\n- mediazione", &["ascolto", "mediazione"]),
        ("1) ascolto; 2) mediazione", &["ascolto", "mediazione"]),
        ("1. ascolto\n2. mediazione", &["ascolto", "mediazione"]),
        ("• ascolto • mediazione", &["ascolto", "mediazione"]),
        ("ascolto;", &["ascolto"]),
        (";;ascolto;;", &["ascolto"]),
        ("ascolto; ascolto; adozione", &["ascolto", "adozione"]),
        ("", &[]),
        ("  ; , ", &[]),
        ("ascolto", &["ascolto"]),
        ("contributo 1,5 euro, ascolto", &["contributo 1,5 euro", "ascolto"]),
        ("ascolto,mediazione,", &["ascolto", "mediazione"]),
        ("italiano, inglese e francese", &["italiano", "inglese e francese"]),
        ("aperta (mai chiusa, ascolto", &["aperta (mai chiusa", "ascolto"]),
        ("0-3 anni; 3-6 anni", &["0-3 anni", "3-6 anni"]),
    ];

    #[test]
    fn cells_with_several_values() {
        for (cell, values) in EXAMPLES {
            assert_eq!(split_list(cell), *values, "{cell:?}");
        }
    }

    #[test]
    fn nothing_makes_it_panic_and_no_value_is_empty() {
        let examples: Vec<&str> = EXAMPLES.iter().map(|(cell, _)| *cell).collect();
        for_scrambled(&examples, |text| assert!(split_list(text).iter().all(|value| !value.trim().is_empty()), "{text:?}"));
    }
}
