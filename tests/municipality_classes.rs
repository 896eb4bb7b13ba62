//! Official classes of comuni: read as publishers write them, replaced by the next edition, overruled by another source,
//! taken back.

use std::collections::BTreeMap;

use centri::imports::{self, Kind, Options, Report};
use rust_xlsxwriter::Workbook;
use sqlx::PgPool;

use crate::centre_lists::{Folder, import_as, one};
use crate::support::{TestApp, clock, story};

/// The classes that are public, as "comune scheme class source".
async fn classes(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', municipality_code, scheme, class, source) from public_municipality_classes order by municipality_code, scheme",
    )
    .fetch_all(&app.pools.public)
    .await
    .expect("the public role reads them")
}

fn under(source: &str) -> Options {
    Options { source: Some(source.into()), ..Options::default() }
}

async fn import(pool: &PgPool, folder: &Folder, source: &str, text: &str) -> Report {
    let file = folder.file(&format!("{source}.csv"), text.as_bytes());
    import_as(pool, Kind::MunicipalityClasses, &file, &under(source)).await.expect("imported")
}

fn refused(report: &Report) -> Vec<(u64, &str)> {
    report.refused.iter().map(|one| (one.row, one.column.as_deref().unwrap_or_default())).collect()
}

const WHOLE: &str = "cod_com;classe snai;montagna\n037006;A;NM\n037032;C;P\n039010;D;NM\n092009;E;NM\n092108;F;T\n";

#[test]
fn classes_come_in_as_publishers_write_them() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes"));
        let text = "PROCOM_T;COMUNE;DES_AI_2020;Comune Montano;Note\n037006;Bologna;A - Polo;NM;\n37032;Imola;C - Cintura;P;\n\
                    039010;Faenza;INTERMEDIO;Non montano;\n092009;Cagliari;Polo intercomunale;no;\n092108;Borgo;F Ultra-periferico;Totalmente montano;\n";
        let rehearsal = Options { dry_run: true, ..under("mappa") };
        let file = folder.file("mappa.csv", text.as_bytes());
        let rehearsed = import_as(pool, Kind::MunicipalityClasses, &file, &rehearsal).await.expect("rehearsed");
        assert_eq!((rehearsed.inserted, classes(&app).await.len()), (10, 0), "{rehearsed}");
        let report = import(pool, &folder, "mappa", text).await;
        assert_eq!((report.inserted, report.refused.len(), report.warned.len()), (10, 0, 0), "{report}");
        let said = report.reading.join("\n");
        for words in ["aree interne (SNAI): 5", "montagna: 5", "zeri iniziali", "Colonne non usate: Note"] {
            assert!(said.contains(words), "{words} is not said in {said}");
        }
        let known = classes(&app).await;
        assert_eq!(
            known,
            [
                "037006 mountain not_mountain mappa",
                "037006 snai A mappa",
                "037032 mountain partly_mountain mappa",
                "037032 snai C mappa",
                "039010 mountain not_mountain mappa",
                "039010 snai D mappa",
                "092009 mountain not_mountain mappa",
                "092009 snai B mappa",
                "092108 mountain mountain mappa",
                "092108 snai F mappa",
            ]
        );
        // The same again changes nothing, and nobody is told of a change.
        let told = async || one::<i64>(pool, "select count(*) from change_log where subject = 'territory'").await;
        let before = told().await;
        let again = import(pool, &folder, "mappa", text).await;
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, 10, 0), "{again}");
        assert_eq!((told().await, classes(&app).await), (before, known));
    });
}

