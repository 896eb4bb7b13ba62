//! Whatever a list of centres says, it goes out and comes in again as it was: random lists, in one file or in several, in all
//! four formats. And a file broken anywhere never breaks the program or the database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use centri::imports::{self, Kind, Options, Part, export::Format};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use sqlx::PgPool;

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::support::{TestApp, clock, everything_but_sources as everything, long, story};

/// Cells by column.
type Cells = Vec<(&'static str, String)>;

/// A centre with its sites: what is said of it, and of each of them.
#[derive(Debug, Clone)]
struct Centre {
    said: Cells,
    sites: Vec<Cells>,
}

/// One of these texts.
fn any_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

/// A name with the letters that files stumble over.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        any_of(&[
            "Centro per le famiglie Aurora",
            "=Centro Uguale",
            "'Centro con apostrofo",
            "Centro «L'Età»; nuovo, \"vivo\"",
            "+Centro Più",
            "Centro\nsu due righe",
            "Familienzentrum Bruneck/Brunico",
            "Družinski center – Čebelica",
            "12",
            "NA",
            "-",
            "@centro",
        ]),
        "[A-Z][a-zà-ù'’.;,\"=| -]{2,40}[a-z]",
    ]
}

/// Where a site is, in squares of the small Italy.
fn place() -> impl Strategy<Value = Cells> {
    (0..5_usize, 0..1000_u32, 0..1000_u32, any::<bool>(), any_of(&["", "", "via", "luogo", "civico"])).prop_map(
        |(comune, x, y, exact, precision)| {
            let (name, label, code, lon, lat) = [
                ("Bologna", "BO", "037006", 11.0, 44.4),
                ("Imola", "BO", "037032", 11.2, 44.4),
                ("Faenza", "RA", "039010", 11.4, 44.4),
                ("Cagliari", "CA", "092009", 9.0, 39.2),
                ("Borgo", "CA", "092108", 9.2, 39.2),
            ][comune];
            let mut cells = vec![("comune", name.to_owned()), ("provincia", label.to_owned()), ("cod_com", code.to_owned())];
            if exact {
                let inside = |from: f64, step: u32| format!("{:.7}", from + 0.01 + f64::from(step) * 0.000_180_7);
                cells.extend([("lon", inside(lon, x)), ("lat", inside(lat, y)), ("precisione", precision)]);
            }
            cells
        },
    )
}

fn site() -> impl Strategy<Value = Cells> {
    let words = (
        any_of(&[
            "",
            "via Prova 1",
            "Via XXV Aprile, 12/A",
            "corso Europa snc",
            "piazza del Popolo 3 rosso",
            "loc. Fantasia",
            "via Prova 1 bis ang. via Altra",
        ]),
        any_of(&["", "40026", "09100"]),
        any_of(&["", "Sesto Imolese", "frazione Prova"]),
        any_of(&["", "Sede di Prova", "=Sede"]),
        any_of(&["", "attiva", "programmata", "temporanea", "sospesa", "cessata"]),
        any_of(&["", "sede principale", "sportello", "itinerante", "sede decentrata"]),
        any_of(&["pubblica", "pubblica", "pubblica", "", "solo comune", "solo ambito", "riservata", "non conservata"]),
        any_of(&["", "rampa; ascensore", "parcheggio riservato"]),
        any_of(&["", "2020-03-01", "2019"]),
        any_of(&["", "2030-12-31"]),
    );
    let offer = (
        any_of(&["", "mediazione familiare", "mediazione familiare; consulenza legale; spazio neutro", "adozione; gruppi di parola"]),
        any_of(&["", "italiano; inglese", "sloveno", "klingon"]),
        any_of(&["", "genitori", "adolescenti"]),
        any_of(&["", "libero", "su appuntamento", "su invio"]),
        any_of(&[
            "",
            "lun-ven 9-13",
            "mar e gio 15-18 (su appuntamento)",
            "lun-ven 9-13, 15-17; chiuso ad agosto",
            "dal 15/6 al 15/9: lun-ven 8-13",
            "solo su appuntamento",
            "mar 15-18; chiuso dal 24 dicembre 2025 al 6 gennaio 2026; chiuso dal 10/8/2026 al 20/8/2026",
            "chiuso dal 1 al 3 maggio 2026",
        ]),
    );
    let contacts = (
        any_of(&["", "051 000001", "+39 051 000002 int. 3", "800 000000; 051 000003", "+41 911234567"]),
        any_of(&["", "centro@example.it", "uno@example.it; due@example.it"]),
        any_of(&["", "centro@pec.example.it"]),
    );
    (place(), words, offer, contacts).prop_map(|(mut cells, words, offer, contacts)| {
        let columns = [
            "indirizzo",
            "cap",
            "localita",
            "nome_sede",
            "stato",
            "tipo_sede",
            "visibilita",
            "accessibilita",
            "data_apertura",
            "data_chiusura",
        ];
        let words: [String; 10] = words.into();
        cells.extend(columns.into_iter().zip(words));
        let offer: [String; 5] = offer.into();
        cells.extend(["servizi", "lingue", "destinatari", "accesso", "orari"].into_iter().zip(offer));
        let contacts: [String; 3] = contacts.into();
        cells.extend(["telefono", "email", "pec"].into_iter().zip(contacts));
        cells.retain(|(_, cell)| !cell.is_empty());
        cells
    })
}

