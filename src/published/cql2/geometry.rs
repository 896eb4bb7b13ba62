//! Geometries of filters: made from points, checked, brought to one spelling. WGS 84 degrees (EPSG:4326), longitude
//! first; heights are left out. Refuses what is off the globe, open rings, and rings that cross.

use geo::coordinate_position::CoordPos;
use geo::line_intersection::line_intersection;
use geo::{
    Area, Coord, CoordinatePosition, Geometry, GeometryCollection, Line, LineIntersection, LineString, MultiLineString, MultiPoint,
    MultiPolygon, Point, Polygon,
};

use super::ast::{GeographicBox, Operand};
use super::error::GeometryFault;

/// A point on the globe; -0 is 0.
pub(super) fn vertex(lon: f64, lat: f64) -> Result<Coord<f64>, GeometryFault> {
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        Ok(Coord { x: lon + 0.0, y: lat + 0.0 })
    } else {
        Err(GeometryFault::OffTheGlobe)
    }
}

/// A line through vertices; those repeated one after the other are one.
pub(super) fn line(mut vertices: Vec<Coord<f64>>) -> Result<LineString<f64>, GeometryFault> {
    vertices.dedup();
    if vertices.len() < 2 {
        return Err(GeometryFault::TooFewPoints);
    }
    Ok(LineString(vertices))
}

/// A polygon of closed rings, the outer one first. Whether the rings are clean is for [`check`].
pub(super) fn polygon(rings: Vec<Vec<Coord<f64>>>) -> Result<Polygon<f64>, GeometryFault> {
    let mut closed = vec![];
    for mut ring in rings {
        if ring.first() != ring.last() || ring.is_empty() {
            return Err(GeometryFault::OpenRing);
        }
        ring.dedup();
        if ring.len() < 4 {
            return Err(GeometryFault::TooFewPoints);
        }
        closed.push(LineString(ring));
    }
    if closed.is_empty() {
        return Err(GeometryFault::Empty);
    }
    let outer = closed.remove(0);
    Ok(Polygon::new(outer, closed))
}

/// A box; west may be greater than east.
pub(super) fn geographic_box(west: f64, south: f64, east: f64, north: f64) -> Result<GeographicBox, GeometryFault> {
    let (low, high) = (vertex(west, south)?, vertex(east, north)?);
    if low.y > high.y {
        return Err(GeometryFault::UpsideDown);
    }
    Ok(GeographicBox { west: low.x, south: low.y, east: high.x, north: high.y })
}

impl GeographicBox {
    /// As a geometry: two polygons where it crosses the antimeridian, a line or a point where it has no width or no height.
    pub(super) fn geometry(self) -> Geometry<f64> {
        if self.west <= self.east {
            return piece(self.west, self.south, self.east, self.north);
        }
        let pieces = [piece(self.west, self.south, 180.0, self.north), piece(-180.0, self.south, self.east, self.north)];
        match pieces {
            [Geometry::Polygon(first), Geometry::Polygon(second)] => Geometry::MultiPolygon(MultiPolygon(vec![first, second])),
            [Geometry::LineString(first), Geometry::LineString(second)] => Geometry::MultiLineString(MultiLineString(vec![first, second])),
            // Beside the antimeridian itself a box can lose a dimension on one side only.
            [first, second] => Geometry::GeometryCollection(GeometryCollection(vec![first, second])),
        }
    }
}

fn piece(west: f64, south: f64, east: f64, north: f64) -> Geometry<f64> {
    let corner = |x, y| Coord { x, y };
    match (west < east, south < north) {
        (false, false) => Geometry::Point(Point(corner(west, south))),
        (true, true) => Geometry::Polygon(Polygon::new(
            LineString(vec![corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south)]),
            vec![],
        )),
        _ => Geometry::LineString(LineString(vec![corner(west, south), corner(east, north)])),
    }
}

/// A side of a ring and whose it is.
struct Side {
    line: Line<f64>,
    ring: usize,
    at: usize,
    of: usize,
}

/// Refuses polygons whose rings cross or touch where they must not, holes outside, and polygons that overlap.
pub(super) fn check(geometry: &Geometry<f64>) -> Result<(), GeometryFault> {
    match geometry {
        Geometry::Polygon(polygon) => check_polygons(std::slice::from_ref(polygon)),
        Geometry::MultiPolygon(many) => check_polygons(&many.0),
        Geometry::GeometryCollection(many) => many.0.iter().try_for_each(check),
        _ => Ok(()),
    }
}

