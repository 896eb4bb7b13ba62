//! From numbered rows of cells to a table: finds the header row below any title, names the columns, checks the width.
//! Refuses rows that do not fit the header; rows without any filled cell are no rows.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::limits::{MAX_COLUMNS, MAX_RECORD_BYTES};
use super::{About, Table};
use crate::columns::{Columns, MAX_HEADER_CHARACTERS};
use crate::row::{MAX_CELL_CHARACTERS, Row, Rows};
use crate::row_error::{Problem, RowError};

/// How many rows are looked at to find the header.
const SAMPLE_ROWS: usize = 60;

/// What is kept of a cell that cannot be read.
const SHOWN_CHARACTERS: usize = 80;

/// What spreadsheets write where a formula failed, in English and in Italian; as text it comes out of an export.
const FORMULA_ERRORS: [&str; 12] =
    ["#N/A", "#N/D", "#REF!", "#RIF!", "#VALUE!", "#VALORE!", "#DIV/0!", "#NAME?", "#NOME?", "#NUM!", "#NULL!", "#NULLO!"];

/// One row before its columns have names.
#[derive(Debug, Clone, Default)]
pub(super) struct RawRow {
    /// Row as a spreadsheet shows it.
    pub(super) number: u64,
    pub(super) cells: Vec<String>,
    /// The first cell that cannot be read, and why.
    pub(super) flaw: Option<(usize, Problem)>,
    /// Whether a text ended before its line did.
    pub(super) is_open: bool,
    /// Bytes of all cells set one by one.
    bytes: usize,
}

impl RawRow {
    /// A row of cells that are all there, such as one of a text; `is_open` where the text ended before the line did.
    pub(super) fn of_cells(number: u64, cells: Vec<String>, flaw: Option<(usize, Problem)>, is_open: bool) -> Self {
        Self { number, cells, flaw, is_open, bytes: 0 }
    }

    /// An empty row of this number.
    pub(super) fn numbered(number: u64) -> Self {
        Self { number, ..Self::default() }
    }

    /// The same row elsewhere.
    pub(super) fn at(&self, number: u64) -> Self {
        Self { number, ..self.clone() }
    }

    /// Puts a text, or why there is none and what the file shows instead, into one cell.
    pub(super) fn set(&mut self, column: usize, text: Result<String, Problem>, shown: impl FnOnce() -> String) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        // One shared text behind a thousand cells must not become a thousand texts of any length.
        let kept = text.and_then(|text| {
            self.bytes += text.len();
            if self.bytes > MAX_RECORD_BYTES { Err(Problem::TooLong(MAX_RECORD_BYTES)) } else { Ok(text) }
        });
        self.cells[column] = kept.unwrap_or_else(|problem| {
            self.flaw.get_or_insert((column, problem));
            shown().chars().take(SHOWN_CHARACTERS).collect()
        });
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// Cells up to the last filled one.
    fn extent(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
    }
}

