//! `/downloads`: whole files with checksums that stand for one content, and nothing of what is protected or invented.

use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use crate::support::{TestApp, story};

const HOST: &str = "https://centri.example.it";

#[test]
fn the_manifest_says_size_and_checksum_of_every_file() {
    story(async {
        let app = TestApp::small().await;
        let manifest = app.get("/downloads").await;
        assert_eq!(manifest.status, StatusCode::OK, "{}", manifest.text());
        let manifest = manifest.json();
        let files = manifest["files"].as_array().expect("files");
        let names: Vec<&str> = files.iter().filter_map(|file| file["name"].as_str()).collect();
        let expected = [
            "centres.csv",
            "centres.fgb",
            "centres.geojson",
            "centres.gpkg",
            "centres.xlsx",
            "sites.csv",
            "sites.fgb",
            "sites.geojson",
            "sites.gpkg",
            "sites.xlsx",
        ];
        assert_eq!(names, expected);
        assert_eq!((&manifest["licence"], &manifest["date"]), (&"CC-BY-4.0".into(), &"2026-01-10".into()));
        for file in files {
            let path = file["url"].as_str().expect("an address").strip_prefix(HOST).expect("ours").to_owned();
            let answer = app.get(&path).await;
            assert_eq!((answer.status, answer.body.len() as u64), (StatusCode::OK, file["size"].as_u64().expect("a size")), "{path}");
            let sum: String = Sha256::digest(&answer.body).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file["sha256"], sum, "{path}");
            assert_eq!(answer.header("etag"), format!("\"{sum}\""));
            assert_eq!(answer.header("content-type"), file["media_type"], "{path}");
            assert_eq!(file["rows"], 5, "{path}");
        }
        let geojson = files.iter().find(|file| file["name"] == "centres.geojson").expect("GeoJSON");
        let document = app.get(geojson["url"].as_str().expect("an address").strip_prefix(HOST).expect("ours")).await.json();
        assert_eq!(document["features"].as_array().map(Vec::len), Some(5));
        let dictionary = app.get("/downloads/dictionary.csv").await.text();
        assert!(dictionary.starts_with("dataset,column,type,meaning\n") && dictionary.contains("sites,municipality_code,"), "{dictionary}");
        // Another process that holds the same content makes the same files.
        let other = TestApp::small().await;
        assert_eq!(other.get("/downloads").await.json(), manifest);
    });
}

#[test]
fn a_part_of_a_file_can_be_had_and_what_is_held_is_not_sent_again() {
    story(async {
        let app = TestApp::small().await;
        let latest = app.get("/downloads/latest/sites.csv").await;
        assert_eq!(latest.status, StatusCode::TEMPORARY_REDIRECT);
        let path = latest.header("location").to_owned();
        let whole = app.get(&path).await;
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let tag = whole.header("etag").to_owned();
        let first = app.get_with(&path, &[("range", "bytes=0-99")]).await;
        let rest = app.get_with(&path, &[("range", "bytes=100-"), ("if-range", &tag)]).await;
        assert_eq!((first.status, rest.status), (StatusCode::PARTIAL_CONTENT, StatusCode::PARTIAL_CONTENT));
        assert_eq!(first.header("content-range"), format!("bytes 0-99/{}", whole.body.len()));
        assert_eq!([first.body, rest.body].concat(), whole.body);
        assert_eq!(app.get_with(&path, &[("range", "bytes=999999-")]).await.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(app.get_with(&path, &[("range", "bytes=0-9"), ("if-range", "\"other\"")]).await.body, whole.body);
        assert_eq!(app.get_with(&path, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED);
        assert_eq!(app.get(&format!("{path}?x=1")).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(app.get("/downloads/latest/other.csv").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get("/downloads/nonsense/sites.csv").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn protecting_a_site_withdraws_every_file_it_was_in() {
    story(async {
        let app = TestApp::small().await;
        let before = app.get("/downloads/latest/sites.csv").await.header("location").to_owned();
        assert!(app.get(&before).await.text().contains("via dei Prova 2"));
        app.edit("update site set position_visibility = 'riservata' where public_id = 2002").await;
        app.settled().await;
        let gone = app.get(&before).await;
        assert_eq!((gone.status, gone.header("content-type")), (StatusCode::GONE, "application/problem+json"));
        assert_eq!(gone.json()["type"], "urn:centri:problem:gone");
        let after = app.get("/downloads/latest/sites.csv").await.header("location").to_owned();
        assert_ne!(before, after);
        let text = app.get(&after).await.text();
        assert!(!text.contains("via dei Prova 2") && !text.contains("2002"), "{text}");
        // An edition that never was looks like one that was withdrawn.
        let never = app.get("/downloads/0123456789abcdef/sites.csv").await;
        assert_eq!((never.status, never.body), (gone.status, gone.body));
        // What nobody may see moves nothing.
        app.edit("update site set address = 'altrove' where public_id = 2006").await;
        app.settled().await;
        assert_eq!(app.get("/downloads/latest/sites.csv").await.header("location"), after);
    });
}

#[test]
fn invented_rows_are_in_no_file_and_move_none() {
    story(async {
        let app = TestApp::small().await;
        let before = app.get("/downloads/latest/centres.csv").await.header("location").to_owned();
        app.edit(
            "insert into centre (public_id, external_id, slug, name, recognition, network_role, published, demo, source_id)
             values (1999, 'inventato', 'inventato', 'Centro inventato', 'da_verificare', 'unico', true, true, 1);
             insert into site (public_id, centre_id, external_id, kind, status, municipality_id, position_visibility, demo, source_id)
             select 2999, c.id, 'inventato', 'sede_principale', 'attiva', m.id, 'pubblica', true, 1
             from centre c, municipality m where c.slug = 'inventato' and m.istat_code = '037032'",
        )
        .await;
        app.settled().await;
        assert!(app.get("/api/v1/sites?f=csv").await.text().contains("inventato"));
        assert_eq!(app.get("/downloads/latest/centres.csv").await.header("location"), before);
        assert!(!app.get(&before).await.text().contains("inventato"));
    });
}

#[test]
fn the_catalogue_names_every_file_with_its_licence_in_two_spellings() {
    story(async {
        let app = TestApp::small().await;
        let turtle = app.get("/catalog.ttl").await;
        assert_eq!(turtle.header("content-type"), "text/turtle; charset=utf-8");
        let turtle = turtle.text();
        let document = app.get("/catalog.jsonld").await;
        assert_eq!(document.header("content-type"), "application/ld+json");
        let things = document.json();
        let distributions: Vec<_> = things["@graph"]
            .as_array()
            .expect("things")
            .iter()
            .filter(|thing| thing["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"].to_string().contains("dcatapit#Distribution"))
            .cloned()
            .collect();
        assert_eq!(distributions.len(), 12, "five files and an interface for each dataset");
        for one in &distributions {
            assert!(one["http://purl.org/dc/terms/license"][0]["@id"].as_str().is_some_and(|id| id.ends_with("A21_CCBY40")), "{one}");
            if let Some(address) = one["http://www.w3.org/ns/dcat#downloadURL"][0]["@id"].as_str() {
                assert!(turtle.contains(&format!("<{address}>")));
                assert_eq!(app.get(address.strip_prefix(HOST).expect("ours")).await.status, StatusCode::OK, "{address}");
            }
        }
    });
}
