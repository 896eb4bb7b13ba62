//! Residents by municipality, sex and age class, for one year: the bundled forms and ISTAT's POSAS, told apart by their
//! columns. Codes of an earlier edition are brought to the municipalities of today and summed where units merged.
//! Refuses to fill gaps: no data is not zero.

mod ages;
mod store;
mod year;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use data_import::table::ReadOptions;
use data_import::{PopulationForm, PopulationRow, open_population};

use super::addition_store::Held;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{MunicipalityCodes, begin, municipality_codes, record_run, source};
use super::table::unreadable;
use super::{Run, addition};

/// The bundled files: bands of both sexes on the codes of 2025, and five-year classes by sex on those of 2022.
pub(super) const BUNDLED: [&str; 2] = ["popolazione-comuni-2023-su-confini-2025.csv", "popolazione-comuni-2023-classi5.csv"];

/// Residents of one sex and age class, municipality by municipality; none where a figure is missing.
type Column = BTreeMap<i32, Option<u32>>;

/// Imports the residents of one year in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let mut report = Report::of("valori");
    let name = files.first().map_or("", |file| &file.name);
    let mut transaction = begin(run.pool, run.actor, name, &run.progress).await?;
    let connection = &mut *transaction;
    let codes = municipality_codes(connection).await?;
    if codes.is_empty() {
        bail!("non ci sono ancora comuni: importare prima i confini (centri import boundaries)");
    }
    let mut only_source = None;
    for file in files {
        let (year, rows) = read(run, file, &mut report)?;
        let columns = columns(rows, &codes, &mut report);
        let first = addition::is_first(connection, &file.source.key, Held::Population(year)).await?;
        let source = source(connection, run, file).await?;
        let stage = format!("registrazione di {}", file.name);
        for (done, ((sex, ages), column)) in columns.iter().enumerate() {
            run.progress.at(&stage, done, columns.len());
            let stored = store::column(connection, year, (sex, ages), column, source).await?;
            report.count(column.len(), stored);
        }
        run.progress.at(&stage, columns.len(), columns.len());
        // Two files at once may be of two sources, and a run has one.
        if files.len() == 1 {
            only_source = addition::note(connection, &file.source.key, Held::Population(year), first, &mut report).await?;
        }
    }
    record_run(connection, run, files, only_source, &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// The year of a file and its municipalities in our age classes; those that cannot be read are refused.
fn read(run: &Run<'_>, file: &InputFile, report: &mut Report) -> Result<(i16, Vec<PopulationRow>)> {
    let options = ReadOptions { layer: run.options.layer.clone(), ..ReadOptions::default() };
    let opened = open_population(&file.path, &options).map_err(unreadable)?;
    let inside = opened.about.inside.as_deref().and_then(|name| year::of(None, name));
    let year = year::of(opened.about.title.as_deref(), &file.name).or(inside).with_context(|| {
        format!(
            "non si capisce di che anno sono i dati: scriverlo nel nome del file, come popolazione-2024.csv ({} non lo dice)",
            file.name
        )
    })?;
    if opened.form == PopulationForm::SingleAges {
        report.reading.push(format!("POSAS di ISTAT: residenti al 1° gennaio {year} per età singola, sommati nelle nostre classi"));
    }
    let mut read = Vec::new();
    for row in opened.rows {
        match row {
            Ok(row) if opened.form == PopulationForm::SingleAges => read.push(ages::in_classes(row)),
            Ok(row) => read.push(row),
            Err(error) if error.ends_file => return Err(unreadable(error)),
            Err(error) => report.refused.push(error.into()),
        }
    }
    Ok((year, read))
}

/// Turns rows into columns on the municipalities of today. A sum with a missing part is missing.
fn columns(rows: Vec<PopulationRow>, codes: &MunicipalityCodes, report: &mut Report) -> BTreeMap<(&'static str, String), Column> {
    let mut columns: BTreeMap<(&'static str, String), Column> = BTreeMap::new();
    let mut seen = std::collections::HashSet::new();
    for row in rows {
        let Some(municipality) = codes.resolve(&row.istat_code) else {
            report.refused.push(Refusal::of_cell(row.row, "cod_com", "nessun comune ha o ha avuto questo codice"));
            continue;
        };
        if !seen.insert(row.istat_code.clone()) {
            report.refused.push(Refusal::of_cell(row.row, "cod_com", "il comune compare due volte nel file"));
            continue;
        }
        if row.cells.iter().all(|(_, _, persons)| persons.is_none()) {
            report.warned.push(Refusal::of_row(row.row, "nessun dato per questo comune: registrato come non noto, che non è zero"));
        }
        for (sex, ages, persons) in row.cells {
            columns
                .entry((sex, ages))
                .or_default()
                .entry(municipality)
                .and_modify(|sum| *sum = sum.zip(persons).map(|(sum, more)| sum.saturating_add(more)))
                .or_insert(persons);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u64, code: &str, persons: Option<u32>) -> PopulationRow {
        PopulationRow { row: number, istat_code: code.to_owned(), cells: vec![("all", "all".to_owned(), persons)] }
    }

    #[test]
    fn merged_municipalities_are_summed_and_a_gap_stays_a_gap() {
        let codes = MunicipalityCodes::of(&[("000003", 3), ("000004", 4)], &[("000001", "000003"), ("000002", "000003")]);
        let mut report = Report::of("valori");
        let rows = vec![row(2, "000001", Some(10)), row(3, "000002", Some(5)), row(4, "000004", None), row(5, "999999", Some(1))];
        let columns = columns(rows, &codes, &mut report);
        let column = &columns[&("all", "all".to_owned())];
        assert_eq!(column.get(&3), Some(&Some(15)));
        assert_eq!(column.get(&4), Some(&None));
        assert_eq!(report.warned.len(), 1);
        assert_eq!(report.refused.len(), 1);
    }

    #[test]
    fn a_sum_with_a_missing_part_is_missing() {
        let codes = MunicipalityCodes::of(&[("000003", 3)], &[("000001", "000003"), ("000002", "000003")]);
        let mut report = Report::of("valori");
        let columns = columns(vec![row(2, "000001", Some(10)), row(3, "000002", None)], &codes, &mut report);
        assert_eq!(columns[&("all", "all".to_owned())].get(&3), Some(&None));
    }
}
