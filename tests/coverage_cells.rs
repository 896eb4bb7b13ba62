//! Demand finer than comuni: cells come in, stand for their comune, and say more where a point for a comune could not.
//! Without CENTRI_TEST_DATA the story of Alessandria says aloud that it proves nothing.

use std::path::PathBuf;

use axum::http::StatusCode;
use centri::imports::{Kind, Options};
use serde_json::{Value, json};

use crate::centre_lists::{Folder, import_as};
use crate::support::{TestApp, clone_of, italy_template, settings, story};

async fn rows(app: &TestApp, query: &str) -> Vec<Value> {
    let answer = app.get(&format!("/api/v1/coverage?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json()["items"].as_array().expect("items").clone()
}

fn under(source: &str) -> Options {
    Options { source: Some(source.into()), ..Options::default() }
}

#[test]
fn cells_stand_for_their_comune_and_go_down_to_two_kilometres() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("cells"));
        // Half of Imola beside its centre, half eight kilometres away; one cell at sea, one without a figure.
        let csv = b"id,lon,lat,popolazione,minori\na,11.30,44.50,1000,200\nb,11.30,44.572,1000,300\nc,12.90,44.50,5,1\nd,11.31,44.50,,\n";
        let file = folder.file("celle-2021.csv", csv);
        let report = import_as(pool, Kind::Demand, &file, &under("prova-celle")).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (3, 1), "{report}");
        assert_eq!(report.refused[0].row, 4);
        app.settled().await;

        let demands = app.get("/api/v1/coverage/demand").await.json();
        assert_eq!(demands["items"][1], json!({"key": "prova-celle", "groups": ["0-17", "all"]}));
        let imola = rows(&app, "indicator=C3&demand=prova-celle&group=0-17&threshold_m=2000&level=municipality&municipality=037032").await;
        assert_eq!((&imola[0]["numerator"], &imola[0]["denominator"]), (&json!(200.0), &json!(500.0)));
        assert!(imola[0]["flags"].as_str().is_some_and(|flags| flags.contains("partial")), "a cell without a figure: {}", imola[0]);
        assert_eq!((&imola[0]["population_year"], &imola[0]["population_source"]), (&json!(2021), &json!("prova-celle")));
        // Bologna is still one point: its province cannot say anything about two kilometres.
        let provinces = rows(&app, "indicator=C3&demand=prova-celle&group=all&threshold_m=2000&level=province&province=037").await;
        assert_eq!((provinces[0]["state"].as_str(), &provinces[0]["value"]), (Some("not_computed"), &Value::Null));
        // At ten kilometres the rest of Italy is told by its comuni.
        let whole = rows(&app, "indicator=C3&demand=prova-celle&group=all&level=region&region=08").await;
        assert_eq!(whole[0]["denominator"], json!(390_000.0 + 2_000.0 + 58_000.0));

        // The same file again changes nothing; the next edition replaces the set.
        let again = import_as(pool, Kind::Demand, &file, &under("prova-celle")).await.expect("imported");
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, 3, 0), "{again}");
        let next = folder.file("celle-2022.csv", b"id,lon,lat,popolazione,minori\na,11.30,44.50,1200,250\n");
        let report = import_as(pool, Kind::Demand, &next, &under("prova-celle")).await.expect("imported");
        assert_eq!((report.updated, report.vanished), (1, 2), "{report}");
        app.settled().await;
        let imola = rows(&app, "indicator=C3&demand=prova-celle&group=0-17&threshold_m=2000&level=municipality&municipality=037032").await;
        assert_eq!(
            (&imola[0]["value"], &imola[0]["denominator"], &imola[0]["population_year"]),
            (&json!(100.0), &json!(250.0), &json!(2022))
        );
    });
}

#[test]
fn the_cells_of_alessandria_say_more_exactly_who_is_reached() {
    let file =
        std::env::var_os("CENTRI_TEST_DATA").map(|folder| PathBuf::from(folder).join("popolazione/griglia-1km-alessandria-stimata.csv"));
    let Some(file) = file.filter(|file| file.is_file()) else {
        eprintln!(
            "coverage: NOT PROVED with cells, CENTRI_TEST_DATA does not name a folder with popolazione/griglia-1km-alessandria-stimata.csv"
        );
        return;
    };
    story(async {
        let app = TestApp::over(clone_of(&italy_template().await).await, settings()).await;
        let report = import_as(&app.pools.owner, Kind::Demand, &file, &under("griglia-alessandria")).await.expect("imported");
        assert!(report.refused.is_empty() && report.inserted > 100, "{report}");
        app.settled().await;
        let question = "indicator=C3&level=municipality&municipality=006003&group=0-17";
        for threshold in [10_000, 20_000] {
            let by_point = rows(&app, &format!("{question}&threshold_m={threshold}")).await;
            let by_cells = rows(&app, &format!("{question}&threshold_m={threshold}&demand=griglia-alessandria")).await;
            let number = |row: &Value, column: &str| row[column].as_f64().expect("a number");
            // The disc of a comune is a model and its cells are not bound by it; by its border they are.
            let certain = rows(&app, &format!("{question}&threshold_m={threshold}&bounds=certain")).await;
            let [low, high] = ["value_low", "value_high"].map(|column| number(&certain[0], column));
            assert!((low..=high).contains(&number(&by_cells[0], "value")), "{} {}", certain[0], by_cells[0]);
            assert!(low <= number(&by_point[0], "value_low") && number(&by_point[0], "value_high") <= high, "{}", certain[0]);
            for row in [&by_point[0], &by_cells[0]] {
                let [low, value, high] = ["value_low", "value", "value_high"].map(|column| number(row, column));
                assert!((0.0..=value).contains(&low) && (value..=100.0).contains(&high), "{row}");
            }
            let width = |row: &Value| number(row, "value_high") - number(row, "value_low");
            assert!(width(&by_cells[0]) <= 20.0, "{}", by_cells[0]);
            assert!(number(&by_cells[0], "demand_resolution") < 1_000.0);
        }
        let near = rows(&app, &format!("{question}&threshold_m=2000&demand=griglia-alessandria")).await;
        assert_eq!(near[0]["state"], "computed");
    });
}
