//! Finds the EPSG code a WKT definition describes: by datum, ellipsoid, meridian, method, parameters and units.
//! Refuses to believe a name or a code that contradicts the parameters beside it.

use super::datum::{Datum, ROME_MERIDIAN};
use super::table::{self, Known, Projection};
use super::wkt::Node;

const DEGREE: f64 = std::f64::consts::PI / 180.0;
/// Degrees; finer than any two definitions differ on purpose, coarser than ten printed digits.
const ANGLE_TOLERANCE: f64 = 1e-6;
/// Metres.
const LENGTH_TOLERANCE: f64 = 1e-3;
const SCALE_TOLERANCE: f64 = 1e-8;

/// The horizontal system in a compound or bound definition, or the definition itself.
pub(super) fn horizontal(root: &Node) -> &Node {
    let mut node = root;
    // Bound in compound in bound is the deepest that is written; the tree itself is bounded anyway.
    for _ in 0..4 {
        let inside = match node.keyword.as_str() {
            "COMPD_CS" | "COMPOUNDCRS" | "SOURCECRS" => node.children().find(|child| child.keyword != "SOURCECRS" && is_system(child)),
            "BOUNDCRS" => node.child(&["SOURCECRS"]),
            _ => None,
        };
        match inside {
            Some(inside) => node = inside,
            None => break,
        }
    }
    node
}

/// Whether a keyword opens a horizontal coordinate reference system.
pub(super) fn is_system(node: &Node) -> bool {
    is_geographic(node) || is_projected(node) || ["COMPD_CS", "COMPOUNDCRS", "BOUNDCRS"].contains(&node.keyword.as_str())
}

pub(super) fn is_geographic(node: &Node) -> bool {
    ["GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS"].contains(&node.keyword.as_str())
}

fn is_projected(node: &Node) -> bool {
    ["PROJCS", "PROJCRS", "PROJECTEDCRS"].contains(&node.keyword.as_str())
}

/// Whether the definition itself puts northing or latitude first. One without axes, as ESRI writes them, does not.
pub(super) fn northing_first(root: &Node) -> bool {
    let axis = horizontal(root).child(&["AXIS"]);
    axis.and_then(|axis| axis.text(1)).is_some_and(|direction| direction.eq_ignore_ascii_case("north"))
}

/// The EPSG code the definition carries for itself, ESRI's Gauss-Boaga codes included.
pub(super) fn stated_code(root: &Node) -> Option<u32> {
    let mark = horizontal(root).child(&["AUTHORITY", "ID"])?;
    let authority = mark.text(0)?.to_ascii_uppercase();
    ["EPSG", "ESRI"].contains(&authority.as_str()).then(|| mark.text(1)?.parse().ok()).flatten()
}

/// The code of the table this definition describes, if any: the stated one where it fits, otherwise the one that does.
pub(super) fn identify(root: &Node) -> Option<u32> {
    let described = Described::of(horizontal(root))?;
    let stated = stated_code(root).and_then(table::known).filter(|known| described.fits(known));
    if let Some(known) = stated {
        return Some(known.code);
    }
    let north = northing_first(root);
    let fitting = || table::KNOWN.iter().filter(|known| described.fits(known));
    fitting().find(|known| known.northing_first == north).or_else(|| fitting().next()).map(|known| known.code)
}

/// What a definition says, in the terms of the table.
struct Described {
    datum: Datum,
    projection: Projection,
}

impl Described {
    fn of(system: &Node) -> Option<Self> {
        let geographic =
            if is_geographic(system) { system } else { system.child(&["GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS", "GEODCRS"])? };
        let meridian = prime_meridian(geographic)?;
        let datum = datum_of(geographic)?;
        if !units_are_usual(system, geographic) {
            return None;
        }
        let projection = if is_geographic(system) {
            Projection::Degrees { meridian }
        } else if is_projected(system) {
            projection_of(system, meridian)?
        } else {
            return None;
        };
        Some(Self { datum, projection })
    }

    fn fits(&self, known: &Known) -> bool {
        self.datum == known.datum && same_projection(self.projection, known.projection)
    }
}

/// The datum, if its ellipsoid is really there: `D_Monte_Mario` on GRS 80 is not Monte Mario.
fn datum_of(geographic: &Node) -> Option<Datum> {
    let node = geographic.child(&["DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"])?;
    let ellipsoid = node.child(&["SPHEROID", "ELLIPSOID"])?;
    let (axis, flattening) = (ellipsoid.number(1)?, ellipsoid.number(2)?);
    [node.text(0), geographic.text(0)]
        .into_iter()
        .flatten()
        .find_map(Datum::from_name)
        .filter(|datum| datum.has_ellipsoid(axis, flattening))
}

/// Degrees east of Greenwich; Greenwich where none is written, and only the two the table has.
fn prime_meridian(geographic: &Node) -> Option<f64> {
    let Some(node) = geographic.child(&["PRIMEM", "PRIMEMERIDIAN"]) else {
        return Some(0.0);
    };
    let degrees = node.number(1)?;
    [0.0, ROME_MERIDIAN].into_iter().find(|known| (known - degrees).abs() < ANGLE_TOLERANCE)
}

