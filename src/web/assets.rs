//! Files for browsers, embedded in the program: our modules and styles, the libraries of the lockfile,
//! glyphs and icons. Everything under `/assets/{build}/` is named by the content of the whole set, so it
//! can be kept forever and relative imports go on working.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use axum::extract::{Path, Request};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use rust_embed::RustEmbed;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::cache::CachePolicy;
use super::error::AppError;

#[derive(RustEmbed)]
#[folder = "src/browser"]
#[include = "*.js"]
struct Browser;

#[derive(RustEmbed)]
#[folder = "styles"]
#[include = "*.css"]
#[include = "*.json"]
#[include = "favicon.svg"]
#[include = "cluster*.svg"]
#[include = "icons/**/*.svg"]
#[include = "glyphs/**/*.pbf"]
#[include = "sprites/*"]
struct Styles;

#[derive(RustEmbed)]
#[folder = "node_modules/maplibre-gl/dist"]
#[include = "maplibre-gl.mjs"]
#[include = "maplibre-gl-shared.mjs"]
#[include = "maplibre-gl-worker.mjs"]
#[include = "maplibre-gl.css"]
struct MapLibre;

#[derive(RustEmbed)]
#[folder = "node_modules/bootstrap-italia/dist"]
#[include = "css/bootstrap-italia.min.css"]
#[include = "svg/sprites.svg"]
#[include = "fonts/Titillium_Web/*.woff2"]
struct BootstrapItalia;

/// A file ready to be sent: as it is and compressed.
struct Asset {
    plain: Bytes,
    gzip: Option<Bytes>,
    content_type: &'static str,
    hash: String,
}

struct Assets {
    build: String,
    files: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(collect);

fn collect() -> Assets {
    let mut files = HashMap::new();
    let mut build = Xxh3::new();
    let mut keep = |path: String, data: Vec<u8>| {
        build.update(path.as_bytes());
        build.update(&data);
        let content_type = content_type(&path);
        let compressible = !matches!(content_type, "image/png" | "font/woff2") && data.len() > 400;
        let gzip = compressible.then(|| gzip(&data)).map(Bytes::from);
        let hash = format!("{:032x}", xxh3_128(&data));
        files.insert(path, Asset { plain: data.into(), gzip, content_type, hash });
    };
    folder::<Browser>("browser", &mut keep);
    folder::<Styles>("styles", &mut keep);
    folder::<MapLibre>("maplibre-gl", &mut keep);
    folder::<BootstrapItalia>("bootstrap-italia", &mut keep);
    Assets { build: format!("{:016x}", build.digest()), files }
}

fn folder<F: RustEmbed>(prefix: &str, keep: &mut impl FnMut(String, Vec<u8>)) {
    let mut names: Vec<String> = F::iter().map(|name| name.to_string()).collect();
    names.sort();
    for name in names {
        if let Some(file) = F::get(&name) {
            keep(format!("{prefix}/{name}"), file.data.into_owned());
        }
    }
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    // Writing into memory does not fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "pbf" => "application/x-protobuf",
        _ => "application/octet-stream",
    }
}

/// The name of this build's set of assets; part of their address.
#[must_use]
pub fn build() -> &'static str {
    &ASSETS.build
}

/// The address of an asset, such as `asset_url("styles/page.css")`.
#[must_use]
pub fn url(path: &str) -> String {
    format!("/assets/{}/{path}", build())
}

/// The bytes of an embedded file, such as `styles/map.json`.
#[must_use]
pub fn read(path: &str) -> Option<Bytes> {
    ASSETS.files.get(path).map(|asset| asset.plain.clone())
}

/// Does the asker accept gzip?
#[must_use]
pub fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';');
        let name = parts.next().unwrap_or_default().trim();
        let refused =
            parts.any(|part| matches!(part.trim().strip_prefix("q=").map(str::parse::<f32>), Some(Ok(quality)) if quality <= 0.0));
        (name.eq_ignore_ascii_case("gzip") || name == "*") && !refused
    })
}

/// Does `If-None-Match` name this entity tag? Weak comparison, as RFC 9110 asks for it here.
#[must_use]
pub fn matches_etag(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|given| {
        let given = given.trim();
        given == "*" || given.strip_prefix("W/").unwrap_or(given) == etag
    })
}

/// Sends an embedded file.
///
/// # Errors
/// [`AppError::NotFound`] when there is none of that name.
pub fn send(path: &str, headers: &HeaderMap, policy: CachePolicy) -> Result<Response, AppError> {
    let asset = ASSETS.files.get(path).ok_or_else(AppError::not_found)?;
    let gzip = asset.gzip.as_ref().filter(|_| accepts_gzip(headers));
    // Another encoding is another representation: it needs a tag of its own.
    let tag = format!("\"{}{}\"", asset.hash, if gzip.is_some() { "-g" } else { "" });
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    let vary = [(VARY, HeaderValue::from_static("Accept-Encoding"))];
    if matches_etag(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, policy, vary, etag).into_response());
    }
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(asset.content_type))];
    Ok(match gzip {
        Some(gzip) => (policy, vary, etag, kind, [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))], gzip.clone()).into_response(),
        None => (policy, vary, etag, kind, asset.plain.clone()).into_response(),
    })
}

/// `GET /assets/{build}/{*path}`. An older build's address answers with today's file, kept only briefly,
/// so that a page left open over an upgrade goes on working.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such asset.
pub async fn asset(Path((asked_build, path)): Path<(String, String)>, request: Request) -> Result<Response, AppError> {
    let policy = if asked_build == build() { CachePolicy::Forever } else { CachePolicy::Minute };
    send(&path, request.headers(), policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_only_to_those_who_accept_it() {
        for (header, expected) in
            [("gzip", true), ("br, gzip;q=0.5", true), ("*", true), ("gzip;q=0", false), ("identity", false), ("", false)]
        {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_str(header) {
                headers.insert(ACCEPT_ENCODING, value);
            }
            assert_eq!(accepts_gzip(&headers), expected, "{header}");
        }
    }

    #[test]
    fn an_entity_tag_is_found_in_a_list_and_behind_a_weak_mark() {
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, HeaderValue::from_static("\"a\", W/\"b\""));
        assert!(matches_etag(&headers, "\"b\""));
        assert!(!matches_etag(&headers, "\"c\""));
    }
}
