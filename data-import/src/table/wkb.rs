//! Geometries of a GeoPackage: its binary header and well-known binary (OGC 06-103r4, ISO codes for Z and M).
//! Refuses curves, lengths that leave the blob, and collections nested too deep; Z and M are left out.

use geo::{Geometry, GeometryCollection, MultiLineString, MultiPoint, MultiPolygon, Point};

use super::limits::MAX_DEPTH;
use super::rings::{Budget, coordinate, line, polygon, ring};
use crate::row_error::Problem;

/// The geometry of a GeoPackage blob; `None` where it is empty.
pub(super) fn geopackage_geometry(blob: &[u8]) -> Result<Option<Geometry<f64>>, Problem> {
    let Some((&[b'G', b'P', _version, flags], _)) = blob.split_first_chunk() else {
        return Err(Problem::BrokenGeometry);
    };
    // Bits 1 to 3 say which envelope stands before the geometry, bit 4 that there is none.
    let envelope_bytes = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(Problem::BrokenGeometry),
    };
    if flags >> 4 & 1 == 1 {
        return Ok(None);
    }
    let rest = blob.get(8 + envelope_bytes..).ok_or(Problem::Truncated)?;
    geometry(&mut Cursor { bytes: rest }, &mut Budget::new(), 0)
}

struct Cursor<'a> {
    bytes: &'a [u8],
}

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let (head, rest) = self.bytes.split_first_chunk::<N>().ok_or(Problem::Truncated)?;
        self.bytes = rest;
        Ok(*head)
    }

    fn word(&mut self, little: bool) -> Result<u32, Problem> {
        let raw = self.take()?;
        Ok(if little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) })
    }

    fn number(&mut self, little: bool) -> Result<f64, Problem> {
        let raw = self.take()?;
        Ok(if little { f64::from_le_bytes(raw) } else { f64::from_be_bytes(raw) })
    }

    /// A count of things that need at least `bytes_each`.
    fn count(&mut self, little: bool, bytes_each: usize) -> Result<usize, Problem> {
        let count = self.word(little)? as usize;
        if count.checked_mul(bytes_each).is_some_and(|bytes| bytes <= self.bytes.len()) { Ok(count) } else { Err(Problem::Truncated) }
    }
}

/// Byte order and further dimensions of one geometry.
#[derive(Clone, Copy)]
struct Layout {
    little: bool,
    extra: usize,
}

impl Layout {
    fn coordinate_bytes(self) -> usize {
        8 * (2 + self.extra)
    }
}

fn geometry(cursor: &mut Cursor<'_>, budget: &mut Budget, depth: usize) -> Result<Option<Geometry<f64>>, Problem> {
    if depth > MAX_DEPTH {
        return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
    }
    let [order] = cursor.take()?;
    let little = match order {
        0 => false,
        1 => true,
        _ => return Err(Problem::BrokenGeometry),
    };
    let code = cursor.word(little)?;
    let extra = match code / 1_000 {
        0 => 0,
        1 | 2 => 1,
        3 => 2,
        _ => return Err(Problem::BrokenGeometry),
    };
    let layout = Layout { little, extra };
    Ok(match code % 1_000 {
        1 => point(cursor, layout)?.map(Geometry::Point),
        2 => {
            let points = coordinates(cursor, layout, budget)?;
            if points.is_empty() { None } else { Some(line(points)?.into()) }
        }
        3 => {
            let rings = rings(cursor, layout, budget)?;
            if rings.is_empty() { None } else { Some(polygon(rings)?.into()) }
        }
        4 => several(cursor, layout, budget, depth)?
            .map(|parts| {
                let points = parts.into_iter().map(|part| Point::try_from(part).map_err(|_| Problem::BrokenGeometry));
                points.collect::<Result<Vec<_>, _>>().map(|points| MultiPoint(points).into())
            })
            .transpose()?,
        5 => several(cursor, layout, budget, depth)?
            .map(|parts| {
                let lines = parts.into_iter().map(|part| geo::LineString::try_from(part).map_err(|_| Problem::BrokenGeometry));
                lines.collect::<Result<Vec<_>, _>>().map(|lines| MultiLineString(lines).into())
            })
            .transpose()?,
        6 => several(cursor, layout, budget, depth)?
            .map(|parts| {
                let polygons = parts.into_iter().map(|part| geo::Polygon::try_from(part).map_err(|_| Problem::BrokenGeometry));
                polygons.collect::<Result<Vec<_>, _>>().map(|polygons| MultiPolygon(polygons).into())
            })
            .transpose()?,
        7 => several(cursor, layout, budget, depth)?.map(|parts| Geometry::GeometryCollection(GeometryCollection(parts))),
        _ => return Err(Problem::WrongGeometry("point, line or polygon")),
    })
}

fn point(cursor: &mut Cursor<'_>, layout: Layout) -> Result<Option<Point<f64>>, Problem> {
    let (x, y) = (cursor.number(layout.little)?, cursor.number(layout.little)?);
    for _ in 0..layout.extra {
        cursor.number(layout.little)?;
    }
    // An empty point has no other form in well-known binary.
    if x.is_nan() && y.is_nan() { Ok(None) } else { coordinate(x, y).map(|place| Some(place.into())) }
}

fn coordinates(cursor: &mut Cursor<'_>, layout: Layout, budget: &mut Budget) -> Result<Vec<geo::Coord<f64>>, Problem> {
    let count = cursor.count(layout.little, layout.coordinate_bytes())?;
    budget.spend(count)?;
    let mut points = Vec::with_capacity(count);
    for _ in 0..count {
        points.push(coordinate(cursor.number(layout.little)?, cursor.number(layout.little)?)?);
        for _ in 0..layout.extra {
            cursor.number(layout.little)?;
        }
    }
    Ok(points)
}

fn rings(cursor: &mut Cursor<'_>, layout: Layout, budget: &mut Budget) -> Result<Vec<geo::LineString<f64>>, Problem> {
    let count = cursor.count(layout.little, 4)?;
    (0..count).map(|_| ring(coordinates(cursor, layout, budget)?)).collect()
}

/// The parts of a multiple geometry that are not empty; `None` where there is none.
fn several(cursor: &mut Cursor<'_>, layout: Layout, budget: &mut Budget, depth: usize) -> Result<Option<Vec<Geometry<f64>>>, Problem> {
    let count = cursor.count(layout.little, 5)?;
    let mut parts = Vec::new();
    for _ in 0..count {
        budget.spend(1)?;
        parts.extend(geometry(cursor, budget, depth + 1)?);
    }
    Ok((!parts.is_empty()).then_some(parts))
}
