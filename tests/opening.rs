//! What is open: the same question behind tiles, lists and nearest, said in words on pages, and as fresh as the hours.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use centri::server::assemble;
use chrono::{DateTime, Utc};

use crate::filters::{in_tile, numbers};
use crate::nearest::Random;
use crate::support::{TestApp, settings, story};

/// Tuesday 3 March 2026 in Italy is the day of all stories; Imola is open on it, Bologna on Mondays, Faenza by appointment.
const HOURS: &str = "
    insert into site_hours (site_id, weekday, opens, closes)
    select id, 2, t.opens, t.closes from site, (values (time '09:00', time '13:00'), ('15:00', '18:30')) as t (opens, closes) where public_id = 2002;
    insert into site_hours (site_id, weekday, opens, closes) select id, 2, '09:00', '12:00' from site where public_id = 2005;
    insert into site_hours (site_id, weekday, opens, closes) select id, 2, '00:00', '24:00' from site where public_id in (2004, 2006);
    insert into site_hours (site_id, weekday, opens, closes, appointment) select id, 2, '09:00', '13:00', true from site where public_id = 2003;";

async fn italy_with_hours() -> TestApp {
    let app = TestApp::small().await;
    app.edit(HOURS).await;
    app.settled().await;
    app
}

#[test]
fn what_is_open_is_the_same_in_tiles_lists_and_nearest() {
    story(async {
        let app = italy_with_hours().await;
        for (instant, expected) in [
            ("2026-03-03T10:00", vec![2002, 2005]),
            ("2026-03-03T10:00:00%2B01:00", vec![2002, 2005]),
            ("2026-03-03T09:00:00Z", vec![2002, 2005]),
            ("2026-03-03T12:00", vec![2002]),
            ("2026-03-03T13:00", vec![]),
            ("2026-03-03T15:00", vec![2002]),
            ("2026-03-03T18:30", vec![]),
            ("2026-03-02T09:00", vec![2001]),
            ("2026-06-02T10:00", vec![]),
        ] {
            let query = format!("open_at={instant}");
            let expected: BTreeSet<u64> = expected.into_iter().collect();
            // A site whose position is not public is in lists with the hours it publishes, and nowhere on the map.
            let on_the_map: BTreeSet<u64> = expected.iter().copied().filter(|id| *id != 2005).collect();
            assert_eq!(numbers(&app.get(&format!("/api/v1/sites?{query}")).await.json()), expected, "{instant}");
            assert_eq!(in_tile(&app, &query).await, on_the_map, "{instant}");
            let near = app.get(&format!("/api/v1/nearest?lon=11&lat=44&limit=50&{query}")).await.json();
            assert_eq!(numbers(&near), on_the_map, "{instant}");
            let mixed = app.get(&format!("/api/v1/sites?{query}&filter=network_role%3D'spoke'")).await.json();
            assert_eq!(numbers(&mixed), expected.iter().copied().filter(|id| *id == 2002).collect(), "{instant}");
        }
        // Planned sites may have hours; they are no answer unless their status is asked for.
        let planned = app.get("/api/v1/sites?open_at=2026-03-03T10:00&status=programmata").await.json();
        assert_eq!(numbers(&planned), BTreeSet::from([2004]));
    });
}

#[test]
fn new_hours_and_closures_change_what_is_open_at_once() {
    story(async {
        let app = italy_with_hours().await;
        let query = "open_at=2026-03-04T10:00";
        let version = app.state.mirror.snapshot().version.clone();
        assert_eq!(in_tile(&app, query).await, BTreeSet::new());
        app.edit("insert into site_hours (site_id, weekday, opens, closes) select id, 3, '09:00', '13:00' from site where public_id in (2001, 2002)").await;
        app.settled().await;
        assert_eq!(in_tile(&app, query).await, BTreeSet::from([2001, 2002]));
        assert_ne!(app.state.mirror.snapshot().version, version, "public content has moved");
        let tagged = app.get(&format!("/tiles/centres/0/0/0?cluster=false&{query}")).await.header("etag").to_owned();
        app.edit("insert into site_closure (site_id, first_day, last_day) select id, '2026-03-01', '2026-03-04' from site where public_id = 2002").await;
        app.settled().await;
        assert_eq!(in_tile(&app, query).await, BTreeSet::from([2001]));
        assert_ne!(app.get(&format!("/tiles/centres/0/0/0?cluster=false&{query}")).await.header("etag"), tagged);
        // A snapshot patched is the one read whole.
        let again = TestApp::over(app.pools.clone(), settings()).await;
        assert_eq!(again.state.mirror.snapshot().version, app.state.mirror.snapshot().version);
        app.edit("delete from site_closure; delete from site_hours where weekday = 3").await;
        app.settled().await;
        assert_eq!(in_tile(&app, query).await, BTreeSet::new());
        assert_eq!(app.state.mirror.snapshot().version, version, "everything is as it was");
    });
}

