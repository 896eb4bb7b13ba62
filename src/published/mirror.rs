//! The mirror: holds the snapshot of everything public and follows the change log. Small changes are patched, row by row;
//! a change of the territory or of code lists is read whole. A missed notice is noticed, because the log is also read on a
//! timer. While the database is away the last snapshot goes on answering and says how old it is.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::watch;

use super::snapshot::{Moved, Snapshot};
use super::store::{self, News, Standing, Whole};
use crate::web::Site as WebSite;

/// How often the change log is read even without a notice.
const POLL: Duration = Duration::from_secs(5);
/// Notices that arrive together cause one reading.
const GATHER: Duration = Duration::from_millis(15);
/// More changed centres than this at once are read whole: a bulk import.
const PATCHED_AT_ONCE: usize = 2_000;

/// What a new snapshot differs in from the one before.
#[derive(Debug)]
pub struct Change {
    /// The new snapshot, already the present one.
    pub snapshot: Arc<Snapshot>,
    /// Sites that came, went or changed.
    pub moved: Vec<Moved>,
    /// Boundaries, names or codes may have changed.
    pub territory: bool,
}

type Witness = Box<dyn Fn(&Change) + Send + Sync>;

/// The one holder of the current snapshot.
pub struct Mirror {
    current: RwLock<Arc<Snapshot>>,
    standing: RwLock<Option<Standing>>,
    /// Microseconds the last reading of everything took; 0 for never.
    whole_us: AtomicU64,
    changed: watch::Sender<i64>,
    witness: OnceLock<Witness>,
}

impl Default for Mirror {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Mirror {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Mirror").field("standing", &self.standing).finish_non_exhaustive()
    }
}

impl Mirror {
    /// Empty, until [`Mirror::follow`] has read for the first time.
    #[must_use]
    pub fn new() -> Self {
        Self {
            current: RwLock::new(Arc::default()),
            standing: RwLock::new(None),
            whole_us: AtomicU64::new(0),
            changed: watch::Sender::new(-1),
            witness: OnceLock::new(),
        }
    }

    /// Asks to be told of each change after the snapshot is swapped and before anybody else hears of it:
    /// whoever keeps copies throws the touched ones away here. Only the first to ask is told.
    pub fn told_first(&self, witness: impl Fn(&Change) + Send + Sync + 'static) {
        let _ = self.witness.set(Box::new(witness));
    }

    /// The present snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        // A poisoned lock still holds a whole snapshot: it is only ever replaced, never changed.
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has anything been read yet?
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Has the change log been read at least to this number?
    #[must_use]
    pub fn stands_at(&self, change: i64) -> bool {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(|standing| standing.change >= change)
    }

    /// The number up to which the change log has been read; none before the first reading. It moves with private rows too:
    /// for telling whether to look again, never to be shown.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        self.standing.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|standing| standing.change)
    }

    /// How long the last reading of everything took, from the first statement until the snapshot stood; none before it.
    #[must_use]
    pub fn whole_reading(&self) -> Option<Duration> {
        Some(self.whole_us.load(Ordering::Relaxed)).filter(|us| *us != 0).map(Duration::from_micros)
    }

    /// Wakes when a new snapshot stands.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<i64> {
        self.changed.subscribe()
    }

    /// Read once and never again, for work that shows one moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of_one_moment(db: &PgPool) -> sqlx::Result<Self> {
        let mirror = Self::new();
        mirror.read(db, |_| {}).await?;
        Ok(mirror)
    }

    /// Reads what has happened since the last reading, or everything the first time, and swaps.
    ///
    /// # Errors
    /// When the database cannot be read; the present snapshot stays.
    pub async fn refresh(&self, db: &PgPool, site: &WebSite, now: DateTime<Utc>) -> sqlx::Result<()> {
        self.read(db, |change| {
            site.database_away.store(false, Ordering::Relaxed);
            site.confirmed.store(now.timestamp_millis(), Ordering::Relaxed);
            if let Some(change) = change {
                site.holds_demo.store(change.snapshot.holds_demo, Ordering::Relaxed);
            }
        })
        .await
    }

    /// `heard` is told what was read before anybody sees it.
    async fn read(&self, db: &PgPool, heard: impl FnOnce(Option<&Change>)) -> sqlx::Result<()> {
        let held = self.standing.read().unwrap_or_else(PoisonError::into_inner).clone();
        let before = self.snapshot();
        let begun = Instant::now();
        let (news, standing) = store::read_news(db, held.as_ref(), PATCHED_AT_ONCE).await?;
        let read = begun.elapsed();
        let whole = matches!(news, News::Whole(_));
        let change = match news {
            News::Nothing => None,
            News::Sites { keys, sites } => {
                let moved = before.moved(&sites, |site| keys.contains(&site.centre_key));
                (!moved.is_empty()).then(|| Change { snapshot: Arc::new(before.patched(&moved)), moved, territory: false })
            }
            News::Whole(whole) => {
                let Whole { sites, codes, units, land, territory } = *whole;
                let (codes, units) = (Arc::new(codes), Arc::new(units));
                let land = land.map_or_else(|| Arc::clone(&before.land), Arc::new);
                let snapshot = Arc::new(Snapshot::new(sites, codes, units, land, territory));
                let moved = before.moved(&snapshot.sites, |_| true);
                Some(Change { moved, territory: territory != before.territory || held.is_none(), snapshot })
            }
        };
        heard(change.as_ref());
        let number = standing.change;
        if let Some(change) = &change {
            let built = begun.elapsed().saturating_sub(read);
            let (sites, changed) = (change.snapshot.sites.len(), change.moved.len());
            tracing::info!(sites, changed, whole, read_ms = read.as_millis(), built_ms = built.as_millis(), "read what is public");
            if whole {
                self.whole_us.store(u64::try_from((read + built).as_micros()).unwrap_or(u64::MAX).max(1), Ordering::Relaxed);
            }
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&change.snapshot);
            if let Some(witness) = self.witness.get() {
                witness(change);
            }
        }
        *self.standing.write().unwrap_or_else(PoisonError::into_inner) = Some(standing);
        if change.is_some() {
            self.changed.send_replace(number);
        }
        Ok(())
    }

    /// Follows the change log until the pool is closed: on each notice, and every few seconds in case one was missed.
    pub async fn follow(self: Arc<Self>, db: PgPool, site: Arc<WebSite>, clock: fn() -> DateTime<Utc>) {
        let mut listener = None;
        while !db.is_closed() {
            if listener.is_none() {
                listener = listen(&db).await;
            }
            if let Err(error) = self.refresh(&db, &site, clock()).await {
                if !site.database_away.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "the database is away; what is in memory goes on answering");
                }
                listener = None;
                tokio::time::sleep(Duration::from_millis(500)).await;
                continue;
            }
            if let Some(open) = &mut listener {
                match tokio::time::timeout(POLL, open.try_recv()).await {
                    Ok(Ok(Some(_))) => {
                        tokio::time::sleep(GATHER).await;
                        // One reading answers all notices that have come by now.
                        while open.next_buffered().is_some() {}
                    }
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
}

async fn listen(db: &PgPool) -> Option<PgListener> {
    let mut listener = PgListener::connect_with(db).await.ok()?;
    // A lost connection is to be seen, not mended behind our back.
    listener.eager_reconnect(false);
    listener.listen("centri_changes").await.ok()?;
    Some(listener)
}
