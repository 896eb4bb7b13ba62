//! OGC API Tiles: the tileset says where tiles are, and there they are, byte for byte those of `/tiles`.

use axum::http::StatusCode;

use crate::support::{TestApp, story};

#[test]
fn a_tileset_leads_to_the_tiles_of_the_map() {
    story(async {
        let app = TestApp::small().await;
        for (collection, layer) in [
            ("sites", "centres"),
            ("regions", "regions"),
            ("provinces", "provinces"),
            ("municipalities", "municipalities"),
            ("coverage", "coverage"),
        ] {
            let described = app.get(&format!("/ogc/v1/collections/{collection}")).await.json();
            let links = described["links"].as_array().expect("links");
            assert!(links.iter().any(|link| link["rel"] == "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"), "{collection}");
            let list = app.get(&format!("/ogc/v1/collections/{collection}/tiles")).await.json();
            let short = &list["tilesets"][0];
            assert_eq!((&short["dataType"], &short["crs"]), (&"vector".into(), &"http://www.opengis.net/def/crs/EPSG/0/3857".into()));
            let own = short["links"][0]["href"].as_str().expect("an address").replace("https://centri.example.it", "");
            let tileset = app.get(&own).await.json();
            assert_eq!(tileset["tileMatrixSetURI"], "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad");
            assert_eq!(tileset["layers"][0]["id"], layer);
            let item = tileset["links"].as_array().expect("links").iter().find(|link| link["rel"] == "item").expect("tiles").clone();
            assert_eq!((&item["templated"], &item["type"]), (&true.into(), &"application/vnd.mapbox-vector-tile".into()));
            let template = item["href"].as_str().expect("a template").replace("https://centri.example.it", "");
            for (z, x, y) in [(6, 33, 23), (7, 67, 46), (8, 135, 92)] {
                let path = template
                    .replace("{tileMatrix}", &format!("{z}"))
                    .replace("{tileRow}", &format!("{y}"))
                    .replace("{tileCol}", &format!("{x}"));
                let here = app.get(&path).await;
                let there = app.get(&format!("/tiles/{layer}/{z}/{x}/{y}{}", if layer == "centres" { "?cluster=false" } else { "" })).await;
                assert_eq!(here.status, StatusCode::OK, "{path}: {}", here.text());
                assert_eq!(
                    (&here.body, here.header("etag"), here.header("content-type")),
                    (&there.body, there.header("etag"), "application/vnd.mapbox-vector-tile"),
                    "{path}"
                );
            }
            let limits = tileset["tileMatrixSetLimits"].as_array().expect("limits");
            let six = limits.iter().find(|one| one["tileMatrix"] == "6").expect("zoom 6");
            let within =
                |low: &str, high: &str, at: u64| (six[low].as_u64().expect("a row")..=six[high].as_u64().expect("a row")).contains(&at);
            assert!(within("minTileCol", "maxTileCol", 33) && within("minTileRow", "maxTileRow", 23), "{six}");
        }
        let filtered = app.get("/ogc/v1/collections/sites/tiles/WebMercatorQuad/6/23/33?network_role=hub").await;
        assert_eq!(filtered.body, app.get("/tiles/centres/6/33/23?cluster=false&network_role=hub").await.body);
        assert_eq!(app.get("/ogc/v1/collections/sites/tiles/WebMercatorQuad/6/0/0").await.status, StatusCode::NO_CONTENT);
        for lost in [
            "/ogc/v1/collections/centres/tiles",
            "/ogc/v1/collections/districts/tiles/WebMercatorQuad",
            "/ogc/v1/collections/districts/tiles/WebMercatorQuad/6/23/33",
            "/ogc/v1/collections/labels/tiles/WebMercatorQuad/6/23/33",
        ] {
            let answer = app.get(lost).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"), "{lost}");
        }
        assert_eq!(app.get("/ogc/v1/collections/sites/tiles/WebMercatorQuad/40/23/33").await.status, StatusCode::BAD_REQUEST);
    });
}
