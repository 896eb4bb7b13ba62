//! Travel times: a matrix comes in as it is, and says who reaches a site in so many minutes. The small Italy is worked out
//! by hand.

use axum::http::StatusCode;
use centri::imports::{self, Kind, Options};
use serde_json::{Value, json};

use crate::centre_lists::{Folder, import_as, one};
use crate::support::{TestApp, clock, story};

async fn rows(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/v1/coverage?indicator=C4&group=all&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

fn row<'a>(rows: &'a [Value], code: &str, measure: &str) -> &'a Value {
    rows.iter()
        .find(|row| row["area_code_istat"] == code && row["measure"] == measure)
        .unwrap_or_else(|| panic!("{code} {measure}: {rows:#?}"))
}

fn under(source: &str) -> Options {
    Options { source: Some(source.into()), ..Options::default() }
}

/// Bologna, Imola, Faenza and Cagliari; nothing from Borgo, and no way from Cagliari.
const MATRIX: [&str; 8] = [
    "037006,2001,10",
    "037006,2002,35.5",
    "37032,2002,30",
    "37032,2001,31",
    "039010,039010,61",
    "039010,2001,46",
    "092009,2001,",
    "092009,2002,NA",
];

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("from_id,to_id,travel_time_p50\n{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn the_small_italy_by_minutes() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("travel"));
        let nothing = rows(&app, "level=region").await;
        assert_eq!(
            (nothing[0]["state"].as_str(), nothing[0]["reason"].as_str()),
            (Some("not_computed"), Some("no travel-time matrix is loaded"))
        );
        let file = folder.file("tempi.csv", &csv(&MATRIX));
        let report = import_as(pool, Kind::TravelTimes, &file, &under("tempi-prova")).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (8, 0), "{report}");
        assert!(report.reading.iter().any(|line| line.contains("zero iniziale")), "{report}");
        app.settled().await;
        assert_eq!(app.get("/api/v1/coverage/matrices").await.json()["items"][0]["key"], "tempi-prova");

        // Imola needs exactly thirty minutes; Faenza's own site is an hour and a minute away, Bologna's three quarters and one.
        for (minutes, people) in [(15, 390_000.0), (30, 459_000.0), (45, 459_000.0), (60, 517_000.0)] {
            let found = rows(&app, &format!("level=region&threshold_min={minutes}")).await;
            let emilia = row(&found, "08", "within_minutes");
            assert_eq!((&emilia["numerator"], &emilia["denominator"]), (&json!(people), &json!(517_000.0)), "{minutes}");
            assert_eq!((&emilia["threshold"], &emilia["threshold_unit"]), (&json!(f64::from(minutes)), &json!("min")));
            assert_eq!((&emilia["travel_times"], &emilia["value_low"]), (&json!("tempi-prova"), &Value::Null));
        }
        let found = rows(&app, "level=region").await;
        let mean = row(&found, "08", "mean_minutes")["value"].as_f64().expect("a number");
        assert!((mean - (390.0 * 10.0 + 69.0 * 30.0 + 58.0 * 46.0) / 517.0).abs() < 1e-9, "{mean}");
        assert_eq!(
            (&row(&found, "08", "median_minutes")["value"], &row(&found, "08", "p90_minutes")["value"]),
            (&json!(10.0), &json!(46.0))
        );
        // No way, no times and too long are three things.
        let sardinia = row(&found, "20", "within_minutes");
        assert_eq!((sardinia["state"].as_str(), &sardinia["value"]), (Some("unreachable"), &Value::Null));
        assert_eq!(sardinia["flags"], "partial people_without_times:900 unreachable_people:149000");
        let comuni = rows(&app, "level=municipality&threshold_min=15").await;
        let states =
            ["092108", "092009", "039010"].map(|code| row(&comuni, code, "within_minutes")["state"].as_str().expect("a state").to_owned());
        assert_eq!(states, ["not_computed", "unreachable", "computed"]);
        assert_eq!(row(&comuni, "039010", "within_minutes")["value"], json!(0.0));
        // The rest of the nation is counted: those without times are in no share.
        let nation = rows(&app, "level=nation").await;
        assert_eq!(row(&nation, "IT", "within_minutes")["denominator"], json!(666_000.0));

        // Only some sites: then others are nearest.
        let without = rows(&app, "level=municipality&network_role=hub").await;
        assert_eq!(row(&without, "037032", "within_minutes")["value"], json!(0.0), "31 minutes to the hub");
        // A site the matrix does not know is said where it is.
        app.edit("update site set status = 'attiva' where public_id = 2004").await;
        app.settled().await;
        let found = rows(&app, "level=region").await;
        let flags = |code: &str, measure: &str| row(&found, code, measure)["flags"].as_str().expect("a text").to_owned();
        assert!(flags("20", "within_minutes").contains("sites_without_times:1"), "{found:#?}");
        assert!(!flags("08", "within_minutes").contains("sites_without_times"), "{found:#?}");
        // Comuni counted say whose times nobody knows, as people do.
        assert_eq!(flags("20", "uncovered_comuni_minutes"), "partial comuni_without_times:1 sites_without_times:1");
        // A mean is the same whatever the threshold, and says none.
        assert_eq!(
            (&row(&found, "08", "mean_minutes")["threshold"], &row(&found, "08", "within_minutes")["threshold"]),
            (&Value::Null, &json!(30.0))
        );
        let recipe = app.get(&format!("/api/v1/coverage/recipes/{}", found[0]["recipe"].as_str().expect("an id"))).await.json();
        assert_eq!((&recipe["parameters"]["matrix"], recipe["versions"]["travel_times"].is_string()), (&json!(["tempi-prova"]), true));
        for (query, wrong) in [("threshold_min=20", "threshold_min"), ("matrix=altra", "matrix")] {
            let answer = app.get(&format!("/api/v1/coverage?indicator=C4&{query}")).await;
            assert_eq!(
                (answer.status, answer.json()["errors"][0]["parameter"].as_str()),
                (StatusCode::BAD_REQUEST, Some(wrong)),
                "{query}"
            );
        }
        let page = app.get("/copertura?indicatore=C4&gruppo=all").await.text();
        assert!(page.contains("nessun centro raggiungibile") && page.contains("30 minuti"), "{page}");
    });
}

