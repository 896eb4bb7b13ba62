//! The definition of this interface: an OpenAPI 3.0.3 document made from the table of collections, so that it names the
//! parameters that are read and no others.

use serde_json::{Map, Value, json};

use super::api::JSON;
use super::asked::{Asked, ROOT};
use super::collection::Collection;
use super::crs::System;
use super::file::FORMATS;
use super::items::{DEFAULT_LIMIT, GEOJSON, MOST};
use super::tilesets::MATRIX_SET;
use crate::config::ServeSettings;
use crate::files::Format;
use crate::published::cql2::Type;
use crate::web::openapi::{PROBLEM, contact, info, server};

const SCHEMA: &str = "application/schema+json";

/// The document.
pub fn document(asked: &Asked, settings: &ServeSettings) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": info(
            "Centri: OGC API",
            "Italy's family-support centres and their territory as OGC API Features and Tiles",
            "Features of Italy's Centri per la famiglia: OGC API Features Parts 1 to 3 with CQL2, and the tilesets of OGC API Tiles. \
             Lists are paged by the link `next`. Unknown parameters are refused. Positions that are not public are in no answer.",
            &asked.frame.absolute("/note-legali"),
            contact(&settings.publisher, &asked.frame.absolute("/dati"), &settings.contact_email),
        ),
        "servers": [server(&asked.frame.absolute(ROOT))],
        "tags": [
            { "name": "Interface", "description": "What this interface is" },
            { "name": "Features", "description": "Features of the collections" },
            { "name": "Tiles", "description": "Vector tiles of the collections" },
        ],
        "paths": paths(),
        "components": { "parameters": parameters(), "responses": responses(), "schemas": schemas() },
    })
}

