//! Shelters in every disguise a list has for them: nothing of them is stored, repeated or handed back.

use std::path::Path;

use centri::imports::{self, Kind, Options, Part, Report};
use rust_xlsxwriter::Workbook;
use sqlx::PgPool;

use crate::centre_lists::{Folder, import, import_as, options};
use crate::support::{TestApp, everything, story};

/// What no text of ours may hold.
const SECRETS: [&str; 4] = ["Nascosta", "Ginestra", "0542 999999", "ginestra"];

/// Nothing of a shelter is in the database, in the report or in the file that goes back.
async fn nothing_of_it(pool: &PgPool, report: &Report, file: &Path) {
    let mut told = vec![format!("{report} {report:?}")];
    if let Some(back) = imports::write_correction(report, file).expect("written") {
        told.push(std::fs::read_to_string(&back).expect("text"));
        std::fs::remove_file(back).expect("tidied");
    }
    told.extend(everything(pool).await);
    told.extend(sqlx::query_scalar::<_, String>("select change_history::text from change_history").fetch_all(pool).await.expect("history"));
    told.extend(sqlx::query_scalar::<_, String>("select import_run::text from import_run").fetch_all(pool).await.expect("runs"));
    for secret in SECRETS {
        assert!(told.iter().all(|text| !text.contains(secret)), "{secret} is told somewhere: {report}");
    }
}

#[test]
fn a_title_between_the_rows_stops_what_stands_below_it() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("titles"));
        let list = "Nome;Comune;Prov;Indirizzo;Telefono\n\
                    CENTRI PER LE FAMIGLIE;;;;\n\
                    Centro Alfa;Bologna;BO;Via Prima 1;051 111111\n\
                    CASE RIFUGIO;;;;\n\
                    La Ginestra;Imola;BO;Via Nascosta 7;0542 999999\n\
                    Ginestra due;Imola;BO;Via Nascosta 9;0542 999999\n\
                    SPORTELLI;;;;\n\
                    Sportello Beta;Imola;BO;Via Seconda 2;0542 222222\n";
        let file = folder.file("elenco.csv", list.as_bytes());
        let report = import(pool, &file).await;
        assert_eq!(report.inserted, 2, "{report}");
        let stopped = report.refused.iter().filter(|refusal| refusal.reason.contains("struttura protetta")).map(|refusal| refusal.row);
        assert_eq!(stopped.collect::<Vec<_>>(), [4, 5, 6], "{report}");
        nothing_of_it(pool, &report, &file).await;
    });
}

#[test]
fn a_sheet_a_file_or_a_title_of_shelters_is_not_read() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("sheets"));
        let mut book = Workbook::new();
        for (name, title, rows) in [
            ("Centri", "", [["Centro Alfa", "Bologna", "Via Prima 1"], ["Centro Beta", "Imola", "Via Seconda 2"]]),
            ("Case rifugio", "", [["La Ginestra", "Imola", "Via Nascosta 7"], ["Ginestra due", "Imola", "Via Nascosta 9"]]),
            (
                "Altro",
                "Elenco delle strutture protette",
                [["La Ginestra", "Imola", "Via Nascosta 7"], ["Ginestra due", "Imola", "Via Nascosta 9"]],
            ),
        ] {
            let sheet = book.add_worksheet().set_name(name).expect("a name");
            sheet.write(0, 0, title).expect("a cell");
            for (row, cells) in (1..).zip([["Nome", "Comune", "Indirizzo"]].iter().chain(&rows)) {
                for (column, cell) in (0..).zip(cells) {
                    sheet.write(row, column, *cell).expect("a cell");
                }
            }
        }
        let file = folder.file("elenco.xlsx", &book.save_to_buffer().expect("a workbook"));
        let report = import(pool, &file).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 0), "{report}");
        assert!(report.to_string().contains("«Case rifugio» (il nome o il titolo parla di case rifugio"), "{report}");
        nothing_of_it(pool, &report, &file).await;
        let rows = "Nome;Comune;Indirizzo\nLa Ginestra;Imola;Via Nascosta 7\nGinestra due;Imola;Via Nascosta 9\n";
        for (name, text, layer) in [
            ("case-famiglia.csv", rows.to_owned(), None),
            ("elenco.csv", format!("Elenco delle case rifugio;;\n{rows}"), None),
            ("elenco.xlsx", String::new(), Some("Case rifugio")),
            ("elenco.xlsx", String::new(), Some("Altro")),
        ] {
            let path = if text.is_empty() { folder.0.join(name) } else { folder.file(name, text.as_bytes()) };
            let options = Options { layer: layer.map(str::to_owned), ..options() };
            let refused = import_as(pool, Kind::Centres, &path, &options).await.expect_err(name).to_string();
            assert!(refused.contains("non è stato letto né conservato nulla"), "{name}: {refused}");
        }
        nothing_of_it(pool, &report, &file).await;
    });
}

#[test]
fn a_column_a_language_or_a_further_file_that_says_so_stops_the_row() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("columns"));
        let list = "id;Nome;Comune;Prov;Indirizzo;Casa rifugio;Annotazione interna\n\
                    A;Centro Alfa;Bologna;BO;Via Prima 1;no;\n\
                    B;La Ginestra;Imola;BO;Via Nascosta 7;sì;\n\
                    C;Frauenhaus Ginestra;Imola;BO;Via Nascosta 8;;\n\
                    D;La Ginestra;Imola;BO;Via Nascosta 9;;indirizzo segreto\n";
        let file = folder.file("elenco.csv", list.as_bytes());
        let contacts =
            folder.file("contatti.csv", "id;canale;valore;nota\nA;telefono;051 111111;\nE;telefono;0542 999999;casa rifugio\n".as_bytes());
        let options = Options { parts: [(Part::Contacts, contacts)].into(), ..options() };
        let report = import_as(pool, Kind::Centres, &file, &options).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 4), "{report}");
        nothing_of_it(pool, &report, &file).await;
    });
}

#[test]
fn a_cav_comes_in_once_somebody_said_that_its_position_may_be_public() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("cav"));
        let list = "id;nome;comune;provincia;indirizzo\nA;Centro famiglie e CAV;Imola;BO;Via Terza 3\n";
        let file = folder.file("elenco.csv", list.as_bytes());
        let report = import(pool, &file).await;
        assert_eq!((report.inserted, report.refused.len()), (0, 1), "{report}");
        assert!(report.to_string().contains("colonna visibilita") && report.to_string().contains("«solo comune»"), "{report}");
        let answered = folder.file(
            "risposta.csv",
            list.replace("indirizzo\n", "indirizzo;visibilità\n").replace("Terza 3\n", "Terza 3;solo comune\n").as_bytes(),
        );
        let report = import(pool, &answered).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 0), "{report}");
        // Whoever has answered is not asked again, and the answer stays.
        let again = import(pool, &file).await;
        assert_eq!((again.unchanged, again.refused.len()), (1, 0), "{again}");
        let visibility: String = crate::centre_lists::one(pool, "select position_visibility from site where external_id = 'A'").await;
        assert_eq!(visibility, "solo_comune");
    });
}
