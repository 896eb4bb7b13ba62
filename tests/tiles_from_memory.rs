//! The layer of centres is drawn from memory: it must be what PostGIS would draw, clusters must add up, edits must
//! reach every tile they touch at once and no other.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use centri::geo::{Coordinates, tile_bounds, tile_of};
use mvt_reader::Reader;

use crate::nearest::Random;
use crate::support::{TestApp, long, settings, story};

/// One feature of a tile: where, and what it says.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    x: f32,
    y: f32,
    says: BTreeMap<String, String>,
}

impl Drawn {
    /// Neighbouring tiles draw it too, but it belongs to the tile its point falls in.
    fn own(&self) -> bool {
        (0.0..4096.0).contains(&self.x) && (0.0..4096.0).contains(&self.y)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.says.get(name).map(|value| value.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a number"))
    }

    fn count(&self) -> u64 {
        self.number("point_count").unwrap_or(1)
    }
}

fn drawn(body: &[u8]) -> Vec<Drawn> {
    if body.is_empty() {
        return vec![];
    }
    let reader = Reader::new(body.to_vec()).expect("a vector tile");
    assert_eq!(reader.get_layer_names().expect("names"), ["centres"]);
    let features = reader.get_features(0).expect("features");
    features
        .into_iter()
        .map(|feature| {
            let says: BTreeMap<String, String> =
                feature.properties.unwrap_or_default().into_iter().map(|(key, value)| (key, plain(&format!("{value:?}")))).collect();
            if let Some(id) = feature.id {
                assert_eq!(says["id"], id.to_string(), "the number is both id and attribute");
            }
            let place = format!("{:?}", feature.geometry);
            let pair = place.trim_start_matches(|letter: char| !letter.is_ascii_digit() && letter != '-').trim_end_matches(')');
            let (x, y) = pair.split_once(' ').unwrap_or_else(|| panic!("not a point: {place}"));
            Drawn { x: x.parse().expect("a number"), y: y.parse().expect("a number"), says }
        })
        .collect()
}

/// `Int(7)`, `UInt(7)` and `SInt(7)` say the same.
fn plain(value: &str) -> String {
    let inside = value.split_once('(').map_or(value, |(_, rest)| rest.strip_suffix(')').unwrap_or(rest));
    inside.trim_matches('"').to_owned()
}

async fn tile(app: &TestApp, z: u8, x: u32, y: u32, query: &str) -> Vec<Drawn> {
    let answer = app.get(&format!("/tiles/centres/{z}/{x}/{y}?{query}")).await;
    assert!([StatusCode::OK, StatusCode::NO_CONTENT].contains(&answer.status), "{}", answer.text());
    drawn(&answer.body)
}

/// All tiles of a zoom over Italy.
fn tiles_of(z: u8) -> Vec<(u32, u32)> {
    let (west, north) = tile_of(Coordinates::parse(6.5, 47.3).expect("a point"), z);
    let (east, south) = tile_of(Coordinates::parse(18.8, 35.2).expect("a point"), z);
    (west..=east).flat_map(|x| (north..=south).map(move |y| (x, y))).collect()
}

const FILTERS: [&str; 6] =
    ["", "service=mediazione_familiare", "region=08&region=20", "network_role=hub,spoke&status=attiva", "need=crescere_insieme", "age=5"];

#[test]
fn a_tile_from_memory_is_the_tile_of_postgis_feature_by_feature() {
    story(async {
        let app = TestApp::italy().await;
        let statement = include_str!("../tiles/centres.sql");
        let mut random = Random(4);
        let mut compared = 0;
        for number in 0..if long() { 1_000 } else { 90 } {
            let filter = FILTERS[number % FILTERS.len()];
            let z = 3 + (random.next() % 12) as u8;
            let all = app.state.mirror.snapshot();
            // Where something is: the tile of a site, or a neighbour of it, so that what reaches in is compared too.
            let site = &all.sites[(random.next() % all.sites.len() as u64) as usize];
            let Some(position) = &site.position else { continue };
            let (x, y) = tile_of(position.at, z);
            let (x, y) = (x + (random.next() % 2) as u32, y + (random.next() % 2) as u32);
            let ids: Vec<i64> = {
                let list = app.get(&format!("/api/v1/sites?limit=1000&{filter}")).await.json();
                list["items"].as_array().expect("a list").iter().map(|item| item["id"].as_i64().expect("a number")).collect()
            };
            let ours = tile(&app, z, x, y, &format!("cluster=false&{filter}")).await;
            let theirs: Option<Vec<u8>> = sqlx::query_scalar(statement)
                .bind(i32::from(z))
                .bind(i32::try_from(x).expect("a column"))
                .bind(i32::try_from(y).expect("a row"))
                .bind(&ids)
                .fetch_one(&app.pools.public)
                .await
                .expect("a tile");
            let theirs = drawn(&theirs.unwrap_or_default());
            let by_id = |features: &[Drawn]| {
                features.iter().map(|one| (one.number("id").expect("a number"), one.clone())).collect::<BTreeMap<_, _>>()
            };
            let (ours, theirs) = (by_id(&ours), by_id(&theirs));
            // At the very edge of what reaches in, one unit decides: there either may have it.
            let edge = |one: &Drawn| [one.x, one.y].iter().any(|value| (*value + 256.0).abs() <= 1.0 || (*value - 4352.0).abs() <= 1.0);
            for (id, one) in ours.iter().chain(&theirs) {
                let (Some(here), Some(there)) = (ours.get(id), theirs.get(id)) else {
                    assert!(edge(one), "{z}/{x}/{y} {filter}: {id} stands in one of them only: {one:?}");
                    continue;
                };
                assert!((here.x - there.x).abs() <= 1.0 && (here.y - there.y).abs() <= 1.0, "{z}/{x}/{y}: {here:?} {there:?}");
                assert_eq!(here.says, there.says, "{z}/{x}/{y} {filter}");
                compared += 1;
            }
        }
        assert!(compared > 200, "only {compared} features were compared");
    });
}

#[test]
fn a_site_reaches_into_a_tile_where_the_cluster_it_is_drawn_in_does_not() {
    story(async {
        let app = TestApp::small().await;
        // Nothing else stands near: only what reaches in from above can be in the tile.
        let z = 9;
        let (x, y) = tile_of(Coordinates::parse(8.0, 42.0).expect("a point"), z);
        let bounds = tile_bounds(z, x, y).expect("a tile");
        let unit = 360.0 / f64::from(1_u32 << z) / 4096.0;
        let (lon, edge) = (bounds.min_lon() + 2_300.0 * unit, bounds.max_lat());
        // At this latitude a unit of height is shorter in degrees by its cosine. One stands 200 units outside, the other 500:
        // both in one cell, whose cluster lies further out than the 256 units that reach in.
        let height = unit * edge.to_radians().cos();
        for (id, away) in [(2001, 200.0), (2002, 500.0)] {
            let lat = edge + away * height;
            app.edit(&format!("update site set geom = st_setsrid(st_makepoint({lon}, {lat}), 4326) where public_id = {id}")).await;
        }
        app.settled().await;
        let alone = tile(&app, z, x, y, "cluster=false").await;
        assert_eq!(alone.iter().map(|one| one.number("id")).collect::<Vec<_>>(), [Some(2001)]);
        assert!((-201.0..=-199.0).contains(&alone[0].y), "{alone:?}");
        assert_eq!(tile(&app, z, x, y, "").await, []);
        let above = tile(&app, z, x, y - 1, "").await;
        assert_eq!(above.iter().map(Drawn::count).sum::<u64>(), 2, "{above:?}");
    });
}

#[test]
fn at_every_zoom_the_counts_of_all_tiles_add_up_and_no_site_is_in_two_clusters() {
    story(async {
        let app = TestApp::italy().await;
        let deepest = if long() { 9 } else { 7 };
        for filter in FILTERS {
            let expected =
                app.get(&format!("/api/v1/sites?limit=1&{filter}")).await.json()["number_positioned"].as_u64().expect("a number");
            for z in 0..=deepest {
                let mut total = 0;
                let mut seen = BTreeSet::new();
                for (x, y) in tiles_of(z) {
                    for one in tile(&app, z, x, y, filter).await.iter().filter(|one| one.own()) {
                        total += one.count();
                        let members = match one.says.get("cluster_id") {
                            None => vec![one.number("id").expect("a number")],
                            // Members by the interface: they must be as many as the cluster says.
                            Some(cluster) if z == 5 => {
                                let list = app.get(&format!("/api/v1/sites?limit=1000&cluster={cluster}&{filter}")).await.json();
                                assert_eq!(list["number_matched"].as_u64(), Some(one.count()), "{cluster}");
                                list["items"]
                                    .as_array()
                                    .expect("a list")
                                    .iter()
                                    .map(|item| item["id"].as_u64().expect("a number"))
                                    .collect()
                            }
                            Some(_) => vec![],
                        };
                        members.into_iter().for_each(|id| assert!(seen.insert(id), "{id} stands twice at zoom {z}"));
                    }
                }
                assert_eq!(total, expected, "zoom {z}, {filter}");
                if z == 5 {
                    assert_eq!(seen.len() as u64, expected, "every site is itself or a member");
                }
            }
        }
    });
}

#[test]
fn a_cluster_falls_apart_at_the_zoom_it_says_and_not_before() {
    story(async {
        let app = TestApp::italy().await;
        let mut opened = 0;
        for (x, y) in tiles_of(4) {
            for cluster in tile(&app, 4, x, y, "").await.iter().filter(|one| one.own() && one.count() > 1) {
                let opens = u8::try_from(cluster.number("expansion_zoom").expect("a zoom")).expect("a small number");
                assert!((5..=15).contains(&opens), "{cluster:?}");
                let list = app.get(&format!("/api/v1/sites?limit=1000&cluster={}", cluster.says["cluster_id"])).await.json();
                let items = list["items"].as_array().expect("a list");
                let points: Vec<Coordinates> = items
                    .iter()
                    .map(|item| {
                        Coordinates::parse(item["lon"].as_f64().expect("lon"), item["lat"].as_f64().expect("lat")).expect("a point")
                    })
                    .collect();
                // One cell is three zooms deeper than the tile.
                let apart = |z: u8| points.iter().map(|at| tile_of(*at, z + 3)).collect::<BTreeSet<_>>().len() > 1;
                if opens <= 13 {
                    assert!(apart(opens), "{cluster:?} does not open at {opens}");
                    opened += 1;
                }
                assert!(!apart((opens - 1).min(13)), "{cluster:?} opens before {opens}");
            }
        }
        assert!(opened > 10, "only {opened} clusters were opened");
    });
}

#[test]
fn sites_at_one_address_are_one_mark_at_every_zoom_and_all_can_be_reached() {
    story(async {
        let app = TestApp::small().await;
        app.edit("update site set geom = (select geom from site where public_id = 2001) where public_id = 2002").await;
        app.settled().await;
        let at = Coordinates::parse(11.1, 44.5).expect("a point");
        let here = app.state.mirror.snapshot().site(2001).and_then(|site| site.position.clone()).map_or(at, |position| position.at);
        for z in [0, 9, 13, 14, 18, 22] {
            let (x, y) = tile_of(here, z);
            let marks: Vec<Drawn> = tile(&app, z, x, y, "").await;
            let crowd = marks.iter().find(|one| one.own() && one.count() >= 2).unwrap_or_else(|| panic!("no cluster at {z}: {marks:?}"));
            let list = app.get(&format!("/api/v1/sites?cluster={}", crowd.says["cluster_id"])).await.json();
            let ids: BTreeSet<u64> =
                list["items"].as_array().expect("a list").iter().map(|item| item["id"].as_u64().expect("a number")).collect();
            assert!(ids.contains(&2001) && ids.contains(&2002), "{z}: {ids:?}");
            if z >= 13 {
                assert_eq!(crowd.number("expansion_zoom"), Some(15), "nothing more to open at {z}");
            }
        }
        let nonsense = app.get("/api/v1/sites?cluster=9-9999-1").await;
        assert_eq!((nonsense.status, nonsense.json()["errors"][0]["parameter"].clone()), (StatusCode::BAD_REQUEST, "cluster".into()));
    });
}

/// What an editor may do to a site.
fn edit(random: &mut Random, step: u64) -> String {
    let id = 2001 + random.next() % 6;
    let at = format!("st_setsrid(st_makepoint({:.6}, {:.6}), 4326)", random.between(11.0, 11.6), random.between(44.4, 44.6));
    match random.next() % 8 {
        0 | 1 => format!("update site set geom = {at}, precision = 'via' where public_id = {id} and geom is not null"),
        2 => format!("update site set name = 'Sede {step}' where public_id = {id}"),
        3 => "update centre set published = not published where slug = 'imola'".into(),
        4 => format!(
            "update site set position_visibility = case position_visibility when 'pubblica' then 'riservata' else 'pubblica' end where public_id = {id} and geom is not null"
        ),
        5 => format!("update site set status = case status when 'attiva' then 'sospesa' else 'attiva' end where public_id = {id}"),
        6 => format!(
            "insert into site (public_id, external_id, centre_id, kind, status, municipality_id, geom, precision, source_id)
             select {0}, 'prova-{0}', centre_id, kind, status, municipality_id, {at}, 'via', source_id from site where public_id = 2001",
            3_000 + step
        ),
        _ => "delete from site where public_id >= 3000 and public_id % 2 = 0".into(),
    }
}

#[test]
fn after_any_edit_every_tile_of_two_processes_is_as_if_made_anew_and_the_others_keep_their_tag() {
    story(async {
        let app = TestApp::small().await;
        let other = TestApp::over(app.pools.clone(), settings()).await;
        // A third that keeps no tile: what it says is fresh by construction.
        let fresh = TestApp::over(app.pools.clone(), centri::config::ServeSettings { tile_cache_mb: 0, ..settings() }).await;
        let mut addresses = vec![];
        for z in [0_u8, 4, 7, 9, 11, 13, 14] {
            let (west, north) = tile_of(Coordinates::parse(10.95, 44.62).expect("a point"), z);
            let (east, south) = tile_of(Coordinates::parse(11.65, 44.38).expect("a point"), z);
            for x in (west..=east).step_by(1 + (east - west) as usize / 4) {
                for y in (north..=south).step_by(1 + (south - north) as usize / 4) {
                    for query in ["", "cluster=false", "status=attiva"] {
                        addresses.push(format!("/tiles/centres/{z}/{x}/{y}?{query}"));
                    }
                    addresses.push(format!("/tiles/regions,centres/{z}/{x}/{y}"));
                }
            }
        }
        let mut random = Random(11);
        let mut tags: BTreeMap<String, (StatusCode, String, Vec<u8>)> = BTreeMap::new();
        let (mut changed, mut same) = (0, 0);
        for step in 0..if long() { 600 } else { 25 } {
            app.edit(&edit(&mut random, step)).await;
            for one in [&app, &other, &fresh] {
                one.settled().await;
            }
            for address in &addresses {
                let truth = fresh.get(address).await;
                for one in [&app, &other] {
                    let served = one.get(address).await;
                    assert_eq!((served.status, served.header("etag")), (truth.status, truth.header("etag")), "{address} after step {step}");
                    assert!(served.body == truth.body, "{address} after step {step}");
                }
                let now = (truth.status, truth.header("etag").to_owned(), truth.body);
                match tags.insert(address.clone(), now.clone()) {
                    Some(before) if before.2 == now.2 => {
                        assert_eq!(before.1, now.1, "{address} says the same under another tag");
                        same += 1;
                    }
                    Some(_) => changed += 1,
                    None => {}
                }
            }
        }
        assert!(changed > 50 && same > 50, "{changed} tiles changed, {same} did not");
    });
}

#[test]
fn an_edit_far_away_throws_no_tile_away() {
    story(async {
        let app = TestApp::small().await;
        let (x, y) = tile_of(Coordinates::parse(11.15, 44.52).expect("a point"), 9);
        let bologna = &format!("/tiles/centres/9/{x}/{y}?cluster=false");
        let before = app.get(bologna).await;
        assert_eq!(before.status, StatusCode::OK);
        let held = app.state.tiles.cached_bytes();
        app.edit("update site set name = 'Altro nome' where public_id = 2004").await;
        app.settled().await;
        assert_eq!(app.state.tiles.cached_bytes(), held, "Cagliari is not seen from Bologna");
        app.edit("update site set name = 'Altro nome' where public_id = 2001").await;
        app.settled().await;
        assert!(app.state.tiles.cached_bytes() < held);
        assert_ne!(app.get(bologna).await.header("etag"), before.header("etag"));
    });
}

#[test]
fn sixty_four_askers_of_a_cold_tile_cause_one_question_to_postgis() {
    story(async {
        let app = TestApp::small().await;
        let mut editor = app.pools.owner.begin().await.expect("a transaction");
        sqlx::query("lock table region_shape in access exclusive mode").execute(&mut *editor).await.expect("locked");
        let askers: Vec<_> = (0..64)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move { app.get("/tiles/regions,centres/7/67/46").await })
            })
            .collect();
        app.until("a question waits for the lock", async |app| app.waiting_for_locks().await > 0).await;
        // All have asked by now: the one that waits is the only one there will be.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert_eq!(app.waiting_for_locks().await, 1);
        editor.rollback().await.expect("unlocked");
        for asker in askers {
            assert_eq!(asker.await.expect("answered").status, StatusCode::OK);
        }
    });
}

