//! Where the next sites should open: the places that help most, one after the other. Lazy greedy: what a place adds can only
//! shrink as others are chosen, so most need not be looked at again.
//!
//! # How good it is
//!
//! Every objective is `Σ people × (φ(distance now) − φ(distance after))` with φ not decreasing: adding a place to more places
//! never helps more than adding it to fewer (the sum is monotone and submodular). For such a sum the greedy choice of n
//! places reaches at least 1 − 1/e, 63.2 %, of what the best n places would (Nemhauser, Wolsey and Fisher, 1978).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::held::Held;
use super::points::{NO_LAND, Points, Under};
use crate::geo::{Coordinates, chord_m, earth_centred, geodesic_distance_m, near_geodesic_m};

/// Most places asked for at once.
pub const MOST_PLACES: usize = 50;
/// Most candidates.
pub const MOST_CANDIDATES: usize = 50_000;
/// People whom no site reaches, or from farther away, count as living so far from one, metres.
pub const FARTHEST_M: f64 = 100_000.0;
/// How near to the threshold the geodesic is asked, metres.
const DECIDED_BY_GEODESIC_M: f64 = 1e-5;

/// What is to be achieved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// More people within the threshold.
    Covered,
    /// Less distance for everybody: metres times people.
    Distance,
    /// The worst gaps first: people times the square of the metres beyond the threshold.
    Equity,
}

impl Objective {
    /// All, with their words.
    pub const ALL: [(&'static str, Self); 3] = [("covered", Self::Covered), ("distance", Self::Distance), ("equity", Self::Equity)];

    /// The word of interfaces.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(word, _)| word)
    }

    /// What one person at a distance costs.
    fn cost(self, metres: f64, threshold_m: f64) -> f64 {
        match self {
            Self::Covered => f64::from(u8::from(metres > threshold_m)),
            Self::Distance => metres.min(FARTHEST_M),
            Self::Equity => (metres.min(FARTHEST_M) - threshold_m).max(0.0).powi(2),
        }
    }

    /// Nobody nearer than this can be helped any more, and no place helps from farther away.
    fn reach(self, threshold_m: f64) -> f64 {
        match self {
            Self::Covered => threshold_m,
            Self::Distance | Self::Equity => FARTHEST_M,
        }
    }
}

/// A place where a site could open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// WGS 84.
    pub at: Coordinates,
    /// Its landmass; [`NO_LAND`] where unknown.
    pub land: i32,
}

/// A place chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Place in the list of candidates.
    pub candidate: usize,
    /// What it adds: people, metres times people, or squares of metres times people.
    pub gain: f64,
    /// People within the threshold once it and those before it are open.
    pub covered: f64,
}

/// The people on their way from what they have to what they would have.
pub struct Standing<'a> {
    points: &'a Points,
    same_land: bool,
    objective: Objective,
    threshold_m: f64,
    people: Vec<f64>,
    metres: Vec<f64>,
    /// The farthest anybody under a node has it.
    farthest: Vec<f64>,
}

impl<'a> Standing<'a> {
    /// From held distances; `people` at each point, nobody where they are not to be counted.
    #[must_use]
    pub fn new(held: &'a Held, objective: Objective, threshold_m: f64, people: Vec<f64>) -> Self {
        let within = |at: usize, metres: f64| {
            // At the very threshold the held decision is exact; say so by the distance.
            if (metres - threshold_m).abs() <= DECIDED_BY_GEODESIC_M {
                if held.is_within(at, threshold_m) { threshold_m } else { threshold_m.next_up() }
            } else {
                metres
            }
        };
        let metres = held.nearest().distances().into_iter().enumerate().map(|(at, metres)| within(at, metres)).collect();
        let mut standing =
            Self { points: &held.demand.points, same_land: held.same_land, objective, threshold_m, people, metres, farthest: vec![] };
        standing.look();
        standing
    }

    /// People within the threshold.
    #[must_use]
    pub fn covered(&self) -> f64 {
        self.people.iter().zip(&self.metres).filter(|(_, metres)| **metres <= self.threshold_m).map(|(people, _)| people).sum()
    }

