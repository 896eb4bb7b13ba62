//! The thirteen traps found in real data (README of the research, §4), one story each, by their number.
//! What needs the real files says aloud when it does not find them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use centri::imports::{self, Kind, Options};
use data_import::{read_municipality_boundaries, read_population};
use sqlx::PgPool;

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::geocode_alessandria::{alessandria, with_alessandria};
use crate::istat_files::{COLUMNS, Given, MANY, one_of_many, record, squares, wide, with_many};
use crate::support::shapefile::{Layer, UTM_32, zipped};
use crate::support::{TestApp, clone_of, everything, italy_template, root, settings, story};

fn bundled(name: &str) -> PathBuf {
    root().join("data-import/bundled").join(name)
}

/// A list of one site for each of these comuni, and what its rows became: row and code of the comune it lies in now.
async fn comuni_of(pool: &PgPool, name: &str, columns: &str, rows: &[String]) -> (imports::Report, BTreeMap<String, String>) {
    let folder = Folder::new(name);
    let word = name.replace('-', "");
    let mut text = format!("id,nome,{columns}\n");
    for (at, row) in rows.iter().enumerate() {
        // Of no list a name is alike to one of another.
        writeln!(text, "{at},{word} {at},{row}").expect("written");
    }
    let options = Options { source: Some(name.to_owned()), ..Options::default() };
    let report = import_as(pool, Kind::Centres, &folder.file("elenco.csv", text.as_bytes()), &options).await.expect("imported");
    let found: Vec<(String, String)> = sqlx::query_as(
        "select s.external_id, m.istat_code from site s join municipality m on m.id = s.municipality_id join source so on so.id = s.source_id where so.key = $1",
    )
    .bind(name)
    .fetch_all(pool)
    .await
    .expect("rows");
    (report, found.into_iter().collect())
}

/// Old code, old name, new code and new name of every change there was.
fn changes() -> Vec<[String; 4]> {
    let mut reader = csv::Reader::from_path(bundled("comuni-variazioni-2022-2025.csv")).expect("bundled");
    reader.records().map(|row| row.expect("a row")).map(|row| [0, 1, 2, 3].map(|at| row[at].to_owned())).collect()
}

#[test]
fn trap_1_an_edition_with_a_hole_changes_nothing() {
    let codes: BTreeSet<String> =
        read_municipality_boundaries(bundled("comuni-2025.fgb")).map(|row| row.expect("a row").istat_code).collect();
    assert!(codes.contains("005122") && codes.contains("012144") && codes.len() == 7_896, "the bundled edition is whole");
    story(async {
        let app = with_many().await;
        let pool = &app.pools.owner;
        let before = everything(pool).await;
        let mut records = squares();
        records.push(wide("025075", "Setteville", "5", 12.0, 45.9));
        // One is gone, and the comune it became is not in the file, as in the edition of 2023.
        for number in MANY.filter(|number| *number != 19) {
            let (code, name, lon, lat) = one_of_many(number);
            records.push(record(&code, &name, "8", lon, lat));
        }
        let bytes = zipped(&[Layer { name: "Limiti/Com01012026_g_WGS84", columns: &COLUMNS, records: &records }], UTM_32);
        let file = Given::new("Limiti01012026_g.zip", &bytes);
        let refused = format!("{:#}", file.imported(pool, Kind::Boundaries, &Options::default()).await.expect_err("a hole"));
        assert!(refused.contains("il file ha un buco") && refused.contains("non ha più Comune 19 (037719)"), "{refused}");
        assert_eq!(everything(pool).await, before);
    });
}

