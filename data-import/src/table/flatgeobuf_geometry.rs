//! Turns FlatGeobuf geometries into geo types, in the coordinates of the file.
//! Refuses open or short rings, coordinates that are no numbers, curves, and geometries of absurd size or depth.

use flatgeobuf::{Geometry, GeometryType};
use geo::{Coord, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use super::limits::MAX_DEPTH;
use super::rings::{self, Budget, coordinate};
use crate::row_error::Problem;

/// The shape of a feature; `None` for an empty one. `kind` is what the header says of all features.
pub(super) fn shape(geometry: &Geometry<'_>, kind: GeometryType) -> Result<Option<geo::Geometry<f64>>, Problem> {
    of_kind(geometry, kind, &mut Budget::new(), 0)
}

fn of_kind(geometry: &Geometry<'_>, kind: GeometryType, budget: &mut Budget, depth: usize) -> Result<Option<geo::Geometry<f64>>, Problem> {
    if depth > MAX_DEPTH {
        return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
    }
    let kind = if kind == GeometryType::Unknown { geometry.type_() } else { kind };
    Ok(match kind {
        GeometryType::Point => point(geometry)?.map(geo::Geometry::from),
        GeometryType::MultiPoint => {
            let points: Vec<Point<f64>> = coordinates(geometry, budget)?.into_iter().map(Point::from).collect();
            (!points.is_empty()).then(|| MultiPoint(points).into())
        }
        GeometryType::LineString => {
            let points = coordinates(geometry, budget)?;
            if points.is_empty() { None } else { Some(rings::line(points)?.into()) }
        }
        GeometryType::MultiLineString => {
            let lines = pieces(geometry, budget)?.into_iter().map(rings::line).collect::<Result<Vec<_>, _>>()?;
            (!lines.is_empty()).then(|| MultiLineString(lines).into())
        }
        // Some writers give a multipolygon of one part as a polygon under the other name.
        GeometryType::Polygon | GeometryType::MultiPolygon => Some(multi_polygon(geometry, budget)?),
        GeometryType::GeometryCollection => {
            let mut parts = Vec::new();
            for part in geometry.parts().into_iter().flatten() {
                parts.extend(of_kind(&part, GeometryType::Unknown, budget, depth + 1)?);
            }
            (!parts.is_empty()).then_some(geo::Geometry::GeometryCollection(GeometryCollection(parts)))
        }
        _ => return Err(Problem::WrongGeometry("point, line or polygon")),
    })
}

fn point(geometry: &Geometry<'_>) -> Result<Option<Point<f64>>, Problem> {
    let Some(xy) = geometry.xy().filter(|xy| xy.len() >= 2) else {
        return Ok(None);
    };
    let (x, y) = (xy.get(0), xy.get(1));
    if x.is_nan() && y.is_nan() { Ok(None) } else { coordinate(x, y).map(|place| Some(place.into())) }
}

fn multi_polygon(geometry: &Geometry<'_>, budget: &mut Budget) -> Result<geo::Geometry<f64>, Problem> {
    match geometry.parts() {
        None => Ok(polygon(geometry, budget)?.into()),
        Some(parts) => {
            let polygons = parts.iter().map(|part| polygon(&part, budget)).collect::<Result<Vec<_>, _>>()?;
            if polygons.is_empty() { Err(Problem::WrongGeometry("polygon")) } else { Ok(MultiPolygon(polygons).into()) }
        }
    }
}

fn polygon(geometry: &Geometry<'_>, budget: &mut Budget) -> Result<Polygon<f64>, Problem> {
    let rings = pieces(geometry, budget)?.into_iter().map(rings::ring).collect::<Result<Vec<LineString<f64>>, _>>()?;
    rings::polygon(rings)
}

fn coordinates(geometry: &Geometry<'_>, budget: &mut Budget) -> Result<Vec<Coord<f64>>, Problem> {
    let Some(xy) = geometry.xy() else {
        return Ok(Vec::new());
    };
    let count = xy.len() / 2;
    budget.spend(count)?;
    (0..count).map(|vertex| coordinate(xy.get(2 * vertex), xy.get(2 * vertex + 1))).collect()
}

/// The coordinates cut where `ends` says, in vertices; a single piece may leave that out.
fn pieces(geometry: &Geometry<'_>, budget: &mut Budget) -> Result<Vec<Vec<Coord<f64>>>, Problem> {
    let all = coordinates(geometry, budget)?;
    let ends: Vec<usize> = match geometry.ends() {
        Some(ends) if !ends.is_empty() => ends.iter().map(|end| end as usize).collect(),
        _ => vec![all.len()],
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in ends {
        pieces.push(all.get(start..end).ok_or(Problem::BrokenRing)?.to_vec());
        start = end;
    }
    Ok(pieces)
}
