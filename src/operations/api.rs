//! Health for machines: `/health/live`, `/health/ready`, `/metrics`, `/api/v1/status`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::metrics::Operations;
use crate::places::Places;
use crate::published::Mirror;
use crate::web::{AppError, CachePolicy, Parameters, Site};

/// The process runs.
pub async fn live() -> Response {
    (CachePolicy::Never, Json(json!({ "status": "live" }))).into_response()
}

/// What is public has been read and PostgreSQL answers; 503 otherwise, saying which.
pub async fn ready(
    State(site): State<Arc<Site>>,
    State(mirror): State<Arc<Mirror>>,
    State(places): State<Arc<Places>>,
    State(operations): State<Arc<Operations>>,
) -> Response {
    let (body, whole) = state(&site, &mirror, &places, &operations);
    let status = if whole { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, CachePolicy::Never, Json(body)).into_response()
}

/// The same for people's programs, always 200 while the process runs.
///
/// # Errors
/// 400 for parameters.
pub async fn status(
    RawQuery(query): RawQuery,
    State(site): State<Arc<Site>>,
    State(mirror): State<Arc<Mirror>>,
    State(places): State<Arc<Places>>,
    State(operations): State<Arc<Operations>>,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    Ok((CachePolicy::Never, Json(state(&site, &mirror, &places, &operations).0)).into_response())
}

/// What the service says of itself, and whether it is whole.
pub fn state(site: &Site, mirror: &Mirror, places: &Places, operations: &Operations) -> (Value, bool) {
    let snapshot = mirror.snapshot();
    let database_up = !site.database_away.load(Ordering::Relaxed);
    // An instance without boundaries has no places to wait for.
    let loaded = mirror.is_loaded() && (snapshot.units.municipality_count() == 0 || places.loaded().comune_count() > 0);
    let age = site.confirmed_at().map(|at| ((operations.clock)() - at).num_seconds().max(0));
    let status = match (loaded, database_up) {
        (true, true) => "ok",
        (true, false) => "database-away",
        (false, _) => "starting",
    };
    let body = json!({
        "status": status,
        "version": env!("CARGO_PKG_VERSION"),
        "started_at": operations.started_at.to_rfc3339(),
        "database": if database_up { "up" } else { "away" },
        "sites": snapshot.sites.len(),
        "read_at": site.confirmed_at().map(|at| at.to_rfc3339()),
        "read_seconds_ago": age,
        "demo": site.holds_demo.load(Ordering::Relaxed),
    });
    (body, loaded && database_up)
}

/// Counters for Prometheus.
pub async fn metrics(
    State(site): State<Arc<Site>>,
    State(mirror): State<Arc<Mirror>>,
    State(operations): State<Arc<Operations>>,
) -> Response {
    let text = operations.text(mirror.snapshot().sites.len(), !site.database_away.load(Ordering::Relaxed), mirror.whole_reading());
    (CachePolicy::Never, [(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
