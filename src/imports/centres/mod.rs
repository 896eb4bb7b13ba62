//! Centres: rows of a list become centres with their sites, or are refused with their number and a reason.
//! Refuses shelters before anything is stored, and never overwrites what a person has verified.

mod cells;
mod coordinates;
mod doubles;
#[cfg(test)]
mod example;
mod fields;
mod gathering;
mod gazetteer;
mod identity;
mod known_store;
mod leaving_store;
mod merge;
mod offering;
mod place;
mod reading;
mod record;
mod several;
mod shelter;
mod store;
mod storing;
mod words;
mod workbook;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Result, bail};
use data_import::crs::Crs;
use data_import::{Row, Table};

use super::names::folded;
use super::provenance::InputFile;
use super::report::{Refusal, RefusedRows, Report};
use super::sheets::Sheets;
use super::store::{begin, source};
use super::{Run, correction, run_store, table};
use coordinates::Coordinates;
use gathering::gather;
use reading::{Draft, Reader};
use storing::Circumstances;
use words::Words;

pub use fields::FIELDS;
#[cfg(test)]
pub(super) use gazetteer::Municipality;
pub(super) use gazetteer::{Gazetteer, ZEROS_LOST};
pub use several::Part;
pub(super) use store::gazetteer;

/// The bundled file.
pub(super) const BUNDLED: [&str; 1] = ["centri-reali.csv"];

/// Cells a row of sums may fill: the word and a few numbers.
const MOST_OF_A_SUM: usize = 4;

/// Steps between two looks at the progress bar.
const TELL_EVERY: usize = 50;

/// Imports a list of centres in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file, ..] = files else { bail!("i centri si importano da un elenco alla volta") };
    let mut report = Report::of("centri");
    let workbook::Opened { table, sheets, unreadable } = workbook::open(run, file, &mut report)?;
    refuse_shelters(file, &table)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let gazetteer = store::gazetteer(connection).await?;
    if gazetteer.is_empty() {
        bail!("non ci sono ancora comuni: importare prima i confini (centri import boundaries)");
    }
    let words = store::words(connection).await?;
    let districts = store::districts(connection).await?;
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    if let Some(precedence) = run.options.precedence {
        store::set_precedence(connection, source, precedence).await?;
    }
    let crs = match &run.options.crs {
        Some(text) => Some(Crs::parse(text).map_err(|error| anyhow::anyhow!(error.in_italian()))?),
        None => table::declared_crs(&table),
    };
    // A file of rows handed back to be corrected is a part of the list, not the list.
    let partial = ["motivo", "riga"].iter().all(|column| table.columns.position(column).is_some());
    let answered = store::sites_of_source(connection, source).await?;
    let mut read = read(
        run,
        table,
        crs,
        &Knowledge { words: &words, gazetteer: &gazetteer, districts: &districts, answered: &answered },
        &sheets,
        &mut report,
    )?;
    read.unreadable += unreadable;
    place::all(connection, run, &mut read.drafts, &gazetteer, &mut report).await?;
    report.reading.extend(place::summary(&read.drafts));
    let records = gather(std::mem::take(&mut read.drafts), &sheets, &mut report);
    report.warned.extend(doubles::of(&records, &sheets));
    storing::all(connection, run, &Circumstances { id, source, partial, read: &read, sheets: &sheets }, &records, &mut report).await?;
    report.order_in(&sheets, read.rows);
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// What the rows of a file became.
struct Read {
    drafts: Vec<Draft>,
    /// Row and identifier of what looks like a shelter.
    shelters: Vec<(u64, Option<String>)>,
    /// Identifiers of all rows: whoever is in the file is not missing, even where the row is refused.
    named: Vec<String>,
    /// Folded names of rows that were refused: in a list without identifiers only the name tells who is still in it.
    refused_names: HashSet<String>,
    /// Rows of which not even the cells could be told apart: nobody knows whose they are.
    unreadable: usize,
    /// Cells of rows by number, for those that turn out to be refused; never of what looks like a shelter.
    rows: BTreeMap<u64, Vec<String>>,
}