#[test]
fn trap_2_a_comune_without_a_figure_is_not_a_comune_without_people() {
    let without: Vec<String> = read_population(bundled("popolazione-comuni-2023-su-confini-2025.csv"))
        .map(|row| row.expect("a row"))
        .filter(|row| row.cells.iter().all(|(_, _, persons)| persons.is_none()))
        .map(|row| row.istat_code)
        .collect();
    assert_eq!(without, ["081025", "099030", "099031"]);
    story(async {
        let app = TestApp::italy().await;
        let stored: i64 = one(
            &app.pools.owner,
            "select count(p.persons) from population p join municipality m on m.id = p.municipality_id where m.istat_code in ('081025', '099030', '099031')",
        )
        .await;
        assert_eq!(stored, 0, "no figure, and no zero");
        let unknown: i64 = one(&app.pools.owner, "select count(*) from public_municipalities where residents is null").await;
        assert_eq!(unknown, 3);
    });
}

#[test]
fn trap_3_figures_that_are_provisional_say_so() {
    let register = std::fs::read_to_string(root().join("data-import/sources.toml")).expect("the register");
    assert!(register.contains("dati provvisori") && register.contains("146.484"));
    story(async {
        let page = TestApp::italy().await.get("/dati/fonti").await.text();
        assert!(page.contains("dati provvisori"), "the page of sources tells the edition");
    });
}

#[test]
fn trap_4_population_on_the_codes_of_2022_reaches_the_comuni_of_today() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let pool = &pools.owner;
        let before: i64 =
            one(pool, "select sum(persons)::bigint from population where sex = 'all' and age_class = 'all' and year = 2023").await;
        // The five-year classes are on the codes of 2022; the totals came on those of 2025.
        let merged: i64 = one(
            pool,
            "select sum(persons)::bigint from population p join municipality m on m.id = p.municipality_id
             where m.istat_code = '005122' and sex <> 'all' and age_class ~ '^[0-9]' and year = 2023 and age_class <> '0-17'",
        )
        .await;
        let whole: i64 = one(
            pool,
            "select persons::bigint from population p join municipality m on m.id = p.municipality_id
             where m.istat_code = '005122' and sex = 'all' and age_class = 'all' and year = 2023",
        )
        .await;
        assert_eq!(merged, whole, "men and women of both comuni that became one");
        assert_eq!(before, 58_840_177);
    });
}

#[test]
fn trap_5_names_keep_their_letters_and_answer_in_either_half() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let pool = &pools.owner;
        let names: Vec<String> = sqlx::query_scalar(
            "select name from municipality where istat_code in ('031019', '031022', '032001') and valid_to is null order by istat_code",
        )
        .fetch_all(pool)
        .await
        .expect("names");
        assert_eq!(names, ["San Floriano del Collio-Števerjan", "Savogna d'Isonzo-Sovodnje ob Soči", "Duino Aurisina-Devin Nabrežina"]);
        let rows: Vec<(&str, &str)> = vec![
            ("San Floriano del Collio,GO", "031019"),
            ("Števerjan,GO", "031019"),
            ("DUINO AURISINA,TS", "032001"),
            ("Devin Nabrezina,TS", "032001"),
            ("Bolzano,BZ", "021008"),
            ("Bozen,BZ", "021008"),
            ("Forlì,FC", "040012"),
            ("FORLI',Forlì-Cesena", "040012"),
            ("Reggio nell'Emilia,RE", "035033"),
            ("Reggio di Calabria,RC", "080063"),
            ("L’Aquila,AQ", "066049"),
            ("Aosta,Valle d'Aosta", "007003"),
            ("Napoli,NA", "063049"),
            ("Reggio Emilia,RE", "035033"),
            ("Reggio Calabria,RC", "080063"),
        ];
        let written: Vec<String> = rows.iter().map(|(row, _)| (*row).to_owned()).collect();
        let (report, found) = comuni_of(pool, "nomi", "comune,provincia", &written).await;
        for (at, (row, code)) in rows.iter().enumerate() {
            assert_eq!(found.get(&at.to_string()).map(String::as_str), Some(*code), "{row}: {report}");
        }
    });
}

#[test]
fn trap_6_naples_is_no_missing_value() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let (report, found) =
            comuni_of(&pools.owner, "napoli", "comune,provincia,regione", &["Napoli,NA,Campania".into(), "Pozzuoli,NA,".into()]).await;
        assert_eq!(
            (report.refused.len(), found.values().map(String::as_str).collect::<Vec<_>>()),
            (0, vec!["063049", "063060"]),
            "{report}"
        );
        let people: i64 = one(&pools.owner, "select residents::bigint from public_municipalities where code = '063049'").await;
        assert!(people > 900_000);
    });
}

