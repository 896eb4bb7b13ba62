//! Cells that hold pages, mail addresses and languages. Refuses schemes that are no web page.

use data_import::values::list::split_list;

use super::super::names::folded;

pub(super) fn is_mail_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    })
}

/// Whether a mail address has the form name.surname and none of the words of an office.
pub(super) fn may_be_a_person(address: &str) -> bool {
    const OFFICES: [&str; 16] = [
        "centro",
        "centri",
        "famigli",
        "sportello",
        "servizi",
        "info",
        "comune",
        "sociale",
        "sociali",
        "segreteria",
        "ufficio",
        "urp",
        "protocollo",
        "cpf",
        "polo",
        "spazio",
    ];
    let Some((name, _)) = address.split_once('@') else { return false };
    let name = name.to_lowercase();
    let parts: Vec<&str> = name.split('.').collect();
    parts.len() == 2
        && parts.iter().all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
        && !OFFICES.iter().any(|word| name.contains(word))
}

/// A page on the web with its scheme. Where none is written http is the one that every old server answers.
pub(super) fn web_address(text: &str) -> Option<String> {
    if text.contains(char::is_whitespace) || has_other_scheme(text) {
        return None;
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (host.contains('.') && !host.starts_with('.')).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Whether a text begins with a scheme that is neither http nor https, such as `javascript:`.
pub(super) fn has_other_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte));
    let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && rest.starts_with("//");
    is_scheme && !is_web
}

/// Languages as two-letter codes where they are known by name, else as written.
pub(super) fn languages(cell: &str) -> Vec<String> {
    const NAMES: [(&str, &str); 16] = [
        ("italiano", "it"),
        ("inglese", "en"),
        ("francese", "fr"),
        ("tedesco", "de"),
        ("spagnolo", "es"),
        ("arabo", "ar"),
        ("rumeno", "ro"),
        ("romeno", "ro"),
        ("albanese", "sq"),
        ("cinese", "zh"),
        ("ucraino", "uk"),
        ("russo", "ru"),
        ("sloveno", "sl"),
        ("portoghese", "pt"),
        ("bengalese", "bn"),
        ("lingua dei segni", "ise"),
    ];
    let mut codes: Vec<String> = split_list(cell)
        .iter()
        .map(|word| {
            let word = folded(word);
            NAMES.iter().find(|(name, _)| *name == word).map_or(word, |(_, code)| (*code).to_owned())
        })
        .filter(|code| !code.is_empty())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_pages_or_words() {
        assert!(!has_other_scheme("materiale di progetto (seme 004: gemellaggi)"));
        assert!(!has_other_scheme("https://example.it/a:b"));
        assert!(has_other_scheme("javascript:alert(1)"));
        assert_eq!(web_address("www.example.it").as_deref(), Some("http://www.example.it"));
        assert_eq!(web_address("javascript:alert(1)"), None);
    }

    #[test]
    fn addresses_of_persons_are_noticed() {
        assert!(may_be_a_person("nome.cognome@example.it") && may_be_a_person("N.Cognome@example.it"));
        for office in ["famiglie@example.it", "centro.famiglie@example.it", "sportello.sociale@example.it", "info@example.it"] {
            assert!(!may_be_a_person(office), "{office}");
        }
    }

    #[test]
    fn languages_are_known_by_name() {
        assert_eq!(languages("Italiano; inglese; klingon"), ["en", "it", "klingon"]);
    }
}
