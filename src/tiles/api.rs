//! Tiles and their descriptions over HTTP.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::archive::{Archive, BASEMAP};
use super::cache::Variant;
use super::door::Kept;
use super::encoding::{Encoding, MVT};
use super::layers::{LAYERS, Layer, layer, names};
use super::service::{DEEPEST, ITALY, Made, Tiles};
use super::shade::{self, COVERAGE, Shaded};
use crate::geo::Cell;
use crate::published::{BY_CLASS, FigureSource, Filter, Mirror, Tongue};
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Parameters, Phrase, Site, assets};

/// `GET /tiles`: the catalogue, ours first, then the layers the operator adds from files.
pub async fn catalogue(
    State(site): State<Arc<Site>>,
    State(tiles): State<Tiles>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let origin = site.origin(&headers);
    let mut layers: Vec<Value> = LAYERS
        .iter()
        .chain([&COVERAGE])
        .map(|layer| {
            json!({ "id": layer.id, "description": layer.description, "minzoom": layer.minzoom, "maxzoom": layer.maxzoom,
                             "tilejson": format!("{origin}/tiles/{}", layer.id) })
        })
        .collect();
    layers.extend(tiles.archives().layers().map(|archive| {
        let (id, told) = (archive.id(), archive.described());
        json!({ "id": id, "description": told.description.or(told.name), "minzoom": told.minzoom, "maxzoom": told.maxzoom,
                "tilejson": format!("{origin}/tiles/{id}") })
    }));
    Ok((CachePolicy::Minute, Json(json!({ "layers": layers }))).into_response())
}

