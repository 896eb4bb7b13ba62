//! What the gazetteer knows of a place, and how exactly a place says where something is.
//! Refuses nothing: it is the shape of rows that were checked when they were imported.

/// What sort of place a name stands for. Their order is the order in which equal names are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A municipality, at its seat.
    Comune,
    /// A town, village or quarter inside a municipality.
    Localita,
    /// A named building or site.
    Luogo,
    /// A postcode, whose name is its five digits.
    Cap,
    /// A street; its name includes the word for street.
    Via,
    /// A house number; its name is the street and the number, as in "Via Roma 1".
    Civico,
}

impl PlaceKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Comune, Self::Localita, Self::Luogo, Self::Cap, Self::Via, Self::Civico];

    /// The code of this kind in the database and in the interface.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Comune => "comune",
            Self::Localita => "localita",
            Self::Luogo => "luogo",
            Self::Cap => "cap",
            Self::Via => "via",
            Self::Civico => "civico",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// How exactly a place of this kind says where a person means.
    #[must_use]
    pub fn precision(self) -> Precision {
        match self {
            Self::Comune => Precision::Comune,
            Self::Localita => Precision::Localita,
            Self::Luogo => Precision::Luogo,
            Self::Cap => Precision::Zona,
            Self::Via => Precision::Via,
            Self::Civico => Precision::Civico,
        }
    }
}

/// How exact the position of an answer is; codes of the list `precision`, the most exact first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The door itself.
    Civico,
    /// Between its neighbours, or at the nearest of them.
    Interpolato,
    /// Somewhere along the street.
    Via,
    /// A named building or site.
    Luogo,
    /// An area such as that of a postcode.
    Zona,
    /// A town or village.
    Localita,
    /// The municipality, at its seat.
    Comune,
}

impl Precision {
    /// All of them, the most exact first.
    pub const ALL: [Self; 7] = [Self::Civico, Self::Interpolato, Self::Via, Self::Luogo, Self::Zona, Self::Localita, Self::Comune];

    /// The code of this precision in the database and in the interface.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Civico => "civico",
            Self::Interpolato => "interpolato",
            Self::Via => "via",
            Self::Luogo => "luogo",
            Self::Zona => "zona",
            Self::Localita => "localita",
            Self::Comune => "comune",
        }
    }
}

/// A named place at a point. Codes are ISTAT codes as text, with their leading zeros.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Its name as it is written; the halves of "Bolzano/Bozen" are found by themselves.
    pub name: String,
    /// Names in other languages and earlier names.
    pub other_names: Vec<String>,
    /// Six digits of the municipality that holds it.
    pub municipality_code: String,
    /// Name of that municipality.
    pub municipality: String,
    /// Three digits of its province.
    pub province_code: String,
    /// Name of its province.
    pub province: String,
    /// Two letters of its province, such as `NA`.
    pub province_label: String,
    /// Two digits of its Region.
    pub region_code: String,
    /// Name of its Region.
    pub region: String,
    /// Longitude in degrees, WGS 84 (EPSG:4326).
    pub lon: f64,
    /// Latitude in degrees, WGS 84 (EPSG:4326).
    pub lat: f64,
    /// Residents, where known: of two places with one name the bigger is offered first.
    pub residents: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_kinds_name_each_other() {
        for code in ["comune", "localita", "luogo", "cap", "via", "civico"] {
            assert_eq!(PlaceKind::from_code(code).map(PlaceKind::code), Some(code));
        }
        assert_eq!(PlaceKind::from_code("regione"), None);
        assert_eq!(PlaceKind::Cap.precision().code(), "zona");
    }
}
