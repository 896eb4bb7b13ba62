//! The mirror: an immutable snapshot of everything public, swapped whole when the change log moves.
//! A missed notice is noticed, because the log's number is also asked for on a timer. While the
//! database is away the last snapshot goes on answering and says how old it is.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::watch;
use xxhash_rust::xxh3::xxh3_128;

use super::codes::Codes;
use super::site::Site;
use super::store;
use super::units::Units;
use crate::geo::LandmassIndex;
use crate::web::Site as WebSite;

/// How often the change log is asked for even without a notice.
const POLL: Duration = Duration::from_secs(5);
/// Notices that arrive together cause one reading.
const GATHER: Duration = Duration::from_millis(40);

/// Everything public at one moment.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Sites in the order of lists.
    pub sites: Vec<Site>,
    /// Code lists.
    pub codes: Codes,
    /// Names of the territory.
    pub units: Units,
    /// Which piece of land a point lies on.
    pub land: LandmassIndex,
    /// Place in `sites` by public number.
    pub by_id: HashMap<i64, usize>,
    /// Hash of the public content: moves only when that moves.
    pub version: String,
    /// Number of the last change to the territory, which the gazetteer follows.
    pub territory: i64,
    /// When it was read.
    pub loaded_at: Option<DateTime<Utc>>,
    /// Where the change log stood. Internal: it moves with private rows too.
    change: i64,
}

impl Snapshot {
    /// Reads everything public.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn load(db: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Self> {
        // Read the number first: a change that comes in between is then read again, never missed.
        let change = store::change(db).await?;
        let sites = store::sites(db).await?;
        let rings = store::landmass_rings(db).await?;
        let by_id = sites.iter().enumerate().map(|(at, site)| (site.id, at)).collect();
        Ok(Self {
            version: format!("{:032x}", xxh3_128(format!("{sites:?}").as_bytes())),
            codes: store::codes(db).await?,
            units: store::units(db).await?,
            land: LandmassIndex::build(rings),
            territory: store::territory_change(db).await?,
            by_id,
            sites,
            loaded_at: Some(now),
            change,
        })
    }

    /// Has the change log been read at least to this number?
    #[must_use]
    pub fn stands_at(&self, change: i64) -> bool {
        self.loaded_at.is_some() && self.change >= change
    }

    /// A site by its public number.
    #[must_use]
    pub fn site(&self, id: i64) -> Option<&Site> {
        self.by_id.get(&id).map(|at| &self.sites[*at])
    }

    /// The sites of a centre.
    pub fn sites_of<'a>(&'a self, slug: &'a str) -> impl Iterator<Item = &'a Site> {
        self.sites.iter().filter(move |site| site.slug == slug)
    }
}

/// The one holder of the current snapshot.
#[derive(Debug)]
pub struct Mirror {
    current: RwLock<Arc<Snapshot>>,
    changed: watch::Sender<i64>,
}

impl Default for Mirror {
    fn default() -> Self {
        Self::new()
    }
}

impl Mirror {
    /// Empty, until [`Mirror::follow`] has read for the first time.
    #[must_use]
    pub fn new() -> Self {
        Self { current: RwLock::new(Arc::default()), changed: watch::Sender::new(-1) }
    }

    /// The present snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        // A poisoned lock still holds a whole snapshot: it is only ever replaced, never changed.
        Arc::clone(&self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Has anything been read yet?
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.snapshot().loaded_at.is_some()
    }

    /// Wakes when a new snapshot stands.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<i64> {
        self.changed.subscribe()
    }

    /// Reads now and swaps.
    ///
    /// # Errors
    /// When the database cannot be read; the present snapshot stays.
    pub async fn refresh(&self, db: &PgPool, site: &WebSite, now: DateTime<Utc>) -> sqlx::Result<()> {
        let snapshot = Arc::new(Snapshot::load(db, now).await?);
        site.holds_demo.store(snapshot.sites.iter().any(|one| one.demo), Ordering::Relaxed);
        site.database_away.store(false, Ordering::Relaxed);
        let change = snapshot.change;
        *self.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = snapshot;
        self.changed.send_replace(change);
        Ok(())
    }

    /// Follows the change log until the pool is closed: on each notice, and every few seconds in case one was missed.
    pub async fn follow(self: Arc<Self>, db: PgPool, site: Arc<WebSite>, clock: fn() -> DateTime<Utc>) {
        let mut listener = None;
        while !db.is_closed() {
            if listener.is_none() {
                listener = listen(&db).await;
            }
            match self.catch_up(&db, &site, clock).await {
                Ok(()) => {}
                Err(error) => {
                    if !site.database_away.swap(true, Ordering::Relaxed) {
                        tracing::warn!(%error, "the database is away; what is in memory goes on answering");
                    }
                    listener = None;
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    continue;
                }
            }
            if let Some(open) = &mut listener {
                match tokio::time::timeout(POLL, open.try_recv()).await {
                    Ok(Ok(Some(_))) => tokio::time::sleep(GATHER).await,
                    // PostgreSQL has dropped us: it is away until it answers again, however short that is.
                    Ok(Ok(None) | Err(_)) => {
                        site.database_away.store(true, Ordering::Relaxed);
                        listener = None;
                    }
                    Err(_) => {}
                }
            } else {
                tokio::time::sleep(POLL).await;
            }
        }
        site.database_away.store(true, Ordering::Relaxed);
    }

    async fn catch_up(&self, db: &PgPool, site: &WebSite, clock: fn() -> DateTime<Utc>) -> sqlx::Result<()> {
        let stands = store::change(db).await?;
        site.database_away.store(false, Ordering::Relaxed);
        let held = self.snapshot();
        if held.loaded_at.is_none() || held.change != stands {
            self.refresh(db, site, clock()).await?;
            tracing::info!(sites = self.snapshot().sites.len(), "read what is public");
        }
        Ok(())
    }
}

async fn listen(db: &PgPool) -> Option<PgListener> {
    let mut listener = PgListener::connect_with(db).await.ok()?;
    // A lost connection is to be seen, not mended behind our back.
    listener.eager_reconnect(false);
    listener.listen("centri_changes").await.ok()?;
    Some(listener)
}