/// A file whose name or title says that it is a list of shelters is not even begun.
fn refuse_shelters(file: &InputFile, table: &Table) -> Result<()> {
    let about = &table.about;
    let said = [Some(file.name.as_str()), about.title.as_deref(), about.layer.as_deref(), about.inside.as_deref()];
    if said.into_iter().flatten().any(shelter::speaks_of_shelters) {
        bail!(
            "il nome o il titolo del file parla di case rifugio o di strutture protette, che non sono centri per la famiglia: non è stato letto né conservato nulla. Se nel file ci sono anche centri, importarli da un file che contiene solo quelli"
        );
    }
    Ok(())
}

/// What of the database the rows are read with.
struct Knowledge<'a> {
    words: &'a Words,
    gazetteer: &'a Gazetteer,
    districts: &'a store::Districts,
    /// Identifiers of the sites this source has already: of those nothing is asked again.
    answered: &'a HashSet<String>,
}

/// Reads all rows. A file that cannot be read on is an error; a row that cannot be understood is a refusal. Shelters are
/// stopped first: nothing else of such a row is even looked at.
fn read(run: &Run<'_>, table: Table, crs: Option<Crs>, knowledge: &Knowledge<'_>, sheets: &Sheets, report: &mut Report) -> Result<Read> {
    let mut reader = Reader {
        words: knowledge.words,
        gazetteer: knowledge.gazetteer,
        present: table.columns.names().iter().cloned().collect(),
        coordinates: Coordinates::of_file(crs),
        districts: knowledge.districts,
        warned: vec![],
    };
    let mut section = shelter::Section::default();
    let mut read =
        Read { drafts: vec![], shelters: vec![], named: vec![], refused_names: HashSet::new(), unreadable: 0, rows: BTreeMap::new() };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut editions = doubles::Editions::default();
    let mut present = Arc::clone(&table.columns);
    let total = table.about.row_count.unwrap_or(0) as usize;
    report.refused_rows = RefusedRows { headers: table.columns.headers().to_vec(), rows: vec![] };
    for (at, row) in table.rows.enumerate() {
        if at % TELL_EVERY == 0 {
            run.progress.at("lettura", at, total.max(at));
        }
        let row = match row {
            Ok(row) => row,
            Err(error) if error.ends_file => {
                return Err(table::unreadable(error));
            }
            Err(mut error) => {
                let cells = error.cells.take().map(|cells| *cells).unwrap_or_default();
                // Handed back as it stands, but never what may be a shelter: that row keeps its number only.
                if !cells.is_empty() && section.look(&cells) == shelter::Finding::Nothing && shelter::may_be_shown(&table.columns, &cells) {
                    read.rows.insert(error.row, cells);
                }
                report.refused.push(error.into());
                read.unreadable += 1;
                continue;
            }
        };
        if is_only_remarks(&row) {
            continue;
        }
        if let shelter::Finding::Shelter(reason) = section.look(&row.cells) {
            report.refused.push(Refusal::of_row(row.number, reason));
            read.shelters.push((row.number, row.optional_text("id")));
            continue;
        }
        if is_no_centre(&row) {
            report.warned.push(Refusal::of_row(row.number, "non è la riga di un centro (una nota, un totale): saltata"));
            continue;
        }
        // Every sheet has columns of its own.
        if !Arc::ptr_eq(&present, &row.columns) {
            present = Arc::clone(&row.columns);
            reader.present = present.names().iter().cloned().collect();
        }
        let asked = match shelter::look(row.columns.headers().iter().map(String::as_str).zip(row.cells.iter().map(String::as_str))) {
            shelter::Finding::Shelter(reason) => {
                report.refused.push(Refusal::of_row(row.number, reason));
                read.shelters.push((row.number, row.optional_text("id")));
                continue;
            }
            shelter::Finding::Ask(reason) => Some(reason),
            shelter::Finding::Nothing => None,
        };
        if is_the_example(&row) {
            report.refused.push(Refusal::of_row(row.number, "è la riga di esempio del modello: non è un centro").with_hint("toglierla"));
            continue;
        }
        match reader.draft(&row).and_then(|draft| may_be_public(&row, draft, asked, knowledge.answered, report)) {
            Ok(draft) => {
                let identifier = draft.record.sites[0].external_id.clone();
                read.named.push(identifier.clone());
                match seen.entry(identifier) {
                    Entry::Vacant(place) => {
                        place.insert(row.number);
                        editions.note(row.number, None);
                        read.drafts.push(draft);
                    }
                    Entry::Occupied(first) => {
                        editions.note(row.number, Some(*first.get()));
                        let first = sheets.row(*first.get());
                        let reason = format!("la stessa riga, o lo stesso identificativo, compare due volte nel file: la prima è {first}");
                        report.refused.push(
                            Refusal::of_cell(row.number, "id", reason)
                                .with_hint("togliere la riga doppia, o dare a ogni sede un codice suo"),
                        );
                    }
                }
            }
            Err(refusals) => {
                report.refused.extend(refusals);
                read.refused_names.extend(row.optional("nome").map(folded));
            }
        }
        read.named.extend(["id", "id_centro"].into_iter().filter_map(|column| row.optional_text(column)));
        let cells = if Arc::ptr_eq(&row.columns, &table.columns) { row.cells } else { several::arranged(&row, &table.columns) };
        read.rows.insert(row.number, cells);
    }
    if let Some((older, newer)) = editions.of_one_list(sheets) {
        bail!(
            "{older} e {newer} hanno quasi le stesse righe, come due edizioni di un solo elenco: scegliere quello giusto con --layer. Non è stato conservato nulla"
        );
    }
    report.warned.append(&mut reader.warned);
    if read.rows.is_empty() && read.shelters.is_empty() && report.refused.is_empty() {
        bail!("il file non ha righe sotto l'intestazione");
    }
    Ok(read)
}

