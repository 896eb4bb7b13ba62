//! Answers as figures of areas, for the features that show them without knowing how they are computed.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::Value;

use super::answer::Answer;
use super::areas::Level;
use super::indicator::Indicator;
use super::row::{Row, State};
use super::service::Coverage;
use super::shades::{Shade, limits};
use super::table::main_measure;
use crate::database::Pools;
use crate::published::{AreaFigure, AreaFigures, BY_CLASS, FIGURE_COLUMNS, FigureCell, FigureSource, Part};
use crate::web::{AppError, Clock, Parameters};

/// Coverage as somebody who answers.
#[derive(Debug)]
pub struct Figures {
    /// The holder.
    pub coverage: Arc<Coverage>,
    /// Connections to the truth.
    pub pools: Pools,
    /// What time it is.
    pub clock: Clock,
}

#[async_trait]
impl FigureSource for Figures {
    async fn figures(&self, parameters: Parameters) -> Result<Arc<dyn AreaFigures>, AppError> {
        let answer = self.coverage.answer_about(parameters, Some(Indicator::C3), &self.pools, self.clock.now()).await?;
        Ok(answer)
    }
}

impl AreaFigures for Answer {
    fn version(&self) -> &str {
        &self.recipe
    }

    fn question(&self) -> &[(&'static str, String)] {
        &self.request.pairs
    }

    fn level(&self) -> &'static str {
        if self.request.indicator == Indicator::C9 { BY_CLASS } else { self.request.level.word() }
    }

    fn main_measure(&self) -> &'static str {
        match main_measure(self.request.indicator, self.request.level) {
            // Indicators of interfaces only have no main measure: the first is.
            "" => self.measures().first().copied().unwrap_or_default(),
            measure => measure,
        }
    }

    fn measures(&self) -> Vec<&'static str> {
        let mut measures: Vec<&str> = vec![];
        for row in self.rows.iter().filter(|row| row.category.is_none()) {
            // Rows stand measure by measure.
            if measures.last() != Some(&row.measure) {
                measures.push(row.measure);
            }
        }
        measures
    }

    fn demo(&self) -> bool {
        self.demo
    }

    fn figures_of(&self, measure: &str) -> Vec<AreaFigure<'_>> {
        let limits = limits(&self.rows, measure);
        let class = |row: &Row| match Shade::of(row, &limits) {
            Shade::Zero => Some(0),
            Shade::Class(class) => Some(class),
            Shade::Unreachable | Shade::NotComputed => None,
        };
        self.rows
            .iter()
            .filter(|row| row.measure == measure && row.category.is_none())
            .map(|row| AreaFigure { class: class(row), ..figure(row) })
            .collect()
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let areas = &self.demand.areas;
        let level = self.request.level;
        let comuni = (0_u32..).zip(&areas.municipalities);
        let area = |at: u32| {
            let area = areas.of(level, at).first().map(|area| &areas.at(level)[*area as usize])?;
            Some((area.region_code.as_deref(), area.code.as_str()))
        };
        match level {
            Level::District => comuni.filter_map(|(at, one)| Some(Part { code: &one.code, area: area(at)? })).collect(),
            Level::SocialRegion => {
                let mut parts: Vec<Part<'_>> =
                    comuni.filter_map(|(at, one)| Some(Part { code: &one.province_code, area: area(at)? })).collect();
                parts.sort_unstable_by_key(|part| part.code);
                parts.dedup();
                parts
            }
            Level::Nation | Level::Region | Level::Province | Level::Municipality => vec![],
        }
    }

    fn rows(&self) -> Result<Vec<(AreaFigure<'_>, Vec<FigureCell>)>, AppError> {
        let cells = |row: &Row| -> Result<Vec<FigureCell>, AppError> {
            let Value::Object(mut fields) = self.item_as_json(row)? else { return Ok(vec![]) };
            Ok(FIGURE_COLUMNS.iter().map(|(name, _)| cell(fields.remove(*name).unwrap_or_default())).collect())
        };
        self.rows.iter().map(|row| Ok((figure(row), cells(row)?))).collect()
    }
}

fn figure(row: &Row) -> AreaFigure<'_> {
    AreaFigure {
        measure: row.measure,
        category: row.category.as_deref(),
        code: &row.code,
        name: &row.name,
        region_code: row.region_code.as_deref(),
        value: row.value,
        low: row.value_low,
        high: row.value_high,
        state: match row.state {
            State::Computed => "computed",
            State::Unreachable => "unreachable",
            State::NotComputed => "not_computed",
        },
        class: None,
    }
}

fn cell(value: Value) -> FigureCell {
    match value {
        Value::String(text) => FigureCell::Text(text),
        Value::Number(number) => number.as_f64().map_or(FigureCell::Absent, FigureCell::Number),
        Value::Bool(flag) => FigureCell::Flag(flag),
        Value::Null | Value::Array(_) | Value::Object(_) => FigureCell::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::COLUMNS;

    #[test]
    fn figures_have_the_columns_of_interfaces() {
        assert_eq!(FIGURE_COLUMNS.map(|(name, _)| name), COLUMNS);
    }
}
