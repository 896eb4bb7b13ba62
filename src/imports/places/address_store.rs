//! SQL of addresses: batches go into a draft, from which streets and house numbers are merged in a few statements.
//! Refuses nothing: what may be stored was decided row by row before.

use std::collections::HashMap;

use anyhow::{Context, Result};
use data_import::AddressRow;
use sqlx::PgConnection;

use super::super::store::{Stored, counted};
use super::addresses::e7;

/// Rows on their way into the draft, column by column.
#[derive(Default)]
pub(super) struct Draft {
    rows: Vec<i64>,
    municipalities: Vec<i32>,
    streets: Vec<String>,
    names: Vec<String>,
    other_names: Vec<Option<String>>,
    localities: Vec<Option<String>>,
    postcodes: Vec<Option<String>>,
    numbers: Vec<Option<i32>>,
    exponents: Vec<String>,
    red: Vec<bool>,
    lon: Vec<Option<f64>>,
    lat: Vec<Option<f64>>,
}

impl Draft {
    /// Adds a row; `position` is longitude and latitude in degrees, EPSG:4326.
    pub(super) fn push(&mut self, row: &AddressRow, municipality: i32, street: String, position: Option<(f64, f64)>) {
        let number = row.number.as_ref();
        self.rows.push(i64::try_from(row.row).unwrap_or(i64::MAX));
        self.municipalities.push(municipality);
        self.streets.push(street);
        self.names.push(row.street.clone());
        self.other_names.push(Some(row.other_names.join("\n")).filter(|names| !names.is_empty()));
        self.localities.push(row.locality.clone());
        self.postcodes.push(row.postcode.clone());
        self.numbers.push(number.and_then(|known| i32::try_from(known.number).ok()));
        self.exponents.push(number.map(|known| known.exponent.clone()).unwrap_or_default());
        self.red.push(number.is_some_and(|known| known.red));
        self.lon.push(position.map(|(lon, _)| lon));
        self.lat.push(position.map(|(_, lat)| lat));
    }

    /// The row of the file that an entry came from.
    pub(super) fn row_number(&self, at: usize) -> Option<u64> {
        self.rows.get(at).and_then(|row| u64::try_from(*row).ok())
    }

    pub(super) fn forget_position(&mut self, at: usize) {
        for axis in [&mut self.lon, &mut self.lat] {
            if let Some(degrees) = axis.get_mut(at) {
                *degrees = None;
            }
        }
    }
}

/// Rows given to a merge and what became of them.
#[derive(Debug, Default)]
pub(super) struct Merged {
    pub(super) given: usize,
    pub(super) stored: Stored,
    /// Doors of which the file has more than one row, beyond the first.
    pub(super) repeated: i64,
    pub(super) repeated_rows: Vec<i64>,
}

/// What a source no longer has.
#[derive(Debug, Default)]
pub(super) struct Away {
    pub(super) house_numbers: u64,
    pub(super) streets: u64,
    /// Comuni of the source that the file does not speak of.
    pub(super) other_municipalities: i64,
}

/// Municipalities of today by their cadastral code.
pub(super) async fn cadastral_codes(connection: &mut PgConnection) -> Result<HashMap<String, i32>> {
    let rows = sqlx::query!("select cadastral_code, id from municipality where valid_to is null").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.cadastral_code, row.id)).collect())
}

/// The ISTAT code of the Region of every municipality of today.
pub(super) async fn regions(connection: &mut PgConnection) -> Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        "select m.id, r.istat_code from municipality m join province p on p.id = m.province_id join region r on r.id = p.region_id
         where m.valid_to is null"
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.istat_code)).collect())
}

pub(super) async fn empty_draft(connection: &mut PgConnection) -> Result<()> {
    sqlx::query!("truncate address_draft").execute(&mut *connection).await.context("la tabella di passaggio non si può vuotare")?;
    // The doors of a large comune are put in order in memory instead of on disk.
    sqlx::query!("select set_config('work_mem', '64MB', true) as memory").fetch_one(connection).await?;
    Ok(())
}

