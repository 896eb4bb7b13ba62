//! How many slips of the finger lie between two words: letters left out, added, swapped for another or
//! with their neighbour. Refuses to count past a limit, so that hopeless pairs cost little.

/// Counts edits (optimal string alignment), reusing its rows from one pair to the next.
#[derive(Debug, Default)]
pub(super) struct EditCounter {
    before_last: Vec<usize>,
    last: Vec<usize>,
    current: Vec<usize>,
}

impl EditCounter {
    /// The number of edits between two words, or `None` when it is more than `limit`.
    pub(super) fn count(&mut self, a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
        if a.len().abs_diff(b.len()) > limit {
            return None;
        }
        // What the words share at both ends needs no table: most pairs differ in a few letters.
        let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let (a, b) = (&a[shared..], &b[shared..]);
        let shared = (a.iter().rev().zip(b.iter().rev())).take_while(|(x, y)| x == y).count();
        let (a, b) = (&a[..a.len() - shared], &b[..b.len() - shared]);

        self.last.clear();
        self.last.extend(0..=b.len());
        self.before_last.clear();
        self.before_last.resize(b.len() + 1, 0);
        self.current.resize(b.len() + 1, 0);
        for (i, &x) in a.iter().enumerate() {
            self.current[0] = i + 1;
            let mut least = i + 1;
            for (j, &y) in b.iter().enumerate() {
                let mut edits = (self.last[j] + usize::from(x != y)).min(self.last[j + 1] + 1).min(self.current[j] + 1);
                if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                    edits = edits.min(self.before_last[j - 1] + 1);
                }
                self.current[j + 1] = edits;
                least = least.min(edits);
            }
            if least > limit {
                return None;
            }
            std::mem::swap(&mut self.before_last, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.current);
            self.current.resize(b.len() + 1, 0);
        }
        let edits = self.last[b.len()];
        (edits <= limit).then_some(edits)
    }
}

/// The letters that occur in a word, one bit each: a first sieve, since one edit changes at most two.
pub(super) fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, &letter| {
        bits | match letter {
            b'a'..=b'z' => 1 << (letter - b'a'),
            b'0'..=b'9' => 1 << 26,
            _ => 1 << 27,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_count_once() {
        let mut counter = EditCounter::default();
        let mut count = |a: &str, b: &str| counter.count(a.as_bytes(), b.as_bytes(), 3);
        assert_eq!(count("bologna", "bologna"), Some(0));
        assert_eq!(count("bolgna", "bologna"), Some(1));
        assert_eq!(count("bollogna", "bologna"), Some(1));
        assert_eq!(count("bolohna", "bologna"), Some(1));
        assert_eq!(count("boolgna", "bologna"), Some(1));
        assert_eq!(count("", "bra"), Some(3));
        assert_eq!(count("torino", "palermo"), None);
    }

    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut edits =
                        (table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1])).min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        edits = edits.min(table[i - 2][j - 2] + 1);
                    }
                    edits
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn counts_as_the_plain_table(pairs in prop::collection::vec(("[a-c]{0,9}", "[a-c]{0,9}"), 1..5), limit in 0_usize..4) {
            let mut counter = EditCounter::default();
            for (a, b) in pairs {
                let (a, b) = (a.as_bytes(), b.as_bytes());
                let edits = plain(a, b);
                prop_assert_eq!(counter.count(a, b, limit), (edits <= limit).then_some(edits));
                prop_assert!((letters(a) ^ letters(b)).count_ones() as usize <= 2 * edits);
            }
        }
    }
}
