//! A site of the mirror as a feature. What is not public of it is not in the mirror.

use data_import::crs::Area;

use super::feature::{Feature, FeatureId};
use super::geojson;
use super::json::Object;
use crate::published::{Site, site_details, site_schema, site_table};

impl Feature for Site {
    fn id(&self) -> FeatureId<'_> {
        FeatureId::Number(self.id)
    }

    fn order(&self) -> &str {
        &self.sort_key
    }

    fn area(&self) -> Area {
        Area::of_region(&self.region.code)
    }

    fn more(&self, object: &mut Object<'_>) {
        // In the table of a site its details stand where the schema of what can be asked for has the geometry.
        let kinds = site_table().properties().iter().skip(site_schema().properties().len() - 1);
        for ((name, value), (_, kind)) in site_details(self).zip(kinds) {
            object.member(name, |out| geojson::value(out, *kind, value));
        }
    }
}
