//! A question about coverage, read from the parameters of an address, of a posted body or of the command line alike.
//! Refuses nothing by itself: mistakes are noted in the parameters, all of them.

use chrono::NaiveDate;

use super::areas::Level;
use super::demand::{Demand, MUNICIPALITIES};
use super::indicator::Indicator;
use crate::published::{Codes, Filter, Snapshot, Territory, Tongue};
use crate::web::{Parameters, Phrase};

/// With one point for each comune no shorter distance means anything, metres.
pub const COARSEST_M: f64 = 10_000.0;
/// The longest threshold, metres: farther than any two points of Italy.
pub const LONGEST_M: f64 = 2_000_000.0;
/// Most steps of a floating catchment area.
const MOST_STEPS: usize = 10;
/// Steps of E2SFCA where none are asked for: metres and weight.
const STEPS: [(f64, f64); 3] = [(10_000.0, 1.0), (20_000.0, 0.68), (30_000.0, 0.22)];

/// Travel times that may be asked for, minutes.
pub const MINUTES: [&str; 4] = ["15", "30", "45", "60"];

/// What a site counts for where supply is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Each site the same.
    Sites,
    /// Its opening hours in an ordinary week; a site that gives none counts for nothing, and the rows say so.
    Hours,
}

/// A question about coverage.
#[derive(Debug, Clone)]
pub struct CoverageRequest {
    /// What is asked for.
    pub indicator: Indicator,
    /// The areas answered for.
    pub level: Level,
    /// Which areas: those that lie wholly inside. The supply around them counts all the same.
    pub territory: Territory,
    /// Which sites.
    pub filter: Filter,
    /// Threshold in metres, inclusive, where the indicator has one.
    pub threshold_m: Option<f64>,
    /// Threshold in minutes, inclusive, where the indicator has one.
    pub threshold_min: Option<f64>,
    /// Key of the travel-time matrix; empty where none is needed or loaded.
    pub matrix: String,
    /// The day at which sites are looked at; none for those in service now.
    pub as_of: Option<NaiveDate>,
    /// The earlier day it is compared with, where the indicator tells a change.
    pub since: Option<NaiveDate>,
    /// Steps of floating catchment areas: metres, inclusive, ascending, and weight.
    pub steps: Vec<(f64, f64)>,
    /// What a site counts for in them.
    pub weight: Weight,
    /// Which people.
    pub group: String,
    /// Only sites on one's own landmass.
    pub same_land: bool,
    /// Bounds hold for certain; else for people who live within a disc as large as their comune.
    pub certain: bool,
    /// Which demand.
    pub demand: String,
    /// The question in canonical pairs.
    pub pairs: Vec<(&'static str, String)>,
}

impl CoverageRequest {
    /// Reads the question. `indicator` is used where none is asked for and may be left out.
    pub fn read(parameters: &mut Parameters, snapshot: &Snapshot, indicator: Option<Indicator>) -> Self {
        let indicator = one_of(parameters, "indicator", Indicator::of, &Indicator::ALL.map(Indicator::word)).or(indicator);
        parameters.required("indicator", indicator.is_some());
        let indicator = indicator.unwrap_or(Indicator::C1);
        let level = one_of(parameters, "level", Level::of, &Level::ALL.map(Level::word)).unwrap_or(Level::Region);
        if (indicator.is_of_quality() || indicator == Indicator::C8) && level == Level::Municipality {
            // Most comuni with a centre have one: that would be a league table of centres. Inequality is among comuni.
            let wider: Vec<&str> = Level::ALL.into_iter().filter(|one| *one != Level::Municipality).map(Level::word).collect();
            parameters.refuse("level", level.word(), Phrase::new("error-one-of").with("allowed", wider.join(", ")));
        }
        let same_land = one_of(
            parameters,
            "landmass",
            |word| [("same", true), ("any", false)].into_iter().find(|(one, _)| *one == word),
            &["same", "any"],
        )
        .is_none_or(|(_, same)| same);
        let certain = one_of(
            parameters,
            "bounds",
            |word| [("typical", false), ("certain", true)].into_iter().find(|(one, _)| *one == word),
            &["typical", "certain"],
        )
        .is_some_and(|(_, certain)| certain);
        let weight = one_of(
            parameters,
            "weight",
            |word| [("sites", Weight::Sites), ("hours", Weight::Hours)].into_iter().find(|(one, _)| *one == word),
            &["sites", "hours"],
        )
        .map_or(Weight::Sites, |(_, weight)| weight);
        let threshold_m = threshold(parameters);
        let steps = steps(parameters);
        let minutes = |word: &str| MINUTES.into_iter().find(|one| *one == word).and_then(|one| one.parse::<f64>().ok());
        let threshold_min = one_of(parameters, "threshold_min", minutes, &MINUTES);
        let matrix = parameters.one("matrix").unwrap_or_default();
        let mut date = |name: &'static str| parameters.parsed::<NaiveDate>(name, || Phrase::new("error-date"));
        let (as_of, since) = (date("as_of"), date("since"));
        parameters.required("since", indicator != Indicator::C10 || since.is_some());
        let demand = parameters.one("demand").unwrap_or_else(|| MUNICIPALITIES.to_owned());
        let group = parameters.one("group").unwrap_or_default();
        let filter = Filter::read(parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
        let asked =
            Asked { indicator, level, same_land, certain, weight, threshold_m, threshold_min, matrix, as_of, since, steps, demand, group };
        Self::of(asked, filter, &snapshot.codes)
    }

    fn of(asked: Asked, filter: Filter, codes: &Codes) -> Self {
        let Asked { indicator, level, same_land, certain, weight, threshold_m, threshold_min, matrix, as_of, since, steps, demand, group } =
            asked;
        let threshold_min = threshold_min.or(indicator.threshold_min()).filter(|_| indicator.threshold_min().is_some());
        let since = since.filter(|_| indicator == Indicator::C10);
        let matrix = if indicator.threshold_min().is_some() { matrix } else { String::new() };
        let threshold_m = threshold_m.or(indicator.threshold_m()).filter(|_| indicator.threshold_m().is_some());
        let steps = match (indicator, steps, threshold_m) {
            (Indicator::C7, Some(steps), _) => steps,
            // One step of full weight is the two-step floating catchment area as it was first described.
            (Indicator::C7, None, Some(metres)) if asked.threshold_m.is_some() => vec![(metres, 1.0)],
            (Indicator::C7, None, _) => STEPS.to_vec(),
            // Its own threshold is none: the steps are those of what people reach.
            (Indicator::C8, steps, _) => steps.unwrap_or_else(|| STEPS.to_vec()),
            _ => vec![],
        };
        let farthest = steps.last().filter(|_| indicator == Indicator::C7).map(|(metres, _)| *metres);
        let threshold_m = farthest.or(threshold_m);
        let mut pairs = vec![("indicator", indicator.word().to_owned()), ("level", level.word().to_owned())];
        if indicator.is_of_people() {
            pairs.push(("group", group.clone()));
            pairs.push(("demand", demand.clone()));
        }
        if indicator.is_of_distance() {
            pairs.push(("landmass", if same_land { "same" } else { "any" }.to_owned()));
            pairs.push(("bounds", if certain { "certain" } else { "typical" }.to_owned()));
        }
        if indicator.takes_steps() {
            let steps: Vec<String> = steps.iter().map(|(metres, weight)| format!("{metres}:{weight}")).collect();
            pairs.push(("steps", steps.join(",")));
            pairs.push(("weight", if weight == Weight::Sites { "sites" } else { "hours" }.to_owned()));
        } else if let Some(metres) = threshold_m {
            pairs.push(("threshold_m", metres.to_string()));
        }
        if let Some(minutes) = threshold_min {
            pairs.push(("threshold_min", minutes.to_string()));
            pairs.push(("matrix", matrix.clone()));
        }
        pairs.extend(since.map(|date| ("since", date.to_string())));
        pairs.extend(as_of.map(|date| ("as_of", date.to_string())));
        pairs.extend(filter.pairs(Tongue::Interface));
        let (territory, filter) = filter.without_territory(codes);
        let filter = filter.in_service_unless_asked();
        Self {
            indicator,
            level,
            territory,
            filter,
            threshold_m,
            threshold_min,
            matrix,
            as_of,
            since,
            steps,
            weight,
            group,
            same_land,
            certain,
            demand,
            pairs,
        }
    }

    /// Settles the days: a change is told up to today where nothing else is asked, and goes forward.
    pub fn settle_days(&mut self, today: NaiveDate, parameters: &mut Parameters) {
        let Some(since) = self.since else { return };
        if self.as_of.is_none() {
            self.as_of = Some(today);
            self.pairs.push(("as_of", today.to_string()));
        }
        if self.as_of.is_some_and(|until| until <= since) {
            parameters.refuse("since", &since.to_string(), Phrase::new("error-since"));
        }
    }

    /// Settles which travel times are meant, among those that are loaded.
    pub fn settle_matrix(&mut self, known: &[&str], parameters: &mut Parameters) {
        if self.indicator.threshold_min().is_none() {
            return;
        }
        match (self.matrix.as_str(), known) {
            ("", []) => {}
            ("", [only]) => (*only).clone_into(&mut self.matrix),
            (named, _) if known.contains(&named) => {}
            (named, _) => parameters.refuse("matrix", named, Phrase::new("error-one-of").with("allowed", known.join(", "))),
        }
        for (_, value) in self.pairs.iter_mut().filter(|(name, _)| *name == "matrix") {
            value.clone_from(&self.matrix);
        }
    }

    /// Settles what depends on the demand: the group, and whether its points are fine enough for the threshold.
    pub fn settle(&mut self, demand: &Demand, parameters: &mut Parameters) {
        if self.group.is_empty() {
            // Centres are for families: minors where they are known.
            self.group = if demand.group("0-17").is_some() { "0-17" } else { "all" }.to_owned();
        } else if demand.group(&self.group).is_none() {
            let known: Vec<&str> = demand.groups().collect();
            parameters.refuse("group", &self.group, Phrase::new("error-group").with("known", known.join(", ")));
        }
        for (name, value) in &mut self.pairs {
            if *name == "group" {
                value.clone_from(&self.group);
            }
        }
        if demand.key == MUNICIPALITIES
            && self.indicator.is_of_distance()
            && let Some(metres) = self.nearest_threshold().filter(|metres| *metres < COARSEST_M)
        {
            let is_one_step = self.indicator == Indicator::C7 && self.steps.len() == 1;
            let name = if self.indicator.takes_steps() && !is_one_step { "steps" } else { "threshold_m" };
            parameters.refuse(name, &metres.to_string(), Phrase::new("error-too-coarse").with("metres", COARSEST_M.to_string()));
        }
    }

    /// The shortest distance anything is compared with.
    #[must_use]
    pub fn nearest_threshold(&self) -> Option<f64> {
        self.steps.first().map(|(metres, _)| *metres).or(self.threshold_m)
    }

    /// The question as one text, equal for equal questions.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut writer = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.pairs {
            writer.append_pair(name, value);
        }
        writer.finish()
    }
}