#[test]
fn the_way_there_is_not_the_way_back_and_the_order_of_rows_says_nothing() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("asymmetric"));
        let mut pairs = vec!["037006,037032,20", "037032,037006,50", "039010,037006,40"];
        let file = folder.file("matrice.csv", &csv(&pairs));
        import_as(pool, Kind::TravelTimes, &file, &under("matrice")).await.expect("imported");
        app.settled().await;
        let before = rows(&app, "level=municipality").await;
        let within = |rows: &[Value], code: &str| row(rows, code, "within_minutes")["numerator"].clone();
        assert_eq!((within(&before, "037006"), within(&before, "037032")), (json!(390_000.0), json!(0.0)));
        pairs.reverse();
        let turned = folder.file("girata.csv", &csv(&pairs));
        let again = import_as(pool, Kind::TravelTimes, &turned, &under("matrice")).await.expect("imported");
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, 3, 0), "{again}");
        app.settled().await;
        assert_eq!(rows(&app, "level=municipality").await, before);
        // Two matrices: whoever asks says which.
        import_as(pool, Kind::TravelTimes, &turned, &under("seconda")).await.expect("imported");
        app.settled().await;
        assert_eq!(app.get("/api/v1/coverage?indicator=C4").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(rows(&app, "level=municipality&matrix=matrice").await.len(), before.len());
    });
}

