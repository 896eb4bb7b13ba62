//! What-if and best-sites over the holder: from a posted body to an answer, with the recipe that repeats it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::recipe_url;
use super::best_sites::{Candidate, Chosen, Objective, Standing};
use super::indicator::Indicator;
use super::points::NO_LAND;
use super::posted::{CandidateKind, Posted};
use super::recipe::Recipe;
use super::row::{Row, State};
use super::service::{Coverage, Prepared};
use super::store;
use super::what_if::{Changes, after};
use crate::database::Pools;
use crate::geo::{Coordinates, LandmassIndex};
use crate::web::{AppError, Phrase};

/// Indicators that a change of sites can be asked of.
pub const CHANGEABLE: [Indicator; 5] = [Indicator::C3, Indicator::C5, Indicator::C6, Indicator::C7, Indicator::C8];
/// Most candidate cells looked at.
const MOST_CELLS: usize = 400_000;

/// A figure before, after, or between.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The figure.
    pub value: Option<f64>,
    /// What was divided.
    pub numerator: Option<f64>,
    /// By what.
    pub denominator: Option<f64>,
    /// The least and the most it can be.
    pub value_low: Option<f64>,
    /// The most it can be.
    pub value_high: Option<f64>,
    /// What the value is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

/// What changes for one area.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// What is measured.
    pub measure: &'static str,
    /// Code of the area.
    pub area_code_istat: String,
    /// Level of the area.
    pub area_level: &'static str,
    /// Name of the area.
    pub area_name: String,
    /// Unit of the figures.
    pub unit: &'static str,
    /// As it is.
    pub before: Option<Figure>,
    /// As it would be.
    pub after: Option<Figure>,
    /// The difference, where both are figures.
    pub delta: Figure,
    /// What one must know besides.
    pub flags: String,
}

/// The answer to what-if.
#[derive(Debug, Clone, Serialize)]
pub struct WhatIf {
    /// One item for each area and measure.
    pub items: Vec<Changed>,
    /// There is no other page.
    pub next: Option<String>,
    /// How many items.
    pub number_matched: usize,
    /// The indicator.
    pub indicator: &'static str,
    /// The threshold in metres, inclusive.
    pub threshold: Option<f64>,
    /// The people.
    pub group: String,
    /// Places in `add` that are not on Italian land: with `landmass=same` they reach nobody.
    pub off_land: Vec<usize>,
    /// How it is computed.
    pub method: &'static str,
    /// Some sites are invented.
    pub demo: bool,
    /// Id of the recipe.
    pub recipe: String,
    /// Where the recipe is.
    pub recipe_url: String,
}

/// A place to open.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// 1 for the first.
    pub rank: usize,
    /// Degrees, EPSG:4326.
    pub lon: f64,
    /// Degrees, EPSG:4326.
    pub lat: f64,
    /// Its comune; none off Italian land.
    pub municipality: Option<Value>,
    /// Its place in the list of candidates that was posted.
    pub candidate: Option<usize>,
    /// What it adds to those before it.
    pub gain: f64,
    /// People of the territory within the threshold once it is open.
    pub covered: f64,
    /// The same as a percentage.
    pub covered_percent: Option<f64>,
}

/// The answer to best-sites.
#[derive(Debug, Clone, Serialize)]
pub struct BestSites {
    /// The places, the one that helps most first.
    pub items: Vec<Ranked>,
    /// There is no other page.
    pub next: Option<String>,
    /// How many items.
    pub number_matched: usize,
    /// What is to be achieved.
    pub objective: &'static str,
    /// Unit of `gain`.
    pub gain_unit: &'static str,
    /// The threshold in metres, inclusive.
    pub threshold: f64,
    /// The people.
    pub group: String,
    /// People of the group in the territory.
    pub people: f64,
    /// Of them, within the threshold today.
    pub covered_before: f64,
    /// Candidates looked at.
    pub candidates: usize,
    /// The least share of the best possible sum that this choice reaches.
    pub guarantee: f64,
    /// How it is computed.
    pub method: &'static str,
    /// Some sites are invented.
    pub demo: bool,
    /// What one must know besides.
    pub flags: String,
    /// Id of the recipe.
    pub recipe: String,
    /// Where the recipe is.
    pub recipe_url: String,
}

/// A scenario with all it needs.
#[derive(Debug)]
pub(super) struct Ready {
    /// The question.
    pub prepared: Prepared,
    /// What would be opened, moved, closed.
    pub changes: Changes,
    /// How the answer is made.
    pub recipe: Recipe,
    /// Which places are on which land.
    pub land: Arc<LandmassIndex>,
    /// Places opened that are on none.
    pub off_land: Vec<usize>,
}

