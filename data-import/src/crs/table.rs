//! The EPSG codes Italian files use, each with its datum, its projection and the order of its axes.
//! Refuses every other code: those are PROJ's, in `foreign`.

use super::datum::{Datum, ROME_MERIDIAN};

/// How a code makes its two numbers from longitude and latitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Projection {
    /// Degrees, longitudes counted from this meridian (degrees east of Greenwich).
    Degrees { meridian: f64 },
    /// Transverse Mercator (EPSG method 9807), latitude of origin 0, false northing 0, metres.
    TransverseMercator { meridian: f64, scale: f64, false_easting: f64 },
    /// Lambert azimuthal equal area (EPSG method 9820), metres.
    LambertAzimuthal { latitude: f64, meridian: f64, false_easting: f64, false_northing: f64 },
    /// Lambert conformal conic with two parallels (EPSG method 9802), metres.
    LambertConic { latitude: f64, meridian: f64, parallels: [f64; 2], false_easting: f64, false_northing: f64 },
    /// The Mercator of web maps (EPSG method 1024), metres.
    WebMercator,
}

/// One code of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    pub code: u32,
    /// The name EPSG gives it.
    pub name: &'static str,
    pub datum: Datum,
    pub projection: Projection,
    /// Whether the authority writes northing (or latitude) before easting (or longitude).
    pub northing_first: bool,
}

impl Known {
    pub fn is_geographic(&self) -> bool {
        matches!(self.projection, Projection::Degrees { .. })
    }

    /// The steps of a PROJ pipeline from its numbers (easting or longitude first) to radians on its own ellipsoid,
    /// longitudes from Greenwich. Everything PROJ could decide by itself is written out, the algorithm too.
    pub fn steps_to_radians(&self) -> String {
        let ellipsoid = self.datum.ellipsoid();
        match self.projection {
            Projection::Degrees { meridian: 0.0 } => "+step +proj=unitconvert +xy_in=deg +xy_out=rad".to_owned(),
            Projection::Degrees { meridian } => {
                format!("+step +proj=unitconvert +xy_in=deg +xy_out=rad +step +inv +proj=longlat +ellps={ellipsoid} +pm={meridian}")
            }
            Projection::TransverseMercator { meridian, scale, false_easting } => format!(
                "+step +inv +proj=tmerc +algo=poder_engsager +lat_0=0 +lon_0={meridian} +k_0={scale} +x_0={false_easting} +y_0=0 +ellps={ellipsoid}"
            ),
            Projection::LambertAzimuthal { latitude, meridian, false_easting, false_northing } => format!(
                "+step +inv +proj=laea +lat_0={latitude} +lon_0={meridian} +x_0={false_easting} +y_0={false_northing} +ellps={ellipsoid}"
            ),
            Projection::LambertConic { latitude, meridian, parallels: [south, north], false_easting, false_northing } => format!(
                "+step +inv +proj=lcc +lat_0={latitude} +lon_0={meridian} +lat_1={south} +lat_2={north} +x_0={false_easting} +y_0={false_northing} +ellps={ellipsoid}"
            ),
            Projection::WebMercator => format!("+step +inv +proj=webmerc +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 +ellps={ellipsoid}"),
        }
    }
}

/// The code a code is only another name of: Google's and ESRI's for web maps, ESRI's for Gauss-Boaga, and 26591/26592,
/// which EPSG withdrew because their central meridian was written from Greenwich and meant from Rome: their numbers
/// are those of 3003 and 3004.
pub(super) fn canonical(code: u32) -> u32 {
    match code {
        900_913 | 3785 | 102_100 | 102_113 => 3857,
        102_091 | 26_591 => 3003,
        102_092 | 26_592 => 3004,
        other => other,
    }
}

/// The entry of a code, aliases included.
pub(super) fn known(code: u32) -> Option<&'static Known> {
    let code = canonical(code);
    KNOWN.iter().find(|known| known.code == code)
}

const fn degrees(code: u32, name: &'static str, datum: Datum, meridian: f64) -> Known {
    Known { code, name, datum, projection: Projection::Degrees { meridian }, northing_first: true }
}

const fn transverse(code: u32, name: &'static str, datum: Datum, meridian: f64, scale: f64, false_easting: f64, north: bool) -> Known {
    Known { code, name, datum, projection: Projection::TransverseMercator { meridian, scale, false_easting }, northing_first: north }
}

const fn utm(code: u32, name: &'static str, datum: Datum, zone: u8, north: bool) -> Known {
    transverse(code, name, datum, zone as f64 * 6.0 - 183.0, 0.9996, 500_000.0, north)
}

