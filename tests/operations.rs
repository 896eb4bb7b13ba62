//! Health, counters, and what happens while PostgreSQL is away.

use centri::database::{PoolSettings, Pools};
use std::time::Duration;

use crate::support::{TestApp, settings, story};

#[test]
fn health_and_counters_tell_the_truth() {
    story(async {
        let app = TestApp::small().await;
        assert_eq!(app.get("/health/live").await.status, 200);
        let ready = app.get("/health/ready").await;
        assert_eq!((ready.status.as_u16(), &ready.json()["sites"]), (200, &5.into()));
        app.get("/api/v1/nearest?lon=11.3456&lat=44.5678").await;
        let counters = app.get("/metrics").await.text();
        assert!(counters.contains("centri_public_sites 5"));
        let reading = counters.lines().find_map(|line| line.strip_prefix("centri_whole_reading_seconds ")).expect("told");
        assert!(reading.parse::<f64>().expect("seconds") > 0.0, "{reading}");
        assert!(counters.contains("route=\"/api/v1/nearest\""), "{counters}");
        assert!(!counters.contains("11.3456"), "a visitor's position is in the counters");
    });
}

#[test]
fn the_server_starts_while_postgresql_is_away_and_says_so() {
    story(async {
        let nowhere = "postgres://nobody@localhost/nothing?host=/nonexistent".parse().expect("an address");
        let limits = PoolSettings { acquire_limit: Duration::from_millis(300), ..PoolSettings::default() };
        let pools = Pools::open(&nowhere, &limits);
        let state = centri::server::assemble(settings(), pools, crate::support::clock).await.expect("assembled without a database");
        let app = TestApp::without_waiting(state);
        assert_eq!(app.get("/health/live").await.status, 200);
        assert_eq!(app.get("/health/ready").await.status, 503);
        let tile = app.get("/tiles/regions/5/16/11").await;
        assert_eq!((tile.status.as_u16(), tile.header("retry-after"), tile.header("content-type")), (503, "5", "application/problem+json"));
        let page = app.get("/stato").await;
        assert_eq!(page.status, 200);
        assert_eq!(app.get("/styles/map.json").await.status, 200);
        assert_eq!(app.get("/tiles/regions").await.status, 200);
    });
}

#[test]
fn what_is_in_memory_goes_on_answering_when_the_database_goes_away() {
    story(async {
        let app = TestApp::small().await;
        app.pools.public.close().await;
        app.until("the site notices", async |app| app.get("/health/ready").await.status == 503).await;
        let nearest = app.get("/api/v1/nearest?place=Imola").await;
        assert_eq!(nearest.json()["items"][0]["id"], 2002);
        assert!(nearest.header("centri-as-of").ends_with('Z'), "it says how old it is");
        assert_eq!(app.get("/api/v1/sites").await.json()["number_matched"], 5);
        assert!(app.get("/centri").await.text().contains("Imola"));
        let tile = app.get("/tiles/centres/7/67/46").await;
        assert_eq!(tile.status, 200);
        assert!(tile.header("centri-as-of").ends_with('Z'), "a tile from memory says how old it is");
        assert_eq!(app.get("/tiles/regions/7/67/46").await.status, 503, "a boundary that nobody asked for before");
        assert_eq!(app.get("/api/v1/status").await.json()["status"], "database-away");
    });
}
