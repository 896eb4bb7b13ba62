//! Checked pieces of geometry, shared by all readers of shapes.
//! Refuses coordinates that are no numbers, open or short rings, and geometries of absurd size.

use geo::{BoundingRect, Contains, Coord, LineString, Point, Polygon};

use super::limits::MAX_VERTICES;
use crate::row_error::Problem;

/// How many vertices a feature may still have.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new() -> Self {
        Self(MAX_VERTICES)
    }

    /// Takes vertices off the budget.
    pub(super) fn spend(&mut self, vertices: usize) -> Result<(), Problem> {
        self.0 = self.0.checked_sub(vertices).ok_or(Problem::TooLong(MAX_VERTICES))?;
        Ok(())
    }
}

/// A coordinate whose parts are numbers.
pub(super) fn coordinate(x: f64, y: f64) -> Result<Coord<f64>, Problem> {
    if x.is_finite() && y.is_finite() { Ok(Coord { x, y }) } else { Err(Problem::BrokenGeometry) }
}

/// A line of at least two points.
pub(super) fn line(coordinates: Vec<Coord<f64>>) -> Result<LineString<f64>, Problem> {
    if coordinates.len() < 2 { Err(Problem::BrokenGeometry) } else { Ok(LineString(coordinates)) }
}

/// A closed ring of at least four points.
pub(super) fn ring(coordinates: Vec<Coord<f64>>) -> Result<LineString<f64>, Problem> {
    if coordinates.len() < 4 || coordinates.first() != coordinates.last() {
        return Err(Problem::BrokenRing);
    }
    Ok(LineString(coordinates))
}

/// A polygon of its rings, the outer one first.
pub(super) fn polygon(rings: Vec<LineString<f64>>) -> Result<Polygon<f64>, Problem> {
    let mut rings = rings.into_iter();
    let exterior = rings.next().ok_or(Problem::BrokenRing)?;
    Ok(Polygon::new(exterior, rings.collect()))
}

/// Polygons of rings that only their direction tells apart (shapefile: outer rings clockwise). A hole belongs to the
/// smallest outer ring around it; a hole around which there is nothing is an outer ring drawn the wrong way.
pub(super) fn polygons_by_direction(rings: Vec<LineString<f64>>) -> Vec<Polygon<f64>> {
    let (mut outer, mut holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| doubled_area(ring) <= 0.0);
    if outer.is_empty() {
        std::mem::swap(&mut outer, &mut holes);
    }
    let mut polygons: Vec<Polygon<f64>> = outer.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect();
    let boxes: Vec<_> = polygons.iter().map(BoundingRect::bounding_rect).collect();
    let count = polygons.len();
    for hole in holes {
        let Some(inside) = hole.bounding_rect() else { continue };
        let around = |&position: &usize| {
            let fits = boxes[position].is_some_and(|outside| {
                outside.min().x <= inside.min().x
                    && outside.min().y <= inside.min().y
                    && outside.max().x >= inside.max().x
                    && outside.max().y >= inside.max().y
            });
            // A hole may touch its outer ring in a point, so any of its corners inside is enough.
            fits && hole.0.iter().any(|corner| polygons[position].contains(&Point::from(*corner)))
        };
        let size = |position: usize| doubled_area(polygons[position].exterior()).abs();
        let found = (0..count).filter(around).min_by(|first, second| size(*first).total_cmp(&size(*second)));
        match found {
            Some(position) => polygons[position].interiors_push(hole),
            None => polygons.push(Polygon::new(hole, Vec::new())),
        }
    }
    polygons
}

/// Twice the signed area: positive where the ring goes against the clock.
fn doubled_area(ring: &LineString<f64>) -> f64 {
    // Relative to the first corner, because projected coordinates are large and rings small.
    let Some(origin) = ring.0.first() else { return 0.0 };
    ring.lines().map(|side| (side.start.x - origin.x) * (side.end.y - origin.y) - (side.end.x - origin.x) * (side.start.y - origin.y)).sum()
}
