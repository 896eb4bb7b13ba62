//! Turns FlatGeobuf geometries into geo types, in degrees of EPSG:4326, longitude first.
//! Refuses open or short rings, coordinates off the earth, and geometries of absurd size.

use flatgeobuf::Geometry;
use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::row::position_problem;
use crate::row_error::Problem;

/// The most vertices one feature may have.
const MAX_VERTICES: usize = 4_000_000;

/// A point; `None` for an empty one.
pub(crate) fn point(geometry: &Geometry<'_>) -> Result<Option<(f64, f64)>, Problem> {
    let Some(xy) = geometry.xy().filter(|xy| xy.len() >= 2) else {
        return Ok(None);
    };
    let (lon, lat) = (xy.get(0), xy.get(1));
    if lon.is_nan() && lat.is_nan() {
        return Ok(None);
    }
    match position_problem(lon, lat) {
        Some(problem) => Err(problem),
        None => Ok(Some((lon, lat))),
    }
}

/// A polygon or multipolygon.
pub(crate) fn multi_polygon(geometry: &Geometry<'_>) -> Result<MultiPolygon<f64>, Problem> {
    let mut vertices = 0;
    let polygons = match geometry.parts() {
        None => vec![polygon(geometry, &mut vertices)?],
        Some(parts) => parts.iter().map(|part| polygon(&part, &mut vertices)).collect::<Result<_, _>>()?,
    };
    if polygons.is_empty() { Err(Problem::WrongGeometry("polygon")) } else { Ok(MultiPolygon(polygons)) }
}

fn polygon(geometry: &Geometry<'_>, vertices: &mut usize) -> Result<Polygon<f64>, Problem> {
    let xy = geometry.xy().ok_or(Problem::WrongGeometry("polygon"))?;
    let count = xy.len() / 2;
    *vertices += count;
    if *vertices > MAX_VERTICES {
        return Err(Problem::TooLong(MAX_VERTICES));
    }
    // `ends` holds where each ring stops, in vertices; a single ring may leave it out.
    let ends: Vec<usize> = match geometry.ends() {
        Some(ends) if !ends.is_empty() => ends.iter().map(|end| end as usize).collect(),
        _ => vec![count],
    };
    let mut rings = Vec::new();
    let mut start = 0;
    for end in ends {
        if end < start + 4 || end > count {
            return Err(Problem::BrokenRing);
        }
        let ring: Vec<Coord<f64>> = (start..end).map(|vertex| Coord { x: xy.get(2 * vertex), y: xy.get(2 * vertex + 1) }).collect();
        if ring.first() != ring.last() || !ring.iter().all(on_earth) {
            return Err(Problem::BrokenRing);
        }
        rings.push(LineString(ring));
        start = end;
    }
    let mut rings = rings.into_iter();
    let exterior = rings.next().ok_or(Problem::BrokenRing)?;
    Ok(Polygon::new(exterior, rings.collect()))
}

fn on_earth(vertex: &Coord<f64>) -> bool {
    (-180.0..=180.0).contains(&vertex.x) && (-90.0..=90.0).contains(&vertex.y)
}
