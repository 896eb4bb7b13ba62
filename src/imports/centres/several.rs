//! A list in several files or sheets: centres, and beside them their sites, services, hours and contacts, tied by identifiers.
//! They become one table with a row for each site, as if it had been one file. Refuses a row whose identifier nobody has.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use data_import::table::{self, ReadOptions};
use data_import::{Columns, Field, Row, RowError, Table, map_headers};

use super::super::report::{Refusal, Report};
use super::super::sheets::in_words;
use super::fields::FIELDS;
use super::shelter;

/// Where a part stands.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    path: PathBuf,
    /// The sheet, where it stands in the same workbook as the list.
    sheet: Option<String>,
    /// What is added to the numbers of its rows, to tell them from those of other sheets.
    base: u64,
}

impl Origin {
    /// A file of its own.
    pub(super) fn file(path: &Path) -> Self {
        Self { path: path.to_owned(), sheet: None, base: 0 }
    }

    /// A sheet of the workbook; `base` as of [`super::super::sheets::Sheets::add`].
    pub(super) fn sheet(path: &Path, name: &str, base: u64) -> Self {
        Self { path: path.to_owned(), sheet: Some(name.to_owned()), base }
    }

    /// As reports call it.
    fn name(&self) -> String {
        match &self.sheet {
            Some(sheet) => in_words(sheet),
            None => self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        }
    }
}

/// What a further file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One row for each site, with the identifier of its centre.
    Sites,
    /// One row for each service of a site or centre.
    Services,
    /// One row for each opening of a site.
    Hours,
    /// One row for each contact of a site or centre.
    Contacts,
}

const fn field(name: &'static str, headers: &'static [&'static str], required: bool, about: &'static str, example: &'static str) -> Field {
    Field { name, headers, required, about, example }
}

/// Identifier of the site or centre a row belongs to.
const ID: Field = field(
    "id",
    &["id sede", "codice sede", "id centro", "id_centro", "codice centro", "codice"],
    true,
    "Codice della sede o del centro",
    "CF-001",
);

const SERVICES: [Field; 2] =
    [ID, field("servizi", &["servizio", "services", "service", "attività"], true, "Un servizio", "mediazione familiare")];

const HOURS: [Field; 5] = [
    ID,
    field("orari", &["orario", "hours"], false, "Orario come si scrive", "lun-ven 9-13"),
    field("giorno", &["giorni", "weekday", "day"], false, "Giorno", "lunedì"),
    field("apre", &["dalle", "apertura", "opens", "ora inizio"], false, "Ora di apertura", "9:00"),
    field("chiude", &["alle", "chiusura", "closes", "ora fine"], false, "Ora di chiusura", "13:00"),
];

const CONTACTS: [Field; 7] = [
    ID,
    field("canale", &["tipo", "tipo contatto", "channel"], false, "telefono, email, pec o sito", "telefono"),
    field("valore", &["contatto", "recapito", "value"], false, "Il recapito", "051 000000"),
    field("telefono", &["tel", "phone"], false, "Telefono", ""),
    field("email", &["mail", "e-mail", "posta elettronica"], false, "Posta elettronica", ""),
    field("pec", &["posta certificata"], false, "Posta certificata", ""),
    field("sito", &["sito web", "web", "url"], false, "Pagina web", ""),
];

impl Part {
    /// What its columns may hold.
    pub(super) fn fields(self) -> Vec<Field> {
        match self {
            Self::Sites => site_fields(),
            Self::Services => SERVICES.to_vec(),
            Self::Hours => HOURS.to_vec(),
            Self::Contacts => CONTACTS.to_vec(),
        }
    }

    /// As people call it.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::Sites => "sedi",
            Self::Services => "servizi",
            Self::Hours => "orari",
            Self::Contacts => "contatti",
        }
    }
}

/// What further files say of one identifier: values by field.
type Said = HashMap<String, BTreeMap<&'static str, Vec<String>>>;

