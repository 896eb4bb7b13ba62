//! A unit of the territory as a feature: its cells in the order of its collection's schema, and its shape.

use data_import::crs::Area;
use geo::Geometry;

use super::feature::{Feature, FeatureId};
use crate::published::cql2::{Record, Value};
use crate::published::fold;

/// A value of a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// None: not zero and not empty.
    Absent,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A list.
    Texts(Vec<String>),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<i32>> for Cell {
    fn from(number: Option<i32>) -> Self {
        number.map_or(Self::Absent, |number| Self::Number(number.into()))
    }
}

/// A Region, a province, a comune, an ambito.
#[derive(Debug)]
pub struct Unit {
    code: String,
    order: String,
    area: Area,
    cells: Vec<Cell>,
    shape: Option<Geometry<f64>>,
}

impl Unit {
    /// Of its code, its name, the code of the Region it is in, its cells, and its shape in degrees of EPSG:4326.
    pub fn new(code: &str, name: &str, region_code: &str, cells: Vec<Cell>, shape: Option<Geometry<f64>>) -> Self {
        Self { code: code.to_owned(), order: format!("{}\u{1}{code}", fold(name)), area: Area::of_region(region_code), cells, shape }
    }
}

impl Record for Unit {
    fn get(&self, property: usize) -> Value<'_> {
        match self.cells.get(property) {
            Some(Cell::Text(text)) => Value::Text(text),
            Some(Cell::Number(number)) => Value::Number(*number),
            Some(Cell::Texts(texts)) => Value::Texts(texts),
            Some(Cell::Absent) => Value::Null,
            None if property == self.cells.len() => self.shape.as_ref().map_or(Value::Null, Value::Geometry),
            None => Value::Null,
        }
    }
}

impl Feature for Unit {
    fn id(&self) -> FeatureId<'_> {
        FeatureId::Code(&self.code)
    }

    fn order(&self) -> &str {
        &self.order
    }

    fn area(&self) -> Area {
        self.area
    }
}
