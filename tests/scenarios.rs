//! Scenarios of the simulator: kept by a form, opened by anybody on any process, with what has changed since. Nothing is kept
//! of a pin that is still moving.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::support::{Answer, TestApp, between, page, settings, story};

const FORM: &str = "punto=9.1%2C39.3&soglia=10&gruppo=all&regione=20";
const BROWSER: (&str, &str) = ("sec-fetch-site", "same-origin");

async fn send(app: &TestApp, body: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/copertura/simulatore").header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::from(body.to_owned())).expect("a request")).await
}

/// The address a form leads to.
async fn kept(app: &TestApp, body: &str) -> String {
    let answer = send(app, body, &[BROWSER]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(answer.headers.get("set-cookie").is_none());
    answer.header("location").to_owned()
}

async fn count(app: &TestApp, table: &str) -> i64 {
    sqlx::query_scalar(&format!("select count(*) from {table}")).fetch_one(&app.pools.owner).await.expect("a number")
}

#[test]
fn a_scenario_is_kept_once_and_opened_by_another_process_after_a_restart() {
    story(async {
        let app = TestApp::small().await;
        let address = kept(&app, FORM).await;
        let id = address.strip_prefix("/copertura/simulatore?scenario=").expect("its own address");
        assert!(id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
        assert_eq!(kept(&app, FORM).await, address, "the same once more is the same");
        assert_eq!(kept(&app, "regione=20&gruppo=all&punto=9.1000001%2C39.3&azione=&luogo=").await, address, "however it is written");
        assert_ne!(kept(&app, &FORM.replace("9.1", "9.2")).await, address);
        assert_eq!(count(&app, "coverage_scenario").await, 2);

        let other = TestApp::over(app.pools.clone(), settings()).await;
        for app in [&app, &other] {
            let text = page(app, &address).await;
            assert!(text.contains(&format!("https://centri.example.it{address}")), "{text}");
            assert!(between(&text, "id=\"salvato\">", "</h2>").contains("Scenario salvato il 3 marzo 2026"), "{text}");
            let sentence = between(&text, "data-outcome-sentence>", "</p>");
            assert_eq!(sentence, "149.000 persone in più avrebbero un centro entro 10 km in linea d’aria, in un comune.");
            assert!(text.contains("name=\"punto\" value=\"9.10000,39.30000\"") && !text.contains("data-kept-then"), "{text}");
        }
        for unknown in ["0000000000000000", "1", "..%2F..", "%00"] {
            let answer = app.get(&format!("/copertura/simulatore?scenario={unknown}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
            assert!(answer.text().contains("Questo scenario non c’è"), "{}", answer.text());
        }
    });
}

#[test]
fn a_scenario_says_what_changed_since_and_what_it_said_then() {
    story(async {
        let app = TestApp::small().await;
        let address = kept(&app, FORM).await;
        // A centre opens in Cagliari itself: the pin brings nothing any more.
        app.edit(
            "update site set status = 'attiva', geom = st_setsrid(st_makepoint(9.1, 39.3), 4326),
                    municipality_id = (select id from municipality where istat_code = '092009') where public_id = 2004",
        )
        .await;
        app.settled().await;
        let text = page(&app, &address).await;
        assert!(between(&text, "data-outcome-sentence>", "</p>").starts_with("Questo punto non porta a nessuno"), "{text}");
        assert!(between(&text, "role=\"note\">", "</p>").contains("qualcosa è cambiato (centri)"), "{text}");
        let then = between(&text, "data-kept-then>", "</p>");
        assert!(then.starts_with("Quel giorno: 149.000 persone in più"), "{then}");
        assert!(page(&app, &format!("{address}&lang=en")).await.contains("On that day: 149,000 more people"));
        // Kept again it is asked of other data: another scenario, and the first stays.
        let again = kept(&app, FORM).await;
        assert_ne!(again, address);
        assert!(!page(&app, &again).await.contains("data-kept-then"));
    });
}

#[test]
fn two_scenarios_are_compared_area_by_area() {
    story(async {
        let app = TestApp::small().await;
        let first = kept(&app, FORM).await;
        // 16 km east of Cagliari's point nobody is reached who was not; in Bologna site 2002 closes.
        let second = kept(&app, "punto=9.1%2C39.3&chiudi=2002&chiudi=2003&soglia=10&gruppo=all").await;
        let id = |address: &str| address.rsplit_once('=').expect("an id").1.to_owned();
        let asked = |one: &str, other: &str| format!("/copertura/simulatore/confronto?a={one}&b={other}");
        let text = page(&app, &asked(&id(&first), &id(&second))).await;
        let table = between(&text, "data-compared>", "</table>");
        let cells: Vec<&str> = table
            .split("<tr>")
            .nth(3)
            .expect("a row")
            .split("</t")
            .map(|cell| cell.rsplit_once('>').map_or("", |(_, text)| text))
            .collect();
        assert_eq!(cells[0], "Sardegna", "{table}");
        assert_eq!(cells[2], cells[3], "the pin does the same in both: {table}");
        assert_eq!(cells[4], "nessuna differenza", "{table}");
        assert!(table.contains("Emilia-Romagna") && table.contains("<td>−"), "{table}");
        assert!(text.contains("con domande diverse"), "the Region is not the same: {text}");
        assert!(text.contains("149.000 persone in più"), "{text}");
        // An address says its id; the same scenario twice differs in nothing.
        let twice = page(
            &app,
            &asked(&id(&first), &format!("https%3A%2F%2Fcentri.example.it%2Fcopertura%2Fsimulatore%3Fscenario%3D{}", id(&first))),
        )
        .await;
        assert!(twice.contains("data-compared") && !twice.contains("con domande diverse"), "{twice}");
        // What is not there is said, and what was typed stays.
        let unknown = page(&app, &asked(&id(&first), "0000000000000000")).await;
        assert!(unknown.contains("field-error") && unknown.contains("Questo scenario non c’è"), "{unknown}");
        assert!(unknown.contains(&format!("value=\"{}\"", id(&first))) && unknown.contains("value=\"0000000000000000\""));
        assert!(!page(&app, "/copertura/simulatore/confronto").await.contains("field-error"));
        // A site that has gone meanwhile closes no more, and the page says so.
        app.edit("update site set status = 'cessata' where public_id = 2003").await;
        app.settled().await;
        let gone = page(&app, &asked(&id(&first), &id(&second))).await;
        assert!(gone.contains("data-compared") && between(&gone, "field-error\">", "</p>").contains("2003"), "{gone}");
        assert!(page(&app, &first).await.contains(&format!("/copertura/simulatore/confronto?a={}", id(&first))));
    });
}

#[test]
fn a_form_of_another_site_is_refused_and_one_that_cannot_be_kept_leads_back() {
    story(async {
        let app = TestApp::small().await;
        for foreign in [
            vec![("sec-fetch-site", "cross-site"), ("origin", "https://altrove.example.it")],
            vec![("sec-fetch-site", "same-site")],
            vec![("origin", "https://altrove.example.it"), ("host", "centri.example.it")],
            vec![("origin", "null")],
        ] {
            let answer = send(&app, FORM, &foreign).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{foreign:?}");
            assert!(answer.text().contains("da una pagina di questo sito"), "{}", answer.text());
        }
        assert_eq!(send(&app, FORM, &[("origin", "https://centri.example.it")]).await.status, StatusCode::SEE_OTHER);
        let json = Request::post("/copertura/simulatore").header("content-type", "application/json").body(Body::from("{}"));
        assert_eq!(app.send(json.expect("a request")).await.status, StatusCode::BAD_REQUEST);
        let kept_before = count(&app, "coverage_scenario").await;
        for wrong in ["punto=qui", "soglia=2&punto=9.1%2C39.3", "gruppo=nessuno&punto=9.1%2C39.3", "chiudi=99&punto=9.1%2C39.3"] {
            let back = kept(&app, wrong).await;
            assert_eq!(back, format!("/copertura/simulatore?{wrong}"));
            assert!(page(&app, &back).await.contains("field-error"), "{wrong}");
        }
        let empty = kept(&app, "soglia=10").await;
        assert!(page(&app, &empty).await.contains("Lo scenario è ancora vuoto"));
        assert_eq!(count(&app, "coverage_scenario").await, kept_before);
        let large = "punto=9.1%2C39.3&".repeat(8_000);
        assert_eq!(send(&app, &large, &[BROWSER]).await.status, StatusCode::BAD_REQUEST);
    });
}

#[test]
fn a_pin_on_its_way_leaves_no_recipe_and_one_at_rest_leaves_one() {
    story(async {
        let app = TestApp::small().await;
        for step in 0..20 {
            let part = page(&app, &format!("/copertura/simulatore?punto=9.{step:02},39.3&gruppo=all&parte=mossa")).await;
            assert!(part.starts_with("<section class=\"outcome\"") && part.contains("data-outcome-sentence"), "{part}");
            assert!(!part.contains("/recipes/") && !part.contains("<svg"), "{part}");
        }
        assert_eq!(count(&app, "coverage_recipe").await, 0);
        let part = page(&app, "/copertura/simulatore?punto=9.1,39.3&gruppo=all&parte=esito").await;
        assert_eq!(count(&app, "coverage_recipe").await, 1);
        let recipe = between(&part, "<a href=\"", "\"");
        let recipe = app.get(recipe).await.json();
        assert_eq!((&recipe["kind"], &recipe["changes"]["add"][0]["lon"]), (&"what-if".into(), &9.1.into()));
        // The drawing says the same in words, and shows the pin and the comune that gains.
        let drawing = between(&part, "<svg", "</svg>");
        assert!(drawing.contains("149.000 persone in più") && drawing.contains("picture-land"), "{drawing}");
        assert_eq!((drawing.matches("picture-pin").count(), drawing.matches("class=\"picture-reached\"").count()), (1, 1));
    });
}

#[test]
fn a_site_is_closed_or_moved_by_form_and_given_back() {
    story(async {
        let app = TestApp::small().await;
        let asked = page(&app, "/copertura/simulatore?regione=08&gruppo=all").await;
        let menu = between(&asked, "name=\"sede\"", "</select>");
        assert!(menu.contains("value=\"2001\"") && !menu.contains("value=\"2005\""), "a place that is not public cannot move: {menu}");
        let closed = page(&app, "/copertura/simulatore?regione=08&gruppo=all&sede=2001&azione=chiudi").await;
        assert!(closed.contains("name=\"chiudi\" value=\"2001\""), "{closed}");
        let sentence = between(&closed, "data-outcome-sentence>", "</p>");
        assert_eq!(sentence, "390.000 persone in meno avrebbero un centro entro 10 km in linea d’aria, in un comune.");
        assert!(
            closed.contains("data-lost-codes=\"037006\"") && between(&closed, "class-lost\"", "</table>").contains("−390.000"),
            "{closed}"
        );
        let moved = page(&app, "/copertura/simulatore?regione=08&gruppo=all&sede=2001&azione=sposta&luogo=9.1,39.3").await;
        assert!(moved.contains("name=\"sposta\" value=\"2001:9.10000,39.30000\""), "{moved}");
        let sentence = between(&moved, "data-outcome-sentence>", "</p>");
        assert_eq!(sentence, "149.000 persone in più e 390.000 in meno avrebbero un centro entro 10 km in linea d’aria.");
        // Moved to where it stands, to be dragged from there: nothing changes yet.
        let still = page(&app, "/copertura/simulatore?regione=08&gruppo=all&sede=2001&azione=sposta").await;
        assert!(between(&still, "data-outcome-sentence>", "</p>").starts_with("Lo scenario non cambia"), "{still}");
        let given_back = between(&moved, "data-kind=\"moved\"", "</li>");
        assert!(given_back.contains("Bologna") && given_back.contains("href=\"/copertura/simulatore?soglia=10"), "{given_back}");
        for wrong in ["sede=2005&azione=chiudi", "chiudi=2006", "sposta=2001:niente", "sede=x&azione=sposta"] {
            let text = page(&app, &format!("/copertura/simulatore?regione=08&{wrong}")).await;
            assert!(text.contains("field-error"), "{wrong}: {text}");
        }
    });
}

#[test]
fn another_figure_is_asked_by_another_level_and_says_its_own_sentence() {
    story(async {
        let app = TestApp::small().await;
        let mean = page(&app, "/copertura/simulatore?punto=11.1,44.5&gruppo=all&regione=08&indicatore=C5&livello=provincia").await;
        let sentence = between(&mean, "data-outcome-sentence>", "</p>");
        assert!(sentence.starts_with("In Emilia-Romagna la distanza media tra persone e centro più vicino scenderebbe da "), "{sentence}");
        let table = between(&mean, "data-before-after", "</table>");
        assert!(table.contains("Bologna") && table.contains("Ravenna") && table.contains("Provincia"), "{table}");
        assert!(between(&mean, "data-reached=\"class-reached\"", "</table>").contains("→"), "{mean}");
        let gaps = page(&app, "/copertura/simulatore?punto=9.1,39.3&gruppo=all&regione=20&indicatore=C6").await;
        let sentence = between(&gaps, "data-outcome-sentence>", "</p>");
        assert_eq!(sentence, "In Sardegna i comuni senza un centro entro 10 km in linea d’aria passerebbero da 2 a 1.");
        // The same as the interface says.
        let body = serde_json::json!({"indicator": "C6", "group": "all", "level": "region", "add": [{"lon": 9.1, "lat": 39.3}]});
        let request = Request::post("/api/v1/coverage/what-if").header("content-type", "application/json");
        let found = app.send(request.body(Body::from(body.to_string())).expect("a request")).await.json();
        let sardinia =
            found["items"].as_array().expect("items").iter().find(|item| item["area_code_istat"] == "20").expect("Sardinia").clone();
        assert_eq!((&sardinia["before"]["value"], &sardinia["after"]["value"]), (&2.0.into(), &1.0.into()));
    });
}

#[test]
fn who_is_not_asked_for_longest_makes_room_first() {
    story(async {
        let app = TestApp::small().await;
        let address = kept(&app, FORM).await;
        let id = address.rsplit('=').next().expect("an id");
        // As if it had been kept long ago, with others beyond the bound that were opened since.
        app.edit("update coverage_scenario set opened_on = '2020-01-01'").await;
        page(&app, &address).await;
        let opened: chrono::NaiveDate = sqlx::query_scalar("select opened_on from coverage_scenario where id = $1")
            .bind(id)
            .fetch_one(&app.pools.owner)
            .await
            .expect("a day");
        assert_eq!(opened.to_string(), "2026-03-03", "opening it counts");
        app.edit(
            "insert into coverage_scenario select lpad(translate(n::text, 'ilou', ''), 16, 'z'), 'soglia=10', jsonb_build_object('x', (select string_agg(md5(random()::text), '') from generate_series(1, 40000))), '{}', now(), '2021-01-01'
             from generate_series(1, 60) as n",
        )
        .await;
        // One in thirty-two clears up: the id begins with a nought.
        for step in 0..200 {
            if kept(&app, &format!("punto=9.1%2C39.{:03}&soglia=10&gruppo=all", 100 + step)).await.contains("scenario=0") {
                break;
            }
        }
        let bytes: i64 = sqlx::query_scalar(
            "select sum(length(question) + pg_column_size(recipe) + pg_column_size(told))::bigint from coverage_scenario",
        )
        .fetch_one(&app.pools.owner)
        .await
        .expect("a sum");
        assert!(bytes <= 64 << 20, "{bytes}");
        assert_eq!(app.get(&address).await.status, StatusCode::OK, "what is asked for stays");
    });
}
