//! The gazetteer: from what a person writes to a place, and from the first letters to suggestions.
//! Refuses to guess: a text that resembles no place has no answer, and a shared name is asked back.

mod api;
pub mod described;
mod edits;
mod gazetteer;
mod names;
mod place;
mod question;
mod ranking;
mod search;
mod service;
mod store;
pub mod streets;
mod suggest;

#[cfg(test)]
mod example;
#[cfg(test)]
mod measured;

use axum::Router;
use axum::routing::get;

pub use api::{From, point};
pub use gazetteer::Gazetteer;
pub use place::{Place, PlaceKind, Precision};
pub use ranking::{Candidate, Geocoded};
pub use service::{Answered, Doubt, FoundPlace, Meaning, Places, label};

use crate::state::AppState;

/// The interfaces of the gazetteer.
pub fn api_routes() -> Router<AppState> {
    Router::new().route("/api/v1/geocode", get(api::geocode)).route("/api/v1/reverse", get(api::reverse))
}
