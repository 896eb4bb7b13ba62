//! Which centre is near: the index over the mirror, its interface and the page `/trova`.
//! Distances are geodesic; a site whose position is protected is never measured.

mod api;
pub mod described;
mod index;
mod listing;
mod pages;
mod question;
mod search;

use axum::Router;
use axum::routing::get;

pub use index::{NearestIndex, Neighbour};
pub use search::{Found, Indexed, Nearest};

use crate::state::AppState;

/// The interface of this feature.
pub fn api_routes() -> Router<AppState> {
    Router::new().route("/api/v1/nearest", get(api::nearest))
}

/// The pages of this feature.
pub fn page_routes() -> Router<AppState> {
    Router::new().route("/trova", get(pages::find))
}