fn check_polygons(polygons: &[Polygon<f64>]) -> Result<(), GeometryFault> {
    let rings: Vec<&LineString<f64>> = polygons.iter().flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors())).collect();
    let mut sides: Vec<Side> = vec![];
    for (number, ring) in rings.iter().enumerate() {
        let of = ring.0.len() - 1;
        sides.extend(ring.lines().enumerate().map(|(at, line)| Side { line, ring: number, at, of }));
    }
    if rings.iter().any(|ring| Polygon::new((*ring).clone(), vec![]).unsigned_area() == 0.0) || any_crossing(&mut sides) {
        return Err(GeometryFault::Crossing);
    }
    // No two sides cross: one vertex off the other ring tells which ring lies where.
    for polygon in polygons {
        let outer = Polygon::new(polygon.exterior().clone(), vec![]);
        for (at, hole) in polygon.interiors().iter().enumerate() {
            let others = polygon.interiors().iter().skip(at + 1);
            let inner = Polygon::new(hole.clone(), vec![]);
            if is_beyond(hole, &outer) || is_within(&outer.exterior().0, &inner) || others.clone().any(|other| overlap(hole, other)) {
                return Err(GeometryFault::Crossing);
            }
        }
    }
    for (at, polygon) in polygons.iter().enumerate() {
        if polygons[at + 1..].iter().any(|other| is_within(&other.exterior().0, polygon) || is_within(&polygon.exterior().0, other)) {
            return Err(GeometryFault::Crossing);
        }
    }
    Ok(())
}

fn is_beyond(ring: &LineString<f64>, outer: &Polygon<f64>) -> bool {
    ring.0.iter().any(|vertex| outer.coordinate_position(vertex) == CoordPos::Outside)
}

fn is_within(vertices: &[Coord<f64>], polygon: &Polygon<f64>) -> bool {
    let decided = vertices.iter().map(|vertex| polygon.coordinate_position(vertex)).find(|position| *position != CoordPos::OnBoundary);
    decided == Some(CoordPos::Inside)
}

fn overlap(first: &LineString<f64>, second: &LineString<f64>) -> bool {
    let polygon = |ring: &LineString<f64>| Polygon::new(ring.clone(), vec![]);
    is_within(&first.0, &polygon(second)) || is_within(&second.0, &polygon(first))
}

/// Sweeps from west to east, comparing only sides that stand over one another.
fn any_crossing(sides: &mut [Side]) -> bool {
    let west = |side: &Side| side.line.start.x.min(side.line.end.x);
    let east = |side: &Side| side.line.start.x.max(side.line.end.x);
    sides.sort_by(|first, second| west(first).total_cmp(&west(second)));
    let mut active: Vec<usize> = vec![];
    for at in 0..sides.len() {
        let (south, north) = span(&sides[at].line);
        active.retain(|other| east(&sides[*other]) >= west(&sides[at]));
        for other in &active {
            let (low, high) = span(&sides[*other].line);
            if low <= north && south <= high && meet_badly(&sides[at], &sides[*other]) {
                return true;
            }
        }
        active.push(at);
    }
    false
}

fn span(line: &Line<f64>) -> (f64, f64) {
    (line.start.y.min(line.end.y), line.start.y.max(line.end.y))
}

fn meet_badly(first: &Side, second: &Side) -> bool {
    let neighbours = first.ring == second.ring && {
        let apart = first.at.abs_diff(second.at);
        apart == 1 || apart == first.of - 1
    };
    match line_intersection(first.line, second.line) {
        None => false,
        Some(LineIntersection::Collinear { intersection }) => {
            intersection.start != intersection.end || !(neighbours || first.ring != second.ring)
        }
        // Rings may touch each other in a point; within a ring only neighbours do, where they join.
        Some(LineIntersection::SinglePoint { is_proper, .. }) => is_proper || (first.ring == second.ring && !neighbours),
    }
}

/// The one spelling of a geometry with a given meaning: rings turn and start alike, parts are sorted, a part alone is
/// no collection, a rectangle along meridians and parallels is a box.
pub(super) fn canonical(geometry: Geometry<f64>) -> Operand {
    match tidy(geometry) {
        Geometry::Polygon(polygon) => match as_box(&polygon) {
            Some(found) => Operand::Box(found),
            None => Operand::Geometry(Geometry::Polygon(polygon)),
        },
        other => Operand::Geometry(other),
    }
}