const EN: bool = false;
const NE: bool = true;

/// Where two codes differ only by the order of their axes, the one with the easting first stands first:
/// `prj::identify` takes the first that fits.
pub(super) const KNOWN: [Known; 34] = [
    degrees(4326, "WGS 84", Datum::Wgs84, 0.0),
    degrees(4258, "ETRS89", Datum::Etrs89, 0.0),
    degrees(6706, "RDN2008", Datum::Rdn2008, 0.0),
    degrees(4670, "IGM95", Datum::Igm95, 0.0),
    degrees(4265, "Monte Mario", Datum::MonteMario, 0.0),
    degrees(4806, "Monte Mario (Rome)", Datum::MonteMario, ROME_MERIDIAN),
    degrees(4230, "ED50", Datum::Ed50, 0.0),
    Known { code: 3857, name: "WGS 84 / Pseudo-Mercator", datum: Datum::Wgs84, projection: Projection::WebMercator, northing_first: EN },
    utm(32632, "WGS 84 / UTM zone 32N", Datum::Wgs84, 32, EN),
    utm(32633, "WGS 84 / UTM zone 33N", Datum::Wgs84, 33, EN),
    utm(32634, "WGS 84 / UTM zone 34N", Datum::Wgs84, 34, EN),
    utm(25832, "ETRS89 / UTM zone 32N", Datum::Etrs89, 32, EN),
    utm(25833, "ETRS89 / UTM zone 33N", Datum::Etrs89, 33, EN),
    utm(25834, "ETRS89 / UTM zone 34N", Datum::Etrs89, 34, EN),
    utm(7791, "RDN2008 / UTM zone 32N", Datum::Rdn2008, 32, EN),
    utm(7792, "RDN2008 / UTM zone 33N", Datum::Rdn2008, 33, EN),
    utm(7793, "RDN2008 / UTM zone 34N", Datum::Rdn2008, 34, EN),
    utm(6707, "RDN2008 / UTM zone 32N (N-E)", Datum::Rdn2008, 32, NE),
    utm(6708, "RDN2008 / UTM zone 33N (N-E)", Datum::Rdn2008, 33, NE),
    utm(6709, "RDN2008 / UTM zone 34N (N-E)", Datum::Rdn2008, 34, NE),
    transverse(7794, "RDN2008 / Italy zone (E-N)", Datum::Rdn2008, 12.0, 0.9985, 7_000_000.0, EN),
    transverse(7795, "RDN2008 / Zone 12 (E-N)", Datum::Rdn2008, 12.0, 1.0, 3_000_000.0, EN),
    transverse(6875, "RDN2008 / Italy zone (N-E)", Datum::Rdn2008, 12.0, 0.9985, 7_000_000.0, NE),
    transverse(6876, "RDN2008 / Zone 12 (N-E)", Datum::Rdn2008, 12.0, 1.0, 3_000_000.0, NE),
    utm(3064, "IGM95 / UTM zone 32N", Datum::Igm95, 32, EN),
    utm(3065, "IGM95 / UTM zone 33N", Datum::Igm95, 33, EN),
    utm(9716, "IGM95 / UTM zone 34N", Datum::Igm95, 34, EN),
    transverse(3003, "Monte Mario / Italy zone 1", Datum::MonteMario, 9.0, 0.9996, 1_500_000.0, EN),
    transverse(3004, "Monte Mario / Italy zone 2", Datum::MonteMario, 15.0, 0.9996, 2_520_000.0, EN),
    utm(23032, "ED50 / UTM zone 32N", Datum::Ed50, 32, EN),
    utm(23033, "ED50 / UTM zone 33N", Datum::Ed50, 33, EN),
    utm(23034, "ED50 / UTM zone 34N", Datum::Ed50, 34, EN),
    Known {
        code: 3035,
        name: "ETRS89-extended / LAEA Europe",
        datum: Datum::Etrs89,
        projection: Projection::LambertAzimuthal {
            latitude: 52.0,
            meridian: 10.0,
            false_easting: 4_321_000.0,
            false_northing: 3_210_000.0,
        },
        northing_first: NE,
    },
    Known {
        code: 3034,
        name: "ETRS89-extended / LCC Europe",
        datum: Datum::Etrs89,
        projection: Projection::LambertConic {
            latitude: 52.0,
            meridian: 10.0,
            parallels: [35.0, 65.0],
            false_easting: 4_000_000.0,
            false_northing: 2_800_000.0,
        },
        northing_first: NE,
    },
];
