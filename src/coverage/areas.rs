//! The areas figures are given for: the nation, Regions, social regions, provinces, comuni and ambiti, and which comuni
//! each is made of. A comune may belong to several ambiti of different kinds, and to none.

use std::collections::{BTreeMap, HashMap};

use crate::geo::Coordinates;
use crate::published::{Site, Territory};

/// A level of areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Italy.
    Nation,
    /// The 20 Regions of ISTAT.
    Region,
    /// The 21 bodies competent for social policy.
    SocialRegion,
    /// Provinces and units of that level.
    Province,
    /// Comuni.
    Municipality,
    /// Social-planning areas, where imported.
    District,
}

impl Level {
    /// All levels, the widest first.
    pub const ALL: [Self; 6] = [Self::Nation, Self::Region, Self::SocialRegion, Self::Province, Self::Municipality, Self::District];

    /// The word of interfaces.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Region => "region",
            Self::SocialRegion => "social_region",
            Self::Province => "province",
            Self::Municipality => "municipality",
            Self::District => "district",
        }
    }

    /// The level of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// A comune as the demand knows it.
#[derive(Debug, Clone)]
pub struct Municipality {
    /// ISTAT code, six digits.
    pub code: String,
    /// Italian name.
    pub name: String,
    /// ISTAT code of its province.
    pub province_code: String,
    /// Name of its province.
    pub province: String,
    /// ISTAT code of its Region.
    pub region_code: String,
    /// Name of its Region.
    pub region: String,
    /// Code of its social region.
    pub social_region_code: String,
    /// Name of its social region.
    pub social_region: String,
    /// Where its people are taken to live.
    pub at: Coordinates,
    /// The radius in metres of a disc as large as the comune: how far from the point its people are taken to live.
    pub radius_m: f64,
    /// How far the farthest point of its border lies, metres: nobody lives farther.
    pub reach_m: f64,
    /// The landmass of its largest part.
    pub landmass: Option<i32>,
}

/// An ambito as a set of comuni.
#[derive(Debug, Clone)]
pub struct District {
    /// Code, unique within its social region.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of its social region.
    pub social_region_code: String,
    /// ISTAT codes of its comuni.
    pub municipality_codes: Vec<String>,
}

/// One area of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// ISTAT code, text with leading zeros; `IT` for the nation, the ambito's own code for an ambito.
    pub code: String,
    /// Italian name.
    pub name: String,
    /// The Region it lies in; none for the nation.
    pub region_code: Option<String>,
}

/// Areas of one kind, and who belongs to them: those of a level, or classes of comuni.
#[derive(Debug, Default)]
pub struct Layer {
    areas: Vec<Area>,
    /// The areas of each comune, flat, and where each comune's begin.
    of: Vec<u32>,
    starts: Vec<u32>,
}

/// All areas over the comuni, which stand in the order of their codes.
#[derive(Debug, Default)]
pub struct Areas {
    /// The comuni, by code.
    pub municipalities: Vec<Municipality>,
    layers: [Layer; 6],
    by_code: HashMap<String, u32>,
    districts: HashMap<(String, String), u32>,
}

impl Areas {
    /// Over comuni in any order and the ambiti made of them.
    #[must_use]
    pub fn new(mut municipalities: Vec<Municipality>, districts: &[District]) -> Self {
        municipalities.sort_by(|one, other| one.code.cmp(&other.code));
        let by_code: HashMap<String, u32> = (0..).zip(&municipalities).map(|(at, one)| (one.code.clone(), at)).collect();
        let single = |area: fn(&Municipality) -> Area| Layer::of_one(&municipalities, area);
        let mut of_district: Vec<Vec<u32>> = vec![vec![]; municipalities.len()];
        for (at, district) in (0_u32..).zip(districts) {
            for code in &district.municipality_codes {
                if let Some(municipality) = by_code.get(code) {
                    of_district[*municipality as usize].push(at);
                }
            }
        }
        let region_of = |district: &District| {
            let first = district.municipality_codes.iter().find_map(|code| by_code.get(code))?;
            Some(municipalities[*first as usize].region_code.clone())
        };
        let area =
            |district: &District| Area { code: district.code.clone(), name: district.name.clone(), region_code: region_of(district) };
        let layers = [
            single(|_| Area { code: "IT".into(), name: "Italia".into(), region_code: None }),
            single(|one| Area { code: one.region_code.clone(), name: one.region.clone(), region_code: Some(one.region_code.clone()) }),
            single(|one| Area {
                code: one.social_region_code.clone(),
                name: one.social_region.clone(),
                region_code: Some(one.region_code.clone()),
            }),
            single(|one| Area { code: one.province_code.clone(), name: one.province.clone(), region_code: Some(one.region_code.clone()) }),
            single(|one| Area { code: one.code.clone(), name: one.name.clone(), region_code: Some(one.region_code.clone()) }),
            Layer::of_many(districts.iter().map(area).collect(), &of_district),
        ];
        let districts =
            (0..).zip(districts).map(|(at, one)| ((one.social_region_code.clone(), one.code.clone()), at)).collect::<HashMap<_, _>>();
        Self { municipalities, layers, by_code, districts }
    }

