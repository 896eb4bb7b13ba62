//! What an import did: counts, and row by row what was refused or deserves a look.
//! Refuses to repeat what a cell holds: a row may have been stopped because nobody should read it.

use std::fmt;

use data_import::RowError;

/// How many refusals and how many warnings `Display` lists.
const LISTED: usize = 20;

/// A row that was refused, or taken with a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Row as a spreadsheet numbers it; 0 when the file as a whole is meant.
    pub row: u64,
    /// Column as the file calls it, where one is to blame.
    pub column: Option<String>,
    /// Why, in English, without what the cell holds.
    pub reason: String,
}

impl Refusal {
    pub(super) fn of_row(row: u64, reason: impl Into<String>) -> Self {
        Self { row, column: None, reason: reason.into() }
    }

    pub(super) fn of_cell(row: u64, column: &str, reason: impl Into<String>) -> Self {
        Self { row, column: Some(column.to_owned()), reason: reason.into() }
    }
}

/// The value the reader saw is left out on purpose.
impl From<RowError> for Refusal {
    fn from(error: RowError) -> Self {
        Self { row: error.row, column: error.column, reason: error.problem.to_string() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            0 => out.write_str("whole file")?,
            row => write!(out, "row {row}")?,
        }
        if let Some(column) = &self.column {
            write!(out, ", column {column}")?;
        }
        write!(out, ": {}", self.reason)
    }
}

/// The outcome of one import. What is counted depends on the kind: units of territory, values, places, centres.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Word for what is counted, such as "centres".
    pub counted: &'static str,
    /// New in the database.
    pub inserted: usize,
    /// Known before, with at least one field changed.
    pub updated: usize,
    /// Known before and just the same.
    pub unchanged: usize,
    /// Known before of this source and not in the file any more.
    pub vanished: usize,
    /// Not stored.
    pub refused: Vec<Refusal>,
    /// Stored, but somebody should look.
    pub warned: Vec<Refusal>,
}

impl Report {
    pub(super) fn of(counted: &'static str) -> Self {
        Self { counted, ..Self::default() }
    }

    /// Adds what one statement did to `given` rows.
    pub(super) fn count(&mut self, given: usize, stored: super::store::Stored) {
        self.inserted += stored.inserted;
        self.updated += stored.updated;
        self.unchanged += given.saturating_sub(stored.inserted + stored.updated);
    }

    /// Rows that came to a decision of any kind.
    pub fn rows(&self) -> usize {
        self.inserted + self.updated + self.unchanged + self.refused.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:>12} {:>10} {:>10} {:>10} {:>10} {:>10}", "", "inserted", "updated", "unchanged", "refused", "warned")?;
        writeln!(
            out,
            "{:>12} {:>10} {:>10} {:>10} {:>10} {:>10}",
            self.counted,
            self.inserted,
            self.updated,
            self.unchanged,
            self.refused.len(),
            self.warned.len()
        )?;
        for (title, list) in [("Refused", &self.refused), ("Worth a look", &self.warned)] {
            if list.is_empty() {
                continue;
            }
            writeln!(out, "{title}:")?;
            for refusal in list.iter().take(LISTED) {
                writeln!(out, "  {refusal}")?;
            }
            if list.len() > LISTED {
                writeln!(out, "  … and {} more", list.len() - LISTED)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use data_import::Problem;

    use super::*;

    #[test]
    fn a_refusal_never_repeats_the_value() {
        let error = RowError::of_cell("centri.csv", 7, "lat", "via Segreta 1", Problem::NotANumber);
        let refusal = Refusal::from(error);
        assert!(!refusal.to_string().contains("Segreta"));
        assert_eq!(refusal.to_string(), "row 7, column lat: must be a decimal number");
    }

    #[test]
    fn a_long_list_is_cut() {
        let mut report = Report::of("centres");
        report.refused = (1..=25).map(|row| Refusal::of_row(row, "no")).collect();
        let text = report.to_string();
        assert!(text.contains("row 20: no") && !text.contains("row 21") && text.contains("… and 5 more"));
    }
}
