//! How many sites each value of the filters would leave if it were chosen, for pages and programs alike. One row of bits for
//! each value, changed with the sites it tells of; counting is what bits have in common. It speaks only of what a site says
//! in public of itself: a protected service has no row, a protected position none that is finer than a province.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::bits::Bits;
use super::codes::Codes;
use super::filter::{Filter, Tongue};
use super::site::{IN_SERVICE, Site};
use super::snapshot::{Moved, Snapshot};
use crate::web::Language;
use crate::web::parameters::query_string;

/// Most bytes that remembered counts hold together, about.
const REMEMBERED_BYTES: usize = 8 << 20;

/// What sites can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Region.
    Region,
    /// Region or autonomous province competent for social policy.
    SocialRegion,
    /// Province.
    Province,
    /// Ordinary service offered.
    Service,
    /// Heading of services.
    Need,
    /// Role in the network.
    NetworkRole,
    /// Kind of site.
    SiteKind,
    /// Status.
    Status,
    /// Recognition.
    Recognition,
    /// Kind of body that owns it.
    Ownership,
    /// Language spoken.
    Language,
    /// Whom its services are for.
    Audience,
    /// How one gets in.
    Access,
}

/// How a value would be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// Beside the values of its facet chosen already, where all of them must hold: what programs do.
    Besides,
    /// Instead of the first of them: what a menu of one choice does. Choosing a Region then also lets go of the province.
    Instead,
}

impl Facet {
    /// All of them, in the order of the parameters.
    pub const ALL: [Self; 13] = [
        Self::Region,
        Self::SocialRegion,
        Self::Province,
        Self::Service,
        Self::Need,
        Self::NetworkRole,
        Self::SiteKind,
        Self::Status,
        Self::Recognition,
        Self::Ownership,
        Self::Language,
        Self::Audience,
        Self::Access,
    ];

    /// The parameter that chooses it.
    #[must_use]
    pub fn parameter(self, tongue: Tongue) -> &'static str {
        let (english, italian) = match self {
            Self::Region => ("region", "regione"),
            Self::SocialRegion => ("social_region", "social_region"),
            Self::Province => ("province", "provincia"),
            Self::Service => ("service", "servizio"),
            Self::Need => ("need", "bisogno"),
            Self::NetworkRole => ("network_role", "ruolo"),
            Self::SiteKind => ("site_kind", "site_kind"),
            Self::Status => ("status", "stato"),
            Self::Recognition => ("recognition", "recognition"),
            Self::Ownership => ("ownership", "ownership"),
            Self::Language => ("language", "lingua"),
            Self::Audience => ("audience", "audience"),
            Self::Access => ("access", "accesso"),
        };
        if tongue == Tongue::Interface { english } else { italian }
    }

    /// The facet a parameter chooses.
    #[must_use]
    pub fn named(parameter: &str, tongue: Tongue) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.parameter(tongue) == parameter)
    }

    /// Of several values chosen all must hold, where otherwise one is enough.
    #[must_use]
    pub fn wants_all(self) -> bool {
        matches!(self, Self::Service | Self::Need | Self::Language | Self::Audience | Self::Access)
    }

    /// The code list of its values; none for territory and languages.
    fn list(self) -> Option<&'static str> {
        Some(match self {
            Self::Service => "service_category",
            Self::Need => "service_heading",
            Self::NetworkRole => "network_role",
            Self::SiteKind => "site_kind",
            Self::Status => "site_status",
            Self::Recognition => "recognition",
            Self::Ownership => "ownership",
            Self::Audience => "audience",
            Self::Access => "access_mode",
            Self::Region | Self::SocialRegion | Self::Province | Self::Language => return None,
        })
    }

    /// What people call one of its values. A language is called by its code: its names are the pages' words.
    #[must_use]
    pub fn label<'a>(self, code: &'a str, snapshot: &'a Snapshot, language: Language) -> &'a str {
        let unit = match self {
            Self::Region => snapshot.units.region(code),
            Self::SocialRegion => snapshot.units.social_region(code),
            Self::Province => snapshot.units.province(code),
            _ => None,
        };
        match (unit, self.list()) {
            (Some(unit), _) => &unit.name,
            (None, Some(list)) => snapshot.codes.label(list, code, language),
            (None, None) => code,
        }
    }
}

/// Headings of services by category.
type Headings = HashMap<String, String>;

