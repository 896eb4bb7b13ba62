//! How the columns of a body's file are called, kept under a name. Refuses a name no import has kept.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::Kind;
use super::names::slug;

/// Keeps a mapping (field to header) under a name; an earlier one of that name is replaced.
///
/// # Errors
/// When the name is no name, or the database refuses.
pub async fn save(
    pool: &PgPool,
    name: &str,
    kind: Kind,
    mapping: &BTreeMap<String, String>,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    if name.is_empty() || slug(name) != name {
        bail!("il nome di una corrispondenza ha lettere minuscole, cifre e trattini, come regione-piemonte; «{name}» non va");
    }
    sqlx::query!(
        "insert into import_mapping (name, kind, columns, updated_at, updated_by) values ($1, $2, $3, $4, $5)
         on conflict (name) do update set kind = excluded.kind, columns = excluded.columns, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        name,
        kind.word(),
        serde_json::to_value(mapping)?,
        now,
        actor
    )
    .execute(pool)
    .await
    .context("la corrispondenza non si è potuta conservare")?;
    Ok(())
}

/// The mapping kept under a name for this kind.
///
/// # Errors
/// When there is none, naming those there are.
pub async fn load(pool: &PgPool, name: &str, kind: Kind) -> Result<BTreeMap<String, String>> {
    let found = sqlx::query!("select kind, columns from import_mapping where name = $1", name).fetch_optional(pool).await?;
    match found {
        Some(found) if found.kind == kind.word() => Ok(serde_json::from_value(found.columns)?),
        Some(found) => bail!("la corrispondenza {name} è per {}, non per {kind}", found.kind),
        None => {
            let names = sqlx::query_scalar!("select name from import_mapping order by name").fetch_all(pool).await?;
            bail!(
                "non c'è una corrispondenza con il nome {name}; ci sono: {}",
                if names.is_empty() { "nessuna".to_owned() } else { names.join(", ") }
            )
        }
    }
}
