//! OGC API Features: what the standards ask of each resource, over a small Italy one can draw on paper.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Answer, TestApp, story};

pub const ITEMS: &str = "/ogc/v1/collections/sites/items";
pub const HOST: &str = "https://centri.example.it";

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn numbers(answer: &Answer) -> Vec<u64> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["features"].as_array().expect("features").iter().map(|feature| feature["id"].as_u64().expect("a number")).collect()
}

fn set(answer: &Answer) -> BTreeSet<u64> {
    numbers(answer).into_iter().collect()
}

/// The address a document gives for a relation, without our origin.
pub fn linked(document: &Value, rel: &str, media: &str) -> Option<String> {
    let links = document["links"].as_array().expect("links");
    let found = links.iter().find(|link| link["rel"] == rel && link["type"].as_str().is_some_and(|kind| kind.starts_with(media)))?;
    Some(found["href"].as_str().expect("an address").strip_prefix(HOST).expect("an address of ours").to_owned())
}

/// Every page, in order.
async fn whole(app: &TestApp, first: &str) -> Vec<Value> {
    let mut all = vec![];
    let mut path = Some(first.to_owned());
    while let Some(here) = path {
        let page = app.get(&here).await;
        assert_eq!(page.status, StatusCode::OK, "{here}: {}", page.text());
        let page = page.json();
        let features = page["features"].as_array().expect("features").clone();
        assert_eq!(page["numberReturned"], features.len());
        all.extend(features);
        path = linked(&page, "next", "application/geo+json");
    }
    all
}

