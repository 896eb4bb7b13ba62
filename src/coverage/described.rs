//! What `/api/v1/coverage` and what belongs to it say of themselves.

use serde_json::{Map, Value, json};

use super::api::{FLAT, SHAPED};
use super::areas::Level;
use super::best_sites::{MOST_CANDIDATES, MOST_PLACES, Objective};
use super::demand::MUNICIPALITIES;
use super::file::FORMATS as FILE_FORMATS;
use super::indicator::Indicator;
use super::request::{COARSEST_M, LONGEST_M, MINUTES};
use super::scenario::CHANGEABLE;
use super::what_if::MOST_CHANGES;
use crate::files::Format;
use crate::published::Codes;
use crate::published::described::filter_parameters;
use crate::web::openapi::{
    CSV, Content, Described, GEOJSON, MVT, Operation, Parameter, count, day, list, moment, number, object, object_with, or_null, page,
    reference, text, truth, word,
};

const RECIPE: &str = "0123456789abcdef0123456789abcdef";

/// Operations and schemas of coverage.
#[must_use]
pub fn described(codes: &Codes) -> Described {
    let asked = asked();
    let coverage = Operation {
        besides: vec![(307, "Figures with the shapes of their areas: the same question to the collection coverage of /ogc/v1")],
        ..Operation::get("coverage", "/coverage", "Coverage")
    };
    let coverage = coverage
        .or([Content::text(CSV)])
        .or(FILE_FORMATS.map(|format| Content::bytes(format.media_type())))
        .or(SHAPED.into_iter().filter_map(Format::of_extension).map(|format| match format {
            Format::GeoJson => Content { media: GEOJSON, schema: features() },
            file => Content::bytes(file.media_type()),
        }))
        .with([Parameter::word("indicator", &Indicator::ALL.map(Indicator::word), None, "C3").required()])
        .with(asked.clone())
        .with([Parameter::word("f", &[FLAT.as_slice(), &SHAPED].concat(), Some("json"), "csv")])
        .with(filter_parameters(codes))
        .tried([
            // What C10 needs stands in the first, which every other indicator is asked with too.
            "indicator=C1&level=region&since=2025-06-01",
            "indicator=C10&since=2025-06-01&as_of=2026-01-01",
            "indicator=C4&threshold_min=30",
            "indicator=C3&level=province&region=08",
            "indicator=C5&level=nation&f=csv",
            "indicator=C7&steps=10000:1,20000:0.68",
        ]);
    let demand = Operation::get("coverage-demand", "/coverage/demand", "Demands").tried([""]);
    let matrices = Operation::get("coverage-matrices", "/coverage/matrices", "Matrices").tried([""]);
    let recipe = Operation {
        may_miss: true,
        ..Operation::get("coverage-recipe", "/coverage/recipes/{id}", "Recipe").with([Parameter::path(
            "id",
            json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }),
            RECIPE,
        )
        .said("api-parameter-recipe-id")])
    };
    let change =
        json!({ "indicator": "C3", "level": "region", "region": "08", "threshold_m": COARSEST_M, "add": [{ "lon": 11.25, "lat": 44.45 }] });
    let what_if =
        Operation { tagged: false, ..Operation::post("coverage-what-if", "/coverage/what-if", ("WhatIfQuestion", change), "WhatIf") };
    let wanted = json!({ "n": 2, "region": "08", "threshold_m": COARSEST_M, "objective": "covered", "candidates": "municipalities" });
    let best = Operation {
        tagged: false,
        ..Operation::post("coverage-best-sites", "/coverage/best-sites", ("BestSitesQuestion", wanted), "BestSites")
    };
    let drawn = |level: &&str| *level != Level::Nation.word();
    let levels: Vec<&str> = Level::ALL.map(Level::word).into_iter().filter(drawn).collect();
    // Figures by class of comune have no areas to draw.
    let shown: Vec<&str> = Indicator::ALL.into_iter().filter(|one| *one != Indicator::C9).map(Indicator::word).collect();
    // Of the first example every other parameter is tried with: C10 needs the day.
    let of_tiles = || {
        let own = [Parameter::word("indicator", &shown, Some("C3"), "C5"), Parameter::word("level", &levels, Some("region"), "province")];
        let others = asked.iter().filter(|parameter| parameter.name != "level").cloned();
        own.into_iter()
            .chain(others)
            .chain([Parameter::query("measure", json!({ "type": "string" }), "within")])
            .chain(filter_parameters(codes))
    };
    let tilejson = Operation { tagged: false, ..Operation::get("coverage-tilejson", "/tiles/coverage", "TileJson") }
        .of_site()
        .with(of_tiles())
        .tried(["since=2025-06-01", "indicator=C5&level=province"]);
    let part = |name, most: u32, example: &str| {
        Parameter::path(name, json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": most }), example)
    };
    let tile = Operation {
        content: vec![Content::bytes(MVT)],
        besides: vec![(204, "No area with a figure lies there")],
        ..Operation::get("coverage-tile", "/tiles/coverage/{z}/{x}/{y}", "TileJson")
    }
    .of_site()
    .with([part("z", 22, "6"), part("x", (1 << 22) - 1, "33"), part("y", (1 << 22) - 1, "23")])
    .with(of_tiles())
    .tried(["since=2025-06-01"]);
    let mut schemas = answers();
    schemas.extend(questions(&asked, codes));
    Described { heading: "api-coverage", operations: vec![coverage, demand, matrices, recipe, what_if, best, tilejson, tile], schemas }
}

