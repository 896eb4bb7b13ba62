//! Any tabular or vector file as one stream of rows: the first bytes decide which reader takes it.
//! Refuses what is no table, saying what it looks like, and whatever exceeds `limits`.

mod about;
mod archive;
mod compound;
mod dbf;
mod delimited;
mod detect;
mod encoding;
mod flatgeobuf_file;
mod flatgeobuf_geometry;
mod geojson;
mod geojson_geometry;
mod geopackage;
mod header;
mod json_pieces;
mod kml;
mod kml_placemark;
mod limits;
mod merged;
mod ods;
mod records;
mod rings;
mod shapefile;
mod sheet_cell;
mod shp;
mod thread;
mod wkb;
mod xls;
mod xls_strings;
mod xlsx;
mod xml;
mod zipped;

use std::path::Path;
use std::sync::Arc;

pub use about::{About, DeclaredCrs, Format, ReadOptions};

use crate::columns::Columns;
use crate::row::{Row, Rows, file_name};
use crate::row_error::{Lookalike, Problem, RowError};
use detect::Kind;

/// An open file: what it says of itself, its columns and its rows.
pub struct Table {
    /// Format, encoding, layers, reference system.
    pub about: About,
    /// Columns, shared with every row.
    pub columns: Arc<Columns>,
    /// Rows in the order of the file; empty ones are left out.
    pub rows: Rows<Row>,
}

impl Table {
    /// The same table under other column names, one per column (where one is missing, the header stays); errors go
    /// on naming the file's own headers.
    pub fn renamed(self, names: Vec<String>) -> Self {
        let columns = Arc::new(self.columns.renamed(names));
        let shared = columns.clone();
        let rows = self.rows.map(move |row| row.map(|row| Row { columns: shared.clone(), ..row }));
        Self { about: self.about, columns, rows: Box::new(rows) }
    }

    /// The same table with more columns, each holding one value in every row.
    pub fn with_constants<'a>(self, constants: impl IntoIterator<Item = (&'a String, &'a String)>) -> Self {
        let (names, values): (Vec<String>, Vec<String>) = constants.into_iter().map(|(name, value)| (name.clone(), value.clone())).unzip();
        if names.is_empty() {
            return self;
        }
        let columns = Arc::new(self.columns.followed_by(names));
        let (shared, width) = (columns.clone(), self.columns.len());
        let rows = self.rows.map(move |row| {
            row.map(|mut row| {
                row.cells.resize(width, String::new());
                row.cells.extend(values.iter().cloned());
                Row { columns: shared.clone(), ..row }
            })
        });
        Self { about: self.about, columns, rows: Box::new(rows) }
    }

    /// The same table, if it has every one of these columns.
    ///
    /// # Errors
    /// `MissingColumn` for the first that is not there.
    pub fn with_columns(self, file: &str, required: &[&str]) -> Result<Self, RowError> {
        match required.iter().find(|column| self.columns.position(column).is_none()) {
            Some(column) => Err(RowError::of_cell(file, self.about.header_row, column, "", Problem::MissingColumn).last()),
            None => Ok(self),
        }
    }
}

/// Opens any supported file; the first bytes decide, not the name.
///
/// # Errors
/// When the file cannot be opened, is of no kind we read, or breaks off before its first row.
pub fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    match detect::kind(path, &file)? {
        Kind::Text => delimited::open(path, options),
        Kind::Xlsx => xlsx::open(path, options),
        Kind::Xls => xls::open(path, options),
        Kind::Ods => ods::open(path, options),
        Kind::Json => geojson::open(path),
        Kind::FlatGeobuf => flatgeobuf_file::open(path),
        Kind::Shapefile => shapefile::open_bare(path, options),
        Kind::ZippedShapefile => shapefile::open_zip(path, options),
        Kind::GeoPackage => geopackage::open(path, options),
        Kind::Kml => kml::open_bare(path),
        Kind::Kmz => kml::open_kmz(path),
        Kind::ZippedTable => zipped::open(path, options, open_unpacked),
    }
}

/// Opens a file that was in an archive; spreadsheets are archives as well, others are not looked into.
fn open_unpacked(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    match detect::kind(path, &file)? {
        Kind::ZippedShapefile | Kind::Kmz | Kind::ZippedTable => Err(RowError::of_file(&file, Problem::LooksLike(Lookalike::Archive))),
        _ => open(path, options),
    }
}
