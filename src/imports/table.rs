//! Opens a file as a table whose columns have our names, and says how it was understood.
//! Refuses a file in which a needed column cannot be found, naming those it has.

use anyhow::{Context, Result};
use data_import::crs::Crs;
use data_import::table::{self, DeclaredCrs, ReadOptions};
use data_import::{Field, Table, map_headers};

use super::Run;
use super::provenance::InputFile;
use super::report::Report;

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
    let options = ReadOptions { layer, ..ReadOptions::default() };
    let table = table::open(&file.path, &options).with_context(|| format!("{} non si legge; non è stato conservato nulla", file.name))?;
    report.reading.push(about(&table));
    report.reading.extend(table.about.notes.iter().cloned());
    let mapped = map_headers(fields, table.columns.headers(), &run.options.mapping)?;
    if !mapped.unknown.is_empty() {
        report.reading.push(format!("Colonne non usate: {}", mapped.unknown.join(", ")));
    }
    Ok(table.renamed(mapped.names).with_constants(&mapped.constants))
}

fn about(table: &Table) -> String {
    let about = &table.about;
    let mut text = format!("Formato: {}", about.format.name());
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
