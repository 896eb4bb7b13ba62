//! A unit of the territory as a feature: its cells in the order of its collection's schema, and its shape.

use std::sync::Arc;

use data_import::crs::Area;
use geo::Geometry;

use super::feature::{Feature, FeatureId};
use crate::published::cql2::{Record, Value};
use crate::published::{FigureCell, fold};

/// A value of a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// None: not zero and not empty.
    Absent,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A list.
    Texts(Vec<String>),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<FigureCell> for Cell {
    fn from(cell: FigureCell) -> Self {
        match cell {
            FigureCell::Absent => Self::Absent,
            FigureCell::Text(text) => Self::Text(text),
            FigureCell::Number(number) => Self::Number(number),
            FigureCell::Flag(flag) => Self::Flag(flag),
        }
    }
}

impl From<Option<i32>> for Cell {
    fn from(number: Option<i32>) -> Self {
        number.map_or(Self::Absent, |number| Self::Number(number.into()))
    }
}

/// A Region, a province, a comune, an ambito; or a figure of one.
#[derive(Debug)]
pub struct Unit {
    code: String,
    order: String,
    area: Area,
    cells: Vec<Cell>,
    shape: Option<Arc<Geometry<f64>>>,
}

impl Unit {
    /// Of its code, its name, the code of the Region it is in, its cells, and its shape in degrees of EPSG:4326.
    pub fn new(code: &str, name: &str, region_code: &str, cells: Vec<Cell>, shape: Option<Geometry<f64>>) -> Self {
        Self::sharing(code, name, Area::of_region(region_code), cells, shape.map(Arc::new))
    }

    /// Of an id, the name it is ordered by, the part of Italy it is in, its cells, and a shape that another unit has too.
    pub fn sharing(id: &str, name: &str, area: Area, cells: Vec<Cell>, shape: Option<Arc<Geometry<f64>>>) -> Self {
        Self { code: id.to_owned(), order: format!("{}\u{1}{id}", fold(name)), area, cells, shape }
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its shape, for another that has the same.
    pub fn shape(&self) -> Option<Arc<Geometry<f64>>> {
        self.shape.clone()
    }
}

impl Record for Unit {
    fn get(&self, property: usize) -> Value<'_> {
        match self.cells.get(property) {
            Some(Cell::Text(text)) => Value::Text(text),
            Some(Cell::Number(number)) => Value::Number(*number),
            Some(Cell::Flag(flag)) => Value::Boolean(*flag),
            Some(Cell::Texts(texts)) => Value::Texts(texts),
            Some(Cell::Absent) => Value::Null,
            None if property == self.cells.len() => self.shape.as_deref().map_or(Value::Null, Value::Geometry),
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