fn centre() -> impl Strategy<Value = Centre> {
    let said = (
        name(),
        any_of(&["", "hub", "spoke", "unico", "diffuso"]),
        any_of(&["", "riconosciuto dalla Regione", "autodichiarato"]),
        any_of(&["", "comune", "unione di comuni"]),
        any_of(&["", "Comune di Prova", "Unione «Prova»; valli"]),
        any_of(&["", "diretta", "convenzione"]),
        any_of(&["", "Cooperativa Prova"]),
        any_of(&["", "https://www.example.it/centro?a=1&b=2", "www.example.it"]),
        any_of(&["", "Bologna; Imola", "Faenza"]),
        any_of(&["", "psicologa; assistente sociale", "2 educatori"]),
        any_of(&["", "https://www.example.it/elenco", "elenco della Regione"]),
        any_of(&["", "2025-05"]),
    );
    (said, any_of(&["", "una nota; con \"virgolette\"\ne due righe", "=1+1"]), prop::collection::vec(site(), 1..4)).prop_map(
        |(said, note, sites)| {
            let columns = [
                "nome",
                "ruolo_rete",
                "riconoscimento",
                "titolarita",
                "ente_titolare",
                "gestione",
                "ente_gestore",
                "sito",
                "comuni_serviti",
                "professioni",
                "fonte_url",
                "data_fonte",
            ];
            let said: [String; 12] = said.into();
            let mut said: Cells = columns.into_iter().zip(said).chain([("note", note)]).collect();
            said.retain(|(_, cell)| !cell.is_empty());
            Centre { said, sites }
        },
    )
}

/// A table as CSV, every column there is.
fn table(rows: &[Cells]) -> Vec<u8> {
    let mut columns: Vec<&str> = vec![];
    for (column, _) in rows.iter().flatten() {
        if !columns.contains(column) {
            columns.push(column);
        }
    }
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    writer.write_record(&columns).expect("written");
    for row in rows {
        let cell = |column: &&str| row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str());
        writer.write_record(columns.iter().map(cell)).expect("written");
    }
    writer.into_inner().expect("bytes")
}

/// The list as one file with a row for each site.
fn in_one_file(folder: &Folder, centres: &[Centre]) -> (PathBuf, Options) {
    let mut rows: Vec<Cells> = vec![];
    for (at, centre) in centres.iter().enumerate() {
        for (place, site) in centre.sites.iter().enumerate() {
            let codes = [("id", format!("S{at}-{place}")), ("id_centro", format!("C{at}"))];
            rows.push(codes.into_iter().chain(centre.said.iter().cloned()).chain(site.iter().cloned()).collect());
        }
    }
    (folder.file("elenco.csv", &table(&rows)), options())
}

/// The same list as a file for each part.
fn in_several_files(folder: &Folder, centres: &[Centre]) -> (PathBuf, Options) {
    let [mut main, mut sites, mut services, mut hours, mut contacts] = <[Vec<Cells>; 5]>::default();
    for (at, centre) in centres.iter().enumerate() {
        main.push([("id_centro", format!("C{at}"))].into_iter().chain(centre.said.iter().cloned()).collect());
        for (place, site) in centre.sites.iter().enumerate() {
            let code = format!("S{at}-{place}");
            let mut own: Cells = vec![("id", code.clone()), ("id_centro", format!("C{at}"))];
            for (column, cell) in site {
                let row = |column: &'static str| vec![("id", code.clone()), (column, cell.clone())];
                match *column {
                    "servizi" => services.extend(cell.split("; ").map(|one| vec![("id", code.clone()), ("servizio", one.to_owned())])),
                    "orari" => hours.push(row("orari")),
                    "telefono" | "email" | "pec" => {
                        contacts.push(vec![("id", code.clone()), ("canale", (*column).to_owned()), ("valore", cell.clone())]);
                    }
                    _ => own.push((column, cell.clone())),
                }
            }
            sites.push(own);
        }
    }
    let list = folder.file("centri.csv", &table(&main));
    let given = [
        (Part::Sites, "sedi.csv", sites),
        (Part::Services, "servizi.csv", services),
        (Part::Hours, "orari.csv", hours),
        (Part::Contacts, "contatti.csv", contacts),
    ];
    let parts: BTreeMap<Part, PathBuf> = given
        .into_iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(part, name, rows)| (part, folder.file(name, &table(&rows))))
        .collect();
    (list, Options { parts, ..options() })
}

