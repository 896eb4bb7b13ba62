//! What can be taken back of imports that keep no history, which numbers people see, and what hiding a position reaches.

use centri::imports::{self, Kind, Options};
use sqlx::PgPool;

use crate::centre_lists::{Folder, import, import_as, one, options};
use crate::support::{TestApp, clock, everything_but_sources as everything, story};

const PLACES: &str = "geonameid,localita,lat,lon,popolazione_geonames,cod_com,comune,sigla,cod_prov,cod_reg\n\
                      71,Prima,44.51,11.31,10,037032,Imola,BO,037,08\n\
                      72,Seconda,44.52,11.32,20,037032,Imola,BO,037,08\n";

const CELLS: &str = "id,lon,lat,popolazione\na,11.30,44.50,1000\nb,11.30,44.572,1000\n";

const ADDRESSES: &str = "comune,cod_com,via,civico,lat,lon\nImola,037032,Via Nuova,1,44.51,11.31\nImola,037032,Via Nuova,3,44.52,11.31\n";

fn residents(of_bologna: u32) -> String {
    let classes = "totale,maschi,femmine,minori_0_17,eta_0_2,eta_3_5,eta_6_10,eta_11_13,eta_14_17,eta_18_24,eta_25_34,eta_35_44,eta_45_54,eta_55_64,eta_65_74,eta_75_84,eta_85_piu";
    let zeros = ",0".repeat(16);
    format!(
        "cod_com,comune,sigla,cod_prov,cod_reg,{classes}\n037006,Bologna,BO,037,08,{of_bologna}{zeros}\n037032,Imola,BO,037,08,7{zeros}\n"
    )
}

/// Everything, and the streets, residents and cells, which only these imports write.
async fn all(pool: &PgPool) -> (Vec<String>, [i64; 5]) {
    let count = async |table: &str| one::<i64>(pool, &format!("select count(*) from {table}")).await;
    let counts = [
        count("street").await,
        count("house_number").await,
        count("population").await,
        count("demand_set").await,
        count("demand_cell").await,
    ];
    (everything(pool).await, counts)
}

async fn undo(pool: &PgPool, run: Option<i64>) -> anyhow::Result<usize> {
    imports::undo(pool, run.expect("a number"), "prova", clock()).await
}

#[test]
fn places_and_residents_that_were_only_added_go_again() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("additions"));
        let before = all(pool).await;
        for (kind, name, text, rows) in [
            (Kind::Places, "luoghi.csv", PLACES.to_owned(), 2),
            (Kind::Places, "civici.csv", ADDRESSES.to_owned(), 3),
            (Kind::Population, "popolazione-2024.csv", residents(390_000), 34),
            (Kind::Demand, "celle-2021.csv", CELLS.to_owned(), 2),
        ] {
            let file = folder.file(name, text.as_bytes());
            let first = import_as(pool, kind, &file, &Options::default()).await.expect("imported");
            assert_ne!(all(pool).await, before, "{name}: {first}");
            // The same file again changes nothing and is no obstacle.
            let again = import_as(pool, kind, &file, &Options::default()).await.expect("imported");
            assert_eq!((again.inserted, again.updated, again.vanished), (0, 0, 0), "{name}: {again}");
            assert_eq!(undo(pool, first.run).await.expect("taken back"), rows, "{name}");
            assert_eq!(all(pool).await, before, "{name}");
            assert!(undo(pool, first.run).await.is_err(), "not twice");
            // And it may come once more.
            let third = import_as(pool, kind, &file, &Options::default()).await.expect("imported");
            assert_eq!(third.inserted, first.inserted, "{name}");
            undo(pool, third.run).await.expect("taken back");
        }
        assert_eq!(all(pool).await, before);
    });
}

#[test]
fn what_replaced_something_or_was_replaced_stays() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("replacements"));
        let first = folder.file("luoghi.csv", PLACES.as_bytes());
        let first = import_as(pool, Kind::Places, &first, &Options::default()).await.expect("imported");
        let second = folder.file("luoghi.csv", PLACES.replace("Seconda", "Altra").as_bytes());
        let second = import_as(pool, Kind::Places, &second, &Options::default()).await.expect("imported");
        let of_first = undo(pool, first.run).await.expect_err("a newer edition stands").to_string();
        assert!(of_first.contains(&format!("la {} ha poi cambiato", second.run.expect("a number"))), "{of_first}");
        let of_second = undo(pool, second.run).await.expect_err("it replaced").to_string();
        assert!(of_second.contains("luoghi") && of_second.contains("edizione precedente"), "{of_second}");
        // Residents of a year another source had, one figure of them another.
        let file = folder.file("popolazione-2024.csv", residents(1).as_bytes());
        let residents_of_one = import_as(pool, Kind::Population, &file, &Options::default()).await.expect("imported");
        let file = folder.file("altra-popolazione-2024.csv", residents(2).as_bytes());
        let of_other = import_as(pool, Kind::Population, &file, &Options::default()).await.expect("imported");
        assert!(undo(pool, of_other.run).await.is_err(), "it changed a figure of another source");
        let changed = undo(pool, residents_of_one.run).await.expect_err("a figure is another's now").to_string();
        assert!(changed.contains("un'altra fonte"), "{changed}");
    });
}

