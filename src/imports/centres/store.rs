//! SQL of imported centres and of what hangs from them. Refuses nothing the constraints of the tables do not refuse;
//! what may be written is decided before.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result};
use serde_json::Value;
use sqlx::PgConnection;

use super::super::names::folded;
use super::super::store::municipality_codes;
use super::gazetteer::{Gazetteer, Municipality};
use super::merge::{Change, Difference, Merge};
use super::record::{Closed, Fields, Offered, Opening, Position, Record, SiteRecord, StoredCentre, complete};
use super::words::{Entry, LISTS, Words};

/// Identifiers by which sources know centres that others brought: source, identifier, centre.
pub(super) async fn aliases(connection: &mut PgConnection) -> Result<Vec<(i32, String, i64)>> {
    let rows = sqlx::query!("select source_id, external_id, centre_id from imported_identity").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.source_id, row.external_id, row.centre_id)).collect())
}

/// Remembers that a source's identifier means a centre another source brought.
pub(super) async fn remember(connection: &mut PgConnection, source: i32, external_id: &str, centre: i64, run: i64) -> Result<()> {
    sqlx::query!(
        "insert into imported_identity (source_id, external_id, centre_id, import_run_id) values ($1, $2, $3, $4) on conflict do nothing",
        source,
        external_id,
        centre,
        run
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Precedence of every source.
pub(super) async fn precedence(connection: &mut PgConnection) -> Result<HashMap<i32, i16>> {
    let rows = sqlx::query!("select id, precedence from source").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.precedence)).collect())
}

/// Sets a source's precedence where one was given.
pub(super) async fn set_precedence(connection: &mut PgConnection, source: i32, precedence: i16) -> Result<()> {
    sqlx::query!("update source set precedence = $2 where id = $1 and precedence <> $2", source, precedence)
        .execute(connection)
        .await
        .context("la precedenza va da 0 a 1000")?;
    Ok(())
}

pub(super) async fn slugs(connection: &mut PgConnection) -> Result<HashSet<String>> {
    Ok(sqlx::query_scalar!("select slug from centre").fetch_all(connection).await?.into_iter().collect())
}

/// Organisations by folded name.
pub(super) async fn organisations(connection: &mut PgConnection) -> Result<HashMap<String, i64>> {
    let rows = sqlx::query!("select id, name from organisation order by id desc").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (folded(&row.name), row.id)).collect())
}

pub(super) async fn insert_organisation(connection: &mut PgConnection, name: &str, source: i32) -> Result<i64> {
    Ok(sqlx::query_scalar!("insert into organisation (name, source_id) values ($1, $2) returning id", name, source)
        .fetch_one(connection)
        .await?)
}

/// Districts in force by social region, each with its folded code, its folded name and its id.
pub(super) type Districts = HashMap<i32, Vec<(String, String, i32)>>;

/// Reads the districts.
pub(super) async fn districts(connection: &mut PgConnection) -> Result<Districts> {
    let rows = sqlx::query!("select id, social_region_id, code, name from district where valid_to is null").fetch_all(connection).await?;
    let mut districts = Districts::new();
    for row in rows {
        districts.entry(row.social_region_id).or_default().push((folded(&row.code), folded(&row.name), row.id));
    }
    Ok(districts)
}

fn json(fields: &Fields) -> Value {
    Value::Object(fields.clone().into_iter().collect())
}

/// A new centre; its id.
pub(super) async fn insert(connection: &mut PgConnection, record: &Record, slug: &str, source: i32) -> Result<i64> {
    let id = sqlx::query_scalar!(
        "insert into centre (external_id, slug, published, source_id, name, recognition, network_role, ownership, management, owner_id, manager_id,
                             district_id, website, opened_on, closed_on, note, source_url, source_date, other_names)
         select $2, $3, $4, $5, c.name, c.recognition, c.network_role, c.ownership, c.management, c.owner_id, c.manager_id,
                c.district_id, c.website, c.opened_on, c.closed_on, c.note, c.source_url, c.source_date, coalesce(c.other_names, '{}')
         from jsonb_populate_record(null::centre, $1) as c returning id",
        json(&complete(&record.fields, &record.defaults)),
        record.external_id,
        slug,
        record.published,
        source
    )
    .fetch_one(&mut *connection)
    .await?;
    for site in &record.sites {
        insert_site(connection, id, site, source).await?;
    }
    add_services(connection, id, None, record.services.iter().flatten(), source).await?;
    add_contacts(connection, id, None, pairs(&record.contacts), source).await?;
    for municipality in record.catchment.iter().flatten() {
        add_served(connection, id, *municipality, source).await?;
    }
    for profile in record.professions.iter().flatten() {
        add_profession(connection, id, profile, source).await?;
    }
    Ok(id)
}

