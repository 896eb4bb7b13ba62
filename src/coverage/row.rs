//! One figure with everything one must know to trust and repeat it: the row of interfaces and files. No data, nobody in
//! reach and not computed are three things.

use serde::Serialize;

use super::areas::{Area, Level};
use super::indicator::Indicator;
use super::request::CoverageRequest;

/// What a value is, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A figure.
    Computed,
    /// Nobody is in reach: the distance is not a number.
    Unreachable,
    /// No figure is given; `reason` says why.
    NotComputed,
}

impl State {
    /// Its name in interfaces.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Unreachable => "unreachable",
            Self::NotComputed => "not_computed",
        }
    }
}

/// One figure for one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What exactly is measured, such as `mean` or `centres`.
    pub measure: &'static str,
    /// A category the measure is of, such as a service.
    pub category: Option<String>,
    /// Code of the area.
    pub code: String,
    /// Name of the area.
    pub name: String,
    /// Level of the area: a level, or a class of comuni.
    pub level: &'static str,
    /// The Region the area lies in.
    pub region_code: Option<String>,
    /// The figure.
    pub value: Option<f64>,
    /// Unit of the figure.
    pub unit: &'static str,
    /// What was divided.
    pub numerator: Option<f64>,
    /// By what.
    pub denominator: Option<f64>,
    /// The least the figure can be, given how far people are taken to live from the demand points and how surely the sites
    /// are placed.
    pub value_low: Option<f64>,
    /// The most it can be.
    pub value_high: Option<f64>,
    /// Centres of the supply in the area.
    pub n_centres: u32,
    /// Radius in metres of what a demand point stands for, averaged over people.
    pub demand_resolution: Option<f64>,
    /// Accuracy in metres of the sites that decide, averaged over people; of those in the area where no distance is measured.
    pub supply_precision: Option<f64>,
    /// What the value is.
    pub state: State,
    /// Why there is none.
    pub reason: Option<&'static str>,
    /// What one must know besides.
    pub flags: Vec<String>,
    /// Points of the Lorenz curve: shares of people and of the whole.
    pub lorenz: Option<Vec<[f64; 2]>>,
}

impl Row {
    /// A row of an area without a figure yet.
    #[must_use]
    pub fn of(area: &Area, level: Level, measure: &'static str, unit: &'static str) -> Self {
        Self {
            measure,
            category: None,
            code: area.code.clone(),
            name: area.name.clone(),
            level: level.word(),
            region_code: area.region_code.clone(),
            value: None,
            unit,
            numerator: None,
            denominator: None,
            value_low: None,
            value_high: None,
            n_centres: 0,
            demand_resolution: None,
            supply_precision: None,
            state: State::NotComputed,
            reason: None,
            flags: vec![],
            lorenz: None,
        }
    }

    /// The number behind a flag, such as `comuni_without_data:`.
    #[must_use]
    pub fn number_after(&self, flag: &str) -> Option<f64> {
        self.flags.iter().find_map(|one| one.strip_prefix(flag)?.parse().ok())
    }

    /// Says that somebody or something is left out, once.
    pub fn mark_partial(&mut self) {
        if !self.flags.iter().any(|flag| flag == "partial") {
            self.flags.push("partial".to_owned());
        }
    }

    /// Speaks of travel times.
    #[must_use]
    pub fn is_of_time(&self) -> bool {
        self.measure.ends_with("_minutes")
    }

    /// The threshold of a question that this measure was taken with, and its unit; none where it decides nothing of it.
    #[must_use]
    pub fn threshold(&self, request: &CoverageRequest) -> Option<(f64, &'static str)> {
        let decides = self.measure.starts_with("within") || self.measure.contains("uncovered");
        let farthest = request.steps.last().map(|(metres, _)| *metres);
        let metres = match request.indicator {
            Indicator::C7 => farthest,
            Indicator::C8 => farthest.filter(|_| self.measure.contains("_of_access")),
            _ => request.threshold_m.filter(|_| decides && !self.is_of_time()),
        };
        let minutes = request.threshold_min.filter(|_| decides && self.is_of_time());
        metres.map(|metres| (metres, "m")).or(minutes.map(|minutes| (minutes, "min")))
    }

    /// Speaks of distances from where people live.
    #[must_use]
    pub fn is_of_distance(&self, request: &CoverageRequest) -> bool {
        let counts = ["centres_per_10000_people", "opened_sites", "closed_sites", "centres_change"];
        request.indicator.is_of_distance() && !self.is_of_time() && !counts.contains(&self.measure)
    }

    /// With a count, which is what it is.
    #[must_use]
    pub fn counted(mut self, count: f64) -> Self {
        self.value = Some(count);
        (self.value_low, self.value_high) = (self.value, self.value);
        self.state = State::Computed;
        self
    }

    /// With a quotient times a factor; nothing to divide by is no figure.
    #[must_use]
    pub fn divided(mut self, numerator: f64, denominator: f64, factor: f64, otherwise: &'static str) -> Self {
        self.numerator = Some(numerator);
        self.denominator = Some(denominator);
        if denominator > 0.0 {
            self.value = Some(factor * numerator / denominator);
            (self.value_low, self.value_high) = (self.value, self.value);
            self.state = State::Computed;
        } else {
            self.reason = Some(otherwise);
        }
        self
    }

    /// Without a figure, for a reason.
    #[must_use]
    pub fn not_computed(mut self, reason: &'static str) -> Self {
        (self.value, self.value_low, self.value_high) = (None, None, None);
        self.state = State::NotComputed;
        self.reason = Some(reason);
        self
    }
}
