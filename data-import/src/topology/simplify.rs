//! How much each vertex of a line matters: its effective area after Visvalingam and Whyatt.
//! Refuses to remove anything: bands take what they need from these figures, so that bands are nested.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use geo::Coord;

use super::coverage::Coverage;

/// Effective area of every entry of [`Coverage::path`], in square metres of EPSG:3857; infinite where a vertex
/// must always stay: the ends of an arc, and two more vertices of a closed one, so that it never collapses.
pub(super) fn significances(coverage: &Coverage) -> Vec<f64> {
    let mut significances = vec![f64::INFINITY; coverage.path.len()];
    for arc in 0..coverage.arcs.len() {
        let line: Vec<Coord<f64>> = coverage.vertices(arc).iter().map(|&vertex| coverage.metres[vertex as usize]).collect();
        let always = if coverage.is_closed(arc) { 2 } else { 0 };
        let range = coverage.arcs[arc].start..coverage.arcs[arc].end;
        weigh(&line, always, &mut significances[range]);
    }
    significances
}

/// A vertex waiting to be taken away; the smallest triangle first, the earlier vertex first among equals.
struct Candidate {
    area: f64,
    vertex: usize,
    version: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.area.total_cmp(&self.area).then(other.vertex.cmp(&self.vertex))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

fn weigh(line: &[Coord<f64>], always: usize, significance: &mut [f64]) {
    let inner = line.len().saturating_sub(2);
    if inner <= always {
        return;
    }
    let mut before: Vec<usize> = (0..line.len()).map(|vertex| vertex.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=line.len()).collect();
    let mut versions = vec![0_u32; line.len()];
    let triangle = |a: usize, b: usize, c: usize| {
        let (a, b, c) = (line[a], line[b], line[c]);
        ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)).abs() / 2.0
    };
    let mut queue: BinaryHeap<Candidate> =
        (1..=inner).map(|vertex| Candidate { area: triangle(vertex - 1, vertex, vertex + 1), vertex, version: 0 }).collect();
    let (mut left, mut largest) = (inner, 0.0_f64);
    while let Some(Candidate { area, vertex, version }) = queue.pop() {
        if versions[vertex] != version {
            continue;
        }
        if left == always {
            return;
        }
        left -= 1;
        // A vertex never counts for less than one that had to go before it.
        largest = largest.max(area);
        significance[vertex] = largest;
        let (previous, next) = (before[vertex], after[vertex]);
        (after[previous], before[next]) = (next, previous);
        for neighbour in [previous, next] {
            if neighbour > 0 && neighbour < line.len() - 1 {
                versions[neighbour] += 1;
                let area = triangle(before[neighbour], neighbour, after[neighbour]);
                queue.push(Candidate { area, vertex: neighbour, version: versions[neighbour] });
            }
        }
    }
}