fn pairs(contacts: &BTreeMap<String, std::collections::BTreeSet<String>>) -> impl Iterator<Item = (&str, &str)> {
    contacts.iter().flat_map(|(channel, values)| values.iter().map(move |value| (channel.as_str(), value.as_str())))
}

/// A new site with its position, hours, services and contacts.
pub(super) async fn insert_site(connection: &mut PgConnection, centre: i64, site: &SiteRecord, source: i32) -> Result<()> {
    let position = site.position.as_ref();
    let id = sqlx::query_scalar!(
        "insert into site (centre_id, external_id, source_id, geom, precision, accuracy_m, source_crs, crs_operation, name, kind, status, address,
                           toponym, house_number, exponent, postcode, locality, municipality_id, position_visibility, physical_access,
                           opened_on, closed_on, source_url)
         select $2, $3, $4, st_setsrid(st_makepoint($5, $6), 4326), $7, $8, $9, $10, s.name, s.kind, s.status, s.address,
                s.toponym, s.house_number, s.exponent, s.postcode, s.locality, s.municipality_id, coalesce(s.position_visibility, 'pubblica'),
                coalesce(s.physical_access, '{}'), s.opened_on, s.closed_on, s.source_url
         from jsonb_populate_record(null::site, $1) as s returning id",
        json(&complete(&site.fields, &site.defaults)),
        centre,
        site.external_id,
        source,
        position.map(|position| position.lon),
        position.map(|position| position.lat),
        position.map(|position| position.precision.as_str()),
        position.and_then(|position| position.accuracy_m),
        position.and_then(|position| position.source_crs.as_deref()),
        position.and_then(|position| position.operation.as_deref())
    )
    .fetch_one(&mut *connection)
    .await?;
    add_hours(connection, id, site.hours.iter().flatten(), source).await?;
    add_closures(connection, id, site.closures.iter().flatten(), source).await?;
    add_services(connection, centre, Some(id), site.services.iter().flatten(), source).await?;
    add_contacts(connection, centre, Some(id), pairs(&site.contacts), source).await
}

