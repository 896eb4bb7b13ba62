//! The properties a filter may speak of, and whether what it says of them can have a meaning.
//! Refuses unknown properties, naming those that exist, and comparisons of unlike values.

use std::collections::HashMap;

use geo::Geometry;

use super::ast::{Bound, Expression, Operand, SpatialOp};
use super::error::{Error, ErrorKind, Expected, Found, GeometryFault, Kind};

/// Types of properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text, compared by code point.
    Text,
    /// A number.
    Number,
    /// A whole number, exact below 2^53.
    Integer,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    Timestamp,
    /// A list of texts, compared as a set.
    TextList,
    /// A geometry in WGS 84 degrees.
    Geometry,
}

impl Type {
    fn kind(self) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Number | Self::Integer => Kind::Number,
            Self::Boolean => Kind::Boolean,
            Self::Date => Kind::Date,
            Self::Timestamp => Kind::Timestamp,
            Self::TextList => Kind::Texts,
            Self::Geometry => Kind::Geometry,
        }
    }
}

/// The properties of a collection, in an order that [`super::Record::get`] counts by.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    properties: Vec<(String, Type)>,
    by_name: HashMap<String, usize>,
}

impl Schema {
    /// From names and types. Of two properties of one name the first is found.
    pub fn new<N: Into<String>>(properties: impl IntoIterator<Item = (N, Type)>) -> Self {
        let properties: Vec<(String, Type)> = properties.into_iter().map(|(name, kind)| (name.into(), kind)).collect();
        let by_name = properties.iter().enumerate().rev().map(|(at, (name, _))| (name.clone(), at)).collect();
        Self { properties, by_name }
    }

    /// Names and types in their order.
    #[must_use]
    pub fn properties(&self) -> &[(String, Type)] {
        &self.properties
    }

    /// The number of a property.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Can the expression be asked of a collection with these properties?
    ///
    /// # Errors
    /// An unknown property, unlike values compared, an interval that ends before it begins, a geometry without a meaning there.
    pub fn check(&self, expression: &Expression) -> Result<(), Error> {
        self.condition(expression).map_err(ErrorKind::whole)
    }

    /// The type of a property that exists.
    pub(super) fn find(&self, name: &str) -> Result<(usize, Type), ErrorKind> {
        match self.index(name) {
            Some(at) => Ok((at, self.properties[at].1)),
            None => {
                let known = self.properties.iter().map(|(name, _)| name.clone()).collect();
                Err(ErrorKind::UnknownProperty { name: name.chars().take(80).collect(), known })
            }
        }
    }

    fn condition(&self, expression: &Expression) -> Result<(), ErrorKind> {
        match expression {
            Expression::And(terms) | Expression::Or(terms) => terms.iter().try_for_each(|term| self.condition(term)),
            Expression::Not(inside) => self.condition(inside),
            Expression::Boolean(_) => Ok(()),
            Expression::Compare { left, right, .. } => self.alike(left, right),
            Expression::In { operand, items } => items.iter().try_for_each(|item| self.alike(operand, item)),
            Expression::Between { operand, low, high } => {
                self.alike(operand, low)?;
                self.alike(operand, high)
            }
            Expression::Like { operand, pattern } => {
                self.one(operand, Kind::Text)?;
                self.one(pattern, Kind::Text)?;
                literal(pattern)
            }
            Expression::IsNull(operand) => match (operand, self.kind(operand)?) {
                // Parts of these may be absent, but what would they be as a whole?
                (Operand::Interval(..) | Operand::Array(_), found) => Err(ErrorKind::WrongKind { found, expected: Kind::Scalar }),
                _ => Ok(()),
            },
            Expression::Spatial { op, left, right } => [left, right].into_iter().try_for_each(|operand| {
                self.one(operand, Kind::Geometry)?;
                let is_collection = matches!(operand, Operand::Geometry(Geometry::GeometryCollection(_)));
                if is_collection && !matches!(op, SpatialOp::Intersects | SpatialOp::Disjoint) {
                    return Err(ErrorKind::InvalidGeometry(GeometryFault::CollectionHere));
                }
                Ok(())
            }),
            Expression::Temporal { left, right, .. } => [left, right].into_iter().try_for_each(|operand| match self.kind(operand)? {
                Kind::Date | Kind::Timestamp | Kind::Interval => Ok(()),
                found => Err(ErrorKind::WrongKind { found, expected: Kind::Temporal }),
            }),
            Expression::Array { left, right, .. } => {
                self.one(left, Kind::Texts)?;
                self.one(right, Kind::Texts)
            }
        }
    }

