//! What the files of one edition say, decided and ready to store: units, names, bodies, dates of change.
//! Refuses rows it cannot read: a map with a hole is worse than the map of last year.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, anyhow};
use chrono::NaiveDate;
use data_import::topology::{self, PreparedTerritory, Stage};
use data_import::{
    MunicipalityBoundary, MunicipalityChangeRow, MunicipalityPointRow, Rows, read_municipality_boundaries, read_municipality_changes,
    read_municipality_points, read_provinces,
};

use super::super::names::{folded, italian_half, other_half};
use super::super::report::Refusal;
use super::super::table::unreadable;
use super::Files;
use crate::progress::Progress;

/// The Region whose social policy belongs to its two autonomous Provinces.
const TRENTINO_ALTO_ADIGE: &str = "04";

/// The words the variations use for a municipality that goes on under another name.
const RENAMED: &str = "cambio di denominazione";

/// What provinces are in law, by code, in the words of a file.
pub(super) type Kinds = BTreeMap<String, String>;

/// One body competent for social policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SocialRegion {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) region_code: String,
}

/// Everything one edition says.
pub(super) struct Territory {
    pub(super) edition: NaiveDate,
    pub(super) units: Vec<MunicipalityBoundary>,
    pub(super) ceased: Vec<MunicipalityBoundary>,
    pub(super) changes: Vec<Change>,
    pub(super) points: HashMap<String, MunicipalityPointRow>,
    pub(super) prepared: PreparedTerritory,
    pub(super) social_regions: Vec<SocialRegion>,
    pub(super) warned: Vec<Refusal>,
    kinds: HashMap<String, String>,
}

/// A change with its date read.
pub(super) struct Change {
    pub(super) row: MunicipalityChangeRow,
    pub(super) effective_on: NaiveDate,
}

impl Change {
    /// Whether the municipality goes on under another name.
    pub(super) fn is_rename(&self) -> bool {
        self.row.kind == RENAMED && self.row.name_before != self.row.name_after
    }
}

impl Territory {
    /// Reads and prepares on a thread of its own: it is seconds of one core.
    ///
    /// `units` are the municipalities where they were read before, and what they say of the nature of provinces; the file
    /// of municipalities says all of them else.
    pub(super) async fn read(
        files: &Files,
        units: Option<(Vec<MunicipalityBoundary>, Kinds)>,
        edition: NaiveDate,
        progress: Progress,
    ) -> Result<Self> {
        let (units, kinds): (Rows<MunicipalityBoundary>, Kinds) = match units {
            Some((units, kinds)) => (Box::new(units.into_iter().map(Ok)), kinds),
            None => (read_municipality_boundaries(&files.municipalities.path), Kinds::new()),
        };
        let ceased = files.ceased.as_ref().map(|file| read_municipality_boundaries(&file.path));
        let changes = files.changes.as_ref().map(|file| read_municipality_changes(&file.path));
        let provinces = files.provinces.as_ref().map(|file| read_provinces(&file.path));
        let points = files.points.as_ref().map(|file| read_municipality_points(&file.path));
        tokio::task::spawn_blocking(move || {
            let units = whole(units)?;
            progress.at("lettura", 1, 1);
            let prepared = topology::prepare(&units, |stage, done, total| progress.at(words(stage), done, total))
                .context("i confini dei comuni non combaciano; non è stato conservato nulla")?;
            let provinces = provinces.map(whole).transpose()?.unwrap_or_default();
            let listed = provinces.into_iter().map(|row| (row.istat_code, row.kind));
            let kinds = listed.chain(kinds).filter_map(|(code, words)| Some((code, kind_of(&words)?))).collect();
            let lists_points = points.is_some();
            let points = points.map(whole).transpose()?.unwrap_or_default();
            let points: HashMap<String, MunicipalityPointRow> = points.into_iter().map(|row| (row.istat_code.clone(), row)).collect();
            let changes = match changes {
                Some(rows) => whole(rows)?.into_iter().map(dated).collect::<Result<_>>()?,
                None => Vec::new(),
            };
            let ceased = ceased.map(whole).transpose()?.unwrap_or_default();
            let warned = if lists_points { without_point(&units, &points) } else { Vec::new() };
            let social_regions = social_regions(&prepared);
            Ok(Self { edition, units, ceased, changes, points, prepared, social_regions, warned, kinds })
        })
        .await
        .context("la preparazione dei confini è stata interrotta")?
    }

    pub(super) fn cadastral_codes(&self) -> Vec<String> {
        self.units.iter().map(|unit| unit.cadastral_code.clone()).collect()
    }

