//! The territory already stored, asked for what an official file leaves out: cadastral codes, names, labels, Regions.
//! Refuses to take two municipalities for one: a name counts only within its Region, and only where it is the only one.

use std::collections::HashMap;

use super::super::names::folded;

/// A current municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredMunicipality {
    pub(super) istat_code: String,
    pub(super) cadastral_code: String,
    pub(super) name: String,
    pub(super) province_code: String,
    pub(super) region_code: String,
}

/// A current province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredProvince {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) region_code: String,
}

/// How a municipality of a file was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FoundBy {
    /// By its code of today.
    Code,
    /// By a code it had.
    EarlierCode,
    /// By its name in its Region: renumbered.
    Name,
}

/// What is known of the territory of today.
#[derive(Debug, Default)]
pub(super) struct Stored {
    municipalities: Vec<StoredMunicipality>,
    by_code: HashMap<String, usize>,
    by_earlier_code: HashMap<String, usize>,
    /// By Region and folded name; none where two municipalities share it.
    by_name: HashMap<(String, String), Option<usize>>,
    provinces: HashMap<String, StoredProvince>,
    regions: HashMap<String, String>,
}

impl Stored {
    /// `earlier` are codes that current municipalities had, with their cadastral codes; provinces and Regions by code.
    pub(super) fn new(
        municipalities: Vec<StoredMunicipality>,
        earlier: Vec<(String, String)>,
        provinces: HashMap<String, StoredProvince>,
        regions: HashMap<String, String>,
    ) -> Self {
        let mut stored = Self { municipalities, provinces, regions, ..Self::default() };
        let mut by_cadastre = HashMap::new();
        for (at, unit) in stored.municipalities.iter().enumerate() {
            stored.by_code.insert(unit.istat_code.clone(), at);
            by_cadastre.insert(unit.cadastral_code.clone(), at);
            let name = (unit.region_code.clone(), folded(&unit.name));
            stored.by_name.entry(name).and_modify(|taken| *taken = None).or_insert(Some(at));
        }
        let known = earlier.into_iter().filter_map(|(code, cadastral)| Some((code, *by_cadastre.get(&cadastral)?)));
        stored.by_earlier_code = known.collect();
        stored
    }

    pub(super) fn is_empty(&self) -> bool {
        self.municipalities.is_empty()
    }

    /// The municipality of today a file means. A name counts only where no code does.
    pub(super) fn municipality(&self, code: &str, region: Option<&str>, name: Option<&str>) -> Option<(&StoredMunicipality, FoundBy)> {
        let by_name = || {
            let key = (region?.to_owned(), folded(name?));
            self.by_name.get(&key).copied().flatten().map(|at| (at, FoundBy::Name))
        };
        let by_code = self.by_code.get(code).map(|at| (*at, FoundBy::Code));
        let found = by_code.or_else(|| self.by_earlier_code.get(code).map(|at| (*at, FoundBy::EarlierCode))).or_else(by_name);
        found.map(|(at, by)| (&self.municipalities[at], by))
    }

    pub(super) fn province(&self, code: &str) -> Option<&StoredProvince> {
        self.provinces.get(code)
    }

    pub(super) fn region_name(&self, code: &str) -> Option<&str> {
        self.regions.get(code).map(String::as_str)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn municipality(code: &str, cadastral: &str, name: &str, region: &str) -> StoredMunicipality {
        StoredMunicipality {
            istat_code: code.to_owned(),
            cadastral_code: cadastral.to_owned(),
            name: name.to_owned(),
            province_code: code[..3].to_owned(),
            region_code: region.to_owned(),
        }
    }

    /// Bologna, Bolzano, Naples, two of one name in Sardinia, and one of them again in Lombardy.
    pub(in super::super) fn some() -> Stored {
        let province = |name: &str, label: &str, region: &str| StoredProvince {
            name: name.to_owned(),
            label: label.to_owned(),
            region_code: region.to_owned(),
        };
        Stored::new(
            vec![
                municipality("037006", "A944", "Bologna", "08"),
                municipality("021008", "A952", "Bolzano/Bozen", "04"),
                municipality("063049", "F839", "Napoli", "15"),
                municipality("092001", "A001", "Omonimo", "20"),
                municipality("092002", "A002", "Omonimo", "20"),
                municipality("015001", "A003", "Omonimo", "03"),
            ],
            vec![("037999".to_owned(), "A944".to_owned())],
            HashMap::from([
                ("037".to_owned(), province("Bologna", "BO", "08")),
                ("021".to_owned(), province("Bolzano/Bozen", "BZ", "04")),
                ("063".to_owned(), province("Napoli", "NA", "15")),
            ]),
            HashMap::from(
                [("08", "Emilia-Romagna"), ("04", "Trentino-Alto Adige/Südtirol"), ("15", "Campania")]
                    .map(|(c, n)| (c.to_owned(), n.to_owned())),
            ),
        )
    }

    #[test]
    fn a_municipality_is_found_by_code_then_earlier_code_then_name_in_its_region() {
        let stored = some();
        let found = |code: &str, region: &str, name: &str| {
            stored.municipality(code, Some(region), Some(name)).map(|(unit, by)| (unit.cadastral_code.clone(), by))
        };
        assert_eq!(found("037006", "08", "Altro nome"), Some(("A944".to_owned(), FoundBy::Code)));
        assert_eq!(found("037999", "08", "Bologna"), Some(("A944".to_owned(), FoundBy::EarlierCode)));
        assert_eq!(found("237006", "08", "BOLOGNA"), Some(("A944".to_owned(), FoundBy::Name)));
        assert_eq!(found("112001", "20", "Omonimo"), None, "two of that name in one Region");
        assert_eq!(found("112001", "03", "Omonimo"), Some(("A003".to_owned(), FoundBy::Name)));
        assert_eq!(found("112001", "19", "Bologna"), None);
    }
}