/// Makes a table of raw rows. In a `ragged` format (spreadsheets) a short row simply has empty cells at its end; in
/// a text it has lost some.
pub(super) fn assemble(mut about: About, file: Arc<str>, mut raw: Rows<RawRow>, ragged: bool) -> Result<Table, RowError> {
    let mut sample = VecDeque::new();
    while sample.len() < SAMPLE_ROWS {
        match raw.next() {
            None => break,
            Some(Ok(row)) if row.is_empty() && row.flaw.is_none() => {}
            Some(row) => sample.push_back(row),
        }
    }
    let Some(at) = header_position(&sample) else {
        return Err(match sample.pop_front() {
            Some(Err(error)) => error,
            _ => RowError::of_file(&file, Problem::NotThisFormat("a table with a header row")),
        });
    };
    let skipped: Vec<_> = sample.drain(..at).collect();
    let Some(Ok(mut header)) = sample.pop_front() else {
        return Err(RowError::of_file(&file, Problem::NotThisFormat("a table with a header row")));
    };
    if !skipped.is_empty() {
        about.title = title(skipped.iter().flatten());
        about.notes.push(format!("intestazione trovata alla riga {}; le righe di titolo prima sono saltate", header.number));
    }
    if let Some(Ok(below)) = sample.front()
        && below.number == header.number + 1
        && let Some(cells) = in_two_rows(&header.cells, &below.cells)
    {
        about.notes.push(format!("l'intestazione è su due righe, {} e {}", header.number, below.number));
        header = RawRow::of_cells(below.number, cells, None, false);
        sample.pop_front();
    }
    // A column without a header counts where the rows fill it.
    let known = if ragged { MAX_COLUMNS } else { header.cells.len() };
    let filled = sample.iter().flatten().map(RawRow::extent).max().unwrap_or(0);
    let width = header.extent().max(filled.min(known));
    if width > MAX_COLUMNS {
        return Err(RowError::of_row(&file, header.number, Problem::TooMany("columns", MAX_COLUMNS as u64)));
    }
    about.header_row = header.number;
    let headers = (0..width).map(|position| header.cells.get(position).cloned().unwrap_or_default());
    let columns = Arc::new(Columns::of_headers(headers));
    note_headers(&mut about, &header, &columns);
    let shape = RowShape { file, columns: columns.clone(), ragged };
    let rows = sample.into_iter().chain(raw).filter_map(move |row| match row {
        Ok(row) => shape.row(row).transpose(),
        Err(error) => Some(Err(error)),
    });
    Ok(Table { about, columns, rows: Box::new(rows) })
}

/// The words above the headers, as much of them as any header may have for each row.
fn title<'a>(rows: impl Iterator<Item = &'a RawRow>) -> Option<String> {
    let cells = rows.flat_map(|row| row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()));
    let words: Vec<String> = cells.map(|cell| cell.chars().take(MAX_HEADER_CHARACTERS).collect()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Tells an officer which headers were not taken as they are.
fn note_headers(about: &mut About, header: &RawRow, columns: &Columns) {
    for (position, name) in columns.headers().iter().enumerate() {
        let written = header.cells.get(position).map_or("", |cell| cell.trim());
        if written.is_empty() {
            about.notes.push(format!("la colonna {} non ha intestazione: si chiama «{name}»", position + 1));
        } else if header.cells[..position].iter().any(|before| before.trim() == written) {
            about.notes.push(format!("l'intestazione «{written}» compare più volte: la colonna {} si chiama «{name}»", position + 1));
        }
    }
}

/// The first row that has most columns filled, mostly with words; where there is none, the first row.
fn header_position(sample: &VecDeque<Result<RawRow, RowError>>) -> Option<usize> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for row in sample.iter().flatten() {
        *widths.entry(row.extent()).or_default() += 1;
    }
    let usual = widths.into_iter().max_by_key(|&(width, rows)| (rows, width)).map_or(0, |(width, _)| width);
    let enough = usual.div_ceil(2).max(2);
    let looks_right = |row: &RawRow| {
        let filled: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let values = filled.iter().filter(|cell| is_value(cell)).count();
        let is_short = filled.iter().all(|cell| cell.chars().count() <= MAX_HEADER_CHARACTERS);
        filled.len() >= enough && values * 2 < filled.len() && is_short
    };
    let found = sample.iter().position(|row| row.as_ref().is_ok_and(looks_right));
    found.or_else(|| sample.iter().position(Result::is_ok).filter(|&first| first == 0))
}

