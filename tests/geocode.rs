//! Streets, house numbers and the positions found by them: every kind of wrong row, a second import that changes nothing,
//! a million rows in bounded memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use centri::imports::geocode::{Geocoder, Located, Precision, Wanted, house_number};
use centri::imports::{self, Kind, Options, Report};
use data_import::values::address::Address;
use sqlx::{PgConnection, PgPool};

use crate::support::{TestApp, clock, root, story};

/// A folder of its own that goes when the story is over.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("centri-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub async fn import(pool: &PgPool, file: &Path, mapping: &[(&str, &str)]) -> anyhow::Result<Report> {
    let mapping = mapping.iter().map(|(field, header)| ((*field).to_owned(), (*header).to_owned())).collect();
    let options = Options { mapping, ..Options::default() };
    imports::run(pool, Kind::Places, Some(file), &options, &root().join("data-import/bundled"), "prova", clock()).await
}

async fn municipality(pool: &PgPool, code: &str) -> i32 {
    sqlx::query_scalar("select id from municipality where istat_code = $1").bind(code).fetch_one(pool).await.expect("a comune")
}

async fn doors(pool: &PgPool) -> Vec<(String, i32, bool, String, i32, i32)> {
    sqlx::query_as(
        "select s.name, h.number, h.red, h.exponent, h.lon_e7, h.lat_e7 from house_number h join street s on s.id = h.street_id
         order by s.external_id, h.number, h.red, h.exponent",
    )
    .fetch_all(pool)
    .await
    .expect("doors")
}

pub async fn locate(
    geocoder: &mut Geocoder,
    connection: &mut PgConnection,
    comune: i32,
    text: &str,
    locality: Option<&str>,
) -> Option<Located> {
    let address = Address::parse(text).expect("an address");
    let number = house_number(&address);
    let wanted = Wanted { toponym: address.toponym.as_deref(), number: number.as_ref(), locality, postcode: None };
    geocoder.locate(connection, comune, &wanted).await.expect("an answer")
}

/// As the national archive writes it. Imola is the square 11.2–11.4, 44.4–44.6.
const ANNCSU: &str = "\u{feff}CODICE_COMUNE;CODICE_ISTAT;PROGRESSIVO_NAZIONALE;CODICE_COMUNALE;ODONIMO;LOCALITA';DIZIONE_LINGUA1;DIZIONE_LINGUA2;PROGRESSIVO_ACCESSO;CODICE_COMUNALE_ACCESSO;CIVICO;ESPONENTE;SPECIFICITA;METRICO;PROGRESSIVO_SNC;COORD_X_COMUNE;COORD_Y_COMUNE;QUOTA;METODO
E289;037032;101;1;VIA ROMA;CENTRO;;;1;;1;;;;;11,3000;44,5000;;3
E289;037032;101;1;VIA ROMA;CENTRO;;;2;;3;;;;;11,3010;44,5000;;3
E289;037032;101;1;VIA ROMA;CENTRO;;;3;;7;A;;;;11,3030;44,5000;;3
E289;037032;101;1;VIA ROMA;CENTRO;;;4;;7;;ROSSO;;;11,3031;44,5000;;3
E289;037032;102;2;VIA ROMA;SESTO IMOLESE;;;5;;1;;;;;11,3500;44,5500;;3
E289;037032;103;3;VIA SENZA PUNTI;;;;6;;1;;;;;;;;
E289;037032;103;3;VIA SENZA PUNTI;;;;7;;2;;;;;0;0;;
E289;037032;103;3;VIA SENZA PUNTI;;;;8;;3;;;;;684000,5;4928000,2;;
E289;037032;103;3;VIA SENZA PUNTI;;;;9;;4;;;;;44,5;11,3;;
E289;037032;103;3;VIA SENZA PUNTI;;;;10;;5;;;;;11,4500;44,5000;;
E289;037032;103;3;VIA SENZA PUNTI;;;;11;;6;;;;;11,3;;;
E289;037032;103;3;VIA SENZA PUNTI;;;;12;;7;;;;;est;nord;;
E289;037032;104;4;VIA DI CONFINE;;;;13;;9;;;;;11,4010;44,5000;;
E289;037032;101;1;VIA ROMA;CENTRO;;;14;;1;;;;;11,3999;44,5000;;3
Z999;999999;105;5;VIA ALTROVE;;;;15;;1;;;;;11,3;44,5;;
E289;;101;1;;CENTRO;;;16;;9;;;;;11,3;44,5;;
E289;999999;106;6;PIAZZA DELLA LIBERTA';CENTRO;;;17;;12;BIS;;;;11,3100;44,5100;;3
";

