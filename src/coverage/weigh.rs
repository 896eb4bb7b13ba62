//! What a scenario changes, for whoever shows it: the areas of its level, the territory around them and the comuni in which
//! somebody gains or loses, all from one computation of the changed distances.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::areas::{Areas, Level};
use super::distances::means_of_comuni;
use super::given::Given;
use super::held::Held;
use super::indicator::Indicator;
use super::recipe::Recipe;
use super::request::CoverageRequest;
use super::scenario::{Changed, Ready, paired};
use super::service::{Coverage, Prepared};
use super::what_if::after;
use crate::database::Pools;
use crate::web::AppError;

/// What changes for one comune.
#[derive(Debug, Clone, PartialEq)]
pub struct OfComune {
    /// Its number among the areas' comuni.
    pub at: usize,
    /// People who come within the threshold, negative where they leave it. Of C5, everybody whose distance changes.
    pub people: f64,
    /// Of C5, the mean distance before and after, metres; none where nobody is in reach.
    pub metres: [Option<f64>; 2],
}

impl OfComune {
    /// Somebody is nearer than before.
    #[must_use]
    pub fn gains(&self) -> bool {
        match self.metres {
            [None, None] => self.people > 0.0,
            [before, after] => after.unwrap_or(f64::INFINITY) < before.unwrap_or(f64::INFINITY),
        }
    }
}

/// What a scenario changes.
#[derive(Debug)]
pub struct Weighed {
    /// The question.
    pub request: CoverageRequest,
    /// By the areas of its level.
    pub items: Vec<Changed>,
    /// By the areas of the wider level asked for.
    pub whole: Vec<Changed>,
    /// Comuni in which something changes, those with most people first.
    pub comuni: Vec<OfComune>,
    /// The areas that numbers of comuni are of.
    pub demand: Arc<super::demand::Demand>,
    /// Places opened that are not on Italian land.
    pub off_land: Vec<usize>,
    /// Some sites are invented.
    pub demo: bool,
    /// How it is made again.
    pub recipe: Recipe,
}

impl Weighed {
    /// The areas.
    #[must_use]
    pub fn areas(&self) -> &Areas {
        &self.demand.areas
    }
}

impl Coverage {
    /// What a posted scenario changes, by its own level and by a wider one. The recipe is kept only where `keep` says so: a
    /// pin that is still moving leaves none behind.
    ///
    /// # Errors
    /// As [`Coverage::what_if`].
    pub async fn weigh(&self, body: &[u8], wide: Level, keep: bool, pools: &Pools, now: DateTime<Utc>) -> Result<Weighed, AppError> {
        let Ready { prepared, changes, recipe, land, off_land } = self.ready(body, pools, now).await?;
        if keep {
            self.keep(recipe.clone(), pools, now).await;
        }
        let wider = prepared.at(wide);
        let (before, before_wide) = (self.before(&prepared).await?, self.before(&wider).await?);
        let work = move || {
            let after = after(&prepared.held, &changes, &land);
            let items = paired(&before, &prepared.figures(&after));
            let whole = if wide == prepared.request.level { items.clone() } else { paired(&before_wide, &wider.figures(&after)) };
            let comuni = comuni(&prepared, &after);
            let (demand, demo) = (Arc::clone(&prepared.held.demand), prepared.held.supply.demo);
            Weighed { request: prepared.request, items, whole, comuni, demand, off_land, demo, recipe }
        };
        self.in_turn(work).await
    }
}

/// The comuni in which something changes.
fn comuni(prepared: &Prepared, after: &Held) -> Vec<OfComune> {
    let (held, threshold_m) = (&*prepared.held, prepared.request.threshold_m.unwrap_or_default());
    let (before, later) = (prepared.given(held).without_certainty(), prepared.given(after).without_certainty());
    let of_people = |at: usize, people: f64| OfComune { at, people, metres: [None; 2] };
    let all = 0..held.demand.areas.municipalities.len();
    let mut changed: Vec<OfComune> = match prepared.request.indicator {
        Indicator::C5 => {
            let means = |held: &Held, given: &Given<'_>| {
                let (metres, people) = means_of_comuni(given, &held.nearest().distances());
                all.clone().map(|at| (people[at] > 0.0).then(|| metres[at] / people[at])).collect::<Vec<_>>()
            };
            let (before, later) = (means(held, &before), means(after, &later));
            all.filter(|at| before[*at] != later[*at])
                .map(|at| OfComune { at, people: prepared.group.of_municipality[at], metres: [before[at], later[at]] })
                .collect()
        }
        Indicator::C6 => {
            let within = |held: &Held, at: usize| f64::from(u8::from(held.is_within(held.demand.seat[at] as usize, threshold_m)));
            let people = |at: usize| prepared.group.of_municipality[at] * (within(after, at) - within(held, at));
            all.map(|at| of_people(at, people(at))).filter(|one| one.people != 0.0).collect()
        }
        _ => {
            let (before, later) = (held.reached(&before, threshold_m), after.reached(&later, threshold_m));
            all.map(|at| of_people(at, later.within[at] - before.within[at])).filter(|one| one.people != 0.0).collect()
        }
    };
    // The order of numbers is that of codes.
    changed.sort_by(|one, other| other.people.abs().total_cmp(&one.people.abs()).then(one.at.cmp(&other.at)));
    changed
}
