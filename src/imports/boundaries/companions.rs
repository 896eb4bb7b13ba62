//! Provinces and Regions by name from the other layers of a file: ISTAT's ZIP has them beside the comuni.
//! Refuses nothing: a layer that is none of the two, or cannot be read, says nothing.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use data_import::table::{self, ReadOptions};
use data_import::{BOUNDARY_FIELDS, BoundaryRow, Row, Table, map_headers};

/// A province as its layer describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) region_code: Option<String>,
}

/// What the other layers say, by code.
#[derive(Debug, Default)]
pub(super) struct Companions {
    provinces: HashMap<String, Described>,
    regions: HashMap<String, String>,
}

impl Companions {
    /// Reads those of these layers that have no municipalities.
    pub(super) fn of(path: &Path, layers: &[String]) -> Self {
        let mut companions = Self::default();
        for layer in layers {
            let options = ReadOptions { layer: Some(layer.clone()), ..ReadOptions::default() };
            let Some(table) = table::open(path, &options).ok().and_then(named) else { continue };
            if !BoundaryRow::are_in(&table) {
                table.rows.flatten().for_each(|row| companions.take(&row));
            }
        }
        companions
    }

    fn take(&mut self, row: &Row) {
        let region = code(row, "cod_reg", 2);
        let name = ["provincia", "den_prov"].into_iter().find_map(|column| row.optional_text(column).filter(|name| name != "-"));
        if let (Some(province), Some(name), Ok(label)) = (code(row, "cod_prov", 3), name, row.province_label("sigla")) {
            self.provinces.insert(province, Described { name, label, region_code: region });
        } else if let (Some(region), Some(name)) = (region, row.optional_text("regione")) {
            self.regions.insert(region, name);
        }
    }

    pub(super) fn province(&self, code: &str) -> Option<&Described> {
        self.provinces.get(code)
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
