//! Where people live, as points sorted in space under a tree of balls, so that a search looks at a whole
//! neighbourhood at once. Immutable; made once for each demand.

use std::ops::Range;

use crate::geo::{Coordinates, WorldPoint, chord_m, earth_centred};

/// Most points under one leaf of the tree.
const LEAF: usize = 64;
/// Children of an inner node.
const BRANCH: usize = 8;
/// The land of points of which nobody knows on which piece of land they lie: nothing is on the same one.
pub const NO_LAND: i32 = -1;

/// Points on the ellipsoid, those of one landmass together and neighbours side by side.
#[derive(Debug, Default)]
pub struct Points {
    x: Vec<f64>,
    y: Vec<f64>,
    z: Vec<f64>,
    at: Vec<Coordinates>,
    nodes: Vec<Node>,
    /// The landmasses with the root of their tree, ascending.
    lands: Vec<(i32, usize)>,
}

/// A ball that holds all points under it.
#[derive(Debug, Clone)]
pub struct Node {
    /// Middle, earth-centred metres.
    pub centre: [f64; 3],
    /// Radius in metres.
    pub radius: f64,
    /// What is under it.
    pub under: Under,
    /// All points under it.
    pub points: Range<u32>,
}

/// What is under a node.
#[derive(Debug, Clone)]
pub enum Under {
    /// Nodes, by their places.
    Nodes(Range<u32>),
    /// Points only.
    Points,
}

impl Points {
    /// Sorts points given with their landmass ([`NO_LAND`] where unknown); the second value says for each place here
    /// where the point stood in what was given.
    #[must_use]
    pub fn sorted(given: &[(Coordinates, i32)]) -> (Self, Vec<u32>) {
        let mut order: Vec<(i32, u64, u32)> =
            (0_u32..).zip(given).map(|(number, (at, land))| (*land, WorldPoint::of(*at).key(), number)).collect();
        order.sort_unstable();
        let mut points = Self::default();
        for (.., number) in &order {
            let at = given[*number as usize].0;
            let [x, y, z] = earth_centred(at);
            points.x.push(x);
            points.y.push(y);
            points.z.push(z);
            points.at.push(at);
        }
        let mut start = 0;
        for run in order.chunk_by(|one, other| one.0 == other.0) {
            let root = points.plant(start..start + run.len());
            points.lands.push((run[0].0, root));
            start += run.len();
        }
        (points, order.into_iter().map(|(.., number)| number).collect())
    }

    /// The tree over a stretch; answers the place of its root.
    fn plant(&mut self, stretch: Range<usize>) -> usize {
        let mut level: Vec<Node> = stretch
            .clone()
            .step_by(LEAF)
            .map(|first| {
                let points = first as u32..(first + LEAF).min(stretch.end) as u32;
                self.node(points, Under::Points)
            })
            .collect();
        while level.len() > 1 {
            let first = self.nodes.len();
            let parents: Vec<Node> = (0..level.len())
                .step_by(BRANCH)
                .map(|at| {
                    let end = (at + BRANCH).min(level.len());
                    let under = Under::Nodes((first + at) as u32..(first + end) as u32);
                    self.node(level[at].points.start..level[end - 1].points.end, under)
                })
                .collect();
            self.nodes.append(&mut level);
            level = parents;
        }
        self.nodes.append(&mut level);
        self.nodes.len() - 1
    }

    fn node(&self, points: Range<u32>, under: Under) -> Node {
        let stretch = points.start as usize..points.end as usize;
        let middle = |values: &[f64]| {
            let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
            (low + high) / 2.0
        };
        let centre = [middle(&self.x[stretch.clone()]), middle(&self.y[stretch.clone()]), middle(&self.z[stretch.clone()])];
        let radius = stretch.map(|at| chord_m(centre, self.place(at))).fold(0.0, f64::max);
        Node { centre, radius, under, points }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// None at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Earth-centred metres of a point.
    #[must_use]
    pub fn place(&self, at: usize) -> [f64; 3] {
        [self.x[at], self.y[at], self.z[at]]
    }

    /// Degrees of a point, EPSG:4326.
    #[must_use]
    pub fn coordinates(&self, at: usize) -> Coordinates {
        self.at[at]
    }

    /// Both.
    #[must_use]
    pub fn both(&self, at: usize) -> (Coordinates, [f64; 3]) {
        (self.at[at], self.place(at))
    }

    /// How many nodes all trees have together; children stand before their parents.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// A node of the tree.
    #[must_use]
    pub fn node_at(&self, node: usize) -> &Node {
        &self.nodes[node]
    }

    /// The landmasses with the roots of their trees.
    #[must_use]
    pub fn lands(&self) -> &[(i32, usize)] {
        &self.lands
    }

    /// The landmass of a point.
    #[must_use]
    pub fn land_of(&self, at: usize) -> i32 {
        let of = |root: usize| self.nodes[root].points.end as usize;
        let place = self.lands.partition_point(|(_, root)| of(*root) <= at);
        self.lands.get(place).map_or(NO_LAND, |(land, _)| *land)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_in_its_place_and_under_balls_that_hold_it() {
        let given: Vec<(Coordinates, i32)> = (0..1_000)
            .map(|number| {
                let (lon, lat) = (f64::from(number * 37 % 101) / 10.0 + 6.0, f64::from(number * 53 % 97) / 10.0 + 36.0);
                (Coordinates::parse(lon, lat).expect("on the globe"), number % 3)
            })
            .collect();
        let (points, order) = Points::sorted(&given);
        assert_eq!((points.len(), points.lands().len()), (1_000, 3));
        let mut seen = vec![false; 1_000];
        for (at, number) in order.iter().enumerate() {
            assert_eq!(points.coordinates(at), given[*number as usize].0);
            assert_eq!(points.land_of(at), given[*number as usize].1);
            seen[*number as usize] = true;
        }
        assert!(seen.into_iter().all(|one| one));
        let mut open: Vec<usize> = points.lands().iter().map(|(_, root)| *root).collect();
        let mut under_leaves = 0;
        while let Some(node) = open.pop() {
            let node = points.node_at(node);
            for at in node.points.clone() {
                assert!(chord_m(node.centre, points.place(at as usize)) <= node.radius);
            }
            match &node.under {
                Under::Nodes(nodes) => open.extend(nodes.clone().map(|node| node as usize)),
                Under::Points => under_leaves += node.points.len(),
            }
        }
        assert_eq!(under_leaves, 1_000);
    }
}
