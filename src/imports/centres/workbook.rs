//! A list of centres as it stands in a file: one table, or a workbook whose sheets are parts of one list (centri, sedi,
//! servizi, orari, contatti) or pieces of it with the same headers, one for each province. Refuses to read a hidden sheet or
//! one without the columns of a list; it names those it leaves out.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use data_import::table::{self as tables, Format, ReadOptions};
use data_import::values::codes;
use data_import::{Columns, MappingError, Row, Rows, Table, map_headers};

use super::super::names::folded;
use super::super::provenance::InputFile;
use super::super::report::{Refusal, Report};
use super::super::sheets::{Sheets, in_words};
use super::super::{Run, table};
use super::fields::FIELDS;
use super::several::{self, Origin, Part};
use super::shelter;

/// Sheets of a workbook that are looked at; a Region has at most a dozen provinces and some sixty districts.
const MOST_SHEETS: usize = 200;

/// Columns by which a row says in which comune it is.
const WHERE: [&str; 3] = ["comune", "cod_com", "cod_catasto"];

/// Why a sheet that looks like a list is left out.
const WITHOUT_NAMES: &str = "somiglia a un elenco, ma nessuna colonna si riconosce come nome del centro: indicarla con --map nome=…";

/// Why a sheet of shelters is left out.
const OF_SHELTERS: &str = "il nome o il titolo parla di case rifugio o di strutture protette";

/// Names of the sheet with the centres themselves, folded.
const CENTRES: [&str; 7] = ["centri", "centro", "elenco centri", "elenco", "anagrafica", "anagrafica centri", "centres"];

/// The part a sheet holds by its name.
fn part_named(name: &str) -> Option<Part> {
    match folded(name).as_str() {
        "sedi" | "sede" | "elenco sedi" | "sedi dei centri" | "sites" => Some(Part::Sites),
        "servizi" | "servizio" | "servizi offerti" | "attivita" | "prestazioni" | "services" => Some(Part::Services),
        "orari" | "orario" | "orari di apertura" | "aperture" | "hours" | "opening hours" => Some(Part::Hours),
        "contatti" | "contatto" | "recapiti" | "contacts" => Some(Part::Contacts),
        _ => None,
    }
}

/// A sheet with rows of the list.
struct List {
    name: String,
    headers: Vec<String>,
    /// Our name of each column.
    names: Vec<String>,
    constants: BTreeMap<String, String>,
    /// Columns nobody asked for.
    unknown: Vec<String>,
    /// Fields of the given mapping whose header the sheet does not have.
    unheeded: Vec<String>,
    notes: Vec<String>,
}

