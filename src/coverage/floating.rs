//! C7: two-step floating catchment areas. In the first step each site is shared out among the people in reach, in the second
//! each person adds up the shares of the sites in reach. Demand travels to supply, never the other way round.

use super::distances::{NO_CELLS, NO_PEOPLE};
use super::given::Given;
use super::request::Weight;
use super::row::{Row, State};
use crate::geo::{CHORD_ROUNDING_M, geodesic_distance_m, longest_excess_m};

/// The weight of a distance by the steps, inclusive; none beyond the last.
fn weight_at(steps: &[(f64, f64)], metres: f64) -> Option<f64> {
    steps.iter().find(|(reach, _)| metres <= *reach).map(|(_, weight)| *weight)
}

/// Sites for each person at every point; `None` where no site is in reach.
pub(super) fn accessibility(given: &Given) -> Vec<Option<f64>> {
    let steps = &given.request.steps;
    let Some((reach_m, _)) = steps.last().copied() else { return vec![None; given.demand().points.len()] };
    let search = given.held.search();
    let decide = |at: usize, site: u32, chord: f64| {
        let undecided = longest_excess_m(chord) + CHORD_ROUNDING_M;
        let clear = steps.iter().all(|(reach, _)| chord > *reach || chord + undecided < *reach);
        if clear {
            return weight_at(steps, chord);
        }
        weight_at(steps, geodesic_distance_m(given.demand().points.coordinates(at), given.supply().places.both(site as usize).0))
    };
    let mut demanded = vec![0.0; given.supply().places.len()];
    search.pairs_within(reach_m, |at, site, chord| {
        if let Some(weight) = decide(at, site, chord) {
            demanded[site as usize] += weight * given.group.people[at];
        }
    });
    let offered = |site: u32| match given.request.weight {
        Weight::Sites => 1.0,
        Weight::Hours => given.supply().site_at(site).and_then(|site| given.facts.weekly_hours.get(&site.id)).copied().unwrap_or(0.0),
    };
    let shares: Vec<f64> =
        (0_u32..).zip(&demanded).map(|(site, demanded)| if *demanded > 0.0 { offered(site) / demanded } else { 0.0 }).collect();
    let mut access = vec![None; given.demand().points.len()];
    search.pairs_within(reach_m, |at, site, chord| {
        if let Some(weight) = decide(at, site, chord) {
            *access[at].get_or_insert(0.0) += weight * shares[site as usize];
        }
    });
    access
}

/// What people reach, by comune.
pub(super) struct Access {
    /// Sites for each person, times people.
    pub(super) sums: Vec<f64>,
    /// People of the group.
    pub(super) people: Vec<f64>,
    /// Those of them with a site in reach.
    pub(super) reached: Vec<f64>,
}

/// The same by the areas that are spoken of.
pub(super) struct AccessOfAreas {
    access: Access,
    /// Sites that give no hours, where hours count.
    without_hours: Vec<u32>,
    /// The first step is shorter than the points can tell.
    too_coarse: Vec<bool>,
}

impl Access {
    pub(super) fn of_comuni(given: &Given) -> Self {
        let access = accessibility(given);
        let zeros = || vec![0.0; given.demand().areas.municipalities.len()];
        let (mut sums, mut people, mut reached) = (zeros(), zeros(), zeros());
        for (at, (&here, &of)) in given.group.people.iter().zip(&given.demand().municipality).enumerate() {
            people[of as usize] += here;
            if let Some(access) = access[at].filter(|_| here > 0.0) {
                sums[of as usize] += here * access;
                reached[of as usize] += here;
            }
        }
        Self { sums, people, reached }
    }

    pub(super) fn of_areas(&self, given: &Given) -> AccessOfAreas {
        let hours_count = given.request.weight == Weight::Hours;
        AccessOfAreas {
            access: Self { sums: given.sum(&self.sums), people: given.sum(&self.people), reached: given.sum(&self.reached) },
            without_hours: given.sites_where(|site| hours_count && !given.facts.weekly_hours.contains_key(&site.id)),
            too_coarse: given.too_coarse(given.request.nearest_threshold().unwrap_or_default()),
        }
    }
}

impl AccessOfAreas {
    /// A row with what holds for every figure of what people reach: steps shorter than the points can tell and areas in which
    /// nobody reaches a site have none, and the row says who is left out.
    pub(super) fn told(&self, area: usize, mut row: Row) -> Row {
        let Access { people, reached, .. } = &self.access;
        if self.too_coarse[area] {
            return row.not_computed(NO_CELLS);
        }
        if row.state == State::Computed && reached[area] <= 0.0 {
            row.value = None;
            row.state = State::Unreachable;
            row.reason = Some("no site is in reach");
        } else if reached[area] < people[area] {
            row.flags.push(format!("unreachable_people:{}", people[area] - reached[area]));
        }
        if self.without_hours[area] > 0 {
            row.flags.push(format!("sites_without_hours:{}", self.without_hours[area]));
        }
        row
    }
}

/// C7: sites (or their weekly hours) for each 10,000 people, averaged over the people of the area. Nobody in reach is
/// unreachable; sites in reach that offer nothing are zero.
pub(super) fn floating(given: &Given) -> Vec<Row> {
    let found = Access::of_comuni(given).of_areas(given);
    let access = &found.access;
    let (measure, unit) = match given.request.weight {
        Weight::Sites => ("sites_per_10000_people", "sites per 10000 people"),
        Weight::Hours => ("hours_per_10000_people", "hours a week per 10000 people"),
    };
    given.rows(measure, unit, |area, row| {
        let row = given.of_people(area, row).divided(access.sums[area], access.people[area], 10_000.0, NO_PEOPLE);
        // How far people live from their point moves whole catchments: no bounds are claimed.
        found.told(area, Row { value_low: None, value_high: None, ..row })
    })
}
