//! Limits for one address: told in headers, kept apart from one address to the other, forgotten after a minute, met by
//! nothing but what costs.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use centri::config::ServeSettings;
use chrono::{DateTime, TimeDelta, Utc};

use crate::support::{Answer, TestApp, clock, settings, story};

/// Seconds that have gone by in the stories of this file, each with a clock of its own.
static WAITED: AtomicI64 = AtomicI64::new(0);

fn moving() -> DateTime<Utc> {
    clock() + TimeDelta::seconds(WAITED.load(Ordering::Relaxed))
}

/// A site that answers eight searches, four scenarios and two files a minute.
async fn strict(beside: &TestApp, trust_forwarded: bool, clock: fn() -> DateTime<Utc>) -> TestApp {
    let strict = ServeSettings { limit_per_minute: 8, trust_forwarded, ..settings() };
    let app = TestApp::without_waiting(centri::server::assemble(strict, beside.pools.clone(), clock).await.expect("assembled"));
    app.until("everything is read", async |app| app.state.mirror.is_loaded() && app.state.places.loaded().comune_count() > 0).await;
    app
}

async fn ask(app: &TestApp, method: Method, path: &str, from: &str, headers: &[(&str, &str)]) -> Answer {
    let connected: SocketAddr = format!("{from}:40000").parse().expect("an address");
    let mut request = Request::builder().method(method.clone()).uri(path).extension(ConnectInfo(connected));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if method == Method::POST { Body::from(r#"{"add":[{"lon":11.25,"lat":44.45}]}"#) } else { Body::empty() };
    app.send(request.body(body).expect("a request")).await
}

async fn get(app: &TestApp, path: &str, from: &str) -> Answer {
    ask(app, Method::GET, path, from, &[]).await
}

fn standing(answer: &Answer) -> [&str; 3] {
    ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map(|name| answer.header(name))
}

#[test]
fn who_asks_too_much_is_told_how_long_to_wait_and_then_answered() {
    story(async {
        let small = TestApp::small().await;
        let app = strict(&small, false, moving).await;
        let search = "/api/v1/geocode?q=Imola";
        for left in (0..8).rev() {
            let answer = get(&app, search, "192.0.2.1").await;
            assert_eq!((answer.status.as_u16(), answer.header("ratelimit-remaining")), (200, left.to_string().as_str()));
        }
        let refused = get(&app, &format!("{search}&lang=en"), "192.0.2.1").await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "8"));
        assert_eq!(standing(&refused), ["8", "0", "60"]);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_eq!((refused.header("cache-control"), refused.header("access-control-allow-origin")), ("no-store", "*"));
        assert!(refused.header("access-control-expose-headers").contains("RateLimit-Remaining"));
        let problem = refused.json();
        assert_eq!(problem["type"], "urn:centri:problem:too-many-requests");
        assert_eq!(problem["status"], 429);
        assert!(problem["detail"].as_str().expect("a text").contains("in 8 seconds"), "{problem}");
        assert_eq!(get(&app, search, "192.0.2.2").await.status, 200, "somebody else");
        assert_eq!(get(&app, "/api/v1/sites?f=csv", "192.0.2.1").await.status, 200, "something else");

        WAITED.store(7, Ordering::Relaxed);
        assert_eq!(get(&app, search, "192.0.2.1").await.header("retry-after"), "1");
        WAITED.store(8, Ordering::Relaxed);
        assert_eq!(get(&app, search, "192.0.2.1").await.status, 200);
        assert_eq!(get(&app, search, "192.0.2.1").await.status, 429);
        WAITED.store(8 + 61, Ordering::Relaxed);
        assert_eq!(standing(&get(&app, search, "192.0.2.1").await), ["8", "7", "8"]);
    });
}

