//! The comuni of a territory by kind, as its page says it: small ones and large ones, islands, and the official classes that were
//! imported. Says nothing of kinds in which nobody lives.

use std::collections::HashMap;

use super::answer::Answer;
use super::pages::file_url;
use super::row::Row;
use super::said;
use crate::web::Words;

/// Comuni of one class.
pub struct Kind {
    /// "Meno di 2.000 residenti".
    pub name: String,
    /// People of the group in them.
    pub people: String,
    /// How many of them have a site near.
    pub within: String,
    /// How far the nearest one is on average.
    pub mean: String,
}

/// Classes of one sort.
pub struct Sort {
    /// "Aree interne (SNAI)".
    pub name: String,
    /// Its classes, in their order.
    pub kinds: Vec<Kind>,
}

/// Comuni by kind.
pub struct Kinds {
    /// What the columns hold, but for the first.
    pub heads: [String; 3],
    /// The sorts of classes in which more than one has people.
    pub sorts: Vec<Sort>,
    /// The file.
    pub csv: String,
}

/// What a class is called. Its codes are those of interfaces.
fn name(words: Words, row: &Row) -> String {
    if row.code.ends_with("_unclassified") {
        return words.say("coverage-kind-unclassified");
    }
    words.say(&format!("coverage-kind-{}-{}", row.level, row.code).to_lowercase().replace('_', "-"))
}

impl Kinds {
    /// Of an answer by class of comune; none where its comuni are all of one kind.
    #[must_use]
    pub fn of(answer: &Answer, words: Words) -> Option<Self> {
        let mean: HashMap<(&str, &str), &Row> =
            answer.rows.iter().filter(|row| row.measure == "mean").map(|row| ((row.level, row.code.as_str()), row)).collect();
        let mut sorts: Vec<(&str, Vec<Kind>)> = vec![];
        for row in answer.rows.iter().filter(|row| row.measure == "within") {
            let Some(people) = row.denominator.filter(|people| *people > 0.0) else { continue };
            let kind = Kind {
                name: name(words, row),
                people: said::whole(words, people),
                within: said::cell(words, row),
                mean: mean.get(&(row.level, row.code.as_str())).map(|row| said::cell(words, row)).unwrap_or_default(),
            };
            match sorts.last_mut().filter(|(level, _)| *level == row.level) {
                Some((_, kinds)) => kinds.push(kind),
                None => sorts.push((row.level, vec![kind])),
            }
        }
        let named =
            |(level, kinds): (&str, Vec<Kind>)| Sort { name: words.say(&format!("coverage-kind-{}", level.replace('_', "-"))), kinds };
        let sorts: Vec<Sort> = sorts.into_iter().filter(|(_, kinds)| kinds.len() > 1).map(named).collect();
        let people = said::people(words, &answer.request.group);
        let distance = said::limit(words, answer.request.threshold_m.unwrap_or_default());
        (!sorts.is_empty()).then(|| Self {
            heads: [people.clone(), words.say_with("coverage-class-within", "high", distance), words.say("coverage-measure-mean")],
            sorts,
            csv: file_url(answer, "csv"),
        })
    }
}
