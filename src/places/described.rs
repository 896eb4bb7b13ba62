//! What `/api/v1/geocode` and `/reverse` say of themselves.

use serde_json::json;

use super::api::MOST;
use super::{PlaceKind, Precision};
use crate::web::openapi::{Described, Operation, Parameter, number, object, page, reference, text, truth, word};

/// Operations and schemas of places.
#[must_use]
pub fn described() -> Described {
    let place = object([
        ("label", text("Name with its province", "Imola (BO)")),
        ("kind", word("What the name is of", PlaceKind::ALL.map(PlaceKind::code))),
        ("precision", word("How exactly the position is known", Precision::ALL.map(Precision::code))),
        ("lon", number("Longitude, degrees EPSG:4326", 11.3)),
        ("lat", number("Latitude, degrees EPSG:4326", 44.5)),
        ("municipality", reference("Unit")),
        ("province", reference("Unit")),
        ("region", reference("Unit")),
    ]);
    let places = page("Place", [("ambiguous", truth("Several places are meant alike: ask which", false))]);
    let geocode = Operation {
        limited: true,
        ..Operation::get("geocode", "/geocode", "Places")
            .with([
                Parameter::query("q", json!({ "type": "string" }), "Imola").required(),
                Parameter::limit(MOST, 5),
                Parameter::query("suggest", json!({ "type": "boolean", "default": false }), "true"),
            ])
            .tried(["q=Imola", "q=Castro&limit=5", "q=bol&suggest=true"])
    };
    let reverse = Operation::get("reverse", "/reverse", "Places").with(point().map(Parameter::required)).tried(["lon=11.3&lat=44.5"]);
    Described { heading: "api-places", operations: vec![geocode, reverse], schemas: vec![("Place", place), ("Places", places)] }
}

/// The parameters of a point.
#[must_use]
pub fn point() -> [Parameter; 2] {
    let degrees = |name, limit: f64, example: &str| {
        Parameter::query(name, json!({ "type": "number", "format": "double", "minimum": -limit, "maximum": limit }), example)
    };
    [degrees("lon", 180.0, "11.3"), degrees("lat", 90.0, "44.5")]
}
