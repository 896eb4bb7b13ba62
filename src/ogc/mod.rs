//! `/ogc/v1`: sites, centres, territory and its figures of coverage as OGC API Features (Parts 1 to 3) and the tilesets of OGC API Tiles, for QGIS,
//! GDAL and whatever else speaks these standards. It shows what the mirror and the public views hold, and nothing finer.

mod api;
mod asked;
mod centre;
mod collection;
mod condition;
mod crs;
mod feature;
mod figures;
mod file;
mod geojson;
mod items;
mod json;
mod openapi;
mod order;
mod pages;
mod shelf;
mod site;
mod store;
mod tilesets;
mod unit;

use axum::Router;
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

pub use shelf::Shelf;

use crate::state::AppState;

/// The addresses of this feature. The tiles themselves are the tiles' own.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/ogc/v1", get(api::landing))
        .route("/ogc/v1/", get(api::landing))
        .route("/ogc/v1/api", get(api::definition))
        .route("/ogc/v1/conformance", get(api::conformance))
        .route("/ogc/v1/collections", get(api::collections))
        .route("/ogc/v1/collections/{id}", get(api::collection))
        .route("/ogc/v1/collections/{id}/queryables", get(api::queryables))
        .route("/ogc/v1/collections/{id}/sortables", get(api::sortables))
        .route("/ogc/v1/collections/{id}/items", get(items::items))
        .route("/ogc/v1/collections/{id}/items/{feature}", get(items::item))
        .route("/ogc/v1/collections/{id}/tiles", get(api::tilesets))
        .route("/ogc/v1/collections/{id}/tiles/WebMercatorQuad", get(api::tileset))
        // Brotli takes longer over a large list than a fast line takes to carry it.
        .layer(
            CompressionLayer::new()
                .no_br()
                .compress_when(SizeAbove::new(860).and(NotForContentType::new("application/vnd.apache.parquet"))),
        )
}
