//! The gazetteer: from what a person writes to a place, and from the first letters to suggestions.
//! Refuses to guess: a text that resembles no place has no answer, and a shared name is asked back.

mod edits;
mod gazetteer;
mod names;
mod place;
mod question;
mod ranking;
mod search;
mod suggest;

#[cfg(test)]
mod example;
#[cfg(test)]
mod measured;

pub use gazetteer::Gazetteer;
pub use place::{Place, PlaceKind, Precision};
pub use ranking::{Candidate, Geocoded};
