//! CQL2 (OGC 21-065r2): the one language of filters behind tiles, lists, nearest, counts, exports and OGC API Features.
//! Text and JSON become one tree, one canonical text, one predicate. Refuses what has no meaning, arithmetic and
//! functions of one's own, and more than [`limits`] allow.

mod ast;
mod canonical;
mod error;
mod evaluate;
mod fold;
mod geojson;
mod geometry;
mod instant;
mod json;
mod lexer;
pub mod limits;
mod pattern;
mod phrases;
mod placing;
mod scalar;
mod schema;
mod spatial;
mod temporal;
mod text;
mod wkt;
mod write;
mod write_json;

#[cfg(test)]
mod tests;

use std::hash::{Hash, Hasher};

pub use ast::{ArrayOp, Bound, Comparison, Expression, GeographicBox, Operand, SpatialOp, TemporalOp};
pub use canonical::canonical;
pub use error::{Error, ErrorKind, Expected, Found, GeometryFault, Kind, Place};
pub use evaluate::{Predicate, Record, Value};
pub use placing::Placing;
pub use schema::{Schema, Type};

impl Expression {
    /// Reads CQL2 text.
    ///
    /// # Errors
    /// What is no CQL2 text, or beyond the limits: with the character where it is.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        text::read(text)
    }

    /// Reads CQL2 text whose geometries are in another reference system.
    ///
    /// # Errors
    /// As [`Expression::from_text`]; numbers that name no place.
    pub fn from_text_placed(text: &str, place: Placing<'_>) -> Result<Self, Error> {
        text::read_placed(text, place)
    }

    /// Reads CQL2 JSON.
    ///
    /// # Errors
    /// What is no CQL2 JSON, or beyond the limits: with a pointer to where it is.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        json::read(json)
    }

    /// Reads CQL2 JSON whose geometries are in another reference system.
    ///
    /// # Errors
    /// As [`Expression::from_json`]; numbers that name no place.
    pub fn from_json_placed(json: &str, place: Placing<'_>) -> Result<Self, Error> {
        json::read_placed(json, place)
    }

    /// Reads CQL2 JSON that is part of a greater document, whose size the caller has limited.
    ///
    /// # Errors
    /// As [`Expression::from_json`].
    pub fn from_json_value(value: &serde_json::Value) -> Result<Self, Error> {
        json::read_value(value)
    }

    /// As CQL2 JSON. As CQL2 text it is what `Display` writes.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        write_json::expression(self)
    }
}

/// A filter that has been read, checked against a schema, brought to its canonical form and made ready.
/// Two filters of one schema with equal canonical text are equal.
#[derive(Clone, Debug)]
pub struct CheckedFilter {
    expression: Expression,
    text: String,
    predicate: Predicate,
}

impl CheckedFilter {
    /// From CQL2 text.
    ///
    /// # Errors
    /// What [`Expression::from_text`] or [`CheckedFilter::new`] refuse.
    pub fn from_text(text: &str, schema: &Schema) -> Result<Self, Error> {
        Self::new(Expression::from_text(text)?, schema)
    }

    /// From CQL2 JSON.
    ///
    /// # Errors
    /// What [`Expression::from_json`] or [`CheckedFilter::new`] refuse.
    pub fn from_json(json: &str, schema: &Schema) -> Result<Self, Error> {
        Self::new(Expression::from_json(json)?, schema)
    }

    /// From a tree.
    ///
    /// # Errors
    /// What [`Schema::check`] refuses; a canonical form beyond the limits.
    pub fn new(expression: Expression, schema: &Schema) -> Result<Self, Error> {
        schema.check(&expression)?;
        let expression = canonical(expression);
        // Whoever is given the canonical text may send it back.
        limits::check_size(&expression)?;
        let text = expression.to_string();
        if text.len() > limits::MAX_TEXT_BYTES {
            return Err(ErrorKind::TooLong { limit: limits::MAX_TEXT_BYTES }.whole());
        }
        let predicate = Predicate::new(&expression, schema)?;
        Ok(Self { expression, text, predicate })
    }

    /// Canonical CQL2 text: the key of caches. It reads back as this filter.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The canonical tree.
    #[must_use]
    pub fn expression(&self) -> &Expression {
        &self.expression
    }

    /// Is the filter true of the record?
    #[must_use]
    pub fn matches(&self, record: &(impl Record + ?Sized)) -> bool {
        self.predicate.matches(record)
    }
}

impl PartialEq for CheckedFilter {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for CheckedFilter {}

impl Hash for CheckedFilter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