fn paths() -> Map<String, Value> {
    let mut paths = Map::new();
    let mut add = |path: String, tag: &str, id: &str, summary: &str, more: Vec<Value>, answer: Value| {
        let form = if path.ends_with("/items") { "fOfFeatures" } else { "f" };
        let parameters: Vec<Value> = more.into_iter().chain([form, "lang"].map(reference)).collect();
        paths.insert(path, operation(tag, id, summary, parameters, answer));
    };
    add("/".into(), "Interface", "landingPage", "Where everything is", vec![], answer("Links", JSON, "LandingPage"));
    add(
        "/conformance".into(),
        "Interface",
        "conformance",
        "Classes of the standards that hold",
        vec![],
        answer("Classes", JSON, "Conformance"),
    );
    add(
        "/api".into(),
        "Interface",
        "definition",
        "This document",
        vec![],
        answer("OpenAPI", "application/vnd.oai.openapi+json;version=3.0", "Document"),
    );
    add("/collections".into(), "Interface", "collections", "All collections", vec![], answer("Collections", JSON, "Collections"));
    for collection in Collection::ALL {
        let (id, title) = (collection.id(), collection.title());
        let at = |rest: &str| format!("/collections/{id}{rest}");
        let question = figure_parameters(collection).collect();
        add(at(""), "Features", &format!("{id}Collection"), title, question, answer("The collection", JSON, "Collection"));
        let mut asked: Vec<Value> =
            ["limit", "cursor", "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs", "crs"].map(reference).to_vec();
        asked.push(json!({
            "name": "sortby", "in": "query", "required": false, "style": "form", "explode": false,
            "description": "Properties to order by, a minus sign before those that go down",
            "schema": { "type": "array", "items": { "type": "string", "enum": sort_values(collection) } },
        }));
        asked.extend(property_parameters(collection));
        let mut features = answer("Features", GEOJSON, "FeatureCollection");
        for format in FORMATS {
            features["content"][format.media_type()] = json!({ "schema": { "type": "string", "format": "binary" } });
        }
        features["headers"] =
            json!({ "Content-Crs": { "description": "Reference system of the positions", "schema": { "type": "string" } } });
        let summary = format!("{title}: features that match, page by page or in one file");
        add(at("/items"), "Features", &format!("{id}Items"), &summary, asked, features);
        let mut feature = vec![reference("featureId"), reference("crs")];
        feature.extend(figure_parameters(collection));
        add(
            at("/items/{featureId}"),
            "Features",
            &format!("{id}Item"),
            &format!("{title}: one feature"),
            feature,
            answer("The feature", GEOJSON, "Feature"),
        );
        add(
            at("/queryables"),
            "Features",
            &format!("{id}Queryables"),
            "Properties a filter may speak of",
            vec![],
            answer("JSON Schema", SCHEMA, "Document"),
        );
        add(
            at("/sortables"),
            "Features",
            &format!("{id}Sortables"),
            "Properties a list can be ordered by",
            vec![],
            answer("JSON Schema", SCHEMA, "Document"),
        );
        if collection.tile_layer().is_some() {
            add(
                at("/tiles"),
                "Tiles",
                &format!("{id}Tilesets"),
                "Tilesets of the collection",
                vec![],
                answer("Tilesets", JSON, "Document"),
            );
            let one = format!("/tiles/{MATRIX_SET}");
            add(at(&one), "Tiles", &format!("{id}Tileset"), "One tileset", vec![], answer("The tileset", JSON, "Document"));
        }
    }
    for collection in Collection::ALL.into_iter().filter(|one| one.tile_layer().is_some()) {
        let id = collection.id();
        let path = format!("/collections/{id}/tiles/{MATRIX_SET}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
        let tile = json!({
            "description": "A Mapbox Vector Tile",
            "content": { "application/vnd.mapbox-vector-tile": { "schema": { "type": "string", "format": "binary" } } },
        });
        let place = ["tileMatrix", "tileRow", "tileCol"].map(reference).to_vec();
        let mut described = operation("Tiles", &format!("{id}Tile"), "One tile", place, tile);
        described["get"]["responses"]["204"] = json!({ "description": "Nothing is drawn there" });
        paths.insert(path, described);
    }
    paths
}

fn operation(tag: &str, id: &str, summary: &str, parameters: Vec<Value>, answer: Value) -> Value {
    json!({ "get": {
        "tags": [tag], "operationId": id, "summary": summary, "parameters": parameters,
        "responses": {
            "200": answer,
            "304": { "description": "What the asker holds still stands" },
            "400": { "$ref": "#/components/responses/Invalid" },
            "404": { "$ref": "#/components/responses/NotFound" },
            "503": { "$ref": "#/components/responses/Unavailable" },
            "default": { "$ref": "#/components/responses/Failure" },
        },
    } })
}

fn answer(description: &str, media: &str, schema: &str) -> Value {
    let own = json!({ "schema": { "$ref": format!("#/components/schemas/{schema}") } });
    let page = json!({ "schema": { "type": "string" } });
    json!({ "description": description, "content": { media: own, "text/html": page } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn sort_values(collection: Collection) -> Vec<String> {
    collection.sortables().flat_map(|(_, name, _)| [name.to_owned(), format!("-{name}")]).collect()
}

/// The parameters that say which figures the features are.
fn figure_parameters(collection: Collection) -> impl Iterator<Item = Value> {
    collection.parameters().iter().map(|(name, description)| {
        json!({ "name": name, "in": "query", "required": false, "description": description, "schema": { "type": "string" } })
    })
}

/// One parameter for each property that can be asked for by name.
fn property_parameters(collection: Collection) -> Vec<Value> {
    let properties = collection.asked_by_name();
    figure_parameters(collection)
        .chain(properties.map(|(name, kind)| {
            let schema = match kind {
                Type::Number => json!({ "type": "number", "format": "double" }),
                Type::Integer => json!({ "type": "integer", "format": "int64" }),
                Type::Boolean => json!({ "type": "boolean" }),
                Type::Date => json!({ "type": "string", "format": "date" }),
                Type::Timestamp => json!({ "type": "string", "format": "date-time" }),
                Type::Text | Type::TextList | Type::Geometry => json!({ "type": "string" }),
            };
            json!({ "name": name, "in": "query", "required": false, "description": format!("Features whose {name} is this value or has it"), "schema": schema })
        }))
        .collect()
}

fn parameters() -> Value {
    let systems: Vec<String> = System::all().map(System::uri).collect();
    let files: Vec<&str> = ["json", "html"].into_iter().chain(FORMATS.map(Format::extension)).collect();
    let query = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "description": description, "schema": schema });
    let path = |name: &str, description: &str, schema: Value| json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema });
    let system = json!({ "type": "string", "format": "uri", "enum": systems, "default": systems[0] });
    let whole = json!({ "type": "integer", "format": "int32", "minimum": 0 });
    // As the standard writes them, word by word (7.15.2 to 7.15.4): its conformance tests compare.
    let as_the_standard = |mut parameter: Value| {
        parameter["style"] = "form".into();
        parameter["explode"] = false.into();
        parameter
    };
    let corners = query(
        "bbox",
        "Features that intersect the box, and those without a geometry: both low numbers, then both high ones",
        json!({ "type": "array", "items": { "type": "number", "format": "double" }, "minItems": 4, "maxItems": 6 }),
    );
    let number = json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT });
    json!({
        "f": query("f", "Form of the answer; otherwise as the header Accept asks", json!({ "type": "string", "enum": ["json", "html"] })),
        "fOfFeatures": query("f", "Form of the answer; otherwise as the header Accept asks. A file holds all that match and takes neither `limit` nor `cursor`", json!({ "type": "string", "enum": files })),
        "lang": query("lang", "Language of pages and failures", json!({ "type": "string", "enum": ["it", "en", "de", "fr", "sl"] })),
        "limit": as_the_standard(query("limit", "Most features of a page", number)),
        "cursor": query("cursor", "Where the page begins, as the link `next` says", json!({ "type": "string" })),
        "bbox": as_the_standard(corners),
        "bbox-crs": query("bbox-crs", "Reference system of `bbox`", system.clone()),
        "datetime": as_the_standard(query("datetime", "A moment or an interval such as 2026-01-01/..", json!({ "type": "string" }))),
        "filter": query("filter", "A condition in CQL2", json!({ "type": "string" })),
        "filter-lang": query("filter-lang", "Language of `filter`", json!({ "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text" })),
        "filter-crs": query("filter-crs", "Reference system of the geometries in `filter`", system.clone()),
        "crs": query("crs", "Reference system of the answer", system),
        "featureId": path("featureId", "Identifier of the feature", json!({ "type": "string" })),
        "tileMatrix": path("tileMatrix", "Zoom", whole.clone()),
        "tileRow": path("tileRow", "Row, from the north", whole.clone()),
        "tileCol": path("tileCol", "Column, from the west", whole),
    })
}

