//! What every story needs: a private PostGIS for the run, databases cloned from templates, the whole site
//! over one of them with a fixed clock, and a browser's few words.

pub mod counting;
pub mod harvest_scene;
pub mod misbehaving;
pub mod shapefile;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use centri::config::ServeSettings;
use centri::database::{Cluster, ClusterOptions, PoolSettings, Pools};
use centri::router::router;
use centri::server::assemble;
use centri::state::AppState;
use centri::tiles::Door;
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Executor, PgPool};
use tokio::runtime::Runtime;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The moment all stories happen at.
pub fn clock() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_528_400, 0).expect("3 March 2026, 9:00 UTC")
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime"));
static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
// Templates by the content they are made of; read once, for Italy is several megabytes.
static SMALL_NAME: LazyLock<String> = LazyLock::new(|| format!("small_{}", fingerprint(&["migrations", "tests/support/small_italy.sql"])));
static ITALY_NAME: LazyLock<String> = LazyLock::new(|| {
    format!("italy_{}", fingerprint(&["migrations", "data-import/bundled", "data-import/src", "data-import/sources.toml", "src/imports"]))
});
static EMPTY_NAME: LazyLock<String> = LazyLock::new(|| format!("empty_{}", fingerprint(&["migrations"])));
static SMALL: OnceCell<String> = OnceCell::const_new();
static ITALY: OnceCell<String> = OnceCell::const_new();
static ITALY_APP: OnceCell<TestApp> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Runs a story to its end on the one runtime of the run, so that pools may be shared between stories.
pub fn story<T>(told: impl Future<Output = T>) -> T {
    RUNTIME.block_on(told)
}

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The cluster of this run. A watchdog ends it when the run is over, however it ends.
pub async fn cluster() -> &'static Cluster {
    CLUSTER
        .get_or_init(async || {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("postgis");
            // The watchdog of a run that has just ended may still be taking the cluster down.
            let watchdog = folder.with_extension("watchdog");
            while std::fs::read_to_string(&watchdog).is_ok_and(|process| Path::new("/proc").join(process.trim()).exists()) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            let options = ClusterOptions { durable: false, prepared_template: true, ..ClusterOptions::default() };
            let cluster = Cluster::start(&folder, options).await.expect("the private PostGIS of the tests starts");
            let postmaster = cluster.process().expect("it has a process");
            let watch = format!("while kill -0 {} 2>/dev/null; do sleep 0.5; done; kill -INT {postmaster}; while kill -0 {postmaster} 2>/dev/null; do sleep 0.1; done", std::process::id());
            let mut watching = Command::new("sh");
            watching.args(["-c", &watch]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let process = watching.spawn().expect("a watchdog").id();
            std::fs::write(&watchdog, process.to_string()).expect("its number is noted");
            clear(&cluster).await;
            cluster
        })
        .await
}

/// Removes what earlier runs left: the databases of their stories, and templates of schemas and data that are no more.
async fn clear(cluster: &Cluster) {
    let mut admin = connect(&cluster.database("postgres").await.expect("a database")).await;
    let names: Vec<String> = sqlx::query_scalar("select datname from pg_database where datname ~ '^(story|draft|small|italy|empty)_'")
        .fetch_all(&mut admin)
        .await
        .expect("names");
    let wanted: [&str; 3] = [&SMALL_NAME, &ITALY_NAME, &EMPTY_NAME];
    for name in names.iter().filter(|name| !wanted.contains(&name.as_str())) {
        cluster.drop_database(name).await.expect("dropped");
    }
}

