//! SQL of sets of cells. Refuses nothing the constraints of the tables do not refuse.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use data_import::sources::Source;
use sqlx::PgConnection;

use super::super::store::{Stored, counted};
use super::cells::Given;

/// What became of some cells.
pub(super) struct Placed {
    pub(super) given: usize,
    pub(super) stored: Stored,
    /// Rows of those that lie in no comune.
    pub(super) homeless: Vec<u64>,
}

/// The set of a source, with the groups of its newest file.
pub(super) async fn set(
    connection: &mut PgConnection,
    source: &Source,
    year: Option<i32>,
    groups: &[String],
    source_id: i32,
    now: DateTime<Utc>,
) -> Result<i32> {
    let year = year.map(i16::try_from).transpose()?;
    Ok(sqlx::query_scalar!(
        r#"with stored as (
               insert into demand_set (key, title, year, groups, source_id, imported_at) values ($1, $2, $3, $4, $5, $6)
               on conflict (key) do update set title = excluded.title, year = excluded.year, groups = excluded.groups
               where (demand_set.title, demand_set.year, demand_set.groups) is distinct from (excluded.title, excluded.year, excluded.groups)
               returning id)
           select id as "id!" from stored union all select id from demand_set where key = $1 limit 1"#,
        source.key,
        source.title,
        year,
        groups,
        source_id,
        now
    )
    .fetch_one(connection)
    .await?)
}

/// Writes cells, each with the comune its middle lies in or, off the coast and over the border, the nearest within its radius.
pub(super) async fn cells(connection: &mut PgConnection, set: i32, cells: &[Given]) -> Result<Placed> {
    let names: Vec<String> = cells.iter().map(|cell| cell.name.clone()).collect();
    let lons: Vec<f64> = cells.iter().map(|cell| cell.at.lon()).collect();
    let lats: Vec<f64> = cells.iter().map(|cell| cell.at.lat()).collect();
    let radii: Vec<f32> = cells.iter().map(|cell| cell.radius_m as f32).collect();
    // An array in each row of an array: PostgreSQL has none but as text.
    let figure = |persons: &Option<f64>| persons.map_or_else(|| "NULL".to_owned(), |persons| persons.to_string());
    let persons: Vec<String> =
        cells.iter().map(|cell| format!("{{{}}}", cell.persons.iter().map(figure).collect::<Vec<_>>().join(","))).collect();
    let rows: Vec<i64> = cells.iter().map(|cell| i64::try_from(cell.row).unwrap_or(i64::MAX)).collect();
    let row = sqlx::query!(
        r#"with come as (
               select name, st_setsrid(st_makepoint(lon, lat), 4326) as point, radius_m, persons::float8[] as persons, row_number
               from unnest($2::text[], $3::float8[], $4::float8[], $5::real[], $6::text[], $7::bigint[])
                    as come (name, lon, lat, radius_m, persons, row_number)),
           placed as (
               select come.*, coalesce(
                          (select m.id from municipality m where m.valid_to is null and st_covers(m.geom, come.point) order by m.id limit 1),
                          (select near.id from (select m.id, m.geom from municipality m where m.valid_to is null
                                                order by m.geom <-> come.point limit 1) as near
                           where st_dwithin(near.geom::geography, come.point::geography, come.radius_m))) as municipality_id
               from come),
           stored as (
               insert into demand_cell (demand_set_id, cell, point, radius_m, municipality_id, persons)
               select $1, name, point, radius_m, municipality_id, persons from placed where municipality_id is not null
               on conflict (demand_set_id, cell)
               do update set point = excluded.point, radius_m = excluded.radius_m, municipality_id = excluded.municipality_id, persons = excluded.persons
               where (demand_cell.radius_m, demand_cell.municipality_id, demand_cell.persons)
                     is distinct from (excluded.radius_m, excluded.municipality_id, excluded.persons)
                  or st_asbinary(demand_cell.point) <> st_asbinary(excluded.point)
               returning xmax = 0 as new)
           select (select count(*) filter (where new) from stored) as "inserted!", (select count(*) filter (where not new) from stored) as "updated!",
                  array(select row_number from placed where municipality_id is null order by 1) as "homeless!""#,
        set,
        &names,
        &lons,
        &lats,
        &radii,
        &persons,
        &rows
    )
    .fetch_one(connection)
    .await
    .context("le celle non si possono registrare")?;
    let homeless: Vec<u64> = row.homeless.into_iter().filter_map(|row| u64::try_from(row).ok()).collect();
    Ok(Placed { given: cells.len() - homeless.len(), stored: counted(row.inserted, row.updated), homeless })
}

/// Takes away the cells of a set that its newest file no longer names; how many.
pub(super) async fn forget(connection: &mut PgConnection, set: i32, named: &[String]) -> Result<usize> {
    let gone =
        sqlx::query!("delete from demand_cell where demand_set_id = $1 and cell <> all ($2)", set, named).execute(connection).await?;
    Ok(usize::try_from(gone.rows_affected()).unwrap_or(usize::MAX))
}

/// Tells those who compute on the set that it is another now.
pub(super) async fn touch(connection: &mut PgConnection, set: i32, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update demand_set set imported_at = $2 where id = $1", set, now).execute(connection).await?;
    Ok(())
}
