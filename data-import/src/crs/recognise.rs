//! What a pair of numbers looks like when it cannot be what it claims, so that a report can say "sembra EPSG:32632".
//! Refuses to correct anything: a likeness is not a datum, and codes with the same numbers are named by one of them.
//!
//! A pair is likened to a system when undoing its projection ends in Italy, that is in one of these bands of latitude,
//! widened by 0,2° of latitude and 0,4° of longitude (the bundled boundaries of 2025, islands included):
//!
//! | latitude | longitude | latitude | longitude | latitude | longitude |
//! |---|---|---|---|---|---|
//! | 35 | 12,3–12,9 | 40 | 8,1–18,6 | 45 | 6,6–14,0 |
//! | 36 | 11,9–15,3 | 41 | 8,2–17,3 | 46 | 7,9–13,8 |
//! | 37 | 12,0–16,2 | 42 | 10,0–15,8 | 47 | 11,4–12,3 |
//! | 38 | 8,3–17,2 | 43 | 7,4–14,0 |  |  |
//! | 39 | 8,2–18,5 | 44 | 6,7–12,7 |  |  |
//!
//! Systems tried, and what else has the same numbers to within 200 m: 32632, 32633, 32634 (25832…, 7791…, 6707…, 3064…,
//! 23032…), 3003, 3004, 7794 (6875), 7795 (6876), 3035, 3857.

use std::f64::consts::PI;
use std::fmt;

/// What a pair of numbers looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Guess {
    /// Longitude and latitude in degrees, in Italy.
    Degrees,
    /// Latitude and longitude in degrees, in Italy.
    SwappedDegrees,
    /// A missing position written as 0, 0.
    ZeroZero,
    /// Easting and northing in Italy in these EPSG codes, the likeliest first.
    Metres(Vec<u32>),
    /// Northing and easting in Italy in these EPSG codes, the likeliest first.
    SwappedMetres(Vec<u32>),
    /// No place in Italy in any system tried.
    OutsideItaly,
    /// Infinite, or no number.
    NotANumber,
}

impl fmt::Display for Guess {
    /// An Italian half sentence for a report.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Degrees => out.write_str("sembrano gradi, longitudine e latitudine (EPSG:4326)"),
            Self::SwappedDegrees => out.write_str("latitudine e longitudine sembrano scambiate"),
            Self::ZeroZero => out.write_str("0, 0: una posizione mancante scritta come numero"),
            Self::Metres(codes) => write!(out, "sembra {}", listed(codes)),
            Self::SwappedMetres(codes) => write!(out, "est e nord sembrano scambiati: sembra {}", listed(codes)),
            Self::OutsideItaly => out.write_str("nessun luogo d'Italia nei sistemi conosciuti"),
            Self::NotANumber => out.write_str("non è un numero"),
        }
    }
}

fn listed(codes: &[u32]) -> String {
    codes.iter().map(|code| format!("EPSG:{code}")).collect::<Vec<_>>().join(" o ")
}

/// The likeness of a pair: easting (longitude) and northing (latitude) as a file claims them.
pub fn look(x: f64, y: f64) -> Guess {
    if !(x.is_finite() && y.is_finite()) {
        return Guess::NotANumber;
    }
    if x.abs() < 1e-6 && y.abs() < 1e-6 {
        return Guess::ZeroZero;
    }
    if in_italy(x, y) {
        return Guess::Degrees;
    }
    if in_italy(y, x) {
        return Guess::SwappedDegrees;
    }
    let likely = |x: f64, y: f64| -> Vec<u32> {
        let fits = |(_, undo): &&(u32, Undo)| undo.degrees(x, y).is_some_and(|(lon, lat)| in_italy(lon, lat));
        SYSTEMS.iter().filter(fits).map(|(code, _)| *code).collect()
    };
    let straight = likely(x, y);
    if !straight.is_empty() {
        return Guess::Metres(straight);
    }
    let swapped = likely(y, x);
    if swapped.is_empty() { Guess::OutsideItaly } else { Guess::SwappedMetres(swapped) }
}

/// South, west and east of each band of one degree of latitude.
const BANDS: [(f64, f64, f64); 13] = [
    (35.0, 12.3, 12.9),
    (36.0, 11.9, 15.3),
    (37.0, 12.0, 16.2),
    (38.0, 8.3, 17.2),
    (39.0, 8.2, 18.5),
    (40.0, 8.1, 18.6),
    (41.0, 8.2, 17.3),
    (42.0, 10.0, 15.8),
    (43.0, 7.4, 14.0),
    (44.0, 6.7, 12.7),
    (45.0, 6.6, 14.0),
    (46.0, 7.9, 13.8),
    (47.0, 11.4, 12.3),
];
const LATITUDE_MARGIN: f64 = 0.2;
const LONGITUDE_MARGIN: f64 = 0.4;