#[test]
fn trap_7_of_two_comuni_with_one_name_nobody_chooses() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let shared: Vec<String> =
            sqlx::query_scalar("select name from municipality where valid_to is null group by name having count(*) > 1 order by 1")
                .fetch_all(&pools.owner)
                .await
                .expect("names");
        assert_eq!(shared, ["Castro", "Livo", "Peglio", "Samone", "San Teodoro"]);
        let rows: Vec<String> = shared.iter().map(|name| format!("{name},")).collect();
        let (report, found) = comuni_of(&pools.owner, "doppi", "comune,provincia", &rows).await;
        assert_eq!((report.refused.len(), found.len()), (5, 0), "{report}");
        assert!(report.refused.iter().all(|refusal| refusal.reason.contains("più comuni hanno questo nome (province")), "{report}");
        let (report, found) =
            comuni_of(&pools.owner, "distinti", "comune,provincia", &["Castro,BG".into(), "Castro,Lecce".into(), "Samone (TN),".into()])
                .await;
        assert_eq!(found.values().map(String::as_str).collect::<Vec<_>>(), ["016065", "075096", "022165"], "{report}");
    });
}

#[test]
fn trap_8_codes_of_other_years_land_right_or_are_named() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let pool = &pools.owner;
        // Every code of 2022 that is gone or changed, with the name of then, and alone.
        let changes = changes();
        let changed: Vec<&[String; 4]> = changes.iter().collect();
        assert_eq!(changed.iter().map(|change| &change[0]).collect::<BTreeSet<_>>().len(), 21);
        let with_name: Vec<String> = changed.iter().map(|[code, name, ..]| format!("{code},\"{name}\"")).collect();
        let (report, found) = comuni_of(pool, "codici-2022", "cod_com,comune", &with_name).await;
        assert_eq!(report.refused, vec![], "{report}");
        for (at, [code, name, new, _]) in changed.iter().enumerate() {
            assert_eq!(found.get(&at.to_string()), Some(new), "{code} {name}");
        }
        let alone: Vec<String> = changed.iter().map(|[code, ..]| code.clone()).collect();
        let (_, found) = comuni_of(pool, "codici-2022-soli", "cod_com", &alone).await;
        for (at, [code, _, new, _]) in changed.iter().enumerate() {
            assert_eq!(found.get(&at.to_string()), Some(new), "{code}");
        }
        type Comune = (String, String, String, String);
        // Every comune of Sardinia under a code of 2026, which no edition we hold knows.
        let sardinia: Vec<Comune> = sqlx::query_as(
            "select m.istat_code, m.name, m.cadastral_code, p.label from municipality m join province p on p.id = m.province_id join region r on r.id = p.region_id
             where r.istat_code = '20' and m.valid_to is null order by 1",
        )
        .fetch_all(pool)
        .await
        .expect("rows");
        assert_eq!(sardinia.len(), 377);
        let new_code = |at: usize| format!("{}{:03}", ["112", "113", "114", "115", "116", "117", "118", "119"][at % 8], 1 + at / 8);
        let rows = |with: &dyn Fn(usize, &Comune) -> String| -> Vec<String> {
            sardinia.iter().enumerate().map(|(at, comune)| format!("{},{}", new_code(at), with(at, comune))).collect()
        };
        let (report, found) = comuni_of(pool, "sardegna-catasto", "cod_com,cod_catasto", &rows(&|_, comune| comune.2.clone())).await;
        assert_eq!(report.refused.len(), 0, "{report}");
        assert!(sardinia.iter().enumerate().all(|(at, comune)| found.get(&at.to_string()) == Some(&comune.0)), "by the land register");
        let (report, found) =
            comuni_of(pool, "sardegna-nome", "cod_com,comune,regione", &rows(&|_, comune| format!("\"{}\",Sardegna", comune.1))).await;
        let wrong: Vec<_> =
            sardinia.iter().enumerate().filter(|(at, comune)| found.get(&at.to_string()).is_some_and(|code| *code != comune.0)).collect();
        assert!(wrong.is_empty(), "none lands wrong: {wrong:?}");
        assert_eq!(found.len() + report.refused.len(), 377, "and the others are named: {report}");
        assert!(found.len() >= 376, "{} of 377: {report}", found.len());
        let (report, found) = comuni_of(
            pool,
            "sardegna-sola",
            "cod_com",
            &rows(&|_, _| String::new()).iter().map(|row| row.trim_end_matches(',').to_owned()).collect::<Vec<_>>(),
        )
        .await;
        assert_eq!((found.len(), report.refused.len()), (0, 377), "a code nobody knows is not guessed");
        assert!(report.refused.iter().all(|refusal| refusal.hint.as_ref().is_some_and(|hint| hint.contains("catastale"))), "{report}");
    });
}

