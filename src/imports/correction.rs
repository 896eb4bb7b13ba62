//! The file that goes back to whoever sent a list: the refused rows as they were, with what is wrong with each, to be
//! corrected and imported again. Refuses to hand back what looks like a shelter: of such a row only the number is told.

use std::path::Path;

use anyhow::{Context, Result};

use super::report::{RefusedRow, Report};

/// End of the name of such a file, before its extension; its rows belong to the source of the file before it.
pub(super) const MARK: &str = ".da-correggere";

/// How what a spreadsheet computes begins.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Columns that come first.
pub(super) const COLUMNS: [&str; 4] = ["riga", "colonna", "motivo", "suggerimento"];

/// A cell that a spreadsheet would take for a formula, with the apostrophe that makes it text; the import takes it away.
pub(super) fn guarded(cell: &str) -> String {
    if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe of [`guarded`].
pub(super) fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        _ => cell,
    }
}

/// The name of the list a file of rows to be corrected came from; any other name as it is.
pub(super) fn origin(stem: &str) -> &str {
    let Some((before, after)) = stem.rsplit_once(MARK) else { return stem };
    let numbered = after.strip_prefix('-').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if after.is_empty() || numbered { before } else { stem }
}

/// A name nobody has: in a file of that name somebody may be correcting right now.
fn unused(beside: &Path, origin: &str) -> std::path::PathBuf {
    let first = beside.with_file_name(format!("{origin}{MARK}.csv"));
    let more = (2..).map(|number| beside.with_file_name(format!("{origin}{MARK}-{number}.csv")));
    std::iter::once(first).chain(more).find(|path| !path.exists()).unwrap_or_else(|| beside.with_file_name(format!("{origin}{MARK}.csv")))
}

/// Writes the refused rows of a report beside `path` as CSV (UTF-8 with a mark, so that spreadsheets read the accents);
/// the name of the file written, or none where nothing was refused that can be handed back.
///
/// # Errors
/// When the file cannot be written.
pub fn write(report: &Report, path: &Path) -> Result<Option<std::path::PathBuf>> {
    if report.refused_rows.rows.is_empty() {
        return Ok(None);
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let target = unused(path, origin(&stem));
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    {
        // A row that has too many or too few cells stays so: made to fit, it would be imported with its cells out of place.
        let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(&mut bytes);
        // A file that was handed back before carries these columns already.
        let kept: Vec<usize> =
            (0..report.refused_rows.headers.len()).filter(|at| !COLUMNS.contains(&report.refused_rows.headers[*at].as_str())).collect();
        writer.write_record(COLUMNS.iter().copied().chain(kept.iter().map(|at| report.refused_rows.headers[*at].as_str())))?;
        for RefusedRow { file, row, cells } in &report.refused_rows.rows {
            let of_row = || report.refused.iter().filter(|refusal| refusal.row == *row && refusal.file == *file);
            let join = |text: &dyn Fn(&super::Refusal) -> Option<String>| of_row().filter_map(text).collect::<Vec<_>>().join(" · ");
            let said = [
                file.iter().cloned().chain([row.to_string()]).collect::<Vec<_>>().join(", "),
                join(&|refusal| refusal.column.clone()),
                join(&|refusal| Some(refusal.reason.clone())),
                join(&|refusal| refusal.hint.clone()),
            ];
            let headers = report.refused_rows.headers.len();
            let is_shorter = (1..headers).contains(&cells.len());
            let own = kept.iter().filter(|at| !is_shorter || **at < cells.len()).map(|at| cells.get(*at).cloned().unwrap_or_default());
            let beyond = cells.iter().skip(headers).cloned();
            writer.write_record(said.into_iter().chain(own).chain(beyond).map(|cell| guarded(&cell)))?;
        }
        writer.flush()?;
    }
    std::fs::write(&target, bytes).with_context(|| format!("{} non si può scrivere", target.display()))?;
    Ok(Some(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_none_is_changed() {
        for cell in ["=1+1", "+39 051 000000", "-", "@nome", "'virgolette'", "Via Roma"] {
            assert!(!guarded(cell).starts_with(FORMULA));
            assert_eq!(unguarded(guarded(cell)), cell);
        }
    }

    #[test]
    fn the_name_of_the_list_is_found_again() {
        assert_eq!(origin("elenco"), "elenco");
        assert_eq!(origin("elenco.da-correggere"), "elenco");
        assert_eq!(origin("elenco.da-correggere-12"), "elenco");
        assert_eq!(origin("elenco.da-correggere-bene"), "elenco.da-correggere-bene");
    }
}
