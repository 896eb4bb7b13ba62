//! Districts (ambiti, ATS, distretti, PLUS, zone): dated sets of comuni, one row for each comune of each district.
//! Refuses a district over two Regions, and a comune in two districts of one kind on the same day.

mod store;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use chrono::NaiveDate;
use data_import::values::dates;
use data_import::{Field, Row};

use super::centres::{Gazetteer, gazetteer};
use super::names::folded;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, source};
use super::{Run, run_store, table};

/// Columns of a list of districts.
pub const FIELDS: [Field; 10] = [
    Field {
        name: "codice",
        headers: &["codice ambito", "codice_ambito", "cod ambito", "id ambito", "code", "codice distretto"],
        required: true,
        about: "Codice dell'ambito nella Regione",
        example: "ATS-01",
    },
    Field {
        name: "nome",
        headers: &["ambito", "denominazione", "nome ambito", "distretto", "name", "denominazione ambito"],
        required: true,
        about: "Nome dell'ambito",
        example: "Ambito di Esempio",
    },
    Field {
        name: "tipo",
        headers: &["tipo ambito", "kind", "tipologia"],
        required: false,
        about: "ambito territoriale sociale, distretto, PLUS, zona …",
        example: "ats",
    },
    Field {
        name: "comune",
        headers: &["municipality", "denominazione comune", "nome comune"],
        required: false,
        about: "Nome del comune",
        example: "Bologna",
    },
    Field { name: "provincia", headers: &["prov", "sigla", "province"], required: false, about: "Sigla della provincia", example: "BO" },
    Field {
        name: "cod_com",
        headers: &["codice istat", "codice_istat", "istat", "cod istat", "pro_com", "pro_com_t", "istat code"],
        required: false,
        about: "Codice ISTAT del comune",
        example: "037006",
    },
    Field {
        name: "cod_catasto",
        headers: &["codice catastale", "belfiore"],
        required: false,
        about: "Codice catastale del comune",
        example: "",
    },
    Field {
        name: "dal",
        headers: &["valido dal", "from", "inizio", "data inizio"],
        required: false,
        about: "Da quando",
        example: "2024-01-01",
    },
    Field {
        name: "al",
        headers: &["valido al", "to", "fine", "data fine"],
        required: false,
        about: "Fino a quando, giorno escluso",
        example: "",
    },
    Field { name: "note", headers: &["annotazioni"], required: false, about: "Note", example: "" },
];

/// A comune in a district for a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Membership {
    pub(super) municipality: i32,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
}

/// A district as a file tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct District {
    pub(super) row: u64,
    pub(super) social_region: i32,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) members: Vec<Membership>,
}

/// Imports districts in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("gli ambiti si importano da un file alla volta") };
    let mut report = Report::of("ambiti");
    let table = table::open(run, file, &FIELDS, &mut report)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let gazetteer = gazetteer(connection).await?;
    let kinds = store::kinds(connection).await?;
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let mut districts: BTreeMap<(i32, String), District> = BTreeMap::new();
    let today = run.now.date_naive();
    table::each(table, &mut report, |row, report| take(&row, &gazetteer, &kinds, today, &mut districts, &mut report.warned))?;
    let total = districts.len();
    for (done, district) in districts.values().enumerate() {
        run.progress.at("registrazione", done, total);
        if let Some(other) = store::rival(connection, district).await? {
            report.refused.push(
                Refusal::of_cell(
                    district.row,
                    "comune",
                    format!("un comune dell'ambito {} è già nell'ambito {other} dello stesso tipo", district.code),
                )
                .with_hint("chiudere prima l'altro ambito con la colonna «al», o correggere i comuni"),
            );
            continue;
        }
        match store::write(connection, district, source, run.now.date_naive()).await? {
            store::Written::New => report.inserted += 1,
            store::Written::Changed => report.updated += 1,
            store::Written::Same => report.unchanged += 1,
        }
    }
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// Adds one row to its district.
fn take(
    row: &Row,
    gazetteer: &Gazetteer,
    kinds: &[(String, String)],
    today: NaiveDate,
    districts: &mut BTreeMap<(i32, String), District>,
    warned: &mut Vec<Refusal>,
) -> Result<(), Refusal> {
    let cell = |column: &str| row.optional(column).ok_or_else(|| Refusal::of_cell(row.number, column, "non può essere vuoto"));
    let (code, name) = (cell("codice")?.to_owned(), cell("nome")?.to_owned());
    let municipality = gazetteer.municipality(row, warned)?;
    let social_region = gazetteer.get(municipality).map_or(0, |known| known.social_region);
    let kind = kind(row.optional("tipo"), kinds).ok_or_else(|| {
        let list: Vec<&str> = kinds.iter().map(|(code, _)| code.as_str()).collect();
        Refusal::of_cell(row.number, "tipo", "non è un tipo di ambito").with_hint(format!("scrivere uno di: {}", list.join(", ")))
    })?;
    let (from, to) = (day(row, "dal")?.unwrap_or_else(|| start(today)), day(row, "al")?);
    if to.is_some_and(|to| to <= from) {
        return Err(Refusal::of_cell(row.number, "al", "la fine viene prima dell'inizio"));
    }
    if districts.iter().any(|((region, known), _)| *known == code && *region != social_region) {
        warned.push(Refusal::of_cell(row.number, "codice", "lo stesso codice compare in due Regioni: sono due ambiti diversi"));
    }
    let district = districts.entry((social_region, code.clone())).or_insert_with(|| District {
        row: row.number,
        social_region,
        code,
        name: name.clone(),
        kind: kind.clone(),
        members: vec![],
    });
    if district.name != name {
        warned.push(Refusal::of_cell(row.number, "nome", format!("l'ambito ha un altro nome alla riga {}: vale quello", district.row)));
    }
    let membership = Membership { municipality, from, to };
    if district.members.iter().any(|known| known.municipality == municipality && known.from == from) {
        return Err(Refusal::of_cell(row.number, "comune", "il comune compare due volte nell'ambito"));
    }
    district.members.push(membership);
    Ok(())
}

/// The code of a kind of district; the first of the list where none is written.
fn kind(cell: Option<&str>, kinds: &[(String, String)]) -> Option<String> {
    let Some(cell) = cell else { return kinds.first().map(|(code, _)| code.clone()) };
    let wanted = folded(cell);
    kinds.iter().find(|(code, label)| folded(code) == wanted || folded(label) == wanted).map(|(code, _)| code.clone())
}

fn day(row: &Row, column: &str) -> Result<Option<NaiveDate>, Refusal> {
    let Some(cell) = row.optional(column) else { return Ok(None) };
    let date = dates::date(cell, true).map_err(|error| Refusal::of_cell(row.number, column, error.hint))?;
    Ok(NaiveDate::from_ymd_opt(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)))
}

/// Where no day is written a district holds since the beginning of the year.
fn start(today: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today)
}
