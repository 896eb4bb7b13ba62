//! A file that breaks off on its way changes nothing: what it no longer says would look as if the source no longer had it.

use std::path::PathBuf;

use centri::imports::{self, Kind, Options};
use sqlx::PgPool;

use crate::support::{TestApp, clock, root, story};

/// A folder that goes away with its story.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("centri-broken-{}-{:?}", std::process::id(), std::thread::current().id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    async fn import(&self, pool: &PgPool, kind: Kind, name: &str, bytes: &[u8]) -> anyhow::Result<imports::Report> {
        let file = self.0.join(name);
        std::fs::write(&file, bytes).expect("a file");
        imports::run(pool, kind, Some(&file), &Options::default(), &root().join("data-import/bundled"), "prova", clock()).await
    }

    /// Imports all of a text, then as much of it as a download that broke off: the second changes nothing, and says why.
    async fn whole_then_cut(&self, pool: &PgPool, kind: Kind, name: &str, text: &str, table: &str) {
        self.import(pool, kind, name, text.as_bytes()).await.expect("the whole file");
        let before = rows(pool, table).await;
        assert!(!before.is_empty(), "{name} brought nothing");
        let last_cell = text.rfind([',', ';']).expect("several cells");
        let cut = (text[..last_cell].to_owned(), "il file si interrompe a metà");
        for (broken, why) in [cut, (format!("{text}\"mai chiusa"), "le virgolette sono aperte e mai chiuse")] {
            let error = self.import(pool, kind, name, broken.as_bytes()).await.expect_err("it is not whole");
            let told = format!("{error:#}");
            assert!(told.starts_with(&format!("{name}, riga ")), "{told}");
            assert!(told.contains(why) && told.ends_with("Non è stato conservato nulla"), "{told}");
            assert_eq!(rows(pool, table).await, before, "{name}: {told}");
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn rows(pool: &PgPool, table: &str) -> Vec<String> {
    let sql = format!("select to_jsonb(t)::text from {table} t order by 1");
    sqlx::query_scalar(&sql).fetch_all(pool).await.expect("rows")
}

const LOCALITIES: &str = "geonameid,localita,lat,lon,popolazione_geonames,cod_com,comune\n\
    900001,Borgo Uno,44.50,11.10,100,037006,Bologna\n\
    900002,Borgo Due,44.51,11.11,200,037006,Bologna\n\
    900003,Borgo Tre,44.52,11.12,,037006,Bologna\n";

const POSTCODES: &str = "cap,localita,lat,lon,cod_com_da_punto,coerente\n\
    40121,Bologna,44.50,11.10,037006,ok\n\
    40122,Bologna,44.51,11.11,037006,ok\n\
    40026,Imola,44.50,11.30,037032,provincia_diversa\n";

const ADDRESSES: &str = "cod_com;via;civico;lat;lon\n\
    037006;Via Roma;1;44.50;11.10\n\
    037006;Via Roma;2;44.50;11.11\n\
    037006;Via Verdi;3;44.50;11.12\n";

const DISTRICTS: &str = "codice;nome;cod_com\n\
    A1;Ambito Uno;037006\n\
    A1;Ambito Uno;037032\n\
    A2;Ambito Due;039010\n";

#[test]
fn a_file_of_places_that_breaks_off_takes_no_place_away() {
    story(async {
        let (app, folder) = (TestApp::small().await, Folder::new());
        let pool = &app.pools.owner;
        folder.whole_then_cut(pool, Kind::Places, "borghi.csv", LOCALITIES, "place").await;
        folder.whole_then_cut(pool, Kind::Places, "cap.csv", POSTCODES, "place").await;
        folder.whole_then_cut(pool, Kind::Places, "civici.csv", ADDRESSES, "house_number").await;
    });
}

#[test]
fn population_and_districts_that_break_off_change_nothing() {
    story(async {
        let (app, folder) = (TestApp::small().await, Folder::new());
        let pool = &app.pools.owner;
        let population = "cod_com,totale,maschi,femmine,minori_0_17\n037006,10,5,5,2\n037032,20,10,10,1234\n";
        folder.whole_then_cut(pool, Kind::Population, "popolazione-2021.csv", population, "population").await;
        folder.whole_then_cut(pool, Kind::Districts, "ambiti.csv", DISTRICTS, "district_municipality").await;
    });
}