/// The main table with what the parts say, the same table where there are none; and how many rows of parts could not be read.
///
/// # Errors
/// When a part cannot be read to its end or lacks its identifier.
pub(super) fn join(main: Table, parts: &BTreeMap<Part, Origin>, report: &mut Report) -> Result<(Table, usize)> {
    if parts.is_empty() {
        return Ok((main, 0));
    }
    let mut unreadable = 0;
    let table = match parts.get(&Part::Sites) {
        Some(origin) => with_sites(main, origin, report, &mut unreadable)?,
        None => main,
    };
    let mut said = Said::new();
    let mut places: Vec<(String, String, u64)> = vec![];
    for (part, origin) in parts.iter().filter(|(part, _)| **part != Part::Sites) {
        let (opened, name) = open(origin, &part.fields(), report)?;
        for row in opened.rows {
            let Some(row) = readable(row, &name, report, &mut unreadable)? else { continue };
            if is_of_a_shelter(&row) {
                report.refused.push(Refusal::of_row(row.number, shelter::REASON).in_file(&name));
                continue;
            }
            let Some(id) = row.optional_text("id") else {
                report.refused.push(Refusal::of_row(row.number, "manca il codice della sede o del centro").in_file(&name));
                continue;
            };
            places.push((id.clone(), name.clone(), row.number));
            let Some(values) = values(*part, &row) else {
                let refusal = Refusal::of_cell(row.number, "canale", "il canale non è fra telefono, email, pec e sito").in_file(&name);
                report.refused.push(refusal);
                continue;
            };
            for (column, value) in values {
                said.entry(id.clone()).or_default().entry(column).or_default().push(value);
            }
        }
    }
    let (table, known) = complete(table, &said)?;
    // Of a sheet nobody named: one that speaks of no centre at all is a legend, not a part of the list.
    for sheet in parts.values().filter(|origin| origin.sheet.is_some()).map(Origin::name) {
        let of_sheet = || places.iter().filter(|(_, name, _)| *name == sheet);
        if of_sheet().next().is_some() && of_sheet().all(|(id, ..)| !known.contains(id)) {
            report.reading.push(format!("{sheet}: nessun codice è di una sede o di un centro dell'elenco, non è stato usato"));
            places.retain(|(_, name, _)| *name != sheet);
        }
    }
    for (id, name, row) in places.into_iter().filter(|(id, ..)| !known.contains(id)) {
        report.refused.push(Refusal::of_row(row, format!("nessuna sede e nessun centro ha il codice {id}")).in_file(&name));
    }
    Ok((table, unreadable))
}

/// A row of a part; none where it alone cannot be read, which is said and counted.
///
/// # Errors
/// When the file cannot be read on.
fn readable(row: std::result::Result<Row, RowError>, name: &str, report: &mut Report, unreadable: &mut usize) -> Result<Option<Row>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(error) if error.ends_file => Err(super::super::table::unreadable(error)),
        Err(error) => {
            report.refused.push(Refusal::from(error).in_file(name));
            *unreadable += 1;
            Ok(None)
        }
    }
}

/// Whether a row of a part names a shelter. The cells that go into the list are looked at there; the others nowhere else.
fn is_of_a_shelter(row: &Row) -> bool {
    let cells = row.columns.headers().iter().map(String::as_str).zip(row.cells.iter().map(String::as_str));
    matches!(shelter::look(cells), shelter::Finding::Shelter(_))
}

/// What a row of a part says, by field of the list; none where it names a channel we do not have.
fn values(part: Part, row: &Row) -> Option<Vec<(&'static str, String)>> {
    let cell = |column: &str| row.optional_text(column);
    Some(match part {
        Part::Services => cell("servizi").map(|value| ("servizi", value)).into_iter().collect(),
        Part::Hours => {
            let by_day =
                cell("giorno").zip(cell("apre")).zip(cell("chiude")).map(|((day, opens), closes)| format!("{day} {opens}-{closes}"));
            cell("orari").into_iter().chain(by_day).map(|value| ("orari", value)).collect()
        }
        Part::Contacts | Part::Sites => {
            let channel = cell("canale").map(|word| super::super::names::folded(&word));
            let column = match channel.as_deref() {
                Some("email" | "e mail" | "mail" | "posta elettronica") => "email",
                Some("pec" | "posta certificata") => "pec",
                Some("sito" | "web" | "sito web" | "url" | "pagina web") => "sito",
                None | Some("telefono" | "tel" | "cellulare" | "numero verde" | "phone") => "telefono",
                Some(_) => return None,
            };
            let given = cell("valore").map(|value| (column, value));
            let columns = ["telefono", "email", "pec", "sito"].into_iter().filter_map(|column| cell(column).map(|value| (column, value)));
            given.into_iter().chain(columns).collect()
        }
    })
}

fn open(origin: &Origin, fields: &[Field], report: &mut Report) -> Result<(Table, String)> {
    let name = origin.name();
    let options = ReadOptions { layer: origin.sheet.clone(), ..ReadOptions::default() };
    if shelter::speaks_of_shelters(&name) {
        bail!("il nome «{name}» parla di case rifugio o di strutture protette: non è stato letto né conservato nulla");
    }
    let opened = table::open(&origin.path, &options).map_err(super::super::table::unreadable)?;
    let mapped = map_headers(fields, opened.columns.headers(), &BTreeMap::new())
        .with_context(|| format!("le colonne di {name} non si riconoscono"))?;
    if !mapped.unknown.is_empty() {
        report.reading.push(format!("Colonne di {name} non usate: {}", mapped.unknown.join(", ")));
    }
    Ok((opened.renamed(mapped.names), name))
}

/// Columns of the sites. There a name is the site's: the centre's stands with the centre.
fn site_fields() -> Vec<Field> {
    let fields = FIELDS.iter().filter(|field| field.name != "nome").map(|field| match field.name {
        "nome_sede" => Field { headers: &["nome", "sede", "denominazione", "denominazione sede", "nome sede", "site name"], ..*field },
        "id_centro" => Field { required: true, ..*field },
        _ => *field,
    });
    fields.collect()
}

