//! SQL of the demonstration. Every row it writes is marked `demo` or belongs to one that is, and has its source.
//! Refuses to delete by any other mark than that source.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

use super::super::names::{slug, unused_slug};
use super::Municipality;
use super::invention::Centre;
use super::offer::Category;
use super::sites::Site;

/// Key of the source of everything here.
const SOURCE: &str = "dimostrazione";

/// The id of the demonstration's source, its row written where there is none.
pub(super) async fn source(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<i32> {
    sqlx::query!(
        "insert into source (key, title, edition, publisher, licence, attribution, note, imported_at)
         values ($1, 'Centri dimostrativi', 'dati inventati', 'Centri', 'CC0-1.0', 'Dati dimostrativi inventati',
                 'Seicento centri inventati su comuni reali: nomi, indirizzi, servizi e orari non esistono. Si tolgono con: centri demo remove.', $2)
         on conflict (key) do nothing",
        SOURCE,
        now
    )
    .execute(&mut *connection)
    .await?;
    Ok(sqlx::query_scalar!("select id from source where key = $1", SOURCE).fetch_one(connection).await?)
}

/// Notes that the demonstration was loaded: what is taken away later must not come back by itself at the next start.
pub(super) async fn note_load(connection: &mut PgConnection, centres: usize, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into import_run (kind, file_name, checksum, run_by, started_at, finished_at, inserted, updated, unchanged, refused, warned)
         values ('demonstration', 'invented by the program', repeat('0', 64), 'demo load', $1, $1, $2, 0, 0, 0, 0)",
        now,
        i32::try_from(centres)?
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether the demonstration was ever loaded, even if taken away since.
pub(super) async fn was_ever_loaded(pool: &PgPool) -> Result<bool> {
    Ok(sqlx::query_scalar!(r#"select exists (select from import_run where kind = 'demonstration') as "known!""#).fetch_one(pool).await?)
}

pub(super) async fn external_ids(connection: &mut PgConnection, source: i32) -> Result<HashSet<String>> {
    let ids = sqlx::query_scalar!("select external_id from centre where source_id = $1", source).fetch_all(connection).await?;
    Ok(ids.into_iter().collect())
}

/// Current municipalities in the order of their cadastral codes; those without a point take one inside them.
pub(super) async fn municipalities(connection: &mut PgConnection) -> Result<Vec<Municipality>> {
    let rows = sqlx::query!(
        r#"select m.id, m.cadastral_code, m.name, m.other_names, p.istat_code as province_code, s.code as social_region_code,
                  s.name as social_region, st_x(coalesce(m.point, st_pointonsurface(m.geom))) as "lon!",
                  st_y(coalesce(m.point, st_pointonsurface(m.geom))) as "lat!", residents.persons as "residents?", minors.persons as "minors?"
           from municipality m
           join province p on p.id = m.province_id
           join social_region s on s.id = p.social_region_id
           left join lateral (select persons from population where municipality_id = m.id and sex = 'all' and age_class = 'all'
                              order by year desc limit 1) residents on true
           left join lateral (select persons from population where municipality_id = m.id and sex = 'all' and age_class = '0-17'
                              order by year desc limit 1) minors on true
           where m.valid_to is null order by m.cadastral_code"#
    )
    .fetch_all(connection)
    .await?;
    let municipality = rows.into_iter().map(|row| Municipality {
        other_name: row
            .other_names
            .as_object()
            .and_then(|names| names.iter().next().and_then(|(language, name)| Some((language.clone(), name.as_str()?.to_owned())))),
        id: row.id,
        cadastral_code: row.cadastral_code,
        name: row.name,
        province_code: row.province_code,
        social_region_code: row.social_region_code,
        social_region: row.social_region,
        lon: row.lon,
        lat: row.lat,
        residents: row.residents.map(i64::from),
        minors: row.minors.map(i64::from),
    });
    Ok(municipality.collect())
}

/// Categories of services in the order of the code list.
pub(super) async fn categories(connection: &mut PgConnection) -> Result<Vec<Category>> {
    let rows =
        sqlx::query!(r#"select code, heading, sensitivity <> 'ordinaria' as "protected!" from service_category order by position, code"#)
            .fetch_all(connection)
            .await?;
    Ok(rows.into_iter().map(|row| Category { code: row.code, heading: row.heading, protected: row.protected }).collect())
}

/// Below so many residents even the name of the comune points at a door.
pub(super) async fn small_residents(connection: &mut PgConnection) -> Result<i64> {
    let value = sqlx::query_scalar!("select value from public_setting where key = 'solo_comune_minimum_residents'")
        .fetch_optional(connection)
        .await?;
    Ok(value.map_or(0, i64::from))
}

/// Leaves each place with the first of its candidates that lies inside its municipality.
pub(super) async fn place(connection: &mut PgConnection, centres: &mut [Centre]) -> Result<()> {
    let (mut sites, mut municipalities, mut tries, mut lons, mut lats) = (vec![], vec![], vec![], vec![], vec![]);
    for (number, site) in (0_i32..).zip(centres.iter().flat_map(|centre| &centre.sites)) {
        for (attempt, (lon, lat)) in (0_i32..).zip(site.place.iter().flat_map(|place| &place.candidates)) {
            sites.push(number);
            municipalities.push(site.municipality);
            tries.push(attempt);
            lons.push(*lon);
            lats.push(*lat);
        }
    }
    let chosen = sqlx::query!(
        r#"select distinct on (c.site) c.site as "site!", c.attempt as "attempt!"
           from unnest($1::int[], $2::int[], $3::int[], $4::float8[], $5::float8[]) as c (site, municipality_id, attempt, lon, lat)
           join municipality m on m.id = c.municipality_id
           where st_contains(m.geom, st_setsrid(st_makepoint(c.lon, c.lat), 4326))
           order by c.site, c.attempt"#,
        &sites,
        &municipalities,
        &tries,
        &lons,
        &lats
    )
    .fetch_all(connection)
    .await?;
    let chosen: HashMap<i32, i32> = chosen.into_iter().map(|row| (row.site, row.attempt)).collect();
    for (number, site) in (0_i32..).zip(centres.iter_mut().flat_map(|centre| &mut centre.sites)) {
        if let Some(place) = &mut site.place {
            let attempt = chosen.get(&number).and_then(|attempt| usize::try_from(*attempt).ok());
            let last = place.candidates.len().saturating_sub(1);
            place.candidates = vec![place.candidates[attempt.unwrap_or(last)]];
        }
    }
    Ok(())
}

/// Stores the demonstration: hubs before the centres that name them.
pub(super) async fn insert(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    insert_organisations(connection, centres, source).await?;
    let mut taken: HashSet<String> =
        sqlx::query_scalar!("select slug from centre").fetch_all(&mut *connection).await?.into_iter().collect();
    let slugs: HashMap<&str, String> = centres
        .iter()
        .map(|centre| {
            let slug = unused_slug(&slug(&centre.name), &taken);
            taken.insert(slug.clone());
            (centre.external_id.as_str(), slug)
        })
        .collect();
    for with_hub in [false, true] {
        let some: Vec<&Centre> = centres.iter().filter(|centre| centre.hub.is_some() == with_hub).collect();
        insert_centres(connection, &some, &slugs, source).await?;
    }
    insert_sites(connection, centres, source).await?;
    insert_hours(connection, centres, source).await?;
    insert_services(connection, centres, source).await?;
    insert_catchments(connection, centres, source).await?;
    insert_professions(connection, centres, source).await
}

async fn insert_organisations(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let mut names: Vec<String> = centres.iter().flat_map(|centre| [&centre.owner, &centre.manager]).flatten().cloned().collect();
    names.sort();
    names.dedup();
    sqlx::query!(
        "insert into organisation (name, source_id, demo) select name, $2, true from unnest($1::text[]) as come (name) on conflict do nothing",
        &names,
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_centres(connection: &mut PgConnection, centres: &[&Centre], slugs: &HashMap<&str, String>, source: i32) -> Result<()> {
    let other_names = |centre: &&Centre| match &centre.other_name {
        Some((language, name)) => serde_json::json!({ language: name }),
        None => serde_json::json!({}),
    };
    sqlx::query_file!(
        "src/imports/demo/centres.sql",
        &centres.iter().map(|centre| centre.external_id.clone()).collect::<Vec<_>>(),
        &centres.iter().map(|centre| slugs[centre.external_id.as_str()].clone()).collect::<Vec<_>>(),
        &centres.iter().map(|centre| centre.name.clone()).collect::<Vec<_>>(),
        &centres.iter().map(other_names).collect::<Vec<_>>(),
        &texts(centres, |centre| centre.recognition),
        &texts(centres, |centre| centre.role),
        &centres.iter().map(|centre| centre.hub.clone()).collect::<Vec<_>>() as &[Option<String>],
        &texts(centres, |centre| centre.ownership),
        &texts(centres, |centre| centre.management),
        &centres.iter().map(|centre| centre.owner.clone()).collect::<Vec<_>>() as &[Option<String>],
        &centres.iter().map(|centre| centre.manager.clone()).collect::<Vec<_>>() as &[Option<String>],
        &centres.iter().map(|centre| centre.opened_on).collect::<Vec<_>>() as &[Option<NaiveDate>],
        &centres.iter().map(|centre| centre.verified_on).collect::<Vec<_>>() as &[Option<NaiveDate>],
        &centres.iter().map(|centre| centre.valid_until).collect::<Vec<_>>() as &[Option<NaiveDate>],
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn texts<T>(things: &[T], text: impl Fn(&T) -> &str) -> Vec<String> {
    things.iter().map(|thing| text(thing).to_owned()).collect()
}

async fn insert_sites(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let sites: Vec<(&Centre, &Site)> = centres.iter().flat_map(|centre| centre.sites.iter().map(move |site| (centre, site))).collect();
    let place = |site: &Site| site.place.clone();
    let point = |site: &Site| place(site).and_then(|place| place.candidates.first().copied());
    sqlx::query_file!(
        "src/imports/demo/sites.sql",
        &texts(&sites, |(centre, _)| &centre.external_id),
        &texts(&sites, |(_, site)| &site.external_id),
        &sites.iter().map(|(_, site)| site.name.clone()).collect::<Vec<_>>() as &[Option<String>],
        &texts(&sites, |(_, site)| site.kind),
        &texts(&sites, |(_, site)| site.status),
        &sites.iter().map(|(_, site)| place(site).and_then(|place| place.address())).collect::<Vec<_>>() as &[Option<String>],
        &sites.iter().map(|(_, site)| place(site).and_then(|place| place.house_number)).collect::<Vec<_>>() as &[Option<String>],
        &sites.iter().map(|(_, site)| site.municipality).collect::<Vec<_>>(),
        &sites.iter().map(|(_, site)| point(site).map(|(lon, _)| lon)).collect::<Vec<_>>() as &[Option<f64>],
        &sites.iter().map(|(_, site)| point(site).map(|(_, lat)| lat)).collect::<Vec<_>>() as &[Option<f64>],
        &sites.iter().map(|(_, site)| place(site).map(|place| place.precision.to_owned())).collect::<Vec<_>>() as &[Option<String>],
        &sites.iter().map(|(_, site)| place(site).and_then(|place| place.accuracy_m)).collect::<Vec<_>>() as &[Option<f32>],
        &texts(&sites, |(_, site)| site.visibility),
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_hours(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let sites: Vec<&Site> = centres.iter().flat_map(|centre| &centre.sites).collect();
    let hours: Vec<_> = sites.iter().flat_map(|site| site.hours.iter().map(move |hours| (site, hours))).collect();
    sqlx::query!(
        "insert into site_hours (site_id, weekday, opens, closes, season_from, season_to, appointment)
         select site.id, come.weekday, come.opens, come.closes, come.season_from, come.season_to, come.appointment
         from unnest($1::text[], $2::smallint[], $3::time[], $4::time[], $5::text[], $6::text[], $7::bool[])
              as come (site, weekday, opens, closes, season_from, season_to, appointment)
         join site on site.source_id = $8 and site.external_id = come.site",
        &texts(&hours, |(site, _)| &site.external_id),
        &hours.iter().map(|(_, hours)| hours.weekday).collect::<Vec<_>>(),
        &hours.iter().map(|(_, hours)| hours.opens).collect::<Vec<_>>(),
        &hours.iter().map(|(_, hours)| hours.closes).collect::<Vec<_>>(),
        &texts(&hours, |(_, hours)| hours.season.0),
        &texts(&hours, |(_, hours)| hours.season.1),
        &hours.iter().map(|(_, hours)| hours.appointment).collect::<Vec<_>>(),
        source
    )
    .execute(&mut *connection)
    .await?;
    let Some((first, last)) = centres.iter().find_map(|centre| centre.august) else { return Ok(()) };
    let closed: Vec<&&Site> = sites.iter().filter(|site| site.closed_in_august).collect();
    sqlx::query!(
        "insert into site_closure (site_id, first_day, last_day, reason)
         select site.id, $2, $3, 'Chiusura estiva' from unnest($1::text[]) as come (site)
         join site on site.source_id = $4 and site.external_id = come.site",
        &texts(&closed, |site| &site.external_id),
        first,
        last,
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_services(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let services: Vec<_> = centres.iter().flat_map(|centre| centre.services.iter().map(move |service| (centre, service))).collect();
    let sites: Vec<Option<String>> =
        services.iter().map(|(centre, service)| service.site.map(|site| centre.sites[site].external_id.clone())).collect();
    sqlx::query_file!(
        "src/imports/demo/services.sql",
        &texts(&services, |(centre, _)| &centre.external_id),
        &sites as &[Option<String>],
        &texts(&services, |(_, service)| &service.category),
        &texts(&services, |(_, service)| if service.protected { "protetta" } else { "ordinaria" }),
        &texts(&services, |(_, service)| service.audiences),
        &services.iter().map(|(_, service)| service.ages.map(|(from, _)| from)).collect::<Vec<_>>() as &[Option<i16>],
        &services.iter().map(|(_, service)| service.ages.map(|(_, to)| to)).collect::<Vec<_>>() as &[Option<i16>],
        &texts(&services, |(_, service)| service.channel),
        &texts(&services, |(_, service)| service.access_mode),
        &texts(&services, |(_, service)| &service.languages),
        &services.iter().map(|(_, service)| service.free_of_charge).collect::<Vec<_>>() as &[Option<bool>],
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_catchments(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let served: Vec<_> = centres.iter().flat_map(|centre| centre.catchment.iter().map(move |served| (centre, *served))).collect();
    sqlx::query!(
        "insert into catchment (centre_id, municipality_id, valid_from)
         select centre.id, come.municipality_id, date '2025-01-01' from unnest($1::text[], $2::int[]) as come (centre, municipality_id)
         join centre on centre.source_id = $3 and centre.external_id = come.centre",
        &texts(&served, |(centre, _)| &centre.external_id),
        &served.iter().map(|(_, served)| *served).collect::<Vec<_>>(),
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_professions(connection: &mut PgConnection, centres: &[Centre], source: i32) -> Result<()> {
    let at_work: Vec<_> = centres.iter().flat_map(|centre| centre.professions.iter().map(move |profile| (centre, *profile))).collect();
    sqlx::query!(
        "insert into staffing (centre_id, profile)
         select centre.id, come.profile from unnest($1::text[], $2::text[]) as come (centre, profile)
         join centre on centre.source_id = $3 and centre.external_id = come.centre",
        &texts(&at_work, |(centre, _)| &centre.external_id),
        &texts(&at_work, |(_, profile)| profile),
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes everything of the demonstration's source, then the history of it, then the source. Tells how many centres.
pub(super) async fn remove(connection: &mut PgConnection) -> Result<usize> {
    let Some(source) = sqlx::query_scalar!("select id from source where key = $1", SOURCE).fetch_optional(&mut *connection).await? else {
        return Ok(0);
    };
    let centres = sqlx::query_scalar!("select id from centre where source_id = $1", source).fetch_all(&mut *connection).await?;
    let organisations = sqlx::query_scalar!("select id from organisation where source_id = $1", source).fetch_all(&mut *connection).await?;
    sqlx::query!("delete from centre where source_id = $1", source).execute(&mut *connection).await?;
    sqlx::query!("delete from organisation where source_id = $1", source).execute(&mut *connection).await?;
    // Nobody needs to know who changed what in centres that never existed. The log of changes stays: mirrors read it.
    sqlx::query!(
        "delete from change_history where centre_id = any ($1) or (table_name = 'organisation' and row_id = any ($2))",
        &centres,
        &organisations
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("delete from source where id = $1", source).execute(connection).await?;
    Ok(centres.len())
}
