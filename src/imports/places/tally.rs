//! What is wrong with many rows, counted by kind with the first rows named: a register of a million doors has
//! hundreds of thousands without a position. Refuses to keep a line for each.

use std::collections::BTreeMap;

use super::super::report::Refusal;

/// How many rows of a kind are named.
const NAMED: usize = 5;

/// Kinds of what is wrong, in the order of the rows where they were first met.
#[derive(Debug, Default)]
pub(super) struct Tally {
    kinds: BTreeMap<(Option<String>, String), Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    count: u64,
    first: Vec<u64>,
}

impl Tally {
    /// One more row of a kind.
    pub(super) fn note(&mut self, row: u64, column: Option<&str>, reason: &str) {
        let key = (column.map(str::to_owned), reason.to_owned());
        let kind = self.kinds.entry(key).or_default();
        kind.count += 1;
        if kind.first.len() < NAMED {
            kind.first.push(row);
        }
    }

    /// One line a kind, the one met first before the others; a row alone is told like any other.
    pub(super) fn into_lines(self) -> Vec<Refusal> {
        let mut lines: Vec<Refusal> = self.kinds.into_iter().map(|((column, reason), kind)| line(column, reason, &kind)).collect();
        lines.sort_by_key(|line| line.row);
        lines
    }
}

fn line(column: Option<String>, reason: String, kind: &Kind) -> Refusal {
    let row = kind.first.first().copied().unwrap_or(0);
    let reason = if kind.count > 1 {
        let first: Vec<String> = kind.first.iter().map(u64::to_string).collect();
        let more = if kind.count > first.len() as u64 { ", …" } else { "" };
        format!("{reason} ({} righe: {}{more})", kind.count, first.join(", "))
    } else {
        reason
    };
    Refusal { file: None, row, column, reason, hint: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_line_with_its_first_rows() {
        let mut tally = Tally::default();
        for row in 10..20 {
            tally.note(row, Some("lat"), "manca");
        }
        tally.note(4, None, "vuota");
        tally.note(30, Some("lon"), "manca");
        tally.note(31, Some("lon"), "manca");
        let lines: Vec<String> = tally.into_lines().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "riga 4: vuota",
                "riga 10, colonna lat: manca (10 righe: 10, 11, 12, 13, 14, …)",
                "riga 30, colonna lon: manca (2 righe: 30, 31)"
            ]
        );
    }
}
