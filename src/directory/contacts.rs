//! Telephone numbers, mailboxes and pages as links. What cannot be a safe link stays a text.

use crate::published::Contact;
use crate::web::Words;

/// A contact as the card shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactView {
    /// What it is: telephone, e-mail …
    pub label: String,
    /// As written.
    pub value: String,
    /// Where it leads, if anywhere.
    pub link: Option<String>,
}

impl ContactView {
    /// Of a public contact.
    #[must_use]
    pub fn of(contact: &Contact, words: Words) -> Self {
        let label = match contact.channel.as_str() {
            "telefono" => words.say("centre-contact-telephone"),
            "email" => words.say("centre-contact-email"),
            "pec" => words.say("centre-contact-pec"),
            _ => words.say("centre-contact-web"),
        };
        Self { label, value: contact.value.clone(), link: link(contact) }
    }
}

fn link(contact: &Contact) -> Option<String> {
    match contact.channel.as_str() {
        "telefono" => telephone_link(&contact.value),
        "email" | "pec" => mail_link(&contact.value),
        _ => web_link(&contact.value),
    }
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

/// `mailto:` of an address that is one.
#[must_use]
pub fn mail_link(text: &str) -> Option<String> {
    let (name, host) = text.trim().split_once('@')?;
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+'".contains(&byte));
    (plain(name) && plain(host)).then(|| format!("mailto:{name}@{host}"))
}

/// An address a browser may open: `http` or `https` and nothing else.
#[must_use]
pub fn web_link(text: &str) -> Option<String> {
    let text = text.trim();
    let web = text.starts_with("https://") || text.starts_with("http://");
    (web && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

/// `mailto:` with a subject and a body, percent-encoded.
#[must_use]
pub fn letter(to: &str, subject: &str, body: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("subject", subject).append_pair("body", body).finish();
    // Mail programs read a plus as a plus.
    format!("mailto:{to}?{}", query.replace('+', "%20"))
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

    #[test]
    fn only_web_addresses_and_mailboxes_become_links() {
        assert_eq!(web_link("javascript:alert(1)"), None);
        assert_eq!(web_link("https://example.it/a"), Some("https://example.it/a".into()));
        assert_eq!(mail_link("info@example.it"), Some("mailto:info@example.it".into()));
        assert_eq!(mail_link("a?bcc=b@example.it"), None);
    }

    #[test]
    fn a_letter_keeps_its_spaces_and_signs() {
        assert_eq!(letter("a@example.it", "A & B", "uno+due"), "mailto:a@example.it?subject=A%20%26%20B&body=uno%2Bdue");
    }
}