/// What is asked for besides the indicator.
fn asked() -> Vec<Parameter> {
    vec![
        Parameter::word("level", &Level::ALL.map(Level::word), Some("region"), "province"),
        Parameter::query(
            "threshold_m",
            json!({ "type": "number", "format": "double", "minimum": 1, "maximum": LONGEST_M, "default": COARSEST_M }),
            "10000",
        ),
        Parameter::query("group", json!({ "type": "string" }), "all"),
        Parameter::word("landmass", &["same", "any"], Some("same"), "any"),
        Parameter::query("demand", json!({ "type": "string", "default": MUNICIPALITIES }), MUNICIPALITIES),
        Parameter::query("steps", json!({ "type": "string", "pattern": "^([0-9.]+:[0-9.]+(,[0-9.]+:[0-9.]+)*)?$" }), "10000:1,20000:0.68"),
        Parameter::word("weight", &["sites", "hours"], Some("sites"), "hours"),
        Parameter::word("bounds", &["typical", "certain"], Some("typical"), "certain"),
        Parameter::word("threshold_min", &MINUTES, Some("30"), "30"),
        Parameter::query("matrix", json!({ "type": "string" }), "auto"),
        Parameter::query("as_of", json!({ "type": "string", "format": "date" }), "2026-01-01"),
        Parameter::query("since", json!({ "type": "string", "format": "date" }), "2025-06-01"),
    ]
}

