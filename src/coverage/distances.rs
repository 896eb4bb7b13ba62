//! C3, C5 and C6: how many people have a site within a distance, how far the nearest one is, and which comuni have none.

use super::given::Given;
use super::order::quantiles;
use super::reached::{Reached, Spread};
use super::row::{Row, State};

pub(super) const NO_PEOPLE: &str = "nobody of the group is known to live here";
pub(super) const NO_CELLS: &str = "some comuni of the area are one point, too coarse for this threshold";

/// C3: people within the threshold of a site, as a percentage.
///
/// `value_low` counts only people for whom distance + radius of the demand point + accuracy of the site ≤ threshold,
/// `value_high` all for whom distance − radius − accuracy ≤ threshold, each for the site that decides. The radius of a comune is
/// that of a disc as large, which its people need not keep to, or reaches to its farthest border, which holds for certain.
pub(super) fn within(given: &Given, threshold_m: f64) -> Vec<Row> {
    let reached = given.held.reached(given, threshold_m);
    let shares = Shares::of(given, &reached, threshold_m);
    let spread = reached.spread.means(given, &shares.people);
    given.rows("within", "percent", |area, row| sure(shares.row(given, area, row), spread[area]))
}

/// People of each area, and those of them who have a site within a distance, surely and perhaps.
pub(super) struct Shares {
    pub(super) people: Vec<f64>,
    pub(super) within: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    pub(super) too_coarse: Vec<bool>,
}

impl Shares {
    pub(super) fn of(given: &Given, reached: &Reached, threshold_m: f64) -> Self {
        Self {
            people: given.sum(&reached.people),
            within: given.sum(&reached.within),
            low: given.sum(&reached.low),
            high: given.sum(&reached.high),
            too_coarse: given.too_coarse(threshold_m),
        }
    }

    /// The share of an area with its bounds, as a percentage.
    pub(super) fn row(&self, given: &Given, area: usize, row: Row) -> Row {
        let people = self.people[area];
        let mut row = given.of_people(area, row).divided(self.within[area], people, 100.0, NO_PEOPLE);
        if row.state == State::Computed {
            row.value_low = Some(100.0 * self.low[area] / people);
            row.value_high = Some(100.0 * self.high[area] / people);
        }
        if self.too_coarse[area] { row.not_computed(NO_CELLS) } else { row }
    }
}

fn sure(mut row: Row, (resolution, precision): (Option<f64>, Option<f64>)) -> Row {
    (row.demand_resolution, row.supply_precision) = (resolution, precision);
    row
}

/// C5: distance to the nearest site (mean, median, ninth decile) and mean distance to the three nearest, in metres.
///
/// People whom no site reaches are left out of means, which say how many they are, and count as infinitely far in
/// quantiles. `value_low` and `value_high` are the same statistic of the shortest and longest distances people may have.
pub(super) fn distance(given: &Given) -> Vec<Row> {
    let (held, group) = (given.held, &given.group);
    let comuni = held.demand.areas.municipalities.len();
    let zeros = || vec![0.0; comuni];
    let (mut people, mut spread) = (zeros(), Spread::new(comuni));
    for (at, (&here, &of)) in group.people.iter().zip(&held.demand.municipality).enumerate() {
        people[of as usize] += here;
        if here > 0.0 && given.with_certainty {
            spread.add(held, at, given.radius_m()[at], of as usize, here);
        }
    }
    let people = given.sum(&people);
    let spread = spread.means(given, &people);
    let radius = given.radius_m();
    let low: Vec<f64> = held.closest().distances().iter().zip(radius).map(|(metres, radius)| (metres - radius).max(0.0)).collect();
    let high: Vec<f64> = held.farthest().distances().iter().zip(radius).map(|(metres, radius)| metres + radius).collect();
    let nearest = held.nearest().distances();
    let mut rows = vec![];

    let [mean, mean_low, mean_high] = [nearest.as_slice(), &low, &high].map(|metres| Means::of(given, metres));
    let of_three = Means::of(given, held.mean_of_three());
    for (measure, means, bounds) in [("mean", &mean, Some((&mean_low, &mean_high))), ("mean_of_3", &of_three, None)] {
        rows.extend(given.rows(measure, "m", |area, row| {
            let mut row = given.of_people(area, row).divided(means.metres[area], means.people[area], 1.0, NO_PEOPLE);
            let left_out = people[area] - means.people[area];
            if left_out > 0.0 {
                row.flags.push(format!("unreachable_people:{left_out}"));
                if means.people[area] <= 0.0 {
                    row = unreachable(row);
                }
            }
            let at = |means: &Means| (means.people[area] > 0.0).then(|| means.metres[area] / means.people[area]);
            (row.value_low, row.value_high) = bounds.map_or((None, None), |(low, high)| (at(low), at(high)));
            sure(row, spread[area])
        }));
    }
    let [value, low, high] = [nearest.as_slice(), &low, &high].map(|metres| quantiles(given, metres, &people, |_| true));
    for (which, measure) in ["median", "p90"].into_iter().enumerate() {
        rows.extend(given.rows(measure, "m", |area, row| {
            let mut row = given.of_people(area, row);
            row.denominator = Some(people[area]);
            let metres = value[area][which];
            if people[area] <= 0.0 {
                row = row.not_computed(NO_PEOPLE);
            } else if metres.is_finite() {
                row.value = Some(metres);
                row.state = State::Computed;
            } else {
                row = unreachable(row);
            }
            let finite = |metres: f64| Some(metres).filter(|metres| metres.is_finite());
            (row.value_low, row.value_high) = (finite(low[area][which]), finite(high[area][which]));
            sure(row, spread[area])
        }));
    }
    rows
}

