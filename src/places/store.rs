//! Reads the gazetteer's places and answers which comune covers a point.

use sqlx::PgPool;

use super::{Place, PlaceKind};
use crate::geo::Coordinates;

/// All places that can be searched: comuni at their point, then whatever else is imported.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(db: &PgPool) -> sqlx::Result<Vec<Place>> {
    let comuni = sqlx::query!(
        r#"select name as "name!", array(select value from jsonb_each_text(other_names)) as "other_names!", code as "code!",
                  province_code as "province_code!", province as "province!", province_label as "province_label!",
                  region_code as "region_code!", region as "region!", residents,
                  st_x(coalesce(point, st_pointonsurface(geom))) as "lon!", st_y(coalesce(point, st_pointonsurface(geom))) as "lat!"
           from public_municipalities"#
    )
    .fetch_all(db)
    .await?;
    let mut places: Vec<Place> = comuni
        .into_iter()
        .map(|row| Place {
            kind: PlaceKind::Comune,
            municipality: row.name.clone(),
            name: row.name,
            other_names: row.other_names,
            municipality_code: row.code,
            province_code: row.province_code,
            province: row.province,
            province_label: row.province_label,
            region_code: row.region_code,
            region: row.region,
            lon: row.lon,
            lat: row.lat,
            residents: row.residents.and_then(|residents| residents.try_into().ok()),
        })
        .collect();
    let others = sqlx::query!(
        r#"select p.kind as "kind!", p.name as "name!", st_x(p.point) as "lon!", st_y(p.point) as "lat!", p.residents,
                  m.code as "code!", m.name as "municipality!", m.province_code as "province_code!", m.province as "province!",
                  m.province_label as "province_label!", m.region_code as "region_code!", m.region as "region!"
           from public_places p join public_municipalities m on m.code = p.municipality_code"#
    )
    .fetch_all(db)
    .await?;
    places.extend(others.into_iter().filter_map(|row| {
        Some(Place {
            kind: PlaceKind::from_code(&row.kind)?,
            name: row.name,
            other_names: vec![],
            municipality_code: row.code,
            municipality: row.municipality,
            province_code: row.province_code,
            province: row.province,
            province_label: row.province_label,
            region_code: row.region_code,
            region: row.region,
            lon: row.lon,
            lat: row.lat,
            residents: row.residents.and_then(|residents| residents.try_into().ok()),
        })
    }));
    Ok(places)
}

/// The code of the comune that covers a point; none at sea, abroad, in San Marino or the Vatican.
///
/// # Errors
/// When the database cannot be read.
pub async fn covering(db: &PgPool, at: Coordinates) -> sqlx::Result<Option<String>> {
    // On a shared edge the lower code answers, always the same.
    sqlx::query_scalar!(
        r#"select code as "code!" from public_municipalities
           where st_covers(geom, st_setsrid(st_makepoint($1, $2), 4326)) order by code limit 1"#,
        at.lon(),
        at.lat()
    )
    .fetch_optional(db)
    .await
}
