//! Bodies for programs: JSON and GeoJSON with a strong entity tag, and 304 for those who hold them.

use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::accept::media_type;
use super::assets::matches_etag;
use super::cache::CachePolicy;
use super::error::AppError;

/// A body with its entity tag; 304 when the asker holds it. `format` is one of [`super::accept::FORMATS`].
#[must_use]
pub fn answer(body: Vec<u8>, format: &str, headers: &HeaderMap) -> Response {
    typed(body, media_type(format), headers)
}

/// A body of a media type with its entity tag; 304 when the asker holds it.
#[must_use]
pub fn typed(body: Vec<u8>, media_type: &'static str, headers: &HeaderMap) -> Response {
    let tag = format!("\"{:016x}\"", xxh3_64(&body));
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    if matches_etag(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, etag).into_response();
    }
    (CachePolicy::Revalidate, etag, [(CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response()
}

/// A value as JSON with its entity tag.
///
/// # Errors
/// When it cannot be written as JSON, which our types can.
pub fn json(value: &impl Serialize, headers: &HeaderMap) -> Result<Response, AppError> {
    let body = serde_json::to_vec(value).map_err(|error| AppError::Internal(error.into()))?;
    Ok(answer(body, "json", headers))
}
