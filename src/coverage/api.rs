//! `GET /api/v1/coverage` and what belongs to it: figures with their provenance, recipes, what demand is loaded.

use std::io::Read;

use anyhow::Context;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::SecondsFormat;
use serde_json::json;

use super::answer::{Answer, recipe_url};
use super::file::FORMATS;
use super::pages::address;
use crate::files::Format;
use crate::state::AppState;
use crate::web::accept::Chosen;
use crate::web::answer::{answer, json as json_answer, typed};
use crate::web::{AppError, Parameters, Phrase, file_body};

/// Formats of figures alone.
pub(super) const FLAT: [&str; 4] = ["json", "csv", "xlsx", "parquet"];
/// Formats of figures with the shapes of their areas.
pub(super) const SHAPED: [&str; 3] = ["geojson", "fgb", "gpkg"];

/// The format of a file of this name.
fn written(format: &str) -> Option<Format> {
    Format::of_extension(format).filter(|format| FORMATS.contains(format))
}

/// The body posted, unless it is too large or breaks off.
fn posted(body: Result<Bytes, BytesRejection>) -> Result<Bytes, AppError> {
    body.map_err(|rejection| AppError::parameter("body", &rejection.body_text(), Phrase::new("error-body-size")))
}

/// Figures of an indicator for the areas of a level.
///
/// # Errors
/// 400 for parameters that cannot be used; 503 while the database is away and nothing was read before.
pub async fn rows(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    let mut parameters = Parameters::read(query.as_deref());
    let chosen = Chosen::read(&mut parameters, &headers, &[FLAT.as_slice(), &SHAPED].concat());
    let found = state.coverage.answer(parameters, &state.pools, state.clock.now()).await?;
    if SHAPED.contains(&chosen.format) {
        return Ok(chosen.tell(with_shapes(&found, chosen.format)?));
    }
    if let Some(kind) = written(chosen.format) {
        let now = state.clock.now();
        let work = move || -> Result<Vec<u8>, AppError> {
            let mut body = vec![];
            found.file(kind, now)?.read_to_end(&mut body).context("a temporary file cannot be read")?;
            Ok(body)
        };
        let body = tokio::task::spawn_blocking(work).await.context("a file was not finished")??;
        let length = body.len() as u64;
        let mut response = typed(body, kind.media_type(), &headers);
        if response.status() == StatusCode::OK {
            file_body::attach(response.headers_mut(), &format!("coverage.{}", chosen.format), length);
        }
        return Ok(chosen.tell(response));
    }
    let body = if chosen.format == "csv" { found.csv()? } else { found.json()? };
    Ok(chosen.tell(answer(body, chosen.format, &headers)))
}

/// Where the same figures are with the shapes of their areas: those are the features of `/ogc/v1`.
///
/// # Errors
/// 400 with a CQL2 `filter`, which there chooses among figures and not among sites.
fn with_shapes(found: &Answer, format: &str) -> Result<Response, AppError> {
    if found.request.pairs.iter().any(|(name, _)| *name == "filter") {
        return Err(AppError::parameter("f", format, Phrase::new("error-one-of").with("allowed", FLAT.join(", "))));
    }
    // Features are GeoJSON there, and a list comes by pages, a file whole.
    let (format, whole) = if format == "geojson" { ("json", "&limit=10000") } else { (format, "") };
    let address = address("/ogc/v1/collections/coverage/items", found, ("f", format));
    Ok(Redirect::temporary(&format!("{address}{whole}")).into_response())
}

/// How a figure was made.
///
/// # Errors
/// 404 where no figure with this recipe was given out, or so long ago that it was forgotten.
pub async fn recipe(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let nothing = || AppError::NotFound(Phrase::new("error-no-recipe"));
    if id.len() != 32 || !id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(nothing());
    }
    let (content, made_at) = state.coverage.recipe(&id, &state.pools).await?.ok_or_else(nothing)?;
    let mut body =
        json!({ "id": id, "url": recipe_url(&id), "first_used_at": made_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)) });
    if let (Some(fields), Some(content)) = (body.as_object_mut(), content.as_object()) {
        fields.extend(content.clone());
    }
    json_answer(&body, &headers)
}

/// Which demands may be asked for, and which groups each names.
///
/// # Errors
/// 503 while the database is away and nothing was read before.
pub async fn demands(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let ground = state.coverage.refresh(&state.pools.public, state.mirror.snapshot().territory).await?;
    let items: Vec<_> = ground.demands().map(|(key, groups)| json!({ "key": key, "groups": groups })).collect();
    json_answer(&json!({ "number_matched": items.len(), "items": items, "next": null }), &headers)
}

/// Which travel-time matrices may be asked for.
///
/// # Errors
/// 503 while the database is away and nothing was read before.
pub async fn matrices(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let ground = state.coverage.refresh(&state.pools.public, state.mirror.snapshot().territory).await?;
    let items: Vec<_> = ground.matrices().iter().map(|matrix| json!({ "key": matrix.key, "imported_at": matrix.edition })).collect();
    json_answer(&json!({ "number_matched": items.len(), "items": items, "next": null }), &headers)
}

/// What would change if sites were opened, moved or closed.
///
/// # Errors
/// 400 for a body that cannot be used; 503 while the database is away and nothing was read before.
pub async fn what_if(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let found = state.coverage.what_if(&posted(body)?, &state.pools, state.clock.now()).await?;
    json_answer(&found, &headers)
}

/// Where the next sites should open.
///
/// # Errors
/// 400 for a body that cannot be used; 503 while the database is away and nothing was read before.
pub async fn best_sites(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let found = state.coverage.best_sites(&posted(body)?, &state.pools, state.clock.now()).await?;
    json_answer(&found, &headers)
}
