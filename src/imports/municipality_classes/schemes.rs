//! What cells say of the class of a comune: the letter of SNAI, how mountainous, the altimetric zone; by sign, by name or by both.
//! Refuses a sign and a name of two classes, and every word it does not know.

use data_import::values::yes_no::yes_no;

use super::super::names::folded;

/// A classification of comuni.
pub(super) struct Scheme {
    /// As `municipality_class.scheme`.
    pub(super) word: &'static str,
    /// As reports call it.
    pub(super) name: &'static str,
    /// What may be written.
    pub(super) hint: &'static str,
    classes: &'static [Class],
    /// The classes of yes and no, where that is a question.
    answers: Option<(&'static str, &'static str)>,
}

struct Class {
    /// As `municipality_class.class`.
    class: &'static str,
    signs: &'static [&'static str],
    names: &'static [&'static str],
}

const fn class(class: &'static str, signs: &'static [&'static str], names: &'static [&'static str]) -> Class {
    Class { class, signs, names }
}

/// Inner areas; the maps of 2014 and of 2020 have the same six classes.
pub(super) const SNAI: Scheme = Scheme {
    word: "snai",
    name: "aree interne (SNAI)",
    hint: "scrivere A (polo), B (polo intercomunale), C (cintura), D (intermedio), E (periferico) o F (ultraperiferico)",
    classes: &[
        class("A", &["a"], &["polo"]),
        class("B", &["b"], &["polo intercomunale"]),
        class("C", &["c"], &["cintura"]),
        class("D", &["d"], &["intermedio"]),
        class("E", &["e"], &["periferico"]),
        class("F", &["f"], &["ultraperiferico", "ultra periferico"]),
    ],
    answers: None,
};

/// Mountain comuni.
pub(super) const MOUNTAIN: Scheme = Scheme {
    word: "mountain",
    name: "montagna",
    hint: "scrivere T (totalmente montano), P (parzialmente montano) o NM (non montano); vanno bene anche sì e no",
    classes: &[
        class("mountain", &["t"], &["totalmente montano", "montano", "totalmente", "totale"]),
        class("partly_mountain", &["p"], &["parzialmente montano", "parzialmente", "parziale"]),
        class("not_mountain", &["nm", "n"], &["non montano"]),
    ],
    answers: Some(("mountain", "not_mountain")),
};

/// Altimetric zones of ISTAT.
pub(super) const ALTIMETRIC_ZONE: Scheme = Scheme {
    word: "altimetric_zone",
    name: "zona altimetrica",
    hint: "scrivere 1 (montagna interna), 2 (montagna litoranea), 3 (collina interna), 4 (collina litoranea) o 5 (pianura)",
    classes: &[
        class("1", &["1", "1 0"], &["montagna interna"]),
        class("2", &["2", "2 0"], &["montagna litoranea"]),
        class("3", &["3", "3 0"], &["collina interna"]),
        class("4", &["4", "4 0"], &["collina litoranea"]),
        class("5", &["5", "5 0"], &["pianura"]),
    ],
    answers: None,
};

/// Why a cell names no class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misread {
    /// No word of this scheme.
    Unknown,
    /// The sign of one class and the name of another.
    Contradiction,
}

impl Misread {
    /// In the words of a report.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Unknown => "non è una classe conosciuta",
            Self::Contradiction => "la sigla e il nome sono di due classi diverse",
        }
    }
}

impl Scheme {
    /// The class a cell names; none where it says nothing ("-", "n.d.").
    ///
    /// # Errors
    /// When it is no class of this scheme, or two.
    pub(super) fn read(&self, cell: &str) -> Result<Option<&'static str>, Misread> {
        let answer = yes_no(cell);
        if answer == Ok(None) {
            return Ok(None);
        }
        let words = words(cell);
        if let Some(class) = self.of_sign(&words).or_else(|| self.of_name(&words)) {
            return Ok(Some(class));
        }
        let both = words.split_once(' ').and_then(|(sign, name)| Some((self.of_sign(sign)?, self.of_name(name)?)));
        match (both, self.answers, answer) {
            (Some((of_sign, of_name)), ..) if of_sign == of_name => Ok(Some(of_sign)),
            (Some(_), ..) => Err(Misread::Contradiction),
            (None, Some((yes, _)), Ok(Some(true))) => Ok(Some(yes)),
            (None, Some((_, no)), Ok(Some(false))) => Ok(Some(no)),
            _ => Err(Misread::Unknown),
        }
    }

    fn of_sign(&self, text: &str) -> Option<&'static str> {
        self.classes.iter().find(|class| class.signs.contains(&text)).map(|class| class.class)
    }

    fn of_name(&self, text: &str) -> Option<&'static str> {
        self.classes.iter().find(|class| class.names.iter().any(|name| words(name) == text)).map(|class| class.class)
    }
}

