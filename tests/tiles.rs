//! Tiles: what a browser, a proxy and a curious person ask of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode};
use mvt_reader::Reader;

use crate::support::counting::counted;
use crate::support::{Answer, TestApp, settings, story};

const TILE: &str = "/tiles/regions,centres/6/33/23?cluster=false";

/// The features of a layer: number and properties.
type Features = Vec<(u64, BTreeMap<String, String>)>;

/// The layers of a tile by name.
fn decode(body: &[u8]) -> BTreeMap<String, Features> {
    let reader = Reader::new(body.to_vec()).expect("a vector tile");
    let names = reader.get_layer_names().expect("names");
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let features = reader.get_features(at).expect("features");
            let features = features
                .into_iter()
                .map(|feature| {
                    let properties =
                        feature.properties.unwrap_or_default().into_iter().map(|(key, value)| (key, format!("{value:?}"))).collect();
                    (feature.id.expect("every feature has a number"), properties)
                })
                .collect();
            (name, features)
        })
        .collect()
}

fn ids(answer: &Answer, layer: &str) -> BTreeSet<u64> {
    decode(&answer.body).remove(layer).unwrap_or_default().into_iter().map(|(id, _)| id).collect()
}

#[test]
fn a_tile_holds_several_layers_and_the_same_request_gives_the_same_tag_twenty_times() {
    story(async {
        let app = TestApp::small().await;
        let first = app.get(TILE).await;
        assert_eq!(first.status, StatusCode::OK);
        assert_eq!(first.header("content-type"), "application/vnd.mapbox-vector-tile");
        assert_eq!(first.header("access-control-allow-origin"), "*");
        let layers = decode(&first.body);
        assert_eq!(layers.keys().collect::<Vec<_>>(), ["centres", "regions"]);
        assert_eq!(ids(&first, "centres"), BTreeSet::from([2001, 2002, 2003]));
        assert!(layers["centres"].iter().all(|(id, properties)| properties["id"].contains(&id.to_string())), "{layers:?}");
        assert_eq!(app.get(&TILE.replace("?", ".mvt?")).await.header("etag"), first.header("etag"));
        for _ in 0..20 {
            assert_eq!(app.get(TILE).await.header("etag"), first.header("etag"));
        }
    });
}

#[test]
fn a_held_tile_is_not_sent_again_and_each_encoding_has_its_own_tag() {
    story(async {
        let app = TestApp::small().await;
        let plain = app.get(TILE).await;
        let coded = app.get_with(TILE, &[("accept-encoding", "gzip, identity;q=0.5")]).await;
        assert_eq!(coded.header("content-encoding"), "gzip");
        assert_eq!(coded.header("vary"), "Accept-Encoding");
        assert_ne!(plain.header("etag"), coded.header("etag"));
        let mut opened = vec![];
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(coded.body.as_slice()), &mut opened).expect("gzip");
        assert_eq!(opened, plain.body);
        for (answer, accepted) in [(&plain, "identity"), (&coded, "gzip")] {
            let again = app.get_with(TILE, &[("accept-encoding", accepted), ("if-none-match", answer.header("etag"))]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED);
            assert!(again.body.is_empty());
            assert_eq!(again.header("etag"), answer.header("etag"));
        }
        let head = app.request(Method::HEAD, TILE, &[]).await;
        assert_eq!((head.status, head.body.len(), head.header("etag")), (StatusCode::OK, 0, plain.header("etag")));
    });
}