#[test]
fn every_kind_of_wrong_row_is_told_and_the_rest_is_stored_once() {
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let folder = Folder::new("anncsu");
        let file = folder.file("INDIR_PROVA.csv", ANNCSU);
        let first = import(&pool, &file, &[]).await.expect("imported");
        assert_eq!((first.inserted, first.updated, first.unchanged, first.vanished), (7, 0, 0, 0), "{first}");
        let told = format!("{first}");
        for reason in [
            "riga 7, colonna lat: senza coordinate",
            "riga 8, colonna lat: coordinate a zero",
            "riga 9, colonna lat: coordinate in metri invece che in gradi",
            "riga 10, colonna lat: latitudine e longitudine scambiate",
            "riga 11, colonna lat: il punto è fuori dal comune di oltre 200 m",
            "riga 12, colonna lat: manca una delle due coordinate",
            "riga 13, colonna lat: le coordinate non sono numeri",
            "riga 14, colonna lat: il punto è appena fuori dal confine",
            "riga 15: stesso numero della stessa via più volte",
            "riga 16, colonna cod_com: nessun comune ha o ha avuto questo codice",
            "riga 17, colonna ODONIMO",
        ] {
            assert!(told.contains(reason), "{reason} is missing in\n{told}");
        }
        let stored = doors(&pool).await;
        assert_eq!(stored.iter().filter(|door| door.0 == "VIA ROMA").count(), 5, "{stored:?}");
        assert_eq!(stored[0], ("VIA ROMA".into(), 1, false, String::new(), 113_000_000, 445_000_000), "the first of two rows counts");
        let again = import(&pool, &file, &[]).await.expect("imported again");
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, 7, 0), "{again}");
        assert_eq!(doors(&pool).await, stored);

        // A new edition: one door moved, one gone, a street gone.
        let edition: String = ANNCSU
            .lines()
            .filter(|line| !line.contains("VIA DI CONFINE") && !line.contains(";3;;7;A;"))
            .map(|line| format!("{}\n", line.replace("11,3010", "11,3011")))
            .collect();
        let next = import(&pool, &folder.file("INDIR_PROVA.csv", &edition), &[]).await.expect("imported");
        assert_eq!((next.inserted, next.updated, next.unchanged, next.vanished), (0, 1, 4, 2), "{next}");
        assert!(next.to_string().contains("1 vie non sono più nella fonte"), "{next}");
        let draft: i64 = sqlx::query_scalar("select count(*) from address_draft").fetch_one(&pool).await.expect("a number");
        assert_eq!(draft, 0, "nothing is left on the way");
    });
}

