//! A word of a file matched to the code of a list. Refuses to choose: two codes that fit are ambiguous, and a code is
//! certain only by abbreviation, number, gender or one slip, when nothing else fits as well.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{fold_acronyms, one_edit};

/// Codes named when nothing fits.
const NEAREST: usize = 3;

/// What a word means in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// The code, a label or a synonym of it, but for case, accents and punctuation.
    Exact(String),
    /// Not written so, and only this code can be meant.
    Certain(String),
    /// Several codes fit, in the order of the list.
    Ambiguous(Vec<String>),
    /// No code fits.
    Unknown {
        /// Up to three codes that share words with it, the likeliest first.
        nearest: Vec<String>,
    },
}

/// A list of codes with the words that mean them.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    codes: Vec<String>,
    /// Folded phrase to positions in `codes`.
    phrases: BTreeMap<String, BTreeSet<usize>>,
}

impl WordList {
    /// A list of (code, labels, synonyms). Two codes may share a synonym: then it is ambiguous.
    pub fn new<T: AsRef<str>>(entries: impl IntoIterator<Item = (String, Vec<T>, Vec<T>)>) -> Self {
        let mut list = Self::default();
        for (code, labels, synonyms) in entries {
            let at = list.codes.len();
            for phrase in labels.iter().chain(&synonyms).map(AsRef::as_ref).chain([code.as_str()]) {
                let folded = fold_acronyms(phrase);
                if !folded.is_empty() {
                    list.phrases.entry(folded).or_default().insert(at);
                }
            }
            list.codes.push(code);
        }
        list
    }

    /// The codes, in the order of the list.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// What a word or phrase means.
    pub fn find(&self, text: &str) -> Match {
        let folded = fold_acronyms(&text.chars().take(super::LONGEST_TEXT).collect::<String>());
        if folded.is_empty() {
            return Match::Unknown { nearest: vec![] };
        }
        if let Some(codes) = self.phrases.get(&folded) {
            return self.decided(codes, Match::Exact);
        }
        // What stands in parentheses explains: "Mediazione familiare (Legge 54)".
        let pointed = pointed_words(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !is_particle(word)).collect();
        let tests: [&dyn Fn(&str) -> bool; 3] = [
            &|phrase| phrase_words(phrase) == words,
            &|phrase| same_length(phrase, &words, |one, other| same_stem(one, other) || pointed.contains(other) && one.starts_with(other)),
            &|phrase| one_slip(phrase, &words),
        ];
        for fits in tests {
            let codes: BTreeSet<usize> =
                self.phrases.iter().filter(|(phrase, _)| fits(phrase)).flat_map(|(_, codes)| codes.iter().copied()).collect();
            if !codes.is_empty() {
                return self.decided(&codes, Match::Certain);
            }
        }
        // The beginning of a phrase, a word at least: "mediazione interc" of "mediazione interculturale".
        if folded.chars().count() >= 5 {
            let codes: BTreeSet<usize> = self
                .phrases
                .iter()
                .filter(|(phrase, _)| phrase.starts_with(&folded))
                .flat_map(|(_, codes)| codes.iter().copied())
                .collect();
            if !codes.is_empty() {
                return self.decided(&codes, Match::Certain);
            }
        }
        Match::Unknown { nearest: self.nearest(&words) }
    }

    fn decided(&self, codes: &BTreeSet<usize>, one: impl Fn(String) -> Match) -> Match {
        let named: Vec<String> = codes.iter().filter_map(|at| self.codes.get(*at).cloned()).collect();
        match <[String; 1]>::try_from(named) {
            Ok([code]) => one(code),
            Err(several) => Match::Ambiguous(several),
        }
    }

