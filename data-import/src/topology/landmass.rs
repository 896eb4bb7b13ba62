//! Pieces of land: which municipalities can be reached from one another without a boat.
//! Refuses to guess by distance: two municipalities hang together when they share a stretch of border.

use std::collections::HashMap;

use geo::{GeodesicArea, Polygon};

use super::Landmass;
use super::coverage::{Coverage, NOBODY};
use super::rings::{HalfArc, Outline, trace};

/// Landmasses, largest first, and for every unit the number of the one its largest part lies on.
/// `parts[unit]` are the unit's outlines, largest first.
pub(super) fn landmasses(coverage: &Coverage, parts: &[Vec<Outline>]) -> (Vec<Landmass>, Vec<usize>) {
    let pieces = Pieces::new(coverage, parts);
    let country = vec![0_u32; parts.len()];
    let outlines = trace(coverage, &country, 1).pop().unwrap_or_default();
    let degrees = |arc: usize| coverage.vertices(arc).iter().map(|&vertex| coverage.degrees[vertex as usize]).collect();
    let nothing_dropped = vec![false; coverage.arcs.len()];
    // The piece an outline belongs to is that of the land on the left of its first border.
    let mut found: Vec<(f64, usize, Polygon<f64>)> = outlines
        .iter()
        .filter_map(|outline| {
            let filled = Outline { holes: Vec::new(), ..outline.clone() };
            let polygon = filled.polygon(&degrees, &nothing_dropped)?;
            Some((polygon.geodesic_area_unsigned(), pieces.of(*outline.outer.first()?)?, polygon))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut number_of_piece = HashMap::new();
    for (position, (_, piece, _)) in found.iter().enumerate() {
        number_of_piece.entry(*piece).or_insert(position + 1);
    }
    let of_unit = parts
        .iter()
        .map(|outlines| {
            let border = outlines.first().and_then(|largest| largest.outer.first());
            let piece = border.and_then(|&border| pieces.of(border));
            piece.and_then(|piece| number_of_piece.get(&piece).copied()).unwrap_or(0)
        })
        .collect();
    let landmasses = found
        .into_iter()
        .enumerate()
        .map(|(position, (area_m2, _, geometry))| Landmass { number: position + 1, area_m2, geometry })
        .collect();
    (landmasses, of_unit)
}

/// Parts of units joined wherever they share a border.
struct Pieces {
    /// Part on the left of each half-arc (arc doubled, plus one backwards).
    part_of: Vec<u32>,
    parent: Vec<u32>,
}

impl Pieces {
    fn new(coverage: &Coverage, parts: &[Vec<Outline>]) -> Self {
        let mut part_of = vec![NOBODY; coverage.arcs.len() * 2];
        let mut count = 0_u32;
        for outline in parts.iter().flatten() {
            for half in outline.holes.iter().flatten().chain(&outline.outer) {
                part_of[slot(*half)] = count;
            }
            count += 1;
        }
        let mut pieces = Self { part_of, parent: (0..count).collect() };
        for arc in 0..coverage.arcs.len() {
            let (left, right) = (pieces.part_of[arc * 2], pieces.part_of[arc * 2 + 1]);
            if left != NOBODY && right != NOBODY {
                let (left, right) = (pieces.root(left), pieces.root(right));
                pieces.parent[left.max(right) as usize] = left.min(right);
            }
        }
        pieces
    }

    fn root(&self, mut part: u32) -> u32 {
        while self.parent[part as usize] != part {
            part = self.parent[part as usize];
        }
        part
    }

    fn of(&self, border: HalfArc) -> Option<usize> {
        let part = self.part_of[slot(border)];
        (part != NOBODY).then(|| self.root(part) as usize)
    }
}

fn slot(half: HalfArc) -> usize {
    half.arc() * 2 + usize::from(half.is_backwards())
}
