//! What the project says of itself is true: publiccode.yml, sources, addresses of the style.

use std::collections::BTreeSet;

use crate::support::{TestApp, root, story};

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn publiccode_yml_follows_the_standard() {
    let file: serde_json::Value = serde_yaml_ng::from_str(&read("publiccode.yml")).expect("YAML");
    assert!(["0.4", "0.5.0", "0.7", "0.7.0"].contains(&file["publiccodeYmlVersion"].as_str().expect("a text")));
    for key in ["name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal", "maintenance", "localisation"] {
        assert!(!file[key].is_null(), "{key} is required");
    }
    assert!(["concept", "development", "beta", "stable", "obsolete"].contains(&file["developmentStatus"].as_str().expect("a text")));
    assert_eq!(file["softwareType"], "standalone/web");
    assert_eq!(file["legal"]["license"], "EUPL-1.2");
    assert!(file["it"].is_null() && file["IT"].is_null(), "the country section is deprecated");
    for (language, description) in file["description"].as_object().expect("languages") {
        let short = description["shortDescription"].as_str().expect("a text").chars().count();
        let long = description["longDescription"].as_str().expect("a text").chars().count();
        assert!(short <= 150, "{language}: {short}");
        assert!((150..=10_000).contains(&long), "{language}: {long}");
        assert!(description["features"].as_array().is_none_or(|features| !features.is_empty()));
    }
    assert!(["internal", "contract", "community", "none"].contains(&file["maintenance"]["type"].as_str().expect("a text")));
    assert!(file["maintenance"]["contacts"].as_array().is_some_and(|contacts| contacts.iter().all(|contact| contact["name"].is_string())));
    assert_eq!(file["localisation"]["localisationReady"], true);
    let languages: BTreeSet<&str> =
        file["localisation"]["availableLanguages"].as_array().expect("a list").iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(languages, BTreeSet::from(["de", "en", "fr", "it", "sl"]));
    assert!(file["platforms"].as_array().is_some_and(|platforms| platforms.iter().any(|one| one == "web")));
}

#[test]
fn the_style_asks_only_for_layers_fields_fonts_and_icons_we_serve() {
    story(async {
        let app = TestApp::small().await;
        let style = app.get("/styles/map.json").await.json();
        let catalogue: BTreeSet<&str> = centri::tiles::LAYERS.iter().map(|layer| layer.id).collect();
        let mut fonts = BTreeSet::new();
        for layer in style["layers"].as_array().expect("layers") {
            if let Some(name) = layer["source-layer"].as_str() {
                assert!(catalogue.contains(name), "{name}");
            }
            if let Some(stack) = layer["layout"]["text-font"].as_array() {
                fonts.extend(stack.iter().filter_map(|font| font.as_str().map(str::to_owned)));
            }
        }
        let origin = "https://centri.example.it";
        for source in style["sources"].as_object().expect("sources").values() {
            let address = source["url"].as_str().or(source["data"].as_str()).expect("an address");
            let path = address.strip_prefix(origin).unwrap_or_else(|| panic!("{address} is not ours"));
            assert_eq!(app.get(path).await.status, 200, "{path}");
        }
        assert!(!fonts.is_empty());
        for font in fonts {
            let path = format!("/fonts/{}/0-255.pbf", font.replace(' ', "%20"));
            assert_eq!(app.get(&path).await.status, 200, "{path}");
        }
        for file in ["map.json", "map.png", "map@2x.json", "map@2x.png"] {
            assert_eq!(app.get(&format!("/sprites/{file}")).await.status, 200, "{file}");
        }
        let addresses = style.to_string();
        assert!(addresses.matches("http").count() == addresses.matches(origin).count(), "the style names another site");
    });
}

#[test]
fn assets_are_kept_for_ever_under_their_build_and_found_by_pages() {
    story(async {
        let app = TestApp::small().await;
        let page = app.get("/").await.text();
        let assets: BTreeSet<&str> = page.split('"').filter(|piece| piece.starts_with("/assets/")).collect();
        assert!(assets.len() >= 3, "{assets:?}");
        for path in assets {
            let answer = app.get_with(path, &[("accept-encoding", "gzip")]).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.header("cache-control").contains("immutable"), "{path}");
            assert_eq!(
                app.get_with(path, &[("accept-encoding", "gzip"), ("if-none-match", answer.header("etag"))]).await.status,
                304,
                "{path}"
            );
        }
        let old = app.get("/assets/0000000000000000/styles/page.css").await;
        assert_eq!((old.status.as_u16(), old.header("cache-control").contains("immutable")), (200, false));
        assert_eq!(app.get("/assets/x/../Cargo.toml").await.status, 404);
    });
}
