//! The points nearest to a point, in the exact order of WGS 84 geodesic distance.
//! Refuses approximations: a tree on the sphere only proposes candidates, the ellipsoid decides.
//!
//! # Why the order is exact
//!
//! The tree holds each point as a unit vector that reads its *geodetic* latitude φ as if the earth were
//! a sphere, and proposes candidates by chord, which grows with the angle σ on that sphere. A small
//! step (dφ, dλ) is `√(dφ² + cos²φ·dλ²)` long on the unit sphere and
//! `√(M(φ)²·dφ² + N(φ)²·cos²φ·dλ²)` long on the ellipsoid, M and N being its radii of curvature along
//! and across the meridian. Both radii lie between `M(0°) = a(1−e²)` and `M(90°) = N(90°) = a/√(1−e²)`,
//! so the length of *any* curve is stretched by a factor between these two. Hence, for a geodesic of
//! length s, as it is no shorter on the sphere than the great circle, and no longer on the ellipsoid
//! than the great circle drawn there:
//!
//! ```text
//! a(1−e²)·σ  ≤  s  ≤  a/√(1−e²)·σ        6 335 439.3 m · σ ≤ s ≤ 6 399 593.6 m · σ
//! ```
//!
//! Nothing in this looks at where the points lie: it holds across the poles, over the antimeridian and
//! for antipodes. The search may therefore stop at the first candidate for which the left side exceeds
//! the worst distance still wanted: it and all later ones are farther.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};

use crate::geo::{Coordinates, geodesic_distance_m};

/// Metres of geodesic for each radian of σ at the very least: a(1−e²) on WGS 84, rounded down.
const SHORTEST_RADIUS_M: f64 = 6_335_439.327;

/// More than the rounding errors of a chord between unit vectors computed in f64.
const CHORD_ROUNDING: f64 = 8e-15;

/// More than the error in metres of a computed geodesic distance.
const DISTANCE_ROUNDING_M: f64 = 1e-6;

/// One answer of [`NearestIndex::nearest`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Where the point stood in the slice the index was built from.
    pub position: usize,
    /// The identifier it was given there.
    pub id: i64,
    /// Geodesic distance in metres on WGS 84.
    pub distance_m: f64,
}

/// A place of the tree and the stretch of `members` that lies exactly there.
type Spot = GeomWithData<[f64; 3], (u32, u32)>;

/// A point as it was given.
#[derive(Debug, Clone, Copy)]
struct Member {
    id: i64,
    position: u32,
    coordinates: Coordinates,
}

/// An immutable index of points; building takes n·log n, memory is about 150 bytes a point.
#[derive(Debug)]
pub struct NearestIndex {
    tree: RTree<Spot>,
    /// Points at equal coordinates stand together, in the order of their ids: crowds at one spot (the
    /// centre of a comune) cost one distance, and the lowest ids are taken first.
    members: Vec<Member>,
}

impl NearestIndex {
    /// Builds the index of `(id, coordinates)`. Equal ids and equal coordinates are allowed.
    ///
    /// At most 2³² − 1 points are held; any beyond are left out.
    #[must_use]
    pub fn build(points: &[(i64, Coordinates)]) -> Self {
        let mut members: Vec<Member> =
            (0..u32::MAX).zip(points).map(|(position, &(id, coordinates))| Member { id, position, coordinates }).collect();
        members.sort_unstable_by(|a, b| {
            let (here, there) = (a.coordinates, b.coordinates);
            (here.lon().total_cmp(&there.lon()))
                .then(here.lat().total_cmp(&there.lat()))
                .then(a.id.cmp(&b.id))
                .then(a.position.cmp(&b.position))
        });
        let mut spots = Vec::with_capacity(members.len());
        let mut start = 0_u32;
        for crowd in members.chunk_by(|a, b| a.coordinates == b.coordinates) {
            let end = start + crowd.len() as u32;
            spots.push(Spot::new(crowd[0].coordinates.unit_vector(), (start, end)));
            start = end;
        }
        Self { tree: RTree::bulk_load(spots), members }
    }

    /// How many points the index holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether the index holds no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Up to `limit` accepted points nearest to `from`, nearest first, ties by id and then by position.
    ///
    /// `max_distance_m` is inclusive; `accept` is asked for positions in the slice the index was built
    /// from, at most once each. A `max_distance_m` that is negative or NaN finds nothing.
    pub fn nearest(&self, from: Coordinates, limit: usize, max_distance_m: Option<f64>, accept: impl Fn(usize) -> bool) -> Vec<Neighbour> {
        let origin = from.unit_vector();
        let spots = self.tree.nearest_neighbor_iter(&origin).map(|spot| {
            let (start, end) = spot.data;
            (spot.geom().distance_2(&origin).sqrt(), &self.members[start as usize..end as usize])
        });
        decide(from, limit.min(self.members.len()), max_distance_m, spots, accept)
    }
}