#[test]
fn what_is_held_already_costs_no_statement_and_a_cold_tile_costs_one_however_many_ask() {
    story(async {
        let template = TestApp::small().await;
        let (line, pools) = counted(&template.pools);
        let app = TestApp::over(pools, settings()).await;
        let mut held = vec![];
        for path in [
            "/tiles/regions,provinces,centres/7/67/46",
            "/tiles/centres/7/67/46?cluster=false&status=attiva",
            "/tiles/centres/9/271/185",
            "/api/v1/nearest?lon=11.3&lat=44.5",
            "/api/v1/sites?limit=50",
        ] {
            let answer = app.get_with(path, &[("accept-encoding", "gzip")]).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.header("etag").is_empty(), "{path}");
            held.push((path, answer.header("etag").to_owned()));
        }
        // The mirror looks at its log every five seconds: what is counted lies between two looks. A machine that is too busy for
        // so many questions is asked fewer.
        let mut proven = 0;
        for times in [400, 80, 16] {
            let before = line.statements();
            app.until("the mirror has looked at its log", async |_| line.statements() > before).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let (before, begun) = (line.statements(), Instant::now());
            for _ in 0..times {
                for (path, tag) in &held {
                    let again = app.get_with(path, &[("accept-encoding", "gzip"), ("if-none-match", tag)]).await;
                    assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
                }
            }
            if begun.elapsed() < Duration::from_secs(4) {
                assert_eq!(line.statements(), before, "a 304 asked PostgreSQL");
                proven = times;
                break;
            }
        }
        assert!(proven > 0, "the machine is too busy to tell");

        let before = line.statements();
        app.until("the mirror has looked at its log", async |_| line.statements() > before).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let before = line.statements();
        let askers = (0..64).map(|_| app.get("/tiles/provinces/6/33/23"));
        assert!(futures_util::future::join_all(askers).await.iter().all(|answer| answer.status == StatusCode::OK));
        let asked = line.statements() - before;
        // The question, and one to a connection that has been idle for a while, whether it still lives.
        assert!((1..=2).contains(&asked), "{asked} statements for one tile");
    });
}

#[test]
fn an_edit_gives_the_tile_another_tag_and_an_empty_tile_is_204() {
    story(async {
        let app = TestApp::small().await;
        let before = app.get(TILE).await;
        app.edit("update site set geom = st_setsrid(st_makepoint(11.31, 44.51), 4326) where public_id = 2002").await;
        app.settled().await;
        let after = app.get(TILE).await;
        assert_ne!(before.header("etag"), after.header("etag"));
        for empty in ["/tiles/centres/7/0/0", "/tiles/municipalities/5/16/11", "/tiles/labels/2/2/1"] {
            let answer = app.get(empty).await;
            assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0), "{empty}");
        }
    });
}

#[test]
fn filters_choose_the_sites_of_a_tile() {
    story(async {
        let app = TestApp::small().await;
        for (query, expected) in [
            ("service=mediazione_familiare", vec![2001]),
            ("service=mediazione_familiare&service=accoglienza_ascolto", vec![2001]),
            ("network_role=spoke", vec![2002]),
            ("province=039", vec![2003]),
            ("status=attiva", vec![2001, 2002]),
            ("age=5", vec![2001]),
            ("lang=it", vec![2001, 2002, 2003]),
        ] {
            let answer = app.get(&format!("/tiles/centres/6/33/23?cluster=false&{query}")).await;
            assert_eq!(ids(&answer, "centres"), expected.into_iter().collect(), "{query}");
        }
    });
}

#[test]
fn each_kind_of_bad_question_is_answered_by_a_problem_that_says_what_is_allowed() {
    story(async {
        let app = TestApp::small().await;
        for (path, status, parameter, told) in [
            ("/tiles/rivers/1/0/0", StatusCode::NOT_FOUND, "", "municipalities"),
            ("/tiles/centres,rivers", StatusCode::NOT_FOUND, "", "rivers"),
            ("/tiles/centres/3/8/0", StatusCode::BAD_REQUEST, "x", "0"),
            ("/tiles/centres/3/0/-1", StatusCode::BAD_REQUEST, "y", "7"),
            ("/tiles/centres/99/0/0", StatusCode::BAD_REQUEST, "z", "22"),
            ("/tiles/centres/a/0/0", StatusCode::BAD_REQUEST, "z", "22"),
            ("/tiles/centres/3/0/0?colour=red", StatusCode::BAD_REQUEST, "colour", "network_role"),
            ("/tiles/regions/3/0/0?service=pippi", StatusCode::BAD_REQUEST, "service", "sconosciuto"),
            ("/tiles/centres/3/0/0?service=spazio_neutro", StatusCode::BAD_REQUEST, "service", "mediazione_familiare"),
            ("/tiles/centres?region=99", StatusCode::BAD_REQUEST, "region", "sconosciuto"),
        ] {
            let answer = app.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
            assert_eq!(answer.header("cache-control"), "no-store");
            let problem = answer.json();
            assert!(answer.text().contains(told), "{path}: {problem}");
            if !parameter.is_empty() {
                assert_eq!(problem["errors"][0]["parameter"], parameter, "{path}: {problem}");
            }
        }
        let german = app.get_with("/tiles/centres/3/8/0", &[("accept-language", "de")]).await;
        assert_eq!(german.header("content-language"), "de");
        let posted = app.request(Method::POST, TILE, &[]).await;
        assert_eq!((posted.status, posted.header("content-type")), (StatusCode::METHOD_NOT_ALLOWED, "application/problem+json"));
    });
}