/// A row that names what may keep its address from the public needs a word of whoever keeps the list: the visibility of its
/// position, once. Nothing of it is stored before.
fn may_be_public(
    row: &Row,
    draft: Draft,
    asked: Option<&str>,
    answered: &HashSet<String>,
    report: &mut Report,
) -> Result<Draft, Vec<Refusal>> {
    let Some(what) = asked else { return Ok(draft) };
    if row.optional("visibilita").is_none() && !answered.contains(&draft.record.sites[0].external_id) {
        let asked = Refusal::of_cell(row.number, "visibilita", format!("{what}: la sua posizione può essere pubblica?"));
        return Err(vec![asked.with_hint("nella colonna visibilita scrivere «pubblica», oppure «solo comune»")]);
    }
    report.warned.push(Refusal::of_row(row.number, format!("{what}: vale la visibilità indicata")));
    Ok(draft)
}

/// Whether a row holds nothing but what an earlier import said of it: a shelter's row comes back so.
fn is_only_remarks(row: &Row) -> bool {
    row.columns.names().iter().zip(&row.cells).all(|(name, cell)| cell.is_empty() || correction::COLUMNS.contains(&name.as_str()))
}

/// Whether a row holds nothing of a centre: a remark below the list, or the sum of a column.
fn is_no_centre(row: &Row) -> bool {
    let filled = || row.columns.names().iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
    // A province alone may be that of the whole sheet.
    let of_centre = |name: &str| !["provincia", "regione"].contains(&name) && FIELDS.iter().any(|field| field.name == name);
    let is_sum = |cell: &str| folded(cell).split(' ').next().is_some_and(|word| ["totale", "totali", "tot", "total"].contains(&word));
    let is_remark = !filled().any(|(name, _)| of_centre(name));
    is_remark
        || (filled().count() <= MOST_OF_A_SUM && filled().any(|(_, cell)| is_sum(cell)) && !filled().any(|(name, _)| name == "comune"))
}

/// Whether a row is the invented one of the template.
fn is_the_example(row: &Row) -> bool {
    ["id", "nome", "telefono"].into_iter().all(|name| {
        let example = FIELDS.iter().find(|field| field.name == name).map_or("", |field| field.example);
        row.optional(name) == Some(example)
    })
}
