//! Figures of areas as features: the rows of coverage with the shapes of their areas, which are those of the other collections.

use std::collections::HashMap;
use std::sync::Arc;

use data_import::crs::Area;
use geo::Geometry;

use super::collection::Collection;
use super::condition::Condition;
use super::unit::{Cell, Unit};
use crate::published::cql2::{Record, Value};
use crate::published::{AreaFigure, AreaFigures, CLASS_LEVELS};
use crate::web::parameters::query_string;
use crate::web::{AppError, Parameters, Phrase};

/// Parameters of a question that a property of its features says again: who demands one value of it means that question.
const SAID_AGAIN: [(&str, &str); 2] = [("indicator", "indicator"), ("level", "area_level")];

/// The indicator whose figures are of classes of comuni.
const OF_CLASSES: &str = "C9";

/// What is asked of figures: a question of its own, the rest of an address is of the features. Empty where the features are none.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pairs: Vec<(&'static str, String)>,
    /// Parameters of the question that the address gives by another name.
    renamed: Vec<(&'static str, &'static str)>,
}

impl Question {
    /// What the parameters of an address ask.
    pub fn read(parameters: &mut Parameters, collection: Collection) -> Self {
        let mut pairs = vec![];
        for (name, _) in collection.parameters() {
            pairs.extend(parameters.many(name).into_iter().map(|value| (*name, value)));
        }
        Self { pairs, renamed: vec![] }
    }

    /// What the parameters of a list of features ask, and where they leave it open what its condition demands: clients that know
    /// properties only, as GDAL does, reach every level so. Two that differ are a mistake, noted in `parameters`.
    pub fn of_list(parameters: &mut Parameters, collection: Collection, condition: &Condition) -> Self {
        let mut question = Self::read(parameters, collection);
        if collection.parameters().is_empty() {
            return question;
        }
        for (name, property) in SAID_AGAIN {
            for value in condition.demanded(property) {
                if property == "area_level" && CLASS_LEVELS.contains(&value) {
                    // No question asks for a class, but one indicator answers by them.
                    if !question.pairs.iter().any(|(one, _)| *one == "indicator") {
                        question.pairs.push(("indicator", OF_CLASSES.to_owned()));
                    }
                    continue;
                }
                let by_name = parameters.many(property).iter().any(|given| given == value);
                let said_in = if by_name { property } else { "filter" };
                match question.pairs.iter().find(|(one, _)| *one == name) {
                    Some((_, asked)) if asked == value => {}
                    Some((_, asked)) => parameters.refuse(said_in, value, Phrase::new("error-one-of").with("allowed", asked)),
                    None => {
                        question.pairs.push((name, value.to_owned()));
                        question.renamed.push((name, said_in));
                    }
                }
            }
        }
        question
    }

    /// Nothing is asked but the usual.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// As parameters of whoever knows the figures.
    pub fn parameters(&self) -> Parameters {
        Parameters::of(self.pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
    }

    /// As the query of another address, with its question mark, and one more parameter.
    pub fn query_with(&self, more: Option<(&str, &str)>) -> String {
        query_string(self.pairs.iter().map(|(name, value)| (*name, value.as_str())).chain(more))
    }

    /// A mistake in it, told by the names the asker wrote.
    pub fn as_written(&self, error: AppError) -> AppError {
        let AppError::Invalid(mut mistakes) = error else { return error };
        for mistake in &mut mistakes {
            if let Some((_, written)) = self.renamed.iter().find(|(name, _)| *name == mistake.parameter) {
                mistake.parameter = (*written).to_owned();
            }
        }
        AppError::Invalid(mistakes)
    }
}

/// Shapes by what figures call their areas.
pub type Shapes = HashMap<String, Arc<Geometry<f64>>>;

/// The collections whose shapes the areas of a level have.
#[must_use]
pub fn shaped_by(level: &str) -> &'static [Collection] {
    match level {
        "region" => &[Collection::Regions],
        "social_region" => &[Collection::Regions, Collection::Provinces],
        "province" => &[Collection::Provinces],
        "municipality" => &[Collection::Municipalities],
        "district" => &[Collection::Districts],
        _ => &[],
    }
}

fn text(unit: &Unit, collection: Collection, property: &str) -> Option<String> {
    match unit.get(collection.schema().index(property)?) {
        Value::Text(text) => Some(text.to_owned()),
        _ => None,
    }
}

/// The shapes of a level from the units of the collections it is shaped by, in that order.
#[must_use]
pub fn shapes(level: &str, units: &[Arc<Vec<Unit>>]) -> Shapes {
    let mut shapes = Shapes::new();
    let mut add = |name: String, unit: &Unit| {
        if let Some(shape) = unit.shape() {
            shapes.insert(name, shape);
        }
    };
    match (level, units) {
        ("social_region", [regions, provinces]) => {
            regions.iter().for_each(|unit| add(unit.code().to_owned(), unit));
            let mut bodies: HashMap<String, Vec<&Unit>> = HashMap::new();
            for province in provinces.iter() {
                if let Some(body) = text(province, Collection::Provinces, "social_region_code") {
                    bodies.entry(body).or_default().push(province);
                }
            }
            // Trento and Bolzano are bodies of one province each; the others are Regions.
            bodies.into_iter().filter(|(_, provinces)| provinces.len() == 1).for_each(|(body, provinces)| add(body, provinces[0]));
        }
        ("district", [districts]) => {
            for unit in districts.iter() {
                let of = |property| text(unit, Collection::Districts, property);
                if let (Some(region), Some(code)) = (of("region_code"), of("district_code")) {
                    add(format!("{region} {code}"), unit);
                }
            }
        }
        (_, [units]) => units.iter().for_each(|unit| add(unit.code().to_owned(), unit)),
        _ => {}
    }
    shapes
}

/// Two bodies may give their districts the same codes.
fn shape_name(figure: &AreaFigure<'_>, level: &str) -> String {
    if level == "district" { format!("{} {}", figure.region_code.unwrap_or_default(), figure.code) } else { figure.code.to_owned() }
}

/// The features.
///
/// # Errors
/// When figures cannot be written down, which ours can.
pub fn features(figures: &dyn AreaFigures, shapes: &Shapes) -> Result<Vec<Unit>, AppError> {
    let level = figures.level();
    let unit = |(figure, cells): (AreaFigure<'_>, Vec<_>)| {
        let pieces = [Some(figure.measure), figure.category, figure.region_code.filter(|_| level == "district"), Some(figure.code)];
        let id = pieces.into_iter().flatten().collect::<Vec<_>>().join("-");
        let cells = std::iter::once(Cell::from(id.clone())).chain(cells.into_iter().map(Cell::from)).collect();
        let area = Area::of_region(figure.region_code.unwrap_or_default());
        Unit::sharing(&id, figure.name, area, cells, shapes.get(&shape_name(&figure, level)).cloned())
    };
    Ok(figures.rows()?.into_iter().map(unit).collect())
}
