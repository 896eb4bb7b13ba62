//! SQL of geocoding: the streets, doors and named places of a municipality.
//! Refuses to mix registers: the one that knows most streets of a municipality with a position answers alone.

use anyhow::Result;
use data_import::HouseNumber;
use data_import::values::fold::fold;
use sqlx::PgConnection;

use super::municipality::{Municipality, Named, NamedKind};
use crate::geo::Coordinates;
use crate::places::streets::{Door, Street, degrees};

/// Everything an address in a municipality may mean.
pub(super) async fn municipality(connection: &mut PgConnection, id: i32) -> Result<Municipality> {
    let streets = sqlx::query!(
        r#"with known as (
               select s.id, s.source_id, s.name, s.other_names, s.localities, s.postcodes, door.lon_e7, door.lat_e7
               from street s left join lateral
                    (select lon_e7, lat_e7 from house_number h where h.street_id = s.id order by number, red, exponent limit 1) as door on true
               where s.municipality_id = $1)
           select id as "id!", name as "name!", other_names as "other_names!", localities as "localities!", postcodes as "postcodes!",
                  lon_e7 as "lon_e7?", lat_e7 as "lat_e7?"
           from known
           where source_id = (select source_id from known group by source_id order by count(lon_e7) desc, count(*) desc, source_id desc limit 1)
           order by id"#,
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    let streets = streets
        .into_iter()
        .map(|row| {
            let point = row.lon_e7.zip(row.lat_e7).and_then(|(lon, lat)| degrees(lon, lat));
            Street::new(row.id, row.name, &row.other_names, row.localities, row.postcodes, point)
        })
        .collect();
    // Of two places of one name in a municipality the larger is the one people mean.
    let named = sqlx::query!(
        r#"select kind, name, st_x(point) as "lon!", st_y(point) as "lat!" from place
           where municipality_id = $1 and kind in ('localita', 'luogo', 'cap') order by residents desc nulls last, id"#,
        id
    )
    .fetch_all(&mut *connection)
    .await?;
    let named = named
        .into_iter()
        .filter_map(|row| {
            let kind = match row.kind.as_str() {
                "luogo" => NamedKind::Luogo,
                "cap" => NamedKind::Cap,
                _ => NamedKind::Localita,
            };
            Some(Named { kind, name: fold(&row.name), at: Coordinates::parse(row.lon, row.lat).ok()? })
        })
        .collect();
    let point = sqlx::query!("select st_x(point) as lon, st_y(point) as lat from municipality where id = $1", id)
        .fetch_optional(connection)
        .await?
        .and_then(|row| Coordinates::parse(row.lon?, row.lat?).ok());
    Ok(Municipality { streets, named, point })
}

/// The doors of streets, by number.
pub(super) async fn doors(connection: &mut PgConnection, streets: &[i32]) -> Result<Vec<Door>> {
    let rows = sqlx::query!(
        "select number, red, exponent, lon_e7, lat_e7 from house_number where street_id = any($1) order by number, red, exponent, street_id",
        streets
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let number = HouseNumber { number: u32::try_from(row.number).ok()?, exponent: row.exponent, red: row.red };
            Some(Door { number, at: degrees(row.lon_e7, row.lat_e7)? })
        })
        .collect())
}

/// How far outside a municipality a position lies, metres on the ellipsoid; 0 inside.
pub(super) async fn distance_outside_m(connection: &mut PgConnection, municipality: i32, at: Coordinates) -> Result<f64> {
    Ok(sqlx::query_scalar!(
        r#"select case when st_covers(m.geom, p.point) then 0 else st_distance(m.geom::geography, p.point::geography) end as "metres!"
           from municipality m, (select st_setsrid(st_makepoint($2, $3), 4326) as point) as p where m.id = $1"#,
        municipality,
        at.lon(),
        at.lat()
    )
    .fetch_one(connection)
    .await?)
}
