//! Everything one computation is given, and how its rows are begun: the areas shown, the centres in them, whose people
//! nobody knows.

use std::collections::HashSet;
use std::sync::Arc;

use super::areas::{Layer, Level};
use super::classes::{Classes, Official};
use super::demand::{Demand, Group, MUNICIPALITIES};
use super::facts::Facts;
use super::held::Held;
use super::request::{COARSEST_M, CoverageRequest};
use super::row::Row;
use super::supply::Supply;
use super::travel::Times;
use crate::published::Site;

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
    /// Classes of comuni that were imported, where they are asked for.
    pub official: Option<Arc<Official>>,
    over: Over<'a>,
    shown: Vec<bool>,
    centres: Vec<u32>,
    unknown: Vec<u32>,
    undated: Vec<u32>,
    demo: bool,
    /// Rows say how finely people and how surely sites are placed.
    pub with_certainty: bool,
}

/// The areas that are spoken of.
#[derive(Clone, Copy)]
enum Over<'a> {
    Level(Level),
    Classes(&'a Classes),
}

impl<'a> Given<'a> {
    /// For one question over held distances.
    #[must_use]
    pub fn new(request: &'a CoverageRequest, held: &'a Held, group: Arc<Group>, facts: &'a Facts) -> Self {
        let areas = &held.demand.areas;
        let shown = areas.wholly_inside(request.level, &areas.inside(&request.territory));
        let mut given = Self {
            with_certainty: true,
            times: None,
            before: None,
            official: None,
            over: Over::Level(request.level),
            demo: held.supply.demo,
            request,
            held,
            group,
            facts,
            shown,
            centres: vec![],
            unknown: vec![],
            undated: vec![],
        };
        given.count();
        given
    }

    /// The same question about classes of comuni instead of the areas of its level; all of them are shown.
    #[must_use]
    pub(super) fn by<'b>(&'b self, classes: &'b Classes) -> Given<'b> {
        let mut given = Given {
            over: Over::Classes(classes),
            shown: vec![true; classes.layer().areas().len()],
            group: Arc::clone(&self.group),
            times: self.times.clone(),
            before: self.before.clone(),
            official: self.official.clone(),
            centres: vec![],
            unknown: vec![],
            undated: vec![],
            ..*self
        };
        given.count();
        given
    }

    /// Sites of each area that pass a test.
    #[must_use]
    pub(super) fn sites_where(&self, passes: impl Fn(&Site) -> bool) -> Vec<u32> {
        let mut sites = vec![0; self.shown.len()];
        for site in self.held.supply.sites.iter().filter(|site| passes(site)) {
            self.areas_of_site(site).iter().for_each(|area| sites[*area as usize] += 1);
        }
        sites
    }

    /// Counts what every row says of its area: centres, sites without a day, and comuni whose people nobody knows.
    fn count(&mut self) {
        let mut centres = vec![HashSet::new(); self.shown.len()];
        for site in &self.held.supply.sites {
            self.areas_of_site(site).iter().for_each(|area| _ = centres[*area as usize].insert(site.centre_id));
        }
        let mut unknown = vec![0; self.shown.len()];
        for municipality in &self.group.unknown {
            self.layer().of(*municipality).iter().for_each(|area| unknown[*area as usize] += 1);
        }
        self.centres = centres.into_iter().map(|centres| centres.len() as u32).collect();
        self.unknown = unknown;
        self.undated = self.sites_where(|site| self.held.supply.is_undated(site));
    }

    /// The areas that are spoken of.
    #[must_use]
    pub fn layer(&self) -> &Layer {
        match self.over {
            Over::Level(level) => self.demand().areas.layer(level),
            Over::Classes(classes) => classes.layer(),
        }
    }

    /// Each area is one comune.
    #[must_use]
    pub fn is_by_comune(&self) -> bool {
        matches!(self.over, Over::Level(Level::Municipality))
    }

    /// The areas a site counts in. One whose comune is protected is in no class of comuni.
    #[must_use]
    pub fn areas_of_site(&self, site: &Site) -> Vec<u32> {
        let areas = &self.demand().areas;
        match self.over {
            Over::Level(level) => areas.of_site(level, site),
            Over::Classes(classes) => {
                let comune = site.municipality.as_ref().and_then(|unit| areas.municipality(&unit.code));
                comune.map_or_else(Vec::new, |comune| classes.layer().of(comune).to_vec())
            }
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
        let shown = self.layer().areas().iter().enumerate().filter(|(at, _)| self.shown[*at] && which(*at));
        shown
            .map(|(at, area)| {
                let mut row = Row::of(area, self.request.level, measure, unit);
                row.n_centres = self.centres[at];
                if let Over::Classes(classes) = self.over {
                    classes.mark(at, &mut row);
                }
                if self.demo {
                    row.flags.push("demo".to_owned());
                }
                if self.undated[at] > 0 {
                    row.flags.push(format!("sites_without_opening_date:{}", self.undated[at]));
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
        self.layer().sum(of_municipality)
    }

    /// Which areas are too coarse for a threshold: those with a comune that is one point, below what a point can tell.
    #[must_use]
    pub fn too_coarse(&self, threshold_m: f64) -> Vec<bool> {
        let mut coarse = vec![false; self.shown.len()];
        if threshold_m >= COARSEST_M || self.demand().key == MUNICIPALITIES {
            return coarse;
        }
        for (at, by_cells) in (0_u32..).zip(&self.group.by_cells) {
            if !by_cells {
                self.layer().of(at).iter().for_each(|area| coarse[*area as usize] = true);
            }
        }
        coarse
    }
}
