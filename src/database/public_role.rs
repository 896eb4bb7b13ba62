//! The role `centri_public`, which may read the public views and nothing else. It refuses to fail where a database
//! administrator grants one role only: that is reported, and Centri works without the second fence.

use sqlx::{Executor, PgConnection, PgPool};

/// The role that tiles, snapshot and everything public read with.
pub const PUBLIC_ROLE: &str = "centri_public";

/// What became of [`PUBLIC_ROLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicRole {
    /// It exists and this user can take it.
    Ready,
    /// It does not exist and this user may not create it.
    Missing,
    /// It exists, but nobody granted it to this user and this user may not do so.
    NotGranted,
}

/// Creates [`PUBLIC_ROLE`] when missing and grants it to the current user when needed. To be called before the migrations,
/// which give it its rights. Other processes may do the same at the same time.
///
/// # Errors
/// When the server is away or answers with anything but a lack of rights.
pub async fn ensure_public_role(owner: &PgPool) -> Result<PublicRole, sqlx::Error> {
    let mut connection = owner.acquire().await?;
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_roles where rolname = $1)").bind(PUBLIC_ROLE).fetch_one(&mut *connection).await?;
    if !exists {
        match connection.execute("create role centri_public nologin").await {
            Ok(_) => tracing::info!("created the database role {PUBLIC_ROLE}"),
            Err(error) if is(&error, INSUFFICIENT_RIGHTS) => return Ok(PublicRole::Missing),
            // Another process was quicker.
            Err(error) if is(&error, "42710") || is(&error, "23505") => {}
            Err(error) => return Err(error),
        }
    }
    if try_public_role(&mut connection).await? {
        return Ok(PublicRole::Ready);
    }
    match connection.execute("grant centri_public to current_user").await {
        Err(error) if is(&error, INSUFFICIENT_RIGHTS) => Ok(PublicRole::NotGranted),
        Err(error) => Err(error),
        Ok(_) if try_public_role(&mut connection).await? => Ok(PublicRole::Ready),
        Ok(_) => Ok(PublicRole::NotGranted),
    }
}

/// Takes the role for good on this connection; false when it does not exist or may not be taken.
pub(super) async fn take_public_role(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    match connection.execute("set role centri_public").await {
        Ok(_) => Ok(true),
        Err(error) if is(&error, INSUFFICIENT_RIGHTS) || is(&error, "22023") => Ok(false),
        Err(error) => Err(error),
    }
}

async fn try_public_role(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    // Asked by doing it: what membership allows differs between PostgreSQL 15 and 16.
    let taken = take_public_role(connection).await?;
    if taken {
        connection.execute("reset role").await?;
    }
    Ok(taken)
}

const INSUFFICIENT_RIGHTS: &str = "42501";

fn is(error: &sqlx::Error, code: &str) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|found| found == code)
}
