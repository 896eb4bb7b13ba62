//! The documents around the features: landing page, conformance, collections, queryables, sortables, OpenAPI, tilesets.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::asked::{Asked, Form, link};
use super::collection::{Collection, ITALY};
use super::crs::{CRS84, System};
use super::figures::Question;
use super::file::FORMATS;
use super::items::{GEOJSON, find};
use super::pages::{self, Cell, Table, View};
use super::{openapi, tilesets};
use crate::published::Codes;
use crate::published::cql2::Type;
use crate::state::AppState;
use crate::web::AppError;

/// Media type of documents.
pub const JSON: &str = "application/json";
/// Media type of JSON Schema.
const SCHEMA: &str = "application/schema+json";
/// Media type of OpenAPI 3.0 documents.
const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
const QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
const SORTABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/sortables";
const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// The classes that hold: each is proven in `tests/ogc.rs`, `tests/ogc_documents.rs`, `tests/ogc_tiles.rs`, `tests/cql2.rs` or `tests/clients/test_ogc.py`.
pub const CONFORMANCE: [&str; 31] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
];

/// The landing page.
///
/// # Errors
/// 400 for parameters that do not exist.
pub async fn landing(asked: Asked) -> Result<Response, AppError> {
    let form = asked.only_form()?;
    let documents = [
        ("/api", "service-desc", OPENAPI, "ogc-api", "Definition of this interface (OpenAPI 3.0)"),
        ("/api?f=html", "service-doc", "text/html", "ogc-api", "Documentation of this interface"),
        ("/conformance", "conformance", JSON, "ogc-conformance", "What this interface conforms to"),
        ("/collections", "data", JSON, "ogc-collections", "The collections of features"),
    ];
    if form == Form::Html {
        let mut view = View::new(&asked, "ogc-title");
        view.lead = asked.frame.say("ogc-lead");
        let shown = documents.iter().filter(|(_, rel, ..)| *rel != "service-desc");
        view.links = shown.map(|(path, _, _, name, _)| (asked.frame.link(&pages::page_of(path)), asked.frame.say(name))).collect();
        return pages::show(&asked, view);
    }
    let mut links = asked.own_links(JSON);
    links.extend(documents.iter().map(|(path, rel, media, _, title)| link(&asked.address(path), rel, media, title)));
    links.push(link(LICENCE, "license", "text/html", "CC BY 4.0"));
    let body = json!({
        "title": "Centri per la famiglia",
        "description": "Italy's family-support centres, their sites and the territory they serve. Interface for programs; terms and other formats at /dati.",
        "attribution": "Centri; ISTAT, confini amministrativi (CC BY 3.0 IT)",
        "links": links,
    });
    asked.document(&body, JSON)
}

/// What this interface conforms to.
///
/// # Errors
/// 400 for parameters that do not exist.
pub async fn conformance(asked: Asked) -> Result<Response, AppError> {
    if asked.only_form()? == Form::Html {
        let mut view = View::new(&asked, "ogc-conformance");
        view.up = vec![pages::crumb(&asked, "", "ogc-title")];
        let rows = CONFORMANCE.iter().map(|class| vec![Cell::english(class)]).collect();
        view.tables = vec![Table { caption: asked.frame.say("ogc-conformance"), head: vec![asked.frame.say("ogc-class")], rows }];
        return pages::show(&asked, view);
    }
    asked.document(&json!({ "conformsTo": CONFORMANCE }), JSON)
}

/// All collections.
///
/// # Errors
/// 400 for parameters that do not exist.
pub async fn collections(asked: Asked) -> Result<Response, AppError> {
    if asked.only_form()? == Form::Html {
        let mut view = View::new(&asked, "ogc-collections");
        view.up = vec![pages::crumb(&asked, "", "ogc-title")];
        view.links = Collection::ALL
            .map(|one| (asked.frame.link(&pages::page_of(&format!("/collections/{}", one.id()))), pages::title(&asked, one)))
            .to_vec();
        return pages::show(&asked, view);
    }
    let described: Vec<Value> = Collection::ALL.map(|one| describe(&asked, one, &Question::default())).to_vec();
    let systems: Vec<String> = System::all().map(System::uri).collect();
    asked.document(&json!({ "links": asked.own_links(JSON), "crs": systems, "collections": described }), JSON)
}

