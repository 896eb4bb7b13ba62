//! Figures of areas in a form that knows nothing of how they are computed: coverage answers them, tiles shade a map with them
//! and the collection of features shows them. Their columns are those of interfaces.

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;

use super::cql2::Type;
use crate::web::{AppError, Parameters};

/// The columns of figures: name, and type of the values.
pub const FIGURE_COLUMNS: [(&str, Type); 36] = [
    ("indicator", Type::Text),
    ("measure", Type::Text),
    ("category", Type::Text),
    ("area_code_istat", Type::Text),
    ("area_level", Type::Text),
    ("area_name", Type::Text),
    ("region_code", Type::Text),
    ("value", Type::Number),
    ("unit", Type::Text),
    ("numerator", Type::Number),
    ("denominator", Type::Number),
    ("value_low", Type::Number),
    ("value_high", Type::Number),
    ("state", Type::Text),
    ("reason", Type::Text),
    ("n_centres", Type::Integer),
    ("group", Type::Text),
    ("threshold", Type::Number),
    ("threshold_unit", Type::Text),
    ("threshold_inclusive", Type::Boolean),
    ("landmass", Type::Text),
    ("bounds", Type::Text),
    ("demand", Type::Text),
    ("demand_resolution", Type::Number),
    ("supply_precision", Type::Number),
    ("boundary_year", Type::Integer),
    ("population_source", Type::Text),
    ("population_year", Type::Integer),
    ("centres_snapshot", Type::Text),
    ("as_of", Type::Text),
    ("since", Type::Text),
    ("travel_times", Type::Text),
    ("method", Type::Text),
    ("flags", Type::Text),
    ("demo", Type::Boolean),
    ("recipe", Type::Text),
];

/// What the column `area_level` says of classes of comuni, which no question can ask for by level.
pub const CLASS_LEVELS: [&str; 5] = ["size_class", "island_class", "snai_class", "mountain_class", "altimetric_zone"];

/// The level of figures by class of comune, which have no shapes.
pub const BY_CLASS: &str = "class";

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureCell {
    /// None: not zero and not empty.
    Absent,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// The figure of an area as a map shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaFigure<'a> {
    /// What is measured.
    pub measure: &'a str,
    /// A category the measure is of, such as a service; only of measures no map shows.
    pub category: Option<&'a str>,
    /// Code of the area.
    pub code: &'a str,
    /// Name of the area.
    pub name: &'a str,
    /// The Region the area lies in; none for the nation.
    pub region_code: Option<&'a str>,
    /// The figure.
    pub value: Option<f64>,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// `computed`, `unreachable` or `not_computed`.
    pub state: &'static str,
    /// The class of its map: 0 for zero, 1 to 5 by the declared breaks; none where there is no figure.
    pub class: Option<u8>,
}

/// An area of a boundary layer and the wider area it is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Code of the part.
    pub code: &'a str,
    /// The Region and the code of the area: codes of ambiti are their Region's.
    pub area: (Option<&'a str>, &'a str),
}

/// Figures of the areas of a level.
pub trait AreaFigures: Debug + Send + Sync {
    /// Equal versions are equal figures.
    fn version(&self) -> &str;

    /// The question in its canonical pairs.
    fn question(&self) -> &[(&'static str, String)];

    /// The word of the level; [`BY_CLASS`] where each figure is of a class of comuni.
    fn level(&self) -> &'static str;

    /// The measure a map of them shows, unless another is asked for.
    fn main_measure(&self) -> &'static str;

    /// Some of the sites counted are invented.
    fn demo(&self) -> bool;

    /// The measures a map can show: those that are not of categories.
    fn measures(&self) -> Vec<&'static str>;

    /// The figures of a measure, with their classes; nothing for a measure that is not among them.
    fn figures_of(&self, measure: &str) -> Vec<AreaFigure<'_>>;

    /// What the areas of the level are made of where no boundary layer draws them: provinces of a social region, comuni of an
    /// ambito. A comune of two ambiti stands once, with the first.
    fn parts(&self) -> Vec<Part<'_>>;

    /// Every figure: what a map shows of it, without its class, and the values of [`FIGURE_COLUMNS`].
    ///
    /// # Errors
    /// When they cannot be written down, which ours can.
    fn rows(&self) -> Result<Vec<(AreaFigure<'_>, Vec<FigureCell>)>, AppError>;
}

/// Who answers questions about areas.
#[async_trait]
pub trait FigureSource: Debug + Send + Sync {
    /// The figures of a question in the parameters of interfaces; of the share of people near a centre where no indicator is
    /// named.
    ///
    /// # Errors
    /// 400 with every mistake in the parameters, unknown ones included; 503 while the database is away and needed.
    async fn figures(&self, parameters: Parameters) -> Result<Arc<dyn AreaFigures>, AppError>;
}
