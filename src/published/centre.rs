//! A centre as a row: gathered from its public sites, so that it can tell no more than they do.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use geo::{Geometry, MultiPoint, Point};

use super::cql2::{Record, Schema, Type, Value};
use super::site::Site;
use super::snapshot::Snapshot;

/// A centre.
#[derive(Debug)]
pub struct Centre {
    /// The site that stands for it: its main one, otherwise the first in the order of lists.
    pub main: Arc<Site>,
    sites: usize,
    services: Vec<String>,
    languages: Vec<String>,
    audiences: Vec<String>,
    verified_on: Option<NaiveDate>,
    /// The public points of its sites.
    points: Option<Geometry<f64>>,
}

type Reader = fn(&Centre) -> Value<'_>;

const PROPERTIES: [(&str, Type, Reader); 23] = [
    ("id", Type::Integer, |centre| Value::Number(centre.main.centre_id as f64)),
    ("slug", Type::Text, |centre| Value::Text(&centre.main.slug)),
    ("name", Type::Text, |centre| Value::Text(&centre.main.centre_name)),
    ("region_code", Type::Text, |centre| Value::Text(&centre.main.region.code)),
    ("social_region_code", Type::Text, |centre| Value::Text(&centre.main.social_region_code)),
    ("province_code", Type::Text, |centre| Value::Text(&centre.main.province.code)),
    ("municipality_code", Type::Text, |centre| text(centre.main.municipality.as_ref().map(|unit| &unit.code))),
    ("district_code", Type::Text, |centre| text(centre.main.district_code.as_ref())),
    ("municipality", Type::Text, |centre| text(centre.main.municipality.as_ref().map(|unit| &unit.name))),
    ("province", Type::Text, |centre| Value::Text(&centre.main.province.name)),
    ("region", Type::Text, |centre| Value::Text(&centre.main.region.name)),
    ("network_role", Type::Text, |centre| Value::Text(&centre.main.network_role)),
    ("recognition", Type::Text, |centre| Value::Text(&centre.main.recognition)),
    ("ownership", Type::Text, |centre| text(centre.main.ownership.as_ref())),
    ("sites", Type::Integer, |centre| Value::Number(centre.sites as f64)),
    ("services", Type::TextList, |centre| Value::Texts(&centre.services)),
    ("languages", Type::TextList, |centre| Value::Texts(&centre.languages)),
    ("audiences", Type::TextList, |centre| Value::Texts(&centre.audiences)),
    ("verified_on", Type::Date, |centre| centre.verified_on.map_or(Value::Null, Value::Date)),
    ("verified_by", Type::Text, |centre| text(centre.main.verified_by.as_ref())),
    ("source_url", Type::Text, |centre| text(centre.main.source_url.as_ref())),
    ("demo", Type::Boolean, |centre| Value::Boolean(centre.main.demo)),
    ("geom", Type::Geometry, |centre| centre.points.as_ref().map_or(Value::Null, Value::Geometry)),
];

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::new(PROPERTIES.map(|(name, kind, _)| (name, kind))));

/// The properties of centres, the points of their public sites last.
#[must_use]
pub fn centre_schema() -> &'static Schema {
    &SCHEMA
}

fn text(value: Option<&String>) -> Value<'_> {
    value.map_or(Value::Null, |value| Value::Text(value))
}

/// The centres of a snapshot, in the order of their first site.
#[must_use]
pub fn centres(snapshot: &Snapshot) -> Vec<Centre> {
    let mut order: Vec<Vec<&Arc<Site>>> = vec![];
    let mut places: HashMap<i64, usize> = HashMap::new();
    for site in &snapshot.sites {
        let at = *places.entry(site.centre_id).or_insert_with(|| {
            order.push(vec![]);
            order.len() - 1
        });
        order[at].push(site);
    }
    order.iter().filter_map(|sites| gathered(sites)).collect()
}

fn gathered(sites: &[&Arc<Site>]) -> Option<Centre> {
    let main = sites.iter().find(|site| site.site_kind == "sede_principale").or(sites.first())?;
    let together = |list: fn(&Site) -> &[String]| {
        let mut all: Vec<String> = vec![];
        for value in sites.iter().flat_map(|site| list(site)) {
            if !all.contains(value) {
                all.push(value.clone());
            }
        }
        all
    };
    let points: Vec<Point<f64>> =
        sites.iter().filter_map(|site| site.position.as_ref()).map(|position| Point::new(position.at.lon(), position.at.lat())).collect();
    Some(Centre {
        main: Arc::clone(main),
        sites: sites.len(),
        services: together(|site| &site.services),
        languages: together(|site| &site.languages),
        audiences: together(|site| &site.audiences),
        verified_on: sites.iter().filter_map(|site| site.verified_on).max(),
        points: (!points.is_empty()).then(|| Geometry::MultiPoint(MultiPoint(points))),
    })
}

impl Record for Centre {
    fn get(&self, property: usize) -> Value<'_> {
        PROPERTIES.get(property).map_or(Value::Null, |(_, _, read)| read(self))
    }
}
