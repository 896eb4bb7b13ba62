//! What `/api/v1/nearest` says of itself.

use serde_json::{Value, json};

use super::api::{DEFAULT_LIMIT, MOST};
use crate::places::described::point;
use crate::published::Codes;
use crate::published::described::{feature_collection, filter_parameters, site_item, site_properties};
use crate::web::openapi::{Content, Described, Operation, Parameter, count, number, object, or_null, page, point_feature, text, truth};

/// Operation and schemas of nearest.
#[must_use]
pub fn described(codes: &Codes) -> Described {
    let metres = json!({ "type": "number", "format": "double", "minimum": 0 });
    let nearest = Operation::get("nearest", "/nearest", "Nearest")
        .or([Content::geojson("NearestFeatures")])
        .with([Parameter::query("place", json!({ "type": "string" }), "Imola")])
        .with(point())
        .with([
            Parameter::limit(MOST, DEFAULT_LIMIT),
            Parameter::query("max_distance_m", metres, "20000"),
            Parameter::word("f", &["json", "geojson"], Some("json"), "geojson"),
        ])
        .with(filter_parameters(codes))
        .tried(["place=Imola&limit=3", "lon=11.3&lat=44.5&max_distance_m=20000", "place=Imola&limit=3&f=geojson"]);
    let from = object([
        ("lon", number("Longitude, degrees EPSG:4326", 11.3)),
        ("lat", number("Latitude, degrees EPSG:4326", 44.5)),
        ("label", or_null(text("The place, where one was asked for by name", "Imola (BO)"))),
    ]);
    let mut list = page("NearestSite", [("number_positioned", count("Of them, those with a public position: only these can be near", 1))]);
    // There is no second page: the nearest fifty are all there is.
    list["properties"]["next"] = json!({ "type": "null" });
    list["properties"]["from"] = from;
    if let Some(required) = list["required"].as_array_mut() {
        required.extend([Value::from("from"), Value::from("number_positioned")]);
    }
    Described {
        heading: "api-nearest",
        operations: vec![nearest],
        schemas: vec![
            ("Nearest", list),
            ("NearestSite", site_item(how_near())),
            ("NearestFeature", point_feature(site_properties(how_near()))),
            ("NearestFeatures", feature_collection("NearestFeature", [])),
        ],
    }
}

fn how_near() -> [(&'static str, Value); 4] {
    [
        ("distance_m", number("Metres as the crow flies: the geodesic on WGS 84", 2_750.123)),
        ("distance_accuracy_m", number("Metres by which the distance may be wrong, because the position is", 50.0)),
        ("bearing", number("Degrees from north, clockwise, at the place asked from", 271.5)),
        ("across_water", or_null(truth("On another landmass; null where one of the two is off Italian land", false))),
    ]
}
