//! Distances by the straight line through the earth: cheap, and never farther from the geodesic than can be said.
//! Refuses to decide what it cannot: whoever compares with a threshold asks [`geodesic_distance_m`] where the two
//! bounds disagree.
//!
//! # Why the bounds hold
//!
//! Let c be the straight distance between two points of the WGS 84 ellipsoid and s the length of the geodesic. No line
//! is shorter than the straight one: c ≤ s. A geodesic has no curvature but the normal one of the surface, which is
//! nowhere above κ = 1/R₀ with R₀ = M(0°) = a(1−e²), the meridian's radius at the equator. By Schur's comparison a curve of
//! length s ≤ πR₀ that is nowhere more curved than a circle of radius R₀ ends no nearer than the circle's arc of that
//! length does: c ≥ 2R₀·sin(s/2R₀). Hence
//!
//! ```text
//! c  ≤  s  ≤  2R₀·asin(c/2R₀)          1 mm apart at 10 km, 1 m at 100 km
//! ```

use super::{Coordinates, geodesic_distance_m};

/// The smallest radius of curvature of the ellipsoid in metres, rounded down.
const SMALLEST_RADIUS_M: f64 = 6_335_439.327;
/// Squares of the semi-axes of WGS 84.
const A2: f64 = 6_378_137.0 * 6_378_137.0;
const B2: f64 = 6_356_752.314_245_179 * 6_356_752.314_245_179;
/// More than the rounding error in metres of a chord computed in f64.
pub const CHORD_ROUNDING_M: f64 = 1e-7;
/// Up to here [`near_geodesic_m`] is right to a micrometre, in metres.
const NEAR_M: f64 = 80_000.0;

/// Earth-centred coordinates in metres of a point on the WGS 84 ellipsoid.
#[must_use]
pub fn earth_centred(position: Coordinates) -> [f64; 3] {
    const A: f64 = 6_378_137.0;
    const E2: f64 = 0.006_694_379_990_141_316;
    let ((sin_lat, cos_lat), (sin_lon, cos_lon)) = (position.lat().to_radians().sin_cos(), position.lon().to_radians().sin_cos());
    let radius = A / (1.0 - E2 * sin_lat * sin_lat).sqrt();
    [radius * cos_lat * cos_lon, radius * cos_lat * sin_lon, radius * (1.0 - E2) * sin_lat]
}

/// The straight distance in metres between two earth-centred points.
#[must_use]
pub fn chord_m(from: [f64; 3], to: [f64; 3]) -> f64 {
    let [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    (x * x + y * y + z * z).sqrt()
}

/// The longest chord of which it is sure that its geodesic is no longer than `distance_m`.
#[must_use]
pub fn chord_surely_within_m(distance_m: f64) -> f64 {
    let half = (distance_m / (2.0 * SMALLEST_RADIUS_M)).clamp(0.0, std::f64::consts::FRAC_PI_2);
    2.0 * SMALLEST_RADIUS_M * half.sin() - CHORD_ROUNDING_M
}

/// How much longer than its chord a geodesic may be, in metres, at the most.
#[must_use]
pub fn longest_excess_m(chord_m: f64) -> f64 {
    let half = (chord_m / (2.0 * SMALLEST_RADIUS_M)).clamp(0.0, 1.0);
    2.0 * SMALLEST_RADIUS_M * half.asin() - chord_m + CHORD_ROUNDING_M
}

/// The geodesic distance in metres of two points to a micrometre, at a fiftieth of the cost: up to 80 km the arc of the
/// circle that has the chord's normal curvature at its middle; beyond, the geodesic itself.
#[must_use]
pub fn near_geodesic_m(from: (Coordinates, [f64; 3]), to: (Coordinates, [f64; 3])) -> f64 {
    let ((here, [x, y, z]), (there, [to_x, to_y, to_z])) = (from, to);
    let (dx, dy, dz) = (to_x - x, to_y - y, to_z - z);
    let (across, along) = (dx * dx + dy * dy, dz * dz);
    let square = across + along;
    if square > NEAR_M * NEAR_M {
        return geodesic_distance_m(here, there);
    }
    let (mx, my, mz) = (0.5 * (x + to_x), 0.5 * (y + to_y), 0.5 * (z + to_z));
    // Curvature of the ellipsoid in direction u at p is (u·Hu)/|Hp| with H = diag(1/a², 1/a², 1/b²); here times c², squared.
    let bent = across / A2 + along / B2;
    let (equatorial, polar) = ((mx * mx + my * my) / A2, mz * mz / B2);
    // The middle of the chord lies a little below the surface: p·Hp is how much, squared.
    let gradient = (equatorial / A2 + polar / B2) / (equatorial + polar);
    // The square of half the arc's angle, and the series of asin.
    let half = bent * bent / (gradient * square.max(1e-12) * 4.0);
    square.sqrt() * (1.0 + half * (1.0 / 6.0 + half * (3.0 / 40.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Coordinates {
        Coordinates::parse(lon, lat).expect("on the globe")
    }

    fn both(position: Coordinates) -> (Coordinates, [f64; 3]) {
        (position, earth_centred(position))
    }

    #[test]
    fn a_point_is_at_no_distance_from_itself() {
        let here = both(at(12.0, 42.0));
        assert_eq!(near_geodesic_m(here, here), 0.0);
        assert!(chord_surely_within_m(0.0) < 0.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn the_bounds_hold_on_both_sides(a in (-180.0..=180.0, -90.0..=90.0), b in (-180.0..=180.0, -90.0..=90.0)) {
            let (a, b) = (at(a.0, a.1), at(b.0, b.1));
            let (chord, exact) = (chord_m(earth_centred(a), earth_centred(b)), geodesic_distance_m(a, b));
            prop_assert!(chord <= exact + CHORD_ROUNDING_M);
            prop_assume!(exact < std::f64::consts::PI * SMALLEST_RADIUS_M);
            prop_assert!(exact <= chord + longest_excess_m(chord));
            prop_assert!(chord > chord_surely_within_m(exact - 1e-6));
        }

        #[test]
        fn what_is_near_is_right_to_a_micrometre(a in (-180.0..=180.0, -85.0..=85.0), towards in (-1.0..=1.0, -0.8..=0.8)) {
            let from = at(a.0, a.1);
            let (east, north): (f64, f64) = (a.0 + towards.0, a.1 + towards.1);
            let to = at(east.clamp(-180.0, 180.0), north.clamp(-90.0, 90.0));
            let exact = geodesic_distance_m(from, to);
            prop_assert!((near_geodesic_m(both(from), both(to)) - exact).abs() < 1e-6, "{exact}");
        }
    }
}
