//! Empty files to be filled in, made from the same table of fields the import reads with.
//! Refuses a kind whose files come from a national publisher and are never filled in by hand.

use std::path::Path;

use anyhow::{Context, Result, bail};
use data_import::Field;
use rust_xlsxwriter::{Format, Workbook};

use super::{Kind, catchments, centres, districts, municipality_classes, organisations, travel_times};

/// Columns that only exports and correction files carry.
const NOT_TO_BE_FILLED: [&str; 7] = ["uguale_a", "verificato_il", "scheda", "riga", "colonna", "motivo", "suggerimento"];

/// What a file of a kind may say, in the order of its template; empty for kinds without one.
#[must_use]
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Centres => &centres::FIELDS,
        Kind::Districts => &districts::FIELDS,
        Kind::Catchments => &catchments::FIELDS,
        Kind::Organisations => &organisations::FIELDS,
        Kind::TravelTimes => &travel_times::FIELDS,
        Kind::MunicipalityClasses => &municipality_classes::FIELDS,
        Kind::Boundaries | Kind::Population | Kind::Places | Kind::Demand => &[],
    }
}

/// Writes the template of a kind, with one invented row: CSV or XLSX, by the name's end.
///
/// # Errors
/// When there is no template of the kind, the name has another end, or the file cannot be written.
pub fn write(kind: Kind, path: &Path) -> Result<()> {
    let fields: Vec<&Field> = fields(kind).iter().filter(|field| !NOT_TO_BE_FILLED.contains(&field.name)).collect();
    if fields.is_empty() {
        bail!("per {kind} non c'è un modello: i file li pubblicano ISTAT e altri, e si importano come sono");
    }
    match path.extension().and_then(|end| end.to_str()) {
        Some("csv") => {
            let mut bytes = "\u{feff}".as_bytes().to_vec();
            {
                let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut bytes);
                writer.write_record(fields.iter().map(|field| field.name))?;
                writer.write_record(fields.iter().map(|field| field.example))?;
                writer.flush()?;
            }
            std::fs::write(path, bytes).with_context(|| format!("{} non si può scrivere", path.display()))
        }
        Some("xlsx") => {
            let mut book = Workbook::new();
            let (head, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
            let sheet = book.add_worksheet().set_name("Dati")?;
            for (column, field) in (0..).zip(&fields) {
                sheet.write_with_format(0, column, field.name, &head)?;
                sheet.set_column_width(column, 18)?;
                // Codes and telephone numbers keep their zeros only in cells of text.
                sheet.set_column_format(column, &text)?;
                sheet.write_with_format(1, column, field.example, &text)?;
            }
            sheet.set_freeze_panes(1, 0)?;
            let help = book.add_worksheet().set_name("Istruzioni")?;
            for (column, title) in (0..).zip(["colonna", "che cosa scrivere", "obbligatoria", "altri nomi riconosciuti"]) {
                help.write_with_format(0, column, title, &head)?;
            }
            for (row, field) in (1..).zip(&fields) {
                help.write(row, 0, field.name)?;
                help.write(row, 1, field.about)?;
                help.write(row, 2, if field.required { "sì" } else { "" })?;
                help.write(row, 3, field.headers.join(", "))?;
            }
            for (column, width) in (0..).zip([18, 60, 14, 80]) {
                help.set_column_width(column, width)?;
            }
            book.save(path).with_context(|| format!("{} non si può scrivere", path.display()))
        }
        _ => bail!("il nome di un modello finisce in .csv o .xlsx"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::folded;
    use super::*;

    #[test]
    fn no_header_means_two_fields() {
        for kind in Kind::ALL {
            for field in fields(kind) {
                for other in fields(kind).iter().filter(|other| other.name != field.name) {
                    let theirs: Vec<String> = other.headers.iter().copied().chain([other.name]).map(folded).collect();
                    let ours = field.headers.iter().copied().chain([field.name]).map(folded).find(|header| theirs.contains(header));
                    assert_eq!(ours, None, "{kind}: means {} and {}", field.name, other.name);
                }
            }
        }
    }
}
