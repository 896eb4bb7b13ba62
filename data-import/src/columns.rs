//! The columns of a table: the names we use for them and the headers as the file writes them.
//! Refuses two columns of one name.

use std::collections::{HashMap, HashSet};

/// The longest header that is taken as it is, in characters.
pub(crate) const MAX_HEADER_CHARACTERS: usize = 200;

/// Names and headers of the columns, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    names: Vec<String>,
    headers: Vec<String>,
}

impl Columns {
    /// Columns named as the file writes them: trimmed, an empty header becomes `colonna 3`, a header that was there
    /// before gets ` (2)`.
    pub fn of_headers(headers: impl IntoIterator<Item = String>) -> Self {
        let mut seen = HashSet::new();
        let mut copies: HashMap<String, usize> = HashMap::new();
        let mut unique = Vec::new();
        for (position, header) in headers.into_iter().enumerate() {
            let header = header.trim().trim_start_matches('\u{feff}').trim();
            let wanted = if header.is_empty() { format!("colonna {}", position + 1) } else { one_line(header) };
            let mut name = wanted.clone();
            while !seen.insert(name.clone()) {
                let copy = copies.entry(wanted.clone()).or_insert(1);
                *copy += 1;
                name = format!("{wanted} ({copy})");
            }
            unique.push(name);
        }
        Self { names: unique.clone(), headers: unique }
    }

    /// The same columns under other names, one per column; where a name is missing the header stays.
    pub fn renamed(&self, names: Vec<String>) -> Self {
        let mut names = names;
        names.truncate(self.headers.len());
        names.extend(self.headers.iter().skip(names.len()).cloned());
        Self { names, headers: self.headers.clone() }
    }

    /// The same columns and behind them more, which the file does not have.
    pub(crate) fn followed_by(&self, more: Vec<String>) -> Self {
        let mut columns = self.clone();
        columns.names.extend(more.iter().cloned());
        columns.headers.extend(more);
        columns
    }

    /// Names by which cells are asked for.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Headers as the file writes them.
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.headers.len()
    }

    /// Whether there is no column at all.
    pub fn is_empty(&self) -> bool {
        self.headers.is_empty()
    }

    /// Where the column of this name is, counted from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The file's own header of the column of this name; the name itself where there is no such column.
    pub fn header<'a>(&'a self, name: &'a str) -> &'a str {
        self.position(name).and_then(|position| self.headers.get(position)).map_or(name, String::as_str)
    }
}

/// Headers of spreadsheets are often broken over two lines; what is longer than any header is cut.
fn one_line(header: &str) -> String {
    let line = header.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(MAX_HEADER_CHARACTERS).collect()
}
