//! Tables as files: CSV, GeoJSON, XLSX, FlatGeobuf with index, GeoPackage, GeoParquet. A table is a schema and records of it, the
//! geometry last where there is one; one row after the other goes to disk, so that a large table takes no more memory than a small one.

mod cell;
mod csv;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod geopackage_store;
mod parquet;
mod parquet_column;
mod wkb;
mod xlsx;

use std::fs::File;
use std::io::{Seek, SeekFrom};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use tempfile::NamedTempFile;

use crate::published::cql2::{Record, Schema};
use crate::web::accept;

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, UTF-8, with `lon` and `lat` for points.
    Csv,
    /// GeoJSON, EPSG:4326.
    GeoJson,
    /// A workbook of one sheet.
    Xlsx,
    /// FlatGeobuf with a spatial index, EPSG:4326: rows that have a geometry.
    FlatGeobuf,
    /// GeoPackage 1.3, EPSG:4326.
    GeoPackage,
    /// GeoParquet 1.1, OGC:CRS84; plain Parquet for a table without a geometry.
    Parquet,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Csv, Self::GeoJson, Self::Xlsx, Self::FlatGeobuf, Self::GeoPackage, Self::Parquet];

    /// Its name in addresses, which is also the end of the file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
            Self::Xlsx => "xlsx",
            Self::FlatGeobuf => "fgb",
            Self::GeoPackage => "gpkg",
            Self::Parquet => "parquet",
        }
    }

    /// By that name.
    #[must_use]
    pub fn of_extension(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.extension() == name)
    }

    /// Media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        accept::media_type(self.extension())
    }
}

/// What a table is: its name, its columns, and the kind of its geometries in the words of well-known text.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Name inside the file.
    pub name: &'a str,
    /// Columns; the last is the geometry, where there is one.
    pub schema: &'a Schema,
    /// `POINT`, `MULTIPOINT` or `MULTIPOLYGON`; none for a table without places, which CSV, XLSX and Parquet take.
    pub geometry: Option<&'a str>,
}

/// Writes a table into a temporary file that is gone when it is closed; the file stands at its beginning.
/// `written_at` is what formats that name a moment say, so that the same table gives the same bytes.
///
/// # Errors
/// When the disk is full, or the format does not take the table's geometries or needs some.
pub fn write<R: Record>(format: Format, table: Table<'_>, rows: impl Iterator<Item = R>, written_at: DateTime<Utc>) -> Result<File> {
    let file = NamedTempFile::new().context("no temporary file can be made")?;
    match format {
        Format::Csv => csv::write(table, rows, file.as_file())?,
        Format::GeoJson => geojson::write(table, rows, file.as_file())?,
        Format::Xlsx => xlsx::write(table, rows, file.as_file(), written_at)?,
        Format::FlatGeobuf => flatgeobuf::write(table, rows, file.as_file())?,
        Format::GeoPackage => geopackage::write(table, rows, file.path(), written_at)?,
        Format::Parquet => parquet::write(table, rows, file.as_file())?,
    }
    // A program that names its files may have put another one in its place: opened by name, then unlinked.
    let mut open = file.reopen().context("a temporary file cannot be read")?;
    open.seek(SeekFrom::Start(0))?;
    Ok(open)
}
