//! Rows as a workbook or as Parquet: the columns of JSON and CSV by their names, figures as they are, to the last bit.

use std::fs::File;
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};

use super::answer::{Answer, RowItem};
use crate::files::{self, Format, Table};
use crate::published::cql2::{Record, Schema, Type, Value};
use crate::web::AppError;

/// The formats in which rows come as a file, beside CSV.
pub const FORMATS: [Format; 2] = [Format::Xlsx, Format::Parquet];

/// A row as a record, with its flags in one text.
struct Line<'a> {
    item: RowItem<'a>,
    flags: String,
}

type Reader = for<'a> fn(&'a Line<'_>) -> Value<'a>;

const FIELDS: [(&str, Type, Reader); 36] = [
    ("indicator", Type::Text, |line| Value::Text(line.item.indicator)),
    ("measure", Type::Text, |line| Value::Text(line.item.measure)),
    ("category", Type::Text, |line| text(line.item.category)),
    ("area_code_istat", Type::Text, |line| Value::Text(line.item.area_code_istat)),
    ("area_level", Type::Text, |line| Value::Text(line.item.area_level)),
    ("area_name", Type::Text, |line| Value::Text(line.item.area_name)),
    ("region_code", Type::Text, |line| text(line.item.region_code)),
    ("value", Type::Number, |line| number(line.item.value)),
    ("unit", Type::Text, |line| Value::Text(line.item.unit)),
    ("numerator", Type::Number, |line| number(line.item.numerator)),
    ("denominator", Type::Number, |line| number(line.item.denominator)),
    ("value_low", Type::Number, |line| number(line.item.value_low)),
    ("value_high", Type::Number, |line| number(line.item.value_high)),
    ("state", Type::Text, |line| Value::Text(line.item.state.word())),
    ("reason", Type::Text, |line| text(line.item.reason)),
    ("n_centres", Type::Integer, |line| Value::Number(f64::from(line.item.n_centres))),
    ("group", Type::Text, |line| text(line.item.group)),
    ("threshold", Type::Number, |line| number(line.item.threshold)),
    ("threshold_unit", Type::Text, |line| text(line.item.threshold_unit)),
    ("threshold_inclusive", Type::Boolean, |line| Value::Boolean(line.item.threshold_inclusive)),
    ("landmass", Type::Text, |line| text(line.item.landmass)),
    ("bounds", Type::Text, |line| text(line.item.bounds)),
    ("demand", Type::Text, |line| Value::Text(line.item.demand)),
    ("demand_resolution", Type::Number, |line| number(line.item.demand_resolution)),
    ("supply_precision", Type::Number, |line| number(line.item.supply_precision)),
    ("boundary_year", Type::Integer, |line| Value::Number(f64::from(line.item.boundary_year))),
    ("population_source", Type::Text, |line| text(line.item.population_source)),
    ("population_year", Type::Integer, |line| number(line.item.population_year.map(f64::from))),
    ("centres_snapshot", Type::Text, |line| Value::Text(line.item.centres_snapshot)),
    ("as_of", Type::Date, |line| day(line.item.as_of)),
    ("since", Type::Date, |line| day(line.item.since)),
    ("travel_times", Type::Text, |line| text(line.item.travel_times)),
    ("method", Type::Text, |line| Value::Text(line.item.method)),
    ("flags", Type::Text, |line| Value::Text(&line.flags)),
    ("demo", Type::Boolean, |line| Value::Boolean(line.item.demo)),
    ("recipe", Type::Text, |line| Value::Text(line.item.recipe)),
];

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::new(FIELDS.map(|(name, kind, _)| (name, kind))));

fn text(value: Option<&str>) -> Value<'_> {
    value.map_or(Value::Null, Value::Text)
}

fn number(value: Option<f64>) -> Value<'static> {
    value.map_or(Value::Null, Value::Number)
}

fn day(value: Option<NaiveDate>) -> Value<'static> {
    value.map_or(Value::Null, Value::Date)
}

impl Record for Line<'_> {
    fn get(&self, property: usize) -> Value<'_> {
        FIELDS.get(property).map_or(Value::Null, |(_, _, read)| read(self))
    }
}

impl Answer {
    /// As a file that stands at its beginning. `written_at` is what a workbook says of its making.
    ///
    /// # Errors
    /// When the disk is full, or for a format of places, which rows do not have.
    pub fn file(&self, format: Format, written_at: DateTime<Utc>) -> Result<File, AppError> {
        let table = Table { name: "coverage", schema: &SCHEMA, geometry: None };
        let lines = self.rows.iter().map(|row| Line { item: self.item(row, false), flags: row.flags.join(" ") });
        files::write(format, table, lines, written_at).map_err(AppError::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::COLUMNS;
    use super::*;

    #[test]
    fn a_file_has_the_columns_of_csv() {
        assert_eq!(FIELDS.map(|(name, ..)| name), COLUMNS);
    }
}
