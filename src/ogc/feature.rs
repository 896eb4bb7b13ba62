//! What the collections have in common: a feature has a number or code, an order, a Region and the properties of a schema.

use data_import::crs::Area;

use super::json::Object;
use crate::published::cql2::Record;

/// How a feature is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeatureId<'a> {
    /// A public number.
    Number(i64),
    /// A code.
    Code(&'a str),
}

impl std::fmt::Display for FeatureId<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(to, "{number}"),
            Self::Code(code) => to.write_str(code),
        }
    }
}

/// A feature of a collection. Its geometry is the last property of the schema, WGS 84 degrees (EPSG:4326), longitude first.
pub trait Feature: Record + Send + Sync {
    /// Its name in addresses.
    fn id(&self) -> FeatureId<'_>;

    /// Its place in the order of lists; no two features have the same.
    fn order(&self) -> &str;

    /// The part of Italy that decides the datum operation.
    fn area(&self) -> Area;

    /// Properties that can be read but not be asked for.
    fn more(&self, _object: &mut Object<'_>) {}
}