async fn add_services(
    connection: &mut PgConnection,
    centre: i64,
    site: Option<i64>,
    services: impl Iterator<Item = &Offered>,
    source: i32,
) -> Result<()> {
    for service in services {
        sqlx::query!(
            "insert into service (centre_id, site_id, category, category_sensitivity, sensitivity, access_mode, languages, audiences, source_id)
             select $1, $2, code, sensitivity, sensitivity, $4, $5, $6, $7 from service_category where code = $3
             on conflict on constraint service_once do nothing",
            centre,
            site,
            service.category,
            service.access_mode,
            &service.languages,
            &service.audiences,
            source
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn add_contacts<'a>(
    connection: &mut PgConnection,
    centre: i64,
    site: Option<i64>,
    contacts: impl Iterator<Item = (&'a str, &'a str)>,
    source: i32,
) -> Result<()> {
    for (channel, value) in contacts {
        sqlx::query!(
            "insert into contact_point (centre_id, site_id, channel, value, visibility, source_id) values ($1, $2, $3, $4, 'pubblica', $5)
             on conflict do nothing",
            centre,
            site,
            channel,
            value,
            source
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn add_hours(connection: &mut PgConnection, site: i64, hours: impl Iterator<Item = &Opening>, source: i32) -> Result<()> {
    for opening in hours {
        sqlx::query!(
            "insert into site_hours (site_id, weekday, opens, closes, season_from, season_to, appointment, source_id)
             values ($1, $2, $3::text::time, $4::text::time, $5, $6, $7, $8) on conflict do nothing",
            site,
            opening.weekday,
            opening.opens,
            opening.closes,
            opening.season_from,
            opening.season_to,
            opening.appointment,
            source
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn add_closures(connection: &mut PgConnection, site: i64, closures: impl Iterator<Item = &Closed>, source: i32) -> Result<()> {
    for closed in closures {
        sqlx::query!(
            "insert into site_closure (site_id, first_day, last_day, source_id) values ($1, $2, $3, $4) on conflict do nothing",
            site,
            closed.first_day,
            closed.last_day,
            source
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn add_served(connection: &mut PgConnection, centre: i64, municipality: i32, source: i32) -> Result<()> {
    sqlx::query!(
        "insert into catchment (centre_id, municipality_id, valid_from, source_id) values ($1, $2, '1970-01-01', $3)
         on conflict (centre_id, municipality_id, valid_from) do update set valid_to = null",
        centre,
        municipality,
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn add_profession(connection: &mut PgConnection, centre: i64, profile: &str, source: i32) -> Result<()> {
    sqlx::query!(
        "insert into staffing (centre_id, profile, source_id) values ($1, $2, $3) on conflict do nothing",
        centre,
        profile,
        source
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes what changed. The history keeps only the fields that differ.
pub(super) async fn update(
    connection: &mut PgConnection,
    stored: &StoredCentre,
    merge: &Merge,
    record: &Record,
    source: i32,
) -> Result<()> {
    update_centre(connection, stored.id, &merge.change, merge.found_again).await?;
    if let Some(published) = merge.published {
        sqlx::query!("update centre set published = $2 where id = $1 and published <> $2", stored.id, published)
            .execute(&mut *connection)
            .await?;
    }
    for change in &merge.sites {
        update_site(connection, change.id, &change.change, change.found_again).await?;
        if let Some(position) = &change.position {
            move_site(connection, change.id, position.as_ref()).await?;
        }
        take_away(connection, "site_hours", &change.hours).await?;
        add_hours(connection, change.id, change.hours.added.iter(), source).await?;
        take_away(connection, "site_closure", &change.closures).await?;
        add_closures(connection, change.id, change.closures.added.iter(), source).await?;
        update_offer(connection, stored.id, Some(change.id), &change.services, &change.contacts, source).await?;
    }
    for place in &merge.new_sites {
        insert_site(connection, stored.id, &record.sites[*place], source).await?;
    }
    update_offer(connection, stored.id, None, &merge.services, &merge.contacts, source).await?;
    take_away(connection, "catchment", &merge.catchment).await?;
    for municipality in &merge.catchment.added {
        add_served(connection, stored.id, *municipality, source).await?;
    }
    take_away(connection, "staffing", &merge.professions).await?;
    for profile in &merge.professions.added {
        add_profession(connection, stored.id, profile, source).await?;
    }
    Ok(())
}

/// What a centre as a whole, or one of its sites, no longer offers goes, what is new comes; the same for its contacts.
async fn update_offer(
    connection: &mut PgConnection,
    centre: i64,
    site: Option<i64>,
    services: &Difference<Offered>,
    contacts: &Difference<(String, String)>,
    source: i32,
) -> Result<()> {
    take_away(connection, "service", services).await?;
    add_services(connection, centre, site, services.added.iter(), source).await?;
    take_away(connection, "contact_point", contacts).await?;
    add_contacts(connection, centre, site, contacts.added.iter().map(|(channel, value)| (channel.as_str(), value.as_str())), source).await
}

async fn update_centre(connection: &mut PgConnection, id: i64, change: &Change, found_again: bool) -> Result<()> {
    if change.is_empty() && !found_again {
        return Ok(());
    }
    sqlx::query!(
        "update centre as c
         set (name, recognition, network_role, hub_id, ownership, management, owner_id, manager_id, district_id, website, opened_on, closed_on,
              note, source_url, source_date, other_names, field_source, missing_since)
           = (select n.name, n.recognition, n.network_role, n.hub_id, n.ownership, n.management, n.owner_id, n.manager_id, n.district_id, n.website,
                     n.opened_on, n.closed_on, n.note, n.source_url, n.source_date, n.other_names, coalesce($3, n.field_source),
                     case when $4 then null else n.missing_since end
              from jsonb_populate_record(c, $2) as n)
         where c.id = $1",
        id,
        json(&change.fields),
        change.field_source.as_ref().map(|map| serde_json::to_value(map)).transpose()?,
        found_again
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_site(connection: &mut PgConnection, id: i64, change: &Change, found_again: bool) -> Result<()> {
    if change.is_empty() && !found_again {
        return Ok(());
    }
    sqlx::query!(
        "update site as s
         set (name, kind, status, address, toponym, house_number, exponent, postcode, locality, municipality_id, position_visibility,
              physical_access, opened_on, closed_on, source_url, valid_until, field_source, missing_since)
           = (select n.name, n.kind, n.status, n.address, n.toponym, n.house_number, n.exponent, n.postcode, n.locality, n.municipality_id,
                     n.position_visibility, n.physical_access, n.opened_on, n.closed_on, n.source_url, n.valid_until,
                     coalesce($3, n.field_source), case when $4 then null else n.missing_since end
              from jsonb_populate_record(s, $2) as n)
         where s.id = $1",
        id,
        json(&change.fields),
        change.field_source.as_ref().map(|map| serde_json::to_value(map)).transpose()?,
        found_again
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn move_site(connection: &mut PgConnection, id: i64, position: Option<&Position>) -> Result<()> {
    sqlx::query!(
        "update site set geom = st_setsrid(st_makepoint($2, $3), 4326), precision = $4, accuracy_m = $5, source_crs = $6, crs_operation = $7
         where id = $1",
        id,
        position.map(|position| position.lon),
        position.map(|position| position.lat),
        position.map(|position| position.precision.as_str()),
        position.and_then(|position| position.accuracy_m),
        position.and_then(|position| position.source_crs.as_deref()),
        position.and_then(|position| position.operation.as_deref())
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Rows that are gone from their source.
async fn take_away<T>(connection: &mut PgConnection, table: &str, difference: &Difference<T>) -> Result<()> {
    if difference.gone.is_empty() {
        return Ok(());
    }
    match table {
        "service" => sqlx::query!("delete from service where id = any ($1)", &difference.gone).execute(connection).await?,
        "contact_point" => sqlx::query!("delete from contact_point where id = any ($1)", &difference.gone).execute(connection).await?,
        "catchment" => sqlx::query!("delete from catchment where id = any ($1)", &difference.gone).execute(connection).await?,
        "staffing" => sqlx::query!("delete from staffing where id = any ($1)", &difference.gone).execute(connection).await?,
        "site_closure" => sqlx::query!("delete from site_closure where id = any ($1)", &difference.gone).execute(connection).await?,
        _ => sqlx::query!("delete from site_hours where id = any ($1)", &difference.gone).execute(connection).await?,
    };
    Ok(())
}

/// Identifiers of the sites a source brought.
pub(super) async fn sites_of_source(connection: &mut PgConnection, source: i32) -> Result<HashSet<String>> {
    let all = sqlx::query_scalar!("select external_id from site where source_id = $1", source).fetch_all(connection).await?;
    Ok(all.into_iter().collect())
}

/// Puts a site, with what is offered there and whom to call, under another centre.
pub(super) async fn move_to(connection: &mut PgConnection, site: i64, centre: i64) -> Result<()> {
    sqlx::query!("update site set centre_id = $2 where id = $1", site, centre).execute(&mut *connection).await?;
    sqlx::query!("update service set centre_id = $2 where site_id = $1", site, centre).execute(&mut *connection).await?;
    sqlx::query!("update contact_point set centre_id = $2 where site_id = $1", site, centre).execute(connection).await?;
    Ok(())
}

/// Sets the hub of a centre, by id.
pub(super) async fn set_hub(connection: &mut PgConnection, centre: i64, hub: i64) -> Result<bool> {
    let done = sqlx::query!("update centre set hub_id = $2 where id = $1 and hub_id is distinct from $2 and id <> $2", centre, hub)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// How far outside its municipality each position lies, metres on the ellipsoid; 0 inside. One question for all.
pub(super) async fn distances_outside_m(connection: &mut PgConnection, places: &[(i32, f64, f64)]) -> Result<Vec<f64>> {
    let rows = sqlx::query_scalar!(
        r#"select coalesce(case when st_covers(m.geom, p.point) then 0 else st_distance(m.geom::geography, p.point::geography) end, 0) as "metres!"
           from unnest($1::int[], $2::float8[], $3::float8[]) with ordinality as given (municipality, lon, lat, place)
           cross join lateral (select st_setsrid(st_makepoint(given.lon, given.lat), 4326) as point) as p
           left join municipality m on m.id = given.municipality
           order by given.place"#,
        &places.iter().map(|place| place.0).collect::<Vec<_>>(),
        &places.iter().map(|place| place.1).collect::<Vec<_>>(),
        &places.iter().map(|place| place.2).collect::<Vec<_>>()
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// Reads municipalities with all their names and codes.
pub(in crate::imports) async fn gazetteer(connection: &mut PgConnection) -> Result<Gazetteer> {
    let codes = municipality_codes(connection).await?;
    let rows = sqlx::query!(
        r#"select m.id, m.name, m.cadastral_code, array(select value from jsonb_each_text(m.other_names)) as "other_names!",
                  p.label, r.istat_code as region, p.social_region_id as social_region
           from municipality m join province p on p.id = m.province_id join region r on r.id = p.region_id where m.valid_to is null"#
    )
    .fetch_all(connection)
    .await?;
    let municipalities = rows
        .into_iter()
        .map(|row| {
            let municipality = Municipality {
                name: row.name,
                other_names: row.other_names,
                cadastral_code: row.cadastral_code,
                label: row.label,
                region: row.region,
                social_region: row.social_region,
            };
            (row.id, municipality)
        })
        .collect();
    Ok(Gazetteer::of(codes, municipalities))
}

/// Reads the code lists.
pub(super) async fn words(connection: &mut PgConnection) -> Result<Words> {
    let rows = sqlx::query_file!("src/imports/centres/words.sql").fetch_all(&mut *connection).await?;
    let mut entries: HashMap<&'static str, Vec<Entry>> = HashMap::new();
    for row in rows {
        if let Some(list) = LISTS.into_iter().find(|list| *list == row.list) {
            entries.entry(list).or_default().push((row.code, row.labels, row.synonyms));
        }
    }
    let protected = sqlx::query_scalar!("select code from service_category where sensitivity = 'protetta'").fetch_all(connection).await?;
    Ok(Words::of(entries, protected.into_iter().collect()))
}
