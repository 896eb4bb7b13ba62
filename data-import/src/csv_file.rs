//! Reads CSV files row by row (RFC 4180, comma or semicolon, UTF-8, one header row).
//! Refuses rows that do not have the header's cells and records of unreasonable length.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Problem, RowError};

/// The longest record that is read, in bytes: a quote that is never closed must not swallow the memory.
const MAX_RECORD_BYTES: u64 = 1 << 20;

/// Rows of one CSV file.
pub(crate) struct CsvFile {
    file: Arc<str>,
    columns: Arc<[String]>,
    reader: csv::Reader<Rationed<File>>,
    record: csv::ByteRecord,
    row: u64,
    finished: bool,
}

impl CsvFile {
    /// Opens the file and checks that every one of `required` is a column of it.
    pub(crate) fn open(path: &Path, required: &[&str]) -> Result<Self, RowError> {
        let file = file_name(path);
        let opened = File::open(path).map_err(|error| RowError::of_file(&file, Problem::Unreadable(error.to_string())))?;
        let separator = separator(path).map_err(|error| RowError::of_file(&file, Problem::Unreadable(error.to_string())))?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(separator)
            .from_reader(Rationed { inner: opened, left: MAX_RECORD_BYTES });
        let mut header = csv::ByteRecord::new();
        let found = reader.read_byte_record(&mut header).map_err(|error| csv_error(&file, 1, &error))?;
        if !found {
            return Err(RowError::of_file(&file, Problem::NotThisFormat("a CSV file with a header row")));
        }
        let columns: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).trim().trim_start_matches('\u{feff}').to_owned()).collect();
        let mut seen = HashSet::new();
        if !columns.iter().all(|column| seen.insert(column)) {
            return Err(RowError::of_row(&file, 1, Problem::NotThisFormat("a table whose columns have different names")));
        }
        for column in required {
            if !columns.iter().any(|name| name == column) {
                return Err(RowError { row: 1, ..RowError::of_cell(&file, 1, column, "", Problem::MissingColumn) });
            }
        }
        Ok(Self { file, columns: columns.into(), reader, record: header, row: 1, finished: false })
    }

    /// The names of the header.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    fn row_of_record(&self) -> Result<Row, RowError> {
        let (found, expected) = (self.record.len(), self.columns.len());
        if found != expected {
            return Err(RowError::of_row(&self.file, self.row, Problem::CellCount { found, expected }));
        }
        let mut cells = Vec::with_capacity(found);
        for (column, bytes) in self.columns.iter().zip(self.record.iter()) {
            let cell = std::str::from_utf8(bytes)
                .map_err(|_| RowError::of_cell(&self.file, self.row, column, &String::from_utf8_lossy(bytes), Problem::NotUtf8))?;
            if cell.chars().nth(MAX_CELL_CHARACTERS).is_some() {
                return Err(RowError::of_cell(&self.file, self.row, column, cell, Problem::TooLong(MAX_CELL_CHARACTERS)));
            }
            cells.push(cell.trim().to_owned());
        }
        Ok(Row { file: self.file.clone(), number: self.row, columns: self.columns.clone(), cells })
    }
}

impl Iterator for CsvFile {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished {
            return None;
        }
        self.row += 1;
        self.reader.get_mut().left = MAX_RECORD_BYTES;
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => Some(self.row_of_record()),
            Ok(false) => {
                self.finished = true;
                None
            }
            Err(error) => {
                self.finished = true;
                Some(Err(csv_error(&self.file, self.row, &error)))
            }
        }
    }
}

/// Comma or semicolon, whichever stands more often in the first line.
fn separator(path: &Path) -> io::Result<u8> {
    let mut line = Vec::new();
    io::BufReader::new(File::open(path)?).take(MAX_RECORD_BYTES).read_until(b'\n', &mut line)?;
    let count = |sign: u8| line.iter().filter(|byte| **byte == sign).count();
    Ok(if count(b';') > count(b',') { b';' } else { b',' })
}

fn csv_error(file: &str, row: u64, error: &csv::Error) -> RowError {
    match error.kind() {
        csv::ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::FileTooLarge => {
            RowError::of_row(file, row, Problem::TooLong(MAX_RECORD_BYTES as usize))
        }
        _ => RowError::of_row(file, row, Problem::Unreadable(error.to_string())),
    }
}

/// A reader that gives only so many bytes until its ration is renewed.
struct Rationed<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