#[test]
fn tilejson_describes_the_layers_at_the_public_address_and_carries_the_filter() {
    story(async {
        let app = TestApp::small().await;
        let described = app.get("/tiles/centres,regions?network_role=spoke,hub").await.json();
        assert_eq!(described["tilejson"], "3.0.0");
        assert_eq!(
            described["tiles"][0],
            "https://centri.example.it/tiles/centres,regions/{z}/{x}/{y}?network_role=hub&network_role=spoke"
        );
        assert_eq!(described["vector_layers"][0]["id"], "centres");
        assert!(described["attribution"].as_str().expect("text").contains("ISTAT"));
        let catalogue = app.get("/tiles").await.json();
        assert_eq!(catalogue["layers"].as_array().expect("a list").len(), 6);
        // An address forged by a visitor is not believed.
        let forged = app.get_with("/tiles/centres", &[("x-forwarded-host", "evil.example.it"), ("host", "evil.example.it")]).await;
        assert!(!forged.text().contains("evil"));
    });
}

#[test]
fn each_unit_is_labelled_exactly_once_at_every_zoom() {
    story(async {
        let app = TestApp::italy().await;
        for (zoom, level, expected) in [(4_u8, "region", 20), (6, "province", 107), (8, "region", 20)] {
            let mut seen = BTreeMap::<String, usize>::new();
            let (west, north) = centri::geo::tile_of(centri::geo::Coordinates::parse(6.5, 47.2).expect("a point"), zoom);
            let (east, south) = centri::geo::tile_of(centri::geo::Coordinates::parse(18.7, 35.3).expect("a point"), zoom);
            for x in west..=east {
                for y in north..=south {
                    let answer = app.get(&format!("/tiles/labels/{zoom}/{x}/{y}")).await;
                    if answer.status == StatusCode::NO_CONTENT {
                        continue;
                    }
                    for (_, properties) in decode(&answer.body).remove("labels").unwrap_or_default() {
                        if properties["level"].contains(level) {
                            *seen.entry(properties["code"].clone()).or_default() += 1;
                        }
                    }
                }
            }
            assert_eq!(seen.len(), expected, "{level} at {zoom}");
            assert!(seen.values().all(|times| *times == 1), "{level} at {zoom}: {seen:?}");
        }
    });
}

#[test]
fn a_boundary_tile_stays_under_two_hundred_kilobytes_compressed() {
    story(async {
        let app = TestApp::italy().await;
        let mut largest = (0, String::new());
        for zoom in 4..=9_u8 {
            let (x, y) = centri::geo::tile_of(centri::geo::Coordinates::parse(9.3, 45.5).expect("a point"), zoom);
            for (dx, dy) in [(0, 0), (1, 0), (0, 1)] {
                let path = format!("/tiles/regions,provinces,municipalities,labels/{zoom}/{}/{}", x + dx, y + dy);
                let answer = app.get_with(&path, &[("accept-encoding", "gzip")]).await;
                largest = largest.max((answer.body.len(), path));
            }
        }
        eprintln!("largest boundary tile: {} bytes gzip, {}", largest.0, largest.1);
        assert!(largest.0 > 1_000 && largest.0 <= 200_000, "{largest:?}");
    });
}

#[test]
fn a_client_that_leaves_cancels_its_query() {
    story(async {
        let template = TestApp::small().await;
        // No timeout that could end the query in our stead.
        let limits = centri::database::PoolSettings { public_statement_limit: Duration::from_secs(3_600), ..Default::default() };
        let pools = centri::database::Pools::open(&template.pools.owner.connect_options(), &limits);
        let app = TestApp::over(pools, settings()).await;
        let mut editor = app.pools.owner.begin().await.expect("a transaction");
        sqlx::query("lock table region_shape in access exclusive mode").execute(&mut *editor).await.expect("locked");
        let asking = tokio::spawn({
            let app = app.clone();
            async move { app.get("/tiles/regions/7/67/46").await }
        });
        app.until("the tile's query waits for the lock", async |app| app.waiting_for_locks().await == 1).await;
        asking.abort();
        app.until("the query is cancelled", async |app| app.waiting_for_locks().await == 0).await;
        editor.rollback().await.expect("unlocked");
        assert_eq!(app.get("/tiles/regions/7/67/46").await.status, StatusCode::OK, "its connection serves again");
    });
}