/// The sheets of a workbook by what they hold.
#[derive(Default)]
struct Found {
    lists: Vec<List>,
    parts: BTreeMap<Part, String>,
    /// Name of a sheet that is left out, and why.
    left_out: Vec<(String, &'static str)>,
}

/// A list that was opened.
pub(super) struct Opened {
    /// One row for each site.
    pub(super) table: Table,
    /// Which sheets rows are of.
    pub(super) sheets: Sheets,
    /// Rows of further files or sheets that could not be read; they are refused already.
    pub(super) unreadable: usize,
}

/// Opens a list with its further files or sheets.
///
/// # Errors
/// When the file or one of its parts cannot be read, or no column is one of a list.
pub(super) fn open(run: &Run<'_>, file: &InputFile, report: &mut Report) -> Result<Opened> {
    let options = run.options;
    let mut parts: BTreeMap<Part, Origin> = options.parts.iter().map(|(part, path)| (*part, Origin::file(path))).collect();
    let mut sheets = Sheets::default();
    if options.layer.is_none() && parts.is_empty() {
        let first = table::as_it_stands(file, None)?;
        if matches!(first.about.format, Format::Xlsx | Format::Xls | Format::Ods) && first.about.layers.len() > 1 {
            let found = look(run, file, &first)?;
            if !found.lists.is_empty() {
                found.tell(first.about.format, report);
                let alone = found.lists.len() == 1 && found.parts.is_empty();
                let table = chained(file, found.lists, first, &mut sheets, report);
                if alone {
                    sheets = Sheets::default();
                }
                parts.extend(found.parts.into_iter().map(|(part, name)| (part, Origin::sheet(&file.path, &name, sheets.add(&name)))));
                let (table, unreadable) = several::join(table, &parts, report)?;
                return Ok(Opened { table, sheets, unreadable });
            }
        }
    }
    let table = table::open(run, file, &FIELDS, report)?;
    let title = table.about.title.clone();
    let (mut table, unreadable) = several::join(table, &parts, report)?;
    // Of a list in two files the title is that of the first.
    table.about.title = title.or(table.about.title);
    Ok(Opened { table, sheets, unreadable })
}

/// Looks at the headers of every sheet.
fn look(run: &Run<'_>, file: &InputFile, first: &Table) -> Result<Found> {
    let mut found = Found::default();
    if first.about.layers.len() > MOST_SHEETS {
        bail!("{} ha {} fogli, troppi per un elenco: scegliere quello giusto con --layer", file.name, first.about.layers.len());
    }
    let mut sites_alone = None;
    for name in &first.about.layers {
        if first.about.hidden.contains(name) {
            found.left_out.push((name.clone(), "è nascosto"));
            continue;
        }
        if shelter::speaks_of_shelters(name) {
            found.left_out.push((name.clone(), OF_SHELTERS));
            continue;
        }
        // A sheet that cannot be read has nothing an officer would miss: pictures, pivots, nothing at all.
        let Ok(sheet) = sheet(&file.path, name) else { continue };
        if sheet.about.title.as_deref().is_some_and(shelter::speaks_of_shelters) {
            found.left_out.push((name.clone(), OF_SHELTERS));
            continue;
        }
        let headers = sheet.columns.headers();
        let part = part_named(name).filter(|part| !found.parts.contains_key(part) && fits(*part, headers));
        let list = as_list(run, name, headers, sheet.about.notes).with_context(|| in_words(name))?;
        match part {
            Some(part) => {
                if part == Part::Sites {
                    sites_alone = list.filter(List::says_where);
                }
                found.parts.insert(part, name.clone());
            }
            None => match list.filter(|list| list.says_where() || CENTRES.contains(&folded(name).as_str())) {
                Some(list) => found.lists.push(list),
                None if is_plainly_a_list(headers) => found.left_out.push((name.clone(), WITHOUT_NAMES)),
                None => found.left_out.push((name.clone(), "non ha le colonne di un elenco")),
            },
        }
    }
    if found.lists.is_empty() && sites_alone.is_some() {
        found.parts.remove(&Part::Sites);
        found.lists.extend(sites_alone);
    }
    // Centres without a word of where they are need their sites.
    if !found.parts.contains_key(&Part::Sites) && found.lists.iter().any(List::says_where) {
        let (lists, others) = found.lists.into_iter().partition(List::says_where);
        found.lists = lists;
        found.left_out.extend(others.into_iter().map(|list: List| (list.name, "non dice in che comune sono i centri")));
    }
    for field in run.options.mapping.keys() {
        if !found.lists.is_empty() && found.lists.iter().all(|list| list.unheeded.contains(field)) {
            map_headers(&FIELDS, &found.lists[0].headers, &run.options.mapping)?;
        }
    }
    Ok(found)
}

fn sheet(path: &Path, name: &str) -> Result<Table, data_import::RowError> {
    tables::open(path, &ReadOptions { layer: Some(name.to_owned()), ..ReadOptions::default() })
}

/// Whether a sheet has the columns its name promises: the code, and what is said of it.
fn fits(part: Part, headers: &[String]) -> bool {
    map_headers(&part.fields(), headers, &BTreeMap::new()).is_ok_and(|mapped| mapped.names.len() - mapped.unknown.len() > 1)
}

/// A sheet as rows of the list; none where it has not even names.
///
/// # Errors
/// When it plainly is one and its columns cannot be told apart.
fn as_list(run: &Run<'_>, name: &str, headers: &[String], notes: Vec<String>) -> Result<Option<List>> {
    let mut given = run.options.mapping.clone();
    let mut unheeded = vec![];
    let mapped = loop {
        match map_headers(&FIELDS, headers, &given) {
            Ok(mapped) => break mapped,
            // Another sheet may have the column.
            Err(MappingError::UnknownColumn { field, several: false, .. }) if given.contains_key(&field) => {
                given.remove(&field);
                unheeded.push(field);
            }
            Err(MappingError::MissingRequired { .. }) => return Ok(None),
            Err(error) => {
                let about_where: Vec<_> = FIELDS.iter().filter(|field| WHERE.contains(&field.name)).copied().collect();
                let says_where =
                    map_headers(&about_where, headers, &BTreeMap::new()).is_ok_and(|found| found.missing_optional.len() < WHERE.len());
                return if says_where { Err(error.into()) } else { Ok(None) };
            }
        }
    };
    let mut list = List {
        name: name.to_owned(),
        headers: headers.to_vec(),
        names: mapped.names,
        constants: mapped.constants,
        unknown: mapped.unknown,
        unheeded,
        notes,
    };
    if let (true, Ok(province)) = (list.has("comune") && !list.has("provincia"), codes::province(name)) {
        list.notes.push(format!("la provincia è quella del nome del foglio: {}", province.label));
        list.constants.insert("provincia".to_owned(), province.label);
    }
    Ok(Some(list))
}

/// Whether a sheet without a column for the names is a list all the same: it says where, and two things more.
fn is_plainly_a_list(headers: &[String]) -> bool {
    let others: Vec<_> = FIELDS.iter().filter(|field| field.name != "nome").copied().collect();
    map_headers(&others, headers, &BTreeMap::new()).is_ok_and(|mapped| {
        let has = |field: &str| mapped.names.iter().any(|name| name == field);
        WHERE.iter().any(|field| has(field))
            && ["indirizzo", "telefono", "email", "orari", "servizi"].iter().filter(|field| has(field)).count() >= 2
    })
}

impl List {
    fn has(&self, field: &str) -> bool {
        self.names.iter().any(|name| name == field) || self.constants.contains_key(field)
    }

