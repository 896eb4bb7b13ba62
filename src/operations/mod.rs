//! For whoever runs the site: health, counters and the page that says in plain words how the service is.

mod api;
pub mod described;
mod metrics;
mod pages;

use axum::Router;
use axum::routing::get;

pub use metrics::{Counted, Operations};

use crate::state::AppState;

/// The interfaces of this feature.
pub fn api_routes() -> Router<AppState> {
    Router::new()
        .route("/health/live", get(api::live))
        .route("/health/ready", get(api::ready))
        .route("/metrics", get(api::metrics))
        .route("/api/v1/status", get(api::status))
}

/// The page of this feature.
pub fn page_routes() -> Router<AppState> {
    Router::new().route("/stato", get(pages::status))
}
