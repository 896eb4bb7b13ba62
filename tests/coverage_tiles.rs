//! The layer `coverage`: boundaries with the figures of the interface, tags that follow them.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use mvt_reader::Reader;
use mvt_reader::feature::Value;

use centri::imports::{Kind, Options};

use crate::centre_lists::{Folder, import_as};
use crate::support::{Answer, TestApp, story};

/// Zoom 6: Emilia-Romagna and Sardinia.
const NORTH: &str = "6/33/23";
const SOUTH: &str = "6/33/24";

/// Code and properties of the areas of a tile.
fn areas(answer: &Answer) -> BTreeMap<String, BTreeMap<String, Value>> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let reader = Reader::new(answer.body.clone()).expect("a vector tile");
    let names = reader.get_layer_names().expect("names");
    let at = names.iter().position(|name| name == "coverage").expect("the layer");
    let features = reader.get_features(at).expect("features");
    features
        .into_iter()
        .map(|feature| {
            let properties: BTreeMap<String, Value> = feature.properties.unwrap_or_default().into_iter().collect();
            let Some(Value::String(code)) = properties.get("code").cloned() else { panic!("no code: {properties:?}") };
            (code, properties)
        })
        .collect()
}

fn double(properties: &BTreeMap<String, Value>, name: &str) -> Option<f64> {
    match properties.get(name) {
        Some(Value::Double(number)) => Some(*number),
        None => None,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn areas_carry_the_figures_of_the_interface_at_every_level() {
    story(async {
        let app = TestApp::small().await;
        for (level, layer) in [("region", "regions"), ("province", "provinces"), ("municipality", "municipalities")] {
            for (question, measure) in [
                ("indicator=C3&group=all", "within"),
                ("indicator=C5&group=all", "mean"),
                ("indicator=C5&group=all&measure=p90", "p90"),
                ("indicator=C1", "centres"),
            ] {
                let rows = question.replace("&measure=p90", "");
                let rows = app.get(&format!("/api/v1/coverage?{rows}&level={level}")).await.json();
                let drawn = app.get(&format!("/tiles/coverage/{NORTH}?{question}&level={level}")).await;
                let drawn = areas(&drawn);
                assert!(!drawn.is_empty(), "{level} {question}");
                for (code, properties) in &drawn {
                    let items = rows["items"].as_array().expect("items");
                    let row =
                        items.iter().find(|row| row["area_code_istat"] == code.as_str() && row["measure"] == measure).expect("its row");
                    for (tile, interface) in [("value", "value"), ("value_low", "value_low"), ("value_high", "value_high")] {
                        let (here, there) = (double(properties, tile), row[interface].as_f64());
                        // Numbers of JSON are read to the last bit but one.
                        let same =
                            here.zip(there).map_or(here == there, |(one, other)| (one - other).abs() <= 4.0 * f64::EPSILON * one.abs());
                        assert!(same, "{level} {question} {code} {tile}: {here:?} {there:?}");
                    }
                    assert_eq!(properties["state"], Value::String(row["state"].as_str().expect("a state").to_owned()));
                    assert_eq!(properties["name"], Value::String(row["area_name"].as_str().expect("a name").to_owned()));
                    assert_eq!(properties["measure"], Value::String(measure.to_owned()));
                }
                // The polygons are those of the boundaries.
                let boundaries = app.get(&format!("/tiles/{layer}/{NORTH}")).await;
                let of = |body: &[u8], name: &str| -> BTreeMap<u64, String> {
                    parts(body, name).into_iter().map(|(number, (geometry, _))| (number, geometry)).collect()
                };
                let tile = app.get(&format!("/tiles/coverage/{NORTH}?{question}&level={level}")).await;
                assert_eq!(of(&tile.body, "coverage"), of(&boundaries.body, layer), "{level}");
            }
        }
    });
}

#[test]
fn areas_without_polygons_of_their_own_are_drawn_by_their_parts() {
    story(async {
        let app = TestApp::small().await;
        let folder = Folder::new("ambiti-disegnati");
        let file =
            folder.file("ambiti.csv", b"codice;nome;comune;provincia\nNORD;Ambito del nord;Bologna;BO\nNORD;Ambito del nord;Imola;BO\n");
        let report = import_as(&app.pools.owner, Kind::Districts, &file, &Options::default()).await.expect("imported");
        assert!(report.refused.is_empty(), "{report}");
        app.settled().await;
        for (level, layer, polygons) in [("district", "municipalities", Some(vec![37_006, 37_032])), ("social_region", "provinces", None)] {
            let question = format!("indicator=C3&group=all&level={level}");
            let rows = app.get(&format!("/api/v1/coverage?{question}")).await.json()["items"].clone();
            let drawn = app.get(&format!("/tiles/coverage/{NORTH}?{question}")).await;
            assert_eq!(drawn.status, StatusCode::OK, "{}", drawn.text());
            let parts = parts(&drawn.body, "coverage");
            let boundaries = parts_of_boundaries(&app, layer).await;
            let expected: Vec<u64> = polygons.unwrap_or_else(|| boundaries.keys().copied().collect());
            assert_eq!(parts.keys().copied().collect::<Vec<_>>(), expected, "{level}");
            for (number, (geometry, properties)) in &parts {
                assert_eq!(*geometry, boundaries[number].0);
                let Value::String(code) = &properties["code"] else { panic!("no code: {properties:?}") };
                let row = rows.as_array().expect("items").iter().find(|row| row["area_code_istat"] == code.as_str()).expect("its row");
                assert_eq!(properties["name"], Value::String(row["area_name"].as_str().expect("a name").to_owned()));
                assert!(double(properties, "value").zip(row["value"].as_f64()).is_none_or(|(one, other)| (one - other).abs() < 1e-9));
                assert_eq!(double(properties, "value").is_some(), row["value"].is_number());
            }
        }
        let nation = app.get(&format!("/tiles/coverage/{NORTH}?indicator=C3&level=nation")).await;
        assert_eq!(nation.status, StatusCode::BAD_REQUEST);
        assert!(nation.text().contains("social_region") && nation.text().contains("district"), "{}", nation.text());
    });
}

/// Geometry and properties of the polygons of a layer, by their numbers.
fn parts(body: &[u8], name: &str) -> BTreeMap<u64, (String, BTreeMap<String, Value>)> {
    let reader = Reader::new(body.to_vec()).expect("a tile");
    let at = reader.get_layer_names().expect("names").iter().position(|one| one == name).expect(name);
    let features = reader.get_features(at).expect("features").into_iter();
    features
        .map(|feature| {
            let properties = feature.properties.unwrap_or_default().into_iter().collect();
            (feature.id.expect("a number"), (format!("{:?}", feature.geometry), properties))
        })
        .collect()
}

async fn parts_of_boundaries(app: &TestApp, layer: &str) -> BTreeMap<u64, (String, BTreeMap<String, Value>)> {
    parts(&app.get(&format!("/tiles/{layer}/{NORTH}")).await.body, layer)
}

#[test]
fn zero_nobody_and_no_figure_are_three_things_on_the_map_too() {
    story(async {
        let app = TestApp::small().await;
        let within = areas(&app.get(&format!("/tiles/coverage/{SOUTH}?indicator=C3&group=all")).await);
        assert_eq!((&within["20"]["class"], double(&within["20"], "value")), (&Value::UInt(0), Some(0.0)));
        let distance = areas(&app.get(&format!("/tiles/coverage/{SOUTH}?indicator=C5&group=all")).await);
        assert_eq!(distance["20"]["state"], Value::String("unreachable".into()));
        assert!(!distance["20"].contains_key("class") && !distance["20"].contains_key("value"), "{distance:?}");
        let none = areas(&app.get(&format!("/tiles/coverage/{SOUTH}?indicator=C4")).await);
        assert_eq!(none["20"]["state"], Value::String("not_computed".into()));
        // The areas asked for, and no others: nothing is drawn where none is.
        let north = app.get(&format!("/tiles/coverage/{NORTH}?indicator=C3&group=all&region=20")).await;
        assert_eq!(north.status, StatusCode::NO_CONTENT);
    });
}

#[test]
fn the_tag_follows_the_figures_and_nothing_else() {
    story(async {
        let app = TestApp::small().await;
        let path = format!("/tiles/coverage/{SOUTH}?indicator=C3&group=all&level=municipality");
        let first = app.get(&path).await;
        assert_eq!(first.header("cache-control"), "public, no-cache");
        assert_eq!(first.header("content-type"), "application/vnd.mapbox-vector-tile");
        for _ in 0..5 {
            assert_eq!(app.get_with(&path, &[("if-none-match", first.header("etag"))]).await.status, StatusCode::NOT_MODIFIED);
        }
        let coded = app.get_with(&path, &[("accept-encoding", "gzip")]).await;
        assert_eq!(coded.header("content-encoding"), "gzip");
        app.edit(
            "update site set status = 'attiva', geom = st_setsrid(st_makepoint(9.1, 39.3), 4326),
                    municipality_id = (select id from municipality where istat_code = '092009') where public_id = 2004",
        )
        .await;
        app.settled().await;
        let second = app.get_with(&path, &[("if-none-match", first.header("etag"))]).await;
        assert_eq!(second.status, StatusCode::OK);
        assert_eq!((double(&areas(&first)["092009"], "value"), double(&areas(&second)["092009"], "value")), (Some(0.0), Some(100.0)));
        assert_ne!(first.header("etag"), second.header("etag"));
        // An edit that moves no figure leaves the tile as it is, byte for byte.
        app.edit("update centre set name = 'Altro nome' where public_id = 1001").await;
        app.settled().await;
        assert_eq!(app.get_with(&path, &[("if-none-match", second.header("etag"))]).await.status, StatusCode::NOT_MODIFIED);
        let other = TestApp::over(app.pools.clone(), crate::support::settings()).await;
        assert_eq!(other.get(&path).await.header("etag"), second.header("etag"), "every process says the same");
    });
}

#[test]
fn its_description_names_the_question_and_the_fields() {
    story(async {
        let app = TestApp::small().await;
        let catalogue = app.get("/tiles").await.json();
        assert!(catalogue["layers"].as_array().expect("layers").iter().any(|layer| layer["id"] == "coverage"));
        let described = app.get("/tiles/coverage?indicator=C5&level=municipality&group=all").await.json();
        let template = described["tiles"][0].as_str().expect("a template");
        assert!(
            template.contains("indicator=C5") && template.contains("measure=mean") && template.contains("level=municipality"),
            "{template}"
        );
        assert_eq!((&described["minzoom"], &described["vector_layers"][0]["id"]), (&6.into(), &"coverage".into()));
        for field in ["value", "value_low", "value_high", "class", "state"] {
            assert!(described["vector_layers"][0]["fields"][field].is_string(), "{field}");
        }
        let path = template.replace("https://centri.example.it", "").replace("{z}/{x}/{y}", NORTH);
        assert_eq!(
            app.get(&path).await.body,
            app.get(&format!("/tiles/coverage/{NORTH}?indicator=C5&level=municipality&group=all")).await.body
        );
        // The usual question needs no parameter, and other boundaries may stand beside it.
        let both = app.get(&format!("/tiles/provinces,coverage/{NORTH}")).await;
        let names = Reader::new(both.body).expect("a tile").get_layer_names().expect("names");
        assert_eq!(names, ["provinces", "coverage"]);
        assert_eq!(app.get(&format!("/tiles/coverage/{NORTH}")).await.status, StatusCode::OK);
        // Sites and the figures they make are chosen by the same parameters.
        let with_sites = app.get(&format!("/tiles/coverage,centres/{NORTH}?network_role=hub&cluster=false")).await;
        let alone = app.get(&format!("/tiles/centres/{NORTH}?network_role=hub&cluster=false")).await;
        assert!(!alone.body.is_empty() && with_sites.body.starts_with(&alone.body));
        let figures = app.get(&format!("/tiles/coverage/{NORTH}?network_role=hub")).await;
        assert_eq!(with_sites.body[alone.body.len()..], figures.body);
    });
}

#[test]
fn what_cannot_be_drawn_is_refused_with_what_can() {
    story(async {
        let app = TestApp::small().await;
        for (query, parameter, allowed) in [
            ("level=nation", "level", "municipality"),
            ("level=quartiere", "level", "municipality"),
            ("indicator=C99", "indicator", "C3"),
            ("measure=altro", "measure", "within"),
            ("threshold_m=2000", "threshold_m", "10000"),
            ("cluster=false", "cluster", "threshold_m"),
        ] {
            for path in [format!("/tiles/coverage?{query}"), format!("/tiles/coverage/{NORTH}?{query}")] {
                let answer = app.get(&path).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
                let errors = answer.json()["errors"].clone();
                let error = errors.as_array().expect("errors").iter().find(|one| one["parameter"] == parameter).cloned();
                assert!(error.is_some_and(|one| one["allowed"].as_str().is_some_and(|text| text.contains(allowed))), "{path}: {errors}");
            }
        }
    });
}
