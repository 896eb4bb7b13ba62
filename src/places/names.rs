//! Names brought down to what two writers of the same name have in common: letters without accents,
//! case, apostrophes or spaces. Refuses no text; what is no Latin letter or digit never matches a name.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a text that are read; the rest is cut away.
pub(super) const LONGEST_TEXT: usize = 200;

/// Words that may be missing between the others: "Reggio Emilia" is Reggio nell'Emilia.
const CONNECTIVES: &[&str] = &[
    "a", "ad", "agli", "ai", "al", "all", "alla", "alle", "allo", "con", "d", "da", "dal", "dall", "dalla", "de", "degli", "dei", "del",
    "dell", "della", "delle", "dello", "di", "e", "ed", "in", "la", "le", "lo", "l", "nel", "nell", "nella", "su", "sul", "sull", "sulla",
    "ob", "an", "am", "der", "im",
];

/// Words that may be missing before a name: "Spezia" is La Spezia.
const ARTICLES: &[&str] = &["l", "la", "le", "lo", "il", "i", "gli"];

/// Words that "S." may stand for; `S` itself is among them.
const SAINTS: &[&str] =
    &["s", "ss", "st", "sta", "sto", "san", "sant", "santa", "sante", "santi", "santo", "saint", "sainte", "sankt", "sveti", "sv"];

/// Of those, the ones that are abbreviations.
const SAINTS_ABBREVIATED: &[&str] = &["s", "ss", "st", "sta", "sto", "sv"];

/// What stands for any saint in a key; no written name contains it.
const ANY_SAINT: &str = "s.";

/// A text as words of `a–z`, `0–9` and `~` (any other letter), and where punctuation parts them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    /// Indexes of the words that follow a comma, a bracket or the like.
    pub(super) breaks: Vec<usize>,
}

impl Words {
    /// Reads at most [`LONGEST_TEXT`] characters.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut word = String::new();
        let mut part_ends = false;
        for letter in text.chars().take(LONGEST_TEXT).nfkd() {
            if is_combining_mark(letter) {
                continue;
            }
            match folded(letter) {
                Folded::Letters(letters) => {
                    if part_ends && !found.words.is_empty() {
                        found.breaks.push(found.words.len());
                    }
                    part_ends = false;
                    word.push_str(&letters);
                }
                parting => {
                    if !word.is_empty() {
                        found.words.push(std::mem::take(&mut word));
                    }
                    part_ends |= matches!(parting, Folded::EndOfPart);
                }
            }
        }
        if !word.is_empty() {
            found.words.push(word);
        }
        found
    }
}

enum Folded {
    Letters(Cow<'static, str>),
    EndOfWord,
    EndOfPart,
}

/// A letter without accents in lower case, or what a sign does to the words around it.
fn folded(letter: char) -> Folded {
    let letters = match letter {
        'a'..='z' | '0'..='9' => return Folded::Letters(Cow::Owned(letter.to_string())),
        'A'..='Z' => return Folded::Letters(Cow::Owned(letter.to_ascii_lowercase().to_string())),
        ',' | ';' | '(' | ')' | '[' | ']' | '\n' => return Folded::EndOfPart,
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        // Letters and digits of other scripts count, so that they keep a text from matching; the
        // modifier letters among them are apostrophes.
        other if other.is_alphanumeric() && !('\u{2b0}'..='\u{2ff}').contains(&other) => "~",
        _ => return Folded::EndOfWord,
    };
    Folded::Letters(Cow::Borrowed(letters))
}

/// How a written form stands to the full name, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// The name itself, another name, or a half before or after a slash.
    Full,
    /// A half of a name with one hyphen.
    Half,
    /// "S." for any saint.
    Abbreviated,
    /// Without connectives.
    Short,
    /// Without the article at its head.
    WithoutArticle,
    /// Only its last words: found on purpose, never by a slip.
    Ending,
}

/// A written form of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenForm {
    /// The words run together.
    pub(super) key: String,
    /// Bit n is set where a word ends after n letters (below 64).
    pub(super) word_ends: u64,
    pub(super) form: Form,
}

impl WrittenForm {
    fn new<W: AsRef<str>>(words: &[W], form: Form) -> Self {
        let mut key = String::new();
        let mut word_ends = 0;
        for word in words {
            key.push_str(word.as_ref());
            if key.len() < 64 {
                word_ends |= 1 << key.len();
            }
        }
        Self { key, word_ends, form }
    }
}

/// Every form under which a name is known, the full one first; a form may come twice.
pub(super) fn forms_of(name: &str) -> Vec<WrittenForm> {
    let mut forms = Vec::new();
    let whole = Words::of(name).words;
    add_forms(&mut forms, &whole, Form::Full);
    let parts: Vec<&str> = name.split('/').collect();
    for part in &parts {
        let words = if parts.len() > 1 {
            let words = Words::of(part).words;
            add_forms(&mut forms, &words, Form::Full);
            Cow::Owned(words)
        } else {
            Cow::Borrowed(&whole)
        };
        if let Some((left, right)) = part.split_once('-')
            && !right.contains('-')
        {
            let halves = [Words::of(left).words, Words::of(right).words];
            // "Saint-Denis" is not two names.
            if halves.iter().all(|half| is_a_name(half)) {
                for half in &halves {
                    add_forms(&mut forms, half, Form::Half);
                }
            }
        }
        for start in 1..words.len() {
            if !CONNECTIVES.contains(&words[start].as_str()) && is_a_name(&words[start..]) {
                forms.push(WrittenForm::new(&words[start..], Form::Ending));
            }
        }
    }
    forms.retain(|form| !form.key.is_empty());
    forms
}

