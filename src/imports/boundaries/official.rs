//! Municipalities of an official file: reprojected, and completed from the territory already stored.
//! Refuses a row of which anything would have to be guessed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

use anyhow::{Result, bail};
use chrono::NaiveDate;
use data_import::crs::{Area, Crs, Guess, Transformer, look};
use data_import::table::{self, ReadOptions};
use data_import::{BOUNDARY_FIELDS, BoundaryRow, MunicipalityBoundary, Row, RowError, Table, in_degrees};
use geo::{CoordsIter, MultiPolygon};

use super::super::Run;
use super::super::names::folded;
use super::super::provenance::{InputFile, day_in};
use super::super::report::{Refusal, Report};
use super::super::table::{declared_crs, open_layer, unreadable};
use super::companions::{self, Companions};
use super::stored::{FoundBy, Stored, StoredMunicipality};
use super::territory::Kinds;
use crate::progress::Progress;

/// Where a name of another language is joined with a slash and where with a hyphen, as ISTAT does: South Tyrol and
/// Valle d'Aosta, Gorizia and Trieste. Elsewhere the other name is none of the official one.
const JOINED: [(&str, char); 4] = [("021", '/'), ("007", '/'), ("031", '-'), ("032", '-')];

/// The columns of a file in our own form, as `data_import::read_municipality_boundaries` wants them.
const OURS: [&str; 8] = ["cod_com", "comune", "cod_catasto", "cod_prov", "provincia", "sigla", "cod_reg", "regione"];

/// What a file of municipalities came to.
#[derive(Debug, Default)]
pub(super) struct Official {
    pub(super) units: Vec<MunicipalityBoundary>,
    pub(super) refused: Vec<Refusal>,
    pub(super) warned: Vec<Refusal>,
    /// The operations that took the file's numbers to degrees.
    pub(super) operations: Vec<String>,
    /// What the file says provinces are in law.
    pub(super) kinds: Kinds,
}

/// A municipality nobody knows and of which the file does not say the cadastral code.
#[derive(Debug, Clone)]
pub(super) struct Unplaced {
    pub(super) row: BoundaryRow,
    /// Its shape in EPSG:4326, degrees.
    pub(super) degrees: MultiPolygon<f64>,
}

/// What remains to be read once it is known which the unknown municipalities are.
pub(super) struct Rest {
    crs: Crs,
    companions: Companions,
    /// Row of every cadastral code so far.
    pub(super) seen: HashMap<String, u64>,
    pub(super) unplaced: Vec<Unplaced>,
}

/// An official file whose columns are understood.
pub(super) struct Opened {
    path: PathBuf,
    table: Table,
    crs: Crs,
}

/// Opens a file that is not in our own form (all our columns, degrees of WGS 84); none where it is.
///
/// # Errors
/// When the file cannot be read, has no municipalities, or its columns cannot be told apart.
pub(super) fn open(run: &Run<'_>, file: &InputFile, report: &mut Report) -> Result<Option<Opened>> {
    let options = ReadOptions { layer: run.options.layer.clone(), ..ReadOptions::default() };
    let first = table::open(&file.path, &options).map_err(unreadable)?;
    let asked = run.options.crs.as_deref().map(Crs::parse).transpose()?;
    let given = asked.clone().or_else(|| declared_crs(&first)).unwrap_or(Crs::Epsg(4326));
    let is_first = run.options.layer.is_none() || first.about.layers.len() <= 1;
    let is_ours = OURS.iter().all(|column| first.columns.position(column).is_some());
    if is_ours && is_first && given == Crs::Epsg(4326) && run.options.mapping.is_empty() {
        return Ok(None);
    }
    let layer = layer_of(run, file, &first);
    drop(first);
    let table = open_layer(run, file, layer, &BOUNDARY_FIELDS, report)?;
    if !BoundaryRow::are_in(&table) {
        bail!("{}: manca la colonna «cod_com» (o «pro_com», come la chiama ISTAT); indicarla con --map cod_com=colonna", file.name);
    }
    // Each layer of an archive declares its own.
    let crs = asked.or_else(|| declared_crs(&table)).unwrap_or(Crs::Epsg(4326));
    report.reading.push(format!("Sistema di riferimento: {}", crs.name()));
    Ok(Some(Opened { path: file.path.clone(), table, crs }))
}