/// A collection; that of figures with the question its features answer.
fn describe(asked: &Asked, collection: Collection, question: &Question) -> Value {
    let at = |rest: &str| asked.address(&format!("/collections/{}{rest}", collection.id()));
    let of_question = |rest: &str, form: Option<&str>| at(&format!("{rest}{}", question.query_with(form.map(|form| ("f", form)))));
    let mut links = vec![
        link(&of_question("", None), "self", JSON, "This document"),
        link(&of_question("", Some("html")), "alternate", "text/html", "This document as a page"),
        link(&of_question("/items", None), "items", GEOJSON, "The features as GeoJSON"),
        link(&of_question("/items", Some("html")), "items", "text/html", "The features as a page"),
        link(&at("/queryables"), QUERYABLES, SCHEMA, "Properties a filter may speak of"),
        link(&at("/sortables"), SORTABLES, SCHEMA, "Properties a list can be ordered by"),
        link(LICENCE, "license", "text/html", "CC BY 4.0"),
    ];
    for format in FORMATS {
        let name = format.extension();
        links.push(link(&of_question("/items", Some(name)), "items", format.media_type(), &format!("All features as one file ({name})")));
    }
    if collection.tile_layer().is_some() {
        links.push(link(&at("/tiles"), TILESETS, JSON, "Vector tiles"));
    }
    json!({
        "id": collection.id(),
        "title": collection.title(),
        "description": collection.description(),
        "itemType": "feature",
        "extent": { "spatial": { "bbox": [ITALY], "crs": CRS84 } },
        "crs": System::all().map(System::uri).collect::<Vec<_>>(),
        "storageCrs": CRS84,
        "links": links,
    })
}

/// One collection; of figures those of a question, so that a client that takes an address for a layer takes it as one.
///
/// # Errors
/// 404 for an unknown one, 400 for parameters that do not exist or ask for no figures, 503 while the database is away and needed.
pub async fn collection(State(state): State<AppState>, Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let mut parameters = asked.parameters();
    let form = asked.form(&mut parameters);
    let question = Question::read(&mut parameters, collection);
    parameters.finish()?;
    if !question.is_empty() {
        // Links to what cannot be asked would lead nowhere: who asks is told here.
        state.figures.figures(question.parameters()).await?;
    }
    if form == Form::Html {
        let mut view = View::new(&asked, "ogc-title");
        view.title = pages::title(&asked, collection);
        view.up = vec![pages::crumb(&asked, "", "ogc-title"), pages::crumb(&asked, "/collections", "ogc-collections")];
        view.english = collection.description().to_owned();
        let mut rests = vec![("/items", "ogc-features"), ("/queryables", "ogc-queryables"), ("/sortables", "ogc-sortables")];
        rests.extend(collection.tile_layer().map(|_| ("/tiles", "ogc-tiles")));
        let at = |rest: &str| {
            let question = if rest == "/items" { question.query_with(None) } else { String::new() };
            asked.frame.link(&pages::page_of(&format!("/collections/{}{rest}{question}", collection.id())))
        };
        view.links = rests.into_iter().map(|(rest, name)| (at(rest), asked.frame.say(name))).collect();
        return pages::show(&asked, view);
    }
    asked.document(&describe(&asked, collection, &question), JSON)
}

/// The properties a filter may speak of, as JSON Schema.
///
/// # Errors
/// 404 for an unknown collection, 400 for parameters that do not exist.
pub async fn queryables(State(state): State<AppState>, Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let form = asked.only_form()?;
    let snapshot = state.mirror.snapshot();
    let properties: Vec<(&str, Value)> = collection
        .schema()
        .properties()
        .iter()
        .map(|(name, kind)| (name.as_str(), property(collection, name, *kind, &snapshot.codes)))
        .collect();
    schema(&asked, collection, form, "queryables", "ogc-queryables", properties)
}

