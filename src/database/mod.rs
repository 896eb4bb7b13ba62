//! PostgreSQL as the rest of Centri sees it: the private cluster, the pools, the migrations, the checks of somebody else's server.
//! It refuses to know any table: SQL about territory, centres or accounts lives in the `store.rs` of those folders.

mod account;
mod checks;
mod cluster;
mod cluster_creation;
mod cluster_databases;
mod error;
mod folder;
mod folder_lock;
mod pools;
mod postmaster;
mod programs;
mod public_role;
mod settings;

#[cfg(test)]
mod tests;

pub use checks::{Finding, acceptable, check};
pub use cluster::{Cluster, ClusterOptions};
pub use error::ClusterError;
pub use pools::{PoolSettings, Pools};
pub use programs::{OLDEST_POSTGRESQL, ProgramsError};
pub use public_role::{PUBLIC_ROLE, PublicRole, ensure_public_role};

use sqlx::PgPool;
use sqlx::migrate::{MigrateError, Migrator};

/// The migrations of this build, embedded at compile time.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Brings the schema up to this build. Several processes may call it at once: an advisory lock lets one work and the others wait.
///
/// # Errors
/// When the server is away, when a statement fails (that migration is rolled back whole), or when the database has been
/// migrated by a newer or an edited build.
pub async fn migrate(owner: &PgPool) -> Result<(), MigrateError> {
    MIGRATIONS.run(owner).await
}
