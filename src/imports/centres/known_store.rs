//! Reads all centres with everything that hangs from them, in the shape in which a file is compared with them.
//! Refuses to leave any out: whoever is not seen would be inserted twice.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value;
use sqlx::PgConnection;

use super::record::{CENTRE_COLUMNS, Closed, Fields, Offered, Opening, Owned, Position, SITE_COLUMNS, StoredCentre, StoredSite};

/// Columns of a row that an import compares and writes.
fn chosen(row: Value, columns: &[&str]) -> Fields {
    match row {
        Value::Object(row) => row.into_iter().filter(|(column, _)| columns.contains(&column.as_str())).collect(),
        _ => Fields::new(),
    }
}

fn field_sources(value: Value) -> HashMap<String, i32> {
    serde_json::from_value(value).unwrap_or_default()
}

/// All centres with everything that hangs from them, in the order of their ids.
pub(super) async fn all(connection: &mut PgConnection) -> Result<Vec<StoredCentre>> {
    let mut sites = sites(connection).await?;
    let (mut services, mut site_services) = services(connection).await?;
    let (mut contacts, mut site_contacts) = contacts(connection).await?;
    let mut hours = hours(connection).await?;
    let mut closures = closures(connection).await?;
    let mut catchments = catchments(connection).await?;
    let mut professions = professions(connection).await?;
    for list in sites.values_mut() {
        for site in list {
            site.services = site_services.remove(&site.id).unwrap_or_default();
            site.contacts = site_contacts.remove(&site.id).unwrap_or_default();
            site.hours = hours.remove(&site.id).unwrap_or_default();
            site.closures = closures.remove(&site.id).unwrap_or_default();
        }
    }
    let rows = sqlx::query!(
        r#"select id, source_id, external_id, slug, demo, published, verified_on is not null as "verified!", missing_since, field_source,
                  to_jsonb(c) as "row!" from centre c order by id"#
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| StoredCentre {
            id: row.id,
            source: row.source_id,
            external_id: row.external_id,
            slug: row.slug,
            demo: row.demo,
            published: row.published,
            verified: row.verified,
            missing_since: row.missing_since,
            fields: chosen(row.row, &CENTRE_COLUMNS),
            field_source: field_sources(row.field_source),
            sites: sites.remove(&row.id).unwrap_or_default(),
            services: services.remove(&row.id).unwrap_or_default(),
            contacts: contacts.remove(&row.id).unwrap_or_default(),
            catchment: catchments.remove(&row.id).unwrap_or_default(),
            professions: professions.remove(&row.id).unwrap_or_default(),
        })
        .collect())
}

async fn sites(connection: &mut PgConnection) -> Result<HashMap<i64, Vec<StoredSite>>> {
    let rows = sqlx::query!(
        r#"select id, centre_id, source_id, external_id, verified_on is not null as "verified!", missing_since, field_source,
                  st_x(geom) as lon, st_y(geom) as lat, precision, accuracy_m, source_crs, crs_operation, to_jsonb(s) - 'geom' as "row!"
           from site s order by id"#
    )
    .fetch_all(connection)
    .await?;
    let mut sites: HashMap<i64, Vec<StoredSite>> = HashMap::new();
    for row in rows {
        let position = match (row.lon, row.lat, row.precision) {
            (Some(lon), Some(lat), Some(precision)) => {
                Some(Position { lon, lat, precision, accuracy_m: row.accuracy_m, source_crs: row.source_crs, operation: row.crs_operation })
            }
            _ => None,
        };
        sites.entry(row.centre_id).or_default().push(StoredSite {
            id: row.id,
            source: row.source_id,
            external_id: row.external_id,
            fields: chosen(row.row, &SITE_COLUMNS),
            field_source: field_sources(row.field_source),
            position,
            verified: row.verified,
            missing_since: row.missing_since,
            hours: vec![],
            closures: vec![],
            services: vec![],
            contacts: vec![],
        });
    }
    Ok(sites)
}

