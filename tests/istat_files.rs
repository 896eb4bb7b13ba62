//! Official files of ISTAT come in as they are published: POSAS by its title, the ZIP of boundaries in metres and without
//! half of what we need; a piece of the country, or a row that cannot be completed, changes nothing.

use std::path::PathBuf;

use centri::imports::{self, Kind, Options, Report};
use data_import::crs::{Area, Crs, Transformer};
use sqlx::PgPool;

use crate::support::shapefile::{Layer, Rings, UTM_32, archive, zipped};
use crate::support::{TestApp, clock, root, story};

/// A file that goes away with its story.
pub(crate) struct Given(PathBuf);

impl Given {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = std::env::temp_dir().join(format!("centri-istat-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("a file");
        Self(file)
    }

    pub(crate) async fn imported(&self, pool: &PgPool, kind: Kind, options: &Options) -> anyhow::Result<Report> {
        imports::run(pool, kind, Some(&self.0), options, &root().join("data-import/bundled"), "prova", clock()).await
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The small Italy and Naples, whose label is the text NA.
pub(crate) async fn with_naples() -> TestApp {
    let app = TestApp::small().await;
    for statement in [
        "insert into region (istat_code, name, slug, geom, valid_from, source_id)
         values ('15', 'Campania', 'campania', st_multi(st_makeenvelope(14.1, 40.7, 14.3, 40.9, 4326)), '2025-01-01', 1)",
        "insert into social_region (code, name, region_id) select '15', 'Campania', id from region where istat_code = '15'",
        "insert into province (istat_code, name, label, region_id, social_region_id, geom, valid_from, source_id)
         select '063', 'Napoli', 'NA', r.id, s.id, r.geom, '2025-01-01', 1 from region r join social_region s on s.region_id = r.id where r.istat_code = '15'",
        "insert into landmass (number, area_m2, geom) select 3, 3e8, st_makeenvelope(14.1, 40.7, 14.3, 40.9, 4326)",
        "insert into municipality (istat_code, cadastral_code, name, province_id, landmass_id, point, point_method, geom, valid_from, source_id)
         select '063049', 'F839', 'Napoli', p.id, l.id, st_setsrid(st_makepoint(14.2, 40.8), 4326), 'prova', p.geom, '2025-01-01', 1
         from province p, landmass l where p.istat_code = '063' and l.number = 3",
    ] {
        app.edit(statement).await;
    }
    app
}

pub(crate) async fn column<T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin>(
    pool: &PgPool,
    sql: &str,
) -> Vec<T> {
    sqlx::query_scalar(sql).fetch_all(pool).await.expect("rows")
}

/// Rows of POSAS for one comune: as many men of each age as `men`, as many women as `women`.
fn ages(code: &str, name: &str, label: &str, men: u32, women: u32) -> String {
    let line = |age: u32, men: u32, women: u32| format!("{code};{name};{label};{age};{men};{women};{}\n", men + women);
    let single: String = (0..=100).map(|age| line(age, men, women)).collect();
    single + &line(999, 101 * men, 101 * women)
}

fn posas(title: &str) -> String {
    let rows = [
        ages("037006", "Bologna", "BO", 2, 3),
        ages("037032", "Imola", "BO", 1, 1),
        ages("063049", "NA", "NA", 5, 4),
        ages("999999", "Nessuno", "NA", 1, 1),
    ];
    format!("{title}\nCodice comune;Comune;Provincia;Età;Totale maschi;Totale femmine;Totale\n{}", rows.concat())
}

#[test]
fn istat_posas_becomes_the_age_classes_of_the_year_in_its_title() {
    story(async {
        let app = with_naples().await;
        let pool = &app.pools.owner;
        let file = Given::new("residenti.csv", posas("Popolazione residente per sesso, età e stato civile al 1° gennaio 2024").as_bytes());
        let first = file.imported(pool, Kind::Population, &Options::default()).await.expect("imported");
        assert_eq!((first.inserted, first.updated, first.refused.len()), (3 * 59, 0, 1), "{first}");
        let told = "select format('%s %s %s', sex, age_class, persons) from population p join municipality m on m.id = p.municipality_id
                    where year = 2024 and istat_code = '063049' and age_class in ('all', '0-17', '0-2', '85+', '0-4', '100+') order by 1";
        let naples = [
            "all 0-17 162",
            "all 0-2 27",
            "all 85+ 144",
            "all all 909",
            "female 0-4 20",
            "female 100+ 4",
            "female all 404",
            "male 0-4 25",
            "male 100+ 5",
            "male all 505",
        ];
        assert_eq!(column::<String>(pool, told).await, naples);
        assert_eq!(column::<i64>(pool, "select count(*) from population where year = 2023").await, [5], "the other year stays");
        let second = file.imported(pool, Kind::Population, &Options::default()).await.expect("imported again");
        assert_eq!((second.inserted, second.updated, second.unchanged), (0, 0, 3 * 59), "{second}");
    });
}

#[test]
fn istat_posas_without_a_year_says_what_to_do() {
    story(async {
        let app = TestApp::small().await;
        let file = Given::new("posas.csv", posas("Popolazione residente").as_bytes());
        let refused = file.imported(&app.pools.owner, Kind::Population, &Options::default()).await.expect_err("of which year?");
        assert!(format!("{refused:#}").contains("scriverlo nel nome del file"), "{refused:#}");
        let named = Given::new("POSAS_2022_it_Comuni.csv", posas("Popolazione residente").as_bytes());
        named.imported(&app.pools.owner, Kind::Population, &Options::default()).await.expect("the name says it");
        assert_eq!(column::<i64>(&app.pools.owner, "select count(*) from population where year = 2022").await, [2 * 59]);
    });
}

pub(crate) const COLUMNS: [&str; 12] = [
    "COD_RIP",
    "COD_REG",
    "COD_PROV",
    "COD_CM",
    "COD_UTS",
    "PRO_COM",
    "PRO_COM_T",
    "COMUNE",
    "COMUNE_A",
    "CC_UTS",
    "SHAPE_AREA",
    "SHAPE_LEN",
];

/// Code, name, Region and middle of the squares.
const SQUARES: [(&str, &str, &str, f64, f64); 6] = [
    ("037006", "Bologna", "8", 11.1, 44.5),
    ("037032", "Imola", "8", 11.3, 44.5),
    ("039010", "Faenza", "8", 11.5, 44.5),
    ("092009", "Cagliari", "20", 9.1, 39.3),
    ("092108", "Borgo", "20", 9.3, 39.3),
    ("063049", "Napoli", "15", 14.2, 40.8),
];

/// A comune as ISTAT writes it, in metres of UTM 32.
pub(crate) fn record(code: &str, name: &str, region: &str, lon: f64, lat: f64) -> (Vec<String>, Rings) {
    rectangle(code, name, region, (lon, lat), 0.1)
}

/// As [`record`], twice as wide.
pub(crate) fn wide(code: &str, name: &str, region: &str, lon: f64, lat: f64) -> (Vec<String>, Rings) {
    rectangle(code, name, region, (lon, lat), 0.2)
}

fn rectangle(code: &str, name: &str, region: &str, (lon, lat): (f64, f64), half: f64) -> (Vec<String>, Rings) {
    let utm = Transformer::new(&Crs::Epsg(32632), Area::of_region(region)).expect("a system of the table");
    // To a tenth of a degree first, so that neighbours begin with the same corner.
    let side = |middle: f64, away: f64| ((middle + away) * 10.0).round() / 10.0;
    let corner = |x: f64, y: f64| utm.from_wgs84(side(lon, x), side(lat, y)).expect("a place in Italy");
    let ring = vec![corner(-half, -0.1), corner(-half, 0.1), corner(half, 0.1), corner(half, -0.1), corner(-half, -0.1)];
    let province: u32 = code[..3].parse().expect("a number");
    let number: u32 = code.parse().expect("a number");
    let (province, uts) = (province.to_string(), (province + 200).to_string());
    let cells = ["2", region, &province, &uts, &uts, &number.to_string(), code, name, "", "0", "1.5", "2.5"];
    (cells.map(str::to_owned).to_vec(), vec![ring])
}

fn official(records: &[(Vec<String>, Rings)]) -> Vec<u8> {
    zipped(&[Layer { name: "Limiti/Com01012026_g/Com01012026_g_WGS84", columns: &COLUMNS, records }], UTM_32)
}

pub(crate) fn squares() -> Vec<(Vec<String>, Rings)> {
    SQUARES.iter().map(|(code, name, region, lon, lat)| record(code, name, region, *lon, *lat)).collect()
}

/// Everything that has no shape of its own in it, as text.
async fn around_the_shapes(pool: &PgPool) -> Vec<String> {
    let mut rows = vec![];
    for (table, without) in [
        ("region", "{geom,source_id}"),
        ("social_region", "{}"),
        ("province", "{geom,source_id}"),
        ("municipality", "{geom,source_id}"),
        ("municipality_history", "{}"),
        ("population", "{}"),
        ("place", "{}"),
        ("centre", "{}"),
        ("site", "{}"),
    ] {
        let sql = format!("select (to_jsonb(t) - '{without}'::text[])::text as told from {table} t order by 1");
        rows.extend(column::<String>(pool, &sql).await);
    }
    rows
}

#[test]
fn the_boundaries_of_istat_come_in_by_their_projection_and_change_nothing_else() {
    story(async {
        let app = with_naples().await;
        let pool = &app.pools.owner;
        app.edit("create table before as select istat_code, geom from municipality").await;
        let before = around_the_shapes(pool).await;
        let file = Given::new("Limiti01012026_g.zip", &official(&squares()));
        let rehearsal = file.imported(pool, Kind::Boundaries, &Options { dry_run: true, ..Options::default() }).await.expect("rehearsed");
        assert_eq!(rehearsal.updated, 7, "{rehearsal}");
        let first = file.imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported");
        // The corners come back as the very numbers they were; only what is joined from them, three Regions and four provinces,
        // begins its rings elsewhere. Three bodies of social policy have no shape.
        assert_eq!((first.inserted, first.updated, first.unchanged, first.refused.len()), (0, 7, 9, 0), "{first}");
        assert!(first.reading.iter().any(|line| line.contains("EPSG:32632")), "{first}");
        assert_eq!(around_the_shapes(pool).await, before);
        let farthest = "select max(st_hausdorffdistance(m.geom, b.geom)) from municipality m join before b using (istat_code)";
        let degrees = column::<f64>(pool, farthest).await[0];
        assert!(degrees * 111_320.0 < 1.0, "{degrees} degrees");
        let shared = "select st_npoints(st_union(geom)) from municipality where istat_code in ('037006', '037032')";
        assert_eq!(column::<i32>(pool, shared).await, [7], "neighbours share both corners of their border, and no third one");
        assert_eq!(column::<String>(pool, "select label from province where istat_code = '063'").await, ["NA"]);
        let second = file.imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported again");
        assert_eq!((second.inserted, second.updated, second.unchanged), (0, 0, 16), "{second}");
    });
}

#[test]
fn a_piece_of_the_country_or_an_unknown_comune_changes_no_boundary() {
    story(async {
        let app = with_naples().await;
        let pool = &app.pools.owner;
        let shapes = "select st_astext(geom) from municipality order by istat_code";
        let before = (around_the_shapes(pool).await, column::<String>(pool, shapes).await);
        let piece = Given::new("Limiti01012026_g.zip", &official(&squares()[..4]));
        let refused = piece.imported(pool, Kind::Boundaries, &Options::default()).await.expect_err("two are missing");
        assert!(format!("{refused:#}").contains("non ha 2 dei 6 comuni"), "{refused:#}");
        let mut more = squares();
        more.push(record("039099", "Comune Nuovo", "8", 11.7, 44.5));
        let unknown = Given::new("Limiti01012026_h.zip", &official(&more));
        let report = unknown.imported(pool, Kind::Boundaries, &Options::default()).await.expect("a report");
        assert_eq!((report.inserted, report.updated, report.refused.len()), (0, 0, 1), "{report}");
        let refusal = report.refused[0].to_string();
        assert!(
            refusal.starts_with("riga 7, colonna cod_catasto: ") && refusal.contains("aggiungere al file la colonna cod_catasto"),
            "{refusal}"
        );
        // The wrong system, said by a person, is noticed as well.
        let wrong = Given::new("Limiti01012026_i.zip", &official(&squares()));
        let options = Options { crs: Some("EPSG:4326".to_owned()), ..Options::default() };
        let report = wrong.imported(pool, Kind::Boundaries, &options).await.expect("a report");
        assert!(report.refused.len() == 6 && report.refused[0].to_string().contains("sembra EPSG:32632"), "{report}");
        assert_eq!((around_the_shapes(pool).await, column::<String>(pool, shapes).await), before);
    });
}

#[test]
fn a_renumbered_comune_stays_itself_and_its_new_province_comes_from_the_other_layer_of_istat() {
    story(async {
        let app = with_naples().await;
        let pool = &app.pools.owner;
        let borgo = column::<i32>(pool, "select id from municipality where istat_code = '092108'").await;
        let mut records = squares();
        records[4] = record("118005", "Borgo", "20", 9.3, 39.3);
        let island = |code: &str, den_prov: &str, den_uts: &str, label: &str| {
            let cells = ["5", "20", code, den_prov, den_uts, label].map(str::to_owned).to_vec();
            (cells, records[4].1.clone())
        };
        let provinces = [island("118", "Medio Campidano", "Medio Campidano", "VS"), island("92", "-", "Cagliari", "CA")];
        let bytes = zipped(
            &[
                // First by name, and without comuni: the layer is chosen by its columns.
                Layer {
                    name: "Limiti/A_ProvCM01012026_g_WGS84",
                    columns: &["COD_RIP", "COD_REG", "COD_PROV", "DEN_PROV", "DEN_UTS", "SIGLA"],
                    records: &provinces,
                },
                Layer { name: "Limiti/Com01012026_g_WGS84", columns: &COLUMNS, records: &records },
            ],
            UTM_32,
        );
        let file = Given::new("confini.zip", &bytes);
        let report = file.imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len(), report.warned.len()), (1, 0, 1), "{report}");
        assert_eq!(column::<i32>(pool, "select id from municipality where istat_code = '118005' and valid_to is null").await, borgo);
        let told = "select format('%s %s %s', p.istat_code, p.name, p.label) from municipality m join province p on p.id = m.province_id where m.istat_code = '118005'";
        assert_eq!(column::<String>(pool, told).await, ["118 Medio Campidano VS"]);
        assert_eq!(column::<String>(pool, "select istat_code || ' ' || valid_to from municipality_history").await, ["092108 2026-01-01"]);
    });
}

#[test]
fn istat_posas_comes_in_as_it_is_handed_out_in_a_zip() {
    story(async {
        let app = with_naples().await;
        let pool = &app.pools.owner;
        let text = posas("Popolazione residente");
        let one = archive(&[("POSAS_2025_it_Comuni.csv".to_owned(), text.clone().into_bytes())]);
        let report = Given::new("scaricato.zip", &one).imported(pool, Kind::Population, &Options::default()).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (3 * 59, 1), "{report}");
        assert!(report.reading.iter().any(|line| line.contains("1° gennaio 2025")), "the name inside says the year: {report}");
        let other = ("POSAS_2025_it_Province.csv".to_owned(), b"Codice;Totale\n1;2\n".to_vec());
        let several = Given::new("due-2025.zip", &archive(&[("POSAS_2025_it_Comuni.csv".to_owned(), text.into_bytes()), other]));
        let refused = several.imported(pool, Kind::Population, &Options::default()).await.expect_err("which one?");
        let told = format!("{refused:#}");
        assert!(told.contains("POSAS_2025_it_Comuni.csv, POSAS_2025_it_Province.csv") && told.contains("--layer"), "{told}");
        let options = Options { layer: Some("POSAS_2025_it_Comuni.csv".to_owned()), ..Options::default() };
        let report = several.imported(pool, Kind::Population, &options).await.expect("it is named");
        assert_eq!(report.unchanged, 3 * 59, "{report}");
    });
}

