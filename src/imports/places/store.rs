//! SQL of places. Refuses nothing the constraints of the table do not refuse.

use anyhow::{Context, Result};
use sqlx::PgConnection;

use super::super::store::{Stored, counted};
use super::localities::Locality;
use super::postcodes::Postcode;

pub(super) async fn localities(connection: &mut PgConnection, localities: &[Locality], source: i32) -> Result<Stored> {
    let residents: Vec<Option<i32>> =
        localities.iter().map(|place| place.row.residents.and_then(|residents| i32::try_from(residents).ok())).collect();
    let row = sqlx::query!(
        r#"with stored as (
               insert into place (external_id, kind, name, municipality_id, point, residents, source_id)
               select external_id, 'localita', name, municipality_id, st_setsrid(st_makepoint(lon, lat), 4326), residents, $7
               from unnest($1::text[], $2::text[], $3::int[], $4::float8[], $5::float8[], $6::int[])
                    as come (external_id, name, municipality_id, lon, lat, residents)
               on conflict (source_id, external_id)
               do update set name = excluded.name, municipality_id = excluded.municipality_id, point = excluded.point, residents = excluded.residents
               where (place.name, place.municipality_id, place.residents) is distinct from (excluded.name, excluded.municipality_id, excluded.residents)
                  or place.point is distinct from excluded.point
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &localities.iter().map(|place| place.row.external_id.clone()).collect::<Vec<_>>(),
        &localities.iter().map(|place| place.row.name.clone()).collect::<Vec<_>>(),
        &localities.iter().map(|place| place.municipality).collect::<Vec<_>>(),
        &localities.iter().map(|place| place.row.longitude).collect::<Vec<_>>(),
        &localities.iter().map(|place| place.row.latitude).collect::<Vec<_>>(),
        &residents as &[Option<i32>],
        source
    )
    .fetch_one(connection)
    .await
    .context("le località non si possono registrare")?;
    Ok(counted(row.inserted, row.updated))
}

pub(super) async fn postcodes(connection: &mut PgConnection, postcodes: &[Postcode], source: i32) -> Result<Stored> {
    let row = sqlx::query!(
        r#"with stored as (
               insert into place (external_id, kind, name, municipality_id, point, source_id)
               select external_id, 'cap', name, municipality_id, st_setsrid(st_makepoint(lon, lat), 4326), $6
               from unnest($1::text[], $2::text[], $3::int[], $4::float8[], $5::float8[]) as come (external_id, name, municipality_id, lon, lat)
               on conflict (source_id, external_id) do update set point = excluded.point
               where place.point is distinct from excluded.point
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &postcodes.iter().map(|postcode| postcode.external_id.clone()).collect::<Vec<_>>(),
        &postcodes.iter().map(|postcode| postcode.name.clone()).collect::<Vec<_>>(),
        &postcodes.iter().map(|postcode| postcode.municipality).collect::<Vec<_>>(),
        &postcodes.iter().map(|postcode| postcode.lon).collect::<Vec<_>>(),
        &postcodes.iter().map(|postcode| postcode.lat).collect::<Vec<_>>(),
        source
    )
    .fetch_one(connection)
    .await
    .context("i CAP non si possono registrare")?;
    Ok(counted(row.inserted, row.updated))
}

/// Takes away places of a source that are not among `external_ids`; how many there were.
pub(super) async fn remove_others(connection: &mut PgConnection, external_ids: &[String], source: i32) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from place p where p.source_id = $2
           and not exists (select from unnest($1::text[]) as known (external_id) where known.external_id = p.external_id)",
        external_ids,
        source
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected())
}
