//! Broken files are errors, never panics. Refuses nothing itself: reading to the end is the whole test.

use data_import::{read_centres, read_municipality_boundaries, read_population};

use crate::centres::layer;
use crate::support::{TemporaryFile, bundled};

/// Files broken per kind; raise it by `CENTRI_MUTATIONS` for the long run.
fn rounds() -> u64 {
    std::env::var("CENTRI_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

/// A small deterministic source of numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = 0xff,
            2 => bytes[at] = dice.below(256) as u8,
            3 => bytes[at] ^= 1 << dice.below(8),
            4 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                let end = (at + dice.below(16)).min(bytes.len());
                bytes.drain(at..end);
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
        }
    }
}

fn hammer(name: &str, original: &[u8], seed: u64, read: impl Fn(&std::path::Path) -> usize) {
    let mut dice = Dice(seed);
    for _ in 0..rounds() {
        let mut bytes = original.to_vec();
        mutate(&mut bytes, &mut dice);
        let file = TemporaryFile::new(name, &bytes);
        // A broken count in a header may promise more rows, never endless ones.
        assert!(read(&file.0) < 100_000);
    }
}

#[test]
fn broken_boundaries_never_panic() {
    let original = std::fs::read(bundled("comuni-2022-cessati.fgb")).expect("bundled");
    hammer("cessati.fgb", &original, 0x5eed_0001, |path| read_municipality_boundaries(path).count());
}

#[test]
fn broken_layers_of_centres_never_panic() {
    let original = layer(&[(14.27, 40.85), (9.19, 45.46), (12.49, 41.89)]);
    hammer("centri.fgb", &original, 0x5eed_0002, |path| read_centres(path).count());
}

#[test]
fn broken_tables_never_panic() {
    let original = std::fs::read(bundled("centri-reali.csv")).expect("bundled");
    hammer("centri.csv", &original[..8_000], 0x5eed_0003, |path| read_centres(path).count());
    let original = std::fs::read(bundled("popolazione-comuni-2023-su-confini-2025.csv")).expect("bundled");
    hammer("popolazione.csv", &original[..4_000], 0x5eed_0004, |path| read_population(path).count());
}
