//! What `/tiles` says of itself.

use serde_json::{Value, json};

use super::encoding::MVT;
use super::layers::names;
use super::service::DEEPEST;
use crate::published::Codes;
use crate::published::described::filter_parameters;
use crate::web::openapi::{Content, Described, Operation, Parameter, list, object, object_with, reference, text};

/// Operations and schemas of the map's tiles.
#[must_use]
pub fn described(codes: &Codes) -> Described {
    let layers = || {
        let known = names().join("|");
        Parameter::path("layers", json!({ "type": "string", "pattern": format!("^({known})(,({known}))*$") }), "centres")
    };
    let cell = |name, example: &str| Parameter::path(name, json!({ "type": "integer", "format": "int32", "minimum": 0 }), example);
    let deepest = json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": DEEPEST });
    let cluster = || Parameter::query("cluster", json!({ "type": "boolean", "default": true }), "false");
    let catalogue = Operation { tagged: false, ..Operation::get("layers", "/tiles", "Layers").of_site().tried([""]) };
    let described = Operation {
        tagged: false,
        may_miss: true,
        ..Operation::get("tilejson", "/tiles/{layers}", "TileJson")
            .of_site()
            .with([layers(), cluster()])
            .with(filter_parameters(codes))
            .tried(["", "region=08&cluster=false"])
    };
    let tile = Operation {
        content: vec![Content::bytes(MVT)],
        besides: vec![(204, "Nothing is drawn there")],
        may_miss: true,
        ..Operation::get("tile", "/tiles/{layers}/{z}/{x}/{y}", "TileJson")
            .of_site()
            .with([layers(), Parameter::path("z", deepest, "6"), cell("x", "33"), cell("y", "23"), cluster()])
            .with(filter_parameters(codes))
            .tried(["", "region=08"])
    };
    let zoom = |said: &str, example: u64| json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 30, "description": said, "examples": [example] });
    let fields =
        json!({ "type": "object", "additionalProperties": { "type": "string" }, "examples": [{ "code": "String", "name": "String" }] });
    let layer = object([
        ("id", text("Name of the layer", "centres")),
        ("description", text("What it shows", "Sites of the centres")),
        ("minzoom", zoom("First zoom with anything", 0)),
        ("maxzoom", zoom("Last zoom made", 14)),
        ("tilejson", text("Where it is described", "https://centri.example.it/tiles/centres")),
    ]);
    let numbers = |said: &str, example: Value| json!({ "type": "array", "description": said, "items": { "type": "number", "format": "double" }, "examples": [example] });
    let tilejson = object_with(
        [
            ("tilejson", text("Version of TileJSON", "3.0.0")),
            ("tiles", list(text("Address of a tile", "https://centri.example.it/tiles/centres/{z}/{x}/{y}"))),
            (
                "vector_layers",
                list(object_with(
                    [("id", text("Name of the layer", "centres")), ("fields", fields)],
                    [
                        ("description", text("What it shows", "Sites of the centres")),
                        ("minzoom", zoom("First zoom with anything", 0)),
                        ("maxzoom", zoom("Last zoom made", 14)),
                    ],
                )),
            ),
        ],
        [
            ("name", text("The layers", "centres")),
            ("description", text("What they show", "Sites of the centres")),
            ("version", text("Version of the tiles", "1.0.0")),
            ("scheme", text("Rows are counted from the north", "xyz")),
            ("minzoom", zoom("First zoom with anything", 0)),
            ("maxzoom", zoom("Last zoom made", 14)),
            ("bounds", numbers("West, south, east, north in degrees", json!([6.6, 35.4, 18.6, 47.1]))),
            ("center", numbers("Longitude, latitude in degrees, and a zoom", json!([12.6, 41.3, 5]))),
            ("attribution", text("What to show beside the map", "© ISTAT")),
        ],
    );
    let layers = object([("layers", list(reference("Layer")))]);
    Described {
        heading: "api-tiles",
        operations: vec![catalogue, described, tile],
        schemas: vec![("Layer", layer), ("Layers", layers), ("TileJson", tilejson)],
    }
}
