//! Population grids of 1 km in EPSG:3035, from ISTAT, Eurostat or our own estimate, in any tabular or vector format.
//! Refuses cells whose name and coordinates disagree, and names that are no cell of the INSPIRE grid.

use std::path::Path;

use crate::row::{Row, Rows, file_name};
use crate::row_error::{Problem, RowError};
use crate::table::{ReadOptions, Table, open};

/// Side of a cell in metres.
const CELL_METRES: f64 = 1_000.0;

/// Headers of the cell's name, lower case.
const CELL: [&str; 6] = ["grd_id", "grd_newid", "cellcode", "cella", "id_cella", "grid_id"];
/// Headers of the coordinates of the lower left corner, where they are columns of their own.
const EASTING: [&str; 4] = ["x_3035", "x_lle", "x", "easting"];
const NORTHING: [&str; 4] = ["y_3035", "y_lle", "y", "northing"];

/// One cell of a population grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridCellRow {
    /// Row of the file.
    pub row: u64,
    /// Name of the cell, as the file writes it.
    pub cell: String,
    /// Easting of the centre in metres, EPSG:3035.
    pub x: f64,
    /// Northing of the centre in metres, EPSG:3035.
    pub y: f64,
    /// Population columns by their header: residents, which an estimate may give with decimals; `None` where the
    /// source has no figure.
    pub residents: Vec<(String, Option<f64>)>,
}

/// Cells of a grid whose name is in `GRD_ID`, `CELLCODE`, `cella` … and whose population columns are `T`, `M`, `F`,
/// `P1`, `POP21`, `TOT_P_2021`, `Y_LT15`, `pop_stimata_2023`, `minori_stimati_2023` and others of these forms.
pub fn read_grid(path: impl AsRef<Path>) -> Rows<GridCellRow> {
    let path = path.as_ref();
    match open(path, &ReadOptions::default()).and_then(|table| Layout::of(&table, &file_name(path)).map(|layout| (table, layout))) {
        Ok((table, layout)) => Box::new(table.rows.map(move |row| layout.cell(&row?))),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// Which column is what.
struct Layout {
    cell: String,
    corner: Option<(String, String)>,
    residents: Vec<String>,
}

impl Layout {
    fn of(table: &Table, file: &str) -> Result<Self, RowError> {
        let names = table.columns.names();
        let find = |known: &[&str]| {
            let first = known.iter().find_map(|wanted| names.iter().find(|name| name.to_lowercase() == *wanted));
            first.cloned()
        };
        let missing = |column: &str| RowError::of_cell(file, table.about.header_row, column, "", Problem::MissingColumn).last();
        let cell = find(&CELL).ok_or_else(|| missing("GRD_ID"))?;
        let residents: Vec<String> = names.iter().filter(|name| counts_people(name)).cloned().collect();
        if residents.is_empty() {
            return Err(missing("T"));
        }
        Ok(Self { cell, corner: find(&EASTING).zip(find(&NORTHING)), residents })
    }

    fn cell(&self, row: &Row) -> Result<GridCellRow, RowError> {
        let name = row.text(&self.cell)?;
        let corner = corner(&name).ok_or_else(|| row.error(&self.cell, Problem::NotThisFormat("a 1 km cell of EPSG:3035")))?;
        if let Some((easting, northing)) = &self.corner {
            for (column, expected) in [(easting, corner.0), (northing, corner.1)] {
                let stated = number(row, column)?.ok_or_else(|| row.error(column, Problem::Empty))?;
                // Some publish the centre instead of the corner.
                if stated != expected && stated != expected + CELL_METRES / 2.0 {
                    return Err(row.error(column, Problem::NotThisFormat("the coordinate in the name of the cell")));
                }
            }
        }
        let residents = self.residents.iter().map(|column| Ok((row.columns.header(column).to_owned(), number(row, column)?)));
        Ok(GridCellRow {
            row: row.number,
            cell: name,
            x: corner.0 + CELL_METRES / 2.0,
            y: corner.1 + CELL_METRES / 2.0,
            residents: residents.collect::<Result<_, RowError>>()?,
        })
    }
}

fn number(row: &Row, column: &str) -> Result<Option<f64>, RowError> {
    let Some(cell) = row.optional(column) else {
        return Ok(None);
    };
    match cell.replacen(',', ".", 1).parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(Some(number)),
        _ => Err(row.error(column, Problem::NotANumber)),
    }
}

/// Whether a column counts residents, by the names ISTAT, Eurostat and we give such columns.
fn counts_people(name: &str) -> bool {
    let name = name.to_lowercase();
    // Totals, sexes, ages, birth and movement of the census of 2021.
    const WHOLE: [&str; 13] = ["t", "m", "f", "y_lt15", "y_1564", "y_ge65", "emp", "nat", "eu_oth", "oth", "same", "chg_in", "chg_out"];
    let is_istat = name.strip_prefix('p').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    WHOLE.contains(&name.as_str()) || is_istat || ["pop", "tot_p", "minori", "obs_value"].iter().any(|start| name.starts_with(start))
}

/// Easting and northing of the lower left corner, from a name such as `CRS3035RES1000mN2415000E4220000` or `1kmN2415E4220`.
fn corner(name: &str) -> Option<(f64, f64)> {
    let (metres, rest) = match name.strip_prefix("CRS3035RES1000m") {
        Some(rest) => (1.0, rest),
        None => (CELL_METRES, name.strip_prefix("1km")?),
    };
    let part = |text: &str| -> Option<f64> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| is_number).map(|number| f64::from(number) * metres)
    };
    let (first, second) = match rest.strip_prefix('N') {
        Some(rest) => {
            let (northing, easting) = rest.split_once('E')?;
            (easting, northing)
        }
        None => rest.strip_prefix('E')?.split_once('N')?,
    };
    let (easting, northing) = (part(first)?, part(second)?);
    (easting % CELL_METRES == 0.0 && northing % CELL_METRES == 0.0).then_some((easting, northing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells_hold_their_corner() {
        assert_eq!(corner("CRS3035RES1000mN2415000E4220000"), Some((4_220_000.0, 2_415_000.0)));
        assert_eq!(corner("1kmN2415E4220"), Some((4_220_000.0, 2_415_000.0)));
        assert_eq!(corner("1kmE4220N2415"), Some((4_220_000.0, 2_415_000.0)));
        for wrong in ["", "1km", "1kmN2415", "CRS3035RES100mN24150E42200", "1kmN+15E1", "CRS3035RES1000mN2415500E4220000"] {
            assert_eq!(corner(wrong), None, "{wrong}");
        }
    }
}
