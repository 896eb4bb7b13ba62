//! SQL of served comuni. Refuses nothing the constraints of the table do not refuse.

use std::collections::HashMap;

use anyhow::Result;
use chrono::NaiveDate;
use sqlx::PgConnection;

use super::super::store::{Stored, counted};
use super::Served;

/// Centres by the identifiers of their sources and by slug.
pub(super) struct Centres {
    by_identifier: HashMap<String, Vec<(i32, i64)>>,
    by_slug: HashMap<String, i64>,
}

impl Centres {
    /// The centre a word means: the source's own identifier, else the only centre with it, else a slug.
    pub(super) fn find(&self, word: &str, source: i32) -> Option<i64> {
        let known = self.by_identifier.get(word).map(Vec::as_slice).unwrap_or_default();
        let own = known.iter().find(|(whose, _)| *whose == source).map(|(_, centre)| *centre);
        let only = if let [(_, centre)] = known { Some(*centre) } else { None };
        own.or(only).or_else(|| self.by_slug.get(word.rsplit('/').next().unwrap_or(word)).copied())
    }
}

pub(super) async fn centres(connection: &mut PgConnection) -> Result<Centres> {
    let rows = sqlx::query!(
        r#"select id as "id!", slug as "slug!", source_id as "source_id!", external_id as "external_id!" from centre
           union all
           select c.id, c.slug, i.source_id, i.external_id from imported_identity i join centre c on c.id = i.centre_id"#
    )
    .fetch_all(connection)
    .await?;
    let mut centres = Centres { by_identifier: HashMap::new(), by_slug: HashMap::new() };
    for row in rows {
        centres.by_slug.insert(row.slug, row.id);
        centres.by_identifier.entry(row.external_id).or_default().push((row.source_id, row.id));
    }
    Ok(centres)
}

/// Writes all pairs and takes away those this source no longer has, of the centres it speaks of; how many went.
pub(super) async fn write(connection: &mut PgConnection, served: &[Served], source: i32) -> Result<(Stored, usize)> {
    let centres: Vec<i64> = served.iter().map(|one| one.centre).collect();
    let municipalities: Vec<i32> = served.iter().map(|one| one.municipality).collect();
    let froms: Vec<NaiveDate> = served.iter().map(|one| one.from).collect();
    let tos: Vec<Option<NaiveDate>> = served.iter().map(|one| one.to).collect();
    let gone = sqlx::query!(
        "delete from catchment c where c.source_id = $4 and c.centre_id = any ($1)
           and not exists (select from unnest($1::bigint[], $2::int[], $3::date[]) as w (centre, municipality, valid_from)
                           where w.centre = c.centre_id and w.municipality = c.municipality_id and w.valid_from = c.valid_from)",
        &centres,
        &municipalities,
        &froms,
        source
    )
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query!(
        r#"with stored as (
               insert into catchment (centre_id, municipality_id, valid_from, valid_to, source_id)
               select w.centre, w.municipality, w.valid_from, w.valid_to, $5
               from unnest($1::bigint[], $2::int[], $3::date[], $4::date[]) as w (centre, municipality, valid_from, valid_to)
               on conflict (centre_id, municipality_id, valid_from) do update set valid_to = excluded.valid_to
               where catchment.valid_to is distinct from excluded.valid_to
               returning xmax = 0 as new)
           select count(*) filter (where new) as "inserted!", count(*) filter (where not new) as "updated!" from stored"#,
        &centres,
        &municipalities,
        &froms,
        &tos as &[Option<NaiveDate>],
        source
    )
    .fetch_one(connection)
    .await?;
    Ok((counted(row.inserted, row.updated), usize::try_from(gone.rows_affected()).unwrap_or(usize::MAX)))
}
