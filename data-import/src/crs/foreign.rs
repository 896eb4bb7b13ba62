//! Systems outside our table, which are PROJ's: what they are, on which datum they stand, how PROJ takes them to WGS 84.
//! Refuses definitions that name files. PROJ's own database answers here, so another version of PROJ may answer otherwise.

use serde_json::Value;

use super::datum::{Area, Datum};
use super::handle::Handle;
use super::{CrsError, prj, wkt};

/// A system as PROJ understands it, reduced to its horizontal part.
pub(super) struct Foreign {
    /// PROJJSON of the horizontal part; PROJ reads it back as a definition.
    definition: String,
    /// The part as a tree.
    tree: Value,
}

impl Foreign {
    pub fn of_code(code: u32) -> Result<Self, CrsError> {
        Self::described(&format!("EPSG:{code}")).map_err(|_| CrsError::UnknownCode(code))
    }

    pub fn of_wkt(text: &str) -> Result<Self, CrsError> {
        let text = clean(text);
        let root = wkt::parse(text).map_err(CrsError::NotWkt)?;
        if !prj::is_system(&root) {
            return Err(CrsError::NotWkt("not a horizontal reference system"));
        }
        if root.find(&is_program).is_some() {
            return Err(CrsError::NotWkt("it names files or programs of its own"));
        }
        Self::described(text)
    }

    fn described(text: &str) -> Result<Self, CrsError> {
        let json = Handle::new(text)?.json().ok_or(CrsError::Proj("PROJ cannot describe it".to_owned()))?;
        let mut tree: Value = serde_json::from_str(&json).map_err(|error| CrsError::Proj(error.to_string()))?;
        // A vertical part says nothing of where a place is.
        if let Some(horizontal) = tree.pointer_mut("/components/0") {
            tree = horizontal.take();
        }
        // The shift a file brings along gives way to ours where we know the datum.
        if tree["type"] == "BoundCRS" && datum_of(&tree["source_crs"]).is_some() {
            tree = tree["source_crs"].take();
        }
        match tree["type"].as_str() {
            Some("GeographicCRS" | "ProjectedCRS" | "BoundCRS" | "DerivedProjectedCRS" | "DerivedGeographicCRS") => {
                Ok(Self { definition: tree.to_string(), tree })
            }
            _ => Err(CrsError::Proj("not a horizontal reference system".to_owned())),
        }
    }

    fn system(&self) -> &Value {
        if self.tree["type"] == "BoundCRS" { &self.tree["source_crs"] } else { &self.tree }
    }

    pub fn name(&self) -> Option<&str> {
        self.system()["name"].as_str()
    }

    pub fn is_geographic(&self) -> bool {
        self.system()["type"].as_str().is_some_and(|kind| kind.contains("Geographic"))
    }

    pub fn northing_first(&self) -> bool {
        self.system()["coordinate_system"]["axis"][0]["direction"] == "north"
    }

    /// The datum of our table it stands on, if it does.
    pub fn datum(&self) -> Option<Datum> {
        datum_of(&self.tree)
    }

    /// Longitude and latitude of a place in the area where the system may be used, or in the area where it may not.
    pub fn middle_in(&self, area: Area) -> (f64, f64) {
        let [west, south, east, north] = area.bounds();
        let used = [&self.system()["bbox"], &self.system()["usages"][0]["bbox"]].into_iter().find(|used| used.is_object());
        let side = |name: &str, otherwise: f64| used.and_then(|used| used[name].as_f64()).unwrap_or(otherwise);
        let common = |low: f64, high: f64, used_low: f64, used_high: f64| {
            let (inner_low, inner_high) = (low.max(used_low), high.min(used_high));
            if inner_low <= inner_high { (inner_low + inner_high) / 2.0 } else { (low + high) / 2.0 }
        };
        (
            common(west, east, side("west_longitude", west), side("east_longitude", east)),
            common(south, north, side("south_latitude", south), side("north_latitude", north)),
        )
    }

    /// PROJ's way from its numbers (easting or longitude first) to degrees of another code, chosen for an area.
    pub fn to_code(&self, code: u32, area: Area) -> Result<Handle, CrsError> {
        Handle::between(&self.definition, &format!("EPSG:{code}"), area.bounds())
    }
}

/// What can make PROJ run a definition or open a file that the text names.
fn is_program(node: &wkt::Node) -> bool {
    let names_proj = || node.text(0).is_some_and(|name| name.trim_start().to_ascii_lowercase().starts_with("proj"));
    match node.keyword.as_str() {
        "EXTENSION" | "PARAMETERFILE" => true,
        "METHOD" | "PROJECTION" => names_proj(),
        _ => false,
    }
}

/// The text without what editors put around it.
pub(super) fn clean(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim_matches(|letter: char| letter.is_whitespace() || letter == '\0')
}

fn datum_of(system: &Value) -> Option<Datum> {
    let geographic = if system["base_crs"].is_object() { &system["base_crs"] } else { system };
    let datum = [&geographic["datum"], &geographic["datum_ensemble"]].into_iter().find(|datum| datum.is_object())?;
    let ellipsoid = &datum["ellipsoid"];
    let (axis, flattening) = (ellipsoid["semi_major_axis"].as_f64()?, ellipsoid["inverse_flattening"].as_f64()?);
    Datum::from_name(datum["name"].as_str()?).filter(|datum| datum.has_ellipsoid(axis, flattening))
}