#[test]
fn a_workbook_with_titles_letters_and_names_is_read() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-xlsx"));
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("DATI").expect("a name");
        sheet.write(0, 0, "Mappa delle aree interne 2020").expect("a cell");
        for (column, header) in (0..).zip(["PROCOM_T", "COMUNE", "COD_AI_2020", "DES_AI_2020", "Zona altimetrica"]) {
            sheet.write(2, column, header).expect("a cell");
        }
        let rows = [
            (37_006.0, "Bologna", "A", "Polo", 3.0),
            (37_032.0, "Imola", "C", "Cintura", 3.0),
            (39_010.0, "Faenza", "C", "Intermedio", 5.0),
            (92_009.0, "Cagliari", "A", "Polo", 4.0),
        ];
        for (row, (code, comune, letter, name, zone)) in (3..).zip(rows) {
            sheet.write(row, 0, code).expect("a cell");
            for (column, cell) in (1..).zip([comune, letter, name]) {
                sheet.write(row, column, cell).expect("a cell");
            }
            sheet.write(row, 4, zone).expect("a cell");
        }
        sheet.write(8, 0, "Fonte: ISTAT").expect("a cell");
        let file = folder.file("mappa.xlsx", &book.save_to_buffer().expect("a workbook"));
        let report = import_as(pool, Kind::MunicipalityClasses, &file, &under("mappa")).await.expect("imported");
        assert_eq!((report.inserted, report.warned.len()), (6, 1), "{report}");
        assert_eq!(refused(&report), [(6, "snai_nome")], "{report}");
        assert!(classes(&app).await.contains(&"092009 altimetric_zone 4 mappa".to_owned()));
    });
}

#[test]
fn what_is_refused_changes_nothing() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-refused"));
        import(pool, &folder, "regione", WHOLE).await;
        let before = classes(&app).await;
        // Letter and name of two classes, no class, half a row, a comune twice, a code of nobody, no class at all.
        let broken =
            "cod_com;classe snai;montagna\n037006;D - Polo;T\n037032;G;P\n039010;E;forse\n092009;F;no\n92009;F;no\n999999;A;no\n092108;;\n";
        let report = import(pool, &folder, "regione", broken).await;
        assert_eq!(refused(&report), [(2, "snai"), (3, "snai"), (4, "montagna"), (6, "comune"), (7, "cod_com")], "{report}");
        let text = report.to_string();
        for said in
            ["di due classi diverse", "A (polo), B (polo intercomunale)", "T (totalmente montano)", "due volte", "riga 8: nessuna classe"]
        {
            assert!(text.contains(said), "{said} is not said in {text}");
        }
        // Of one row nobody knows which comune it means: so nothing of the last edition goes.
        assert_eq!((report.updated, report.unchanged, report.vanished, report.warned.len()), (1, 1, 0, 2), "{report}");
        assert!(text.contains("tutto il file: di alcune righe rifiutate non si sa il comune"), "{text}");
        let changed: Vec<String> = before.iter().map(|row| row.replace("092009 snai E", "092009 snai F")).collect();
        assert_eq!(classes(&app).await, changed);
        // Where all are known, comuni of refused rows keep what they had and those that are no longer there go.
        let report = import(pool, &folder, "regione", "cod_com;classe snai;montagna\n037006;D - Polo;T\n037032;D;\n").await;
        assert_eq!((report.updated, report.refused.len(), report.vanished), (1, 1, 3), "{report}");
        let left = ["037006 mountain not_mountain regione", "037006 snai A regione", "037032 snai D regione"];
        let known: Vec<String> =
            classes(&app).await.into_iter().filter(|row| row.contains(" snai ") || row.starts_with("037006")).collect();
        assert_eq!(known, left);
    });
}

#[test]
fn an_edition_replaces_the_last_one_and_another_source_overrules_it() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-editions"));
        import(pool, &folder, "istat", "istat;snai\n037006;A\n037032;C\n039010;D\n").await;
        let next = import(pool, &folder, "istat", "istat;snai\n037006;A\n037032;B\n").await;
        assert_eq!((next.inserted, next.updated, next.unchanged, next.vanished), (0, 1, 1, 1), "{next}");
        assert_eq!(classes(&app).await, ["037006 snai A istat", "037032 snai B istat"]);
        // The newest word counts, whoever says it.
        let other = import(pool, &folder, "regione", "istat;snai;comune montano\n037032;D;sì\n").await;
        assert_eq!((other.inserted, other.updated), (1, 1), "{other}");
        assert!(other.to_string().contains("di un'altra fonte, e ora sono di questa: 1"), "{other}");
        let both = ["037006 snai A istat", "037032 mountain mountain regione", "037032 snai D regione"];
        assert_eq!(classes(&app).await, both);
        // A source takes away only its own words, and only where the file speaks of that classification.
        let gone = import(pool, &folder, "istat", "istat;snai\n037006;A\n").await;
        assert_eq!((gone.unchanged, gone.vanished), (1, 0), "{gone}");
        for silent in ["istat;snai\n037032;D\n", "istat;snai;comune montano\n037032;D;\n"] {
            assert_eq!(import(pool, &folder, "regione", silent).await.vanished, 0);
            assert_eq!(classes(&app).await, both);
        }
        let moved = import(pool, &folder, "regione", "istat;snai;comune montano\n037032;D;\n092009;;T\n").await;
        assert_eq!((moved.inserted, moved.vanished), (1, 1), "{moved}");
        assert_eq!(classes(&app).await, ["037006 snai A istat", "037032 snai D regione", "092009 mountain mountain regione"]);
    });
}

