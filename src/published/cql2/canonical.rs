//! The one form of filters that say the same: it is the key of caches, so that `a AND b` and `b AND a` share a tile.
//! Equal canonical text means equal answers; not every pair of equal answers has equal text.

use super::ast::{ArrayOp, Bound, Comparison, Expression, Operand, SpatialOp, TemporalOp};
use super::evaluate::{Predicate, Record, Value};
use super::geometry;
use super::limits::MAX_ITEMS;
use super::pattern::Pattern;
use super::scalar::{literal, order, unfold};
use super::schema::Schema;

/// The canonical form of an expression that a schema has accepted. Absent values keep their meaning.
#[must_use]
pub fn canonical(expression: Expression) -> Expression {
    form(expression, false)
}

/// The canonical form of an expression, or of its negation.
fn form(expression: Expression, negated: bool) -> Expression {
    match expression {
        Expression::And(terms) => join(terms, !negated, negated),
        Expression::Or(terms) => join(terms, negated, negated),
        Expression::Not(inside) => form(*inside, !negated),
        Expression::Boolean(value) => Expression::Boolean(value != negated),
        Expression::Compare { op, left, right } => compare(if negated { op.negated() } else { op }, value(left), value(right)),
        Expression::Between { operand, low, high } => {
            let low = Expression::Compare { op: Comparison::GreaterOrEqual, left: operand.clone(), right: low };
            let high = Expression::Compare { op: Comparison::LessOrEqual, left: operand, right: high };
            form(Expression::And(vec![low, high]), negated)
        }
        Expression::In { operand, items } => {
            let equal = |item| Expression::Compare { op: Comparison::Equal, left: operand.clone(), right: item };
            form(Expression::Or(items.into_iter().map(equal).collect()), negated)
        }
        Expression::Like { operand, pattern } => like(value(operand), value(pattern), negated),
        Expression::IsNull(operand) => match unfold(&operand).1 {
            Operand::Property(name) => perhaps_not(Expression::IsNull(Operand::Property(name.clone())), negated),
            _ => Expression::Boolean(negated),
        },
        Expression::Spatial { op, left, right } => {
            let (op, negated) = if op == SpatialOp::Disjoint { (SpatialOp::Intersects, !negated) } else { (op, negated) };
            let (left, right, turned) = placed(value(left), value(right));
            let op = oriented(op, op.turned(), turned, left == right, SpatialOp::text);
            settled(Expression::Spatial { op, left, right }, negated)
        }
        Expression::Temporal { op, left, right } => {
            let (op, negated) = if op == TemporalOp::Disjoint { (TemporalOp::Intersects, !negated) } else { (op, negated) };
            let (left, right, turned) = placed(value(left), value(right));
            let op = oriented(op, op.turned(), turned, left == right, TemporalOp::text);
            settled(Expression::Temporal { op, left, right }, negated)
        }
        Expression::Array { op, left, right } => {
            let (left, right, turned) = placed(value(left), value(right));
            let op = oriented(op, op.turned(), turned, left == right, ArrayOp::text);
            settled(Expression::Array { op, left, right }, negated)
        }
    }
}

fn perhaps_not(expression: Expression, negated: bool) -> Expression {
    if negated { Expression::Not(Box::new(expression)) } else { expression }
}

/// A condition that speaks of no property is decided at once.
fn settled(expression: Expression, negated: bool) -> Expression {
    struct Nothing;
    impl Record for Nothing {
        fn get(&self, _property: usize) -> Value<'_> {
            Value::Null
        }
    }
    // Only what speaks of no property is accepted by a schema without any.
    match Predicate::new(&expression, &Schema::default()).map(|predicate| predicate.evaluate(&Nothing)) {
        Ok(Some(decided)) => Expression::Boolean(decided != negated),
        _ => perhaps_not(expression, negated),
    }
}

fn compare(op: Comparison, left: Operand, right: Operand) -> Expression {
    let (left, right, turned) = placed(left, right);
    let op = oriented(op, op.turned(), turned, left == right, Comparison::sign);
    match (op, &right) {
        // Of two truths, not the one is the other.
        (Comparison::NotEqual, Operand::Boolean(truth)) => {
            let right = Operand::Boolean(!truth);
            settled(Expression::Compare { op: Comparison::Equal, left, right }, false)
        }
        _ => settled(Expression::Compare { op, left, right }, false),
    }
}

fn like(operand: Operand, pattern: Operand, negated: bool) -> Expression {
    let Operand::Text(text) = &pattern else {
        return perhaps_not(Expression::Like { operand, pattern }, negated);
    };
    let read = Pattern::new(text);
    match read.plain() {
        Some(plain) => compare(if negated { Comparison::NotEqual } else { Comparison::Equal }, operand, Operand::Text(plain.to_owned())),
        None => settled(Expression::Like { operand, pattern: Operand::Text(read.canonical()) }, negated),
    }
}

/// Operands with the property first, two of a kind by their text; and whether they have changed places.
fn placed(left: Operand, right: Operand) -> (Operand, Operand, bool) {
    let key = |operand: &Operand| (!speaks_of_property(operand), operand.to_string());
    if key(&right) < key(&left) { (right, left, true) } else { (left, right, false) }
}

