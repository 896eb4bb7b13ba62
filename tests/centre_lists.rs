//! A Region's list of centres: read as it comes, decided row by row, corrected, brought up to date, taken back, taken out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use centri::imports::{self, Kind, Options, Part, Report, export::Format};
use sqlx::PgPool;

use crate::support::{TestApp, clock, everything_but_sources as everything, root, story};

/// A folder that goes away with the story.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("centri-elenchi-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn bundled() -> PathBuf {
    root().join("data-import/bundled")
}

pub(crate) async fn import_as(pool: &PgPool, kind: Kind, file: &Path, options: &Options) -> anyhow::Result<Report> {
    imports::run(pool, kind, Some(file), options, &bundled(), "prova", clock()).await
}

pub(crate) async fn import(pool: &PgPool, file: &Path) -> Report {
    import_as(pool, Kind::Centres, file, &options()).await.expect("imported")
}

pub(crate) fn options() -> Options {
    Options { source: Some("regione-esempio".into()), ..Options::default() }
}

pub(crate) async fn one<T>(pool: &PgPool, sql: &str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    sqlx::query_scalar(sql).fetch_one(pool).await.expect(sql)
}

/// Windows-1252, semicolons, a title line, headers of no standard, and the mistakes people make, one row each.
fn messy() -> Vec<u8> {
    let header = "Codice;Denominazione centro;Via;N. civico;Città;Prov.;Latitudine;Longitudine;Servizi offerti;Orario;Tel.;E-mail";
    let rows = [
        "1;Centro Famiglie Aurora;Via Verdi;12/A;Bologna;BO;44,5101;11,1201;\"mediazione fam.; consulenza legale\";lun-ven 9-13;051 000001;aurora@example.it",
        "2;Centro dell'Età Nuova;Piazza XX Settembre;3;Imola;BO;11,3101;44,5101;\"gruppi di parola\";mar e gio 15-18;0542 000002;",
        "3;Spazio famiglia Faenza;Corso Prova;7;Faenza;Ravenna;0;0;\"affido; lettura dei tarocchi\";lun 9-12;0546 000003;nessuna",
        "4;Centro Metri;Via dei Metri;1;Bologna;BO;4930000;686000;;;;",
        "5;Centro Altrove;Via Lontana;1;Bologna;BO;39,30;9,10;;;;",
        "6;Centro Senza Comune;Via Prova;1;Samarcanda;BO;;;;;;",
        "1;Centro doppio;Via Doppia;1;Imola;BO;;;;;;",
        "8;Casa rifugio Stella;Via Segreta;9;Imola;BO;;;;;051 999999;",
    ];
    let text = format!("Elenco dei centri al 31/12/2025;;;;;;;;;;;\n{header}\n{}\n", rows.join("\n"));
    // Windows-1252: every letter here is one byte of its own code point.
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Western Europe")).collect()
}

