//! PROJ's objects, one at a time. Refuses two threads inside PROJ at once: the `proj` crate reads the words of an error
//! from a text all threads share (`proj_errno_string`), so two failing conversions would write it together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use proj::{Proj, ProjCreateError, ProjInfo};

use super::CrsError;

static INSIDE: Mutex<()> = Mutex::new(());

/// Nothing is left half done in PROJ when a thread stops with the lock in hand: the next one may go on.
fn alone() -> MutexGuard<'static, ()> {
    INSIDE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A system or an operation of PROJ's. Locked point by point, a million points of EPSG:3003 take about a second.
pub(super) struct Handle(Option<Proj>);

impl Handle {
    /// From a pipeline, a code, WKT or PROJJSON.
    pub fn new(definition: &str) -> Result<Self, CrsError> {
        Self::made(|| Proj::new(definition))
    }

    /// PROJ's choice between two systems, easting or longitude first on both sides; degrees of the place it is chosen for.
    pub fn between(from: &str, to: &str, [west, south, east, north]: [f64; 4]) -> Result<Self, CrsError> {
        Self::made(|| Proj::new_known_crs(from, to, Some(proj::Area::new(west, south, east, north))))
    }

    /// The crate panics where PROJ fails without saying why; that is an error of the definition like the others.
    fn made(make: impl FnOnce() -> Result<Proj, ProjCreateError>) -> Result<Self, CrsError> {
        let _alone = alone();
        match catch_unwind(AssertUnwindSafe(make)) {
            Ok(made) => made.map(|proj| Self(Some(proj))).map_err(|error| CrsError::Proj(error.to_string())),
            Err(_) => Err(CrsError::Proj("PROJ gives no reason".to_owned())),
        }
    }

    /// One point forth; the numbers may still be infinite.
    pub fn forth(&self, point: (f64, f64)) -> Option<(f64, f64)> {
        let _alone = alone();
        self.0.as_ref()?.convert(point).ok()
    }

    /// One point back. The crate's `project` speaks of radians, yet hands PROJ the numbers as they are.
    pub fn back(&self, point: (f64, f64)) -> Option<(f64, f64)> {
        let _alone = alone();
        self.0.as_ref()?.project(point, true).ok()
    }

    /// PROJJSON on one line.
    pub fn json(&self) -> Option<String> {
        let _alone = alone();
        self.0.as_ref()?.to_projjson(Some(false), None, None).ok()
    }

    /// What PROJ says of the operation it used last.
    pub fn info(&self) -> Option<ProjInfo> {
        let _alone = alone();
        Some(self.0.as_ref()?.proj_info())
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // The end of an object clears caches of PROJ's that the others share.
        let _alone = alone();
        self.0 = None;
    }
}
