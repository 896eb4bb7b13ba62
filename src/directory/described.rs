//! What `/api/v1/sites` and `/centres` say of themselves.

use serde_json::{Value, json};

use super::api::{DEFAULT_LIMIT, MOST, SITE_FORMATS};
use crate::files::Format;
use crate::published::described::{feature_collection, filter_parameters, site_item, site_properties, unit};
use crate::published::{Facet, Snapshot, Tongue};
use crate::web::openapi::{
    CSV, Content, Described, Operation, Parameter, count, day, list, object, object_with, or_null, page, point_feature, reference, text,
    truth,
};

/// Operations and schemas of the directory. Site and centre of the examples are the first there are.
#[must_use]
pub fn described(snapshot: &Snapshot) -> Described {
    let first = snapshot.sites.first();
    let id = Parameter::path(
        "id",
        json!({ "type": "integer", "format": "int64" }),
        first.map_or_else(|| "2001".to_owned(), |site| site.id.to_string()),
    )
    .said("api-parameter-site-id");
    let slug =
        Parameter::path("slug", json!({ "type": "string" }), first.map_or_else(|| "bologna-navile".to_owned(), |site| site.slug.clone()));
    let facets = Facet::ALL.map(|facet| facet.parameter(Tongue::Interface));
    let paging = || [Parameter::limit(MOST, DEFAULT_LIMIT), Parameter::query("cursor", json!({ "type": "string" }), "MDgwMzcwMDY")];
    let files = SITE_FORMATS.into_iter().filter_map(Format::of_extension).filter(|format| *format != Format::GeoJson);
    let sites = Operation {
        limited: true,
        ..Operation::get("sites", "/sites", "Sites")
            .or([Content::geojson("SiteFeatures")])
            .or(files.map(|format| match format {
                Format::Csv => Content::text(CSV),
                _ => Content::bytes(format.media_type()),
            }))
            .with(paging())
            .with([
                Parameter::word("f", &SITE_FORMATS, Some("json"), "geojson").said("api-parameter-f-sites"),
                Parameter::query("facets", json!({ "type": "array", "items": { "type": "string", "enum": facets } }), "service").several(),
                Parameter::query("cluster", json!({ "type": "string", "pattern": "^[0-9]+-[0-9]+-[0-9]+$" }), "6-33-23")
                    .said("api-parameter-cluster-sites"),
            ])
            .with(filter_parameters(&snapshot.codes))
            .tried(["region=08&limit=3", "region=08&facets=service,need&limit=1", "region=08&f=geojson&limit=3", "region=08&f=csv"])
    };
    let site = Operation { may_miss: true, ..Operation::get("site", "/sites/{id}", "Site").with([id]).tried([""]) };
    let centres = Operation::get("centres", "/centres", "Centres")
        .with(paging())
        .with([Parameter::word("f", &["json"], Some("json"), "json")])
        .with(filter_parameters(&snapshot.codes))
        .tried(["region=08&limit=3"]);
    let centre = Operation { may_miss: true, ..Operation::get("centre", "/centres/{slug}", "CentreCard").with([slug]).tried([""]) };
    Described { heading: "api-directory", operations: vec![sites, site, centres, centre], schemas: schemas(&facets) }
}

