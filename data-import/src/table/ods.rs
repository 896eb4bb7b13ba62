//! Spreadsheets of LibreOffice, row by row: the library would keep every repeated cell in memory, a file of a few
//! bytes can promise a million. Refuses filled rows repeated without end, and locked files.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::header::{RawRow, assemble};
use super::limits::{MAX_COLUMNS, MAX_DEPTH, MAX_RECORD_BYTES, MAX_SHEET_ROWS};
use super::merged::Merged;
use super::sheet_cell::{boolean, duration, iso, number};
use super::thread::{Halt, Sink, on_thread};
use super::xml::{Xml, attribute, entity};
use super::{About, Format, ReadOptions, Table};
use crate::row::file_name;
use crate::row_error::{Problem, RowError};

/// How often a filled row may say that it is repeated.
const MAX_REPEATED_ROWS: u64 = 10_000;

/// Styles of tables that are remembered.
const MAX_STYLES: usize = 10_000;

/// Opens a sheet.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let of_file = |problem| RowError::of_file(&file, problem);
    let mut archive = Archive::open(path, &file)?;
    if archive.names().iter().any(|name| name == "META-INF/manifest.xml") {
        let manifest = archive.small("META-INF/manifest.xml", 1 << 20)?;
        if String::from_utf8_lossy(&manifest).contains("encryption-data") {
            return Err(of_file(Problem::Protected));
        }
    }
    let bytes = path.metadata().map_err(|error| of_file(Problem::Unreadable(error.to_string())))?.len();
    let mut about = About::of(Format::Ods, bytes);
    let sheets = Sheets::of(archive.entry("content.xml")?).map_err(of_file)?;
    let chosen = match &options.layer {
        Some(wanted) => {
            let found = sheets.names.iter().position(|name| name == wanted);
            found.ok_or_else(|| of_file(Problem::NoSuchLayer(wanted.clone())))?
        }
        None => sheets.first_with_data.ok_or_else(|| of_file(Problem::NothingInside))?,
    };
    about.layer = sheets.names.get(chosen).cloned();
    about.layers = sheets.names;
    about.hidden = sheets.hidden;
    let (name, path) = (file.clone(), PathBuf::from(path));
    let rows = on_thread(file.clone(), move |sink| stream(&path, chosen, &name, sink))?;
    assemble(about, file, rows, true)
}

/// Names of the sheets, which of them cannot be seen, and which one is the first with data.
#[derive(Default)]
struct Sheets {
    names: Vec<String>,
    hidden: Vec<String>,
    first_with_data: Option<usize>,
}

impl Sheets {
    fn of(content: impl Read) -> Result<Self, Problem> {
        let mut sheets = Self::default();
        let mut content = Content::new(content);
        loop {
            match content.next()? {
                Piece::Sheet { name, hidden } => {
                    sheets.hidden.extend(hidden.then(|| name.clone()));
                    sheets.names.push(name);
                }
                Piece::Row { row, .. } if !row.cells.iter().all(String::is_empty) => {
                    sheets.first_with_data.get_or_insert(sheets.names.len().saturating_sub(1));
                }
                Piece::Row { .. } => {}
                Piece::End => return Ok(sheets),
            }
        }
    }
}