    /// Codes by how much of their words is in the text; words of three letters and less say nothing.
    fn nearest(&self, words: &[&str]) -> Vec<String> {
        let mut scores: BTreeMap<usize, usize> = BTreeMap::new();
        for (phrase, codes) in &self.phrases {
            let of_phrase = phrase_words(phrase);
            let shared = of_phrase
                .iter()
                .filter(|one| one.len() > 3 && words.iter().any(|other| same_stem(one, other) || long_slip(one, other)))
                .count();
            let score = shared * 100 / of_phrase.len().max(words.len()).max(1);
            for code in codes.iter().filter(|_| shared > 0) {
                let best = scores.entry(*code).or_default();
                *best = score.max(*best);
            }
        }
        let mut ranked: Vec<(usize, usize)> = scores.into_iter().map(|(code, score)| (score, code)).collect();
        ranked.sort_by_key(|(score, code)| (std::cmp::Reverse(*score), *code));
        ranked.iter().take(NEAREST).filter_map(|(_, code)| self.codes.get(*code).cloned()).collect()
    }
}

/// Articles and prepositions, which writers put in and leave out.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "di" | "del"
            | "della"
            | "dello"
            | "dell"
            | "dei"
            | "degli"
            | "delle"
            | "d"
            | "il"
            | "lo"
            | "la"
            | "l"
            | "i"
            | "gli"
            | "le"
            | "e"
            | "ed"
            | "a"
            | "al"
            | "allo"
            | "alla"
            | "all"
            | "ai"
            | "agli"
            | "alle"
            | "per"
            | "in"
            | "con"
            | "da"
            | "dal"
            | "dalla"
            | "un"
            | "una"
            | "uno"
            | "su"
            | "sul"
            | "sulla"
    )
}

fn phrase_words(phrase: &str) -> Vec<&str> {
    phrase.split(' ').filter(|word| !is_particle(word)).collect()
}

/// Folded words that a point follows, three letters at least: "fam." may begin "familiare".
fn pointed_words(text: &str) -> BTreeSet<String> {
    let pieces: Vec<&str> = text.split('.').collect();
    let before_points = pieces.iter().take(pieces.len().saturating_sub(1));
    let words = before_points.filter_map(|piece| fold_acronyms(piece).rsplit(' ').next().map(str::to_owned));
    words.filter(|word| word.chars().count() >= 3).collect()
}

fn same_length(phrase: &str, words: &[&str], same: impl Fn(&str, &str) -> bool) -> bool {
    let of_phrase = phrase_words(phrase);
    of_phrase.len() == words.len() && !words.is_empty() && of_phrase.iter().zip(words).all(|(one, other)| same(one, other))
}

/// Equal but for the ending of number or gender: "gruppo" and "gruppi", "psicologica" and "psicologiche".
fn same_stem(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let stem = |word: &str| {
        let short = word.trim_end_matches(['a', 'e', 'i', 'o']);
        short.trim_end_matches('h').to_owned()
    };
    let (left, right) = (stem(one), stem(other));
    let endings = |word: &str, stem: &str| word.len() - stem.len() <= 3;
    left.chars().count() >= 4 && left == right && endings(one, &left) && endings(other, &right)
}

fn long_slip(one: &str, other: &str) -> bool {
    one.chars().count() >= 6 && other.chars().count() >= 6 && one_edit(one, other)
}