fn tidy(geometry: Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::LineString(line) => Geometry::LineString(tidy_line(line)),
        Geometry::Polygon(polygon) => Geometry::Polygon(tidy_polygon(polygon)),
        Geometry::MultiPoint(many) => {
            let mut points = sorted(many.0, |point| vec![point.0]);
            if points.len() == 1 { Geometry::Point(points.remove(0)) } else { Geometry::MultiPoint(MultiPoint(points)) }
        }
        Geometry::MultiLineString(many) => {
            // Equal lines stay: two of them have other ends than one.
            let mut lines: Vec<LineString<f64>> = many.0.into_iter().map(tidy_line).collect();
            lines.sort_by(|first, second| order(&first.0, &second.0));
            if lines.len() == 1 { Geometry::LineString(lines.remove(0)) } else { Geometry::MultiLineString(MultiLineString(lines)) }
        }
        Geometry::MultiPolygon(many) => {
            let mut polygons = sorted(many.0.into_iter().map(tidy_polygon).collect(), polygon_key);
            if polygons.len() == 1 { Geometry::Polygon(polygons.remove(0)) } else { Geometry::MultiPolygon(MultiPolygon(polygons)) }
        }
        Geometry::GeometryCollection(many) => {
            let mut parts: Vec<(String, Geometry<f64>)> =
                many.0.into_iter().map(tidy).map(|part| (super::write::geometry_text(&part), part)).collect();
            parts.sort_by(|first, second| first.0.cmp(&second.0));
            parts.dedup_by(|first, second| first.0 == second.0);
            let mut parts: Vec<Geometry<f64>> = parts.into_iter().map(|(_, part)| part).collect();
            if parts.len() == 1 { parts.remove(0) } else { Geometry::GeometryCollection(GeometryCollection(parts)) }
        }
        other => other,
    }
}

fn sorted<T>(mut parts: Vec<T>, key: impl Fn(&T) -> Vec<Coord<f64>>) -> Vec<T> {
    parts.sort_by(|first, second| order(&key(first), &key(second)));
    parts.dedup_by(|first, second| order(&key(first), &key(second)).is_eq());
    parts
}

fn polygon_key(polygon: &Polygon<f64>) -> Vec<Coord<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).flat_map(|ring| ring.0.iter().copied()).collect()
}

fn order(first: &[Coord<f64>], second: &[Coord<f64>]) -> std::cmp::Ordering {
    first.iter().map(|one| (one.x, one.y)).partial_cmp(second.iter().map(|one| (one.x, one.y))).unwrap_or(std::cmp::Ordering::Equal)
}

fn tidy_line(mut line: LineString<f64>) -> LineString<f64> {
    let turned: Vec<Coord<f64>> = line.0.iter().rev().copied().collect();
    if order(&turned, &line.0).is_lt() {
        line.0 = turned;
    }
    line
}

fn tidy_polygon(polygon: Polygon<f64>) -> Polygon<f64> {
    let (outer, holes) = polygon.into_inner();
    let holes = holes.into_iter().map(|hole| tidy_ring(hole, true)).collect();
    Polygon::new(tidy_ring(outer, false), sorted(holes, |hole: &LineString<f64>| hole.0.clone()))
}

fn tidy_ring(ring: LineString<f64>, clockwise: bool) -> LineString<f64> {
    let mut vertices = ring.0;
    if (Polygon::new(LineString(vertices.clone()), vec![]).signed_area() < 0.0) != clockwise {
        vertices.reverse();
    }
    vertices.pop();
    let first = (0..vertices.len()).min_by(|one, other| order(&vertices[*one..=*one], &vertices[*other..=*other])).unwrap_or(0);
    vertices.rotate_left(first);
    vertices.push(vertices[0]);
    LineString(vertices)
}

/// A tidy polygon starts at its south-western corner and turns left.
fn as_box(polygon: &Polygon<f64>) -> Option<GeographicBox> {
    let [a, b, c, d, _] = polygon.exterior().0.as_slice() else {
        return None;
    };
    let upright = polygon.interiors().is_empty() && a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    upright.then_some(GeographicBox { west: a.x, south: a.y, east: c.x, north: c.y })
}
