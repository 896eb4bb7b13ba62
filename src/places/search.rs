//! From a question to places: exact names first, then names begun, misspelt or remembered by their end.
//! Refuses to read a text in one way only: areas, postcodes and addresses are tried from exact to vague.

use super::gazetteer::{Area, Beginning, Gazetteer, Naming};
use super::names::{Form, keys_of};
use super::place::PlaceKind;
use super::question::{Question, without_house_number};
use super::ranking::{Found, Geocoded, Way};

/// More endings than this are a common word, not a place.
const DISTINCTIVE: usize = 5;

impl Gazetteer {
    /// The places that a text may mean, at most `limit`. Reads names in any spelling, with province,
    /// Region, municipality or postcode after them, and addresses as far as streets are known; of the
    /// text the first 200 characters count.
    #[must_use]
    pub fn geocode(&self, query: &str, limit: usize) -> Geocoded<'_> {
        let question = Question::of(query);
        let mut found = self.search(&question);
        if let Some(postcode) = &question.postcode {
            found =
                if found.is_empty() { self.exact(std::slice::from_ref(postcode), None) } else { self.narrow_to_postcode(found, postcode) };
        }
        self.answer(found, query, limit)
    }

    /// The ISTAT codes of the comuni that are called exactly so, alone or with the area they lie in; no short name such as
    /// Re or Vo, which is more often part of another.
    pub(super) fn comuni_named(&self, text: &str) -> Vec<String> {
        let mut found = self.exact_or_within(&Question::of(text));
        found.retain(|found| self.place(found.naming).kind == PlaceKind::Comune && self.place(found.naming).name.len() > 3);
        let best = found.iter().map(|found| found.naming.form).min();
        found.retain(|found| Some(found.naming.form) == best);
        let mut codes: Vec<String> = found.iter().map(|found| self.place(found.naming).municipality_code.clone()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    fn search(&self, question: &Question) -> Vec<Found> {
        if question.words.is_empty() {
            return Vec::new();
        }
        let mut found = self.exact_or_within(question);
        if found.is_empty()
            && let Some(shorter) = question.without_opening()
        {
            return self.search(&shorter);
        }
        if found.is_empty() && (question.is_street() || !question.rests_after_breaks().is_empty()) {
            found = self.known_part_of_address(question);
        }
        if found.is_empty() {
            found = self.inexact(question);
        }
        if found.is_empty() {
            found = self.municipality_at_end(question);
        }
        found
    }

    /// Names written exactly, alone or with the area they lie in.
    fn exact_or_within(&self, question: &Question) -> Vec<Found> {
        let mut found = self.exact(&question.words, None);
        if found.is_empty() {
            for reading in question.readings() {
                if let Some(area) = self.area_of(reading.area) {
                    found.extend(self.exact(reading.name, Some(&area)));
                }
            }
        }
        found
    }

    /// The area some words name: "Bologna" or "BO", with what lies around it as in "BO, Emilia" or not.
    fn area_of(&self, words: &[String]) -> Option<Area> {
        let named = |words: &[String]| keys_of(words).iter().find_map(|(key, _)| self.area(key));
        named(words).or_else(|| {
            (1..words.len()).rev().find_map(|split| {
                let (inner, around) = words.split_at(split);
                let around = named(around)?;
                let municipalities = self.exact(inner, Some(&around)).into_iter();
                let narrower = Area {
                    municipality_codes: municipalities
                        .map(|found| self.place(found.naming))
                        .filter(|place| place.kind == PlaceKind::Comune)
                        .map(|place| place.municipality_code.clone())
                        .collect(),
                    province_codes: named(inner).unwrap_or_default().province_codes,
                    region_codes: Vec::new(),
                };
                (!narrower.is_empty()).then_some(narrower)
            })
        })
    }

    fn exact(&self, words: &[String], area: Option<&Area>) -> Vec<Found> {
        let mut found = Vec::new();
        for (key, best) in keys_of(words) {
            let namings = self.exactly(&key).iter();
            found.extend(
                namings
                    .filter(|naming| naming.form != Form::Ending)
                    .filter(|naming| area.is_none_or(|area| area.holds(self.place(**naming))))
                    .map(|naming| Found { naming: Naming { place: naming.place, form: naming.form.max(best) }, way: Way::Exact }),
            );
        }
        found
    }

    /// The street without the house number, or what stands after a comma.
    fn known_part_of_address(&self, question: &Question) -> Vec<Found> {
        if let Some(street) = without_house_number(&question.words) {
            let found = self.exact(street, None);
            if !found.is_empty() {
                return found;
            }
        }
        for reading in question.readings() {
            if let Some(street) = without_house_number(reading.name)
                && let Some(area) = self.area_of(reading.area)
            {
                let found = self.exact(street, Some(&area));
                if !found.is_empty() {
                    return found;
                }
            }
        }
        let found = self.misspelt_street(question);
        if !found.is_empty() {
            return found;
        }
        let rests = question.rests_after_breaks();
        let found = rests
            .iter()
            .map(|rest| self.exact_or_within(rest))
            .chain(question.is_street().then(|| self.municipality_at_end(question)))
            .chain(rests.iter().map(|rest| self.inexact(rest)))
            .find(|found| !found.is_empty());
        as_part(found.unwrap_or_default())
    }

    /// A street with a slip in its name, in an area that is named after it.
    fn misspelt_street(&self, question: &Question) -> Vec<Found> {
        if !question.is_street() {
            return Vec::new();
        }
        for reading in question.readings() {
            let Some(area) = self.area_of(reading.area) else {
                continue;
            };
            let street = without_house_number(reading.name).unwrap_or(reading.name);
            let mut found = self.begun_or_misspelt(street, Some(&area));
            found.retain(|found| self.place(found.naming).kind == PlaceKind::Via);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// A municipality named by the last words, as in "stazione Bologna".
    fn municipality_at_end(&self, question: &Question) -> Vec<Found> {
        let found = question.endings().map(|ending| {
            let mut found = self.exact_or_within(&ending);
            found.retain(|found| {
                let place = self.place(found.naming);
                place.kind == PlaceKind::Comune && place.name.len() > 3
            });
            found
        });
        as_part(found.into_iter().find(|found| !found.is_empty()).unwrap_or_default())
    }

    /// Names begun or misspelt, alone or with the area they lie in; else names by their end.
    fn inexact(&self, question: &Question) -> Vec<Found> {
        let mut found = self.begun_or_misspelt(&question.words, None);
        for reading in question.readings() {
            if let Some(area) = self.area_of(reading.area) {
                found.extend(self.begun_or_misspelt(reading.name, Some(&area)));
            }
        }
        if found.is_empty() {
            found = self.by_ending(&question.words);
        }
        found
    }

    fn begun_or_misspelt(&self, words: &[String], area: Option<&Area>) -> Vec<Found> {
        let inside = |naming: &Naming| area.is_none_or(|area| area.holds(self.place(*naming)));
        let mut found = Vec::new();
        for (key, best) in keys_of(words) {
            let limit = match key.len() {
                0..3 => continue,
                3..9 => 1,
                _ => 2,
            };
            let worsened = |naming: Naming| Naming { place: naming.place, form: naming.form.max(best) };
            for (naming, beginning) in self.beginning(&key) {
                let known = !matches!(self.place(naming).kind, PlaceKind::Civico);
                if beginning == Beginning::Words && naming.form != Form::Ending && known && inside(&naming) {
                    let way = Way::WholeWords;
                    found.push(Found { naming: worsened(naming), way });
                }
            }
            for (naming, slips) in self.by_slips(&key, limit) {
                if inside(&naming) {
                    let way = if slips <= 1 { Way::OneSlip } else { Way::TwoSlips };
                    found.push(Found { naming: worsened(naming), way });
                }
            }
        }
        found
    }

    fn by_ending(&self, words: &[String]) -> Vec<Found> {
        let key = words.concat();
        if key.len() < 5 {
            return Vec::new();
        }
        let namings: Vec<_> = self.exactly(&key).iter().take(DISTINCTIVE + 1).collect();
        if namings.len() > DISTINCTIVE {
            return Vec::new();
        }
        let way = Way::Ending;
        namings.into_iter().map(|naming| Found { naming: *naming, way }).collect()
    }

    /// Keeps the places whose municipality has the postcode; all of them when none has.
    fn narrow_to_postcode(&self, found: Vec<Found>, postcode: &str) -> Vec<Found> {
        let municipality = |naming: &Naming| self.place(*naming).municipality_code.as_str();
        let has_it = |found: &Found| {
            self.exactly(postcode)
                .iter()
                .any(|naming| self.place(*naming).kind == PlaceKind::Cap && municipality(naming) == municipality(&found.naming))
        };
        let narrowed: Vec<_> = found.iter().copied().filter(has_it).collect();
        if narrowed.is_empty() { found } else { narrowed }
    }
}

fn as_part(mut found: Vec<Found>) -> Vec<Found> {
    for found in &mut found {
        found.way = Way::Part;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::example::with_streets;
    use proptest::prelude::*;

    fn asked(gazetteer: &Gazetteer, query: &str) -> Vec<(String, String, &'static str)> {
        let candidates = gazetteer.geocode(query, 9).candidates.into_iter();
        candidates
            .map(|found| {
                let place = found.place;
                (place.name.clone(), place.municipality.clone(), found.precision.code())
            })
            .collect()
    }

    #[test]
    fn streets_are_used_where_they_are_known() {
        let gazetteer = with_streets();
        for (query, name, municipality, precision) in [
            ("via Roma 1, Bologna", "Via Roma 1", "Bologna", "civico"),
            ("Via Roma 1 - 40026 Imola (BO)", "Via Roma 1", "Imola", "civico"),
            ("via Roma, 99/b, Imola", "Via Roma", "Imola", "via"),
            ("via roma imola", "Via Roma", "Imola", "via"),
            ("viale Repubblica 3 Imola", "Viale della Repubblica", "Imola", "via"),
            ("viale della Republica, Imola", "Viale della Repubblica", "Imola", "via"),
            ("via Mai Sentita 4, Imola", "Imola", "Imola", "comune"),
            ("via Mai Sentita 4 Imola BO", "Imola", "Imola", "comune"),
            ("villa aldini bologna", "Villa Aldini", "Bologna", "luogo"),
            ("40026", "40026", "Imola", "zona"),
            ("via mai sentita, 40026", "40026", "Imola", "zona"),
            ("Ortisei, Alto Adige", "Ortisei/St. Ulrich", "Ortisei/St. Ulrich", "comune"),
            ("St Ulrich Südtirol", "Ortisei/St. Ulrich", "Ortisei/St. Ulrich", "comune"),
            ("Aosta (Valle d’Aosta)", "Aosta", "Aosta", "comune"),
        ] {
            let found = asked(&gazetteer, query);
            let expected = (name.to_owned(), municipality.to_owned(), precision);
            assert_eq!(found.first(), Some(&expected), "{query}: {found:?}");
        }
        assert!(gazetteer.geocode("via Roma", 9).ambiguous);
        assert!(!gazetteer.geocode("via Roma, Imola", 9).ambiguous);
        // A postcode with a slip is another postcode.
        assert!(asked(&gazetteer, "40122").is_empty());
    }

    #[test]
    fn a_municipality_comes_before_its_namesakes() {
        let gazetteer = with_streets();
        assert_eq!(asked(&gazetteer, "bologna").len(), 1, "the seat is not offered twice");
        let imola = gazetteer.geocode("Imola", 9);
        assert_eq!(imola.candidates.len(), 2);
        assert_eq!(imola.candidates[0].place.kind, PlaceKind::Comune);
        assert!((imola.candidates[0].score - 1.0).abs() < f64::EPSILON && !imola.ambiguous);
        let slip = gazetteer.geocode("Bolgna", 9);
        assert!(slip.candidates[0].score < imola.candidates[0].score);
        assert!(gazetteer.geocode("Bologna", 0).candidates.is_empty());
        assert!(Gazetteer::build(Vec::new()).geocode("Bologna", 5).candidates.is_empty());
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in any::<String>(), limit in 0_usize..5) {
            let gazetteer = with_streets();
            prop_assert!(gazetteer.geocode(&text, limit).candidates.len() <= limit);
            prop_assert!(gazetteer.suggest(&text, limit).len() <= limit);
        }

        #[test]
        fn nor_any_mixture_of_real_words(
            words in prop::collection::vec(
                prop::sample::select(vec!["via", "roma", "1", ",", "(", ")", "40121", "bologna", "bo", "s.",
                    "di", "comune di", "'", "/", "-", "italia", "alto adige", "è", "ß", "12/a", "\u{301}"]),
                0..80),
            limit in 0_usize..5,
        ) {
            let gazetteer = with_streets();
            for text in [words.concat(), words.join(" ")] {
                let answer = gazetteer.geocode(&text, limit);
                prop_assert!(answer.candidates.iter().all(|found| (0.0..=1.0).contains(&found.score)));
                prop_assert!(gazetteer.suggest(&text, limit).len() <= limit);
            }
        }
    }
}
