//! What an officer met when she walked through an import, each as a story, and the page she read.

use centri::imports::{self, Kind, Options};

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::support::{TestApp, root, story};

const LIST: &str = "id,nome,comune,provincia,lat,lon\nA,Centro Alfa,Bologna,BO,44.5101,11.1101\nB,Centro Beta,Imola,BO,44.5201,11.3201\n";

#[test]
fn a_row_that_is_refused_is_not_missing_from_the_list() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("refused"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        // Beta's point has wandered to Sardinia; Alfa has lost its name.
        let broken = LIST.replace("44.5201,11.3201", "39.30,9.10").replace("Centro Alfa", "");
        let report = import(pool, &folder.file("elenco.csv", broken.as_bytes())).await;
        assert_eq!((report.refused.len(), report.vanished), (2, 0), "{report}");
        let missing: i64 = one(pool, "select count(*) from centre where missing_since is not null").await;
        assert_eq!(missing, 0);
    });
}

#[test]
fn sums_and_remarks_below_a_list_are_no_centres() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("sums"));
        let list = "N.;Nome;Comune;Telefono\n1;Centro Alfa;Bologna;051 111111\n;TOTALE CENTRI;;1\n* campo obbligatorio;;;\n2;Totale Famiglia;Imola;\n3;;Imola;\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len(), report.warned.len()), (2, 1, 2), "{report}");
        assert!(report.to_string().contains("riga 3: non è la riga di un centro"), "{report}");
    });
}

#[test]
fn degrees_among_metres_are_degrees() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("degrees"));
        // 11.1 E 44.5 N by EPSG:1660 inverted (pyproj 3.7, explicit operation), metres of zone 1.
        let list = "id,nome,comune,provincia,lat,lon\nM,Centro Metri,Bologna,BO,4929571.462,1666976.421\nG,Centro Gradi,Bologna,BO,44.5000001,11.1000001\n";
        let file = folder.file("elenco.csv", list.as_bytes());
        let without = import_as(pool, Kind::Centres, &file, &Options { dry_run: true, ..options() }).await.expect("read");
        assert!(without.refused.len() == 1 && without.to_string().contains("EPSG:3003"), "{without}");
        let report =
            import_as(pool, Kind::Centres, &file, &Options { crs: Some("EPSG:3003".into()), ..options() }).await.expect("imported");
        assert_eq!((report.inserted, report.warned.len()), (2, 1), "{report}");
        let apart: f64 = one(pool, "select max(st_distance(geom::geography, st_setsrid(st_makepoint(11.1, 44.5), 4326)::geography)) from site where external_id in ('M', 'G')").await;
        assert!(apart < 0.1, "{apart} m");
    });
}

#[test]
fn rounded_coordinates_claim_no_more_than_they_say() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("rounded"));
        let doors = folder.file("civici.csv", b"cod_com,via,civico,lat,lon\n037032,Via Roma,1,44.5012,11.3045\n");
        import_as(pool, Kind::Places, &doors, &Options::default()).await.expect("imported");
        let list = "id,nome,comune,provincia,indirizzo,lat,lon,precisione\n\
            A,Centro Alfa,Bologna,BO,Via Prima 1,44.51,11.11,\n\
            B,Centro Beta,Bologna,BO,Via Seconda 2,44.5123,11.1234,\n\
            C,Centro Gamma,Bologna,BO,Via Terza 3,44.512,11.123,civico\n\
            D,Centro Delta,Bologna,BO,Via Quarta 4,44.5,11.1,\n\
            E,Centro Epsilon,Bologna,BO,Via Quinta 5,44.512,11.123,via\n\
            F,Centro Zeta,Imola,BO,Via Roma 1,44.51,11.31,\n\
            G,Centro Eta,Bologna,BO,Via Sesta 6,\"44°30'\",\"11°07'\",\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (7, 0), "{report}");
        let text = report.to_string();
        for said in [
            "riga 2, colonna lat: coordinate arrotondate, esatte a circa 786 m: la posizione è indicativa",
            "riga 4, colonna lat: coordinate arrotondate, esatte a circa 79 m: la posizione è indicativa",
            "riga 5, colonna lat: coordinate arrotondate, esatte a circa 7,9 km",
            "riga 7, colonna lat: coordinate arrotondate, esatte a circa 786 m: si usa l'indirizzo",
            "riga 8, colonna lat: coordinate arrotondate, esatte a circa 1,3 km: la posizione è indicativa",
        ] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
        assert!(!text.contains("riga 3, colonna lat") && !text.contains("riga 6, colonna lat"), "{text}");
        let known: Vec<(String, String)> =
            sqlx::query_as("select external_id, precision from site where external_id ~ '^[A-G]$' order by 1")
                .fetch_all(pool)
                .await
                .expect("rows");
        let known: Vec<&str> = known.iter().map(|(_, precision)| precision.as_str()).collect();
        assert_eq!(known, ["quartiere", "civico", "luogo", "comune", "via", "civico", "zona"]);
        let apart: f64 = one(pool, "select st_distance(geom::geography, st_setsrid(st_makepoint(11.3045, 44.5012), 4326)::geography) from site where external_id = 'F'").await;
        assert!(apart < 0.1, "{apart} m");
    });
}

