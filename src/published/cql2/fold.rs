//! CASEI and ACCENTI: texts without regard to case, to accents, or to both. Both together give the same in either order.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// What is disregarded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fold {
    pub case: bool,
    pub accents: bool,
}

impl Fold {
    /// The text without it.
    pub(super) fn apply(self, text: &str) -> Cow<'_, str> {
        if text.is_ascii() {
            let lower = self.case && text.bytes().any(|byte| byte.is_ascii_uppercase());
            return if lower { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
        }
        match (self.accents, self.case) {
            (false, false) => Cow::Borrowed(text),
            (true, false) => Cow::Owned(without_accents(text)),
            (false, true) => Cow::Owned(without_case(text)),
            // A few letters are lower-cased into a letter and an accent.
            (true, true) => {
                let mut plain = without_accents(text);
                if plain.is_ascii() {
                    plain.make_ascii_lowercase();
                    return Cow::Owned(plain);
                }
                Cow::Owned(without_accents(&without_case(&plain)))
            }
        }
    }
}

fn without_accents(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        // Marks are put in order when a text is decomposed; here they are left out.
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                plain.push(part);
            }
        });
    }
    if plain.is_ascii() { plain } else { plain.nfc().collect() }
}

/// By way of upper case, so that `ß` and `ẞ` are `ss` and every sigma the same.
fn without_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_disregarded_apart_or_together() {
        let fold = |case, accents, text: &str| Fold { case, accents }.apply(text).into_owned();
        assert_eq!(fold(true, false, "FORLÌ, Straße, ΟΔΟΣ"), "forlì, strasse, οδοσ");
        assert_eq!(fold(false, true, "Forlì Øst"), "Forli Øst");
        assert_eq!(fold(true, true, "CittÀ İ"), "citta i");
    }

    #[test]
    fn what_is_folded_stays_folded() {
        for letter in '\0'..=char::MAX {
            for fold in [Fold { case: true, accents: false }, Fold { case: false, accents: true }, Fold { case: true, accents: true }] {
                let once = fold.apply(letter.encode_utf8(&mut [0; 4])).into_owned();
                assert_eq!(fold.apply(&once), once, "{letter:?} {fold:?}");
            }
        }
    }
}