    fn says_where(&self) -> bool {
        WHERE.iter().any(|field| self.has(field))
    }
}

impl Found {
    /// Says which sheets are read as what, and which are not.
    fn tell(&self, format: Format, report: &mut Report) {
        let quoted = |names: &mut dyn Iterator<Item = &String>| names.map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
        let lists = quoted(&mut self.lists.iter().map(|list| &list.name));
        let parts: Vec<String> = self.parts.iter().map(|(part, name)| format!("{} «{name}»", part.in_words())).collect();
        let read = match (self.lists.len(), parts.is_empty()) {
            (1, true) => format!("foglio {lists}"),
            (_, true) => format!("fogli letti come un solo elenco: {lists}"),
            (_, false) => format!("fogli letti insieme: centri {lists}, {}", parts.join(", ")),
        };
        report.reading.push(format!("Formato: {}, {read}", format.name()));
        if !self.left_out.is_empty() {
            let left_out: Vec<String> = self.left_out.iter().map(|(name, why)| format!("«{name}» ({why})")).collect();
            report.reading.push(format!("Fogli non usati: {}", left_out.join(", ")));
            // Whoever skims the lines above must not overlook a province.
            let lists = self.left_out.iter().filter(|(_, why)| *why == WITHOUT_NAMES);
            report.warned.extend(lists.map(|(name, why)| Refusal::of_row(0, format!("il foglio «{name}» non è stato letto: {why}"))));
        }
    }
}

/// The rows of several sheets one after the other, each under its own columns; those of the table are all of them.
fn chained(file: &InputFile, lists: Vec<List>, first: Table, sheets: &mut Sheets, report: &mut Report) -> Table {
    let mut union: Vec<(String, String)> = vec![];
    for list in &lists {
        report.reading.extend(list.notes.iter().map(|note| format!("{}: {note}", in_words(&list.name))));
        if !list.unknown.is_empty() {
            report.reading.push(format!("{}, colonne non usate: {}", in_words(&list.name), list.unknown.join(", ")));
        }
        let own = list.names.iter().cloned().zip(list.headers.iter().cloned());
        let constant = list.constants.keys().map(|name| (name.clone(), name.clone()));
        for (name, header) in own.chain(constant) {
            if union.iter().all(|(known, _)| *known != name) {
                union.push((name, header));
            }
        }
    }
    let (names, headers): (Vec<String>, Vec<String>) = union.into_iter().unzip();
    let columns = Arc::new(Columns::of_headers(headers).renamed(names));
    let pieces: Vec<(u64, List)> = lists.into_iter().map(|list| (sheets.add(&list.name), list)).collect();
    let path = file.path.clone();
    let rows: Rows<Row> = Box::new(pieces.into_iter().flat_map(move |(base, list)| rows_of(&path, base, list)));
    let mut about = first.about;
    (about.layer, about.title, about.row_count) = (None, None, None);
    Table { about, columns, rows }
}

/// The rows of a sheet, numbered so that they can be told from those of others; one sheet is open at a time.
fn rows_of(path: &Path, base: u64, list: List) -> Rows<Row> {
    let renamed = sheet(path, &list.name).map(|table| table.renamed(list.names).with_constants(&list.constants));
    let rows = match renamed {
        Ok(table) => table.rows,
        Err(error) => Box::new(std::iter::once(Err(error))),
    };
    Box::new(rows.map(move |row| match row {
        Ok(row) => Ok(Row { number: base + row.number, ..row }),
        // Said at once, and not by the report: here the sheet must be named.
        Err(mut error) if error.ends_file => {
            error.file = format!("{}, {}", error.file, in_words(&list.name)).into();
            Err(error)
        }
        Err(mut error) => {
            error.row += base;
            // The columns of this sheet are not those of the file that is handed back.
            error.cells = None;
            Err(error)
        }
    }))
}
