//! The style of the map and what it draws with: glyphs, icons, neighbouring countries. All from our origin.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::tiles::Tiles;
use crate::web::answer::answer;
use crate::web::{AppError, CachePolicy, Parameters, Site, assets};

/// `GET /styles/map.json`: the style with absolute addresses; over the basemap where one is configured.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn style(
    State(site): State<Arc<Site>>,
    State(tiles): State<Tiles>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let text = assets::read("styles/map.json").ok_or_else(AppError::not_found)?;
    let text = String::from_utf8_lossy(&text).replace("{origin}", &site.origin(&headers));
    let Some(basemap) = tiles.basemap() else {
        return Ok(answer(text.into_bytes(), "json", &headers));
    };
    let mut style: serde_json::Value = serde_json::from_str(&text).map_err(|error| AppError::Internal(error.into()))?;
    add_basemap(&mut style, &site.origin(&headers), &basemap);
    Ok(answer(style.to_string().into_bytes(), "json", &headers))
}

/// Puts the basemap's layers, drawn as quiet lines, above the land and below our borders.
fn add_basemap(style: &mut serde_json::Value, origin: &str, basemap: &tilejson::TileJSON) {
    use serde_json::json;
    style["sources"]["basemap"] = json!({ "type": "vector", "url": format!("{origin}/tiles/basemap") });
    let Some(layers) = style["layers"].as_array_mut() else { return };
    let above_land = layers.iter().rposition(|layer| layer["type"] == "fill").map_or(layers.len(), |at| at + 1);
    let names: Vec<&str> = basemap.vector_layers.iter().flatten().map(|layer| layer.id.as_str()).collect();
    for name in names.into_iter().rev() {
        layers.insert(
            above_land,
            json!({ "id": format!("basemap-{name}"), "type": "line", "source": "basemap", "source-layer": name,
                    "paint": { "line-color": "#C9C4B8", "line-width": 0.6, "line-opacity": 0.7 } }),
        );
    }
}

/// `GET /styles/neighbours.json`.
///
/// # Errors
/// Never in a whole build.
pub async fn neighbours(request: Request) -> Result<Response, AppError> {
    assets::send("styles/neighbours.json", request.headers(), CachePolicy::Day)
}

/// `GET /fonts/{stack}/{range}.pbf`: the first font of the stack that we have.
///
/// # Errors
/// 404 for a font or range we do not have.
pub async fn glyphs(Path((stack, range)): Path<(String, String)>, request: Request) -> Result<Response, AppError> {
    for font in stack.split(',') {
        if let Ok(response) = assets::send(&format!("styles/glyphs/{}/{range}", font.trim()), request.headers(), CachePolicy::Day) {
            return Ok(response);
        }
    }
    Err(AppError::not_found())
}

/// `GET /sprites/{file}`.
///
/// # Errors
/// 404 for a file we do not have.
pub async fn sprites(Path(file): Path<String>, request: Request) -> Result<Response, AppError> {
    assets::send(&format!("styles/sprites/{file}"), request.headers(), CachePolicy::Day)
}

/// `GET /embed.js`: the element `<centri-mappa>` for other sites. Its address never changes, so it is not kept long.
///
/// # Errors
/// Never in a whole build.
pub async fn embed_script(request: Request) -> Result<Response, AppError> {
    assets::send("browser/embed.js", request.headers(), CachePolicy::Minute)
}
