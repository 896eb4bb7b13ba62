//! `/downloads`: whole files with checksums that stand for one content, and nothing of what is protected or invented.

use axum::http::StatusCode;
use serde_json::Value;
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
            "centres.hsds.json",
            "centres.parquet",
            "centres.xlsx",
            "sites.csv",
            "sites.fgb",
            "sites.geojson",
            "sites.gpkg",
            "sites.parquet",
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
        assert_eq!(distributions.len(), 15, "six files and an interface for each dataset, and HSDS");
        for one in &distributions {
            assert!(one["http://purl.org/dc/terms/license"][0]["@id"].as_str().is_some_and(|id| id.ends_with("A21_CCBY40")), "{one}");
            if let Some(address) = one["http://www.w3.org/ns/dcat#downloadURL"][0]["@id"].as_str() {
                assert!(turtle.contains(&format!("<{address}>")));
                assert_eq!(app.get(address.strip_prefix(HOST).expect("ours")).await.status, StatusCode::OK, "{address}");
            }
        }
    });
}

#[test]
fn hsds_tells_of_each_centre_what_is_public_and_follows_what_the_mirror_does_not_hold() {
    story(async {
        let app = TestApp::small().await;
        let path = app.get("/downloads/latest/centres.hsds.json").await.header("location").to_owned();
        let page = app.get(&path).await.json();
        assert_eq!((&page["version"], &page["total_items"], &page["last_page"]), (&"HSDS-3.0".into(), &5.into(), &true.into()));
        let services = page["contents"].as_array().expect("services");
        let named = |id: &str| {
            let at = |service: &&Value| service["service_at_locations"][0]["location"]["external_identifier"] == id;
            services.iter().find(at).unwrap_or_else(|| panic!("no service at {id} in {page:#}"))
        };
        let navile = named("2001");
        let place = &navile["service_at_locations"][0]["location"];
        assert_eq!((&place["latitude"], &place["longitude"]), (&44.52.into(), &11.15.into()));
        assert_eq!((&place["addresses"][0]["city"], &place["addresses"][0]["country"]), (&"Bologna".into(), &"IT".into()));
        let codes: Vec<&str> =
            navile["attributes"].as_array().expect("terms").iter().filter_map(|one| one["taxonomy_term"]["code"].as_str()).collect();
        assert!(codes.contains(&"mediazione_familiare"), "{codes:?}");
        // Known to its comune only: no point, no address, and said why. The hidden one is not there.
        let quiet = &named("2005")["service_at_locations"][0]["location"];
        assert!(quiet["latitude"].is_null() && quiet["addresses"].is_null() && quiet["accessibility"].is_null());
        assert!(quiet["description"].as_str().is_some_and(|text| text.contains("Imola")), "{quiet}");
        let text = page.to_string();
        assert!(!text.contains("via segreta") && !text.contains("\"2006\""));
        // The owner and the help for people with disabilities are in no snapshot, and still move the edition.
        app.edit(
            "insert into organisation (name, source_id) values ('Comune di Prova', 1);
             update centre set owner_id = (select id from organisation where name = 'Comune di Prova') where public_id = 1001;
             update site set physical_access = array['ascensore'] where public_id in (2001, 2006)",
        )
        .await;
        app.settled().await;
        assert_eq!(app.get(&path).await.status, StatusCode::GONE);
        let after = app.get("/downloads/latest/centres.hsds.json").await.header("location").to_owned();
        let page = app.get(&after).await.json();
        let services = page["contents"].as_array().expect("services");
        let owned = services.iter().find(|service| !service["organization"].is_null()).expect("an organisation");
        assert_eq!((&owned["name"], &owned["organization"]["name"]), (&navile["name"], &"Comune di Prova".into()));
        let help: Vec<&Value> = services.iter().map(|one| &one["service_at_locations"][0]["location"]["accessibility"]).collect();
        assert_eq!(help.iter().filter(|help| help[0]["description"] == "ascensore").count(), 1);
    });
}

#[test]
fn the_manifest_leads_to_the_records_of_the_register_and_to_layers_ready_for_qgis() {
    story(async {
        let app = TestApp::small().await;
        let manifest = app.get("/downloads").await.json();
        let addresses = |name: &str| -> Vec<String> {
            let listed = manifest[name].as_array().unwrap_or_else(|| panic!("no {name} in {manifest}"));
            listed.iter().filter_map(|one| one.as_str()?.strip_prefix(HOST).map(str::to_owned)).collect()
        };
        assert_eq!(addresses("rndt").len(), 2);
        for path in addresses("rndt") {
            let record = app.get(&path).await;
            assert_eq!((record.status, record.header("content-type")), (StatusCode::OK, "application/xml"), "{path}");
            let text = record.text();
            // The body's code, its name, the worst accuracy of a public position and nothing of a hidden one.
            assert!(text.contains("<gco:CharacterString>x_prova:") && text.contains("<gco:CharacterString>Prova</gco:CharacterString>"));
            assert!(text.contains("<gco:Real>5000</gco:Real>"), "{text}");
            assert!(text.contains("<gco:Decimal>9.100000</gco:Decimal>") && text.contains("<gco:Decimal>44.520000</gco:Decimal>"));
            let tag = record.header("etag").to_owned();
            assert_eq!(app.get_with(&path, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED);
        }
        assert_eq!(addresses("qgis").len(), 3);
        for path in addresses("qgis") {
            let definition = app.get(&path).await;
            assert_eq!((definition.status, definition.header("content-type")), (StatusCode::OK, "application/x-qgis-layer-definition"));
            assert!(definition.header("content-disposition").ends_with(".qlr\""));
            assert!(definition.text().starts_with("<!DOCTYPE qgis-layer-definition>\n<qlr>"), "{path}");
        }
        let page = app.get("/dati").await.text();
        let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for path in links.iter().filter(|path| path.starts_with("/downloads/")) {
            let answer = app.get(path).await;
            assert!([StatusCode::OK, StatusCode::TEMPORARY_REDIRECT].contains(&answer.status), "{path}");
        }
        for wanted in [
            "/downloads/latest/centres.hsds.json",
            "/downloads/latest/sites.parquet",
            "/downloads/qgis/regions.qlr",
            "/downloads/rndt/sites.xml",
        ] {
            assert!(links.contains(&wanted), "{wanted}");
        }
        for none in ["/downloads/qgis/other.qlr", "/downloads/rndt/other.xml", "/downloads/rndt/sites"] {
            assert_eq!(app.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    });
}