fn schemas(facets: &[&'static str]) -> Vec<(&'static str, Value)> {
    let value = object([
        ("code", text("Code of the value", "accoglienza_ascolto")),
        ("label", text("Its name in the asker's language", "Accoglienza e ascolto")),
        ("count", count("Sites that would match if it were chosen", 1)),
    ]);
    let facets = object_with([], facets.iter().map(|name| (*name, list(reference("FacetValue")))));
    let positioned = ("number_positioned", count("Of them, those with a public position", 1));
    let next = or_null(text("Opaque key of the next page, to be passed as `cursor`; null on the last one", "MDgwMzcwMDY"));
    let centre = object([
        ("id", count("Public number of the centre", 1001)),
        ("slug", text("Last part of the address of its page", "bologna-navile")),
        ("name", text("Name", "Centro per le famiglie Navile")),
        ("region", reference("Unit")),
        ("province", reference("Unit")),
        ("network_role", text("Role in the network, code", "hub")),
        ("recognition", text("Who recognises it, code", "riconosciuto_regione")),
        ("ownership", or_null(text("Kind of body that owns it, code", "comune"))),
        ("demo", truth("Invented, for demonstration", false)),
        ("sites", list(reference("Site"))),
    ]);
    vec![
        ("Unit", unit()),
        ("Site", site_item([])),
        ("Sites", page("Site", [positioned, ("facets", reference("Facets"))])),
        ("SiteFeature", point_feature(site_properties([]))),
        ("SiteFeatures", feature_collection("SiteFeature", [("next", next), ("facets", reference("Facets"))])),
        ("FacetValue", value),
        ("Facets", facets),
        ("Centre", centre),
        ("Centres", page("Centre", [])),
        ("CentreDetails", details()),
        ("CentreCard", object([("centre", reference("CentreDetails")), ("sites", list(reference("Site")))])),
    ]
}

/// A centre with everything public about it.
fn details() -> Value {
    let years =
        |said: &str, example: u64| or_null(json!({ "type": "integer", "format": "int32", "description": said, "examples": [example] }));
    let hour = |said: &str, example: &str| text(said, example);
    let service = object([
        ("category", text("Code of the service", "accoglienza_ascolto")),
        ("heading", text("Code of the heading it stands under", "informarsi")),
        ("protected", truth("Given by referral: nothing is told of where or when", false)),
        ("access_mode", or_null(text("How one gets in, code", "libero"))),
        ("free_of_charge", or_null(truth("Free of charge, where declared", true))),
        ("age_from", years("Youngest age in years, inclusive", 0)),
        ("age_to", years("Oldest age in years, inclusive", 17)),
        ("caution", truth("Carries the caution on violence", false)),
    ]);
    let hours = object([
        ("site_id", count("Public number of the site", 2001)),
        (
            "weekday",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 7, "description": "1 Monday to 7 Sunday", "examples": [1] }),
        ),
        ("opens", hour("Opens at, Italian time", "09:00:00")),
        ("closes", hour("Closes at, Italian time", "13:00:00")),
        ("season_from", hour("First day of the season, month-day", "01-01")),
        ("season_to", hour("Last day of the season, month-day", "12-31")),
        ("appointment", truth("Only by appointment", false)),
    ]);
    let closure = object([
        ("site_id", count("Public number of the site", 2001)),
        ("first_day", day("First day")),
        ("last_day", day("Last day, inclusive")),
        ("reason", or_null(text("Why, in Italian", "Festa del patrono"))),
    ]);
    let linked = object([
        ("slug", text("Last part of the address of its page", "imola")),
        ("name", text("Name", "Centro per le famiglie di Imola")),
    ]);
    let contact = json!({
        "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2,
        "description": "Code of the channel, and the number or address", "examples": [["telefono", "051 0000001"]],
    });
    object([
        ("id", count("Public number", 1001)),
        ("slug", text("Last part of the address of its page", "bologna-navile")),
        ("name", text("Name", "Centro per le famiglie Navile")),
        ("recognition", text("Who recognises it, code", "riconosciuto_regione")),
        ("network_role", text("Role in the network, code", "hub")),
        ("hub_slug", or_null(text("Its hub, if it is a spoke of one", "bologna-navile"))),
        ("hub_name", or_null(text("Name of its hub", "Centro per le famiglie Navile"))),
        ("ownership", or_null(text("Kind of body that owns it, code", "comune"))),
        ("management", or_null(text("How it is run, code", "diretta"))),
        ("owner", or_null(text("Name of the body that owns it", "Comune di Bologna"))),
        ("manager", or_null(text("Name of the body that runs it", "Comune di Bologna"))),
        ("website", or_null(text("Its own site", "https://www.example.it/navile"))),
        ("opened_on", or_null(day("Open since"))),
        ("demo", truth("Invented, for demonstration", false)),
        ("source_title", text("Name of the source", "Elenco regionale")),
        ("source_url", or_null(text("Page it was read in", "https://www.example.it/navile"))),
        ("source_date", or_null(text("Date of the source, as the source gives it", "2026-01"))),
        ("verified_on", or_null(day("Day of the last verification by a body; null where never verified"))),
        ("verified_by", or_null(text("Which body verified it", "Comune di Bologna"))),
        ("valid_until", or_null(day("Day from which it is to be verified again"))),
        ("services", list(service)),
        ("hours", list(hours)),
        ("closures", list(closure)),
        ("professions", list(text("Profession at work there, code", "psicologo"))),
        ("catchment", list(reference("Unit"))),
        ("spokes", list(linked)),
        ("contacts", list(contact)),
    ])
}
