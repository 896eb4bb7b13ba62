//! Health, counters, and what happens while PostgreSQL is away.

use centri::database::{PoolSettings, Pools};
use centri::web::{Language, Words};
use chrono_tz::Europe::Rome;
use sqlx::{Connection, Executor, PgConnection};
use std::time::Duration;

use crate::support::{TestApp, clock, cluster, settings, story};

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

/// Another connection to the cluster, from which a database can be closed under the site.
async fn beside(database: &str) -> PgConnection {
    PgConnection::connect_with(&cluster().await.database(database).await.expect("an address")).await.expect("a connection")
}

#[test]
fn while_the_database_is_away_every_page_says_how_old_it_is_and_all_heals_by_itself() {
    story(async {
        let app = TestApp::small().await;
        let name: String = sqlx::query_scalar("select current_database()").fetch_one(&app.pools.owner).await.expect("a name");
        let pages = [
            "/",
            "/mappa",
            "/mappa?parte=elenco",
            "/mappa?regione=08",
            "/centri",
            "/centri/imola",
            "/centri/centro-quieto",
            "/trova",
            "/trova?luogo=Imola",
            "/embed?region=08",
            "/embed?part=list",
            "/dati",
            "/aiuto-subito",
            "/stato",
        ];
        let moment = format!("{}, ore 10:00", Words(Language::It).date(clock().with_timezone(&Rome).date_naive()));
        assert_eq!(moment, "3 marzo 2026, ore 10:00");
        for page in pages {
            let fresh = app.get(page).await;
            assert!(!fresh.text().contains("10:00") && fresh.headers.get("centri-as-of").is_none(), "{page} speaks of its age for nothing");
        }

        let mut admin = beside("postgres").await;
        admin.execute(format!("alter database \"{name}\" allow_connections false").as_str()).await.expect("closed");
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
            .bind(&name)
            .execute(&mut admin)
            .await
            .expect("ended");
        app.until("readiness says so", async |app| app.get("/health/ready").await.status == 503).await;
        assert_eq!(app.get("/health/ready").await.json()["database"], "away");
        assert_eq!(app.get("/health/live").await.status, 200);
        for page in pages {
            let old = app.get(page).await;
            assert_eq!(old.status, 200, "{page}");
            let text = old.text();
            assert!(text.contains(&moment), "{page} does not say how old it is: {text}");
            assert!(!text.contains("data-away-note hidden"), "{page} hides it");
            assert_eq!(old.header("centri-as-of"), "2026-03-03T09:00:00Z", "{page}");
            assert!(
                ["public, no-cache", "no-store"].contains(&old.header("cache-control")),
                "{page} would be kept: {}",
                old.header("cache-control")
            );
        }
        for language in Language::ALL {
            let day = Words(language).date(clock().with_timezone(&Rome).date_naive());
            for page in ["/mappa", "/embed", "/centri/imola"] {
                let text = app.get(&format!("{page}?lang={}", language.code())).await.text();
                let banner = text.split("data-away-note").nth(1).and_then(|rest| rest.split("</aside>").next()).expect("a banner");
                assert!(banner.contains(&day) && banner.contains("10:00"), "{page} in {language:?}: {banner}");
            }
        }
        // What only the database knows is refused in words, not made up.
        let refused = app.get("/centri/centro-che-non-esiste").await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "5"));
        // Counts come from memory as the lists do.
        let list = app.get("/api/v1/sites?facets=status&limit=1").await;
        assert_eq!((&list.json()["facets"]["status"][1]["count"], list.header("centri-as-of")), (&3.into(), "2026-03-03T09:00:00Z"));

        admin.execute(format!("alter database \"{name}\" allow_connections true").as_str()).await.expect("open again");
        app.until("the site is whole again", async |app| app.get("/health/ready").await.status == 200).await;
        for page in pages {
            let fresh = app.get(page).await;
            assert!(!fresh.text().contains("10:00") && fresh.headers.get("centri-as-of").is_none(), "{page} still speaks of its age");
        }
        assert!(app.get("/mappa").await.header("cache-control").contains("max-age=60"));
        // It follows again too.
        beside(&name)
            .await
            .execute("update centre set name = 'Centro ritrovato' where slug = 'imola'")
            .await
            .expect("the edit is accepted");
        app.until("an edit is shown", async |app| app.get("/api/v1/sites/2002").await.text().contains("Centro ritrovato")).await;
    });
}

#[test]
fn before_anything_was_read_a_page_says_that_the_data_have_not_come() {
    story(async {
        let nowhere = "postgres://nobody@localhost/nothing?host=/nonexistent".parse().expect("an address");
        let limits = PoolSettings { acquire_limit: Duration::from_millis(300), ..PoolSettings::default() };
        let state =
            centri::server::assemble(settings(), Pools::open(&nowhere, &limits), clock).await.expect("assembled without a database");
        let app = TestApp::without_waiting(state);
        for page in ["/", "/mappa", "/embed", "/trova"] {
            let answer = app.get(page).await;
            assert!(answer.text().contains("non sono ancora arrivati"), "{page}");
            assert!(answer.headers.get("centri-as-of").is_none(), "{page} has no age");
        }
    });
}
