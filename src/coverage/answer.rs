//! Rows as programs read them: every row with all its provenance, as JSON and as CSV with the same columns and digits (`file.rs`: as
//! other files).

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::breaks::{Breaks, breaks};
use super::demand::Demand;
use super::indicator::Indicator;
use super::request::CoverageRequest;
use super::row::{Row, State};
use crate::web::AppError;

/// Rows and what holds for all of them.
#[derive(Debug)]
pub struct Answer {
    /// The question.
    pub request: CoverageRequest,
    /// The rows.
    pub rows: Vec<Row>,
    /// Id of the recipe.
    pub recipe: String,
    /// Year of the boundaries.
    pub boundary_year: i32,
    /// Key of the source of the population.
    pub population_source: String,
    /// 1 January of this year.
    pub population_year: Option<i32>,
    /// Hash of the public centres.
    pub centres_snapshot: String,
    /// Some sites are invented.
    pub demo: bool,
    /// The people, and the areas they live in.
    pub demand: Arc<Demand>,
}

/// One row with everything, in the order of the columns.
#[derive(Serialize)]
pub(super) struct RowItem<'a> {
    pub(super) indicator: &'static str,
    pub(super) measure: &'static str,
    pub(super) category: Option<&'a str>,
    pub(super) area_code_istat: &'a str,
    pub(super) area_level: &'static str,
    pub(super) area_name: &'a str,
    pub(super) region_code: Option<&'a str>,
    pub(super) value: Option<f64>,
    pub(super) unit: &'static str,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    pub(super) value_low: Option<f64>,
    pub(super) value_high: Option<f64>,
    pub(super) state: State,
    pub(super) reason: Option<&'static str>,
    pub(super) n_centres: u32,
    pub(super) group: Option<&'a str>,
    pub(super) threshold: Option<f64>,
    pub(super) threshold_unit: Option<&'static str>,
    pub(super) threshold_inclusive: bool,
    pub(super) landmass: Option<&'static str>,
    pub(super) bounds: Option<&'static str>,
    pub(super) demand: &'a str,
    pub(super) demand_resolution: Option<f64>,
    pub(super) supply_precision: Option<f64>,
    pub(super) boundary_year: i32,
    pub(super) population_source: Option<&'a str>,
    pub(super) population_year: Option<i32>,
    pub(super) centres_snapshot: &'a str,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) since: Option<NaiveDate>,
    pub(super) travel_times: Option<&'a str>,
    pub(super) method: &'static str,
    #[serde(serialize_with = "joined")]
    pub(super) flags: &'a [String],
    pub(super) demo: bool,
    pub(super) recipe: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lorenz: Option<&'a [[f64; 2]]>,
}

// One text in JSON too, so that a column is the same thing in every format.
fn joined<S: Serializer>(flags: &&[String], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&flags.join(" "))
}

/// What is written around the rows of JSON.
#[derive(Serialize)]
struct List<'a> {
    items: Vec<RowItem<'a>>,
    next: Option<&'a str>,
    number_matched: usize,
    breaks: Vec<Breaks>,
    indicator: &'static str,
    level: &'static str,
    recipe: &'a str,
    recipe_url: String,
    demo: bool,
}