/// The headers of a table whose first row groups some columns («Orari») that the second names («lun», «mar»): the second
/// row has only words, all of them under a group. `None` where the second row is a row like any other.
fn in_two_rows(above: &[String], below: &[String]) -> Option<Vec<String>> {
    let filled = |cells: &[String], at: usize| cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
    let columns = above.len().max(below.len());
    // A column is grouped where its own cell or the next one has no header of its own.
    let first = (0..columns).find(|at| filled(above, *at))?;
    let group: Vec<Option<usize>> = (0..columns)
        .map(|at| {
            let start = (first..=at).rev().find(|before| filled(above, *before))?;
            let is_grouped = start < at || (at + 1 < columns && !filled(above, at + 1));
            is_grouped.then_some(start)
        })
        .collect();
    // A header merged over both rows stands in the second too.
    let is_named = |at: usize| filled(below, at) && above.get(at) != below.get(at);
    let named: Vec<usize> = (0..columns).filter(|at| is_named(*at)).collect();
    let are_words = named.iter().all(|at| !is_value(&below[*at]) && below[*at].chars().count() <= MAX_HEADER_CHARACTERS);
    let under_groups = named.iter().all(|at| group[*at].is_some());
    let ungrouped = (0..columns).any(|at| group[at].is_none() && filled(above, at));
    if named.len() < 2 || !are_words || !under_groups || !ungrouped {
        return None;
    }
    let name = |at: usize| {
        if !is_named(at) {
            return above.get(at).cloned().unwrap_or_default();
        }
        let own = below[at].trim();
        let is_alone = named.iter().filter(|other| below[**other].trim().eq_ignore_ascii_case(own)).count() == 1;
        let of = group[at].map_or("", |start| above[start].trim());
        // «telefono» of the office and «telefono» of whoever answers for it are two things.
        if is_alone { own.to_owned() } else { format!("{of} {own}") }
    };
    Some((0..columns).map(name).collect())
}

/// Whether a cell is a number or a date, which no header is (but a year may be).
fn is_value(cell: &str) -> bool {
    let mut digits = false;
    let only_value_signs = cell.chars().all(|sign| {
        digits |= sign.is_ascii_digit();
        sign.is_ascii_digit() || ".,-+/:%€ T".contains(sign)
    });
    digits && only_value_signs
}

/// What every row of one table shares.
struct RowShape {
    file: Arc<str>,
    columns: Arc<Columns>,
    ragged: bool,
}

impl RowShape {
    /// The row under its headers; `None` where nothing is filled.
    fn row(&self, raw: RawRow) -> Result<Option<Row>, RowError> {
        let RawRow { number, mut cells, flaw, is_open, .. } = raw;
        let header = |position: usize| self.columns.headers().get(position).map_or("", String::as_str);
        if let Some((position, problem)) = flaw {
            let value = cells.get(position).map_or("", String::as_str);
            let error = RowError::of_cell(&self.file, number, header(position), value, problem);
            // What else cannot be read is not text that could be corrected.
            return Err(if error.problem == Problem::FormulaError { error.with_cells(cells) } else { error });
        }
        if let Some(position) = cells.iter().position(|cell| FORMULA_ERRORS.contains(&cell.as_str())) {
            let error = RowError::of_cell(&self.file, number, header(position), &cells[position], Problem::FormulaError);
            return Err(error.with_cells(cells));
        }
        if cells.iter().all(String::is_empty) {
            return Ok(None);
        }
        let (found, expected) = (cells.len(), self.columns.len());
        // A file that broke off on its way. A last line of one cell is a note below the table as often as not.
        if is_open && !self.ragged && (2..expected).contains(&found) {
            return Err(RowError::of_row(&self.file, number, Problem::Truncated).last());
        }
        let is_overfull = cells.iter().skip(expected).any(|cell| !cell.is_empty());
        if is_overfull || (found < expected && !self.ragged) {
            return Err(RowError::of_row(&self.file, number, Problem::CellCount { found, expected }).with_cells(cells));
        }
        cells.resize(expected, String::new());
        if let Some(position) = cells.iter().position(|cell| is_too_long(cell)) {
            return Err(RowError::of_cell(&self.file, number, header(position), &cells[position], Problem::TooLong(MAX_CELL_CHARACTERS)));
        }
        Ok(Some(Row { file: self.file.clone(), number, columns: self.columns.clone(), cells, shape: None }))
    }
}

/// Whether a cell has more characters than are read.
pub(super) fn is_too_long(cell: &str) -> bool {
    // Bytes first: counting characters of every cell would cost more than reading it.
    cell.len() > MAX_CELL_CHARACTERS && cell.chars().nth(MAX_CELL_CHARACTERS).is_some()
}
