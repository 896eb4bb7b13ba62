//! The vector tiles of a collection in the words of OGC API Tiles: the tile matrix set of web maps, and where a tile is.
//! The tiles themselves are those of `/tiles`.

use axum::response::Response;
use serde_json::{Value, json};

use super::api::JSON;
use super::asked::{Asked, link};
use super::collection::{Collection, ITALY};
use super::crs::CRS84;
use super::pages::{self, Cell, Table, View};
use crate::web::openapi::MVT;
use crate::web::{AppError, Phrase};

/// The one tile matrix set.
pub const MATRIX_SET: &str = "WebMercatorQuad";
const MATRIX_SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
const WEB_MERCATOR: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// A layer with its first and last zoom.
pub type Layer = (&'static str, u8, u8);

/// The layer that draws a collection.
///
/// # Errors
/// [`AppError::NotFound`] where none does.
pub fn layer_of(collection: Collection) -> Result<Layer, AppError> {
    collection.tile_layer().ok_or_else(|| AppError::NotFound(Phrase::new("error-no-tiles")))
}

/// The template of the tiles' addresses.
fn template(asked: &Asked, collection: Collection) -> String {
    asked.address(&format!("/collections/{}/tiles/{MATRIX_SET}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", collection.id()))
}

/// All tilesets: there is one.
pub fn list(asked: &Asked, collection: Collection, layer: Layer) -> Value {
    let mut short = describe(asked, collection, layer);
    for long in ["tileMatrixSetLimits", "layers", "centerPoint"] {
        if let Some(fields) = short.as_object_mut() {
            fields.remove(long);
        }
    }
    json!({ "links": asked.own_links(JSON), "tilesets": [short] })
}

/// The tileset.
pub fn describe(asked: &Asked, collection: Collection, (layer, first, last): Layer) -> Value {
    let own = asked.address(&format!("/collections/{}/tiles/{MATRIX_SET}", collection.id()));
    let tiles = template(asked, collection);
    let [west, south, east, north] = ITALY;
    let limits: Vec<Value> = (first..=last)
        .map(|zoom| {
            let cell =
                |lon: f64, lat: f64| crate::geo::Coordinates::parse(lon, lat).map(|at| crate::geo::tile_of(at, zoom)).unwrap_or_default();
            let ((left, top), (right, bottom)) = (cell(west, north), cell(east, south));
            json!({ "tileMatrix": zoom.to_string(), "minTileRow": top, "maxTileRow": bottom, "minTileCol": left, "maxTileCol": right })
        })
        .collect();
    json!({
        "title": collection.title(),
        "dataType": "vector",
        "crs": WEB_MERCATOR,
        "tileMatrixSetURI": MATRIX_SET_URI,
        "tileMatrixSetLimits": limits,
        "boundingBox": { "lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84 },
        "centerPoint": { "coordinates": [12.6, 41.3], "crs": CRS84, "tileMatrix": first.max(5).to_string() },
        "layers": [{
            "id": layer, "title": collection.title(), "dataType": "vector", "geometryDimension": collection.geometry_dimension(),
            "minTileMatrix": first.to_string(), "maxTileMatrix": last.to_string(),
        }],
        "links": [
            link(&own, "self", JSON, "This tileset"),
            link(&format!("{own}?f=html"), "alternate", "text/html", "This tileset as a page"),
            link(MATRIX_SET_URI, SCHEME, JSON, MATRIX_SET),
            link(&asked.address(&format!("/collections/{}", collection.id())), "geodata", JSON, "The collection"),
            json!({ "href": tiles, "rel": "item", "type": MVT, "templated": true, "title": "A tile" }),
        ],
    })
}

/// The tileset for people.
///
/// # Errors
/// Only when the page cannot be rendered.
pub fn page(asked: &Asked, collection: Collection, (layer, first, last): Layer) -> Result<Response, AppError> {
    let mut view = View::new(asked, "ogc-tiles");
    view.up = pages::crumbs(asked, collection);
    let say = |name: &str| Cell::text(&asked.frame.say(name));
    let rows = vec![
        vec![say("ogc-tile-scheme"), Cell::code(MATRIX_SET)],
        vec![say("ogc-tile-layer"), Cell::code(layer)],
        vec![say("ogc-tile-zooms"), Cell::text(&format!("{first}–{last}"))],
        vec![say("ogc-address"), Cell::code(&template(asked, collection))],
    ];
    view.tables = vec![Table {
        caption: pages::title(asked, collection),
        head: vec![asked.frame.say("ogc-property"), asked.frame.say("ogc-value")],
        rows,
    }];
    pages::show(asked, view)
}
