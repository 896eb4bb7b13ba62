//! Residents by municipality, sex and age class.
//! Refuses to fill gaps: an empty cell is `None`, because no data is not zero.

use std::path::Path;

use crate::row::{Row, Rows};
use crate::row_error::RowError;
use crate::typed;

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

/// Totals by sex, minors and thirteen age bands of both sexes together
/// (columns `totale`, `maschi`, `femmine`, `minori_0_17`, `eta_0_2` … `eta_85_piu`).
pub fn read_population(path: impl AsRef<Path>) -> Rows<PopulationRow> {
    read(path.as_ref(), &["cod_com", "totale", "maschi", "femmine", "minori_0_17"], |column| match column {
        "totale" => Some((ALL, ALL.to_owned())),
        "maschi" => Some((MALE, ALL.to_owned())),
        "femmine" => Some((FEMALE, ALL.to_owned())),
        _ => {
            let ages = column.strip_prefix("minori_").or_else(|| column.strip_prefix("eta_"))?;
            Some((ALL, age_class(ages)?))
        }
    })
}

/// Five-year classes by sex (columns `m_0_4` … `m_100_piu`, `f_0_4` … `f_100_piu`).
pub fn read_population_by_five_years(path: impl AsRef<Path>) -> Rows<PopulationRow> {
    read(path.as_ref(), &["cod_com", "m_0_4", "f_0_4"], |column| {
        if let Some(ages) = column.strip_prefix("m_") {
            Some((MALE, age_class(ages)?))
        } else {
            Some((FEMALE, age_class(column.strip_prefix("f_")?)?))
        }
    })
}

/// What a column counts, by its name.
type Meaning = fn(&str) -> Option<(Sex, String)>;

fn read(path: &Path, required: &[&str], meaning: Meaning) -> Rows<PopulationRow> {
    typed::rows(path, required, move |row| population(&row, meaning))
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
