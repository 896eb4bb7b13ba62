//! Reads FlatGeobuf files feature by feature, in file order, checking every length before using it.
//! Refuses what the crate's own property and geometry readers would panic on.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use flatgeobuf::{ColumnType, FgbReader, GeometryType, Header, size_prefixed_root_as_feature};

use super::flatgeobuf_geometry::shape;
use super::header::is_too_long;
use super::limits::{MAX_COLUMNS, MAX_FEATURE_BYTES};
use super::sheet_cell::boolean;
use super::thread::guarded;
use super::{About, DeclaredCrs, Format, Table};
use crate::columns::Columns;
use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Problem, RowError};

/// Bytes of one node of the spatial index.
const INDEX_NODE_BYTES: u64 = 40;

/// Opens the file and reads its header.
pub(super) fn open(path: &Path) -> Result<Table, RowError> {
    let file = file_name(path);
    let unreadable = |error: std::io::Error| RowError::of_file(&file, Problem::Unreadable(error.to_string()));
    let opened = File::open(path).map_err(unreadable)?;
    let length = opened.metadata().map_err(unreadable)?.len();
    let mut reader = BufReader::new(opened);
    guarded(&file, || {
        let opened = FgbReader::open(&mut reader).map_err(|_| RowError::of_file(&file, Problem::NotThisFormat("a FlatGeobuf file")))?;
        let header = opened.header();
        let (names, types) = columns(&header);
        if names.len() > MAX_COLUMNS {
            return Err(RowError::of_file(&file, Problem::TooMany("columns", MAX_COLUMNS as u64)));
        }
        let geometry_type = header.geometry_type();
        let count = header.features_count();
        let mut about = About::of(Format::FlatGeobuf, length);
        about.crs = crs(&header);
        about.row_count = (count > 0).then_some(count);
        about.layers = header.name().map(str::to_owned).into_iter().collect();
        about.layer = about.layers.first().cloned();
        let index = index_bytes(count, header.index_node_size())
            .filter(|&bytes| bytes <= length)
            .ok_or_else(|| RowError::of_file(&file, Problem::Truncated))?;
        reader.seek(SeekFrom::Current(index as i64)).map_err(unreadable)?;
        let columns = Arc::new(Columns::of_headers(names));
        let rows = FlatGeobufFile {
            file: file.clone(),
            columns: columns.clone(),
            types,
            geometry_type,
            reader,
            expected: (count > 0).then_some(count),
            read: 0,
            finished: false,
            buffer: Vec::new(),
        };
        Ok(Table { about, columns, rows: Box::new(rows) })
    })
}

/// The declared reference system; a code of 0 means that only the text counts.
fn crs(header: &Header<'_>) -> Option<DeclaredCrs> {
    let crs = header.crs()?;
    let is_epsg = crs.org().is_none_or(|org| org.eq_ignore_ascii_case("EPSG"));
    match u32::try_from(crs.code()) {
        Ok(code) if code > 0 && is_epsg => Some(DeclaredCrs::Epsg(code)),
        _ => crs.wkt().filter(|text| !text.is_empty()).map(|text| DeclaredCrs::Wkt(text.to_owned())),
    }
}

/// Features of one FlatGeobuf file.
struct FlatGeobufFile {
    file: Arc<str>,
    columns: Arc<Columns>,
    types: Vec<ColumnType>,
    geometry_type: GeometryType,
    reader: BufReader<File>,
    expected: Option<u64>,
    read: u64,
    finished: bool,
    buffer: Vec<u8>,
}

impl FlatGeobufFile {
    /// The next feature's bytes into the buffer; `false` at the end of the file.
    fn fill(&mut self) -> Result<bool, Problem> {
        let truncated = |_| Problem::Truncated;
        let mut size = [0_u8; 4];
        if self.expected.is_none() && self.reader.fill_buf_is_empty() {
            return Ok(false);
        }
        self.reader.read_exact(&mut size).map_err(truncated)?;
        let length = u32::from_le_bytes(size);
        if length as usize > MAX_FEATURE_BYTES {
            return Err(Problem::TooLong(MAX_FEATURE_BYTES));
        }
        self.buffer.clear();
        self.buffer.extend_from_slice(&size);
        // Memory grows with the bytes that are really there, not with the promised length.
        let found = (&mut self.reader)
            .take(u64::from(length))
            .read_to_end(&mut self.buffer)
            .map_err(|error| Problem::Unreadable(error.to_string()))?;
        if found == length as usize { Ok(true) } else { Err(Problem::Truncated) }
    }

    /// The feature in the buffer. Its frame is intact, so a problem here concerns this feature only.
    fn decode(&self) -> Result<Row, RowError> {
        let of_row = |problem| RowError::of_row(&self.file, self.read, problem);
        let feature = size_prefixed_root_as_feature(&self.buffer).map_err(|_| of_row(Problem::NotThisFormat("a FlatGeobuf feature")))?;
        let properties = feature.properties().map(|bytes| bytes.bytes()).unwrap_or_default();
        let cells = self.cells(properties)?;
        let shape = match feature.geometry() {
            None => None,
            Some(geometry) => shape(&geometry, self.geometry_type).map_err(of_row)?,
        };
        Ok(Row { file: self.file.clone(), number: self.read, columns: self.columns.clone(), cells, shape })
    }