    /// Nature of a province in our words; none where no file says it.
    pub(super) fn province_kind(&self, code: &str) -> Option<String> {
        self.kinds.get(code).cloned()
    }

    /// Since when a municipality has its present face: the day of its last known change. For the others the true day
    /// lies in the past and is not in the data, so the day of the edition stands: an older one would be a guess.
    pub(super) fn valid_from(&self, unit: &MunicipalityBoundary) -> NaiveDate {
        let last = self.changes.iter().filter(|change| change.row.code_after == unit.istat_code && change.row.name_after == unit.name);
        last.map(|change| change.effective_on).max().unwrap_or(self.edition)
    }

    /// The day a unit of the earlier edition ceased to be what it was.
    pub(super) fn ceased_on(&self, unit: &MunicipalityBoundary) -> NaiveDate {
        let changes = self.changes.iter().filter(|change| change.row.code_before == unit.istat_code);
        changes.map(|change| change.effective_on).max().unwrap_or(self.edition)
    }

    /// The published name's other half as a JSON object of languages.
    pub(super) fn other_names(unit: &MunicipalityBoundary) -> serde_json::Value {
        match other_half(&unit.name, &unit.province_code) {
            Some((language, name)) => serde_json::json!({ language: name }),
            None => serde_json::json!({}),
        }
    }
}

/// The code of the body competent for social policy in a province.
pub(super) fn social_region_code<'a>(region_code: &'a str, province_code: &'a str) -> &'a str {
    if region_code == TRENTINO_ALTO_ADIGE { province_code } else { region_code }
}

fn social_regions(prepared: &PreparedTerritory) -> Vec<SocialRegion> {
    let mut found = BTreeMap::new();
    for province in &prepared.provinces {
        let code = social_region_code(&province.region_code, &province.istat_code).to_owned();
        let region = prepared.regions.iter().find(|region| region.istat_code == province.region_code);
        let name = match region {
            Some(region) if province.region_code != TRENTINO_ALTO_ADIGE => region.name.clone(),
            _ => format!("Provincia autonoma di {}", italian_half(&province.name)),
        };
        let region_code = province.region_code.clone();
        found.entry(code.clone()).or_insert(SocialRegion { code, name, region_code });
    }
    found.into_values().collect()
}

/// What a province is in law, in our words; none where the words of a file are not known.
fn kind_of(words: &str) -> Option<String> {
    let kind = match folded(words).as_str() {
        "provincia" => "provincia",
        "citta metropolitana" => "citta_metropolitana",
        "libero consorzio di comuni" | "libero consorzio comunale" => "libero_consorzio",
        "unita non amministrativa" => "unita_non_amministrativa",
        "provincia autonoma" => "provincia_autonoma",
        _ => return None,
    };
    Some(kind.to_owned())
}

/// All rows, or the first that cannot be read.
fn whole<T>(rows: Rows<T>) -> Result<Vec<T>> {
    rows.collect::<Result<Vec<T>, _>>().map_err(unreadable)
}

fn dated(row: MunicipalityChangeRow) -> Result<Change> {
    let effective_on =
        row.effective_on.parse().map_err(|_| anyhow!("riga {}, colonna decorrenza: non è un giorno del calendario", row.row))?;
    Ok(Change { row, effective_on })
}

fn without_point(units: &[MunicipalityBoundary], points: &HashMap<String, MunicipalityPointRow>) -> Vec<Refusal> {
    let lacking = units.iter().filter(|unit| !points.contains_key(&unit.istat_code)).count();
    if lacking == 0 {
        return Vec::new();
    }
    vec![Refusal::of_row(0, format!("{lacking} comuni non sono nell'elenco dei punti: restano i punti di prima"))]
}

fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Borders => "confini comuni",
        Stage::Bands => "forme per gli ingrandimenti",
        Stage::Dissolving => "unione di province e Regioni",
        Stage::Landmasses => "terre emerse",
        Stage::Labels => "etichette",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trento_and_bolzano_stand_apart() {
        assert_eq!(social_region_code("04", "021"), "021");
        assert_eq!(social_region_code("04", "022"), "022");
        assert_eq!(social_region_code("08", "033"), "08");
    }

    #[test]
    fn the_nature_of_a_province_is_one_of_five() {
        assert_eq!(kind_of("Città metropolitana").as_deref(), Some("citta_metropolitana"));
        assert_eq!(kind_of("CITTA' METROPOLITANA").as_deref(), Some("citta_metropolitana"));
        assert_eq!(kind_of("Libero consorzio di comuni").as_deref(), Some("libero_consorzio"));
        assert_eq!((kind_of("Provincia").as_deref(), kind_of("Contea")), (Some("provincia"), None));
    }
}
