//! Rows that look like a shelter: their address must not even be stored, let alone shown. Words of a row say so, or the
//! header of a column that is filled, or the title they stand under.
//! Refuses to repeat what it saw: the reason names the kind of place, never the words of the row.

use data_import::Columns;
use data_import::values::yes_no;

use super::super::names::{contains_words, folded};

/// Why a row is stopped.
pub(super) const REASON: &str =
    "sembra una casa rifugio o una struttura protetta, che non è un centro per la famiglia: della riga non è stato conservato nulla";

/// Words, folded, that stop a row. Italian forms singular and plural, with and without preposition; the words of the other
/// languages of Italy and of English.
const SHELTER_WORDS: [&str; 63] = [
    "casa rifugio",
    "case rifugio",
    "casa di rifugio",
    "case di rifugio",
    "casa famiglia",
    "case famiglia",
    "case famiglie",
    "casafamiglia",
    "comunita madre bambino",
    "comunita madri bambini",
    "comunita madre bambini",
    "comunita madre bambina",
    "comunita madre e bambino",
    "comunita madre figlio",
    "comunita madre figli",
    "comunita mamma bambino",
    "comunita mamme bambini",
    "comunita mamma bambini",
    "comunita mamma e bambino",
    "comunita per madri",
    "comunita per mamme",
    "comunita genitore bambino",
    "casa di accoglienza",
    "case di accoglienza",
    "casa d accoglienza",
    "case d accoglienza",
    "casa accoglienza",
    "case accoglienza",
    "casa per l accoglienza",
    "casa di ospitalita per donne",
    "alloggio protetto",
    "alloggi protetti",
    "appartamento protetto",
    "appartamenti protetti",
    "struttura protetta",
    "strutture protette",
    "casa protetta",
    "case protette",
    "indirizzo segreto",
    "indirizzi segreti",
    "indirizzo riservato",
    "casarifugio",
    "casa refugio",
    "casa segreta",
    "case segrete",
    "rifugio per donne",
    "rifugi per donne",
    "rifugio antiviolenza",
    "rifugi antiviolenza",
    "casa madre bambino",
    "casa mamma bambino",
    "casa di prima accoglienza",
    "casa di seconda accoglienza",
    "casa di emergenza",
    "frauenhaus",
    "frauenhauser",
    "geschutzte wohnung",
    "geschutzte wohnungen",
    "maison refuge",
    "varna hisa",
    "women s shelter",
    "women s refuge",
    "safe house",
];

/// Of those words the ones a title speaks in: many places, and no name of one.
const OF_SEVERAL: [&str; 14] = [
    "case rifugio",
    "case di rifugio",
    "case famiglia",
    "case famiglie",
    "case di accoglienza",
    "case d accoglienza",
    "case accoglienza",
    "alloggi protetti",
    "appartamenti protetti",
    "strutture protette",
    "case protette",
    "case segrete",
    "indirizzi segreti",
    "rifugi per donne",
];

/// Words of a title that begins something else.
const OF_CENTRES: [&str; 8] = ["centro", "centri", "famiglia", "famiglie", "sportello", "sportelli", "sede", "sedi"];

/// Words that make a person look again: a centre against violence may keep its address from the public.
const WORDS_TO_ASK_ABOUT: [&str; 4] = ["cav", "centro antiviolenza", "centro anti violenza", "centri antiviolenza"];

