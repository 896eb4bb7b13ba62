//! Places: what a person writes becomes a point, and a point becomes a comune.

use crate::support::{TestApp, story};

#[test]
fn the_reference_points_of_italy_lie_in_their_comuni_and_the_sea_in_none() {
    story(async {
        let app = TestApp::italy().await;
        for (name, lon, lat, code) in [
            ("Colosseum", 12.4922, 41.8902, Some("058091")),
            ("Milan cathedral", 9.1919, 45.4642, Some("015146")),
            ("Lampedusa", 12.6093, 35.5089, Some("084020")),
            ("Campione d'Italia", 8.9711, 45.9686, Some("013040")),
            ("Gorgona", 9.905, 43.43, Some("049009")),
            ("St Peter's", 12.4534, 41.9022, None),
            ("San Marino", 12.4467, 43.9367, None),
            ("open sea", 12.5, 40.5, None),
        ] {
            let answer = app.get(&format!("/api/v1/reverse?lon={lon}&lat={lat}")).await.json();
            let found = answer["items"]
                .as_array()
                .expect("items")
                .first()
                .map(|item| item["municipality"]["code"].as_str().expect("a code").to_owned());
            assert_eq!(found.as_deref(), code, "{name}");
        }
    });
}

#[test]
fn names_are_found_as_people_write_them_and_shared_names_ask_which() {
    story(async {
        let app = TestApp::italy().await;
        for (text, expected) in [
            ("forli", "Forlì (FC)"),
            ("FORLI'", "Forlì (FC)"),
            ("bozen", "Bolzano/Bozen (BZ)"),
            ("reggio emilia", "Reggio nell'Emilia (RE)"),
            ("s. giovanni in persiceto", "San Giovanni in Persiceto (BO)"),
            ("Bolgona", "Bologna (BO)"),
            ("napoli", "Napoli (NA)"),
            ("livo (co)", "Livo (CO)"),
            ("via Roma 1, Bologna", "Bologna (BO)"),
        ] {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
            let answer = app.get(&format!("/api/v1/geocode?{query}")).await.json();
            assert_eq!(answer["items"][0]["label"], expected, "{text}: {answer}");
            assert_eq!(answer["ambiguous"], false, "{text}");
        }
        for shared in ["Castro", "Livo", "Peglio", "Samone", "San Teodoro"] {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", shared).finish();
            let answer = app.get(&format!("/api/v1/geocode?{query}")).await.json();
            assert_eq!(answer["ambiguous"], true, "{shared}");
            assert!(answer["items"].as_array().expect("items").len() >= 2, "{shared}");
            let asked = app.get(&format!("/api/v1/nearest?{}", query.replace("q=", "place="))).await;
            assert_eq!(asked.status, 400, "{shared} asks which one");
        }
        let nothing = app.get("/api/v1/geocode?q=qqqqxxxx").await.json();
        assert_eq!(nothing["items"].as_array().expect("items").len(), 0);
        let begun = app.get("/api/v1/geocode?q=bolo&suggest=true").await.json();
        assert_eq!(begun["items"][0]["label"], "Bologna (BO)");
    });
}
