//! The centre: what it is, how fresh its record is, the address of its card and of the tabs that later
//! features hang on it, and when one may go there. The card itself stands in the directory, which may read the mirror.

mod centre;
mod opening;
mod store;
mod tab;

pub use centre::{Centre, Closure, Freshness, Hours, Linked, Served, Service};
pub use opening::{Calendar, Holiday, Interval, Moment, Opening, Said, Season, filter_label, open_now};
pub use store::by_slug;
pub use tab::Tab;

/// The address of a centre's card.
#[must_use]
pub fn url(slug: &str) -> String {
    Tab::Card.url(slug)
}
