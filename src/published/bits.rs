//! Sets of small numbers, one bit each: what counting by many values at once goes by.

/// A set of numbers from nought on. Sets of unlike length compare and combine as if the shorter went on with nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Puts a number in.
    pub(super) fn insert(&mut self, number: u32) {
        let word = number as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (number % 64);
    }

    /// Takes a number out.
    pub(super) fn remove(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    /// Leaves only what is in the other too.
    pub(super) fn keep(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (word, theirs) in self.0.iter_mut().zip(&other.0) {
            *word &= theirs;
        }
    }

    /// Adds all that is in the other.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (word, theirs) in self.0.iter_mut().zip(&other.0) {
            *word |= theirs;
        }
    }

    /// How many are in both.
    pub(super) fn common(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(ours, _)| **ours != 0).map(|(ours, theirs)| (ours & theirs).count_ones() as usize).sum()
    }
}

impl FromIterator<u32> for Bits {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut bits = Self::default();
        numbers.into_iter().for_each(|number| bits.insert(number));
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_unlike_length_go_on_with_nothing() {
        let (short, long): (Bits, Bits) = ([1, 63].into_iter().collect(), [1, 64, 200].into_iter().collect());
        assert_eq!((short.common(&long), long.common(&short)), (1, 1));
        let (mut kept, mut joined) = (long.clone(), short.clone());
        kept.keep(&short);
        joined.join(&long);
        assert_eq!((kept.common(&kept), joined.common(&joined)), (1, 4));
        joined.remove(200);
        joined.remove(9_999);
        assert_eq!(joined.common(&long), 2);
    }
}
