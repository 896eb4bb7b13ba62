//! The names of all places, sorted so that exact, misspelt and half-written ones are found at once.
//! Refuses to change once built: a new import makes a new gazetteer.

use std::collections::{HashMap, HashSet};

use super::edits::{EditCounter, letters};
use super::names::{Form, forms_of};
use super::place::{Place, PlaceKind};

/// An immutable index of places by name. Twenty thousand places take some 15 MB and a tenth of a second.
#[derive(Debug, Default)]
pub struct Gazetteer {
    pub(super) places: Vec<Place>,
    /// Every written form, sorted by its letters.
    keys: Vec<Key>,
    /// Which places have a form; those of one key together.
    namings: Vec<Naming>,
    /// The letters of forms that a slip may lead to, with their place in `keys`, by length.
    by_length: Vec<Vec<(u32, u32)>>,
    areas: HashMap<String, Area>,
}

/// A written form and the stretch of `namings` that have it.
#[derive(Debug)]
struct Key {
    text: Box<str>,
    /// Bit n is set where a word ends after n letters.
    word_ends: u64,
    start: u32,
    end: u32,
}

/// A place and how a form stands to its full name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming {
    pub(super) place: u32,
    pub(super) form: Form,
}

/// What a province label or the name of a province or Region narrows a search to.
#[derive(Debug, Default, Clone)]
pub(super) struct Area {
    pub(super) province_codes: Vec<String>,
    pub(super) region_codes: Vec<String>,
    pub(super) municipality_codes: Vec<String>,
}

impl Area {
    pub(super) fn is_empty(&self) -> bool {
        self.province_codes.is_empty() && self.region_codes.is_empty() && self.municipality_codes.is_empty()
    }

    /// Whether a place lies in the area. A municipality holds its streets and quarters, not itself.
    pub(super) fn holds(&self, place: &Place) -> bool {
        self.province_codes.contains(&place.province_code)
            || self.region_codes.contains(&place.region_code)
            || (place.kind != PlaceKind::Comune && self.municipality_codes.contains(&place.municipality_code))
    }
}