/// The properties a list can be ordered by, as JSON Schema.
///
/// # Errors
/// 404 for an unknown collection, 400 for parameters that do not exist.
pub async fn sortables(State(state): State<AppState>, Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let form = asked.only_form()?;
    let snapshot = state.mirror.snapshot();
    let properties = collection.sortables().map(|(_, name, kind)| (name, property(collection, name, kind, &snapshot.codes))).collect();
    schema(&asked, collection, form, "sortables", "ogc-sortables", properties)
}

fn schema(
    asked: &Asked,
    collection: Collection,
    form: Form,
    what: &str,
    name: &str,
    properties: Vec<(&str, Value)>,
) -> Result<Response, AppError> {
    if form == Form::Html {
        let mut view = View::new(asked, name);
        view.up = pages::crumbs(asked, collection);
        let kind = |property: &Value| property["format"].as_str().or(property["type"].as_str()).unwrap_or_default().to_owned();
        let rows = properties.iter().map(|(name, property)| vec![Cell::code(name), Cell::code(&kind(property))]).collect();
        let head = vec![asked.frame.say("ogc-property"), asked.frame.say("ogc-type")];
        view.tables = vec![Table { caption: pages::title(asked, collection), head, rows }];
        return pages::show(asked, view);
    }
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": asked.address(&format!("/collections/{}/{what}", collection.id())),
        "type": "object",
        "title": collection.title(),
        "properties": properties.into_iter().map(|(name, property)| (name.to_owned(), property)).collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    asked.document(&document, SCHEMA)
}

/// One property as JSON Schema. Codes of protected services are named nowhere but on the card.
fn property(collection: Collection, name: &str, kind: Type, codes: &Codes) -> Value {
    let allowed: Option<Vec<&str>> = collection
        .code_list(name)
        .map(|list| codes.list(list).filter(|code| !code.protected).map(|code| code.code.as_str()).collect())
        .filter(|codes: &Vec<&str>| !codes.is_empty());
    let text = match &allowed {
        Some(allowed) => json!({ "type": "string", "enum": allowed }),
        None => json!({ "type": "string" }),
    };
    let mut described = match kind {
        Type::Text => text,
        Type::Number => json!({ "type": "number", "format": "double" }),
        Type::Integer => json!({ "type": "integer", "format": "int64" }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Date => json!({ "type": "string", "format": "date" }),
        Type::Timestamp => json!({ "type": "string", "format": "date-time" }),
        Type::TextList => json!({ "type": "array", "items": text }),
        Type::Geometry => json!({ "format": collection.geometry_format(), "x-ogc-role": "primary-geometry" }),
    };
    described["title"] = name.into();
    if name == collection.id_property() {
        described["x-ogc-role"] = "id".into();
    }
    if collection.time_property() == Some(name) {
        described["x-ogc-role"] = "primary-instant".into();
    }
    described
}

/// The definition of this interface, OpenAPI 3.0.
///
/// # Errors
/// 400 for parameters that do not exist.
pub async fn definition(State(state): State<AppState>, asked: Asked) -> Result<Response, AppError> {
    let form = asked.only_form()?;
    let document = openapi::document(&asked, &state.site.settings);
    if form == Form::Html { pages::definition(&asked, &document) } else { asked.document(&document, OPENAPI) }
}

/// The tilesets of a collection.
///
/// # Errors
/// 404 for a collection that is not drawn, 400 for parameters that do not exist.
pub async fn tilesets(Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let layer = tilesets::layer_of(collection)?;
    if asked.only_form()? == Form::Html {
        return tilesets::page(&asked, collection, layer);
    }
    asked.document(&tilesets::list(&asked, collection, layer), JSON)
}

/// One tileset of a collection.
///
/// # Errors
/// 404 for a collection that is not drawn, 400 for parameters that do not exist.
pub async fn tileset(Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let layer = tilesets::layer_of(collection)?;
    if asked.only_form()? == Form::Html {
        return tilesets::page(&asked, collection, layer);
    }
    asked.document(&tilesets::describe(&asked, collection, layer), JSON)
}
