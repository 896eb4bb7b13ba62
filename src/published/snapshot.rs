//! Everything public at one moment, immutable: a new one shares with the last all that has not changed.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::codes::Codes;
use super::facets::Facets;
use super::filter::Filter;
use super::positioned::Positioned;
use super::site::Site;
use super::units::Units;
use crate::geo::LandmassIndex;

/// Most sites that remembered selections hold together: about 12 bytes each.
const SELECTED_SITES: usize = 4_000_000;

/// Everything public at one moment.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Sites in the order of lists.
    pub sites: Vec<Arc<Site>>,
    /// Code lists.
    pub codes: Arc<Codes>,
    /// Names of the territory.
    pub units: Arc<Units>,
    /// Which piece of land a point lies on.
    pub land: Arc<LandmassIndex>,
    /// Place in `sites` by public number.
    pub by_id: HashMap<i64, usize>,
    /// Hash of the public content: moves only when that moves.
    pub version: String,
    /// Some site is invented.
    pub holds_demo: bool,
    /// Number of the last change to the territory, which the gazetteer and the boundary layers follow.
    pub territory: i64,
    all: Arc<Selected>,
    selections: Mutex<HashMap<String, Arc<Selected>>>,
    pub(super) facets: Facets,
}

/// The sites a filter lets through.
#[derive(Debug, Default)]
pub struct Selected {
    /// Their places in the snapshot, in the order of lists.
    pub sites: Vec<u32>,
    /// Those with a public point.
    pub positioned: Positioned,
}

/// A site that came, went or changed.
#[derive(Clone, Debug)]
pub struct Moved {
    /// As it was; none when it came.
    pub before: Option<Arc<Site>>,
    /// As it is; none when it went.
    pub after: Option<Arc<Site>>,
}

impl Snapshot {
    /// From sites in any order.
    #[must_use]
    pub fn new(mut sites: Vec<Arc<Site>>, codes: Arc<Codes>, units: Arc<Units>, land: Arc<LandmassIndex>, territory: i64) -> Self {
        sites.sort_unstable_by(|one, other| one.sort_key.cmp(&other.sort_key));
        Self::sorted(sites, codes, units, land, territory)
    }

    fn sorted(sites: Vec<Arc<Site>>, codes: Arc<Codes>, units: Arc<Units>, land: Arc<LandmassIndex>, territory: i64) -> Self {
        let by_id = sites.iter().enumerate().map(|(at, site)| (site.id, at)).collect();
        // A sum, so that the version of a patched snapshot is that of one read whole.
        let version = sites.iter().fold(0_u128, |sum, site| sum.wrapping_add(site.digest));
        let numbered = (0_u32..).zip(&sites);
        let all =
            Selected { sites: (0_u32..).take(sites.len()).collect(), positioned: Positioned::of(numbered.map(|(at, site)| (at, &**site))) };
        Self {
            version: format!("{version:032x}"),
            by_id,
            holds_demo: sites.iter().any(|site| site.demo),
            all: Arc::new(all),
            sites,
            codes,
            units,
            land,
            territory,
            selections: Mutex::default(),
            facets: Facets::default(),
        }
    }

    /// The same with some sites changed.
    #[must_use]
    pub fn patched(&self, moved: &[Moved]) -> Self {
        let gone: Vec<usize> = {
            let mut gone: Vec<usize> = moved.iter().filter_map(|one| self.by_id.get(&one.before.as_ref()?.id).copied()).collect();
            gone.sort_unstable();
            gone
        };
        let mut come: Vec<Arc<Site>> = moved.iter().filter_map(|one| one.after.clone()).collect();
        come.sort_unstable_by(|one, other| one.sort_key.cmp(&other.sort_key));
        let (mut gone, mut come) = (gone.into_iter().peekable(), come.into_iter().peekable());
        let mut sites = Vec::with_capacity(self.sites.len() + moved.len());
        for (at, site) in self.sites.iter().enumerate() {
            if gone.next_if_eq(&at).is_some() {
                continue;
            }
            while let Some(earlier) = come.next_if(|new| new.sort_key < site.sort_key) {
                sites.push(earlier);
            }
            sites.push(Arc::clone(site));
        }
        sites.extend(come);
        let patched = Self::sorted(sites, Arc::clone(&self.codes), Arc::clone(&self.units), Arc::clone(&self.land), self.territory);
        Self { facets: self.facets.patched(moved), ..patched }
    }

    /// What differs once those of the sites held that `read_again` names are as in `now`.
    #[must_use]
    pub fn moved(&self, now: &[Arc<Site>], read_again: impl Fn(&Site) -> bool) -> Vec<Moved> {
        let still: HashSet<i64> = now.iter().map(|site| site.id).collect();
        let gone = self.sites.iter().filter(|site| read_again(site) && !still.contains(&site.id));
        let gone = gone.map(|site| Moved { before: Some(Arc::clone(site)), after: None });
        let changed = now.iter().filter_map(|after| {
            let before = self.by_id.get(&after.id).map(|at| Arc::clone(&self.sites[*at]));
            let same = before.as_ref().is_some_and(|before| before.digest == after.digest);
            (!same).then(|| Moved { before, after: Some(Arc::clone(after)) })
        });
        changed.chain(gone).collect()
    }

    /// The sites a filter lets through: evaluated once for each filter, then remembered while the snapshot stands.
    #[must_use]
    pub fn select(&self, filter: &Filter) -> Arc<Selected> {
        if filter.is_empty() {
            return Arc::clone(&self.all);
        }
        let key = filter.canonical();
        if let Some(found) = self.selections.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(found);
        }
        let matching: Vec<bool> = self.sites.iter().map(|site| filter.matches(site)).collect();
        let passes = |at: u32| matching.get(at as usize).copied().unwrap_or(false);
        let selected = Arc::new(Selected {
            sites: self.all.sites.iter().copied().filter(|at| passes(*at)).collect(),
            positioned: self.all.positioned.only(passes),
        });
        let mut selections = self.selections.lock().unwrap_or_else(PoisonError::into_inner);
        let held: usize = selections.values().map(|selected| selected.sites.len() + 64).sum();
        if held + selected.sites.len() > SELECTED_SITES {
            selections.clear();
        }
        selections.insert(key, Arc::clone(&selected));
        selected
    }

    /// A site by its public number.
    #[must_use]
    pub fn site(&self, id: i64) -> Option<&Site> {
        self.by_id.get(&id).map(|at| &*self.sites[*at])
    }

    /// The sites of a centre.
    pub fn sites_of<'a>(&'a self, slug: &'a str) -> impl Iterator<Item = &'a Site> {
        self.sites.iter().map(|site| &**site).filter(move |site| site.slug == slug)
    }
}