impl Gazetteer {
    /// Sorts places by their names. A town that only repeats the name of the municipality it lies in
    /// is left out: the municipality answers for it.
    #[must_use]
    pub fn build(places: Vec<Place>) -> Self {
        let mut written = Vec::with_capacity(places.len() * 3);
        let mut seats = HashSet::new();
        let mut of_place = HashMap::new();
        let (seat_places, other_places): (Vec<_>, Vec<_>) = (0_u32..).zip(&places).partition(|(_, place)| place.kind == PlaceKind::Comune);
        for (number, place) in seat_places.into_iter().chain(other_places) {
            let forms = std::iter::once(&place.name).chain(&place.other_names).flat_map(|name| forms_of(name));
            of_place.clear();
            for form in forms {
                let best = of_place.entry(form.key).or_insert((form.form, 0));
                best.0 = best.0.min(form.form);
                best.1 |= form.word_ends;
            }
            match place.kind {
                PlaceKind::Comune => {
                    for (key, (form, _)) in &of_place {
                        if *form != Form::Ending {
                            seats.insert((place.municipality_code.as_str(), key.clone()));
                        }
                    }
                }
                PlaceKind::Localita => {
                    let municipality = place.municipality_code.as_str();
                    let repeats =
                        of_place.iter().any(|(key, (form, _))| *form == Form::Full && seats.contains(&(municipality, key.clone())));
                    if repeats {
                        continue;
                    }
                }
                _ => {}
            }
            for (key, (form, word_ends)) in of_place.drain() {
                written.push((key, word_ends, Naming { place: number, form }));
            }
        }
        written.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.2.place.cmp(&b.2.place)));

        let mut gazetteer = Self { areas: areas_of(&places), ..Self::default() };
        for same in written.chunk_by(|a, b| a.0 == b.0) {
            gazetteer.add_key(same, &places);
        }
        gazetteer.places = places;
        gazetteer
    }

    fn add_key(&mut self, same: &[(String, u64, Naming)], places: &[Place]) {
        let text = same[0].0.as_str();
        let start = self.namings.len() as u32;
        self.namings.extend(same.iter().map(|(_, _, naming)| *naming));
        // House numbers are too alike, and endings too many, to be reached by a slip.
        let by_slip =
            same.iter().any(|(_, _, naming)| naming.form != Form::Ending && places[naming.place as usize].kind != PlaceKind::Civico);
        if by_slip {
            if self.by_length.len() <= text.len() {
                self.by_length.resize_with(text.len() + 1, Vec::new);
            }
            self.by_length[text.len()].push((letters(text.as_bytes()), self.keys.len() as u32));
        }
        self.keys.push(Key {
            text: text.into(),
            word_ends: same.iter().fold(0, |ends, (_, more, _)| ends | more),
            start,
            end: self.namings.len() as u32,
        });
    }

    /// How many places were given.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether no place was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn place(&self, naming: Naming) -> &Place {
        &self.places[naming.place as usize]
    }

    fn namings_of(&self, key: &Key) -> &[Naming] {
        &self.namings[key.start as usize..key.end as usize]
    }

    /// The places that have exactly this form.
    pub(super) fn exactly(&self, text: &str) -> &[Naming] {
        self.keys.binary_search_by(|key| (*key.text).cmp(text)).map_or(&[], |found| self.namings_of(&self.keys[found]))
    }

    /// The places with a form that begins so, and whether the form is written out or a word of it ends
    /// there.
    pub(super) fn beginning<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Naming, Beginning)> + 'a {
        let first = self.keys.partition_point(|key| *key.text < *text);
        let keys = self.keys[first..].iter();
        keys.take_while(move |key| key.text.starts_with(text)).flat_map(move |key| {
            let beginning = if key.text.len() == text.len() {
                Beginning::Whole
            } else if text.len() < 64 && key.word_ends & (1 << text.len()) != 0 {
                Beginning::Words
            } else {
                Beginning::Letters
            };
            self.namings_of(key).iter().map(move |naming| (*naming, beginning))
        })
    }

    /// The places with a form at most `limit` slips away, and how many they are. Digits must agree: a
    /// wrong postcode is another postcode.
    pub(super) fn by_slips(&self, text: &str, limit: usize) -> Vec<(Naming, usize)> {
        let asked = text.as_bytes();
        let asked_letters = letters(asked);
        let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
        let asked_digits = digits(text);
        let mut counter = EditCounter::default();
        let mut found = Vec::new();
        let shortest = asked.len().saturating_sub(limit);
        let longest = (asked.len() + limit + 1).min(self.by_length.len());
        for bucket in self.by_length.get(shortest..longest).unwrap_or_default() {
            for (key_letters, key) in bucket {
                if (key_letters ^ asked_letters).count_ones() as usize > 2 * limit {
                    continue;
                }
                let key = &self.keys[*key as usize];
                if let Some(slips) = counter.count(asked, key.text.as_bytes(), limit)
                    && digits(&key.text) == asked_digits
                {
                    let namings = self.namings_of(key).iter();
                    found.extend(namings.filter(|naming| naming.form != Form::Ending).map(|naming| (*naming, slips)));
                }
            }
        }
        found
    }

    /// What the last words of a question narrow it to: a province or its label, a Region, a
    /// municipality.
    pub(super) fn area(&self, key: &str) -> Option<Area> {
        let mut area = self.areas.get(key).cloned().unwrap_or_default();
        let municipalities =
            self.exactly(key).iter().filter(|naming| naming.form != Form::Ending && self.place(**naming).kind == PlaceKind::Comune);
        area.municipality_codes.extend(municipalities.map(|naming| self.place(*naming).municipality_code.clone()));
        (!area.is_empty()).then_some(area)
    }
}

/// How much of a form a beginning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Beginning {
    /// All of it.
    Whole,
    /// Whole words of it.
    Words,
    /// Up to the middle of a word.
    Letters,
}

fn areas_of(places: &[Place]) -> HashMap<String, Area> {
    let mut areas: HashMap<String, Area> = HashMap::new();
    let mut seen_provinces = HashSet::new();
    let mut seen_regions = HashSet::new();
    let keys = |name: &str| {
        let forms = forms_of(name).into_iter();
        forms.filter(|form| form.form != Form::Ending).map(|form| form.key).collect::<HashSet<_>>()
    };
    for place in places {
        if seen_provinces.insert(&place.province_code) {
            for name in [&place.province, &place.province_label] {
                for key in keys(name) {
                    let codes = &mut areas.entry(key).or_default().province_codes;
                    codes.push(place.province_code.clone());
                }
            }
        }
        if seen_regions.insert(&place.region_code) {
            for key in keys(&place.region) {
                let codes = &mut areas.entry(key).or_default().region_codes;
                codes.push(place.region_code.clone());
            }
        }
    }
    areas
}
