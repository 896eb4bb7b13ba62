//! Reads what is public, through the views `public_*` and the role that may read nothing else.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use futures_util::TryStreamExt;
use sqlx::{Acquire, PgConnection, PgPool, Postgres, Transaction};

use super::codes::{Code, Codes};
use super::contact::Contact;
use super::opening_store::calendars;
use super::site::{Position, Site, Unit, fold};
use super::units::Units;
use crate::centres::Calendar;
use crate::geo::{Coordinates, LandmassIndex, WorldPoint};

struct SiteRow {
    id: i64,
    centre_id: i64,
    slug: String,
    centre_name: String,
    name: String,
    site_kind: String,
    status: String,
    network_role: String,
    recognition: String,
    ownership: Option<String>,
    position_visibility: String,
    lon: Option<f64>,
    lat: Option<f64>,
    precision: Option<String>,
    accuracy_m: Option<f32>,
    address: Option<String>,
    postcode: Option<String>,
    locality: Option<String>,
    municipality_code: Option<String>,
    municipality: Option<String>,
    landmass_id: Option<i32>,
    province_code: String,
    province: String,
    province_label: String,
    region_code: String,
    region: String,
    social_region_code: String,
    district_code: Option<String>,
    demo: bool,
    source_url: Option<String>,
    source_date: Option<String>,
    verified_on: Option<NaiveDate>,
    verified_by: Option<String>,
    valid_until: Option<NaiveDate>,
    opened_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    centre_key: i64,
}

/// How far the change log has been read.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The highest number read.
    pub change: i64,
    /// The oldest transaction that was not over then: what it and later ones wrote may still have to come.
    horizon: i64,
    /// Numbers beyond the horizon that have been read already.
    seen: HashSet<i64>,
}

/// What the change log brought.
#[derive(Debug)]
pub enum News {
    /// No change since.
    Nothing,
    /// Some centres changed: their keys, and all their sites as they are now.
    Sites {
        /// Keys of the centres.
        keys: HashSet<i64>,
        /// What is public of them.
        sites: Vec<Arc<Site>>,
    },
    /// Everything, read anew.
    Whole(Box<Whole>),
}

/// Everything public.
#[derive(Debug)]
pub struct Whole {
    /// All public sites.
    pub sites: Vec<Arc<Site>>,
    /// Code lists.
    pub codes: Codes,
    /// Names of the territory.
    pub units: Units,
    /// Pieces of land, where the territory changed.
    pub land: Option<LandmassIndex>,
    /// Number of the last change to the territory.
    pub territory: i64,
}

/// Reads what has changed since `held`, in one snapshot of the database: nothing committed is missed, whatever
/// the order in which transactions ended.
///
/// # Errors
/// When the database cannot be read.
pub async fn read_news(db: &PgPool, held: Option<&Standing>, patched_at_once: usize) -> sqlx::Result<(News, Standing)> {
    let mut connection = db.acquire().await?;
    let mut reading = connection.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *reading).await?;
    // Whether some centres are read or all is worth a plan of its own each time.
    sqlx::query!("set local plan_cache_mode = force_custom_plan").execute(&mut *reading).await?;
    let now = sqlx::query!(r#"select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "horizon!", seq as "seq!", territory_seq as "territory!" from public_change"#)
        .fetch_one(&mut *reading)
        .await?;
    // A horizon that went back is another server's: a restored copy.
    let since = held.filter(|held| held.horizon <= now.horizon && held.change <= now.seq);
    let from = since.map_or(now.horizon, |held| held.horizon);
    let rows = sqlx::query!(
        r#"select seq as "seq!", subject as "subject!", centre_key, tx >= $2::text::xid8 as "open!" from public_log where tx >= $1::text::xid8"#,
        from.to_string(),
        now.horizon.to_string()
    )
    .fetch_all(&mut *reading)
    .await?;
    let seen = rows.iter().filter(|row| row.open).map(|row| row.seq).collect();
    let standing = Standing { change: now.seq, horizon: now.horizon, seen };
    let fresh = rows.iter().filter(|row| since.is_none_or(|held| !held.seen.contains(&row.seq)));
    let keys: HashSet<i64> = fresh.clone().filter_map(|row| row.centre_key).collect();
    let territory = fresh.clone().any(|row| row.subject == "territory");
    let small = keys.len() <= patched_at_once && fresh.clone().all(|row| matches!(row.subject.as_str(), "centre" | "site"));
    let news = match since {
        Some(_) if fresh.count() == 0 => News::Nothing,
        Some(_) if small => {
            let centres: Vec<i64> = keys.iter().copied().collect();
            let besides = Besides {
                services: services(&mut reading, Some(&centres)).await?,
                contacts: contacts(&mut reading, Some(&centres)).await?,
                calendars: calendars(&mut reading, Some(&centres)).await?,
            };
            News::Sites { keys, sites: sites(&mut reading, besides, Some(&centres)).await? }
        }
        _ => {
            prepare_for_all(&mut reading).await?;
            let mut second = db.acquire().await?;
            let mut beside = of_the_same_moment(&mut reading, &mut second).await?;
            let land_is_wanted = territory || since.is_none();
            // What sites offer is the longest list but theirs: it comes over a connection of its own, while the rest does.
            let (services, (contacts, calendars, codes, units, land)) = tokio::try_join!(services(&mut beside, None), async {
                let (contacts, calendars) = (contacts(&mut reading, None).await?, calendars(&mut reading, None).await?);
                let land = if land_is_wanted { Some(LandmassIndex::build(landmass_rings(&mut reading).await?)) } else { None };
                Ok((contacts, calendars, codes(&mut reading).await?, units(&mut reading).await?, land))
            })?;
            beside.commit().await?;
            let besides = Besides { services, contacts, calendars };
            let sites = sites(&mut reading, besides, None).await?;
            News::Whole(Box::new(Whole { sites, codes, units, land, territory: now.territory }))
        }
    };
    reading.commit().await?;
    Ok((news, standing))
}