/// The layer with municipalities: the one asked for, else the first that has their code.
fn layer_of(run: &Run<'_>, file: &InputFile, first: &Table) -> Option<String> {
    let has_them = |layer: &&String| {
        let options = ReadOptions { layer: Some((*layer).clone()), ..ReadOptions::default() };
        let named = table::open(&file.path, &options).ok().and_then(companions::named);
        named.is_some_and(|table| BoundaryRow::are_in(&table))
    };
    let several = first.about.layers.len() > 1;
    run.options.layer.clone().or_else(|| first.about.layers.iter().filter(|_| several).find(has_them).cloned())
}

impl Opened {
    /// The day in the name of the layer.
    pub(super) fn edition(&self) -> Option<NaiveDate> {
        self.table.about.layer.as_deref().and_then(day_in)
    }

    /// Whether the file says of every municipality which it is, also to somebody who knows none.
    pub(super) fn has_cadastral_codes(&self) -> bool {
        self.table.columns.position("cod_catasto").is_some()
    }

    /// Reads all rows; those of municipalities nobody knows are put aside. Belongs on a thread of its own: it is seconds of
    /// one core.
    ///
    /// # Errors
    /// When the file breaks off, or its system cannot be used.
    pub(super) fn read(self, stored: &Stored, progress: &Progress) -> Result<(Official, Rest)> {
        let others: Vec<String> =
            self.table.about.layers.iter().filter(|layer| Some(*layer) != self.table.about.layer.as_ref()).cloned().collect();
        let companions = Companions::of(&self.path, &others)?;
        let total = self.table.about.row_count.and_then(|rows| usize::try_from(rows).ok()).unwrap_or(0);
        let mut reading = Reading::new(&self.crs, stored, &companions);
        reading.official.kinds = companions.kinds().map(|(code, words)| (code.clone(), words.clone())).collect();
        for (done, row) in self.table.rows.enumerate() {
            reading.add(row)?;
            if done % 500 == 0 {
                progress.at("lettura", done.min(total), total.max(1));
            }
        }
        let Reading { official, seen, unplaced, .. } = reading;
        Ok((official, Rest { crs: self.crs, companions, seen, unplaced }))
    }
}

impl Rest {
    /// Reads the rows that were put aside, with the cadastral codes found for them; a row without is refused.
    ///
    /// # Errors
    /// When the reference system cannot be used.
    pub(super) fn read(self, stored: &Stored) -> Result<Official> {
        let mut reading = Reading::new(&self.crs, stored, &self.companions);
        reading.seen = self.seen;
        for unplaced in self.unplaced {
            reading.put(unplaced.row)?;
        }
        Ok(reading.official)
    }
}

struct Reading<'a> {
    crs: &'a Crs,
    stored: &'a Stored,
    companions: &'a Companions,
    transformers: HashMap<Area, Transformer>,
    /// Row of every cadastral code so far.
    seen: HashMap<String, u64>,
    official: Official,
    unplaced: Vec<Unplaced>,
}

impl<'a> Reading<'a> {
    fn new(crs: &'a Crs, stored: &'a Stored, companions: &'a Companions) -> Self {
        Self {
            crs,
            stored,
            companions,
            transformers: HashMap::new(),
            seen: HashMap::new(),
            official: Official::default(),
            unplaced: Vec::new(),
        }
    }

    fn add(&mut self, row: Result<Row, RowError>) -> Result<()> {
        match row.and_then(BoundaryRow::of) {
            Ok(row) => {
                if let Some(kind) = &row.province_kind {
                    self.official.kinds.insert(row.province_code.clone(), kind.clone());
                }
                match self.unknown(&row)? {
                    Some(degrees) => self.unplaced.push(Unplaced { row, degrees }),
                    None => self.put(row)?,
                }
            }
            Err(error) if error.ends_file => return Err(unreadable(error)),
            Err(error) => self.official.refused.push(error.into()),
        }
        Ok(())
    }

    fn put(&mut self, row: BoundaryRow) -> Result<()> {
        match self.take(row)? {
            Ok(unit) => self.official.units.push(unit),
            Err(refusal) => self.official.refused.push(refusal),
        }
        Ok(())
    }

