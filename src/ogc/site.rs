//! A site of the mirror as a feature. What is not public of it is not in the mirror.

use data_import::crs::Area;

use super::feature::{Feature, FeatureId};
use super::geojson;
use super::json::Object;
use crate::published::{Site, site_details};

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
        for (name, value) in site_details(self) {
            object.member(name, |out| geojson::value(out, value));
        }
    }
}
