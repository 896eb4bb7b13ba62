//! The map as people see it: the page, the style, and the embed for other sites. Tiles are another feature's.

mod changes;
mod filtering;
mod listing;
mod pages;
mod style;
mod view;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

pub use changes::Listeners;

/// The style, what it draws with and the news of changes, readable from any site.
pub fn asset_routes() -> Router<AppState> {
    Router::new()
        .route("/styles/map.json", get(style::style))
        .route("/styles/neighbours.json", get(style::neighbours))
        .route("/fonts/{stack}/{range}", get(style::glyphs))
        .route("/sprites/{file}", get(style::sprites))
        .route("/embed.js", get(style::embed_script))
        .route("/changes", get(changes::changes))
}

/// The pages of this feature.
pub fn page_routes() -> Router<AppState> {
    Router::new().route("/mappa", get(pages::map)).route("/embed", get(pages::embed))
}