const FORMATS: [(Format, &str); 4] =
    [(Format::Csv, "f.csv"), (Format::Xlsx, "f.xlsx"), (Format::GeoJson, "f.geojson"), (Format::FlatGeobuf, "f.fgb")];

async fn exported(pool: &PgPool, format: Format, path: &Path) -> Vec<u8> {
    imports::export::centres(pool, Some("regione-esempio"), format, Some(path)).await.expect("written");
    std::fs::read(path).expect("bytes")
}

async fn there_and_back(pool: &PgPool, folder: &Folder, centres: &[Centre], several: bool) {
    let empty = everything(pool).await;
    let (list, how) = if several { in_several_files(folder, centres) } else { in_one_file(folder, centres) };
    let first = import_as(pool, Kind::Centres, &list, &how).await.expect("imported");
    assert_eq!((first.inserted, &first.refused), (centres.len(), &vec![]), "{first}\n{}", std::fs::read_to_string(&list).expect("text"));
    let again = import_as(pool, Kind::Centres, &list, &how).await.expect("imported again");
    assert_eq!((again.updated, again.unchanged), (0, centres.len()), "the same list again: {again}");
    let before = everything(pool).await;
    let csv = exported(pool, Format::Csv, &folder.0.join("f.csv")).await;
    for (format, name) in FORMATS {
        let path = folder.0.join(name);
        exported(pool, format, &path).await;
        let report = import(pool, &path).await;
        assert_eq!(
            (report.inserted, report.updated, report.unchanged, report.vanished, &report.refused),
            (0, 0, centres.len(), 0, &vec![]),
            "{name}: {report}"
        );
        assert_eq!(everything(pool).await, before, "{name}");
    }
    // Into a database that has never heard of them: what goes out again is the same, letter by letter.
    undo_all(pool).await;
    assert_eq!(everything(pool).await, empty, "all taken back");
    for (_, name) in FORMATS {
        let report = import(pool, &folder.0.join(name)).await;
        assert_eq!((report.inserted, &report.refused), (centres.len(), &vec![]), "{name}: {report}");
        let out = exported(pool, Format::Csv, &folder.0.join("di-nuovo.csv")).await;
        assert_eq!(String::from_utf8_lossy(&out), String::from_utf8_lossy(&csv), "{name}");
        undo_all(pool).await;
    }
}

/// Takes back every run, the newest first.
async fn undo_all(pool: &PgPool) {
    for entry in imports::list(pool, 1_000).await.expect("a list").iter().filter(|entry| entry.undone.is_none() && entry.kind == "centres")
    {
        imports::undo(pool, entry.id, "prova", clock()).await.expect("taken back");
    }
}

#[test]
fn any_list_goes_out_and_comes_in_unchanged_in_every_format() {
    let app = story(TestApp::small());
    let mut runner = TestRunner::new(Config {
        cases: if long() { 200 } else { 8 },
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(3),
        ..Config::default()
    });
    let failed = runner.run(&(prop::collection::vec(centre(), 1..5), any::<bool>()), |(centres, several)| {
        story(async {
            // What a case that failed left behind is not of the next one.
            undo_all(&app.pools.owner).await;
            let folder = Folder::new("round-trip");
            there_and_back(&app.pools.owner, &folder, &centres, several).await;
        });
        Ok(())
    });
    failed.expect("every list comes back");
}

/// A list with one of everything, and the same as other formats write it.
async fn samples(pool: &PgPool, folder: &Folder) -> Vec<PathBuf> {
    let list = "id;id_centro;nome;comune;prov;indirizzo;cap;servizi;orari;telefono;email;sito;lat;lon;data_apertura;data_chiusura;comuni_serviti;professioni\n\
                S1;C1;Centro Rete;Bologna;BO;Via Prima 12/A;40100;mediazione familiare;lun-ven 9-13;051 1234567;rete@example.it;www.example.it;44.5;11.1;1/3/2020;;Imola;psicologa\n\
                S2;C1;Centro Rete;Imola;BO;Corso Secondo snc;;spazio neutro;;;;;44,5;11,3;;31/12/2030;;\n";
    let file = folder.file("elenco.csv", list.as_bytes());
    import(pool, &file).await;
    let mut files = vec![file];
    for (format, name) in FORMATS {
        exported(pool, format, &folder.0.join(name)).await;
        files.push(folder.0.join(name));
    }
    files
}

