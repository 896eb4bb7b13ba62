//! Residents by municipality, sex and age class.
//! Refuses to fill gaps: an empty cell is `None`, because no data is not zero.

use std::path::Path;

use crate::row::{Row, Rows, file_name};
use crate::row_error::RowError;
use crate::table::{About, ReadOptions, Table, open};
use crate::{posas, typed};

/// Sex of a cell.
pub type Sex = &'static str;
/// Everybody.
pub const ALL: &str = "all";
/// Males.
pub const MALE: &str = "male";
/// Females.
pub const FEMALE: &str = "female";

/// Residents of one municipality on 1 January of the file's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationRow {
    /// Row of the file; the header is row 1.
    pub row: u64,
    /// ISTAT code of the municipality, six digits.
    pub istat_code: String,
    /// (sex, age class, persons): sex is `all`, `male` or `female`; an age class is `all`, `0-17`, `85+`;
    /// persons is `None` where the source has no figure.
    pub cells: Vec<(Sex, String, Option<u32>)>,
}

/// The kinds of file that hold population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopulationForm {
    /// One row for each municipality: totals by sex, minors, age bands of both sexes together.
    Bands,
    /// One row for each municipality: five-year classes by sex.
    FiveYears,
    /// POSAS of ISTAT: one row for each single age of each municipality, both sexes.
    SingleAges,
}

impl PopulationForm {
    /// The kind of a table, by its columns; bands where it is neither of the others.
    fn of(table: &Table) -> Self {
        let has = |names: &[&str]| names.iter().all(|name| table.columns.position(name).is_some());
        if has(&FIVE_YEAR_COLUMNS) {
            Self::FiveYears
        } else if !has(&BAND_COLUMNS) && posas::is_posas(&table.columns) {
            Self::SingleAges
        } else {
            Self::Bands
        }
    }
}

/// An open file of population.
pub struct PopulationFile {
    /// What its columns say it is.
    pub form: PopulationForm,
    /// What it says of itself, its title among it.
    pub about: About,
    /// Municipalities in the order of the file.
    pub rows: Rows<PopulationRow>,
}

const BAND_COLUMNS: [&str; 5] = ["cod_com", "totale", "maschi", "femmine", "minori_0_17"];
const FIVE_YEAR_COLUMNS: [&str; 3] = ["cod_com", "m_0_4", "f_0_4"];

/// Opens a file of any form; its columns decide which, not its name.
///
/// # Errors
/// When the file cannot be opened or has the columns of no form.
pub fn open_population(path: impl AsRef<Path>, options: &ReadOptions) -> Result<PopulationFile, RowError> {
    let path = path.as_ref();
    let file = file_name(path);
    let table = open(path, options)?;
    let (form, about) = (PopulationForm::of(&table), table.about.clone());
    let rows = match form {
        PopulationForm::SingleAges => posas::of_table(table, &file)?,
        PopulationForm::FiveYears => wide(table, &file, &FIVE_YEAR_COLUMNS, five_years)?,
        PopulationForm::Bands => wide(table, &file, &BAND_COLUMNS, bands)?,
    };
    Ok(PopulationFile { form, about, rows })
}

/// Totals by sex, minors and thirteen age bands of both sexes together
/// (columns `totale`, `maschi`, `femmine`, `minori_0_17`, `eta_0_2` … `eta_85_piu`).
pub fn read_population(path: impl AsRef<Path>) -> Rows<PopulationRow> {
    typed::rows(path.as_ref(), &BAND_COLUMNS, |row| population(&row, bands))
}

/// Five-year classes by sex (columns `m_0_4` … `m_100_piu`, `f_0_4` … `f_100_piu`).
pub fn read_population_by_five_years(path: impl AsRef<Path>) -> Rows<PopulationRow> {
    typed::rows(path.as_ref(), &FIVE_YEAR_COLUMNS, |row| population(&row, five_years))
}

/// What a column counts, by its name.
type Meaning = fn(&str) -> Option<(Sex, String)>;

fn wide(table: Table, file: &str, required: &[&str], meaning: Meaning) -> Result<Rows<PopulationRow>, RowError> {
    let rows = table.with_columns(file, required)?.rows;
    Ok(Box::new(rows.map(move |row| population(&row?, meaning))))
}

fn bands(column: &str) -> Option<(Sex, String)> {
    match column {
        "totale" => Some((ALL, ALL.to_owned())),
        "maschi" => Some((MALE, ALL.to_owned())),
        "femmine" => Some((FEMALE, ALL.to_owned())),
        _ => {
            let ages = column.strip_prefix("minori_").or_else(|| column.strip_prefix("eta_"))?;
            Some((ALL, age_class(ages)?))
        }
    }
}

fn five_years(column: &str) -> Option<(Sex, String)> {
    if let Some(ages) = column.strip_prefix("m_") {
        Some((MALE, age_class(ages)?))
    } else {
        Some((FEMALE, age_class(column.strip_prefix("f_")?)?))
    }
}

fn population(row: &Row, meaning: Meaning) -> Result<PopulationRow, RowError> {
    let mut cells = Vec::new();
    for column in row.columns.names() {
        if let Some((sex, ages)) = meaning(column) {
            cells.push((sex, ages, row.optional_count(column)?));
        }
    }
    Ok(PopulationRow { row: row.number, istat_code: row.code("cod_com", 6)?, cells })
}

/// `0_17` → `0-17`, `85_piu` → `85+`; anything else is not an age class.
fn age_class(ages: &str) -> Option<String> {
    let (from, to) = ages.split_once('_')?;
    let number = |text: &str| text.parse::<u8>().ok();
    match to {
        "piu" => Some(format!("{}+", number(from)?)),
        _ => Some(format!("{}-{}", number(from)?, number(to)?)),
    }
}
