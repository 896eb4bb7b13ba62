//! The catalogue for programs: filters, counts, pages by key.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::support::{TestApp, story};

#[test]
fn a_list_counts_what_matches_and_what_has_a_point() {
    story(async {
        let app = TestApp::small().await;
        let all = app.get("/api/v1/sites").await.json();
        assert_eq!(all["number_matched"], 5);
        assert_eq!(all["number_positioned"], 4);
        let emilia = app.get("/api/v1/sites?region=08&f=json").await.json();
        assert_eq!(emilia["number_matched"], 4);
        let slug = app.get("/api/v1/sites?region=emilia-romagna").await.json();
        assert_eq!(slug["items"], emilia["items"]);
        let one = app.get("/api/v1/sites/2001").await.json();
        assert_eq!(one["services"], serde_json::json!(["accoglienza_ascolto", "mediazione_familiare"]));
        assert_eq!(one["contacts"][0]["value"], "051 0000001");
        assert_eq!(app.get("/api/v1/sites/99").await.status, StatusCode::NOT_FOUND);
        let geojson = app.get("/api/v1/sites?f=geojson").await.json();
        assert_eq!(geojson["features"].as_array().expect("features").len(), 5);
        let held = app.get("/api/v1/sites").await;
        assert_eq!(app.get_with("/api/v1/sites", &[("if-none-match", held.header("etag"))]).await.status, StatusCode::NOT_MODIFIED);
    });
}

#[test]
fn pages_put_together_are_the_whole_list() {
    story(async {
        let app = TestApp::italy().await;
        let whole = app.get("/api/v1/sites?limit=1000").await.json();
        let expected: Vec<i64> = whole["items"].as_array().expect("items").iter().map(|item| item["id"].as_i64().expect("id")).collect();
        assert_eq!(expected.len() as u64, whole["number_matched"].as_u64().expect("a number"));
        let mut seen = vec![];
        let mut cursor = String::new();
        loop {
            let page = app.get(&format!("/api/v1/sites?limit=37{cursor}")).await.json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["id"].as_i64().expect("id")));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen, expected);
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
        assert_eq!(app.get("/api/v1/sites?cursor=%ff").await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_centre_comes_with_its_sites_services_and_hours() {
    story(async {
        let app = TestApp::small().await;
        let centres = app.get("/api/v1/centres").await.json();
        assert_eq!(centres["number_matched"], 5);
        let navile = app.get("/api/v1/centres/bologna-navile").await.json();
        assert_eq!(navile["sites"][0]["id"], 2001);
        assert_eq!(navile["centre"]["hours"][0]["opens"], "09:00:00");
        let categories: Vec<&str> = navile["centre"]["services"]
            .as_array()
            .expect("services")
            .iter()
            .map(|service| service["category"].as_str().expect("a code"))
            .collect();
        assert_eq!(categories, ["accoglienza_ascolto", "mediazione_familiare", "spazio_neutro"]);
        assert_eq!(app.get("/api/v1/centres/centro-nascosto").await.status, StatusCode::NOT_FOUND);
    });
}
