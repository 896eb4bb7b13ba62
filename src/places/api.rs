//! `GET /api/v1/geocode` and `/api/v1/reverse`.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::service::{Places, label};
use super::{Place, Precision, store};
use crate::database::Pools;
use crate::geo::Coordinates;
use crate::web::answer::json;
use crate::web::{AppError, Parameters, Phrase};

/// Most places of an answer.
pub const MOST: usize = 20;

/// The point a search started from.
#[derive(Debug, Serialize)]
pub struct From<'a> {
    /// Longitude, degrees EPSG:4326.
    pub lon: f64,
    /// Latitude, degrees EPSG:4326.
    pub lat: f64,
    /// Name of the place, if it was asked for by name.
    pub label: Option<&'a str>,
}

#[derive(Serialize)]
struct Coded<'a> {
    code: &'a str,
    name: &'a str,
}

/// A place as programs see it.
#[derive(Serialize)]
struct PlaceItem<'a> {
    label: String,
    kind: &'static str,
    precision: &'static str,
    lon: f64,
    lat: f64,
    municipality: Coded<'a>,
    province: Coded<'a>,
    region: Coded<'a>,
}

impl<'a> PlaceItem<'a> {
    fn of(place: &'a Place, precision: Precision) -> Self {
        Self {
            label: label(place),
            kind: place.kind.code(),
            precision: precision.code(),
            lon: place.lon,
            lat: place.lat,
            municipality: Coded { code: &place.municipality_code, name: &place.municipality },
            province: Coded { code: &place.province_code, name: &place.province },
            region: Coded { code: &place.region_code, name: &place.region },
        }
    }
}

#[derive(Serialize)]
struct PlaceList<'a> {
    items: Vec<PlaceItem<'a>>,
    next: Option<&'a str>,
    number_matched: usize,
    ambiguous: bool,
}

/// Places, streets and doors a text may mean, best first. With `suggest=true` places whose name begins like it.
///
/// # Errors
/// 400 for parameters that cannot be used.
pub async fn geocode(State(places): State<Arc<Places>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    let mut parameters = Parameters::read(query.as_deref());
    let text = parameters.one("q");
    parameters.required("q", text.is_some());
    let between = || Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string());
    let limit: Option<usize> = parameters.parsed("limit", between);
    if let Some(given) = limit.filter(|limit| !(1..=MOST).contains(limit)) {
        parameters.refuse("limit", &given.to_string(), between());
    }
    let suggest: bool = parameters.parsed("suggest", || Phrase::new("error-flag")).unwrap_or(false);
    parameters.finish()?;

    let (text, limit) = (text.unwrap_or_default(), limit.unwrap_or(5));
    if suggest {
        let loaded = places.loaded();
        let begun = loaded.gazetteer.suggest(&text, limit);
        let items = begun.iter().map(|candidate| PlaceItem::of(candidate.place, candidate.precision)).collect();
        return list(items, false, &headers);
    }
    let found = places.find(&text, limit).await;
    list(found.meanings.iter().map(|meaning| PlaceItem::of(&meaning.place, meaning.precision)).collect(), found.ambiguous, &headers)
}

/// The comune that covers a point; no item at sea or abroad.
///
/// # Errors
/// 400 for a point that is not on the globe, 503 while the database is away.
pub async fn reverse(
    State(places): State<Arc<Places>>,
    State(pools): State<Pools>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let mut parameters = Parameters::read(query.as_deref());
    let at = point(&mut parameters);
    parameters.finish()?;
    let Some(at) = at else { return Err(AppError::not_found()) };
    let loaded = places.loaded();
    let code = store::covering(&pools.public, at).await?;
    let comune = code.and_then(|code| loaded.comune(&code));
    list(comune.map(|comune| PlaceItem::of(comune, Precision::Comune)).into_iter().collect(), false, &headers)
}

fn list(items: Vec<PlaceItem<'_>>, ambiguous: bool, headers: &HeaderMap) -> Result<Response, AppError> {
    json(&PlaceList { number_matched: items.len(), items, next: None, ambiguous }, headers)
}

/// Reads `lon` and `lat`, noting what is wrong with them.
pub fn point(parameters: &mut Parameters) -> Option<Coordinates> {
    let degrees = |limit: &'static str| move || Phrase::new("error-number-between").with("low", format!("-{limit}")).with("high", limit);
    let lon: Option<f64> = parameters.parsed("lon", degrees("180"));
    let lat: Option<f64> = parameters.parsed("lat", degrees("90"));
    parameters.required("lon", lon.is_some());
    parameters.required("lat", lat.is_some());
    let (lon, lat) = lon.zip(lat)?;
    let at = Coordinates::parse(lon, lat).ok();
    if at.is_none() {
        let (name, value, limit) = if lon.abs() <= 180.0 { ("lat", lat, "90") } else { ("lon", lon, "180") };
        parameters.refuse(name, &value.to_string(), degrees(limit)());
    }
    at
}
