//! The whole preparation, in the order a reader would do it by hand.
//! Refuses input whose municipalities disagree about their province or Region.

use std::collections::{BTreeMap, HashSet};

use geo::{MultiPolygon, Polygon};

use super::band::Detail;
use super::coverage::Coverage;
use super::label::label_point;
use super::landmass::landmasses;
use super::rings::{Outline, multi_polygon, trace};
use super::simplify::significances;
use super::{BANDS, BandShapes, Label, Level, PrepareError, PreparedTerritory, ProvinceUnit, RegionUnit, Stage, band_tolerance};
use crate::boundaries::MunicipalityBoundary;

/// Prepares shapes, landmasses and labels from a full coverage of municipalities (EPSG:4326).
///
/// `progress` hears the stage, how much of it is done and how much there is. Takes a few seconds and one core for
/// the 7,896 municipalities of Italy; the result depends on nothing but the input.
///
/// # Errors
/// When units overlap, a code appears twice, a unit has no area, or municipalities of one province disagree.
pub fn prepare(
    municipalities: &[MunicipalityBoundary],
    mut progress: impl FnMut(Stage, usize, usize),
) -> Result<PreparedTerritory, PrepareError> {
    let hierarchy = Hierarchy::of(municipalities)?;
    progress(Stage::Borders, 0, 2);
    let coverage = Coverage::build(municipalities.iter().map(|unit| &unit.geometry))?;
    progress(Stage::Borders, 1, 2);
    let each: Vec<u32> = (0..municipalities.len() as u32).collect();
    let levels = Levels {
        municipalities: trace(&coverage, &each, each.len()),
        provinces: trace(&coverage, &hierarchy.province_of, hierarchy.provinces.len()),
        regions: trace(&coverage, &hierarchy.region_of, hierarchy.regions.len()),
    };
    if let Some(unit) = levels.municipalities.iter().position(Vec::is_empty) {
        return Err(PrepareError::NoArea(municipalities[unit].istat_code.clone()));
    }
    progress(Stage::Borders, 2, 2);

    let weights = significances(&coverage);
    let mut bands = Vec::with_capacity(BANDS);
    for band in 0..BANDS {
        progress(Stage::Bands, band, BANDS);
        let tolerance = band_tolerance(band);
        let detail = if tolerance > 0.0 {
            let dropped = too_small(&coverage, &levels.municipalities, tolerance);
            Detail::of_band(&coverage, &weights, tolerance, dropped)
        } else {
            Detail::full(&coverage)
        };
        bands.push(levels.shapes(band, &coverage, &detail, municipalities, &hierarchy));
    }
    progress(Stage::Bands, BANDS, BANDS);

    let whole = Detail::full(&coverage);
    let in_degrees = |outlines: &[Outline]| multi_polygon(outlines, |arc| whole.line(&coverage, &coverage.degrees, arc), &whole.dropped);
    progress(Stage::Dissolving, 0, 2);
    let provinces = hierarchy.provinces.iter().zip(&levels.provinces);
    let provinces = provinces.map(|(unit, outlines)| ProvinceUnit { geometry: in_degrees(outlines), ..unit.clone() }).collect();
    progress(Stage::Dissolving, 1, 2);
    let regions = hierarchy.regions.iter().zip(&levels.regions);
    let regions = regions.map(|(unit, outlines)| RegionUnit { geometry: in_degrees(outlines), ..unit.clone() }).collect();
    progress(Stage::Dissolving, 2, 2);

    progress(Stage::Landmasses, 0, 1);
    let (landmasses, of_unit) = landmasses(&coverage, &levels.municipalities);
    let municipality_landmass = municipalities.iter().zip(of_unit).map(|(unit, number)| (unit.istat_code.clone(), number)).collect();
    progress(Stage::Landmasses, 1, 1);

    let labels = bands.last().map(|full| labels(full, &mut progress)).unwrap_or_default();
    Ok(PreparedTerritory { bands, provinces, regions, landmasses, municipality_landmass, labels })
}

/// Outlines of every unit of every level, largest part first.
struct Levels {
    municipalities: Vec<Vec<Outline>>,
    provinces: Vec<Vec<Outline>>,
    regions: Vec<Vec<Outline>>,
}