impl Coverage {
    /// Reads a scenario and everything it needs; nothing of it is computed yet, and its recipe is not kept yet.
    ///
    /// # Errors
    /// 400 for a body that cannot be used, each mistake by its place; 503 as for any question.
    pub(super) async fn ready(&self, body: &[u8], pools: &Pools, now: DateTime<Utc>) -> Result<Ready, AppError> {
        let mut posted = Posted::read(body)?;
        let changes = posted.changes();
        let snapshot = self.snapshot();
        let positioned = |id: i64| snapshot.site(id).is_some_and(|site| site.position.is_some());
        for id in &changes.remove {
            if snapshot.site(*id).is_none() {
                posted.refuse_site(*id);
            }
        }
        changes.moved.iter().filter(|(id, _)| !positioned(*id)).for_each(|(id, _)| posted.refuse_site(*id));
        let (parameters, errors) = posted.parameters();
        let prepared = self.prepare(parameters, errors, Some(Indicator::C3), pools, now).await?;
        if !CHANGEABLE.contains(&prepared.request.indicator) {
            let allowed = CHANGEABLE.map(Indicator::word).join(", ");
            return Err(AppError::parameter(
                "indicator",
                prepared.request.indicator.word(),
                Phrase::new("error-one-of").with("allowed", allowed),
            ));
        }
        let recipe = Recipe::new("what-if", &prepared, Some(changes_as_json(&changes)));
        let land = snapshot.land.clone();
        let off_land = (0..).zip(&changes.add).filter(|(_, new)| land.landmass_at(new.at).is_none()).map(|(at, _)| at).collect();
        Ok(Ready { prepared, changes, recipe, land, off_land })
    }

    /// What would change if sites were opened, moved or closed.
    ///
    /// # Errors
    /// 400 for a body that cannot be used, each mistake by its place; 503 as for any question.
    pub async fn what_if(&self, body: &[u8], pools: &Pools, now: DateTime<Utc>) -> Result<WhatIf, AppError> {
        let Ready { prepared, changes, recipe, land, off_land } = self.ready(body, pools, now).await?;
        let id = recipe.id.clone();
        self.keep(recipe, pools, now).await;
        let request = prepared.request.clone();
        let demo = prepared.held.supply.demo;
        let before = self.before(&prepared).await?;
        let items = self.in_turn(move || paired(&before, &prepared.figures(&after(&prepared.held, &changes, &land)))).await?;
        Ok(WhatIf {
            number_matched: items.len(),
            items,
            next: None,
            indicator: request.indicator.word(),
            threshold: request.threshold_m,
            group: request.group,
            off_land,
            method: request.indicator.method(),
            demo,
            recipe_url: recipe_url(&id),
            recipe: id,
        })
    }

    /// Where the next sites should open.
    ///
    /// # Errors
    /// 400 for a body that cannot be used, each mistake by its place; 503 as for any question.
    pub async fn best_sites(&self, body: &[u8], pools: &Pools, now: DateTime<Utc>) -> Result<BestSites, AppError> {
        let mut posted = Posted::read(body)?;
        let (count, objective, kind) = (posted.count(), posted.objective(), posted.candidates());
        let (parameters, errors) = posted.parameters();
        let prepared = self.prepare(parameters, errors, Some(Indicator::C3), pools, now).await?;
        if prepared.request.indicator != Indicator::C3 {
            return Err(AppError::parameter(
                "indicator",
                prepared.request.indicator.word(),
                Phrase::new("error-one-of").with("allowed", "C3"),
            ));
        }
        let snapshot = self.snapshot();
        let (candidates, listed) = candidates(&prepared, &kind, &snapshot.land)?;
        let posted = json!({ "n": count, "objective": objective.word(), "candidates": candidates_as_json(&kind) });
        let recipe = Recipe::new("best-sites", &prepared, Some(posted));
        let id = recipe.id.clone();
        self.keep(recipe, pools, now).await;
        let threshold_m = prepared.request.threshold_m.unwrap_or_default();
        let number = candidates.len();
        let working = prepared.clone();
        let (chosen, covered_before, people, places) = self
            .in_turn(move || {
                let people = people_inside(&working);
                let everybody: f64 = people.iter().sum();
                let mut standing = Standing::new(&working.held, objective, threshold_m, people);
                let before = standing.covered();
                (standing.choose(&candidates, count), before, everybody, candidates)
            })
            .await?;
        let mut items = vec![];
        for (rank, chosen) in (1..).zip(chosen) {
            let at = places[chosen.candidate].at;
            let municipality = store::covering(&pools.public, at).await?;
            items.push(ranked(rank, &chosen, at, municipality, listed, people));
        }
        let inside = prepared.held.demand.areas.inside(&prepared.request.territory);
        let partial = prepared.group.unknown.iter().any(|comune| inside[*comune as usize]);
        Ok(BestSites {
            number_matched: items.len(),
            items,
            next: None,
            objective: objective.word(),
            gain_unit: match objective {
                Objective::Covered => "people",
                Objective::Distance => "metres times people",
                Objective::Equity => "squares of metres beyond the threshold times people",
            },
            threshold: threshold_m,
            group: prepared.request.group.clone(),
            people,
            covered_before,
            candidates: number,
            guarantee: 1.0 - 1.0 / std::f64::consts::E,
            method: "greedy choice of one place after the other, each the one that helps most; at least 1 - 1/e of the best possible sum",
            demo: prepared.held.supply.demo,
            flags: [(partial, "partial"), (prepared.held.supply.demo, "demo")]
                .iter()
                .filter(|(is, _)| *is)
                .map(|(_, flag)| *flag)
                .collect::<Vec<_>>()
                .join(" "),
            recipe_url: recipe_url(&id),
            recipe: id,
        })
    }
}