/// Whether nothing of a source was stored before.
pub(super) async fn is_new(connection: &mut PgConnection, source: i32) -> Result<bool> {
    let known = sqlx::query_scalar!(r#"select exists (select from street where source_id = $1) as "known!""#, source);
    Ok(!known.fetch_one(connection).await?)
}

/// Entries of the batch that lie outside their municipality, and how far, in metres on the ellipsoid.
pub(super) async fn outside(connection: &mut PgConnection, batch: &Draft) -> Result<Vec<(usize, f64)>> {
    let rows = sqlx::query!(
        r#"select come.at as "at!", st_distance(m.geom::geography, come.point::geography) as "metres!"
           from (select at, municipality_id, st_setsrid(st_makepoint(lon, lat), 4326) as point
                 from unnest($1::int[], $2::float8[], $3::float8[]) with ordinality as t (municipality_id, lon, lat, at)
                 where lon is not null) as come
           join municipality m on m.id = come.municipality_id
           where not st_covers(m.geom, come.point)
           order by come.at"#,
        &batch.municipalities,
        &batch.lon as &[Option<f64>],
        &batch.lat as &[Option<f64>]
    )
    .fetch_all(connection)
    .await
    .context("non si può verificare in quale comune sono i punti")?;
    Ok(rows.into_iter().filter_map(|row| Some((usize::try_from(row.at).ok()?.checked_sub(1)?, row.metres))).collect())
}

pub(super) async fn write_draft(connection: &mut PgConnection, batch: &Draft) -> Result<()> {
    let scaled = |axis: &[Option<f64>]| axis.iter().map(|degrees| degrees.map(e7)).collect::<Vec<_>>();
    sqlx::query!(
        "insert into address_draft (row_number, municipality_id, street, name, other_names, locality, postcode, number, exponent, red, lon_e7, lat_e7)
         select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[], $10::bool[], $11::int[], $12::int[])",
        &batch.rows,
        &batch.municipalities,
        &batch.streets,
        &batch.names,
        &batch.other_names as &[Option<String>],
        &batch.localities as &[Option<String>],
        &batch.postcodes as &[Option<String>],
        &batch.numbers as &[Option<i32>],
        &batch.exponents,
        &batch.red,
        &scaled(&batch.lon) as &[Option<i32>],
        &scaled(&batch.lat) as &[Option<i32>]
    )
    .execute(connection)
    .await
    .context("gli indirizzi non si possono scrivere")?;
    Ok(())
}

/// Streets of the draft. Of several spellings of one the most frequent is its name.
pub(super) async fn merge_streets(connection: &mut PgConnection, source: i32) -> Result<Merged> {
    // The planner must know that the draft is no longer empty.
    sqlx::query!("analyze address_draft").execute(&mut *connection).await?;
    let row = sqlx::query!(
        r#"with come as (
               select municipality_id, street, mode() within group (order by name) as name,
                      coalesce(string_to_array(mode() within group (order by other_names), e'\n'), '{}') as other_names,
                      coalesce(array_agg(distinct locality order by locality) filter (where locality is not null), '{}') as localities,
                      coalesce(array_agg(distinct postcode order by postcode) filter (where postcode is not null), '{}') as postcodes
               from address_draft group by municipality_id, street),
           stored as (
               insert into street (source_id, municipality_id, external_id, name, other_names, localities, postcodes)
               select $1, municipality_id, street, name, other_names, localities, postcodes from come
               on conflict (source_id, municipality_id, external_id)
               do update set name = excluded.name, other_names = excluded.other_names, localities = excluded.localities, postcodes = excluded.postcodes
               where (street.name, street.other_names, street.localities, street.postcodes)
                     is distinct from (excluded.name, excluded.other_names, excluded.localities, excluded.postcodes)
               returning id, xmax = 0 as new),
           -- A name may have changed: its keys are written anew.
           forgotten as (delete from street_key where street_id in (select id from stored where not new))
           select (select count(*) from come) as "given!", count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        source
    )
    .fetch_one(&mut *connection)
    .await
    .context("le vie non si possono registrare")?;
    sqlx::query!("analyze street").execute(connection).await?;
    Ok(Merged { given: usize::try_from(row.given).unwrap_or(0), stored: counted(row.inserted, row.updated), ..Merged::default() })
}