#[test]
fn the_messiest_list_is_understood_corrected_and_on_the_map() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("messy"));
        let file = folder.file("elenco.csv", &messy());
        let mapping = BTreeMap::from([("indirizzo".to_owned(), "Via".to_owned())]);
        let options = Options { mapping, ..options() };

        let before = everything(pool).await;
        let rehearsal = import_as(pool, Kind::Centres, &file, &Options { dry_run: true, ..options.clone() }).await.expect("rehearsed");
        assert_eq!(everything(pool).await, before, "a rehearsal stores nothing");
        let report = import_as(pool, Kind::Centres, &file, &options).await.expect("imported");
        assert_eq!((rehearsal.inserted, rehearsal.refused.len()), (report.inserted, report.refused.len()));

        let refused: Vec<u64> = report.refused.iter().map(|refusal| refusal.row).collect();
        assert_eq!((report.inserted, refused), (3, vec![6, 7, 8, 9, 10]), "{report}");
        let text = report.to_string();
        for said in
            ["windows-1252", "separatore «;»", "scambiate", "0,0", "«lettura dei tarocchi»", "metri", "fuori dal comune", "due volte"]
        {
            assert!(text.contains(said), "{said} is not said in:\n{text}");
        }
        assert!(!text.contains("Stella") && !text.contains("999999"), "{text}");

        app.settled().await;
        let sites = app.get("/api/v1/sites?municipality=037006").await.json();
        let aurora =
            sites["items"].as_array().expect("items").iter().find(|item| item["name"] == "Centro Famiglie Aurora").expect("Aurora").clone();
        assert_eq!((aurora["lon"].as_f64(), aurora["lat"].as_f64()), (Some(11.1201), Some(44.5101)));
        assert_eq!(aurora["precision"], "civico");
        let services: Vec<String> = serde_json::from_value(aurora["services"].clone()).expect("services");
        assert_eq!(services, ["consulenza_legale", "mediazione_familiare"]);
        let accents: i64 = one(pool, "select count(*) from centre where name = 'Centro dell''Età Nuova'").await;
        assert_eq!(accents, 1);
        let hours: i64 = one(pool, "select count(*) from site_hours h join site s on s.id = h.site_id where s.external_id = '1'").await;
        assert_eq!(hours, 5);

        // The officer corrects what came back and imports only that: nothing else goes missing.
        let back = imports::write_correction(&report, &file).expect("written").expect("a file");
        let text = std::fs::read_to_string(&back).expect("text");
        assert!(!text.contains("Stella") && !text.contains("Segreta"), "{text}");
        assert!(text.contains("--crs"), "{text}");
        let corrected = text
            .replace("4930000;686000", "44,5201;11,0801")
            .replace("39,30;9,10", "44,5501;11,0501")
            .replace("Samarcanda", "Imola")
            .replace(";1;Centro doppio", ";7;Centro doppio");
        std::fs::write(&back, corrected).expect("corrected");
        let second = import_as(pool, Kind::Centres, &back, &options).await.expect("imported");
        assert_eq!((second.inserted, second.refused.len(), second.vanished), (4, 0, 0), "{second}");
        let missing: i64 = one(pool, "select count(*) from centre where missing_since is not null").await;
        assert_eq!(missing, 0);
        app.settled().await;
        let tile = app.get("/tiles/centres/12/2174/1480").await;
        assert!(tile.status == StatusCode::OK || tile.status == StatusCode::NO_CONTENT);
        let near = app.get("/api/v1/nearest?lon=11.05&lat=44.55&limit=1").await.json();
        assert_eq!(near["items"][0]["name"], "Centro Altrove");

        // The same list again: what was stored is the same, what was corrected meanwhile is not undone by it.
        let again = import_as(pool, Kind::Centres, &file, &options).await.expect("imported");
        assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 3), "{again}");
    });
}

const LIST: &str = "id,nome,indirizzo,comune,provincia,telefono,servizi,orari,lat,lon\n\
A,Centro Alfa,Via Prima 1,Bologna,BO,051 111111,mediazione familiare,lun-ven 9-13,44.5101,11.1101\n\
B,Centro Beta,Via Seconda 2,Imola,BO,0542 222222,consulenza legale,mar 15-18,44.5201,11.3201\n";

#[test]
fn a_run_is_taken_back_unless_something_newer_depends_on_it() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("undo"));
        let empty = everything(pool).await;
        let first = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let between = everything(pool).await;
        let changed = LIST.replace("Via Prima 1", "Via Prima 3").replace("mar 15-18", "mar 9-12").replace("0542 222222", "0542 333333")
            + "C,Centro Gamma,,Faenza,RA,,,,,\n";
        let second = import(pool, &folder.file("elenco.csv", changed.as_bytes())).await;
        assert_eq!((second.inserted, second.updated), (1, 2), "{second}");
        assert!(second.changed_fields.contains_key("site.address") && second.changed_fields.contains_key("site_hours"), "{second}");

        // The earlier one cannot go while the later one stands on it.
        let refused = imports::undo(pool, first.run.expect("a number"), "prova", clock()).await.expect_err("refused").to_string();
        assert!(refused.contains("non si può annullare"), "{refused}");
        imports::undo(pool, second.run.expect("a number"), "prova", clock()).await.expect("taken back");
        assert_eq!(everything(pool).await, between, "as it was before the second");
        imports::undo(pool, first.run.expect("a number"), "prova", clock()).await.expect("taken back");
        assert_eq!(everything(pool).await, empty, "as it was before the first");
        assert!(imports::undo(pool, first.run.expect("a number"), "prova", clock()).await.is_err(), "not twice");

        // After an undo the same file may come again, and what a person wrote meanwhile stops the next undo.
        let third = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        assert_eq!(third.inserted, 2);
        app.edit("update site set address = 'Via corretta 5' where external_id = 'A'").await;
        assert!(imports::undo(pool, third.run.expect("a number"), "prova", clock()).await.is_err());
        let list = imports::list(pool, 10).await.expect("a list");
        assert_eq!((list.len(), list.iter().filter(|entry| entry.undone.is_some()).count()), (3, 2));
        let shown = imports::show(pool, third.run.expect("a number")).await.expect("shown");
        assert_eq!(shown.report.expect("a report").inserted, 2);
    });
}

