//! Coverage by class of comune: an analyst compares inner areas, mountain and small comuni. The small Italy is worked out by hand.

use axum::http::StatusCode;
use centri::imports::{Kind, Options};
use serde_json::{Value, json};

use crate::centre_lists::{Folder, import_as};
use crate::support::{TestApp, story};

async fn answer(app: &TestApp, query: &str) -> Value {
    let answer = app.get(&format!("/api/v1/coverage?indicator=C9&group=all&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()
}

async fn rows(app: &TestApp, query: &str) -> Vec<Value> {
    answer(app, query).await["items"].as_array().expect("items").clone()
}

fn row<'a>(rows: &'a [Value], level: &str, code: &str, measure: &str) -> &'a Value {
    rows.iter()
        .find(|row| row["area_level"] == level && row["area_code_istat"] == code && row["measure"] == measure)
        .unwrap_or_else(|| panic!("{level} {code} {measure}: {rows:#?}"))
}

fn under(source: &str) -> Options {
    Options { source: Some(source.into()), ..Options::default() }
}

const CLASSES: &[u8] = "PRO_COM_T;COMUNE;SNAI_2020;Comune montano
037006;Bologna;A - Polo;NM
37032;Imola;C - Cintura;P
039010;Faenza;D - Intermedio;NM
092009;Cagliari;A - Polo;NM
"
.as_bytes();
const TIMES: &[u8] = b"origine,destinazione,minuti\n037006,2001,10\n037032,2002,30\n039010,2001,46\n092009,2001,\n";

#[test]
fn what_is_known_without_any_list() {
    story(async {
        let app = TestApp::small().await;
        let found = rows(&app, "").await;
        // Borgo has 900 residents and nothing on its island; two comuni have from 20,000 to 99,999.
        let small = row(&found, "size_class", "under_2000", "within");
        assert_eq!((&small["numerator"], &small["denominator"], &small["value"]), (&json!(0.0), &json!(900.0), &json!(0.0)));
        assert_eq!(row(&found, "size_class", "under_2000", "mean")["state"], "unreachable");
        let middle = row(&found, "size_class", "20000_99999", "centres_per_10000_people");
        // Imola, its quiet centre, which is known to its comune, and Faenza.
        assert_eq!((&middle["n_centres"], &middle["numerator"], &middle["denominator"]), (&json!(3), &json!(3.0), &json!(127_000.0)));
        assert_eq!(row(&found, "size_class", "2000_4999", "within")["reason"], "nobody of the group is known to live here");
        for (level, reason) in [
            ("snai_class", "no list of SNAI classes of comuni is loaded"),
            ("mountain_class", "no list of mountain comuni is loaded"),
            ("altimetric_zone", "no list of altimetric zones of comuni is loaded"),
        ] {
            let rows: Vec<&Value> = found.iter().filter(|row| row["area_level"] == level).collect();
            assert_eq!(rows.len(), 1, "{level}");
            assert_eq!((rows[0]["state"].as_str(), rows[0]["reason"].as_str()), (Some("not_computed"), Some(reason)));
        }
        let times = row(&found, "size_class", "20000_99999", "within_minutes");
        assert_eq!((times["state"].as_str(), times["reason"].as_str()), (Some("not_computed"), Some("no travel-time matrix is loaded")));
        // Each measure has the bounds it has of a Region.
        assert!(row(&found, "size_class", "20000_99999", "mean")["value_high"].is_number());
    });
}

