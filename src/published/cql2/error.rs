//! Why a filter cannot be used: where, and what would be right, as values that a caller can say in any language.
//! The English texts are for logs and for readers of `detail`.

use std::fmt;

/// A mistake in a filter.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{kind}{place}")]
pub struct Error {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ErrorKind,
}

/// Where a mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The filter as a whole.
    Whole,
    /// In text: counted in characters from 1.
    Character(usize),
    /// In JSON: a pointer (RFC 6901) such as `/args/0`.
    Pointer(String),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Character(at) => write!(out, ", at character {at}"),
            Self::Pointer(pointer) => write!(out, ", at {}", if pointer.is_empty() { "/" } else { pointer }),
        }
    }
}

/// What a mistake is.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ErrorKind {
    /// Nothing was written.
    #[error("the filter is empty")]
    Empty,
    /// Too many bytes.
    #[error("the filter is longer than {limit} bytes")]
    TooLong {
        /// Most bytes.
        limit: usize,
    },
    /// Nested too deeply.
    #[error("the filter is nested more than {limit} levels deep")]
    TooDeep {
        /// Most levels.
        limit: usize,
    },
    /// Too many conditions and operands.
    #[error("the filter has more than {limit} conditions and values")]
    TooManyParts {
        /// Most parts.
        limit: usize,
    },
    /// A list is too long.
    #[error("a list has more than {limit} items")]
    TooManyItems {
        /// Most items.
        limit: usize,
    },
    /// Geometries are too fine.
    #[error("the geometries have more than {limit} vertices")]
    TooManyVertices {
        /// Most vertices of a filter.
        limit: usize,
    },
    /// Too much work for each record.
    #[error("the filter asks more of each record than {limit} comparisons")]
    TooCostly {
        /// Most comparisons, as [`super::limits::MAX_COST`] counts them.
        limit: usize,
    },
    /// A pattern of LIKE has too many `%`.
    #[error("a pattern has more than {limit} times the sign %")]
    TooManyWildcards {
        /// Most `%` of a pattern.
        limit: usize,
    },
    /// Something else should stand here.
    #[error("found {found}, expected {expected}")]
    Unexpected {
        /// What stands there, as written; empty at the end.
        found: Found,
        /// What should.
        expected: Expected,
    },
    /// A `'` or `"` that nothing closes.
    #[error("a quoted text has no end")]
    UnclosedText,
    /// A sign with no meaning in CQL2.
    #[error("the sign {0:?} means nothing here")]
    UnknownSign(char),
    /// Not a finite number.
    #[error("{0} is no number that can be used")]
    InvalidNumber(String),
    /// Not a day of the calendar, as `2026-01-31`.
    #[error("{0:?} is no date such as 2026-01-31")]
    InvalidDate(String),
    /// Not a moment, as `2026-01-31T12:00:00Z`.
    #[error("{0:?} is no time such as 2026-01-31T12:00:00Z")]
    InvalidTimestamp(String),
    /// Ends before it begins.
    #[error("the interval ends before it begins")]
    InvalidInterval,
    /// A property's name has signs that names do not have.
    #[error("{0:?} is no name of a property")]
    InvalidName(String),
    /// CQL2 text could not say it again.
    #[error("a text cannot end in a backslash")]
    BackslashAtEnd,
    /// A geometry that is none.
    #[error("the geometry cannot be used: {0}")]
    InvalidGeometry(GeometryFault),
    /// A function that does not exist here.
    #[error("the function {0} does not exist")]
    UnknownFunction(String),
    /// Arithmetic, which this server does not do.
    #[error("arithmetic is not offered")]
    Arithmetic,
    /// Not JSON at all.
    #[error("not JSON: {0}")]
    InvalidJson(String),
    /// A property that does not exist.
    #[error("the property {name} does not exist; there are: {}", known.join(", "))]
    UnknownProperty {
        /// As written.
        name: String,
        /// Those that exist.
        known: Vec<String>,
    },
    /// Two values that cannot be compared.
    #[error("{left} and {right} cannot be compared")]
    UnlikeKinds {
        /// First.
        left: Kind,
        /// Second.
        right: Kind,
    },
    /// A value of a kind that cannot stand here.
    #[error("found {found}, expected {expected}")]
    WrongKind {
        /// What is there.
        found: Kind,
        /// What should be.
        expected: Kind,
    },
}

