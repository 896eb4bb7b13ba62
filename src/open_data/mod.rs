//! The data and where they come from: how to read the map, the list and the search from a program, how to
//! put the map on another site, and every source with its licence. It promises nothing that is not served.

mod example;
mod pages;
mod recipe;
mod source;
mod store;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

/// The pages of this feature.
pub fn routes() -> Router<AppState> {
    Router::new().route("/dati", get(pages::data)).route("/dati/incorpora", get(pages::embed)).route("/dati/fonti", get(pages::sources))
}
