//! The centre: what it is, how fresh its record is, the address of its card and of the tabs that later
//! features hang on it. The card itself stands in the directory, which may read the mirror.

mod centre;
mod store;
mod tab;

pub use centre::{Centre, Closure, Freshness, Hours, Linked, Served, Service};
pub use store::by_slug;
pub use tab::Tab;

/// The address of a centre's card.
#[must_use]
pub fn url(slug: &str) -> String {
    Tab::Card.url(slug)
}