fn unreachable(mut row: Row) -> Row {
    row.value = None;
    row.state = State::Unreachable;
    row.reason = Some("no site is on the same landmass");
    row
}

/// Metres times people, and people, of those whom a site reaches, by area.
struct Means {
    metres: Vec<f64>,
    people: Vec<f64>,
}

impl Means {
    fn of(given: &Given, metres: &[f64]) -> Self {
        let (sums, people) = means_of_comuni(given, metres);
        Self { metres: given.sum(&sums), people: given.sum(&people) }
    }
}

/// Metres times people, and people, of those whom a site reaches, by comune.
pub(super) fn means_of_comuni(given: &Given, metres: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let demand = &given.held.demand;
    let (mut sums, mut people) = (vec![0.0; demand.areas.municipalities.len()], vec![0.0; demand.areas.municipalities.len()]);
    for ((&here, &of), &metres) in given.group.people.iter().zip(&demand.municipality).zip(metres) {
        if here > 0.0 && metres < f64::INFINITY {
            sums[of as usize] += here * metres;
            people[of as usize] += here;
        }
    }
    (sums, people)
}

/// C6: comuni whose own point has no site within the threshold. At the level of comuni the list of them with their
/// people; at wider ones how many they are and how many people live there.
pub(super) fn uncovered(given: &Given, threshold_m: f64) -> Vec<Row> {
    let (held, group, radius_m) = (given.held, &given.group, given.radius_m());
    let seat = |at: usize| held.demand.seat[at] as usize;
    let comuni = held.demand.areas.municipalities.len();
    let without: Vec<bool> = (0..comuni).map(|at| !held.is_within(seat(at), threshold_m)).collect();
    if given.is_by_comune() {
        return uncovered_comuni(given, &without);
    }
    let count = |without: &dyn Fn(usize) -> bool| {
        let flags: Vec<f64> = (0..comuni).map(|at| f64::from(u8::from(without(at)))).collect();
        let people: Vec<f64> = flags.iter().zip(&group.of_municipality).map(|(flag, people)| flag * people).collect();
        (given.sum(&flags), given.sum(&people))
    };
    let (number, people) = count(&|at| without[at]);
    let (least, least_people) = count(&|at| !held.is_possibly_within(seat(at), radius_m[seat(at)], threshold_m));
    let (most, most_people) = count(&|at| !held.is_surely_within(seat(at), radius_m[seat(at)], threshold_m));
    let (all, everybody) = (given.sum(&vec![1.0; comuni]), given.sum(&group.of_municipality));
    let mut rows = given.rows("uncovered_comuni", "comuni", |area, row| {
        let mut row = row.counted(number[area]);
        (row.numerator, row.denominator) = (Some(number[area]), Some(all[area]));
        (row.value_low, row.value_high) = (Some(least[area]), Some(most[area]));
        row
    });
    rows.extend(given.rows("people_in_uncovered_comuni", "people", |area, row| {
        let mut row = given.of_people(area, row).counted(people[area]);
        (row.numerator, row.denominator) = (Some(people[area]), Some(everybody[area]));
        (row.value_low, row.value_high) = (Some(least_people[area]), Some(most_people[area]));
        row
    }));
    rows
}

fn uncovered_comuni(given: &Given, without: &[bool]) -> Vec<Row> {
    let (held, group) = (given.held, &given.group);
    let metres = |area: usize| held.nearest().distance_m(held.demand.seat[area] as usize);
    let mut rows = given.rows("people_in_uncovered_comune", "people", |area, row| {
        let row = given.of_people(area, row);
        let row =
            if group.unknown.contains(&(area as u32)) { row.not_computed(NO_PEOPLE) } else { row.counted(group.of_municipality[area]) };
        sure(row, (Some(given.radius_m()[held.demand.seat[area] as usize]), held.accuracy_m(held.demand.seat[area] as usize)))
    });
    rows.extend(given.rows("distance_of_uncovered_comune", "m", |area, row| match metres(area) {
        metres if metres.is_finite() => row.counted(metres),
        _ => unreachable(row),
    }));
    // Areas of this level are the comuni, in the same order.
    let uncovered: std::collections::HashSet<&str> =
        held.demand.areas.municipalities.iter().zip(without).filter(|(_, without)| **without).map(|(one, _)| one.code.as_str()).collect();
    rows.retain(|row| uncovered.contains(row.code.as_str()));
    rows
}
