//! OGC API: the documents around the features, for programs and for people.

use axum::http::StatusCode;
use serde_json::Value;

use crate::ogc::{HOST, ITEMS, linked};
use crate::support::{TestApp, story};

#[test]
fn from_the_landing_page_every_document_is_found_by_its_links() {
    story(async {
        let app = TestApp::small().await;
        let landing = app.get("/ogc/v1").await;
        assert_eq!(landing.header("content-type"), "application/json");
        let landing = landing.json();
        assert_eq!(app.get("/ogc/v1/").await.json(), landing);
        for (rel, media) in [
            ("self", "application/json"),
            ("alternate", "text/html"),
            ("service-desc", "application/vnd.oai.openapi+json;version=3.0"),
            ("service-doc", "text/html"),
            ("conformance", "application/json"),
            ("data", "application/json"),
        ] {
            let path = linked(&landing, rel, media).unwrap_or_else(|| panic!("no {rel}"));
            let answer = app.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(answer.header("content-type").starts_with(media), "{path}: {}", answer.header("content-type"));
        }
        let classes = app.get("/ogc/v1/conformance").await.json();
        let classes = classes["conformsTo"].as_array().expect("classes");
        assert!(classes.contains(&"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core".into()));
        let collections = app.get("/ogc/v1/collections").await.json();
        let ids: Vec<&str> =
            collections["collections"].as_array().expect("collections").iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, ["sites", "centres", "regions", "provinces", "municipalities", "districts", "coverage"]);
        for described in collections["collections"].as_array().expect("collections") {
            let own = app.get(&linked(described, "self", "application/json").expect("itself")).await.json();
            assert_eq!(&own, described);
            for (rel, media) in [
                ("items", "application/geo+json"),
                ("items", "text/html"),
                ("http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json"),
                ("http://www.opengis.net/def/rel/ogc/1.0/sortables", "application/schema+json"),
            ] {
                let path = linked(described, rel, media).unwrap_or_else(|| panic!("{} has no {rel}", described["id"]));
                let answer = app.get(&path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
                assert!(answer.header("content-type").starts_with(media), "{path}");
            }
            assert_eq!(described["crs"][0], "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
            assert_eq!(described["crs"].as_array().map(Vec::len), Some(14));
        }
    });
}

#[test]
fn people_get_pages_that_lead_on() {
    story(async {
        let app = TestApp::small().await;
        for path in [
            "/ogc/v1",
            "/ogc/v1/api",
            "/ogc/v1/conformance",
            "/ogc/v1/collections",
            "/ogc/v1/collections/sites",
            "/ogc/v1/collections/sites/queryables",
            "/ogc/v1/collections/sites/sortables",
            "/ogc/v1/collections/sites/items",
            "/ogc/v1/collections/sites/items/2005",
            "/ogc/v1/collections/municipalities/items/037006",
            "/ogc/v1/collections/sites/tiles",
            "/ogc/v1/collections/sites/tiles/WebMercatorQuad",
        ] {
            for language in ["it", "en", "de", "fr", "sl"] {
                let page = app.get_with(&format!("{path}?lang={language}"), &[("accept", "text/html,*/*;q=0.8")]).await;
                assert_eq!((page.status, page.header("content-language")), (StatusCode::OK, language), "{path}");
                assert!(page.text().contains(&format!("<html lang=\"{language}\"")), "{path}");
                assert!(page.header("vary").to_ascii_lowercase().contains("accept"), "{path}");
            }
        }
        let page = app.get(&format!("{ITEMS}?f=html&limit=2")).await.text();
        assert!(page.contains("rel=\"next\"") && page.contains("2 elementi mostrati su 5."), "{page}");
        assert!(app.get(&format!("{ITEMS}/2005?f=html")).await.text().contains("La posizione non è pubblica"));
    });
}

#[test]
fn the_definition_names_every_parameter_that_is_read_and_every_place_it_speaks_of() {
    story(async {
        let app = TestApp::small().await;
        let document = app.get("/ogc/v1/api").await.json();
        assert_eq!(document["openapi"], "3.0.3");
        let paths = document["paths"].as_object().expect("paths");
        for (path, operations) in paths {
            let operation = &operations["get"];
            for code in ["400", "404", "503", "default"] {
                let reference = operation["responses"][code]["$ref"].as_str().expect("a reference").trim_start_matches('#').to_owned();
                let content = &document.pointer(&reference).unwrap_or_else(|| panic!("{reference}"))["content"];
                assert!(content["application/problem+json"].is_object(), "{path} {code}");
            }
            for parameter in operation["parameters"].as_array().expect("parameters") {
                if let Some(reference) = parameter["$ref"].as_str() {
                    assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{path}: {reference}");
                }
            }
            let asked = path
                .replace("{featureId}", if path.contains("/sites/") { "2001" } else { "1001" })
                .replace("{tileMatrix}/{tileRow}/{tileCol}", "6/23/33");
            let answer = app.get(&format!("/ogc/v1{asked}")).await;
            let known = answer.status == StatusCode::OK || answer.status == StatusCode::NO_CONTENT || path.contains("{featureId}");
            assert!(known, "{path}: {} {}", answer.status, answer.text());
        }
        // Every number says how it is written (ModI), and each parameter named is one that is read.
        fn numbers_have_formats(value: &Value, at: &str) {
            if let Some(members) = value.as_object() {
                if matches!(members.get("type").and_then(Value::as_str), Some("number" | "integer")) {
                    assert!(members.contains_key("format"), "{at}");
                }
                members.iter().for_each(|(name, value)| numbers_have_formats(value, &format!("{at}/{name}")));
            }
            value.as_array().into_iter().flatten().for_each(|value| numbers_have_formats(value, at));
        }
        numbers_have_formats(&document, "");
        let refused = app.get(&format!("{ITEMS}?colour=red")).await.json();
        let known = refused["errors"][0]["allowed"].as_str().expect("a text").to_owned();
        for parameter in paths["/collections/sites/items"]["get"]["parameters"].as_array().expect("parameters") {
            let described = parameter["$ref"].as_str().and_then(|one| document.pointer(one.trim_start_matches('#'))).unwrap_or(parameter);
            let name = described["name"].as_str().expect("a name");
            assert!(known.split([' ', ',', ':']).any(|word| word.trim_end_matches('.') == name), "{name} is not read: {known}");
        }
    });
}

#[test]
fn queryables_are_the_properties_of_features_with_their_codes() {
    story(async {
        let app = TestApp::small().await;
        for collection in ["sites", "centres", "regions", "provinces", "municipalities", "districts", "coverage"] {
            let schema = app.get(&format!("/ogc/v1/collections/{collection}/queryables")).await.json();
            let properties = schema["properties"].as_object().expect("properties");
            assert_eq!(schema["$id"], format!("{HOST}/ogc/v1/collections/{collection}/queryables"));
            assert!(properties["geom"]["format"].as_str().expect("a format").starts_with("geometry-"), "{collection}");
            assert!(properties.values().any(|one| one["x-ogc-role"] == "id"), "{collection}");
            let list = app.get(&format!("/ogc/v1/collections/{collection}/items?limit=1")).await.json();
            if let Some(feature) = list["features"].get(0) {
                let told = feature["properties"].as_object().expect("properties");
                let missing: Vec<_> = properties.keys().filter(|name| *name != "geom" && !told.contains_key(*name)).collect();
                assert!(missing.is_empty(), "{collection}: {missing:?}");
            }
            let sortables = app.get(&format!("/ogc/v1/collections/{collection}/sortables")).await.json();
            for name in sortables["properties"].as_object().expect("properties").keys() {
                let answer = app.get(&format!("/ogc/v1/collections/{collection}/items?sortby=-{name}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{collection} {name}");
            }
        }
        let sites = app.get("/ogc/v1/collections/sites/queryables").await.json();
        let roles = sites["properties"]["network_role"]["enum"].as_array().expect("codes").clone();
        assert!(roles.contains(&"hub".into()), "{roles:?}");
    });
}
