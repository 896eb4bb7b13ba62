//! `GET /api/v1/nearest`.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::json;

use super::search::{Found, Nearest};
use crate::geo::Coordinates;
use crate::places::{self, Places};
use crate::published::{Filter, SiteItem, Tongue, geojson_feature};
use crate::web::answer::answer;
use crate::web::{AppError, Parameters, Phrase};

/// Sites given when the asker names no number.
const DEFAULT_LIMIT: usize = 5;
const MOST: usize = 50;

#[derive(Serialize)]
struct NearItem<'a> {
    #[serde(flatten)]
    site: SiteItem<'a>,
    distance_m: f64,
    distance_accuracy_m: f64,
    bearing: f64,
    across_water: Option<bool>,
}

impl<'a> From<&Found<'a>> for NearItem<'a> {
    fn from(found: &Found<'a>) -> Self {
        Self {
            site: found.site.into(),
            distance_m: round(found.distance_m, 1_000.0),
            distance_accuracy_m: found.accuracy_m,
            bearing: round(found.bearing, 10.0),
            across_water: found.across_water,
        }
    }
}

fn round(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

#[derive(Serialize)]
struct NearList<'a> {
    from: places::From<'a>,
    items: Vec<NearItem<'a>>,
    next: Option<&'a str>,
    number_matched: usize,
    number_positioned: usize,
}

/// Where the asker is: a point, or the first place of a name.
///
/// # Errors
/// Notes mistakes in `parameters` and answers none.
pub fn origin(parameters: &mut Parameters, places: &Places) -> Option<(Coordinates, Option<String>)> {
    let place = parameters.one("place");
    let (lon, lat) = (parameters.one("lon"), parameters.one("lat"));
    if let Some(name) = place {
        if lon.is_some() || lat.is_some() {
            parameters.refuse("place", &name, Phrase::new("error-place-or-point"));
            return None;
        }
        return match places.one(&name) {
            Ok(found) => Some((found.at, Some(found.label))),
            Err(refusal) => {
                parameters.refuse("place", &name, refusal);
                None
            }
        };
    }
    Some((places::point(parameters)?, None))
}

/// The nearest sites to a point or a place, in geodesic order, ties by id.
///
/// # Errors
/// 400 for parameters that cannot be used; nothing else.
pub async fn nearest(
    State(nearest): State<Arc<Nearest>>,
    State(places): State<Arc<Places>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let indexed = nearest.indexed();
    let mut parameters = Parameters::read(query.as_deref());
    let from = origin(&mut parameters, &places);
    let limit: Option<usize> =
        parameters.parsed("limit", || Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string()));
    if let Some(given) = limit.filter(|limit| !(1..=MOST).contains(limit)) {
        parameters.refuse("limit", &given.to_string(), Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string()));
    }
    let max_distance_m: Option<f64> = parameters.parsed("max_distance_m", || Phrase::new("error-positive"));
    if let Some(given) = max_distance_m.filter(|metres| !metres.is_finite() || *metres < 0.0) {
        parameters.refuse("max_distance_m", &given.to_string(), Phrase::new("error-positive"));
    }
    let format = parameters.one("f").unwrap_or_else(|| "json".into());
    if !matches!(format.as_str(), "json" | "geojson") {
        parameters.refuse("f", &format, Phrase::new("error-one-of").with("allowed", "json, geojson"));
    }
    let filter = Filter::read(&mut parameters, Tongue::Interface, &indexed.snapshot.codes, &indexed.snapshot.units);
    parameters.finish()?;
    let Some((from, label)) = from else { return Err(AppError::not_found()) };

    let findings = indexed.nearest(from, limit.unwrap_or(DEFAULT_LIMIT), max_distance_m, &filter);
    let items: Vec<NearItem> = findings.found.iter().map(NearItem::from).collect();
    let body = if format == "geojson" {
        let features: Vec<_> = findings.found.iter().zip(&items).map(|(found, item)| geojson_feature(found.site, item)).collect();
        serde_json::to_vec(&json!({ "type": "FeatureCollection", "features": features, "numberMatched": findings.matched, "numberReturned": features.len() }))
    } else {
        serde_json::to_vec(&NearList {
            from: places::From { lon: from.lon(), lat: from.lat(), label: label.as_deref() },
            items,
            next: None,
            number_matched: findings.matched,
            number_positioned: findings.positioned,
        })
    }
    .map_err(|error| AppError::Internal(error.into()))?;
    Ok(answer(body, &format, &headers))
}
