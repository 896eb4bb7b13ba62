//! Which comuni each centre serves: one row for each pair, with the time it holds for.
//! Refuses a centre it cannot find and a comune it cannot tell.

mod store;

use std::collections::HashSet;

use anyhow::{Result, bail};
use chrono::NaiveDate;
use data_import::values::dates;
use data_import::{Field, Row};

use super::centres::{Gazetteer, gazetteer};
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, source};
use super::{Run, run_store, table};

/// Columns of a list of served comuni.
pub const FIELDS: [Field; 8] = [
    Field {
        name: "id_centro",
        headers: &["centro", "codice centro", "id", "codice", "scheda", "centre", "centre id"],
        required: true,
        about: "Codice del centro nel vostro elenco, oppure l'ultima parte dell'indirizzo della sua scheda",
        example: "C-001",
    },
    Field {
        name: "comune",
        headers: &["comune servito", "municipality"],
        required: false,
        about: "Nome del comune servito",
        example: "Bologna",
    },
    Field { name: "provincia", headers: &["prov", "sigla", "province"], required: false, about: "Sigla della provincia", example: "BO" },
    Field {
        name: "cod_com",
        headers: &["codice istat", "istat", "cod istat", "pro_com", "pro_com_t", "istat code"],
        required: false,
        about: "Codice ISTAT del comune servito",
        example: "037006",
    },
    Field { name: "cod_catasto", headers: &["codice catastale", "belfiore"], required: false, about: "Codice catastale", example: "" },
    Field { name: "dal", headers: &["valido dal", "from", "inizio"], required: false, about: "Da quando", example: "2024-01-01" },
    Field { name: "al", headers: &["valido al", "to", "fine"], required: false, about: "Fino a quando, giorno escluso", example: "" },
    Field { name: "note", headers: &["annotazioni"], required: false, about: "Note", example: "" },
];

/// A comune served by a centre for a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Served {
    pub(super) centre: i64,
    pub(super) municipality: i32,
    pub(super) from: NaiveDate,
    pub(super) to: Option<NaiveDate>,
}

/// Imports served comuni in one transaction; those of a centre of the file that the same source no longer names are taken away.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("le aree servite si importano da un file alla volta") };
    let mut report = Report::of("comuni serviti");
    let table = table::open(run, file, &FIELDS, &mut report)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let gazetteer = gazetteer(connection).await?;
    let centres = store::centres(connection).await?;
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let mut served = vec![];
    let mut seen = HashSet::new();
    table::each(table, &mut report, |row, report| {
        let one = one(&row, &gazetteer, &centres, source, &mut report.warned)?;
        if !seen.insert((one.centre, one.municipality, one.from)) {
            return Err(Refusal::of_cell(row.number, "comune", "il comune compare due volte per lo stesso centro"));
        }
        served.push(one);
        Ok(())
    })?;
    run.progress.at("registrazione", 0, served.len());
    let (stored, gone) = store::write(connection, &served, source).await?;
    report.count(served.len(), stored);
    report.vanished = gone;
    run.progress.at("registrazione", served.len(), served.len());
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

fn one(row: &Row, gazetteer: &Gazetteer, centres: &store::Centres, source: i32, warned: &mut Vec<Refusal>) -> Result<Served, Refusal> {
    let key = row.optional("id_centro").ok_or_else(|| Refusal::of_cell(row.number, "id_centro", "manca il centro"))?;
    let centre = centres.find(key, source).ok_or_else(|| {
        Refusal::of_cell(row.number, "id_centro", "nessun centro ha questo codice, o più d'uno")
            .with_hint("importare prima i centri, o scrivere l'ultima parte dell'indirizzo della scheda")
    })?;
    let day = |column: &str| -> Result<Option<NaiveDate>, Refusal> {
        let Some(cell) = row.optional(column) else { return Ok(None) };
        let date = dates::date(cell, true).map_err(|error| Refusal::of_cell(row.number, column, error.hint))?;
        Ok(NaiveDate::from_ymd_opt(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)))
    };
    // A list without dates speaks of today and does not know since when.
    let from = day("dal")?.or_else(|| NaiveDate::from_ymd_opt(1970, 1, 1)).unwrap_or_default();
    let to = day("al")?;
    if to.is_some_and(|to| to <= from) {
        return Err(Refusal::of_cell(row.number, "al", "la fine viene prima dell'inizio"));
    }
    Ok(Served { centre, municipality: gazetteer.municipality(row, warned)?, from, to })
}