fn in_italy(lon: f64, lat: f64) -> bool {
    BANDS.iter().any(|&(south, west, east)| {
        (south - LATITUDE_MARGIN..=south + 1.0 + LATITUDE_MARGIN).contains(&lat)
            && (west - LONGITUDE_MARGIN..=east + LONGITUDE_MARGIN).contains(&lon)
    })
}

/// How to undo a projection, to about a kilometre.
enum Undo {
    Transverse { meridian: f64, scale: f64, false_easting: f64 },
    LambertAzimuthal,
    WebMercator,
}

/// The likeliest first: what ISTAT and the Regions deliver, then what they delivered, then the rest.
const SYSTEMS: [(u32, Undo); 9] = [
    (32632, Undo::Transverse { meridian: 9.0, scale: 0.9996, false_easting: 500_000.0 }),
    (32633, Undo::Transverse { meridian: 15.0, scale: 0.9996, false_easting: 500_000.0 }),
    (3003, Undo::Transverse { meridian: 9.0, scale: 0.9996, false_easting: 1_500_000.0 }),
    (3004, Undo::Transverse { meridian: 15.0, scale: 0.9996, false_easting: 2_520_000.0 }),
    (32634, Undo::Transverse { meridian: 21.0, scale: 0.9996, false_easting: 500_000.0 }),
    (7794, Undo::Transverse { meridian: 12.0, scale: 0.9985, false_easting: 7_000_000.0 }),
    (7795, Undo::Transverse { meridian: 12.0, scale: 1.0, false_easting: 3_000_000.0 }),
    (3035, Undo::LambertAzimuthal),
    (3857, Undo::WebMercator),
];

/// Metres of WGS 84 and of the sphere with the same area.
const HALF_AXIS: f64 = 6_378_137.0;
const AUTHALIC_RADIUS: f64 = 6_371_007.2;
/// First eccentricity of WGS 84, squared.
const E2: f64 = 0.006_694_38;

impl Undo {
    fn degrees(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (lon, lat) = match *self {
            Self::Transverse { meridian, scale, false_easting } => undo_transverse(x - false_easting, y, meridian, scale)?,
            Self::LambertAzimuthal => undo_lambert(x - 4_321_000.0, y - 3_210_000.0)?,
            Self::WebMercator => ((x / HALF_AXIS).to_degrees(), (2.0 * (y / HALF_AXIS).exp().atan() - PI / 2.0).to_degrees()),
        };
        (lon.is_finite() && lat.is_finite()).then_some((lon, lat))
    }
}

/// Snyder, Map Projections (USGS 1395), equations 8-17 to 8-25 cut after the third power: about 1 km at the far end of
/// Italy from the meridian of another zone. `None` where the series has no meaning.
fn undo_transverse(x: f64, y: f64, meridian: f64, scale: f64) -> Option<(f64, f64)> {
    if x.abs() > 1_500_000.0 || !(3_500_000.0..5_500_000.0).contains(&y) {
        return None;
    }
    let mu = y / scale / (HALF_AXIS * (1.0 - E2 / 4.0 - 3.0 * E2 * E2 / 64.0));
    let e1 = (1.0 - (1.0 - E2).sqrt()) / (1.0 + (1.0 - E2).sqrt());
    let foot = mu + 1.5 * e1 * (2.0 * mu).sin() + 21.0 / 16.0 * e1 * e1 * (4.0 * mu).sin();
    let (sin, cos) = foot.sin_cos();
    let normal = HALF_AXIS / (1.0 - E2 * sin * sin).sqrt();
    let meridional = normal * (1.0 - E2) / (1.0 - E2 * sin * sin);
    let t = (sin / cos).powi(2);
    let c = E2 / (1.0 - E2) * cos * cos;
    let d = x / (normal * scale);
    let lat = foot - normal * (sin / cos) / meridional * (d.powi(2) / 2.0 - (5.0 + 3.0 * t + 10.0 * c) * d.powi(4) / 24.0);
    let lon = (d - (1.0 + 2.0 * t + c) * d.powi(3) / 6.0 + (5.0 + 28.0 * t + 24.0 * t * t) * d.powi(5) / 120.0) / cos;
    Some((meridian + lon.to_degrees(), lat.to_degrees()))
}

/// The inverse on the sphere of equal area, with the first term from authalic to geographic latitude.
fn undo_lambert(x: f64, y: f64) -> Option<(f64, f64)> {
    let authalic_term = E2 / 3.0;
    let centre = 52_f64.to_radians();
    let centre = centre - authalic_term * (2.0 * centre).sin();
    let rho = x.hypot(y);
    if !(1.0..=3_000_000.0).contains(&rho) {
        return None;
    }
    let angle = 2.0 * (rho / (2.0 * AUTHALIC_RADIUS)).asin();
    let beta = (angle.cos() * centre.sin() + y * angle.sin() * centre.cos() / rho).asin();
    let lon = (x * angle.sin()).atan2(rho * centre.cos() * angle.cos() - y * centre.sin() * angle.sin());
    Some((10.0 + lon.to_degrees(), (beta + authalic_term * (2.0 * beta).sin()).to_degrees()))
}
