//! The supply: public sites that match a filter, and those of them with a public point. A position that is not public
//! enters no distance.

use std::sync::Arc;

use super::points::NO_LAND;
use super::search::Places;
use crate::published::{Filter, Site, Snapshot};

/// The sites of one filter in one snapshot.
#[derive(Debug)]
pub struct Supply {
    /// Hash of the snapshot's public content.
    pub version: String,
    /// What was asked of the sites, in one canonical text.
    pub filter: String,
    /// All that match, by public number.
    pub sites: Vec<Arc<Site>>,
    /// Where those with a public point stand, by public number.
    pub places: Places,
    /// The site of each place.
    pub of_place: Vec<u32>,
    /// Some are invented.
    pub demo: bool,
}

impl Supply {
    /// The sites that match.
    #[must_use]
    pub fn new(snapshot: &Snapshot, filter: &Filter) -> Self {
        let selected = snapshot.select(filter);
        let mut sites: Vec<Arc<Site>> = selected.sites.iter().map(|at| Arc::clone(&snapshot.sites[*at as usize])).collect();
        sites.sort_unstable_by_key(|site| site.id);
        let (mut places, mut of_place) = (Places::default(), vec![]);
        for (at, site) in (0_u32..).zip(&sites) {
            if let Some(position) = &site.position {
                // The comune's landmass is that of its largest part: the point itself knows better where it lies on land.
                let land = snapshot.land.landmass_at(position.at).or(position.landmass).unwrap_or(NO_LAND);
                places.push(position.at, land, position.accuracy_m);
                of_place.push(at);
            }
        }
        Self {
            version: snapshot.version.clone(),
            filter: filter.canonical(),
            demo: sites.iter().any(|site| site.demo),
            sites,
            places,
            of_place,
        }
    }

    /// The site at a place; none where the snapshot has none, or it is closed.
    #[must_use]
    pub fn site_at(&self, place: u32) -> Option<&Site> {
        self.sites.get(*self.of_place.get(place as usize)? as usize).map(|site| &**site)
    }
}
