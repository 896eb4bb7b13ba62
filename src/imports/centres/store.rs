//! SQL of imported centres, their sites and contacts. Refuses nothing the constraints of the tables do not refuse;
//! what may be written is decided before.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use sqlx::PgConnection;

use super::super::names::folded;
use super::super::store::municipality_codes;
use super::candidate::{CHANNELS, Candidate, CentreFields, RECOGNITION, SiteFields};
use super::merge::{Merge, Stored, StoredContact, StoredSite};
use super::position::{Gazetteer, Municipality, Position};

/// Reads municipalities and localities.
pub(super) async fn gazetteer(connection: &mut PgConnection) -> Result<Gazetteer> {
    let codes = municipality_codes(connection).await?;
    let municipalities = sqlx::query!(
        "select m.id, m.name, p.label, st_x(m.point) as lon, st_y(m.point) as lat
         from municipality m join province p on p.id = m.province_id where m.valid_to is null"
    )
    .fetch_all(&mut *connection)
    .await?;
    let municipalities = municipalities
        .into_iter()
        .map(|row| (row.id, Municipality { name: row.name, label: row.label, point: row.lon.zip(row.lat) }))
        .collect();
    // Of two places of one name in a municipality the larger is the one people mean.
    let places = sqlx::query!(
        r#"select municipality_id, name, st_x(point) as "lon!", st_y(point) as "lat!" from place
           where kind = 'localita' order by residents nulls first, id"#
    )
    .fetch_all(connection)
    .await?;
    let localities = places.into_iter().map(|row| ((row.municipality_id, folded(&row.name)), (row.lon, row.lat))).collect();
    Ok(Gazetteer::of(codes, municipalities, localities))
}

/// How far outside a municipality a position lies, metres on the ellipsoid; 0 inside.
pub(super) async fn distance_outside_m(connection: &mut PgConnection, municipality: i32, lon: f64, lat: f64) -> Result<f64> {
    Ok(sqlx::query_scalar!(
        r#"select st_distance(geom::geography, st_setsrid(st_makepoint($2, $3), 4326)::geography) as "metres!" from municipality where id = $1"#,
        municipality,
        lon,
        lat
    )
    .fetch_one(connection)
    .await?)
}

pub(super) async fn slugs(connection: &mut PgConnection) -> Result<HashSet<String>> {
    Ok(sqlx::query_scalar!("select slug from centre").fetch_all(connection).await?.into_iter().collect())
}

