//! Reads a centre's card through the public views.

use sqlx::PgPool;

use super::centre::{Centre, Closure, Hours, Linked, Served, Service};

/// The centre of a page, with everything public about it; none when there is no such public centre.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_slug(db: &PgPool, slug: &str) -> sqlx::Result<Option<Centre>> {
    let Some(row) = sqlx::query!(
        r#"select id as "id!", slug as "slug!", name as "name!", recognition as "recognition!", network_role as "network_role!",
                  hub_slug as "hub_slug?", hub_name as "hub_name?", ownership, management, owner as "owner?", manager as "manager?",
                  website, opened_on, demo as "demo!", source_title as "source_title!", source_url, source_date,
                  verified_on, verified_by, valid_until
           from public_centres where slug = $1"#,
        slug
    )
    .fetch_optional(db)
    .await?
    else {
        return Ok(None);
    };
    Ok(Some(Centre {
        services: services(db, row.id).await?,
        hours: hours(db, row.id).await?,
        closures: closures(db, row.id).await?,
        professions: professions(db, row.id).await?,
        catchment: catchment(db, row.id).await?,
        spokes: spokes(db, row.id).await?,
        contacts: contacts(db, row.id).await?,
        id: row.id,
        slug: row.slug,
        name: row.name,
        recognition: row.recognition,
        network_role: row.network_role,
        hub_slug: row.hub_slug,
        hub_name: row.hub_name,
        ownership: row.ownership,
        management: row.management,
        owner: row.owner,
        manager: row.manager,
        website: row.website,
        opened_on: row.opened_on,
        demo: row.demo,
        source_title: row.source_title,
        source_url: row.source_url,
        source_date: row.source_date,
        verified_on: row.verified_on,
        verified_by: row.verified_by,
        valid_until: row.valid_until,
    }))
}

async fn services(db: &PgPool, centre: i64) -> sqlx::Result<Vec<Service>> {
    sqlx::query_as!(
        Service,
        r#"select distinct on (c.position, s.category) s.category as "category!", c.heading as "heading!",
                  (s.sensitivity <> 'ordinaria') as "protected!", s.access_mode, s.free_of_charge, s.age_from, s.age_to,
                  c.caution as "caution!"
           from public_centre_services s
           join public_codes c on c.list = 'service_category' and c.code = s.category
           where s.centre_id = $1
           order by c.position, s.category, s.access_mode nulls last"#,
        centre
    )
    .fetch_all(db)
    .await
}

async fn hours(db: &PgPool, centre: i64) -> sqlx::Result<Vec<Hours>> {
    sqlx::query_as!(
        Hours,
        r#"select h.site_id as "site_id!", h.weekday as "weekday!", h.opens as "opens!", h.closes as "closes!",
                  h.season_from as "season_from!", h.season_to as "season_to!", h.appointment as "appointment!"
           from public_hours h
           join public_sites s on s.id = h.site_id
           where s.centre_id = $1
           order by h.site_id, h.season_from, h.weekday, h.opens"#,
        centre
    )
    .fetch_all(db)
    .await
}

async fn closures(db: &PgPool, centre: i64) -> sqlx::Result<Vec<Closure>> {
    sqlx::query_as!(
        Closure,
        r#"select k.site_id as "site_id!", k.first_day as "first_day!", k.last_day as "last_day!", k.reason
           from public_closures k
           join public_sites s on s.id = k.site_id
           where s.centre_id = $1
           order by k.site_id, k.first_day"#,
        centre
    )
    .fetch_all(db)
    .await
}

async fn professions(db: &PgPool, centre: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"select s.profile as "profile!" from public_staffing s
           join public_codes c on c.list = 'staff_profile' and c.code = s.profile
           where s.centre_id = $1 order by c.position, c.code"#,
        centre
    )
    .fetch_all(db)
    .await
}

async fn catchment(db: &PgPool, centre: i64) -> sqlx::Result<Vec<Served>> {
    sqlx::query_as!(
        Served,
        r#"select municipality_code as "code!", municipality as "name!"
           from public_catchments where centre_id = $1 order by municipality collate "it-x-icu", municipality_code"#,
        centre
    )
    .fetch_all(db)
    .await
}

async fn spokes(db: &PgPool, hub: i64) -> sqlx::Result<Vec<Linked>> {
    sqlx::query_as!(
        Linked,
        r#"select slug as "slug!", name as "name!" from public_centres where hub_id = $1 order by name collate "it-x-icu", slug"#,
        hub
    )
    .fetch_all(db)
    .await
}

async fn contacts(db: &PgPool, centre: i64) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"select channel as "channel!", value as "value!" from public_contacts
           where centre_id = $1 and site_id is null order by channel desc, value"#,
        centre
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.channel, row.value)).collect())
}
