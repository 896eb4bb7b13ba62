//! Prepares boundaries for maps: shapes for five bands of zoom in which neighbours share the same simplified edge,
//! provinces and Regions by dissolving, landmasses and label points. Refuses coverages whose units overlap.

mod band;
mod coverage;
mod label;
mod landmass;
mod mercator;
mod planar;
mod prepare;
mod rings;
mod simplify;

pub use mercator::project;
pub use prepare::prepare;

use geo::{Coord, MultiPolygon, Polygon};

/// The highest zoom each simplified band is drawn at; the last band, from zoom 11, has full detail.
pub const BAND_ZOOMS: [u8; 4] = [4, 6, 8, 10];

/// Number of bands: the simplified ones and the full one.
pub const BANDS: usize = BAND_ZOOMS.len() + 1;

/// The band a map at this zoom takes.
pub fn band_of_zoom(zoom: u8) -> usize {
    BAND_ZOOMS.iter().position(|&highest| zoom <= highest).unwrap_or(BAND_ZOOMS.len())
}

/// The area (m² of EPSG:3857) below which a corner is left out in a band: a square of half a pixel of a 512-pixel
/// tile at the band's highest zoom. 0 for the full band.
pub fn band_tolerance(band: usize) -> f64 {
    BAND_ZOOMS.get(band).map_or(0.0, |&zoom| {
        let half_pixel = 78_271.516_964 / f64::from(1_u32 << zoom) / 2.0;
        half_pixel * half_pixel
    })
}

/// What the preparation is busy with, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finding shared borders.
    Borders,
    /// Simplifying the bands.
    Bands,
    /// Joining municipalities into provinces and Regions.
    Dissolving,
    /// Finding landmasses.
    Landmasses,
    /// Placing labels.
    Labels,
}

/// The three levels of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Region, keyed by two digits.
    Region,
    /// Province, keyed by three digits.
    Province,
    /// Municipality, keyed by six digits.
    Municipality,
}

/// Shapes of all units in one band.
#[derive(Debug, Clone)]
pub struct BandShapes {
    /// 0 to 4.
    pub band: usize,
    /// (ISTAT code, shape in EPSG:3857), outer rings counter-clockwise; in the order of the input.
    pub municipalities: Vec<(String, MultiPolygon<f64>)>,
    /// (ISTAT code, shape in EPSG:3857), by code.
    pub provinces: Vec<(String, MultiPolygon<f64>)>,
    /// (ISTAT code, shape in EPSG:3857), by code.
    pub regions: Vec<(String, MultiPolygon<f64>)>,
}

/// A province joined from its municipalities.
#[derive(Debug, Clone)]
pub struct ProvinceUnit {
    /// ISTAT code, three digits.
    pub istat_code: String,
    /// Name.
    pub name: String,
    /// Two-letter label.
    pub label: String,
    /// ISTAT code of the Region.
    pub region_code: String,
    /// Full detail, EPSG:4326.
    pub geometry: MultiPolygon<f64>,
}

/// A Region joined from its municipalities.
#[derive(Debug, Clone)]
pub struct RegionUnit {
    /// ISTAT code, two digits.
    pub istat_code: String,
    /// Name.
    pub name: String,
    /// Full detail, EPSG:4326.
    pub geometry: MultiPolygon<f64>,
}

/// A piece of land one can cross without a boat.
#[derive(Debug, Clone)]
pub struct Landmass {
    /// 1 is the largest.
    pub number: usize,
    /// On the ellipsoid, square metres, holes filled.
    pub area_m2: f64,
    /// Outer ring at full detail, EPSG:4326; holes such as San Marino are filled.
    pub geometry: Polygon<f64>,
}

/// Where the name of a unit goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Which kind of unit.
    pub level: Level,
    /// ISTAT code of the unit.
    pub key: String,
    /// In the interior of the unit's largest part, EPSG:3857.
    pub point: Coord<f64>,
    /// Distance to the nearest border in metres of EPSG:3857.
    pub clearance_m: f64,
}

/// Everything the map needs from boundaries.
#[derive(Debug, Clone)]
pub struct PreparedTerritory {
    /// Bands 0 to 4.
    pub bands: Vec<BandShapes>,
    /// By code.
    pub provinces: Vec<ProvinceUnit>,
    /// By code.
    pub regions: Vec<RegionUnit>,
    /// Largest first.
    pub landmasses: Vec<Landmass>,
    /// (ISTAT code of the municipality, number of the landmass its largest part lies on), in the order of the input.
    pub municipality_landmass: Vec<(String, usize)>,
    /// Regions, provinces, municipalities.
    pub labels: Vec<Label>,
}

/// Why a set of boundaries cannot be prepared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PrepareError {
    /// Two units claim the same side of an edge. Numbers are positions in the input.
    #[error("units {first} and {second} overlap near longitude {longitude}, latitude {latitude}")]
    Overlap {
        /// Position of the first unit in the input.
        first: usize,
        /// Position of the second.
        second: usize,
        /// Degrees, EPSG:4326.
        longitude: f64,
        /// Degrees, EPSG:4326.
        latitude: f64,
    },
    /// The same code twice.
    #[error("municipality {0} appears twice")]
    Repeated(String),
    /// Municipalities of one province name different Regions, labels or names.
    #[error("municipality {municipality} disagrees with the others of its province or Region {unit}")]
    Disagreement {
        /// ISTAT code of the municipality.
        municipality: String,
        /// Code of the province or Region.
        unit: String,
    },
    /// A unit without any area.
    #[error("municipality {0} has no area")]
    NoArea(String),
}