/// Sixty more comuni in three rows apart from one another, so that three that close are not a piece of the country.
pub(crate) const MANY: std::ops::Range<usize> = 0..60;

pub(crate) fn one_of_many(number: usize) -> (String, String, f64, f64) {
    let (column, line) = (number % 20, number / 20);
    (format!("037{:03}", 700 + number), format!("Comune {number}"), 10.6 + 0.2 * column as f64, 42.4 + 0.4 * line as f64)
}

/// The small Italy with Naples, Alano di Piave and Quero Vas before they became Setteville, and many more.
pub(crate) async fn with_many() -> TestApp {
    let app = with_naples().await;
    let square = |lon: f64, lat: f64| {
        format!("st_multi(st_makeenvelope({:.1}, {:.1}, {:.1}, {:.1}, 4326))", lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1)
    };
    let insert = |code: &str, cadastral: &str, name: &str, province: &str, lon: f64, lat: f64| {
        format!(
            "insert into municipality (istat_code, cadastral_code, name, province_id, landmass_id, geom, valid_from, source_id)
             select '{code}', '{cadastral}', '{name}', p.id, (select min(id) from landmass), {}, '2023-01-01', 1 from province p where istat_code = '{province}'",
            square(lon, lat)
        )
    };
    let mut statements = vec![
        "insert into region (istat_code, name, slug, geom, valid_from, source_id)
         values ('05', 'Veneto', 'veneto', st_multi(st_makeenvelope(11.8, 45.8, 12.2, 46.0, 4326)), '2023-01-01', 1)"
            .to_owned(),
        "insert into social_region (code, name, region_id) select '05', 'Veneto', id from region where istat_code = '05'".to_owned(),
        "insert into province (istat_code, name, label, region_id, social_region_id, geom, valid_from, source_id)
         select '025', 'Belluno', 'BL', r.id, s.id, r.geom, '2023-01-01', 1 from region r join social_region s on s.region_id = r.id where r.istat_code = '05'"
            .to_owned(),
        insert("025002", "A121", "Alano di Piave", "025", 11.9, 45.9),
        insert("025070", "M332", "Quero Vas", "025", 12.1, 45.9),
    ];
    for number in MANY {
        let (code, name, lon, lat) = one_of_many(number);
        statements.push(insert(&code, &format!("Z{:03}", 100 + number), &name, "037", lon, lat));
    }
    app.edit(&statements.join(";\n")).await;
    app
}

