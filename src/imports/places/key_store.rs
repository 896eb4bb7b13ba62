//! SQL of the keys by which the search looks streets up. They are written here and nowhere in SQL, so that a question and a
//! register are always folded by one function. Refuses nothing: every street has a key.

use anyhow::{Context, Result};
use data_import::values::address::Toponym;
use sqlx::PgConnection;

/// Streets given their keys at once.
const BATCH: i64 = 10_000;

/// Writes the keys of every street that has none; how many streets that were.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn write_missing(connection: &mut PgConnection) -> Result<usize> {
    let (mut written, mut last) = (0, 0);
    loop {
        let streets = sqlx::query!(
            "select id, municipality_id, name, other_names from street s
             where id > $1 and not exists (select from street_key k where k.street_id = s.id) order by id limit $2",
            last,
            BATCH
        )
        .fetch_all(&mut *connection)
        .await
        .context("le vie non si possono leggere")?;
        let Some(end) = streets.last() else { break };
        last = end.id;
        written += streets.len();
        let (mut municipalities, mut keys, mut ids) = (vec![], vec![], vec![]);
        for street in &streets {
            for key in std::iter::once(&street.name).chain(&street.other_names).flat_map(|name| Toponym::of(name).keys()) {
                municipalities.push(street.municipality_id);
                keys.push(key);
                ids.push(street.id);
            }
        }
        sqlx::query!(
            "insert into street_key (municipality_id, key, street_id) select * from unnest($1::int[], $2::text[], $3::int[]) on conflict do nothing",
            &municipalities,
            &keys,
            &ids
        )
        .execute(&mut *connection)
        .await
        .context("le chiavi delle vie non si possono registrare")?;
    }
    if written > 0 {
        sqlx::query!("analyze street_key").execute(connection).await?;
    }
    Ok(written)
}

/// Whether there are streets and none has a key, as after the migration that brought the keys.
///
/// # Errors
/// When the database cannot be read.
pub async fn all_missing(connection: &mut PgConnection) -> Result<bool> {
    let missing = sqlx::query_scalar!(r#"select exists(select from street) and not exists(select from street_key) as "missing!""#);
    Ok(missing.fetch_one(connection).await?)
}
