//! Telephone numbers, mailboxes and pages as links. What cannot be a safe link stays a text.

use crate::published::{Contact, telephone_link};
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
