//! The pools of connections: `owner` writes and migrates, `public` reads as a role that may see public views only, `search`
//! reads like it with little time. All connect when first needed, so that Centri starts and says so while PostgreSQL is away.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnectionMetadata;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};

use super::public_role::{PublicRole, ensure_public_role, take_public_role};

/// A connection idle for longer is asked whether it still lives before it is handed out.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// Sizes and limits of the pools.
#[derive(Debug, Clone)]
pub struct PoolSettings {
    /// Most connections that write.
    pub owner_connections: u32,
    /// Most connections that read what is public. Together with the others below the 60 of the private cluster.
    pub public_connections: u32,
    /// How long a request waits for a connection before it is answered 503.
    pub acquire_limit: Duration,
    /// How long one statement of the public pool may run.
    pub public_statement_limit: Duration,
    /// Most connections that look for streets: what is asked beyond them is answered without streets.
    pub search_connections: u32,
    /// How long one of those may be waited for, and how long one statement on it may run.
    pub search_limit: Duration,
    /// The same as `public_statement_limit` for the owner pool; `None` because imports and migrations take their time.
    pub owner_statement_limit: Option<Duration>,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            owner_connections: 10,
            public_connections: 16,
            acquire_limit: Duration::from_secs(3),
            public_statement_limit: Duration::from_secs(10),
            search_connections: 4,
            search_limit: Duration::from_millis(500),
            owner_statement_limit: None,
        }
    }
}

/// Whether connections of the public pool hold the public role.
#[derive(Debug, Default)]
struct Restriction {
    state: AtomicU8,
    /// When the role was known to be ready; connections opened before are replaced.
    settled: OnceLock<Instant>,
}

const UNKNOWN: u8 = 0;
const RESTRICTED: u8 = 1;
const UNRESTRICTED: u8 = 2;

/// The pools. Cloning is cheap and shares them.
#[derive(Debug, Clone)]
pub struct Pools {
    /// Writes, migrations, everything members and staff do.
    pub owner: PgPool,
    /// Reads public views as `centri_public`, in read-only transactions.
    pub public: PgPool,
    /// As `public`, with few connections and short limits.
    pub search: PgPool,
    restriction: Arc<Restriction>,
}

impl Pools {
    /// Prepares the pools without connecting; must be called inside a Tokio runtime.
    #[must_use]
    pub fn open(options: &PgConnectOptions, settings: &PoolSettings) -> Self {
        let restriction = Arc::new(Restriction::default());
        // Compiling a query costs more than a tile takes.
        let mut owner = options.clone().application_name("centri").options([("jit", "off")]);
        if let Some(limit) = settings.owner_statement_limit {
            owner = owner.options([("statement_timeout", milliseconds(limit))]);
        }
        let reading = |name: &str, limit: Duration| {
            options.clone().application_name(name).options([
                ("jit", "off".to_owned()),
                ("statement_timeout", milliseconds(limit)),
                ("default_transaction_read_only", "on".to_owned()),
                // A query whose asker left, and with him the connection, ends within this time.
                ("client_connection_check_interval", "1s".to_owned()),
            ])
        };
        let public = restricted(pool(settings.public_connections, settings.acquire_limit), &restriction)
            .connect_lazy_with(reading("centri-public", settings.public_statement_limit));
        let search = restricted(pool(settings.search_connections, settings.search_limit), &restriction)
            .connect_lazy_with(reading("centri-search", settings.search_limit));
        let owner = pool(settings.owner_connections, settings.acquire_limit)
            .before_acquire(|connection, about| Box::pin(async move { lives(connection, &about).await }))
            .connect_lazy_with(owner);
        Self { owner, public, search, restriction }
    }

    /// Makes the database ready for this build: the public role, then the migrations.
    ///
    /// # Errors
    /// When the server is away or a migration fails; calling it again later is always safe.
    pub async fn prepare(&self) -> Result<PublicRole, MigrateError> {
        let role = ensure_public_role(&self.owner).await?;
        super::migrate(&self.owner).await?;
        if role == PublicRole::Ready && self.public_is_restricted() == Some(false) {
            // Connections opened before the role existed see too much: they are not handed out again.
            let _ = self.restriction.settled.set(Instant::now());
            self.restriction.state.store(UNKNOWN, Ordering::Release);
        }
        Ok(role)
    }

    /// Whether the public pool is held to public views by PostgreSQL itself; `None` before its first connection.
    #[must_use]
    pub fn public_is_restricted(&self) -> Option<bool> {
        match self.restriction.state.load(Ordering::Acquire) {
            UNKNOWN => None,
            state => Some(state == RESTRICTED),
        }
    }

    /// Whether PostgreSQL answers right now; for the readiness page. Waits no longer than the acquire limit.
    pub async fn answers(&self) -> bool {
        sqlx::query("select 1").execute(&self.public).await.is_ok()
    }

    /// Closes every connection, waiting for those at work.
    pub async fn close(&self) {
        self.search.close().await;
        self.public.close().await;
        self.owner.close().await;
    }
}

/// A pool whose connections take the public role when they open; those opened before the role was ready go.
fn restricted(pool: PgPoolOptions, restriction: &Arc<Restriction>) -> PgPoolOptions {
    let (on_connect, on_acquire) = (Arc::clone(restriction), Arc::clone(restriction));
    pool.after_connect(move |connection, _| {
        let restriction = Arc::clone(&on_connect);
        Box::pin(async move { restrict(connection, &restriction).await })
    })
    .before_acquire(move |connection, about| {
        let outdated = on_acquire.settled.get().is_some_and(|settled| about.age > settled.elapsed());
        Box::pin(async move { if outdated { Ok(false) } else { lives(connection, &about).await } })
    })
}

fn pool(connections: u32, acquire_limit: Duration) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(acquire_limit)
        .idle_timeout(Duration::from_secs(600))
        // Ours asks only after a pause: one round trip less for every query under load.
        .test_before_acquire(false)
}

async fn lives(connection: &mut PgConnection, about: &PoolConnectionMetadata) -> Result<bool, sqlx::Error> {
    if about.idle_for < TRUSTED_IDLE {
        return Ok(true);
    }
    Ok(connection.ping().await.is_ok())
}

async fn restrict(connection: &mut PgConnection, restriction: &Restriction) -> Result<(), sqlx::Error> {
    let state = if take_public_role(connection).await? { RESTRICTED } else { UNRESTRICTED };
    if restriction.state.swap(state, Ordering::AcqRel) != state && state == UNRESTRICTED {
        tracing::warn!("the database role centri_public cannot be taken: public pages read with the owner's rights (see `centri doctor`)");
    }
    Ok(())
}

fn milliseconds(limit: Duration) -> String {
    limit.as_millis().to_string()
}
