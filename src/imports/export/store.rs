//! Reads what an export writes. Refuses demonstration rows: what is invented never leaves as data.

use std::collections::HashMap;

use anyhow::{Result, bail};
use data_import::values::hours::Opening;
use sqlx::PgPool;

use super::Source;

/// Names and codes of what a row refers to.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) municipality: String,
    pub(super) code: String,
    pub(super) cadastral_code: String,
    pub(super) province: String,
    pub(super) region: String,
    pub(super) owner: String,
    pub(super) manager: String,
    pub(super) district: String,
    pub(super) hub: String,
}

/// A service as an export names it.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) category: String,
    pub(super) access_mode: Option<String>,
    pub(super) languages: Vec<String>,
    pub(super) audiences: Vec<String>,
}

/// Sites with everything that hangs from them, by centre and site.
pub(super) async fn sites(pool: &PgPool, source: Option<&str>) -> Result<Vec<Source>> {
    if let Some(key) = source {
        let known = sqlx::query_scalar!(r#"select exists (select from source where key = $1) as "known!""#, key).fetch_one(pool).await?;
        if !known {
            let keys = sqlx::query_scalar!(
                "select distinct so.key from source so join centre c on c.source_id = so.id where not c.demo order by 1"
            )
            .fetch_all(pool)
            .await?;
            bail!("non c'è una fonte {key}; le fonti di centri sono: {}", keys.join(", "));
        }
    }
    let rows = sqlx::query!(
        r#"select s.id as site_id, c.id as centre_id, to_jsonb(s) - 'geom' as "site!", to_jsonb(c) as "centre!", st_x(s.geom) as lon, st_y(s.geom) as lat,
                  m.name as municipality, m.istat_code as code, m.cadastral_code, p.label as province, r.name as region,
                  owner.name as "owner?", manager.name as "manager?", d.code as "district?", coalesce(hub.external_id, '') as "hub!",
                  (select min(id) from site first where first.centre_id = c.id) = s.id as "first!"
           from site s join centre c on c.id = s.centre_id
           join source so on so.id = c.source_id
           join municipality m on m.id = s.municipality_id join province p on p.id = m.province_id join region r on r.id = p.region_id
           left join organisation owner on owner.id = c.owner_id left join organisation manager on manager.id = c.manager_id
           left join district d on d.id = c.district_id left join centre hub on hub.id = c.hub_id
           where not c.demo and ($1::text is null or so.key = $1)
           order by c.id, s.id"#,
        source
    )
    .fetch_all(pool)
    .await?;
    let mut contacts = contacts(pool).await?;
    let mut services = services(pool).await?;
    let mut hours = hours(pool).await?;
    let mut closures = closures(pool).await?;
    let served = served(pool).await?;
    let professions = professions(pool).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut of_site = services.remove(&(row.centre_id, Some(row.site_id))).unwrap_or_default();
            // What belongs to the centre as a whole stands in its first row; a sensitive service is told nowhere else either.
            let common = if row.first { services.remove(&(row.centre_id, None)).unwrap_or_default() } else { vec![] };
            of_site.extend(common);
            let mut telephones = contacts.get(&(row.centre_id, None)).cloned().unwrap_or_default();
            telephones.extend(contacts.remove(&(row.centre_id, Some(row.site_id))).unwrap_or_default());
            Source {
                telephones,
                services: of_site,
                hours: hours.remove(&row.site_id).unwrap_or_default(),
                closures: closures.remove(&row.site_id).unwrap_or_default(),
                served: served.get(&row.centre_id).cloned().unwrap_or_default(),
                professions: professions.get(&row.centre_id).cloned().unwrap_or_default(),
                point: row.lon.zip(row.lat),
                names: Names {
                    municipality: row.municipality,
                    code: row.code,
                    cadastral_code: row.cadastral_code,
                    province: row.province,
                    region: row.region,
                    owner: row.owner.unwrap_or_default(),
                    manager: row.manager.unwrap_or_default(),
                    district: row.district.unwrap_or_default(),
                    hub: row.hub,
                },
                site: row.site,
                centre: row.centre,
            }
        })
        .collect())
}

/// By centre, and by site where it is a site's own.
type Keyed<T> = HashMap<(i64, Option<i64>), Vec<T>>;

async fn contacts(pool: &PgPool) -> Result<Keyed<(String, String)>> {
    let rows = sqlx::query!("select centre_id, site_id, channel, value from contact_point where visibility = 'pubblica' order by value")
        .fetch_all(pool)
        .await?;
    let mut contacts: Keyed<(String, String)> = HashMap::new();
    for row in rows {
        contacts.entry((row.centre_id, row.site_id)).or_default().push((row.channel, row.value));
    }
    Ok(contacts)
}

async fn services(pool: &PgPool) -> Result<Keyed<Service>> {
    let rows = sqlx::query!("select centre_id, site_id, category, access_mode, languages, audiences from service order by category")
        .fetch_all(pool)
        .await?;
    let mut services: Keyed<Service> = HashMap::new();
    for row in rows {
        services.entry((row.centre_id, row.site_id)).or_default().push(Service {
            category: row.category,
            access_mode: row.access_mode,
            languages: row.languages,
            audiences: row.audiences,
        });
    }
    Ok(services)
}

async fn closures(pool: &PgPool) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let rows = sqlx::query!("select site_id, first_day, last_day from site_closure order by site_id, first_day").fetch_all(pool).await?;
    let mut closures: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        closures.entry(row.site_id).or_default().push((row.first_day.to_string(), row.last_day.to_string()));
    }
    Ok(closures)
}

async fn hours(pool: &PgPool) -> Result<HashMap<i64, Vec<Opening>>> {
    let rows = sqlx::query!(
        r#"select site_id, weekday, to_char(opens, 'HH24:MI') as "opens!", to_char(closes, 'HH24:MI') as "closes!", season_from, season_to, appointment
           from site_hours order by site_id, season_from, weekday, opens"#
    )
    .fetch_all(pool)
    .await?;
    let mut hours: HashMap<i64, Vec<Opening>> = HashMap::new();
    for row in rows {
        hours.entry(row.site_id).or_default().push(Opening {
            weekday: u8::try_from(row.weekday).unwrap_or(1),
            opens: row.opens,
            closes: row.closes,
            season_from: row.season_from,
            season_to: row.season_to,
            by_appointment: row.appointment,
        });
    }
    Ok(hours)
}

async fn served(pool: &PgPool) -> Result<HashMap<i64, Vec<String>>> {
    let rows = sqlx::query!(
        "select c.centre_id, m.istat_code from catchment c join municipality m on m.id = c.municipality_id where c.valid_to is null order by m.istat_code"
    )
    .fetch_all(pool)
    .await?;
    let mut served: HashMap<i64, Vec<String>> = HashMap::new();
    for row in rows {
        served.entry(row.centre_id).or_default().push(row.istat_code);
    }
    Ok(served)
}

async fn professions(pool: &PgPool) -> Result<HashMap<i64, Vec<String>>> {
    let rows = sqlx::query!(
        "select k.centre_id, k.profile from staffing k join staff_profile p on p.code = k.profile order by p.position, p.code"
    )
    .fetch_all(pool)
    .await?;
    let mut professions: HashMap<i64, Vec<String>> = HashMap::new();
    for row in rows {
        professions.entry(row.centre_id).or_default().push(row.profile);
    }
    Ok(professions)
}