#[test]
fn what_a_source_no_longer_lists_stays_to_be_verified() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("missing"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        app.edit("update site set verified_on = '2026-02-01', verified_by = 'Comune di Imola' where external_id = 'B'").await;
        let without: String = LIST.lines().take(2).map(|line| format!("{line}\n")).collect();
        let report = import(pool, &folder.file("elenco.csv", without.as_bytes())).await;
        assert_eq!((report.vanished, report.unchanged), (1, 1), "{report}");
        app.settled().await;
        let items = app.get("/api/v1/sites?municipality=037032").await.json();
        let beta =
            items["items"].as_array().expect("items").iter().find(|item| item["name"] == "Centro Beta").expect("still there").clone();
        assert!(beta["verified_on"].is_null(), "verified before it went missing: {beta}");
        let report = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        assert_eq!((report.vanished, report.updated, report.unchanged), (0, 1, 1), "{report}");
        let missing: i64 = one(pool, "select count(*) from site where missing_since is not null").await;
        assert_eq!(missing, 0);
    });
}

#[test]
fn two_sources_of_one_centre_make_one_card_and_the_higher_one_speaks() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("sources"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let other = "nome,indirizzo,comune,provincia,telefono,sito,note\n\
                     Centro Alfa,via Prima 1,Bologna,BO,051111111,https://www.example.it/alfa,dal comune\n";
        let file = folder.file("comune.csv", other.as_bytes());
        let low = Options { source: Some("comune-esempio".into()), precedence: Some(10), ..Options::default() };
        let report = import_as(pool, Kind::Centres, &file, &low).await.expect("imported");
        assert_eq!((report.inserted, report.updated), (0, 1), "{report}");
        let name: String = one(pool, "select website from centre where external_id = 'A'").await;
        assert_eq!(name, "https://www.example.it/alfa", "a gap anybody may fill");
        let renamed = other.replace("Centro Alfa", "Centro Alfa del Comune");
        std::fs::write(&file, renamed).expect("a file");
        let report = import_as(pool, Kind::Centres, &file, &low).await.expect("imported");
        assert_eq!(report.updated, 0, "{report}");
        let high = Options { precedence: Some(200), ..low };
        let report = import_as(pool, Kind::Centres, &file, &high).await.expect("imported");
        assert_eq!(report.updated, 1, "{report}");
        let name: String = one(pool, "select name from centre where external_id = 'A'").await;
        assert_eq!(name, "Centro Alfa del Comune");
        // The first source no longer overrules what the higher one wrote.
        let report = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        assert_eq!((report.updated, report.unchanged), (0, 2), "{report}");
    });
}

#[test]
fn what_is_only_alike_is_asked_and_decided_in_the_file() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("alike"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let other = "nome,indirizzo,comune,provincia\nCentro Alfa,Via Prima 9,Bologna,BO\n";
        let options = Options { source: Some("altra".into()), ..Options::default() };
        let file = folder.file("altra.csv", other.as_bytes());
        let report = import_as(pool, Kind::Centres, &file, &options).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (0, 1), "{report}");
        let slug: String = one(pool, "select slug from centre where external_id = 'A'").await;
        assert!(report.to_string().contains(&slug), "{report}");
        let decided = other.replace("provincia\n", "provincia,uguale_a\n").replace(",BO\n", ",BO,nuovo\n");
        std::fs::write(&file, decided).expect("a file");
        let report = import_as(pool, Kind::Centres, &file, &options).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 0), "{report}");
    });
}

