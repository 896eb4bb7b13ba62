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
mod merge;
mod place;
mod reading;
mod record;
mod several;
mod shelter;
mod store;
mod words;
mod workbook;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use data_import::crs::Crs;
use data_import::{Row, Table};
use sqlx::PgConnection;

use super::names::{folded, unused_slug};
use super::provenance::InputFile;
use super::report::{Refusal, RefusedRows, Report};
use super::sheets::Sheets;
use super::store::{begin, source};
use super::{Run, correction, run_store, table};
use coordinates::Coordinates;
use gathering::gather;
use identity::{Identity, Known};
use merge::Authority;
use reading::{Draft, Reader};
use record::{Record, StoredCentre};
use words::Words;

pub use fields::FIELDS;
pub(super) use gazetteer::Gazetteer;
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
    let (table, sheets) = workbook::open(run, file, &mut report)?;
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
        Some(text) => Some(
            Crs::parse(text)
                .map_err(|_| anyhow::anyhow!("«{text}» non è un sistema di riferimento conosciuto: scriverlo come EPSG:32632"))?,
        ),
        None => table::declared_crs(&table),
    };
    // A file of rows handed back to be corrected is a part of the list, not the list.
    let partial = ["motivo", "riga"].iter().all(|column| table.columns.position(column).is_some());
    let mut read = read(run, table, crs, (&words, &gazetteer, &districts), &sheets, &mut report)?;
    place::all(connection, run, &mut read.drafts, &gazetteer, &mut report).await?;
    report.reading.extend(place::summary(&read.drafts));
    let records = gather(std::mem::take(&mut read.drafts), &sheets, &mut report);
    report.warned.extend(doubles::of(&records, &sheets));
    store_all(connection, run, &Circumstances { id, source, partial, read: &read, sheets: &sheets }, &records, &mut report).await?;
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
    /// Rows of which not even the cells could be told apart: nobody knows whose they are.
    unreadable: usize,
    /// Cells of rows by number, for those that turn out to be refused; never of what looks like a shelter.
    rows: BTreeMap<u64, Vec<String>>,
}

/// What of the database the rows are read with: code lists, municipalities, districts.
type Knowledge<'a> = (&'a Words, &'a Gazetteer, &'a store::Districts);