/// Lets a transaction read a whole country.
async fn prepare_for_all(reading: &mut PgConnection) -> sqlx::Result<()> {
    // The limit of a visitor's question is not one for a country of a million sites.
    sqlx::query!("set local statement_timeout = '2min'").execute(&mut *reading).await?;
    // The planner expects a handful of rows from these views, and would look up a million one by one.
    sqlx::query!("set local enable_nestloop = off").execute(&mut *reading).await?;
    Ok(())
}

/// A transaction that sees what `reading` sees, whatever was committed meanwhile.
async fn of_the_same_moment<'a>(reading: &mut PgConnection, second: &'a mut PgConnection) -> sqlx::Result<Transaction<'a, Postgres>> {
    let moment = sqlx::query_scalar!(r#"select pg_export_snapshot() as "moment!""#).fetch_one(reading).await?;
    let mut beside = second.begin().await?;
    sqlx::query!("set transaction isolation level repeatable read, read only").execute(&mut *beside).await?;
    // The name, which PostgreSQL made, cannot be a parameter.
    sqlx::query(&format!("set transaction snapshot '{moment}'")).execute(&mut *beside).await?;
    prepare_for_all(&mut beside).await?;
    Ok(beside)
}

/// What hangs from sites and comes before them: each site is made while PostgreSQL finds the next.
struct Besides {
    services: HashMap<i64, Offered>,
    contacts: HashMap<i64, Vec<(Option<i64>, Contact)>>,
    calendars: HashMap<i64, Arc<Calendar>>,
}

/// The public sites of some centres, or of all.
async fn sites(db: &mut PgConnection, mut besides: Besides, centres: Option<&[i64]>) -> sqlx::Result<Vec<Arc<Site>>> {
    let mut rows = sqlx::query_as!(
        SiteRow,
        r#"select id as "id!", centre_id as "centre_id!", slug as "slug!", centre_name as "centre_name!", name as "name!",
                  site_kind as "site_kind!", status as "status!", network_role as "network_role!", recognition as "recognition!",
                  ownership, position_visibility as "position_visibility!", lon, lat, precision, accuracy_m, address, postcode,
                  locality, municipality_code, municipality, landmass_id, province_code as "province_code!", province as "province!",
                  province_label as "province_label!", region_code as "region_code!", region as "region!",
                  social_region_code as "social_region_code!", district_code, demo as "demo!", source_url, source_date,
                  verified_on, verified_by, valid_until, opened_on, closed_on, centre_key as "centre_key!"
           from public_sites
           where $1::bigint[] is null or centre_key = any ($1)"#,
        centres
    )
    .fetch(&mut *db);
    let mut sites = vec![];
    while let Some(row) = rows.try_next().await? {
        sites.push(Arc::new(site(row, &mut besides)));
    }
    Ok(sites)
}

