//! What stories of the harvest share: a small Italy with a folder, sources in a configuration, lists of centres.

use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use centri::imports::harvest::{Circumstances, Configuration, Harvester};

use super::misbehaving::{Reply, reply};
use super::{TestApp, root};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A small Italy and a folder for the program, which goes with it.
pub struct Scene {
    pub app: TestApp,
    pub folder: PathBuf,
}

impl Scene {
    pub async fn new() -> Self {
        let name = format!("harvest-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { app: TestApp::small().await, folder }
    }

    pub fn harvester(&self, configuration: &str) -> Harvester {
        let configuration = Configuration::parse(configuration, &self.folder.join("harvest.toml")).expect("a configuration");
        let circumstances = Circumstances {
            folder: self.folder.clone(),
            bundled: root().join("data-import/bundled"),
            public_url: Some("https://centri.example.it".into()),
            actor: "prova".into(),
        };
        Harvester::new(self.app.pools.owner.clone(), configuration, circumstances)
    }

    /// Names of the centres of a source, in order.
    pub async fn centres(&self, source: &str) -> Vec<String> {
        let sql = "select c.name from centre c join source s on s.id = c.source_id where s.key = $1 order by c.external_id";
        sqlx::query_scalar(sql).bind(source).fetch_all(&self.app.pools.owner).await.expect("names")
    }

    /// What lies in the folder of the harvest.
    pub fn files(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.folder.join("harvest")).map(|all| all.flatten().map(|one| one.path()).collect()).unwrap_or_default()
    }

    pub async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.app.pools.owner).await.expect("a number")
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn source(key: &str, url: &str, more: &str) -> String {
    format!("[[source]]\nkey = \"{key}\"\nkind = \"centres\"\nevery = \"24h\"\nurl = \"{url}\"\n{more}\n")
}

/// A list of centres with these numbers, all in Imola.
pub fn list(numbers: RangeInclusive<usize>) -> String {
    let mut text = "id,nome,comune,provincia,regione,cod_com,precisione,stato,fonte_url\n".to_owned();
    for number in numbers {
        let name = format!("Centro per le famiglie {number}");
        writeln!(text, "C{number:02},{name},Imola,BO,Emilia-Romagna,037032,comune,attivo_alla_fonte,https://example.it/").expect("a row");
    }
    text
}

pub fn csv(body: impl AsRef<[u8]>) -> Reply {
    reply("200 OK", "content-type: text/csv\r\n", body)
}
