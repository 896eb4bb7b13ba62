//! From every point of the demand to the supply: which site is nearest, and how far. Exact, and quick because whole
//! neighbourhoods rule out the sites that are far from all of them. Refuses to leave two sites undecided that the straight
//! line cannot tell apart: the geodesic decides, then the order of the sites.

use super::nearest::Nearest;
use super::points::{NO_LAND, Points, Under};
use crate::geo::{Coordinates, chord_m, earth_centred, longest_excess_m, near_geodesic_m};

/// No site: nobody is in reach.
pub const NOBODY: u32 = u32::MAX;
/// Points looked at together when some are looked at again.
const NEIGHBOURS: usize = 32;
/// The land of a place that is closed.
const CLOSED: i32 = i32::MIN;
/// More than all rounding in comparisons of balls, metres.
const GUARD_M: f64 = 1e-5;
/// An accuracy is never worse than this, metres.
const MOST_DOUBT_M: f64 = 100_000.0;

/// Where sites stand, in an order of their own.
#[derive(Debug, Clone, Default)]
pub struct Places {
    at: Vec<Coordinates>,
    place: Vec<[f64; 3]>,
    land: Vec<i32>,
    /// Radius in metres within which each really lies.
    accuracy_m: Vec<f64>,
}

impl Places {
    /// Appends a place; `land` is [`NO_LAND`] where nobody knows.
    pub fn push(&mut self, at: Coordinates, land: i32, accuracy_m: f64) {
        self.at.push(at);
        self.place.push(earth_centred(at));
        self.land.push(land);
        self.accuracy_m.push(accuracy_m.clamp(0.0, MOST_DOUBT_M));
    }

    /// Closes a place: its number stays, nobody finds it.
    pub fn close(&mut self, at: usize) {
        self.land[at] = CLOSED;
    }

    /// How many there are, closed ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Degrees and earth-centred metres of a place.
    #[must_use]
    pub fn both(&self, at: usize) -> (Coordinates, [f64; 3]) {
        (self.at[at], self.place[at])
    }

    /// Radius in metres within which a place really lies.
    #[must_use]
    pub fn accuracy_m(&self, at: usize) -> f64 {
        self.accuracy_m[at]
    }

    /// The landmass of a place.
    #[must_use]
    pub fn land(&self, at: usize) -> i32 {
        self.land[at]
    }

    /// The open places on a landmass, or on all.
    #[must_use]
    pub fn on(&self, land: Option<i32>) -> Vec<u32> {
        let open = (0..self.len() as u32).filter(|at| self.land[*at as usize] != CLOSED);
        open.filter(|at| land.is_none_or(|land| land != NO_LAND && self.land[*at as usize] == land)).collect()
    }
}

/// What is added to a distance before sites are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing: where the sites are said to be.
    None,
    /// Their accuracy: as far as they may be.
    Farthest,
    /// Their accuracy taken away: as near as they may be.
    Nearest,
}

impl Doubt {
    /// All, in the order in which they are answered.
    pub const ALL: [Self; 3] = [Self::None, Self::Farthest, Self::Nearest];

    fn of(self, accuracy_m: f64) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Farthest => accuracy_m,
            Self::Nearest => -accuracy_m,
        }
    }
}

/// A search over points: which sites may be taken.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The demand.
    pub points: &'a Points,
    /// The supply.
    pub places: &'a Places,
    /// Only sites on the point's own landmass.
    pub same_land: bool,
}