fn site(row: SiteRow, besides: &mut Besides) -> Site {
    let Besides { services, contacts, calendars } = besides;
    let offered = services.remove(&row.id).unwrap_or_default();
    let contacts = contacts.get(&row.centre_id).into_iter().flatten();
    // A site's own contacts come first, then those of its centre; never another site's.
    let mut own: Vec<Contact> = contacts.clone().filter(|(site, _)| *site == Some(row.id)).map(|(_, contact)| contact.clone()).collect();
    own.extend(contacts.filter(|(site, _)| site.is_none()).map(|(_, contact)| contact.clone()));
    let position = position((row.lon, row.lat), row.precision, row.accuracy_m, row.landmass_id);
    let municipality = row.municipality_code.zip(row.municipality).map(|(code, name)| Unit { code, name });
    let area = municipality.as_ref().map_or(row.province.as_str(), |unit| unit.name.as_str());
    let site = Site {
        sort_key: format!("{}\u{1}{}\u{1}{:016}", fold(area), fold(&row.name), row.id),
        id: row.id,
        centre_id: row.centre_id,
        slug: row.slug,
        name: row.name,
        centre_name: row.centre_name,
        site_kind: row.site_kind,
        status: row.status,
        network_role: row.network_role,
        recognition: row.recognition,
        ownership: row.ownership,
        position_visibility: row.position_visibility,
        position,
        address: row.address,
        postcode: row.postcode,
        locality: row.locality,
        municipality,
        province: Unit { code: row.province_code, name: row.province },
        province_label: row.province_label,
        region: Unit { code: row.region_code, name: row.region },
        social_region_code: row.social_region_code,
        district_code: row.district_code,
        services: offered.categories,
        languages: offered.languages,
        audiences: offered.audiences,
        access_modes: offered.access_modes,
        ages: offered.ages,
        calendar: calendars.remove(&row.id),
        contacts: own,
        source_url: row.source_url,
        source_date: row.source_date,
        verified_on: row.verified_on,
        verified_by: row.verified_by,
        valid_until: row.valid_until,
        opened_on: row.opened_on,
        closed_on: row.closed_on,
        demo: row.demo,
        centre_key: 0,
        digest: 0,
        drawn: OnceLock::new(),
    };
    Site { digest: site.hash_of_all(), centre_key: row.centre_key, ..site }
}

/// The public point of a site (longitude and latitude in degrees); none where it is not public.
pub(super) fn position(
    degrees: (Option<f64>, Option<f64>),
    precision: Option<String>,
    accuracy_m: Option<f32>,
    landmass: Option<i32>,
) -> Option<Position> {
    let ((lon, lat), precision) = degrees.0.zip(degrees.1).zip(precision)?;
    let at = Coordinates::parse(lon, lat).ok()?;
    let accuracy_m = accuracy_m.map_or_else(|| typical_accuracy_m(&precision), f64::from);
    Some(Position { world: WorldPoint::of(at), at, accuracy_m, precision, landmass })
}

/// Radius in metres a precision stands for where the record has none of its own.
#[must_use]
pub fn typical_accuracy_m(precision: &str) -> f64 {
    match precision {
        "civico" => 20.0,
        "interpolato" => 60.0,
        "luogo" => 100.0,
        "via" => 300.0,
        "quartiere" => 1_000.0,
        "zona" | "localita" => 2_000.0,
        _ => 5_000.0,
    }
}

#[derive(Default)]
struct Offered {
    categories: Vec<String>,
    languages: Vec<String>,
    audiences: Vec<String>,
    access_modes: Vec<String>,
    ages: Vec<(Option<i16>, Option<i16>)>,
}

async fn services(db: &mut PgConnection, centres: Option<&[i64]>) -> sqlx::Result<HashMap<i64, Offered>> {
    let mut rows = sqlx::query!(
        r#"select s.site_id as "site_id!", s.category as "category!", s.audiences as "audiences!", s.languages as "languages!",
                  s.access_mode, s.age_from, s.age_to, c.position as "position!"
           from public_site_services s
           join public_codes c on c.list = 'service_category' and c.code = s.category
           where $1::bigint[] is null or s.site_id in (select site_id from public_site_keys where centre_key = any ($1))"#,
        centres
    )
    .fetch_all(&mut *db)
    .await?;
    // Put in order here: PostgreSQL would sort the whole table on disk.
    rows.sort_unstable_by(|one, other| {
        (one.site_id, one.position, &one.category, one.age_from, one.age_to).cmp(&(
            other.site_id,
            other.position,
            &other.category,
            other.age_from,
            other.age_to,
        ))
    });
    let mut offered: HashMap<i64, Offered> = HashMap::new();
    for row in rows {
        let site = offered.entry(row.site_id).or_default();
        if !site.categories.contains(&row.category) {
            site.categories.push(row.category);
        }
        merge(&mut site.languages, row.languages);
        merge(&mut site.audiences, row.audiences);
        merge(&mut site.access_modes, row.access_mode.into_iter().collect());
        site.ages.push((row.age_from, row.age_to));
    }
    Ok(offered)
}

