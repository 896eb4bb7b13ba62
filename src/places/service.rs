//! The gazetteer in memory, made again when the territory changes, and behind it the streets of the database.
//! Refuses to ask the database for what is the name of a place.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use sqlx::PgPool;

use super::ranking::Geocoded;
use super::streets::{Asked, StreetFound, Streets, asked};
use super::{Gazetteer, Place, PlaceKind, Precision, store};
use crate::geo::Coordinates;
use crate::web::Phrase;

/// Most alternatives named when a text means several places.
const ALTERNATIVES: usize = 8;

/// The gazetteer of one moment and the comuni by code.
#[derive(Debug)]
pub struct Loaded {
    /// Search by name.
    pub gazetteer: Gazetteer,
    comuni: HashMap<String, Place>,
}

impl Loaded {
    fn new(places: Vec<Place>) -> Self {
        let comuni = places
            .iter()
            .filter(|place| place.kind == PlaceKind::Comune)
            .map(|place| (place.municipality_code.clone(), place.clone()))
            .collect();
        Self { gazetteer: Gazetteer::build(places), comuni }
    }

    /// How many comuni are known.
    #[must_use]
    pub fn comune_count(&self) -> usize {
        self.comuni.len()
    }

    /// The comune of a code, at its seat.
    #[must_use]
    pub fn comune(&self, code: &str) -> Option<&Place> {
        self.comuni.get(code)
    }
}

/// A place that one text means.
#[derive(Clone, Debug)]
pub struct FoundPlace {
    /// Where it is.
    pub at: Coordinates,
    /// What to call it: "Imola (BO)".
    pub label: String,
    /// Code of its comune.
    pub municipality_code: String,
}

/// What is not sure about an answer, to be told to whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The door lies about there, by its neighbours.
    NumberEstimated,
    /// The street is known, the number is not.
    NumberUnknown,
    /// An address whose street is not known: the position is that of its comune or hamlet.
    StreetUnknown,
}

/// A place that a text may mean, with how exactly it says where.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The place.
    pub place: Place,
    /// How exactly its position is known.
    pub precision: Precision,
    /// What is not sure about it.
    pub doubt: Option<Doubt>,
}

/// What a text means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answered {
    /// Places, streets or doors, the likeliest first.
    pub meanings: Vec<Meaning>,
    /// The first are equally likely: a page asks which one is meant.
    pub ambiguous: bool,
}

/// The holder of the gazetteer.
#[derive(Debug)]
pub struct Places {
    loaded: RwLock<Arc<Loaded>>,
    streets: Streets,
}

impl Places {
    /// Empty, until [`Places::refresh`]. Streets are asked over a pool of their own.
    #[must_use]
    pub fn new(streets: PgPool) -> Self {
        Self { loaded: RwLock::new(Arc::new(Loaded::new(vec![]))), streets: Streets::new(streets) }
    }

    /// The present gazetteer.
    #[must_use]
    pub fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether streets are loaded, so that addresses can be more exact than their comune.
    #[must_use]
    pub fn knows_streets(&self) -> bool {
        self.streets.are_known()
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When the database cannot be read; the present one stays.
    pub async fn refresh(&self, db: &PgPool) -> sqlx::Result<()> {
        let places = store::all(db).await?;
        let loaded = Arc::new(Loaded::new(places));
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        self.streets.refresh().await
    }

    /// The places, streets or doors a text may mean, at most `limit`: from memory where it is the name of a place.
    pub async fn find(&self, text: &str, limit: usize) -> Answered {
        let loaded = self.loaded();
        let geocoded = loaded.gazetteer.geocode(text, limit);
        let asked = addresses(&loaded, &geocoded, text);
        let streets = self.streets_of(&loaded, &asked, limit).await;
        if streets.is_empty() {
            let doubt = (!asked.is_empty() && geocoded.is_part()).then_some(Doubt::StreetUnknown);
            let meaning = |place: &Place, precision| Meaning { place: place.clone(), precision, doubt };
            let meanings = geocoded.candidates.iter().map(|candidate| meaning(candidate.place, candidate.precision)).collect();
            return Answered { meanings, ambiguous: geocoded.ambiguous };
        }
        let doubt = |found: &StreetFound| match found.precision {
            Precision::Interpolato => Some(Doubt::NumberEstimated),
            _ => found.number_unknown.then_some(Doubt::NumberUnknown),
        };
        let ambiguous = streets.len() > 1;
        let meaning = |found: StreetFound| Meaning { doubt: doubt(&found), place: found.place, precision: found.precision };
        Answered { meanings: streets.into_iter().map(meaning).collect(), ambiguous }
    }

    async fn streets_of(&self, loaded: &Loaded, asked: &[Asked], limit: usize) -> Vec<StreetFound> {
        self.streets.find(asked, limit, |code| loaded.comune(code)).await
    }

    /// The one place, street or door a text means.
    ///
    /// # Errors
    /// A phrase that says the text means nothing we know, or names the places it may mean.
    pub async fn one(&self, text: &str) -> Result<FoundPlace, Phrase> {
        let loaded = self.loaded();
        let geocoded = loaded.gazetteer.geocode(text, ALTERNATIVES);
        let streets = self.streets_of(&loaded, &addresses(&loaded, &geocoded, text), ALTERNATIVES).await;
        let (places, ambiguous): (Vec<&Place>, bool) = if streets.is_empty() {
            (geocoded.candidates.iter().map(|candidate| candidate.place).collect(), geocoded.ambiguous)
        } else {
            (streets.iter().map(|found| &found.place).collect(), streets.len() > 1)
        };
        let Some(first) = places.first() else { return Err(Phrase::new("error-place-unknown")) };
        if ambiguous {
            let names: Vec<String> = places.iter().map(|place| label(place)).collect();
            return Err(Phrase::new("error-place-ambiguous").with("places", names.join("; ")));
        }
        let at = Coordinates::parse(first.lon, first.lat).map_err(|_| Phrase::new("error-place-unknown"))?;
        Ok(FoundPlace { at, label: label(first), municipality_code: first.municipality_code.clone() })
    }
}

/// A text as an address, unless it is the name of a place.
fn addresses(loaded: &Loaded, geocoded: &Geocoded<'_>, text: &str) -> Vec<Asked> {
    if geocoded.is_settled() { vec![] } else { asked(text, &loaded.gazetteer) }
}

/// What to call a place: "Imola (BO)", "Sesto Imolese, Imola (BO)", "40026 Imola (BO)".
#[must_use]
pub fn label(place: &Place) -> String {
    let comune = format!("{} ({})", place.municipality, place.province_label);
    match place.kind {
        PlaceKind::Comune => comune,
        PlaceKind::Cap => format!("{} {comune}", place.name),
        _ if place.name == place.municipality => comune,
        _ => format!("{}, {comune}", place.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::example::with_streets;

    #[test]
    fn the_database_is_asked_for_addresses_only() {
        let loaded = Loaded { gazetteer: with_streets(), comuni: HashMap::new() };
        let asked = |text: &str| addresses(&loaded, &loaded.gazetteer.geocode(text, 5), text).len();
        for text in ["Imola", "imola (bo)", "40026", "Ortisei", "Villa Aldini", "via Roma 1, Bologna", "Viale della Repubblica"] {
            assert_eq!(asked(text), 0, "{text} is known in memory");
        }
        assert_eq!(asked("via Verdi 1, Imola"), 1);
        assert_eq!(asked("qqqqxxxx"), 0);
    }
}