impl Search<'_> {
    /// The nearest site of every point where the sites are said to be, if all lay as far as they may, and if all lay as near;
    /// ties by the order of the sites.
    #[must_use]
    pub fn nearest(&self) -> [Nearest; 3] {
        let nobody = || (vec![NOBODY; self.points.len()], vec![f64::INFINITY; self.points.len()]);
        let mut found = [nobody(), nobody(), nobody()];
        self.walk(1, |at, kept| {
            let from = self.points.place(at);
            let mut best = [Best::default(); 3];
            for one in kept {
                let chord = chord_m(from, one.place);
                best[0].take(chord, one.site);
                best[1].take(chord + one.accuracy_m, one.site);
                best[2].take(chord - one.accuracy_m, one.site);
            }
            let mut metres = (NOBODY, 0.0);
            for (doubt, (best, found)) in Doubt::ALL.into_iter().zip(best.iter().zip(&mut found)) {
                if best.site != metres.0 {
                    metres = (best.site, self.distance(at, best.site));
                }
                (found.0[at], found.1[at]) = self.settled(at, doubt, best, metres.1, kept);
            }
        });
        found.map(|(site, metres)| Nearest::of(&site, &metres))
    }

    /// The mean geodesic distance in metres to the three nearest sites of every point; infinite where there are fewer.
    #[must_use]
    pub fn mean_of_three(&self) -> Vec<f64> {
        let mut means = vec![f64::INFINITY; self.points.len()];
        self.walk(3, |at, kept| {
            let from = self.points.place(at);
            let mut best = [(f64::INFINITY, NOBODY); 3];
            for one in kept {
                let chord = chord_m(from, one.place);
                if chord < best[2].0 {
                    best[2] = (chord, one.site);
                    if chord < best[1].0 {
                        best.swap(1, 2);
                        if chord < best[0].0 {
                            best.swap(0, 1);
                        }
                    }
                }
            }
            if best[2].1 != NOBODY {
                means[at] = best.iter().map(|(_, site)| self.distance(at, *site)).sum::<f64>() / 3.0;
            }
        });
        means
    }

    /// Calls `each` with every point and every site whose chord is at most `reach_m` away from it: `(point, site, chord)`.
    pub fn pairs_within(&self, reach_m: f64, mut each: impl FnMut(usize, u32, f64)) {
        for (land, root) in self.points.lands() {
            let mut kept = self.places.on(self.same_land.then_some(*land));
            self.descend_within(*root, reach_m, &mut kept, 0, &mut each);
        }
    }

    fn descend_within(&self, node: usize, reach_m: f64, kept: &mut Vec<u32>, from: usize, each: &mut impl FnMut(usize, u32, f64)) {
        let node = self.points.node_at(node);
        let end = kept.len();
        let reach = reach_m + node.radius + GUARD_M;
        for at in from..end {
            if chord_m(node.centre, self.places.place[kept[at] as usize]) <= reach {
                kept.push(kept[at]);
            }
        }
        if kept.len() > end {
            match &node.under {
                Under::Nodes(nodes) => {
                    nodes.clone().for_each(|child| self.descend_within(child as usize, reach_m, kept, end, each));
                }
                Under::Points => {
                    for point in node.points.clone() {
                        let place = self.points.place(point as usize);
                        for &site in &kept[end..] {
                            let chord = chord_m(place, self.places.place[site as usize]);
                            if chord <= reach_m {
                                each(point as usize, site, chord);
                            }
                        }
                    }
                }
            }
        }
        kept.truncate(end);
    }

    /// Looks for the nearest site of some points again; quick where they stand in the order of the points.
    pub fn again(&self, points: &[u32], doubt: Doubt, nearest: &mut Nearest) {
        let land_of = |at: &u32| if self.same_land { self.points.land_of(*at as usize) } else { NO_LAND };
        for of_land in points.chunk_by(|one, other| land_of(one) == land_of(other)) {
            let land = self.same_land.then(|| land_of(&of_land[0]));
            let open: Vec<Kept> = self.places.on(land).into_iter().map(|site| self.kept(site)).collect();
            for neighbours in of_land.chunks(NEIGHBOURS) {
                let near = self.near(neighbours, &open, doubt);
                for at in neighbours.iter().map(|at| *at as usize) {
                    let (site, metres) = self.first(at, doubt, &near).unwrap_or((NOBODY, f64::INFINITY));
                    nearest.set(at, site, metres);
                }
            }
        }
    }

    /// The sites that may be nearest to one of a few points: as in [`Search::descend`].
    fn near(&self, points: &[u32], open: &[Kept], doubt: Doubt) -> Vec<Kept> {
        let centre = self.points.place(points[points.len() / 2] as usize);
        let radius = points.iter().map(|at| chord_m(centre, self.points.place(*at as usize))).fold(0.0, f64::max);
        let measure = |one: &Kept| chord_m(centre, one.place) + doubt.of(one.accuracy_m);
        let reach = reach(open.iter().map(measure).fold(f64::INFINITY, f64::min), radius);
        open.iter().filter(|one| measure(one) <= reach).copied().collect()
    }

    /// Gives a site to all points that have it nearer than what they have, and appends those points to `changed`.
    pub fn join(&self, site: u32, doubt: Doubt, nearest: &mut Nearest, changed: &mut Vec<u32>) {
        let place = self.places.place[site as usize];
        let offset = doubt.of(self.places.accuracy_m[site as usize]);
        let land = self.places.land[site as usize];
        let roots = self.points.lands().iter().filter(|(of, _)| !self.same_land || (*of == land && land != NO_LAND));
        let mut open: Vec<usize> = roots.map(|(_, root)| *root).collect();
        while let Some(node) = open.pop() {
            let node = self.points.node_at(node);
            let stretch = node.points.start as usize..node.points.end as usize;
            let least = chord_m(node.centre, place) - node.radius + offset - GUARD_M;
            if nearest.is_nearer(stretch.clone(), least) {
                continue;
            }
            match &node.under {
                Under::Nodes(nodes) => open.extend(nodes.clone().map(|node| node as usize)),
                Under::Points => {
                    for at in stretch {
                        if chord_m(self.points.place(at), place) + offset < nearest.distance_m(at) {
                            let distance = self.distance(at, site) + offset;
                            if distance < nearest.distance_m(at) {
                                nearest.set(at, site, distance);
                                changed.push(at as u32);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Goes through all points with the sites that may be among the `count` nearest of each, one or three.
    fn walk(&self, count: usize, mut each: impl FnMut(usize, &[Kept])) {
        let mut scratch = Scratch::default();
        for (land, root) in self.points.lands() {
            scratch.kept = self.places.on(self.same_land.then_some(*land)).into_iter().map(|site| self.kept(site)).collect();
            if !scratch.kept.is_empty() {
                self.descend(*root, count, &mut scratch, 0, &mut each);
            }
        }
    }

    fn kept(&self, site: u32) -> Kept {
        Kept { place: self.places.place[site as usize], accuracy_m: self.places.accuracy_m[site as usize], site }
    }

    /// A site whose distance from the middle of a ball exceeds that of the `count`-th nearest by more than the ball's
    /// diameter is among the `count` nearest of no point inside: with each doubt, where one is sought.
    fn descend(&self, node: usize, count: usize, scratch: &mut Scratch, from: usize, each: &mut impl FnMut(usize, &[Kept])) {
        let node = self.points.node_at(node);
        let end = scratch.kept.len();
        scratch.chords.clear();
        let mut least = [f64::INFINITY; 3];
        let mut third = [f64::INFINITY; 3];
        for one in &scratch.kept[from..end] {
            let chord = chord_m(node.centre, one.place);
            scratch.chords.push(chord);
            least = [least[0].min(chord), least[1].min(chord + one.accuracy_m), least[2].min(chord - one.accuracy_m)];
            if chord < third[2] {
                third[2] = chord;
                third.sort_unstable_by(f64::total_cmp);
            }
        }
        let (plain, far, near) = if count == 1 {
            (reach(least[0], node.radius), reach(least[1], node.radius), reach(least[2], node.radius))
        } else {
            (reach(third[2], node.radius), f64::NEG_INFINITY, f64::NEG_INFINITY)
        };
        for at in 0..scratch.chords.len() {
            let (chord, one) = (scratch.chords[at], scratch.kept[from + at]);
            if chord <= plain || chord - one.accuracy_m <= near || chord + one.accuracy_m <= far {
                scratch.kept.push(one);
            }
        }
        match &node.under {
            Under::Nodes(nodes) => nodes.clone().for_each(|child| self.descend(child as usize, count, scratch, end, each)),
            Under::Points => node.points.clone().for_each(|point| each(point as usize, &scratch.kept[end..])),
        }
        scratch.kept.truncate(end);
    }

    /// The nearest of a few sites.
    fn first(&self, at: usize, doubt: Doubt, kept: &[Kept]) -> Option<(u32, f64)> {
        let from = self.points.place(at);
        let mut best = Best::default();
        kept.iter().for_each(|one| best.take(chord_m(from, one.place) + doubt.of(one.accuracy_m), one.site));
        (best.site != NOBODY).then(|| self.settled(at, doubt, &best, self.distance(at, best.site), kept))
    }

    /// The nearest of a few sites, once the straight line has named one and its geodesic distance is known.
    fn settled(&self, at: usize, doubt: Doubt, best: &Best, metres: f64, kept: &[Kept]) -> (u32, f64) {
        let distance = metres + doubt.of(self.places.accuracy_m[best.site as usize]);
        if best.second > distance + GUARD_M {
            return (best.site, distance);
        }
        // The straight line cannot tell who is nearer.
        let from = self.points.place(at);
        let mut nearest = (best.site, distance);
        for one in kept {
            let offset = doubt.of(one.accuracy_m);
            if chord_m(from, one.place) + offset <= distance + GUARD_M {
                let measured = self.distance(at, one.site) + offset;
                if measured < nearest.1 || (measured == nearest.1 && one.site < nearest.0) {
                    nearest = (one.site, measured);
                }
            }
        }
        nearest
    }

    /// The geodesic distance in metres of a point to a site, to a micrometre.
    #[must_use]
    pub fn distance(&self, at: usize, site: u32) -> f64 {
        near_geodesic_m(self.points.both(at), self.places.both(site as usize))
    }
}

/// How far from the middle of a ball a site may be to matter to a point inside, when the least that matters is so far.
fn reach(worst: f64, radius: f64) -> f64 {
    let reach = worst + 2.0 * radius;
    // A geodesic is longer than its chord by so much at the most: what the chord alone would rule out may still win.
    reach + longest_excess_m((reach + MOST_DOUBT_M).clamp(0.0, 1.2e7)) + GUARD_M
}

/// A site at hand.
#[derive(Debug, Clone, Copy)]
struct Kept {
    place: [f64; 3],
    accuracy_m: f64,
    site: u32,
}

/// The least of what was measured, and the least but one.
#[derive(Debug, Clone, Copy)]
struct Best {
    least: f64,
    second: f64,
    site: u32,
}

impl Default for Best {
    fn default() -> Self {
        Self { least: f64::INFINITY, second: f64::INFINITY, site: NOBODY }
    }
}

impl Best {
    #[inline]
    fn take(&mut self, measured: f64, site: u32) {
        if measured < self.least {
            (self.second, self.least, self.site) = (self.least, measured, site);
        } else if measured < self.second {
            self.second = measured;
        }
    }
}

#[derive(Default)]
struct Scratch {
    kept: Vec<Kept>,
    chords: Vec<f64>,
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
