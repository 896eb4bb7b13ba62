//! The datums of Italian maps and the one operation that takes each of them to WGS 84 in each part of Italy.
//! Refuses to let PROJ choose: its choice by overlapping boxes is 7.7 m off at Palermo and 4.5 m at Messina.
//!
//! | datum | operation | stated accuracy |
//! |---|---|---|
//! | Monte Mario (Roma 40) | EPSG:1660 mainland, EPSG:1662 Sardinia, EPSG:1664 Sicily | 4 m |
//! | ED50 | EPSG:1133, everywhere | 10 m |
//! | ETRS89, RDN2008, IGM95 | EPSG:1149, EPSG:6711, EPSG:1099: same numbers as WGS 84 | 1 m |
//!
//! EPSG:1664 has the parameters of EPSG:1663, which ends at ETRS89 instead. All three Monte Mario operations are
//! position vector transformations (EPSG method 9606), the tests hold them against PROJ's own. For ED50 EPSG also lists
//! EPSG:1142 in Sardinia (two stations, 44 m) and EPSG:1143 in Sicily (three stations, 35 m), 8 m and 14 m away from
//! EPSG:1133: the mean of 85 stations states the better accuracy, and Italy is in its area of use.
//! IGM's grids (0.1 m) are not free to pass on, so they are not used.

/// Longitude of the Rome (Monte Mario) meridian east of Greenwich, degrees: 12°27'08,4" (EPSG:8906).
pub(super) const ROME_MERIDIAN: f64 = 12.452_333_333_333_333;

/// The part of Italy a place is in: it decides the datum operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// All Regions but the two below.
    Mainland,
    /// Sicily with its islands, Lampedusa and Pantelleria too.
    Sicily,
    /// Sardinia with its islands.
    Sardinia,
}

impl Area {
    /// The area of a Region by its ISTAT code: 19 is Sicily, 20 Sardinia, every other text the mainland.
    pub fn of_region(code: &str) -> Self {
        match code.trim().trim_start_matches('0') {
            "19" => Self::Sicily,
            "20" => Self::Sardinia,
            _ => Self::Mainland,
        }
    }

    pub(super) fn italian(self) -> &'static str {
        match self {
            Self::Mainland => "Italia continentale",
            Self::Sicily => "Sicilia",
            Self::Sardinia => "Sardegna",
        }
    }

    /// West, south, east, north in degrees.
    pub(super) fn bounds(self) -> [f64; 4] {
        match self {
            Self::Mainland => [6.6, 37.9, 18.6, 47.1],
            Self::Sicily => [11.9, 35.4, 15.7, 38.9],
            Self::Sardinia => [8.1, 38.8, 9.9, 41.4],
        }
    }
}

/// The datum operation with which a position was made, kept beside the position.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// Operation, datums and part of Italy, for people: `EPSG:1664 Monte Mario → WGS 84 (Sicilia)`.
    pub name: String,
    /// The accuracy its authority states, metres; `None` where PROJ chose and states none.
    pub accuracy_m: Option<f64>,
    /// The PROJ pipeline that was run, easting or longitude first.
    pub definition: String,
}

/// The datums of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Datum {
    Wgs84,
    Etrs89,
    Rdn2008,
    Igm95,
    MonteMario,
    Ed50,
}

