//! Reads what is public, through the views `public_*` and the role that may read nothing else.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgPool;

use super::codes::{Code, Codes};
use super::contact::Contact;
use super::site::{Position, Site, Unit, fold};
use crate::geo::Coordinates;

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
}

/// All public sites, in the order of lists.
///
/// # Errors
/// When the database cannot be read.
pub async fn sites(db: &PgPool) -> sqlx::Result<Vec<Site>> {
    let rows = sqlx::query_as!(
        SiteRow,
        r#"select id as "id!", centre_id as "centre_id!", slug as "slug!", centre_name as "centre_name!", name as "name!",
                  site_kind as "site_kind!", status as "status!", network_role as "network_role!", recognition as "recognition!",
                  ownership, position_visibility as "position_visibility!", lon, lat, precision, accuracy_m, address, postcode,
                  locality, municipality_code, municipality, landmass_id, province_code as "province_code!", province as "province!",
                  province_label as "province_label!", region_code as "region_code!", region as "region!",
                  social_region_code as "social_region_code!", district_code, demo as "demo!", source_url, source_date,
                  verified_on, verified_by, valid_until
           from public_sites"#
    )
    .fetch_all(db)
    .await?;
    let mut services = services(db).await?;
    let contacts = contacts(db).await?;
    let mut sites: Vec<Site> = rows.into_iter().map(|row| site(row, &mut services, &contacts)).collect();
    sites.sort_by(|one, other| one.sort_key.cmp(&other.sort_key));
    Ok(sites)
}

fn site(row: SiteRow, services: &mut HashMap<i64, Offered>, contacts: &HashMap<i64, Vec<(Option<i64>, Contact)>>) -> Site {
    let offered = services.remove(&row.id).unwrap_or_default();
    let contacts = contacts.get(&row.centre_id).into_iter().flatten();
    // A site's own contacts come first, then those of its centre; never another site's.
    let mut own: Vec<Contact> = contacts.clone().filter(|(site, _)| *site == Some(row.id)).map(|(_, contact)| contact.clone()).collect();
    own.extend(contacts.filter(|(site, _)| site.is_none()).map(|(_, contact)| contact.clone()));
    let position = match (row.lon, row.lat, row.precision) {
        (Some(lon), Some(lat), Some(precision)) => Coordinates::parse(lon, lat).ok().map(|at| Position {
            at,
            accuracy_m: row.accuracy_m.map_or_else(|| typical_accuracy_m(&precision), f64::from),
            precision,
            landmass: row.landmass_id,
        }),
        _ => None,
    };
    let municipality = row.municipality_code.zip(row.municipality).map(|(code, name)| Unit { code, name });
    let area = municipality.as_ref().map_or(row.province.as_str(), |unit| unit.name.as_str());
    Site {
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
        contacts: own,
        source_url: row.source_url,
        source_date: row.source_date,
        verified_on: row.verified_on,
        verified_by: row.verified_by,
        valid_until: row.valid_until,
        demo: row.demo,
    }
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

async fn services(db: &PgPool) -> sqlx::Result<HashMap<i64, Offered>> {
    let rows = sqlx::query!(
        r#"select s.site_id as "site_id!", s.category as "category!", s.audiences as "audiences!", s.languages as "languages!",
                  s.access_mode, s.age_from, s.age_to
           from public_site_services s
           join public_codes c on c.list = 'service_category' and c.code = s.category
           order by s.site_id, c.position, s.category"#
    )
    .fetch_all(db)
    .await?;
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

async fn contacts(db: &PgPool) -> sqlx::Result<HashMap<i64, Vec<(Option<i64>, Contact)>>> {
    let rows = sqlx::query!(
        r#"select centre_id as "centre_id!", site_id, channel as "channel!", value as "value!"
           from public_contacts order by centre_id, site_id, channel desc, value"#
    )
    .fetch_all(db)
    .await?;
    let mut contacts: HashMap<i64, Vec<(Option<i64>, Contact)>> = HashMap::new();
    for row in rows {
        contacts.entry(row.centre_id).or_default().push((row.site_id, Contact { channel: row.channel, value: row.value }));
    }
    Ok(contacts)
}

/// The code lists with their labels.
///
/// # Errors
/// When the database cannot be read.
pub async fn codes(db: &PgPool) -> sqlx::Result<Codes> {
    let rows = sqlx::query!(
        r#"select list as "list!", code as "code!", heading, label_it as "it!", label_en as "en!", label_de as "de!",
                  label_fr as "fr!", label_sl as "sl!", sensitivity
           from public_codes order by list, position, code"#
    )
    .fetch_all(db)
    .await?;
    Ok(Codes::new(rows.into_iter().map(|row| Code {
        list: row.list,
        code: row.code,
        heading: row.heading,
        protected: row.sensitivity.as_deref() == Some("protetta"),
        labels: [row.it, row.en, row.de, row.fr, row.sl],
    })))
}

/// Regions, provinces, comuni and landmasses for filters and for what lies across water.
///
/// # Errors
/// When the database cannot be read.
pub async fn units(db: &PgPool) -> sqlx::Result<super::units::Units> {
    let regions =
        sqlx::query!(r#"select code as "code!", name as "name!", slug as "slug!" from public_regions order by code"#).fetch_all(db).await?;
    let social = sqlx::query!(r#"select code as "code!", name as "name!" from public_social_regions order by code"#).fetch_all(db).await?;
    let provinces = sqlx::query!(
        r#"select code as "code!", name as "name!", label as "label!", region_code as "region_code!" from public_provinces order by code"#
    )
    .fetch_all(db)
    .await?;
    let municipalities = sqlx::query!(
        r#"select code as "code!", name as "name!", province_code as "province_code!" from public_municipalities order by code"#
    )
    .fetch_all(db)
    .await?;
    Ok(super::units::Units::new(
        regions.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.slug)).collect(),
        social.into_iter().map(|row| Unit { code: row.code, name: row.name }).collect(),
        provinces.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.label, row.region_code)).collect(),
        municipalities.into_iter().map(|row| (Unit { code: row.code, name: row.name }, row.province_code)).collect(),
    ))
}

/// The outer rings of the country's pieces of land, lon lat in degrees, flattened two by two.
///
/// # Errors
/// When the database cannot be read.
pub async fn landmass_rings(db: &PgPool) -> sqlx::Result<Vec<(i32, Vec<[f64; 2]>)>> {
    let rows =
        sqlx::query!(r#"select id as "id!", st_asbinary(st_exteriorring(geom), 'NDR') as "ring!" from public_landmasses order by id"#)
            .fetch_all(db)
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

/// Where the change log stands.
///
/// # Errors
/// When the database cannot be read.
pub async fn change(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select seq as "seq!" from public_change"#).fetch_one(db).await
}

/// Where the change log stood at the last change of the territory.
///
/// # Errors
/// When the database cannot be read.
pub async fn territory_change(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select territory_seq as "seq!" from public_change"#).fetch_one(db).await
}