fn add_forms(forms: &mut Vec<WrittenForm>, words: &[String], form: Form) {
    forms.push(WrittenForm::new(words, form));
    if let Some(key) = with_any_saint(words) {
        forms.push(WrittenForm::new(&key, form.max(Form::Abbreviated)));
    }
    if let Some(short) = without_connectives(words) {
        if let Some(key) = with_any_saint(&short) {
            forms.push(WrittenForm::new(&key, Form::Short));
        }
        forms.push(WrittenForm::new(&short, Form::Short));
    }
    if words.len() > 1 && ARTICLES.contains(&words[0].as_str()) && is_a_name(&words[1..]) {
        forms.push(WrittenForm::new(&words[1..], Form::WithoutArticle));
    }
}

/// The keys under which to look for what a person wrote, each with the best form it can claim.
pub(super) fn keys_of(words: &[String]) -> Vec<(String, Form)> {
    let mut keys = vec![(words.concat(), Form::Full)];
    let abbreviated = words.iter().any(|word| SAINTS_ABBREVIATED.contains(&word.as_str()));
    if abbreviated && let Some(key) = with_any_saint(words) {
        keys.push((key.concat(), Form::Abbreviated));
    }
    if let Some(short) = without_connectives(words) {
        if abbreviated && let Some(key) = with_any_saint(&short) {
            keys.push((key.concat(), Form::Short));
        }
        keys.push((short.concat(), Form::Short));
    }
    keys.retain(|(key, _)| !key.is_empty());
    keys
}

/// Whether words can stand alone: three letters at least, and not just "San" or "della".
fn is_a_name(words: &[String]) -> bool {
    words.iter().map(String::len).sum::<usize>() >= 3
        && !words.iter().all(|word| SAINTS.contains(&word.as_str()) || CONNECTIVES.contains(&word.as_str()))
}

fn with_any_saint(words: &[String]) -> Option<Vec<&str>> {
    if words.len() < 2 || !words.iter().any(|word| SAINTS.contains(&word.as_str())) {
        return None;
    }
    // "S.ta Maria" falls into "s", "ta", "maria".
    let ending = |index: usize| index > 0 && words[index - 1] == "s" && matches!(words[index].as_str(), "ta" | "to" | "ti");
    Some(
        (0..words.len())
            .filter(|index| !ending(*index))
            .map(|index| match words[index].as_str() {
                word if SAINTS.contains(&word) => ANY_SAINT,
                word => word,
            })
            .collect(),
    )
}

fn without_connectives(words: &[String]) -> Option<Vec<String>> {
    let kept: Vec<String> = words
        .iter()
        .enumerate()
        .filter(|(index, word)| *index == 0 || !CONNECTIVES.contains(&word.as_str()))
        .map(|(_, word)| word.clone())
        .collect();
    (kept.len() > 1 && kept.len() < words.len()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        Words::of(text).words.concat()
    }

    fn has_form(name: &str, written: &str) -> bool {
        let asked = keys_of(&Words::of(written).words);
        forms_of(name).iter().any(|form| asked.iter().any(|(key, _)| *key == form.key))
    }

    #[test]
    fn writers_agree() {
        for written in ["Forlì", "FORLI", "forli'", "Forli’", "Forlı̀", " forlì "] {
            assert_eq!(key(written), "forli", "{written}");
        }
        for written in ["L'Aquila", "l’aquila", "L Aquila", "laquila", "Lʼaquila"] {
            assert_eq!(key(written), "laquila", "{written}");
        }
        assert_eq!(key("Weinstraße"), key("Weinstrasse"));
        assert_eq!(key("Števerjan, Gorizia"), "steverjangorizia");
        assert_eq!(key("東京"), "~~");
        assert_eq!(key("🦀 -- ''"), "");
    }

    #[test]
    fn parts_are_remembered() {
        let words = Words::of("via Roma 1, Livo (CO)");
        assert_eq!(words.words, ["via", "roma", "1", "livo", "co"]);
        assert_eq!(words.breaks, [3, 4]);
    }

    #[test]
    fn forms_people_write() {
        assert!(has_form("Bolzano/Bozen", "bozen"));
        assert!(has_form("Bolzano/Bozen", "Bolzano - Bozen"));
        assert!(has_form("San Floriano del Collio-Števerjan", "Steverjan"));
        assert!(has_form("San Floriano del Collio-Števerjan", "s. floriano del collio"));
        assert!(has_form("Reggio nell'Emilia", "Reggio Emilia"));
        assert!(has_form("Reggio di Calabria", "Reggio Calabria"));
        assert!(has_form("Sant'Agata di Puglia", "S. Agata di Puglia"));
        assert!(has_form("Santa Maria Capua Vetere", "S.ta Maria Capua Vetere"));
        assert!(has_form("Santo Stefano al Mare", "S.Stefano al mare"));
        assert!(has_form("La Spezia", "Spezia"));
        assert!(!has_form("Saint-Denis", "saint"));
        assert!(!has_form("Bolzano/Bozen", "Bolzano Vicentino"));
    }

    proptest! {
        #[test]
        fn any_text_is_plain_words(text in "\\PC{0,300}") {
            for word in &Words::of(&text).words {
                prop_assert!(!word.is_empty());
                prop_assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'~'));
            }
            let _ = forms_of(&text);
            let _ = keys_of(&Words::of(&text).words);
        }
    }
}
