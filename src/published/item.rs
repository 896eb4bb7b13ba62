//! A site as programs see it: the words of `/api/v1`, shared by lists, nearest and the embed.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::site::{Site, Unit};

/// A unit as `{code, name}`.
#[derive(Debug, Serialize)]
pub struct UnitItem<'a> {
    /// ISTAT code.
    pub code: &'a str,
    /// Italian name.
    pub name: &'a str,
}

impl<'a> From<&'a Unit> for UnitItem<'a> {
    fn from(unit: &'a Unit) -> Self {
        Self { code: &unit.code, name: &unit.name }
    }
}

#[derive(Debug, Serialize)]
struct CentreItem<'a> {
    id: i64,
    slug: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct ContactItem<'a> {
    channel: &'a str,
    value: &'a str,
}

/// A site item. `lon` and `lat` are EPSG:4326 degrees, null where the position is not public.
#[derive(Debug, Serialize)]
pub struct SiteItem<'a> {
    id: i64,
    slug: &'a str,
    name: &'a str,
    centre: CentreItem<'a>,
    lon: Option<f64>,
    lat: Option<f64>,
    precision: Option<&'a str>,
    accuracy_m: Option<f64>,
    position_visibility: &'a str,
    address: Option<&'a str>,
    postcode: Option<&'a str>,
    locality: Option<&'a str>,
    municipality: Option<UnitItem<'a>>,
    province: UnitItem<'a>,
    region: UnitItem<'a>,
    social_region_code: &'a str,
    district_code: Option<&'a str>,
    network_role: &'a str,
    site_kind: &'a str,
    status: &'a str,
    recognition: &'a str,
    ownership: Option<&'a str>,
    services: &'a [String],
    languages: &'a [String],
    audiences: &'a [String],
    contacts: Vec<ContactItem<'a>>,
    source_url: Option<&'a str>,
    source_date: Option<&'a str>,
    verified_on: Option<NaiveDate>,
    verified_by: Option<&'a str>,
    valid_until: Option<NaiveDate>,
    demo: bool,
}

impl<'a> From<&'a Site> for SiteItem<'a> {
    fn from(site: &'a Site) -> Self {
        Self {
            id: site.id,
            slug: &site.slug,
            name: &site.name,
            centre: CentreItem { id: site.centre_id, slug: &site.slug, name: &site.centre_name },
            lon: site.position.as_ref().map(|position| position.at.lon()),
            lat: site.position.as_ref().map(|position| position.at.lat()),
            precision: site.position.as_ref().map(|position| position.precision.as_str()),
            accuracy_m: site.position.as_ref().map(|position| position.accuracy_m),
            position_visibility: &site.position_visibility,
            address: site.address.as_deref(),
            postcode: site.postcode.as_deref(),
            locality: site.locality.as_deref(),
            municipality: site.municipality.as_ref().map(UnitItem::from),
            province: (&site.province).into(),
            region: (&site.region).into(),
            social_region_code: &site.social_region_code,
            district_code: site.district_code.as_deref(),
            network_role: &site.network_role,
            site_kind: &site.site_kind,
            status: &site.status,
            recognition: &site.recognition,
            ownership: site.ownership.as_deref(),
            services: &site.services,
            languages: &site.languages,
            audiences: &site.audiences,
            contacts: site.contacts.iter().map(|contact| ContactItem { channel: &contact.channel, value: &contact.value }).collect(),
            source_url: site.source_url.as_deref(),
            source_date: site.source_date.as_deref(),
            verified_on: site.verified_on,
            verified_by: site.verified_by.as_deref(),
            valid_until: site.valid_until,
            demo: site.demo,
        }
    }
}

/// The item as a GeoJSON feature (RFC 7946); the geometry is null where the position is not public.
#[must_use]
pub fn geojson_feature(site: &Site, item: &impl Serialize) -> Value {
    let geometry = site.position.as_ref().map(|position| json!({ "type": "Point", "coordinates": [position.at.lon(), position.at.lat()] }));
    let mut properties = serde_json::to_value(item).unwrap_or(Value::Null);
    if let Some(fields) = properties.as_object_mut() {
        fields.remove("lon");
        fields.remove("lat");
    }
    json!({ "type": "Feature", "id": site.id, "geometry": geometry, "properties": properties })
}
