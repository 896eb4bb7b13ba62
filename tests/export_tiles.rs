//! Tiles as a file: written from a small Italy, read back by serving it, and what happens when that cannot be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use centri::config::{NamedFile, ServeSettings};
use centri::tiles::export::{Wanted, export};
use centri::tiles::{LAYERS, layer};

use crate::support::{Answer, TestApp, clock, settings, story};

/// A folder of the story's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn wanted(ids: &[&str], zooms: (u8, u8)) -> Wanted {
    let layers = ids.iter().map(|id| layer(id).expect("a layer")).collect();
    Wanted { layers, zooms, bbox: None, filters: vec![], clustered: true, with_demo: false }
}

fn everything(zooms: (u8, u8)) -> Wanted {
    wanted(&LAYERS.map(|layer| layer.id), zooms)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The same data served with a file beside our layers.
async fn serving(app: &TestApp, name: &str, file: &Path) -> TestApp {
    let pmtiles = vec![NamedFile { name: name.into(), file: file.to_owned() }];
    TestApp::over(app.pools.clone(), ServeSettings { pmtiles, ..settings() }).await
}

/// Every tile of a zoom that lies within a tile of another zoom.
fn inside(z: u8, (at, x, y): (u8, u32, u32)) -> impl Iterator<Item = (u8, u32, u32)> {
    let deeper = z - at;
    let side = 1_u32 << deeper;
    (0..side * side).map(move |place| (z, (x << deeper) + place % side, (y << deeper) + place / side))
}

/// Asserts that the file holds what the server answers, there and nowhere else; how many tiles have something.
async fn same(app: &TestApp, layers: &str, query: &str, tiles: impl Iterator<Item = (u8, u32, u32)>) -> u64 {
    let mut count = 0;
    for (z, x, y) in tiles {
        let ours = app.get(&format!("/tiles/{layers}/{z}/{x}/{y}{query}")).await;
        let stored = app.get(&format!("/tiles/italia/{z}/{x}/{y}")).await;
        assert_eq!((ours.status, ours.body == stored.body), (stored.status, true), "{z}/{x}/{y}");
        count += u64::from(ours.status == 200);
    }
    count
}

#[test]
fn an_export_holds_the_tiles_of_the_server_and_another_serves_it_as_a_layer() {
    story(async {
        let folder = folder("export");
        let file = folder.join("italia.pmtiles");
        let app = TestApp::small().await;
        let written = export(&app.pools.public, &everything((0, 8)), &file, clock()).await.expect("written");
        assert_eq!((names(&folder), written.bytes), (vec!["italia.pmtiles".to_owned()], std::fs::metadata(&file).expect("a file").len()));

        let app = serving(&app, "italia", &file).await;
        let layers = LAYERS.map(|layer| layer.id).join(",");
        let mut found = 0;
        for z in 0..=4 {
            found += same(&app, &layers, "?filter=demo=false", inside(z, (0, 0, 0))).await;
        }
        // From there on what lies in the two tiles of zoom 4 that hold the land.
        for z in 5..=8 {
            for top in [(4, 8, 5), (4, 8, 6)] {
                found += same(&app, &layers, "?filter=demo=false", inside(z, top)).await;
            }
        }
        assert_eq!(found, written.tiles, "no tile beyond those the server has");

        let catalogue = app.get("/tiles").await.json();
        let listed = catalogue["layers"].as_array().expect("layers").last().expect("a layer").clone();
        assert_eq!((listed["id"].as_str(), listed["minzoom"].as_u64(), listed["maxzoom"].as_u64()), (Some("italia"), Some(0), Some(8)));
        assert_eq!(listed["tilejson"], "https://centri.example.it/tiles/italia");
        let told = app.get("/tiles/italia").await;
        assert_eq!(told.text().matches("\"bounds\"").count(), 1, "{}", told.text());
        let told = told.json();
        assert_eq!(
            (told["name"].as_str(), told["tiles"][0].as_str()),
            (Some("italia"), Some("https://centri.example.it/tiles/italia/{z}/{x}/{y}"))
        );
        assert_eq!((told["attribution"].as_str(), told["date"].as_str()), (Some("Prova (CC0)"), Some("2026-03-03T09:00:00Z")));
        assert_eq!(told["sources"][0]["licence"], "CC0");
        let described: Vec<&str> = told["vector_layers"].as_array().expect("layers").iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(described, LAYERS.map(|layer| layer.id));

        let tile = app.get_with("/tiles/italia/6/33/23.pbf", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((tile.header("content-encoding"), tile.header("cache-control")), ("gzip", "public, no-cache"));
        assert_eq!((tile.header("content-type"), tile.header("vary")), ("application/vnd.mapbox-vector-tile", "Accept-Encoding"));
        let again = |tag: String, accepted: &'static str| {
            let app = app.clone();
            async move { app.get_with("/tiles/italia/6/33/23", &[("accept-encoding", accepted), ("if-none-match", &tag)]).await.status }
        };
        assert_eq!(again(tile.header("etag").to_owned(), "gzip").await, 304);
        assert_eq!(again(tile.header("etag").to_owned(), "br").await, 200, "plain bytes are another representation");
        assert_eq!(app.get("/tiles/italia/6/0/0").await.status, 204);
        let refused = app.get("/tiles/italia,centres/6/33/23").await;
        assert_eq!((refused.status.as_u16(), refused.text().contains("«italia»")), (400, true), "{}", refused.text());
        assert_eq!(app.get("/tiles/centres,italia").await.status, 400);
        assert_eq!(app.get("/tiles/italia/6/33/23?region=08").await.status, 400, "a file cannot be filtered");
        assert!(app.get("/tiles/strade").await.text().contains("centres, coverage, italia"));
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn a_box_a_filter_and_the_first_zoom_leave_out_the_rest_and_nothing_more() {
    story(async {
        let folder = folder("choice");
        let file = folder.join("italia.pmtiles");
        let app = TestApp::small().await;
        let filters =
            vec![("region".to_owned(), "08".to_owned()), ("filter".to_owned(), "status = 'attiva' OR slug = 'faenza'".to_owned())];
        let wanted = Wanted { filters, clustered: false, ..wanted(&["centres"], (7, 8)) };
        let written = export(&app.pools.public, &wanted, &file, clock()).await.expect("written");
        let served = serving(&app, "italia", &file).await;
        let query = "?region=08&cluster=false&filter=status='attiva'%20OR%20slug='faenza'";
        let found =
            same(&served, "centres", query, inside(7, (4, 8, 5))).await + same(&served, "centres", query, inside(8, (4, 8, 5))).await;
        assert_eq!(found, written.tiles);
        assert_eq!(served.get("/tiles/italia/6/33/23").await.status, 204, "that zoom is not in the file");

        // A box around Imola alone: tiles that only lie beside it are not in the file.
        let bbox = Some("11.29,44.49,11.31,44.51".parse().expect("a box"));
        let written = export(&app.pools.public, &Wanted { bbox, ..everything((12, 12)) }, &file, clock()).await.expect("written");
        assert!((1..=4).contains(&written.tiles), "{written:?}");
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

/// At zoom 6 the three sites beyond the edge of tile 6/34/24 are one sign too far to reach into it; at zoom 7 the first stands
/// alone and does. Nothing is drawn in the tile above, and still those below are looked at.
#[test]
fn an_empty_tile_does_not_hide_what_stands_below_it() {
    story(async {
        let folder = folder("below");
        let file = folder.join("italia.pmtiles");
        let app = TestApp::small().await;
        for (number, lon) in [(2101, 16.975), (2102, 17.525), (2103, 17.525)] {
            app.edit(&format!(
                "insert into site (public_id, centre_id, external_id, kind, status, municipality_id, geom, precision, position_visibility, source_id)
                 select {number}, s.centre_id, 'x{number}', s.kind, s.status, s.municipality_id, st_setsrid(st_makepoint({lon}, 39.0), 4326), 'via', 'pubblica', 1
                 from site s where s.public_id = 2004"
            ))
            .await;
        }
        app.settled().await;
        assert_eq!(app.get("/tiles/centres/6/34/24").await.status, 204);
        assert_eq!(app.get("/tiles/centres/7/69/48").await.status, 200);
        export(&app.pools.public, &wanted(&["centres"], (0, 7)), &file, clock()).await.expect("written");
        let served = serving(&app, "italia", &file).await;
        assert_eq!(same(&served, "centres", "?filter=demo=false", inside(7, (6, 34, 24))).await, 1);
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn invented_centres_stay_at_home_unless_asked_for_and_protected_ones_always() {
    story(async {
        let folder = folder("demo");
        let file = folder.join("italia.pmtiles");
        let app = TestApp::small().await;
        app.edit("update centre set demo = true where slug = 'imola'; update site set demo = true where public_id = 2002").await;
        app.settled().await;
        let text = |answer: Answer| String::from_utf8_lossy(&answer.body).into_owned();
        // An app that goes takes the connections along, which all of them share.
        let mut apps = vec![];
        for (with_demo, expected) in [(false, false), (true, true)] {
            let wanted = Wanted { with_demo, clustered: false, ..everything((6, 6)) };
            export(&app.pools.public, &wanted, &file, clock()).await.expect("written");
            let served = serving(&app, "italia", &file).await;
            let tile = text(served.get("/tiles/italia/6/33/23").await) + &text(served.get("/tiles/italia/6/34/23").await);
            assert_eq!(tile.contains("Centro per le famiglie di Imola"), expected);
            assert!(tile.contains("Navile") && !tile.contains("quieto") && !tile.contains("nascosto"));
            assert_eq!(served.get("/tiles/italia").await.json()["demo"], with_demo);
            apps.push(served);
        }
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn whatever_goes_wrong_leaves_no_half_file_and_keeps_the_old_one() {
    story(async {
        let folder = folder("wrong");
        let file = folder.join("italia.pmtiles");
        std::fs::write(&file, "an older export").expect("a file");
        let app = TestApp::small().await;
        let refused = async |wanted: &Wanted, output: &Path| {
            let error = export(&app.pools.public, wanted, output, clock()).await.expect_err("refused");
            assert_eq!(names(&folder), ["italia.pmtiles"]);
            format!("{error:#}")
        };
        let all = everything((0, 3));
        let told = refused(&all, &folder.join("manca/italia.pmtiles")).await;
        assert!(told.contains("manca/italia.pmtiles non si può scrivere: controllare che la cartella esista"), "{told}");
        let told = refused(&all, &folder).await;
        assert!(told.contains("non è un nome di file"), "{told}");
        for (name, value, expected) in [
            ("regione", "08", "regione: parametro sconosciuto"),
            ("region", "99", "region: codice sconosciuto"),
            ("filter", "colore = 'blu'", "filter: "),
            ("filter", "demo = true) OR (demo = true", "filter: "),
        ] {
            let told = refused(&Wanted { filters: vec![(name.to_owned(), value.to_owned())], ..all.clone() }, &file).await;
            assert!(told.contains(expected), "{told}");
        }
        let nothing = Wanted { filters: vec![("filter".to_owned(), "slug = 'nessuno'".to_owned())], ..wanted(&["centres"], (0, 3)) };
        assert!(refused(&nothing, &file).await.contains("non c'è nulla da scrivere"));

        // The database does not answer in the middle of it, and the person at the terminal gives up.
        let mut lock = app.pools.owner.begin().await.expect("a transaction");
        sqlx::query("lock table province_shape in access exclusive mode").execute(&mut *lock).await.expect("locked");
        let seven = everything((0, 6));
        let interrupted = tokio::time::timeout(Duration::from_millis(1_500), export(&app.pools.public, &seven, &file, clock()));
        let begun = async {
            tokio::time::sleep(Duration::from_millis(700)).await;
            assert_eq!(names(&folder), ["italia.pmtiles", "italia.pmtiles.part"], "it was at work");
            let told = export(&app.pools.public, &all, &file, clock()).await.expect_err("refused");
            assert!(format!("{told:#}").contains("un'altra esportazione sta scrivendo"), "{told:#}");
        };
        assert!(tokio::join!(interrupted, begun).0.is_err());
        lock.rollback().await.expect("unlocked");
        assert_eq!(names(&folder), ["italia.pmtiles"]);
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "an older export");
        // What a killed export has left is no hindrance.
        std::fs::write(folder.join("italia.pmtiles.part"), "half an export").expect("a file");
        export(&app.pools.public, &all, &file, clock()).await.expect("written");
        assert_eq!(names(&folder), ["italia.pmtiles"]);
        assert!(std::fs::read(&file).expect("a file").starts_with(b"PMTiles\x03"));
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn a_file_replaced_by_a_newer_export_is_served_without_a_restart() {
    story(async {
        let folder = folder("newer");
        let file = folder.join("italia.pmtiles");
        let app = TestApp::small().await;
        export(&app.pools.public, &wanted(&["centres"], (0, 6)), &file, clock()).await.expect("written");
        let served = serving(&app, "italia", &file).await;
        let before = served.get("/tiles/italia/6/33/23").await;
        app.edit("update centre set name = 'Centro con un altro nome' where slug = 'bologna-navile'").await;
        app.settled().await;
        export(&app.pools.public, &wanted(&["centres", "regions"], (0, 7)), &file, clock()).await.expect("written");
        let after = served.get("/tiles/italia/6/33/23").await;
        assert!(before.status == 200 && after.status == 200 && before.header("etag") != after.header("etag"));
        assert!(String::from_utf8_lossy(&after.body).contains("Centro con un altro nome"));
        assert_eq!(served.get("/tiles/italia").await.json()["maxzoom"], 7);
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}

#[test]
fn a_file_that_cannot_be_a_layer_is_named_at_the_start_with_what_to_do() {
    story(async {
        let folder = folder("refused");
        let (good, text, cut) = (folder.join("italia.pmtiles"), folder.join("testo.pmtiles"), folder.join("meta.pmtiles"));
        let app = TestApp::small().await;
        export(&app.pools.public, &wanted(&["regions"], (0, 4)), &good, clock()).await.expect("written");
        std::fs::write(&text, "no map ".repeat(100)).expect("a file");
        let bytes = std::fs::read(&good).expect("a file");
        std::fs::write(&cut, &bytes[..bytes.len() - 10]).expect("a file");
        let missing = folder.join("manca.pmtiles");
        for (layers, expected) in [
            (vec![("italia", &missing)], "manca.pmtiles cannot be opened"),
            (vec![("italia", &text)], "testo.pmtiles is not a PMTiles file"),
            (vec![("italia", &cut)], "meta.pmtiles is not whole"),
            (vec![("italia", &folder)], "is not a PMTiles file"),
            (vec![("centres", &good)], "a layer of ours"),
            (vec![("basemap", &good)], "a layer of ours"),
            (vec![("coverage", &good)], "a layer of ours"),
            (vec![("italia", &good), ("italia", &good)], "two files \"italia\""),
        ] {
            let pmtiles = layers.into_iter().map(|(name, file)| NamedFile { name: name.into(), file: file.clone() }).collect();
            let settings = ServeSettings { pmtiles, ..settings() };
            let error = centri::server::assemble(settings, app.pools.clone(), clock).await.expect_err("refused");
            let told = format!("{error:#}");
            assert!(told.contains("CENTRI_PMTILES") && told.contains(expected), "{told}");
        }
        std::fs::remove_dir_all(folder).expect("tidied");
    });
}