impl Datum {
    /// PROJ's name of the ellipsoid; PROJ has its size in the program, not in its database.
    pub fn ellipsoid(self) -> &'static str {
        match self {
            Self::Wgs84 => "WGS84",
            Self::Etrs89 | Self::Rdn2008 | Self::Igm95 => "GRS80",
            Self::MonteMario | Self::Ed50 => "intl",
        }
    }

    /// Whether an ellipsoid with this half axis (metres) and inverse flattening can be this datum's. GRS 80 and WGS 84
    /// are taken for one another: they differ by 0.1 mm.
    pub fn has_ellipsoid(self, half_axis: f64, inverse_flattening: f64) -> bool {
        let (axis, flattening) = match self {
            Self::Wgs84 | Self::Etrs89 | Self::Rdn2008 | Self::Igm95 => (6_378_137.0, 298.257_223),
            Self::MonteMario | Self::Ed50 => (6_378_388.0, 297.0),
        };
        (half_axis - axis).abs() < 0.01 && (inverse_flattening - flattening).abs() < 1e-4
    }

    /// The EPSG code of its geographic system from Greenwich.
    pub fn geographic_code(self) -> u32 {
        match self {
            Self::Wgs84 => 4326,
            Self::Etrs89 => 4258,
            Self::Rdn2008 => 6706,
            Self::Igm95 => 4670,
            Self::MonteMario => 4265,
            Self::Ed50 => 4230,
        }
    }

    /// The datum a definition names, in the spellings of EPSG, ESRI and the Regions.
    pub fn from_name(name: &str) -> Option<Self> {
        let letters: String = name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
        let bare = letters.strip_prefix("gcs").unwrap_or(&letters);
        // ESRI writes "D_WGS_1984"; no datum of the list begins with a d of its own.
        match bare.strip_prefix('d').unwrap_or(bare) {
            "wgs84" | "wgs1984" | "worldgeodeticsystem1984" | "worldgeodeticsystem1984ensemble" => Some(Self::Wgs84),
            "etrs89"
            | "etrs1989"
            | "etrf2000"
            | "europeanterrestrialreferencesystem1989"
            | "europeanterrestrialreferencesystem1989ensemble"
            | "europeanterrestrialreferenceframe2000" => Some(Self::Etrs89),
            "rdn2008" | "retedinamicanazionale2008" => Some(Self::Rdn2008),
            "igm95" | "igm1995" | "istitutogeograficomilitaire1995" | "istitutogeograficomilitare1995" => Some(Self::Igm95),
            "montemario" | "montemariorome" | "roma40" | "roma1940" => Some(Self::MonteMario),
            "ed50" | "ed1950" | "european1950" | "europeandatum1950" => Some(Self::Ed50),
            _ => None,
        }
    }

    /// The steps of a PROJ pipeline from radians on its ellipsoid to radians on WGS 84; empty where the numbers stay.
    pub fn steps_to_wgs84(self, area: Area) -> String {
        let shift = match (self, area) {
            (Self::Wgs84 | Self::Etrs89 | Self::Rdn2008 | Self::Igm95, _) => return String::new(),
            (Self::Ed50, _) => "+x=-87 +y=-98 +z=-121",
            (Self::MonteMario, Area::Mainland) => {
                "+x=-104.1 +y=-49.1 +z=-9.9 +rx=0.971 +ry=-2.917 +rz=0.714 +s=-11.68 +convention=position_vector"
            }
            (Self::MonteMario, Area::Sardinia) => {
                "+x=-168.6 +y=-34 +z=38.6 +rx=-0.374 +ry=-0.679 +rz=-1.379 +s=-9.48 +convention=position_vector"
            }
            (Self::MonteMario, Area::Sicily) => {
                "+x=-50.2 +y=-50.4 +z=84.8 +rx=-0.69 +ry=-2.012 +rz=0.459 +s=-28.08 +convention=position_vector"
            }
        };
        format!(
            " +step +proj=push +v_3 +step +proj=cart +ellps=intl +step +proj=helmert {shift} +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
        )
    }

    /// Name and accuracy (metres) of the operation.
    pub fn operation(self, area: Area) -> (String, f64) {
        let place = area.italian();
        match (self, area) {
            (Self::Wgs84, _) => ("WGS 84, nessun cambio di datum".to_owned(), 0.0),
            (Self::Etrs89, _) => ("EPSG:1149 ETRS89 → WGS 84 (uguali entro 1 m)".to_owned(), 1.0),
            (Self::Rdn2008, _) => ("EPSG:6711 RDN2008 → WGS 84 (uguali entro 1 m)".to_owned(), 1.0),
            (Self::Igm95, _) => ("EPSG:1099 IGM95 → WGS 84 (uguali entro 1 m)".to_owned(), 1.0),
            (Self::Ed50, _) => ("EPSG:1133 ED50 → WGS 84 (media europea)".to_owned(), 10.0),
            (Self::MonteMario, Area::Mainland) => (format!("EPSG:1660 Monte Mario → WGS 84 ({place})"), 4.0),
            (Self::MonteMario, Area::Sardinia) => (format!("EPSG:1662 Monte Mario → WGS 84 ({place})"), 4.0),
            (Self::MonteMario, Area::Sicily) => (format!("EPSG:1664 Monte Mario → WGS 84 ({place})"), 4.0),
        }
    }
}
