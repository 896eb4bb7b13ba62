//! The private PostGIS cluster: made at the first start, started, adopted, watched and stopped together with Centri.
//! It refuses a folder another Centri uses, listens on no network port, and never removes a cluster that was once complete.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::Signal;
use sqlx::Connection;
use tokio::sync::Mutex;

use super::account::Account;
use super::error::ClusterError;
use super::folder::ClusterFolder;
use super::folder_lock::FolderLock;
use super::postmaster;
use super::programs::Programs;

/// How often [`Cluster::watch`] looks at the postmaster.
const WATCH_INTERVAL: Duration = Duration::from_secs(1);
/// A connection over a local socket that takes longer is taken for a server that does not answer.
pub(super) const CONNECTION_LIMIT: Duration = Duration::from_secs(3);
/// The log is set aside at the next start when it has grown past this many bytes.
const LONG_LOG: u64 = 10_000_000;

/// How a private cluster is run.
#[derive(Debug, Clone)]
pub struct ClusterOptions {
    /// True for every real use. False in tests: quicker, and a power cut destroys the data; a killed process still loses nothing.
    pub durable: bool,
    /// Puts PostGIS and btree_gist into the template database, so that a new database has them at once. For tests, which make many.
    pub prepared_template: bool,
    /// How long a start may take, recovery after a crash included.
    pub start_limit: Duration,
    /// How long an orderly stop may take before force is used.
    pub stop_limit: Duration,
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self { durable: true, prepared_template: false, start_limit: Duration::from_secs(180), stop_limit: Duration::from_secs(30) }
    }
}

/// A running private cluster. Dropped without [`Cluster::stop`], it asks PostgreSQL to stop but does not wait.
#[derive(Debug)]
pub struct Cluster {
    pub(super) folder: ClusterFolder,
    pub(super) account: Account,
    pub(super) programs: Programs,
    pub(super) options: ClusterOptions,
    stopped: AtomicBool,
    /// One change at a time: a restart by the watch must not meet a stop.
    changing: Mutex<()>,
    // Last field, so released last: whoever gets the folder next finds PostgreSQL already told to stop.
    lock: Option<FolderLock>,
}

impl Cluster {
    /// Starts the cluster of a folder, making it at the first start, or adopts one that outlived its Centri.
    ///
    /// # Errors
    /// See [`ClusterError`]; nothing is left running after an error.
    pub async fn start(folder: &Path, options: ClusterOptions) -> Result<Self, ClusterError> {
        let folder = ClusterFolder::prepare(folder)?;
        let lock = FolderLock::take(&folder)?;
        let (folder, account, programs) = ClusterFolder::choose(&folder).await?;
        let cluster =
            Self { folder, account, programs, options, stopped: AtomicBool::new(false), changing: Mutex::new(()), lock: Some(lock) };
        if !cluster.folder.data.exists() {
            cluster.make().await?;
        }
        cluster.write_settings(&cluster.folder.data)?;
        cluster.ensure_running().await?;
        cluster.check_postgis().await?;
        Ok(cluster)
    }

    /// As [`Cluster::start`]; where another Centri serves from the folder, the PostgreSQL it runs is joined and left to it.
    ///
    /// # Errors
    /// See [`ClusterError`]; also when the other Centri is only just starting.
    pub async fn start_or_join(folder: &Path, options: ClusterOptions) -> Result<Self, ClusterError> {
        match Self::start(folder, options.clone()).await {
            Err(ClusterError::FolderInUse { .. }) => {}
            done => return done,
        }
        let (folder, account, programs) = ClusterFolder::choose(&ClusterFolder::prepare(folder)?).await?;
        let joined = Self { folder, account, programs, options, stopped: AtomicBool::new(true), changing: Mutex::new(()), lock: None };
        joined.maintenance().await?.close().await?;
        Ok(joined)
    }

    /// The folder with PostgreSQL's programs of the right version (`pg_dump`, `pg_restore`, `psql`).
    #[must_use]
    pub fn programs_folder(&self) -> &Path {
        &self.programs.folder
    }

    /// The folder of the Unix socket: what libpq programs take as `PGHOST`.
    #[must_use]
    pub fn socket_folder(&self) -> &Path {
        &self.folder.socket
    }

