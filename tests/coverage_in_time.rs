//! Days: who was reached then, what opened and closed since. What is not dated is said, what is protected stays so.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{TestApp, story};

async fn rows(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/v1/coverage?group=all&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

fn value(rows: &[Value], code: &str, measure: &str) -> f64 {
    let found = rows.iter().find(|row| row["area_code_istat"] == code && row["measure"] == measure);
    found.and_then(|row| row["value"].as_f64()).unwrap_or_else(|| panic!("{code} {measure}: {rows:#?}"))
}

/// Imola opened on 1 May 2024, Faenza's centre in 2020; Cagliari had a site from 2010 until June 2025, and will have another.
const DATES: &str = "
    update site set opened_on = '2024-05-01' where public_id = 2002;
    update centre set opened_on = '2020-01-01' where slug = 'faenza';
    update site set opened_on = '2026-09-01' where public_id = 2004;
    insert into centre (public_id, external_id, slug, name, recognition, network_role, published, source_id)
    values (1900, 'chiuso', 'cagliari-chiuso', 'Centro di prima', 'da_verificare', 'unico', true, 1);
    insert into site (public_id, centre_id, external_id, kind, status, address, municipality_id, geom, precision, opened_on, closed_on, source_id)
    select 2900, c.id, 'chiuso', 'sede_principale', 'cessata', 'via di prima 1', m.id, st_setsrid(st_makepoint(9.1, 39.3), 4326), 'civico',
           '2010-01-01', '2025-06-01', 1
    from centre c, municipality m where c.slug = 'cagliari-chiuso' and m.istat_code = '092009';
    insert into service (centre_id, category, audiences, languages) select id, 'affidamento_familiare', '{}', array['it'] from centre where slug = 'cagliari-chiuso'";

#[test]
fn a_day_has_the_sites_that_were_open_on_it() {
    story(async {
        let app = TestApp::small().await;
        app.edit(DATES).await;
        app.settled().await;
        for (day, emilia, sardinia) in [
            ("2009-12-31", 2.0, 0.0),
            ("2019-12-31", 2.0, 1.0),
            ("2024-04-30", 3.0, 1.0),
            ("2024-05-01", 4.0, 1.0),
            ("2025-05-31", 4.0, 1.0),
            ("2025-06-01", 4.0, 0.0),
            ("2026-08-31", 4.0, 0.0),
            ("2026-09-01", 4.0, 1.0),
        ] {
            let counted = rows(&app, &format!("indicator=C1&level=region&as_of={day}")).await;
            assert_eq!((value(&counted, "08", "sites"), value(&counted, "20", "sites")), (emilia, sardinia), "{day}");
            assert_eq!(counted[0]["as_of"], day);
        }
        let then = rows(&app, "indicator=C3&level=region&as_of=2025-05-31").await;
        assert_eq!(then.iter().find(|row| row["area_code_istat"] == "20").expect("a row")["numerator"], json!(149_000.0));
        assert!(then[0]["flags"].as_str().is_some_and(|flags| flags.contains("sites_without_opening_date:2")), "{}", then[0]);
        // What it offered counts too, and nothing of it is in any list.
        let offered = rows(&app, "indicator=C1&level=region&as_of=2025-05-31&service=affidamento_familiare").await;
        assert_eq!((value(&offered, "20", "sites"), value(&offered, "08", "sites")), (1.0, 0.0));
        for path in ["/api/v1/sites", "/api/v1/sites?status=cessata", "/api/v1/centres", "/centri"] {
            let text = app.get(path).await.text();
            assert!(!text.contains("di prima") && !text.contains("2900"), "{path}");
        }
        // Every indicator can be asked for a day.
        for indicator in
            ["C2", "C5", "C6", "C7", "C8", "C9", "S1", "S2", "S3", "S4", "S5", "S6", "served_people", "service_offer", "hub_spoke"]
        {
            let found = rows(&app, &format!("indicator={indicator}&level=nation&as_of=2024-04-30")).await;
            assert!(!found.is_empty() && found.iter().all(|row| row["as_of"] == "2024-04-30"), "{indicator}");
        }
        let recipe = |rows: &[Value]| rows[0]["recipe"].as_str().expect("an id").to_owned();
        let now = rows(&app, "indicator=C3&level=region").await;
        assert_ne!(recipe(&then), recipe(&now));
        let content = app.get(&format!("/api/v1/coverage/recipes/{}", recipe(&then))).await.json();
        assert_eq!((&content["parameters"]["as_of"], content["versions"]["sites_of_the_day"].is_string()), (&json!(["2025-05-31"]), true));
        // A day of a closed site that is set right is another recipe.
        app.edit("update site set closed_on = '2025-05-01' where public_id = 2900").await;
        app.settled().await;
        let corrected = rows(&app, "indicator=C3&level=region&as_of=2025-05-31").await;
        assert_ne!(recipe(&corrected), recipe(&then));
        assert_eq!(corrected.iter().find(|row| row["area_code_istat"] == "20").expect("a row")["numerator"], json!(0.0));
    });
}

#[test]
fn a_change_is_the_difference_of_two_days() {
    story(async {
        let app = TestApp::small().await;
        app.edit(DATES).await;
        app.settled().await;
        let changed = rows(&app, "indicator=C10&level=region&since=2024-01-01").await;
        assert_eq!((value(&changed, "08", "opened_sites"), value(&changed, "08", "closed_sites")), (1.0, 0.0));
        assert_eq!((value(&changed, "20", "opened_sites"), value(&changed, "20", "closed_sites")), (0.0, 1.0));
        assert_eq!((value(&changed, "08", "centres_change"), value(&changed, "20", "centres_change")), (1.0, -1.0));
        let sardinia = changed.iter().find(|row| row["area_code_istat"] == "20" && row["measure"] == "within_change").expect("a row");
        assert_eq!(
            (&sardinia["numerator"], &sardinia["denominator"], sardinia["unit"].as_str()),
            (&json!(-149_000.0), &json!(149_900.0), Some("points"))
        );
        assert_eq!((&sardinia["since"], &sardinia["as_of"]), (&json!("2024-01-01"), &json!("2026-03-03")));
        for level in ["nation", "region", "province", "municipality"] {
            let changed = rows(&app, &format!("indicator=C10&level={level}&since=2019-06-01&as_of=2025-05-31")).await;
            let (then, now) = (
                rows(&app, &format!("indicator=C3&level={level}&as_of=2019-06-01")).await,
                rows(&app, &format!("indicator=C3&level={level}&as_of=2025-05-31")).await,
            );
            for (before, after) in then.iter().zip(&now) {
                let code = before["area_code_istat"].as_str().expect("a code");
                let delta = after["value"].as_f64().expect("a number") - before["value"].as_f64().expect("a number");
                assert!((value(&changed, code, "within_change") - delta).abs() < 1e-9, "{level} {code}");
            }
        }
        for (query, wrong) in
            [("", "since"), ("&since=2026-03-03", "since"), ("&since=ieri", "since"), ("&since=2020-01-01&as_of=2019-01-01", "since")]
        {
            let answer = app.get(&format!("/api/v1/coverage?indicator=C10{query}")).await;
            assert_eq!(
                (answer.status, answer.json()["errors"][0]["parameter"].as_str()),
                (StatusCode::BAD_REQUEST, Some(wrong)),
                "{query}"
            );
        }
        let page = app.get("/copertura/20?gruppo=all&dal=2024-01-01").await.text();
        assert!(
            page.contains("Cosa è cambiato dal 1º gennaio 2024") && page.contains("Non ha aperto nessuna sede e ne ha chiuso una."),
            "{page}"
        );
        assert!(page.contains("−99,4 punti"), "{page}");
        assert!(app.get("/copertura/20?dal=2030-01-01").await.text().contains("field-error"));
        let day = app.get("/copertura?giorno=2025-05-31&gruppo=all").await.text();
        assert!(day.contains("Situazione del 31 maggio 2025") && day.contains("as_of=2025-05-31"), "{day}");
    });
}

#[test]
fn a_closed_site_that_is_protected_tells_no_more_than_an_open_one() {
    story(async {
        let closed = |id: i64, at: &str, visibility: &str| {
            format!(
                "insert into centre (public_id, external_id, slug, name, recognition, network_role, published, source_id)
                 values ({id}, 'x{id}', 'x{id}', 'Centro', 'da_verificare', 'unico', true, 1);
                 insert into site (public_id, centre_id, external_id, kind, status, municipality_id, geom, precision, position_visibility, closed_on, source_id)
                 select {id}, c.id, 'x{id}', 'sede_principale', 'cessata', m.id, st_setsrid(st_makepoint({at}), 4326), 'civico', '{visibility}', '2025-06-01', 1
                 from centre c, municipality m where c.slug = 'x{id}' and m.istat_code = '092009';"
            )
        };
        let (here, elsewhere) = (TestApp::small().await, TestApp::small().await);
        here.edit(&closed(3001, "9.1, 39.3", "solo_comune")).await;
        elsewhere.edit(&format!("{}{}", closed(3001, "9.18, 39.38", "solo_comune"), closed(3002, "9.1, 39.3", "riservata"))).await;
        here.settled().await;
        elsewhere.settled().await;
        for indicator in ["C1", "C2", "C3", "C5", "C6", "C7", "C8", "C10", "S6"] {
            // Quality and inequality are told of wider areas only.
            for level in ["municipality", "province", "region"].into_iter().filter(|level| indicator != "S6" || *level != "municipality") {
                let question = format!("/api/v1/coverage?indicator={indicator}&level={level}&group=all&since=2020-01-01&as_of=2025-05-31");
                if indicator == "C8" && level == "municipality" {
                    continue;
                }
                let (one, other) = (here.get(&question).await, elsewhere.get(&question).await);
                assert_eq!((one.status, one.text()), (StatusCode::OK, other.text()), "{question}");
            }
        }
        let counted = rows(&here, "indicator=C1&level=municipality&as_of=2025-05-31").await;
        assert_eq!(value(&counted, "092009", "sites"), 1.0, "it counts where its comune may be told");
    });
}
