//! A street name of a register as people like to read it. Refuses to touch a name that already has small letters.

use super::names::PARTICLES;
use super::roman;
use crate::values::fold::fold;

/// Particles that begin names.
const ARTICLES: &[&str] = &["la", "lo", "le", "il", "gli", "de"];

/// "VIA DELLA LIBERTA'" as "Via della Liberta'", "CORSO VITTORIO EMANUELE II" as "Corso Vittorio Emanuele II".
pub fn shown(toponym: &str) -> String {
    if toponym.chars().any(char::is_lowercase) {
        return toponym.to_owned();
    }
    let mut written = String::with_capacity(toponym.len());
    let mut word = String::new();
    let mut first = true;
    let mut finish = |word: &mut String, follows: Option<char>, written: &mut String| {
        if !word.is_empty() {
            let folded = fold(word);
            let numeral = folded.len() > 1 && roman(&folded).is_some();
            // One letter is an initial or part of a name ("D'Annunzio"), an article often one too ("La Marmora").
            let part_of_name = folded.len() == 1 || ARTICLES.contains(&folded.as_str());
            let small = !first && !part_of_name && PARTICLES.contains(&folded.as_str());
            written.push_str(&if numeral {
                word.clone()
            } else if small {
                word.to_lowercase()
            } else {
                let mut letters = word.chars();
                letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
            });
            first = false;
            word.clear();
        }
        written.extend(follows);
    };
    for letter in toponym.chars() {
        if letter.is_alphanumeric() {
            word.push(letter);
        } else {
            finish(&mut word, Some(letter), &mut written);
        }
    }
    finish(&mut word, None, &mut written);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_readable_and_other_names_stay() {
        for (register, people) in [
            ("VIA ROMA", "Via Roma"),
            ("VIA DELLA LIBERTA'", "Via della Liberta'"),
            ("CORSO VITTORIO EMANUELE II", "Corso Vittorio Emanuele II"),
            ("PIAZZA DELL'UNITA'", "Piazza dell'Unita'"),
            ("VIA GABRIELE D'ANNUNZIO", "Via Gabriele D'Annunzio"),
            ("CORSO LA MARMORA", "Corso La Marmora"),
            ("VIA G.B. VICO", "Via G.B. Vico"),
            ("Via XXV aprile", "Via XXV aprile"),
            ("", ""),
        ] {
            assert_eq!(shown(register), people);
        }
    }
}
