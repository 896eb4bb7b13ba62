//! From the rows of any table to rows of one type. Refuses tables without the columns that type needs, and shapes in
//! another reference system than the one it is in.

use std::path::Path;

use crate::row::{Row, Rows, file_name};
use crate::row_error::{Problem, RowError};
use crate::table::{DeclaredCrs, Format, ReadOptions, Table, open};

/// Rows of any table with these columns.
pub(crate) fn rows<T: Send + 'static>(
    path: &Path,
    required: &[&str],
    read: impl Fn(Row) -> Result<T, RowError> + Send + 'static,
) -> Rows<T> {
    stream(table(path, required), read)
}

/// Rows of an open table with these columns.
pub(crate) fn of_table<T: Send + 'static>(
    table: Table,
    file: &str,
    required: &[&str],
    read: impl Fn(Row) -> Result<T, RowError> + Send + 'static,
) -> Result<Rows<T>, RowError> {
    let rows = table.with_columns(file, required)?.rows;
    Ok(Box::new(rows.map(move |row| read(row?))))
}

/// As [`rows`], for files that must have shapes, in degrees of WGS 84.
pub(crate) fn shapes<T: Send + 'static>(
    path: &Path,
    required: &[&str],
    read: impl Fn(Row) -> Result<T, RowError> + Send + 'static,
) -> Rows<T> {
    let opened = open(path, &ReadOptions::default()).and_then(|table| match table.about.format {
        Format::Csv | Format::Xlsx | Format::Xls | Format::Ods => {
            Err(RowError::of_file(&file_name(path), Problem::NotThisFormat("a file of shapes")))
        }
        _ => table.with_columns(&file_name(path), required).and_then(|table| degrees(path, table)),
    });
    stream(opened, read)
}

fn table(path: &Path, required: &[&str]) -> Result<Table, RowError> {
    open(path, &ReadOptions::default())?.with_columns(&file_name(path), required)
}

/// The table, if what it declares are degrees; a file that declares nothing is believed.
fn degrees(path: &Path, table: Table) -> Result<Table, RowError> {
    let wrong = match &table.about.crs {
        Some(crs) if !crs.is_wgs84_degrees() => match crs {
            DeclaredCrs::Epsg(code) => Some(i32::try_from(*code).unwrap_or(0)),
            DeclaredCrs::Wkt(_) => Some(0),
        },
        _ => None,
    };
    match wrong {
        Some(code) => Err(RowError::of_file(&file_name(path), Problem::WrongCrs(code))),
        None => Ok(table),
    }
}

fn stream<T: Send + 'static>(opened: Result<Table, RowError>, read: impl Fn(Row) -> Result<T, RowError> + Send + 'static) -> Rows<T> {
    match opened {
        Ok(table) => Box::new(table.rows.map(move |row| read(row?))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}
