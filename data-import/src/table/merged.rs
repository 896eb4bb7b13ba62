//! Cells merged over several rows: the text stands in the first and is meant for all. Refuses to fill a cell that has a
//! text of its own.

use std::collections::{BTreeMap, HashMap};

use calamine::Dimensions;

use super::header::RawRow;

/// Merged cells of one sheet, and their texts as far as they have been read.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// Last row by column and first row.
    regions: HashMap<(usize, u64), u64>,
    /// First row, last row and text by column, of the region the rows are in now.
    texts: BTreeMap<usize, (u64, u64, String)>,
}

impl Merged {
    /// From regions as the library of workbooks gives them: those one column wide, which people merge over several rows.
    pub(super) fn of_dimensions(regions: Vec<Dimensions>) -> Self {
        Self::of(regions.into_iter().filter(|region| region.start.1 == region.end.1).map(|region| {
            let row = |number: u32| u64::from(number) + 1;
            (region.start.1 as usize, row(region.start.0), row(region.end.0))
        }))
    }

    /// From columns with their first and last row, as a spreadsheet numbers rows.
    fn of(regions: impl Iterator<Item = (usize, u64, u64)>) -> Self {
        let regions = regions.filter(|(_, first, last)| last > first).map(|(column, first, last)| ((column, first), last));
        Self { regions: regions.collect(), texts: BTreeMap::new() }
    }

    /// Notes a cell that says itself in how many rows it counts.
    pub(super) fn begin(&mut self, column: usize, first: u64, rows: u64, text: &str) {
        self.texts.insert(column, (first, first.saturating_add(rows - 1), text.to_owned()));
    }

    /// Notes the text of a cell, where it is the first of a region.
    pub(super) fn note(&mut self, column: usize, row: u64, text: &str) {
        if let Some(last) = self.regions.get(&(column, row)) {
            self.texts.insert(column, (row, *last, text.to_owned()));
        }
    }

    /// Fills the empty cells of a row that belong to a region begun above it. A row with nothing of its own stays empty.
    pub(super) fn fill(&mut self, row: &mut RawRow) {
        if self.texts.is_empty() || row.cells.iter().all(String::is_empty) {
            return;
        }
        let number = row.number;
        self.texts.retain(|_, (_, last, _)| *last >= number);
        for (column, (first, _, text)) in &self.texts {
            if number > *first && row.cells.get(*column).is_none_or(String::is_empty) {
                row.set(*column, Ok(text.clone()), String::new);
            }
        }
    }
}
