//! Distance and direction on the WGS 84 ellipsoid (Karney's algorithm), the same figures as PostGIS
//! `geography`. Refuses the sphere, which is wrong by up to half a percent.

use geo::{Bearing, Distance, Geodesic, Point};

use super::{Coordinates, earth_centred};

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

/// The same direction to a thousandth of a degree, at a tenth of the cost: below 1,000 km the azimuth of the
/// normal section, which leaves the geodesic by no more than about (e′²/12)(s/a)² radians (the classical reduction
/// from normal section to geodesic; a property test holds it); beyond, and near the poles, the geodesic itself. `distance_m` is the geodesic distance between the two.
#[must_use]
pub fn bearing_to_show_deg(from: Coordinates, to: Coordinates, distance_m: f64) -> f64 {
    if distance_m > 1_000_000.0 || from.lat().abs() > 89.0 {
        return initial_bearing_deg(from, to);
    }
    let (here, there) = (earth_centred(from), earth_centred(to));
    let [x, y, z] = [there[0] - here[0], there[1] - here[1], there[2] - here[2]];
    let ((sin_lat, cos_lat), (sin_lon, cos_lon)) = (from.lat().to_radians().sin_cos(), from.lon().to_radians().sin_cos());
    let east = -sin_lon * x + cos_lon * y;
    let north = -sin_lat * cos_lon * x - sin_lat * sin_lon * y + cos_lat * z;
    if east == 0.0 && north == 0.0 { 0.0 } else { east.atan2(north).to_degrees().rem_euclid(360.0) }
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
        fn the_bearing_to_show_is_that_of_the_geodesic_to_a_thousandth_of_a_degree(
            a in (-180.0..=180.0, -85.0..=85.0),
            towards in (-4.0..=4.0, -4.0..=4.0),
        ) {
            let from = at(a.0, a.1);
            let (east, north): (f64, f64) = (a.0 + towards.0, a.1 + towards.1);
            let to = at(east.clamp(-180.0, 180.0), north.clamp(-90.0, 90.0));
            let metres = geodesic_distance_m(from, to);
            prop_assume!(metres > 1.0);
            let apart = (bearing_to_show_deg(from, to, metres) - initial_bearing_deg(from, to)).abs();
            prop_assert!(apart.min(360.0 - apart) < 0.001, "{apart} at {metres} m");
        }

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