fn each_value(site: &Site, headings: &Headings, mut say: impl FnMut(Facet, &str)) {
    say(Facet::Region, &site.region.code);
    say(Facet::SocialRegion, &site.social_region_code);
    say(Facet::Province, &site.province.code);
    say(Facet::NetworkRole, &site.network_role);
    say(Facet::SiteKind, &site.site_kind);
    say(Facet::Status, &site.status);
    say(Facet::Recognition, &site.recognition);
    site.ownership.iter().for_each(|code| say(Facet::Ownership, code));
    for service in &site.services {
        say(Facet::Service, service);
        headings.get(service).into_iter().for_each(|heading| say(Facet::Need, heading));
    }
    site.languages.iter().for_each(|code| say(Facet::Language, code));
    site.audiences.iter().for_each(|code| say(Facet::Audience, code));
    site.access_modes.iter().for_each(|code| say(Facet::Access, code));
}

/// Which sites say what of themselves. Each site has a seat, which it keeps from snapshot to snapshot; rows that an edit does
/// not touch are shared with the last.
#[derive(Clone, Debug, Default)]
struct Index {
    headings: Arc<Headings>,
    seats: HashMap<i64, u32>,
    free: Vec<u32>,
    taken: Bits,
    rows: Vec<Arc<Bits>>,
    /// Number of the row of each value, by facet.
    values: [HashMap<String, usize>; Facet::ALL.len()],
}

impl Index {
    fn of<'a>(sites: impl Iterator<Item = &'a Site>, codes: &Codes) -> Self {
        let headings = codes.list("service_category").filter_map(|code| Some((code.code.clone(), code.heading.clone()?)));
        let mut index = Self { headings: Arc::new(headings.collect()), ..Self::default() };
        sites.for_each(|site| index.seat(site));
        index
    }

    fn patched(&self, moved: &[Moved]) -> Self {
        let mut index = self.clone();
        moved.iter().filter_map(|one| one.before.as_deref()).for_each(|site| index.unseat(site));
        moved.iter().filter_map(|one| one.after.as_deref()).for_each(|site| index.seat(site));
        index
    }

    fn seat(&mut self, site: &Site) {
        // Seats are as many as sites have ever been at once: far below 2^32.
        let next = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        let seat = self.free.pop().unwrap_or(next);
        self.seats.insert(site.id, seat);
        self.taken.insert(seat);
        let Self { headings, rows, values, .. } = self;
        each_value(site, headings, |facet, code| {
            let known = &mut values[facet as usize];
            let row = known.get(code).copied().unwrap_or_else(|| {
                rows.push(Arc::default());
                known.insert(code.to_owned(), rows.len() - 1);
                rows.len() - 1
            });
            Arc::make_mut(&mut rows[row]).insert(seat);
        });
    }

    fn unseat(&mut self, site: &Site) {
        let Some(seat) = self.seats.remove(&site.id) else { return };
        self.free.push(seat);
        self.taken.remove(seat);
        let Self { headings, rows, values, .. } = self;
        each_value(site, headings, |facet, code| {
            if let Some(row) = values[facet as usize].get(code) {
                Arc::make_mut(&mut rows[*row]).remove(seat);
            }
        });
    }

    fn row(&self, facet: Facet, code: &str) -> Option<&Bits> {
        self.values[facet as usize].get(code).map(|row| &*self.rows[*row])
    }

    /// The sites that one or all of these values let through, as the facet has it; none where nothing is asked.
    fn chosen<'a>(&self, facet: Facet, codes: impl ExactSizeIterator<Item = &'a str>) -> Option<Bits> {
        if codes.len() == 0 {
            return None;
        }
        let nothing = Bits::default();
        let rows = codes.map(|code| self.row(facet, code).unwrap_or(&nothing));
        Some(if facet.wants_all() {
            rows.fold(self.taken.clone(), |mut all, row| {
                all.keep(row);
                all
            })
        } else {
            rows.fold(Bits::default(), |mut any, row| {
                any.join(row);
                any
            })
        })
    }

    /// What a filter asks of a facet.
    fn asked(&self, facet: Facet, filter: &Filter) -> Option<Bits> {
        let codes = filter.chosen(facet);
        if facet == Facet::Status && filter.is_in_service() {
            return self.chosen(facet, IN_SERVICE.into_iter());
        }
        self.chosen(facet, codes.iter().map(String::as_str))
    }
}

/// The counts of every facet for one filter.
#[derive(Clone, Debug)]
pub struct FacetCounts {
    index: Arc<Index>,
    /// By row of the index.
    counts: Vec<usize>,
}

impl FacetCounts {
    /// Of the sites in `among` that pass the filter.
    fn of(index: Arc<Index>, among: &Bits, filter: &Filter, choosing: Choosing) -> Self {
        let asked: Vec<(Facet, Bits)> = Facet::ALL.into_iter().filter_map(|facet| Some((facet, index.asked(facet, filter)?))).collect();
        let mut counts = vec![0; index.rows.len()];
        for facet in Facet::ALL {
            let lets_go =
                |other: Facet| other == facet || (choosing == Choosing::Instead && facet == Facet::Region && other == Facet::Province);
            let mut base = among.clone();
            asked.iter().filter(|(other, _)| !lets_go(*other)).for_each(|(_, passes)| base.keep(passes));
            if facet.wants_all() {
                let stay = filter.chosen(facet).get(usize::from(choosing == Choosing::Instead)..).unwrap_or_default();
                if let Some(passes) = index.chosen(facet, stay.iter().map(String::as_str)) {
                    base.keep(&passes);
                }
            }
            for row in index.values[facet as usize].values() {
                counts[*row] = base.common(&index.rows[*row]);
            }
        }
        Self { index, counts }
    }

