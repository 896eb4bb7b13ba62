//! Coordinate reference systems: every reprojection of the project. Refuses to let PROJ choose the datum operation of an
//! Italian datum, numbers that are none, and results outside the globe.
//!
//! The codes of `table` run by pipelines written out here, ellipsoids and algorithm included: nothing in PROJ's database
//! or settings changes them, and no version of PROJ is preferred. Codes and definitions outside the table are the choice
//! of PROJ 9.6.2, from the database built into the program or from another one where the environment variable `PROJ_DATA`
//! names it; where they stand on a datum of the table only their projection is PROJ's.
//!
//! Italian ETRS89 realisations (ETRF89 of IGM95, ETRF2000 of RDN2008) and WGS 84 are taken as equal, with a stated
//! accuracy of 1 m: they are some centimetres apart, and a file that says WGS 84 is in Italy one of them.

mod datum;
mod foreign;
mod handle;
mod names;
mod prj;
mod recognise;
mod table;
mod transformer;
mod wkt;

pub use datum::{Area, Operation};
pub use recognise::{Guess, look};
pub use transformer::Transformer;

use foreign::Foreign;

/// A coordinate reference system.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Crs {
    /// An EPSG code.
    Epsg(u32),
    /// A definition in well-known text that is none of our codes.
    Wkt(String),
}

/// Why a system or a point cannot be used. `Display` is English, for logs; whoever keeps the file reads
/// [`CrsError::in_italian`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CrsError {
    /// Not a name or a way of writing a code that is understood.
    #[error("{0:?} is not a known coordinate reference system")]
    UnknownName(String),
    /// PROJ has no coordinate reference system with this EPSG code.
    #[error("EPSG:{0} is not a horizontal coordinate reference system")]
    UnknownCode(u32),
    /// Not well-known text of a horizontal system, and why.
    #[error("the definition cannot be used: {0}")]
    NotWkt(&'static str),
    /// PROJ's words.
    #[error("PROJ cannot use the definition: {0}")]
    Proj(String),
    /// An infinite number or none.
    #[error("a coordinate is not a number")]
    NotFinite,
    /// Outside the projection, or ending outside the globe.
    #[error("{x} {y} is outside the reference system")]
    OutOfRange {
        /// Easting or longitude as it was given.
        x: f64,
        /// Northing or latitude as it was given.
        y: f64,
    },
}

impl CrsError {
    /// The same for whoever keeps the file.
    #[must_use]
    pub fn in_italian(&self) -> String {
        match self {
            Self::UnknownName(name) => format!("«{name}» non è un sistema di riferimento conosciuto: scriverlo come EPSG:32632"),
            Self::UnknownCode(code) => format!("EPSG:{code} non è un sistema di riferimento di coordinate piane o geografiche"),
            Self::NotWkt(_) | Self::Proj(_) => {
                "il sistema di riferimento dichiarato dal file non si può usare: indicarlo con --crs, per esempio --crs EPSG:32632"
                    .to_owned()
            }
            Self::NotFinite => "una coordinata non è un numero".to_owned(),
            Self::OutOfRange { .. } => "la posizione è fuori dal sistema di riferimento".to_owned(),
        }
    }
}

impl CrsError {
    /// A stable key for message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownName(_) => "unknown-crs-name",
            Self::UnknownCode(_) => "unknown-crs-code",
            Self::NotWkt(_) => "not-wkt",
            Self::Proj(_) => "crs-not-usable",
            Self::NotFinite => "coordinate-not-finite",
            Self::OutOfRange { .. } => "coordinate-out-of-range",
        }
    }
}

/// Which of its two numbers the authority of a system writes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AxisOrder {
    /// Easting or longitude first.
    EastNorth,
    /// Northing or latitude first.
    NorthEast,
}

impl Crs {
    /// The system a person or a format names: `EPSG:3003`, `3003`, `urn:ogc:def:crs:EPSG::3003`,
    /// `http://www.opengis.net/def/crs/EPSG/0/3003`, `OGC:CRS84`, `ESRI:102091`, WKT, or one of the names in `names`.
    ///
    /// # Errors
    /// A text that is none of these; a code PROJ does not know.
    pub fn parse(text: &str) -> Result<Self, CrsError> {
        let text = foreign::clean(text);
        if wkt::parse(text).is_ok() {
            return Ok(Self::from_wkt(text));
        }
        let unknown = || CrsError::UnknownName(text.chars().take(80).collect());
        let code = match written_code(text) {
            Some(code) => code,
            None => names::code(text).ok_or_else(unknown)?,
        };
        if table::known(code).is_none() {
            Foreign::of_code(code)?;
        }
        Ok(Self::Epsg(table::canonical(code)))
    }

