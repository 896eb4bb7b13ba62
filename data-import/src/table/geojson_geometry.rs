//! GeoJSON geometries (RFC 7946) as geo types. Refuses positions that are no pair of numbers, open or short rings,
//! unknown types and collections nested too deep.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde_json::{Map, Value};

use super::limits::MAX_DEPTH;
use super::rings::{self, Budget, coordinate};
use crate::row_error::Problem;

/// The geometry of a feature; `None` for `null` and for empty ones.
pub(super) fn geometry(value: Option<&Value>) -> Result<Option<Geometry<f64>>, Problem> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(object)) => of_object(object, &mut Budget::new(), 0),
        Some(_) => Err(Problem::BrokenGeometry),
    }
}

/// Whether an object with this `type` is a geometry.
pub(super) fn is_geometry(kind: &str) -> bool {
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"].contains(&kind)
}

fn of_object(object: &Map<String, Value>, budget: &mut Budget, depth: usize) -> Result<Option<Geometry<f64>>, Problem> {
    if depth > MAX_DEPTH {
        return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
    }
    let kind = object.get("type").and_then(Value::as_str).unwrap_or("");
    if kind == "GeometryCollection" {
        let mut parts = Vec::new();
        for part in list(object.get("geometries"))? {
            match part {
                Value::Object(part) => parts.extend(of_object(part, budget, depth + 1)?),
                _ => return Err(Problem::BrokenGeometry),
            }
        }
        return Ok((!parts.is_empty()).then_some(Geometry::GeometryCollection(GeometryCollection(parts))));
    }
    if !is_geometry(kind) {
        return Err(Problem::WrongGeometry("point, line or polygon"));
    }
    let coordinates = list(object.get("coordinates"))?;
    if coordinates.is_empty() {
        return Ok(None);
    }
    Ok(Some(match kind {
        "Point" => Point::from(position(coordinates)?).into(),
        "MultiPoint" => MultiPoint(positions(coordinates, budget)?.into_iter().map(Point::from).collect()).into(),
        "LineString" => rings::line(positions(coordinates, budget)?)?.into(),
        "MultiLineString" => MultiLineString(each(coordinates, |part| rings::line(positions(part, budget)?))?).into(),
        "Polygon" => polygon(coordinates, budget)?.into(),
        _ => MultiPolygon(each(coordinates, |part| polygon(part, budget))?).into(),
    }))
}

fn list(value: Option<&Value>) -> Result<&Vec<Value>, Problem> {
    value.and_then(Value::as_array).ok_or(Problem::BrokenGeometry)
}

fn each<T>(parts: &[Value], mut read: impl FnMut(&[Value]) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    parts.iter().map(|part| read(list(Some(part))?)).collect()
}

fn position(numbers: &[Value]) -> Result<Coord<f64>, Problem> {
    let number = |at: usize| numbers.get(at).and_then(Value::as_f64).ok_or(Problem::BrokenGeometry);
    coordinate(number(0)?, number(1)?)
}

fn positions(parts: &[Value], budget: &mut Budget) -> Result<Vec<Coord<f64>>, Problem> {
    budget.spend(parts.len())?;
    each(parts, position)
}

fn polygon(parts: &[Value], budget: &mut Budget) -> Result<Polygon<f64>, Problem> {
    let rings: Vec<LineString<f64>> = each(parts, |ring| rings::ring(positions(ring, budget)?))?;
    rings::polygon(rings)
}