    /// The places that help most, at most `count`, the first first; ties by the order of candidates. Fewer where no other helps.
    #[must_use]
    pub fn choose(&mut self, candidates: &[Candidate], count: usize) -> Vec<Chosen> {
        let mut heap: BinaryHeap<Hope> = candidates
            .iter()
            .enumerate()
            .map(|(candidate, place)| Hope { gain: self.gain(place), candidate, chosen: 0 })
            .filter(|hope| hope.gain > 0.0)
            .collect();
        let mut chosen: Vec<Chosen> = vec![];
        let mut covered = self.covered();
        while chosen.len() < count {
            let Some(best) = heap.pop() else { break };
            if best.chosen < chosen.len() {
                // Looked at before the last choice: it cannot have become better.
                let gain = self.gain(&candidates[best.candidate]);
                if gain > 0.0 {
                    heap.push(Hope { gain, chosen: chosen.len(), ..best });
                }
                continue;
            }
            covered += self.open(&candidates[best.candidate]);
            chosen.push(Chosen { candidate: best.candidate, gain: best.gain, covered });
        }
        chosen
    }

    /// What a place would add now.
    #[must_use]
    pub fn gain(&self, candidate: &Candidate) -> f64 {
        let mut gain = 0.0;
        self.visit(candidate, |at, metres| gain += self.people[at] * self.saved(at, metres));
        gain
    }

    fn saved(&self, at: usize, metres: f64) -> f64 {
        let cost = |metres| self.objective.cost(metres, self.threshold_m);
        cost(self.metres[at]) - cost(metres)
    }

    /// Opens a place; answers how many people come within the threshold.
    fn open(&mut self, candidate: &Candidate) -> f64 {
        let mut nearer = vec![];
        self.visit(candidate, |at, metres| nearer.push((at, metres)));
        let mut covered = 0.0;
        for (at, metres) in nearer {
            if self.metres[at] > self.threshold_m && metres <= self.threshold_m {
                covered += self.people[at];
            }
            self.metres[at] = metres;
        }
        self.look();
        covered
    }

    /// Calls `each` with the points that would have a place nearer than what they have, and how far.
    fn visit(&self, candidate: &Candidate, mut each: impl FnMut(usize, f64)) {
        let place = earth_centred(candidate.at);
        let reach = self.objective.reach(self.threshold_m);
        let roots = self.points.lands().iter().filter(|(land, _)| !self.same_land || (*land == candidate.land && *land != NO_LAND));
        let mut open = [0_u32; 128];
        for (_, root) in roots {
            open[0] = *root as u32;
            let mut depth = 1;
            while depth > 0 {
                depth -= 1;
                let number = open[depth] as usize;
                let node = self.points.node_at(number);
                let least = chord_m(node.centre, place) - node.radius - DECIDED_BY_GEODESIC_M;
                if least > reach || least >= self.farthest[number] {
                    continue;
                }
                match &node.under {
                    // Eight children at most and a tree over 2³² points: eleven times seven and one are open at most.
                    Under::Nodes(nodes) => {
                        for child in nodes.clone() {
                            open[depth] = child;
                            depth += 1;
                        }
                    }
                    Under::Points => {
                        for at in node.points.start as usize..node.points.end as usize {
                            let chord = chord_m(self.points.place(at), place);
                            if self.people[at] > 0.0 && chord <= reach && chord < self.metres[at] {
                                let metres = self.metres_to(at, candidate, place);
                                if metres < self.metres[at] && metres <= reach {
                                    each(at, metres);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn metres_to(&self, at: usize, candidate: &Candidate, place: [f64; 3]) -> f64 {
        let metres = near_geodesic_m(self.points.both(at), (candidate.at, place));
        if (metres - self.threshold_m).abs() > DECIDED_BY_GEODESIC_M {
            return metres;
        }
        geodesic_distance_m(self.points.coordinates(at), candidate.at)
    }

    /// Notes for every node the farthest distance under it that could still be made shorter to some use.
    fn look(&mut self) {
        let nodes = self.points.node_count();
        self.farthest.resize(nodes, 0.0);
        for number in 0..nodes {
            // Children stand before their parents.
            let node = self.points.node_at(number);
            self.farthest[number] = match &node.under {
                Under::Nodes(under) => under.clone().map(|child| self.farthest[child as usize]).fold(0.0, f64::max),
                Under::Points => {
                    let stretch = node.points.start as usize..node.points.end as usize;
                    stretch
                        .filter(|at| self.people[*at] > 0.0 && self.objective.cost(self.metres[*at], self.threshold_m) > 0.0)
                        .map(|at| self.metres[at])
                        .fold(0.0, f64::max)
                }
            };
        }
    }
}

/// What a candidate adds at most, known after so many choices.
struct Hope {
    gain: f64,
    candidate: usize,
    chosen: usize,
}

impl Ord for Hope {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then(other.candidate.cmp(&self.candidate))
    }
}

impl PartialOrd for Hope {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Hope {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Hope {}