#[test]
fn several_sites_of_one_centre_and_sensitive_services() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("sites"));
        let list = "id;id_centro;nome;nome_sede;ruolo;hub;comune;prov;servizi;telefono;ente titolare;comuni serviti\n\
                    S1;C1;Centro Rete;Sede di Bologna;hub;;Bologna;BO;mediazione familiare;051 1234567;Comune di Prova;Bologna, Imola\n\
                    S2;C1;Centro Rete;Sede di Imola;hub;;Imola;BO;spazio neutro;051 1234567 / 0542 765432;Comune di Prova;\n\
                    S3;C2;Centro Figlio;;spoke;C1;Faenza;RA;;;;\n";
        let report = import(pool, &folder.file("rete.csv", list.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (2, 0), "{report}");
        app.settled().await;
        let centre = app.get("/api/v1/centres/centro-rete-bologna").await.json();
        assert_eq!(centre["sites"].as_array().map(Vec::len), Some(2), "{centre}");
        let protected: (i64, i64) = sqlx::query_as(
            "select count(*) filter (where site_id is null and sensitivity = 'protetta'), count(*) filter (where site_id is not null and category = 'spazio_neutro') from service where centre_id = (select id from centre where external_id = 'C1')",
        )
        .fetch_one(pool)
        .await
        .expect("numbers");
        assert_eq!(protected, (1, 0), "a sensitive service belongs to the centre only");
        let hub: String =
            one(pool, "select hub.external_id from centre c join centre hub on hub.id = c.hub_id where c.external_id = 'C2'").await;
        assert_eq!(hub, "C1");
        let contacts: (i64, i64) = sqlx::query_as(
            "select count(*) filter (where k.site_id is null), count(*) filter (where k.site_id is not null) from contact_point k join centre c on c.id = k.centre_id where c.external_id = 'C1'",
        )
        .fetch_one(pool)
        .await
        .expect("numbers");
        assert_eq!(contacts, (1, 1), "what both sites share belongs to the centre");
        let served: i64 =
            one(pool, "select count(*) from catchment k join centre c on c.id = k.centre_id where c.external_id = 'C1'").await;
        assert_eq!(served, 2);
        let again = import(pool, &folder.file("rete.csv", list.as_bytes())).await;
        assert_eq!((again.updated, again.unchanged), (0, 2), "{again}");
    });
}

#[test]
fn a_list_in_several_files_is_one_list() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("several"));
        let centres = folder.file("centri.csv", b"id_centro,nome,ente titolare\nC1,Centro Diviso,Comune di Prova\n");
        let sites = folder.file(
            "sedi.csv",
            b"codice sede;id centro;nome;comune;prov;lat;lon\nS1;C1;Sede prima;Bologna;BO;44,5001;11,1001\nS2;C1;Sede seconda;Imola;BO;44,5001;11,3001\nS3;C9;Sede di nessuno;Imola;BO;;\n",
        );
        let services = folder
            .file("servizi.csv", "id,servizio\nS1,mediazione familiare\nS1,consulenza legale\nC1,spazio neutro\nS7,adozione\n".as_bytes());
        let hours = folder.file("orari.csv", "codice,giorno,dalle,alle\nS2,lunedì,9:00,13:00\nS2,giovedì,15:00,18:00\n".as_bytes());
        let contacts = folder.file("contatti.csv", b"codice,canale,valore\nC1,telefono,051 1234567\nS2,email,imola@example.it\n");
        let parts = BTreeMap::from([(Part::Sites, sites), (Part::Services, services), (Part::Hours, hours), (Part::Contacts, contacts)]);
        let options = Options { parts, ..options() };
        let report = import_as(pool, Kind::Centres, &centres, &options).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 2), "{report}");
        assert!(report.to_string().contains("sedi.csv, riga 4") && report.to_string().contains("servizi.csv, riga 5"), "{report}");
        let numbers: (i64, i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from site s join centre c on c.id = s.centre_id where c.external_id = 'C1'),
                    (select count(*) from service v join site s on s.id = v.site_id where s.external_id = 'S1'),
                    (select count(*) from site_hours h join site s on s.id = h.site_id where s.external_id = 'S2'),
                    (select count(*) from contact_point k join centre c on c.id = k.centre_id where c.external_id = 'C1')",
        )
        .fetch_one(pool)
        .await
        .expect("numbers");
        assert_eq!(numbers, (2, 2, 2, 2));
        let again = import_as(pool, Kind::Centres, &centres, &options).await.expect("imported");
        assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 1), "{again}");
    });
}