/// The words of a cell as they are compared: folded, without their endings ("aree ultraperiferiche", "comuni polo"), and
/// without those that only say of what they are.
fn words(cell: &str) -> String {
    const SMALL: [&str; 8] = ["comune", "comuni", "area", "aree", "classe", "fascia", "zona", "di"];
    let folded = folded(cell);
    let words = folded.split(' ').filter(|word| !SMALL.contains(word));
    // Shorter words are signs.
    let stems = words.map(|word| if word.len() > 3 { word.trim_end_matches(['a', 'e', 'h', 'i', 'o']) } else { word });
    stems.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(scheme: &Scheme, class: &'static str, cells: &[&str]) {
        for cell in cells {
            assert_eq!(scheme.read(cell), Ok(Some(class)), "{cell}");
        }
    }

    #[test]
    fn classes_are_read_by_letter_by_name_and_by_both() {
        all(&SNAI, "A", &["A", "a", "A - Polo", "Polo", "POLO", "comune polo", "Poli"]);
        all(&SNAI, "B", &["B", "B - Polo intercomunale", "B Polo Intercomunale", "Polo intercomunale", "poli intercomunali"]);
        all(&SNAI, "C", &["c", "C-Cintura", "Cintura", "comune di cintura", "C) Cintura"]);
        all(&SNAI, "D", &["D - Intermedio", "D Intermedio", "intermedi", "Area intermedia", "Classe D"]);
        all(&SNAI, "E", &["E", "E – Periferico", "PERIFERICO", "aree periferiche"]);
        all(&SNAI, "F", &["F", "F - Ultraperiferico", "Ultra-periferico", "ultra periferico", "F Ultra Periferico", "Ultraperifèrico"]);
        all(&MOUNTAIN, "mountain", &["T", "Totalmente montano", "montano", "Montana", "sì", "SI", "1", "x", "T - Totalmente montano"]);
        all(&MOUNTAIN, "partly_mountain", &["P", "p", "Parzialmente montano", "parziale", "Comune parzialmente montano"]);
        all(&MOUNTAIN, "not_mountain", &["NM", "N", "Non montano", "no", "0", "NM - Non montano"]);
        all(&ALTIMETRIC_ZONE, "1", &["1", "Montagna interna", "1.0", "1 - Montagna interna"]);
        all(&ALTIMETRIC_ZONE, "2", &["2", "MONTAGNA LITORANEA"]);
        all(&ALTIMETRIC_ZONE, "4", &["4", "collina litoranea", "Zona 4"]);
        all(&ALTIMETRIC_ZONE, "5", &["5", "Pianura", "5 pianura"]);
    }

    #[test]
    fn what_says_nothing_is_no_class_and_what_says_two_is_a_mistake() {
        for scheme in [&SNAI, &MOUNTAIN, &ALTIMETRIC_ZONE] {
            for cell in ["", "-", "n.d."] {
                assert_eq!(scheme.read(cell), Ok(None), "{}: {cell}", scheme.word);
            }
            for cell in ["boh", "7", "comune", "A B", "polo montano"] {
                assert_eq!(scheme.read(cell), Err(Misread::Unknown), "{}: {cell}", scheme.word);
            }
        }
        for cell in ["A - Cintura", "B Polo", "A Polo intercomunale", "E - Ultraperiferico"] {
            assert_eq!(SNAI.read(cell), Err(Misread::Contradiction), "{cell}");
        }
        assert_eq!(MOUNTAIN.read("T - Non montano"), Err(Misread::Contradiction));
        assert_eq!(ALTIMETRIC_ZONE.read("5 collina interna"), Err(Misread::Contradiction));
        // An inner area or not is no class: it may be any of three.
        assert_eq!(
            (SNAI.read("sì"), SNAI.read("Aree interne"), SNAI.read("1")),
            (Err(Misread::Unknown), Err(Misread::Unknown), Err(Misread::Unknown))
        );
        // Hills and mountains without saying where are two classes each.
        assert_eq!(ALTIMETRIC_ZONE.read("Collina"), Err(Misread::Unknown));
    }
}