#[test]
fn trap_9_a_metropolitan_city_has_its_province_s_code() {
    story(async {
        let app = TestApp::italy().await;
        let pool = &app.pools.owner;
        let rome: (String, String) =
            sqlx::query_as("select p.istat_code, p.label from province p where p.name = 'Roma' and p.valid_to is null")
                .fetch_one(pool)
                .await
                .expect("Rome");
        assert_eq!(rome, ("058".to_owned(), "RM".to_owned()));
        let above: i64 = one(pool, "select count(*) from province where istat_code >= '200'").await;
        assert_eq!(above, 0, "no code of a territorial unit");
        let kinds: i64 = one(pool, "select count(*) from province where kind = 'citta_metropolitana' and valid_to is null").await;
        assert_eq!(kinds, 14);
    });
}

#[test]
fn trap_10_the_archive_of_istat_is_in_metres_whatever_its_name_says() {
    story(async {
        let app = with_many().await;
        let pool = &app.pools.owner;
        let mut records = squares();
        records.push(wide("025075", "Setteville", "5", 12.0, 45.9));
        for number in MANY {
            let (code, name, lon, lat) = one_of_many(number);
            records.push(record(&code, &name, "8", lon, lat));
        }
        let bytes = zipped(&[Layer { name: "Limiti/Com01012026_g_WGS84", columns: &COLUMNS, records: &records }], UTM_32);
        Given::new("Limiti01012026_g.zip", &bytes).imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported");
        let (west, south): (f64, f64) =
            sqlx::query_as("select st_xmin(geom), st_ymin(geom) from municipality where istat_code = '037006' and valid_to is null")
                .fetch_one(pool)
                .await
                .expect("Bologna");
        assert!((west - 11.0).abs() < 1e-5 && (south - 44.4).abs() < 1e-5, "{west} {south}");
    });
}

#[test]
fn trap_11_a_generalised_border_drops_no_point_in_silence() {
    let Some(file) = alessandria() else { return };
    story(async {
        let app = TestApp::small().await;
        let pool = &app.pools.owner;
        with_alessandria(pool).await;
        let mapping = BTreeMap::from([("cod_com".to_owned(), "=006003".to_owned())]);
        let report = import_as(pool, Kind::Places, &file, &Options { mapping, ..Options::default() }).await.expect("imported");
        let stored: i64 = one(pool, "select count(*) from house_number").await;
        // The same door twice is one door; every other row is stored or named.
        eprintln!("Alessandria: {stored} doors stored of 26,160 rows\n{report}");
        assert!(report.to_string().contains("appena fuori dal confine"), "{report}");
        assert!(stored > 25_000, "{stored}");
    });
}

