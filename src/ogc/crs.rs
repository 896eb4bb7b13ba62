//! The reference systems features are offered in, by the addresses OGC gives them, and the way there from WGS 84.
//! All numbers go through `data_import::crs`, with the datum operation of the feature's Region: PROJ chooses nothing.

use std::cell::RefCell;
use std::collections::HashMap;

use anyhow::Context;
use data_import::crs::{Area, AxisOrder, Crs, Transformer, axis_order};

use crate::web::{Parameters, Phrase};

/// The address of longitude and latitude on WGS 84: what is answered unless another system is asked for.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG: &str = "http://www.opengis.net/def/crs/EPSG/0/";
/// The EPSG codes offered beside CRS84.
const CODES: [u32; 13] = [4326, 3857, 3035, 6706, 7791, 7792, 7793, 25832, 25833, 32632, 32633, 3003, 3004];
/// Monte Mario: the numbers of a place depend on the Region it is in.
const BY_REGION: [u32; 2] = [3003, 3004];
/// Stretches a side of a box is cut in where its sides are no lines of longitude and latitude.
const STRETCHES: u32 = 64;

/// The parts of Italy that have a datum operation of their own.
pub const AREAS: [Area; 3] = [Area::Mainland, Area::Sicily, Area::Sardinia];

/// A reference system that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Longitude and latitude on WGS 84, degrees, longitude first.
    Crs84,
    /// An EPSG code of the list; its numbers stand in the order EPSG gives them.
    Epsg(u32),
}

/// Why a place cannot be said in a system, or a system's numbers name no place.
#[derive(Debug, thiserror::Error)]
#[error("no place in this reference system")]
pub struct NoPlace;

impl System {
    /// All that are offered, the default first.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Crs84).chain(CODES.into_iter().map(Self::Epsg))
    }

    /// Its address in OGC's register.
    pub fn uri(self) -> String {
        match self {
            Self::Crs84 => CRS84.to_owned(),
            Self::Epsg(code) => format!("{EPSG}{code}"),
        }
    }

    /// By address, or by the short form `EPSG:3003`, with or without brackets.
    pub fn of_text(text: &str) -> Option<Self> {
        let short = text.strip_prefix('[').and_then(|inside| inside.strip_suffix(']')).unwrap_or(text);
        Self::all().find(|one| match one {
            Self::Crs84 => text == CRS84 || short == "OGC:CRS84",
            Self::Epsg(code) => {
                let digits = text.strip_prefix(EPSG).or_else(|| short.strip_prefix("EPSG:"));
                digits.is_some_and(|digits| digits == code.to_string())
            }
        })
    }

    /// The value of a parameter, CRS84 where it is absent; a system that is not offered is noted as a mistake.
    pub fn read(parameters: &mut Parameters, name: &'static str) -> Self {
        let Some(given) = parameters.one(name) else { return Self::Crs84 };
        Self::of_text(&given).unwrap_or_else(|| {
            let allowed = Self::all().map(Self::uri).collect::<Vec<_>>().join(", ");
            parameters.refuse(name, &given, Phrase::new("error-one-of").with("allowed", allowed));
            Self::Crs84
        })
    }

    /// Degrees on WGS 84 or on what is taken for it: nothing to be computed.
    pub fn is_geographic(self) -> bool {
        matches!(self, Self::Crs84 | Self::Epsg(4326 | 6706))
    }

    /// Northing or latitude is written first.
    pub fn northing_first(self) -> bool {
        match self {
            Self::Crs84 => false,
            Self::Epsg(code) => axis_order(&Crs::Epsg(code)) == AxisOrder::NorthEast,
        }
    }

    /// The same numbers name different places in different parts of Italy.
    pub fn differs_by_region(self) -> bool {
        matches!(self, Self::Epsg(code) if BY_REGION.contains(&code))
    }

    /// Digits after the point that are written: about a tenth of a millimetre in degrees, a millimetre in metres.
    pub fn decimals(self) -> u32 {
        if self.is_geographic() { 9 } else { 3 }
    }

    /// The numbers of a place given in degrees of WGS 84, in the order of the system's axes.
    ///
    /// # Errors
    /// Where the system has no numbers for the place.
    pub fn numbers(self, area: Area, lon: f64, lat: f64) -> Result<(f64, f64), anyhow::Error> {
        let (x, y) = match self {
            Self::Crs84 => (lon, lat),
            _ if self.is_geographic() => (lon, lat),
            Self::Epsg(code) => {
                ready(code, area, |there| there.from_wgs84(lon, lat)).and_then(|found| found).context("a place cannot be reprojected")?
            }
        };
        Ok(if self.northing_first() { (y, x) } else { (x, y) })
    }

    /// Longitude and latitude in degrees of WGS 84 of two numbers in the order of the system's axes.
    ///
    /// # Errors
    /// Numbers that name no place on the globe.
    pub fn place(self, area: Area, first: f64, second: f64) -> Result<(f64, f64), NoPlace> {
        let (x, y) = if self.northing_first() { (second, first) } else { (first, second) };
        let found = match self {
            _ if self.is_geographic() => (x, y),
            Self::Crs84 => (x, y),
            Self::Epsg(code) => ready(code, area, |there| there.to_wgs84(x, y)).and_then(|found| found).map_err(|_| NoPlace)?,
        };
        let on_globe = found.0.abs() <= 180.0 && found.1.abs() <= 90.0;
        if on_globe { Ok(found) } else { Err(NoPlace) }
    }

    /// The ring around a box in this system, in degrees of WGS 84, closed. The corners are given in the order of the axes.
    ///
    /// # Errors
    /// A border that is nowhere on the globe.
    pub fn ring(self, area: Area, [low_first, low_second, high_first, high_second]: [f64; 4]) -> Result<Vec<(f64, f64)>, NoPlace> {
        // A box without width is a line: a millimetre makes it a box again.
        let wide = |low: f64, high: f64| if high - low < 1e-3 { (low - 5e-4, high + 5e-4) } else { (low, high) };
        let ((low_first, high_first), (low_second, high_second)) = (wide(low_first, high_first), wide(low_second, high_second));
        let corners = [(low_first, low_second), (high_first, low_second), (high_first, high_second), (low_first, high_second)];
        let mut ring = vec![];
        for (at, from) in corners.iter().enumerate() {
            let to = corners[(at + 1) % 4];
            for step in 0..STRETCHES {
                let share = f64::from(step) / f64::from(STRETCHES);
                ring.push(self.place(area, from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)?);
            }
        }
        ring.extend(ring.first().copied());
        Ok(ring)
    }
}

