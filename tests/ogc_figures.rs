//! The collection `coverage` of OGC API Features: the rows of the interface with the shapes of their areas.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{TestApp, story};

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

#[test]
fn its_documents_name_what_can_be_asked() {
    story(async {
        let app = TestApp::small().await;
        let queryables = app.get("/ogc/v1/collections/coverage/queryables").await.json();
        for name in ["indicator", "area_code_istat", "value", "value_low", "state", "recipe", "geom"] {
            assert!(queryables["properties"][name].is_object(), "{name}");
        }
        let definition = app.get("/ogc/v1/api").await.json();
        let parameters = definition["paths"]["/collections/coverage/items"]["get"]["parameters"].as_array().expect("parameters");
        let named: Vec<&str> = parameters.iter().filter_map(|one| one["name"].as_str()).collect();
        for name in ["indicator", "level", "threshold_m", "group", "state", "area_code_istat"] {
            assert_eq!(named.iter().filter(|one| **one == name).count(), 1, "{name}: {named:?}");
        }
        let list = app.get(&format!("{ITEMS}?f=html&indicator=C5&level=province")).await.text();
        assert!(list.contains("/ogc/v1/collections/coverage/items/mean-037?indicator=C5&#38;level=province&#38;f=html"), "{list}");
        let one = app.get(&format!("{ITEMS}/mean-037?indicator=C5&level=province&f=html")).await;
        assert_eq!(one.status, StatusCode::OK);
        assert!(one.text().contains("<h1>Bologna</h1>"), "{}", one.text());
    });
}