    /// The shape, in degrees, of a municipality nobody knows and of which the file does not say the cadastral code.
    fn unknown(&mut self, row: &BoundaryRow) -> Result<Option<MultiPolygon<f64>>> {
        let Some(region) = self.region(row).filter(|_| row.cadastral_code.is_none()) else { return Ok(None) };
        if self.stored.municipality(&row.istat_code, Some(&region), row.name.as_deref()).is_some() {
            return Ok(None);
        }
        self.placed(row, &region)
    }

    fn region(&self, row: &BoundaryRow) -> Option<String> {
        let stored = || self.stored.province(&row.province_code).map(|known| known.region_code.clone());
        let beside = || self.companions.province(&row.province_code).and_then(|known| known.region_code.clone());
        row.region_code.clone().or_else(stored).or_else(beside)
    }

    /// The shape in degrees; none where it is not in Italy.
    fn placed(&mut self, row: &BoundaryRow, region: &str) -> Result<Option<MultiPolygon<f64>>> {
        let area = Area::of_region(region);
        let transformer = match self.transformers.entry(area) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(free) => {
                let made =
                    Transformer::new(self.crs, area).map_err(|error| anyhow::anyhow!("{}: {}", self.crs.name(), error.in_italian()))?;
                if *self.crs != Crs::Epsg(4326) {
                    let operation = format!("Cambio di datum: {}", made.operation().name);
                    // One for each part of Italy; without a change of datum they are the same.
                    if !self.official.operations.contains(&operation) {
                        self.official.operations.push(operation);
                    }
                }
                free.insert(made)
            }
        };
        Ok(in_degrees(&row.shape, transformer).ok().filter(is_in_italy))
    }

    fn take(&mut self, row: BoundaryRow) -> Result<Result<MunicipalityBoundary, Refusal>> {
        let whole = match self.completed(&row) {
            Ok(whole) => whole,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let placed = self.placed(&row, &whole.region_code)?;
        Ok(match placed {
            Some(geometry) => Ok(MunicipalityBoundary { geometry, ..whole }),
            None => Err(self.misplaced(&row)),
        })
    }

    /// Everything but the shape.
    fn completed(&mut self, row: &BoundaryRow) -> Result<MunicipalityBoundary, Refusal> {
        let of_cell = |column: &str, reason: String| Refusal::of_cell(row.row, column, reason);
        let province = self.stored.province(&row.province_code);
        let beside = self.companions.province(&row.province_code);
        let region_code = self.region(row).ok_or_else(|| {
            of_cell("cod_reg", format!("della provincia {} non si sa la Regione", row.province_code))
                .with_hint("aggiungere la colonna cod_reg")
        })?;
        let found = self.stored.municipality(&row.istat_code, Some(&region_code), row.name.as_deref());
        let cadastral_code =
            row.cadastral_code.clone().or_else(|| found.map(|(unit, _)| unit.cadastral_code.clone())).ok_or_else(|| {
                of_cell("cod_catasto", "il comune non è fra quelli conosciuti e il file non ne dice il codice catastale".to_owned())
                    .with_hint(
                        "aggiungere al file la colonna cod_catasto, con il codice (una lettera e tre cifre) almeno per questo comune",
                    )
            })?;
        if let Some(other) = self.seen.insert(cadastral_code.clone(), row.row) {
            return Err(of_cell("cod_com", format!("è lo stesso comune della riga {other} (codice catastale {cadastral_code})")));
        }
        let found = found.filter(|(unit, _)| unit.cadastral_code == cadastral_code);
        if let Some((unit, by)) = found {
            self.official.warned.extend(noteworthy(row, unit, by));
        }
        let name =
            name(row, found.map(|(unit, _)| unit.name.as_str())).ok_or_else(|| of_cell("comune", "manca il nome del comune".to_owned()))?;
        let unknown_province = |column: &'static str| {
            let reason = format!("la provincia {} non è fra quelle conosciute e il file non la descrive", row.province_code);
            of_cell(column, reason).with_hint(format!("aggiungere la colonna {column}, o dare lo ZIP intero di ISTAT, con le province"))
        };
        let stored_name = province.map(|known| known.name.clone());
        let province_name = respelled(row.province_name.clone(), stored_name).or_else(|| beside.map(|known| known.name.clone()));
        let label = row
            .province_label
            .clone()
            .or_else(|| province.map(|known| known.label.clone()))
            .or_else(|| beside.map(|known| known.label.clone()));
        let region = self.stored.region_name(&region_code).map(str::to_owned);
        let region_name = respelled(row.region_name.clone(), region).or_else(|| self.companions.region(&region_code).map(str::to_owned));
        Ok(MunicipalityBoundary {
            row: row.row,
            istat_code: row.istat_code.clone(),
            name,
            cadastral_code,
            province_code: row.province_code.clone(),
            province_name: province_name.ok_or_else(|| unknown_province("provincia"))?,
            province_label: label.ok_or_else(|| unknown_province("sigla"))?,
            region_name: region_name.ok_or_else(|| {
                of_cell("regione", format!("la Regione {region_code} non è fra quelle conosciute"))
                    .with_hint("aggiungere la colonna regione")
            })?,
            region_code,
            geometry: MultiPolygon(Vec::new()),
        })
    }

    /// Why a shape is not where it should be, and what the numbers look like.
    fn misplaced(&self, row: &BoundaryRow) -> Refusal {
        let seems = row.shape.coords_iter().next().map(|vertex| look(vertex.x, vertex.y));
        let refusal = Refusal::of_row(row.row, format!("la geometria non è in Italia, letta come {}", self.crs.name()));
        match seems {
            Some(seems @ (Guess::Metres(_) | Guess::Degrees)) => refusal.with_hint(format!("indicare il sistema con --crs: {seems}")),
            _ => refusal.with_hint("controllare il sistema di riferimento e indicarlo con --crs"),
        }
    }
}