#[test]
fn inner_areas_and_mountain_by_distance_and_by_minutes() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("classes-of-comuni"));
        let before = answer(&app, "").await;
        let file = folder.file("aree-interne.csv", CLASSES);
        let report = import_as(pool, Kind::MunicipalityClasses, &file, &under("aree-interne-prova")).await.expect("imported");
        assert!(report.refused.is_empty(), "{report}");
        import_as(pool, Kind::TravelTimes, &folder.file("tempi.csv", TIMES), &under("tempi-prova")).await.expect("imported");
        app.settled().await;

        let whole = answer(&app, "").await;
        let found = whole["items"].as_array().expect("items").clone();
        let poles = row(&found, "snai_class", "A", "within");
        assert_eq!(
            (&poles["numerator"], &poles["denominator"], &poles["area_name"]),
            (&json!(390_000.0), &json!(539_000.0), &json!("Polo"))
        );
        assert_eq!((&poles["threshold"], &poles["threshold_unit"], &poles["travel_times"]), (&json!(10_000.0), &json!("m"), &Value::Null));
        assert!(poles["flags"].as_str().is_some_and(|flags| flags.contains("classes:aree-interne-prova")), "{poles}");
        // Half of the people of poles live in Bologna, one in ten has nothing on the island.
        let bologna = app.get("/api/v1/coverage?indicator=C5&group=all&level=municipality&municipality=037006").await.json();
        let metres =
            bologna["items"].as_array().expect("items").iter().find(|row| row["measure"] == "mean").expect("a mean")["value"].clone();
        assert_eq!(row(&found, "snai_class", "A", "median")["value"], metres);
        assert_eq!(row(&found, "snai_class", "A", "p90")["state"], "unreachable");
        let mean = row(&found, "snai_class", "A", "mean");
        assert_eq!(mean["value"], metres);
        assert!(mean["flags"].as_str().is_some_and(|flags| flags.contains("unreachable_people:149000")), "{mean}");
        for (class, name, people) in [("C", "Cintura", 69_000.0), ("D", "Intermedio", 58_000.0)] {
            let one = row(&found, "snai_class", class, "within");
            assert_eq!((&one["area_name"], &one["denominator"], &one["value"]), (&json!(name), &json!(people), &json!(100.0)));
        }
        // Borgo is in no list.
        let rest = row(&found, "snai_class", "snai_unclassified", "within");
        assert_eq!((&rest["area_name"], &rest["numerator"], &rest["denominator"]), (&json!("Senza classe"), &json!(0.0), &json!(900.0)));
        let plain = row(&found, "mountain_class", "not_mountain", "within");
        assert_eq!((&plain["numerator"], &plain["denominator"]), (&json!(448_000.0), &json!(597_000.0)));
        assert_eq!(row(&found, "altimetric_zone", "altimetric_zone", "within")["state"], "not_computed");

        // By minutes: Imola needs exactly thirty, Faenza 46, nothing leads from Cagliari.
        let poles = row(&found, "snai_class", "A", "within_minutes");
        assert_eq!((&poles["numerator"], &poles["denominator"]), (&json!(390_000.0), &json!(539_000.0)));
        assert_eq!(
            (&poles["threshold"], &poles["threshold_unit"], &poles["travel_times"]),
            (&json!(30.0), &json!("min"), &json!("tempi-prova"))
        );
        assert_eq!(row(&found, "snai_class", "A", "mean_minutes")["value"], 10.0);
        assert_eq!(row(&found, "snai_class", "C", "within_minutes")["value"], 100.0);
        assert_eq!(row(&found, "snai_class", "D", "within_minutes")["value"], 0.0);
        assert_eq!(row(&rows(&app, "threshold_min=60").await, "snai_class", "D", "within_minutes")["value"], 100.0);
        assert_eq!(row(&found, "snai_class", "snai_unclassified", "within_minutes")["state"], "not_computed");

        // Of a Region, its comuni only; by whatever level the same.
        let emilia = rows(&app, "region=08").await;
        assert_eq!(row(&emilia, "snai_class", "A", "within")["denominator"], 390_000.0);
        assert!(!emilia.iter().any(|row| row["area_code_istat"] == "snai_unclassified"));
        let figures = |rows: &[Value]| {
            let keys = ["area_code_istat", "measure", "value", "value_low", "numerator", "denominator", "flags", "state"];
            rows.iter().map(|row| keys.map(|key| row[key].clone())).collect::<Vec<_>>()
        };
        assert_eq!(figures(&rows(&app, "level=municipality").await), figures(&found));

        // The page of the Region says the same in words, with nothing said by its code.
        let page = app.get("/copertura/08?gruppo=all").await.text();
        let kinds = page.split("data-coverage-kinds").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
        for said in
            ["Aree interne (SNAI)", ">Poli</th><td>390.000</td>", ">Cintura</th><td>69.000</td>", "Montagna", "Parzialmente montani"]
        {
            assert!(kinds.contains(said), "{said}: {kinds}");
        }
        // All of it is mainland, and nobody imported altimetric zones.
        assert!(!kinds.contains("Isole") && !kinds.contains("Zona altimetrica") && !kinds.contains("coverage-kind"), "{kinds}");
        for language in ["en", "de", "fr", "sl"] {
            assert!(!app.get(&format!("/copertura/08?lang={language}")).await.text().contains("coverage-kind-"), "{language}");
        }

        // The classes are part of the recipe: an edition that says otherwise is another.
        let recipe = app.get(whole["recipe_url"].as_str().expect("an address")).await.json();
        assert!(recipe["versions"]["municipality_classes"].is_string(), "{recipe}");
        assert_ne!(whole["recipe"], before["recipe"]);
        let next = String::from_utf8_lossy(CLASSES).replace("C - Cintura", "E - Periferico");
        import_as(pool, Kind::MunicipalityClasses, &folder.file("aree-interne.csv", next.as_bytes()), &under("aree-interne-prova"))
            .await
            .expect("imported");
        app.settled().await;
        let later = answer(&app, "").await;
        assert_ne!(later["recipe"], whole["recipe"]);
        let found = later["items"].as_array().expect("items");
        assert_eq!(row(found, "snai_class", "E", "within")["denominator"], 69_000.0);
        assert_eq!(row(found, "snai_class", "C", "within")["state"], "not_computed");

        // Each measure says the threshold it was taken with, and no other.
        for (measure, threshold, landmass) in [
            ("within", json!(10_000.0), json!("same")),
            ("median", Value::Null, json!("same")),
            ("centres_per_10000_people", Value::Null, Value::Null),
            ("within_minutes", json!(30.0), Value::Null),
        ] {
            let one = row(found, "snai_class", "A", measure);
            assert_eq!((&one["threshold"], &one["landmass"]), (&threshold, &landmass), "{measure}");
        }
        // Classes have no shapes: no map is promised.
        let tiles = app.get("/tiles/coverage?indicator=C9").await;
        assert_eq!((tiles.status, tiles.json()["errors"][0]["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some("indicator")));

        // As features each has an id of its own, and area_level chooses among them.
        let items = "/ogc/v1/collections/coverage/items?indicator=C9&group=all&limit=1000";
        let features = app.get(items).await.json();
        let mut ids: Vec<&str> = features["features"].as_array().expect("features").iter().filter_map(|one| one["id"].as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), all), (found.len(), found.len()));
        let of_any = "/ogc/v1/collections/coverage/items?group=all&limit=1000";
        for chosen in [
            format!("{items}&area_level=snai_class"),
            format!("{items}&filter=area_level='snai_class'"),
            // Only one indicator answers by classes.
            format!("{of_any}&filter=area_level='snai_class'"),
        ] {
            let some = app.get(&chosen).await;
            assert_eq!(some.status, StatusCode::OK, "{}", some.text());
            let some = some.json();
            let some = some["features"].as_array().expect("features");
            assert!(!some.is_empty() && some.iter().all(|one| one["properties"]["area_level"] == "snai_class"), "{chosen}");
        }
    });
}
