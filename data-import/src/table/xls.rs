//! Spreadsheets of Excel 97 to 2003, and the locked files that share their container.
//! Refuses records that would make the library reserve absurd memory; the library gets a clean container.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Range, Reader, SheetVisible, Xls, XlsError};

use super::compound::{Compound, container};
use super::header::{RawRow, assemble};
use super::limits::MAX_COLUMNS;
use super::merged::Merged;
use super::sheet_cell::text;
use super::thread::guarded;
use super::xls_strings::lengths;
use super::{About, Format, ReadOptions, Table};
use crate::row::file_name;
use crate::row_error::{Lookalike, Problem, RowError};

/// The largest workbook that is read; the format itself ends far below.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// Cells that all sheets together may span, filled or not: the library keeps every one in memory.
const MAX_SPANNED_CELLS: u64 = 5_000_000;

/// Characters that the cells of all sheets together may hold through shared strings: the library copies every one.
const MAX_HELD_CHARACTERS: u64 = 256 << 20;

/// The longest string of the format, in characters.
const LONGEST_STRING: u64 = 32_767;

/// Opens a sheet of a workbook.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let of_file = |problem| RowError::of_file(&file, problem);
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(path).map_err(|error| of_file(Problem::Unreadable(error.to_string())))?;
    opened.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| of_file(Problem::Unreadable(error.to_string())))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(of_file(Problem::TooLong(MAX_FILE_BYTES as usize)));
    }
    let mut about = About::of(Format::Xls, bytes.len() as u64);
    let workbook = workbook(&bytes).map_err(of_file)?;
    drop(bytes);
    let (range, is_1904, merged) = guarded(&file, || {
        let mut book: Xls<_> = Xls::new(Cursor::new(workbook)).map_err(|error| of_file(of_library(&error)))?;
        let (seen, hidden): (Vec<_>, Vec<_>) =
            book.sheets_metadata().iter().cloned().partition(|sheet| sheet.visible == SheetVisible::Visible);
        about.hidden = hidden.into_iter().map(|sheet| sheet.name).collect();
        about.layers = seen.into_iter().map(|sheet| sheet.name).chain(about.hidden.iter().cloned()).collect();
        let (name, range) = choose(&mut book, &about.layers, options).map_err(of_file)?;
        let merged = Merged::of_dimensions(book.merge_cells_by_sheet_name(&name).unwrap_or_default());
        about.layer = Some(name);
        Ok((range, book.has_1904_epoch(), merged))
    })?;
    let rows = Box::new(RangeRows { range, is_1904, merged, next: 0, file: file.clone() });
    assemble(about, file, rows, true)
}

/// The workbook in a clean container, without the records that promise sizes.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let compound = Compound::parse(bytes).ok_or(Problem::Truncated)?;
    if compound.names().any(|name| name == "EncryptedPackage") {
        return Err(Problem::Protected);
    }
    let Some(mut stream) = compound.stream(&["Workbook", "Book", "WORKBOOK", "BOOK"]) else {
        let is_document = compound.names().any(|name| name == "WordDocument");
        let is_workbook = compound.names().any(|name| name.eq_ignore_ascii_case("workbook") || name == "Book");
        return Err(match (is_document, is_workbook) {
            (true, _) => Problem::LooksLike(Lookalike::Document),
            (false, true) => Problem::Truncated,
            (false, false) => Problem::LooksLike(Lookalike::Binary),
        });
    };
    inspect(&mut stream)?;
    container(&stream).ok_or(Problem::TooLong(MAX_FILE_BYTES as usize))
}

/// Record types of the workbook stream.
const END: u16 = 0x000A;
const PASSWORD: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MULTIPLE_NUMBERS: u16 = 0x00BD;
const STRINGS: u16 = 0x00FC;
const CONTINUATION: u16 = 0x003C;
const SHARED_STRING: u16 = 0x00FD;
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
/// A type no reader knows: such records are passed over.
const UNKNOWN: u16 = 0x7FFF;

/// Walks all sheets, measures what they span, and takes the records away that only promise a size.
fn inspect(stream: &mut [u8]) -> Result<(), Problem> {
    let mut sheets = Vec::new();
    let globals = records(stream, 0)?;
    let strings = strings(stream, &globals);
    for (kind, at, length) in globals {
        match kind {
            PASSWORD => return Err(Problem::Protected),
            BOUND_SHEET if length >= 4 => {
                sheets.push(u32::from_le_bytes([stream[at], stream[at + 1], stream[at + 2], stream[at + 3]]) as usize);
            }
            BOUND_SHEET => return Err(Problem::Truncated),
            _ => {}
        }
    }
    let (mut walked, mut spanned, mut held) = (0, 0, 0_u64);
    for start in sheets {
        let found = records(stream, start)?;
        walked += found.last().map_or(0, |(_, at, length)| at + length - start);
        // Sheets follow one another; whoever makes them overlap wants work done twice.
        if walked > stream.len().saturating_mul(2) {
            return Err(Problem::NotThisFormat("an Excel workbook"));
        }
        spanned += span(stream, &found)?;
        if spanned > MAX_SPANNED_CELLS {
            return Err(Problem::TooMany("cells", MAX_SPANNED_CELLS));
        }
        for &(_, at, _) in found.iter().filter(|(kind, _, length)| *kind == SHARED_STRING && *length >= 10) {
            let index = u32::from_le_bytes([stream[at + 6], stream[at + 7], stream[at + 8], stream[at + 9]]) as usize;
            held += strings.as_ref().map_or(LONGEST_STRING, |lengths| lengths.get(index).copied().unwrap_or(0));
        }
        if held > MAX_HELD_CHARACTERS {
            return Err(Problem::TooLong(MAX_HELD_CHARACTERS as usize));
        }
        for (_, at, _) in found.into_iter().filter(|(kind, ..)| *kind == DIMENSIONS) {
            stream[at - 4..at - 2].copy_from_slice(&UNKNOWN.to_le_bytes());
        }
    }
    Ok(())
}

