//! SQL of the classes of comuni. Refuses nothing the constraints of the table do not refuse.

use anyhow::{Context, Result};
use sqlx::PgConnection;

use super::super::store::{Stored, counted};

/// Classes as columns, row by row: the comune, the scheme, the class in it.
#[derive(Default)]
pub(super) struct Classes {
    pub(super) comuni: Vec<i32>,
    pub(super) schemes: Vec<String>,
    pub(super) classes: Vec<String>,
}

/// How many of these another source gave.
pub(super) async fn of_others(connection: &mut PgConnection, classes: &Classes, source: i32) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from municipality_class c
           join unnest($1::int[], $2::text[]) as w (comune, scheme) on w.comune = c.municipality_id and w.scheme = c.scheme
           where c.source_id <> $3"#,
        &classes.comuni,
        &classes.schemes,
        source
    )
    .fetch_one(connection)
    .await?)
}

/// Takes away what a source gave in the schemes it speaks of and gives no longer, but to the comuni `kept`; how many went.
pub(super) async fn forget(connection: &mut PgConnection, classes: &Classes, kept: &[i32], source: i32) -> Result<usize> {
    let gone = sqlx::query!(
        "delete from municipality_class c
         where c.source_id = $4 and c.scheme = any ($2) and c.municipality_id <> all ($3)
           and not exists (select from unnest($1::int[], $2::text[]) as w (comune, scheme)
                           where w.comune = c.municipality_id and w.scheme = c.scheme)",
        &classes.comuni,
        &classes.schemes,
        kept,
        source
    )
    .execute(connection)
    .await?;
    Ok(usize::try_from(gone.rows_affected()).unwrap_or(usize::MAX))
}

/// Writes all classes, over whatever another source said.
pub(super) async fn write(connection: &mut PgConnection, classes: &Classes, source: i32) -> Result<Stored> {
    let row = sqlx::query!(
        r#"with stored as (
               insert into municipality_class (municipality_id, scheme, class, source_id)
               select w.comune, w.scheme, w.class, $4 from unnest($1::int[], $2::text[], $3::text[]) as w (comune, scheme, class)
               on conflict (municipality_id, scheme) do update set class = excluded.class, source_id = excluded.source_id
               where (municipality_class.class, municipality_class.source_id) is distinct from (excluded.class, excluded.source_id)
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &classes.comuni,
        &classes.schemes,
        &classes.classes,
        source
    )
    .fetch_one(connection)
    .await
    .context("le classi dei comuni non si possono registrare")?;
    Ok(counted(row.inserted, row.updated))
}
