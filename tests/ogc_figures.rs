//! The collection `coverage` of OGC API Features: the rows of the interface with the shapes of their areas.

use axum::http::StatusCode;
use serde_json::Value;

use crate::ogc::linked;
use crate::support::{TestApp, story};

const COLLECTION: &str = "/ogc/v1/collections/coverage";
const ITEMS: &str = "/ogc/v1/collections/coverage/items";

async fn features(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("{ITEMS}?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()["features"].as_array().expect("features").clone()
}

#[test]
fn features_are_the_rows_of_the_interface_with_all_their_columns() {
    story(async {
        let app = TestApp::small().await;
        for question in [
            "indicator=C3&group=all",
            "indicator=C5&group=all&level=municipality",
            "indicator=C1&level=province",
            "indicator=S6&level=nation",
            "indicator=C8&group=all&level=nation",
            "indicator=C3&group=all&bounds=certain&as_of=2025-06-01",
            "indicator=C10&group=all&since=2025-06-01&as_of=2026-01-01",
            "indicator=C4&group=all&threshold_min=30",
            "indicator=C3&group=all&level=province&region=08&service=mediazione_familiare",
            "indicator=C1&level=province&region=08&region=20&status=attiva",
        ] {
            let rows = app.get(&format!("/api/v1/coverage?{question}")).await.json();
            let rows = rows["items"].as_array().expect("items");
            let found = features(&app, &format!("{question}&limit=1000")).await;
            assert_eq!(found.len(), rows.len(), "{question}");
            for row in rows {
                let (measure, code) = (row["measure"].as_str().expect("a measure"), row["area_code_istat"].as_str().expect("a code"));
                let feature = found.iter().find(|one| one["id"] == format!("{measure}-{code}").as_str()).expect("its feature");
                for (name, value) in row.as_object().expect("a row").iter().filter(|(name, _)| *name != "lorenz") {
                    let same = match (value.as_f64(), feature["properties"][name].as_f64()) {
                        (Some(one), Some(other)) => one.to_bits() == other.to_bits(),
                        _ => *value == feature["properties"][name],
                    };
                    assert!(same, "{question} {code} {name}: {value} {}", feature["properties"][name]);
                }
                assert_eq!(feature["geometry"].is_null(), question.contains("nation"), "{question} {code}");
            }
        }
        // Without parameters the usual question is asked.
        assert_eq!(features(&app, "limit=100").await, features(&app, "indicator=C3&level=region&threshold_m=10000&limit=100").await);
    });
}

#[test]
fn the_interface_leads_to_the_shapes_of_its_figures() {
    story(async {
        let app = TestApp::small().await;
        let question = "indicator=C3&group=all&level=province&region=08&service=mediazione_familiare";
        let expected = features(&app, &format!("{question}&limit=10000")).await;
        for format in ["geojson", "fgb", "gpkg"] {
            let led = app.get(&format!("/api/v1/coverage?{question}&f={format}")).await;
            assert_eq!(led.status, StatusCode::TEMPORARY_REDIRECT, "{format}: {}", led.text());
            let there = app.get(led.header("location")).await;
            assert_eq!(there.status, StatusCode::OK, "{}", led.header("location"));
            if format == "geojson" {
                assert_eq!(there.json()["features"].as_array().expect("features"), &expected);
            }
        }
        // What is wrong is said before anybody is sent anywhere; a filter of sites has no place there.
        assert_eq!(app.get("/api/v1/coverage?indicator=C99&f=gpkg").await.status, StatusCode::BAD_REQUEST);
        let filtered = app.get(&format!("/api/v1/coverage?{question}&f=gpkg&filter=demo=false")).await;
        assert_eq!((filtered.status, filtered.json()["errors"][0]["parameter"].clone()), (StatusCode::BAD_REQUEST, "f".into()));
    });
}

#[test]
fn figures_are_filtered_sorted_and_boxed_like_any_feature() {
    story(async {
        let app = TestApp::small().await;
        let codes = async |query: &str| {
            let found = features(&app, query).await;
            found.iter().map(|one| one["properties"]["area_code_istat"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
        };
        let question = "indicator=C3&group=all&level=municipality&limit=100";
        assert_eq!(codes(&format!("{question}&filter=value%3C50")).await, ["092108", "092009"]);
        assert_eq!(codes(&format!("{question}&filter=value%20%3D%200%20AND%20denominator%20%3E%201000")).await, ["092009"]);
        assert_eq!(codes(&format!("{question}&region_code=08&sortby=-denominator")).await, ["037006", "037032", "039010"]);
        assert_eq!(codes(&format!("{question}&bbox=9,39.2,9.15,39.3")).await, ["092009"]);
        assert_eq!(codes("indicator=C5&group=all&measure=p90&region_code=08").await, ["08"]);
        let one = app
            .get(&format!(
                "{ITEMS}/within-037006?indicator=C3&group=all&level=municipality&crs=http://www.opengis.net/def/crs/EPSG/0/25832"
            ))
            .await;
        assert_eq!(one.status, StatusCode::OK, "{}", one.text());
        assert!(one.json()["geometry"]["coordinates"][0][0][0][0].as_f64().expect("metres") > 1_000.0);
        assert_eq!(app.get(&format!("{ITEMS}/within-037006")).await.status, StatusCode::NOT_FOUND, "of Regions there is no such figure");
        for (wrong, parameter) in
            [("indicator=C99", "indicator"), ("level=x", "level"), ("threshold_m=5", "threshold_m"), ("service=x", "service")]
        {
            let answer = app.get(&format!("{ITEMS}?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
            assert!(answer.json()["errors"].as_array().expect("errors").iter().any(|one| one["parameter"] == parameter), "{wrong}");
        }
        // An edit shows at once.
        app.edit(
            "update site set status = 'attiva', geom = st_setsrid(st_makepoint(9.1, 39.3), 4326),
                    municipality_id = (select id from municipality where istat_code = '092009') where public_id = 2004",
        )
        .await;
        app.settled().await;
        assert_eq!(codes(&format!("{question}&filter=value%3C50")).await, ["092108"]);
    });
}

/// What is written after the name of a property, each time it is.
fn written<'a>(text: &'a str, property: &str) -> Vec<&'a str> {
    let name = format!("\"{property}\":");
    text.split(&name).skip(1).map(|rest| &rest[..rest.find([',', '}']).expect("an end")]).collect()
}

#[test]
fn a_column_of_real_numbers_is_one_also_where_every_number_is_whole() {
    story(async {
        let app = TestApp::small().await;
        // GDAL takes the types of columns from the first page of the usual question, and keeps them for every other.
        let text = app.get(ITEMS).await.text();
        assert!(text.contains("\"threshold\":10000.0,"), "{text}");
        for question in ["", "indicator=S1", "indicator=C7", "indicator=C1&level=municipality"] {
            let text = app.get(&format!("{ITEMS}?{question}")).await.text();
            for property in
                ["value", "numerator", "denominator", "value_low", "value_high", "threshold", "demand_resolution", "supply_precision"]
            {
                let numbers = written(&text, property);
                assert!(!numbers.is_empty() && numbers.iter().all(|one| *one == "null" || one.contains('.')), "{property}: {numbers:?}");
            }
            for property in ["n_centres", "boundary_year", "population_year"] {
                let numbers = written(&text, property);
                let whole = |one: &&str| *one == "null" || one.bytes().all(|byte| byte.is_ascii_digit());
                assert!(!numbers.is_empty() && numbers.iter().all(whole), "{property}: {numbers:?}");
            }
        }
        let sites = app.get("/ogc/v1/collections/sites/items").await.text();
        assert!(written(&sites, "accuracy_m").iter().all(|one| *one == "null" || one.contains('.')), "{sites}");
        assert!(written(&sites, "centre_id").contains(&"1001"), "{sites}");
        let comuni = app.get("/ogc/v1/collections/municipalities/items").await.text();
        assert!(written(&comuni, "residents").contains(&"390000"));
    });
}

#[test]
fn the_level_and_the_indicator_a_condition_demands_are_those_of_the_question() {
    story(async {
        let app = TestApp::small().await;
        let provinces = features(&app, "level=province").await;
        assert!(!provinces.is_empty() && provinces.iter().all(|one| one["properties"]["area_level"] == "province"));
        for same in [
            "area_level=province",
            "area_level=province&level=province",
            "filter=area_level='province'",
            "filter=area_level='province'%20AND%20(value%3E%3D0%20AND%20indicator='C3')",
            "filter=area_level%20IN%20('province')&level=province",
            "filter-lang=cql2-json&filter=%7B%22op%22%3A%22%3D%22%2C%22args%22%3A%5B%7B%22property%22%3A%22area_level%22%7D%2C%22province%22%5D%7D",
        ] {
            assert_eq!(features(&app, same).await, provinces, "{same}");
        }
        let distances = features(&app, "indicator=C5&level=province&measure=mean").await;
        for same in [
            "indicator=C5&area_level=province&measure=mean",
            "filter=indicator='C5'%20AND%20measure='mean'&area_level=province",
            "filter=indicator='C5'%20AND%20area_level='province'%20AND%20measure='mean'",
        ] {
            assert_eq!(features(&app, same).await, distances, "{same}");
        }
        // What leaves several open demands none: the usual question stands, and the condition chooses of its answer.
        let regions = features(&app, "").await;
        for usual in ["filter=area_level='province'%20OR%20value%3E%3D0", "filter=area_level%20IN%20('province','region')"] {
            assert_eq!(features(&app, usual).await, regions, "{usual}");
        }
        for (wrong, parameter) in [
            ("level=region&area_level=province", "area_level"),
            ("level=region&filter=area_level='province'", "filter"),
            ("indicator=C3&filter=indicator='C5'", "filter"),
            ("area_level=province&filter=area_level='region'", "filter"),
            ("area_level=quarter", "area_level"),
            ("filter=area_level='quarter'", "filter"),
            ("filter=indicator='C99'", "filter"),
        ] {
            let answer = app.get(&format!("{ITEMS}?{wrong}")).await;
            assert_eq!((answer.status, &answer.json()["errors"][0]["parameter"]), (StatusCode::BAD_REQUEST, &parameter.into()), "{wrong}");
        }
        // The page leads to the features of the same question, and a file holds them.
        let list = app.get(&format!("{ITEMS}?f=html&indicator=C5&area_level=province")).await.text();
        assert!(list.contains("/ogc/v1/collections/coverage/items/mean-037?indicator=C5&#38;level=province&#38;f=html"), "{list}");
        assert_eq!(app.get(&format!("{ITEMS}?f=gpkg&area_level=province")).await.status, StatusCode::OK);
    });
}

#[test]
fn the_collection_of_a_question_leads_to_its_features() {
    story(async {
        let app = TestApp::small().await;
        let question = "indicator=C5&level=province";
        let answer = app.get(&format!("{COLLECTION}?{question}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let layer = answer.json();
        assert_eq!(linked(&layer, "self", "application/json"), Some(format!("{COLLECTION}?{question}")));
        assert_eq!(linked(&layer, "items", "application/geo+json"), Some(format!("{ITEMS}?{question}")));
        for media in
            ["application/geo+json", "text/html", "application/flatgeobuf", "application/geopackage", "application/vnd.apache.parquet"]
        {
            let path = linked(&layer, "items", media).unwrap_or_else(|| panic!("no {media}"));
            assert!(path.contains(question), "{path}");
            let answer = app.get(&path).await;
            assert_eq!((answer.status, answer.header("content-type").starts_with(media)), (StatusCode::OK, true), "{path}");
        }
        let page = app.get(&format!("{COLLECTION}?{question}&f=html")).await.text();
        assert!(page.contains("/ogc/v1/collections/coverage/items?indicator=C5&#38;level=province&#38;f=html"), "{page}");
        assert!(layer["description"].as_str().expect("a text").contains("area_level=province"));
        // Without a question it is what the list of collections says.
        assert_eq!(linked(&app.get(COLLECTION).await.json(), "items", "application/geo+json").as_deref(), Some(ITEMS));
        for (wrong, parameter) in [
            (format!("{COLLECTION}?indicator=C99"), "indicator"),
            (format!("{COLLECTION}?level=quarter"), "level"),
            (format!("{COLLECTION}?indicator=C10"), "since"),
            (format!("{COLLECTION}?area_level=province"), "area_level"),
            (format!("{COLLECTION}?colour=red"), "colour"),
            ("/ogc/v1/collections/sites?indicator=C5".into(), "indicator"),
            ("/ogc/v1/collections/provinces?level=province".into(), "level"),
        ] {
            let answer = app.get(&wrong).await;
            assert_eq!((answer.status, &answer.json()["errors"][0]["parameter"]), (StatusCode::BAD_REQUEST, &parameter.into()), "{wrong}");
        }
    });
}

/// Names of the parameters an operation declares, in its own place or in that of all.
fn parameters_of(document: &Value, path: &str) -> Vec<String> {
    let name = |one: &Value| {
        let shared = one["$ref"].as_str().and_then(|place| document.pointer(place.strip_prefix('#')?));
        shared.unwrap_or(one)["name"].as_str().unwrap_or_else(|| panic!("{one}")).to_owned()
    };
    document["paths"][path]["get"]["parameters"].as_array().expect("parameters").iter().map(name).collect()
}

#[test]
fn its_documents_name_what_can_be_asked() {
    story(async {
        let app = TestApp::small().await;
        let queryables = app.get("/ogc/v1/collections/coverage/queryables").await.json();
        for name in ["indicator", "area_code_istat", "value", "value_low", "state", "recipe", "geom"] {
            assert!(queryables["properties"][name].is_object(), "{name}");
        }
        let definition = app.get("/ogc/v1/api").await.json();
        let named = parameters_of(&definition, "/collections/coverage/items");
        for name in ["indicator", "level", "threshold_m", "group", "state", "area_code_istat"] {
            assert_eq!(named.iter().filter(|one| **one == name).count(), 1, "{name}: {named:?}");
        }
        // What the interface of coverage takes is taken here too; the filter there is of sites, here of features.
        let interface = app.get("/api/v1/openapi.json").await.json();
        let asked = parameters_of(&interface, "/coverage");
        assert!(asked.len() > 20, "{asked:?}");
        for name in asked.into_iter().filter(|name| name != "lang") {
            assert!(named.contains(&name), "{name}: {named:?}");
        }
        let open = "indicator=C1&level=nation&open_at=2026-03-03T11:00:00Z";
        let open_there = app.get(&format!("/api/v1/coverage?{open}")).await.json()["items"][0]["value"].clone();
        let open_here = app.get(&format!("{ITEMS}?{open}")).await;
        assert_eq!(open_here.status, StatusCode::OK, "{}", open_here.text());
        assert_eq!(open_here.json()["features"][0]["properties"]["value"], open_there);
        let of_collection = definition["paths"]["/collections/coverage"]["get"]["parameters"].as_array().expect("parameters");
        assert!(of_collection.iter().any(|one| one["name"] == "level"), "{of_collection:?}");
        let list = app.get(&format!("{ITEMS}?f=html&indicator=C5&level=province")).await.text();
        assert!(list.contains("/ogc/v1/collections/coverage/items/mean-037?indicator=C5&#38;level=province&#38;f=html"), "{list}");
        let one = app.get(&format!("{ITEMS}/mean-037?indicator=C5&level=province&f=html")).await;
        assert_eq!(one.status, StatusCode::OK);
        assert!(one.text().contains("<h1>Bologna</h1>"), "{}", one.text());
    });
}
