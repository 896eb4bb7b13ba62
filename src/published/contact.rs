//! How a centre may be reached by the public: by role and never by person.

/// A public telephone number, mailbox or page, by role and never by person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Contact {
    /// `telefono`, `email`, `pec` or `web`.
    pub channel: String,
    /// The number or address.
    pub value: String,
}

/// `tel:` of the first number in a text such as "0523 49 23 80 / 492 381 (int. 4)".
#[must_use]
pub fn telephone_link(text: &str) -> Option<String> {
    let first = text.trim().split(['/', ';', ',', '(']).map(str::trim).find(|part| part.chars().any(|letter| letter.is_ascii_digit()))?;
    let mut number = String::new();
    for letter in first.chars() {
        match letter {
            '0'..='9' => number.push(letter),
            '+' if number.is_empty() => number.push(letter),
            // An extension or a word after the number is not part of it.
            letter if letter.is_alphabetic() && number.len() > 2 => break,
            _ => {}
        }
    }
    (number.trim_start_matches('+').len() >= 3).then(|| format!("tel:{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_text_can_be_called() {
        for (text, expected) in [
            ("0523 492380", Some("tel:0523492380")),
            ("+39 051-219 3000 / 051 219 3001", Some("tel:+390512193000")),
            ("tel. 0522 610511 int. 4", Some("tel:0522610511")),
            ("(0541) 704111", Some("tel:0541704111")),
            ("800 033 033", Some("tel:800033033")),
            ("chiedere in comune", None),
            ("", None),
        ] {
            assert_eq!(telephone_link(text).as_deref(), expected, "{text}");
        }
    }
}