#[test]
fn an_address_is_as_exact_as_the_register_and_never_in_a_street_that_is_not_meant() {
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let folder = Folder::new("positions");
        import(&pool, &folder.file("INDIR_PROVA.csv", ANNCSU), &[]).await.expect("imported");
        let imola = municipality(&pool, "037032").await;
        let mut connection = pool.acquire().await.expect("a connection");
        let mut geocoder = Geocoder::new();
        for (text, locality, precision, lon) in [
            ("Via Roma 3", Some("Centro"), Precision::Civico, 11.3010),
            ("v. Roma, 7/a", Some("centro"), Precision::Civico, 11.3030),
            ("Via Roma 7 rosso", Some("Centro"), Precision::Civico, 11.3031),
            ("Via Roma 7r", Some("Centro"), Precision::Civico, 11.3031),
            ("Via Roma 5", Some("Centro"), Precision::Interpolato, 11.3020),
            ("Via Roma 17", Some("Centro"), Precision::Interpolato, 11.3030),
            ("Via Roma 1", Some("Sesto Imolese"), Precision::Civico, 11.3500),
            ("Via Roma", Some("Sesto Imolese"), Precision::Via, 11.3500),
            ("Piazza Libertà 12 bis", None, Precision::Civico, 11.3100),
            ("Piazza Liberttà 12/BIS", None, Precision::Civico, 11.3100),
            // Two streets of one name and nothing to choose by; a street without a door that has a position; no such street.
            ("Via Roma 1", None, Precision::Comune, 11.3000),
            ("Via Senza Punti 3", None, Precision::Comune, 11.3000),
            ("Via Garibaldi 3", Some("Sesto Imolese"), Precision::Localita, 11.3500),
            ("Via Garibaldi 3", None, Precision::Comune, 11.3000),
            ("Piazza Roma 3", None, Precision::Comune, 11.3000),
        ] {
            let found = locate(&mut geocoder, &mut connection, imola, text, locality).await.expect("a position");
            assert_eq!(found.precision, precision, "{text}: {found:?}");
            assert!((found.at.lon() - lon).abs() < 1e-6, "{text}: {found:?}");
            assert!(found.accuracy_m >= 20.0, "{text}: {found:?}");
        }
        let several = locate(&mut geocoder, &mut connection, imola, "Via Roma 1", None).await.expect("a position");
        let localities: Vec<&str> = several.candidates.iter().flat_map(|street| &street.localities).map(String::as_str).collect();
        assert_eq!(localities, ["CENTRO", "SESTO IMOLESE"], "a person is asked which one");
        let elsewhere = municipality(&pool, "037006").await;
        let bologna = locate(&mut geocoder, &mut connection, elsewhere, "Via Roma 3", None).await.expect("a position");
        assert_eq!((bologna.precision, bologna.street), (Precision::Comune, None), "a street of another comune is no street");
    });
}

#[test]
fn postcodes_come_from_rows_that_agree_and_say_where_in_a_comune() {
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let folder = Folder::new("cap");
        let file = folder.file(
            "cap.csv",
            "cap,localita,sigla,lat,lon,cod_com_da_punto,comune_da_punto,coerente
40026,Imola,BO,44.50,11.30,037032,Imola,ok
40026,Zello,BO,44.52,11.32,037032,Imola,ok
40027,Mordano,BO,44.45,11.25,037032,Imola,ok
40100,Altrove,BO,44.5,11.5,039010,Faenza,provincia_diversa
40101,Mare,BO,44.0,12.9,,,fuori_confine
",
        );
        let first = import(&pool, &file, &[]).await.expect("imported");
        assert_eq!((first.inserted, first.refused.len(), first.warned.len()), (2, 0, 1), "{first}");
        assert!(first.to_string().contains("(2 righe: 5, 6)"), "{first}");
        let again = import(&pool, &file, &[]).await.expect("imported again");
        assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 2), "{again}");
        let imola = municipality(&pool, "037032").await;
        let mut connection = pool.acquire().await.expect("a connection");
        let wanted = Wanted { toponym: Some("Via Ignota"), postcode: Some("40026"), ..Wanted::default() };
        let found = Geocoder::new().locate(&mut connection, imola, &wanted).await.expect("an answer").expect("a position");
        assert_eq!(found.precision, Precision::Zona);
        assert!((found.at.lon() - 11.31).abs() < 1e-9 && (found.at.lat() - 44.51).abs() < 1e-9, "{found:?}");
        drop(connection);
        app.until("the gazetteer knows the postcode", async |app| {
            app.get("/api/v1/geocode?q=40026").await.json()["items"][0]["kind"] == "cap"
        })
        .await;
    });
}

