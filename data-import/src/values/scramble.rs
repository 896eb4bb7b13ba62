//! Random texts for property tests: pieces officers write, cut, doubled and mixed with signs from everywhere.
//! Refuses to be unpredictable: the same seed gives the same texts, so that a failure can be run again.

/// A small deterministic source of numbers.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number from 0 up to, and without, the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const SIGNS: &[&str] = &[
    "",
    " ",
    "  ",
    ".",
    ",",
    ";",
    ":",
    "-",
    "–",
    "/",
    "(",
    ")",
    "'",
    "’",
    "\"",
    "°",
    "º",
    "+",
    "*",
    "#",
    "\n",
    "\t",
    "\u{0}",
    "\u{301}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "ß",
    "İ",
    "ŉ",
    "ǆ",
    "日本",
    "🏠",
    "ﬁ",
    "²",
    "٣",
    "0",
    "9",
    "99999999999999999999",
    "-0",
    "1e400",
    "NaN",
    "inf",
    "x",
    "S.",
    "n.",
    "km",
    "XXV",
];

/// Runs a reader over 3,000 texts mixed from the examples; the reader's own assertions and panics are the test.
pub(crate) fn for_scrambled(examples: &[&str], mut read: impl FnMut(&str)) {
    let mut dice = Dice::new(0x5eed_0123);
    for sign in SIGNS {
        read(sign);
    }
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..=dice.below(4) {
            let letters: Vec<char> = examples[dice.below(examples.len())].chars().collect();
            let from = dice.below(letters.len() + 1);
            let to = from + dice.below(letters.len() - from + 1);
            text.extend(&letters[from..to]);
            text.push_str(SIGNS[dice.below(SIGNS.len())]);
        }
        read(&text);
    }
    read(&"9".repeat(5_000));
    read(&"(".repeat(5_000));
    read(&"a.".repeat(5_000));
    read(&"via ".repeat(2_000));
}