/// Lengths of the shared strings; `None` when they cannot be told, so that every one counts as the longest.
fn strings(stream: &[u8], globals: &[(u16, usize, usize)]) -> Option<Vec<u64>> {
    let Some(first) = globals.iter().position(|(kind, ..)| *kind == STRINGS) else {
        return Some(Vec::new());
    };
    let following = globals[first + 1..].iter().take_while(|(kind, ..)| *kind == CONTINUATION);
    let segments: Vec<&[u8]> = globals[first..=first].iter().chain(following).map(|&(_, at, length)| &stream[at..at + length]).collect();
    lengths(&segments)
}

/// (type, place of the data, length) of the records from `start` to the end of their part.
fn records(stream: &[u8], start: usize) -> Result<Vec<(u16, usize, usize)>, Problem> {
    let mut found = Vec::new();
    let mut at = start;
    loop {
        let Some(&[kind, kind_high, length, length_high]) = stream.get(at..).and_then(<[u8]>::first_chunk) else {
            return if at >= stream.len() { Err(Problem::Truncated) } else { Ok(found) };
        };
        let (kind, length) = (u16::from_le_bytes([kind, kind_high]), usize::from(u16::from_le_bytes([length, length_high])));
        at += 4;
        if at + length > stream.len() {
            return Err(Problem::Truncated);
        }
        found.push((kind, at, length));
        at += length;
        if kind == END {
            return Ok(found);
        }
    }
}

/// Cells of the rectangle around the filled cells of a sheet.
fn span(stream: &[u8], records: &[(u16, usize, usize)]) -> Result<u64, Problem> {
    let (mut top, mut bottom, mut left, mut right) = (u16::MAX, 0, u16::MAX, 0);
    for &(kind, at, length) in records {
        let is_several = kind == MULTIPLE_NUMBERS;
        if !(is_several || CELLS.contains(&kind)) {
            continue;
        }
        let data = &stream[at..at + length];
        let word = |at: usize| data.get(at..at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let (Some(row), Some(column)) = (word(0), word(2)) else {
            return Err(Problem::Truncated);
        };
        let last = if is_several { word(length.saturating_sub(2)).unwrap_or(column) } else { column };
        if last < column || usize::from(last) >= MAX_COLUMNS {
            return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
        }
        (top, bottom) = (top.min(row), bottom.max(row));
        (left, right) = (left.min(column), right.max(last));
    }
    if left > right {
        return Ok(0);
    }
    Ok((u64::from(bottom - top) + 1) * (u64::from(right - left) + 1))
}

fn choose(book: &mut Xls<Cursor<Vec<u8>>>, sheets: &[String], options: &ReadOptions) -> Result<(String, Range<Data>), Problem> {
    if let Some(wanted) = &options.layer {
        let range = book.worksheet_range(wanted).map_err(|_| Problem::NoSuchLayer(wanted.clone()))?;
        return Ok((wanted.clone(), range));
    }
    for name in sheets {
        let range = book.worksheet_range(name).unwrap_or_default();
        if range.used_cells().next().is_some() {
            return Ok((name.clone(), range));
        }
    }
    Err(Problem::NothingInside)
}

fn of_library(error: &XlsError) -> Problem {
    match error {
        XlsError::Password => Problem::Protected,
        other => Problem::Unreadable(other.to_string()),
    }
}

/// Rows of a sheet that is in memory.
struct RangeRows {
    range: Range<Data>,
    is_1904: bool,
    merged: Merged,
    next: usize,
    file: Arc<str>,
}

impl Iterator for RangeRows {
    type Item = Result<RawRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (first_row, first_column) = self.range.start()?;
        if self.next >= self.range.height() {
            return None;
        }
        let number = u64::from(first_row) + self.next as u64 + 1;
        let mut row = RawRow::numbered(number);
        for column in 0..self.range.width() {
            let Some(cell) = self.range.get((self.next, column)).filter(|cell| **cell != Data::Empty) else {
                continue;
            };
            let position = first_column as usize + column;
            if position >= MAX_COLUMNS {
                self.next = usize::MAX;
                return Some(Err(RowError::of_row(&self.file, number, Problem::TooMany("columns", MAX_COLUMNS as u64)).last()));
            }
            let text = text(cell, self.is_1904);
            if let Ok(text) = &text {
                self.merged.note(position, number, text);
            }
            row.set(position, text, || cell.to_string());
        }
        self.merged.fill(&mut row);
        self.next += 1;
        Some(Ok(row))
    }
}