/// Degrees for angles and metres for lengths, wherever a unit is written.
fn units_are_usual(system: &Node, geographic: &Node) -> bool {
    let factor_is = |node: &Node, expected: f64| node.number(1).is_some_and(|factor| (factor / expected - 1.0).abs() < 1e-7);
    let direct = |node: &Node, expected| node.children().filter(|child| child.keyword == "UNIT").all(|unit| factor_is(unit, expected));
    let own = if is_geographic(system) { DEGREE } else { 1.0 };
    let strange = |node: &Node| match node.keyword.as_str() {
        "ANGLEUNIT" => !factor_is(node, DEGREE),
        "LENGTHUNIT" => !factor_is(node, 1.0),
        "UNIT" => !(factor_is(node, DEGREE) || factor_is(node, 1.0)),
        _ => false,
    };
    direct(system, own) && direct(geographic, DEGREE) && system.find(&strange).is_none()
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The value of the first parameter with one of these names (letters and digits only, in small).
fn parameter(conversion: &Node, names: &[&str]) -> Option<f64> {
    let is_parameter =
        |node: &&Node| node.keyword == "PARAMETER" && node.text(0).is_some_and(|name| names.contains(&letters(name).as_str()));
    conversion.children().find(is_parameter)?.number(1)
}

fn projection_of(system: &Node, meridian: f64) -> Option<Projection> {
    // WKT 1 writes method and parameters beside the geographic system, WKT 2 inside CONVERSION.
    let conversion = system.child(&["CONVERSION"]).unwrap_or(system);
    let method = letters(conversion.child(&["PROJECTION", "METHOD"])?.text(0)?);
    let value = |names: &[&str]| parameter(conversion, names);
    let latitude = value(&["latitudeoforigin", "latitudeofnaturalorigin", "latitudeoffalseorigin", "latitudeofcenter"]).unwrap_or(0.0);
    // Longitudes of a projection count from the prime meridian of its geographic system.
    let longitude = meridian
        + value(&["centralmeridian", "longitudeofnaturalorigin", "longitudeoffalseorigin", "longitudeofcenter", "longitudeoforigin"])
            .unwrap_or(0.0);
    let false_easting = value(&["falseeasting", "eastingatfalseorigin"]).unwrap_or(0.0);
    let false_northing = value(&["falsenorthing", "northingatfalseorigin"]).unwrap_or(0.0);
    match method.as_str() {
        "transversemercator" | "gausskruger" if latitude == 0.0 && false_northing == 0.0 => {
            let scale = value(&["scalefactor", "scalefactoratnaturalorigin"]).unwrap_or(1.0);
            Some(Projection::TransverseMercator { meridian: longitude, scale, false_easting })
        }
        "lambertazimuthalequalarea" => Some(Projection::LambertAzimuthal { latitude, meridian: longitude, false_easting, false_northing }),
        "lambertconformalconic" | "lambertconformalconic2sp" | "lambertconicconformal2sp" => {
            let south = value(&["standardparallel1", "latitudeof1ststandardparallel"])?;
            let north = value(&["standardparallel2", "latitudeof2ndstandardparallel"])?;
            let parallels = [south.min(north), south.max(north)];
            Some(Projection::LambertConic { latitude, meridian: longitude, parallels, false_easting, false_northing })
        }
        "mercatorauxiliarysphere" | "popularvisualisationpseudomercator"
            if latitude == 0.0 && longitude == 0.0 && false_easting == 0.0 && false_northing == 0.0 =>
        {
            Some(Projection::WebMercator)
        }
        // OGC WKT 1 has no word for it: the method is the true Mercator's and only the name tells, 30 km apart in Italy.
        "mercator1sp" if longitude == 0.0 && false_easting == 0.0 && false_northing == 0.0 => {
            let name = letters(system.text(0)?);
            (name.contains("pseudomercator") || name.contains("webmercator")).then_some(Projection::WebMercator)
        }
        _ => None,
    }
}

fn same_projection(one: Projection, other: Projection) -> bool {
    let angle = |left: f64, right: f64| (left - right).abs() < ANGLE_TOLERANCE;
    let length = |left: f64, right: f64| (left - right).abs() < LENGTH_TOLERANCE;
    match (one, other) {
        (Projection::Degrees { meridian: left }, Projection::Degrees { meridian: right }) => angle(left, right),
        (
            Projection::TransverseMercator { meridian: m1, scale: k1, false_easting: e1 },
            Projection::TransverseMercator { meridian: m2, scale: k2, false_easting: e2 },
        ) => angle(m1, m2) && (k1 - k2).abs() < SCALE_TOLERANCE && length(e1, e2),
        (
            Projection::LambertAzimuthal { latitude: l1, meridian: m1, false_easting: e1, false_northing: n1 },
            Projection::LambertAzimuthal { latitude: l2, meridian: m2, false_easting: e2, false_northing: n2 },
        ) => angle(l1, l2) && angle(m1, m2) && length(e1, e2) && length(n1, n2),
        (
            Projection::LambertConic { latitude: l1, meridian: m1, parallels: p1, false_easting: e1, false_northing: n1 },
            Projection::LambertConic { latitude: l2, meridian: m2, parallels: p2, false_easting: e2, false_northing: n2 },
        ) => angle(l1, l2) && angle(m1, m2) && angle(p1[0], p2[0]) && angle(p1[1], p2[1]) && length(e1, e2) && length(n1, n2),
        (Projection::WebMercator, Projection::WebMercator) => true,
        _ => false,
    }
}
