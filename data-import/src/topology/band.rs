//! One level of detail: which vertices of which arcs stay.
//! Refuses lines that cross or jump over a corner: it gives back detail until the map has its old shape.

use geo::Coord;
use rstar::{AABB, RTree, RTreeObject};

use super::coverage::Coverage;
use super::planar::{Position, on_segment, position_in_ring, segments_meet};

/// What stays of each arc.
pub(super) struct Detail {
    /// For every entry of [`Coverage::path`].
    pub(super) kept: Vec<bool>,
    /// Arcs that vanish whole: islands and enclaves too small to be seen.
    pub(super) dropped: Vec<bool>,
}

impl Detail {
    /// Everything.
    pub(super) fn full(coverage: &Coverage) -> Self {
        Self { kept: vec![true; coverage.path.len()], dropped: vec![false; coverage.arcs.len()] }
    }

    /// What matters at least `tolerance` (square metres of EPSG:3857), and whatever else keeps the map's shape.
    pub(super) fn of_band(coverage: &Coverage, significances: &[f64], tolerance: f64, dropped: Vec<bool>) -> Self {
        let kept = significances.iter().map(|&significance| significance >= tolerance).collect();
        let mut detail = Self { kept, dropped };
        Repair::new(coverage, significances, &mut detail).run();
        detail
    }

    /// The positions of one arc, chosen from `positions` (degrees or metres).
    pub(super) fn line(&self, coverage: &Coverage, positions: &[Coord<f64>], arc: usize) -> Vec<Coord<f64>> {
        let range = coverage.arcs[arc].start..coverage.arcs[arc].end;
        range.filter(|&at| self.kept[at]).map(|at| positions[coverage.path[at] as usize]).collect()
    }
}

/// A straight piece of a simplified arc: from one kept entry of the path to the next, over `until - from - 1`
/// hidden ones. Its box is that of everything it replaces.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    from: u32,
    until: u32,
    low: [f64; 2],
    high: [f64; 2],
}

impl RTreeObject for Piece {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

impl Piece {
    fn hides(&self) -> bool {
        self.until > self.from + 1
    }
}

/// The work of giving detail back.
struct Repair<'a> {
    coverage: &'a Coverage,
    significances: &'a [f64],
    detail: &'a mut Detail,
    index: RTree<Piece>,
    /// Pieces to look at, by their first entry.
    waiting: Vec<Piece>,
}

impl<'a> Repair<'a> {
    fn new(coverage: &'a Coverage, significances: &'a [f64], detail: &'a mut Detail) -> Self {
        let mut pieces = Vec::new();
        for (number, arc) in coverage.arcs.iter().enumerate() {
            if detail.dropped[number] {
                continue;
            }
            let mut from = arc.start;
            for at in arc.start + 1..arc.end {
                if detail.kept[at] {
                    pieces.push(piece(coverage, from, at));
                    from = at;
                }
            }
        }
        // Two original pieces do not cross: only what hides vertices can do harm.
        let waiting = pieces.iter().filter(|piece| piece.hides()).copied().collect();
        Self { coverage, significances, detail, index: RTree::bulk_load(pieces), waiting }
    }

    fn run(&mut self) {
        while let Some(piece) = self.waiting.pop() {
            if !self.stands(&piece) {
                continue;
            }
            let mut harmed = Vec::new();
            for other in self.index.locate_in_envelope_intersecting(&piece.envelope()) {
                if *other != piece && (piece.hides() || other.hides()) {
                    self.compare(&piece, other, &mut harmed);
                }
            }
            for piece in harmed {
                self.split(piece);
            }
        }
    }

    /// Whether a piece has not been split since it was put on the list.
    fn stands(&self, piece: &Piece) -> bool {
        (piece.from + 1..piece.until).all(|at| !self.detail.kept[at as usize])
    }

    /// Adds to `harmed` the pieces that need detail back.
    fn compare(&self, one: &Piece, other: &Piece, harmed: &mut Vec<Piece>) {
        if self.in_conflict(one, other) {
            harmed.extend([one, other].into_iter().filter(|piece| piece.hides()));
            return;
        }
        if self.jumps_over(one, other) {
            harmed.push(*one);
        }
        if self.jumps_over(other, one) {
            harmed.push(*other);
        }
    }

    /// Whether two pieces have more in common than an end.
    fn in_conflict(&self, one: &Piece, other: &Piece) -> bool {
        let ((a, b), (c, d)) = (self.ends(one), self.ends(other));
        let at = |vertex: u32| self.coverage.metres[vertex as usize];
        let folded = |shared: u32, end: u32, other_end: u32| {
            on_segment(at(end), at(shared), at(other_end)) || on_segment(at(other_end), at(shared), at(end))
        };
        match (a == c, a == d, b == c, b == d) {
            (false, false, false, false) => segments_meet(at(a), at(b), at(c), at(d)),
            (true, _, _, true) | (_, true, true, _) => true,
            (true, ..) => folded(a, b, d),
            (_, true, ..) => folded(a, b, c),
            (_, _, true, _) => folded(b, a, d),
            (_, _, _, true) => folded(b, a, c),
        }
    }

    /// Whether an end of `other` changes side when `piece` stands for the vertices it hides.
    fn jumps_over(&self, piece: &Piece, other: &Piece) -> bool {
        if !piece.hides() {
            return false;
        }
        let (first, last) = self.ends(piece);
        let (c, d) = self.ends(other);
        [c, d].into_iter().any(|vertex| {
            let position = self.coverage.metres[vertex as usize];
            let in_box =
                position.x >= piece.low[0] && position.x <= piece.high[0] && position.y >= piece.low[1] && position.y <= piece.high[1];
            vertex != first && vertex != last && in_box && self.swept(piece, position)
        })
    }

    /// Whether a point lies between a piece and the line it replaces.
    fn swept(&self, piece: &Piece, point: Coord<f64>) -> bool {
        let path = &self.coverage.path[piece.from as usize..=piece.until as usize];
        let mut ring: Vec<Coord<f64>> = path.iter().map(|&vertex| self.coverage.metres[vertex as usize]).collect();
        ring.extend(ring.first().copied());
        position_in_ring(point, &ring) == Position::Inside
    }

    fn ends(&self, piece: &Piece) -> (u32, u32) {
        (self.coverage.path[piece.from as usize], self.coverage.path[piece.until as usize])
    }

    /// Gives a piece back the vertex that matters most among those it hides.
    fn split(&mut self, piece: Piece) {
        if !piece.hides() || !self.stands(&piece) {
            return;
        }
        let hidden = piece.from + 1..piece.until;
        let middle =
            hidden.max_by(|&a, &b| self.significances[a as usize].total_cmp(&self.significances[b as usize])).unwrap_or(piece.from + 1);
        self.detail.kept[middle as usize] = true;
        self.index.remove(&piece);
        for (from, until) in [(piece.from, middle), (middle, piece.until)] {
            let half = self::piece(self.coverage, from as usize, until as usize);
            self.index.insert(half);
            self.waiting.push(half);
        }
    }
}

fn piece(coverage: &Coverage, from: usize, until: usize) -> Piece {
    let mut low = [f64::INFINITY; 2];
    let mut high = [f64::NEG_INFINITY; 2];
    for &vertex in &coverage.path[from..=until] {
        let position = coverage.metres[vertex as usize];
        low = [low[0].min(position.x), low[1].min(position.y)];
        high = [high[0].max(position.x), high[1].max(position.y)];
    }
    Piece { from: from as u32, until: until as u32, low, high }
}