/// What the words of a row point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    /// A shelter: stop.
    Shelter(&'static str),
    /// Perhaps: go on, and say so.
    Ask(&'static str),
    /// Nothing.
    Nothing,
}

/// Whether words, such as a title or the name of a sheet or file, speak of shelters.
pub(super) fn speaks_of_shelters(words: &str) -> bool {
    let words = folded(words);
    SHELTER_WORDS.iter().any(|shelter| contains_words(&words, shelter))
}

/// Looks through every cell of a row, those of unknown columns included, each beside the header it stands under.
pub(super) fn look<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Finding {
    let mut found = Finding::Nothing;
    for (header, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        // "Casa rifugio: no" is said of a centre.
        let is_answered_no = matches!(yes_no::yes_no(cell), Ok(Some(false) | None));
        if speaks_of_shelters(cell) || (!is_answered_no && speaks_of_shelters(header)) {
            return Finding::Shelter(REASON);
        }
        let cell = folded(cell);
        if WORDS_TO_ASK_ABOUT.iter().any(|words| contains_words(&cell, words)) {
            found = Finding::Ask("nomina un CAV (centro antiviolenza)");
        }
    }
    found
}

/// Whether a row whose cells may stand under any header holds nothing of a shelter, so that it can be shown.
pub(super) fn may_be_shown(columns: &Columns, cells: &[String]) -> bool {
    let is_free = look(cells.iter().map(|cell| ("", cell.as_str()))) == Finding::Nothing;
    is_free && !columns.headers().iter().any(|header| speaks_of_shelters(header))
}

/// The titles between the rows of a list: below one that speaks of shelters no row is a centre, until another title comes.
#[derive(Debug, Default)]
pub(super) struct Section {
    of_shelters: bool,
}

impl Section {
    /// What stands above a row, the row itself included. A title is the only filled cell of its row.
    pub(super) fn look(&mut self, cells: &[String]) -> Finding {
        let mut filled = cells.iter().filter(|cell| !cell.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            let title = folded(only);
            if OF_SEVERAL.iter().any(|words| contains_words(&title, words)) || SHELTER_WORDS.contains(&title.as_str()) {
                self.of_shelters = true;
            } else if OF_CENTRES.iter().any(|word| contains_words(&title, word)) && !speaks_of_shelters(&title) {
                self.of_shelters = false;
            }
        }
        if self.of_shelters { Finding::Shelter(REASON) } else { Finding::Nothing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Finding {
        look(cells.iter().map(|cell| ("colonna", *cell)))
    }

    #[test]
    fn shelters_are_stopped_in_any_cell() {
        for name in [
            "Casa-rifugio Aurora",
            "CASA  FAMIGLIA di prova",
            "Comunità madre-bambino",
            "Casa d'accoglienza",
            "Alloggio protetto",
            "Frauenhaus Beispiel",
            "Geschützte Wohnung",
            "Rifugio antiviolenza",
        ] {
            assert!(matches!(seen(&["X1", name]), Finding::Shelter(_)), "{name}");
        }
        assert!(matches!(seen(&["Centro", "", "Indirizzo segreto"]), Finding::Shelter(_)));
    }

    #[test]
    fn centres_for_families_pass() {
        for name in ["Centro per le Famiglie (Casa delle Associazioni e della Salute)", "Centro Casa della Famiglia", "Cavour in famiglia"]
        {
            assert_eq!(seen(&[name]), Finding::Nothing, "{name}");
        }
    }

    #[test]
    fn a_filled_column_of_shelters_stops_and_a_no_does_not() {
        let with = |cell: &'static str| look([("nome", "Centro Alfa"), ("Casa rifugio", cell)].into_iter());
        for cell in ["sì", "X", "via Nascosta 1"] {
            assert!(matches!(with(cell), Finding::Shelter(_)), "{cell}");
        }
        for cell in ["", "no", "NO", "-", "n.d."] {
            assert_eq!(with(cell), Finding::Nothing, "{cell}");
        }
    }

    #[test]
    fn below_a_title_of_shelters_no_row_is_a_centre() {
        let rows: [(&[&str], bool); 9] = [
            (&["CENTRI PER LE FAMIGLIE", "", ""], false),
            (&["Alfa", "Bologna", "051 000001"], false),
            // One row with one cell is no title.
            (&["Casa famiglia Beta", "", ""], false),
            (&["Gamma", "Bologna", ""], false),
            (&["CASE RIFUGIO", "", ""], true),
            (&["Delta", "Imola", "0542 000001"], true),
            (&["TOTALE", "", ""], true),
            (&["Sportelli", "", ""], false),
            (&["Epsilon", "Imola", ""], false),
        ];
        let mut section = Section::default();
        for (cells, stopped) in rows {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            assert_eq!(matches!(section.look(&cells), Finding::Shelter(_)), stopped, "{cells:?}");
        }
    }

    #[test]
    fn a_cav_asks() {
        assert!(matches!(seen(&["Centro famiglia e CAV"]), Finding::Ask(_)));
    }

    #[test]
    fn no_reason_repeats_the_row() {
        let Finding::Shelter(reason) = seen(&["Casa rifugio Aurora"]) else { panic!("not stopped") };
        assert!(!reason.contains("Aurora"));
    }
}