#[test]
fn a_file_somebody_is_correcting_is_never_overwritten() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("corrections"));
        let file = folder.file("elenco.csv", LIST.replace("Imola", "Samarcanda").as_bytes());
        let report = import(pool, &file).await;
        let first = imports::write_correction(&report, &file).expect("written").expect("a file");
        std::fs::write(&first, "in lavorazione").expect("being corrected");
        let second = imports::write_correction(&report, &file).expect("written").expect("a file");
        assert_eq!(std::fs::read_to_string(&first).expect("text"), "in lavorazione");
        assert!(second.ends_with("elenco.da-correggere-2.csv"), "{}", second.display());
        // Either belongs to the list it came from, whatever its number.
        let corrected = std::fs::read_to_string(&second).expect("text").replace("Samarcanda", "Imola");
        std::fs::write(&second, corrected).expect("corrected");
        let report = import_as(pool, Kind::Centres, &second, &Options::default()).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 0), "{report}");
        let source: String = one(pool, "select so.key from centre c join source so on so.id = c.source_id where c.external_id = 'B'").await;
        assert_eq!(source, "elenco");
    });
}

#[test]
fn a_row_with_its_cells_out_of_place_comes_back_as_it_stands() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("places"));
        let list = format!(
            "{LIST}C,Centro Gamma, Famiglie,Imola,BO,44.5201,11.3201\nD,Centro Delta,#N/D,BO,44.5201,11.3301\nE,Casa rifugio Aurora, via Nascosta 1,Imola,BO,44.5201,11.3201\n"
        );
        let file = folder.file("elenco.csv", list.as_bytes());
        let report = import(pool, &file).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 3), "{report}");
        let back = imports::write_correction(&report, &file).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text");
        assert!(text.contains("C;Centro Gamma;Famiglie;Imola;BO;44.5201;11.3201"), "{text}");
        assert!(!text.contains("Nascosta") && !text.contains("Aurora"), "what may be a shelter is not handed on: {text}");
        // As it is, it is refused once more: nothing slips in with its cells shifted.
        let again = import_as(pool, Kind::Centres, &back, &Options::default()).await.expect("read");
        assert_eq!((again.inserted, again.refused.len()), (0, 2), "{again}");
        let corrected = text.replace("Gamma;Famiglie;", "Gamma Famiglie;").replace("#N/D", "Imola");
        std::fs::write(&back, corrected).expect("corrected");
        let report = import_as(pool, Kind::Centres, &back, &Options::default()).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (2, 0), "{report}");
    });
}

#[test]
fn the_template_is_filled_in_and_its_example_is_no_centre() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("template"));
        for name in ["modello.csv", "modello.xlsx"] {
            let file = folder.0.join(name);
            imports::write_template(Kind::Centres, &file).expect("written");
            let report = import_as(pool, Kind::Centres, &file, &options()).await.expect("read");
            assert_eq!((report.inserted, report.refused.len()), (0, 1), "{report}");
            assert!(report.to_string().contains("riga di esempio"), "{report}");
        }
        let empty = folder.file("vuoto.csv", b"id,nome,comune\n");
        assert!(import_as(pool, Kind::Centres, &empty, &options()).await.is_err(), "a header is no list");
    });
}

