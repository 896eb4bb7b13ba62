//! Sites that are closed for good, read when a day before is asked for: they are in no list, map or search, and not in the
//! mirror.

use std::sync::Arc;

use sqlx::PgPool;

use super::site::{Site, Unit};
use super::store::position;

/// All of them, by public number.
///
/// # Errors
/// When the database cannot be read.
pub async fn former_sites(db: &PgPool) -> sqlx::Result<Vec<Arc<Site>>> {
    let rows = sqlx::query!(
        r#"select id as "id!", centre_id as "centre_id!", site_kind as "site_kind!", status as "status!", network_role as "network_role!",
                  recognition as "recognition!", ownership, position_visibility as "position_visibility!", lon, lat, precision, accuracy_m,
                  landmass_id, municipality_code, municipality, province_code as "province_code!", province as "province!",
                  region_code as "region_code!", region as "region!", social_region_code as "social_region_code!", district_code,
                  opened_on, closed_on, demo as "demo!", services as "services!", languages as "languages!", audiences as "audiences!",
                  access_modes as "access_modes!"
           from public_former_sites order by id"#
    )
    .fetch_all(db)
    .await?;
    let site = rows.into_iter().map(|row| {
        Arc::new(Site {
            id: row.id,
            centre_id: row.centre_id,
            site_kind: row.site_kind,
            status: row.status,
            network_role: row.network_role,
            recognition: row.recognition,
            ownership: row.ownership,
            position_visibility: row.position_visibility,
            position: position((row.lon, row.lat), row.precision, row.accuracy_m, row.landmass_id),
            municipality: row.municipality_code.zip(row.municipality).map(|(code, name)| Unit { code, name }),
            province: Unit { code: row.province_code, name: row.province },
            region: Unit { code: row.region_code, name: row.region },
            social_region_code: row.social_region_code,
            district_code: row.district_code,
            services: row.services,
            languages: row.languages,
            audiences: row.audiences,
            access_modes: row.access_modes,
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            demo: row.demo,
            ..Site::default()
        })
    });
    Ok(site.collect())
}