/// As [`NearestIndex::nearest`], of a few points `(id, coordinates)` that no index holds. Takes n·log n.
///
/// At most 2³² − 1 points are looked at.
#[must_use]
pub fn nearest_of(few: &[(i64, Coordinates)], from: Coordinates, limit: usize, max_distance_m: Option<f64>) -> Vec<Neighbour> {
    let origin = from.unit_vector();
    let mut members: Vec<(f64, Member)> = (0..u32::MAX)
        .zip(few)
        .map(|(position, &(id, coordinates))| (coordinates.unit_vector().distance_2(&origin).sqrt(), Member { id, position, coordinates }))
        .collect();
    members.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let spots = members.iter().map(|(chord, member)| (*chord, std::slice::from_ref(member)));
    decide(from, limit.min(few.len()), max_distance_m, spots, |_| true)
}

/// The nearest of `spots`, which come in the order of their chords: points at one place, their lowest ids first.
fn decide<'a>(
    from: Coordinates,
    limit: usize,
    max_distance_m: Option<f64>,
    spots: impl Iterator<Item = (f64, &'a [Member])>,
    accept: impl Fn(usize) -> bool,
) -> Vec<Neighbour> {
    let reach = max_distance_m.unwrap_or(f64::INFINITY);
    if limit == 0 || reach.is_nan() || reach < 0.0 {
        return Vec::new();
    }
    let mut best: BinaryHeap<Ranked> = BinaryHeap::with_capacity(limit + 1);
    for (chord, members) in spots {
        let worst = match best.peek() {
            Some(worst) if best.len() == limit => worst.0.distance_m.min(reach),
            _ => reach,
        };
        if shortest_distance_m(chord) > worst {
            break;
        }
        let mut accepted = members.iter().filter(|member| accept(member.position as usize)).take(limit).peekable();
        let Some(first) = accepted.peek() else {
            continue;
        };
        let distance_m = geodesic_distance_m(from, first.coordinates);
        if distance_m > worst {
            continue;
        }
        for member in accepted {
            let ranked = Ranked(Neighbour { position: member.position as usize, id: member.id, distance_m });
            if best.len() < limit {
                best.push(ranked);
            } else if let Some(mut worst) = best.peek_mut()
                && ranked < *worst
            {
                *worst = ranked;
            }
        }
    }
    best.into_sorted_vec().into_iter().map(|ranked| ranked.0).collect()
}

/// The least geodesic distance in metres that two points can have whose unit vectors are `chord` apart,
/// all rounding counted in its favour.
fn shortest_distance_m(chord: f64) -> f64 {
    let half = ((chord - CHORD_ROUNDING) / 2.0).clamp(0.0, 1.0);
    SHORTEST_RADIUS_M * 2.0 * half.asin() - DISTANCE_ROUNDING_M
}

