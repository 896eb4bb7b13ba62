//! S1 to S6, the quality of supply by area: never a league table of centres. What a centre does not declare is not
//! known, and is left out of the figure that says how many declared it.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::counts::{by_category, tally};
use super::given::Given;
use super::row::Row;
use crate::centres::Freshness;
use crate::published::Site;

/// Adds up a figure over the sites of each area that have one: sum and count.
fn add_up(given: &Given, figure: impl Fn(&Site) -> Option<f64>) -> Vec<(f64, f64)> {
    let mut sums = vec![(0.0, 0.0); given.layer().areas().len()];
    for site in &given.supply().sites {
        let Some(figure) = figure(site) else { continue };
        for area in given.areas_of_site(site) {
            let sum = &mut sums[area as usize];
            *sum = (sum.0 + figure, sum.1 + 1.0);
        }
    }
    sums
}

fn averaged(
    given: &Given,
    measure: &'static str,
    unit: &'static str,
    factor: f64,
    nobody: &'static str,
    figure: impl Fn(&Site) -> Option<f64>,
) -> Vec<Row> {
    let sums = add_up(given, figure);
    given.rows(measure, unit, |area, row| row.divided(sums[area].0, sums[area].1, factor, nobody))
}

/// S1: ordinary categories declared, as a percentage of those of the national list, averaged over sites that declare any.
pub(super) fn breadth(given: &Given, categories: usize) -> Vec<Row> {
    let share = |site: &Site| (!site.services.is_empty()).then(|| site.services.len() as f64 / categories.max(1) as f64);
    averaged(given, "breadth", "percent", 100.0, "no site here declares its services", share)
}

/// S2: hours in an ordinary week without appointments, averaged over sites that give their hours.
pub(super) fn hours(given: &Given) -> Vec<Row> {
    averaged(given, "weekly_hours", "hours", 1.0, "no site here gives its hours", |site| given.facts.weekly_hours.get(&site.id).copied())
}

/// S3: sites with a free-access service, as a percentage of those that declare how one gets in.
pub(super) fn free_access(given: &Given) -> Vec<Row> {
    let free =
        |site: &Site| (!site.access_modes.is_empty()).then(|| f64::from(u8::from(site.access_modes.iter().any(|mode| mode == "libero"))));
    averaged(given, "free_access", "percent", 100.0, "no site here declares how one gets in", free)
}

/// S4: professions at work in a centre, on average, and of each profession the centres that have it, as a percentage; both
/// of the centres that say any. Of persons nothing is known.
pub(super) fn professions(given: &Given) -> Vec<Row> {
    const UNDECLARED: &str = "no centre here declares its professions";
    let declaring = tally(given, |site| given.facts.professions.contains_key(&site.centre_id));
    let at_work = |centre: &i64| given.facts.professions.get(centre).map_or(0, Vec::len);
    let mut rows = given.rows("professions", "professions", |area, row| {
        let centres = &declaring[area].0;
        row.divided(centres.iter().map(at_work).sum::<usize>() as f64, centres.len() as f64, 1.0, UNDECLARED)
    });
    let supplied: HashSet<i64> = given.supply().sites.iter().map(|site| site.centre_id).collect();
    let profiles: BTreeSet<&String> = supplied.iter().filter_map(|centre| given.facts.professions.get(centre)).flatten().collect();
    let with = |profile: &String| {
        let has_it = |centre: &&i64| given.facts.professions.get(centre).is_some_and(|known| known.contains(profile));
        declaring.iter().map(|(centres, _)| centres.iter().filter(has_it).count() as f64).collect::<Vec<f64>>()
    };
    let all: Vec<f64> = declaring.iter().map(|(centres, _)| centres.len() as f64).collect();
    let parts = profiles.iter().map(|profile| (profile.as_str(), with(profile)));
    rows.extend(by_category(given, "centres_with_profession", UNDECLARED, &all, parts));
    rows
}

/// S5: sites that say anything on physical access, as a percentage of all. Sources say it in words of their own, from
/// which no step-free entrance can be inferred.
pub(super) fn physical_access(given: &Given) -> Vec<Row> {
    let says = |site: &Site| Some(f64::from(u8::from(given.facts.declare_access.contains(&site.id))));
    averaged(given, "physical_access_declared", "percent", 100.0, "no site here", says)
}

/// S6: sites verified by a body and not due again, as a percentage of all.
pub(super) fn freshness(given: &Given, today: NaiveDate) -> Vec<Row> {
    let fresh = |site: &Site| Some(f64::from(u8::from(Freshness::of(site.verified_on, site.valid_until, today) == Freshness::Verified)));
    averaged(given, "verified", "percent", 100.0, "no site here", fresh)
}
