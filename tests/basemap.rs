//! A PMTiles file of the operator's under our layers.

use crate::support::{TestApp, settings, story};

/// The smallest PMTiles v3 archive: one tile at zoom 0, nothing compressed.
fn archive(tile: &[u8]) -> Vec<u8> {
    let metadata = br#"{"name":"prova","vector_layers":[{"id":"strade","fields":{}}]}"#;
    // One entry: tile 0, run of 1, its length, and its offset plus one.
    let directory = [1_u8, 0, 1, u8::try_from(tile.len()).expect("a short tile"), 1];
    let (root, meta) = (127_u64, 127 + directory.len() as u64);
    let (leaves, data) = (meta + metadata.len() as u64, meta + metadata.len() as u64);
    let mut bytes = b"PMTiles\x03".to_vec();
    for number in [root, directory.len() as u64, meta, metadata.len() as u64, leaves, 0, data, tile.len() as u64, 1, 1, 1] {
        bytes.extend(number.to_le_bytes());
    }
    // Clustered, no compression inside or of tiles, MVT, zoom 0 to 0.
    bytes.extend([1, 1, 1, 1, 0, 0]);
    for degrees in [-180_i32, -85, 180, 85] {
        bytes.extend((degrees * 10_000_000).to_le_bytes());
    }
    bytes.push(0);
    bytes.extend([0_u8; 8]);
    assert_eq!(bytes.len(), 127);
    bytes.extend(directory);
    bytes.extend(metadata);
    bytes.extend(tile);
    bytes
}

#[test]
fn a_basemap_is_served_from_our_address_and_drawn_below_our_borders() {
    story(async {
        let file = std::env::temp_dir().join(format!("centri-{}.pmtiles", std::process::id()));
        // A tile with one empty layer named "strade", version 2.
        let tile = b"\x1a\x0a\x0a\x06strade\x78\x02".to_vec();
        std::fs::write(&file, archive(&tile)).expect("a file");
        let small = TestApp::small().await;
        let app = TestApp::over(small.pools.clone(), centri::config::ServeSettings { basemap: Some(file.clone()), ..settings() }).await;
        let described = app.get("/tiles/basemap").await.json();
        assert_eq!(described["tiles"][0], "https://centri.example.it/tiles/basemap/{z}/{x}/{y}");
        let served = app.get("/tiles/basemap/0/0/0").await;
        assert_eq!((served.status.as_u16(), &served.body), (200, &tile));
        assert_eq!(app.get("/tiles/basemap/3/1/1").await.status, 204);
        let style = app.get("/styles/map.json").await.json();
        let layers: Vec<&str> =
            style["layers"].as_array().expect("layers").iter().map(|layer| layer["id"].as_str().expect("an id")).collect();
        let basemap = layers.iter().position(|id| *id == "basemap-strade").expect("drawn");
        let ours =
            style["layers"].as_array().expect("layers").iter().position(|layer| layer["source-layer"] == "provinces").expect("borders");
        assert!(basemap < ours, "{layers:?}");
        assert_eq!(small.get("/tiles/basemap").await.status, 404, "without a file there is none");
        std::fs::remove_file(file).expect("tidied");
    });
}

#[test]
fn a_file_that_is_no_basemap_is_named_at_the_start() {
    story(async {
        let small = TestApp::small().await;
        let file = std::env::temp_dir().join(format!("centri-{}.txt", std::process::id()));
        std::fs::write(&file, "no map").expect("a file");
        let settings = centri::config::ServeSettings { basemap: Some(file.clone()), ..settings() };
        let error = centri::server::assemble(settings, small.pools.clone(), crate::support::clock).await.expect_err("refused");
        assert!(format!("{error:#}").contains("CENTRI_BASEMAP"), "{error:#}");
        std::fs::remove_file(file).expect("tidied");
    });
}
