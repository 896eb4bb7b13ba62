//! SQL of travel times: the shortest to the sites of a supply. The database looks at the pairs, so that no matrix is ever held.

use std::collections::{HashMap, HashSet};

use chrono::SecondsFormat;
use sqlx::{Connection, PgPool};

use super::supply::Supply;
use super::travel::{FromOrigins, Matrix};

/// The matrices that are loaded, by key.
pub async fn matrices(db: &PgPool) -> sqlx::Result<Vec<Matrix>> {
    let rows = sqlx::query!(r#"select key as "key!", imported_at as "imported_at!" from public_travel_matrices order by key"#)
        .fetch_all(db)
        .await?;
    let matrix = rows.into_iter().map(|row| Matrix { key: row.key, edition: row.imported_at.to_rfc3339_opts(SecondsFormat::Micros, true) });
    Ok(matrix.collect())
}

/// From every origin of a matrix to the site of a supply that is reached soonest. A site has times of its own, else those to
/// its comune.
pub async fn from_origins(db: &PgPool, matrix: &str, supply: &Supply) -> sqlx::Result<FromOrigins> {
    let mut connection = db.acquire().await?;
    let mut reading = connection.begin().await?;
    // The limit of a visitor's question is not one for a matrix of a country; it is read once for each supply.
    sqlx::query!("set local statement_timeout = '1min'").execute(&mut *reading).await?;
    let rows = sqlx::query!(r#"select id as "id!", municipality_code, site_id from public_travel_destinations where matrix = $1"#, matrix)
        .fetch_all(&mut *reading)
        .await?;
    let sites: HashMap<i64, i32> = rows.iter().filter_map(|row| Some((row.site_id?, row.id))).collect();
    let comuni: HashMap<&str, i32> = rows.iter().filter_map(|row| Some((row.municipality_code.as_deref()?, row.id))).collect();
    let (mut open, mut sites_without) = (HashSet::new(), vec![]);
    for site in supply.of_place.iter().filter_map(|at| supply.sites.get(*at as usize)) {
        let of_comune = || comuni.get(site.municipality.as_ref()?.code.as_str());
        match sites.get(&site.id).or_else(of_comune) {
            Some(destination) => _ = open.insert(*destination),
            None => sites_without.push(site.id),
        }
    }
    let open: Vec<i32> = open.into_iter().collect();
    let minutes: HashMap<i32, f64> = sqlx::query!(
        r#"select origin_id as "origin!", min(minutes) as "minutes!" from public_travel_times
           where destination_id = any ($1) and minutes is not null group by origin_id"#,
        &open
    )
    .fetch_all(&mut *reading)
    .await?
    .into_iter()
    .map(|row| (row.origin, row.minutes))
    .collect();
    let origins = sqlx::query!(r#"select id as "id!", municipality_code, cell from public_travel_origins where matrix = $1"#, matrix)
        .fetch_all(&mut *reading)
        .await?;
    reading.commit().await?;
    sites_without.sort_unstable();
    let mut from = FromOrigins { sites_without, ..FromOrigins::default() };
    for origin in origins {
        let minutes = minutes.get(&origin.id).copied();
        if let Some(code) = origin.municipality_code {
            from.comuni.insert(code, minutes);
        } else if let Some(cell) = origin.cell {
            from.cells.insert(cell, minutes);
        }
    }
    Ok(from)
}
