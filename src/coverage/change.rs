//! C10: what changed from one day to another, by the days on which sites opened and closed. People, boundaries and all that
//! sites say of themselves are those known now: only the sites differ. Refuses to call a site new whose opening nobody dated.

use std::collections::HashSet;
use std::sync::Arc;

use super::distances::{NO_CELLS, NO_PEOPLE, Shares};
use super::given::Given;
use super::row::{Row, State};
use super::supply::Supply;

/// Sites and distinct centres of each area.
fn counted(given: &Given, supply: &Supply, other: &Supply) -> (Vec<f64>, Vec<HashSet<i64>>) {
    let there: HashSet<i64> = other.sites.iter().map(|site| site.id).collect();
    let mut only_here = vec![0.0; given.layer().areas().len()];
    let mut centres = vec![HashSet::new(); only_here.len()];
    for site in &supply.sites {
        for area in given.areas_of_site(site) {
            centres[area as usize].insert(site.centre_id);
            if !there.contains(&site.id) {
                only_here[area as usize] += 1.0;
            }
        }
    }
    (only_here, centres)
}

/// C10 of every area: sites opened and closed, centres more or fewer, and people within the threshold more or fewer, in points
/// of a hundred.
pub(super) fn change(given: &Given, threshold_m: f64) -> Vec<Row> {
    let Some(before) = &given.before else {
        return given.rows("within_change", "points", |_, row| row.not_computed("no earlier day is asked for"));
    };
    let earlier = Given::new(given.request, before, Arc::clone(&given.group), given.facts).without_certainty();
    let (opened, centres_now) = counted(given, given.supply(), &before.supply);
    let (closed, centres_then) = counted(given, &before.supply, given.supply());
    let mut rows = given.rows("opened_sites", "sites", |area, row| row.counted(opened[area]));
    rows.extend(given.rows("closed_sites", "sites", |area, row| row.counted(closed[area])));
    rows.extend(given.rows("centres_change", "centres more or fewer", |area, row| {
        row.counted(centres_now[area].len() as f64 - centres_then[area].len() as f64)
    }));
    let now = Shares::of(given, &given.held.reached(given, threshold_m), threshold_m);
    let then = Shares::of(given, &earlier.held.reached(&earlier, threshold_m), threshold_m);
    for (measure, shares) in [("within_before", &then), ("within_after", &now)] {
        rows.extend(given.rows(measure, "percent", |area, row| shares.row(given, area, row)));
    }
    rows.extend(given.rows("within_change", "points", |area, row| {
        let row = given.of_people(area, row).divided(now.within[area] - then.within[area], now.people[area], 100.0, NO_PEOPLE);
        no_bounds(if now.too_coarse[area] { row.not_computed(NO_CELLS) } else { row })
    }));
    rows
}

/// How far people live from their point moves both ends alike: no bounds are claimed for a change.
fn no_bounds(row: Row) -> Row {
    if row.state == State::Computed { Row { value_low: None, value_high: None, ..row } } else { row }
}
