//! Opens a file as a table whose columns have our names, and says how it was understood.
//! Refuses a file in which a needed column cannot be found, naming those it has.

use anyhow::{Result, anyhow};
use data_import::crs::Crs;
use data_import::table::{self, DeclaredCrs, Format, ReadOptions};
use data_import::{Field, Row, RowError, Table, map_headers};

use super::Run;
use super::correction::unguarded;
use super::provenance::InputFile;
use super::report::{Refusal, Report};

/// The table of a file, its columns renamed; what was understood goes into the report.
///
/// # Errors
/// When the file cannot be read or a required field has no column.
pub(super) fn open(run: &Run<'_>, file: &InputFile, fields: &[Field], report: &mut Report) -> Result<Table> {
    open_layer(run, file, run.options.layer.clone(), fields, report)
}

/// As [`open`], of a layer that was chosen; the first with data where it is none.
///
/// # Errors
/// As [`open`].
pub(super) fn open_layer(run: &Run<'_>, file: &InputFile, layer: Option<String>, fields: &[Field], report: &mut Report) -> Result<Table> {
    let table = as_it_stands(file, layer)?;
    named(run, table, fields, report)
}

/// As [`open`], of a file that is open already.
///
/// # Errors
/// When a required field has no column.
pub(super) fn named(run: &Run<'_>, table: Table, fields: &[Field], report: &mut Report) -> Result<Table> {
    report.reading.push(about(&table));
    understood(run, table, fields, report)
}

/// A file or one layer of it as it stands, the columns under its own headers.
///
/// # Errors
/// When it cannot be read.
pub(super) fn as_it_stands(file: &InputFile, layer: Option<String>) -> Result<Table> {
    let options = ReadOptions { layer, ..ReadOptions::default() };
    table::open(&file.path, &options).map_err(unreadable)
}

/// The columns of a table under our names; what was understood goes into the report.
///
/// # Errors
/// When a required field has no column.
fn understood(run: &Run<'_>, table: Table, fields: &[Field], report: &mut Report) -> Result<Table> {
    report.reading.extend(table.about.notes.iter().cloned());
    let headers = match table.about.format {
        Format::Shapefile => whole_headers(table.columns.headers(), fields),
        _ => table.columns.headers().to_vec(),
    };
    let mapped = map_headers(fields, &headers, &run.options.mapping)?;
    if !mapped.unknown.is_empty() {
        report.reading.push(format!("Colonne non usate: {}", mapped.unknown.join(", ")));
    }
    let is_text = table.about.format == Format::Csv;
    let mut table = table.renamed(mapped.names).with_constants(&mapped.constants);
    if is_text {
        table.rows = Box::new(table.rows.map(|row| {
            row.map(|mut row| {
                row.cells = row.cells.into_iter().map(unguarded).collect();
                row
            })
        }));
    }
    Ok(table)
}

/// Why a file cannot be read to its end, for whoever sent it; what its cells hold is not repeated.
pub(super) fn unreadable(error: RowError) -> anyhow::Error {
    let place = match (error.row, &error.column) {
        (0, _) => error.file.into(),
        (row, None) => format!("{}, riga {row}", error.file),
        (row, Some(column)) => format!("{}, riga {row}, colonna {column}", error.file),
    };
    anyhow!("{place}: {}. Non è stato conservato nulla", error.problem.in_italian())
}

/// Gives every row to `take`; what it or the reader refuses goes into the report.
///
/// # Errors
/// When the file cannot be read to its end.
pub(super) fn each(
    table: Table,
    report: &mut Report,
    mut take: impl FnMut(Row, &mut Report) -> std::result::Result<(), Refusal>,
) -> Result<()> {
    for row in table.rows {
        match row {
            Ok(row) => {
                if let Err(refusal) = take(row, report) {
                    report.refused.push(refusal);
                }
            }
            Err(error) if error.ends_file => return Err(unreadable(error)),
            Err(error) => report.refused.push(error.into()),
        }
    }
    Ok(())
}

/// Headers of a shapefile, which holds ten letters of each: `cod_catast` is `cod_catasto` where only that can be meant.
fn whole_headers(headers: &[String], fields: &[Field]) -> Vec<String> {
    const KEPT: usize = 10;
    headers
        .iter()
        .map(|header| {
            let cut = |field: &&Field| header.len() == KEPT && field.name.len() > KEPT && field.name.starts_with(&header.to_lowercase());
            let mut meant = fields.iter().filter(cut);
            match (meant.next(), meant.next()) {
                (Some(field), None) => field.name.to_owned(),
                _ => header.clone(),
            }
        })
        .collect()
}

fn about(table: &Table) -> String {
    let about = &table.about;
    let mut text = format!("Formato: {}", about.format.name());
    if let Some(name) = &about.inside {
        text.push_str(&format!(", file «{name}» dello ZIP"));
    }
    if let Some(layer) = &about.layer {
        text.push_str(&format!(", foglio o livello «{layer}»"));
    }
    if let Some(separator) = about.separator {
        text.push_str(&match separator {
            '\t' => ", separatore tabulazione".to_owned(),
            other => format!(", separatore «{other}»"),
        });
    }
    text
}

/// The reference system a file declares for its geometries.
pub(super) fn declared_crs(table: &Table) -> Option<Crs> {
    match table.about.crs.as_ref()? {
        DeclaredCrs::Epsg(code) => Some(Crs::Epsg(*code)),
        DeclaredCrs::Wkt(text) => Some(Crs::from_wkt(text)),
    }
}
