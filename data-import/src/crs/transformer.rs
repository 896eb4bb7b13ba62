//! Takes points of one system, in one part of Italy, to WGS 84 and back.
//! Refuses numbers that are no numbers, inputs outside the projection, and results outside the globe.

use super::datum::{Area, Operation};
use super::foreign::Foreign;
use super::handle::Handle;
use super::table::{Known, Projection, known};
use super::{Crs, CrsError};

/// Metres: half the side of EPSG:3857. Farther out a transverse Mercator begins again on the other side of the earth.
const FARTHEST: f64 = 20_037_508.35;

/// Degrees: a larger miss of the way back is the edge of a projection, nothing to be mended.
const LARGEST_MISS: f64 = 1e-6;

/// From one reference system to WGS 84 and back, with the operation of one part of Italy.
///
/// It stays on the thread that made it: PROJ's objects are not shared. PROJ opens its database whenever one is made, which
/// takes some ten milliseconds: make one per file and part of Italy, not one per point.
pub struct Transformer {
    /// Run one after the other, each easting or longitude first.
    steps: Vec<Handle>,
    input: Input,
    operation: Operation,
}

/// What its numbers are, as far as a check before the projection goes.
#[derive(Clone, Copy)]
enum Input {
    Degrees,
    Metres,
    /// PROJ's choice: units unknown here.
    Any,
}

impl Transformer {
    /// The transformer of a system in a part of Italy.
    ///
    /// # Errors
    /// A system PROJ cannot read or cannot take to WGS 84.
    pub fn new(crs: &Crs, area: Area) -> Result<Self, CrsError> {
        match crs {
            Crs::Epsg(code) => match known(*code) {
                Some(known) => Self::of_table(known, area),
                None => Self::of_foreign(&Foreign::of_code(*code)?, area),
            },
            Crs::Wkt(text) => Self::of_foreign(&Foreign::of_wkt(text)?, area),
        }
    }

    fn of_table(known: &Known, area: Area) -> Result<Self, CrsError> {
        let shift = known.datum.steps_to_wgs84(area);
        let definition = if known.projection == (Projection::Degrees { meridian: 0.0 }) && shift.is_empty() {
            // The very numbers of the file, not what degrees to radians and back leaves of them.
            "+proj=noop".to_owned()
        } else {
            format!("+proj=pipeline {}{shift} +step +proj=unitconvert +xy_in=rad +xy_out=deg", known.steps_to_radians())
        };
        let pipeline = Handle::new(&definition)?;
        let (name, accuracy) = known.datum.operation(area);
        let input = if known.is_geographic() { Input::Degrees } else { Input::Metres };
        Ok(Self { steps: vec![pipeline], input, operation: Operation { name, accuracy_m: Some(accuracy), definition } })
    }

    /// Where the datum is ours, PROJ only undoes the projection and the datum operation is the one of the table.
    fn of_foreign(foreign: &Foreign, area: Area) -> Result<Self, CrsError> {
        let middle = foreign.middle_in(area);
        if let Some(base) = foreign.datum().and_then(|datum| known(datum.geographic_code())) {
            let projection = foreign.to_code(base.code, area)?;
            projection.back(middle);
            let first = projection.info().and_then(|told| told.definition);
            let ours = Self::of_table(base, area)?;
            let definition = format!("{} ; {}", first.unwrap_or_default(), ours.operation.definition);
            let operation = Operation { definition, ..ours.operation };
            let steps = std::iter::once(projection).chain(ours.steps).collect();
            return Ok(Self { steps, input: Input::Any, operation });
        }
        let whole = foreign.to_code(4326, area)?;
        // PROJ settles on one of its candidates when it sees a point; the middle of what both areas share stands for the others.
        whole.back(middle);
        let told = whole.info();
        let described = told.as_ref().and_then(|told| told.description.clone()).unwrap_or_else(|| "operazione senza nome".to_owned());
        let accuracy_m = told.as_ref().map(|told| told.accuracy).filter(|accuracy| *accuracy >= 0.0);
        let definition = told.and_then(|told| told.definition).unwrap_or_default();
        let operation = Operation { name: format!("PROJ: {described}"), accuracy_m, definition };
        Ok(Self { steps: vec![whole], input: Input::Any, operation })
    }

    /// The operation every point goes through.
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// Longitude and latitude in degrees of WGS 84 from easting and northing (or longitude and latitude) of the system,
    /// in this order whatever its authority writes first.
    ///
    /// # Errors
    /// A number that is none, an input outside the projection, a result outside the globe.
    pub fn to_wgs84(&self, x: f64, y: f64) -> Result<(f64, f64), CrsError> {
        self.check(x, y)?;
        let mut point = (x, y);
        for step in &self.steps {
            point = step.forth(point).ok_or(CrsError::OutOfRange { x, y })?;
        }
        if on_globe(point) { Ok(point) } else { Err(CrsError::OutOfRange { x, y }) }
    }

    /// Replaces every point, in the order of `to_wgs84`.
    ///
    /// # Errors
    /// That of the first point that fails; the points before it are replaced already, so the slice is worth nothing then.
    pub fn to_wgs84_all(&self, points: &mut [(f64, f64)]) -> Result<(), CrsError> {
        for point in points {
            *point = self.to_wgs84(point.0, point.1)?;
        }
        Ok(())
    }

    /// Easting and northing (or longitude and latitude) of the system from longitude and latitude in degrees of WGS 84.
    ///
    /// # Errors
    /// A number that is none, a place outside the globe or outside the projection.
    pub fn from_wgs84(&self, lon: f64, lat: f64) -> Result<(f64, f64), CrsError> {
        if !(lon.is_finite() && lat.is_finite()) {
            return Err(CrsError::NotFinite);
        }
        let outside = CrsError::OutOfRange { x: lon, y: lat };
        if !on_globe((lon, lat)) {
            return Err(outside);
        }
        let numbers = self.back((lon, lat)).ok_or(outside.clone())?;
        // A datum operation for two dimensions drops the height it makes, so that its inverse misses by a millimetre:
        // the way forth is the one that counts, and a second round takes the miss away.
        let Ok(seen) = self.to_wgs84(numbers.0, numbers.1) else {
            return Ok(numbers);
        };
        let miss = (lon - seen.0, lat - seen.1);
        if miss == (0.0, 0.0) || miss.0.abs().max(miss.1.abs()) > LARGEST_MISS {
            return Ok(numbers);
        }
        self.back((lon + miss.0, lat + miss.1)).ok_or(outside)
    }

    fn back(&self, place: (f64, f64)) -> Option<(f64, f64)> {
        let numbers = self.steps.iter().rev().try_fold(place, |point, step| step.back(point));
        numbers.filter(|(x, y)| x.is_finite() && y.is_finite())
    }

    fn check(&self, x: f64, y: f64) -> Result<(), CrsError> {
        if !(x.is_finite() && y.is_finite()) {
            return Err(CrsError::NotFinite);
        }
        let inside = match self.input {
            Input::Degrees => on_globe((x, y)),
            Input::Metres => x.abs() <= FARTHEST && y.abs() <= FARTHEST,
            Input::Any => true,
        };
        if inside { Ok(()) } else { Err(CrsError::OutOfRange { x, y }) }
    }
}

fn on_globe((lon, lat): (f64, f64)) -> bool {
    lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0
}
