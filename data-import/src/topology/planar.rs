//! Questions about points and segments in the plane, answered exactly (adaptive-precision orientation).
//! Refuses tolerances: two segments cross or they do not.

use std::cmp::Ordering;

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};

/// Where a point is relative to a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Inside,
    OnBorder,
    Outside,
}

pub(super) fn orientation(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}

/// Orders directions around a centre counter-clockwise, beginning with east.
pub(super) fn counter_clockwise_order(centre: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let lower_half = |point: Coord<f64>| point.y < centre.y || (point.y == centre.y && point.x < centre.x);
    lower_half(a).cmp(&lower_half(b)).then_with(|| match orientation(centre, a, b) {
        Orientation::CounterClockwise => Ordering::Less,
        Orientation::Clockwise => Ordering::Greater,
        Orientation::Collinear => Ordering::Equal,
    })
}

/// Whether `point`, known to be on the line through `a` and `b`, lies between them or on an end.
fn between(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    point.x >= a.x.min(b.x) && point.x <= a.x.max(b.x) && point.y >= a.y.min(b.y) && point.y <= a.y.max(b.y)
}

/// Whether `point` lies on the segment `a`–`b`, ends included.
pub(super) fn on_segment(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    between(point, a, b) && orientation(a, b, point) == Orientation::Collinear
}

/// Whether two segments without a common end have any point in common.
pub(super) fn segments_meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    let (abc, abd) = (orientation(a, b, c), orientation(a, b, d));
    let (cda, cdb) = (orientation(c, d, a), orientation(c, d, b));
    let proper = |one, other| one != other && one != Orientation::Collinear && other != Orientation::Collinear;
    if proper(abc, abd) && proper(cda, cdb) {
        return true;
    }
    on_segment(c, a, b) || on_segment(d, a, b) || on_segment(a, c, d) || on_segment(b, c, d)
}

/// Where a point is relative to a closed ring (first vertex = last), by even and odd crossings.
pub(super) fn position_in_ring(point: Coord<f64>, ring: &[Coord<f64>]) -> Position {
    let mut inside = false;
    for side in ring.windows(2) {
        let (a, b) = (side[0], side[1]);
        if on_segment(point, a, b) {
            return Position::OnBorder;
        }
        if (a.y > point.y) != (b.y > point.y) {
            let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
            if orientation(low, high, point) == Orientation::CounterClockwise {
                inside = !inside;
            }
        }
    }
    if inside { Position::Inside } else { Position::Outside }
}
