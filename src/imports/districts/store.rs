//! SQL of districts. Refuses nothing the constraints of the tables do not refuse.

use anyhow::Result;
use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{District, Membership};

/// What a statement did to one district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    New,
    Changed,
    Same,
}

/// Codes and Italian labels of the kinds, in their order.
pub(super) async fn kinds(connection: &mut PgConnection) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!("select code, label_it from district_kind order by position").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.label_it)).collect())
}

/// The code of another district of the same kind and Region that holds a comune of this one at the same time.
pub(super) async fn rival(connection: &mut PgConnection, district: &District) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select d.code from district d join district_municipality dm on dm.district_id = d.id
         join unnest($1::int[], $2::date[], $3::date[]) as wanted (municipality, valid_from, valid_to) on wanted.municipality = dm.municipality_id
         where d.valid_to is null and d.kind = $4 and d.social_region_id = $5 and d.code <> $6
           and daterange(dm.valid_from, dm.valid_to) && daterange(wanted.valid_from, wanted.valid_to)
         order by d.code limit 1",
        &district.members.iter().map(|member| member.municipality).collect::<Vec<_>>(),
        &district.members.iter().map(|member| member.from).collect::<Vec<_>>(),
        &district.members.iter().map(|member| member.to).collect::<Vec<_>>() as &[Option<NaiveDate>],
        district.kind,
        district.social_region,
        district.code
    )
    .fetch_optional(connection)
    .await?)
}

/// Writes a district and its comuni; those it no longer has end today.
pub(super) async fn write(connection: &mut PgConnection, district: &District, source: i32, today: NaiveDate) -> Result<Written> {
    let from = district.members.iter().map(|member| member.from).min().unwrap_or(today);
    let known = sqlx::query!(
        "select id, name, kind from district where social_region_id = $1 and code = $2 and valid_to is null",
        district.social_region,
        district.code
    )
    .fetch_optional(&mut *connection)
    .await?;
    let (id, mut written) = match known {
        None => {
            let id = sqlx::query_scalar!(
                "insert into district (kind, social_region_id, code, name, valid_from, source_id) values ($1, $2, $3, $4, $5, $6) returning id",
                district.kind,
                district.social_region,
                district.code,
                district.name,
                from,
                source
            )
            .fetch_one(&mut *connection)
            .await?;
            (id, Written::New)
        }
        Some(known) if known.name != district.name || known.kind != district.kind => {
            sqlx::query!("update district set name = $2, kind = $3 where id = $1", known.id, district.name, district.kind)
                .execute(&mut *connection)
                .await?;
            (known.id, Written::Changed)
        }
        Some(known) => (known.id, Written::Same),
    };
    if members(connection, id, &district.members, today).await? && written == Written::Same {
        written = Written::Changed;
    }
    Ok(written)
}

/// Whether the comuni of a district changed.
async fn members(connection: &mut PgConnection, district: i32, members: &[Membership], today: NaiveDate) -> Result<bool> {
    let stored = sqlx::query_scalar!(
        r#"with wanted as (
               select * from unnest($2::int[], $3::date[], $4::date[]) as wanted (municipality_id, valid_from, valid_to)
           ), written as (
               insert into district_municipality (district_id, municipality_id, valid_from, valid_to)
               select $1, w.municipality_id, w.valid_from, w.valid_to from wanted w
               where not exists (select from district_municipality held
                                 where held.district_id = $1 and held.municipality_id = w.municipality_id and held.valid_to is null and w.valid_to is null)
               on conflict (district_id, municipality_id, valid_from) do update set valid_to = excluded.valid_to
               where district_municipality.valid_to is distinct from excluded.valid_to
               returning 1
           ), ended as (
               update district_municipality held set valid_to = greatest($5, held.valid_from + 1)
               where held.district_id = $1 and held.valid_to is null
                 and not exists (select from wanted w where w.municipality_id = held.municipality_id)
               returning 1
           )
           select (select count(*) from written) + (select count(*) from ended) as "changed!""#,
        district,
        &members.iter().map(|member| member.municipality).collect::<Vec<_>>(),
        &members.iter().map(|member| member.from).collect::<Vec<_>>(),
        &members.iter().map(|member| member.to).collect::<Vec<_>>() as &[Option<NaiveDate>],
        today
    )
    .fetch_one(connection)
    .await?;
    Ok(stored > 0)
}
