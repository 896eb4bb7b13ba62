//! Reads the territory through the public views: whole collections, which are kept while the territory stands.

use futures_util::TryStreamExt;
use sqlx::PgPool;

use super::unit::{Cell, Unit};
use crate::geo::wkb::multi_polygon;

/// The Regions, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn regions(db: &PgPool) -> sqlx::Result<Vec<Unit>> {
    sqlx::query!(
        r#"select code as "code!", name as "name!", slug as "slug!", st_asbinary(st_multi(geom), 'NDR') as "shape!"
           from public_regions order by code"#
    )
    .fetch(db)
    .map_ok(|row| {
        let cells = vec![row.code.clone().into(), row.name.clone().into(), row.slug.into()];
        Unit::new(&row.code, &row.name, &row.code, cells, multi_polygon(&row.shape))
    })
    .try_collect()
    .await
}

/// The provinces, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn provinces(db: &PgPool) -> sqlx::Result<Vec<Unit>> {
    sqlx::query!(
        r#"select code as "code!", name as "name!", label as "label!", kind as "kind!", region_code as "region_code!",
                  social_region_code as "social_region_code!", st_asbinary(st_multi(geom), 'NDR') as "shape!"
           from public_provinces order by code"#
    )
    .fetch(db)
    .map_ok(|row| {
        let cells = vec![
            row.code.clone().into(),
            row.name.clone().into(),
            row.label.into(),
            row.kind.into(),
            row.region_code.clone().into(),
            row.social_region_code.into(),
        ];
        Unit::new(&row.code, &row.name, &row.region_code, cells, multi_polygon(&row.shape))
    })
    .try_collect()
    .await
}

/// The comuni, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn municipalities(db: &PgPool) -> sqlx::Result<Vec<Unit>> {
    sqlx::query!(
        r#"select code as "code!", name as "name!", cadastral_code as "cadastral_code!", province_code as "province_code!",
                  province as "province!", region_code as "region_code!", region as "region!",
                  social_region_code as "social_region_code!", residents, st_asbinary(st_multi(geom), 'NDR') as "shape!"
           from public_municipalities order by code"#
    )
    .fetch(db)
    .map_ok(|row| {
        let cells = vec![
            row.code.clone().into(),
            row.name.clone().into(),
            row.cadastral_code.into(),
            row.province_code.into(),
            row.province.into(),
            row.region_code.clone().into(),
            row.region.into(),
            row.social_region_code.into(),
            row.residents.into(),
        ];
        Unit::new(&row.code, &row.name, &row.region_code, cells, multi_polygon(&row.shape))
    })
    .try_collect()
    .await
}

/// The districts with the union of their comuni: one body after the other, so that no statement is a long one.
///
/// # Errors
/// When the database cannot be read.
pub async fn districts(db: &PgPool) -> sqlx::Result<Vec<Unit>> {
    let bodies = sqlx::query!(r#"select code as "code!", region_code as "region_code!" from public_social_regions order by code"#)
        .fetch_all(db)
        .await?;
    let mut units = vec![];
    for body in bodies {
        let rows = sqlx::query!(
            r#"select d.code as "code!", d.name as "name!", d.kind as "kind!", d.municipality_codes as "municipality_codes!",
                      (select st_asbinary(st_multi(st_union(m.geom)), 'NDR') from public_municipalities m
                       where m.code = any (d.municipality_codes)) as shape
               from public_districts d where d.social_region_code = $1 order by d.code"#,
            body.code
        )
        .fetch_all(db)
        .await?;
        units.extend(rows.into_iter().map(|row| {
            // Two bodies may give their districts the same codes.
            let code = format!("{}-{}", body.code, row.code);
            let cells = vec![
                code.clone().into(),
                row.code.into(),
                row.name.clone().into(),
                row.kind.into(),
                body.code.clone().into(),
                body.region_code.clone().into(),
                Cell::Texts(row.municipality_codes),
            ];
            Unit::new(&code, &row.name, &body.region_code, cells, row.shape.as_deref().and_then(multi_polygon))
        }));
    }
    Ok(units)
}
