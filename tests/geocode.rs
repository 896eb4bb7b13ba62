//! Streets, house numbers and the positions found by them: every kind of wrong row, a second import that changes nothing,
//! a million rows in bounded memory, and the doors of Alessandria held out and found again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use centri::geo::{Coordinates, geodesic_distance_m};
use centri::imports::geocode::{Geocoder, Located, Precision, Wanted, house_number};
use centri::imports::{self, Kind, Options, Report};
use data_import::table::ReadOptions;
use data_import::values::address::Address;
use data_import::{ADDRESS_FIELDS, AddressRow, GivenPosition, map_headers, read_municipality_boundaries, table};
use sqlx::{PgConnection, PgPool};

use crate::support::{TestApp, clock, root, story};

/// A folder of its own that goes when the story is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("centri-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
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

async fn import(pool: &PgPool, file: &Path, mapping: &[(&str, &str)]) -> anyhow::Result<Report> {
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

async fn locate(
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
    let rows: u32 = if std::env::var_os("CENTRI_TEST_LONG").is_some() { 1_000_000 } else { 20_000 };
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

/// The real doors of Alessandria; without them the story says aloud that it proves nothing.
fn alessandria() -> Option<PathBuf> {
    let file = std::env::var_os("CENTRI_TEST_DATA").map(|folder| PathBuf::from(folder).join("geocodifica/indirizzi-alessandria.csv"));
    let file = file.filter(|file| file.is_file());
    if file.is_none() {
        eprintln!("geocode: NOT PROVED, CENTRI_TEST_DATA does not name a folder with geocodifica/indirizzi-alessandria.csv");
    }
    file
}

/// Alessandria among the comuni of the small Italy, with its real border.
async fn with_alessandria(pool: &PgPool) -> i32 {
    let boundary = read_municipality_boundaries(root().join("data-import/bundled/comuni-2025.fgb"))
        .find_map(|row| row.ok().filter(|row| row.istat_code == "006003"))
        .expect("the bundled border");
    let ring = |ring: &geo::LineString<f64>| {
        let vertices: Vec<String> = ring.0.iter().map(|vertex| format!("{} {}", vertex.x, vertex.y)).collect();
        format!("({})", vertices.join(","))
    };
    let polygons: Vec<String> = boundary
        .geometry
        .0
        .iter()
        .map(|polygon| {
            let rings: Vec<String> = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
            format!("({})", rings.join(","))
        })
        .collect();
    sqlx::query_scalar(
        "insert into municipality (istat_code, cadastral_code, name, province_id, point, point_method, geom, valid_from, source_id)
         select '006003', 'A182', 'Alessandria', id, st_setsrid(st_makepoint(8.6154, 44.9129), 4326), 'prova', st_geomfromtext($1, 4326), '2025-01-01', 1
         from province where istat_code = '037' returning id",
    )
    .bind(format!("MULTIPOLYGON({})", polygons.join(",")))
    .fetch_one(pool)
    .await
    .expect("Alessandria")
}

fn written(row: &AddressRow) -> String {
    let number = row.number.as_ref().expect("every row has one");
    format!("{}, {}{}{}", row.street, number.number, if number.exponent.is_empty() { "" } else { "/" }, number.exponent)
}

fn point(row: &AddressRow) -> Coordinates {
    match row.position {
        GivenPosition::Degrees { lon, lat } => Coordinates::parse(lon, lat).expect("on the globe"),
        other => panic!("{other:?}"),
    }
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// A street as people write it: each text must lead to this street or to none.
fn variants(street: &str) -> Vec<(&'static str, String)> {
    let mut variants =
        vec![("capitals", street.to_uppercase()), ("without accents", street.replace('\'', "")), ("lower case", street.to_lowercase())];
    for (whole, short) in [
        ("Via ", "V. "),
        ("Viale ", "V.le "),
        ("Corso ", "C.so "),
        ("Piazza ", "P.zza "),
        ("Piazzale ", "P.le "),
        ("Largo ", "L.go "),
        ("Vicolo ", "V.lo "),
        ("Strada Provinciale ", "S.P. "),
        ("Strada ", "Str. "),
    ] {
        if let Some(rest) = street.strip_prefix(whole) {
            variants.push(("abbreviated", format!("{short}{rest}")));
        }
    }
    for (whole, short) in [
        ("San ", "S. "),
        ("Santa ", "S.ta "),
        ("Quattro ", "IV "),
        ("Venticinque ", "XXV "),
        ("Venti ", "20 "),
        (" Della ", " "),
        (" Dei ", " "),
        (" Di ", " "),
    ] {
        if street.contains(whole) {
            variants.push(("equivalent", street.replacen(whole, short, 1)));
        }
    }
    let words: Vec<&str> = street.split(' ').collect();
    if let [kind, name, rest @ ..] = words.as_slice()
        && !rest.is_empty()
        && *kind == "Via"
    {
        let initial: String = name.chars().take(1).collect();
        variants.push(("initial", format!("{kind} {initial}. {}", rest.join(" "))));
        variants.push(("without the first word", format!("{kind} {}", rest.join(" "))));
    }
    for (at, word) in words.iter().enumerate().skip(1) {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < 5 {
            continue;
        }
        for place in 1..letters.len() - 1 {
            let with = |slip: Vec<char>| {
                let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
                words[at] = slip.into_iter().collect();
                words.join(" ")
            };
            let mut missing = letters.clone();
            missing.remove(place);
            variants.push(("a letter missing", with(missing)));
            let mut exchanged = letters.clone();
            exchanged.swap(place - 1, place);
            variants.push(("letters exchanged", with(exchanged)));
            let mut wrong = letters.clone();
            wrong[place] = if wrong[place] == 'e' { 'o' } else { 'e' };
            variants.push(("a wrong letter", with(wrong)));
        }
    }
    variants
}

#[test]
fn the_doors_of_alessandria_are_found_again() {
    let Some(file) = alessandria() else { return };
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let comune = with_alessandria(&pool).await;
        let mapping = [("cod_com", "=006003")];
        let whole = import(&pool, &file, &mapping).await.expect("imported");
        eprintln!("geocode: Alessandria\n{whole}");
        assert!(whole.inserted > 26_000 && whole.refused.is_empty(), "{whole}");
        let again = import(&pool, &file, &mapping).await.expect("imported again");
        assert_eq!((again.inserted, again.updated, again.vanished, again.unchanged), (0, 0, 0, whole.inserted), "{again}");

        let table = table::open(&file, &ReadOptions::default()).expect("a table");
        let mapped = map_headers(&ADDRESS_FIELDS, table.columns.headers(), &BTreeMap::new()).expect("known columns");
        let rows: Vec<AddressRow> =
            table.renamed(mapped.names).rows.map(|row| AddressRow::of(&row.expect("a row")).expect("an address")).collect();
        let mut times: HashMap<_, usize> = HashMap::new();
        for row in &rows {
            *times.entry((row.street_id.clone(), row.number.clone())).or_default() += 1;
        }
        let tenth: Vec<&AddressRow> =
            rows.iter().step_by(10).filter(|row| times[&(row.street_id.clone(), row.number.clone())] == 1).collect();
        let mut connection = pool.acquire().await.expect("a connection");

        // Doors the register knows are found at their own place.
        let mut geocoder = Geocoder::new();
        let mut exact = 0;
        for row in &tenth {
            let found = locate(&mut geocoder, &mut connection, comune, &written(row), None).await.expect("a position");
            assert!(found.street.is_none() || found.street.as_deref() == Some(row.street.as_str()), "{}: {found:?}", written(row));
            if found.precision == Precision::Civico {
                assert_eq!(found.at, point(row), "{}", written(row));
                exact += 1;
            }
        }
        eprintln!("geocode: {exact} of {} known doors found at 0 m", tenth.len());
        assert!(exact * 100 >= tenth.len() * 99, "{exact} of {}", tenth.len());

        // Every tenth door is taken out of the register and looked for.
        let held_out: BTreeSet<u64> = tenth.iter().map(|row| row.row).collect();
        let text = std::fs::read_to_string(&file).expect("the register");
        let thinned: String =
            (1_u64..).zip(text.lines()).filter(|(number, _)| !held_out.contains(number)).map(|(_, line)| format!("{line}\n")).collect();
        let folder = Folder::new("alessandria");
        let report = import(&pool, &folder.file("indirizzi-alessandria.csv", &thinned), &mapping).await.expect("imported");
        assert!(report.vanished > 2_500 && report.inserted == 0, "{report}");
        let mut geocoder = Geocoder::new();
        let mut errors: BTreeMap<Precision, Vec<f64>> = BTreeMap::new();
        let mut within: BTreeMap<Precision, usize> = BTreeMap::new();
        for row in &tenth {
            let found = locate(&mut geocoder, &mut connection, comune, &written(row), None).await.expect("a position");
            assert!(
                found.street.is_none() || found.street.as_deref() == Some(row.street.as_str()),
                "wrong street for {}: {found:?}",
                written(row)
            );
            let error = geodesic_distance_m(found.at, point(row));
            errors.entry(found.precision).or_default().push(error);
            *within.entry(found.precision).or_default() += usize::from(error <= found.accuracy_m);
        }
        for (precision, errors) in &mut errors {
            errors.sort_by(f64::total_cmp);
            eprintln!(
                "geocode: held out, {:>11}: {:>5} doors, median {:>6.1} m, p95 {:>7.1} m, {:.1} % within the accuracy said",
                precision.code(),
                errors.len(),
                percentile(errors, 0.5),
                percentile(errors, 0.95),
                100.0 * within[precision] as f64 / errors.len() as f64
            );
        }
        assert!(!errors.contains_key(&Precision::Civico), "a door that was taken out cannot be exact");
        let between = &errors[&Precision::Interpolato];
        assert!(between.len() * 10 > tenth.len() * 9, "{} of {} between neighbours", between.len(), tenth.len());
        assert!(percentile(between, 0.5) < 20.0 && percentile(between, 0.95) < 160.0, "median and p95 of interpolato");
        assert!(within[&Precision::Interpolato] * 100 >= between.len() * 90, "the accuracy said is honest");
    });
}

/// A name in lower case without the words that join others.
fn without_particles(name: &str) -> String {
    const PARTICLES: [&str; 14] = ["di", "del", "dello", "della", "dei", "degli", "delle", "da", "dal", "in", "sul", "la", "lo", "de"];
    let lower = name.to_lowercase();
    lower.split(' ').filter(|word| !PARTICLES.contains(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn slips_and_abbreviations_lead_to_the_same_street_of_alessandria_or_to_none() {
    let Some(file) = alessandria() else { return };
    story(async {
        let app = TestApp::small().await;
        let pool = app.pools.owner.clone();
        let comune = with_alessandria(&pool).await;
        import(&pool, &file, &[("cod_com", "=006003")]).await.expect("imported");
        let names: Vec<String> =
            sqlx::query_scalar("select distinct name from street order by name").fetch_all(&pool).await.expect("names");
        let known: BTreeSet<String> = names.iter().map(|name| without_particles(name)).collect();
        let mut first_words: HashMap<&str, usize> = HashMap::new();
        for word in names.iter().filter_map(|name| name.split(' ').nth(1)) {
            *first_words.entry(word).or_default() += 1;
        }
        let mut connection = pool.acquire().await.expect("a connection");
        let mut geocoder = Geocoder::new();
        let mut found_of: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut wrong = vec![];
        for street in &names {
            for (kind, text) in variants(street) {
                // What is the name of another street means that one. And people leave out given names, which recur.
                let plain = without_particles(&text);
                let another = known.contains(&plain) && plain != without_particles(street);
                let recurs = street.split(' ').nth(1).is_some_and(|word| first_words[word] > 1);
                if another || (kind == "without the first word" && !recurs) {
                    continue;
                }
                let wanted = Wanted { toponym: Some(&text), ..Wanted::default() };
                let found = geocoder.locate(&mut connection, comune, &wanted).await.expect("an answer").expect("a position");
                let count = found_of.entry(kind).or_default();
                count.1 += 1;
                match found.street {
                    Some(found) if found == *street => count.0 += 1,
                    Some(found) => wrong.push(format!("{text} became {found}, meant was {street}")),
                    None => {}
                }
            }
        }
        for (kind, (found, of)) in &found_of {
            eprintln!("geocode: {kind:>22}: {found} of {of} find their street");
        }
        assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
        for kind in ["capitals", "lower case", "abbreviated", "equivalent"] {
            let (found, of) = found_of[kind];
            assert!(found * 100 >= of * 95, "{kind}: {found} of {of}");
        }
    });
}
