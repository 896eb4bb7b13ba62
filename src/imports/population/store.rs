//! SQL of population: one column of a table at a time. Refuses nothing the constraints of the table do not refuse.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use sqlx::PgConnection;

use super::super::store::{Stored, counted};

/// Stores the residents of one sex and age class in all municipalities.
pub(super) async fn column(
    connection: &mut PgConnection,
    year: i16,
    (sex, ages): (&str, &str),
    residents: &BTreeMap<i32, Option<u32>>,
    source: i32,
) -> Result<Stored> {
    let municipalities: Vec<i32> = residents.keys().copied().collect();
    let persons: Vec<Option<i32>> = residents.values().map(|persons| persons.map(i32::try_from).transpose()).collect::<Result<_, _>>()?;
    let row = sqlx::query!(
        r#"with stored as (
               insert into population (municipality_id, year, sex, age_class, persons, source_id)
               select municipality_id, $3, $4, $5, persons, $6
               from unnest($1::int[], $2::int[]) as come (municipality_id, persons)
               on conflict (municipality_id, year, sex, age_class)
               do update set persons = excluded.persons, source_id = excluded.source_id
               where population.persons is distinct from excluded.persons
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &municipalities,
        &persons as &[Option<i32>],
        year,
        sex,
        ages,
        source
    )
    .fetch_one(connection)
    .await
    .with_context(|| format!("i residenti della classe {ages} non si possono registrare"))?;
    Ok(counted(row.inserted, row.updated))
}