struct Asked {
    indicator: Indicator,
    level: Level,
    same_land: bool,
    certain: bool,
    weight: Weight,
    threshold_m: Option<f64>,
    threshold_min: Option<f64>,
    matrix: String,
    as_of: Option<NaiveDate>,
    since: Option<NaiveDate>,
    steps: Option<Vec<(f64, f64)>>,
    demand: String,
    group: String,
}

fn one_of<T>(parameters: &mut Parameters, name: &'static str, of: impl Fn(&str) -> Option<T>, allowed: &[&str]) -> Option<T> {
    let word = parameters.one(name)?;
    let found = of(&word);
    if found.is_none() {
        parameters.refuse(name, &word, Phrase::new("error-one-of").with("allowed", allowed.join(", ")));
    }
    found
}

fn threshold(parameters: &mut Parameters) -> Option<f64> {
    let between = || Phrase::new("error-number-between").with("low", "1").with("high", LONGEST_M.to_string());
    let metres: f64 = parameters.parsed("threshold_m", between)?;
    if (1.0..=LONGEST_M).contains(&metres) {
        return Some(metres);
    }
    parameters.refuse("threshold_m", &metres.to_string(), between());
    None
}

/// `10000:1,20000:0.68`: metres and weights, both in order.
fn steps(parameters: &mut Parameters) -> Option<Vec<(f64, f64)>> {
    let text = parameters.one("steps")?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    let step = |step: &str| step.split_once(':').and_then(|(metres, weight)| Some((number(metres)?, number(weight)?)));
    let steps: Option<Vec<(f64, f64)>> = text.split(',').map(step).collect();
    let good = steps.filter(|steps| {
        steps.len() <= MOST_STEPS
            && steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 >= pair[1].1)
            && steps.iter().all(|(metres, weight)| (1.0..=LONGEST_M).contains(metres) && *weight <= 1.0)
    });
    if good.is_none() {
        parameters.refuse("steps", &text, Phrase::new("error-steps"));
    }
    good
}