#[test]
fn equal_instants_are_one_tile_in_memory_however_they_are_written() {
    story(async {
        let app = italy_with_hours().await;
        let mut random = Random(4);
        let moment: DateTime<Utc> = "2026-03-03T09:00:00Z".parse().expect("an instant");
        let mut held = None;
        for _ in 0..60 {
            let offset = chrono::FixedOffset::east_opt((random.next() % 57) as i32 * 1_800 - 14 * 3_600).expect("an offset");
            let instant = (moment + chrono::TimeDelta::seconds((random.next() % 300) as i64)).with_timezone(&offset);
            let text = form_urlencoded::byte_serialize(instant.to_rfc3339().as_bytes()).collect::<String>();
            let answer = app.get(&format!("/tiles/centres/6/33/23?open_at={text}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{text}: {}", answer.text());
            let bytes = app.state.tiles.cached_bytes();
            assert!(held.is_none_or(|held| held == bytes), "{text} is kept beside its equals");
            held = Some(bytes);
        }
        app.get("/tiles/centres/6/33/23?open_at=2026-03-03T10:05").await;
        assert_ne!(Some(app.state.tiles.cached_bytes()), held, "five minutes later is another tile");
    });
}

#[test]
fn interfaces_refuse_now_because_an_address_must_always_mean_the_same() {
    story(async {
        let app = TestApp::small().await;
        for path in ["/tiles/centres/0/0/0?", "/tiles/centres?", "/api/v1/sites?", "/api/v1/nearest?lon=11&lat=44&"] {
            for (value, told) in [("now", "«now»"), ("2026-03-03", "2001"), ("2026-03-29T02:30", "2001"), ("1066-10-14T09:00", "2001")] {
                let answer = app.get(&format!("{path}open_at={value}")).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}{value}");
                let problem = answer.json();
                assert_eq!(problem["errors"][0]["parameter"], "open_at", "{problem}");
                assert!(problem["errors"][0]["allowed"].as_str().is_some_and(|allowed| allowed.contains(told)), "{problem}");
            }
        }
        let twice = app.get("/api/v1/sites?open_at=2026-03-03T10:00&open_at=2026-03-03T11:00").await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn pages_and_the_embed_say_what_is_open_now_and_filter_by_it() {
    story(async {
        // 3 March 2026, 10:00 in Italy.
        let app = italy_with_hours().await;
        for (page, said) in [
            (
                "/mappa",
                vec![
                    "5 sedi in Italia, 4 attive, 2 aperte ora",
                    "Aperto ora, chiude alle 13:00",
                    "Solo su appuntamento",
                    "Chiuso, apre lunedì alle 9:00",
                    "Aperti ora",
                ],
            ),
            ("/centri", vec!["5 sedi, 2 aperte ora", "Aperto ora, chiude alle 12:00", "Solo su appuntamento"]),
            ("/trova?luogo=Imola", vec!["Aperte ora: 1.", "Aperto ora, chiude alle 13:00"]),
            ("/centri/imola", vec!["Aperto ora, chiude alle 13:00"]),
            ("/centri/imola?lang=de", vec!["Jetzt geöffnet, schließt um 13:00 Uhr"]),
            ("/embed", vec!["2 aperte ora"]),
        ] {
            let answer = app.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            let text = answer.text();
            for sentence in said {
                assert!(text.contains(sentence), "{page} does not say {sentence}: {text}");
            }
            assert_eq!(answer.header("cache-control"), "public, max-age=60, must-revalidate", "{page}");
        }
        // A planned site has hours and is not open: its status says enough.
        assert!(!app.get("/centri/cagliari").await.text().contains("Aperto ora"));

        let filtered = app.get("/mappa?aperto=ora").await.text();
        assert!(filtered.contains("data-tiles-query=\"?open_at=2026-03-03T09%3A00%3A00Z\""), "tiles are named by the instant: {filtered}");
        assert!(filtered.contains("name=\"aperto\" value=\"ora\" checked"));
        assert!(
            filtered.contains("data-site=\"2002\"") && !filtered.contains("data-site=\"2001\"") && !filtered.contains("data-site=\"2003\"")
        );
        let listed = app.get("/centri?aperto=ora").await.text();
        assert!(listed.contains("2 sedi") && listed.contains("/mappa?aperto=ora"), "links go on saying now");
        let then = app.get("/centri?aperto=2026-03-02T09:00").await.text();
        assert!(then.contains("Una sede") && then.contains("Aperti il 2 marzo 2026 alle 9:00"), "{then}");
        let embed = app.get("/embed?open_at=now").await.text();
        assert!(
            embed.contains("data-site=\"2002\"") && !embed.contains("data-site=\"2001\"") && embed.contains("/mappa?aperto=ora"),
            "{embed}"
        );
        let wrong = app.get("/mappa?aperto=presto").await.text();
        assert!(wrong.contains("aperto = «presto»"), "{wrong}");
    });
}

/// 24 December 2026, 48 seconds before 15:00 in Italy.
fn christmas_eve() -> DateTime<Utc> {
    "2026-12-24T13:59:12Z".parse().expect("an instant")
}

#[test]
fn a_page_is_kept_no_longer_than_what_it_says_is_true() {
    story(async {
        let small = italy_with_hours().await;
        small
            .edit(
                "delete from site_hours where opens = '15:00';
                 update site_hours set weekday = 4 where weekday = 2;
                 update site_hours set closes = '15:00' where opens = '09:00'",
            )
            .await;
        let state = assemble(settings(), small.pools.clone(), christmas_eve).await.expect("the site is assembled");
        let app = TestApp::without_waiting(state);
        app.until("the mirror is read", async |app| app.state.mirror.is_loaded()).await;
        let answer = app.get("/centri/imola").await;
        // It closes at 15:00 in Italy, in 48 seconds.
        assert!(answer.text().contains("Aperto ora, chiude alle 15:00"), "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "public, max-age=48, must-revalidate");
    });
}
