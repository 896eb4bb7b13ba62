//! A coverage as a graph: every vertex once, every stretch of border once (an arc), with the unit on either side.
//! Refuses overlapping neighbours, because they have no shared border to keep.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use geo::{Coord, LineString, MultiPolygon};

use super::PrepareError;
use super::mercator::project;

/// The side of an arc that no unit claims: the sea, a foreign country.
pub(super) const NOBODY: u32 = u32::MAX;

/// Two corners closer than this many steps per degree are the same corner (about 0.1 mm).
const STEPS_PER_DEGREE: f64 = 1e9;

/// A stretch of border between two junctions, or a closed one without any.
pub(super) struct Arc {
    /// Where its vertices are in [`Coverage::path`]; at least two.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The unit on the left when walking along `path`, or [`NOBODY`].
    pub(super) left: u32,
    pub(super) right: u32,
}

/// Vertices and arcs of a coverage.
pub(super) struct Coverage {
    /// EPSG:4326 position of every vertex.
    pub(super) degrees: Vec<Coord<f64>>,
    /// EPSG:3857 position of every vertex.
    pub(super) metres: Vec<Coord<f64>>,
    pub(super) arcs: Vec<Arc>,
    /// Vertices of all arcs, one arc after the other.
    pub(super) path: Vec<u32>,
}

/// An undirected stretch between two vertices; `left` and `right` are seen from `low` to `high`.
struct Edge {
    low: u32,
    high: u32,
    left: u32,
    right: u32,
}

impl Edge {
    /// Left and right when leaving `vertex` along this edge.
    fn sides_from(&self, vertex: u32) -> (u32, u32) {
        if vertex == self.low { (self.left, self.right) } else { (self.right, self.left) }
    }

    fn other_end(&self, vertex: u32) -> u32 {
        if vertex == self.low { self.high } else { self.low }
    }
}

impl Coverage {
    /// Builds the graph; unit numbers are positions in `units`.
    pub(super) fn build<'a>(units: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Result<Self, PrepareError> {
        let mut vertices = Vertices::default();
        let mut sides: Vec<(u64, bool, u32)> = Vec::new();
        for (unit, shape) in units.into_iter().enumerate() {
            for polygon in shape {
                vertices.add_ring(polygon.exterior(), true, unit as u32, &mut sides);
                for hole in polygon.interiors() {
                    vertices.add_ring(hole, false, unit as u32, &mut sides);
                }
            }
        }
        let degrees = vertices.degrees;
        let edges = pair_sides(sides, &degrees)?;
        let metres = degrees.iter().map(|&vertex| project(vertex)).collect();
        let mut coverage = Self { degrees, metres, arcs: Vec::new(), path: Vec::new() };
        coverage.walk(&edges);
        Ok(coverage)
    }

    /// Vertices of one arc.
    pub(super) fn vertices(&self, arc: usize) -> &[u32] {
        &self.path[self.arcs[arc].start..self.arcs[arc].end]
    }

    /// Whether an arc ends where it begins.
    pub(super) fn is_closed(&self, arc: usize) -> bool {
        let vertices = self.vertices(arc);
        vertices.first() == vertices.last()
    }

    /// Cuts the edges into arcs at junctions.
    fn walk(&mut self, edges: &[Edge]) {
        let around = Incidence::new(edges, self.degrees.len());
        let is_junction = |vertex: u32| {
            let [first, second] = around.of(vertex) else {
                return true;
            };
            // Arriving along the first edge, left and right are those of leaving it, exchanged.
            let (left, right) = edges[*first as usize].sides_from(vertex);
            (right, left) != edges[*second as usize].sides_from(vertex)
        };
        let mut walked = vec![false; edges.len()];
        for vertex in 0..self.degrees.len() as u32 {
            if around.of(vertex).is_empty() || !is_junction(vertex) {
                continue;
            }
            for &edge in around.of(vertex) {
                if !walked[edge as usize] {
                    let arc = follow(edges, &around, vertex, edge, &mut walked, &is_junction);
                    self.push(&arc, edges[edge as usize].sides_from(vertex));
                }
            }
        }
        // What is left are closed borders without a junction: islands and enclaves.
        for start in 0..edges.len() {
            if !walked[start] {
                let from = edges[start].low;
                let mut ring = follow(edges, &around, from, start as u32, &mut walked, &|vertex| vertex == from);
                self.begin_at_westernmost(&mut ring);
                self.push(&ring, edges[start].sides_from(from));
            }
        }
    }

    fn push(&mut self, vertices: &[u32], (left, right): (u32, u32)) {
        let start = self.path.len();
        self.path.extend_from_slice(vertices);
        self.arcs.push(Arc { start, end: self.path.len(), left, right });
    }

    /// The first vertex of a closed arc always stays, so it is a corner that belongs to the outline.
    fn begin_at_westernmost(&self, ring: &mut Vec<u32>) {
        ring.pop();
        let west = (0..ring.len()).min_by(|&a, &b| {
            let (a, b) = (self.metres[ring[a] as usize], self.metres[ring[b] as usize]);
            a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
        });
        ring.rotate_left(west.unwrap_or(0));
        if let Some(&first) = ring.first() {
            ring.push(first);
        }
    }
}

