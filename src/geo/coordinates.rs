//! A position on the globe that has been checked once and is right ever after.
//! Refuses NaN, infinities and degrees outside the globe.

use serde::Serialize;

/// A position in WGS 84 (EPSG:4326), decimal degrees, longitude first.
///
/// Longitude lies in −180…180 and latitude in −90…90, both inclusive and finite.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coordinates {
    lon: f64,
    lat: f64,
}

/// Why two numbers are not a position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CoordinatesError {
    /// A number is NaN or infinite.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// The longitude lies outside −180…180 degrees.
    #[error("longitude {0} is outside -180…180")]
    Longitude(f64),
    /// The latitude lies outside −90…90 degrees.
    #[error("latitude {0} is outside -90…90")]
    Latitude(f64),
}

impl Coordinates {
    /// Checks two numbers in degrees, longitude first.
    ///
    /// # Errors
    /// Not finite, or outside the globe.
    pub fn parse(lon: f64, lat: f64) -> Result<Self, CoordinatesError> {
        if !lon.is_finite() || !lat.is_finite() {
            return Err(CoordinatesError::NotFinite);
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(CoordinatesError::Longitude(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(CoordinatesError::Latitude(lat));
        }
        // Adding zero turns −0 into +0, so that equal positions also have equal bits.
        Ok(Self { lon: lon + 0.0, lat: lat + 0.0 })
    }

    /// Brings computed degrees back onto the globe. For arithmetic inside this module, whose results
    /// are finite but may pass an edge by a rounding error.
    pub(super) fn clamped(lon: f64, lat: f64) -> Self {
        Self { lon: lon.clamp(-180.0, 180.0) + 0.0, lat: lat.clamp(-90.0, 90.0) + 0.0 }
    }

    /// Longitude in degrees east of Greenwich.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees north of the equator.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// The same position to two decimals of a degree, about one kilometre: the most that a log may
    /// know about where a visitor is.
    #[must_use]
    pub fn rounded_to_km(self) -> Self {
        Self::clamped((self.lon * 100.0).round() / 100.0, (self.lat * 100.0).round() / 100.0)
    }

    /// The position as a unit vector, taking the geodetic latitude as if the earth were a sphere.
    #[must_use]
    pub fn unit_vector(self) -> [f64; 3] {
        let (sin_lon, cos_lon) = self.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = self.lat.to_radians().sin_cos();
        [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_on_the_globe_is_refused() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Coordinates::parse(bad, 0.0), Err(CoordinatesError::NotFinite));
            assert_eq!(Coordinates::parse(0.0, bad), Err(CoordinatesError::NotFinite));
        }
        assert_eq!(Coordinates::parse(180.1, 0.0), Err(CoordinatesError::Longitude(180.1)));
        assert_eq!(Coordinates::parse(0.0, -90.1), Err(CoordinatesError::Latitude(-90.1)));
        assert!(Coordinates::parse(-180.0, 90.0).is_ok());
    }

    #[test]
    fn logs_know_a_kilometre_not_a_door() {
        let door = Coordinates::parse(12.49224, 41.89021).expect("on the globe");
        let known = door.rounded_to_km();
        assert_eq!((known.lon(), known.lat()), (12.49, 41.89));
    }

    proptest! {
        #[test]
        fn every_pair_is_a_position_or_an_error(lon in any::<f64>(), lat in any::<f64>()) {
            if let Ok(position) = Coordinates::parse(lon, lat) {
                prop_assert!(position.lon().abs() <= 180.0 && position.lat().abs() <= 90.0);
                let rounded = position.rounded_to_km();
                prop_assert!(Coordinates::parse(rounded.lon(), rounded.lat()).is_ok());
                let [x, y, z] = position.unit_vector();
                prop_assert!((x * x + y * y + z * z - 1.0).abs() < 1e-12);
            }
        }
    }
}