fn responses() -> Value {
    let problem = |description: &str| json!({ "description": description, "content": { PROBLEM: { "schema": { "$ref": "#/components/schemas/Problem" } } } });
    let mut busy = problem("The database is away or too many ask at once");
    busy["headers"] = json!({ "Retry-After": { "description": "Seconds to wait", "schema": { "type": "integer", "format": "int32" } } });
    json!({
        "Invalid": problem("A parameter cannot be used: which, and what is allowed"),
        "NotFound": problem("There is no such thing"),
        "Unavailable": busy,
        "Failure": problem("Something failed"),
    })
}

fn schemas() -> Value {
    let object = |required: &[&str], properties: Value| json!({ "type": "object", "required": required, "properties": properties });
    let links = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Link" } });
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let count = json!({ "type": "integer", "format": "int64", "minimum": 0 });
    json!({
        "Document": { "type": "object" },
        "Link": object(&["href", "rel"], json!({ "href": text, "rel": text, "type": text, "title": text, "templated": { "type": "boolean" } })),
        "LandingPage": object(&["links"], json!({ "title": text, "description": text, "attribution": text, "links": links })),
        "Conformance": object(&["conformsTo"], json!({ "conformsTo": texts })),
        "Collection": object(&["id", "links"], json!({
            "id": text, "title": text, "description": text, "itemType": text, "extent": { "type": "object" }, "crs": texts, "storageCrs": text, "links": links,
        })),
        "Collections": object(&["links", "collections"], json!({
            "links": links, "crs": texts, "collections": { "type": "array", "items": { "$ref": "#/components/schemas/Collection" } },
        })),
        "Feature": object(&["type", "id", "geometry", "properties"], json!({
            "type": { "type": "string", "enum": ["Feature"] },
            "id": { "oneOf": [{ "type": "string" }, { "type": "integer", "format": "int64" }] },
            "geometry": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Geometry" }] },
            "properties": { "type": "object" },
            "links": links,
        })),
        "Geometry": object(&["type", "coordinates"], json!({
            "type": { "type": "string", "enum": ["Point", "MultiPoint", "MultiPolygon"] },
            "coordinates": { "type": "array", "items": {} },
        })),
        "FeatureCollection": object(&["type", "features"], json!({
            "type": { "type": "string", "enum": ["FeatureCollection"] },
            "features": { "type": "array", "items": { "$ref": "#/components/schemas/Feature" } },
            "numberMatched": count, "numberReturned": count, "timeStamp": { "type": "string", "format": "date-time" }, "links": links,
        })),
        "Problem": object(&["type", "title", "status"], json!({
            "type": text, "title": text, "status": { "type": "integer", "format": "int32", "minimum": 100, "maximum": 599 }, "detail": text,
            "errors": { "type": "array", "items": object(&["parameter", "value", "allowed"], json!({ "parameter": text, "value": text, "allowed": text })) },
        })),
    })
}