/// Whether every ring begins in Italy: rings of a few kilometres need no more.
fn is_in_italy(shape: &MultiPolygon<f64>) -> bool {
    shape.iter().all(|polygon| polygon.exterior().0.first().is_some_and(|vertex| look(vertex.x, vertex.y) == Guess::Degrees))
}

/// What somebody should look at where a municipality was not simply found under its code and name.
fn noteworthy(row: &BoundaryRow, unit: &StoredMunicipality, by: FoundBy) -> Option<Refusal> {
    let told = |reason: String| Some(Refusal::of_cell(row.row, "cod_com", reason));
    match by {
        FoundBy::Name => {
            told(format!("il codice {} è nuovo: è il comune che aveva {} (stesso nome e Regione)", row.istat_code, unit.istat_code))
        }
        FoundBy::EarlierCode => told(format!("il codice {} è di prima: oggi il comune ha {}", row.istat_code, unit.istat_code)),
        FoundBy::Code => {
            let renamed = name(row, Some(&unit.name)).filter(|name| folded(name) != folded(&unit.name))?;
            told(format!("il comune {} si chiamava {} e ora {renamed}", unit.istat_code, unit.name))
        }
    }
}

/// The official name, bilingual ones whole. A name of which the file gives only the Italian half stays what it was.
fn name(row: &BoundaryRow, stored: Option<&str>) -> Option<String> {
    let given = match (&row.name, stored) {
        (Some(given), _) => given.as_str(),
        (None, stored) => return stored.map(str::to_owned),
    };
    let joint = JOINED.iter().find(|(province, _)| *province == row.province_code).map(|(_, joint)| *joint);
    let other = row.other_name.as_deref().filter(|other| *other != given);
    let joined = joint.zip(other).filter(|(joint, _)| !given.contains(*joint)).map(|(joint, other)| format!("{given}{joint}{other}"));
    let is_half = |stored: &str| joint.is_some_and(|joint| stored.strip_prefix(given).is_some_and(|rest| rest.starts_with(joint)));
    let shouted = |stored: &str| given.to_uppercase() == *given && folded(given) == folded(stored);
    match (joined, stored) {
        (None, Some(stored)) if is_half(stored) || shouted(stored) => Some(stored.to_owned()),
        (Some(joined), _) => Some(joined),
        (None, _) => Some(given.to_owned()),
    }
}

/// The given name; the stored one where they differ only in case, accents or signs, or where none is given.
fn respelled(given: Option<String>, stored: Option<String>) -> Option<String> {
    match (given, stored) {
        (Some(given), Some(stored)) if folded(&given) == folded(&stored) => Some(stored),
        (given, stored) => given.or(stored),
    }
}

#[cfg(test)]
#[path = "official_tests.rs"]
mod tests;