fn stream(path: &Path, chosen: usize, file: &Arc<str>, sink: &mut Sink<RawRow>) -> Result<(), Halt> {
    let of_file = |problem| RowError::of_file(file, problem);
    let mut archive = Archive::open(path, file)?;
    let mut content = Content::new(archive.entry("content.xml")?);
    let mut sheets = 0;
    let mut number = 0_u64;
    let mut merged = Merged::default();
    loop {
        match content.next().map_err(of_file)? {
            Piece::Sheet { .. } => sheets += 1,
            Piece::End => return Ok(()),
            Piece::Row { .. } if sheets <= chosen => {}
            Piece::Row { .. } if sheets > chosen + 1 => return Ok(()),
            Piece::Row { row, repeated, .. } if row.cells.iter().all(String::is_empty) => {
                drop(row);
                number = number.saturating_add(repeated);
            }
            Piece::Row { row, repeated, spans } => {
                if repeated > MAX_REPEATED_ROWS {
                    return Err(RowError::of_row(file, number + 1, Problem::TooMany("equal rows", MAX_REPEATED_ROWS)).into());
                }
                for _ in 0..repeated {
                    number += 1;
                    if number > MAX_SHEET_ROWS {
                        return Err(of_file(Problem::TooMany("rows", MAX_SHEET_ROWS)).into());
                    }
                    let mut row = row.at(number);
                    merged.fill(&mut row);
                    for (column, rows) in &spans {
                        merged.begin(*column, number, *rows, &row.cells[*column]);
                    }
                    sink.put(Ok(row))?;
                }
            }
        }
    }
}

/// What the content of a document consists of, as far as tables go.
enum Piece {
    Sheet {
        name: String,
        hidden: bool,
    },
    /// With the columns of cells that count in several rows, and in how many.
    Row {
        row: RawRow,
        repeated: u64,
        spans: Vec<(usize, u64)>,
    },
    End,
}

/// The content of a document.
struct Content<R> {
    xml: Xml<R>,
    /// The style being read, where it is one of tables.
    style: Option<String>,
    /// Styles of tables that are not shown.
    unseen: HashSet<String>,
}

impl<R: Read> Content<R> {
    fn new(input: R) -> Self {
        Self { xml: Xml::new(input), style: None, unseen: HashSet::new() }
    }

