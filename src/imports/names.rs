//! Names and what is derived from them: folded words for comparing, slugs for addresses, the halves of bilingual names.
//! Refuses to translate: a name in another language is one the published name itself contains.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in characters; it ends at a word.
const LONGEST_SLUG: usize = 80;

/// Lower-case words of `a–z` and digits, accents taken off, one space between them.
pub(super) fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => words.push_str("ss"),
            'đ' | 'Đ' => words.push('d'),
            'ø' | 'Ø' => words.push('o'),
            letter if letter.is_alphanumeric() => words.extend(letter.to_lowercase()),
            _ if !words.is_empty() && !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Whether the folded `text` contains the folded `words` as whole words, one after the other.
pub(super) fn contains_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// A text as part of an address: `a–z`, digits and single hyphens, at most 80 characters.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in folded(text).split(' ') {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST_SLUG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug.truncate(LONGEST_SLUG);
    slug
}

/// The wanted slug, or the first of it with -2, -3 … that nobody has.
pub(super) fn unused_slug(wanted: &str, taken: &HashSet<String>) -> String {
    let mut slug = wanted.to_owned();
    let mut number = 2;
    while taken.contains(&slug) {
        slug = format!("{wanted}-{number}");
        number += 1;
    }
    slug
}

/// The Italian part of a name, which is what stands before a slash.
pub(super) fn italian_half(name: &str) -> &str {
    name.split_once('/').map_or(name, |(italian, _)| italian.trim())
}

/// Language and name of the other half of a bilingual name of a municipality, if it has one.
///
/// South Tyrol (021) and Valle d'Aosta (007) part the halves with a slash. In Gorizia (031) and Trieste (032) every
/// name with a hyphen is Italian and Slovene; elsewhere (Chiopris-Viscone, Saint-Denis) a hyphen joins one name.
pub(super) fn other_half<'a>(name: &'a str, province_code: &str) -> Option<(&'static str, &'a str)> {
    let (language, parting) = match province_code {
        "021" => ("de", '/'),
        "007" => ("fr", '/'),
        "031" | "032" => ("sl", '-'),
        _ => return None,
    };
    let (_, other) = name.split_once(parting)?;
    Some((language, other.trim())).filter(|(_, other)| !other.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_apostrophes_do_not_part_names() {
        assert_eq!(folded("  Reggio nell’Emilia "), "reggio nell emilia");
        assert_eq!(folded("Castelnovo ne' Monti"), "castelnovo ne monti");
        assert_eq!(folded("Focà"), folded("FOCA'"));
        assert_eq!(folded("Montan an der Weinstraße"), "montan an der weinstrasse");
        assert_eq!(folded(""), "");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(contains_words("casa famiglia di prova", "casa famiglia"));
        assert!(!contains_words("casa famigliare", "casa famiglia"));
    }

    #[test]
    fn slugs_are_plain_and_end_at_a_word() {
        assert_eq!(slug("Centro per le Famiglie \"L'abbraccio\" – Forlì"), "centro-per-le-famiglie-l-abbraccio-forli");
        assert_eq!(slug("日本"), "");
        let long = slug(&"parola ".repeat(30));
        assert!(long.len() <= LONGEST_SLUG && long.ends_with("parola"));
        let taken = HashSet::from(["a".to_owned(), "a-2".to_owned()]);
        assert_eq!((unused_slug("a", &taken).as_str(), unused_slug("b", &taken).as_str()), ("a-3", "b"));
    }

    #[test]
    fn bilingual_names_have_another_half() {
        assert_eq!(other_half("Bolzano/Bozen", "021"), Some(("de", "Bozen")));
        assert_eq!(
            other_half("Senale-San Felice/Unsere Liebe Frau im Walde-St. Felix", "021"),
            Some(("de", "Unsere Liebe Frau im Walde-St. Felix"))
        );
        assert_eq!(other_half("Monguelfo-Tesido", "021"), None);
        assert_eq!(other_half("Duino Aurisina-Devin Nabrežina", "032"), Some(("sl", "Devin Nabrežina")));
        assert_eq!(other_half("Chiopris-Viscone", "030"), None);
        assert_eq!(other_half("Saint-Rhémy-en-Bosses", "007"), None);
        assert_eq!(italian_half("Bolzano/Bozen"), "Bolzano");
    }
}
