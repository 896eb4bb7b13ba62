//! SQL of travel times. Refuses nothing the constraints of the tables do not refuse.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use data_import::sources::Source;
use sqlx::PgConnection;

use super::super::store::{Stored, counted};

/// A pair by the numbers of its places.
pub(super) struct Pair {
    pub(super) destination: i32,
    pub(super) origin: i32,
    pub(super) minutes: Option<f64>,
}

/// Numbers of places in a matrix: by comune, and by site.
#[derive(Default)]
pub(super) struct Places {
    pub(super) comuni: HashMap<i32, i32>,
    pub(super) sites: HashMap<i64, i32>,
}

/// The matrix of a source.
pub(super) async fn matrix(connection: &mut PgConnection, source: &Source, source_id: i32, now: DateTime<Utc>) -> Result<i32> {
    let known = sqlx::query_scalar!("select id from travel_matrix where key = $1", source.key).fetch_optional(&mut *connection).await?;
    if let Some(id) = known {
        return Ok(id);
    }
    Ok(sqlx::query_scalar!(
        "insert into travel_matrix (key, title, source_id, imported_at) values ($1, $2, $3, $4) returning id",
        source.key,
        source.title,
        source_id,
        now
    )
    .fetch_one(connection)
    .await?)
}

/// Sites with a public position, by public number.
pub(super) async fn sites(connection: &mut PgConnection) -> Result<HashMap<i64, i64>> {
    let rows = sqlx::query!(
        "select s.public_id, s.id from site s join centre c on c.id = s.centre_id
         where c.published and s.position_visibility = 'pubblica' and s.geom is not null"
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.public_id, row.id)).collect())
}

/// Comuni as origins of a matrix, with their numbers there.
pub(super) async fn origin_comuni(connection: &mut PgConnection, matrix: i32, comuni: &[i32]) -> Result<HashMap<i32, i32>> {
    sqlx::query!(
        "insert into travel_origin (travel_matrix_id, municipality_id) select $1, id from unnest($2::int[]) as come (id)
         on conflict on constraint travel_origin_once do nothing",
        matrix,
        comuni
    )
    .execute(&mut *connection)
    .await?;
    let rows = sqlx::query!(
        r#"select id, municipality_id as "comune!" from travel_origin where travel_matrix_id = $1 and municipality_id = any ($2)"#,
        matrix,
        comuni
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.comune, row.id)).collect())
}

/// Cells as origins of a matrix, with their numbers there; names that no set of cells has are left out.
pub(super) async fn origin_cells(connection: &mut PgConnection, matrix: i32, cells: &[String]) -> Result<HashMap<String, i32>> {
    sqlx::query!(
        "insert into travel_origin (travel_matrix_id, cell)
         select $1, cell from unnest($2::text[]) as come (cell) where exists (select from demand_cell c where c.cell = come.cell)
         on conflict on constraint travel_origin_once do nothing",
        matrix,
        cells
    )
    .execute(&mut *connection)
    .await?;
    let rows =
        sqlx::query!(r#"select id, cell as "cell!" from travel_origin where travel_matrix_id = $1 and cell = any ($2)"#, matrix, cells)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|row| (row.cell, row.id)).collect())
}

/// Comuni and sites as destinations of a matrix, with their numbers there.
pub(super) async fn destinations(connection: &mut PgConnection, matrix: i32, comuni: &[i32], sites: &[i64]) -> Result<Places> {
    sqlx::query!(
        "insert into travel_destination (travel_matrix_id, municipality_id, site_id)
         select $1::int, id, null::bigint from unnest($2::int[]) as come (id) union all select $1::int, null, id from unnest($3::bigint[]) as come (id)
         on conflict on constraint travel_destination_once do nothing",
        matrix,
        comuni,
        sites
    )
    .execute(&mut *connection)
    .await?;
    let rows = sqlx::query!(
        "select id, municipality_id, site_id from travel_destination
         where travel_matrix_id = $1 and (municipality_id = any ($2) or site_id = any ($3))",
        matrix,
        comuni,
        sites
    )
    .fetch_all(connection)
    .await?;
    Ok(Places {
        comuni: rows.iter().filter_map(|row| Some((row.municipality_id?, row.id))).collect(),
        sites: rows.iter().filter_map(|row| Some((row.site_id?, row.id))).collect(),
    })
}

/// Makes room for the pairs of a file.
pub(super) async fn nothing_arrives(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!("truncate travel_time_arriving").execute(connection).await?;
    Ok(())
}

/// Writes pairs among those that arrive; those that had arrived before, which stay as they were.
pub(super) async fn arrive(connection: &mut PgConnection, pairs: &[Pair]) -> Result<Vec<(i32, i32)>> {
    let destinations: Vec<i32> = pairs.iter().map(|pair| pair.destination).collect();
    let origins: Vec<i32> = pairs.iter().map(|pair| pair.origin).collect();
    let minutes: Vec<Option<f64>> = pairs.iter().map(|pair| pair.minutes).collect();
    let rows = sqlx::query!(
        r#"with come as (select * from unnest($1::int[], $2::int[], $3::float8[]) as come (destination_id, origin_id, minutes)),
                stored as (insert into travel_time_arriving select * from come on conflict do nothing returning destination_id, origin_id)
           select destination_id as "destination!", origin_id as "origin!"
           from come where not exists (select from stored s where s.destination_id = come.destination_id and s.origin_id = come.origin_id)"#,
        &destinations,
        &origins,
        &minutes as &[Option<f64>]
    )
    .fetch_all(connection)
    .await
    .context("le coppie non si possono registrare")?;
    Ok(rows.into_iter().map(|row| (row.destination, row.origin)).collect())
}

/// Makes the times of a matrix those that have arrived; how many went.
pub(super) async fn replace(connection: &mut PgConnection, matrix: i32) -> Result<(Stored, usize)> {
    let gone = sqlx::query!(
        "delete from travel_time t using travel_destination d
         where d.id = t.destination_id and d.travel_matrix_id = $1
           and not exists (select from travel_time_arriving a where a.destination_id = t.destination_id and a.origin_id = t.origin_id)",
        matrix
    )
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query!(
        r#"with stored as (
               insert into travel_time (destination_id, origin_id, minutes) select destination_id, origin_id, minutes from travel_time_arriving
               on conflict (destination_id, origin_id) do update set minutes = excluded.minutes
               where travel_time.minutes is distinct from excluded.minutes
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#
    )
    .fetch_one(&mut *connection)
    .await
    .context("i tempi di viaggio non si possono registrare")?;
    sqlx::query!(
        "delete from travel_origin o where o.travel_matrix_id = $1
           and not exists (select from travel_time_arriving a where a.origin_id = o.id)",
        matrix
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "delete from travel_destination d where d.travel_matrix_id = $1
           and not exists (select from travel_time_arriving a where a.destination_id = d.id)",
        matrix
    )
    .execute(&mut *connection)
    .await?;
    nothing_arrives(connection).await?;
    Ok((counted(row.inserted, row.updated), usize::try_from(gone.rows_affected()).unwrap_or(usize::MAX)))
}

/// Tells those who compute on the matrix that it is another now.
pub(super) async fn touch(connection: &mut PgConnection, matrix: i32, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update travel_matrix set imported_at = $2 where id = $1", matrix, now).execute(connection).await?;
    Ok(())
}
