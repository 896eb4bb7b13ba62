//! The nearest site of every point, in stretches that several answers share: what a change leaves as it was is not copied.

use std::ops::Range;
use std::sync::Arc;

/// Points of one stretch.
const STRETCH: usize = 1_024;

/// The nearest site of every point. A clone costs a counter for each stretch, a change copies the stretch it falls into.
#[derive(Debug, Clone, Default)]
pub struct Nearest(Vec<Arc<Stretch>>);

#[derive(Debug, Clone)]
struct Stretch {
    site: Vec<u32>,
    distance_m: Vec<f64>,
}

impl Nearest {
    /// From the place of the site of every point ([`super::NOBODY`] where there is none) and its geodesic distance in metres
    /// with the doubt added, infinite where nobody is in reach.
    #[must_use]
    pub fn of(site: &[u32], distance_m: &[f64]) -> Self {
        let stretches = site.chunks(STRETCH).zip(distance_m.chunks(STRETCH));
        Self(stretches.map(|(site, metres)| Arc::new(Stretch { site: site.to_vec(), distance_m: metres.to_vec() })).collect())
    }

    /// Place of the site of a point.
    #[must_use]
    pub fn site(&self, at: usize) -> u32 {
        self.0[at / STRETCH].site[at % STRETCH]
    }

    /// Metres from a point to its site.
    #[must_use]
    pub fn distance_m(&self, at: usize) -> f64 {
        self.0[at / STRETCH].distance_m[at % STRETCH]
    }

    /// Gives a point another site.
    pub fn set(&mut self, at: usize, site: u32, distance_m: f64) {
        let stretch = Arc::make_mut(&mut self.0[at / STRETCH]);
        (stretch.site[at % STRETCH], stretch.distance_m[at % STRETCH]) = (site, distance_m);
    }

    /// The sites, point after point.
    pub fn sites(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|stretch| stretch.site.iter().copied())
    }

    /// The metres, point after point.
    #[must_use]
    pub fn distances(&self) -> Vec<f64> {
        self.0.iter().flat_map(|stretch| stretch.distance_m.iter().copied()).collect()
    }

    /// Have all points of a range a site nearer than this?
    #[must_use]
    pub fn is_nearer(&self, points: Range<usize>, metres: f64) -> bool {
        let (first, last) = (points.start / STRETCH, points.end.saturating_sub(1) / STRETCH);
        (first..=last).all(|stretch| {
            let begins = stretch * STRETCH;
            let held = &self.0[stretch].distance_m;
            held[points.start.saturating_sub(begins)..held.len().min(points.end - begins)].iter().all(|held| *held < metres)
        })
    }
}