fn merge(list: &mut Vec<String>, more: Vec<String>) {
    list.extend(more);
    list.sort();
    list.dedup();
}

async fn contacts(db: &mut PgConnection, centres: Option<&[i64]>) -> sqlx::Result<HashMap<i64, Vec<(Option<i64>, Contact)>>> {
    let mut rows = sqlx::query!(
        r#"select centre_id as "centre_id!", site_id, channel as "channel!", value as "value!"
           from public_contacts
           where $1::bigint[] is null or centre_id in (select centre_id from public_site_keys where centre_key = any ($1))"#,
        centres
    )
    .fetch_all(&mut *db)
    .await?;
    // Telephone first: channels stand in the reverse of their alphabet.
    rows.sort_unstable_by(|one, other| (one.site_id, &other.channel, &one.value).cmp(&(other.site_id, &one.channel, &other.value)));
    let mut contacts: HashMap<i64, Vec<(Option<i64>, Contact)>> = HashMap::new();
    for row in rows {
        contacts.entry(row.centre_id).or_default().push((row.site_id, Contact { channel: row.channel, value: row.value }));
    }
    Ok(contacts)
}

/// The code lists with their labels.
async fn codes(db: &mut PgConnection) -> sqlx::Result<Codes> {
    let rows = sqlx::query!(
        r#"select list as "list!", code as "code!", heading, label_it as "it!", label_en as "en!", label_de as "de!",
                  label_fr as "fr!", label_sl as "sl!", sensitivity
           from public_codes order by list, position, code"#
    )
    .fetch_all(&mut *db)
    .await?;
    Ok(Codes::new(rows.into_iter().map(|row| Code {
        list: row.list,
        code: row.code,
        heading: row.heading,
        protected: row.sensitivity.as_deref() == Some("protetta"),
        labels: [row.it, row.en, row.de, row.fr, row.sl],
    })))
}

/// Regions, provinces, comuni, ambiti and landmasses for filters and for what lies across water.
async fn units(db: &mut PgConnection) -> sqlx::Result<Units> {
    let regions = sqlx::query!(r#"select code as "code!", name as "name!", slug as "slug!" from public_regions order by code"#)
        .fetch_all(&mut *db)
        .await?;
    let social =
        sqlx::query!(r#"select code as "code!", name as "name!" from public_social_regions order by code"#).fetch_all(&mut *db).await?;
    let provinces = sqlx::query!(
        r#"select code as "code!", name as "name!", label as "label!", region_code as "region_code!" from public_provinces order by code"#
    )
    .fetch_all(&mut *db)
    .await?;
    let municipalities = sqlx::query!(
        r#"select code as "code!", name as "name!", province_code as "province_code!" from public_municipalities order by code"#
    )
    .fetch_all(&mut *db)
    .await?;
    let districts = sqlx::query_scalar!(r#"select distinct code as "code!" from public_districts"#).fetch_all(&mut *db).await?;
    Ok(Units::new(
        regions.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.slug)).collect(),
        social.into_iter().map(|row| Unit { code: row.code, name: row.name }).collect(),
        provinces.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.label, row.region_code)).collect(),
        municipalities.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.province_code)).collect(),
        districts.into_iter().collect(),
    ))
}

/// The outer rings of the country's pieces of land, lon lat in degrees, flattened two by two.
async fn landmass_rings(db: &mut PgConnection) -> sqlx::Result<Vec<(i32, Vec<[f64; 2]>)>> {
    let rows =
        sqlx::query!(r#"select id as "id!", st_asbinary(st_exteriorring(geom), 'NDR') as "ring!" from public_landmasses order by id"#)
            .fetch_all(&mut *db)
            .await?;
    Ok(rows.into_iter().map(|row| (row.id, linestring(&row.ring))).collect())
}

/// A little-endian WKB linestring: byte order, type, count, then pairs of doubles.
fn linestring(wkb: &[u8]) -> Vec<[f64; 2]> {
    let pairs = wkb.get(9..).unwrap_or_default().chunks_exact(16);
    pairs
        .map(|pair| {
            let number = |at: usize| f64::from_le_bytes(pair[at..at + 8].try_into().unwrap_or([0; 8]));
            [number(0), number(8)]
        })
        .collect()
}
