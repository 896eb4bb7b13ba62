//! How much a filter may ask: sizes that no honest question reaches and no dishonest one passes.

use geo::CoordsIter;

use super::ast::{Expression, Operand};
use super::error::{Error, ErrorKind};

/// Longest CQL2 text, in bytes.
pub const MAX_TEXT_BYTES: usize = 8 * 1024;
/// Longest CQL2 JSON, in bytes.
pub const MAX_JSON_BYTES: usize = 16 * 1024;
/// Levels of nesting.
pub const MAX_DEPTH: usize = 32;
/// Conditions, those that join others included.
pub const MAX_PARTS: usize = 200;
/// Items of a list.
pub const MAX_ITEMS: usize = 100;
/// Vertices of all geometries together.
pub const MAX_VERTICES: usize = 2000;
/// What a filter may cost to ask of one record, in comparisons; a text without accents and case counts as twenty,
/// a vertex as a half.
pub const MAX_COST: usize = 2000;
/// `%` in one pattern.
pub const MAX_WILDCARDS: usize = 8;

#[derive(Default)]
struct Size {
    parts: usize,
    vertices: usize,
}

/// Refuses a filter beyond the limits.
pub(super) fn check_size(expression: &Expression) -> Result<(), Error> {
    let mut size = Size::default();
    size.measure(expression, 0).map_err(ErrorKind::whole)
}

impl Size {
    fn measure(&mut self, expression: &Expression, depth: usize) -> Result<(), ErrorKind> {
        if depth > MAX_DEPTH {
            return Err(ErrorKind::TooDeep { limit: MAX_DEPTH });
        }
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(ErrorKind::TooManyParts { limit: MAX_PARTS });
        }
        match expression {
            Expression::And(terms) | Expression::Or(terms) => terms.iter().try_for_each(|term| self.measure(term, depth + 1)),
            Expression::Not(inside) => self.measure(inside, depth + 1),
            Expression::Boolean(_) => Ok(()),
            Expression::IsNull(operand) => self.value(operand, depth),
            Expression::Like { operand, pattern } => {
                if wildcards(pattern) > MAX_WILDCARDS {
                    return Err(ErrorKind::TooManyWildcards { limit: MAX_WILDCARDS });
                }
                self.value(operand, depth)?;
                self.value(pattern, depth)
            }
            Expression::Between { operand, low, high } => [operand, low, high].into_iter().try_for_each(|one| self.value(one, depth)),
            Expression::In { operand, items } => {
                self.value(operand, depth)?;
                self.list(items, depth)
            }
            Expression::Compare { left, right, .. }
            | Expression::Spatial { left, right, .. }
            | Expression::Temporal { left, right, .. }
            | Expression::Array { left, right, .. } => {
                self.value(left, depth)?;
                self.value(right, depth)
            }
        }
    }

    fn list(&mut self, items: &[Operand], depth: usize) -> Result<(), ErrorKind> {
        if items.len() > MAX_ITEMS {
            return Err(ErrorKind::TooManyItems { limit: MAX_ITEMS });
        }
        items.iter().try_for_each(|item| self.value(item, depth + 1))
    }

    fn value(&mut self, operand: &Operand, depth: usize) -> Result<(), ErrorKind> {
        if depth > MAX_DEPTH {
            return Err(ErrorKind::TooDeep { limit: MAX_DEPTH });
        }
        match operand {
            Operand::Geometry(geometry) => {
                self.vertices += geometry.coords_count();
                if self.vertices > MAX_VERTICES {
                    return Err(ErrorKind::TooManyVertices { limit: MAX_VERTICES });
                }
                Ok(())
            }
            Operand::Array(items) => self.list(items, depth),
            // Folding can bring a backslash to the end of a text, where CQL2 text cannot have one.
            Operand::Text(text) if text.ends_with('\\') => Err(ErrorKind::BackslashAtEnd),
            Operand::Casei(inside) | Operand::Accenti(inside) => self.value(inside, depth + 1),
            _ => Ok(()),
        }
    }
}

fn wildcards(pattern: &Operand) -> usize {
    match pattern {
        Operand::Text(text) => text.matches('%').count(),
        Operand::Casei(inside) | Operand::Accenti(inside) => wildcards(inside),
        _ => 0,
    }
}
