//! SQL of what leaves: centres and sites that a source no longer lists, centres without a site, centres that are taken out of the
//! public eye. Refuses to delete anything: a source that forgets is no proof.

use anyhow::Result;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Takes centres of a source that have no site any more out of the public eye; the slugs of those that were in it.
pub(super) async fn retire_empty(connection: &mut PgConnection, source: i32, today: NaiveDate) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "update centre c set published = false, missing_since = coalesce(missing_since, $2)
         where source_id = $1 and published and not exists (select from site where centre_id = c.id) returning slug",
        source,
        today
    )
    .fetch_all(connection)
    .await?)
}

/// Notes that a source no longer lists these centres and sites: they stay, to be verified. How many it is news of.
pub(super) async fn missing(connection: &mut PgConnection, centres: &[i64], sites: &[i64], today: NaiveDate) -> Result<u64> {
    let of_centres = sqlx::query!("update centre set missing_since = $2 where id = any ($1) and missing_since is null", centres, today)
        .execute(&mut *connection)
        .await?;
    let of_sites = sqlx::query!("update site set missing_since = $2 where id = any ($1) and missing_since is null", sites, today)
        .execute(connection)
        .await?;
    Ok(of_centres.rows_affected() + of_sites.rows_affected())
}

/// Takes a centre out of the public eye, and where its sites are out of every file; whether it was in it.
pub(super) async fn withdraw(connection: &mut PgConnection, centre: i64) -> Result<bool> {
    sqlx::query!(
        "update site set position_visibility = 'riservata' where centre_id = $1 and position_visibility not in ('riservata', 'non_conservata')",
        centre
    )
    .execute(&mut *connection)
    .await?;
    let done = sqlx::query!("update centre set published = false where id = $1 and published", centre).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}