    /// Properties are a run of (column number, value); absent columns are empty cells.
    fn cells(&self, mut bytes: &[u8]) -> Result<Vec<String>, RowError> {
        let broken = || RowError::of_row(&self.file, self.read, Problem::NotThisFormat("a FlatGeobuf feature"));
        let mut cells = vec![String::new(); self.columns.len()];
        while !bytes.is_empty() {
            let column = u16::from_le_bytes(take(&mut bytes).ok_or_else(broken)?) as usize;
            let (Some(cell), Some(&kind)) = (cells.get_mut(column), self.types.get(column)) else {
                return Err(broken());
            };
            *cell = match kind {
                ColumnType::Byte => take(&mut bytes).map(|raw| i8::from_le_bytes(raw).to_string()),
                ColumnType::Bool => take(&mut bytes).map(|raw: [u8; 1]| boolean(raw[0] != 0).to_owned()),
                ColumnType::UByte => take(&mut bytes).map(|raw| u8::from_le_bytes(raw).to_string()),
                ColumnType::Short => take(&mut bytes).map(|raw| i16::from_le_bytes(raw).to_string()),
                ColumnType::UShort => take(&mut bytes).map(|raw| u16::from_le_bytes(raw).to_string()),
                ColumnType::Int => take(&mut bytes).map(|raw| i32::from_le_bytes(raw).to_string()),
                ColumnType::UInt => take(&mut bytes).map(|raw| u32::from_le_bytes(raw).to_string()),
                ColumnType::Long => take(&mut bytes).map(|raw| i64::from_le_bytes(raw).to_string()),
                ColumnType::ULong => take(&mut bytes).map(|raw| u64::from_le_bytes(raw).to_string()),
                ColumnType::Float => take(&mut bytes).map(|raw| f32::from_le_bytes(raw).to_string()),
                ColumnType::Double => take(&mut bytes).map(|raw| f64::from_le_bytes(raw).to_string()),
                _ => {
                    let length = u32::from_le_bytes(take(&mut bytes).ok_or_else(broken)?) as usize;
                    let text = bytes.split_at_checked(length).ok_or_else(broken)?;
                    bytes = text.1;
                    Some(self.text(column, text.0)?)
                }
            }
            .ok_or_else(broken)?;
        }
        Ok(cells)
    }

    fn text(&self, column: usize, bytes: &[u8]) -> Result<String, RowError> {
        let problem = |problem| {
            RowError::of_cell(
                &self.file,
                self.read,
                self.columns.headers().get(column).map_or("", String::as_str),
                &String::from_utf8_lossy(bytes),
                problem,
            )
        };
        let text = std::str::from_utf8(bytes).map_err(|_| problem(Problem::NotUtf8))?;
        if is_too_long(text) {
            return Err(problem(Problem::TooLong(MAX_CELL_CHARACTERS)));
        }
        Ok(text.trim().to_owned())
    }
}

impl Iterator for FlatGeobufFile {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.finished || self.expected.is_some_and(|count| self.read >= count) {
            return None;
        }
        self.read += 1;
        match self.fill() {
            Ok(true) => Some(self.decode()),
            Ok(false) => {
                self.finished = true;
                None
            }
            Err(problem) => {
                self.finished = true;
                Some(Err(RowError::of_row(&self.file, self.read, problem).last()))
            }
        }
    }
}

/// Whether a buffered reader has come to its end; an error counts as "not yet" and shows at the next read.
trait AtEnd {
    fn fill_buf_is_empty(&mut self) -> bool;
}

impl AtEnd for BufReader<File> {
    fn fill_buf_is_empty(&mut self) -> bool {
        std::io::BufRead::fill_buf(self).is_ok_and(|bytes| bytes.is_empty())
    }
}

fn columns(header: &Header<'_>) -> (Vec<String>, Vec<ColumnType>) {
    let columns = header.columns().into_iter().flat_map(|columns| columns.iter());
    columns.map(|column| (column.name().to_owned(), column.type_())).unzip()
}

/// Bytes of the packed R-tree between header and features; `None` when the header cannot be true.
fn index_bytes(count: u64, node_size: u16) -> Option<u64> {
    if count == 0 || node_size == 0 {
        return Some(0);
    }
    if node_size < 2 {
        return None;
    }
    let (mut level, mut nodes) = (count, count);
    while level > 1 {
        level = level.div_ceil(u64::from(node_size));
        nodes = nodes.checked_add(level)?;
    }
    // A tree of one item has a root above its leaf.
    let nodes = if count == 1 { 2 } else { nodes };
    nodes.checked_mul(INDEX_NODE_BYTES)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}
