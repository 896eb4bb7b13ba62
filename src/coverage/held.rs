//! The distances of one demand to one supply, computed when first asked for and held: another threshold, another group
//! or another indicator costs no search.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::demand::Demand;
use super::given::Given;
use super::nearest::Nearest;
use super::reached::Reached;
use super::search::{NOBODY, Search};
use super::supply::Supply;
use crate::geo::geodesic_distance_m;

/// So near to a threshold the micrometre of a near distance might decide: the geodesic is asked, metres.
const DECIDED_BY_GEODESIC_M: f64 = 1e-5;

/// Distances from a demand to a supply.
#[derive(Debug)]
pub struct Held {
    /// Who needs.
    pub demand: Arc<Demand>,
    /// Who offers.
    pub supply: Arc<Supply>,
    /// Only on one's own landmass.
    pub same_land: bool,
    nearest: OnceLock<[Nearest; 3]>,
    mean_of_three: OnceLock<Vec<f64>>,
    /// The sums of C3 asked for last, of the distances as they are or, where these are patched, as they were.
    sums: Arc<Mutex<Option<Sums>>>,
    /// Points that differ from the distances these were patched of; none where they are nobody's patch.
    changed: Option<Vec<u32>>,
}

/// What sums of C3 are of: threshold as bits, group, with bounds that hold for certain.
type Asked = (u64, String, bool);
type Sums = (Asked, Arc<Reached>);

impl Held {
    /// Nothing computed yet.
    #[must_use]
    pub fn new(demand: Arc<Demand>, supply: Arc<Supply>, same_land: bool) -> Self {
        Self { demand, supply, same_land, nearest: OnceLock::new(), mean_of_three: OnceLock::new(), sums: Arc::default(), changed: None }
    }

    /// The same people and a supply that differs a little, with its nearest sites known already and the points at which
    /// they differ from these.
    #[must_use]
    pub(super) fn patched(&self, supply: Arc<Supply>, known: [Nearest; 3], changed: Vec<u32>) -> Self {
        let patch = Self::new(Arc::clone(&self.demand), supply, self.same_land);
        // A patch of a patch knows no sums that are worth keeping.
        let (sums, changed) = if self.changed.is_none() { (Arc::clone(&self.sums), Some(changed)) } else { (Arc::default(), None) };
        Self { nearest: OnceLock::from(known), sums, changed, ..patch }
    }

    /// The sums of C3 for each comune, of a question over these distances. Of a patch only the comuni with a changed point are
    /// added up anew, in the same order as ever, so that the figures are the same to the last digit.
    pub(super) fn reached(&self, given: &Given, threshold_m: f64) -> Arc<Reached> {
        let asked = (threshold_m.to_bits(), given.group.name.clone(), given.request.certain);
        // Sums that say how sure they are serve who does not ask.
        let serves = |(of, sums): &Sums| *of == asked && (sums.with_certainty || !given.with_certainty);
        let known = self.sums.lock().unwrap_or_else(PoisonError::into_inner).clone().filter(serves);
        match (&self.changed, known) {
            (None, Some((_, known))) => known,
            (Some(changed), Some((_, known))) => {
                let mut anew = vec![false; known.people.len()];
                changed.iter().for_each(|point| anew[self.demand.municipality[*point as usize] as usize] = true);
                Arc::new(known.anew(&anew, given, threshold_m, known.with_certainty))
            }
            (changed, None) => {
                let all = vec![true; self.demand.areas.municipalities.len()];
                let sums = Arc::new(Reached::none(all.len()).anew(&all, given, threshold_m, given.with_certainty));
                if changed.is_none() {
                    *self.sums.lock().unwrap_or_else(PoisonError::into_inner) = Some((asked, Arc::clone(&sums)));
                }
                sums
            }
        }
    }

    /// The search it stands for.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        Search { points: &self.demand.points, places: &self.supply.places, same_land: self.same_land }
    }

    fn all(&self) -> &[Nearest; 3] {
        self.nearest.get_or_init(|| self.search().nearest())
    }

    /// The nearest site of every point where the sites are said to be.
    #[must_use]
    pub fn nearest(&self) -> &Nearest {
        &self.all()[0]
    }

    /// The same if every site lay as far away as its accuracy allows.
    #[must_use]
    pub fn farthest(&self) -> &Nearest {
        &self.all()[1]
    }

    /// The same if every site lay as near as its accuracy allows.
    #[must_use]
    pub fn closest(&self) -> &Nearest {
        &self.all()[2]
    }

    /// Mean distance in metres to the three nearest sites.
    #[must_use]
    pub fn mean_of_three(&self) -> &[f64] {
        self.mean_of_three.get_or_init(|| self.search().mean_of_three())
    }

    /// Is a site within this distance of a point, inclusive? By the geodesic wherever anything less could be wrong.
    #[must_use]
    pub fn is_within(&self, at: usize, threshold_m: f64) -> bool {
        let distance = self.nearest().distance_m(at);
        if (distance - threshold_m).abs() > DECIDED_BY_GEODESIC_M {
            return distance < threshold_m;
        }
        let here = self.demand.points.coordinates(at);
        let land = self.demand.points.land_of(at);
        let open = self.supply.places.on(self.same_land.then_some(land)).into_iter().map(|site| site as usize);
        let mut near = open.filter(|site| self.search().distance(at, *site as u32) <= threshold_m + DECIDED_BY_GEODESIC_M);
        near.any(|site| geodesic_distance_m(here, self.supply.places.both(site).0) <= threshold_m)
    }

    /// Do all people who live within a radius of a point live within this distance of a site? The site lies within its
    /// accuracy: even together the two make it no farther. All in metres.
    #[must_use]
    pub fn is_surely_within(&self, at: usize, radius_m: f64, threshold_m: f64) -> bool {
        self.farthest().distance_m(at) + radius_m <= threshold_m
    }

    /// May they?
    #[must_use]
    pub fn is_possibly_within(&self, at: usize, radius_m: f64, threshold_m: f64) -> bool {
        self.closest().distance_m(at) - radius_m <= threshold_m
    }

    /// Accuracy in metres of the site nearest to a point; none where nobody is in reach.
    #[must_use]
    pub fn accuracy_m(&self, at: usize) -> Option<f64> {
        let site = self.nearest().site(at);
        (site != NOBODY).then(|| self.supply.places.accuracy_m(site as usize))
    }

    /// Bytes held when everything is computed, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.demand.points.len() * (3 * 12 + 8) + self.supply.sites.len() * 80
    }
}
