//! The supply: public sites that match a filter, and those of them with a public point. A position that is not public
//! enters no distance.

use std::sync::Arc;

use chrono::NaiveDate;
use xxhash_rust::xxh3::Xxh3;

use super::points::NO_LAND;
use super::search::Places;
use crate::published::{Filter, Site, Snapshot};

/// The sites of one filter in one snapshot.
#[derive(Debug)]
pub struct Supply {
    /// Hash of the snapshot's public content.
    pub version: String,
    /// What was asked of the sites, in one canonical text.
    pub filter: String,
    /// All that match, by public number.
    pub sites: Vec<Arc<Site>>,
    /// Where those with a public point stand, by public number.
    pub places: Places,
    /// The site of each place.
    pub of_place: Vec<u32>,
    /// Some are invented.
    pub demo: bool,
    /// Of a day: hash of all it takes from elsewhere than the snapshot.
    pub former: Option<String>,
}

/// A day to look at sites on.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    /// The day.
    pub date: NaiveDate,
    /// Today: what is planned may open later, and did not open before.
    pub today: NaiveDate,
    /// Sites closed for good.
    pub former: &'a [Arc<Site>],
}

impl Day<'_> {
    /// Was, or will the site be, open on this day by what is known now? Whoever does not say since when is taken to have
    /// been open; on the day of closing it is closed. Of a suspended site nobody knows since when it is.
    #[must_use]
    pub fn has_open(&self, site: &Site) -> bool {
        let began = match site.status.as_str() {
            _ if site.is_in_service() => site.opened_on.is_none_or(|opened| opened <= self.date),
            "programmata" => self.date >= self.today && site.opened_on.is_some_and(|opened| opened <= self.date),
            "cessata" => site.closed_on.is_some() && site.opened_on.is_none_or(|opened| opened <= self.date),
            _ => false,
        };
        began && site.closed_on.is_none_or(|closed| self.date < closed)
    }

    /// Hash of the sites closed for good, and of whether what is planned may be open.
    #[must_use]
    pub fn version(&self) -> String {
        let mut hash = Xxh3::new();
        hash.update(&[u8::from(self.date >= self.today)]);
        self.former.iter().for_each(|site| hash.update(format!("{site:?}").as_bytes()));
        format!("{:032x}", hash.digest128())
    }
}

impl Supply {
    /// The sites that match, those in service where the filter says so.
    #[must_use]
    pub fn new(snapshot: &Snapshot, filter: &Filter) -> Self {
        let selected = snapshot.select(filter);
        let sites = selected.sites.iter().map(|at| Arc::clone(&snapshot.sites[*at as usize])).collect();
        Self::of(snapshot, filter, sites)
    }

    /// The sites that match and were, or will be, open on a day; where the filter names statuses they are those of today.
    #[must_use]
    pub fn on(snapshot: &Snapshot, filter: &Filter, day: Day) -> Self {
        let (wanted, any_status) = filter.of_any_status();
        let dated = |site: &Site| {
            let (opened, closed) = (site.opened_on, site.closed_on);
            opened.is_none_or(|opened| opened <= day.date) && closed.is_none_or(|closed| day.date < closed)
        };
        let counts = |site: &Site| wanted.matches(site) && if any_status { day.has_open(site) } else { dated(site) };
        let sites: Vec<Arc<Site>> = snapshot.sites.iter().chain(day.former).filter(|site| counts(site)).cloned().collect();
        Self { former: Some(day.version()), ..Self::of(snapshot, filter, sites) }
    }

    fn of(snapshot: &Snapshot, filter: &Filter, mut sites: Vec<Arc<Site>>) -> Self {
        sites.sort_unstable_by_key(|site| site.id);
        let (mut places, mut of_place) = (Places::default(), vec![]);
        for (at, site) in (0_u32..).zip(&sites) {
            if let Some(position) = &site.position {
                // The comune's landmass is that of its largest part: the point itself knows better where it lies on land.
                let land = snapshot.land.landmass_at(position.at).or(position.landmass).unwrap_or(NO_LAND);
                places.push(position.at, land, position.accuracy_m);
                of_place.push(at);
            }
        }
        Self {
            version: snapshot.version.clone(),
            filter: filter.canonical(),
            demo: sites.iter().any(|site| site.demo),
            sites,
            places,
            of_place,
            former: None,
        }
    }

    /// Of a day, a site that does not say since when it is open, and is taken to have been.
    #[must_use]
    pub fn is_undated(&self, site: &Site) -> bool {
        self.former.is_some() && site.opened_on.is_none()
    }

    /// The site at a place; none where the snapshot has none, or it is closed.
    #[must_use]
    pub fn site_at(&self, place: u32) -> Option<&Site> {
        self.sites.get(*self.of_place.get(place as usize)? as usize).map(|site| &**site)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_open_from_its_first_day_to_the_day_before_it_closes() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let site = |status: &str, opened: Option<&str>, closed: Option<&str>| {
            let mut site = Site::default();
            status.clone_into(&mut site.status);
            (site.opened_on, site.closed_on) = (opened.map(day), closed.map(day));
            site
        };
        let open = |site: &Site, on: &str| Day { date: day(on), today: day("2026-03-03"), former: &[] }.has_open(site);
        let dated = site("attiva", Some("2024-05-01"), None);
        assert_eq!(["2024-04-30", "2024-05-01", "2030-01-01"].map(|on| open(&dated, on)), [false, true, true]);
        let closed = site("cessata", Some("2020-01-01"), Some("2025-07-01"));
        assert_eq!(["2019-12-31", "2025-06-30", "2025-07-01"].map(|on| open(&closed, on)), [false, true, false]);
        assert!(open(&site("temporanea", None, None), "1990-01-01"));
        assert!(!open(&site("cessata", None, None), "1990-01-01") && !open(&site("sospesa", None, None), "2026-03-03"));
        // What is planned opens on its day, and did not open on a day that has passed.
        let planned = site("programmata", Some("2026-09-01"), None);
        assert_eq!(["2026-08-31", "2026-09-01"].map(|on| open(&planned, on)), [false, true]);
        assert!(!open(&site("programmata", Some("2026-01-01"), None), "2026-02-01"));
        assert!(!open(&site("programmata", None, None), "2027-01-01"));
    }
}
