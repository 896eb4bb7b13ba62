//! CQL2 JSON from a tree. What is written reads back as the same tree.

use serde_json::{Value, json};

use super::ast::{Bound, Expression, Operand};
use super::geojson::{bbox_value, geometry_value, number_value};
use super::instant::{date_text, timestamp_text};

/// A condition.
pub(super) fn expression(expression: &Expression) -> Value {
    match expression {
        Expression::And(terms) => operation("and", terms.iter().map(self::expression)),
        Expression::Or(terms) => operation("or", terms.iter().map(self::expression)),
        Expression::Not(inside) => operation("not", [self::expression(inside)]),
        Expression::Boolean(value) => json!(value),
        Expression::Compare { op, left, right } => operation(op.sign(), [operand(left), operand(right)]),
        Expression::In { operand: looked_for, items } => operation("in", [operand(looked_for), items.iter().map(operand).collect()]),
        Expression::Like { operand: text, pattern } => operation("like", [operand(text), operand(pattern)]),
        Expression::Between { operand: value, low, high } => operation("between", [operand(value), operand(low), operand(high)]),
        Expression::IsNull(value) => operation("isNull", [operand(value)]),
        Expression::Spatial { op, left, right } => operation(op.json(), [operand(left), operand(right)]),
        Expression::Temporal { op, left, right } => operation(op.json(), [operand(left), operand(right)]),
        Expression::Array { op, left, right } => operation(op.json(), [operand(left), operand(right)]),
    }
}

fn operation(op: &str, args: impl IntoIterator<Item = Value>) -> Value {
    json!({ "op": op, "args": args.into_iter().collect::<Vec<_>>() })
}

fn operand(operand: &Operand) -> Value {
    match operand {
        Operand::Property(name) => json!({ "property": name }),
        Operand::Text(text) => json!(text),
        Operand::Number(number) => number_value(*number),
        Operand::Boolean(value) => json!(value),
        Operand::Date(day) => json!({ "date": date_text(*day) }),
        Operand::Timestamp(moment) => json!({ "timestamp": timestamp_text(*moment) }),
        Operand::Interval(start, end) => json!({ "interval": [bound(start), bound(end)] }),
        Operand::Geometry(geometry) => geometry_value(geometry),
        Operand::Box(found) => json!({ "bbox": bbox_value(found) }),
        Operand::Array(items) => items.iter().map(self::operand).collect(),
        Operand::Casei(inside) => operation("casei", [self::operand(inside)]),
        Operand::Accenti(inside) => operation("accenti", [self::operand(inside)]),
    }
}

fn bound(bound: &Bound) -> Value {
    match bound {
        Bound::Open => json!(".."),
        Bound::Date(day) => json!(date_text(*day)),
        Bound::Timestamp(moment) => json!(timestamp_text(*moment)),
        Bound::Property(name) => json!({ "property": name }),
    }
}
