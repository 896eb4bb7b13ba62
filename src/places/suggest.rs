//! Suggestions while a person types.
//! Refuses to correct what may still become a name: slips are looked for only when nothing begins so.

use std::cmp::Reverse;

use super::gazetteer::{Beginning, Gazetteer};
use super::names::{Form, keys_of};
use super::place::PlaceKind;
use super::question::Question;
use super::ranking::Candidate;

impl Gazetteer {
    /// Places for the first letters of a name, at most `limit`: written-out names first, then
    /// municipalities before the rest and bigger before smaller.
    #[must_use]
    pub fn suggest(&self, prefix: &str, limit: usize) -> Vec<Candidate<'_>> {
        let question = Question::of(prefix);
        let has_digit = question.words.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit()));
        let mut begun: Vec<_> = keys_of(&question.words)
            .iter()
            .filter(|_| question.postcode.is_none())
            .flat_map(|(key, _)| {
                let beginning = self.beginning(key);
                beginning.map(|(naming, beginning)| {
                    let ending = naming.form == Form::Ending;
                    let whole = beginning == Beginning::Whole && !ending;
                    (naming, !whole, ending, key.len())
                })
            })
            .filter(|(naming, ..)| has_digit || self.place(*naming).kind != PlaceKind::Civico)
            .collect();
        if begun.is_empty() {
            return self.geocode(prefix, limit).candidates;
        }
        begun.sort_by_cached_key(|(naming, not_whole, ending, _)| {
            let place = self.place(*naming);
            let residents = Reverse(place.residents.unwrap_or(0));
            (*not_whole, *ending, place.kind, residents, naming.place)
        });
        let mut taken = Vec::new();
        for (naming, not_whole, ending, letters) in begun {
            if taken.len() >= limit {
                break;
            }
            let place = self.place(naming);
            if taken.iter().any(|candidate: &Candidate| std::ptr::eq(candidate.place, place)) {
                continue;
            }
            let share = (letters as f64 / place.name.len().max(1) as f64).min(1.0);
            taken.push(Candidate {
                place,
                score: match (not_whole, ending) {
                    (false, _) => 1.0,
                    (true, false) => 0.5 + 0.4 * share,
                    (true, true) => 0.3 + 0.4 * share,
                },
                precision: place.kind.precision(),
            });
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use crate::places::example::with_streets;

    #[test]
    fn suggestions_offer_house_numbers_only_to_numbers() {
        let gazetteer = with_streets();
        let names = |prefix: &str| -> Vec<String> {
            let found = gazetteer.suggest(prefix, 9).into_iter();
            found.map(|found| found.place.name.clone()).collect()
        };
        assert_eq!(names("via ro"), ["Via Roma", "Via Roma"]);
        assert_eq!(names("via roma 1"), ["Via Roma 1", "Via Roma 1"]);
        assert_eq!(names("repubb"), ["Viale della Repubblica"]);
        assert_eq!(names("4002"), ["40026"]);
        assert_eq!(names("40026"), ["40026"]);
        assert_eq!(names("b"), ["Bologna"]);
    }
}