#[test]
fn what_has_been_asked_once_is_answered_without_postgis_until_it_changes() {
    story(async {
        let app = TestApp::small().await;
        let address = "/tiles/regions,provinces,centres/7/67/46";
        let first = app.get_with(address, &[("accept-encoding", "gzip")]).await;
        assert_eq!(first.status, StatusCode::OK);
        app.pools.public.close().await;
        app.until("the site notices", async |app| app.get("/health/ready").await.status == 503).await;
        let again = app.get_with(address, &[("accept-encoding", "gzip"), ("if-none-match", first.header("etag"))]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "no statement could be sent");
        assert_eq!(app.get_with(address, &[("accept-encoding", "gzip")]).await.body, first.body);
        assert_eq!(app.get("/tiles/centres/7/67/46?status=attiva").await.status, StatusCode::OK, "never asked before, from memory");
        assert_eq!(app.get("/tiles/labels/7/67/46").await.status, StatusCode::SERVICE_UNAVAILABLE);
    });
}

#[test]
fn a_site_hidden_or_withdrawn_leaves_every_tile_list_and_count_at_once() {
    story(async {
        for hiding in [
            "update site set position_visibility = 'riservata' where public_id = 2002",
            "update centre set published = false where slug = 'imola'",
            "delete from site where public_id = 2002",
        ] {
            let app = TestApp::small().await;
            let position = app.state.mirror.snapshot().site(2002).and_then(|site| site.position.clone()).expect("public");
            let addresses: Vec<String> = (0..=18)
                .flat_map(|z| {
                    let (x, y) = tile_of(position.at, z);
                    ["", "?cluster=false", "?network_role=spoke"].map(|query| format!("/tiles/centres/{z}/{x}/{y}{query}"))
                })
                .collect();
            let count = |tile: &[Drawn]| tile.iter().filter(|one| one.own()).map(Drawn::count).sum::<u64>();
            let mut before = vec![];
            for address in &addresses {
                before.push(count(&drawn(&app.get(address).await.body)));
            }
            app.edit(hiding).await;
            app.settled().await;
            for (address, before) in addresses.iter().zip(before) {
                assert_eq!(count(&drawn(&app.get(address).await.body)), before - 1, "{address} after {hiding}");
            }
            assert_eq!(app.get("/api/v1/sites/2002").await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn changes_that_commit_out_of_order_and_in_bulk_all_arrive() {
    story(async {
        let app = TestApp::small().await;
        // The earlier transaction takes its number first and commits last.
        let mut slow = app.pools.owner.begin().await.expect("a transaction");
        sqlx::query("update site set name = 'Lenta' where public_id = 2001").execute(&mut *slow).await.expect("changed");
        app.edit("update site set name = 'Svelta' where public_id = 2003").await;
        app.until("the quick one is shown", async |app| app.get("/api/v1/sites/2003").await.text().contains("Svelta")).await;
        slow.commit().await.expect("kept");
        app.until("the slow one is shown", async |app| app.get("/api/v1/sites/2001").await.text().contains("Lenta")).await;
        let bulk = "insert into centre (slug, external_id, name, network_role, recognition, published, source_id)
                    select 'massa-' || n, 'massa-' || n, 'Massa ' || n, 'unico', 'da_verificare', true, source_id from centre, generate_series(1, 2500) as n where slug = 'imola';
                    insert into site (centre_id, external_id, kind, status, municipality_id, geom, precision, source_id)
                    select c.id, c.external_id, 'sede_principale', 'attiva', s.municipality_id, st_setsrid(st_makepoint(11.0 + (c.id % 100) * 0.005, 44.4 + (c.id % 37) * 0.005), 4326), 'via', s.source_id
                    from centre c, site s where c.slug like 'massa-%' and s.public_id = 2001";
        app.edit(bulk).await;
        app.settled().await;
        let all = app.get("/api/v1/sites?limit=1").await.json();
        assert_eq!(all["number_matched"], 2505);
        let world = tile(&app, 0, 0, 0, "").await;
        assert_eq!(world.iter().map(Drawn::count).sum::<u64>(), all["number_positioned"].as_u64().expect("a number"));
        // Read row by row or whole, the same content has the same version.
        let read_whole = TestApp::over(app.pools.clone(), settings()).await;
        assert_eq!(read_whole.state.mirror.snapshot().version, app.state.mirror.snapshot().version);
    });
}
