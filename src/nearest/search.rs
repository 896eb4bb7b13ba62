//! Nearest sites to a point, from the mirror: the index of the present snapshot and the questions put to it.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::index::{NearestIndex, Neighbour, nearest_of};
use crate::geo::{Coordinates, bearing_to_show_deg};
use crate::published::{Filter, Mirror, Site, SiteItem, Snapshot};

/// The sites of one snapshot ready to be asked.
#[derive(Debug)]
pub struct Indexed {
    /// The snapshot indexed.
    pub snapshot: Arc<Snapshot>,
    all: Places,
    in_service: Places,
    in_service_matched: usize,
    /// Each site's item as JSON without its closing brace, written when first asked for.
    items: Vec<OnceLock<Box<[u8]>>>,
}

#[derive(Debug)]
struct Places {
    index: NearestIndex,
    /// From the index's positions to the snapshot's.
    sites: Vec<usize>,
}

impl Places {
    fn of(snapshot: &Snapshot, wanted: impl Fn(&Site) -> bool) -> Self {
        let mut sites = vec![];
        let mut points = vec![];
        for (at, site) in snapshot.sites.iter().enumerate() {
            if let Some(position) = site.position.as_ref().filter(|_| wanted(site)) {
                sites.push(at);
                points.push((site.id, position.at));
            }
        }
        Self { index: NearestIndex::build(&points), sites }
    }
}

/// A site found, with how far it is.
#[derive(Debug)]
pub struct Found<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its item as JSON without the closing brace.
    pub item: &'a [u8],
    /// Geodesic distance on WGS 84, metres.
    pub distance_m: f64,
    /// Radius in metres within which the site really lies.
    pub accuracy_m: f64,
    /// Initial bearing in degrees clockwise from north.
    pub bearing: f64,
    /// On another piece of land; none where the point asked from is not on Italian land.
    pub across_water: Option<bool>,
}

/// What was found and out of how many.
#[derive(Debug)]
pub struct Findings<'a> {
    /// Nearest first, ties by public number.
    pub found: Vec<Found<'a>>,
    /// Sites that match the filter.
    pub matched: usize,
    /// Of those, sites with a public position.
    pub positioned: usize,
}

impl Indexed {
    fn new(snapshot: Arc<Snapshot>) -> Self {
        Self {
            all: Places::of(&snapshot, |_| true),
            in_service: Places::of(&snapshot, Site::is_in_service),
            in_service_matched: snapshot.sites.iter().filter(|site| site.is_in_service()).count(),
            items: snapshot.sites.iter().map(|_| OnceLock::new()).collect(),
            snapshot,
        }
    }

    /// The nearest `limit` sites that match, at most `max_distance_m` metres away (inclusive).
    #[must_use]
    pub fn nearest(&self, from: Coordinates, limit: usize, max_distance_m: Option<f64>, filter: &Filter) -> Findings<'_> {
        let sites = &self.snapshot.sites;
        // Places in the snapshot, each with its distance.
        let (neighbours, matched, positioned): (Vec<(usize, f64)>, usize, usize) = if filter.is_empty() {
            let places = &self.in_service;
            let neighbours = places.index.nearest(from, limit, max_distance_m, |_| true);
            (in_snapshot(neighbours, |at| places.sites[at]), self.in_service_matched, places.sites.len())
        } else {
            let selected = self.snapshot.select(&filter.clone().in_service_unless_asked());
            let few = selected.positioned.sites();
            // The tree passes about n / k points for each of the k that match; where fewer match, they are looked at one by one.
            let neighbours = if few.len().saturating_mul(few.len()) <= limit.saturating_mul(self.all.sites.len()) {
                let at = |place: &u32| sites[*place as usize].position.as_ref().map(|position| (sites[*place as usize].id, position.at));
                let points: Vec<(i64, Coordinates)> = few.iter().filter_map(at).collect();
                in_snapshot(nearest_of(&points, from, limit, max_distance_m), |at| few[at] as usize)
            } else {
                let places = &self.all;
                let chosen = |at: usize| u32::try_from(places.sites[at]).is_ok_and(|place| selected.sites.binary_search(&place).is_ok());
                in_snapshot(places.index.nearest(from, limit, max_distance_m, chosen), |at| places.sites[at])
            };
            (neighbours, selected.sites.len(), few.len())
        };
        let land = self.snapshot.land.landmass_at(from);
        let found = neighbours
            .into_iter()
            .filter_map(|(at, distance_m)| {
                let site = &sites[at];
                let position = site.position.as_ref()?;
                Some(Found {
                    site,
                    item: self.item(at),
                    distance_m,
                    accuracy_m: position.accuracy_m,
                    bearing: bearing_to_show_deg(from, position.at, distance_m),
                    across_water: land.zip(position.landmass).map(|(here, there)| here != there),
                })
            })
            .collect();
        Findings { found, matched, positioned }
    }
}

fn in_snapshot(neighbours: Vec<Neighbour>, place: impl Fn(usize) -> usize) -> Vec<(usize, f64)> {
    neighbours.into_iter().map(|neighbour| (place(neighbour.position), neighbour.distance_m)).collect()
}

impl Indexed {
    /// Every site with a public point at most so many metres away (inclusive), whatever its status.
    pub fn within(&self, from: Coordinates, max_distance_m: f64) -> impl Iterator<Item = &Site> {
        let found = self.all.index.nearest(from, self.all.sites.len(), Some(max_distance_m), |_| true);
        found.into_iter().map(|neighbour| &*self.snapshot.sites[self.all.sites[neighbour.position]])
    }

    fn item(&self, at: usize) -> &[u8] {
        self.items[at].get_or_init(|| {
            let mut json = serde_json::to_vec(&SiteItem::from(&*self.snapshot.sites[at])).unwrap_or_else(|_| b"{}".to_vec());
            json.pop();
            json.into()
        })
    }
}

/// The index of the present snapshot, made once for each.
#[derive(Debug)]
pub struct Nearest {
    mirror: Arc<Mirror>,
    current: RwLock<Arc<Indexed>>,
}

impl Nearest {
    /// Over a mirror.
    #[must_use]
    pub fn new(mirror: Arc<Mirror>) -> Self {
        let indexed = Arc::new(Indexed::new(mirror.snapshot()));
        Self { mirror, current: RwLock::new(indexed) }
    }

    /// The index of what the mirror shows now.
    #[must_use]
    pub fn indexed(&self) -> Arc<Indexed> {
        let snapshot = self.mirror.snapshot();
        let held = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        if Arc::ptr_eq(&held.snapshot, &snapshot) {
            return held;
        }
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        // Another request may have made it while this one waited.
        if !Arc::ptr_eq(&current.snapshot, &snapshot) {
            *current = Arc::new(Indexed::new(snapshot));
        }
        Arc::clone(&current)
    }
}
