//! Everything one computation is given, and how its rows are begun: the areas shown, the centres in them, whose people
//! nobody knows.

use std::collections::HashSet;
use std::sync::Arc;

use super::demand::{Demand, Group, MUNICIPALITIES};
use super::facts::Facts;
use super::held::Held;
use super::request::{COARSEST_M, CoverageRequest};
use super::row::Row;
use super::supply::Supply;
use super::travel::Times;

/// What one computation works on.
pub struct Given<'a> {
    /// The question.
    pub request: &'a CoverageRequest,
    /// Distances, and through them demand and supply.
    pub held: &'a Held,
    /// The people asked for.
    pub group: Arc<Group>,
    /// What only some indicators ask of sites.
    pub facts: &'a Facts,
    /// Travel times, where they are asked for and there are any.
    pub times: Option<Arc<Times>>,
    /// Distances on the earlier day of a change.
    pub before: Option<Arc<Held>>,
    shown: Vec<bool>,
    centres: Vec<u32>,
    unknown: Vec<u32>,
    demo: bool,
    /// Rows say how finely people and how surely sites are placed.
    pub with_certainty: bool,
}

impl<'a> Given<'a> {
    /// For one question over held distances.
    #[must_use]
    pub fn new(request: &'a CoverageRequest, held: &'a Held, group: Arc<Group>, facts: &'a Facts) -> Self {
        let areas = &held.demand.areas;
        let inside = areas.inside(&request.territory);
        let shown = areas.wholly_inside(request.level, &inside);
        let mut centres = vec![HashSet::new(); shown.len()];
        for site in &held.supply.sites {
            for area in areas.of_site(request.level, site) {
                centres[area as usize].insert(site.centre_id);
            }
        }
        let mut unknown = vec![0; shown.len()];
        for municipality in &group.unknown {
            areas.of(request.level, *municipality).iter().for_each(|area| unknown[*area as usize] += 1);
        }
        let centres = centres.into_iter().map(|centres| centres.len() as u32).collect();
        Self {
            with_certainty: true,
            times: None,
            before: None,
            demo: held.supply.demo,
            request,
            held,
            group,
            facts,
            shown,
            centres,
            unknown,
        }
    }

    /// The same for rows that need not say how finely people and how surely sites are placed.
    #[must_use]
    pub fn without_certainty(mut self) -> Self {
        self.with_certainty = false;
        self
    }

    /// Who needs.
    #[must_use]
    pub fn demand(&self) -> &Demand {
        &self.held.demand
    }

    /// How far from each point its people are taken to live, metres: as the question wants its bounds.
    #[must_use]
    pub fn radius_m(&self) -> &[f64] {
        if self.request.certain { &self.held.demand.reach_m } else { &self.held.demand.radius_m }
    }

    /// Who offers.
    #[must_use]
    pub fn supply(&self) -> &Supply {
        &self.held.supply
    }

    /// Centres in an area.
    #[must_use]
    pub fn centres(&self, area: usize) -> u32 {
        self.centres[area]
    }

    /// One row for each area shown.
    pub fn rows(&self, measure: &'static str, unit: &'static str, fill: impl FnMut(usize, Row) -> Row) -> Vec<Row> {
        self.rows_where(|_| true, measure, unit, fill)
    }

    /// The same for some of the areas only.
    pub fn rows_where(
        &self,
        which: impl Fn(usize) -> bool,
        measure: &'static str,
        unit: &'static str,
        mut fill: impl FnMut(usize, Row) -> Row,
    ) -> Vec<Row> {
        let areas = self.demand().areas.at(self.request.level);
        let shown = areas.iter().enumerate().filter(|(at, _)| self.shown[*at] && which(*at));
        shown
            .map(|(at, area)| {
                let mut row = Row::of(area, self.request.level, measure, unit);
                row.n_centres = self.centres[at];
                if self.demo {
                    row.flags.push("demo".to_owned());
                }
                if self.supply().undated > 0 {
                    row.flags.push(format!("sites_without_opening_date:{}", self.supply().undated));
                }
                fill(at, row)
            })
            .collect()
    }

    /// A row that speaks of people says where nobody knows how many there are.
    #[must_use]
    pub fn of_people(&self, area: usize, mut row: Row) -> Row {
        if self.unknown[area] > 0 {
            row.flags.push("partial".to_owned());
            row.flags.push(format!("comuni_without_data:{}", self.unknown[area]));
        }
        row
    }

    /// The sums of the areas, from one figure for each comune.
    #[must_use]
    pub fn sum(&self, of_municipality: &[f64]) -> Vec<f64> {
        self.demand().areas.sum(self.request.level, of_municipality)
    }

    /// Which areas are too coarse for a threshold: those with a comune that is one point, below what a point can tell.
    #[must_use]
    pub fn too_coarse(&self, threshold_m: f64) -> Vec<bool> {
        let areas = &self.demand().areas;
        let mut coarse = vec![false; areas.at(self.request.level).len()];
        if threshold_m >= COARSEST_M || self.demand().key == MUNICIPALITIES {
            return coarse;
        }
        for (at, by_cells) in (0_u32..).zip(&self.group.by_cells) {
            if !by_cells {
                areas.of(self.request.level, at).iter().for_each(|area| coarse[*area as usize] = true);
            }
        }
        coarse
    }
}
