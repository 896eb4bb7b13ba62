//! Protected positions and sensitive services, by two databases that differ only in them: every public
//! interface must answer both alike.

use axum::http::StatusCode;

use crate::nearest::Random;
use crate::support::{Answer, TestApp, story};

/// What a visitor could compare.
fn visible(answer: &Answer) -> (StatusCode, String, Vec<u8>) {
    (answer.status, answer.header("etag").to_owned(), answer.body.clone())
}

fn questions(count: usize) -> Vec<String> {
    let mut random = Random(11);
    let fixed = [
        "/api/v1/sites",
        "/api/v1/centres",
        "/api/v1/sites?municipality=037032",
        "/api/v1/sites?province=037&status=attiva",
        "/api/v1/sites?service=mediazione_familiare",
        "/api/v1/centres/centro-quieto",
        "/api/v1/centres/centro-nascosto",
        "/api/v1/centres/bologna-navile",
        "/api/v1/sites/2005",
        "/api/v1/sites/2006",
        "/centri",
        "/centri?comune=037032",
        "/centri/centro-quieto",
        "/centri/centro-nascosto",
        "/trova?luogo=Imola",
        "/mappa",
        "/embed?region=08",
        "/sitemap.xml",
        "/",
        "/tiles/centres",
        "/api/v1/sites?f=geojson",
        "/api/v1/sites?f=csv",
        "/downloads",
        "/catalog.ttl",
        "/api/v1/sites?f=fgb",
        "/api/v1/sites?f=gpkg",
        "/api/v1/sites?f=parquet",
        "/downloads/latest/centres.hsds.json",
        "/downloads/rndt/sites.xml",
        "/downloads/qgis/sites.qlr",
        "/ogc/v1/collections/sites/items?f=parquet",
        "/ogc/v1/collections/sites/items",
        "/ogc/v1/collections/sites/items?sortby=-id&crs=http://www.opengis.net/def/crs/EPSG/0/3003",
        "/ogc/v1/collections/sites/items?bbox=11.2,44.46,11.25,44.49",
        "/ogc/v1/collections/sites/items/2005",
        "/ogc/v1/collections/sites/items/2006",
        "/ogc/v1/collections/sites/queryables",
        "/ogc/v1/collections/centres/items",
        "/ogc/v1/collections/centres/items/1005",
        "/ogc/v1/collections/centres/items/1006",
        "/ogc/v1/collections/municipalities/items/037032",
        "/api/v1/sites?facets=region,social_region,province,service,need,network_role,site_kind,status,recognition,ownership,language,audience,access",
        "/api/v1/sites?facets=service,need,language&municipality=037032",
        "/dati",
        "/api/v1/openapi.json",
        "/api/v1/docs",
        "/dati/fonti",
    ];
    let mut questions: Vec<String> = fixed.map(String::from).to_vec();
    for indicator in ["C1", "C2", "C3", "C5", "C6", "C7", "C8", "C9", "S1", "S2", "S3", "S4", "S5", "S6", "service_offer", "served_people"]
    {
        // Quality and inequality are told of wider areas only.
        let narrowest = usize::from(indicator.starts_with('S') || indicator == "C8");
        for level in &["municipality", "province", "region"][narrowest..] {
            questions.push(format!("/api/v1/coverage?indicator={indicator}&level={level}&group=all"));
            questions.push(format!("/api/v1/coverage?indicator={indicator}&level={level}&group=all&as_of=2024-06-30"));
            questions.push(format!("/api/v1/coverage?indicator=C10&level={level}&group=all&since=2020-01-01&as_of=2024-06-30"));
        }
    }
    while questions.len() < count {
        let (lon, lat) = (random.between(10.9, 11.7), random.between(44.3, 44.7));
        let zoom = (random.next() % 15) as u8;
        let (x, y) = centri::geo::tile_of(centri::geo::Coordinates::parse(lon, lat).expect("a point"), zoom);
        questions.push(format!("/tiles/centres/{zoom}/{x}/{y}"));
        questions.push(format!("/tiles/centres/{zoom}/{x}/{y}?service=mediazione_familiare"));
        questions.push(format!("/api/v1/nearest?lon={lon}&lat={lat}&limit=50&max_distance_m={}", random.between(0.0, 60_000.0)));
        questions.push(format!("/trova?lon={lon:.2}&lat={lat:.2}"));
        questions.push(format!("/ogc/v1/collections/sites/items?bbox={},{},{},{}", lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02));
    }
    questions
}

