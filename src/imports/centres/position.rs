//! Which municipality a row means and where its site is, with the precision that is really known.
//! Refuses to invent: without coordinates a site is at its locality or its municipality, and says so.

use std::collections::HashMap;

use data_import::CentreRow;

use super::super::names::{folded, italian_half};
use super::super::report::Refusal;
use super::super::store::MunicipalityCodes;

/// Farther outside its municipality, in metres, a position is a mistake; nearer it is a generalised border.
pub(super) const OUTSIDE_AT_MOST_M: f64 = 200.0;

/// Precisions, the most exact first; the codes of the table of the same name.
const PRECISIONS: [&str; 8] = ["civico", "interpolato", "via", "luogo", "quartiere", "zona", "localita", "comune"];

/// Coordinates of files are longitude and latitude.
const GIVEN_CRS: &str = "EPSG:4326";

/// A point and how exactly it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Position {
    /// Degrees, EPSG:4326.
    pub(super) lon: f64,
    /// Degrees, EPSG:4326.
    pub(super) lat: f64,
    pub(super) precision: String,
    /// The coordinate system of the source, where the source gave coordinates.
    pub(super) source_crs: Option<String>,
}

impl Position {
    /// Whether this one is known less exactly than `other`.
    pub(super) fn is_coarser_than(&self, other: &Self) -> bool {
        rank(&self.precision) > rank(&other.precision)
    }
}

fn rank(precision: &str) -> usize {
    PRECISIONS.iter().position(|known| *known == precision).unwrap_or(PRECISIONS.len())
}

/// Whether a word is one of the precisions.
pub(super) fn is_precision(word: &str) -> bool {
    PRECISIONS.contains(&word)
}

/// A municipality as rows speak of it.
#[derive(Debug, Clone)]
pub(super) struct Municipality {
    pub(super) name: String,
    pub(super) label: String,
    /// Longitude and latitude of where people live, EPSG:4326.
    pub(super) point: Option<(f64, f64)>,
}

/// Municipalities and localities by code and name.
#[derive(Default)]
pub(super) struct Gazetteer {
    codes: MunicipalityCodes,
    municipalities: HashMap<i32, Municipality>,
    by_name: HashMap<(String, String), Vec<i32>>,
    localities: HashMap<(i32, String), (f64, f64)>,
}

impl Gazetteer {
    pub(super) fn of(
        codes: MunicipalityCodes,
        municipalities: HashMap<i32, Municipality>,
        localities: HashMap<(i32, String), (f64, f64)>,
    ) -> Self {
        let mut by_name: HashMap<(String, String), Vec<i32>> = HashMap::new();
        for (id, municipality) in &municipalities {
            for name in spellings(&municipality.name) {
                by_name.entry((name, municipality.label.clone())).or_default().push(*id);
            }
        }
        Self { codes, municipalities, by_name, localities }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.municipalities.is_empty()
    }

    pub(super) fn name(&self, municipality: i32) -> &str {
        self.municipalities.get(&municipality).map_or("", |known| &known.name)
    }

    /// The municipality a row means: by code where it has one, else by name and province label.
    pub(super) fn municipality(&self, row: &CentreRow) -> Result<i32, Refusal> {
        if let Some(code) = &row.municipality_code {
            return self.codes.resolve(code).ok_or_else(|| Refusal::of_cell(row.row, "cod_com", "no municipality has or had this code"));
        }
        match self.by_name.get(&(folded(&row.municipality_name), row.province_label.clone())).map(Vec::as_slice) {
            Some([only]) => Ok(*only),
            Some(_) => Err(Refusal::of_cell(row.row, "comune", "several municipalities have this name; give cod_com")),
            None => Err(Refusal::of_cell(row.row, "comune", "no municipality of this name in the province; check both, or give cod_com")),
        }
    }

    /// Whether the name beside a code is one of the municipality of that code.
    pub(super) fn agrees(&self, row: &CentreRow, municipality: i32) -> bool {
        let given = folded(italian_half(&row.municipality_name));
        self.municipalities
            .get(&municipality)
            .is_some_and(|known| known.label == row.province_label && spellings(&known.name).contains(&given))
    }

    /// Municipality and coordinates, where the row gives coordinates: for the question how far outside they are.
    pub(super) fn given(&self, row: &CentreRow) -> Option<(i32, f64, f64)> {
        Some((self.municipality(row).ok()?, row.longitude?, row.latitude?))
    }

