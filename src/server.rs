//! Brings the pieces up in order and takes them down in reverse: cluster, pools, mirror, listener.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::ServiceExt;
use axum::extract::Request;
use chrono::{DateTime, Utc};
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;

use crate::config::{DatabaseSettings, ServeSettings};
use crate::imports;
use crate::imports::harvest::{Circumstances, Configuration, Harvester};

use crate::database::{self, Cluster, ClusterError, ClusterOptions, PoolSettings, Pools};
use crate::operations::Operations;
use crate::router::router;
use crate::state::AppState;
use crate::tiles::{Archives, Tiles};
use crate::web::Site;

/// Name of the database inside the private cluster.
const DATABASE: &str = "centri";

/// The truth, wherever it is kept.
#[derive(Debug)]
pub struct Truth {
    /// The private cluster, when it is ours.
    pub cluster: Option<Arc<Cluster>>,
    /// How to reach the database.
    pub options: PgConnectOptions,
    /// Connections to it.
    pub pools: Pools,
}

impl Truth {
    /// Starts the private cluster, or takes the PostgreSQL of the settings.
    ///
    /// # Errors
    /// When the cluster cannot start or the address cannot be read, saying what to do.
    pub async fn open(settings: &DatabaseSettings) -> anyhow::Result<Self> {
        Self::found(settings, async |folder| Cluster::start(folder, ClusterOptions::default()).await).await
    }

    /// As [`Truth::open`], for a command: where a server runs on the folder, its PostgreSQL is used beside it.
    ///
    /// # Errors
    /// As [`Truth::open`].
    pub async fn join(settings: &DatabaseSettings) -> anyhow::Result<Self> {
        Self::found(settings, async |folder| Cluster::start_or_join(folder, ClusterOptions::default()).await).await
    }

    async fn found(settings: &DatabaseSettings, start: impl AsyncFnOnce(&Path) -> Result<Cluster, ClusterError>) -> anyhow::Result<Self> {
        let (cluster, options) = match &settings.database_url {
            Some(address) => {
                let options = address.parse().context(
                    "CENTRI_DATABASE_URL is not the address of a PostgreSQL database; write it as postgres://user:password@host/database",
                )?;
                (None, options)
            }
            None => {
                let cluster = Arc::new(start(&settings.folder).await?);
                let options = cluster.database(DATABASE).await?;
                (Some(cluster), options)
            }
        };
        let limits =
            PoolSettings { public_statement_limit: Duration::from_millis(settings.statement_timeout_ms.into()), ..PoolSettings::default() };
        let pools = Pools::open(&options, &limits);
        Ok(Self { cluster, options, pools })
    }

    /// Checks somebody else's PostgreSQL and brings the schema up to this build.
    ///
    /// # Errors
    /// Naming every check that failed and what to do about it.
    pub async fn prepare(&self) -> anyhow::Result<()> {
        if self.cluster.is_none() {
            let findings = database::check(&self.options).await;
            for finding in findings.iter().filter(|finding| !finding.ok && !finding.required) {
                tracing::warn!(check = finding.name, "{} {}", finding.message, finding.remedy.as_deref().unwrap_or_default());
            }
            if !database::acceptable(&findings) {
                let wrong: Vec<String> = findings
                    .iter()
                    .filter(|finding| !finding.ok && finding.required)
                    .map(|finding| format!("- {}: {}\n  {}", finding.name, finding.message, finding.remedy.as_deref().unwrap_or_default()))
                    .collect();
                anyhow::bail!("this PostgreSQL cannot be used yet:\n{}", wrong.join("\n"));
            }
        }
        self.pools.prepare().await.context("the database could not be brought up to this version")?;
        imports::make_streets_findable(&self.pools.owner).await
    }

    /// Closes the connections and stops the private cluster.
    ///
    /// # Errors
    /// When PostgreSQL does not stop in time.
    pub async fn close(&self) -> anyhow::Result<()> {
        // A handler still at work must not keep the house open for ever.
        let _ = tokio::time::timeout(Duration::from_secs(3), self.pools.close()).await;
        if let Some(cluster) = &self.cluster {
            cluster.stop().await?;
        }
        Ok(())
    }
}

/// The state of a server over pools, with the tasks that keep it fresh started.
///
/// # Errors
/// When the basemap or another PMTiles file cannot be served.
pub async fn assemble(settings: ServeSettings, pools: Pools, clock: fn() -> DateTime<Utc>) -> anyhow::Result<AppState> {
    let archives = Archives::open(settings.basemap.as_deref(), &settings.pmtiles).await?;
    let tiles = Tiles::new(&pools.public, settings.tile_cache_mb.saturating_mul(1 << 20), archives);
    let kept = tiles.clone();
    let state = AppState::new(Site::new(settings), pools, tiles, Operations::new(clock)?);
    state.mirror.told_first(move |change| kept.forget(change));
    tokio::spawn(Arc::clone(&state.mirror).follow(state.pools.public.clone(), Arc::clone(&state.site), clock));
    tokio::spawn(follow_places(state.clone()));
    Ok(state)
}

