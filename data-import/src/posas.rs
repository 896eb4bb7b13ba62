//! POSAS of demo.istat.it: residents of every municipality by single age and sex, one row per age, 999 for the total.
//! Refuses a municipality whose ages do not add up to its total, or that has no total.

use std::path::Path;

use crate::columns::Columns;
use crate::population::{ALL, FEMALE, MALE, PopulationRow, Sex};
use crate::row::{Row, Rows, file_name};
use crate::row_error::{Problem, RowError};
use crate::table::{ReadOptions, Table, open};

/// The age that stands for all ages.
const TOTAL_AGE: &str = "999";

/// The last single age: it counts everybody of 100 and over.
const LAST_AGE: u32 = 100;

/// Names we give to the columns, and how editions of the file begin theirs (lower case, without accents).
const COLUMNS: [(&str, &[&str]); 5] = [
    ("cod_com", &["codice comune", "cod_com", "codice istat"]),
    ("eta", &["eta", "et\u{fffd}"]),
    ("maschi", &["totale maschi", "maschi"]),
    ("femmine", &["totale femmine", "femmine"]),
    ("totale", &["totale"]),
];

/// Columns without which nothing can be counted.
const REQUIRED: [&str; 4] = ["cod_com", "eta", "maschi", "femmine"];

/// Residents of each municipality of a POSAS file: sex `all`, `male`, `female`; ages `0` to `99`, `100+` and `all`.
/// The rows of a municipality stand together, as ISTAT writes them.
pub fn read_posas(path: impl AsRef<Path>) -> Rows<PopulationRow> {
    let path = path.as_ref();
    let file = file_name(path);
    match open(path, &ReadOptions::default()).and_then(|table| of_table(table, &file)) {
        Ok(rows) => rows,
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// The municipalities of an open file.
pub(crate) fn of_table(table: Table, file: &str) -> Result<Rows<PopulationRow>, RowError> {
    let table = named(table, file)?;
    Ok(Box::new(Municipalities { rows: table.rows, waiting: None, is_over: false }))
}

/// Whether the columns are those of POSAS.
pub(crate) fn is_posas(columns: &Columns) -> bool {
    let found = our_names(columns);
    REQUIRED.iter().all(|name| found.iter().any(|known| known == name))
}

/// The table under our names for its columns.
fn named(table: Table, file: &str) -> Result<Table, RowError> {
    let names = our_names(&table.columns);
    table.renamed(names).with_columns(file, &REQUIRED)
}

/// Our name of each column, or the file's own where none of ours means it.
fn our_names(columns: &Columns) -> Vec<String> {
    let plain = |header: &String| header.to_lowercase().replace(['à', 'á'], "a");
    let headers: Vec<String> = columns.headers().iter().map(plain).collect();
    let mut names = columns.headers().to_vec();
    for (name, beginnings) in COLUMNS {
        // "Totale" alone is the total of both sexes; "Totale maschi" is not.
        let is_it = |header: &String| beginnings.iter().any(|known| header == known);
        if let Some(position) = headers.iter().position(is_it) {
            names[position] = name.to_owned();
        }
    }
    names
}

/// Groups the rows of one municipality.
struct Municipalities {
    rows: Rows<Row>,
    /// The first row of the next municipality.
    waiting: Option<Row>,
    is_over: bool,
}

impl Iterator for Municipalities {
    type Item = Result<PopulationRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let first = match self.waiting.take() {
            Some(row) => row,
            None => match self.rows.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            },
        };
        let mut group = vec![first];
        let mut problem = None;
        loop {
            match self.rows.next() {
                None => {
                    self.is_over = true;
                    break;
                }
                Some(Ok(row)) if row.optional("cod_com") != group[0].optional("cod_com") => {
                    self.waiting = Some(row);
                    break;
                }
                Some(Ok(row)) => group.push(row),
                // The file is not whole: that is said, whatever else is wrong with the municipality.
                Some(Err(error)) if error.ends_file => {
                    self.is_over = true;
                    return Some(Err(error));
                }
                // What cannot be read may belong to this municipality: it cannot be complete.
                Some(Err(error)) => {
                    problem.get_or_insert(error);
                }
            }
            if group.len() > 2 * LAST_AGE as usize {
                let row = &group[0];
                problem.get_or_insert(row.error("eta", Problem::TooMany("ages", u64::from(2 * LAST_AGE))));
                group.truncate(1);
            }
        }
        Some(problem.map_or_else(|| municipality(&group), Err))
    }
}

/// One municipality of its rows.
fn municipality(group: &[Row]) -> Result<PopulationRow, RowError> {
    let first = &group[0];
    let istat_code = first.code("cod_com", 6)?;
    let mut cells: Vec<(Sex, String, Option<u32>)> = Vec::new();
    let mut sums = [0_u64; 2];
    let mut total = None;
    let mut seen = [false; LAST_AGE as usize + 1];
    for row in group {
        let age = row.required("eta")?;
        let counts = [count(row, "maschi")?, count(row, "femmine")?];
        let both = counts[0].checked_add(counts[1]).ok_or_else(|| row.error("femmine", Problem::NotACount))?;
        if let Some(stated) = row.optional_count("totale")? {
            agree(row, "totale", u64::from(both), stated)?;
        }
        let class = if age == TOTAL_AGE {
            total = Some((row, counts));
            ALL.to_owned()
        } else {
            let number: u32 = age.parse().map_err(|_| row.error("eta", Problem::NotACount))?;
            let known = seen.get_mut(number as usize).ok_or_else(|| row.error("eta", Problem::NotACount))?;
            if std::mem::replace(known, true) {
                return Err(row.error("eta", Problem::NotThisFormat("an age that appears once")));
            }
            sums[0] += u64::from(counts[0]);
            sums[1] += u64::from(counts[1]);
            if number == LAST_AGE { format!("{LAST_AGE}+") } else { number.to_string() }
        };
        cells.push((ALL, class.clone(), Some(both)));
        cells.push((MALE, class.clone(), Some(counts[0])));
        cells.push((FEMALE, class, Some(counts[1])));
    }
    let (row, stated) = total.ok_or_else(|| first.error("eta", Problem::NoTotal))?;
    agree(row, "maschi", sums[0], stated[0])?;
    agree(row, "femmine", sums[1], stated[1])?;
    Ok(PopulationRow { row: first.number, istat_code, cells })
}

fn count(row: &Row, column: &str) -> Result<u32, RowError> {
    row.optional_count(column)?.ok_or_else(|| row.error(column, Problem::Empty))
}

fn agree(row: &Row, column: &str, found: u64, expected: u32) -> Result<(), RowError> {
    let expected = u64::from(expected);
    if found == expected { Ok(()) } else { Err(row.error(column, Problem::SumMismatch { found, expected })) }
}
