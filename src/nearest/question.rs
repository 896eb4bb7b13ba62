//! What a person asked on `/trova`, understood: nothing yet, a place, several places of one name, or none
//! we know. It refuses to choose between places for them.

use crate::geo::Coordinates;
use crate::places::{Doubt, Meaning, Places, label, point};
use crate::web::Parameters;

/// Places offered when a name is not clear.
const OFFERED: usize = 8;
/// How near given degrees must lie to a place of that name to mean it, in degrees.
const SAME_PLACE: f64 = 1e-4;
/// The shortest beginning of an unknown name that is worth suggestions.
const SHORTEST_BEGINNING: usize = 3;

/// A place that may be meant.
#[derive(Clone, Debug)]
pub struct Offer {
    /// "Castro (LE)".
    pub label: String,
    /// WGS 84.
    pub at: Coordinates,
}

/// The point the search starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// WGS 84.
    pub at: Coordinates,
    /// Name of the place; none for a visitor's own position.
    pub label: Option<String>,
    /// Code of its comune, where it is a place.
    pub municipality_code: Option<String>,
    /// What is not sure about it.
    pub doubt: Option<Doubt>,
}

/// The question understood.
#[derive(Debug)]
pub enum Question {
    /// Nothing was asked yet.
    Nothing,
    /// From here.
    From(Start),
    /// One of these.
    Which(Vec<Offer>),
    /// No such place; these begin alike.
    Unknown(Vec<Offer>),
}

impl Question {
    /// Understands the words and degrees of a request. Degrees beside words choose between places of that name.
    #[must_use]
    pub async fn read(parameters: &mut Parameters, text: Option<&str>, places: &Places) -> Self {
        let degrees = ["lon", "lat"].map(|name| parameters.one(name)).iter().all(Option::is_some);
        let given = if degrees { point(parameters) } else { None };
        match (text, given) {
            (None, None) => Self::Nothing,
            (None, Some(at)) => Self::From(Start { at, label: None, municipality_code: None, doubt: None }),
            (Some(text), given) => Self::named(text, given, places).await,
        }
    }

    async fn named(text: &str, given: Option<Coordinates>, places: &Places) -> Self {
        let found = places.find(text, if given.is_some() { 50 } else { OFFERED }).await;
        let candidates = || found.meanings.iter().filter_map(|meaning| Some((meaning, place_at(meaning.place.lon, meaning.place.lat)?)));
        let start = |(Meaning { place, doubt, .. }, at): (&Meaning, Coordinates)| {
            Self::From(Start { at, label: Some(label(place)), municipality_code: Some(place.municipality_code.clone()), doubt: *doubt })
        };
        let meant = given.and_then(|given| candidates().find(|(_, at)| same_place(given, *at)));
        if let Some(meant) = meant {
            return start(meant);
        }
        let offers: Vec<Offer> = candidates().map(|(meaning, at)| Offer { label: label(&meaning.place), at }).collect();
        match candidates().next() {
            Some(_) if found.ambiguous && offers.len() > 1 => Self::Which(offers),
            Some(first) => start(first),
            None => Self::Unknown(beginning_alike(text, places)),
        }
    }
}

fn place_at(lon: f64, lat: f64) -> Option<Coordinates> {
    Coordinates::parse(lon, lat).ok()
}

fn same_place(one: Coordinates, other: Coordinates) -> bool {
    (one.lon() - other.lon()).abs() < SAME_PLACE && (one.lat() - other.lat()).abs() < SAME_PLACE
}

/// Places whose names begin like the longest beginning that any name has.
fn beginning_alike(text: &str, places: &Places) -> Vec<Offer> {
    let loaded = places.loaded();
    let letters: Vec<char> = text.trim().chars().take(40).collect();
    for length in (SHORTEST_BEGINNING..=letters.len()).rev() {
        let beginning: String = letters[..length].iter().collect();
        let found = loaded.gazetteer.suggest(&beginning, 5);
        if !found.is_empty() {
            let offers =
                found.iter().filter_map(|one| Some(Offer { label: label(one.place), at: place_at(one.place.lon, one.place.lat)? }));
            return offers.collect();
        }
    }
    vec![]
}