/// A neighbour in the order of answers: distance, id, position.
#[derive(Debug, Clone, Copy)]
struct Ranked(Neighbour);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.0, &other.0);
        a.distance_m.total_cmp(&b.distance_m).then(a.id.cmp(&b.id)).then(a.position.cmp(&b.position))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// a/√(1−e²) on WGS 84, rounded up: the other side of the inequality.
    const LONGEST_RADIUS_M: f64 = 6_399_593.626;

    fn at(lon: f64, lat: f64) -> Coordinates {
        Coordinates::parse(lon, lat).expect("on the globe")
    }

    fn brute_force(
        points: &[(i64, Coordinates)],
        from: Coordinates,
        limit: usize,
        max_distance_m: Option<f64>,
        accept: impl Fn(usize) -> bool,
    ) -> Vec<Neighbour> {
        let mut all: Vec<Ranked> = (0..points.len())
            .filter(|position| accept(*position))
            .map(|position| {
                let (id, to) = points[position];
                let distance_m = geodesic_distance_m(from, to);
                Ranked(Neighbour { position, id, distance_m })
            })
            .filter(|ranked| max_distance_m.is_none_or(|reach| ranked.0.distance_m <= reach))
            .collect();
        all.sort_unstable();
        all.into_iter().take(limit).map(|ranked| ranked.0).collect()
    }

    /// Positions where indexes on the globe go wrong, and Italy.
    fn anywhere() -> impl Strategy<Value = Coordinates> {
        prop_oneof![
            (-180.0..=180.0, -90.0..=90.0),
            (6.6..=18.6, 35.4..=47.1),
            (prop_oneof![-180.0..=-179.9, 179.9..=180.0], -1.0..=1.0),
            (-180.0..=180.0, prop_oneof![-90.0..=-89.9, 89.9..=90.0]),
            // A grid that holds poles, both names of the antimeridian, antipodes and many duplicates.
            (-6_i32..=6, -3_i32..=3).prop_map(|(x, y)| (f64::from(x) * 30.0, f64::from(y) * 30.0)),
            // Near antipodes of each other, where geodesics swing.
            (-0.6..=0.6, -0.6..=0.6),
            (179.4..=180.0, -0.6..=0.6),
        ]
        .prop_map(|(lon, lat)| at(lon, lat))
    }

    #[test]
    fn nothing_asked_or_nothing_there() {
        let here = at(12.0, 42.0);
        assert!(NearestIndex::build(&[]).is_empty());
        assert!(NearestIndex::build(&[]).nearest(here, 5, None, |_| true).is_empty());
        let index = NearestIndex::build(&[(1, here)]);
        assert_eq!(index.len(), 1);
        assert!(index.nearest(here, 0, None, |_| true).is_empty());
        assert!(index.nearest(here, 5, None, |_| false).is_empty());
        assert!(index.nearest(here, 5, Some(f64::NAN), |_| true).is_empty());
        assert!(index.nearest(here, 5, Some(-1.0), |_| true).is_empty());
        assert_eq!(index.nearest(here, usize::MAX, Some(0.0), |_| true).len(), 1);
        assert!(nearest_of(&[], here, 5, None).is_empty());
        assert_eq!(nearest_of(&[(1, here)], here, usize::MAX, Some(0.0)).len(), 1);
    }

    #[test]
    fn a_point_at_the_very_limit_counts() {
        let (from, to) = (at(12.0, 42.0), at(12.1, 42.05));
        let exact = geodesic_distance_m(from, to);
        let index = NearestIndex::build(&[(7, to)]);
        assert_eq!(index.nearest(from, 1, Some(exact), |_| true).len(), 1);
        assert!(index.nearest(from, 1, Some(exact.next_down()), |_| true).is_empty());
    }

    #[test]
    fn a_crowd_at_one_spot_answers_by_id() {
        let spot = at(9.19, 45.46);
        let points: Vec<_> = (0..10_000_i64).map(|id| (9_999 - id, spot)).collect();
        let found = NearestIndex::build(&points).nearest(at(9.2, 45.5), 3, None, |_| true);
        assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(found[0].position, 9_999);
    }

    /// Not a benchmark: says the speed, and fails only when something is badly wrong.
    #[test]
    #[expect(clippy::print_stdout, reason = "a measuring test says what it measured")]
    fn speed() {
        let mut seed = 42_u64;
        let mut random = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut in_italy = move || at(7.0 + 11.0 * random(), 36.5 + 10.0 * random());
        for size in [1_000_i64, 100_000] {
            let points: Vec<_> = (0..size).map(|id| (id, in_italy())).collect();
            let started = std::time::Instant::now();
            let index = NearestIndex::build(&points);
            let built = started.elapsed();
            let questions: Vec<_> = (0..20_000).map(|_| in_italy()).collect();
            let started = std::time::Instant::now();
            let answers: usize = questions.iter().map(|from| index.nearest(*from, 5, None, |_| true).len()).sum();
            let rate = questions.len() as f64 / started.elapsed().as_secs_f64();
            assert_eq!(answers, 5 * questions.len());
            println!("nearest: {size} points, k = 5: {rate:.0} questions a second, built in {built:?}");
            assert!(rate > 2_000.0);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn same_answer_as_brute_force(
            places in prop::collection::vec((0_i64..50, anywhere()), 0..120),
            from in anywhere(),
            limit in 0_usize..12,
            reach in prop::option::of(prop_oneof![0.0..1e5, 0.0..2.1e7]),
            kept in 1_usize..4,
        ) {
            let index = NearestIndex::build(&places);
            let accept = |position: usize| position.is_multiple_of(kept);
            let found = index.nearest(from, limit, reach, accept);
            prop_assert_eq!(found, brute_force(&places, from, limit, reach, accept));
            prop_assert_eq!(nearest_of(&places, from, limit, reach), brute_force(&places, from, limit, reach, |_| true));
        }

        #[test]
        fn close_rivals_are_told_apart(
            steps in prop::collection::vec((-50_i32..50, -50_i32..50), 60),
            middle in anywhere(),
            limit in 1_usize..8,
        ) {
            // A ring of points nearly as far as one another, where sphere and ellipsoid disagree.
            let places: Vec<(i64, Coordinates)> = (0..)
                .zip(steps)
                .map(|(id, (x, y))| {
                    let length = f64::from(x * x + y * y).sqrt().max(1.0);
                    let lat = (middle.lat() + 0.5 * f64::from(y) / length).clamp(-90.0, 90.0);
                    let lon = middle.lon() + 0.5 * f64::from(x) / length
                        / middle.lat().to_radians().cos().max(0.01);
                    (id, at((lon + 540.0).rem_euclid(360.0) - 180.0, lat))
                })
                .collect();
            let found = NearestIndex::build(&places).nearest(middle, limit, None, |_| true);
            let expected = brute_force(&places, middle, limit, None, |_| true);
            prop_assert_eq!(nearest_of(&places, middle, limit, None), expected.clone());
            prop_assert_eq!(found, expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn the_bound_holds_on_both_sides(a in anywhere(), b in anywhere()) {
            let chord = a.unit_vector().distance_2(&b.unit_vector()).sqrt();
            let exact = geodesic_distance_m(a, b);
            prop_assert!(shortest_distance_m(chord) <= exact);
            let widest = 2.0 * ((chord + CHORD_ROUNDING) / 2.0).clamp(0.0, 1.0).asin();
            prop_assert!(exact <= LONGEST_RADIUS_M * widest + DISTANCE_ROUNDING_M);
        }
    }
}
