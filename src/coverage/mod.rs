//! Coverage: who is reached, who is not, and how sure that is. Figures by area with everything one needs to repeat them.
//! Distances are geodesic; a site whose position is not public is never measured; no data is not zero.
//!
//! Front door for pages, tiles and the command line: [`Coverage::answer`] gives the rows of a [`CoverageRequest`].

mod answer;
mod api;
mod area_page;
mod areas;
mod asked;
mod best_sites;
mod breaks;
mod change;
mod changed;
mod classes;
mod compute;
mod counts;
mod curve;
mod demand;
pub mod described;
mod distances;
#[cfg(test)]
mod example;
mod facts;
mod figures;
mod file;
mod floating;
mod given;
mod held;
mod indicator;
mod inequality;
mod kinds;
mod nearest;
mod order;
mod pages;
mod plot;
mod points;
mod posted;
mod quality;
mod reached;
mod recipe;
mod request;
mod row;
mod said;
mod scenario;
#[cfg(test)]
mod scenario_tests;
mod search;
mod service;
mod shades;
mod shelf;
mod simulator;
mod store;
mod supply;
mod table;
mod travel;
mod travel_store;
mod weigh;
mod what_if;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

pub use answer::{Answer, COLUMNS, recipe_url};
pub use areas::{Area, Areas, District, Level, Municipality};
pub use best_sites::{Candidate, Chosen, Objective, Standing};
pub use breaks::{Breaks, breaks};
pub use compute::{Circumstances, rows};
pub use demand::{Cell, Cells, Census, Demand, Group, MUNICIPALITIES};
pub use facts::Facts;
pub use figures::Figures;
pub use file::FORMATS as FILE_FORMATS;
pub use given::Given;
pub use held::Held;
pub use indicator::Indicator;
pub use nearest::Nearest;
pub use points::{NO_LAND, Points};
pub use recipe::Recipe;
pub use request::{CoverageRequest, Weight};
pub use row::{Row, State};
pub use scenario::{BestSites, Changed, Figure, Ranked, WhatIf};
pub use search::{NOBODY, Places, Search};
pub use service::{Coverage, Ground, Prepared};
pub use simulator::PATH as SIMULATOR;
pub use supply::{Day, Supply};
pub use travel::{FromOrigins, Matrix, Times};
pub use what_if::{Changes, NewSite, after};

use crate::state::AppState;

/// The largest posted list of candidates, in bytes.
const LARGEST_LIST: usize = 4 << 20;

/// The pages of this feature.
pub fn page_routes() -> Router<AppState> {
    Router::new()
        .route("/copertura", get(pages::coverage))
        .route("/copertura/simulatore", get(simulator::simulator).post(simulator::keep))
        .route("/copertura/simulatore/confronto", get(simulator::compared))
        .route("/copertura/{region}", get(area_page::region))
        .route("/ambiti/{code}", get(area_page::district))
}

/// The page of a Region.
#[must_use]
pub fn region_url(code: &str) -> String {
    format!("/copertura/{code}")
}

/// The page of an ambito.
#[must_use]
pub fn district_url(code: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    format!("/ambiti/{}", escaped.replace('+', "%20"))
}

/// The simulator, of a Region where one is named.
#[must_use]
pub fn simulator_url(region: &str) -> String {
    if region.is_empty() { "/copertura/simulatore".to_owned() } else { format!("/copertura/simulatore?regione={region}") }
}

/// The interface of this feature.
pub fn api_routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/coverage", get(api::rows))
        .route("/api/v1/coverage/demand", get(api::demands))
        .route("/api/v1/coverage/matrices", get(api::matrices))
        .route("/api/v1/coverage/recipes/{id}", get(api::recipe))
        .route("/api/v1/coverage/what-if", post(api::what_if))
        .route("/api/v1/coverage/best-sites", post(api::best_sites).layer(DefaultBodyLimit::max(LARGEST_LIST)))
}
