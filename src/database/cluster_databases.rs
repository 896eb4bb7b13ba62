//! The databases inside the private cluster: reached, made when missing, dropped. It refuses names that would need quoting.

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection, Executor};

use super::cluster::{CONNECTION_LIMIT, Cluster};
use super::error::ClusterError;
use super::settings::{OWNER, PORT};

impl Cluster {
    /// How to reach a database of this cluster, created when it is missing.
    ///
    /// # Errors
    /// When the name is not plain or the server refuses.
    pub async fn database(&self, name: &str) -> Result<PgConnectOptions, ClusterError> {
        let quoted = plain_name(name)?;
        let options = self.connection(name);
        let mut connection = self.maintenance().await?;
        let known: bool =
            sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(name).fetch_one(&mut connection).await?;
        if !known && let Err(error) = connection.execute(&*format!("create database {quoted}")).await {
            // Another task may have been quicker.
            let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default().into_owned();
            if !["42P04", "23505"].contains(&code.as_str()) {
                return Err(error.into());
            }
        }
        connection.close().await?;
        Ok(options)
    }

    /// Removes a database with its connections; a missing one is no error.
    ///
    /// # Errors
    /// When the name is not plain or the server refuses.
    pub async fn drop_database(&self, name: &str) -> Result<(), ClusterError> {
        let mut connection = self.maintenance().await?;
        connection.execute(&*format!("drop database if exists {} with (force)", plain_name(name)?)).await?;
        Ok(connection.close().await?)
    }

    pub(super) async fn check_postgis(&self) -> Result<(), ClusterError> {
        let mut connection = self.maintenance().await?;
        let found: bool = sqlx::query_scalar("select exists (select from pg_available_extensions where name = 'postgis')")
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        if found { Ok(()) } else { Err(ClusterError::PostgisMissing { version: self.programs.version }) }
    }

    pub(super) async fn maintenance(&self) -> Result<PgConnection, sqlx::Error> {
        let options = self.connection("postgres").application_name("centri-cluster");
        match tokio::time::timeout(CONNECTION_LIMIT, options.connect()).await {
            Ok(connection) => connection,
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    fn connection(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.folder.socket)
            .port(PORT)
            .username(OWNER)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
    }
}

/// Quotes the name of a database, which becomes part of a statement.
fn plain_name(name: &str) -> Result<String, ClusterError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if plain && (1..=63).contains(&name.len()) { Ok(format!("\"{name}\"")) } else { Err(ClusterError::Name(name.to_owned())) }
}