impl Levels {
    fn shapes(
        &self,
        band: usize,
        coverage: &Coverage,
        detail: &Detail,
        municipalities: &[MunicipalityBoundary],
        hierarchy: &Hierarchy,
    ) -> BandShapes {
        let shape = |outlines: &Vec<Outline>| multi_polygon(outlines, |arc| detail.line(coverage, &coverage.metres, arc), &detail.dropped);
        let keyed = |keys: Vec<String>, units: &[Vec<Outline>]| keys.into_iter().zip(units.iter().map(shape)).collect();
        BandShapes {
            band,
            municipalities: keyed(municipalities.iter().map(|unit| unit.istat_code.clone()).collect(), &self.municipalities),
            provinces: keyed(hierarchy.provinces.iter().map(|unit| unit.istat_code.clone()).collect(), &self.provinces),
            regions: keyed(hierarchy.regions.iter().map(|unit| unit.istat_code.clone()).collect(), &self.regions),
        }
    }
}

/// Which arcs a band leaves out: those around an island or enclave smaller than `area`, alone in its water or in
/// its one neighbour, unless it is all or most of its unit. An enclave's border is the border of the hole it fills,
/// so both go together; a part that has holes of its own stays, and so does what lies in them.
fn too_small(coverage: &Coverage, municipalities: &[Vec<Outline>], area: f64) -> Vec<bool> {
    let mut dropped = vec![false; coverage.arcs.len()];
    for outlines in municipalities {
        for part in outlines.iter().skip(1) {
            if let [border] = part.outer[..] {
                dropped[border.arc()] = part.area < area && part.holes.is_empty();
            }
        }
    }
    dropped
}

/// Which province and Region each municipality belongs to, provinces and Regions by code.
struct Hierarchy {
    province_of: Vec<u32>,
    region_of: Vec<u32>,
    provinces: Vec<ProvinceUnit>,
    regions: Vec<RegionUnit>,
}

impl Hierarchy {
    fn of(municipalities: &[MunicipalityBoundary]) -> Result<Self, PrepareError> {
        let mut codes = HashSet::new();
        let mut provinces: BTreeMap<&str, ProvinceUnit> = BTreeMap::new();
        let mut regions: BTreeMap<&str, RegionUnit> = BTreeMap::new();
        for unit in municipalities {
            if !codes.insert(&unit.istat_code) {
                return Err(PrepareError::Repeated(unit.istat_code.clone()));
            }
            let disagreement = |other: &str| PrepareError::Disagreement { municipality: unit.istat_code.clone(), unit: other.to_owned() };
            let province = provinces.entry(&unit.province_code).or_insert_with(|| ProvinceUnit {
                istat_code: unit.province_code.clone(),
                name: unit.province_name.clone(),
                label: unit.province_label.clone(),
                region_code: unit.region_code.clone(),
                geometry: MultiPolygon(Vec::new()),
            });
            let same =
                province.name == unit.province_name && province.label == unit.province_label && province.region_code == unit.region_code;
            if !same {
                return Err(disagreement(&unit.province_code));
            }
            let region = regions.entry(&unit.region_code).or_insert_with(|| RegionUnit {
                istat_code: unit.region_code.clone(),
                name: unit.region_name.clone(),
                geometry: MultiPolygon(Vec::new()),
            });
            if region.name != unit.region_name {
                return Err(disagreement(&unit.region_code));
            }
        }
        let number = |keys: Vec<&str>| -> BTreeMap<String, u32> {
            keys.into_iter().zip(0..).map(|(key, number)| (key.to_owned(), number)).collect()
        };
        let province_numbers = number(provinces.keys().copied().collect());
        let region_numbers = number(regions.keys().copied().collect());
        Ok(Self {
            province_of: municipalities.iter().map(|unit| province_numbers[&unit.province_code]).collect(),
            region_of: municipalities.iter().map(|unit| region_numbers[&unit.region_code]).collect(),
            provinces: provinces.into_values().collect(),
            regions: regions.into_values().collect(),
        })
    }
}

/// One label for every unit, in the interior of its largest part.
fn labels(full: &BandShapes, progress: &mut impl FnMut(Stage, usize, usize)) -> Vec<Label> {
    let levels = [(Level::Region, &full.regions), (Level::Province, &full.provinces), (Level::Municipality, &full.municipalities)];
    let total = levels.iter().map(|(_, units)| units.len()).sum();
    let mut labels = Vec::with_capacity(total);
    let mut done = 0;
    for (level, units) in levels {
        for (key, shape) in units {
            // Outlines come largest first, so the first part is the largest.
            let placed = shape.0.first().and_then(|part: &Polygon<f64>| label_point(part));
            if let Some((point, clearance_m)) = placed {
                labels.push(Label { level, key: key.clone(), point, clearance_m });
            }
            done += 1;
            if done % 500 == 0 || done == total {
                progress(Stage::Labels, done, total);
            }
        }
    }
    labels
}