/// The operator after its operands were placed; between equal operands it and its counterpart say the same.
fn oriented<O: Copy>(op: O, counterpart: O, turned: bool, same: bool, text: fn(O) -> &'static str) -> O {
    let exchange = if same { text(counterpart) < text(op) } else { turned };
    if exchange { counterpart } else { op }
}

fn speaks_of_property(operand: &Operand) -> bool {
    let is_property = |bound: &Bound| matches!(bound, Bound::Property(_));
    match operand {
        Operand::Property(_) => true,
        Operand::Casei(inside) | Operand::Accenti(inside) => speaks_of_property(inside),
        Operand::Interval(start, end) => is_property(start) || is_property(end),
        Operand::Array(items) => items.iter().any(speaks_of_property),
        _ => false,
    }
}

/// The one spelling of a value.
fn value(operand: Operand) -> Operand {
    match operand {
        // Minus nought is nought.
        Operand::Number(number) => Operand::Number(number + 0.0),
        Operand::Interval(Bound::Date(start), Bound::Date(end)) if start == end => Operand::Date(start),
        Operand::Interval(Bound::Timestamp(start), Bound::Timestamp(end)) if start == end => Operand::Timestamp(start),
        Operand::Geometry(geometry) => geometry::canonical(geometry),
        // A box without width or height is a line or a point.
        Operand::Box(found) if found.west == found.east || found.south == found.north => geometry::canonical(found.geometry()),
        Operand::Array(items) => {
            let mut items: Vec<Operand> = items.into_iter().map(value).collect();
            items.sort_by_cached_key(ToString::to_string);
            items.dedup();
            Operand::Array(items)
        }
        Operand::Casei(_) | Operand::Accenti(_) => {
            let (fold, inside) = unfold(&operand);
            let mut written = match inside {
                Operand::Text(text) => return Operand::Text(fold.apply(text).into_owned()),
                other => other.clone(),
            };
            if fold.accents {
                written = Operand::Accenti(Box::new(written));
            }
            if fold.case {
                written = Operand::Casei(Box::new(written));
            }
            written
        }
        other => other,
    }
}

/// Conditions joined by AND or OR: flat, sorted, each once, equalities of one value gathered in a list.
fn join(terms: Vec<Expression>, and: bool, negated: bool) -> Expression {
    let mut flat = vec![];
    for term in terms {
        match form(term, negated) {
            Expression::And(inside) if and => flat.extend(inside),
            Expression::Or(inside) if !and => flat.extend(inside),
            // TRUE changes nothing in AND and decides OR; FALSE the other way round.
            Expression::Boolean(value) if value == and => {}
            Expression::Boolean(value) => return Expression::Boolean(value),
            other => flat.push(other),
        }
    }
    let mut terms = gathered(flat, and);
    terms.sort_by_cached_key(ToString::to_string);
    terms.dedup();
    match terms.len() {
        0 => Expression::Boolean(and),
        1 => terms.swap_remove(0),
        _ if and => Expression::And(terms),
        _ => Expression::Or(terms),
    }
}

/// `a = 1 OR a = 2` is `a IN (1,2)`, `a <> 1 AND a <> 2` is `a NOT IN (1,2)`.
fn gathered(terms: Vec<Expression>, and: bool) -> Vec<Expression> {
    let mut others = vec![];
    let mut lists: Vec<(Operand, Vec<Operand>)> = vec![];
    for term in terms {
        match equality(term, and) {
            Ok((operand, items)) => match lists.iter_mut().find(|(known, _)| *known == operand) {
                Some((_, list)) => list.extend(items),
                None => lists.push((operand, items)),
            },
            Err(other) => others.push(*other),
        }
    }
    for (operand, mut items) in lists {
        items.sort_by(|one, other| {
            let values = literal(one).zip(literal(other));
            values.and_then(|(one, other)| order(&one, &other)).unwrap_or(std::cmp::Ordering::Equal)
        });
        items.dedup();
        // A list that would be too long to be read again stays in several.
        for part in items.chunks(MAX_ITEMS) {
            others.push(match part {
                [one] => {
                    let op = if and { Comparison::NotEqual } else { Comparison::Equal };
                    Expression::Compare { op, left: operand.clone(), right: one.clone() }
                }
                several => perhaps_not(Expression::In { operand: operand.clone(), items: several.to_vec() }, and),
            });
        }
    }
    others
}

/// What a term says to be equal to which values, or in AND to be equal to none of them.
fn equality(term: Expression, and: bool) -> Result<(Operand, Vec<Operand>), Box<Expression>> {
    let wanted = if and { Comparison::NotEqual } else { Comparison::Equal };
    match term {
        Expression::Compare { op, left, right } if op == wanted && literal(&right).is_some() => Ok((left, vec![right])),
        Expression::In { operand, items } if !and => Ok((operand, items)),
        Expression::Not(inside) if and => match *inside {
            Expression::In { operand, items } => Ok((operand, items)),
            other => Err(Box::new(Expression::Not(Box::new(other)))),
        },
        other => Err(Box::new(other)),
    }
}
