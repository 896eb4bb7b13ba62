//! Vector tiles: a catalogue of layers made by PostGIS, several in one tile, with the filters everything
//! shares. It keeps no copy of a tile.

mod api;
mod layers;
mod postgis;
mod service;

use axum::Router;
use axum::routing::get;

pub use layers::{LAYERS, Layer};
pub use service::Tiles;

use crate::state::AppState;

/// The addresses of this feature.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/tiles", get(api::catalogue))
        .route("/tiles/{layers}", get(api::tilejson))
        .route("/tiles/{layers}/{z}/{x}/{y}", get(api::tile))
}