    /// How many sites would match if the value were chosen.
    #[must_use]
    pub fn count(&self, facet: Facet, code: &str) -> usize {
        self.index.values[facet as usize].get(code).map_or(0, |row| self.counts[*row])
    }

    /// The values of a facet that may be chosen, in the order of their list, with their counts. What is protected is none.
    #[must_use]
    pub fn values<'a>(&'a self, facet: Facet, snapshot: &'a Snapshot) -> Vec<(&'a str, usize)> {
        let units = &snapshot.units;
        let codes: Vec<&str> = match (facet, facet.list()) {
            (_, Some(list)) => snapshot.codes.list(list).filter(|code| !code.protected).map(|code| code.code.as_str()).collect(),
            (Facet::Region, _) => units.regions().map(|unit| unit.code.as_str()).collect(),
            (Facet::SocialRegion, _) => units.social_regions().map(|unit| unit.code.as_str()).collect(),
            (Facet::Province, _) => units.provinces().map(|(unit, _, _)| unit.code.as_str()).collect(),
            _ => {
                let mut spoken: Vec<&str> = self.index.values[facet as usize].keys().map(String::as_str).collect();
                spoken.sort_unstable();
                spoken
            }
        };
        codes.into_iter().map(|code| (code, self.count(facet, code))).collect()
    }
}

/// What a snapshot remembers of its counts.
#[derive(Debug, Default)]
pub(super) struct Facets {
    index: OnceLock<Arc<Index>>,
    counted: Mutex<HashMap<String, Arc<FacetCounts>>>,
}

impl Facets {
    /// Of a snapshot in which some sites have changed: made at once only where the last one was ever asked.
    pub(super) fn patched(&self, moved: &[Moved]) -> Self {
        let index = self.index.get().map_or_else(OnceLock::new, |index| OnceLock::from(Arc::new(index.patched(moved))));
        Self { index, counted: Mutex::default() }
    }

    fn remembered(&self, key: String, count: impl FnOnce() -> FacetCounts) -> Arc<FacetCounts> {
        let held = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = held().get(&key) {
            return Arc::clone(found);
        }
        let counts = Arc::new(count());
        let size = |key: &str, counts: &FacetCounts| key.len() + counts.counts.len() * size_of::<usize>() + 128;
        let mut held = held();
        let bytes: usize = held.iter().map(|(key, counts)| size(key, counts)).sum();
        if bytes + size(&key, &counts) > REMEMBERED_BYTES {
            held.clear();
        }
        held.insert(key, Arc::clone(&counts));
        counts
    }
}

impl Snapshot {
    fn facet_index(&self) -> &Arc<Index> {
        self.facets.index.get_or_init(|| Arc::new(Index::of(self.sites.iter().map(|site| &**site), &self.codes)))
    }

    /// How many sites each value would leave: counted once for each filter, then remembered while the snapshot stands.
    #[must_use]
    pub fn facets(&self, filter: &Filter, choosing: Choosing) -> Arc<FacetCounts> {
        let pairs = filter.pairs(Tongue::Interface);
        let asked = query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        // Two filters of one meaning may differ in what they let go of.
        let key = format!("{choosing:?} {} {asked}", filter.canonical());
        self.facets.remembered(key, || {
            let index = Arc::clone(self.facet_index());
            if !filter.asks_beside_facets() {
                return FacetCounts::of(Arc::clone(&index), &index.taken, filter, choosing);
            }
            let sites = self.sites.iter().filter(|site| filter.matches_beside_facets(site));
            let among: Bits = sites.filter_map(|site| index.seats.get(&site.id).copied()).collect();
            FacetCounts::of(index, &among, filter, choosing)
        })
    }

    /// The same among some sites only, by their public numbers. Nothing is remembered.
    #[must_use]
    pub fn facets_among(&self, sites: impl Iterator<Item = i64>, filter: &Filter, choosing: Choosing) -> FacetCounts {
        let index = Arc::clone(self.facet_index());
        let beside = filter.asks_beside_facets();
        let sites = sites.filter(|id| !beside || self.site(*id).is_some_and(|site| filter.matches_beside_facets(site)));
        let among: Bits = sites.filter_map(|id| index.seats.get(&id).copied()).collect();
        FacetCounts::of(index, &among, filter, choosing)
    }
}