#[test]
fn features_carry_the_words_shared_with_tiles_and_lists_and_say_how_many_there_are() {
    story(async {
        let app = TestApp::small().await;
        let answer = app.get(ITEMS).await;
        assert_eq!(answer.header("content-type"), "application/geo+json");
        assert_eq!(answer.header("content-crs"), "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let list = answer.json();
        assert_eq!(
            (&list["numberMatched"], &list["numberReturned"], &list["timeStamp"]),
            (&5.into(), &5.into(), &"2026-03-03T09:00:00Z".into())
        );
        assert!(linked(&list, "next", "application/geo+json").is_none());
        let navile = list["features"].as_array().expect("features").iter().find(|one| one["id"] == 2001).expect("Navile").clone();
        assert_eq!(navile["geometry"], serde_json::json!({ "type": "Point", "coordinates": [11.15, 44.52] }));
        let told = &navile["properties"];
        assert_eq!(
            (&told["centre_id"], &told["slug"], &told["municipality_code"]),
            (&1001.into(), &"bologna-navile".into(), &"037006".into())
        );
        assert_eq!(
            (&told["services"], &told["verified_on"], &told["demo"]),
            (&serde_json::json!(["accoglienza_ascolto", "mediazione_familiare"]), &"2026-01-10".into(), &false.into())
        );
        assert_eq!((&told["address"], &told["telephone"]), (&"via dei Prova 1".into(), &"051 0000001".into()));
        let alone = app.get(&format!("{ITEMS}/2001")).await;
        assert_eq!(alone.header("content-type"), "application/geo+json");
        let alone = alone.json();
        assert_eq!((&alone["id"], &alone["geometry"], &alone["properties"]), (&navile["id"], &navile["geometry"], &navile["properties"]));
        for rel in ["self", "collection"] {
            assert!(alone["links"].as_array().expect("links").iter().any(|link| link["rel"] == rel), "{alone}");
        }
    });
}

#[test]
fn a_protected_site_has_no_geometry_and_a_reserved_one_does_not_exist() {
    story(async {
        let app = TestApp::small().await;
        let quiet = app.get(&format!("{ITEMS}/2005")).await.json();
        assert_eq!(
            (&quiet["geometry"], &quiet["properties"]["address"], &quiet["properties"]["municipality"]),
            (&Value::Null, &Value::Null, &"Imola".into())
        );
        let centre = app.get("/ogc/v1/collections/centres/items/1005").await.json();
        assert_eq!(centre["geometry"], Value::Null);
        for hidden in ["/ogc/v1/collections/sites/items/2006", "/ogc/v1/collections/centres/items/1006"] {
            let answer = app.get(hidden).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"), "{hidden}");
        }
        // A place that is not public is in no box by its numbers: a filter never finds it, a box leaves none of its kind out.
        let near = encoded("S_INTERSECTS(geom, BBOX(11.2, 44.4, 11.6, 44.6))");
        assert_eq!(set(&app.get(&format!("{ITEMS}?filter={near}")).await), [2002, 2003].into());
        assert_eq!(set(&app.get(&format!("{ITEMS}?bbox=9,39,9.4,39.4")).await), [2004, 2005].into());
        let queryables = app.get("/ogc/v1/collections/sites/queryables").await;
        assert!(!queryables.text().contains("spazio_neutro"), "a protected service is no value to ask for");
    });
}

#[test]
fn pages_put_together_are_the_list_in_any_order() {
    story(async {
        let app = TestApp::small().await;
        for order in ["", "&sortby=name", "&sortby=-verified_on,name", "&sortby=municipality,-id", "&sortby=%2Bstatus"] {
            let at_once = whole(&app, &format!("{ITEMS}?limit=10000{order}")).await;
            assert_eq!(at_once.len(), 5);
            for limit in 1..=4 {
                assert_eq!(whole(&app, &format!("{ITEMS}?limit={limit}{order}")).await, at_once, "{order} {limit}");
            }
        }
        let ids = async |order: &str| numbers(&app.get(&format!("{ITEMS}?sortby={order}")).await);
        assert_eq!(ids("-id").await, [2005, 2004, 2003, 2002, 2001]);
        // What was never verified comes last, up or down.
        assert_eq!(ids("verified_on").await[0], 2001);
        assert_eq!(ids("-verified_on").await[0], 2001);
        let first = app.get(&format!("{ITEMS}?limit=2&sortby=id")).await.json();
        app.edit("update centre set published = false where slug = 'imola'").await;
        app.settled().await;
        let rest = app.get(&linked(&first, "next", "application/geo+json").expect("more")).await;
        assert_eq!(numbers(&rest), [2003, 2004], "what came before is gone, what comes after is not lost");
        // More than the most is the most, as the standard asks; nothing is no page.
        assert_eq!(app.get(&format!("{ITEMS}?limit=1000000")).await.status, StatusCode::OK);
        assert_eq!(app.get(&format!("{ITEMS}?limit=0")).await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn boxes_times_properties_and_cql2_choose_what_they_say() {
    story(async {
        let app = TestApp::small().await;
        let none: &[u64] = &[];
        for (query, expected) in [
            ("bbox=11.1,44.5,11.2,44.6".to_owned(), &[2001, 2005][..]),
            ("bbox=11.1,44.5,0,11.2,44.6,100".into(), &[2001, 2005]),
            // Latitude comes first in EPSG:4326.
            (format!("bbox=44.5,11.1,44.6,11.2&bbox-crs={}", encoded("http://www.opengis.net/def/crs/EPSG/0/4326")), &[2001, 2005]),
            (
                format!("bbox=1241000,5540000,1243000,5550000&bbox-crs={}", encoded("http://www.opengis.net/def/crs/EPSG/0/3857")),
                &[2001, 2005],
            ),
            ("datetime=2026-01-10".into(), &[2001, 2002, 2003, 2004, 2005]),
            ("datetime=2026-01-11T00:00:00Z/..".into(), &[2002, 2003, 2004, 2005]),
            ("datetime=../2026-01-09T23:59:59Z".into(), &[2002, 2003, 2004, 2005]),
            ("datetime=2026-01-10T12:00:00Z".into(), &[2001, 2002, 2003, 2004, 2005]),
            ("network_role=hub".into(), &[2001]),
            ("network_role=hub&demo=true".into(), none),
            ("id=2003".into(), &[2003]),
            ("verified_on=2026-01-10".into(), &[2001]),
            ("services=mediazione_familiare".into(), &[2001]),
            ("services=spazio_neutro".into(), none),
            ("region_code=08&status=attiva".into(), &[2001, 2002, 2005]),
            (format!("filter={}", encoded("network_role = 'hub' OR verified_on IS NULL AND region_code = '20'")), &[2001, 2004]),
            (format!("filter-lang=cql2-json&filter={}", encoded(r#"{"op":"=","args":[{"property":"network_role"},"hub"]}"#)), &[2001]),
            (
                format!(
                    "filter-crs={}&filter={}",
                    encoded("http://www.opengis.net/def/crs/EPSG/0/4326"),
                    encoded("S_INTERSECTS(geom, BBOX(44.4, 11.2, 44.6, 11.6))")
                ),
                &[2002, 2003],
            ),
        ] {
            let answer = app.get(&format!("{ITEMS}?{query}")).await;
            assert_eq!(set(&answer), expected.iter().copied().collect(), "{query}");
            assert_eq!(answer.json()["numberMatched"], expected.len(), "{query}");
        }
    });
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_could() {
    story(async {
        let app = TestApp::small().await;
        for (query, parameter) in [
            ("colour=red", "colour"),
            ("geom=1", "geom"),
            ("region=08", "region"),
            ("f=xml", "f"),
            ("limit=molti", "limit"),
            ("limit=-1", "limit"),
            ("bbox=1,2,3", "bbox"),
            ("bbox=11,45,12,44", "bbox"),
            ("bbox=11,44,12,95", "bbox"),
            ("bbox=a,b,c,d", "bbox"),
            ("bbox=NaN,44,12,45", "bbox"),
            ("bbox=1,1,2,2&bbox-crs=EPSG:9999", "bbox-crs"),
            ("crs=http://www.opengis.net/def/crs/EPSG/0/9999", "crs"),
            ("crs=3003", "crs"),
            ("datetime=ieri", "datetime"),
            ("datetime=..", "datetime"),
            ("datetime=2026-02-01/2026-01-01", "datetime"),
            ("demo=forse", "demo"),
            ("id=uno", "id"),
            ("verified_on=2026", "verified_on"),
            ("sortby=services", "sortby"),
            ("sortby=geom", "sortby"),
            ("sortby=colour", "sortby"),
            ("cursor=%2F%2F%2F", "cursor"),
            ("filter=colour=1", "filter"),
            ("filter=demo=true&filter-lang=sql", "filter-lang"),
            ("filter=S_INTERSECTS(geom,POINT(2000000%205000000))", "filter"),
            ("network_role=hub&network_role%5B%5D=spoke", "network_role[]"),
        ] {
            let answer = app.get(&format!("{ITEMS}?{query}")).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::BAD_REQUEST, "application/problem+json"), "{query}");
            let problem = answer.json();
            assert_eq!(problem["errors"][0]["parameter"], parameter, "{query}: {problem}");
        }
        for lost in [
            "/ogc/v1/collections/nothing",
            "/ogc/v1/collections/nothing/items",
            "/ogc/v1/collections/sites/items/x",
            "/ogc/v1/other",
            "/ogc/v2",
        ] {
            let answer = app.get(lost).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"), "{lost}");
        }
        for place in [
            "",
            "/conformance",
            "/collections",
            "/collections/sites",
            "/collections/sites/queryables",
            "/collections/sites/sortables",
            "/api",
            "/collections/sites/items/2001",
        ] {
            assert_eq!(app.get(&format!("/ogc/v1{place}?colour=red")).await.status, StatusCode::BAD_REQUEST, "{place}");
        }
        let english = app.get("/ogc/v1/collections/nothing?lang=en").await.json();
        assert!(english["detail"].as_str().expect("a text").contains("municipalities"), "{english}");
    });
}

#[test]
fn the_territory_comes_with_shapes_names_and_relations() {
    story(async {
        let app = TestApp::small().await;
        let list = app.get("/ogc/v1/collections/municipalities/items?sortby=code").await.json();
        let codes: Vec<&str> = list["features"].as_array().expect("features").iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(codes, ["037006", "037032", "039010", "092009", "092108"]);
        let bologna = app.get("/ogc/v1/collections/municipalities/items/037006").await.json();
        assert_eq!((&bologna["properties"]["residents"], &bologna["properties"]["province"]), (&390_000.into(), &"Bologna".into()));
        let ring = bologna["geometry"]["coordinates"][0][0].as_array().expect("a ring");
        let corners: Vec<(f64, f64)> = ring.iter().map(|at| (at[0].as_f64().expect("lon"), at[1].as_f64().expect("lat"))).collect();
        let doubled: f64 = corners.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum();
        assert!((doubled / 2.0 - 0.04).abs() < 1e-9, "counterclockwise, a square of 0.2 degrees: {corners:?}");
        let named = async |collection: &str, query: &str| -> Vec<String> {
            let list = app.get(&format!("/ogc/v1/collections/{collection}/items?{query}")).await;
            assert_eq!(list.status, StatusCode::OK, "{query}: {}", list.text());
            let list = list.json();
            list["features"]
                .as_array()
                .expect("features")
                .iter()
                .map(|one| one["properties"]["name"].as_str().expect("a name").to_owned())
                .collect()
        };
        assert_eq!(named("provinces", "region_code=08").await, ["Bologna", "Ravenna"]);
        assert_eq!(named("municipalities", "bbox=11.25,44.45,11.35,44.46").await, ["Imola"]);
        assert_eq!(named("municipalities", &format!("filter={}", encoded("S_TOUCHES(geom, POINT(11.4 44.5))"))).await, ["Faenza", "Imola"]);
        assert_eq!(
            named("municipalities", &format!("filter={}", encoded("residents < 60000 AND S_WITHIN(geom, BBOX(10,44,12,45))"))).await,
            ["Faenza"]
        );
        assert_eq!(named("regions", "datetime=1990-01-01").await, ["Emilia-Romagna", "Sardegna"]);
        // A district is the union of its comuni, read anew when the territory moves.
        assert_eq!(app.get("/ogc/v1/collections/districts/items").await.json()["numberMatched"], 0);
        app.edit(
            "insert into district (kind, social_region_id, code, name, valid_from, source_id)
             select 'distretto', id, 'D1', 'Distretto di prova', '2025-01-01', 1 from social_region where code = '08';
             insert into district_municipality (district_id, municipality_id, valid_from)
             select d.id, m.id, '2025-01-01' from district d, municipality m where m.istat_code in ('037032', '039010')",
        )
        .await;
        app.settled().await;
        let district = app.get("/ogc/v1/collections/districts/items/08-D1").await.json();
        assert_eq!(district["properties"]["municipality_codes"], serde_json::json!(["037032", "039010"]));
        assert_eq!(
            district["geometry"]["coordinates"].as_array().map(Vec::len),
            Some(1),
            "one polygon, without the border inside: {district}"
        );
        assert_eq!(named("districts", "municipality_codes=039010").await, ["Distretto di prova"]);
    });
}

#[test]
fn a_centre_has_the_points_of_its_public_sites() {
    story(async {
        let app = TestApp::small().await;
        app.edit(
            "insert into site (public_id, centre_id, external_id, kind, status, municipality_id, geom, precision, position_visibility, source_id)
             select 2101 + n, c.id, 'altra-' || n, 'sportello', 'attiva', m.id, st_setsrid(st_makepoint(11.3, 44.55), 4326), 'civico', visibility, 1
             from centre c, municipality m, (values (0, 'pubblica'), (1, 'solo_comune'), (2, 'riservata')) as v (n, visibility)
             where c.slug = 'bologna-navile' and m.istat_code = '037032'",
        )
        .await;
        app.settled().await;
        let list = app.get("/ogc/v1/collections/centres/items").await.json();
        assert_eq!(list["numberMatched"], 5);
        let navile = app.get("/ogc/v1/collections/centres/items/1001").await.json();
        assert_eq!(navile["geometry"]["type"], "MultiPoint");
        assert_eq!(navile["geometry"]["coordinates"].as_array().map(Vec::len), Some(2));
        assert_eq!((&navile["properties"]["sites"], &navile["properties"]["municipality"]), (&3.into(), &"Bologna".into()));
    });
}

#[test]
fn the_same_filter_gives_the_same_sites_here_and_in_the_list() {
    story(async {
        let app = TestApp::italy().await;
        for filter in [
            "region_code = '08'",
            "A_CONTAINS(services, ('mediazione_familiare')) AND status IN ('attiva', 'temporanea')",
            "CASEI(municipality) LIKE casei('r%') OR network_role = 'hub'",
            "verified_on IS NULL AND NOT demo = true",
            "S_INTERSECTS(geom, POLYGON((9 44, 12 44, 12 46, 9 46, 9 44)))",
        ] {
            let mut listed = BTreeSet::new();
            let mut cursor = String::new();
            loop {
                let page = app.get(&format!("/api/v1/sites?limit=1000&filter={}{cursor}", encoded(filter))).await.json();
                listed.extend(page["items"].as_array().expect("items").iter().map(|item| item["id"].as_u64().expect("a number")));
                match page["next"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert!(!listed.is_empty(), "{filter}");
            let answer = app.get(&format!("{ITEMS}?limit=10000&filter={}", encoded(filter))).await;
            assert_eq!(set(&answer), listed, "{filter}");
        }
    });
}

#[test]
fn an_answer_that_still_stands_is_not_sent_again_and_the_clock_is_no_change() {
    story(async {
        let app = TestApp::small().await;
        let first = app.get(ITEMS).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{tag}");
        assert_eq!(app.get_with(ITEMS, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED);
        app.edit("update site set position_visibility = 'riservata' where public_id = 2005").await;
        app.settled().await;
        let later = app.get_with(ITEMS, &[("if-none-match", &tag)]).await;
        assert_eq!((later.status, later.json()["numberMatched"].clone()), (StatusCode::OK, 4.into()));
        let packed = app.get_with(ITEMS, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        let plain = app.get(ITEMS).await;
        assert_eq!(packed.header("etag"), plain.header("etag"));
        assert!(packed.body.len() * 2 < plain.body.len());
    });
}