/// Centres of a source by the source's identifier.
pub(super) async fn known(connection: &mut PgConnection, source: i32) -> Result<HashMap<String, Stored>> {
    let rows = sqlx::query!(
        r#"select c.id as centre_id, c.external_id, c.name, c.network_role, c.website, c.note, c.source_url, c.source_date,
                  c.verified_on is not null as "centre_verified!",
                  s.id as "site_id?", s.kind as "kind?", s.status as "status?", s.address, s.locality, s.municipality_id as "municipality_id?",
                  s.source_url as site_source_url, st_x(s.geom) as lon, st_y(s.geom) as lat, s.precision, s.source_crs,
                  coalesce(s.verified_on is not null, false) as "site_verified!",
                  coalesce(s.position_visibility <> 'non_conservata', true) as "position_kept!"
           from centre c left join site s on s.centre_id = c.id and s.source_id = c.source_id and s.external_id = c.external_id
           where c.source_id = $1"#,
        source
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut contacts = contacts(connection, source).await?;
    let mut known = HashMap::with_capacity(rows.len());
    for row in rows {
        let position = match (row.lon, row.lat, row.precision) {
            (Some(lon), Some(lat), Some(precision)) => Some(Position { lon, lat, precision, source_crs: row.source_crs }),
            _ => None,
        };
        let site = match (row.site_id, row.kind, row.status, row.municipality_id) {
            (Some(site_id), Some(kind), Some(status), Some(municipality)) => Some(StoredSite {
                site_id,
                fields: SiteFields {
                    kind,
                    status,
                    address: row.address,
                    locality: row.locality,
                    municipality,
                    source_url: row.site_source_url,
                },
                position,
                verified: row.site_verified,
                position_kept: row.position_kept,
            }),
            _ => None,
        };
        let centre = CentreFields {
            name: row.name,
            network_role: row.network_role,
            website: row.website,
            note: row.note,
            source_url: row.source_url,
            source_date: row.source_date,
        };
        let contacts = contacts.remove(&row.centre_id).unwrap_or_default();
        let stored = Stored { centre_id: row.centre_id, centre, centre_verified: row.centre_verified, site, contacts };
        known.insert(row.external_id, stored);
    }
    Ok(known)
}

/// Contacts of centres for the public, by centre, and whether an import was the last to write them.
async fn contacts(connection: &mut PgConnection, source: i32) -> Result<HashMap<i64, Vec<StoredContact>>> {
    let channels: Vec<String> = CHANNELS.iter().map(|channel| (*channel).to_owned()).collect();
    let rows = sqlx::query!(
        r#"select k.id, k.centre_id, k.channel, k.value,
                  coalesce((select h.changed_by like 'import:%' from change_history h
                            where h.table_name = 'contact_point' and h.row_id = k.id order by h.changed_at desc, h.id desc limit 1), false) as "by_import!"
           from contact_point k join centre c on c.id = k.centre_id
           where c.source_id = $1 and k.site_id is null and k.visibility = 'pubblica' and k.channel = any ($2)
           order by k.id"#,
        source,
        &channels
    )
    .fetch_all(connection)
    .await?;
    let mut contacts: HashMap<i64, Vec<StoredContact>> = HashMap::new();
    for row in rows {
        let contact = StoredContact { id: row.id, channel: row.channel, value: row.value, by_import: row.by_import };
        contacts.entry(row.centre_id).or_default().push(contact);
    }
    Ok(contacts)
}

pub(super) async fn insert(connection: &mut PgConnection, candidate: &Candidate, slug: &str, source: i32) -> Result<()> {
    let centre = &candidate.centre;
    let id = sqlx::query_scalar!(
        "insert into centre (external_id, slug, name, recognition, network_role, website, published, note, source_id, source_url, source_date)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id",
        candidate.external_id,
        slug,
        centre.name,
        RECOGNITION,
        centre.network_role,
        centre.website,
        candidate.published,
        centre.note,
        source,
        centre.source_url,
        centre.source_date
    )
    .fetch_one(&mut *connection)
    .await?;
    insert_site(connection, id, candidate, source).await?;
    for (channel, value) in &candidate.contacts {
        insert_contact(connection, id, channel, value).await?;
    }
    Ok(())
}

async fn insert_site(connection: &mut PgConnection, centre: i64, candidate: &Candidate, source: i32) -> Result<()> {
    let (site, position) = (&candidate.site, candidate.position.as_ref());
    sqlx::query!(
        "insert into site (centre_id, external_id, kind, status, address, locality, municipality_id, geom, precision, source_crs, source_id, source_url)
         values ($1, $2, $3, $4, $5, $6, $7, st_setsrid(st_makepoint($8, $9), 4326), $10, $11, $12, $13)",
        centre,
        candidate.external_id,
        site.kind,
        site.status,
        site.address,
        site.locality,
        site.municipality,
        position.map(|position| position.lon),
        position.map(|position| position.lat),
        position.map(|position| position.precision.as_str()),
        position.and_then(|position| position.source_crs.as_deref()),
        source,
        site.source_url
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_contact(connection: &mut PgConnection, centre: i64, channel: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "insert into contact_point (centre_id, channel, value, visibility) values ($1, $2, $3, 'pubblica') on conflict do nothing",
        centre,
        channel,
        value
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes what changed. The history keeps only the fields that differ.
pub(super) async fn update(
    connection: &mut PgConnection,
    stored: &Stored,
    merge: &Merge,
    candidate: &Candidate,
    source: i32,
) -> Result<()> {
    if let Some(centre) = &merge.centre {
        sqlx::query!(
            "update centre set name = $2, network_role = $3, website = $4, note = $5, source_url = $6, source_date = $7 where id = $1",
            stored.centre_id,
            centre.name,
            centre.network_role,
            centre.website,
            centre.note,
            centre.source_url,
            centre.source_date
        )
        .execute(&mut *connection)
        .await?;
    }
    if let Some(published) = merge.published {
        sqlx::query!("update centre set published = $2 where id = $1 and published <> $2", stored.centre_id, published)
            .execute(&mut *connection)
            .await?;
    }
    match (&merge.site, &stored.site) {
        (Some(_), None) => insert_site(connection, stored.centre_id, candidate, source).await?,
        (Some((site, position)), Some(known)) => update_site(connection, known.site_id, site, position.as_ref()).await?,
        (None, _) => {}
    }
    for (id, value) in &merge.contacts_changed {
        sqlx::query!("update contact_point set value = $2 where id = $1", id, value).execute(&mut *connection).await?;
    }
    for (channel, value) in &merge.contacts_added {
        insert_contact(connection, stored.centre_id, channel, value).await?;
    }
    if !merge.contacts_gone.is_empty() {
        sqlx::query!("delete from contact_point where id = any ($1)", &merge.contacts_gone).execute(connection).await?;
    }
    Ok(())
}

/// Takes a centre out of the public eye; whether it was in it.
pub(super) async fn withdraw(connection: &mut PgConnection, centre: i64) -> Result<bool> {
    let done = sqlx::query!("update centre set published = false where id = $1 and published", centre).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}

async fn update_site(connection: &mut PgConnection, id: i64, site: &SiteFields, position: Option<&Position>) -> Result<()> {
    sqlx::query!(
        "update site set kind = $2, status = $3, address = $4, locality = $5, municipality_id = $6, source_url = $7,
                         geom = st_setsrid(st_makepoint($8, $9), 4326), precision = $10, source_crs = $11
         where id = $1",
        id,
        site.kind,
        site.status,
        site.address,
        site.locality,
        site.municipality,
        site.source_url,
        position.map(|position| position.lon),
        position.map(|position| position.lat),
        position.map(|position| position.precision.as_str()),
        position.and_then(|position| position.source_crs.as_deref())
    )
    .execute(connection)
    .await?;
    Ok(())
}