/// Reads all rows. A file that cannot be read on is an error; a row that cannot be understood is a refusal. Shelters are
/// stopped first: nothing else of such a row is even looked at.
fn read(
    run: &Run<'_>,
    table: Table,
    crs: Option<Crs>,
    (words, gazetteer, districts): Knowledge<'_>,
    sheets: &Sheets,
    report: &mut Report,
) -> Result<Read> {
    let mut reader = Reader {
        words,
        gazetteer,
        present: table.columns.names().iter().cloned().collect(),
        coordinates: Coordinates::of_file(crs),
        districts,
        warned: vec![],
    };
    let mut read = Read { drafts: vec![], shelters: vec![], named: vec![], unreadable: 0, rows: BTreeMap::new() };
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
            Err(error) => {
                report.refused.push(error.into());
                read.unreadable += 1;
                continue;
            }
        };
        if is_only_remarks(&row) {
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
        match shelter::look(&row.cells) {
            shelter::Finding::Shelter(reason) => {
                report.refused.push(Refusal::of_row(row.number, reason));
                read.shelters.push((row.number, row.optional_text("id")));
                continue;
            }
            shelter::Finding::Ask(reason) => report.warned.push(Refusal::of_row(row.number, reason)),
            shelter::Finding::Nothing => {}
        }
        if is_the_example(&row) {
            report.refused.push(Refusal::of_row(row.number, "è la riga di esempio del modello: non è un centro").with_hint("toglierla"));
            continue;
        }
        match reader.draft(&row) {
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
            Err(refusal) => report.refused.push(refusal),
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

/// What an import knows of itself while it stores.
struct Circumstances<'a> {
    id: i64,
    source: i32,
    partial: bool,
    read: &'a Read,
    sheets: &'a Sheets,
}

/// Inserts what is new, updates what changed, marks what is gone.
async fn store_all(
    connection: &mut PgConnection,
    run: &Run<'_>,
    circumstances: &Circumstances<'_>,
    records: &[Record],
    report: &mut Report,
) -> Result<()> {
    let Circumstances { id, source, partial, read, sheets } = *circumstances;
    let centres = known_store::all(connection).await?;
    let aliases = store::aliases(connection).await?;
    let known = Known::of(&centres, &aliases);
    let precedence = store::precedence(connection).await?;
    let authority = Authority { source, precedence: &precedence };
    let mut organisations = store::organisations(connection).await?;
    let mut slugs = store::slugs(connection).await?;
    let mut claimed: HashSet<usize> = read.named.iter().filter_map(|identifier| known.identified(source, identifier)).collect();
    // Who is there by identifier is nobody else's likeness.
    claimed.extend(records.iter().filter_map(|record| known.identified(source, &record.external_id)));
    let mut ids: HashMap<&str, i64> = HashMap::new();
    let mut missing_sites = vec![];
    for (done, record) in records.iter().enumerate() {
        if done % TELL_EVERY == 0 {
            run.progress.at("registrazione", done, records.len());
        }
        let record = &with_organisations(connection, record, &mut organisations, source).await?;
        match known.find(record, source, &claimed) {
            Identity::New => {
                let slug = unused_slug(&record.slug, &slugs);
                let centre = store::insert(connection, record, &slug, source).await.with_context(|| at(record, sheets))?;
                slugs.insert(slug);
                ids.insert(&records[done].external_id, centre);
                report.inserted += 1;
                if !record.published {
                    report.warned.push(Refusal::of_cell(record.row, "stato", "notizia vecchia: conservata, non pubblicata"));
                }
            }
            Identity::Known { centre: place, sites } => {
                claimed.insert(place);
                let stored = &centres[place];
                ids.insert(&records[done].external_id, stored.id);
                if stored.source != source && known.identified(source, &record.external_id).is_none() {
                    store::remember(connection, source, &record.external_id, stored.id, id).await?;
                    report
                        .warned
                        .push(Refusal::of_row(record.row, format!("è la scheda già presente «{}»: aggiornata, non doppia", stored.slug)));
                }
                let merge = merge::of(record, stored, &sites, &authority);
                report.warned.extend(merge.warned.iter().cloned());
                missing_sites.extend(gone_sites(stored, &sites, source));
                if merge.is_empty() {
                    report.unchanged += 1;
                } else {
                    store::update(connection, stored, &merge, record, source).await.with_context(|| at(record, sheets))?;
                    report.updated += 1;
                    merge.changed.iter().for_each(|field| report.changed(field));
                }
            }
            Identity::Perhaps(slugs) => {
                report.refused.push(
                    Refusal::of_cell(record.row, "uguale_a", format!("assomiglia a una scheda già presente: {}", slugs.join(", ")))
                        .with_hint("nella colonna uguale_a scrivere quel nome, se è lo stesso centro, oppure «nuovo»"),
                );
            }
            Identity::NoSuchSlug => {
                report.refused.push(
                    Refusal::of_cell(record.row, "uguale_a", "non c'è una scheda con questo nome")
                        .with_hint("copiare l'ultima parte dell'indirizzo della scheda, oppure scrivere «nuovo»"),
                );
            }
        }
    }
    for record in records {
        hub(connection, record, &ids, &centres, report).await?;
    }
    withdraw_shelters(connection, read, &known, &centres, source, report).await?;
    if !partial {
        let of_source = known.of_source(source);
        let gone = of_source.difference(&claimed).map(|place| &centres[*place]);
        // What was missing before is no news.
        let gone: Vec<&StoredCentre> = gone.filter(|centre| centre.source == source && centre.missing_since.is_none()).collect();
        report.vanished = gone.len();
        if read.unreadable == 0 {
            missing(connection, run, &gone, &missing_sites, report).await?;
        } else if !gone.is_empty() || !missing_sites.is_empty() {
            // A row nobody can read may be any of them.
            report.warned.push(
                Refusal::of_row(0, "ci sono righe che non si leggono e centri o sedi che mancano: nessuno è stato segnato come sparito")
                    .with_hint("correggere le righe rifiutate e importare di nuovo"),
            );
        }
    }
    run.progress.at("registrazione", records.len(), records.len());
    Ok(())
}

/// Sites the file no longer has of a centre it has.
fn gone_sites(stored: &StoredCentre, pairs: &[Option<usize>], source: i32) -> Vec<i64> {
    let there: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let gone =
        stored.sites.iter().enumerate().filter(|(at, site)| !there.contains(at) && site.source == source && site.missing_since.is_none());
    gone.map(|(_, site)| site.id).collect()
}

/// Marks what a source no longer lists.
async fn missing(
    connection: &mut PgConnection,
    run: &Run<'_>,
    gone: &[&StoredCentre],
    missing_sites: &[i64],
    report: &mut Report,
) -> Result<()> {
    let ids: Vec<i64> = gone.iter().map(|centre| centre.id).collect();
    let sites: Vec<i64> =
        gone.iter().flat_map(|centre| centre.sites.iter().map(|site| site.id)).chain(missing_sites.iter().copied()).collect();
    store::missing(connection, &ids, &sites, run.now.date_naive()).await?;
    if !gone.is_empty() {
        let text = match gone.len() {
            1 => "un centro di questa fonte non è più nel file: resta, da verificare".to_owned(),
            several => format!("{several} centri di questa fonte non sono più nel file: restano, da verificare"),
        };
        report.warned.push(Refusal::of_row(0, text));
    }
    if !missing_sites.is_empty() {
        let text = match missing_sites.len() {
            1 => "una sede di un centro che c'è non è più nel file: resta, da verificare".to_owned(),
            several => format!("{several} sedi di centri che ci sono non sono più nel file: restano, da verificare"),
        };
        report.warned.push(Refusal::of_row(0, text));
    }
    Ok(())
}

/// A centre whose row has turned into a shelter's leaves the public eye.
async fn withdraw_shelters(
    connection: &mut PgConnection,
    read: &Read,
    known: &Known<'_>,
    centres: &[StoredCentre],
    source: i32,
    report: &mut Report,
) -> Result<()> {
    for (row, identifier) in &read.shelters {
        let Some(stored) = identifier.as_ref().and_then(|identifier| known.identified(source, identifier)).map(|at| &centres[at]) else {
            continue;
        };
        if stored.verified {
            report.warned.push(Refusal::of_row(
                *row,
                "un centro verificato ha l'identificativo di questa riga e resta pubblico: guardarlo oggi stesso",
            ));
        } else if store::withdraw(connection, stored.id).await? {
            report.updated += 1;
            report.warned.push(Refusal::of_row(*row, "un centro con l'identificativo di questa riga era pubblico ed è stato ritirato"));
        }
    }
    Ok(())
}

/// The record with owner and manager as numbers; who is not known yet is made.
async fn with_organisations(
    connection: &mut PgConnection,
    record: &Record,
    organisations: &mut HashMap<String, i64>,
    source: i32,
) -> Result<Record> {
    let mut record = record.clone();
    for (column, name) in &record.organisations {
        let id = match name {
            None => None,
            Some(name) => match organisations.get(&folded(name)) {
                Some(id) => Some(*id),
                None => {
                    let id = store::insert_organisation(connection, name, source).await?;
                    organisations.insert(folded(name), id);
                    Some(id)
                }
            },
        };
        record.fields.insert((*column).to_owned(), serde_json::json!(id));
    }
    Ok(record)
}

/// Ties a centre to its hub, once all are there.
async fn hub(
    connection: &mut PgConnection,
    record: &Record,
    ids: &HashMap<&str, i64>,
    centres: &[StoredCentre],
    report: &mut Report,
) -> Result<()> {
    let (Some(hub), Some(centre)) = (&record.hub, ids.get(record.external_id.as_str())) else { return Ok(()) };
    let wanted = folded(hub);
    let named = || {
        let same = |centre: &&StoredCentre| {
            centre.slug == *hub || centre.fields.get("name").and_then(serde_json::Value::as_str).is_some_and(|name| folded(name) == wanted)
        };
        let found: Vec<i64> = centres.iter().filter(same).map(|centre| centre.id).collect();
        if let [only] = found[..] { Some(only) } else { None }
    };
    match ids.get(hub.as_str()).copied().or_else(named) {
        Some(hub) => {
            if store::set_hub(connection, *centre, hub).await? {
                report.changed("centre.hub_id");
            }
        }
        None => report.warned.push(
            Refusal::of_cell(record.row, "hub", "il centro principale non è stato trovato: lasciato vuoto")
                .with_hint("scrivere il suo codice nell'elenco, o il nome esatto"),
        ),
    }
    Ok(())
}

fn at(record: &Record, sheets: &Sheets) -> String {
    format!("{}: non si è potuta conservare; del file non è stato conservato nulla", sheets.row(record.row))
}
