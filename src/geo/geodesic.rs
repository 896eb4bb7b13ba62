//! Distance and direction on the WGS 84 ellipsoid (Karney's algorithm), the same figures as PostGIS
//! `geography`. Refuses shortcuts: a sphere is wrong by up to half a percent.

use geo::{Bearing, Distance, Geodesic, Point};

use super::Coordinates;

/// Length in metres of the shortest line between two positions on the WGS 84 ellipsoid, exact to
/// some nanometres.
#[must_use]
pub fn geodesic_distance_m(from: Coordinates, to: Coordinates) -> f64 {
    Geodesic.distance(point(from), point(to))
}

/// Direction in degrees, clockwise from north in 0…360, in which the shortest line leaves `from`.
/// Zero when the two positions are the same.
#[must_use]
pub fn initial_bearing_deg(from: Coordinates, to: Coordinates) -> f64 {
    if from == to {
        return 0.0;
    }
    let bearing = Geodesic.bearing(point(from), point(to)).rem_euclid(360.0);
    // A tiny negative bearing rounds up to 360, which is north.
    if bearing >= 360.0 { 0.0 } else { bearing }
}

fn point(position: Coordinates) -> Point<f64> {
    Point::new(position.lon(), position.lat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Coordinates {
        Coordinates::parse(lon, lat).expect("on the globe")
    }

    #[test]
    fn known_lengths() {
        // One degree along the equator: a·π/180. A quarter of the meridian: 10 001 965.729 m.
        assert!((geodesic_distance_m(at(0.0, 0.0), at(1.0, 0.0)) - 111_319.490_793).abs() < 1e-5);
        assert!((geodesic_distance_m(at(7.0, 0.0), at(7.0, 90.0)) - 10_001_965.729_3).abs() < 1e-3);
        assert!((geodesic_distance_m(at(0.0, 0.0), at(180.0, 0.0)) - 20_003_931.458_6).abs() < 1e-3);
    }

    #[test]
    fn bearings_are_compass_bearings() {
        assert!(initial_bearing_deg(at(12.0, 41.0), at(12.0, 42.0)).abs() < 1e-9);
        assert!((initial_bearing_deg(at(12.0, 0.0), at(13.0, 0.0)) - 90.0).abs() < 1e-9);
        assert!((initial_bearing_deg(at(12.0, 0.0), at(11.0, 0.0)) - 270.0).abs() < 1e-9);
        assert_eq!(initial_bearing_deg(at(12.0, 41.0), at(12.0, 41.0)), 0.0);
    }

    proptest! {
        #[test]
        fn distance_is_a_distance(
            a in (-180.0..=180.0, -90.0..=90.0),
            b in (-180.0..=180.0, -90.0..=90.0),
        ) {
            let (a, b) = (at(a.0, a.1), at(b.0, b.1));
            let there = geodesic_distance_m(a, b);
            prop_assert!((0.0..=20_003_932.0).contains(&there));
            prop_assert!((there - geodesic_distance_m(b, a)).abs() < 1e-6);
            prop_assert_eq!(geodesic_distance_m(a, a), 0.0);
            prop_assert!((0.0..360.0).contains(&initial_bearing_deg(a, b)));
        }
    }
}
