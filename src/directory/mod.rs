//! The catalogue: every public site and centre as list, as card and as data, with the common filters, paged
//! by key. It shows what the mirror holds and never more than the public views tell.

mod api;
mod card;
mod choices;
mod contacts;
pub mod described;
mod export;
mod hours;
mod listed;
mod pages;
mod paging;
mod place;
mod structured_data;

use axum::Router;
use axum::routing::get;

pub use export::sites_answer;

use crate::state::AppState;

/// The interfaces of this feature.
pub fn api_routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/sites", get(api::sites))
        .route("/api/v1/sites/{id}", get(api::site))
        .route("/api/v1/centres", get(api::centres))
        .route("/api/v1/centres/{slug}", get(api::centre))
}

/// The pages of this feature.
pub fn page_routes() -> Router<AppState> {
    Router::new().route("/centri", get(pages::list)).route("/centri/{slug}", get(pages::card))
}
