//! C8: how unequal the distance to the nearest site is across comuni, weighted by people.

use super::areas::Level;
use super::distances::means_of_comuni;
use super::given::Given;
use super::row::{Row, State};

/// Most points of a Lorenz curve.
const CURVE: usize = 100;

/// One comune on its way into the figures.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// People.
    pub people: f64,
    /// Mean distance of theirs, metres.
    pub metres: f64,
    /// Class it belongs to, for the split between and within.
    pub class: u32,
}

/// Points of the Lorenz curve from (0,0): people in the order of their distance, and their share of all distance.
#[must_use]
pub fn lorenz(shares: &[Share]) -> Vec<[f64; 2]> {
    let mut sorted: Vec<&Share> = shares.iter().collect();
    sorted.sort_by(|one, other| one.metres.total_cmp(&other.metres));
    let people: f64 = sorted.iter().map(|share| share.people).sum();
    let all: f64 = sorted.iter().map(|share| share.people * share.metres).sum();
    let mut points = vec![[0.0, 0.0]];
    let (mut so_far, mut metres) = (0.0, 0.0);
    for share in sorted {
        so_far += share.people;
        metres += share.people * share.metres;
        points.push([so_far / people, if all > 0.0 { metres / all } else { so_far / people }]);
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
        *sum = (sum.0 + share.people, sum.1 + share.people * share.metres);
    }
    let (people, all) = classes.values().fold((0.0, 0.0), |sum, class| (sum.0 + class.0, sum.1 + class.1));
    if all <= 0.0 {
        return [0.0; 3];
    }
    let mean = all / people;
    let term = |ratio: f64| if ratio > 0.0 { ratio * ratio.ln() } else { 0.0 };
    let total: f64 = shares.iter().map(|share| share.people / people * term(share.metres / mean)).sum();
    let between: f64 = classes.values().map(|(here, metres)| here / people * term(metres / here / mean)).sum();
    [total, total - between, between]
}

/// C8 of every area shown: Gini with its curve, Theil's T, and for the nation its parts within and between Regions.
pub(super) fn inequality(given: &Given) -> Vec<Row> {
    let (sums, people) = means_of_comuni(given, &given.held.nearest().distances());
    let areas = &given.demand().areas;
    let mut shares: Vec<Vec<Share>> = vec![vec![]; areas.at(given.request.level).len()];
    let mut left_out = vec![0_u32; shares.len()];
    for (at, (&metres, &here)) in (0_u32..).zip(sums.iter().zip(&people)) {
        let class = areas.of(Level::Region, at).first().copied().unwrap_or_default();
        for &area in areas.of(given.request.level, at) {
            if here > 0.0 {
                shares[area as usize].push(Share { people: here, metres: metres / here, class });
            } else if given.group.of_municipality[at as usize] > 0.0 {
                left_out[area as usize] += 1;
            }
        }
    }
    let figure = |area: usize, row: Row, of: &dyn Fn(&[Share]) -> f64| {
        let mut row = given.of_people(area, row);
        row.denominator = Some(shares[area].iter().map(|share| share.people).sum());
        if left_out[area] > 0 {
            row.flags.push(format!("unreachable_comuni:{}", left_out[area]));
        }
        if shares[area].is_empty() {
            return row.not_computed("no comune here has both people and a site in reach");
        }
        row.value = Some(of(&shares[area]));
        row.state = State::Computed;
        row
    };
    let mut rows = given.rows("gini", "0 to 1", |area, row| {
        let mut row = figure(area, row, &gini);
        row.lorenz = (row.state == State::Computed).then(|| thinned(&lorenz(&shares[area])));
        row
    });
    let parts: &[(&'static str, usize)] = if given.request.level == Level::Nation {
        &[("theil", 0), ("theil_within_regions", 1), ("theil_between_regions", 2)]
    } else {
        &[("theil", 0)]
    };
    for (measure, part) in parts {
        rows.extend(given.rows(measure, "nats", |area, row| figure(area, row, &|shares| theil(shares)[*part])));
    }
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