#[test]
fn what_is_read_from_memory_has_no_limit_and_what_costs_has_one() {
    story(async {
        let small = TestApp::small().await;
        let app = strict(&small, false, clock).await;
        for path in [
            "/api/v1/sites",
            "/api/v1/sites?f=geojson",
            "/api/v1/nearest?place=Imola",
            "/tiles/centres/7/67/46",
            "/downloads",
            "/downloads/latest/sites.csv",
            "/api/v1/coverage?indicator=C1&f=csv",
        ] {
            for _ in 0..20 {
                let answer = get(&app, path, "192.0.2.1").await;
                assert!(answer.status.as_u16() < 400, "{path}: {}", answer.status);
                assert_eq!(standing(&answer), ["", "", ""], "{path}");
            }
        }
        let file = get(&app, "/downloads/latest/sites.csv", "192.0.2.1").await.header("location").to_owned();
        for (method, path, limit) in [
            (Method::POST, "/api/v1/coverage/what-if", "4"),
            (Method::GET, "/api/v1/sites?region=08&f=fgb", "2"),
            (Method::GET, "/api/v1/geocode?q=", "8"),
        ] {
            let answer = ask(&app, method, path, "192.0.2.9", &[]).await;
            assert_eq!(answer.header("ratelimit-limit"), limit, "{path}: {}", answer.status);
        }
        assert_eq!(standing(&get(&app, &file, "192.0.2.9").await), ["2", "0", "60"], "files of both kinds count together");
        assert_eq!(get(&app, &file, "192.0.2.9").await.status, 429);
        let preflight = ask(&app, Method::OPTIONS, "/api/v1/coverage/what-if", "192.0.2.9", &[]).await;
        assert_eq!((preflight.status.as_u16(), standing(&preflight)), (204, ["", "", ""]), "a preflight asks for nothing");
        assert!(preflight.header("access-control-allow-methods").contains("POST"), "scenarios may be asked from any site");
        assert!(preflight.header("access-control-allow-headers").contains("Content-Type"));
    });
}

#[test]
fn what_people_keep_with_us_has_a_limit_of_its_own_and_says_so_on_a_page() {
    story(async {
        let small = TestApp::small().await;
        let app = strict(&small, false, clock).await;
        let keep = async || ask(&app, Method::POST, "/copertura/simulatore", "192.0.2.4", &[]).await;
        assert_eq!(keep().await.status.as_u16(), 400, "what is no form counts too");
        let refused = keep().await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "60"));
        assert!(refused.header("content-type").starts_with("text/html"), "{}", refused.header("content-type"));
        assert!(refused.text().contains("60 secondi"), "{}", refused.text());
        for _ in 0..20 {
            assert_eq!(get(&app, "/copertura/simulatore", "192.0.2.4").await.status, 200, "looking is free");
        }
    });
}

#[test]
fn behind_a_trusted_proxy_each_visitor_counts_alone_and_nobody_can_say_he_is_another() {
    story(async {
        let search = "/api/v1/geocode?q=Imola";
        let from = |forwarded: &'static str| [("x-forwarded-for", forwarded)];
        let small = TestApp::small().await;
        let behind = strict(&small, true, clock).await;
        for _ in 0..8 {
            assert_eq!(ask(&behind, Method::GET, search, "127.0.0.1", &from("198.51.100.1")).await.status, 200);
        }
        assert_eq!(ask(&behind, Method::GET, search, "127.0.0.1", &from("203.0.113.5, 198.51.100.1")).await.status, 429);
        assert_eq!(ask(&behind, Method::GET, search, "127.0.0.1", &from("198.51.100.2")).await.status, 200);
        let open = strict(&small, false, clock).await;
        for _ in 0..8 {
            assert_eq!(ask(&open, Method::GET, search, "192.0.2.7", &from("198.51.100.1")).await.status, 200);
        }
        assert_eq!(
            ask(&open, Method::GET, search, "192.0.2.7", &from("198.51.100.99")).await.status,
            429,
            "a header of one's own is no other address"
        );
    });
}

#[test]
fn limits_are_generous_by_default_and_zero_takes_them_away() {
    story(async {
        let app = TestApp::small().await;
        let free = TestApp::over(app.pools.clone(), ServeSettings { limit_per_minute: 0, ..settings() }).await;
        assert_eq!(standing(&get(&free, "/api/v1/geocode?q=Imola", "192.0.2.1").await), ["", "", ""]);
        let answer = get(&app, "/api/v1/geocode?q=Imola", "192.0.2.1").await;
        assert_eq!(standing(&answer), ["1200", "1199", "1"]);
    });
}
