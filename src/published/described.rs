//! What interfaces say of the words they share: the filter parameters with the codes that are in force, the site item.

use serde_json::{Value, json};

use super::codes::Codes;
use crate::web::openapi::{Parameter, count, day, list, number, object, object_with, or_null, reference, text, truth};

/// The filter parameters, in the order of [`super::FILTER_PARAMETERS`].
#[must_use]
pub fn filter_parameters(codes: &Codes) -> Vec<Parameter> {
    let unit = |name, pattern: &str, example: &str| {
        Parameter::query(name, json!({ "type": "array", "items": { "type": "string", "pattern": pattern } }), example).several()
    };
    let coded = |name, of: &str| {
        // A protected service is no filter value.
        let words: Vec<&str> = codes.list(of).filter(|code| !code.protected).map(|code| code.code.as_str()).collect();
        let example = words.first().copied().unwrap_or_default().to_owned();
        Parameter::query(name, json!({ "type": "array", "items": { "type": "string", "enum": words } }), example).several()
    };
    let plain = |name, schema: Value, example: &str| Parameter::query(name, schema, example);
    vec![
        unit("region", "^[0-9]{2}$|^[a-z-]+$", "08"),
        Parameter::query("social_region", json!({ "type": "array", "items": { "type": "string" } }), "08").several(),
        unit("province", "^[0-9]{3}$|^[A-Z]{2}$", "037"),
        unit("municipality", "^[0-9]{6}$", "037032"),
        Parameter::query("district", json!({ "type": "array", "items": { "type": "string" } }), "A1").several(),
        coded("service", "service_category"),
        coded("need", "service_heading"),
        coded("network_role", "network_role"),
        coded("site_kind", "site_kind"),
        coded("status", "site_status"),
        coded("recognition", "recognition"),
        coded("ownership", "ownership"),
        Parameter::query("language", json!({ "type": "array", "items": { "type": "string" } }), "it").several(),
        coded("audience", "audience"),
        coded("access", "access_mode"),
        plain("age", json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 120 }), "3"),
        plain("open_at", json!({ "type": "string" }), "2026-12-01T10:00"),
        plain("filter", json!({ "type": "string" }), "network_role = 'hub' AND region_code IN ('08','05')"),
        Parameter::word("filter-lang", &["cql2-text", "cql2-json"], Some("cql2-text"), "cql2-text"),
    ]
}

fn item_fields() -> Vec<(&'static str, Value)> {
    let centre = object([
        ("id", count("Public number of the centre", 1001)),
        ("slug", text("Last part of the address of its page", "bologna-navile")),
        ("name", text("Name", "Centro per le famiglie Navile")),
    ]);
    let contact = object([("channel", text("Code of the channel", "telefono")), ("value", text("Number or address", "051 0000001"))]);
    let coded = |said: &str, example: &str| text(said, example);
    vec![
        ("id", count("Public number of the site: random, stable, the id of its features too", 2001)),
        ("slug", text("Last part of the address of its centre's page", "bologna-navile")),
        ("name", text("Name", "Centro per le famiglie Navile")),
        ("centre", centre),
        ("precision", or_null(coded("How exactly the position is known, code", "civico"))),
        ("accuracy_m", or_null(number("Radius in metres within which the site really lies", 20.0))),
        ("position_visibility", coded("What may be told of the position, code", "pubblica")),
        ("address", or_null(text("Street and number", "via dei Prova 1"))),
        ("postcode", or_null(text("Postcode", "40129"))),
        ("locality", or_null(text("Locality", "Navile"))),
        ("municipality", or_null(reference("Unit"))),
        ("province", reference("Unit")),
        ("region", reference("Unit")),
        ("social_region_code", text("Region or autonomous province competent for social policy", "08")),
        ("district_code", or_null(text("Social-planning area, where imported", "A1"))),
        ("network_role", coded("Role in the network, code", "hub")),
        ("site_kind", coded("Kind of site, code", "sede_principale")),
        ("status", coded("Status, code", "attiva")),
        ("recognition", coded("Who recognises the centre, code", "riconosciuto_regione")),
        ("ownership", or_null(coded("Kind of body that owns the centre, code", "comune"))),
        ("services", list(text("Code of a service on offer", "accoglienza_ascolto"))),
        ("languages", list(text("ISO 639 code of a language spoken", "it"))),
        ("audiences", list(text("Code of whom services are for", "genitori"))),
        ("contacts", list(contact)),
        ("source_url", or_null(text("Page the record was read in", "https://www.example.it/navile"))),
        ("source_date", or_null(text("Date of the source, as the source gives it", "2026-01"))),
        ("verified_on", or_null(day("Day of the last verification by a body; null where never verified"))),
        ("verified_by", or_null(text("Which body verified it", "Comune di Bologna"))),
        ("valid_until", or_null(day("Day from which it is to be verified again"))),
        ("demo", truth("Invented, for demonstration", false)),
    ]
}

fn position_fields() -> [(&'static str, Value); 2] {
    [
        ("lon", or_null(number("Longitude, degrees EPSG:4326; null where the position is not public", 11.15))),
        ("lat", or_null(number("Latitude, degrees EPSG:4326; null where the position is not public", 44.52))),
    ]
}

/// A site item with fields besides.
#[must_use]
pub fn site_item<'a>(more: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    object(item_fields().into_iter().chain(position_fields()).chain(more))
}

/// The properties of a site's GeoJSON feature, with fields besides.
#[must_use]
pub fn site_properties<'a>(more: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    object(item_fields().into_iter().chain(more))
}

/// A GeoJSON collection of features of a named schema, with members besides.
#[must_use]
pub fn feature_collection<'a>(feature: &str, more: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    object_with(
        [
            ("type", json!({ "type": "string", "enum": ["FeatureCollection"] })),
            ("features", list(reference(feature))),
            ("numberMatched", count("Features of the whole list", 1)),
            ("numberReturned", count("Features of this page", 1)),
        ],
        more,
    )
}

/// A unit of the territory.
#[must_use]
pub fn unit() -> Value {
    object([("code", text("ISTAT code, as text with its zeros", "08")), ("name", text("Italian name", "Emilia-Romagna"))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_filter_parameter_is_described_once_and_in_order() {
        let described: Vec<&str> = filter_parameters(&Codes::default()).iter().map(|parameter| parameter.name).collect();
        assert_eq!(described, super::super::FILTER_PARAMETERS);
    }
}
