//! Tiles and their descriptions over HTTP.

use std::io::Write;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use martin_tile_utils::TileCoord;
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::layers::{LAYERS, Layer, layer, names};
use super::postgis::Selection;
use super::service::Tiles;
use crate::published::{Filter, Mirror, Tongue};
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Parameters, Phrase, Site, assets};

/// Deepest zoom a tile is made for.
const DEEPEST: u8 = 22;
/// Box of Italy in degrees: west, south, east, north.
const ITALY: [f64; 4] = [6.6, 35.4, 18.6, 47.1];
const MVT: &str = "application/vnd.mapbox-vector-tile";

/// `GET /tiles`: the catalogue.
pub async fn catalogue(State(site): State<Arc<Site>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let origin = site.origin(&headers);
    let layers: Vec<Value> = LAYERS
        .iter()
        .map(|layer| {
            json!({ "id": layer.id, "description": layer.description, "minzoom": layer.minzoom, "maxzoom": layer.maxzoom,
                             "tilejson": format!("{origin}/tiles/{}", layer.id) })
        })
        .collect();
    Ok((CachePolicy::Minute, Json(json!({ "layers": layers }))).into_response())
}

/// `GET /tiles/{layers}`: TileJSON 3.0.0.
///
/// # Errors
/// 404 for a layer that does not exist, naming those that do; 400 for parameters that are not filters.
pub async fn tilejson(
    State(site): State<Arc<Site>>,
    State(tiles): State<Tiles>,
    State(mirror): State<Arc<Mirror>>,
    Path(ids): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let origin = site.origin(&headers);
    if ids == "basemap"
        && let Some(basemap) = tiles.basemap()
    {
        let mut described = basemap.clone();
        described.tiles = vec![format!("{origin}/tiles/basemap/{{z}}/{{x}}/{{y}}")];
        return Ok((CachePolicy::Day, Json(described)).into_response());
    }
    let layers = parse_layers(&ids)?;
    let (filter, _) = read_filter(&layers, query.as_deref(), &mirror)?;
    let pairs = filter.pairs(Tongue::Interface);
    let filters = query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    let described = json!({
        "tilejson": "3.0.0",
        "name": ids,
        "description": layers.iter().map(|layer| layer.description).collect::<Vec<_>>().join("; "),
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [format!("{origin}/tiles/{ids}/{{z}}/{{x}}/{{y}}{filters}")],
        "minzoom": layers.iter().map(|layer| layer.minzoom).min(),
        "maxzoom": layers.iter().map(|layer| layer.maxzoom).max(),
        "bounds": ITALY,
        "center": [12.6, 41.3, layers.iter().map(|layer| layer.minzoom).min().unwrap_or(0).max(5)],
        "attribution": attribution(&layers),
        "vector_layers": layers.iter().map(|layer| json!({
            "id": layer.id, "description": layer.description, "minzoom": layer.minzoom, "maxzoom": layer.maxzoom,
            "fields": layer.fields.iter().map(|(name, kind)| ((*name).to_owned(), Value::from(*kind))).collect::<serde_json::Map<_, _>>(),
        })).collect::<Vec<_>>(),
    });
    Ok((CachePolicy::Minute, Json(described)).into_response())
}

fn attribution(layers: &[&Layer]) -> String {
    let mut texts: Vec<&str> = layers.iter().map(|layer| layer.attribution).collect();
    texts.dedup();
    texts.join(" · ")
}