/// What belongs to centres as a whole and what to single sites, by their ids.
type Hanging<T> = (HashMap<i64, Vec<Owned<T>>>, HashMap<i64, Vec<Owned<T>>>);

fn hang<T>((of_centres, of_sites): &mut Hanging<T>, centre: i64, site: Option<i64>, one: Owned<T>) {
    match site {
        Some(site) => of_sites.entry(site).or_default().push(one),
        None => of_centres.entry(centre).or_default().push(one),
    }
}

async fn services(connection: &mut PgConnection) -> Result<Hanging<Offered>> {
    let mut hanging = Hanging::default();
    let rows = sqlx::query!(
        "select id, centre_id, site_id, category, sensitivity, access_mode, languages, audiences, source_id from service order by id"
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let what = Offered {
            category: row.category,
            protected: row.sensitivity == "protetta",
            access_mode: row.access_mode,
            languages: row.languages,
            audiences: row.audiences,
        };
        hang(&mut hanging, row.centre_id, row.site_id, Owned { id: row.id, what, source: row.source_id });
    }
    Ok(hanging)
}

async fn contacts(connection: &mut PgConnection) -> Result<Hanging<(String, String)>> {
    let mut hanging = Hanging::default();
    let rows = sqlx::query!(
        "select id, centre_id, site_id, channel, value, source_id from contact_point where visibility = 'pubblica' order by id"
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        hang(&mut hanging, row.centre_id, row.site_id, Owned { id: row.id, what: (row.channel, row.value), source: row.source_id });
    }
    Ok(hanging)
}

async fn hours(connection: &mut PgConnection) -> Result<HashMap<i64, Vec<Owned<Opening>>>> {
    let rows = sqlx::query!(
        r#"select id, site_id, weekday, to_char(opens, 'HH24:MI') as "opens!", to_char(closes, 'HH24:MI') as "closes!",
                  season_from, season_to, appointment, source_id from site_hours order by id"#
    )
    .fetch_all(connection)
    .await?;
    let mut hours: HashMap<i64, Vec<Owned<Opening>>> = HashMap::new();
    for row in rows {
        let what = Opening {
            weekday: row.weekday,
            opens: row.opens,
            closes: row.closes,
            season_from: row.season_from,
            season_to: row.season_to,
            appointment: row.appointment,
        };
        hours.entry(row.site_id).or_default().push(Owned { id: row.id, what, source: row.source_id });
    }
    Ok(hours)
}

async fn closures(connection: &mut PgConnection) -> Result<HashMap<i64, Vec<Owned<Closed>>>> {
    let rows =
        sqlx::query!("select id, site_id, first_day, last_day, source_id from site_closure order by id").fetch_all(connection).await?;
    let mut closures: HashMap<i64, Vec<Owned<Closed>>> = HashMap::new();
    for row in rows {
        let what = Closed { first_day: row.first_day, last_day: row.last_day };
        closures.entry(row.site_id).or_default().push(Owned { id: row.id, what, source: row.source_id });
    }
    Ok(closures)
}

async fn catchments(connection: &mut PgConnection) -> Result<HashMap<i64, Vec<Owned<i32>>>> {
    let rows = sqlx::query!("select id, centre_id, municipality_id, source_id from catchment where valid_to is null order by id")
        .fetch_all(connection)
        .await?;
    let mut catchments: HashMap<i64, Vec<Owned<i32>>> = HashMap::new();
    for row in rows {
        catchments.entry(row.centre_id).or_default().push(Owned { id: row.id, what: row.municipality_id, source: row.source_id });
    }
    Ok(catchments)
}

async fn professions(connection: &mut PgConnection) -> Result<HashMap<i64, Vec<Owned<String>>>> {
    let rows = sqlx::query!("select id, centre_id, profile, source_id from staffing order by id").fetch_all(connection).await?;
    let mut professions: HashMap<i64, Vec<Owned<String>>> = HashMap::new();
    for row in rows {
        professions.entry(row.centre_id).or_default().push(Owned { id: row.id, what: row.profile, source: row.source_id });
    }
    Ok(professions)
}
