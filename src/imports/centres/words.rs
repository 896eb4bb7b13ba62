//! Words of a list of centres matched to our code lists, with the synonyms staff have collected.
//! Refuses a word that could mean two things, and names it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use data_import::Row;
use data_import::values::list::split_list;
use data_import::values::words::{Match, WordList};

use super::super::report::Refusal;

/// The code lists a list of centres speaks of.
pub(super) const LISTS: [&str; 12] = [
    "site_status",
    "site_kind",
    "network_role",
    "recognition",
    "ownership",
    "management",
    "service_category",
    "audience",
    "access_mode",
    "precision",
    "position_visibility",
    "staff_profile",
];

/// A value of a code list as the database has it: code, labels in five languages, synonyms.
pub(super) type Entry = (String, Vec<String>, Vec<String>);

/// All lists, ready to be asked.
pub(super) struct Words {
    lists: HashMap<&'static str, WordList>,
    protected: HashSet<String>,
    labels: BTreeMap<(&'static str, String), String>,
}

impl Words {
    /// From the entries of each list and the categories of sensitive services.
    pub(super) fn of(entries: HashMap<&'static str, Vec<Entry>>, protected: HashSet<String>) -> Self {
        let labels = entries
            .iter()
            .flat_map(|(list, entries)| {
                entries.iter().map(|(code, labels, _)| ((*list, code.clone()), labels.first().cloned().unwrap_or_default()))
            })
            .collect();
        let lists = entries.into_iter().map(|(list, entries)| (list, WordList::new(entries))).collect();
        Self { lists, protected, labels }
    }

    /// Whether a service is never tied to a place.
    pub(super) fn is_protected(&self, category: &str) -> bool {
        self.protected.contains(category)
    }

    fn label(&self, list: &'static str, code: &str) -> String {
        self.labels.get(&(list, code.to_owned())).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// The code a word means.
    fn find(&self, list: &'static str, word: &str) -> Result<String, String> {
        let Some(known) = self.lists.get(list) else { return Err("l'elenco non esiste".to_owned()) };
        let named =
            |codes: &[String]| codes.iter().take(3).map(|code| format!("«{}»", self.label(list, code))).collect::<Vec<_>>().join(", ");
        match known.find(word) {
            Match::Exact(code) | Match::Certain(code) => Ok(code),
            Match::Ambiguous(codes) => Err(format!("può voler dire {}", named(&codes))),
            Match::Unknown { nearest } if nearest.is_empty() => Err("non è nell'elenco dei valori".to_owned()),
            Match::Unknown { nearest } => Err(format!("non è nell'elenco dei valori; forse {}", named(&nearest))),
        }
    }

    /// The code of a cell with one word; a word that is not understood refuses the row.
    pub(super) fn one(&self, list: &'static str, row: &Row, column: &str) -> Result<Option<String>, Refusal> {
        let Some(cell) = row.optional(column) else { return Ok(None) };
        self.find(list, cell).map(Some).map_err(|why| Refusal::of_cell(row.number, column, why))
    }

    /// The codes of a cell with several words; those not understood are left out and named.
    pub(super) fn several(&self, list: &'static str, row: &Row, column: &str, warned: &mut Vec<Refusal>) -> Vec<String> {
        let mut codes = vec![];
        for word in split_list(row.optional(column).unwrap_or_default()) {
            match self.find(list, &word) {
                Ok(code) if !codes.contains(&code) => codes.push(code),
                Ok(_) => {}
                // A word of a service is no secret, and without it nobody could mend the row.
                Err(why) => warned.push(Refusal::of_cell(row.number, column, format!("«{word}» {why}: lasciato fuori"))),
            }
        }
        codes
    }

    /// The professions of a cell, in which people also write how many and who: numbers are passed over, and what is not
    /// understood may be the name of a person, so that it is left out and not repeated.
    pub(super) fn professions(&self, row: &Row, column: &str, warned: &mut Vec<Refusal>) -> BTreeSet<String> {
        let mut codes = BTreeSet::new();
        let mut unknown = 0;
        for words in split_list(row.optional(column).unwrap_or_default()) {
            let is_word = |word: &&str| word.chars().any(char::is_alphabetic) && !["n", "n.", "nr", "nr.", "x"].contains(word);
            match self.find("staff_profile", &words.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")) {
                Ok(code) => {
                    codes.insert(code);
                }
                Err(_) => unknown += 1,
            }
        }
        if unknown > 0 {
            let reason = match unknown {
                1 => "una voce non è una professione dell'elenco: lasciata fuori".to_owned(),
                several => format!("{several} voci non sono professioni dell'elenco: lasciate fuori"),
            };
            warned.push(
                Refusal::of_cell(row.number, column, reason)
                    .with_hint("scrivere le professioni e mai i nomi: psicologa; assistente sociale"),
            );
        }
        codes
    }
}
