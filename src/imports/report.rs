//! What an import did: counts, the fields that changed, and row by row what was refused or deserves a look, in the words
//! of whoever keeps the file. Refuses to repeat what a cell holds: a row may have been stopped because nobody should read it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use data_import::RowError;
use serde::{Deserialize, Serialize};

use super::sheets::Sheets;

/// How many refusals and how many warnings `Display` lists.
pub const LISTED: usize = 20;

/// A row that was refused, or taken with a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The file, where the import has several and it is not the first, or the sheet, where it has several: "foglio Nord".
    #[serde(default)]
    pub file: Option<String>,
    /// Row as a spreadsheet numbers it; 0 when the file as a whole is meant.
    pub row: u64,
    /// Column as the file calls it, where one is to blame.
    pub column: Option<String>,
    /// Why, in Italian, without what the cell holds.
    pub reason: String,
    /// What to do about it, where that can be said.
    pub hint: Option<String>,
}

impl Refusal {
    pub(super) fn of_row(row: u64, reason: impl Into<String>) -> Self {
        Self { file: None, row, column: None, reason: reason.into(), hint: None }
    }

    pub(super) fn of_cell(row: u64, column: &str, reason: impl Into<String>) -> Self {
        Self { file: None, row, column: Some(column.to_owned()), reason: reason.into(), hint: None }
    }

    pub(super) fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.to_owned());
        self
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The value the reader saw is left out on purpose.
impl From<RowError> for Refusal {
    fn from(error: RowError) -> Self {
        Self { file: None, row: error.row, column: error.column, reason: error.problem.in_italian(), hint: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(out, "{file}, ")?;
        }
        match self.row {
            0 => out.write_str("tutto il file")?,
            row => write!(out, "riga {row}")?,
        }
        if let Some(column) = &self.column {
            write!(out, ", colonna {column}")?;
        }
        write!(out, ": {}", self.reason)?;
        match &self.hint {
            Some(hint) => write!(out, " → {hint}"),
            None => Ok(()),
        }
    }
}

/// The outcome of one import. What is counted depends on the kind: units of territory, values, places, centres.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Word for what is counted, such as "centri".
    pub counted: String,
    /// Number of the run in the register; none for a rehearsal.
    pub run: Option<i64>,
    /// New in the database.
    pub inserted: usize,
    /// Known before, with at least one field changed.
    pub updated: usize,
    /// Known before and just the same.
    pub unchanged: usize,
    /// Known before of this source and not in the file any more.
    pub vanished: usize,
    /// Names of changed fields, each with the number of rows it changed in.
    pub changed_fields: BTreeMap<String, usize>,
    /// What the run added where nothing was of its source before; none where it changed what was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Added>,
    /// How the file was understood: format, encoding, separator, columns, coordinates.
    pub reading: Vec<String>,
    /// Not stored.
    pub refused: Vec<Refusal>,
    /// Stored, but somebody should look.
    pub warned: Vec<Refusal>,
    /// The refused rows as they stand in the file, for [`super::correction`]; kept nowhere else.
    #[serde(skip)]
    pub refused_rows: RefusedRows,
}

/// Rows that are all a run's own, so that they can be taken away again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// The year of a population.
    pub year: Option<i16>,
    /// How many rows of which table.
    pub rows: BTreeMap<String, i64>,
}

/// Refused rows with their cells, to be handed back to whoever sent them. Rows that look like a shelter are never here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedRows {
    /// Headers as the file writes them.
    pub headers: Vec<String>,
    /// In the order of the file.
    pub rows: Vec<RefusedRow>,
}

/// A refused row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedRow {
    /// As [`Refusal::file`].
    pub file: Option<String>,
    /// As [`Refusal::row`].
    pub row: u64,
    /// As they stand in the file, under the headers; empty where the row could not be read or looks like a shelter.
    pub cells: Vec<String>,
}

impl Report {
    /// What was counted, in one line of a log.
    pub(super) fn in_a_line(&self) -> String {
        format!(
            "{}: {} nuovi, {} aggiornati, {} invariati, {} rifiutati, {} da guardare",
            self.counted,
            self.inserted,
            self.updated,
            self.unchanged,
            self.refused.len(),
            self.warned.len()
        )
    }

    pub(super) fn of(counted: &str) -> Self {
        Self { counted: counted.to_owned(), ..Self::default() }
    }

    /// Adds what one statement did to `given` rows.
    pub(super) fn count(&mut self, given: usize, stored: super::store::Stored) {
        self.inserted += stored.inserted;
        self.updated += stored.updated;
        self.unchanged += given.saturating_sub(stored.inserted + stored.updated);
    }

    pub(super) fn changed(&mut self, field: &str) {
        *self.changed_fields.entry(field.to_owned()).or_default() += 1;
    }

