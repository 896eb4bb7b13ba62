//! Spatial relations of OGC Simple Features, on the plane of longitudes and latitudes (EPSG:4326).
//! The relation of a point to a polygon, which is nearly every question, is decided without building a graph.

use geo::coordinate_position::CoordPos;
use geo::{BoundingRect, Coord, CoordinatePosition, CoordsIter, Geometry, Intersects, Point, Rect, Relate};

use super::ast::SpatialOp;

/// A geometry of a filter, with the box around it.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    geometry: Geometry<f64>,
    bounds: Option<Rect<f64>>,
}

impl Shape {
    pub(super) fn new(geometry: Geometry<f64>) -> Self {
        let bounds = geometry.bounding_rect();
        Self { geometry, bounds }
    }

    /// What it costs to find a point in it, in comparisons.
    pub(super) fn cost(&self) -> usize {
        self.geometry.coords_count() / 2
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        match &self.geometry {
            Geometry::Point(point) => Seen::Point(point.0),
            geometry => Seen::Geometry(geometry, self.bounds),
        }
    }
}

/// A geometry as a relation sees it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    Point(Coord<f64>),
    /// With the box around it; none around nothing.
    Geometry(&'a Geometry<f64>, Option<Rect<f64>>),
}

impl<'a> Seen<'a> {
    /// A geometry of a record.
    pub(super) fn of(geometry: &'a Geometry<f64>) -> Self {
        match geometry {
            Geometry::Point(point) => Self::Point(point.0),
            geometry => Self::Geometry(geometry, geometry.bounding_rect()),
        }
    }

    /// West, south, east, north.
    fn bounds(&self) -> Option<[f64; 4]> {
        match self {
            Self::Point(at) => Some([at.x, at.y, at.x, at.y]),
            Self::Geometry(_, bounds) => bounds.map(|bounds| [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]),
        }
    }
}

/// Does the relation hold?
pub(super) fn holds(op: SpatialOp, one: Seen<'_>, other: Seen<'_>) -> bool {
    if op == SpatialOp::Disjoint {
        return !holds(SpatialOp::Intersects, one, other);
    }
    let (Some(first), Some(second)) = (one.bounds(), other.bounds()) else {
        return false;
    };
    // Every relation but disjoint needs a point in common.
    let apart = first[0] > second[2] || second[0] > first[2] || first[1] > second[3] || second[1] > first[3];
    if apart {
        return false;
    }
    match (one, other) {
        (Seen::Point(one), Seen::Point(other)) => {
            one == other && matches!(op, SpatialOp::Intersects | SpatialOp::Equals | SpatialOp::Within | SpatialOp::Contains)
        }
        (Seen::Point(at), Seen::Geometry(geometry, _)) => of_point(op, at, geometry),
        (Seen::Geometry(geometry, _), Seen::Point(at)) => of_point(op.turned(), at, geometry),
        (Seen::Geometry(one, _), Seen::Geometry(other, _)) => of_geometries(op, one, other),
    }
}

fn of_point(op: SpatialOp, at: Coord<f64>, geometry: &Geometry<f64>) -> bool {
    match op {
        SpatialOp::Intersects => geometry.coordinate_position(&at) != CoordPos::Outside,
        SpatialOp::Within => geometry.coordinate_position(&at) == CoordPos::Inside,
        SpatialOp::Touches => geometry.coordinate_position(&at) == CoordPos::OnBoundary,
        // A point is inside whole, on the border whole, or outside whole.
        SpatialOp::Crosses | SpatialOp::Overlaps => false,
        SpatialOp::Equals | SpatialOp::Contains | SpatialOp::Disjoint => of_geometries(op, &Geometry::Point(Point(at)), geometry),
    }
}

fn of_geometries(op: SpatialOp, one: &Geometry<f64>, other: &Geometry<f64>) -> bool {
    if op == SpatialOp::Intersects {
        return one.intersects(other);
    }
    let relation = one.relate(other);
    match op {
        SpatialOp::Intersects => relation.is_intersects(),
        SpatialOp::Equals => relation.is_equal_topo(),
        SpatialOp::Disjoint => relation.is_disjoint(),
        SpatialOp::Touches => relation.is_touches(),
        SpatialOp::Within => relation.is_within(),
        SpatialOp::Overlaps => relation.is_overlaps(),
        SpatialOp::Crosses => relation.is_crosses(),
        SpatialOp::Contains => relation.is_contains(),
    }
}
