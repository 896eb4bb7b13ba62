//! Provinces and Regions by name from the other layers of a file: ISTAT's ZIP has them beside the comuni.
//! Refuses a layer that breaks off; one that is none of the two, or cannot be opened, says nothing.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Result;
use data_import::table::{self, ReadOptions};
use data_import::{BOUNDARY_FIELDS, BoundaryRow, Row, Table, map_headers};

use super::super::table::unreadable;

/// A province as its layer describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) region_code: Option<String>,
    /// What it is in law, in the words of the file.
    pub(super) kind: Option<String>,
}

/// What the other layers say, by code.
#[derive(Debug, Default)]
pub(super) struct Companions {
    provinces: HashMap<String, Described>,
    regions: HashMap<String, String>,
}

impl Companions {
    /// Reads those of these layers that have no municipalities.
    ///
    /// # Errors
    /// When a layer cannot be read to its end.
    pub(super) fn of(path: &Path, layers: &[String]) -> Result<Self> {
        let mut companions = Self::default();
        for layer in layers {
            let options = ReadOptions { layer: Some(layer.clone()), ..ReadOptions::default() };
            let Some(table) = table::open(path, &options).ok().and_then(named) else { continue };
            if !BoundaryRow::are_in(&table) {
                for row in table.rows {
                    match row {
                        Ok(row) => companions.take(&row),
                        Err(error) if error.ends_file => return Err(unreadable(error)),
                        // What is missing of a unit is asked for where a municipality needs it.
                        Err(_) => {}
                    }
                }
            }
        }
        Ok(companions)
    }

    fn take(&mut self, row: &Row) {
        let region = code(row, "cod_reg", 2);
        let name = ["provincia", "den_prov"].into_iter().find_map(|column| row.optional_text(column).filter(|name| name != "-"));
        if let (Some(province), Some(name), Ok(label)) = (code(row, "cod_prov", 3), name, row.province_label("sigla")) {
            self.provinces.insert(province, Described { name, label, region_code: region, kind: row.optional_text("tipo_uts") });
        } else if let (Some(region), Some(name)) = (region, row.optional_text("regione")) {
            self.regions.insert(region, name);
        }
    }

    pub(super) fn province(&self, code: &str) -> Option<&Described> {
        self.provinces.get(code)
    }

    /// What provinces are in law, by code, in the words of the file.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&String, &String)> {
        self.provinces.iter().filter_map(|(code, province)| Some((code, province.kind.as_ref()?)))
    }

    pub(super) fn region(&self, code: &str) -> Option<&str> {
        self.regions.get(code).map(String::as_str)
    }
}

/// The table under our names for its columns; none where they cannot be told apart.
pub(super) fn named(table: Table) -> Option<Table> {
    let mapped = map_headers(&BOUNDARY_FIELDS, table.columns.headers(), &BTreeMap::new()).ok()?;
    Some(table.renamed(mapped.names))
}

fn code(row: &Row, column: &str, digits: usize) -> Option<String> {
    let cell = row.optional(column).filter(|cell| cell.len() <= digits && cell.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{cell:0>digits$}"))
}
