//! A filter made ready to be asked of many records: names become numbers, lists are sorted, what is cheap comes first.
//! Absent values make a condition unknown (Kleene); what is unknown does not match.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use geo::{Coord, Geometry};

use super::ast::{ArrayOp, Bound, Comparison, Expression, Operand, SpatialOp, TemporalOp};
use super::error::{Error, ErrorKind};
use super::limits::MAX_COST;
use super::pattern::Pattern;
use super::scalar::{Scalar, Term, literal, order, unfold};
use super::schema::{Schema, Type};
use super::spatial::{self, Seen, Shape};
use super::temporal::{self, Moment, Span, begin, finish};

/// Something a filter can be asked of.
pub trait Record {
    /// A property by its number in the [`Schema`], with a value of the type the schema gives it, or none.
    fn get(&self, property: usize) -> Value<'_>;
}

impl<R: Record + ?Sized> Record for &R {
    fn get(&self, property: usize) -> Value<'_> {
        (**self).get(property)
    }
}

/// A value of a property.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Absent.
    Null,
    /// Of `Text`.
    Text(&'a str),
    /// Of `Number` and `Integer`; not-a-number is absent.
    Number(f64),
    /// Of `Boolean`.
    Boolean(bool),
    /// Of `Date`.
    Date(NaiveDate),
    /// Of `Timestamp`.
    Timestamp(DateTime<Utc>),
    /// Of `TextList`.
    Texts(&'a [String]),
    /// Of `Geometry`, in WGS 84 degrees.
    Geometry(&'a Geometry<f64>),
    /// Of `Geometry`: a point in WGS 84 degrees.
    Point {
        /// Longitude.
        lon: f64,
        /// Latitude.
        lat: f64,
    },
}

/// A filter ready to be asked.
#[derive(Clone, Debug)]
pub struct Predicate {
    root: Node,
}

#[derive(Clone, Debug)]
enum Node {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Boolean(bool),
    Compare {
        op: Comparison,
        left: Term,
        right: Term,
    },
    /// Sorted.
    In {
        term: Term,
        items: Vec<Scalar<'static>>,
    },
    Like {
        term: Term,
        pattern: Pattern,
    },
    Missing(usize),
    Spatial {
        op: SpatialOp,
        left: Place,
        right: Place,
    },
    Temporal {
        op: TemporalOp,
        left: Time,
        right: Time,
        days_only: bool,
    },
    Array {
        op: ArrayOp,
        left: List,
        right: List,
    },
}

#[derive(Clone, Debug)]
enum Place {
    Property(usize),
    Shape(Box<Shape>),
}

#[derive(Clone, Debug)]
struct Time {
    start: End,
    end: End,
}

#[derive(Clone, Debug)]
enum End {
    Property(usize),
    Day(NaiveDate),
    Moment(Moment),
}

#[derive(Clone, Debug)]
enum List {
    Property(usize),
    Literal(Vec<String>),
    Terms(Vec<Term>),
}

impl Predicate {
    /// Makes an expression ready.
    ///
    /// # Errors
    /// What [`Schema::check`] refuses, and what costs too much.
    pub fn new(expression: &Expression, schema: &Schema) -> Result<Self, Error> {
        schema.check(expression)?;
        let root = Node::new(expression, schema).map_err(ErrorKind::whole)?;
        if root.cost() > MAX_COST {
            return Err(ErrorKind::TooCostly { limit: MAX_COST }.whole());
        }
        Ok(Self { root })
    }

    /// Is the condition true of the record?
    #[must_use]
    pub fn matches(&self, record: &(impl Record + ?Sized)) -> bool {
        self.evaluate(record) == Some(true)
    }

    /// Is the condition true of the record, or false? None where an absent value decides.
    #[must_use]
    pub fn evaluate(&self, record: &(impl Record + ?Sized)) -> Option<bool> {
        self.root.evaluate(record)
    }
}

impl Node {
    fn new(expression: &Expression, schema: &Schema) -> Result<Self, ErrorKind> {
        let nodes = |terms: &[Expression]| -> Result<Vec<Self>, ErrorKind> {
            let mut nodes = terms.iter().map(|term| Self::new(term, schema)).collect::<Result<Vec<_>, _>>()?;
            nodes.sort_by_key(Self::cost);
            Ok(nodes)
        };
        let term = |operand: &Operand| Term::new(operand, schema);
        Ok(match expression {
            Expression::And(terms) => Self::And(nodes(terms)?),
            Expression::Or(terms) => Self::Or(nodes(terms)?),
            Expression::Not(inside) => Self::Not(Box::new(Self::new(inside, schema)?)),
            Expression::Boolean(value) => Self::Boolean(*value),
            Expression::Compare { op, left, right } => Self::Compare { op: *op, left: term(left)?, right: term(right)? },
            Expression::Between { operand, low, high } => Self::And(vec![
                Self::Compare { op: Comparison::GreaterOrEqual, left: term(operand)?, right: term(low)? },
                Self::Compare { op: Comparison::LessOrEqual, left: term(operand)?, right: term(high)? },
            ]),
            Expression::In { operand, items } => match items.iter().map(literal).collect::<Option<Vec<_>>>() {
                Some(mut items) => {
                    items.sort_by(|one, other| order(one, other).unwrap_or(std::cmp::Ordering::Equal));
                    Self::In { term: term(operand)?, items }
                }
                None => {
                    let equal = |item| Ok(Self::Compare { op: Comparison::Equal, left: term(operand)?, right: term(item)? });
                    Self::Or(items.iter().map(equal).collect::<Result<_, ErrorKind>>()?)
                }
            },
            Expression::Like { operand, pattern } => {
                let (fold, inside) = unfold(pattern);
                let Operand::Text(text) = inside else {
                    return Err(ErrorKind::Empty);
                };
                Self::Like { term: term(operand)?, pattern: Pattern::new(&fold.apply(text)) }
            }
            Expression::IsNull(operand) => match unfold(operand).1 {
                Operand::Property(name) => Self::Missing(schema.find(name)?.0),
                _ => Self::Boolean(false),
            },
            Expression::Spatial { op, left, right } => {
                Self::Spatial { op: *op, left: Place::new(left, schema)?, right: Place::new(right, schema)? }
            }
            Expression::Temporal { op, left, right } => {
                let days_only = !has_moments(left, schema) && !has_moments(right, schema);
                Self::Temporal { op: *op, left: Time::new(left, schema)?, right: Time::new(right, schema)?, days_only }
            }
            Expression::Array { op, left, right } => {
                Self::Array { op: *op, left: List::new(left, schema)?, right: List::new(right, schema)? }
            }
        })
    }

    /// Roughly what it costs to ask, in comparisons.
    fn cost(&self) -> usize {
        match self {
            Self::Boolean(_) | Self::Missing(_) => 1,
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().map(Self::cost).sum(),
            Self::Not(inside) => inside.cost(),
            Self::Compare { left, right, .. } => left.cost() + right.cost(),
            Self::In { term, .. } => 2 + term.cost(),
            Self::Like { term, pattern } => 5 * pattern.pieces() + term.cost(),
            Self::Temporal { .. } => 4,
            Self::Array { left, right, .. } => 6 + left.cost() + right.cost(),
            Self::Spatial { left, right, .. } => 10 + left.cost() + right.cost(),
        }
    }

    fn evaluate(&self, record: &(impl Record + ?Sized)) -> Option<bool> {
        match self {
            Self::And(nodes) => decided(nodes, record, false),
            Self::Or(nodes) => decided(nodes, record, true),
            Self::Not(inside) => inside.evaluate(record).map(|value| !value),
            Self::Boolean(value) => Some(*value),
            Self::Compare { op, left, right } => order(&left.read(record)?, &right.read(record)?).map(|order| op.accepts(order)),
            Self::In { term, items } => {
                let value = term.read(record)?;
                Some(items.binary_search_by(|item| order(item, &value).unwrap_or(std::cmp::Ordering::Less)).is_ok())
            }
            Self::Like { term, pattern } => match term.read(record)? {
                Scalar::Text(text) => Some(pattern.matches(&text)),
                _ => None,
            },
            Self::Missing(property) => Some(match record.get(*property) {
                Value::Null => true,
                Value::Number(number) => number.is_nan(),
                _ => false,
            }),
            Self::Spatial { op, left, right } => Some(spatial::holds(*op, left.seen(record)?, right.seen(record)?)),
            Self::Temporal { op, left, right, days_only } => {
                Some(temporal::holds(*op, left.span(record, *days_only)?, right.span(record, *days_only)?))
            }
            Self::Array { op, left, right } => {
                let (left, right) = (left.read(record)?, right.read(record)?);
                let within = |one: &[String], other: &[String]| one.iter().all(|text| other.contains(text));
                Some(match op {
                    ArrayOp::Equals => within(&left, &right) && within(&right, &left),
                    ArrayOp::Contains => within(&right, &left),
                    ArrayOp::ContainedBy => within(&left, &right),
                    ArrayOp::Overlaps => left.iter().any(|text| right.contains(text)),
                })
            }
        }
    }
}

/// The first node that says `deciding` decides; otherwise one that is unknown leaves all unknown.
fn decided(nodes: &[Node], record: &(impl Record + ?Sized), deciding: bool) -> Option<bool> {
    let mut unknown = false;
    for node in nodes {
        match node.evaluate(record) {
            Some(value) if value == deciding => return Some(deciding),
            Some(_) => {}
            None => unknown = true,
        }
    }
    if unknown { None } else { Some(!deciding) }
}

impl Place {
    fn cost(&self) -> usize {
        match self {
            Self::Property(_) => 1,
            Self::Shape(shape) => shape.cost(),
        }
    }

    fn new(operand: &Operand, schema: &Schema) -> Result<Self, ErrorKind> {
        Ok(match operand {
            Operand::Property(name) => Self::Property(schema.find(name)?.0),
            Operand::Geometry(geometry) => Self::Shape(Box::new(Shape::new(geometry.clone()))),
            Operand::Box(found) => Self::Shape(Box::new(Shape::new(found.geometry()))),
            _ => return Err(ErrorKind::Empty),
        })
    }

    fn seen<'a>(&'a self, record: &'a (impl Record + ?Sized)) -> Option<Seen<'a>> {
        match self {
            Self::Shape(shape) => Some(shape.seen()),
            Self::Property(at) => match record.get(*at) {
                Value::Point { lon, lat } => Some(Seen::Point(Coord { x: lon, y: lat })),
                Value::Geometry(geometry) => Some(Seen::of(geometry)),
                _ => None,
            },
        }
    }
}

/// Is there anything finer than days?
fn has_moments(operand: &Operand, schema: &Schema) -> bool {
    let is_timestamp = |name: &str| schema.find(name).is_ok_and(|(_, kind)| kind == Type::Timestamp);
    let finer = |bound: &Bound| match bound {
        Bound::Timestamp(_) => true,
        Bound::Property(name) => is_timestamp(name),
        Bound::Open | Bound::Date(_) => false,
    };
    match operand {
        Operand::Timestamp(_) => true,
        Operand::Property(name) => is_timestamp(name),
        Operand::Interval(start, end) => finer(start) || finer(end),
        _ => false,
    }
}

impl Time {
    fn new(operand: &Operand, schema: &Schema) -> Result<Self, ErrorKind> {
        let bound = |bound: &Bound, open: Moment| -> Result<End, ErrorKind> {
            Ok(match bound {
                Bound::Open => End::Moment(open),
                Bound::Date(day) => End::Day(*day),
                Bound::Timestamp(moment) => End::Moment(Moment::At(*moment)),
                Bound::Property(name) => End::Property(schema.find(name)?.0),
            })
        };
        let instant = match operand {
            Operand::Interval(start, end) => return Ok(Self { start: bound(start, Moment::Before)?, end: bound(end, Moment::After)? }),
            Operand::Property(name) => End::Property(schema.find(name)?.0),
            Operand::Date(day) => End::Day(*day),
            Operand::Timestamp(moment) => End::Moment(Moment::At(*moment)),
            _ => return Err(ErrorKind::Empty),
        };
        Ok(Self { start: instant.clone(), end: instant })
    }

    fn span(&self, record: &(impl Record + ?Sized), days_only: bool) -> Option<Span> {
        let read = |end: &End, of_day: &dyn Fn(NaiveDate) -> Moment| match end {
            End::Moment(moment) => Some(*moment),
            End::Day(day) => Some(of_day(*day)),
            End::Property(at) => match record.get(*at) {
                Value::Date(day) => Some(of_day(day)),
                Value::Timestamp(moment) => Some(Moment::At(moment)),
                _ => None,
            },
        };
        Some(Span { start: read(&self.start, &begin)?, end: read(&self.end, &|day| finish(day, days_only))? })
    }
}

impl List {
    fn cost(&self) -> usize {
        match self {
            Self::Property(_) => 1,
            Self::Literal(items) => items.len(),
            Self::Terms(terms) => terms.iter().map(Term::cost).sum(),
        }
    }

    fn new(operand: &Operand, schema: &Schema) -> Result<Self, ErrorKind> {
        let items = match operand {
            Operand::Property(name) => return Ok(Self::Property(schema.find(name)?.0)),
            Operand::Array(items) => items.iter().map(|item| Term::new(item, schema)).collect::<Result<Vec<_>, _>>()?,
            _ => return Err(ErrorKind::Empty),
        };
        let text = |term: &Term| match term {
            Term::Literal(Scalar::Text(text)) => Some(text.clone().into_owned()),
            _ => None,
        };
        Ok(items.iter().map(text).collect::<Option<_>>().map_or(Self::Terms(items), Self::Literal))
    }

    fn read<'a>(&'a self, record: &'a (impl Record + ?Sized)) -> Option<Cow<'a, [String]>> {
        match self {
            Self::Literal(items) => Some(Cow::Borrowed(items)),
            Self::Property(at) => match record.get(*at) {
                Value::Texts(texts) => Some(Cow::Borrowed(texts)),
                _ => None,
            },
            Self::Terms(terms) => {
                let read = |term: &'a Term| match term.read(record)? {
                    Scalar::Text(text) => Some(text.into_owned()),
                    _ => None,
                };
                terms.iter().map(read).collect::<Option<Vec<_>>>().map(Cow::Owned)
            }
        }
    }
}
