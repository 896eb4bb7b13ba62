//! Single values while a filter is evaluated: where they come from, and how they compare. Text by code point.
//! Values of unlike kinds do not compare; the schema refuses to ask.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};

use super::ast::{Comparison, Operand};
use super::error::ErrorKind;
use super::evaluate::{Record, Value};
use super::fold::Fold;
use super::schema::Schema;

/// A single value that is there.
#[derive(Clone, Debug)]
pub(super) enum Scalar<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Boolean(bool),
    Date(NaiveDate),
    Timestamp(DateTime<Utc>),
}

/// Which is greater; none of unlike kinds.
pub(super) fn order(one: &Scalar<'_>, other: &Scalar<'_>) -> Option<Ordering> {
    match (one, other) {
        (Scalar::Text(one), Scalar::Text(other)) => Some(one.as_ref().cmp(other.as_ref())),
        (Scalar::Number(one), Scalar::Number(other)) => one.partial_cmp(other),
        (Scalar::Boolean(one), Scalar::Boolean(other)) => Some(one.cmp(other)),
        (Scalar::Date(one), Scalar::Date(other)) => Some(one.cmp(other)),
        (Scalar::Timestamp(one), Scalar::Timestamp(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

impl Comparison {
    /// Does an order satisfy the operator?
    pub(super) fn accepts(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// Where a single value comes from.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Property(usize),
    Folded(usize, Fold),
    Literal(Scalar<'static>),
}

impl Term {
    /// Of an operand that the schema has accepted as a single value.
    pub(super) fn new(operand: &Operand, schema: &Schema) -> Result<Self, ErrorKind> {
        let (fold, inside) = unfold(operand);
        Ok(match inside {
            Operand::Property(name) if fold == Fold::default() => Self::Property(schema.find(name)?.0),
            Operand::Property(name) => Self::Folded(schema.find(name)?.0, fold),
            Operand::Text(text) => Self::Literal(Scalar::Text(Cow::Owned(fold.apply(text).into_owned()))),
            other => Self::Literal(literal(other).ok_or(ErrorKind::Empty)?),
        })
    }

    /// The value in a record; none where it is absent.
    pub(super) fn read<'a>(&'a self, record: &'a (impl Record + ?Sized)) -> Option<Scalar<'a>> {
        match self {
            Self::Literal(Scalar::Text(text)) => Some(Scalar::Text(Cow::Borrowed(text))),
            Self::Literal(other) => Some(other.clone()),
            Self::Property(at) => scalar(record.get(*at)),
            Self::Folded(at, fold) => match record.get(*at) {
                Value::Text(text) => Some(Scalar::Text(fold.apply(text))),
                _ => None,
            },
        }
    }

    /// What it costs to read, in comparisons.
    pub(super) fn cost(&self) -> usize {
        if matches!(self, Self::Folded(..)) { 20 } else { 1 }
    }
}

fn scalar(value: Value<'_>) -> Option<Scalar<'_>> {
    match value {
        Value::Text(text) => Some(Scalar::Text(Cow::Borrowed(text))),
        Value::Number(number) if !number.is_nan() => Some(Scalar::Number(number)),
        Value::Boolean(value) => Some(Scalar::Boolean(value)),
        Value::Date(day) => Some(Scalar::Date(day)),
        Value::Timestamp(moment) => Some(Scalar::Timestamp(moment)),
        _ => None,
    }
}

/// A single value written in the filter.
pub(super) fn literal(operand: &Operand) -> Option<Scalar<'static>> {
    Some(match operand {
        Operand::Text(text) => Scalar::Text(Cow::Owned(text.clone())),
        Operand::Number(number) => Scalar::Number(*number),
        Operand::Boolean(value) => Scalar::Boolean(*value),
        Operand::Date(day) => Scalar::Date(*day),
        Operand::Timestamp(moment) => Scalar::Timestamp(*moment),
        _ => return None,
    })
}

/// What is inside CASEI and ACCENTI, and which of them are around it.
pub(super) fn unfold(operand: &Operand) -> (Fold, &Operand) {
    let (mut fold, mut inside) = (Fold::default(), operand);
    loop {
        match inside {
            Operand::Casei(next) => {
                fold.case = true;
                inside = next;
            }
            Operand::Accenti(next) => {
                fold.accents = true;
                inside = next;
            }
            _ => return (fold, inside),
        }
    }
}
