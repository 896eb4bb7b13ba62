//! Spreadsheets of Excel 2007 and later, cell by cell as they come out of the archive. A cell merged over several rows
//! counts in each of them, one merged over several columns only in the first. Refuses bombs before the library sees the file, and sheets beyond two million rows.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::archive::Archive;
use super::header::{RawRow, assemble};
use super::limits::{MAX_COLUMNS, MAX_SHEET_ROWS};
use super::merged::Merged;
use super::sheet_cell::{shown, text_of_ref};
use super::thread::{Halt, Sink, guarded, on_thread};
use super::{About, Format, ReadOptions, Table};
use crate::row::file_name;
use crate::row_error::{Problem, RowError};

type Workbook = Xlsx<BufReader<File>>;

/// Bytes of a file whose sheets are read once more for their merged cells: what people merge by hand is small.
const MERGED_AT_MOST: u64 = 5 << 20;

/// Opens a sheet of a workbook.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let unreadable = |error: std::io::Error| RowError::of_file(&file, Problem::Unreadable(error.to_string()));
    let mut archive = Archive::open(path, &file)?;
    archive.check_held(|name| !name.starts_with("xl/worksheets/"))?;
    archive.verify_sizes()?;
    let opened = File::open(path).map_err(unreadable)?;
    let mut about = About::of(Format::Xlsx, opened.metadata().map_err(unreadable)?.len());
    let (workbook, chosen) = guarded(&file, || {
        let mut workbook: Workbook = Xlsx::new(BufReader::new(opened)).map_err(|error| of_library(&file, &error))?;
        (about.layers, about.hidden) = sheets(&workbook);
        let chosen = choose(&mut workbook, &about.layers, options, &file)?;
        Ok((workbook, chosen))
    })?;
    about.layer = Some(chosen.clone());
    let (name, size) = (file.clone(), about.bytes);
    let rows = on_thread(file.clone(), move |sink| stream(workbook, &chosen, size, &name, sink))?;
    assemble(about, file, rows, true)
}

/// Names of all worksheets, those that can be seen first, and of the hidden ones.
fn sheets(workbook: &Workbook) -> (Vec<String>, Vec<String>) {
    let worksheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (seen, hidden): (Vec<_>, Vec<_>) = worksheets.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let hidden = names(hidden);
    (names(seen).into_iter().chain(hidden.iter().cloned()).collect(), hidden)
}

fn choose(workbook: &mut Workbook, sheets: &[String], options: &ReadOptions, file: &str) -> Result<String, RowError> {
    if let Some(wanted) = &options.layer {
        let found = sheets.iter().find(|name| *name == wanted);
        return found.cloned().ok_or_else(|| RowError::of_file(file, Problem::NoSuchLayer(wanted.clone())));
    }
    let mut first_error = None;
    for name in sheets {
        match has_data(workbook, name) {
            Ok(true) => return Ok(name.clone()),
            Ok(false) => {}
            Err(error) => {
                first_error.get_or_insert(of_library(file, &error));
            }
        }
    }
    Err(first_error.unwrap_or_else(|| RowError::of_file(file, Problem::NothingInside)))
}

fn has_data(workbook: &mut Workbook, name: &str) -> Result<bool, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        if text_of_ref(cell.get_value(), false).map_or(true, |text| !text.is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Cells of a sheet merged over several rows; none where it is so large that it must not be read twice.
fn merged(workbook: &mut Workbook, sheet: &str, size: u64) -> Merged {
    if size > MERGED_AT_MOST {
        return Merged::default();
    }
    // What is wrong with the sheet is said where its rows are read.
    Merged::of_dimensions(workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default())
}

fn stream(mut workbook: Workbook, sheet: &str, size: u64, file: &Arc<str>, sink: &mut Sink<RawRow>) -> Result<(), Halt> {
    let is_1904 = workbook.has_1904_epoch();
    let mut merged = merged(&mut workbook, sheet, size);
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| of_library(file, &error))?;
    let mut row = RawRow::default();
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => {
                sink.put(Ok(std::mem::take(&mut row)))?;
                return Err(of_library(file, &error).into());
            }
        };
        let (number, column) = (u64::from(cell.get_position().0) + 1, cell.get_position().1 as usize);
        if number > MAX_SHEET_ROWS {
            return Err(RowError::of_file(file, Problem::TooMany("rows", MAX_SHEET_ROWS)).into());
        }
        if number != row.number {
            merged.fill(&mut row);
            sink.put(Ok(std::mem::replace(&mut row, RawRow::numbered(number))))?;
        }
        let text = text_of_ref(cell.get_value(), is_1904);
        if text.as_ref().is_ok_and(String::is_empty) {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(RowError::of_row(file, number, Problem::TooMany("columns", MAX_COLUMNS as u64)).into());
        }
        if let Ok(text) = &text {
            merged.note(column, number, text);
        }
        row.set(column, text, || shown(cell.get_value()));
    }
    merged.fill(&mut row);
    sink.put(Ok(row))
}

/// What an error of the library means for an officer.
fn of_library(file: &str, error: &XlsxError) -> RowError {
    let problem = match error {
        XlsxError::Password => Problem::Protected,
        XlsxError::XmlEof(_) | XlsxError::FileNotFound(_) => Problem::Truncated,
        XlsxError::WorksheetNotFound(name) => Problem::NoSuchLayer(name.clone()),
        other => Problem::Unreadable(other.to_string()),
    };
    RowError::of_file(file, problem)
}
