//! Text brought down to what two writers of the same thing have in common: lower case, no accents, no punctuation.
//! Refuses to translate or to stem; letters outside the Latin alphabet stay as they are.

/// Lower-case words without accents, one space between them: "Località  Ca' d'Oro" is `localita ca d oro`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        push_folded(letter, &mut folded);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// As [`fold`], with acronyms made one word: "P.I.P.P.I." is `pippi`, "A.S.P." is `asp`, "G. Verdi" stays `g verdi`.
pub fn fold_acronyms(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let single = |at: usize| {
        letters.get(at).is_some_and(|letter| letter.is_alphabetic())
            && !at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|letter| letter.is_alphanumeric())
            && !letters.get(at + 1).is_some_and(|letter| letter.is_alphanumeric())
    };
    let mut joined = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let inside = *letter == '.' && at > 0 && single(at - 1) && single(at + 1);
        if !inside {
            joined.push(*letter);
        }
    }
    fold(&joined)
}

fn push_folded(letter: char, folded: &mut String) {
    if let Some(plain) = plain_letter(letter) {
        folded.push_str(plain);
        return;
    }
    match letter {
        '\u{300}'..='\u{36f}' => {}
        // Ordinal signs are letters to Unicode and signs to whoever writes "n° 5".
        'º' | 'ª' => push_space(folded),
        letter if letter.is_alphanumeric() => folded.extend(letter.to_lowercase().filter(|one| !('\u{300}'..='\u{36f}').contains(one))),
        _ => push_space(folded),
    }
}

fn push_space(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The letters a Latin letter with a mark is written with where there are no marks.
fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ā' | 'Ă' | 'Ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' | 'Ç' | 'Ć' | 'Č' | 'Ĉ' | 'Ċ' => "c",
        'ď' | 'đ' | 'ð' | 'Ď' | 'Đ' | 'Ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'È' | 'É' | 'Ê' | 'Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "e",
        'ğ' | 'ĝ' | 'ġ' | 'Ğ' | 'Ĝ' | 'Ġ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'Ì' | 'Í' | 'Î' | 'Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "i",
        'ł' | 'ĺ' | 'ľ' | 'Ł' | 'Ĺ' | 'Ľ' => "l",
        'ñ' | 'ń' | 'ň' | 'Ñ' | 'Ń' | 'Ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' | 'Ō' | 'Ő' => "o",
        'ŕ' | 'ř' | 'Ŕ' | 'Ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' | 'Ś' | 'Ş' | 'Š' | 'Ș' => "s",
        'ß' | 'ẞ' => "ss",
        'ţ' | 'ť' | 'ț' | 'Ţ' | 'Ť' | 'Ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'Ù' | 'Ú' | 'Û' | 'Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' => "u",
        'ý' | 'ÿ' | 'Ý' | 'Ÿ' => "y",
        'ź' | 'ż' | 'ž' | 'Ź' | 'Ż' | 'Ž' => "z",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        _ => return None,
    })
}

/// Whether two texts are one slip of the finger apart: a letter changed, left out, added, or two neighbours exchanged.
/// Equal texts are not.
pub fn one_edit(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let same_start = left.iter().zip(&right).take_while(|(one, other)| one == other).count();
    let (left, right) = (&left[same_start..], &right[same_start..]);
    let same_end = left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
    let (left, right) = (&left[..left.len() - same_end], &right[..right.len() - same_end]);
    match (left, right) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    #[test]
    fn accents_case_and_signs_do_not_part_texts() {
        for (text, folded) in [
            ("Località  Ca' d'Oro", "localita ca d oro"),
            ("FORLÌ-CESENA", "forli cesena"),
            ("e\u{300}", "e"),
            ("Romstraße", "romstrasse"),
            ("Čebine, Šempeter", "cebine sempeter"),
            ("n° 5", "n 5"),
            ("1ª sede", "1 sede"),
            ("İ", "i"),
            ("  ", ""),
            ("Cœur", "coeur"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            assert_eq!(fold(folded), folded, "folding twice changes nothing");
        }
    }

    #[test]
    fn acronyms_are_one_word_and_initials_are_not() {
        for (text, folded) in
            [("P.I.P.P.I.", "pippi"), ("A.S.P. Rossi", "asp rossi"), ("G. Verdi", "g verdi"), ("N.civico", "n civico"), ("3.5", "3 5")]
        {
            assert_eq!(fold_acronyms(text), folded, "{text}");
        }
    }

    #[test]
    fn one_slip_is_one_slip() {
        for (left, right) in [("mediazione", "mediazoine"), ("mediazione", "medazione"), ("roma", "rona"), ("roma", "romaa")] {
            assert!(one_edit(left, right) && one_edit(right, left), "{left} {right}");
        }
        for (left, right) in [("roma", "roma"), ("roma", "ramo"), ("", "ab"), ("abc", "cba")] {
            assert!(!one_edit(left, right), "{left} {right}");
        }
    }

    #[test]
    fn any_text_folds_and_folds_to_itself() {
        for_scrambled(&["Località Ca' d'Oro", "P.I.P.P.I.", "Straße"], |text| {
            let folded = fold(text);
            assert_eq!(fold(&folded), folded, "{text:?}");
            assert!(!folded.starts_with(' ') && !folded.ends_with(' ') && !folded.contains("  "), "{text:?}");
            fold_acronyms(text);
        });
    }
}
