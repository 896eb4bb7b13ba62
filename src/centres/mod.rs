//! The centre: its card and the tabs that later features hang on it. It owns the address of a card.

mod centre;
mod pages;
mod store;

use axum::Router;
use axum::routing::get;

pub use centre::{Centre, Closure, Freshness, Hours, Served, Service};
pub use store::by_slug;

use crate::state::AppState;

/// The address of a centre's card.
#[must_use]
pub fn url(slug: &str) -> String {
    format!("/centri/{slug}")
}

/// The pages of this feature.
pub fn routes() -> Router<AppState> {
    Router::new().route("/centri/{slug}", get(pages::card))
}