#[test]
fn comuni_that_merge_find_their_cadastral_code_and_those_that_close_their_heir() {
    story(async {
        let app = with_many().await;
        let pool = &app.pools.owner;
        let mut records = squares();
        // Renumbered and renamed: only the territory says that it is the same.
        records[4] = record("118005", "Borgo Nuovo", "20", 9.3, 39.3);
        // A merger whose code the bundled edition knows.
        records.push(wide("025075", "Setteville", "5", 12.0, 45.9));
        for number in MANY.filter(|number| ![18, 19].contains(number)) {
            let (code, name, lon, lat) = one_of_many(number);
            records.push(record(&code, &name, "8", lon, lat));
        }
        // One goes on with the territory of its neighbour.
        let (code, name, lon, lat) = one_of_many(18);
        records.push(wide(&code, &name, "8", lon + 0.1, lat));
        let province = |code: &str, region: &str, name: &str, label: &str, kind: &str| {
            (["5", region, code, name, name, label, kind].map(str::to_owned).to_vec(), records[0].1.clone())
        };
        let provinces = [
            province("118", "20", "Cagliari Nuova", "CA", "Citta metropolitana"),
            province("37", "8", "Bologna", "BO", "Citta metropolitana"),
            province("63", "15", "Napoli", "NA", "Parola nuova"),
        ];
        let bytes = zipped(
            &[
                Layer { name: "Limiti/Com01012026_g_WGS84", columns: &COLUMNS, records: &records },
                Layer {
                    name: "Limiti/ProvCM01012026_g_WGS84",
                    columns: &["COD_RIP", "COD_REG", "COD_PROV", "DEN_PROV", "DEN_UTS", "SIGLA", "TIPO_UTS"],
                    records: &provinces,
                },
            ],
            UTM_32,
        );
        let borgo = column::<i32>(pool, "select id from municipality where istat_code = '092108'").await;
        let file = Given::new("Limiti01012026_g.zip", &bytes);
        let report = file.imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported");
        assert_eq!(report.refused, [], "{report}");
        assert_eq!(column::<i32>(pool, "select id from municipality where istat_code = '118005' and valid_to is null").await, borgo);
        let code = "select cadastral_code from municipality where istat_code = '025075'";
        assert_eq!(column::<String>(pool, code).await, ["M437"], "as the bundled edition has it");
        let changes = "select format('%s %s > %s %s, %s %s', code_before, name_before, code_after, name_after, effective_on, kind)
                       from municipality_change order by code_before";
        assert_eq!(
            column::<String>(pool, changes).await,
            [
                "025002 Alano di Piave > 025075 Setteville, 2026-01-01 fusione",
                "025070 Quero Vas > 025075 Setteville, 2026-01-01 fusione",
                "037719 Comune 19 > 037718 Comune 18, 2026-01-01 incorporazione"
            ]
        );
        let told: Vec<String> = report.warned.iter().map(ToString::to_string).collect();
        for words in [
            "il territorio è quello di Borgo (092108), quindi è lo stesso comune",
            "il comune è nuovo: il codice catastale M437 viene dai dati forniti con il programma",
            "il comune Quero Vas (025070) non c'è più: il suo territorio è ora in Setteville (025075)",
        ] {
            assert!(told.iter().any(|line| line.contains(words)), "{words}: {told:#?}");
        }
        let kinds = "select istat_code || ' ' || kind from province where istat_code in ('037', '063', '118') order by 1";
        assert_eq!(column::<String>(pool, kinds).await, ["037 citta_metropolitana", "063 provincia", "118 citta_metropolitana"]);
        // Figures of an earlier year, on the codes that were, go to who has the people now.
        let old =
            Given::new("residenti-2024.csv", "cod_com,totale,maschi,femmine,minori_0_17\n025002,10,5,5,1\n025070,20,10,10,2\n".as_bytes());
        let report = old.imported(pool, Kind::Population, &Options::default()).await.expect("imported");
        assert_eq!(report.refused, [], "{report}");
        let people = "select persons from population p join municipality m on m.id = p.municipality_id where istat_code = '025075' and sex = 'all' and age_class = 'all'";
        assert_eq!(column::<i32>(pool, people).await, [30]);
        let second = file.imported(pool, Kind::Boundaries, &Options::default()).await.expect("imported again");
        assert_eq!((second.inserted, second.updated), (0, 0), "{second}");
    });
}
