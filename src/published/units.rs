//! The names and codes of Regions, provinces and comuni, for filters, menus and error messages.

use std::collections::{HashMap, HashSet};

use super::site::Unit;

/// Regions, social regions, provinces and comuni of today.
#[derive(Debug, Default)]
pub struct Units {
    regions: Vec<(Unit, String)>,
    social_regions: Vec<Unit>,
    provinces: Vec<(Unit, String, String)>,
    municipalities: HashMap<String, (String, String)>,
    districts: HashSet<String>,
}

impl Units {
    /// Regions with their slug, provinces with label and Region, comuni with province, codes of ambiti.
    #[must_use]
    pub fn new(
        regions: Vec<(Unit, String)>,
        social_regions: Vec<Unit>,
        provinces: Vec<(Unit, String, String)>,
        municipalities: Vec<(Unit, String)>,
        districts: HashSet<String>,
    ) -> Self {
        let municipalities = municipalities.into_iter().map(|(unit, province)| (unit.code, (unit.name, province))).collect();
        Self { regions, social_regions, provinces, municipalities, districts }
    }

    /// Regions in the order of their codes.
    pub fn regions(&self) -> impl Iterator<Item = &Unit> {
        self.regions.iter().map(|(unit, _)| unit)
    }

    /// The Region of a code or of a page's slug.
    #[must_use]
    pub fn region(&self, code_or_slug: &str) -> Option<&Unit> {
        self.regions.iter().find(|(unit, slug)| unit.code == code_or_slug || slug == code_or_slug).map(|(unit, _)| unit)
    }

    /// The social region of a code.
    #[must_use]
    pub fn social_region(&self, code: &str) -> Option<&Unit> {
        self.social_regions.iter().find(|unit| unit.code == code)
    }

    /// The codes of all social regions.
    pub fn social_regions(&self) -> impl Iterator<Item = &Unit> {
        self.social_regions.iter()
    }

    /// Provinces with their label and Region code.
    pub fn provinces(&self) -> impl Iterator<Item = (&Unit, &str, &str)> {
        self.provinces.iter().map(|(unit, label, region)| (unit, label.as_str(), region.as_str()))
    }

    /// The province of an ISTAT code or of a two-letter label.
    #[must_use]
    pub fn province(&self, code_or_label: &str) -> Option<&Unit> {
        self.provinces
            .iter()
            .find(|(unit, label, _)| unit.code == code_or_label || label.eq_ignore_ascii_case(code_or_label))
            .map(|(unit, _, _)| unit)
    }

    /// The name of a comune.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<&str> {
        self.municipalities.get(code).map(|(name, _)| name.as_str())
    }

    /// Is there an ambito of this code?
    #[must_use]
    pub fn has_district(&self, code: &str) -> bool {
        self.districts.contains(code)
    }

    /// How many comuni there are.
    #[must_use]
    pub fn municipality_count(&self) -> usize {
        self.municipalities.len()
    }
}