/// One letter wrong in one word of six letters or more, the others the same.
fn one_slip(phrase: &str, words: &[&str]) -> bool {
    let of_phrase = phrase_words(phrase);
    if of_phrase.len() != words.len() {
        return false;
    }
    let different: Vec<(&&str, &&str)> = of_phrase.iter().zip(words).filter(|(one, other)| one != other).collect();
    matches!(different[..], [(one, other)] if long_slip(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    fn list() -> WordList {
        let entry = |code: &str, label: &'static str, synonyms: &[&'static str]| (code.to_owned(), vec![label], synonyms.to_vec());
        WordList::new([
            entry("mediazione_familiare", "Mediazione familiare", &["mediazione dei conflitti"]),
            entry("mediazione_interculturale", "Mediazione interculturale", &["mediazione culturale", "mediazione linguistica"]),
            entry("consulenza_psicologica", "Consulenza psicologica", &["sostegno psicologico", "psicologo"]),
            entry("consulenza_legale", "Consulenza legale", &["avvocato"]),
            entry("gruppi_di_parola", "Gruppi di parola per figli di genitori separati", &["gruppi di parola"]),
            entry("pippi", "Programma P.I.P.P.I.", &["pippi"]),
            entry("affidamento_familiare", "Affidamento familiare", &["affido"]),
            entry("disabilita_caregiver", "Disabilità e cura di un familiare", &["disabilita"]),
        ])
    }

    #[test]
    fn words_as_regions_write_them() {
        for (text, code) in [
            ("mediazione_familiare", "mediazione_familiare"),
            ("MEDIAZIONE FAMILIARE", "mediazione_familiare"),
            ("Mediazione  familiare.", "mediazione_familiare"),
            ("P.I.P.P.I.", "pippi"),
            ("PIPPI", "pippi"),
            ("Disabilita'", "disabilita_caregiver"),
            ("affido", "affidamento_familiare"),
            ("Psicologo", "consulenza_psicologica"),
        ] {
            assert_eq!(list().find(text), Match::Exact(code.to_owned()), "{text}");
        }
        for (text, code) in [
            ("mediazione fam.", "mediazione_familiare"),
            ("mediaz. familiare", "mediazione_familiare"),
            ("mediazioni familiari", "mediazione_familiare"),
            ("mediazoine familiare", "mediazione_familiare"),
            ("la mediazione familiare", "mediazione_familiare"),
            ("consulenze psicologiche", "consulenza_psicologica"),
            ("cons. psicologica", "consulenza_psicologica"),
            ("consulenza pscologica", "consulenza_psicologica"),
            ("gruppo di parola", "gruppi_di_parola"),
            ("Gruppi parola", "gruppi_di_parola"),
            ("mediazione intercult", "mediazione_interculturale"),
            ("affidamenti familiari", "affidamento_familiare"),
            ("psicologa", "consulenza_psicologica"),
            ("programma pippi", "pippi"),
        ] {
            let found = list().find(text);
            assert!(matches!(&found, Match::Certain(one) | Match::Exact(one) if one == code), "{text}: {found:?}");
        }
    }

    #[test]
    fn doubts_are_said() {
        assert_eq!(list().find("consulenza"), Match::Ambiguous(vec!["consulenza_psicologica".to_owned(), "consulenza_legale".to_owned()]));
        assert_eq!(
            list().find("mediazione"),
            Match::Ambiguous(vec!["mediazione_familiare".to_owned(), "mediazione_interculturale".to_owned()])
        );
        for (text, nearest) in [("consulenza giuridica legale", "consulenza_legale"), ("spazio di mediazione", "mediazione_familiare")] {
            let Match::Unknown { nearest: found } = list().find(text) else { panic!("{text}: {:?}", list().find(text)) };
            assert!(found.iter().any(|code| code == nearest), "{text}: {found:?}");
        }
        for text in ["", "nuoto", "—", "med", "cons", "affi"] {
            assert!(matches!(list().find(text), Match::Unknown { .. }), "{text}");
        }
    }

    #[test]
    fn a_shared_synonym_is_ambiguous() {
        let list = WordList::new([("a".to_owned(), vec!["Uno"], vec!["comune"]), ("b".to_owned(), vec!["Due"], vec!["Comune"])]);
        assert_eq!(list.find("comune"), Match::Ambiguous(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(list.codes().len(), 2);
    }

    #[test]
    fn nothing_panics() {
        let list = list();
        for_scrambled(&["mediazione fam.", "P.I.P.P.I.", "Disabilita'", "consulenze psicologiche"], |text| drop(list.find(text)));
    }
}
