//! The header `Accept` asks for a format where the address names none: the same bytes, told apart by caches.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};

use crate::support::{Answer, TestApp, story};

const SITES: &str = "/api/v1/sites?region=08";
const COVERAGE: &str = "/api/v1/coverage?indicator=C3&group=all";
const NEAREST: &str = "/api/v1/nearest?place=Imola";
const ITEMS: &str = "/ogc/v1/collections/sites/items?region_code=08";
const PARQUET: &str = "application/vnd.apache.parquet";
const GEOPACKAGE: &str = "application/geopackage+sqlite3";
/// What browsers send for an address that was typed.
const BROWSERS: [&str; 2] = [
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
];

/// Do caches keep answers to other values of this header apart?
fn varies_by(answer: &Answer, header: &str) -> bool {
    let values = answer.headers.get_all("vary").iter().map(|value| value.to_str().expect("ASCII"));
    values.flat_map(|value| value.split(',')).any(|name| name.trim().eq_ignore_ascii_case(header))
}

#[test]
fn what_accept_asks_for_is_what_f_gives_byte_by_byte() {
    story(async {
        let app = TestApp::small().await;
        for (path, format, accept) in [
            (SITES, "csv", "text/csv"),
            (SITES, "geojson", "application/geo+json"),
            (SITES, "gpkg", GEOPACKAGE),
            (SITES, "parquet", PARQUET),
            (SITES, "json", "application/json, text/csv;q=0.9"),
            (COVERAGE, "csv", "text/csv;q=0.9, application/json;q=0.2, */*;q=0.1"),
            (COVERAGE, "parquet", PARQUET),
            (NEAREST, "geojson", "application/geo+json, application/json;q=0.5"),
            (ITEMS, "gpkg", GEOPACKAGE),
            (ITEMS, "parquet", "application/vnd.apache.parquet, application/geo+json;q=0.9"),
        ] {
            let named = app.get(&format!("{path}&f={format}")).await;
            let accepted = app.get_with(path, &[("accept", accept)]).await;
            assert_eq!(
                (named.status, accepted.status),
                (StatusCode::OK, StatusCode::OK),
                "{path} {accept}: {}",
                accepted.header("content-type")
            );
            assert_eq!(accepted.header("content-type"), named.header("content-type"), "{path} {accept}");
            assert_eq!(accepted.header("content-disposition"), named.header("content-disposition"), "{path} {accept}");
            assert!(accepted.body == named.body, "{path} {accept}");
            assert!(varies_by(&accepted, "accept"), "{path} {accept}");
            // Who holds it is told that it stands, by the same header only.
            let tag = accepted.header("etag");
            let again = app.get_with(path, &[("accept", accept), ("if-none-match", tag)]).await;
            assert_eq!((again.status, varies_by(&again, "accept")), (StatusCode::NOT_MODIFIED, true), "{path} {accept}");
            if format != "json" {
                let other = app.get_with(path, &[("if-none-match", tag)]).await;
                assert_eq!(other.status, StatusCode::OK, "{path} {accept}");
                assert!(varies_by(&other, "accept") && other.body != accepted.body, "{path} {accept}");
            }
        }
        // An address that names its format answers the same whatever is accepted.
        let named = app.get_with(&format!("{SITES}&f=json"), &[("accept", "text/csv")]).await;
        assert_eq!((named.header("content-type"), varies_by(&named, "accept")), ("application/json", false));
        let counted = app.get(&format!("{SITES}&facets=service")).await;
        assert!(varies_by(&counted, "accept") && varies_by(&counted, "accept-language"));
        // A file is whole, however it was asked for.
        let half = app.get_with(&format!("{SITES}&limit=1"), &[("accept", "text/csv")]).await;
        assert_eq!((half.status, &half.json()["errors"][0]["parameter"]), (StatusCode::BAD_REQUEST, &"limit".into()));
    });
}

#[test]
fn browsers_and_whoever_names_nothing_we_offer_are_answered_as_ever() {
    story(async {
        let app = TestApp::small().await;
        for path in [SITES, COVERAGE, NEAREST, "/api/v1/centres"] {
            let usual = app.get(path).await;
            assert_eq!(usual.header("content-type"), "application/json", "{path}");
            for accept in BROWSERS.into_iter().chain(["*/*", "image/png", "text/csv;q=0", ""]) {
                let answer = app.get_with(path, &[("accept", accept)]).await;
                assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"), "{path} {accept}");
                assert!(answer.body == usual.body, "{path} {accept}");
            }
        }
        let centres = app.get_with("/api/v1/centres", &[("accept", "text/csv")]).await;
        assert_eq!((centres.header("content-type"), varies_by(&centres, "accept")), ("application/json", false), "there is but one format");
        for accept in BROWSERS {
            let page = app.get_with(ITEMS, &[("accept", accept)]).await;
            assert!(page.header("content-type").starts_with("text/html") && varies_by(&page, "accept"), "{accept}");
        }
        for accept in ["*/*", "application/geo+json, application/json", "image/png"] {
            assert_eq!(app.get_with(ITEMS, &[("accept", accept)]).await.header("content-type"), "application/geo+json", "{accept}");
        }
    });
}

#[test]
fn a_file_counts_as_one_however_it_was_asked_for() {
    story(async {
        let app = TestApp::small().await;
        let limit = async |path: &str, accept: &str| {
            let connected: SocketAddr = "192.0.2.1:40000".parse().expect("an address");
            let request = Request::get(path).extension(ConnectInfo(connected)).header("accept", accept);
            app.send(request.body(Body::empty()).expect("a request")).await.header("ratelimit-limit").to_owned()
        };
        for (path, accept) in [("/api/v1/sites", "text/csv"), ("/api/v1/sites?f=", PARQUET), ("/api/v1/sites?f=csv", "*/*")] {
            assert_eq!(limit(path, accept).await, "300", "{path} {accept}");
        }
        for (path, accept) in [
            ("/api/v1/sites", "*/*"),
            ("/api/v1/sites?f=", BROWSERS[0]),
            ("/api/v1/sites", "application/geo+json"),
            ("/api/v1/sites?f=json", "text/csv"),
            (COVERAGE, "text/csv"),
        ] {
            assert_eq!(limit(path, accept).await, "", "{path} {accept}");
        }
    });
}
