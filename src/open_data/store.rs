//! Reads the sources through the public views.

use sqlx::PgPool;

use super::source::Source;

/// Every source, by title.
///
/// # Errors
/// When the database cannot be read.
pub async fn sources(db: &PgPool) -> sqlx::Result<Vec<Source>> {
    sqlx::query_as!(
        Source,
        r#"select key as "key!", title as "title!", edition as "edition!", publisher as "publisher!", licence as "licence!",
                  licence_url, attribution as "attribution!", original_url, checksum, note, imported_at as "imported_at!"
           from public_sources order by title collate "it-x-icu", key"#
    )
    .fetch_all(db)
    .await
}
