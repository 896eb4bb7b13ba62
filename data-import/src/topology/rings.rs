//! From arcs to polygons: drops the arcs inside a group of units and stitches the others into rings.
//! Refuses to look at simplified lines: which arcs make which ring is decided once, on the full detail.

use std::collections::HashMap;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::coverage::{Coverage, NOBODY, signed_area};
use super::planar::{Position, counter_clockwise_order, position_in_ring};

/// An arc walked in one direction: the arc's number doubled, plus one when walked backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HalfArc(u32);

impl HalfArc {
    pub(super) fn new(arc: usize, backwards: bool) -> Self {
        Self((arc as u32) << 1 | u32::from(backwards))
    }

    pub(super) fn arc(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(super) fn is_backwards(self) -> bool {
        self.0 & 1 == 1
    }

    fn twin(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// First and second vertex when walking.
    fn beginning(self, coverage: &Coverage) -> (u32, u32) {
        let path = coverage.vertices(self.arc());
        if self.is_backwards() { (path[path.len() - 1], path[path.len() - 2]) } else { (path[0], path[1]) }
    }
}

/// Rings of one polygon as walks over arcs, the polygon on the left of each.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) outer: Vec<HalfArc>,
    pub(super) holes: Vec<Vec<HalfArc>>,
    /// Area inside the outer ring at full detail, square metres of EPSG:3857.
    pub(super) area: f64,
}

impl Outline {
    /// The polygon with the coordinates a caller chooses for each arc. Rings whose arcs are dropped go.
    pub(super) fn polygon(&self, line: &impl Fn(usize) -> Vec<Coord<f64>>, dropped: &[bool]) -> Option<Polygon<f64>> {
        let stays = |ring: &[HalfArc]| !ring.iter().any(|half| dropped[half.arc()]);
        if !stays(&self.outer) {
            return None;
        }
        let holes = self.holes.iter().filter(|hole| stays(hole)).map(|hole| ring_line(hole, line)).collect();
        Some(Polygon::new(ring_line(&self.outer, line), holes))
    }
}

/// All parts of a unit with the coordinates a caller chooses for each arc.
pub(super) fn multi_polygon(outlines: &[Outline], line: impl Fn(usize) -> Vec<Coord<f64>>, dropped: &[bool]) -> MultiPolygon<f64> {
    MultiPolygon(outlines.iter().filter_map(|outline| outline.polygon(&line, dropped)).collect())
}

fn ring_line(ring: &[HalfArc], line: &impl Fn(usize) -> Vec<Coord<f64>>) -> LineString<f64> {
    let mut vertices: Vec<Coord<f64>> = Vec::new();
    for half in ring {
        let mut stretch = line(half.arc());
        if half.is_backwards() {
            stretch.reverse();
        }
        vertices.pop();
        vertices.extend(stretch);
    }
    LineString(vertices)
}

/// Polygons of every group; `group[unit]` says where a unit belongs, groups are numbered from 0.
pub(super) fn trace(coverage: &Coverage, group: &[u32], groups: usize) -> Vec<Vec<Outline>> {
    let group_of = |unit: u32| {
        if unit == NOBODY { NOBODY } else { group[unit as usize] }
    };
    let owner = |half: HalfArc| {
        let arc = &coverage.arcs[half.arc()];
        group_of(if half.is_backwards() { arc.right } else { arc.left })
    };
    let borders: Vec<HalfArc> = (0..coverage.arcs.len())
        .filter(|&arc| group_of(coverage.arcs[arc].left) != group_of(coverage.arcs[arc].right))
        .flat_map(|arc| [HalfArc::new(arc, false), HalfArc::new(arc, true)])
        .collect();
    let fans = fans(coverage, &borders);
    let mut walked = vec![false; coverage.arcs.len() * 2];
    let mut rings: Vec<Vec<(Vec<HalfArc>, f64)>> = vec![Vec::new(); groups];
    for &start in &borders {
        if owner(start) == NOBODY || walked[start.0 as usize] {
            continue;
        }
        let mut face = Vec::new();
        let mut half = start;
        while !walked[half.0 as usize] {
            walked[half.0 as usize] = true;
            face.push(half);
            half = next_along_face(coverage, &fans, half);
        }
        let group = owner(start) as usize;
        for ring in split_at_touching_points(coverage, face) {
            let area = ring_area(coverage, &ring);
            rings[group].push((ring, area));
        }
    }
    rings.into_iter().map(|rings| outlines(coverage, rings)).collect()
}

/// The half-arcs that leave each junction, counter-clockwise.
fn fans(coverage: &Coverage, borders: &[HalfArc]) -> HashMap<u32, Vec<HalfArc>> {
    let mut fans: HashMap<u32, Vec<HalfArc>> = HashMap::new();
    for &half in borders {
        fans.entry(half.beginning(coverage).0).or_default().push(half);
    }
    for (&vertex, fan) in &mut fans {
        let centre = coverage.metres[vertex as usize];
        let towards = |half: &HalfArc| coverage.metres[half.beginning(coverage).1 as usize];
        fan.sort_by(|a, b| counter_clockwise_order(centre, towards(a), towards(b)));
    }
    fans
}

/// Arriving with the face on the left, the next border of the same face is the first one clockwise.
fn next_along_face(coverage: &Coverage, fans: &HashMap<u32, Vec<HalfArc>>, half: HalfArc) -> HalfArc {
    let back = half.twin();
    let fan = fans.get(&back.beginning(coverage).0).map(Vec::as_slice).unwrap_or_default();
    match fan.iter().position(|&leaving| leaving == back) {
        Some(position) => fan[(position + fan.len() - 1) % fan.len()],
        None => half,
    }
}

/// A face may touch itself at a point; polygons want a ring of its own for each side of that point.
fn split_at_touching_points(coverage: &Coverage, face: Vec<HalfArc>) -> Vec<Vec<HalfArc>> {
    let mut rings = Vec::new();
    let mut open: Vec<HalfArc> = Vec::new();
    let mut begun: HashMap<u32, usize> = HashMap::new();
    for half in face {
        begun.insert(half.beginning(coverage).0, open.len());
        open.push(half);
        let end = half.twin().beginning(coverage).0;
        if let Some(&position) = begun.get(&end) {
            let ring = open.split_off(position);
            for half in &ring {
                begun.remove(&half.beginning(coverage).0);
            }
            rings.push(ring);
        }
    }
    rings
}

fn ring_area(coverage: &Coverage, ring: &[HalfArc]) -> f64 {
    signed_area(&ring_line(ring, &|arc| full_line(coverage, arc)).0)
}

fn full_line(coverage: &Coverage, arc: usize) -> Vec<Coord<f64>> {
    coverage.vertices(arc).iter().map(|&vertex| coverage.metres[vertex as usize]).collect()
}

/// Gives each hole to the smallest outer ring around it; largest outlines first.
fn outlines(coverage: &Coverage, rings: Vec<(Vec<HalfArc>, f64)>) -> Vec<Outline> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|(_, area)| *area > 0.0);
    let mut outlines: Vec<Outline> = outer.into_iter().map(|(outer, area)| Outline { outer, holes: Vec::new(), area }).collect();
    outlines.sort_by(|a, b| b.area.total_cmp(&a.area));
    if outlines.len() == 1 {
        outlines[0].holes = holes.into_iter().map(|(hole, _)| hole).collect();
        return outlines;
    }
    let line = |arc| full_line(coverage, arc);
    let lines: Vec<LineString<f64>> =
        if holes.is_empty() { Vec::new() } else { outlines.iter().map(|outline| ring_line(&outline.outer, &line)).collect() };
    for (hole, _) in holes {
        let edge = ring_line(&hole, &line);
        let around = lines.iter().rposition(|ring| {
            let side = edge.0.iter().map(|&vertex| position_in_ring(vertex, &ring.0));
            // A hole may touch its outer ring at points, so the first vertex that is not on it decides.
            side.into_iter().find(|&side| side != Position::OnBorder) == Some(Position::Inside)
        });
        if let Some(around) = around {
            outlines[around].holes.push(hole);
        }
    }
    outlines
}
