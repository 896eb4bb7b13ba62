//! Rows of several sheets in one numbering, so that a list over many sheets is read as one: which sheet a number means and
//! which row of it. Refuses nothing: in a file with one sheet a number is the row itself.

/// Bits of a number that hold the row within its sheet; no format has as many rows.
const ROW_BITS: u32 = 40;

/// Names of the sheets a list was read from; empty where there is only one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sheets(Vec<String>);

impl Sheets {
    /// Adds a sheet; what is to be added to the numbers of its rows.
    pub(super) fn add(&mut self, name: &str) -> u64 {
        self.0.push(name.to_owned());
        (self.0.len() as u64) << ROW_BITS
    }

    /// The sheet of a number, as a report calls it, and the row as a spreadsheet shows it.
    pub(super) fn place(&self, number: u64) -> (Option<String>, u64) {
        let sheet = (number >> ROW_BITS).checked_sub(1).and_then(|at| self.0.get(usize::try_from(at).ok()?));
        (sheet.map(|name| in_words(name)), number & ((1 << ROW_BITS) - 1))
    }

    /// "riga 7", or "foglio Nord, riga 7".
    pub(super) fn row(&self, number: u64) -> String {
        match self.place(number) {
            (Some(sheet), row) => format!("{sheet}, riga {row}"),
            (None, row) => format!("riga {row}"),
        }
    }
}

/// A sheet as a report calls it, where other rows have the name of a file.
pub(super) fn in_words(name: &str) -> String {
    format!("foglio {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_leads_back_to_its_sheet_and_row() {
        let mut sheets = Sheets::default();
        assert_eq!(sheets.row(7), "riga 7");
        let (north, south) = (sheets.add("Nord"), sheets.add("Sud"));
        assert!(north + 9_999_999 < south, "the order of numbers is that of the sheets");
        assert_eq!(sheets.row(north + 7), "foglio Nord, riga 7");
        assert_eq!(sheets.place(south + 1), (Some("foglio Sud".to_owned()), 1));
        assert_eq!(sheets.place(3), (None, 3));
    }
}