    /// The system of a `.prj` file or of a WKT in another format. A code or a name is believed where the parameters
    /// beside it agree; a definition that fits no code of ours stays as it is, for PROJ.
    pub fn from_wkt(prj: &str) -> Self {
        let text = foreign::clean(prj);
        let Ok(root) = wkt::parse(text) else {
            return Self::Wkt(text.to_owned());
        };
        if let Some(code) = prj::identify(&root) {
            return Self::Epsg(code);
        }
        match prj::stated_code(&root) {
            // A code of ours would have been identified: this one contradicts its own parameters.
            Some(code) if table::known(code).is_none() && Foreign::of_code(code).is_ok() => Self::Epsg(code),
            _ => Self::Wkt(text.to_owned()),
        }
    }

    /// Whether its numbers are longitude and latitude. `false` for a definition nobody understands.
    pub fn is_geographic(&self) -> bool {
        match self.entry() {
            Some(known) => known.is_geographic(),
            None => self.foreign().is_ok_and(|foreign| foreign.is_geographic()),
        }
    }

    /// Code and name for people: `EPSG:3003 Monte Mario / Italy zone 1`; the name alone where there is no code.
    pub fn name(&self) -> String {
        match (self, self.entry()) {
            (_, Some(known)) => format!("EPSG:{} {}", known.code, known.name),
            (Self::Epsg(code), None) => match self.foreign().ok().as_ref().and_then(Foreign::name) {
                Some(name) => format!("EPSG:{code} {name}"),
                None => format!("EPSG:{code}"),
            },
            (Self::Wkt(text), None) => {
                let root = wkt::parse(text).ok();
                root.as_ref().and_then(|root| prj::horizontal(root).text(0)).unwrap_or("definizione sconosciuta").to_owned()
            }
        }
    }

    fn entry(&self) -> Option<&'static table::Known> {
        if let Self::Epsg(code) = self { table::known(*code) } else { None }
    }

    fn foreign(&self) -> Result<Foreign, CrsError> {
        match self {
            Self::Epsg(code) => Foreign::of_code(*code),
            Self::Wkt(text) => Foreign::of_wkt(text),
        }
    }
}

/// The order in which the authority of a system writes its numbers, so that people who hold such data can be told.
/// `Transformer` always takes easting or longitude first. WKT without axes (ESRI's) counts as easting first.
pub fn axis_order(crs: &Crs) -> AxisOrder {
    let northing_first = match crs {
        Crs::Wkt(text) => wkt::parse(foreign::clean(text)).is_ok_and(|root| prj::northing_first(&root)),
        Crs::Epsg(_) => match crs.entry() {
            Some(known) => known.northing_first,
            None => crs.foreign().is_ok_and(|foreign| foreign.northing_first()),
        },
    };
    if northing_first { AxisOrder::NorthEast } else { AxisOrder::EastNorth }
}

/// The code in the ways formats write one; CRS84 is 4326 with the longitude first, which is our order anyway.
fn written_code(text: &str) -> Option<u32> {
    const STARTS: [&str; 5] = [
        "urn:ogc:def:crs:",
        "urn:x-ogc:def:crs:",
        "http://www.opengis.net/def/crs/",
        "https://www.opengis.net/def/crs/",
        "http://www.opengis.net/gml/srs/",
    ];
    let small = text.to_ascii_lowercase();
    let rest = STARTS.iter().find_map(|start| small.strip_prefix(start)).unwrap_or(&small);
    let pieces: Vec<&str> = rest.split([':', '/', '#']).map(str::trim).collect();
    // The middle piece is the version of the register.
    match pieces.as_slice() {
        ["ogc", "crs84"] | ["ogc", _, "crs84"] => Some(4326),
        [digits] | ["epsg" | "epsg.xml" | "esri", digits] | ["epsg", _, digits] => {
            let written = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            written.then(|| digits.parse().ok()).flatten()
        }
        _ => None,
    }
}
