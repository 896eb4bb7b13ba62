//! What can go wrong with the private cluster, in words for the person at the terminal. It refuses to guess: each text names the place and the way out.

use std::path::PathBuf;

use super::programs::ProgramsError;

/// Why the private cluster is not there. Every text says what happened, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// PostgreSQL's programs are missing or of another version.
    #[error(transparent)]
    Programs(#[from] ProgramsError),
    /// PostgreSQL is installed without PostGIS.
    #[error("PostgreSQL {version} is installed without PostGIS. Install it: apt-get install postgresql-{version}-postgis-3")]
    PostgisMissing {
        /// Major version of PostgreSQL.
        version: u32,
    },
    /// Another Centri holds the folder.
    #[error(
        "another Centri{} already uses the folder {}. Stop it first, or give this one a folder of its own",
        process.map_or_else(String::new, |process| format!(" (process {process})")),
        folder.display()
    )]
    FolderInUse {
        /// The folder.
        folder: PathBuf,
        /// The process that holds it, as far as known.
        process: Option<u32>,
    },
    /// The data belongs to another account, and we are not root.
    #[error("the cluster in {} belongs to `{owner}`. Run Centri as `{owner}` or as root, or choose another folder", data.display())]
    OwnedByAnother {
        /// The data folder.
        data: PathBuf,
        /// Its owner.
        owner: String,
    },
    /// The data belongs to root, whom PostgreSQL refuses to serve.
    #[error("the cluster in {} belongs to root, and PostgreSQL refuses to run as root. Give it back: chown -R postgres: {}", data.display(), data.display())]
    OwnedByRoot {
        /// The data folder.
        data: PathBuf,
    },
    /// Root cannot hand over to anybody.
    #[error(
        "PostgreSQL refuses to run as root, and there is no account `postgres`. Create it (adduser --system --group postgres), or run Centri as an ordinary user"
    )]
    NoUnprivilegedAccount,
    /// The account has no name.
    #[error("the account number {uid} has no name on this machine, which PostgreSQL needs. Run Centri as a user listed in /etc/passwd")]
    NamelessAccount {
        /// The number.
        uid: u32,
    },
    /// A complete cluster lies where its account cannot go any more.
    #[error("the cluster in {} cannot be reached by `{account}`, which owns it. Let it pass through every folder above (chmod o+x)", data.display())]
    Unreachable {
        /// The data folder.
        data: PathBuf,
        /// The account PostgreSQL runs as.
        account: String,
    },
    /// A PostgreSQL process that may be using the data cannot be looked at.
    #[error("PostgreSQL process {process} may still be using {}, and this account cannot tell. If it does not, remove postmaster.pid there", data.display())]
    PerhapsRunning {
        /// The data folder.
        data: PathBuf,
        /// The process.
        process: i32,
    },
    /// One of PostgreSQL's programs failed.
    #[error("{program} failed: {message}")]
    Program {
        /// Its name.
        program: &'static str,
        /// What it said.
        message: String,
    },
    /// The server does not answer in time.
    #[error("PostgreSQL in {} does not answer after {seconds} s ({message}). Look at {}", data.display(), log.display())]
    Silent {
        /// The data folder.
        data: PathBuf,
        /// Its log.
        log: PathBuf,
        /// How long we waited.
        seconds: u64,
        /// The last answer.
        message: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The name of a database is not a plain one.
    #[error("`{0}` is no database name: use small letters, digits and underscores, at most 63")]
    Name(String),
    /// The server answered with an error.
    #[error("the private PostgreSQL refused: {0}")]
    Sql(#[from] sqlx::Error),
}
