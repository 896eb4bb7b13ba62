//! Delimited text (CSV, TSV): recognises encoding and separator, says both, streams the records.
//! Refuses binary data under a text name.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::encoding::{Utf8, recognise};
use super::header::{RawRow, assemble};
use super::records::{Record, Records};
use super::{About, Format, ReadOptions, Table};
use crate::row::file_name;
use crate::row_error::{Lookalike, Problem, RowError};

/// Bytes looked at to find the separator.
const SAMPLE_BYTES: u64 = 1 << 16;

/// Records looked at to find the separator.
const SAMPLE_RECORDS: usize = 200;

/// Separators people use; the earlier wins where two fit equally.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Opens a delimited text.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let unreadable = |error: std::io::Error| RowError::of_file(&file, Problem::Unreadable(error.to_string()));
    let mut about = About::of(Format::Csv, path.metadata().map_err(unreadable)?.len());
    let encoding = encoding(path, options, &file, &mut about)?;
    let text = || File::open(path).map(|opened| BufReader::with_capacity(1 << 16, Utf8::new(opened, encoding)));
    let separator = match options.separator {
        Some(wanted) => u8::try_from(wanted)
            .ok()
            .filter(u8::is_ascii)
            .ok_or_else(|| RowError::of_file(&file, Problem::NotThisFormat("text with a separator of one plain character")))?,
        None => {
            let mut sample = Vec::new();
            text().map_err(unreadable)?.take(SAMPLE_BYTES).read_to_end(&mut sample).map_err(unreadable)?;
            most_consistent(&sample)
        }
    };
    about.separator = Some(char::from(separator));
    let rows = RawRecords {
        file: file.clone(),
        records: Records::new(text().map_err(unreadable)?, separator),
        record: Record::default(),
        is_over: false,
    };
    assemble(about, file, Box::new(rows), false)
}

fn encoding(path: &Path, options: &ReadOptions, file: &str, about: &mut About) -> Result<&'static Encoding, RowError> {
    let of_file = |problem| RowError::of_file(file, problem);
    let opened = File::open(path).map_err(|error| of_file(Problem::Unreadable(error.to_string())))?;
    let recognised = recognise(opened).map_err(|error| of_file(Problem::Unreadable(error.to_string())))?;
    if recognised.is_binary {
        return Err(of_file(Problem::LooksLike(Lookalike::Binary)));
    }
    let encoding = match &options.encoding {
        Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| of_file(Problem::UnknownEncoding(label.clone())))?,
        None => recognised.encoding,
    };
    if encoding != UTF_8 && options.encoding.is_none() {
        about.notes.push(format!("codifica {} riconosciuta", encoding.name()));
    }
    if encoding == UTF_8 && recognised.strays > 0 {
        about.notes.push(format!("il testo è UTF-8, ma {} caratteri non lo sono", recognised.strays));
    }
    about.encoding = Some(encoding.name());
    Ok(encoding)
}

/// The separator that divides most records into the same number of fields, at least two.
fn most_consistent(sample: &[u8]) -> u8 {
    let score = |separator: u8| -> f64 {
        let mut records = Records::new(sample, separator);
        let mut record = Record::default();
        let mut counts = Vec::new();
        while counts.len() < SAMPLE_RECORDS && records.next(&mut record).unwrap_or(false) {
            counts.push(record.len());
        }
        let of_width = |width: usize| counts.iter().filter(|count| **count == width).count();
        let Some(usual) = counts.iter().copied().filter(|width| *width > 1).max_by_key(|width| (of_width(*width), *width)) else {
            return 0.0;
        };
        let share = of_width(usual) as f64 / counts.len() as f64;
        // The first wide record is the header, and headers seldom contain the wrong separator.
        let header_fits = counts.iter().find(|width| **width > 1).is_some_and(|width| *width == usual);
        share + if header_fits { 0.3 } else { 0.0 } + 0.005 * usual.min(40) as f64
    };
    let mut best = (b',', 0.0);
    for separator in SEPARATORS {
        let found = score(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

/// Records as raw rows.
struct RawRecords<R> {
    file: Arc<str>,
    records: Records<R>,
    record: Record,
    is_over: bool,
}

impl<R: std::io::BufRead> Iterator for RawRecords<R> {
    type Item = Result<RawRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        match self.records.next(&mut self.record) {
            Ok(true) => Some(Ok(raw_row(&self.record))),
            Ok(false) => {
                self.is_over = true;
                None
            }
            Err(problem) => {
                self.is_over = true;
                Some(Err(RowError::of_row(&self.file, self.record.number, problem).last()))
            }
        }
    }
}

fn raw_row(record: &Record) -> RawRow {
    let (mut cells, mut flaw) = (Vec::with_capacity(record.len()), None);
    for (position, field) in record.fields().enumerate() {
        match std::str::from_utf8(field) {
            Ok(text) => cells.push(text.trim().to_owned()),
            Err(_) => {
                flaw.get_or_insert((position, Problem::NotUtf8));
                cells.push(String::from_utf8_lossy(field).trim().to_owned());
            }
        }
    }
    RawRow::of_cells(record.number, cells, flaw, record.is_open)
}