fn fingerprint(paths: &[&str]) -> String {
    fn read(path: &Path, hasher: &mut Sha256) {
        if path.is_dir() {
            let mut entries: Vec<PathBuf> = std::fs::read_dir(path).expect("a folder").flatten().map(|entry| entry.path()).collect();
            entries.sort();
            entries.iter().for_each(|entry| read(entry, hasher));
        } else {
            hasher.update(path.to_string_lossy().as_bytes());
            hasher.update(std::fs::read(path).expect("a file"));
        }
    }
    let mut hasher = Sha256::new();
    paths.iter().for_each(|path| read(&root().join(path), &mut hasher));
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

async fn template(name: String, fill: impl AsyncFnOnce(&Pools)) -> String {
    let cluster = cluster().await;
    let mut admin = connect(&cluster.database("postgres").await.expect("a database")).await;
    let known: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .expect("an answer");
    if !known {
        // Made under another name and renamed when whole: a run that is killed leaves no half template.
        let draft = format!("draft_{}_{name}", std::process::id());
        cluster.drop_database(&draft).await.expect("dropped");
        let pools = Pools::open(&cluster.database(&draft).await.expect("a database"), &limits());
        pools.prepare().await.expect("migrated");
        fill(&pools).await;
        pools.close().await;
        // A connection on its way back to a pool that has just been closed may be left open: end it.
        let leftover = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1";
        let rename = format!("alter database \"{draft}\" rename to \"{name}\"");
        for attempt in 0.. {
            sqlx::query(leftover).bind(&draft).execute(&mut admin).await.expect("ended");
            match admin.execute(rename.as_str()).await {
                Ok(_) => break,
                Err(error) => assert!(attempt < 5, "{error}"),
            }
        }
    }
    name
}

async fn connect(options: &PgConnectOptions) -> sqlx::PgConnection {
    use sqlx::ConnectOptions;
    options.connect().await.expect("a connection")
}

async fn small_template() -> String {
    SMALL
        .get_or_init(async || {
            template(SMALL_NAME.clone(), async |pools: &Pools| {
                pools
                    .owner
                    .execute(std::fs::read_to_string(root().join("tests/support/small_italy.sql")).expect("a text").as_str())
                    .await
                    .expect("the small Italy");
            })
            .await
        })
        .await
        .clone()
}

/// The template with the bundled Italy and the demonstration centres, made once and kept between runs.
pub async fn italy_template() -> String {
    ITALY
        .get_or_init(async || {
            template(ITALY_NAME.clone(), async |pools: &Pools| {
                let bundled = root().join("data-import/bundled");
                centri::imports::bundled_italy(&pools.owner, &bundled, "test", clock()).await.expect("Italy is imported");
                centri::imports::demo::load(&pools.owner, clock()).await.expect("demonstration centres");
            })
            .await
        })
        .await
        .clone()
}

/// An empty database with the schema only.
pub async fn empty_database() -> Pools {
    let name = template(EMPTY_NAME.clone(), async |_: &Pools| {}).await;
    clone_of(&name).await
}

/// Few connections each, because many stories are told at once.
fn limits() -> PoolSettings {
    PoolSettings {
        owner_connections: 4,
        public_connections: 5,
        acquire_limit: Duration::from_secs(20),
        search_limit: Duration::from_secs(1),
        ..PoolSettings::default()
    }
}

/// A database of one's own, cloned from a template.
pub async fn clone_of(template: &str) -> Pools {
    let cluster = cluster().await;
    let name = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut admin = connect(&cluster.database("postgres").await.expect("a database")).await;
    // Two clones of one template cannot be made at the same moment.
    admin.execute("select pg_advisory_lock(4711)").await.expect("a lock");
    cluster.drop_database(&name).await.expect("dropped");
    admin.execute(format!("create database \"{name}\" template \"{template}\"").as_str()).await.expect("a clone");
    drop(admin);
    let pools = Pools::open(&cluster.database(&name).await.expect("a database"), &limits());
    // Roles belong to the cluster; this makes sure, and settles which role the public pool takes.
    pools.prepare().await.expect("prepared");
    pools
}

/// Every row that an import of centres may write or lean on, the register of runs and the log of changes apart, as text.
pub async fn everything(pool: &PgPool) -> Vec<String> {
    let mut rows = vec![];
    for (table, order) in [
        ("centre", "id"),
        ("site", "id"),
        ("service", "id"),
        ("contact_point", "id"),
        ("catchment", "centre_id, municipality_id"),
        ("staffing", "centre_id, profile"),
        ("organisation", "id"),
        ("source", "id"),
        ("site_hours", "site_id, weekday, opens"),
        ("district", "id"),
        ("district_municipality", "district_id, municipality_id, valid_from"),
        ("imported_identity", "source_id, external_id"),
        ("municipality", "id"),
        ("place", "id"),
    ] {
        // Coordinates as text would be cut: the whole row as JSON keeps them.
        let sql = format!("select row_to_json(t)::text from (select * from {table} order by {order}) as t");
        rows.extend(sqlx::query_scalar::<_, String>(&sql).fetch_all(pool).await.expect("rows"));
    }
    rows
}

/// The same without the sources, which an import leaves behind when it is taken back.
pub async fn everything_but_sources(pool: &PgPool) -> Vec<String> {
    let sources: HashSet<String> =
        sqlx::query_scalar("select row_to_json(t)::text from source as t").fetch_all(pool).await.expect("rows").into_iter().collect();
    everything(pool).await.into_iter().filter(|row| !sources.contains(row)).collect()
}

/// An answer with its body read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }
}