/// A small deterministic source of numbers.
fn below(dice: &mut u64, limit: usize) -> usize {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    (*dice % limit.max(1) as u64) as usize
}

#[test]
fn a_list_broken_anywhere_is_read_or_refused_and_the_database_stays_whole() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("broken-lists"));
        let files = samples(pool, &folder).await;
        let before = everything(pool).await;
        let mut dice = 0x5eed_0777_u64;
        let rounds = if long() { 400 } else { 12 };
        for file in &files {
            let original = std::fs::read(file).expect("bytes");
            for round in 0..rounds {
                let mut bytes = original.clone();
                for _ in 0..=below(&mut dice, 4) {
                    let at = below(&mut dice, bytes.len());
                    match below(&mut dice, 4) {
                        0 => bytes[at] = below(&mut dice, 256) as u8,
                        1 => bytes[at] = 0,
                        2 => {
                            let end = (at + below(&mut dice, 30)).min(bytes.len());
                            let copy = bytes[at..end].to_vec();
                            bytes.splice(at..at, copy);
                        }
                        _ => {
                            let end = (at + below(&mut dice, 12)).min(bytes.len());
                            bytes.drain(at..end);
                        }
                    }
                    if bytes.is_empty() {
                        bytes.push(b'x');
                    }
                }
                std::fs::write(file, &bytes).expect("a file");
                let outcome = import_as(pool, Kind::Centres, file, &Options { dry_run: true, ..options() }).await;
                if let Err(error) = outcome {
                    let told = format!("{error:#}");
                    assert!(!told.contains("base dati") && !told.contains("database"), "{}, round {round}: {told}", file.display());
                }
            }
            std::fs::write(file, &original).expect("a file");
        }
        assert_eq!(everything(pool).await, before, "a rehearsal stores nothing");
    });
}

#[test]
fn a_row_the_database_cannot_hold_is_refused_and_the_others_come_in() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("unholdable"));
        let long: String = (0..3_900_u32).map(|at| char::from_u32(0x4e00 + at * 7 % 20_000).expect("a letter")).collect();
        let list = format!(
            "id,nome,comune,provincia,data_apertura,data_chiusura,telefono\n\
             A,Centro Alfa,Bologna,BO,2020-01-01,2019-01-01,\n\
             {long},Centro Lungo,Bologna,BO,,,\n\
             C,Centro Gamma,Imola,BO,2020-01-01,2021-01-01,\n"
        );
        let file = folder.file("elenco.csv", list.as_bytes());
        let report = import(pool, &file).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 2), "{report}");
        assert!(report.to_string().contains("riga 2, colonna data_chiusura: la chiusura viene prima dell'apertura"), "{report}");
        assert!(report.to_string().contains("riga 3, colonna nome: un codice, un nome o un recapito è troppo lungo"), "{report}");
        // What cannot be stored comes back like any other refused row, and goes in once corrected.
        let back = imports::write_correction(&report, &file).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text").replace("2019-01-01", "2029-01-01").replace(&long, "B");
        std::fs::write(&back, text).expect("corrected");
        let report = import(pool, &back).await;
        assert_eq!((report.inserted, report.refused.len(), report.vanished), (2, 0, 0), "{report}");
        // A letter no text of the database may hold.
        let point = |name: &str, id: &str| {
            format!(
                "{{\"type\":\"Feature\",\"geometry\":null,\"properties\":{{\"id\":\"{id}\",\"nome\":\"{name}\",\"comune\":\"Imola\"}}}}"
            )
        };
        let collection = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{},{}]}}",
            point("Centro\\u0000Nullo", "N"),
            point("Centro Intero", "I")
        );
        let file = folder.file("nullo.geojson", collection.as_bytes());
        let report =
            import_as(pool, Kind::Centres, &file, &Options { source: Some("nullo".into()), ..Options::default() }).await.expect("imported");
        assert!(report.inserted >= 1, "{report}");
        let whole: i64 = one(pool, "select count(*) from centre where name = 'Centro Intero'").await;
        assert_eq!(whole, 1);
    });
}
