//! What `/api/v1` says of itself: the OpenAPI 3.1 document and the page for people, both written from what each feature
//! declares in its `described.rs`. Knows no feature: the router hands over what they declare.

mod api;
pub mod described;
mod document;
mod pages;

use axum::routing::get;
use axum::{Extension, Router};

use crate::published::Snapshot;
use crate::state::AppState;
use crate::web::openapi::Described;

/// What the features declare, with codes and examples of what is public now.
#[derive(Clone, Copy, Debug)]
pub struct Declared(pub fn(&Snapshot) -> Vec<Described>);

/// The interface of this feature.
pub fn api_routes(declared: Declared) -> Router<AppState> {
    Router::new().route("/api/v1/openapi.json", get(api::openapi)).layer(Extension(declared))
}

/// The page of this feature.
pub fn page_routes(declared: Declared) -> Router<AppState> {
    Router::new().route("/api/v1/docs", get(pages::docs)).layer(Extension(declared))
}