/// `GET /tiles/{layers}/{z}/{x}/{y}`: a vector tile, 204 where nothing is drawn.
///
/// # Errors
/// 404 for an unknown layer, 400 for impossible coordinates or filters, 503 while PostgreSQL is away.
pub async fn tile(
    State(tiles): State<Tiles>,
    State(mirror): State<Arc<Mirror>>,
    Path((ids, z, x, y)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let at = parse_coordinates(&z, &x, &y)?;
    if ids == "basemap" && tiles.basemap().is_some() {
        return basemap(&tiles, at, &headers).await;
    }
    let layers = parse_layers(&ids)?;
    let (_, selection) = read_filter(&layers, query.as_deref(), &mirror)?;
    let data = tiles.tile(&layers, at, selection).await?;
    Ok(respond(data, &headers))
}

async fn basemap(tiles: &Tiles, at: TileCoord, headers: &HeaderMap) -> Result<Response, AppError> {
    let tile = tiles.basemap_tile(at).await?;
    if tile.data.is_empty() {
        return Ok((StatusCode::NO_CONTENT, CachePolicy::Day).into_response());
    }
    let tag = format!("\"{:032x}\"", xxh3_128(&tile.data));
    if assets::matches_etag(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, CachePolicy::Day, [(ETAG, tag)]).into_response());
    }
    let mut response = (CachePolicy::Day, [(CONTENT_TYPE, tile.content_type), (ETAG, tag)], tile.data).into_response();
    if let Some(encoding) = tile.encoding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

fn respond(data: Vec<u8>, headers: &HeaderMap) -> Response {
    let vary = [(VARY, HeaderValue::from_static("Accept-Encoding"))];
    if data.is_empty() {
        return (StatusCode::NO_CONTENT, CachePolicy::Revalidate, vary).into_response();
    }
    let gzip = assets::accepts_gzip(headers);
    // The hash of the uncompressed bytes and the encoding: the same for every process with the same content.
    let tag = format!("\"{:032x}{}\"", xxh3_128(&data), if gzip { "-g" } else { "" });
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    if assets::matches_etag(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, vary, etag).into_response();
    }
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(MVT))];
    if gzip {
        let coded = [(CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        return (CachePolicy::Revalidate, vary, etag, kind, coded, compress(&data)).into_response();
    }
    (CachePolicy::Revalidate, vary, etag, kind, Bytes::from(data)).into_response()
}

fn compress(data: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(data.len() / 2), flate2::Compression::new(4));
    // Writing into memory does not fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default().into()
}

fn parse_layers(ids: &str) -> Result<Vec<&'static Layer>, AppError> {
    let mut layers: Vec<&'static Layer> = vec![];
    for id in ids.split(',') {
        let unknown = || {
            AppError::NotFound(
                Phrase::new("error-unknown-layer")
                    .with("layer", id.chars().take(60).collect::<String>())
                    .with("layers", names().join(", ")),
            )
        };
        let found = layer(id).ok_or_else(unknown)?;
        // A layer named twice would stand twice in the tile.
        if layers.iter().all(|one| one.id != found.id) {
            layers.push(found);
        }
    }
    Ok(layers)
}

fn parse_coordinates(z: &str, x: &str, y: &str) -> Result<TileCoord, AppError> {
    let whole = |name: &'static str, text: &str, limit: u32| {
        text.parse::<u32>().ok().filter(|number| *number <= limit).ok_or_else(|| {
            AppError::parameter(name, text, Phrase::new("error-number-between").with("low", "0").with("high", limit.to_string()))
        })
    };
    let z = whole("z", z, u32::from(DEEPEST))?;
    let last = (1_u32 << z) - 1;
    // Some clients, GDAL among them, ask only for addresses that end like a file.
    let y = y.strip_suffix(".mvt").or(y.strip_suffix(".pbf")).unwrap_or(y);
    Ok(TileCoord { z: u8::try_from(z).unwrap_or(DEEPEST), x: whole("x", x, last)?, y: whole("y", y, last)? })
}

fn read_filter(layers: &[&'static Layer], query: Option<&str>, mirror: &Mirror) -> Result<(Filter, Selection), AppError> {
    let mut parameters = Parameters::read(query);
    if !layers.iter().any(|layer| layer.filtered) {
        parameters.finish()?;
        return Ok((Filter::default(), None));
    }
    let snapshot = mirror.snapshot();
    if let Some(cluster) = parameters.one("cluster").filter(|cluster| cluster != "false") {
        parameters.refuse("cluster", &cluster, Phrase::new("error-one-of").with("allowed", "false"));
    }
    let filter = Filter::read(&mut parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
    parameters.finish()?;
    if filter.is_empty() {
        return Ok((filter, None));
    }
    let ids = filter.of(&snapshot).filter(|site| site.position.is_some()).map(|site| site.id).collect();
    Ok((filter, Some(Arc::new(ids))))
}
