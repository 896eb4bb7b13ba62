//! C8: how unequal comuni are, weighted by people: in the distance to the nearest site, and in the sites they reach.

use super::areas::Level;
use super::distances::{NO_PEOPLE, means_of_comuni};
use super::floating::Access;
use super::given::Given;
use super::row::{Row, State};

/// Most points of a Lorenz curve.
const CURVE: usize = 100;

/// One comune on its way into the figures.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// People.
    pub people: f64,
    /// What each of them has on average: metres to the nearest site, or sites.
    pub each: f64,
    /// Class it belongs to, for the split between and within.
    pub class: u32,
}

/// Points of the Lorenz curve from (0,0): people in the order of what they have, and their share of the whole.
#[must_use]
pub fn lorenz(shares: &[Share]) -> Vec<[f64; 2]> {
    let mut sorted: Vec<&Share> = shares.iter().collect();
    sorted.sort_by(|one, other| one.each.total_cmp(&other.each));
    let people: f64 = sorted.iter().map(|share| share.people).sum();
    let all: f64 = sorted.iter().map(|share| share.people * share.each).sum();
    let mut points = vec![[0.0, 0.0]];
    let (mut so_far, mut theirs) = (0.0, 0.0);
    for share in sorted {
        so_far += share.people;
        theirs += share.people * share.each;
        points.push([so_far / people, if all > 0.0 { theirs / all } else { so_far / people }]);
    }
    points
}

/// Population-weighted Gini: 1 − 2 times the area under the Lorenz curve, by trapezoids. 0 where all are alike.
#[must_use]
pub fn gini(shares: &[Share]) -> f64 {
    let points = lorenz(shares);
    let area: f64 = points.windows(2).map(|pair| (pair[1][0] - pair[0][0]) * (pair[1][1] + pair[0][1]) / 2.0).sum();
    1.0 - 2.0 * area
}

/// Theil's T, weighted by people: all of it, within classes, between them. x·ln x is 0 at 0.
#[must_use]
pub fn theil(shares: &[Share]) -> [f64; 3] {
    let mut classes: std::collections::BTreeMap<u32, (f64, f64)> = std::collections::BTreeMap::new();
    for share in shares {
        let sum = classes.entry(share.class).or_default();
        *sum = (sum.0 + share.people, sum.1 + share.people * share.each);
    }
    let (people, all) = classes.values().fold((0.0, 0.0), |sum, class| (sum.0 + class.0, sum.1 + class.1));
    if all <= 0.0 {
        return [0.0; 3];
    }
    let mean = all / people;
    let term = |ratio: f64| if ratio > 0.0 { ratio * ratio.ln() } else { 0.0 };
    let total: f64 = shares.iter().map(|share| share.people / people * term(share.each / mean)).sum();
    let between: f64 = classes.values().map(|(here, theirs)| here / people * term(theirs / here / mean)).sum();
    [total, total - between, between]
}

/// The comuni of each area that is spoken of, by what the people of each have together.
fn shares(given: &Given, sums: &[f64], people: &[f64]) -> Vec<Vec<Share>> {
    let mut shares: Vec<Vec<Share>> = vec![vec![]; given.layer().areas().len()];
    for (at, (&sum, &here)) in (0_u32..).zip(sums.iter().zip(people)).filter(|(_, (_, here))| **here > 0.0) {
        let class = given.demand().areas.of(Level::Region, at).first().copied().unwrap_or_default();
        let share = Share { people: here, each: sum / here, class };
        given.layer().of(at).iter().for_each(|area| shares[*area as usize].push(share));
    }
    shares
}

/// Names of the measures: Gini, Theil's T, its parts within and between Regions.
type Names = [&'static str; 4];

/// Gini with its curve, Theil's T, and for the nation its parts within and between Regions.
fn measures(given: &Given, names: Names, shares: &[Vec<Share>], nobody: &'static str, told: impl Fn(usize, Row) -> Row) -> Vec<Row> {
    let figure = |area: usize, row: Row, of: &dyn Fn(&[Share]) -> f64| {
        let mut row = given.of_people(area, row);
        // From nothing on: the sum of no numbers is less than zero by its sign.
        row.denominator = Some(shares[area].iter().fold(0.0, |sum, share| sum + share.people));
        if shares[area].is_empty() {
            return told(area, row.not_computed(nobody));
        }
        row.value = Some(of(&shares[area]));
        row.state = State::Computed;
        told(area, row)
    };
    let mut rows = given.rows(names[0], "0 to 1", |area, row| {
        let mut row = figure(area, row, &gini);
        row.lorenz = (row.state == State::Computed).then(|| thinned(&lorenz(&shares[area])));
        row
    });
    let parts = if given.request.level == Level::Nation { 0..3 } else { 0..1 };
    for (part, measure) in parts.zip(&names[1..]) {
        rows.extend(given.rows(measure, "nats", |area, row| figure(area, row, &|shares| theil(shares)[part])));
    }
    rows
}

/// C8 of every area shown: of the distance to the nearest site (comuni that no site reaches are left out, and counted), and of
/// the sites people reach by the steps of C7, where nobody in reach is 0.
pub(super) fn inequality(given: &Given) -> Vec<Row> {
    let (sums, people) = means_of_comuni(given, &given.held.nearest().distances());
    let of_distance = shares(given, &sums, &people);
    let is_left_out = |(here, all): (&f64, &f64)| f64::from(u8::from(*here <= 0.0 && *all > 0.0));
    let left_out: Vec<f64> = people.iter().zip(&given.group.of_municipality).map(is_left_out).collect();
    let left_out = given.sum(&left_out);
    let names = ["gini", "theil", "theil_within_regions", "theil_between_regions"];
    let mut rows = measures(given, names, &of_distance, "no comune here has both people and a site in reach", |area, mut row| {
        if left_out[area] > 0.0 {
            row.flags.push(format!("unreachable_comuni:{}", left_out[area]));
        }
        row
    });
    let access = Access::of_comuni(given);
    let of_access = shares(given, &access.sums, &access.people);
    let access = access.of_areas(given);
    let names = ["gini_of_access", "theil_of_access", "theil_of_access_within_regions", "theil_of_access_between_regions"];
    rows.extend(measures(given, names, &of_access, NO_PEOPLE, |area, row| access.told(area, row)));
    rows
}

/// A curve in a hundred points: the last before each hundredth of people, and the end.
fn thinned(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    if points.len() <= CURVE + 1 {
        return points.to_vec();
    }
    let mut thin: Vec<[f64; 2]> = (0..CURVE)
        .map(|hundredth| {
            let after = points.partition_point(|point| point[0] <= hundredth as f64 / CURVE as f64);
            points[after.saturating_sub(1)]
        })
        .collect();
    thin.extend(points.last());
    thin.dedup();
    thin
}
