//! Coverage: an analyst asks who is reached. The small Italy is worked out by hand, the real one adds up.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, story};

async fn rows(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/v1/coverage?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

async fn post(app: &TestApp, address: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/api/v1/coverage/{address}"));
    app.send(request.header("content-type", "application/json").body(Body::from(body.to_string())).expect("a request")).await
}

fn row<'a>(rows: &'a [Value], code: &str, measure: &str) -> &'a Value {
    rows.iter()
        .find(|row| row["area_code_istat"] == code && row["measure"] == measure)
        .unwrap_or_else(|| panic!("{code} {measure}: {rows:#?}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

/// Metres between the point of a comune and a site, by PostGIS.
async fn metres(app: &TestApp, comune: &str, site: i64) -> f64 {
    sqlx::query_scalar(
        "select st_distance(m.point::geography, s.geom::geography) from municipality m, site s where m.istat_code = $1 and s.public_id = $2",
    )
    .bind(comune)
    .bind(site)
    .fetch_one(&app.pools.owner)
    .await
    .expect("metres")
}

#[test]
fn the_small_italy_worked_out_by_hand() {
    story(async {
        let app = TestApp::small().await;
        // Bologna's point is 4.6 km from its site, Imola and Faenza have theirs at the point; nothing is open in Sardinia.
        let within = rows(&app, "indicator=C3&level=region&group=all").await;
        let emilia = row(&within, "08", "within");
        assert_eq!((number(&emilia["numerator"]), number(&emilia["denominator"])), (517_000.0, 517_000.0));
        assert_eq!((number(&emilia["value"]), number(&emilia["value_high"])), (100.0, 100.0));
        // A square of 0.2 degrees is a disc of 10 km: nobody there is surely within 10 km of anything.
        assert_eq!(number(&emilia["value_low"]), 0.0);
        let sardinia = row(&within, "20", "within");
        assert_eq!((number(&sardinia["value"]), number(&sardinia["numerator"]), sardinia["state"].as_str()), (0.0, 0.0, Some("computed")));
        for (column, expected) in [
            ("boundary_year", json!(2025)),
            ("population_year", json!(2023)),
            ("population_source", json!("piccola-italia")),
            ("threshold", json!(10_000.0)),
            ("threshold_inclusive", json!(true)),
            ("area_level", json!("region")),
            ("n_centres", json!(4)),
            ("landmass", json!("same")),
        ] {
            assert_eq!(emilia[column], expected, "{column}");
        }
        // Across the water they are far away, but in reach.
        let distance = rows(&app, "indicator=C5&level=region&group=all").await;
        let unreachable = row(&distance, "20", "mean");
        assert_eq!((unreachable["state"].as_str(), &unreachable["value"]), (Some("unreachable"), &Value::Null));
        assert_eq!(row(&distance, "20", "median")["state"], "unreachable");
        let anywhere = rows(&app, "indicator=C5&level=region&group=all&landmass=any").await;
        assert!(number(&row(&anywhere, "20", "mean")["value"]) > 500_000.0);
        let to_bologna = metres(&app, "037006", 2001).await;
        let mean = row(&distance, "08", "mean");
        assert!((number(&mean["numerator"]) - 390_000.0 * to_bologna).abs() < 1.0, "{mean}");
        assert!((number(&mean["value"]) - 390_000.0 * to_bologna / 517_000.0).abs() < 1e-4);
        assert!((number(&row(&distance, "08", "p90")["value"]) - to_bologna).abs() < 1e-4);
        assert!(number(&mean["value_low"]) <= number(&mean["value"]) && number(&mean["value"]) <= number(&mean["value_high"]));
    });
}

#[test]
fn a_threshold_is_inclusive_to_the_last_digit() {
    story(async {
        let app = TestApp::small().await;
        let answer = app.get("/api/v1/nearest?lon=9.3&lat=39.3&status=programmata").await.json();
        assert_eq!(answer["items"][0]["id"], 2004);
        let exact = centri::geo::geodesic_distance_m(
            centri::geo::Coordinates::parse(9.3, 39.3).expect("on the globe"),
            centri::geo::Coordinates::parse(9.1, 39.3).expect("on the globe"),
        );
        for (threshold, people) in [(exact, 900.0), (exact.next_down(), 0.0)] {
            let found = rows(
                &app,
                &format!("indicator=C3&level=municipality&municipality=092108&group=all&status=programmata&threshold_m={threshold}"),
            )
            .await;
            assert_eq!(number(&row(&found, "092108", "within")["numerator"]), people, "{threshold}");
        }
        // Ten kilometres to the micrometre: the point is moved until the geodesic says so.
        let borgo = centri::geo::Coordinates::parse(9.3, 39.3).expect("on the globe");
        let (mut near, mut far) = (9.15_f64, 9.2_f64);
        for _ in 0..200 {
            let middle = (near + far) / 2.0;
            let to = centri::geo::Coordinates::parse(middle, 39.3).expect("on the globe");
            if centri::geo::geodesic_distance_m(borgo, to) > 10_000.0 { near = middle } else { far = middle }
        }
        app.edit(&format!(
            "update site set status = 'attiva', geom = st_setsrid(st_makepoint({far:?}, 39.3), 4326) where public_id = 2004"
        ))
        .await;
        app.settled().await;
        let found = rows(&app, "indicator=C3&level=municipality&municipality=092108&group=all&threshold_m=10000").await;
        assert_eq!(number(&row(&found, "092108", "within")["numerator"]), 900.0);
    });
}

#[test]
fn a_position_that_is_not_public_enters_no_distance_and_counts_at_its_level_only() {
    story(async {
        let app = TestApp::small().await;
        let counted = rows(&app, "indicator=C1&level=municipality").await;
        // Imola: its own centre and the quiet one, which is known to its comune; the hidden one does not exist.
        assert_eq!(number(&row(&counted, "037032", "centres")["value"]), 2.0);
        app.edit("update public_setting set value = 100000 where key = 'solo_comune_minimum_residents'").await;
        app.settled().await;
        assert_eq!(number(&row(&rows(&app, "indicator=C1&level=municipality").await, "037032", "centres")["value"]), 1.0);
        assert_eq!(number(&row(&rows(&app, "indicator=C1&level=province").await, "037", "centres")["value"]), 3.0);
        let before = app.get("/api/v1/coverage?indicator=C5&level=municipality&group=all&f=csv").await.text();
        app.edit("update site set geom = st_setsrid(st_makepoint(11.1, 44.5), 4326) where public_id in (2005, 2006)").await;
        app.settled().await;
        assert_eq!(app.get("/api/v1/coverage?indicator=C5&level=municipality&group=all&f=csv").await.text(), before);
    });
}

#[test]
fn what_if_says_who_would_be_reached() {
    story(async {
        let app = TestApp::small().await;
        let body = json!({"indicator": "C3", "threshold_m": 10_000, "group": "all", "level": "region", "add": [{"lon": 9.1, "lat": 39.3}, {"lon": 12.0, "lat": 40.0}]});
        let answer = post(&app, "what-if", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let found = answer.json();
        assert_eq!(found["off_land"], json!([1]));
        let items = found["items"].as_array().expect("items");
        let sardinia = row(items, "20", "within");
        assert_eq!((number(&sardinia["before"]["numerator"]), number(&sardinia["after"]["numerator"])), (0.0, 149_000.0));
        assert_eq!((number(&sardinia["delta"]["numerator"]), number(&sardinia["delta"]["denominator"])), (149_000.0, 0.0));
        assert_eq!(number(&row(items, "08", "within")["delta"]["value"]), 0.0);
        // Closed, Imola's people go to Bologna: farther than ten kilometres.
        let closed = post(&app, "what-if", &json!({"group": "all", "remove": [2002]})).await.json();
        assert_eq!(number(&row(closed["items"].as_array().expect("items"), "08", "within")["delta"]["numerator"]), -69_000.0);
        let moved = post(&app, "what-if", &json!({"group": "all", "move": [{"id": 2002, "lon": 11.3, "lat": 44.55}]})).await.json();
        assert_eq!(number(&row(moved["items"].as_array().expect("items"), "08", "within")["delta"]["numerator"]), 0.0);
        let recipe = app.get(found["recipe_url"].as_str().expect("an address")).await.json();
        assert_eq!((recipe["kind"].as_str(), recipe["changes"]["add"].as_array().map(Vec::len)), (Some("what-if"), Some(2)));
    });
}

#[test]
fn how_unequally_people_reach_sites_worked_out_by_hand() {
    story(async {
        let app = TestApp::small().await;
        // Within ten kilometres everybody in Emilia shares the one site of their comune, and nobody in Sardinia has any: of three
        // sites Bologna's, Imola's and Faenza's people have one each.
        let found = rows(&app, "indicator=C8&group=all&level=nation&steps=10000:1").await;
        let (people, comuni) = (666_900.0_f64, [390_000.0, 69_000.0, 58_000.0]);
        let gini = 1.0 - (comuni[0] / 3.0 + comuni[1] + comuni[2] * 5.0 / 3.0) / people;
        let theil = comuni.iter().map(|here| (people / (3.0 * here)).ln() / 3.0).sum::<f64>();
        let between = (people / 517_000.0_f64).ln();
        for (measure, expected) in [
            ("gini_of_access", gini),
            ("theil_of_access", theil),
            ("theil_of_access_between_regions", between),
            ("theil_of_access_within_regions", theil - between),
        ] {
            let one = row(&found, "IT", measure);
            assert!((number(&one["value"]) - expected).abs() < 1e-12, "{measure}: {expected} {one}");
            assert_eq!((number(&one["threshold"]), number(&one["denominator"])), (10_000.0, people));
            assert!(one["flags"].as_str().is_some_and(|flags| flags.contains("unreachable_people:149900")), "{one}");
        }
        let curve = row(&found, "IT", "gini_of_access")["lorenz"].as_array().expect("a curve").clone();
        // Two comuni in which nobody has any, then one third for each.
        let parts: Vec<f64> = curve.iter().map(|point| number(&point[1])).collect();
        assert_eq!((parts.len(), &parts[..3]), (6, &[0.0, 0.0, 0.0][..]));
        assert!((parts[3] - 1.0 / 3.0).abs() < 1e-12 && (parts[4] - 2.0 / 3.0).abs() < 1e-12 && (parts[5] - 1.0).abs() < 1e-12);
        // Distances have no threshold, and where nobody reaches anything there is nothing to share out.
        assert_eq!(row(&found, "IT", "gini")["threshold"], Value::Null);
        let regions = rows(&app, "indicator=C8&group=all&level=region&steps=10000:1").await;
        let sardinia = row(&regions, "20", "gini_of_access");
        assert_eq!((sardinia["state"].as_str(), sardinia["reason"].as_str()), (Some("unreachable"), Some("no site is in reach")));
        assert_eq!((&sardinia["value"], &sardinia["lorenz"]), (&Value::Null, &Value::Null));
        // Farther steps are shared more evenly.
        let wide = rows(&app, "indicator=C8&group=all&level=nation").await;
        assert!(number(&row(&wide, "IT", "gini_of_access")["value"]) < gini);
        // A site in Cagliari gives its people something.
        let opened = json!({"indicator": "C8", "group": "all", "level": "nation", "steps": "10000:1", "add": [{"lon": 9.1, "lat": 39.3}]});
        let opened = post(&app, "what-if", &opened).await.json();
        assert!(number(&row(opened["items"].as_array().expect("items"), "IT", "gini_of_access")["delta"]["value"]) < 0.0);
    });
}

#[test]
fn best_sites_come_first_where_they_help_most() {
    story(async {
        let app = TestApp::small().await;
        let answer = post(&app, "best-sites", &json!({"n": 3, "threshold_m": 10_000, "group": "all"})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let found = answer.json();
        let items = found["items"].as_array().expect("items");
        // Cagliari, then Borgo; the rest is covered already.
        let gains: Vec<(&str, f64)> =
            items.iter().map(|item| (item["municipality"]["code"].as_str().expect("a code"), number(&item["gain"]))).collect();
        assert_eq!(gains, [("092009", 149_000.0), ("092108", 900.0)]);
        assert_eq!(
            (number(&found["covered_before"]), number(&items[1]["covered"]), number(&found["people"])),
            (517_000.0, 666_900.0, 666_900.0)
        );
        assert!((number(&found["guarantee"]) - 0.632).abs() < 0.001);
        let listed = json!({"n": 1, "group": "all", "region": "20", "candidates": [{"lon": 9.3, "lat": 39.3}, {"lon": 9.2, "lat": 39.3}], "objective": "distance"});
        let listed = post(&app, "best-sites", &listed).await.json();
        assert_eq!((listed["items"][0]["candidate"].as_i64(), number(&listed["people"])), (Some(1), 149_900.0));
    });
}

#[test]
fn a_question_that_cannot_be_answered_names_every_mistake() {
    story(async {
        let app = TestApp::small().await;
        for (query, wrong) in [
            ("", "indicator"),
            ("indicator=C11", "indicator"),
            ("indicator=C3&level=quartiere", "level"),
            ("indicator=C3&threshold_m=-1", "threshold_m"),
            ("indicator=C3&threshold_m=NaN", "threshold_m"),
            // One point for each comune says nothing of two kilometres.
            ("indicator=C3&threshold_m=2000", "threshold_m"),
            ("indicator=C7&steps=5000:1,10000:0.5", "steps"),
            ("indicator=C7&steps=20000:1,10000:0.5", "steps"),
            ("indicator=C8&steps=5000:1", "steps"),
            // Inequality is among comuni, and an ambito that is not there is no territory.
            ("indicator=C8&level=municipality", "level"),
            ("indicator=C3&district=NESSUNO", "district"),
            ("indicator=C3&group=6-7", "group"),
            ("indicator=C3&landmass=other", "landmass"),
            ("indicator=C3&demand=griglia", "demand"),
            ("indicator=C3&as_of=ieri", "as_of"),
            ("indicator=C10", "since"),
            ("indicator=C3&region=99", "region"),
            ("indicator=C3&f=xml", "f"),
            ("indicator=C3&utm_source=x", "utm_source"),
            ("indicator=C1&service=spazio_neutro", "service"),
        ] {
            let answer = app.get(&format!("/api/v1/coverage?{query}")).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"), "{query}");
            assert_eq!(answer.json()["errors"][0]["parameter"], wrong, "{query}: {}", answer.text());
        }
        for (address, body, wrong) in [
            ("what-if", json!([]), "body"),
            ("what-if", json!({}), "add"),
            ("what-if", json!({"add": [{"lon": 44.5, "lat": 11.3}]}), "add[0].lon"),
            ("what-if", json!({"remove": [2006]}), "id"),
            ("what-if", json!({"move": [{"id": 2005, "lon": 11.3, "lat": 44.5}]}), "id"),
            ("what-if", json!({"add": [{"lon": 11.3, "lat": 44.5}], "indicator": "C1"}), "indicator"),
            ("best-sites", json!({"n": 0}), "n"),
            ("best-sites", json!({"objective": "beauty"}), "objective"),
            ("best-sites", json!({"candidates": []}), "candidates"),
            ("best-sites", json!({"candidates": [{"lon": 11.3}]}), "candidates[0].lat"),
            ("best-sites", json!({"unknown": 1}), "unknown"),
        ] {
            let answer = post(&app, address, &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.json()["errors"][0]["parameter"], wrong, "{body}: {}", answer.text());
        }
        assert_eq!(app.get("/api/v1/coverage/recipes/0123").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get(&format!("/api/v1/coverage/recipes/{}", "0".repeat(32))).await.status, StatusCode::NOT_FOUND);
    });
}

/// The number of a member as it is written in an object's text, to the last digit.
fn written(text: &str, member: &str) -> Option<f64> {
    let (_, after) = text.split_once(&format!("\"{member}\":"))?;
    after.split([',', '}']).next()?.parse().ok()
}

#[test]
fn every_figure_has_a_recipe_and_csv_has_the_same_digits() {
    story(async {
        let app = TestApp::small().await;
        let query = "indicator=C5&level=municipality&group=all&service=accoglienza_ascolto";
        let answer = app.get(&format!("/api/v1/coverage?{query}")).await;
        let (list, list_text) = (answer.json(), answer.text());
        let recipe = app.get(list["recipe_url"].as_str().expect("an address")).await.json();
        assert_eq!(recipe["parameters"]["service"], json!(["accoglienza_ascolto"]));
        assert_eq!(recipe["versions"]["centres_snapshot"], list["items"][0]["centres_snapshot"]);
        assert_eq!(recipe["versions"]["population_year"], 2023);
        // The other way round the same question has the same recipe, another question another.
        let turned = app.get("/api/v1/coverage?service=accoglienza_ascolto&group=all&level=municipality&indicator=C5").await.json();
        assert_eq!(turned["recipe"], list["recipe"]);
        assert_ne!(app.get("/api/v1/coverage?indicator=C5&level=province&group=all").await.json()["recipe"], list["recipe"]);
        let csv = app.get(&format!("/api/v1/coverage?{query}&f=csv")).await;
        assert!(csv.header("content-type").starts_with("text/csv"));
        let text = csv.text();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("headers").iter().collect::<Vec<_>>(), centri::coverage::COLUMNS);
        // The other files have the same columns, and refuse what has no place.
        for (format, kind) in
            [("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("parquet", "application/vnd.apache.parquet")]
        {
            let file = app.get(&format!("/api/v1/coverage?{query}&f={format}")).await;
            assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, kind), "{format}");
            assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"coverage.{format}\""));
        }
        assert_eq!(app.get(&format!("/api/v1/coverage?{query}&f=ods")).await.status, StatusCode::BAD_REQUEST);
        let items = list["items"].as_array().expect("items");
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
        assert_eq!(records.len(), items.len());
        // Numbers are compared as they are written: the reader of JSON rounds the last bit its own way.
        let texts: Vec<&str> = list_text.split("\"area_code_istat\":").skip(1).collect();
        assert_eq!(texts.len(), items.len());
        for ((record, item), item_text) in records.iter().zip(items).zip(texts) {
            for (column, cell) in centri::coverage::COLUMNS.iter().zip(record) {
                match &item[*column] {
                    Value::Null => assert_eq!(cell, "", "{column}"),
                    Value::Number(_) => assert_eq!(cell.parse::<f64>().ok(), written(item_text, column), "{column}"),
                    Value::Bool(flag) => assert_eq!(cell, flag.to_string()),
                    other => assert_eq!(Some(cell), other.as_str(), "{column}"),
                }
            }
        }
    });
}

#[test]
fn the_real_italy_adds_up() {
    story(async {
        let app = TestApp::italy().await;
        for indicator in ["C1", "C3", "C6", "C2"] {
            let [nation, regions, social, provinces] =
                ["nation", "region", "social_region", "province"].map(|level| format!("indicator={indicator}&level={level}"));
            let nation = rows(&app, &nation).await;
            assert_eq!((rows(&app, &regions).await.len() / (nation.len()), rows(&app, &social).await.len() / nation.len()), (20, 21));
            for level in [&regions, &social, &provinces] {
                let parts = rows(&app, level).await;
                for whole in &nation {
                    let of_measure = parts.iter().filter(|part| part["measure"] == whole["measure"]);
                    let column = if whole["numerator"].is_null() { "value" } else { "numerator" };
                    let sum: f64 = of_measure.map(|part| number(&part[column])).sum();
                    assert_eq!(sum, number(&whole[column]), "{indicator} {level} {}", whole["measure"]);
                }
            }
        }
        // Three comuni have no population: their totals say so, and only theirs.
        let partial = rows(&app, "indicator=C3&level=region").await;
        let flagged: Vec<&str> = partial
            .iter()
            .filter(|row| row["flags"].as_str().is_some_and(|flags| flags.contains("partial")))
            .filter_map(|row| row["area_code_istat"].as_str())
            .collect();
        assert_eq!(flagged, ["08", "19"]);
        let comuni = rows(&app, "indicator=C3&level=municipality&municipality=081025").await;
        assert_eq!((comuni[0]["state"].as_str(), &comuni[0]["value"]), (Some("not_computed"), &Value::Null));
        assert!(partial.iter().all(|row| row["demo"] == true));
        for row in &partial {
            assert!(number(&row["value_low"]) <= number(&row["value"]) && number(&row["value"]) <= number(&row["value_high"]), "{row}");
        }
        // Every indicator answers at every level.
        for indicator in [
            "C4",
            "C5",
            "C7",
            "C8",
            "C9",
            "C10",
            "S1",
            "S2",
            "S3",
            "S4",
            "S5",
            "S6",
            "served_comuni",
            "served_people",
            "served_districts",
            "service_offer",
            "hub_spoke",
        ] {
            let since = if indicator == "C10" { "&since=2020-01-01" } else { "" };
            for level in ["nation", "region", "province", "district"] {
                for row in rows(&app, &format!("indicator={indicator}&level={level}{since}")).await {
                    assert_eq!(row["value"].is_null(), row["state"] != "computed", "{row}");
                    assert_eq!(row["reason"].is_null(), row["state"] == "computed", "{row}");
                }
            }
        }
    });
}