/// What the reader met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The end.
    End,
    /// A piece of the filter, shortened.
    Piece(String),
}

impl Found {
    /// A piece of a filter, shortened to what can be shown.
    pub(super) fn piece(text: &str) -> Self {
        const LONGEST: usize = 40;
        let mut short: String = text.chars().take(LONGEST).collect();
        if short.len() < text.len() {
            short.push('…');
        }
        Self::Piece(short)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => out.write_str("the end"),
            Self::Piece(piece) => write!(out, "{piece:?}"),
        }
    }
}

/// What should stand in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A condition.
    Condition,
    /// A property or a value.
    Operand,
    /// `=`, `<>`, `<`, `>`, `<=`, `>=`, `IN`, `LIKE`, `BETWEEN` or `IS NULL`.
    Operator,
    /// A text between `'`, perhaps inside CASEI or ACCENTI.
    Text,
    /// A number.
    Number,
    /// A geometry such as `POINT(11.3 44.5)`.
    Geometry,
    /// A list such as `('a', 'b')`.
    List,
    /// A date, a time or `'..'`, or a property.
    Bound,
    /// The end, `AND` or `OR`.
    End,
    /// Exactly this.
    Exactly(&'static str),
    /// So many arguments of an operation.
    Arguments(usize),
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Condition => "a condition",
            Self::Operand => "a property or a value",
            Self::Operator => "a comparison",
            Self::Text => "a text between quotes",
            Self::Number => "a number",
            Self::Geometry => "a geometry",
            Self::List => "a list",
            Self::Bound => "a date, a time, '..' or a property",
            Self::End => "AND, OR or the end",
            Self::Exactly(text) => text,
            Self::Arguments(count) => return write!(out, "{count} arguments"),
        })
    }
}

/// Why a geometry is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeometryFault {
    /// A longitude beyond 180 or a latitude beyond 90 degrees.
    #[error("a longitude lies between -180 and 180, a latitude between -90 and 90")]
    OffTheGlobe,
    /// A ring whose last point is not its first.
    #[error("the last point of a ring must be its first")]
    OpenRing,
    /// A line with fewer than two different points, a ring with fewer than three.
    #[error("a line needs two different points, a ring three")]
    TooFewPoints,
    /// Rings that cross or run into themselves or each other, or a hole outside.
    #[error("its rings cross or touch where they must not")]
    Crossing,
    /// South above north.
    #[error("the southern border of a box must be below its northern one")]
    UpsideDown,
    /// Nothing in it.
    #[error("it is empty")]
    Empty,
    /// A collection inside a collection.
    #[error("a collection holds points, lines and polygons only")]
    NestedCollection,
    /// A collection where only S_INTERSECTS and S_DISJOINT have a meaning.
    #[error("a collection can be used in S_INTERSECTS and S_DISJOINT only")]
    CollectionHere,
}

/// Kinds of values, as the schema compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers, whole or not.
    Number,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    Timestamp,
    /// From one to another.
    Interval,
    /// A list of texts.
    Texts,
    /// A geometry.
    Geometry,
    /// Any that has an order: text, number, boolean, date, time.
    Scalar,
    /// A date, a time or an interval.
    Temporal,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Date => "a date",
            Self::Timestamp => "a time",
            Self::Interval => "an interval",
            Self::Texts => "a list of texts",
            Self::Geometry => "a geometry",
            Self::Scalar => "a single value",
            Self::Temporal => "a date, a time or an interval",
        })
    }
}

impl ErrorKind {
    /// With a place.
    pub(super) fn at(self, place: Place) -> Error {
        Error { place, kind: self }
    }

    /// About the whole filter.
    pub(super) fn whole(self) -> Error {
        self.at(Place::Whole)
    }
}
