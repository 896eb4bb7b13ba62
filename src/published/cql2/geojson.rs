//! Geometries inside CQL2 JSON: GeoJSON (RFC 7946), read and written.
//! Refuses what [`super::geometry`] refuses and numbers that are not finite.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde_json::{Value, json};

use super::ast::GeographicBox;
use super::error::{ErrorKind, Expected, Found, GeometryFault};
use super::geometry::{check, geographic_box, line, polygon, vertex};

/// A finite number.
pub(super) fn number(value: &Value) -> Result<f64, ErrorKind> {
    value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| unexpected(value, Expected::Number))
}

/// A geometry, checked.
pub(super) fn geometry(value: &Value) -> Result<Geometry<f64>, ErrorKind> {
    let read = unchecked(value)?;
    check(&read).map_err(ErrorKind::InvalidGeometry)?;
    Ok(read)
}

/// Four numbers, or six with heights.
pub(super) fn bbox(value: &Value) -> Result<GeographicBox, ErrorKind> {
    let numbers: Vec<f64> = array(value)?.iter().map(number).collect::<Result<_, _>>()?;
    match numbers.as_slice() {
        [west, south, east, north] | [west, south, _, east, north, _] => {
            geographic_box(*west, *south, *east, *north).map_err(ErrorKind::InvalidGeometry)
        }
        _ => Err(unexpected(value, Expected::Arguments(4))),
    }
}

fn unchecked(value: &Value) -> Result<Geometry<f64>, ErrorKind> {
    let Some(kind) = value.get("type").and_then(Value::as_str) else {
        return Err(unexpected(value, Expected::Geometry));
    };
    let member = |name: &'static str| value.get(name).ok_or_else(|| unexpected(value, Expected::Exactly(name)));
    Ok(match kind {
        "Point" => Geometry::Point(Point(position(member("coordinates")?)?)),
        "LineString" => Geometry::LineString(read_line(member("coordinates")?)?),
        "Polygon" => Geometry::Polygon(read_polygon(member("coordinates")?)?),
        "MultiPoint" => Geometry::MultiPoint(MultiPoint(several(member("coordinates")?, |one| position(one).map(Point))?)),
        "MultiLineString" => Geometry::MultiLineString(MultiLineString(several(member("coordinates")?, read_line)?)),
        "MultiPolygon" => Geometry::MultiPolygon(MultiPolygon(several(member("coordinates")?, read_polygon)?)),
        "GeometryCollection" => {
            Geometry::GeometryCollection(GeometryCollection(several(member("geometries")?, |one| match unchecked(one)? {
                Geometry::GeometryCollection(_) => Err(ErrorKind::InvalidGeometry(GeometryFault::NestedCollection)),
                part => Ok(part),
            })?))
        }
        _ => return Err(unexpected(value, Expected::Geometry)),
    })
}

fn several<T>(value: &Value, one: impl Fn(&Value) -> Result<T, ErrorKind>) -> Result<Vec<T>, ErrorKind> {
    let parts = array(value)?;
    if parts.is_empty() {
        return Err(ErrorKind::InvalidGeometry(GeometryFault::Empty));
    }
    parts.iter().map(one).collect()
}

fn array(value: &Value) -> Result<&Vec<Value>, ErrorKind> {
    value.as_array().ok_or_else(|| unexpected(value, Expected::List))
}

fn position(value: &Value) -> Result<Coord<f64>, ErrorKind> {
    match array(value)?.as_slice() {
        [lon, lat] | [lon, lat, _] => vertex(number(lon)?, number(lat)?).map_err(ErrorKind::InvalidGeometry),
        _ => Err(unexpected(value, Expected::Arguments(2))),
    }
}

fn positions(value: &Value) -> Result<Vec<Coord<f64>>, ErrorKind> {
    several(value, position)
}

fn read_line(value: &Value) -> Result<LineString<f64>, ErrorKind> {
    line(positions(value)?).map_err(ErrorKind::InvalidGeometry)
}

fn read_polygon(value: &Value) -> Result<Polygon<f64>, ErrorKind> {
    polygon(several(value, positions)?).map_err(ErrorKind::InvalidGeometry)
}

fn unexpected(value: &Value, expected: Expected) -> ErrorKind {
    ErrorKind::Unexpected { found: Found::piece(&value.to_string()), expected }
}

/// A number as JSON has it: whole ones without a point.
pub(super) fn number_value(number: f64) -> Value {
    /// The whole numbers below this are exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT { json!(number as i64) } else { json!(number) }
}

/// A box as four numbers.
pub(super) fn bbox_value(found: &GeographicBox) -> Value {
    Value::Array([found.west, found.south, found.east, found.north].into_iter().map(number_value).collect())
}

/// A geometry as GeoJSON.
pub(super) fn geometry_value(geometry: &Geometry<f64>) -> Value {
    let of = |kind: &str, coordinates: Value| json!({ "type": kind, "coordinates": coordinates });
    match geometry {
        Geometry::Point(one) => of("Point", position_value(one.0)),
        Geometry::LineString(one) => of("LineString", line_value(one)),
        Geometry::Polygon(one) => of("Polygon", polygon_value(one)),
        Geometry::MultiPoint(many) => of("MultiPoint", many.0.iter().map(|one| position_value(one.0)).collect()),
        Geometry::MultiLineString(many) => of("MultiLineString", many.0.iter().map(line_value).collect()),
        Geometry::MultiPolygon(many) => of("MultiPolygon", many.0.iter().map(polygon_value).collect()),
        Geometry::GeometryCollection(many) => {
            json!({ "type": "GeometryCollection", "geometries": many.0.iter().map(geometry_value).collect::<Vec<_>>() })
        }
        // The readers make none of these.
        Geometry::Line(one) => of("LineString", line_value(&LineString(vec![one.start, one.end]))),
        Geometry::Rect(one) => of("Polygon", polygon_value(&one.to_polygon())),
        Geometry::Triangle(one) => of("Polygon", polygon_value(&one.to_polygon())),
    }
}

fn position_value(vertex: Coord<f64>) -> Value {
    Value::Array(vec![number_value(vertex.x), number_value(vertex.y)])
}

fn line_value(line: &LineString<f64>) -> Value {
    line.0.iter().map(|vertex| position_value(*vertex)).collect()
}

fn polygon_value(polygon: &Polygon<f64>) -> Value {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line_value).collect()
}
