//! `/downloads`, its files, the dictionary and the catalogue.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE, LOCATION, RANGE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::edition::{Dataset, Edition, Published};
use super::qgis::{self, Definition};
use super::{catalog, dictionary, rdf, rndt};
use crate::state::AppState;
use crate::web::answer::json as json_answer;
use crate::web::assets::matches_etag;
use crate::web::{AppError, CachePolicy, Parameters, Phrase, file_body};

/// The files of the present edition with size, checksum, date and licence.
///
/// # Errors
/// 400 for parameters, 503 before anything has been read.
pub async fn manifest(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let edition = state.downloads.current(&state.mirror, &state.pools.public).await?;
    let origin = state.site.origin(&headers);
    let files: Vec<Value> = edition
        .files
        .iter()
        .map(|file| {
            json!({
                "name": file.name(),
                "dataset": file.dataset.name(),
                "url": format!("{origin}{}", edition.path(file)),
                "media_type": file.kind.media_type(),
                "size": file.size,
                "sha256": file.sha256,
                "rows": file.rows,
            })
        })
        .collect();
    let body = json!({
        "version": edition.version,
        "date": edition.dated,
        "licence": "CC-BY-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "dictionary": format!("{origin}/downloads/dictionary.csv"),
        "catalog": format!("{origin}/catalog.ttl"),
        "rndt": Dataset::ALL.map(|dataset| format!("{origin}/downloads/rndt/{}.xml", dataset.name())),
        "qgis": Definition::ALL.map(|definition| format!("{origin}/downloads/qgis/{}", definition.file())),
        "files": files,
    });
    json_answer(&body, &headers)
}

/// A file of the present edition, whole or a part of it; by `latest`, the way to it.
///
/// # Errors
/// 404 for a file that never was, 410 for one of an earlier edition, 400 for parameters.
pub async fn file(
    State(state): State<AppState>,
    Path((version, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let edition = state.downloads.current(&state.mirror, &state.pools.public).await?;
    let file = edition.file(&name).ok_or_else(AppError::not_found)?;
    if version == "latest" {
        let location = HeaderValue::from_str(&edition.path(file)).map_err(|error| AppError::Internal(error.into()))?;
        return Ok((StatusCode::TEMPORARY_REDIRECT, CachePolicy::Revalidate, [(LOCATION, location)]).into_response());
    }
    if version != edition.version {
        let once =
            version.len() == edition.version.len() && version.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        // Which editions there were is told nobody: what looks like one is gone.
        return Err(if once { AppError::Gone(Phrase::new("error-download-gone")) } else { AppError::not_found() });
    }
    Ok(sent(&edition, file, &headers))
}

fn sent(edition: &Edition, file: &Published, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", file.sha256);
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    let ranges = [(ACCEPT_RANGES, HeaderValue::from_static("bytes"))];
    if matches_etag(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, etag).into_response();
    }
    // Part of another file is asked for by who holds another one: he gets this one whole.
    let same = headers.get(IF_RANGE).is_none_or(|held| held.as_bytes() == tag.as_bytes());
    let asked = headers.get(RANGE).and_then(|range| range.to_str().ok()).filter(|_| same).and_then(Part::read);
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type()))];
    let content_range = |text: String| [(CONTENT_RANGE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("bytes */*")))];
    let name = format!("{}-{}.{}", file.dataset.name(), edition.version, file.kind.extension());
    match asked.map(|part| part.of(file.size)) {
        None => {
            let body = file_body::stream(file.file.clone(), 0, file.size);
            let mut response = (CachePolicy::Revalidate, etag, ranges, kind, body).into_response();
            file_body::attach(response.headers_mut(), &name, file.size);
            response
        }
        Some(Some((first, last))) => {
            let body = file_body::stream(file.file.clone(), first, last + 1);
            let part = content_range(format!("bytes {first}-{last}/{}", file.size));
            let mut response = (StatusCode::PARTIAL_CONTENT, CachePolicy::Revalidate, etag, ranges, kind, part, body).into_response();
            file_body::attach(response.headers_mut(), &name, last + 1 - first);
            response
        }
        Some(None) => (StatusCode::RANGE_NOT_SATISFIABLE, ranges, content_range(format!("bytes */{}", file.size))).into_response(),
    }
}

/// One part of a file, as `Range` asks for it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    From(u64),
    FromTo(u64, u64),
    Last(u64),
}

