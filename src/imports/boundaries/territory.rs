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

use super::super::names::{italian_half, other_half};
use super::super::progress::Progress;
use super::super::report::Refusal;
use super::Files;

/// The Region whose social policy belongs to its two autonomous Provinces.
const TRENTINO_ALTO_ADIGE: &str = "04";

/// The words the variations use for a municipality that goes on under another name.
const RENAMED: &str = "cambio di denominazione";

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
    /// `units` are the municipalities where they were read before; the file of municipalities says all of them else.
    pub(super) async fn read(
        files: &Files,
        units: Option<Vec<MunicipalityBoundary>>,
        edition: NaiveDate,
        progress: Progress,
    ) -> Result<Self> {
        let units: Rows<MunicipalityBoundary> = match units {
            Some(units) => Box::new(units.into_iter().map(Ok)),
            None => read_municipality_boundaries(&files.municipalities.path),
        };
        let ceased = files.ceased.as_ref().map(|file| read_municipality_boundaries(&file.path));
        let changes = files.changes.as_ref().map(|file| read_municipality_changes(&file.path));
        let provinces = files.provinces.as_ref().map(|file| read_provinces(&file.path));
        let points = files.points.as_ref().map(|file| read_municipality_points(&file.path));
        tokio::task::spawn_blocking(move || {
            let units = whole(units)?;
            progress.at("reading", 1, 1);
            let prepared = topology::prepare(&units, |stage, done, total| progress.at(words(stage), done, total))
                .context("the boundaries do not fit together; nothing was stored")?;
            let provinces = provinces.map(whole).transpose()?.unwrap_or_default();
            let kinds = provinces.into_iter().map(|row| (row.istat_code, kind_of(&row.kind))).collect();
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
        .context("the preparation of the boundaries was interrupted")?
    }

    pub(super) fn cadastral_codes(&self) -> Vec<String> {
        self.units.iter().map(|unit| unit.cadastral_code.clone()).collect()
    }

    /// Nature of a province in our words; none where the list of provinces does not know the code.
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

fn kind_of(words: &str) -> String {
    match words {
        "Città metropolitana" => "citta_metropolitana",
        "Libero consorzio di comuni" => "libero_consorzio",
        "Unità non amministrativa" => "unita_non_amministrativa",
        "Provincia autonoma" => "provincia_autonoma",
        _ => "provincia",
    }
    .to_owned()
}

/// All rows, or the first that cannot be read.
fn whole<T>(rows: Rows<T>) -> Result<Vec<T>> {
    rows.collect::<Result<Vec<T>, _>>().context("boundaries are stored whole or not at all; correct the file")
}

fn dated(row: MunicipalityChangeRow) -> Result<Change> {
    let effective_on = row.effective_on.parse().map_err(|_| anyhow!("row {}: decorrenza is no date of the calendar", row.row))?;
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
        Stage::Borders => "finding shared borders",
        Stage::Bands => "simplifying for the zooms",
        Stage::Dissolving => "joining provinces and Regions",
        Stage::Landmasses => "finding landmasses",
        Stage::Labels => "placing labels",
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
        assert_eq!(kind_of("Città metropolitana"), "citta_metropolitana");
        assert_eq!(kind_of("Provincia"), "provincia");
    }
}