const LIST: &str = "id,nome,indirizzo,comune,provincia,lat,lon\nA,Centro Alfa,Via Prima 1,Bologna,BO,44.51,11.11\n";

#[test]
fn a_rehearsal_takes_no_number_of_the_register() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("rehearsals"));
        let file = folder.file("elenco.csv", LIST.as_bytes());
        let first = import(pool, &file).await.run.expect("a number");
        for _ in 0..3 {
            let report = import_as(pool, Kind::Centres, &file, &Options { dry_run: true, ..options() }).await.expect("rehearsed");
            assert_eq!(report.run, None);
        }
        let second = import(pool, &file).await.run.expect("a number");
        assert_eq!(second, first + 1);
        let numbers: Vec<i64> = imports::list(pool, 10).await.expect("a list").iter().map(|entry| entry.id).collect();
        assert_eq!(numbers, [second, first]);
    });
}

#[test]
fn hiding_a_position_reaches_imports_that_were_taken_back() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("hidden"));
        let first = import(pool, &folder.file("elenco.csv", LIST.replace("44.51,11.11", "44.55,11.05").as_bytes())).await;
        let old: i64 = one(pool, "select public_id from site where external_id = 'A'").await;
        undo(pool, first.run).await.expect("taken back");
        let second = import(pool, &folder.file("elenco-2.csv", LIST.as_bytes())).await;
        // In between the point moved, which is one more place where it could be read.
        import(pool, &folder.file("elenco-2.csv", LIST.replace("44.51,11.11", "44.53,11.15").as_bytes())).await;
        let new: i64 = one(pool, "select public_id from site where external_id = 'A'").await;
        let done = imports::protect(pool, &new.to_string(), "solo_comune", None, "prova", clock()).await.expect("protected");
        for address in [format!("/api/v1/sites/{old}"), format!("/api/v1/sites/{new}"), "/centri/centro-alfa-bologna".to_owned()] {
            assert!(done.addresses.contains(&address), "{address} is not in {:#?}", done.addresses);
        }
        let at_zoom_16 = done.addresses.iter().filter(|address| address.starts_with("/tiles/centres/16/")).count();
        assert_eq!(at_zoom_16, 3, "three points there had been: {:#?}", done.addresses);
        let runs: Vec<i64> = done.files.iter().map(|(run, ..)| *run).collect();
        assert!([first.run, second.run].into_iter().flatten().all(|run| runs.contains(&run)), "{runs:?}");
        let left: i64 = one(
            pool,
            "select count(*) from change_history where table_name = 'site' and (before ?| array['geom', 'address'] or after ?| array['geom', 'address'])
               and row_id in (select row_id from change_history where table_name = 'site' and after ->> 'external_id' = 'A')",
        )
        .await;
        assert_eq!(left, 0, "no row of the history tells it");
        // Once hidden there is nothing more to tell.
        let again = imports::protect(pool, &new.to_string(), "riservata", None, "prova", clock()).await.expect("protected");
        assert_eq!((again.addresses.len(), again.public_since), (0, None), "{again}");
    });
}

#[test]
fn rows_that_cannot_be_read_make_nobody_disappear() {
    story(async {
        let app = TestApp::small().await;
        let (pool, folder) = (&app.pools.owner, Folder::new("unreadable"));
        import(pool, &folder.file("elenco.csv", LIST.as_bytes())).await;
        let broken = LIST.replace("44.51,11.11", "44.51") + "B,Centro Beta,Via Seconda 2,Imola,BO,44.52,11.32\n";
        let report = import(pool, &folder.file("elenco.csv", broken.as_bytes())).await;
        assert_eq!((report.inserted, report.refused.len()), (1, 1), "{report}");
        assert!(report.to_string().contains("nessuno è stato segnato come sparito"), "{report}");
        let missing: i64 = one(pool, "select count(*) from centre where missing_since is not null").await;
        assert_eq!(missing, 0);
    });
}