#[test]
fn what_goes_out_comes_in_unchanged_in_every_format() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("export"));
        let list = "id;id_centro;nome;nome_sede;comune;prov;indirizzo;servizi;orari;telefono;email;sito;lat;lon;visibilita;accesso;lingue\n\
                    S1;C1;Centro Rete;;Bologna;BO;Via Prima 12/A;mediazione familiare; lun-ven 9-13, gio 15-18;051 1234567 / +41 911234567;rete@example.it;https://www.example.it;44.5001;11.1001;;su appuntamento;italiano\n\
                    S2;C1;Centro Rete;Sede di Imola;Imola;BO;Corso Secondo snc;spazio neutro;;;;https://www.example.it;;;;;\n\
                    S3;C2;Centro Quieto;;Imola;BO;Via Quieta 1;;;;;;44.5001;11.3001;solo comune;;\n";
        let first = import(pool, &folder.file("elenco.csv", list.as_bytes())).await;
        assert_eq!((first.inserted, first.refused.len()), (2, 0), "{first}");
        let before = everything(pool).await;
        for (format, name) in
            [(Format::Csv, "f.csv"), (Format::Xlsx, "f.xlsx"), (Format::GeoJson, "f.geojson"), (Format::FlatGeobuf, "f.fgb")]
        {
            let file = folder.0.join(name);
            let rows = imports::export::centres(pool, Some("regione-esempio"), format, Some(&file)).await.expect("written");
            assert_eq!(rows, 3);
            let bytes = std::fs::read(&file).expect("bytes");
            if matches!(format, Format::Csv | Format::GeoJson) {
                assert!(!String::from_utf8_lossy(&bytes).contains("Via Quieta"), "a protected position left the house");
            }
            let report = import(pool, &file).await;
            assert_eq!((report.inserted, report.updated, report.unchanged, report.vanished), (0, 0, 2, 0), "{name}: {report}");
            assert_eq!(report.refused, vec![], "{name}");
            assert_eq!(everything(pool).await, before, "{name}");
        }
    });
}

#[test]
fn a_protected_position_leaves_every_place_and_the_history() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("protect"));
        let report = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        app.settled().await;
        let id: i64 = one(pool, "select public_id from site where external_id = 'A'").await;
        let done = imports::protect(pool, &id.to_string(), "solo_comune", Some("prova"), "prova", clock()).await.expect("protected");
        let text = done.to_string();
        assert!(text.contains("/tiles/centres/12/") && text.contains("elenco.csv"), "{text}");
        assert_eq!(done.files.first().map(|file| file.0), report.run);
        app.settled().await;
        assert!(app.get(&format!("/api/v1/sites/{id}")).await.json()["lon"].is_null());
        let told: i64 = one(pool, "select count(*) from change_history where table_name = 'site' and coalesce(before, '{}')::text || coalesce(after, '{}')::text like '%Via Prima%'").await;
        assert_eq!(told, 0);
        // The next edition of the list still holds the point: it does not make it public again.
        let again = import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        assert_eq!(again.unchanged, 2, "{again}");
        assert!(imports::protect(pool, "nessuno", "solo_comune", None, "prova", clock()).await.is_err());
        assert!(imports::protect(pool, &id.to_string(), "pubblica", None, "prova", clock()).await.is_err());
        // Not kept at all: nothing of the position is left, and no list brings it back.
        imports::protect(pool, &id.to_string(), "non_conservata", None, "prova", clock()).await.expect("protected");
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let left: i64 = one(
            pool,
            "select count(*) from site where external_id = 'A' and (geom is not null or address is not null or toponym is not null)",
        )
        .await;
        assert_eq!(left, 0);
    });
}

