//! `GET /changes`: tells open maps, by Server-Sent Events, which version of the data stands, so that they ask again only
//! when something public has moved. It says nothing of what moved, and refuses more listeners than it has chairs.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use xxhash_rust::xxh3::xxh3_64;

use crate::published::Mirror;
use crate::web::{AppError, CachePolicy, Parameters};

/// How many may listen at once.
const CHAIRS: usize = 2_000;
/// Changes that come closer together are told as one.
const GATHER: Duration = Duration::from_millis(250);
/// A comment this often keeps proxies from hanging up.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// After how long a browser that was cut off comes back.
const RETRY: Duration = Duration::from_secs(3);
/// Asks a proxy of the nginx family to hand on each event at once.
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Who listens, and whether there is still something to listen to.
#[derive(Debug)]
pub struct Listeners {
    chairs: Arc<Semaphore>,
    over: watch::Sender<bool>,
}

impl Default for Listeners {
    fn default() -> Self {
        Self { chairs: Arc::new(Semaphore::new(CHAIRS)), over: watch::Sender::new(false) }
    }
}

impl Listeners {
    /// How many more may come.
    #[must_use]
    pub fn free(&self) -> usize {
        self.chairs.available_permits()
    }

    /// Ends every stream: the server waits for open answers when it stops, and these would never end by themselves.
    pub fn dismiss(&self) {
        self.over.send_replace(true);
    }
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Versions {
    centres: String,
    territory: String,
}

impl Versions {
    /// None until something was read: a version of nothing would be an invitation to ask for it.
    fn of(mirror: &Mirror) -> Option<Self> {
        let snapshot = mirror.is_loaded().then(|| mirror.snapshot())?;
        // The number itself would tell how much was changed that is not public.
        let territory = format!("{:016x}", xxh3_64(&snapshot.territory.to_le_bytes()));
        Some(Self { centres: snapshot.version.clone(), territory })
    }

    fn event(&self) -> Event {
        let data = serde_json::json!({ "centres": self.centres, "territory": self.territory });
        Event::default().event("versions").retry(RETRY).data(data.to_string())
    }
}

/// One who listens.
struct Listener {
    mirror: Arc<Mirror>,
    changes: watch::Receiver<i64>,
    over: watch::Receiver<bool>,
    /// What was told last, and when.
    told: Option<(Versions, Instant)>,
    _chair: OwnedSemaphorePermit,
}

impl Listener {
    /// The next thing to tell; none when it is over.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((_, at)) = &self.told {
                tokio::select! {
                    _ = self.over.wait_for(|over| *over) => return None,
                    changed = self.changes.changed() => changed.ok()?,
                }
                tokio::select! {
                    _ = self.over.wait_for(|over| *over) => return None,
                    () = tokio::time::sleep_until(*at + GATHER) => {}
                }
            } else if !self.mirror.is_loaded() {
                tokio::select! {
                    _ = self.over.wait_for(|over| *over) => return None,
                    changed = self.changes.changed() => changed.ok()?,
                }
            }
            // Seen before it is read: what comes between is told again rather than missed.
            self.changes.mark_unchanged();
            let Some(versions) = Versions::of(&self.mirror) else { continue };
            if self.told.as_ref().is_some_and(|(told, _)| *told == versions) {
                continue;
            }
            let event = versions.event();
            self.told = Some((versions, Instant::now()));
            return Some(event);
        }
    }
}

/// `GET /changes`: an event `versions` at once and at every change of what is public.
///
/// # Errors
/// 400 for parameters, 503 with `Retry-After` when too many listen already.
pub async fn changes(
    State(mirror): State<Arc<Mirror>>,
    State(listeners): State<Arc<Listeners>>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let chair = Arc::clone(&listeners.chairs).try_acquire_owned();
    let chair = chair.map_err(|_| AppError::Unavailable(format!("{CHAIRS} maps listen to changes already")))?;
    let listener = Listener { changes: mirror.changes(), over: listeners.over.subscribe(), told: None, _chair: chair, mirror };
    let events = Sse::new(told(listener)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok((CachePolicy::Never, [(ACCEL_BUFFERING, HeaderValue::from_static("no"))], events).into_response())
}

fn told(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, async |mut listener| {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    })
}
