//! One filter behind tiles, lists and nearest: the same words choose the same sites, however they are said.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use mvt_reader::Reader;

use crate::nearest::Random;
use crate::support::{TestApp, story};

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Public numbers of a list.
pub(crate) fn numbers(list: &serde_json::Value) -> BTreeSet<u64> {
    list["items"].as_array().expect("a list").iter().map(|item| item["id"].as_u64().expect("a number")).collect()
}

/// What the world's tile shows, each site as it is.
pub(crate) async fn in_tile(app: &TestApp, query: &str) -> BTreeSet<u64> {
    let answer = app.get(&format!("/tiles/centres/0/0/0?cluster=false&{query}")).await;
    if answer.status == StatusCode::NO_CONTENT {
        return BTreeSet::new();
    }
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    let features = Reader::new(answer.body).expect("a tile").get_features(0).expect("features");
    features.into_iter().map(|feature| feature.id.expect("a number")).collect()
}

#[test]
fn the_same_filter_chooses_the_same_sites_in_tiles_lists_and_nearest() {
    story(async {
        let app = TestApp::small().await;
        for (filter, expected) in [
            ("network_role = 'hub'", vec![2001]),
            ("network_role IN ('hub', 'spoke') AND province_code = '037'", vec![2001, 2002]),
            ("NOT network_role = 'hub' AND status <> 'programmata'", vec![2002, 2003]),
            ("A_CONTAINS(services, ('mediazione_familiare'))", vec![2001]),
            ("A_OVERLAPS(services, ('mediazione_familiare', 'accoglienza_ascolto'))", vec![2001, 2002]),
            ("verified_on >= DATE('2026-01-01')", vec![2001]),
            ("verified_on IS NULL AND region_code = '20'", vec![2004]),
            ("CASEI(municipality) LIKE casei('b%')", vec![2001]),
            ("S_INTERSECTS(geom, BBOX(11.2, 44.4, 11.6, 44.6))", vec![2002, 2003]),
            ("S_WITHIN(geom, POLYGON((9 39, 9.4 39, 9.4 39.4, 9 39.4, 9 39)))", vec![2004]),
            ("id BETWEEN 2002 AND 2003", vec![2002, 2003]),
        ] {
            let expected: BTreeSet<u64> = expected.into_iter().collect();
            let query = format!("filter={}", encoded(filter));
            assert_eq!(in_tile(&app, &query).await, expected, "{filter}");
            let positioned: BTreeSet<u64> = {
                let list = app.get(&format!("/api/v1/sites?{query}")).await.json();
                list["items"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .filter(|item| !item["lon"].is_null())
                    .map(|item| item["id"].as_u64().expect("a number"))
                    .collect()
            };
            assert_eq!(positioned, expected, "{filter}");
            let near =
                app.get(&format!("/api/v1/nearest?lon=11&lat=44&limit=50&status=attiva,temporanea,programmata&{query}")).await.json();
            assert_eq!(numbers(&near), expected, "{filter}");
        }
    });
}

#[test]
fn parameters_and_cql2_text_and_json_are_one_language_and_one_key() {
    story(async {
        let app = TestApp::small().await;
        let json = r#"{"op": "and", "args": [{"op": "=", "args": [{"property": "network_role"}, "hub"]}, {"op": "in", "args": [{"property": "region_code"}, ["08", "08"]]}]}"#;
        let ways = [
            "region=08&network_role=hub".to_owned(),
            "network_role=hub&region=08".to_owned(),
            format!("filter={}", encoded("region_code = '08' AND network_role = 'hub'")),
            format!("filter={}", encoded("network_role IN ('hub') and (\"region_code\" = '08')")),
            format!("filter={}&network_role=hub", encoded("'08' = region_code")),
            format!("filter={}&filter-lang=cql2-json", encoded(json)),
        ];
        let mut held = None;
        for way in &ways {
            assert_eq!(app.get(&format!("/tiles/centres/6/33/23?{way}")).await.status, StatusCode::OK, "{way}");
            // All of them are one tile in memory: saying it otherwise cannot fill it.
            let bytes = app.state.tiles.cached_bytes();
            assert!(held.is_none_or(|held| held == bytes), "{way} is kept beside its equals");
            held = Some(bytes);
        }
    });
}

#[test]
fn a_filter_that_cannot_be_is_answered_by_what_could() {
    story(async {
        let app = TestApp::small().await;
        let deep = format!("{}demo = true{}", "NOT (".repeat(200), ")".repeat(200));
        for (filter, told) in [
            ("colour = 'red'", "network_role"),
            ("name =", ""),
            ("demo = 'si'", ""),
            ("geom = 3", ""),
            ("S_INTERSECTS(geom, POINT(200 10))", ""),
            ("'); drop table site; --", ""),
            (deep.as_str(), ""),
        ] {
            for path in ["/tiles/centres/0/0/0", "/api/v1/sites", "/api/v1/nearest"] {
                let answer = app
                    .get(
                        &format!("{path}?lon=11&lat=44&filter={}", encoded(filter))
                            .replace(if path.ends_with("nearest") { "\0" } else { "lon=11&lat=44&" }, ""),
                    )
                    .await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {filter}");
                let problem = answer.json();
                assert_eq!(problem["errors"][0]["parameter"], "filter", "{path} {filter}: {problem}");
                assert!(answer.text().contains(told), "{path} {filter}: {problem}");
            }
        }
        // A protected place has no coordinates to ask for, not even by saying where it is not.
        let elsewhere = app.get(&format!("/api/v1/sites?filter={}", encoded("NOT S_INTERSECTS(geom, BBOX(0, 0, 1, 1))"))).await.json();
        assert!(!numbers(&elsewhere).contains(&2005), "{elsewhere}");
        // Also where there is no filter to read.
        for query in ["filter=demo=true&filter-lang=sql", "filter-lang=null"] {
            let language = app.get(&format!("/api/v1/sites?{query}")).await;
            assert_eq!(
                (language.status, language.json()["errors"][0]["parameter"].clone()),
                (StatusCode::BAD_REQUEST, "filter-lang".into())
            );
        }
    });
}

#[test]
fn no_text_however_broken_makes_a_filter_fail() {
    story(async {
        let app = TestApp::small().await;
        let seeds = [
            "network_role = 'hub' AND demo = false",
            "S_WITHIN(geom, BBOX(9, 39, 10, 40))",
            "name LIKE 'C%' OR verified_on > DATE('2026-01-01')",
        ];
        let letters: Vec<char> = "()',\"=<>%_ANDOR 0189.-;\\é\u{0}".chars().collect();
        let mut random = Random(21);
        for _ in 0..if crate::support::long() { 20_000 } else { 400 } {
            let mut text: Vec<char> = seeds[(random.next() % 3) as usize].chars().collect();
            for _ in 0..1 + random.next() % 4 {
                let at = (random.next() % text.len().max(1) as u64) as usize;
                match random.next() % 3 {
                    0 => text.insert(at, letters[(random.next() % letters.len() as u64) as usize]),
                    1 if !text.is_empty() => drop(text.remove(at.min(text.len() - 1))),
                    _ => text.truncate(at + 1),
                }
            }
            let text: String = text.into_iter().collect();
            let answer = app.get(&format!("/api/v1/sites?filter={}", encoded(&text))).await;
            assert!([StatusCode::OK, StatusCode::BAD_REQUEST].contains(&answer.status), "{text}: {}", answer.text());
        }
    });
}
