//! A site for tests that look at its number only, and a question for those that look at distances.

use std::sync::Arc;

use super::areas::Level;
use super::demand::MUNICIPALITIES;
use super::indicator::Indicator;
use super::request::{CoverageRequest, Weight};
use crate::published::Site;

/// C3 within 10 km, comune by comune.
pub(super) fn question() -> CoverageRequest {
    CoverageRequest {
        indicator: Indicator::C3,
        level: Level::Municipality,
        territory: Default::default(),
        filter: Default::default(),
        threshold_m: Some(10_000.0),
        steps: vec![],
        weight: Weight::Sites,
        group: "all".to_owned(),
        same_land: true,
        certain: false,
        threshold_min: None,
        matrix: String::new(),
        as_of: None,
        since: None,
        demand: MUNICIPALITIES.to_owned(),
        pairs: vec![],
    }
}

/// The site of a number.
pub(super) fn site(id: i64) -> Arc<Site> {
    let mut site = Site::default();
    (site.id, site.centre_id, site.centre_key) = (id, id, id);
    site.status = "attiva".to_owned();
    Arc::new(site)
}
