//! Rows that look like a shelter: their address must not even be stored, let alone shown.
//! Refuses to repeat what it saw: the reason names the kind of place, never the words of the row.

use super::super::names::{contains_words, folded};

/// Words, folded, that stop a row. Italian forms singular and plural, with and without preposition.
const SHELTER_WORDS: [&str; 40] = [
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
    "indirizzo riservato",
];

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

/// Looks through every cell of a row, those of unknown columns included.
pub(super) fn look(cells: &[String]) -> Finding {
    let cells: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
    let any = |list: &[&str]| cells.iter().any(|cell| list.iter().any(|words| contains_words(cell, words)));
    if any(&SHELTER_WORDS) {
        Finding::Shelter(
            "sembra una casa rifugio o una struttura protetta, che non è un centro per la famiglia: della riga non è stato conservato nulla",
        )
    } else if any(&WORDS_TO_ASK_ABOUT) {
        Finding::Ask("nomina un CAV (centro antiviolenza): assicurarsi che la posizione possa essere pubblica")
    } else {
        Finding::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Finding {
        look(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn shelters_are_stopped_in_any_cell() {
        for name in ["Casa-rifugio Aurora", "CASA  FAMIGLIA di prova", "Comunità madre-bambino", "Casa d'accoglienza", "Alloggio protetto"]
        {
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
    fn a_cav_asks() {
        assert!(matches!(seen(&["Centro famiglia e CAV"]), Finding::Ask(_)));
    }

    #[test]
    fn no_reason_repeats_the_row() {
        let Finding::Shelter(reason) = seen(&["Casa rifugio Aurora"]) else { panic!("not stopped") };
        assert!(!reason.contains("Aurora"));
    }
}
