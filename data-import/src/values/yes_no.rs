//! Cells that answer yes or no: a word, a cross, a number. Refuses "forse", and keeps "not known" apart from "no".

use super::fold::fold;
use super::{ValueError, ValueProblem};

/// Yes, no, or `None` where nobody answered: an empty cell, a dash, "n.d.", "?". In a column of crosses the caller
/// may take `None` for no; elsewhere no answer is not a no.
///
/// # Errors
/// Anything else, with the words that are understood.
pub fn yes_no(cell: &str) -> Result<Option<bool>, ValueError> {
    const YES: &[&str] = &["si", "s", "x", "xx", "vero", "v", "true", "t", "yes", "y", "1", "1 0", "ok", "presente", "ja", "oui", "da"];
    const NO: &[&str] = &["no", "n", "falso", "f", "false", "0", "0 0", "assente", "nein", "non", "ne"];
    const UNKNOWN: &[&str] = &["", "nd", "n d", "non disponibile", "non noto", "non so", "vuoto", "null", "na", "n a"];
    let text = cell.trim();
    if matches!(text, "✓" | "✔" | "☑" | "☒") {
        return Ok(Some(true));
    }
    if matches!(text, "☐" | "✗" | "✘") {
        return Ok(Some(false));
    }
    let word = if text.contains(char::is_alphanumeric) && text.contains(['-', '+', '/']) { text.to_owned() } else { fold(text) };
    if YES.contains(&word.as_str()) {
        Ok(Some(true))
    } else if NO.contains(&word.as_str()) {
        Ok(Some(false))
    } else if UNKNOWN.contains(&word.as_str()) {
        Ok(None)
    } else {
        Err(ValueError::new(ValueProblem::NotUnderstood, text, "scrivere sì oppure no (vanno bene anche s, n, x, 1, 0, vero, falso)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    #[test]
    fn what_people_write_for_yes_and_no() {
        for text in ["sì", "si", "Si", "SI'", "Sì.", "s", "S", "x", "X", "vero", "VERO", "true", "1", "1.0", "ok", "✓", "Ja", "oui"] {
            assert_eq!(yes_no(text), Ok(Some(true)), "{text}");
        }
        for text in ["no", "NO", "No.", "n", "falso", "FALSO", "false", "0", "0,0", "☐", "nein", "non"] {
            assert_eq!(yes_no(text), Ok(Some(false)), "{text}");
        }
        for text in ["", "  ", "-", "—", "?", "n.d.", "nd", "vuoto", "N.A."] {
            assert_eq!(yes_no(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_doubt_is_refused_with_the_words_allowed() {
        for text in ["forse", "sì e no", "in parte", "2", "-1", "solo il martedì", "parziale"] {
            let error = yes_no(text).expect_err(text);
            assert_eq!(error.problem, ValueProblem::NotUnderstood);
            assert!(error.to_string().contains("scrivere sì oppure no"), "{error}");
        }
    }

    #[test]
    fn nothing_makes_it_panic() {
        for_scrambled(&["sì", "no", "vero", "n.d.", "forse"], |text| drop(yes_no(text)));
    }
}
