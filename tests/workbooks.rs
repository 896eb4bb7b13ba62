//! A list as officers keep it: a workbook with several sheets, and rows that are there twice.

use std::path::PathBuf;

use centri::imports::{self, Kind, Options};
use rust_xlsxwriter::Workbook;

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::support::{TestApp, story};

/// A sheet: name, rows of cells.
type Sheet<'a> = (&'a str, &'a [&'a [&'a str]]);

fn workbook(sheets: &[Sheet<'_>], hidden: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        sheet.set_hidden(hidden.contains(name));
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write(row, column, *cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn file(folder: &Folder, sheets: &[Sheet<'_>]) -> PathBuf {
    folder.file("elenco.xlsx", &workbook(sheets, &[]))
}

const LEGEND: Sheet<'static> = ("Legenda", &[&["Sigla", "Significato"], &["MF", "mediazione familiare"]]);

#[test]
fn two_rows_of_one_centre_with_two_codes_are_said_and_both_come_in() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("doubles"));
        let list = "id,nome,indirizzo,comune,provincia,telefono\n\
                    A,Centro per le famiglie Alfa,Via Prima 1,Bologna,BO,051 111111\n\
                    B,Centro Beta,Via Seconda 2,Imola,BO,0542 222222\n\
                    C,Centro famiglie ALFA,via prima n. 1,Bologna,BO,\n\
                    D,Centro Beta,Via Terza 3,Imola,BO,+39 0542222222\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (4, 0), "{report}");
        let text = report.to_string();
        assert!(text.contains("riga 4: ha nome e indirizzo come riga 2"), "{text}");
        assert!(text.contains("riga 5: ha nome e telefono come riga 3"), "{text}");
        assert!(text.contains("uguale_a") && text.contains("id_centro"), "{text}");
        // Whoever decides is not asked again.
        let decided = list.replace("telefono\n", "telefono,uguale_a\n").replace("051 111111\n", "051 111111,\n");
        let decided = decided
            .replace("0542 222222\n", "0542 222222,\n")
            .replace("Bologna,BO,\n", "Bologna,BO,,nuovo\n")
            .replace("0542222222\n", "0542222222,nuovo\n");
        let report = import(pool, &folder.file("elenco.csv", decided.as_bytes())).await;
        assert_eq!((report.inserted, report.unchanged, report.warned.len()), (0, 4, 0), "{report}");
    });
}

#[test]
fn without_codes_two_rows_of_one_centre_are_one() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("codeless"));
        let list = "nome,indirizzo,comune,provincia,telefono\n\
                    Centro Alfa,Via Prima 1,Bologna,BO,051 111111\n\
                    Centro Alfa,Via Prima 1,Bologna,BO,051 111111\n\
                    Centro Alfa,Via Quarta 4,Bologna,BO,051 111111\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 1), "{report}");
        assert!(report.to_string().contains("la prima è riga 2"), "{report}");
        let sites: i64 = one(pool, "select count(*) from site s join centre c on c.id = s.centre_id where c.name = 'Centro Alfa'").await;
        assert_eq!(sites, 2, "one centre with two sites");
    });
}

#[test]
fn a_workbook_with_a_sheet_for_each_part_is_one_list() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("parts"));
        let sheets: [Sheet<'_>; 7] = [
            ("Istruzioni", &[&["Compilare un foglio per ogni argomento."]]),
            (
                "Centri",
                &[
                    &["Codice centro", "Denominazione", "Ente titolare"],
                    &["C1", "Centro Diviso", "Comune di Prova"],
                    &["C2", "Centro Solo", ""],
                ],
            ),
            (
                "SEDI",
                &[
                    &["Elenco delle sedi"],
                    &["codice sede", "id centro", "nome", "comune", "prov", "lat", "lon"],
                    &["S1", "C1", "Sede prima", "Bologna", "BO", "44,5001", "11,1001"],
                    &["S2", "C1", "Sede seconda", "Samarcanda", "BO", "44,5001", "11,3001"],
                    &["S3", "C9", "Sede di nessuno", "Imola", "BO", "", ""],
                ],
            ),
            ("Servizi", &[&["id", "servizio"], &["S1", "mediazione familiare"], &["S1", "consulenza legale"], &["S7", "adozione"]]),
            ("Orari", &[&["codice", "giorno", "dalle", "alle"], &["S1", "lunedì", "9:00", "13:00"]]),
            ("Recapiti", &[&["codice", "canale", "valore"], &["C1", "telefono", "051 1234567"]]),
            LEGEND,
        ];
        let list = file(&folder, &sheets);
        let report = import(pool, &list).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 4), "{report}");
        let text = report.to_string();
        for said in [
            "fogli letti insieme: centri «Centri», sedi «SEDI», servizi «Servizi», orari «Orari», contatti «Recapiti»",
            "Fogli non usati: «Istruzioni» (non ha le colonne di un elenco), «Legenda»",
            "foglio SEDI, riga 4, colonna comune",
            "foglio SEDI, riga 5: nessun centro ha il codice",
            "foglio Servizi, riga 4: nessuna sede",
            "foglio Centri, riga 3: il centro non ha nemmeno una riga fra le sedi",
        ] {
            assert!(text.contains(said), "{said} is not said in:\n{text}");
        }
        let numbers: (i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from service v join site s on s.id = v.site_id where s.external_id = 'S1'),
                    (select count(*) from site_hours h join site s on s.id = h.site_id where s.external_id = 'S1'),
                    (select count(*) from contact_point k join centre c on c.id = k.centre_id where c.external_id = 'C1')",
        )
        .fetch_one(pool)
        .await
        .expect("numbers");
        assert_eq!(numbers, (2, 1, 1));
        // What came back is one table again.
        let back = imports::write_correction(&report, &list).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text");
        assert!(text.contains("\"foglio SEDI, 4\"") || text.contains("foglio SEDI, 4;"), "{text}");
        std::fs::write(&back, text.replace("Samarcanda", "Imola")).expect("corrected");
        let second = import(pool, &back).await;
        let sites: i64 = one(pool, "select count(*) from site s join centre c on c.id = s.centre_id where c.external_id = 'C1'").await;
        assert_eq!(sites, 2, "{second}");
    });
}