thread_local! {
    /// PROJ's objects stay on their thread and take some ten milliseconds to make.
    static READY: RefCell<HashMap<(u32, Area), Transformer>> = RefCell::default();
}

fn ready<T>(code: u32, area: Area, ask: impl FnOnce(&Transformer) -> T) -> Result<T, data_import::crs::CrsError> {
    READY.with_borrow_mut(|ready| {
        if let Some(known) = ready.get(&(code, area)) {
            return Ok(ask(known));
        }
        let made = Transformer::new(&Crs::Epsg(code), area)?;
        Ok(ask(ready.entry((code, area)).or_insert(made)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_has_one_address_and_is_found_by_it() {
        for system in System::all() {
            assert_eq!(System::of_text(&system.uri()), Some(system));
        }
        assert_eq!(System::of_text("[EPSG:3003]"), Some(System::Epsg(3003)));
        for strange in ["", "EPSG:9999", "http://www.opengis.net/def/crs/EPSG/0/03003", "3003"] {
            assert_eq!(System::of_text(strange), None, "{strange}");
        }
    }

    #[test]
    fn axes_stand_as_their_authority_writes_them() {
        let at = |system: System| system.numbers(Area::Mainland, 11.5, 44.5).expect("numbers");
        assert_eq!(at(System::Crs84), (11.5, 44.5));
        assert_eq!(at(System::Epsg(4326)), (44.5, 11.5));
        assert_eq!(at(System::Epsg(6706)), (44.5, 11.5));
        let (north, east) = at(System::Epsg(3035));
        assert!(north < 2_500_000.0 && east > 4_400_000.0, "{north} {east}");
        let (east, north) = at(System::Epsg(3003));
        assert!((1_600_000.0..1_800_000.0).contains(&east) && north > 4_900_000.0, "{east} {north}");
    }

    #[test]
    fn the_region_decides_on_both_sides_of_the_strait() {
        let messina = (15.5540, 38.1938);
        let there = |area| System::Epsg(3004).numbers(area, messina.0, messina.1).expect("numbers");
        let (sicily, mainland) = (there(Area::Sicily), there(Area::Mainland));
        let apart = (sicily.0 - mainland.0).hypot(sicily.1 - mainland.1);
        assert!((4.0..5.0).contains(&apart), "{apart}");
        let (lon, lat) = System::Epsg(3004).place(Area::Sicily, sicily.0, sicily.1).expect("a place");
        assert!((lon - messina.0).abs() < 1e-8 && (lat - messina.1).abs() < 1e-8);
    }
}
