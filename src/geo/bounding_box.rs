//! A box between two meridians and two parallels.
//! Refuses boxes that are inside out; one that crosses the antimeridian is inside out for us.

use std::str::FromStr;

use super::{Coordinates, CoordinatesError};

/// A box in WGS 84 degrees (EPSG:4326); its borders belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoundingBox {
    min: Coordinates,
    max: Coordinates,
}

/// Why a text or four numbers are not a box.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BoundingBoxError {
    /// Not exactly four numbers with commas between them.
    #[error("a box is four numbers: min_lon,min_lat,max_lon,max_lat")]
    NotFourNumbers,
    /// A corner is not on the globe.
    #[error(transparent)]
    Corner(#[from] CoordinatesError),
    /// The first corner is not south-west of the second.
    #[error("the first corner of a box must be its south-western one")]
    InsideOut,
}

impl BoundingBox {
    /// Checks four degrees: west, south, east, north.
    ///
    /// # Errors
    /// A corner off the globe, or a first corner east or north of the second.
    pub fn parse(min_lon: f64, min_lat: f64, max_lon: f64, max_lat: f64) -> Result<Self, BoundingBoxError> {
        let min = Coordinates::parse(min_lon, min_lat)?;
        let max = Coordinates::parse(max_lon, max_lat)?;
        if min.lon() > max.lon() || min.lat() > max.lat() {
            return Err(BoundingBoxError::InsideOut);
        }
        Ok(Self { min, max })
    }

    /// For tile arithmetic, whose corners are in order by construction.
    pub(super) fn between(min: Coordinates, max: Coordinates) -> Self {
        Self { min, max }
    }

    /// Western border in degrees.
    #[must_use]
    pub fn min_lon(&self) -> f64 {
        self.min.lon()
    }

    /// Southern border in degrees.
    #[must_use]
    pub fn min_lat(&self) -> f64 {
        self.min.lat()
    }

    /// Eastern border in degrees.
    #[must_use]
    pub fn max_lon(&self) -> f64 {
        self.max.lon()
    }

    /// Northern border in degrees.
    #[must_use]
    pub fn max_lat(&self) -> f64 {
        self.max.lat()
    }

    /// Whether a position lies in the box or on its border.
    #[must_use]
    pub fn contains(&self, position: Coordinates) -> bool {
        (self.min.lon()..=self.max.lon()).contains(&position.lon()) && (self.min.lat()..=self.max.lat()).contains(&position.lat())
    }

    /// Whether two boxes share at least a point of their borders.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.min.lon() <= other.max.lon()
            && other.min.lon() <= self.max.lon()
            && self.min.lat() <= other.max.lat()
            && other.min.lat() <= self.max.lat()
    }
}

/// Reads `min_lon,min_lat,max_lon,max_lat`, as in the `bbox` of an address.
impl FromStr for BoundingBox {
    type Err = BoundingBoxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut numbers = [0.0; 4];
        let mut parts = text.split(',');
        for number in &mut numbers {
            *number = parts.next().and_then(|part| part.trim().parse().ok()).ok_or(BoundingBoxError::NotFourNumbers)?;
        }
        if parts.next().is_some() {
            return Err(BoundingBoxError::NotFourNumbers);
        }
        let [min_lon, min_lat, max_lon, max_lat] = numbers;
        Self::parse(min_lon, min_lat, max_lon, max_lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_four_numbers_and_nothing_else() {
        let italy: BoundingBox = "6.6, 35.4,18.6,47.1".parse().expect("a box");
        assert_eq!((italy.min_lon(), italy.max_lat()), (6.6, 47.1));
        for bad in ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,,4"] {
            assert_eq!(bad.parse::<BoundingBox>(), Err(BoundingBoxError::NotFourNumbers), "{bad}");
        }
        assert_eq!("9,1,8,2".parse::<BoundingBox>(), Err(BoundingBoxError::InsideOut));
        assert!(matches!("NaN,1,8,2".parse::<BoundingBox>(), Err(BoundingBoxError::Corner(_))));
    }

    #[test]
    fn borders_belong_to_the_box() {
        let one: BoundingBox = "0,0,1,1".parse().expect("a box");
        let beside: BoundingBox = "1,0,2,1".parse().expect("a box");
        let away: BoundingBox = "1.1,0,2,1".parse().expect("a box");
        assert!(one.contains(Coordinates::parse(1.0, 1.0).expect("on the globe")));
        assert!(!one.contains(Coordinates::parse(1.01, 1.0).expect("on the globe")));
        assert!(one.intersects(&beside) && !one.intersects(&away));
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in "\\PC{0,60}") {
            let _ = text.parse::<BoundingBox>();
        }
    }
}
