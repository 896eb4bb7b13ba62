//! The sites of a filter as a file, whole: CSV, XLSX, FlatGeobuf, GeoPackage, GeoParquet. And what the list answers in any of
//! its formats, for whoever asks without a server.

use std::sync::Arc;

use anyhow::Context;
use axum::body::to_bytes;
use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use xxhash_rust::xxh3::xxh3_64;

use super::api;
use crate::files::{self, Format, Table};
use crate::published::{SiteRow, Snapshot, site_table};
use crate::state::AppState;
use crate::web::assets::matches_etag;
use crate::web::visitor::Visitor;
use crate::web::{AppError, CachePolicy, file_body};

/// Files written at the same time; who finds no room within the time a database would be waited for is asked to come again.
static AT_WORK: Semaphore = Semaphore::const_new(2);
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// The sites at these places of a snapshot as a file. `question` is what chose them, in its one spelling.
///
/// # Errors
/// 503 when too many files are being written; when the disk is full.
pub async fn sites(
    snapshot: Arc<Snapshot>,
    chosen: Vec<u32>,
    question: &str,
    format: Format,
    now: DateTime<Utc>,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    // The same sites of the same content make the same file, whichever process writes it and when.
    let hash = xxh3_64(format!("{} {} {question}", snapshot.version, format.extension()).as_bytes());
    let tag = format!("\"{hash:016x}\"");
    let etag = [(ETAG, HeaderValue::from_str(&format!("W/{tag}")).unwrap_or(HeaderValue::from_static("\"\"")))];
    if matches_etag(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, etag).into_response());
    }
    let turn = tokio::time::timeout(PATIENCE, AT_WORK.acquire())
        .await
        .map_err(|_| AppError::Unavailable("too many files are being written".into()))?
        .map_err(|error| AppError::Internal(error.into()))?;
    let work = move || -> anyhow::Result<_> {
        let _turn = turn;
        let table = Table { name: "sites", schema: site_table(), geometry: Some("POINT") };
        let rows = chosen.iter().map(|at| SiteRow(&snapshot.sites[*at as usize]));
        let file = files::write(format, table, rows, now)?;
        let length = file.metadata().context("a temporary file cannot be read")?.len();
        Ok((file, length))
    };
    let (file, length) = tokio::task::spawn_blocking(work).await.context("a file was not finished")??;
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(format.media_type()))];
    let mut response = (CachePolicy::Revalidate, etag, kind, file_body::stream(Arc::new(file), 0, length)).into_response();
    file_body::attach(response.headers_mut(), &format!("sites.{}", format.extension()), length);
    Ok(response)
}

/// The body of what `/api/v1/sites` answers to these parameters, byte by byte, without a server: the handler itself is asked, so
/// that nothing can come to differ. The state's mirror must have been read.
///
/// # Errors
/// As the interface refuses, with every mistake of the question; when the disk is full.
pub async fn sites_answer(state: &AppState, parameters: &[(String, String)]) -> Result<Vec<u8>, AppError> {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    let address: Uri = format!("/api/v1/sites?{query}").parse().context("the question is longer than an address may be")?;
    let headers = HeaderMap::new();
    let visitor = Visitor::of(&address, &headers);
    let answer = api::sites(State(state.clone()), RawQuery(Some(query)), visitor, headers).await?;
    let body = to_bytes(answer.into_body(), usize::MAX).await.context("a file was not read to its end")?;
    Ok(body.into())
}