    /// The next sheet or row.
    fn next(&mut self) -> Result<Piece, Problem> {
        loop {
            match self.xml.event()? {
                Event::Start(start) if start.name().as_ref() == b"table:table" => {
                    let name = attribute(&start, b"table:name")?.unwrap_or_default();
                    let style = attribute(&start, b"table:style-name")?;
                    return Ok(Piece::Sheet { name, hidden: style.is_some_and(|style| self.unseen.contains(&style)) });
                }
                Event::Start(start) if start.name().as_ref() == b"style:style" => {
                    let is_of_tables = attribute(&start, b"style:family")?.is_some_and(|family| family == "table");
                    self.style = if is_of_tables { attribute(&start, b"style:name")? } else { None };
                }
                Event::Start(start) | Event::Empty(start) if start.name().as_ref() == b"style:table-properties" => {
                    let is_hidden =
                        attribute(&start, b"table:display")?.is_some_and(|shown| shown == "false") && self.unseen.len() < MAX_STYLES;
                    self.unseen.extend(self.style.take().filter(|_| is_hidden));
                }
                Event::Start(start) if start.name().as_ref() == b"table:table-row" => {
                    let repeated = repeats(&start, b"table:number-rows-repeated")?;
                    let (row, spans) = self.row()?;
                    return Ok(Piece::Row { row, repeated, spans });
                }
                Event::Empty(start) if start.name().as_ref() == b"table:table-row" => {
                    let repeated = repeats(&start, b"table:number-rows-repeated")?;
                    return Ok(Piece::Row { row: RawRow::default(), repeated, spans: vec![] });
                }
                // The document is over with its root; a file that ends before has lost its end.
                Event::End(end) if end.name().as_ref() == b"office:document-content" => return Ok(Piece::End),
                Event::Eof => return Err(Problem::Truncated),
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<(RawRow, Vec<(usize, u64)>), Problem> {
        let mut row = RawRow::default();
        let mut spans = vec![];
        let mut column = 0_u64;
        loop {
            let (start, is_empty) = match self.xml.event()?.into_owned() {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::End(end) if end.name().as_ref() == b"table:table-row" => return Ok((row, spans)),
                Event::Eof => return Err(Problem::Truncated),
                _ => continue,
            };
            let covered = match start.name().as_ref() {
                b"table:table-cell" => false,
                b"table:covered-table-cell" => true,
                _ => continue,
            };
            let repeated = repeats(&start, b"table:number-columns-repeated")?;
            let written = if is_empty { String::new() } else { self.written_text(start.name().as_ref())? };
            let text = if covered { Ok(String::new()) } else { value(&start, written.clone())? };
            if !text.as_ref().is_ok_and(String::is_empty) {
                if column.saturating_add(repeated) > MAX_COLUMNS as u64 {
                    return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
                }
                let rows = repeats(&start, b"table:number-rows-spanned")?;
                if rows > 1 && repeats(&start, b"table:number-columns-spanned")? == 1 && text.is_ok() {
                    spans.push((column as usize, rows));
                }
                for at in column..column + repeated {
                    row.set(at as usize, text.clone(), || written.clone());
                }
            }
            column = column.saturating_add(repeated);
        }
    }

    /// The paragraphs of a cell, up to its end; notes on it are left out.
    fn written_text(&mut self, cell: &[u8]) -> Result<String, Problem> {
        let mut text = String::new();
        let mut paragraphs = 0;
        // Nesting inside the cell, and inside a note or a paragraph of it.
        let (mut depth, mut note, mut paragraph) = (0_usize, 0_usize, 0_usize);
        loop {
            match self.xml.event()? {
                Event::Start(start) => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
                    }
                    match start.name().as_ref() {
                        b"office:annotation" => note += 1,
                        b"text:p" if note == 0 => {
                            paragraph += 1;
                            paragraphs += 1;
                            if paragraphs > 1 {
                                text.push('\n');
                            }
                        }
                        _ => {}
                    }
                }
                Event::Empty(start) if note == 0 => match start.name().as_ref() {
                    b"text:s" => text.extend(std::iter::repeat_n(' ', repeats(&start, b"text:c")?.min(100) as usize)),
                    b"text:tab" => text.push('\t'),
                    b"text:line-break" => text.push('\n'),
                    _ => {}
                },
                Event::Text(part) if note == 0 && paragraph > 0 => {
                    text.push_str(&part.decode().map_err(|_| Problem::NotUtf8)?);
                }
                Event::GeneralRef(reference) if note == 0 && paragraph > 0 => text.push_str(&entity(&reference)),
                Event::End(end) if depth == 0 && end.name().as_ref() == cell => return Ok(text),
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    match end.name().as_ref() {
                        b"office:annotation" => note = note.saturating_sub(1),
                        b"text:p" if note == 0 => paragraph = paragraph.saturating_sub(1),
                        _ => {}
                    }
                }
                Event::Eof => return Err(Problem::Truncated),
                _ => {}
            }
            if text.len() > MAX_RECORD_BYTES {
                return Err(Problem::TooLong(MAX_RECORD_BYTES));
            }
        }
    }
}

/// The value of a cell: what its attributes say, or what is written in it.
fn value(cell: &BytesStart<'_>, written: String) -> Result<Result<String, Problem>, Problem> {
    let of = |name: &[u8]| attribute(cell, name);
    if of(b"calcext:value-type")?.is_some_and(|kind| kind == "error") {
        return Ok(Err(Problem::FormulaError));
    }
    let stated = match of(b"office:value-type")?.as_deref() {
        Some("float" | "percentage" | "currency") => of(b"office:value")?.map(|value| value.parse::<f64>().map_or(value, number)),
        Some("date") => of(b"office:date-value")?.map(|date| iso(&date)),
        Some("time") => of(b"office:time-value")?.map(|time| duration(&time)),
        Some("boolean") => of(b"office:boolean-value")?.map(|value| boolean(value == "true").to_owned()),
        Some("string") => of(b"office:string-value")?,
        _ => None,
    };
    Ok(Ok(stated.unwrap_or(written).trim().to_owned()))
}

fn repeats(element: &BytesStart<'_>, name: &[u8]) -> Result<u64, Problem> {
    match attribute(element, name)? {
        None => Ok(1),
        Some(count) => count.parse().map_err(|_| Problem::NotThisFormat("an OpenDocument spreadsheet")),
    }
}