/// The whole site over a database.
#[derive(Clone, Debug)]
pub struct TestApp {
    pub state: AppState,
    pub pools: Pools,
    router: Door<Router>,
    _leave: Arc<Leave>,
}

/// Closes the connections when the last copy of an app goes, so that the cluster has room for the next story.
#[derive(Debug)]
struct Leave(Pools);

impl Drop for Leave {
    fn drop(&mut self) {
        let pools = self.0.clone();
        RUNTIME.spawn(async move { pools.close().await });
    }
}

/// A page that must be there, as text.
pub async fn page(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.text()
}

/// The text between two marks.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

/// Do the long sizes run?
pub fn long() -> bool {
    std::env::var_os("CENTRI_TEST_LONG").is_some()
}

/// The settings stories run with.
pub fn settings() -> ServeSettings {
    ServeSettings {
        listen: "127.0.0.1:0".parse().expect("an address"),
        public_url: Some("https://centri.example.it".into()),
        trust_forwarded: false,
        limit_per_minute: 1_200,
        basemap: None,
        pmtiles: vec![],
        tile_cache_mb: 64,
        publisher: "Prova".into(),
        publisher_ipa: "x_prova".into(),
        contact_email: "centri@example.it".into(),
        accessibility_url: None,
        privacy_url: None,
        legal_url: None,
    }
}

impl TestApp {
    /// Over a small Italy of its own, which the story may change.
    pub async fn small() -> Self {
        Self::over(clone_of(&small_template().await).await, settings()).await
    }

    /// Over the real Italy with demonstration centres: shared, so only to be read.
    pub async fn italy() -> Self {
        ITALY_APP.get_or_init(async || Self::over(clone_of(&italy_template().await).await, settings()).await).await.clone()
    }

    /// Over these pools.
    pub async fn over(pools: Pools, settings: ServeSettings) -> Self {
        let state = assemble(settings, pools, clock).await.expect("the site is assembled");
        let app = Self::without_waiting(state);
        app.until("the mirror and the gazetteer are read", async |app| {
            app.state.mirror.is_loaded()
                && (app.state.mirror.snapshot().units.municipality_count() == 0 || app.state.places.loaded().comune_count() > 0)
        })
        .await;
        app
    }

    /// Over a state that may never hear of a database.
    pub fn without_waiting(state: AppState) -> Self {
        Self { router: router(state.clone()), pools: state.pools.clone(), _leave: Arc::new(Leave(state.pools.clone())), state }
    }

    /// Waits until something holds, at most ten seconds.
    pub async fn until(&self, what: &str, holds: impl AsyncFn(&Self) -> bool) {
        for _ in 0..1_000 {
            if holds(self).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it did not come true in ten seconds that {what}");
    }

    /// Statements of the public role that wait for a lock.
    pub async fn waiting_for_locks(&self) -> i64 {
        sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'centri-public' and wait_event_type = 'Lock'",
        )
        .fetch_one(&self.pools.owner)
        .await
        .expect("a number")
    }

    /// Waits until the mirror holds what the database says now.
    pub async fn settled(&self) {
        let stands: i64 =
            sqlx::query_scalar("select coalesce(max(seq), 0) from change_log").fetch_one(&self.pools.owner).await.expect("a number");
        self.until("the mirror has caught up", async |app| app.state.mirror.stands_at(stands)).await;
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.request(Method::GET, path, headers).await
    }

    /// An answer whose body is still to be read.
    pub async fn open(&self, path: &str) -> Response<Body> {
        self.router.clone().oneshot(Request::get(path).body(Body::empty()).expect("a request")).await.expect("an answer")
    }

    pub async fn request(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends a request as it stands and reads the answer.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.expect("a body").to_bytes().to_vec() }
    }

    /// Runs a statement as the owner, as an editor would.
    pub async fn edit(&self, sql: &str) {
        self.pools.owner.execute(sql).await.expect("the edit is accepted");
    }
}