/// `GET /tiles/{layers}`: TileJSON 3.0.0.
///
/// # Errors
/// 404 for a layer that does not exist, naming those that do; 400 for parameters that are not filters, and for a file of
/// the operator's together with other layers.
pub async fn tilejson(
    State(site): State<Arc<Site>>,
    State(tiles): State<Tiles>,
    State(mirror): State<Arc<Mirror>>,
    State(figures): State<Arc<dyn FigureSource>>,
    Path(ids): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let origin = site.origin(&headers);
    if let Some(archive) = find_archive(&tiles, &ids)? {
        Parameters::read(query.as_deref()).finish()?;
        let mut described = archive.described();
        described.tiles = vec![format!("{origin}/tiles/{ids}/{{z}}/{{x}}/{{y}}")];
        let policy = if archive.id() == BASEMAP { CachePolicy::Day } else { CachePolicy::Minute };
        return Ok((policy, Json(described)).into_response());
    }
    let layers = parse_layers(&tiles, &ids)?;
    let variant = read_variant(&layers, query.as_deref(), &mirror, &*figures).await?;
    let mut pairs = variant.shaded.as_ref().map_or_else(|| variant.filter.pairs(Tongue::Interface), |shaded| shaded.question());
    // The areas of a level are in the tiles from the zoom of their own layer on.
    let first = |layer: &Layer| match &variant.shaded {
        Some(shaded) if layer.id == COVERAGE.id => shaded.base.minzoom,
        _ => layer.minzoom,
    };
    if !variant.clustered && layers.iter().any(|layer| is_of_sites(layer)) {
        pairs.push(("cluster", "false".to_owned()));
    }
    let filters = query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    let described = json!({
        "tilejson": "3.0.0",
        "name": ids,
        "description": layers.iter().map(|layer| layer.description).collect::<Vec<_>>().join("; "),
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [format!("{origin}/tiles/{ids}/{{z}}/{{x}}/{{y}}{filters}")],
        "minzoom": layers.iter().map(|layer| first(layer)).min(),
        "maxzoom": layers.iter().map(|layer| layer.maxzoom).max(),
        "bounds": ITALY,
        "center": [12.6, 41.3, layers.iter().map(|layer| first(layer)).min().unwrap_or(0).max(5)],
        "attribution": attribution(&layers),
        "vector_layers": layers.iter().map(|layer| json!({
            "id": layer.id, "description": layer.description, "minzoom": first(layer), "maxzoom": layer.maxzoom,
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
    State(site): State<Arc<Site>>,
    State(tiles): State<Tiles>,
    State(mirror): State<Arc<Mirror>>,
    State(figures): State<Arc<dyn FigureSource>>,
    Path((ids, z, x, y)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let at = parse_coordinates(&z, &x, &y)?;
    if let Some(archive) = find_archive(&tiles, &ids)? {
        Parameters::read(query.as_deref()).finish()?;
        return stored(archive, at, &headers).await;
    }
    let layers = parse_layers(&tiles, &ids)?;
    let variant = read_variant(&layers, query.as_deref(), &mirror, &*figures).await?;
    // The figures' version is known inside only: what they shade is not handed out at the door.
    let shaded = variant.shaded.is_some();
    let made = tiles.tile(&mirror, at, variant).await?;
    let encoding = Encoding::negotiated(&accepted(&headers));
    let mut response = respond(&tiles, at, &made, encoding, &headers).await;
    // While PostgreSQL is away each answer says how old it is: such a one is not handed out again.
    let away = site.database_away.load(Ordering::Relaxed);
    if let Some(slot) = made.slot.filter(|_| !away && !shaded) {
        response.extensions_mut().insert(Kept { slot, encoding });
    }
    Ok(response)
}

/// `GET /ogc/v1/collections/{collection}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`: the same tile by the
/// address OGC API Tiles gives it. The tile of the sites shows each as it is, because features are not clusters.
///
/// # Errors
/// As [`tile`]; 404 for a collection that no layer draws.
pub async fn matrix_tile(
    site: State<Arc<Site>>,
    tiles: State<Tiles>,
    mirror: State<Arc<Mirror>>,
    figures: State<Arc<dyn FigureSource>>,
    Path((collection, z, row, column)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (id, query) = match collection.as_str() {
        "sites" => ("centres", Some(query.map_or("cluster=false".into(), |query| format!("cluster=false&{query}")))),
        "regions" | "provinces" | "municipalities" | "coverage" => (collection.as_str(), query),
        _ => return Err(AppError::not_found()),
    };
    tile(site, tiles, mirror, figures, Path((id.to_owned(), z, column, row)), RawQuery(query), headers).await
}

/// A tile of the operator's file, in the encoding it is stored in, or plain for whoever cannot read that.
async fn stored(archive: &Archive, at: Cell, headers: &HeaderMap) -> Result<Response, AppError> {
    let tile = archive.tile(at).await.map_err(AppError::Internal)?;
    let policy = policy(archive);
    let vary = [(VARY, HeaderValue::from_static("Accept-Encoding"))];
    if tile.data.is_empty() {
        return Ok((StatusCode::NO_CONTENT, policy, vary).into_response());
    }
    let encoding = if tile.encoding.is_allowed(&accepted(headers)) { tile.encoding } else { Encoding::Identity };
    let tag = format!("\"{:032x}{}\"", xxh3_128(&tile.data), encoding.mark());
    if assets::matches_etag(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, policy, vary, [(ETAG, tag)]).into_response());
    }
    let bytes = if encoding == tile.encoding { tile.data } else { tile.plain().map_err(|error| AppError::Internal(error.into()))? };
    let mut response = (policy, vary, [(CONTENT_TYPE, tile.content_type), (ETAG, tag)], bytes).into_response();
    if let Some(name) = encoding.name() {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    Ok(response)
}

/// A basemap changes rarely and never alone; a layer may be replaced by a new export at any moment.
fn policy(archive: &Archive) -> CachePolicy {
    if archive.id() == BASEMAP { CachePolicy::Day } else { CachePolicy::Revalidate }
}

async fn respond(tiles: &Tiles, at: Cell, made: &Made, encoding: Encoding, headers: &HeaderMap) -> Response {
    let vary = [(VARY, HeaderValue::from_static("Accept-Encoding"))];
    if made.encoded.plain.is_empty() {
        return (StatusCode::NO_CONTENT, CachePolicy::Revalidate, vary).into_response();
    }
    let tag = made.encoded.etag(encoding);
    let etag = [(ETAG, HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")))];
    if assets::matches_etag(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, vary, etag).into_response();
    }
    let bytes = tiles.bytes(at, made, encoding).await;
    let mut response = (CachePolicy::Revalidate, vary, etag, [(CONTENT_TYPE, HeaderValue::from_static(MVT))], bytes).into_response();
    if let Some(name) = encoding.name() {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// All `Accept-Encoding` headers as one.
fn accepted(headers: &HeaderMap) -> String {
    let mut values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let first = values.next().unwrap_or_default().to_owned();
    values.fold(first, |all, more| all + "," + more)
}

/// The operator's file of that name, if there is one. Its tiles are compressed already and name their layers themselves:
/// put together with others a layer could stand twice in a tile, so each is served alone.
fn find_archive<'a>(tiles: &'a Tiles, ids: &str) -> Result<Option<&'a Archive>, AppError> {
    if let Some(archive) = tiles.archives().get(ids) {
        return Ok(Some(archive));
    }
    match ids.split(',').find(|id| tiles.archives().get(id).is_some()) {
        Some(id) => Err(AppError::parameter("layers", ids, Phrase::new("error-layer-alone").with("layer", id))),
        None => Ok(None),
    }
}

fn parse_layers(tiles: &Tiles, ids: &str) -> Result<Vec<&'static Layer>, AppError> {
    let mut layers: Vec<&'static Layer> = vec![];
    for id in ids.split(',') {
        let unknown = || {
            let known: Vec<&str> = names().into_iter().chain([COVERAGE.id]).chain(tiles.archives().layers().map(Archive::id)).collect();
            AppError::NotFound(
                Phrase::new("error-unknown-layer").with("layer", id.chars().take(60).collect::<String>()).with("layers", known.join(", ")),
            )
        };
        let found = layer(id).or((id == COVERAGE.id).then_some(&COVERAGE)).ok_or_else(unknown)?;
        // A layer named twice would stand twice in the tile.
        if layers.iter().all(|one| one.id != found.id) {
            layers.push(found);
        }
    }
    Ok(layers)
}

fn parse_coordinates(z: &str, x: &str, y: &str) -> Result<Cell, AppError> {
    let whole = |name: &'static str, text: &str, limit: u32| {
        text.parse::<u32>().ok().filter(|number| *number <= limit).ok_or_else(|| {
            AppError::parameter(name, text, Phrase::new("error-number-between").with("low", "0").with("high", limit.to_string()))
        })
    };
    let z = whole("z", z, u32::from(DEEPEST))?;
    let last = (1_u32 << z) - 1;
    // Some clients, GDAL among them, ask only for addresses that end like a file.
    let y = y.strip_suffix(".mvt").or(y.strip_suffix(".pbf")).unwrap_or(y);
    Ok(Cell { z: u8::try_from(z).unwrap_or(DEEPEST), x: whole("x", x, last)?, y: whole("y", y, last)? })
}

async fn read_variant(
    layers: &[&'static Layer],
    query: Option<&str>,
    mirror: &Mirror,
    figures: &dyn FigureSource,
) -> Result<Variant, AppError> {
    let mask = LAYERS
        .iter()
        .enumerate()
        .filter(|(_, layer)| layers.iter().any(|asked| asked.id == layer.id))
        .fold(0, |mask, (number, _)| mask | 1 << number);
    let mut parameters = Parameters::read(query);
    let mut variant =
        if layers.iter().any(|layer| is_of_sites(layer)) { of_sites(mask, &mut parameters, mirror) } else { Variant::of_layers(mask) };
    if layers.iter().any(|layer| layer.id == COVERAGE.id) {
        let shaded = shaded(parameters, figures).await?;
        variant.key = format!("{}\n{}", variant.key, shaded.key()).into();
        variant.shaded = Some(Arc::new(shaded));
    } else {
        parameters.finish()?;
    }
    Ok(variant)
}

/// Sites, which are filtered, and drawn in clusters unless asked otherwise.
fn is_of_sites(layer: &Layer) -> bool {
    layer.filtered && layer.id != COVERAGE.id
}

fn of_sites(layers: u16, parameters: &mut Parameters, mirror: &Mirror) -> Variant {
    let snapshot = mirror.snapshot();
    let clustered = match parameters.one("cluster").as_deref() {
        None | Some("true") => true,
        Some("false") => false,
        Some(other) => {
            parameters.refuse("cluster", other, Phrase::new("error-one-of").with("allowed", "true, false"));
            true
        }
    };
    let filter = Filter::read(parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
    Variant { layers, clustered, key: filter.canonical().into(), filter: Arc::new(filter), shaded: None }
}

/// Figures by the parameters of coverage, all mistakes at once.
async fn shaded(mut parameters: Parameters, figures: &dyn FigureSource) -> Result<Shaded, AppError> {
    let measure = parameters.one("measure");
    let figures = figures.figures(parameters).await?;
    let level = figures.level();
    if level == BY_CLASS {
        let indicator = figures.question().iter().find(|(name, _)| *name == "indicator").map_or("", |(_, value)| value.as_str());
        return Err(AppError::parameter("indicator", indicator, Phrase::new("error-no-shapes")));
    }
    let shaded = Shaded::new(figures, measure.clone())
        .ok_or_else(|| AppError::parameter("level", level, Phrase::new("error-one-of").with("allowed", shade::levels())))?;
    match shaded.instead() {
        Some(known) => {
            Err(AppError::parameter("measure", &measure.unwrap_or_default(), Phrase::new("error-one-of").with("allowed", known)))
        }
        None => Ok(shaded),
    }
}
