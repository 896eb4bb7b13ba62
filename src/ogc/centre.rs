//! A centre of the mirror as a feature.

use data_import::crs::Area;

use super::feature::{Feature, FeatureId};
use crate::published::Centre;

impl Feature for Centre {
    fn id(&self) -> FeatureId<'_> {
        FeatureId::Number(self.main.centre_id)
    }

    fn order(&self) -> &str {
        &self.main.sort_key
    }

    fn area(&self) -> Area {
        Area::of_region(&self.main.region.code)
    }
}
