//! Stories of a private cluster that is started, killed, abandoned and interrupted. They refuse to mock: each makes a real
//! cluster in a folder of its own and removes it.

mod life;
mod server;

use std::future::Future;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use nix::unistd::Uid;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use super::*;

/// A temporary folder that PostgreSQL's account can reach, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("centri-test-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("temporary folder");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("permissions");
        Self(path)
    }

    async fn start(&self) -> Cluster {
        start(&self.0).await.expect("the cluster starts")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn start(folder: &Path) -> Result<Cluster, ClusterError> {
    let options = ClusterOptions { durable: false, start_limit: Duration::from_secs(30), ..ClusterOptions::default() };
    Cluster::start(folder, options).await
}

async fn within<T>(story: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(50), story).await.expect("the story ends in time")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.expect("a connection")
}

async fn remember(cluster: &Cluster, word: &str) {
    let mut connection = connect(&cluster.database("story").await.expect("database")).await;
    connection.execute("create table if not exists words (word text)").await.expect("table");
    sqlx::query("insert into words values ($1)").bind(word).execute(&mut connection).await.expect("row");
    connection.close().await.expect("closed");
}

async fn words(cluster: &Cluster) -> Vec<String> {
    let mut connection = connect(&cluster.database("story").await.expect("database")).await;
    let words = sqlx::query_scalar("select word from words order by word").fetch_all(&mut connection).await.expect("rows");
    connection.close().await.expect("closed");
    words
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}: not in 20 s");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