#[test]
fn districts_catchments_and_bodies_come_in_and_go_back() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("kinds"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let before = everything(pool).await;
        let districts = "Codice ambito;Ambito;Codice ISTAT;dal\nA1;Ambito Uno;37006;2024-01-01\nA1;Ambito Uno;037032;2024-01-01\nA2;Ambito Due;037032;2024-01-01\nA3;Ambito Tre;999999;\n";
        let file = folder.file("ambiti.csv", districts.as_bytes());
        let report = import_as(pool, Kind::Districts, &file, &options()).await.expect("imported");
        assert_eq!((report.inserted, report.refused.len()), (1, 2), "{report}");
        let again = import_as(pool, Kind::Districts, &file, &options()).await.expect("imported");
        assert_eq!((again.inserted, again.updated, again.unchanged), (0, 0, 1), "{again}");
        app.settled().await;
        let of_district: i64 = one(pool, "select cardinality(municipality_codes)::bigint from public_districts where code = 'A1'").await;
        assert_eq!(of_district, 2);

        let served = "centro;comune;prov\nA;Bologna;BO\nA;Imola;BO\nZ;Imola;BO\n";
        let served = import_as(pool, Kind::Catchments, &folder.file("serviti.csv", served.as_bytes()), &options()).await.expect("imported");
        assert_eq!((served.inserted, served.refused.len()), (2, 1), "{served}");

        let bodies = "Ente,Codice IPA,Codice fiscale\nComune di Prova,c_x001,00000000001\nPersona,,RSSMRA80A01A944X\n";
        let bodies = import_as(pool, Kind::Organisations, &folder.file("enti.csv", bodies.as_bytes()), &options()).await.expect("imported");
        assert_eq!((bodies.inserted, bodies.refused.len()), (1, 1), "{bodies}");

        for report in [&bodies, &served, &report] {
            imports::undo(pool, report.run.expect("a number"), "prova", clock()).await.expect("taken back");
        }
        assert_eq!(everything(pool).await, before);
    });
}

#[test]
fn columns_are_named_once_and_kept() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("mapping"));
        let odd = "Struttura,Dove\nCentro Strano,Imola\n";
        let file = folder.file("strano.csv", odd.as_bytes());
        let refused = import_as(pool, Kind::Centres, &file, &options()).await.expect_err("no name");
        assert!(format!("{refused:#}").contains("Struttura"), "the headers there are: {refused:#}");
        let mapping = BTreeMap::from([
            ("nome".to_owned(), "Struttura".to_owned()),
            ("comune".to_owned(), "Dove".to_owned()),
            ("provincia".to_owned(), "=BO".to_owned()),
        ]);
        imports::save_mapping(pool, "strano", Kind::Centres, &mapping, "prova", clock()).await.expect("kept");
        let kept = imports::load_mapping(pool, "strano", Kind::Centres).await.expect("found");
        assert_eq!(kept, mapping);
        assert!(imports::load_mapping(pool, "strano", Kind::Districts).await.is_err());
        let report = import_as(pool, Kind::Centres, &file, &Options { mapping: kept, ..options() }).await.expect("imported");
        assert_eq!(report.inserted, 1, "{report}");
    });
}

#[test]
fn two_imports_at_once_queue() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("queue"));
        let file = folder.file("elenco.csv", LIST.as_bytes());
        let (one, other) = tokio::join!(import(pool, &file), import(pool, &file));
        let mut both = [(one.inserted, one.unchanged), (other.inserted, other.unchanged)];
        both.sort_unstable();
        assert_eq!(both, [(0, 2), (2, 0)]);
    });
}

#[test]
fn monte_mario_coordinates_land_at_the_right_door() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("crs"));
        // 11.1 E 44.5 N by EPSG:1660 inverted (pyproj 3.7, explicit operation), metres of zone 1.
        let list = "id,nome,comune,provincia,est,nord\nM,Centro Mario,Bologna,BO,1666976.421,4929571.462\n";
        let file = folder.file("mario.csv", list.as_bytes());
        let report =
            import_as(pool, Kind::Centres, &file, &Options { crs: Some("EPSG:3003".into()), ..options() }).await.expect("imported");
        assert_eq!(report.inserted, 1, "{report}");
        let far: f64 = one(
            pool,
            "select st_distance(geom::geography, st_setsrid(st_makepoint(11.1, 44.5), 4326)::geography) from site where external_id = 'M'",
        )
        .await;
        assert!(far < 0.1, "{far} m away");
        let operation: String = one(pool, "select crs_operation from site where external_id = 'M'").await;
        assert!(operation.contains("1660") && operation.contains(" m)"), "{operation}");
    });
}
