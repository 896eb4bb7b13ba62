//! The words of a site that filters may speak of: the table shared by tiles, lists, nearest, exports and OGC.
//! What is not public of a site has no value here, so that no filter, not even a negation, can ask for it.

use std::sync::LazyLock;

use super::cql2::{ArrayOp, Expression, Operand, Record, Schema, Type, Value};
use super::site::Site;

type Reader = fn(&Site) -> Value<'_>;

/// Name, type and where the value stands. Geometry in degrees of EPSG:4326.
const PROPERTIES: [(&str, Type, Reader); 26] = [
    ("id", Type::Integer, |site| number(site.id)),
    ("slug", Type::Text, |site| Value::Text(&site.slug)),
    ("name", Type::Text, |site| Value::Text(&site.name)),
    ("centre_id", Type::Integer, |site| number(site.centre_id)),
    ("centre_name", Type::Text, |site| Value::Text(&site.centre_name)),
    ("region_code", Type::Text, |site| Value::Text(&site.region.code)),
    ("social_region_code", Type::Text, |site| Value::Text(&site.social_region_code)),
    ("province_code", Type::Text, |site| Value::Text(&site.province.code)),
    ("municipality_code", Type::Text, |site| text(site.municipality.as_ref().map(|unit| &unit.code))),
    ("district_code", Type::Text, |site| text(site.district_code.as_ref())),
    ("municipality", Type::Text, |site| text(site.municipality.as_ref().map(|unit| &unit.name))),
    ("province", Type::Text, |site| Value::Text(&site.province.name)),
    ("region", Type::Text, |site| Value::Text(&site.region.name)),
    ("network_role", Type::Text, |site| Value::Text(&site.network_role)),
    ("site_kind", Type::Text, |site| Value::Text(&site.site_kind)),
    ("status", Type::Text, |site| Value::Text(&site.status)),
    ("recognition", Type::Text, |site| Value::Text(&site.recognition)),
    ("ownership", Type::Text, |site| text(site.ownership.as_ref())),
    ("precision", Type::Text, |site| text(site.position.as_ref().map(|position| &position.precision))),
    ("services", Type::TextList, |site| Value::Texts(&site.services)),
    ("languages", Type::TextList, |site| Value::Texts(&site.languages)),
    ("audiences", Type::TextList, |site| Value::Texts(&site.audiences)),
    ("access_modes", Type::TextList, |site| Value::Texts(&site.access_modes)),
    ("verified_on", Type::Date, |site| site.verified_on.map_or(Value::Null, Value::Date)),
    ("demo", Type::Boolean, |site| Value::Boolean(site.demo)),
    ("geom", Type::Geometry, |site| {
        site.position.as_ref().map_or(Value::Null, |position| Value::Point { lon: position.at.lon(), lat: position.at.lat() })
    }),
];

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::new(PROPERTIES.map(|(name, kind, _)| (name, kind))));

/// The properties of sites, for checking filters.
#[must_use]
pub fn site_schema() -> &'static Schema {
    &SCHEMA
}

// Public numbers are below 2^53: exact.
fn number(id: i64) -> Value<'static> {
    Value::Number(id as f64)
}

fn text(value: Option<&String>) -> Value<'_> {
    value.map_or(Value::Null, |value| Value::Text(value))
}

impl Record for Site {
    fn get(&self, property: usize) -> Value<'_> {
        PROPERTIES.get(property).map_or(Value::Null, |(_, _, read)| read(self))
    }
}

/// A property that is one of these codes; nothing where none is asked for.
pub(super) fn one_of(property: &str, codes: &[String]) -> Option<Expression> {
    let items = codes.iter().cloned().map(Operand::Text).collect();
    (!codes.is_empty()).then(|| Expression::In { operand: Operand::Property(property.to_owned()), items })
}

/// A list that holds all of these codes (or at least one, by [`ArrayOp`]); nothing where none is asked for.
pub(super) fn list(property: &str, op: ArrayOp, codes: &[String]) -> Option<Expression> {
    let items = Operand::Array(codes.iter().cloned().map(Operand::Text).collect());
    (!codes.is_empty()).then(|| Expression::Array { op, left: Operand::Property(property.to_owned()), right: items })
}