#[test]
fn what_was_only_added_is_taken_back() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-undo"));
        let undo = async |report: &Report| imports::undo(pool, report.run.expect("a number"), "prova", clock()).await;
        let first = import(pool, &folder, "istat", WHOLE).await;
        assert_eq!(undo(&first).await.expect("taken back"), 10);
        assert_eq!(classes(&app).await, Vec::<String>::new());
        let first = import(pool, &folder, "istat", WHOLE).await;
        let other = import(pool, &folder, "regione", "cod_com;snai\n037006;B\n").await;
        for report in [&first, &other] {
            assert!(undo(report).await.is_err(), "what was replaced cannot come back alone");
        }
        assert_eq!(classes(&app).await.len(), 10);
    });
}

#[test]
fn comuni_that_merged_have_one_class() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-merged"));
        app.edit(
            "insert into municipality_change (code_before, name_before, code_after, name_after, effective_on, kind, source_id)
             values ('037098', 'Antico', '037032', 'Imola', '2024-01-01', 'incorporazione', 1),
                    ('037099', 'Vecchio', '037032', 'Imola', '2024-01-01', 'incorporazione', 1)",
        )
        .await;
        let text = "pro_com,snai\n037032,C\n37098,C\n037099,D\n037006,A\n";
        let report = import(pool, &folder, "mappa", text).await;
        assert_eq!((report.inserted, refused(&report)), (2, vec![(4, "comune")]), "{report}");
        assert!(report.to_string().contains("Imola (BO)"), "{report}");
        assert_eq!(classes(&app).await, ["037006 snai A mappa", "037032 snai C mappa"]);
    });
}

#[test]
fn a_file_without_classes_is_no_list_and_the_example_of_the_template_no_comune() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("municipality-classes-template"));
        import(pool, &folder, "modello", WHOLE).await;
        let before = classes(&app).await;
        let runs = async || one::<i64>(pool, "select count(*) from import_run").await;
        let count = runs().await;
        let file = folder.file("altro.csv", b"cod_com;comune;abitanti;gruppo\n037006;Bologna;390000;A\n");
        let failure = import_as(pool, Kind::MunicipalityClasses, &file, &under("modello")).await.expect_err("no classes");
        for said in ["snai", "montagna", "zona_altimetrica", "abitanti"] {
            assert!(failure.to_string().contains(said), "{failure}");
        }
        assert_eq!((classes(&app).await, runs().await), (before, count));
        // Unless somebody says which column it is.
        let mapping = BTreeMap::from([("snai".to_owned(), "gruppo".to_owned())]);
        let mapped = import_as(pool, Kind::MunicipalityClasses, &file, &Options { mapping, ..under("altra") }).await.expect("imported");
        assert_eq!((mapped.updated, mapped.refused.len()), (1, 0), "{mapped}");

        for name in ["modello.csv", "modello.xlsx"] {
            let file = folder.0.join(name);
            imports::write_template(Kind::MunicipalityClasses, &file).expect("written");
            let report = import_as(pool, Kind::MunicipalityClasses, &file, &under("compilato")).await.expect("read");
            assert_eq!((report.inserted + report.updated, refused(&report)), (0, vec![(2, "comune")]), "{report}");
        }
        let file = folder.0.join("modello.csv");
        let filled = std::fs::read_to_string(&file).expect("text").replace("Comune di esempio", "Imola");
        std::fs::write(&file, filled).expect("filled in");
        let report = import_as(pool, Kind::MunicipalityClasses, &file, &under("compilato")).await.expect("imported");
        assert_eq!((report.inserted, report.updated, report.refused.len()), (1, 2, 0), "{report}");
        let imola: Vec<String> = classes(&app).await.into_iter().filter(|row| row.starts_with("037032")).collect();
        assert_eq!(imola, ["037032 altimetric_zone 3 compilato", "037032 mountain partly_mountain compilato", "037032 snai D compilato"]);
    });
}
