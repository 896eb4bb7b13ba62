//! Web Mercator (EPSG:3857) and the addresses of its tiles, counted from the north-west as in XYZ.
//! Refuses tile addresses that do not exist; latitudes the projection cannot hold are cut at its edge.

use std::f64::consts::PI;

use super::{BoundingBox, Coordinates};

/// The latitude in degrees where the square of Web Mercator ends.
pub const MAX_MERCATOR_LATITUDE: f64 = 85.051_128_779_806_59;

/// The deepest zoom with an address: beyond it a tile is smaller than a hand.
pub const MAX_ZOOM: u8 = 24;

/// Radius in metres of the sphere of EPSG:3857.
const RADIUS_M: f64 = 6_378_137.0;

/// A position in Web Mercator, metres (EPSG:3857).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mercator {
    /// Metres east of Greenwich.
    pub x: f64,
    /// Metres north of the equator.
    pub y: f64,
}

/// Projects a position; latitudes beyond [`MAX_MERCATOR_LATITUDE`] are cut there.
#[must_use]
pub fn to_web_mercator(position: Coordinates) -> Mercator {
    let lat = position.lat().clamp(-MAX_MERCATOR_LATITUDE, MAX_MERCATOR_LATITUDE).to_radians();
    Mercator { x: RADIUS_M * position.lon().to_radians(), y: RADIUS_M * lat.sin().atanh() }
}

/// The position of a point in Web Mercator; one beyond the square is brought to its edge.
/// NaN is read as zero.
#[must_use]
pub fn from_web_mercator(point: Mercator) -> Coordinates {
    let edge = PI * RADIUS_M;
    let inside = |metres: f64| {
        if metres.is_nan() { 0.0 } else { metres.clamp(-edge, edge) }
    };
    Coordinates::clamped((inside(point.x) / RADIUS_M).to_degrees(), (inside(point.y) / RADIUS_M).sinh().atan().to_degrees())
}

/// The tile `(x, y)` of a zoom that holds a position. Zooms beyond [`MAX_ZOOM`] count as that one.
#[must_use]
pub fn tile_of(position: Coordinates, z: u8) -> (u32, u32) {
    let tiles = 1_u32 << z.min(MAX_ZOOM);
    let point = to_web_mercator(position);
    let side = 2.0 * PI * RADIUS_M;
    let column = (point.x / side + 0.5) * f64::from(tiles);
    let row = (0.5 - point.y / side) * f64::from(tiles);
    // A cast from f64 saturates, so only the eastern and southern edge need cutting.
    ((column.floor() as u32).min(tiles - 1), (row.floor() as u32).min(tiles - 1))
}

/// The borders of a tile in degrees, or `None` where there is no such tile.
#[must_use]
pub fn tile_bounds(z: u8, x: u32, y: u32) -> Option<BoundingBox> {
    if z > MAX_ZOOM {
        return None;
    }
    let tiles = 1_u32 << z;
    if x >= tiles || y >= tiles {
        return None;
    }
    let side = 2.0 * PI * RADIUS_M;
    let corner = |x: u32, y: u32| {
        from_web_mercator(Mercator { x: (f64::from(x) / f64::from(tiles) - 0.5) * side, y: (0.5 - f64::from(y) / f64::from(tiles)) * side })
    };
    Some(BoundingBox::between(corner(x, y + 1), corner(x + 1, y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(lon: f64, lat: f64) -> Coordinates {
        Coordinates::parse(lon, lat).expect("on the globe")
    }

    #[test]
    fn known_points_and_tiles() {
        // The Colosseum, by a·λ and a·artanh(sin φ) elsewhere.
        let point = to_web_mercator(at(12.4922, 41.8902));
        assert!((point.x - 1_390_625.343).abs() < 1e-3, "{point:?}");
        assert!((point.y - 5_144_546.100).abs() < 1e-3, "{point:?}");
        assert_eq!(tile_of(at(12.4922, 41.8902), 0), (0, 0));
        assert_eq!(tile_of(at(12.4922, 41.8902), 6), (34, 23));
        assert_eq!(tile_of(at(180.0, -90.0), 3), (7, 7));
        assert_eq!(tile_of(at(-180.0, 90.0), 3), (0, 0));
        let world = tile_bounds(0, 0, 0).expect("the world");
        assert!((world.max_lat() - MAX_MERCATOR_LATITUDE).abs() < 1e-9);
        assert_eq!((world.min_lon(), world.max_lon()), (-180.0, 180.0));
        assert!(tile_bounds(2, 4, 0).is_none() && tile_bounds(25, 0, 0).is_none());
    }

    proptest! {
        #[test]
        fn there_and_back(lon in -180.0..=180.0, lat in -85.0..=85.0) {
            let back = from_web_mercator(to_web_mercator(at(lon, lat)));
            prop_assert!((back.lon() - lon).abs() < 1e-9 && (back.lat() - lat).abs() < 1e-9);
        }

        #[test]
        fn a_tile_holds_its_points(lon in -180.0..=180.0, lat in -85.0..=85.0, z in 0_u8..=22) {
            let (x, y) = tile_of(at(lon, lat), z);
            let bounds = tile_bounds(z, x, y).expect("exists");
            prop_assert!(lon >= bounds.min_lon() - 1e-9 && lon <= bounds.max_lon() + 1e-9);
            prop_assert!(lat >= bounds.min_lat() - 1e-9 && lat <= bounds.max_lat() + 1e-9);
        }

        #[test]
        fn nothing_panics(x in any::<f64>(), y in any::<f64>(), z in any::<u8>()) {
            let position = from_web_mercator(Mercator { x, y });
            let _ = tile_of(position, z);
        }
    }
}