#[test]
fn trap_12_seats_told_twice_announced_or_red_are_what_they_are() {
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let pool = &pools.owner;
        let status = async |state: &str| {
            one::<i64>(
                pool,
                &format!("select count(*) from site s join centre c on c.id = s.centre_id where not s.demo and s.status = '{state}'"),
            )
            .await
        };
        let list = std::fs::read_to_string(bundled("centri-reali.csv")).expect("the list");
        let told = |word: &str| list.lines().filter(|line| line.contains(&format!(",{word},"))).count() as i64;
        assert_eq!(status("programmata").await, told("annunciato"), "announced is planned");
        let historic: i64 = one(pool, "select count(*) from centre where not demo and not published").await;
        assert_eq!(historic, told("storico"), "historic pages are kept and not shown");
        // The same seat with two numbers in two sources asks; a red number of Liguria is not the black one.
        let folder = Folder::new("seats");
        let rows =
            "id,nome,indirizzo,comune,provincia\nR,Centro Rosso,via Prova 12 rosso,Genova,GE\nN,Centro Nero,via Prova 12,Genova,GE\n";
        let report = import(pool, &folder.file("elenco.csv", rows.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 0), "{report}");
        let red: String = one(pool, "select exponent from site where external_id = 'R' and address = 'via Prova 12 rosso'").await;
        assert_eq!(red, "rosso");
        let other = Options { source: Some("comune-genova".into()), ..Options::default() };
        let again = folder.file("comune.csv", "nome,indirizzo,comune,provincia\nCentro Nero,via Prova 14,Genova,GE\n".as_bytes());
        let report = import_as(pool, Kind::Centres, &again, &other).await.expect("imported");
        assert!(
            report.inserted == 0 && report.refused.len() == 1 && report.to_string().contains("assomiglia a una scheda già presente"),
            "{report}"
        );
        // One seat a day in several towns: a hub and its spokes, each where it is.
        let network = "id,id_centro,nome,ruolo,hub,comune,provincia,orari\n\
                       H,H,Centro Rete,hub,,Genova,GE,lun 9-12\nS1,S1,Spoke Uno,spoke,H,Rapallo,GE,mar 9-12\nS2,S2,Spoke Due,spoke,H,Chiavari,GE,mer 9-12\n";
        let report = import_as(
            pool,
            Kind::Centres,
            &folder.file("rete.csv", network.as_bytes()),
            &Options { source: Some("rete".into()), ..options() },
        )
        .await
        .expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (3, 0), "{report}");
        let spokes: i64 = one(
            pool,
            "select count(*) from centre s join centre h on h.id = s.hub_id where h.external_id = 'H' and s.network_role = 'spoke'",
        )
        .await;
        assert_eq!(spokes, 2);
    });
}

#[test]
fn trap_13_postcodes_come_only_from_whom_may_license_them() {
    let register = std::fs::read_to_string(root().join("data-import/sources.toml")).expect("the register");
    assert!(!register.to_lowercase().contains("zauberware"), "no package that carries them is bundled");
    let folder = root().join("data-import/bundled");
    for entry in std::fs::read_dir(folder).expect("bundled") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end == "csv") {
            let text = std::fs::read_to_string(&path).expect("text");
            let header = text.lines().next().unwrap_or_default().to_owned();
            assert!(!header.split(',').any(|column| column == "cap"), "{} has postcodes", path.display());
        }
    }
    let Some(file) = std::env::var_os("CENTRI_TEST_DATA").map(|folder| PathBuf::from(folder).join("geocodifica/cap-localita-geonames.csv"))
    else {
        eprintln!("traps: NOT PROVED, CENTRI_TEST_DATA is not set");
        return;
    };
    // Imported by who may, they are taken row by row: what contradicts itself stays out and is counted.
    story(async {
        let pools = clone_of(&italy_template().await).await;
        let report = import_as(&pools.owner, Kind::Places, &file, &Options::default()).await.expect("imported");
        let stored: i64 = one(&pools.owner, "select count(*) from place where kind = 'cap'").await;
        assert_eq!(report.refused.len(), 0, "{report}");
        assert!(stored > 4_000, "{stored}: {report}");
        assert!(report.warned.len() + report.reading.len() > 0, "{report}");
        TestApp::over(pools, settings()).await;
    });
}
