//! The point of a polygon that is farthest from its border, for its name.
//! Refuses points outside: where the search finds none it takes geo's interior point.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use geo::{Coord, InteriorPoint, Polygon};

use super::coverage::signed_area;

/// Cells looked at before the search is content with what it has.
const MAX_CELLS: usize = 20_000;

/// How near to the best possible clearance the search goes, as a part of the polygon's size.
const PRECISION: f64 = 0.01;

/// A square that may contain the point: the best clearance found in its middle and possible in its corners.
struct Cell {
    centre: Coord<f64>,
    half: f64,
    clearance: f64,
    possible: f64,
}

impl Cell {
    fn new(centre: Coord<f64>, half: f64, polygon: &Polygon<f64>) -> Self {
        let clearance = clearance(centre, polygon);
        Self { centre, half, clearance, possible: clearance + half * std::f64::consts::SQRT_2 }
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.possible.total_cmp(&other.possible)
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

/// The point and its distance from the nearest border, both in the polygon's own units.
pub(super) fn label_point(polygon: &Polygon<f64>) -> Option<(Coord<f64>, f64)> {
    let outer = &polygon.exterior().0;
    let first = *outer.first()?;
    let (mut low, mut high) = (first, first);
    for vertex in outer {
        low = Coord { x: low.x.min(vertex.x), y: low.y.min(vertex.y) };
        high = Coord { x: high.x.max(vertex.x), y: high.y.max(vertex.y) };
    }
    let (width, height) = (high.x - low.x, high.y - low.y);
    // A sliver must not ask for thousands of squares.
    let side = width.min(height).max(width.max(height) / 64.0);
    if side <= 0.0 {
        return None;
    }
    let precision = width.max(height) * PRECISION;
    let mut best = Cell::new(centroid(outer).unwrap_or(first), 0.0, polygon);
    let mut queue = BinaryHeap::new();
    let half = side / 2.0;
    for column in 0..(width / side).ceil() as usize {
        for row in 0..(height / side).ceil() as usize {
            let centre = Coord { x: low.x + side * column as f64 + half, y: low.y + side * row as f64 + half };
            queue.push(Cell::new(centre, half, polygon));
        }
    }
    let mut looked_at = queue.len();
    while let Some(cell) = queue.pop() {
        let enough = if best.clearance > 0.0 { precision.min(best.clearance * 0.1) } else { 0.0 };
        if cell.possible - best.clearance <= enough || looked_at > MAX_CELLS {
            break;
        }
        let half = cell.half / 2.0;
        for (east, north) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
            let centre = Coord { x: cell.centre.x + east * half, y: cell.centre.y + north * half };
            queue.push(Cell::new(centre, half, polygon));
            looked_at += 1;
        }
        if cell.clearance > best.clearance {
            best = cell;
        }
    }
    // Cells still waiting were measured too.
    let best = queue.into_iter().fold(best, |best, cell| if cell.clearance > best.clearance { cell } else { best });
    if best.clearance > 0.0 {
        return Some((best.centre, best.clearance));
    }
    let inside = polygon.interior_point()?;
    Some((inside.0, clearance(inside.0, polygon).max(0.0)))
}

/// Distance to the nearest border, negative outside.
fn clearance(point: Coord<f64>, polygon: &Polygon<f64>) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        for side in ring.0.windows(2) {
            let (a, b) = (side[0], side[1]);
            if (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
                inside = !inside;
            }
            nearest = nearest.min(square_distance(point, a, b));
        }
    }
    if inside { nearest.sqrt() } else { -nearest.sqrt() }
}

fn square_distance(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point.x - a.x) * dx + (point.y - a.y) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    let (x, y) = (point.x - a.x - along * dx, point.y - a.y - along * dy);
    x * x + y * y
}

fn centroid(ring: &[Coord<f64>]) -> Option<Coord<f64>> {
    let origin = *ring.first()?;
    let area = signed_area(ring);
    if area == 0.0 {
        return None;
    }
    let mut sum = Coord { x: 0.0, y: 0.0 };
    for side in ring.windows(2) {
        let (a, b) = (side[0] - origin, side[1] - origin);
        let cross = a.x * b.y - b.x * a.y;
        sum = Coord { x: sum.x + (a.x + b.x) * cross, y: sum.y + (a.y + b.y) * cross };
    }
    Some(origin + sum / (6.0 * area))
}