/// Doors of the draft that have a position. Of several rows for one door the first counts. Where the source `is_new` no
/// door of it can be there yet, so none is looked for.
pub(super) async fn merge_house_numbers(connection: &mut PgConnection, source: i32, is_new: bool) -> Result<Merged> {
    // One pass numbers the rows of each door in the order of the index they go into: only the first of them is stored.
    let row = sqlx::query!(
        r#"with numbered as materialized (
               select s.id as street_id, d.number, d.red, d.exponent, d.lon_e7, d.lat_e7, d.row_number,
                      row_number() over (partition by s.id, d.number, d.red, d.exponent order by d.row_number) as time
               from address_draft d
               join street s on s.source_id = $1 and s.municipality_id = d.municipality_id and s.external_id = d.street
               where d.lon_e7 is not null),
           fresh as (
               insert into house_number (street_id, number, red, exponent, lon_e7, lat_e7)
               select street_id, number, red, exponent, lon_e7, lat_e7 from numbered where time = 1 and $2
               returning 1),
           merged as (
               insert into house_number (street_id, number, red, exponent, lon_e7, lat_e7)
               select street_id, number, red, exponent, lon_e7, lat_e7 from numbered where time = 1 and not $2
               on conflict (street_id, number, red, exponent)
               do update set lon_e7 = excluded.lon_e7, lat_e7 = excluded.lat_e7
               where (house_number.lon_e7, house_number.lat_e7) is distinct from (excluded.lon_e7, excluded.lat_e7)
               returning xmax = 0 as new),
           repeated as (select row_number from numbered where time > 1)
           select (select count(*) from numbered where time = 1) as "given!", (select count(*) from repeated) as "repeated!",
                  array(select row_number from repeated order by row_number limit 5) as "first!",
                  (select count(*) from fresh) + count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!"
           from merged"#,
        source,
        is_new
    )
    .fetch_one(&mut *connection)
    .await
    .context("i numeri civici non si possono registrare")?;
    sqlx::query!("analyze house_number").execute(connection).await?;
    Ok(Merged {
        given: usize::try_from(row.given).unwrap_or(0),
        stored: counted(row.inserted, row.updated),
        repeated: row.repeated,
        repeated_rows: row.first,
    })
}

/// Takes away what the source has in the comuni of the draft and the draft has not.
pub(super) async fn remove_gone(connection: &mut PgConnection, source: i32) -> Result<Away> {
    let doors = sqlx::query!(
        "delete from house_number h using street s
         where s.id = h.street_id and s.source_id = $1 and s.municipality_id in (select municipality_id from address_draft)
           and not exists (select from address_draft d
                           where d.municipality_id = s.municipality_id and d.street = s.external_id and d.number = h.number
                             and d.red = h.red and d.exponent = h.exponent and d.lon_e7 is not null)",
        source
    )
    .execute(&mut *connection)
    .await?;
    let streets = sqlx::query!(
        "delete from street s
         where s.source_id = $1 and s.municipality_id in (select municipality_id from address_draft)
           and not exists (select from address_draft d where d.municipality_id = s.municipality_id and d.street = s.external_id)",
        source
    )
    .execute(&mut *connection)
    .await?;
    let others = sqlx::query_scalar!(
        r#"select count(distinct municipality_id) as "count!" from street
           where source_id = $1 and municipality_id not in (select municipality_id from address_draft)"#,
        source
    )
    .fetch_one(connection)
    .await?;
    Ok(Away { house_numbers: doors.rows_affected(), streets: streets.rows_affected(), other_municipalities: others })
}