    /// Rows that came to a decision of any kind.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.inserted + self.updated + self.unchanged + self.refused.len()
    }

    /// In the order of the file.
    pub(super) fn order(&mut self) {
        self.refused.sort_by_key(|refusal| refusal.row);
        self.warned.sort_by_key(|refusal| refusal.row);
    }

    /// As [`Self::order`], with the names of the sheets; `cells` has those of rows by number, for the refused ones.
    pub(super) fn order_in(&mut self, sheets: &Sheets, mut cells: BTreeMap<u64, Vec<String>>) {
        self.order();
        let rows: BTreeSet<u64> =
            self.refused.iter().filter(|refusal| refusal.file.is_none() && refusal.row > 0).map(|refusal| refusal.row).collect();
        let given_back = rows.into_iter().map(|number| {
            let (file, row) = sheets.place(number);
            RefusedRow { file, row, cells: cells.remove(&number).unwrap_or_default() }
        });
        self.refused_rows.rows = given_back.collect();
        for refusal in self.refused.iter_mut().chain(&mut self.warned).filter(|refusal| refusal.file.is_none()) {
            (refusal.file, refusal.row) = sheets.place(refusal.row);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.reading {
            writeln!(out, "{line}")?;
        }
        let heads = ["", "nuovi", "aggiornati", "invariati", "rifiutati", "da guardare"];
        let counts = [self.inserted, self.updated, self.unchanged, self.refused.len(), self.warned.len()].map(|count| count.to_string());
        for cells in [heads.map(str::to_owned), [vec![self.counted.clone()], counts.to_vec()].concat().try_into().unwrap_or_default()] {
            writeln!(out, "{:>12} {:>11} {:>11} {:>11} {:>11} {:>11}", cells[0], cells[1], cells[2], cells[3], cells[4], cells[5])?;
        }
        if self.vanished > 0 {
            writeln!(out, "Non più nel file: {}", self.vanished)?;
        }
        if !self.changed_fields.is_empty() {
            let fields: Vec<String> = self.changed_fields.iter().map(|(field, count)| format!("{} ({count})", in_words(field))).collect();
            writeln!(out, "Campi cambiati: {}", fields.join(", "))?;
        }
        for (title, list) in [("Rifiutati", &self.refused), ("Da guardare", &self.warned)] {
            if list.is_empty() {
                continue;
            }
            writeln!(out, "{title}:")?;
            for refusal in list.iter().take(LISTED) {
                writeln!(out, "  {refusal}")?;
            }
            if list.len() > LISTED {
                writeln!(out, "  … e altri {}", list.len() - LISTED)?;
            }
        }
        Ok(())
    }
}

/// A changed field as people call it.
fn in_words(field: &str) -> &str {
    const WORDS: [(&str, &str); 34] = [
        ("centre.name", "nome"),
        ("centre.recognition", "riconoscimento"),
        ("centre.network_role", "ruolo nella rete"),
        ("centre.hub_id", "centro principale"),
        ("centre.ownership", "titolarità"),
        ("centre.management", "gestione"),
        ("centre.owner_id", "ente titolare"),
        ("centre.manager_id", "ente gestore"),
        ("centre.district_id", "ambito"),
        ("centre.website", "sito"),
        ("centre.note", "note"),
        ("centre.source_url", "pagina della fonte"),
        ("centre.source_date", "data della fonte"),
        ("site.name", "nome della sede"),
        ("site.kind", "tipo di sede"),
        ("site.status", "stato"),
        ("site.address", "indirizzo"),
        ("site.toponym", "via"),
        ("site.house_number", "civico"),
        ("site.exponent", "esponente"),
        ("site.postcode", "CAP"),
        ("site.locality", "località"),
        ("site.municipality_id", "comune"),
        ("site.position_visibility", "visibilità"),
        ("site.physical_access", "accessibilità"),
        ("site.opened_on", "apertura"),
        ("site.closed_on", "chiusura"),
        ("site.centre_id", "centro della sede"),
        ("site.position", "posizione"),
        ("site_hours", "orari"),
        ("site_closure", "chiusure"),
        ("service", "servizi"),
        ("contact_point", "contatti"),
        ("missing_since", "di nuovo nel file"),
    ];
    match field {
        "catchment" => "comuni serviti",
        "staffing" => "professioni",
        "site (new)" => "sedi nuove",
        "site.source_url" => "pagina della fonte",
        other => WORDS.iter().find(|(name, _)| *name == other).map_or(other, |(_, word)| word),
    }
}

#[cfg(test)]
mod tests {
    use data_import::Problem;

    use super::*;

    #[test]
    fn a_refusal_never_repeats_the_value() {
        let error = RowError::of_cell("centri.csv", 7, "lat", "via Segreta 1", Problem::NotANumber);
        let refusal = Refusal::from(error);
        assert!(!refusal.to_string().contains("Segreta"));
        assert!(refusal.to_string().starts_with("riga 7, colonna lat: "));
    }

    #[test]
    fn a_long_list_is_cut() {
        let mut report = Report::of("centri");
        report.refused = (1..=25).map(|row| Refusal::of_row(row, "no").with_hint("sì")).collect();
        let text = report.to_string();
        assert!(text.contains("riga 20: no → sì") && !text.contains("riga 21") && text.contains("… e altri 5"));
    }
}