#[test]
fn a_register_without_a_column_for_the_comune_needs_to_be_told_it() {
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let folder = Folder::new("constant");
        let file =
            folder.file("civici.csv", "cod_via,dug,duf,civico,esponente,cap,quartiere,lat,lon\n1,Via,Roma,1,B,40026,Pedagna,44.5,11.3\n");
        let refused = import(&pool, &file, &[]).await.expect_err("which comune?");
        assert!(format!("{refused:#}").contains("cod_com"), "{refused:#}");
        assert!(import(&pool, &file, &[("cod_com", "=999999")]).await.is_err(), "no comune has this code");
        let report = import(&pool, &file, &[("cod_com", "=037032")]).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 0), "{report}");
        assert_eq!(doors(&pool).await, [("Via Roma".into(), 1, false, "B".into(), 113_000_000, 445_000_000)]);
        for (name, text) in [("vuoto.csv", ""), ("altro.csv", "a,b\n1,2\n"), ("solo.csv", "codice_istat;odonimo;civico\n")] {
            assert!(import(&pool, &folder.file(name, text), &[]).await.is_err(), "{name}");
        }
        // The same door in metres, before and after somebody says which.
        let metric = folder.file("metri.csv", "cod_via,via,civico,lat,lon\n1,Via Milano,2,4929982.18,682845.76\n");
        let unsaid = import(&pool, &metric, &[("cod_com", "=037032")]).await.expect("imported");
        assert_eq!(unsaid.inserted, 0, "{unsaid}");
        let mapping = BTreeMap::from([("cod_com".into(), "=037032".into())]);
        let options = Options { crs: Some("EPSG:32632".into()), mapping, ..Options::default() };
        let bundled = root().join("data-import/bundled");
        let said = imports::run(&pool, Kind::Places, Some(&metric), &options, &bundled, "prova", clock()).await.expect("imported");
        assert_eq!(said.inserted, 1, "{said}");
        let (_, _, _, _, lon, lat) = doors(&pool).await.into_iter().find(|door| door.0 == "Via Milano").expect("the door");
        assert!((lon - 113_000_000).abs() < 10 && (lat - 445_000_000).abs() < 10, "{lon} {lat}");
    });
}

/// Kilobytes of a line of this process's status.
fn kilobytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with(name)).and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

#[test]
fn a_large_register_passes_in_a_stream() {
    let rows: u32 = if crate::support::long() { 1_000_000 } else { 20_000 };
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let folder = Folder::new("large");
        let mut text = String::from("cod_com,cod_via,via,civico,cap,localita,lat,lon\n");
        for row in 0..rows {
            let (street, number) = (row / 50, row % 50 + 1);
            let (lat, lon) =
                (44.45 + f64::from(street % 1_000) / 10_000.0, 11.25 + f64::from(number) / 1_000.0 + f64::from(street / 1_000) / 100_000.0);
            writeln!(text, "037032,{street},Via Inventata {street},{number},40026,Centro,{lat:.6},{lon:.6}").expect("written");
        }
        let file = folder.file("grande.csv", &text);
        drop(text);
        let (before, begun) = (kilobytes("VmRSS"), std::time::Instant::now());
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let first = import(&pool, &file, &[]).await.expect("imported");
        eprintln!(
            "geocode: {rows} addresses in {:.1} s; this process grew from {} MB to at most {} MB",
            begun.elapsed().as_secs_f64(),
            before / 1_000,
            kilobytes("VmHWM") / 1_000
        );
        assert_eq!((first.inserted, first.refused.len()), (rows as usize, 0), "{first}");
        let begun = std::time::Instant::now();
        let again = import(&pool, &file, &[]).await.expect("imported again");
        eprintln!("geocode: the same again in {:.1} s", begun.elapsed().as_secs_f64());
        assert_eq!((again.inserted, again.updated, again.unchanged, again.vanished), (0, 0, rows as usize, 0), "{again}");
        let size: String = sqlx::query_scalar(
            "select pg_size_pretty(pg_total_relation_size('house_number')) || ', ' || pg_size_pretty(pg_total_relation_size('street'))",
        )
        .fetch_one(&pool)
        .await
        .expect("a size");
        eprintln!("geocode: house numbers and streets take {size}");
    });
}