/// A row for each site, with what its centre's row says and it does not say itself.
fn with_sites(main: Table, origin: &Origin, report: &mut Report, unreadable: &mut usize) -> Result<Table> {
    let (sites, name) = open(origin, &site_fields(), report)?;
    let mut centres: HashMap<String, Row> = HashMap::new();
    let mut with_a_site: HashSet<String> = HashSet::new();
    for row in main.rows {
        let list = row.as_ref().err().map(|error| error.file.to_string()).unwrap_or_default();
        let Some(row) = readable(row, &list, report, unreadable)? else { continue };
        if let Some(id) = row.optional_text("id_centro").or_else(|| row.optional_text("id")) {
            centres.insert(id, row);
        }
    }
    let more: Vec<String> =
        main.columns.names().iter().filter(|name| *name != "id" && sites.columns.position(name).is_none()).cloned().collect();
    let columns = Arc::new(Columns::of_headers(sites.columns.names().iter().cloned().chain(more.iter().cloned())));
    let mut rows = vec![];
    for row in sites.rows {
        let Some(mut row) = readable(row, &name, report, unreadable)? else { continue };
        let Some((id, centre)) = row.optional("id_centro").and_then(|id| centres.get_key_value(id)) else {
            report.refused.push(Refusal::of_row(row.number, "nessun centro ha il codice della riga").in_file(&name));
            continue;
        };
        with_a_site.insert(id.clone());
        row.cells.resize(sites.columns.len(), String::new());
        // An empty cell of a site is filled with its centre's.
        for (cell, column) in row.cells.iter_mut().zip(sites.columns.names()).filter(|(cell, column)| cell.is_empty() && *column != "id") {
            *cell = centre.optional(column).unwrap_or_default().to_owned();
        }
        row.number += origin.base;
        row.cells.extend(more.iter().map(|column| centre.optional(column).unwrap_or_default().to_owned()));
        row.columns = Arc::clone(&columns);
        rows.push(Ok(row));
    }
    let lonely = centres.iter().filter(|(id, _)| !with_a_site.contains(*id));
    report.refused.extend(lonely.map(|(_, row)| {
        let refusal = Refusal::of_row(row.number, format!("il centro non ha nemmeno una riga fra le sedi ({name}): non è stato importato"))
            .with_hint("aggiungere la sua sede, con il codice del centro");
        // In a workbook the number says in which sheet.
        if origin.sheet.is_some() { refusal } else { refusal.in_file(&row.file) }
    }));
    Ok(Table { about: sites.about, columns, rows: Box::new(rows.into_iter()) })
}

/// The table with the values of the parts in its cells, and the identifiers it has.
fn complete(table: Table, said: &Said) -> Result<(Table, HashSet<String>)> {
    let mut wanted: Vec<&'static str> = said.values().flat_map(|fields| fields.keys().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let more: Vec<String> = wanted.iter().filter(|name| table.columns.position(name).is_none()).map(|name| (*name).to_owned()).collect();
    let columns = Arc::new(Columns::of_headers(table.columns.names().iter().cloned().chain(more)));
    let mut known = HashSet::new();
    let mut rows = vec![];
    for row in table.rows {
        let mut row = match row {
            Ok(row) => row,
            Err(error) if error.ends_file => return Err(super::super::table::unreadable(error)),
            // Refused where the list is read.
            Err(error) => {
                rows.push(Err(error));
                continue;
            }
        };
        let ids: Vec<String> = ["id", "id_centro"].into_iter().filter_map(|column| row.optional_text(column)).collect();
        if !Arc::ptr_eq(&row.columns, &table.columns) {
            row.cells = arranged(&row, &table.columns);
        }
        row.cells.resize(columns.len(), String::new());
        row.columns = Arc::clone(&columns);
        for (at, column) in columns.names().iter().enumerate().filter(|(_, name)| wanted.contains(&name.as_str())) {
            let own = std::mem::take(&mut row.cells[at]);
            let mut values: Vec<&str> = vec![own.as_str()];
            // A centre and its only site often have one code: what is said of both is said once.
            for id in ids.iter().collect::<BTreeSet<_>>() {
                values.extend(said.get(id).and_then(|fields| fields.get(column.as_str())).into_iter().flatten().map(String::as_str));
            }
            row.cells[at] = values.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join("; ");
        }
        known.extend(ids);
        rows.push(Ok(row));
    }
    Ok((Table { about: table.about, columns, rows: Box::new(rows.into_iter()) }, known))
}

/// The cells of a row in the order of other columns.
pub(super) fn arranged(row: &Row, columns: &Columns) -> Vec<String> {
    columns.names().iter().map(|name| row.optional(name).unwrap_or_default().to_owned()).collect()
}
