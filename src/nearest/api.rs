//! `GET /api/v1/nearest`.

use std::io::Write;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use super::search::{Findings, Found, Nearest};
use crate::geo::Coordinates;
use crate::places::{self, Places};
use crate::published::{Filter, Tongue, geojson_feature};
use crate::web::accept::Chosen;
use crate::web::answer::answer;
use crate::web::{AppError, Parameters, Phrase};

/// Sites given when the asker names no number.
pub const DEFAULT_LIMIT: usize = 5;
/// Most sites of an answer.
pub const MOST: usize = 50;

/// Appends a found site: its item with how far it is, which way, how surely and whether across water.
fn write_item(found: &Found, body: &mut Vec<u8>) {
    let across = match found.across_water {
        Some(true) => b"true".as_slice(),
        Some(false) => b"false",
        None => b"null",
    };
    body.extend_from_slice(found.item);
    body.extend_from_slice(br#","distance_m":"#);
    write_decimal(found.distance_m, 3, body);
    body.extend_from_slice(br#","distance_accuracy_m":"#);
    write_decimal(found.accuracy_m, 1, body);
    body.extend_from_slice(br#","bearing":"#);
    write_decimal(found.bearing, 1, body);
    body.extend_from_slice(br#","across_water":"#);
    body.extend_from_slice(across);
    body.push(b'}');
}

/// A number of 0 or more with so many decimals (at most six), the nearest such. Formatting a float digit by digit, as the
/// standard library does it exactly, was a tenth of an answer's time.
fn write_decimal(number: f64, decimals: usize, body: &mut Vec<u8>) {
    let scale = 10_u64.pow(decimals as u32);
    // Distances on earth and angles are far below 2⁵³ even in units of the last decimal.
    let units = (number * scale as f64).round() as u64;
    // Writing into memory does not fail.
    let _ = write!(body, "{}.{:0decimals$}", units / scale, units % scale);
}

fn write_list(findings: &Findings, from: &places::From) -> serde_json::Result<Vec<u8>> {
    let mut body = Vec::with_capacity(256 + findings.found.iter().map(|found| found.item.len() + 110).sum::<usize>());
    body.extend_from_slice(b"{\"from\":");
    serde_json::to_writer(&mut body, from)?;
    body.extend_from_slice(b",\"items\":[");
    for (at, found) in findings.found.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        write_item(found, &mut body);
    }
    let _ = write!(body, r#"],"next":null,"number_matched":{},"number_positioned":{}}}"#, findings.matched, findings.positioned);
    Ok(body)
}

fn write_geojson(findings: &Findings) -> serde_json::Result<Vec<u8>> {
    let features = findings
        .found
        .iter()
        .map(|found| {
            let mut item = vec![];
            write_item(found, &mut item);
            Ok(geojson_feature(found.site, &serde_json::from_slice::<Value>(&item)?))
        })
        .collect::<serde_json::Result<Vec<Value>>>()?;
    serde_json::to_vec(
        &json!({ "type": "FeatureCollection", "numberMatched": findings.matched, "numberReturned": features.len(), "features": features }),
    )
}

/// Where the asker is: a point, or the first place of a name.
///
/// # Errors
/// Notes mistakes in `parameters` and answers none.
pub async fn origin(parameters: &mut Parameters, places: &Places) -> Option<(Coordinates, Option<String>)> {
    let place = parameters.one("place");
    let (lon, lat) = (parameters.one("lon"), parameters.one("lat"));
    if let Some(name) = place {
        if lon.is_some() || lat.is_some() {
            parameters.refuse("place", &name, Phrase::new("error-place-or-point"));
            return None;
        }
        return match places.one(&name).await {
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
    let from = origin(&mut parameters, &places).await;
    let limit: Option<usize> =
        parameters.parsed("limit", || Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string()));
    if let Some(given) = limit.filter(|limit| !(1..=MOST).contains(limit)) {
        parameters.refuse("limit", &given.to_string(), Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string()));
    }
    let max_distance_m: Option<f64> = parameters.parsed("max_distance_m", || Phrase::new("error-positive"));
    if let Some(given) = max_distance_m.filter(|metres| !metres.is_finite() || *metres < 0.0) {
        parameters.refuse("max_distance_m", &given.to_string(), Phrase::new("error-positive"));
    }
    let chosen = Chosen::read(&mut parameters, &headers, &["json", "geojson"]);
    let filter = Filter::read(&mut parameters, Tongue::Interface, &indexed.snapshot.codes, &indexed.snapshot.units);
    parameters.finish()?;
    let Some((from, label)) = from else { return Err(AppError::not_found()) };

    let findings = indexed.nearest(from, limit.unwrap_or(DEFAULT_LIMIT), max_distance_m, &filter);
    let body = match chosen.format {
        "geojson" => write_geojson(&findings),
        _ => write_list(&findings, &places::From { lon: from.lon(), lat: from.lat(), label: label.as_deref() }),
    }
    .map_err(|error| AppError::Internal(error.into()))?;
    Ok(chosen.tell(answer(body, chosen.format, &headers)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_the_nearest() {
        let written = |number: f64, decimals: usize| {
            let mut body = vec![];
            write_decimal(number, decimals, &mut body);
            String::from_utf8(body).expect("digits")
        };
        assert_eq!(written(0.0, 3), "0.000");
        assert_eq!(written(12_345.678_9, 3), "12345.679");
        assert_eq!(written(359.97, 1), "360.0");
        assert_eq!(written(20_003_931.458_6, 3), "20003931.459");
        assert_eq!(written(0.049, 1), "0.0");
    }
}