/// Reads the gazetteer again whenever the mirror has read something new about the territory, and again when that failed.
async fn follow_places(state: AppState) {
    let mut changes = state.mirror.changes();
    let mut known = None;
    while !state.pools.public.is_closed() {
        let territory = state.mirror.is_loaded().then(|| state.mirror.snapshot().territory);
        if territory == known {
            if changes.changed().await.is_err() {
                return;
            }
            continue;
        }
        match state.places.refresh(&state.pools.public).await {
            Ok(()) => known = territory,
            Err(error) => {
                tracing::warn!(%error, "the gazetteer could not be read; trying again");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        }
    }
}

/// What is fetched by itself while the site is served.
#[derive(Debug, Clone)]
pub struct Harvesting {
    /// The sources.
    pub configuration: Configuration,
    /// The bundled data, beside which the register of sources lies.
    pub bundled: PathBuf,
}

/// Serves until asked to stop, then takes everything down in order.
///
/// # Errors
/// When the address is taken or the truth cannot be opened, saying what to do.
pub async fn serve(database: &DatabaseSettings, settings: ServeSettings, harvesting: Option<Harvesting>) -> anyhow::Result<()> {
    serve_after(database, settings, harvesting, async |_| Ok(())).await
}

/// Prepares the bundled Italy where it is missing, invents the demonstration centres at the very first
/// start, and serves. This is what `make run` does.
///
/// # Errors
/// As [`serve`], and when the bundled data cannot be read or stored.
pub async fn run(
    database: &DatabaseSettings,
    settings: ServeSettings,
    bundled: &Path,
    harvesting: Option<Harvesting>,
) -> anyhow::Result<()> {
    serve_after(database, settings, harvesting, async |truth: &Truth| {
        truth.prepare().await?;
        for (kind, report) in imports::bundled_italy(&truth.pools.owner, bundled, "centri run", Utc::now()).await? {
            if let Some(report) = report {
                tracing::info!("{kind}: {report}");
            }
        }
        if !imports::demo::was_ever_loaded(&truth.pools.owner).await? {
            let report = imports::demo::load(&truth.pools.owner, Utc::now()).await?;
            tracing::info!("demonstration centres: {report}");
        }
        Ok(())
    })
    .await
}

async fn serve_after(
    database: &DatabaseSettings,
    settings: ServeSettings,
    harvesting: Option<Harvesting>,
    first: impl AsyncFnOnce(&Truth) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!("cannot listen on {}: is another server using it? Choose another with --listen or CENTRI_LISTEN", settings.listen)
    })?;
    let Some(truth) = stoppable(Truth::open(database)).await else { return Ok(()) };
    let truth = truth?;
    let address = settings.public_origin();
    let harvester = harvesting.map(|Harvesting { configuration, bundled }| {
        let (folder, public_url) = (database.folder.clone(), Some(address.clone()));
        let circumstances = Circumstances { folder, bundled, public_url, actor: "harvest".to_owned() };
        Harvester::new(truth.pools.owner.clone(), configuration, circumstances)
    });
    let served = match stoppable(first(&truth)).await {
        Some(Ok(())) => serve_with(&truth, settings, listener, harvester).await,
        Some(Err(error)) => Err(error),
        None => Ok(()),
    };
    tracing::info!("stopping");
    truth.close().await?;
    served?;
    tracing::info!(address, "stopped");
    Ok(())
}

async fn serve_with(truth: &Truth, settings: ServeSettings, listener: TcpListener, harvester: Option<Harvester>) -> anyhow::Result<()> {
    let address = settings.public_origin();
    let own = truth.cluster.is_some();
    if own {
        truth.prepare().await?;
    }
    let state = assemble(settings, truth.pools.clone(), Utc::now).await?;
    if let Some(cluster) = truth.cluster.clone() {
        tokio::spawn(async move { cluster.watch().await });
    } else {
        prepare_when_reachable(truth).await?;
    }
    let counted = state.operations.harvests.clone();
    let harvest = harvester.map(|harvester| tokio::spawn(harvester.follow(Utc::now, counted)));
    tracing::info!(address, "serving: open {address}");
    let listeners = Arc::clone(&state.listeners);
    let stop = async move {
        asked_to_stop().await;
        listeners.dismiss();
    };
    let served = axum::serve(listener, ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(router(state)))
        .with_graceful_shutdown(stop)
        .await
        .context("the server stopped");
    if let Some(task) = harvest {
        // Broken off where it stands: a half file goes away, a half import is taken back.
        task.abort();
        let _ = task.await;
    }
    served
}

/// A PostgreSQL of somebody else may be away: the server starts all the same, says so, and goes on trying.
/// A PostgreSQL that answers and cannot be used is an error to be read now.
async fn prepare_when_reachable(truth: &Truth) -> anyhow::Result<()> {
    if truth.pools.answers().await {
        return truth.prepare().await;
    }
    tracing::warn!("PostgreSQL does not answer; serving what needs no data and trying again");
    let (options, pools) = (truth.options.clone(), truth.pools.clone());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let truth = Truth { cluster: None, options: options.clone(), pools: pools.clone() };
            if truth.pools.answers().await {
                match truth.prepare().await {
                    Ok(()) => return,
                    Err(error) => tracing::error!("{error:#}"),
                }
            }
        }
    });
    Ok(())
}

/// The work's outcome, or none when the person at the terminal stopped it: then it is dropped where it stands.
pub async fn stoppable<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = asked_to_stop() => None,
    }
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