/// Bodies that are posted: the parameters as fields, and what would change.
fn questions(asked: &[Parameter], codes: &Codes) -> [(&'static str, Value); 2] {
    let degrees = |low: f64, high: f64, example: f64| json!({ "type": "number", "format": "double", "minimum": low, "maximum": high, "examples": [example] });
    let place = [("lon", degrees(6.0, 19.0, 11.25)), ("lat", degrees(35.0, 48.0, 44.45))];
    let accuracy = json!({
        "type": "number", "format": "double", "minimum": 0, "maximum": 50_000, "default": 20,
        "description": "Radius in metres within which the site would lie",
    });
    let number_of_site = || json!({ "type": "integer", "format": "int64", "description": "Public number of a site", "examples": [2001] });
    let most = |mut list: Value, most: usize| {
        list["maxItems"] = most.into();
        list
    };
    let mut fields: Map<String, Value> = asked.iter().map(|parameter| (parameter.name.to_owned(), parameter.schema.clone())).collect();
    for parameter in filter_parameters(codes) {
        let (one, several) = (parameter.schema["items"].clone(), parameter.schema);
        let schema = match (parameter.name, one) {
            ("filter", _) => json!({ "type": ["string", "object"], "description": "CQL2: text, or JSON as an object" }),
            (_, Value::Null) => several,
            (_, one) => json!({ "oneOf": [one, several] }),
        };
        fields.insert(parameter.name.to_owned(), schema);
    }
    let question = |own: Vec<(&'static str, Value)>, indicators: &[Indicator]| {
        let mut fields = fields.clone();
        fields.insert(
            "indicator".to_owned(),
            json!({ "type": "string", "enum": indicators.iter().map(|one| one.word()).collect::<Vec<_>>(), "default": "C3" }),
        );
        fields.extend(own.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
        json!({ "type": "object", "properties": fields, "additionalProperties": false })
    };
    let moved = object([place[0].clone(), place[1].clone(), ("id", number_of_site())]);
    let changes = vec![
        ("add", most(list(object_with(place.clone(), [("accuracy_m", accuracy)])), MOST_CHANGES)),
        ("remove", most(list(number_of_site()), MOST_CHANGES)),
        ("move", most(list(moved), MOST_CHANGES)),
    ];
    let listed = most(list(object(place)), MOST_CANDIDATES);
    let wanted = vec![
        (
            "n",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": MOST_PLACES, "default": 1, "description": "How many places" }),
        ),
        ("objective", json!({ "type": "string", "enum": Objective::ALL.map(|(word, _)| word), "default": "covered" })),
        (
            "candidates",
            json!({ "oneOf": [{ "type": "string", "enum": ["municipalities", "cells"] }, listed], "default": "municipalities" }),
        ),
    ];
    [("WhatIfQuestion", question(changes, &CHANGEABLE)), ("BestSitesQuestion", question(wanted, &[Indicator::C3]))]
}

/// Features of `/ogc/v1`, which describes them itself.
fn features() -> Value {
    object([("type", json!({ "type": "string", "enum": ["FeatureCollection"] })), ("features", list(json!({ "type": "object" })))])
}

fn answers() -> Vec<(&'static str, Value)> {
    let recipe = || text("Id of the recipe: equal ids, equal figures", RECIPE);
    let recipe_url = || text("Where the recipe is", "/api/v1/coverage/recipes/0123456789abcdef0123456789abcdef");
    let threshold = || or_null(number("Metres, inclusive", 10_000.0));
    let demo = || truth("Some sites are invented", false);
    let next = ("next", json!({ "type": "null", "description": "All rows are here" }));
    let matched = ("number_matched", count("Items", 1));
    let breaks = object([
        ("measure", text("What is measured", "within")),
        ("unit", text("Unit of the figures", "percent")),
        ("kind", word("Round numbers the same for all, or quintiles of these rows", ["declared", "quintiles"])),
        ("at", list(number("Where each class but the first begins", 20.0))),
    ]);
    let coverage = object([
        ("items", list(reference("CoverageRow"))),
        next.clone(),
        matched.clone(),
        ("breaks", list(breaks)),
        ("indicator", text("What was asked for", "C3")),
        ("level", text("Level of the areas", "region")),
        ("recipe", recipe()),
        ("recipe_url", recipe_url()),
        ("demo", demo()),
    ]);
    let demand =
        object([("key", text("What to write in `demand`", MUNICIPALITIES)), ("groups", list(text("What to write in `group`", "0-17")))]);
    let written = object_with(
        [
            ("id", recipe()),
            ("url", recipe_url()),
            ("first_used_at", or_null(moment("When a figure of it was first given"))),
            ("kind", word("What was asked", ["coverage", "what-if", "best-sites"])),
            (
                "parameters",
                json!({ "type": "object", "description": "The question in its one spelling", "additionalProperties": { "type": "array", "items": { "type": "string" } }, "examples": [{ "indicator": ["C3"], "level": ["region"] }] }),
            ),
            (
                "versions",
                object_with(
                    [
                        ("centres_snapshot", text("Hash of the public centres", "a1b2c3")),
                        ("demand", text("Key of the demand", MUNICIPALITIES)),
                        ("demand_version", text("Hash of the demand", "d4e5f6")),
                        ("population_source", text("Key of the source of the population", "istat-popolazione-2023")),
                        ("population_year", or_null(count("Population of 1 January of this year", 2023))),
                        ("boundary_year", count("Year of the boundaries", 2025)),
                        ("program", text("Version of the program", env!("CARGO_PKG_VERSION"))),
                    ],
                    [
                        ("sites_of_the_day", text("Hash of the sites of `as_of`, where it is not today", "b2c3d4")),
                        ("sites_of_the_day_before", text("Hash of the sites of `since`", "c3d4e5")),
                        ("travel_times", text("Hash of the travel times", "e5f6a7")),
                        ("municipality_classes", text("Hash of the classes of comuni", "f6a7b8")),
                    ],
                ),
            ),
        ],
        [(
            "changes",
            json!({ "description": "What was posted besides: changes of sites, or the aim and the candidates", "type": "object", "examples": [{}] }),
        )],
    );
    let what_if = object([
        ("items", list(reference("WhatIfChange"))),
        next.clone(),
        matched.clone(),
        ("indicator", text("What was asked for", "C3")),
        ("threshold", threshold()),
        ("group", text("Which people", "0-17")),
        ("off_land", list(count("Place in `add` of a site off Italian land: it reaches nobody with `landmass=same`", 0))),
        ("method", text("How it is computed", Indicator::C3.method())),
        ("demo", demo()),
        ("recipe", recipe()),
        ("recipe_url", recipe_url()),
    ]);
    let best = object([
        ("items", list(reference("BestSite"))),
        next,
        matched,
        ("objective", word("What was to be achieved", Objective::ALL.map(|(word, _)| word))),
        ("gain_unit", text("Unit of `gain`", "people")),
        ("threshold", number("Metres, inclusive", 10_000.0)),
        ("group", text("Which people", "0-17")),
        ("people", number("People of the group in the territory", 1_000.0)),
        ("covered_before", number("Of them, within the threshold today", 600.0)),
        ("candidates", count("Candidates looked at", 55)),
        ("guarantee", number("Least share of the best possible sum that this choice reaches", 0.632)),
        ("method", text("How it is computed", "greedy choice of one place after the other")),
        ("demo", demo()),
        ("flags", text("What one must know besides, words between spaces", "partial")),
        ("recipe", recipe()),
        ("recipe_url", recipe_url()),
    ]);
    vec![
        ("Coverage", coverage),
        ("CoverageRow", row()),
        ("Demand", demand),
        ("Demands", page("Demand", [])),
        (
            "Matrix",
            object([("key", text("What to write in `matrix`", "auto")), ("imported_at", text("Which edition it is", "2026-01-01"))]),
        ),
        ("Matrices", page("Matrix", [])),
        ("Recipe", written),
        ("Figure", figure()),
        ("WhatIf", what_if),
        ("WhatIfChange", changed()),
        ("BestSites", best),
        ("BestSite", best_site()),
    ]
}

fn best_site() -> Value {
    object([
        ("rank", count("1 for the place that helps most", 1)),
        ("lon", number("Longitude, degrees EPSG:4326", 11.25)),
        ("lat", number("Latitude, degrees EPSG:4326", 44.45)),
        ("municipality", or_null(reference("Unit"))),
        ("candidate", or_null(count("Its place in the list that was posted", 0))),
        ("gain", number("What it adds to those before it", 120.0)),
        ("covered", number("People within the threshold once it is open", 720.0)),
        ("covered_percent", or_null(number("The same as a percentage", 72.0))),
    ])
}

fn state() -> Value {
    word("A figure; nobody is in reach; no figure, and `reason` says why", ["computed", "unreachable", "not_computed"])
}

fn figure() -> Value {
    let plain = |said: &str, example: f64| or_null(number(said, example));
    object_with(
        [
            ("value", plain("The figure", 61.5)),
            ("numerator", plain("What was divided", 615.0)),
            ("denominator", plain("By what", 1_000.0)),
            ("value_low", plain("The least it can be", 48.0)),
            ("value_high", plain("The most it can be", 66.0)),
        ],
        [("state", state())],
    )
}

fn changed() -> Value {
    object([
        ("measure", text("What is measured", "within")),
        ("area_code_istat", text("Code of the area", "17")),
        ("area_level", text("Level of the area", "region")),
        ("area_name", text("Name of the area", "Basilicata")),
        ("unit", text("Unit of the figures", "percent")),
        ("before", or_null(reference("Figure"))),
        ("after", or_null(reference("Figure"))),
        ("delta", reference("Figure")),
        ("flags", text("What one must know besides, words between spaces", "partial")),
    ])
}

/// A row with its provenance; the columns of CSV are the same, but for the curve.
fn row() -> Value {
    let plain = |said: &str, example: f64| or_null(number(said, example));
    object_with(
        [
            ("indicator", text("What was asked for", "C3")),
            ("measure", text("What is measured", "within")),
            ("category", or_null(text("The category the measure is of: a service, a profession", "mediazione_familiare"))),
            ("area_code_istat", text("Code of the area, as text", "17")),
            ("area_level", text("Level of the area, or a class of comuni", "region")),
            ("area_name", text("Name of the area", "Basilicata")),
            ("region_code", or_null(text("Region the area lies in", "17"))),
            ("value", plain("The figure", 61.5)),
            ("unit", text("Unit of the figure", "percent")),
            ("numerator", plain("What was divided", 615.0)),
            ("denominator", plain("By what", 1_000.0)),
            ("value_low", plain("The least it can be", 48.0)),
            ("value_high", plain("The most it can be", 66.0)),
            ("state", state()),
            ("reason", or_null(text("Why there is no figure", "nobody of the group lives here"))),
            ("n_centres", count("Centres of the supply in the area", 3)),
            ("group", or_null(text("Which people", "0-17"))),
            ("threshold", plain("Metres", 10_000.0)),
            ("threshold_unit", or_null(word("Unit of the threshold", ["m", "min"]))),
            ("threshold_inclusive", truth("A site at exactly the threshold counts", true)),
            ("landmass", or_null(word("Whether distances across water count", ["same", "any"]))),
            ("bounds", or_null(word("How the bounds are drawn", ["typical", "certain"]))),
            ("demand", text("Where people are counted", MUNICIPALITIES)),
            ("demand_resolution", plain("Radius in metres of what a demand point stands for", 3_500.0)),
            ("supply_precision", plain("Accuracy in metres of the sites that decide", 50.0)),
            ("boundary_year", count("Year of the boundaries", 2025)),
            ("population_source", or_null(text("Key of the source of the population", "istat-popolazione-2023"))),
            ("population_year", or_null(count("Population of 1 January of this year", 2023))),
            ("centres_snapshot", text("Hash of the public centres", "a1b2c3")),
            ("as_of", or_null(day("The day the sites are those of; today where there is none"))),
            ("since", or_null(day("The day a change is counted from"))),
            ("travel_times", or_null(text("The matrix of travel times, and its edition", "auto"))),
            ("method", text("How it is computed", Indicator::C3.method())),
            ("flags", text("What one must know besides, words between spaces", "demo")),
            ("demo", truth("Some sites are invented", false)),
            ("recipe", text("Id of the recipe: equal ids, equal figures", RECIPE)),
        ],
        [(
            "lorenz",
            list(
                json!({ "type": "array", "items": { "type": "number", "format": "double" }, "minItems": 2, "maxItems": 2, "examples": [[0.5, 0.2]] }),
            ),
        )],
    )
}
