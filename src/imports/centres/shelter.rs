//! Rows that look like a shelter: their address must not even be stored, let alone shown.
//! Refuses to repeat what it saw: the reason names the kind of place, never the words of the row.

use data_import::CentreRow;

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
pub(super) fn look(row: &CentreRow) -> Finding {
    let cells = [Some(&row.name), row.address.as_ref(), row.locality.as_ref(), row.website.as_ref(), row.email.as_ref(), row.note.as_ref()];
    let extra = row.extra.iter().map(|(_, cell)| cell);
    let cells: Vec<String> = cells.into_iter().flatten().chain(extra).map(|cell| folded(cell)).collect();
    let any = |list: &[&str]| cells.iter().any(|cell| list.iter().any(|words| contains_words(cell, words)));
    if any(&SHELTER_WORDS) {
        Finding::Shelter("looks like a shelter or protected home, which is no centre for families: nothing of the row was stored")
    } else if any(&WORDS_TO_ASK_ABOUT) {
        Finding::Ask("mentions a CAV (centre against violence): make sure its position may be public")
    } else {
        Finding::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::super::candidate::tests::row;
    use super::*;

    #[test]
    fn shelters_are_stopped_in_any_cell() {
        for name in ["Casa-rifugio Aurora", "CASA  FAMIGLIA di prova", "Comunità madre-bambino", "Casa d'accoglienza", "Alloggio protetto"]
        {
            assert!(matches!(look(&CentreRow { name: name.to_owned(), ..row() }), Finding::Shelter(_)), "{name}");
        }
        let noted = CentreRow { note: Some("Indirizzo segreto".to_owned()), ..row() };
        assert!(matches!(look(&noted), Finding::Shelter(_)));
        let extra = CentreRow { extra: vec![("tipo".to_owned(), "struttura protetta".to_owned())], ..row() };
        assert!(matches!(look(&extra), Finding::Shelter(_)));
    }

    #[test]
    fn centres_for_families_pass() {
        for name in ["Centro per le Famiglie (Casa delle Associazioni e della Salute)", "Centro Casa della Famiglia", "Cavour in famiglia"]
        {
            assert_eq!(look(&CentreRow { name: name.to_owned(), ..row() }), Finding::Nothing, "{name}");
        }
    }

    #[test]
    fn a_cav_asks() {
        assert!(matches!(look(&CentreRow { name: "Centro famiglia e CAV".to_owned(), ..row() }), Finding::Ask(_)));
    }

    #[test]
    fn no_reason_repeats_the_row() {
        let Finding::Shelter(reason) = look(&CentreRow { name: "Casa rifugio Aurora".to_owned(), ..row() }) else { panic!("not stopped") };
        assert!(!reason.contains("Aurora"));
    }
}