/// Walks from `vertex` along `edge` to the next junction.
fn follow(edges: &[Edge], around: &Incidence, vertex: u32, edge: u32, walked: &mut [bool], is_junction: &dyn Fn(u32) -> bool) -> Vec<u32> {
    let (mut path, mut edge, mut vertex) = (vec![vertex], edge, vertex);
    loop {
        walked[edge as usize] = true;
        vertex = edges[edge as usize].other_end(vertex);
        path.push(vertex);
        if is_junction(vertex) {
            return path;
        }
        match around.of(vertex).iter().find(|&&next| next != edge) {
            Some(&next) if !walked[next as usize] => edge = next,
            _ => return path,
        }
    }
}

/// Which edges meet at each vertex.
struct Incidence {
    first: Vec<u32>,
    edges: Vec<u32>,
}

impl Incidence {
    fn new(edges: &[Edge], vertices: usize) -> Self {
        let mut first = vec![0_u32; vertices + 1];
        for edge in edges {
            first[edge.low as usize + 1] += 1;
            first[edge.high as usize + 1] += 1;
        }
        for vertex in 0..vertices {
            first[vertex + 1] += first[vertex];
        }
        let mut next = first.clone();
        let mut list = vec![0; edges.len() * 2];
        for (number, edge) in edges.iter().enumerate() {
            for end in [edge.low, edge.high] {
                list[next[end as usize] as usize] = number as u32;
                next[end as usize] += 1;
            }
        }
        Self { first, edges: list }
    }

    fn of(&self, vertex: u32) -> &[u32] {
        &self.edges[self.first[vertex as usize] as usize..self.first[vertex as usize + 1] as usize]
    }
}

/// Joins the directed sides of all rings into edges with a unit left and right.
fn pair_sides(mut sides: Vec<(u64, bool, u32)>, degrees: &[Coord<f64>]) -> Result<Vec<Edge>, PrepareError> {
    sides.sort_unstable();
    let mut edges = Vec::with_capacity(sides.len() / 2);
    for pair in sides.chunk_by(|a, b| a.0 == b.0) {
        let (low, high) = ((pair[0].0 >> 32) as u32, pair[0].0 as u32);
        let mut edge = Edge { low, high, left: NOBODY, right: NOBODY };
        for &(_, upwards, unit) in pair {
            let side = if upwards { &mut edge.left } else { &mut edge.right };
            if *side != NOBODY {
                let near = degrees[low as usize];
                return Err(PrepareError::Overlap { first: *side as usize, second: unit as usize, longitude: near.x, latitude: near.y });
            }
            *side = unit;
        }
        // A slit has the same unit on both sides and divides nothing.
        if edge.left != edge.right {
            edges.push(edge);
        }
    }
    Ok(edges)
}

/// Vertices by position, each once.
#[derive(Default)]
struct Vertices {
    degrees: Vec<Coord<f64>>,
    known: HashMap<(i64, i64), u32, BuildHasherDefault<Mix>>,
}

impl Vertices {
    fn number(&mut self, position: Coord<f64>) -> u32 {
        let key = ((position.x * STEPS_PER_DEGREE).round() as i64, (position.y * STEPS_PER_DEGREE).round() as i64);
        let next = self.degrees.len() as u32;
        let number = *self.known.entry(key).or_insert(next);
        if number == next {
            self.degrees.push(position);
        }
        number
    }

    /// Adds the sides of a ring, turned so that the unit lies on the left of each.
    fn add_ring(&mut self, ring: &LineString<f64>, outer: bool, unit: u32, sides: &mut Vec<(u64, bool, u32)>) {
        let turned = (signed_area(&ring.0) > 0.0) != outer;
        for side in ring.0.windows(2) {
            let (from, to) = if turned { (side[1], side[0]) } else { (side[0], side[1]) };
            let (from, to) = (self.number(from), self.number(to));
            if from != to {
                let key = (u64::from(from.min(to)) << 32) | u64::from(from.max(to));
                sides.push((key, from < to, unit));
            }
        }
    }
}

/// Twice nothing, once the area: positive when the ring turns counter-clockwise. In the ring's own units squared.
pub(super) fn signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else {
        return 0.0;
    };
    let cross = |side: &[Coord<f64>]| (side[0].x - origin.x) * (side[1].y - origin.y) - (side[1].x - origin.x) * (side[0].y - origin.y);
    ring.windows(2).map(cross).sum::<f64>() / 2.0
}

/// A quick hash for coordinates: the standard one is built to resist attackers, which costs a third of the build.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0.rotate_left(29) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn write_i64(&mut self, value: i64) {
        self.write_u64(value as u64);
    }
}