#[test]
fn a_sheet_for_each_province_is_one_list_with_rows_named_by_sheet() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("provinces"));
        let sheets: [Sheet<'_>; 5] = [
            ("Copertina", &[&["Centri per le famiglie", "2026"]]),
            (
                "BO",
                &[
                    &["Nome", "Comune", "Telefono"],
                    &["Centro Alfa", "Bologna", "051 111111"],
                    &["Centro Ignoto", "Samarcanda", ""],
                    &["TOTALE", "", "2"],
                ],
            ),
            ("Ravenna", &[&["Comune", "Nome"], &["Faenza", "Centro Gamma"], &["", "Centro di nessun luogo"]]),
            ("Vecchi", &[&["Nome", "Comune"], &["Centro Chiuso", "Imola"]]),
            LEGEND,
        ];
        let list = folder.file("elenco.xlsx", &workbook(&sheets, &["Vecchi"]));
        let report = import(pool, &list).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 2), "{report}");
        let text = report.to_string();
        for said in [
            "fogli letti come un solo elenco: «BO», «Ravenna»",
            "«Vecchi» (è nascosto)",
            "foglio BO, riga 3, colonna comune",
            "foglio Ravenna, riga 3, colonna comune",
            "foglio Ravenna: la provincia è quella del nome del foglio: RA",
        ] {
            assert!(text.contains(said), "{said} is not said in:\n{text}");
        }
        let back = imports::write_correction(&report, &list).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text");
        assert!(text.contains(";Centro Ignoto;Samarcanda;") && text.contains(";Centro di nessun luogo;;"), "{text}");
        std::fs::write(&back, text.replace("Samarcanda", "Imola").replace("nessun luogo;;", "nessun luogo;Imola;")).expect("corrected");
        let report = import(pool, &back).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 1), "the province of the sheet stayed with the row: {report}");
        // A later edition in the same shape: the same centres, none of them gone.
        let again = import(pool, &list).await;
        assert_eq!((again.inserted, again.unchanged, again.refused.len()), (0, 2, 2), "{again}");
        let only = Options { layer: Some("Ravenna".into()), source: Some("altra".into()), dry_run: true, ..Options::default() };
        let report = import_as(pool, Kind::Centres, &list, &only).await.expect("read");
        assert_eq!(report.rows(), 2, "{report}");
    });
}

#[test]
fn two_editions_in_one_workbook_are_not_one_list() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("editions"));
        let rows: &[&[&str]] = &[&["Nome", "Comune"], &["Uno", "Imola"], &["Due", "Imola"], &["Tre", "Faenza"], &["Quattro", "Bologna"]];
        let list = file(&folder, &[("2024", rows), ("2025", rows)]);
        let refused = import_as(pool, Kind::Centres, &list, &options()).await.expect_err("which of them?").to_string();
        assert!(refused.contains("foglio 2024") && refused.contains("foglio 2025") && refused.contains("--layer"), "{refused}");
        let chosen = Options { layer: Some("2025".into()), ..options() };
        assert_eq!(import_as(pool, Kind::Centres, &list, &chosen).await.expect("imported").inserted, 4);
    });
}

#[test]
fn the_template_is_imported_as_it_is_once_filled() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("filled"));
        let path = folder.0.join("modello.xlsx");
        imports::write_template(Kind::Centres, &path).expect("written");
        let report = import(pool, &path).await;
        assert!(report.to_string().contains("foglio «Dati»") && report.to_string().contains("«Istruzioni»"), "{report}");
        assert!(!report.to_string().contains("foglio Dati, riga"), "with one sheet a row is just a row: {report}");
    });
}

#[test]
fn a_sheet_that_looks_like_a_list_is_not_left_out_in_silence() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("nameless"));
        let sheets: [Sheet<'_>; 2] = [
            ("BO", &[&["Nome", "Comune", "Telefono"], &["Centro Alfa", "Bologna", "051 111111"]]),
            ("RA", &[&["Struttura", "Comune", "Telefono", "Orari"], &["Centro Gamma", "Faenza", "0546 000001", "lun 9-13"]]),
        ];
        let list = file(&folder, &sheets);
        let report = import(pool, &list).await;
        assert_eq!((report.inserted, report.warned.len()), (1, 1), "{report}");
        assert!(report.to_string().contains("il foglio «RA» non è stato letto: somiglia a un elenco"), "{report}");
        let mapping = std::collections::BTreeMap::from([("nome".to_owned(), "Struttura".to_owned())]);
        let report =
            import_as(pool, Kind::Centres, &list, &Options { mapping, layer: Some("RA".into()), ..options() }).await.expect("imported");
        assert_eq!(report.inserted, 1, "{report}");
    });
}