    /// PostgreSQL's log, for people who look for a cause.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        &self.folder.log
    }

    /// The process id of the postmaster; `None` while it is down.
    #[must_use]
    pub fn process(&self) -> Option<i32> {
        postmaster::postmaster(&self.folder).ok().flatten()
    }

    /// Looks every second whether the postmaster lives and starts it again when not. Returns only after [`Cluster::stop`].
    pub async fn watch(&self) {
        let mut pause = WATCH_INTERVAL;
        while !self.stopped.load(Ordering::Acquire) {
            tokio::time::sleep(pause).await;
            if self.stopped.load(Ordering::Acquire) {
                return;
            }
            pause = WATCH_INTERVAL;
            if self.process().is_some() {
                continue;
            }
            tracing::warn!("the private PostgreSQL has died: starting it again");
            match self.ensure_running().await {
                Ok(()) => tracing::info!("the private PostgreSQL answers again"),
                Err(error) => {
                    // Not every second for ever: a full disk does not empty itself.
                    pause = WATCH_INTERVAL * 10;
                    tracing::error!(%error, "the private PostgreSQL does not start: trying again in {} s", pause.as_secs());
                }
            }
        }
    }

    /// Returns when the server answers: at once, after waiting for one that starts, recovers or stops, or after starting it.
    /// Does nothing after [`Cluster::stop`].
    ///
    /// # Errors
    /// When the server cannot be started or does not answer within [`ClusterOptions::start_limit`].
    pub async fn ensure_running(&self) -> Result<(), ClusterError> {
        let _one_at_a_time = self.changing.lock().await;
        let begun = Instant::now();
        let mut last_answer = String::from("no answer yet");
        let mut child = None;
        while !self.stopped.load(Ordering::Acquire) {
            if begun.elapsed() > self.options.start_limit {
                let (data, log) = (self.folder.data.clone(), self.folder.log.clone());
                return Err(ClusterError::Silent { data, log, seconds: begun.elapsed().as_secs(), message: last_answer });
            }
            match (postmaster::postmaster(&self.folder)?, &mut child) {
                (Some(process), started) if postmaster::says_ready(&self.folder) => match self.maintenance().await {
                    Ok(connection) => {
                        let adopted = if started.is_none() { " (it was already running)" } else { "" };
                        tracing::debug!(process, "PostgreSQL answers{adopted}");
                        drop(connection.close().await);
                        return Ok(());
                    }
                    Err(error) => last_answer = error.to_string(),
                },
                (Some(_), _) => {}
                (None, None) => {
                    postmaster::clear_remains(&self.folder).await?;
                    child = Some(self.spawn()?);
                }
                (None, Some(started)) => {
                    let ended = started.try_wait().map_err(|source| self.trouble(source))?;
                    if let Some(status) = ended {
                        let said = last_lines(&self.folder.log);
                        if !said.contains("pre-existing shared memory block") {
                            let message = format!("{status}. It said:\n{said}");
                            return Err(ClusterError::Program { program: "postgres", message });
                        }
                        // The postmaster was killed and, on a busy machine, its children are still going: soon there are none.
                        (last_answer, child) = (said, None);
                    }
                }
            }
            tokio::time::sleep(postmaster::LOOK_AGAIN).await;
        }
        Ok(())
    }

    /// Stops PostgreSQL in order (open transactions are rolled back) and releases the folder when the value is dropped. One
    /// that was only joined runs on.
    ///
    /// # Errors
    /// When it cannot be stopped even by force.
    pub async fn stop(&self) -> Result<(), ClusterError> {
        if self.lock.is_none() {
            return Ok(());
        }
        self.stopped.store(true, Ordering::Release);
        let _one_at_a_time = self.changing.lock().await;
        if !postmaster::stop(&self.folder, self.options.stop_limit).await? {
            tracing::warn!("PostgreSQL was stopped by force: it will recover at the next start");
        }
        Ok(())
    }

    /// Leaves everything as a killed process would: the lock is gone, PostgreSQL runs on.
    #[cfg(test)]
    pub(super) fn abandon(mut self) {
        self.stopped.store(true, Ordering::Release);
        self.lock = None;
    }

    fn spawn(&self) -> Result<tokio::process::Child, ClusterError> {
        let log = &self.folder.log;
        let failed = |source| ClusterError::File { path: log.clone(), source };
        if std::fs::metadata(log).is_ok_and(|metadata| metadata.len() > LONG_LOG) {
            std::fs::rename(log, log.with_extension("log.old")).map_err(failed)?;
        }
        // The folder belongs to the other account: root must not be led elsewhere by a link.
        let output = OpenOptions::new().create(true).append(true).custom_flags(OFlag::O_NOFOLLOW.bits()).open(log).map_err(failed)?;
        self.account.own(log).map_err(failed)?;
        let errors = output.try_clone().map_err(failed)?;
        let mut command = self.account.command(&self.programs.path("postgres"), &self.folder.home);
        command.arg("-D").arg(&self.folder.data).stdout(output).stderr(errors);
        command.spawn().map_err(|source| self.trouble(source))
    }

    pub(super) fn trouble(&self, source: std::io::Error) -> ClusterError {
        ClusterError::File { path: self.folder.home.clone(), source }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !self.stopped.load(Ordering::Acquire)
            && self.lock.is_some()
            && let Some(process) = self.process()
        {
            postmaster::send(process, Signal::SIGINT);
        }
    }
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(8)..].join("\n")
}