impl Part {
    /// None for what is no single range: such a header is read over.
    fn read(header: &str) -> Option<Self> {
        let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
        match (first.trim(), last.trim()) {
            ("", last) => last.parse().ok().map(Self::Last),
            (first, "") => first.parse().ok().map(Self::From),
            (first, last) => {
                let (first, last) = (first.parse().ok()?, last.parse().ok()?);
                (first <= last).then_some(Self::FromTo(first, last))
            }
        }
    }

    /// First and last byte in a file of this size; none where there is nothing.
    fn of(self, size: u64) -> Option<(u64, u64)> {
        let end = size.checked_sub(1)?;
        match self {
            Self::From(first) => (first <= end).then_some((first, end)),
            Self::FromTo(first, last) => (first <= end).then_some((first, last.min(end))),
            Self::Last(count) => (count > 0).then(|| (size.saturating_sub(count), end)),
        }
    }
}

/// What each column of the files means.
///
/// # Errors
/// 400 for parameters.
pub async fn dictionary(RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    Ok(document(dictionary::csv(), "text/csv; charset=utf-8; header=present", &headers))
}

/// A data set's record for the national register of territorial data.
///
/// # Errors
/// 404 for a data set that does not exist, 400 for parameters, 503 before anything has been read.
pub async fn rndt_record(
    State(state): State<AppState>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let named = |dataset: &Dataset| name.strip_suffix(".xml") == Some(dataset.name());
    let dataset = Dataset::ALL.into_iter().find(named).ok_or_else(AppError::not_found)?;
    let edition = state.downloads.current(&state.mirror, &state.pools.public).await?;
    let record = rndt::record(dataset, &edition, &state.site.settings, &state.site.origin(&headers));
    Ok(document(record, "application/xml", &headers))
}

/// A layer definition of QGIS.
///
/// # Errors
/// 404 for one that does not exist, 400 for parameters.
pub async fn layer_definition(
    State(state): State<AppState>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let definition = Definition::of_file(&name).ok_or_else(AppError::not_found)?;
    let body = definition.document(&state.mirror.snapshot().codes, &state.site.origin(&headers));
    let length = body.len() as u64;
    let mut response = document(body, qgis::MEDIA_TYPE, &headers);
    if response.status() == StatusCode::OK {
        file_body::attach(response.headers_mut(), &format!("centri-{name}"), length);
    }
    Ok(response)
}

/// The catalogue as Turtle.
///
/// # Errors
/// 400 for parameters, 503 before anything has been read.
pub async fn catalog_turtle(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let edition = state.downloads.current(&state.mirror, &state.pools.public).await?;
    let statements = catalog::statements(&edition, &state.site.settings, &state.site.origin(&headers));
    Ok(document(rdf::turtle(&statements), "text/turtle; charset=utf-8", &headers))
}

/// The catalogue as JSON-LD.
///
/// # Errors
/// 400 for parameters, 503 before anything has been read.
pub async fn catalog_jsonld(State(state): State<AppState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let edition = state.downloads.current(&state.mirror, &state.pools.public).await?;
    let statements = catalog::statements(&edition, &state.site.settings, &state.site.origin(&headers));
    Ok(document(rdf::json_ld(&statements).to_string(), "application/ld+json", &headers))
}

fn document(body: String, media_type: &'static str, headers: &HeaderMap) -> Response {
    let tag = format!("\"{:016x}\"", xxh3_64(body.as_bytes()));
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    if matches_etag(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, etag).into_response();
    }
    (CachePolicy::Revalidate, etag, [(CONTENT_TYPE, HeaderValue::from_static(media_type))], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_inside_the_file_or_is_none() {
        let part = |header: &str| Part::read(header).map(|part| part.of(10));
        assert_eq!(part("bytes=0-3"), Some(Some((0, 3))));
        assert_eq!(part("bytes=4-"), Some(Some((4, 9))));
        assert_eq!(part("bytes=8-100"), Some(Some((8, 9))));
        assert_eq!(part("bytes=-4"), Some(Some((6, 9))));
        assert_eq!(part("bytes=-100"), Some(Some((0, 9))));
        for beyond in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(part(beyond), Some(None), "{beyond}");
        }
        for none in ["bytes=3-1", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=", ""] {
            assert_eq!(part(none), None, "{none}");
        }
    }
}
