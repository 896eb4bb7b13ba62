//! SQL of bodies. Refuses nothing the constraints of the table do not refuse.

use anyhow::Result;
use sqlx::PgConnection;

use super::super::store::Stored;
use super::Organisation;

/// Writes one body: the one with its IPA code, else the one with its name; an empty cell erases nothing.
pub(super) async fn write(connection: &mut PgConnection, organisation: &Organisation, source: i32) -> Result<Stored> {
    let known = sqlx::query_scalar!(
        "select id from organisation
         where (ipa_code is not null and lower(ipa_code) = lower($1)) or (lower(name) = lower($2) and ($1::text is null or ipa_code is null))
         order by (lower(ipa_code) = lower($1)) desc nulls last, id limit 1",
        organisation.ipa_code,
        organisation.name
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(id) = known else {
        sqlx::query!(
            "insert into organisation (name, ipa_code, tax_code, legal_form, website, source_id) values ($1, $2, $3, $4, $5, $6)",
            organisation.name,
            organisation.ipa_code,
            organisation.tax_code,
            organisation.legal_form,
            organisation.website,
            source
        )
        .execute(connection)
        .await?;
        return Ok(Stored { inserted: 1, updated: 0 });
    };
    let done = sqlx::query!(
        "update organisation set name = $2, ipa_code = coalesce($3, ipa_code), tax_code = coalesce($4, tax_code),
                legal_form = coalesce($5, legal_form), website = coalesce($6, website)
         where id = $1
           and (name, ipa_code, tax_code, legal_form, website) is distinct from
               ($2, coalesce($3, ipa_code), coalesce($4, tax_code), coalesce($5, legal_form), coalesce($6, website))",
        id,
        organisation.name,
        organisation.ipa_code,
        organisation.tax_code,
        organisation.legal_form,
        organisation.website
    )
    .execute(connection)
    .await?;
    Ok(Stored { inserted: 0, updated: usize::try_from(done.rows_affected()).unwrap_or(0) })
}