impl Answer {
    /// A row with all it stands on.
    pub(super) fn item<'a>(&'a self, row: &'a Row, with_curve: bool) -> RowItem<'a> {
        let request = &self.request;
        let of_people = request.indicator.is_of_people();
        let (threshold, of_distance) = (row.threshold(request), row.is_of_distance(request));
        RowItem {
            indicator: request.indicator.word(),
            measure: row.measure,
            category: row.category.as_deref(),
            area_code_istat: &row.code,
            area_level: row.level,
            area_name: &row.name,
            region_code: row.region_code.as_deref(),
            value: row.value,
            unit: row.unit,
            numerator: row.numerator,
            denominator: row.denominator,
            value_low: row.value_low,
            value_high: row.value_high,
            state: row.state,
            reason: row.reason,
            n_centres: row.n_centres,
            group: of_people.then_some(request.group.as_str()),
            threshold: threshold.map(|(figure, _)| figure),
            threshold_unit: threshold.map(|(_, unit)| unit),
            threshold_inclusive: true,
            landmass: of_distance.then_some(if request.same_land { "same" } else { "any" }),
            bounds: of_distance.then_some(if request.certain { "certain" } else { "typical" }),
            demand: &request.demand,
            demand_resolution: row.demand_resolution,
            supply_precision: row.supply_precision,
            boundary_year: self.boundary_year,
            population_source: of_people.then_some(self.population_source.as_str()),
            population_year: self.population_year.filter(|_| of_people),
            centres_snapshot: &self.centres_snapshot,
            as_of: request.as_of,
            since: request.since,
            travel_times: Some(request.matrix.as_str()).filter(|matrix| !matrix.is_empty() && row.is_of_time()),
            method: request.indicator.method(),
            flags: &row.flags,
            demo: self.demo,
            recipe: &self.recipe,
            lorenz: row.lorenz.as_deref().filter(|_| with_curve),
        }
    }

    /// One row as a JSON object.
    ///
    /// # Errors
    /// When it cannot be written, which our types can.
    pub fn item_as_json(&self, row: &Row) -> Result<serde_json::Value, AppError> {
        serde_json::to_value(self.item(row, false)).map_err(|error| AppError::Internal(error.into()))
    }

    /// As JSON: a list whose rows carry all columns.
    ///
    /// # Errors
    /// When it cannot be written, which our types can.
    pub fn json(&self) -> Result<Vec<u8>, AppError> {
        let list = List {
            items: self.rows.iter().map(|row| self.item(row, true)).collect(),
            next: None,
            number_matched: self.rows.len(),
            breaks: breaks(&self.rows),
            indicator: self.request.indicator.word(),
            level: self.request.level.word(),
            recipe: &self.recipe,
            recipe_url: recipe_url(&self.recipe),
            demo: self.demo,
        };
        serde_json::to_vec(&list).map_err(|error| AppError::Internal(error.into()))
    }

    /// As CSV: UTF-8, commas, one header row, decimal points; no figure is an empty cell.
    ///
    /// # Errors
    /// When it cannot be written, which our types can.
    pub fn csv(&self) -> Result<Vec<u8>, AppError> {
        let mut writer = csv::Writer::from_writer(vec![]);
        for row in &self.rows {
            writer.serialize(self.item(row, false)).map_err(|error| AppError::Internal(error.into()))?;
        }
        if self.rows.is_empty() {
            writer.write_record(COLUMNS).map_err(|error| AppError::Internal(error.into()))?;
        }
        writer.into_inner().map_err(|error| AppError::Internal(anyhow::anyhow!("{error}")))
    }

    /// Bytes held, about.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.rows.len() * 400 + 1_000
    }

    /// The indicator.
    #[must_use]
    pub fn indicator(&self) -> Indicator {
        self.request.indicator
    }
}

/// The columns of CSV, in order.
pub const COLUMNS: [&str; 36] = [
    "indicator",
    "measure",
    "category",
    "area_code_istat",
    "area_level",
    "area_name",
    "region_code",
    "value",
    "unit",
    "numerator",
    "denominator",
    "value_low",
    "value_high",
    "state",
    "reason",
    "n_centres",
    "group",
    "threshold",
    "threshold_unit",
    "threshold_inclusive",
    "landmass",
    "bounds",
    "demand",
    "demand_resolution",
    "supply_precision",
    "boundary_year",
    "population_source",
    "population_year",
    "centres_snapshot",
    "as_of",
    "since",
    "travel_times",
    "method",
    "flags",
    "demo",
    "recipe",
];

/// Where a recipe is found.
#[must_use]
pub fn recipe_url(id: &str) -> String {
    format!("/api/v1/coverage/recipes/{id}")
}