    fn alike(&self, left: &Operand, right: &Operand) -> Result<(), ErrorKind> {
        let (left, right) = (self.kind(left)?, self.kind(right)?);
        match left {
            _ if left != right => Err(ErrorKind::UnlikeKinds { left, right }),
            Kind::Text | Kind::Number | Kind::Boolean | Kind::Date | Kind::Timestamp => Ok(()),
            found => Err(ErrorKind::WrongKind { found, expected: Kind::Scalar }),
        }
    }

    fn one(&self, operand: &Operand, expected: Kind) -> Result<(), ErrorKind> {
        let found = self.kind(operand)?;
        if found == expected { Ok(()) } else { Err(ErrorKind::WrongKind { found, expected }) }
    }

    fn kind(&self, operand: &Operand) -> Result<Kind, ErrorKind> {
        Ok(match operand {
            Operand::Property(name) => self.find(name)?.1.kind(),
            Operand::Text(_) => Kind::Text,
            Operand::Number(_) => Kind::Number,
            Operand::Boolean(_) => Kind::Boolean,
            Operand::Date(_) => Kind::Date,
            Operand::Timestamp(_) => Kind::Timestamp,
            Operand::Geometry(_) | Operand::Box(_) => Kind::Geometry,
            Operand::Casei(inside) | Operand::Accenti(inside) => {
                self.one(inside, Kind::Text)?;
                Kind::Text
            }
            Operand::Array(items) => {
                items.iter().try_for_each(|item| self.one(item, Kind::Text))?;
                Kind::Texts
            }
            Operand::Interval(start, end) => {
                self.bound(start)?;
                self.bound(end)?;
                let (first, last) = super::temporal::literal_ends(start, end);
                if first > last {
                    return Err(ErrorKind::InvalidInterval);
                }
                Kind::Interval
            }
        })
    }

    fn bound(&self, bound: &Bound) -> Result<(), ErrorKind> {
        match bound {
            Bound::Property(name) => match self.find(name)?.1.kind() {
                Kind::Date | Kind::Timestamp => Ok(()),
                found => Err(ErrorKind::WrongKind { found, expected: Kind::Temporal }),
            },
            _ => Ok(()),
        }
    }
}

/// A pattern is written in the filter, never read from a record.
fn literal(pattern: &Operand) -> Result<(), ErrorKind> {
    match pattern {
        Operand::Text(_) => Ok(()),
        Operand::Casei(inside) | Operand::Accenti(inside) => literal(inside),
        other => Err(ErrorKind::Unexpected { found: Found::piece(&other.to_string()), expected: Expected::Text }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::read;
    use super::*;

    #[test]
    fn what_can_have_no_meaning_is_refused_with_what_could() {
        let schema = Schema::new([
            ("name", Type::Text),
            ("beds", Type::Integer),
            ("opened", Type::Date),
            ("services", Type::TextList),
            ("geom", Type::Geometry),
        ]);
        let said = |text: &str| schema.check(&read(text).expect("a filter")).expect_err("a mistake").to_string();
        assert_eq!(said("nome = 'a'"), "the property nome does not exist; there are: name, beds, opened, services, geom");
        assert_eq!(said("beds = '1'"), "a number and a text cannot be compared");
        assert_eq!(said("opened > '2026-01-01'"), "a date and a text cannot be compared");
        assert_eq!(said("services = services"), "found a list of texts, expected a single value");
        assert_eq!(said("CASEI(beds) = 'a'"), "found a number, expected a text");
        assert_eq!(said("name LIKE name"), "found \"name\", expected a text between quotes");
        assert_eq!(said("S_INTERSECTS(name, POINT(1 2))"), "found a text, expected a geometry");
        assert_eq!(said("T_AFTER(opened, beds)"), "found a number, expected a date, a time or an interval");
        assert_eq!(said("T_AFTER(opened, INTERVAL('2026-02-01','2026-01-01'))"), "the interval ends before it begins");
        assert_eq!(said("A_CONTAINS(services, (1))"), "found a number, expected a text");
        assert_eq!(
            said("S_WITHIN(geom, GEOMETRYCOLLECTION(POINT(1 2)))"),
            "the geometry cannot be used: a collection can be used in S_INTERSECTS and S_DISJOINT only"
        );
    }
}
