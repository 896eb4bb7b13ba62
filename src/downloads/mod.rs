//! `/downloads` and the catalogue: everything public about sites and centres as whole files with checksums, invented rows left
//! out, their description in DCAT-AP_IT and for the RNDT, and layer definitions of QGIS. Only what is public now can be had: an earlier edition answers 410, so that
//! a position that was protected since is in no file.

mod api;
mod catalog;
pub mod described;
mod details_store;
mod dictionary;
mod edition;
mod hsds;
mod hsds_schedule;
mod qgis;
mod qgis_symbol;
mod rdf;
mod rndt;
mod xml;

use axum::Router;
use axum::routing::get;

pub use edition::Downloads;

use crate::state::AppState;

/// The addresses of this feature.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/downloads", get(api::manifest))
        .route("/downloads/dictionary.csv", get(api::dictionary))
        .route("/downloads/qgis/{definition}", get(api::layer_definition))
        .route("/downloads/rndt/{record}", get(api::rndt_record))
        .route("/downloads/{version}/{file}", get(api::file))
        .route("/catalog.jsonld", get(api::catalog_jsonld))
        .route("/catalog.ttl", get(api::catalog_turtle))
}
