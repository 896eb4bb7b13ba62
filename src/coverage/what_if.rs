//! What would change if sites were opened, moved or closed. Only what changes is computed anew: people whose nearest site
//! goes look for another, and each new site looks for the people who would have it nearer.

use std::sync::Arc;

use super::held::Held;
use super::nearest::Nearest;
use super::points::NO_LAND;
use super::search::{Doubt, NOBODY, Search};
use super::supply::Supply;
use crate::geo::{Coordinates, LandmassIndex};

/// Most sites opened, moved and closed in one question.
pub const MOST_CHANGES: usize = 200;

/// A place where a site would stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewSite {
    /// WGS 84.
    pub at: Coordinates,
    /// Radius in metres within which it would really lie.
    pub accuracy_m: f64,
}

/// Sites opened, moved, closed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Opened.
    pub add: Vec<NewSite>,
    /// Closed, by public number.
    pub remove: Vec<i64>,
    /// Moved, by public number.
    pub moved: Vec<(i64, Coordinates)>,
}

impl Changes {
    /// Nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty() && self.moved.is_empty()
    }
}

/// The distances after the changes. A site that is moved is closed where it was and opened where it goes, as exactly as it
/// was known. Places keep their numbers: those opened come last.
#[must_use]
pub fn after(held: &Held, changes: &Changes, land: &LandmassIndex) -> Held {
    let before = &held.supply;
    let on = |at: Coordinates| land.landmass_at(at).unwrap_or(NO_LAND);
    let (mut places, mut of_place, mut sites) = (before.places.clone(), before.of_place.clone(), before.sites.clone());
    let place_of = |id: i64| (0..before.places.len()).find(|place| before.site_at(*place as u32).is_some_and(|site| site.id == id));
    let mut gone: Vec<u32> = vec![];
    for (id, at) in &changes.moved {
        if let Some(place) = place_of(*id) {
            gone.push(place as u32);
            places.push(*at, on(*at), places.accuracy_m(place));
            of_place.push(before.of_place[place]);
        }
    }
    for new in &changes.add {
        places.push(new.at, on(new.at), new.accuracy_m);
        // No site of the snapshot stands there.
        of_place.push(NOBODY);
    }
    gone.extend(changes.remove.iter().filter_map(|id| place_of(*id)).map(|place| place as u32));
    for place in &gone {
        places.close(*place as usize);
        of_place[*place as usize] = NOBODY;
    }
    if !changes.remove.is_empty() {
        let stay: Vec<u32> = (0..).zip(&sites).filter(|(_, site)| !changes.remove.contains(&site.id)).map(|(at, _)| at).collect();
        of_place.iter_mut().for_each(|site| *site = stay.binary_search(site).map_or(NOBODY, |at| at as u32));
        sites.retain(|site| !changes.remove.contains(&site.id));
    }
    let supply = Arc::new(Supply {
        version: before.version.clone(),
        filter: before.filter.clone(),
        former: before.former.clone(),
        demo: before.demo,
        sites,
        places,
        of_place,
    });
    let search = Search { points: &held.demand.points, places: &supply.places, same_land: held.same_land };
    let opened = before.places.len() as u32..supply.places.len() as u32;
    let mut changed: Vec<u32> = vec![];
    let mut patch = |nearest: &Nearest, doubt: Doubt| {
        let mut after = nearest.clone();
        let mut orphans: Vec<u32> = vec![];
        for place in &gone {
            orphans.extend((0..).zip(nearest.sites()).filter(|(_, site)| site == place).map(|(at, _)| at));
        }
        orphans.sort_unstable();
        search.again(&orphans, doubt, &mut after);
        opened.clone().for_each(|site| search.join(site, doubt, &mut after, &mut changed));
        changed.append(&mut orphans);
        after
    };
    let known = [patch(held.nearest(), Doubt::None), patch(held.farthest(), Doubt::Farthest), patch(held.closest(), Doubt::Nearest)];
    held.patched(Arc::clone(&supply), known, changed)
}