#[test]
fn the_page_for_officers_shows_the_columns_there_are() {
    let path = root().join("docs/portare-i-propri-dati.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut table = String::from("<!-- columns: begin -->\n| colonna | che cosa scrivere | si riconosce anche come |\n|---|---|---|\n");
    for field in imports::fields(Kind::Centres) {
        let needed = if field.required { " (necessaria)" } else { "" };
        let headers: Vec<&str> = field.headers.iter().take(6).copied().collect();
        table.push_str(&format!("| `{}` | {}{needed} | {} |\n", field.name, field.about, headers.join(", ")));
    }
    table.push_str("<!-- columns: end -->");
    let start = text.find("<!-- columns: begin -->").expect("a mark");
    let end = text.find("<!-- columns: end -->").expect("a mark") + "<!-- columns: end -->".len();
    if std::env::var_os("CENTRI_WRITE_DOCS").is_some() {
        std::fs::write(&path, format!("{}{table}{}", &text[..start], &text[end..])).expect("written");
        return;
    }
    assert_eq!(&text[start..end], table, "run this test with CENTRI_WRITE_DOCS=1 to bring the page up to date");
}

#[test]
fn what_an_officer_writes_by_habit_is_understood_or_asked_all_at_once() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("habits"));
        app.edit(
            "update municipality set name = 'Reggio nell''Emilia' where istat_code = '037032'; update municipality set name = 'Montecchio Emilia' where istat_code = '039010'",
        )
        .await;
        let list = "N.;Denominazione Centro per le Famiglie;Indirizzo;Comune;Prov;Recapiti telefonici;Giorni e orari di apertura;Servizi attivi;Stato;Data apertura;Data chiusura\n\
                    1;Centro Girasole;via Roma 5/b ang. p.zza Fontanesi;Reggio Emilia;BO;tel. 0522/000001; cell 333 0000001;lun-ven 9-13 mart anche 15-18;ascolto, mediazione fam.;;;\n"
            .replace("0522/000001; cell", "0522/000001 - cell");
        let list = list + "2;;via Prima 1;Montecchio;RA;;;;chissà;;\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        let text = report.to_string();
        assert_eq!(report.inserted, 1, "{text}");
        let told: Vec<String> = report.refused.iter().map(ToString::to_string).collect();
        for said in ["riga 3, colonna nome: manca il nome", "forse Montecchio Emilia (RA)", "riga 3, colonna stato"] {
            assert!(told.iter().any(|one| one.contains(said)), "{said} is not said in\n{text}");
        }
        assert!(!text.contains("colonna orari"), "the hours are understood: {text}");
        let hours: i64 = one(pool, "select count(*) from site_hours h join site s on s.id = h.site_id join centre c on c.id = s.centre_id where c.name = 'Centro Girasole'").await;
        assert_eq!(hours, 6);
        let (toponym, number, exponent): (String, String, String) = sqlx::query_as(
            "select s.toponym, s.house_number, s.exponent from site s join centre c on c.id = s.centre_id where c.name = 'Centro Girasole'",
        )
        .fetch_one(pool)
        .await
        .expect("an address");
        assert_eq!((toponym.as_str(), number.as_str(), exponent.to_lowercase().as_str()), ("via Roma", "5", "b"));
        // All that is wrong with a row comes back in one line of the file.
        let back = imports::write_correction(&report, &folder.0.join("elenco.csv")).expect("written").expect("a file");
        let lines = std::fs::read_to_string(back).expect("text");
        assert_eq!(lines.lines().count(), 2, "{lines}");
        assert!(lines.contains("manca il nome del centro · nessun comune si chiama così"), "{lines}");
    });
}

#[test]
fn the_list_as_it_was_makes_nobody_disappear_who_was_corrected_meanwhile() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("as-it-was"));
        let file = folder.file(
            "elenco.csv",
            b"nome,comune,provincia,stato\nCentro Alfa,Bologna,BO,\nCentro Beta,Samarcanda,BO,\nCentro Gamma,Imola,BO,chissa\n",
        );
        let report = import(pool, &file).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 2), "{report}");
        let back = imports::write_correction(&report, &file).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text").replace("Samarcanda", "Imola").replace("chissa", "attiva");
        std::fs::write(&back, text).expect("corrected");
        assert_eq!(import(pool, &back).await.inserted, 2);
        // Without codes only their names tell that they are in the list still.
        let again = import(pool, &file).await;
        assert_eq!((again.unchanged, again.refused.len(), again.vanished), (1, 2, 0), "{again}");
    });
}

#[test]
fn a_street_the_register_does_not_have_is_told_with_those_of_its_name() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("unknown-street"));
        let doors = "cod_catasto;cod_via;via;civico;lon;lat\nA944;1;CORSO ROMA;12;11.1050;44.5000\nA944;2;VIA VERDI;3;11.1100;44.5010\n";
        import_as(pool, Kind::Places, &folder.file("civici.csv", doors.as_bytes()), &Options::default()).await.expect("doors");
        let list = "id;nome;indirizzo;comune;provincia\nA;Centro Alfa;corso Roma 12;Bologna;BO\nB;Centro Beta;via Roma 12;Bologna;BO\n\
                    C;Centro Gamma;via Inesistente 9;Bologna;BO\nD;Centro Delta;via Roma 1;Imola;BO\nE;Centro Epsilon;;Bologna;BO\n";
        let report = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        let told: Vec<(u64, &str, Option<&str>)> =
            report.warned.iter().map(|one| (one.row, one.reason.as_str(), one.hint.as_deref())).collect();
        let reason = "la via non è tra quelle conosciute del comune: la posizione è indicativa";
        assert_eq!(
            told,
            [
                (3, reason, Some("forse Corso Roma; correggere la via, oppure aggiungere le coordinate")),
                (4, reason, Some("correggere la via, oppure aggiungere le coordinate")),
            ],
            "of Imola no street is known, Epsilon names none: {report}"
        );
        let doors: Vec<(String, String)> =
            sqlx::query_as("select external_id, precision from site where external_id in ('A', 'B') order by 1")
                .fetch_all(pool)
                .await
                .expect("sites");
        assert_eq!(doors, [("A".into(), "civico".into()), ("B".into(), "comune".into())], "a wrong street is worse than none");
    });
}
