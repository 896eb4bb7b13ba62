//! What C3 adds up for each comune: people, and those who have a site within a distance, surely and perhaps.

use super::given::Given;
use super::held::Held;

/// Sums for each comune.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reached {
    pub(super) people: Vec<f64>,
    pub(super) within: Vec<f64>,
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
    pub(super) spread: Spread,
    /// `spread` is filled.
    pub(super) with_certainty: bool,
}

impl Reached {
    /// Nobody anywhere.
    pub(super) fn none(comuni: usize) -> Self {
        let zeros = || vec![0.0; comuni];
        Self { people: zeros(), within: zeros(), low: zeros(), high: zeros(), spread: Spread::new(comuni), with_certainty: false }
    }

    /// The same with some comuni added up anew, over the distances of a question.
    pub(super) fn anew(&self, which: &[bool], given: &Given, threshold_m: f64, with_certainty: bool) -> Self {
        let (held, radius_m) = (given.held, given.radius_m());
        let mut reached = Self { with_certainty, ..self.clone() };
        for (of, _) in which.iter().enumerate().filter(|(_, anew)| **anew) {
            for sums in [&mut reached.people, &mut reached.within, &mut reached.low, &mut reached.high] {
                sums[of] = 0.0;
            }
            reached.spread.clear(of);
        }
        for (at, (&people, &of)) in given.group.people.iter().zip(&held.demand.municipality).enumerate() {
            let of = of as usize;
            if !which[of] || people <= 0.0 {
                continue;
            }
            reached.people[of] += people;
            if with_certainty {
                reached.spread.add(held, at, radius_m[at], of, people);
            }
            if !held.is_possibly_within(at, radius_m[at], threshold_m) {
                continue;
            }
            reached.high[of] += people;
            if held.is_within(at, threshold_m) {
                reached.within[of] += people;
                if held.is_surely_within(at, radius_m[at], threshold_m) {
                    reached.low[of] += people;
                }
            }
        }
        reached
    }
}

/// How sure the figures of a comune are: radii and accuracies, each times the people they hold for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spread {
    radius: Vec<f64>,
    accuracy: Vec<f64>,
    placed: Vec<f64>,
}

impl Spread {
    pub(super) fn new(comuni: usize) -> Self {
        Self { radius: vec![0.0; comuni], accuracy: vec![0.0; comuni], placed: vec![0.0; comuni] }
    }

    fn clear(&mut self, of: usize) {
        (self.radius[of], self.accuracy[of], self.placed[of]) = (0.0, 0.0, 0.0);
    }

    pub(super) fn add(&mut self, held: &Held, at: usize, radius_m: f64, of: usize, people: f64) {
        self.radius[of] += people * radius_m;
        if let Some(accuracy) = held.accuracy_m(at) {
            self.accuracy[of] += people * accuracy;
            self.placed[of] += people;
        }
    }

    /// Mean radius and mean accuracy of the areas of a level.
    pub(super) fn means(&self, given: &Given, people: &[f64]) -> Vec<(Option<f64>, Option<f64>)> {
        if !given.with_certainty {
            return vec![(None, None); people.len()];
        }
        let sum = |figures: &[f64]| given.sum(figures);
        let (radius, accuracy, placed) = (sum(&self.radius), sum(&self.accuracy), sum(&self.placed));
        let mean = |sum: f64, of: f64| (of > 0.0).then(|| sum / of);
        (0..people.len()).map(|area| (mean(radius[area], people[area]), mean(accuracy[area], placed[area]))).collect()
    }
}
