//! Nearest: a parent asks, PostGIS is the judge.

use axum::http::StatusCode;
use serde_json::Value;
use sqlx::Row;

use crate::support::{TestApp, story};

fn ids(list: &Value) -> Vec<i64> {
    list["items"].as_array().expect("items").iter().map(|item| item["id"].as_i64().expect("a number")).collect()
}

#[test]
fn a_parent_in_imola_asks_and_is_told_how_far_and_how_sure() {
    story(async {
        let app = TestApp::small().await;
        let list = app.get("/api/v1/nearest?place=Imola&limit=3").await.json();
        assert_eq!(ids(&list), [2002, 2001, 2003]);
        assert_eq!(list["from"]["label"], "Imola (BO)");
        let first = &list["items"][0];
        assert_eq!(first["distance_m"], 0.0);
        assert_eq!(first["distance_accuracy_m"], 300.0);
        assert_eq!(first["across_water"], false);
        assert_eq!(first["municipality"]["code"], "037032");
        // Faenza is known only to its comune, and says so.
        assert_eq!(list["items"][2]["precision"], "comune");
        assert_eq!(list["items"][2]["distance_accuracy_m"], 5000.0);
        // The planned one is not offered unless asked for; then it lies across the water.
        assert_eq!(list["number_matched"], 4);
        assert_eq!(list["number_positioned"], 3);
        let planned = app.get("/api/v1/nearest?lon=11.3&lat=44.5&status=programmata").await.json();
        assert_eq!(ids(&planned), [2004]);
        assert_eq!(planned["items"][0]["across_water"], true);
    });
}

#[test]
fn a_threshold_is_inclusive_and_filters_narrow() {
    story(async {
        let app = TestApp::small().await;
        let metres: f64 = sqlx::query_scalar(
            "select st_distance(st_setsrid(st_makepoint(11.3, 44.5), 4326)::geography, geom::geography) from site where public_id = 2001",
        )
        .fetch_one(&app.pools.owner)
        .await
        .expect("metres");
        let at_edge = app.get(&format!("/api/v1/nearest?lon=11.3&lat=44.5&max_distance_m={}", metres + 1e-6)).await.json();
        assert_eq!(ids(&at_edge), [2002, 2001]);
        let below = app.get(&format!("/api/v1/nearest?lon=11.3&lat=44.5&max_distance_m={}", metres - 0.01)).await.json();
        assert_eq!(ids(&below), [2002]);
        let mediation = app.get("/api/v1/nearest?lon=11.5&lat=44.5&service=mediazione_familiare").await.json();
        assert_eq!(ids(&mediation), [2001]);
        let geojson = app.get("/api/v1/nearest?lon=11.5&lat=44.5&f=geojson").await;
        assert_eq!(geojson.header("content-type"), "application/geo+json");
        assert_eq!(geojson.json()["features"][0]["geometry"]["type"], "Point");
    });
}

#[test]
fn a_question_that_cannot_be_answered_is_refused_with_a_reason() {
    story(async {
        let app = TestApp::small().await;
        for (query, parameter) in [
            ("", "lon"),
            ("lon=11", "lat"),
            ("lon=181&lat=44", "lon"),
            ("lon=11&lat=-91", "lat"),
            ("lon=NaN&lat=44", "lon"),
            ("lon=11,5&lat=44", "lon"),
            ("lon=11&lat=44&limit=0", "limit"),
            ("lon=11&lat=44&limit=51", "limit"),
            ("lon=11&lat=44&max_distance_m=-1", "max_distance_m"),
            ("lon=11&lat=44&place=Imola", "place"),
            ("place=zzzzzzzz", "place"),
            ("lon=11&lat=44&f=xml", "f"),
            ("lon=11&lat=44&utm_source=x", "utm_source"),
            ("lon=11&lon=12&lat=44", "lon"),
        ] {
            let answer = app.get(&format!("/api/v1/nearest?{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            let problem = answer.json();
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}: {problem}");
        }
    });
}

/// A small generator with a fixed seed (Vigna's splitmix64), so that the same points are asked in every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn the_order_is_that_of_postgis_geography_with_ties_by_id() {
    story(async {
        let app = TestApp::italy().await;
        let long = crate::support::long();
        let questions = if long { 20_000 } else { 400 };
        let mut random = Random(7);
        let corners = [
            (7.6, 45.1),
            (12.61, 35.51),
            (13.37, 38.12),
            (15.55, 38.19),
            (15.65, 38.11),
            (9.0, 39.2),
            (13.58, 45.94),
            (-3.7, 40.4),
            (20.5, 54.7),
        ];
        for number in 0..questions {
            // Mostly Italy, then islands, both sides of the Strait, borders, and the far away.
            let (lon, lat) = match number % 4 {
                0 | 1 => (random.between(6.6, 18.6), random.between(35.4, 47.1)),
                2 => {
                    let (lon, lat) = corners[(random.next() % corners.len() as u64) as usize];
                    (lon + random.between(-0.2, 0.2), lat + random.between(-0.2, 0.2))
                }
                _ => (random.between(-30.0, 45.0), random.between(25.0, 65.0)),
            };
            let answer = app.get(&format!("/api/v1/nearest?lon={lon}&lat={lat}&limit=8")).await.json();
            let rows = sqlx::query(
                "select id, st_distance(geom::geography, st_setsrid(st_makepoint($1, $2), 4326)::geography) as metres
                 from public_sites where geom is not null and status in ('attiva', 'temporanea') order by 2, 1 limit 8",
            )
            .bind(lon)
            .bind(lat)
            .fetch_all(&app.pools.public)
            .await
            .expect("rows");
            let expected: Vec<(i64, f64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
            let items = answer["items"].as_array().expect("items");
            assert_eq!(items.len(), 8);
            for (item, (id, metres)) in items.iter().zip(&expected) {
                assert!((item["distance_m"].as_f64().expect("metres") - metres).abs() < 0.01, "{lon} {lat}: {item} {metres}");
                assert_eq!(item["id"].as_i64(), Some(*id), "{lon} {lat}: {expected:?} {:?}", ids(&answer));
            }
        }
    });
}