fn ranked(rank: usize, chosen: &Chosen, at: Coordinates, municipality: Option<(String, String)>, listed: bool, people: f64) -> Ranked {
    Ranked {
        rank,
        lon: at.lon(),
        lat: at.lat(),
        municipality: municipality.map(|(code, name)| json!({ "code": code, "name": name })),
        candidate: listed.then_some(chosen.candidate),
        gain: chosen.gain,
        covered: chosen.covered,
        covered_percent: (people > 0.0).then(|| 100.0 * chosen.covered / people),
    }
}

/// The people of the territory asked for; nobody elsewhere.
fn people_inside(prepared: &Prepared) -> Vec<f64> {
    let demand = &prepared.held.demand;
    let inside = demand.areas.inside(&prepared.request.territory);
    prepared.group.people.iter().zip(&demand.municipality).map(|(people, of)| if inside[*of as usize] { *people } else { 0.0 }).collect()
}

/// The candidates inside the territory, and whether they were posted.
fn candidates(prepared: &Prepared, kind: &CandidateKind, land: &crate::geo::LandmassIndex) -> Result<(Vec<Candidate>, bool), AppError> {
    let demand = &prepared.held.demand;
    let inside = demand.areas.inside(&prepared.request.territory);
    let at_point = |at: usize| Candidate { at: demand.points.coordinates(at), land: demand.points.land_of(at) };
    Ok(match kind {
        CandidateKind::Municipalities => {
            (demand.seat.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(seat, _)| at_point(*seat as usize)).collect(), false)
        }
        CandidateKind::Cells => {
            let people = people_inside(prepared);
            let places: Vec<Candidate> = (0..people.len()).filter(|at| people[*at] > 0.0).map(at_point).collect();
            if places.len() > MOST_CELLS {
                return Err(AppError::parameter(
                    "candidates",
                    "cells",
                    Phrase::new("error-candidates").with("most", MOST_CELLS.to_string()),
                ));
            }
            (places, false)
        }
        CandidateKind::List(places) => {
            (places.iter().map(|at| Candidate { at: *at, land: land.landmass_at(*at).unwrap_or(NO_LAND) }).collect(), true)
        }
    })
}

fn candidates_as_json(kind: &CandidateKind) -> Value {
    match kind {
        CandidateKind::Municipalities => json!("municipalities"),
        CandidateKind::Cells => json!("cells"),
        CandidateKind::List(places) => places.iter().map(|at| json!({ "lon": at.lon(), "lat": at.lat() })).collect(),
    }
}

fn changes_as_json(changes: &Changes) -> Value {
    json!({
        "add": changes.add.iter().map(|new| json!({ "lon": new.at.lon(), "lat": new.at.lat(), "accuracy_m": new.accuracy_m })).collect::<Vec<_>>(),
        "remove": changes.remove,
        "move": changes.moved.iter().map(|(id, at)| json!({ "id": id, "lon": at.lon(), "lat": at.lat() })).collect::<Vec<_>>(),
    })
}

/// Rows of before and after side by side, in the order of the first.
pub(super) fn paired(before: &[Row], after: &[Row]) -> Vec<Changed> {
    let key = |row: &Row| (row.measure, row.code.clone());
    let later: BTreeMap<_, &Row> = after.iter().map(|row| (key(row), row)).collect();
    let known: HashSet<_> = before.iter().map(key).collect();
    let both = before.iter().map(|row| (Some(row), later.get(&key(row)).copied()));
    let new = after.iter().filter(|row| !known.contains(&key(row))).map(|row| (None, Some(row)));
    both.chain(new).filter_map(|(before, after)| changed(before, after)).collect()
}

fn changed(before: Option<&Row>, after: Option<&Row>) -> Option<Changed> {
    let row = before.or(after)?;
    let figure = |row: &Row| Figure {
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        value_low: row.value_low,
        value_high: row.value_high,
        state: Some(row.state),
    };
    let between = |of: fn(&Row) -> Option<f64>| Some(after.and_then(of)? - before.and_then(of)?);
    Some(Changed {
        measure: row.measure,
        area_code_istat: row.code.clone(),
        area_level: row.level,
        area_name: row.name.clone(),
        unit: row.unit,
        before: before.map(figure),
        after: after.map(figure),
        delta: Figure {
            value: between(|row| row.value),
            numerator: between(|row| row.numerator),
            denominator: between(|row| row.denominator),
            value_low: between(|row| row.value_low),
            value_high: between(|row| row.value_high),
            state: None,
        },
        flags: row.flags.join(" "),
    })
}
