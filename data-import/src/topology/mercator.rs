//! The one projection of the crate: degrees to the metres of web maps.
//! Refuses nothing: callers pass latitudes that readers have checked, and Italy is far from the poles.

use geo::Coord;

/// Radius of the sphere of EPSG:3857, in metres.
const RADIUS: f64 = 6_378_137.0;

/// EPSG:4326 (longitude, latitude in degrees) to EPSG:3857 (metres), by the spherical formula.
pub fn project(degrees: Coord<f64>) -> Coord<f64> {
    let latitude = degrees.y.to_radians();
    Coord { x: RADIUS * degrees.x.to_radians(), y: RADIUS * latitude.tan().asinh() }
}
