//! Figures of areas as features: the rows of coverage with the shapes of their areas, which are those of the other collections.

use std::collections::HashMap;
use std::sync::Arc;

use data_import::crs::Area;
use geo::Geometry;

use super::collection::{Collection, FIGURE_PARAMETERS};
use super::unit::{Cell, Unit};
use crate::published::cql2::{Record, Value};
use crate::published::{AreaFigure, AreaFigures};
use crate::web::{AppError, Parameters};

/// What the parameters of an address ask of figures, as a question of their own; the rest is of the features.
#[must_use]
pub fn question(parameters: &mut Parameters) -> Parameters {
    let asked = FIGURE_PARAMETERS.iter().filter_map(|(name, _)| Some(((*name).to_owned(), parameters.one(name)?)));
    Parameters::of(asked.collect())
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
