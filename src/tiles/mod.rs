//! Vector tiles: the centres from memory, boundaries made by PostGIS, figures of coverage joined to them, several layers in one tile, with the filters
//! everything shares. Encoded tiles are kept until what they show changes, and not a moment longer.

mod api;
mod archive;
mod cache;
mod centres;
pub mod described;
mod door;
mod encoding;
pub mod export;
mod layers;
mod postgis;
mod service;
mod shade;

use axum::Router;
use axum::routing::get;

pub use archive::Archives;
pub use door::Door;
pub use layers::{LAYERS, Layer, layer, names};
pub use service::Tiles;

use crate::state::AppState;

/// The addresses of this feature.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/tiles", get(api::catalogue))
        .route("/tiles/{layers}", get(api::tilejson))
        .route("/tiles/{layers}/{z}/{x}/{y}", get(api::tile))
        .route("/ogc/v1/collections/{id}/tiles/WebMercatorQuad/{matrix}/{row}/{column}", get(api::matrix_tile))
}
