//! A line to PostgreSQL that counts: what goes through is handed on as it is, and each statement that is asked for is one more.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use centri::database::{PoolSettings, Pools};
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

static LINES: AtomicU32 = AtomicU32::new(0);

/// Listens beside the real socket until it is dropped.
pub struct Line {
    folder: PathBuf,
    statements: Arc<AtomicU64>,
    listening: tokio::task::JoinHandle<()>,
}

impl Line {
    /// To the server of these options; gives the line and how the same database is reached through it.
    pub fn to(options: &PgConnectOptions) -> (Self, PgConnectOptions) {
        let port = options.get_port();
        let real = options.get_socket().expect("the tests' PostgreSQL has a socket").join(format!(".s.PGSQL.{port}"));
        // Names of sockets must be short.
        let folder = std::env::temp_dir().join(format!("centri-line-{}-{}", std::process::id(), LINES.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir(&folder).expect("a folder");
        let listener = UnixListener::bind(folder.join(format!(".s.PGSQL.{port}"))).expect("a socket");
        let statements = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&statements);
        let listening = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (counted, server) = (Arc::clone(&counted), UnixStream::connect(&real).await.expect("the server answers"));
                let (mut from_client, mut to_client) = client.into_split();
                let (mut from_server, mut to_server) = server.into_split();
                tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
                tokio::spawn(async move { while hand_on(&mut from_client, &mut to_server, &counted).await.is_ok() {} });
            }
        });
        (Self { folder: folder.clone(), statements, listening }, options.clone().socket(folder))
    }

    /// Statements asked for so far, by anybody on this line.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.listening.abort();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Hands on one message of a client. `E` executes a prepared statement, `Q` is a text to be run; the very first message of a
/// connection has no letter, which shows in its first byte: a length below 2²⁴ begins with nought.
async fn hand_on(
    from: &mut (impl AsyncReadExt + Unpin),
    to: &mut (impl AsyncWriteExt + Unpin),
    counted: &AtomicU64,
) -> std::io::Result<()> {
    let letter = from.read_u8().await?;
    let mut length = [0; 4];
    if letter == 0 {
        from.read_exact(&mut length[1..]).await?;
    } else {
        from.read_exact(&mut length).await?;
    }
    let mut body = vec![0; (u32::from_be_bytes(length) as usize).saturating_sub(4)];
    from.read_exact(&mut body).await?;
    if matches!(letter, b'E' | b'Q') {
        counted.fetch_add(1, Ordering::SeqCst);
    }
    if letter != 0 {
        to.write_u8(letter).await?;
    }
    to.write_all(&length).await?;
    to.write_all(&body).await
}

/// Pools over a line, as many connections as a story needs.
pub fn counted(pools: &Pools) -> (Line, Pools) {
    let (line, options) = Line::to(&pools.owner.connect_options());
    let limits = PoolSettings { owner_connections: 4, public_connections: 5, ..PoolSettings::default() };
    (line, Pools::open(&options, &limits))
}
