//! The gazetteer in memory, made again when the territory changes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use sqlx::PgPool;

use super::{Gazetteer, Place, PlaceKind, store};
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

/// The holder of the gazetteer.
#[derive(Debug)]
pub struct Places {
    loaded: RwLock<Arc<Loaded>>,
}

impl Default for Places {
    fn default() -> Self {
        Self::new()
    }
}

impl Places {
    /// Empty, until [`Places::refresh`].
    #[must_use]
    pub fn new() -> Self {
        Self { loaded: RwLock::new(Arc::new(Loaded::new(vec![]))) }
    }

    /// The present gazetteer.
    #[must_use]
    pub fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&self.loaded.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads it again.
    ///
    /// # Errors
    /// When the database cannot be read; the present one stays.
    pub async fn refresh(&self, db: &PgPool) -> sqlx::Result<()> {
        let places = store::all(db).await?;
        let loaded = Arc::new(Loaded::new(places));
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// The one place a text means.
    ///
    /// # Errors
    /// A phrase that says the text means nothing we know, or names the places it may mean.
    pub fn one(&self, text: &str) -> Result<FoundPlace, Phrase> {
        let loaded = self.loaded();
        let geocoded = loaded.gazetteer.geocode(text, ALTERNATIVES);
        let Some(first) = geocoded.candidates.first() else { return Err(Phrase::new("error-place-unknown")) };
        if geocoded.ambiguous {
            let names: Vec<String> = geocoded.candidates.iter().map(|candidate| label(candidate.place)).collect();
            return Err(Phrase::new("error-place-ambiguous").with("places", names.join("; ")));
        }
        let at = Coordinates::parse(first.place.lon, first.place.lat).map_err(|_| Phrase::new("error-place-unknown"))?;
        Ok(FoundPlace { at, label: label(first.place), municipality_code: first.place.municipality_code.clone() })
    }
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
