//! A small generator of numbers that are the same on every machine, so that the demonstration is too.
//! Refuses to be a secret: nothing that must not be guessed is drawn from it.

/// SplitMix64.
pub(super) struct Random(u64);

impl Random {
    /// A generator for one thing, by its name: adding or leaving out another thing does not move this one.
    pub(super) fn of(name: &str) -> Self {
        // FNV-1a.
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` - 1; 0 for the bound 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % (bound.max(1) as u64)) as usize
    }

    /// From 0 to just below 1.
    pub(super) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// One of several.
    pub(super) fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_numbers() {
        let draw = |name: &str| {
            let mut random = Random::of(name);
            (0..5).map(|_| random.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw("A944-1"), draw("A944-1"));
        assert_ne!(draw("A944-1"), draw("A944-2"));
        let mut random = Random::of("x");
        assert!((0..1_000).all(|_| (0.0..1.0).contains(&random.fraction())));
        assert_eq!(random.one_of::<u8>(&[]), None);
    }
}