#[test]
fn nobody_can_tell_where_a_protected_site_is_nor_that_a_reserved_one_exists() {
    story(async {
        let (here, elsewhere) = (TestApp::small().await, TestApp::small().await);
        // The second database: the quiet centre moved across the comune, with another address; the hidden one
        // gone, another added in its stead, a third without position; internal numbers and versions shifted.
        elsewhere
            .edit(
                "update site set geom = st_setsrid(st_makepoint(11.38, 44.58), 4326), address = 'altra via', locality = 'altrove', postcode = '40026' where public_id = 2005;
                 delete from centre where slug = 'centro-nascosto';
                 insert into centre (public_id, external_id, slug, name, recognition, network_role, published, source_id)
                 values (1777, 'altro', 'altro-nascosto', 'Altro nascosto', 'da_verificare', 'unico', true, 1);
                 insert into site (public_id, centre_id, external_id, kind, status, municipality_id, position_visibility, source_id)
                 select 2777, c.id, 'altro', 'sede_principale', 'attiva', m.id, 'non_conservata', 1
                 from centre c, municipality m where c.slug = 'altro-nascosto' and m.istat_code = '037032';
                 insert into contact_point (centre_id, channel, value) select id, 'telefono', '000' from centre where slug = 'altro-nascosto'",
            )
            .await;
        elsewhere.settled().await;
        here.settled().await;
        let count = if crate::support::long() { 20_000 } else { 400 };
        for question in questions(count) {
            let (one, other) = (here.get(&question).await, elsewhere.get(&question).await);
            assert!(one.status.as_u16() < 500, "{question}");
            if question == "/dati/fonti" {
                continue;
            }
            assert_eq!(
                visible(&one),
                visible(&other),
                "{question}\n{}\n{}",
                String::from_utf8_lossy(&one.body),
                String::from_utf8_lossy(&other.body)
            );
            // The two numbers side by side: each alone also turns up in distances and in the place asked from.
            for secret in ["via segreta", "altra via", "nascosto", "\"lon\":11.22,\"lat\":44.47,", "[11.22,44.47]", "11.22 44.47"] {
                let asked_for = question.contains(secret);
                assert!(asked_for || !String::from_utf8_lossy(&one.body).contains(secret), "{question} tells {secret}");
            }
        }
    });
}

#[test]
fn a_protected_site_is_listed_in_its_comune_without_a_point_and_in_a_small_comune_only_in_its_province() {
    story(async {
        let app = TestApp::small().await;
        let quiet = app.get("/api/v1/sites/2005").await.json();
        assert_eq!(
            (&quiet["lon"], &quiet["address"], &quiet["municipality"]["name"]),
            (&serde_json::Value::Null, &serde_json::Value::Null, &"Imola".into())
        );
        app.edit(
            "update site set municipality_id = (select id from municipality where istat_code = '092108'), geom = st_setsrid(st_makepoint(9.3, 39.3), 4326) where public_id = 2005",
        )
        .await;
        app.settled().await;
        let quiet = app.get("/api/v1/sites/2005").await.json();
        assert_eq!((&quiet["municipality"], &quiet["province"]["name"]), (&serde_json::Value::Null, &"Cagliari".into()));
        assert_eq!(app.get("/api/v1/sites?municipality=092108").await.json()["number_matched"], 0);
    });
}

#[test]
fn protecting_a_site_takes_it_out_of_tiles_and_nearest_at_once() {
    story(async {
        let app = TestApp::small().await;
        assert_eq!(app.get("/tiles/centres/12/2176/1481").await.status, StatusCode::OK, "Imola is drawn");
        app.edit("update site set position_visibility = 'solo_comune' where public_id = 2002").await;
        app.settled().await;
        assert_eq!(app.get("/tiles/centres/12/2176/1481").await.status, StatusCode::NO_CONTENT);
        let near = app.get("/api/v1/nearest?lon=11.3&lat=44.5&limit=50").await.text();
        assert!(!near.contains("\"id\":2002"), "{near}");
    });
}

#[test]
fn a_sensitive_service_is_told_of_the_centre_only() {
    story(async {
        let (with, without) = (TestApp::small().await, TestApp::small().await);
        without.edit("delete from service where category = 'spazio_neutro'").await;
        without.settled().await;
        for question in questions(120) {
            if question.contains("bologna-navile") {
                continue;
            }
            assert_eq!(visible(&with.get(&question).await), visible(&without.get(&question).await), "{question}");
        }
        let card = with.get("/api/v1/centres/bologna-navile").await.json();
        let neutral =
            card["centre"]["services"].as_array().expect("services").iter().find(|service| service["category"] == "spazio_neutro").cloned();
        assert_eq!(neutral.expect("named on the card")["access_mode"], "su_invio");
    });
}

#[test]
fn the_public_role_may_read_public_views_and_nothing_else() {
    story(async {
        let app = TestApp::small().await;
        assert_eq!(app.pools.public_is_restricted(), Some(true));
        for private in [
            "site",
            "centre",
            "contact_point",
            "change_history",
            "change_log",
            "site_disclosure",
            "import_run",
            "public_setting",
            "street",
            "house_number",
            "address_draft",
            "former_site_disclosure",
            "travel_destination",
            "travel_time",
        ] {
            let refused = sqlx::query(&format!("select * from {private}")).fetch_all(&app.pools.public).await;
            assert!(refused.is_err(), "{private} can be read");
        }
        sqlx::query("select * from public_sites").fetch_all(&app.pools.public).await.expect("the view can be read");
        assert!(sqlx::query("delete from public_sites").execute(&app.pools.public).await.is_err());
    });
}