#[test]
fn rows_that_match_nothing_come_back_and_an_import_is_taken_back() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("unmatched"));
        let count = async || one::<i64>(pool, "select count(*) from travel_time").await;
        let messy = b"Origine;Destinazione;Minuti\n037006;2001;10,5\n999999;2001;5\n037032;2005;5\n037032;2006;5\n037032;7;5\n037032;2002;dieci\n037032;2002;-3\n037006;2001;12\n;2001;1\n";
        let file = folder.file("disordinata.csv", messy);
        let report = import_as(pool, Kind::TravelTimes, &file, &under("tempi")).await.expect("imported");
        let refused: Vec<(u64, Option<&str>)> = report.refused.iter().map(|one| (one.row, one.column.as_deref())).collect();
        let cell = |row: u64, column: &'static str| (row, Some(column));
        assert_eq!(
            refused,
            [
                cell(3, "origine"),
                // A site that is told by its comune, one that does not exist for the public, one that never was: all alike.
                cell(4, "destinazione"),
                cell(5, "destinazione"),
                cell(6, "destinazione"),
                cell(7, "minuti"),
                cell(8, "minuti"),
                (9, None),
                cell(10, "origine"),
            ],
            "{report}"
        );
        assert_eq!((report.inserted, count().await), (1, 1));
        assert_eq!(imports::undo(pool, report.run.expect("a number"), "prova", clock()).await.expect("taken back"), 1);
        assert_eq!((count().await, one::<i64>(pool, "select count(*) from travel_matrix").await), (0, 0));
        // A second edition replaces the first, and then the first cannot be taken back alone.
        let first = import_as(pool, Kind::TravelTimes, &folder.file("uno.csv", &csv(&MATRIX)), &under("tempi")).await.expect("imported");
        let edition = folder.file("due.csv", &csv(&["037006,2001,11", "037032,2002,30"]));
        let second = import_as(pool, Kind::TravelTimes, &edition, &under("tempi")).await.expect("imported");
        assert_eq!((second.updated, second.unchanged, second.vanished, count().await), (1, 1, 6, 2), "{second}");
        for run in [first.run, second.run] {
            assert!(imports::undo(pool, run.expect("a number"), "prova", clock()).await.is_err());
        }
        let rehearsal = Options { dry_run: true, ..under("prova") };
        import_as(pool, Kind::TravelTimes, &file, &rehearsal).await.expect("rehearsed");
        assert_eq!(count().await, 2);
    });
}

#[test]
fn cells_have_their_own_times_or_those_of_their_comune() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("cell-times"));
        let cells = folder.file("celle.csv", b"id,lon,lat,popolazione\nnord,11.30,44.55,1000\nsud,11.30,44.45,3000\n");
        import_as(pool, Kind::Demand, &cells, &under("celle")).await.expect("imported");
        let file = folder.file("tempi.csv", &csv(&["nord,2002,40", "037032,2002,25", "ovest,2002,1"]));
        let report = import_as(pool, Kind::TravelTimes, &file, &under("tempi")).await.expect("imported");
        assert_eq!((report.inserted, report.refused[0].row), (2, 4), "{report}");
        app.settled().await;
        let found = rows(&app, "level=municipality&municipality=037032&demand=celle").await;
        let imola = row(&found, "037032", "within_minutes");
        assert_eq!((&imola["numerator"], &imola["denominator"]), (&json!(3_000.0), &json!(4_000.0)));
    });
}

#[test]
fn times_to_a_site_go_when_its_position_is_hidden() {
    story(async {
        let app = TestApp::small().await;
        let folder = Folder::new("hidden-times");
        let file = folder.file("tempi.csv", &csv(&MATRIX));
        import_as(&app.pools.owner, Kind::TravelTimes, &file, &under("tempi")).await.expect("imported");
        app.edit("update site set position_visibility = 'riservata' where public_id = 2001").await;
        app.settled().await;
        let left: i64 = one(
            &app.pools.owner,
            "select count(*) from travel_time t join travel_destination d on d.id = t.destination_id where d.site_id is not null",
        )
        .await;
        assert_eq!(left, 3, "those to Imola");
        let found = rows(&app, "level=municipality&threshold_min=60").await;
        assert_eq!(row(&found, "037006", "within_minutes")["numerator"], json!(390_000.0), "by Imola, 35.5 minutes");
        assert_eq!(row(&found, "039010", "within_minutes")["numerator"], json!(0.0));
    });
}