    /// Where the site of a row is. `outside_m` is how far its coordinates lie outside the municipality, if it has any.
    pub(super) fn position(&self, row: &CentreRow, municipality: i32, outside_m: Option<f64>) -> Result<Option<Position>, Refusal> {
        if let (Some(lon), Some(lat)) = (row.longitude, row.latitude) {
            let outside = outside_m.unwrap_or(0.0);
            if outside > OUTSIDE_AT_MOST_M {
                let reason = format!("the position lies {} outside the municipality of the row", distance(outside));
                return Err(Refusal::of_cell(row.row, "lat", reason));
            }
            return Ok(Some(Position { lon, lat, precision: row.precision.clone(), source_crs: Some(GIVEN_CRS.to_owned()) }));
        }
        let locality = row.locality.as_ref().and_then(|name| self.localities.get(&(municipality, folded(name))));
        let point = self.municipalities.get(&municipality).and_then(|known| known.point);
        let approximate = locality.map(|point| (*point, "localita")).or(point.map(|point| (point, "comune")));
        Ok(approximate.map(|((lon, lat), precision)| Position { lon, lat, precision: precision.to_owned(), source_crs: None }))
    }
}

/// How rows may write a municipality's name: whole, or the half before a slash; folded.
fn spellings(name: &str) -> Vec<String> {
    let mut spellings = vec![folded(name), folded(italian_half(name))];
    spellings.dedup();
    spellings
}

fn distance(metres: f64) -> String {
    if metres < 1_000.0 { format!("{metres:.0} m") } else { format!("{:.1} km", metres / 1_000.0) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::candidate::tests::row;
    use super::*;

    pub(in super::super) fn gazetteer() -> Gazetteer {
        let of = |name: &str, label: &str| Municipality { name: name.to_owned(), label: label.to_owned(), point: Some((11.0, 44.0)) };
        let municipalities =
            HashMap::from([(1, of("Prova", "BO")), (2, of("Bolzano/Bozen", "BZ")), (3, of("Samone", "TN")), (4, of("Samone", "TO"))]);
        let localities = HashMap::from([((1, "foca".to_owned()), (11.5, 44.5))]);
        Gazetteer::of(MunicipalityCodes::of(&[("037001", 1), ("021008", 2)], &[]), municipalities, localities)
    }

    #[test]
    fn a_locality_is_nearer_than_the_municipality() {
        let known = gazetteer();
        let at = |row: &CentreRow| known.position(row, 1, None).expect("allowed").expect("a position");
        assert_eq!(at(&row()).precision, "comune");
        let with_locality = CentreRow { locality: Some("Focà".to_owned()), ..row() };
        assert_eq!((at(&with_locality).precision.as_str(), at(&with_locality).lon), ("localita", 11.5));
        assert!(at(&row()).is_coarser_than(&at(&with_locality)));
    }

    #[test]
    fn coordinates_keep_their_precision_and_must_lie_inside() {
        let known = gazetteer();
        let given = CentreRow { longitude: Some(11.1), latitude: Some(44.1), precision: "via".to_owned(), ..row() };
        let position = known.position(&given, 1, Some(150.0)).expect("near enough").expect("a position");
        assert_eq!((position.precision.as_str(), position.source_crs.as_deref()), ("via", Some("EPSG:4326")));
        let refusal = known.position(&given, 1, Some(3_400.0)).expect_err("too far");
        assert!(refusal.reason.contains("3.4 km"));
    }

    #[test]
    fn municipalities_are_found_by_code_or_by_name_and_province() {
        let known = gazetteer();
        assert_eq!(known.municipality(&row()), Ok(1));
        let named = |name: &str, label: &str| {
            known.municipality(&CentreRow {
                municipality_code: None,
                municipality_name: name.to_owned(),
                province_label: label.to_owned(),
                ..row()
            })
        };
        assert_eq!(named("bolzano", "BZ"), Ok(2));
        assert_eq!(named("Bolzano/Bozen", "BZ"), Ok(2));
        assert_eq!((named("Samone", "TN"), named("Samone", "TO")), (Ok(3), Ok(4)));
        assert!(named("Samone", "MI").is_err());
    }
}
