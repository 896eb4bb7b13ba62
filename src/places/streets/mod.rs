//! Streets and house numbers: asked of the database where the gazetteer in memory knows only the comune of an address.
//! Refuses to hold anybody up: few questions at once, each for a moment, and what is not answered in time is no street.

pub mod along;
mod answer;
mod asking;
mod meant;
mod service;
mod store;

use data_import::HouseNumber;
use data_import::values::address::{Address, Colour};

pub use along::{Door, Spot};
pub use answer::StreetFound;
pub use asking::{Asked, asked};
pub use meant::{Meant, Street, meant, plain_locality};
pub use service::Streets;

use crate::geo::Coordinates;

/// Farther outside its municipality, in metres, a position is a mistake; nearer it is a generalised border.
pub const OUTSIDE_AT_MOST_M: f64 = 200.0;

/// Ten-millionths of a degree.
const PER_DEGREE: f64 = 1e7;

/// A position as the table of house numbers keeps it.
#[must_use]
pub fn degrees(lon_e7: i32, lat_e7: i32) -> Option<Coordinates> {
    Coordinates::parse(f64::from(lon_e7) / PER_DEGREE, f64::from(lat_e7) / PER_DEGREE).ok()
}

/// The door an address names, as the register would write it; `None` where it names none.
#[must_use]
pub fn house_number(address: &Address) -> Option<HouseNumber> {
    let number = address.number.filter(|number| *number > 0)?;
    let exponent = address.exponent.clone().unwrap_or_default();
    Some(HouseNumber { number, exponent, red: address.colour == Some(Colour::Red) })
}
