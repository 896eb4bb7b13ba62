//! SQL of the simulator: scenarios that were kept, and the outlines its picture is drawn over.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::PgPool;

/// Most bytes of scenarios kept.
const SCENARIOS_BYTES: i64 = 64 << 20;

/// A scenario as it was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// What is asked, as the query of an address.
    pub question: String,
    /// Parameters, changes and versions.
    pub recipe: Value,
    /// The main figures of that day.
    pub told: Value,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The last day it was asked for.
    pub opened_on: NaiveDate,
}

/// Keeps a scenario; one that is there stays as it is, but for the day.
pub async fn keep(db: &PgPool, id: &str, stored: &Stored) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into coverage_scenario (id, question, recipe, told, made_at, opened_on) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do update set opened_on = greatest(coverage_scenario.opened_on, excluded.opened_on)",
        id,
        stored.question,
        stored.recipe,
        stored.told,
        stored.made_at,
        stored.opened_on
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A scenario by its id.
pub async fn find(db: &PgPool, id: &str) -> sqlx::Result<Option<Stored>> {
    let row = sqlx::query!(
        r#"select question as "question!", recipe as "recipe!", told as "told!", made_at as "made_at!", opened_on as "opened_on!"
           from public_coverage_scenarios where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Stored { question: row.question, recipe: row.recipe, told: row.told, made_at: row.made_at, opened_on: row.opened_on }))
}

/// Notes the day a scenario was asked for.
pub async fn opened(db: &PgPool, id: &str, day: NaiveDate) -> sqlx::Result<()> {
    sqlx::query!("update coverage_scenario set opened_on = $2 where id = $1 and opened_on < $2", id, day).execute(db).await?;
    Ok(())
}

/// Throws away those nobody asked for longest, beyond what may be kept.
pub async fn forget(db: &PgPool) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from coverage_scenario where id in (
             select id from (select id, sum(length(question) + pg_column_size(recipe) + pg_column_size(told))
                                        over (order by opened_on desc, made_at desc, id) as kept
                             from coverage_scenario) as by_use
             where kept > $1::bigint)",
        SCENARIOS_BYTES
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The outlines of the Regions that reach into a box of Web Mercator (west, south, east, north in kilometres): code, and the
/// path of an SVG in kilometres, southwards positive.
pub async fn outlines(db: &PgPool, [west, south, east, north]: [f64; 4], band: i16) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"select code as "code!", st_assvg(st_scale(shape, 0.001, 0.001), 1, 1) as path
           from public_region_shapes
           where band = $1 and shape && st_scale(st_makeenvelope($2, $3, $4, $5, 3857), 1000, 1000)
           order by code"#,
        band,
        west,
        south,
        east,
        north
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.code, row.path?))).collect())
}