    /// The areas of a level, by code.
    #[must_use]
    pub fn at(&self, level: Level) -> &[Area] {
        self.layer(level).areas()
    }

    /// The areas of a level that a comune belongs to.
    #[must_use]
    pub fn of(&self, level: Level, municipality: u32) -> &[u32] {
        self.layer(level).of(municipality)
    }

    /// The place of a comune by its ISTAT code.
    #[must_use]
    pub fn municipality(&self, code: &str) -> Option<u32> {
        self.by_code.get(code).copied()
    }

    /// The areas a site counts in: by its comune; where that is protected by its ambito, province and wider ones only.
    #[must_use]
    pub fn of_site(&self, level: Level, site: &Site) -> Vec<u32> {
        if let Some(municipality) = site.municipality.as_ref().and_then(|unit| self.municipality(&unit.code)) {
            return self.of(level, municipality).to_vec();
        }
        let code = match level {
            Level::Municipality => return vec![],
            Level::District => {
                let key = site.district_code.as_ref().map(|code| (site.social_region_code.clone(), code.clone()));
                return key.and_then(|key| self.districts.get(&key).copied()).into_iter().collect();
            }
            Level::Nation => "IT",
            Level::Region => &site.region.code,
            Level::SocialRegion => &site.social_region_code,
            Level::Province => &site.province.code,
        };
        (0..).zip(self.at(level)).filter(|(_, area)| area.code == code).map(|(at, _)| at).collect()
    }

    /// Which comuni lie in a territory; all where it names nothing.
    #[must_use]
    pub fn inside(&self, territory: &Territory) -> Vec<bool> {
        let districts = self.at(Level::District);
        let holds = |at: u32, one: &Municipality| {
            let named = |codes: &[String], code: &str| codes.is_empty() || codes.iter().any(|named| named == code);
            let of_districts = || self.of(Level::District, at).iter().map(|district| &districts[*district as usize].code);
            named(&territory.regions, &one.region_code)
                && named(&territory.social_regions, &one.social_region_code)
                && named(&territory.provinces, &one.province_code)
                && named(&territory.municipalities, &one.code)
                && (territory.districts.is_empty() || of_districts().any(|code| territory.districts.contains(code)))
        };
        (0..).zip(&self.municipalities).map(|(at, one)| holds(at, one)).collect()
    }

    /// The areas of a level that lie wholly inside these comuni.
    #[must_use]
    pub fn wholly_inside(&self, level: Level, inside: &[bool]) -> Vec<bool> {
        let mut whole = vec![true; self.at(level).len()];
        for (municipality, inside) in (0_u32..).zip(inside) {
            if !inside {
                self.of(level, municipality).iter().for_each(|area| whole[*area as usize] = false);
            }
        }
        whole
    }

    /// The areas of a level with who belongs to them.
    #[must_use]
    pub fn layer(&self, level: Level) -> &Layer {
        &self.layers[level as usize]
    }
}

impl Layer {
    fn of_one(municipalities: &[Municipality], area: fn(&Municipality) -> Area) -> Self {
        let named: Vec<Area> = municipalities.iter().map(area).collect();
        let areas: BTreeMap<&str, &Area> = named.iter().map(|area| (area.code.as_str(), area)).collect();
        let place: HashMap<&str, u32> = areas.keys().copied().zip(0..).collect();
        Self {
            of: named.iter().map(|area| place[area.code.as_str()]).collect(),
            starts: (0..=named.len() as u32).collect(),
            areas: areas.into_values().cloned().collect(),
        }
    }

    /// Of areas that overlap or leave comuni out: for each comune the places of its areas.
    pub(super) fn of_many(areas: Vec<Area>, of_municipality: &[Vec<u32>]) -> Self {
        let mut layer = Self { areas, ..Self::default() };
        for of in of_municipality {
            layer.starts.push(layer.of.len() as u32);
            layer.of.extend_from_slice(of);
        }
        layer.starts.push(layer.of.len() as u32);
        layer
    }

    /// The areas, by code where they are of a level.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The places of the areas a comune belongs to.
    #[must_use]
    pub fn of(&self, municipality: u32) -> &[u32] {
        let place = |at: usize| self.starts.get(at).map_or(self.of.len(), |start| *start as usize);
        &self.of[place(municipality as usize)..place(municipality as usize + 1)]
    }

    /// The sums of the areas, from one figure for each comune.
    #[must_use]
    pub fn sum(&self, of_municipality: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.areas.len()];
        for (municipality, figure) in (0_u32..).zip(of_municipality) {
            for area in self.of(municipality) {
                sums[*area as usize] += figure;
            }
        }
        sums
    }
}
