//! C1, C2 and what Italian bodies already publish: counts, rates and shares that need no distance.

use std::collections::{BTreeSet, HashSet};

use super::areas::Level;
use super::given::Given;
use super::row::Row;
use crate::published::Site;

const NO_PEOPLE: &str = "nobody of the group is known to live here";
const NO_CATCHMENTS: &str = "no catchment of these centres is known";

/// Distinct centres and the number of sites of each area, of sites that pass a test.
pub(super) fn tally(given: &Given, passes: impl Fn(&Site) -> bool) -> Vec<(HashSet<i64>, u32)> {
    let mut tally = vec![(HashSet::new(), 0); given.layer().areas().len()];
    for site in given.supply().sites.iter().filter(|site| passes(site)) {
        for area in given.areas_of_site(site) {
            let (centres, sites) = &mut tally[area as usize];
            centres.insert(site.centre_id);
            *sites += 1;
        }
    }
    tally
}

/// C1: centres (all, and by role in the network) and sites of each area. A position known to the comune or the ambito only
/// counts at that level and wider ones.
pub(super) fn number(given: &Given) -> Vec<Row> {
    let all = tally(given, |_| true);
    let accuracy = accuracy(given);
    let counted = |area: usize, row: Row, count: f64| Row { supply_precision: accuracy[area], ..row.counted(count) };
    let mut rows = given.rows("centres", "centres", |area, row| counted(area, row, all[area].0.len() as f64));
    rows.extend(given.rows("sites", "sites", |area, row| counted(area, row, f64::from(all[area].1))));
    for (measure, role) in [("centres_single", "unico"), ("centres_hub", "hub"), ("centres_spoke", "spoke"), ("centres_diffuse", "diffuso")]
    {
        let of_role = tally(given, |site| site.network_role == role);
        rows.extend(given.rows(measure, "centres", |area, row| counted(area, row, of_role[area].0.len() as f64)));
    }
    rows
}

/// Mean accuracy in metres of the positioned sites of each area.
fn accuracy(given: &Given) -> Vec<Option<f64>> {
    let mut sums = vec![(0.0, 0.0); given.layer().areas().len()];
    for site in &given.supply().sites {
        let Some(position) = &site.position else { continue };
        for area in given.areas_of_site(site) {
            let sum = &mut sums[area as usize];
            *sum = (sum.0 + position.accuracy_m, sum.1 + 1.0);
        }
    }
    sums.into_iter().map(|(sum, count)| (count > 0.0).then(|| sum / count)).collect()
}

/// C2: centres for each 10,000 people of the group. Families with minors are not known, people are.
pub(super) fn rate(given: &Given) -> Vec<Row> {
    let people = given.sum(&given.group.of_municipality);
    let accuracy = accuracy(given);
    given.rows("centres_per_10000_people", "centres per 10000 people", |area, row| {
        let centres = f64::from(given.centres(area));
        let row = given.of_people(area, row).divided(centres, people[area], 10_000.0, NO_PEOPLE);
        Row { supply_precision: accuracy[area], ..row }
    })
}

/// The comuni served by a centre of the supply that is public with its catchment.
fn served(given: &Given) -> Vec<bool> {
    let areas = &given.demand().areas;
    let mut served = vec![false; areas.municipalities.len()];
    let centres: HashSet<i64> = given.supply().sites.iter().map(|site| site.centre_id).collect();
    for code in centres.iter().filter_map(|centre| given.facts.served.get(centre)).flatten() {
        if let Some(at) = areas.municipality(code) {
            served[at as usize] = true;
        }
    }
    served
}

fn share_served(given: &Given, measure: &'static str, of: &[f64], speaks_of_people: bool) -> Vec<Row> {
    let served = served(given);
    let any = served.iter().any(|served| *served);
    let inside: Vec<f64> = of.iter().zip(&served).map(|(figure, served)| if *served { *figure } else { 0.0 }).collect();
    let (inside, all) = (given.sum(&inside), given.sum(of));
    given.rows(measure, "percent", |area, row| {
        let row = if speaks_of_people { given.of_people(area, row) } else { row };
        if !any {
            return row.not_computed(NO_CATCHMENTS);
        }
        row.divided(inside[area], all[area], 100.0, NO_PEOPLE)
    })
}

/// Share of comuni in the catchment of a centre.
pub(super) fn served_comuni(given: &Given) -> Vec<Row> {
    share_served(given, "served_comuni", &vec![1.0; given.demand().areas.municipalities.len()], false)
}

/// Share of people of the group in a comune in the catchment of a centre.
pub(super) fn served_people(given: &Given) -> Vec<Row> {
    share_served(given, "served_people", &given.group.of_municipality, true)
}

/// Share of the ambiti of each area with at least one centre: by the comune of its sites.
pub(super) fn served_districts(given: &Given) -> Vec<Row> {
    let areas = &given.demand().areas;
    let districts = areas.at(Level::District);
    let with: HashSet<u32> = given.supply().sites.iter().flat_map(|site| areas.of_site(Level::District, site)).collect();
    let mut of_area: Vec<HashSet<u32>> = vec![HashSet::new(); given.layer().areas().len()];
    for at in 0..areas.municipalities.len() as u32 {
        for area in given.layer().of(at) {
            of_area[*area as usize].extend(areas.of(Level::District, at));
        }
    }
    given.rows("served_districts", "percent", |area, row| {
        let served = of_area[area].intersection(&with).count();
        let reason = if districts.is_empty() { "no ambito is loaded" } else { "no ambito is known here" };
        row.divided(served as f64, of_area[area].len() as f64, 100.0, reason)
    })
}

/// Share of centres that offer each ordinary category, among those that declare any service: who declares nothing is not
/// known to offer nothing. Protected services are in no count.
pub(super) fn service_offer(given: &Given) -> Vec<Row> {
    let declaring = tally(given, |site| !site.services.is_empty());
    let categories: BTreeSet<&String> = given.supply().sites.iter().flat_map(|site| &site.services).collect();
    let count = |tally: Vec<(HashSet<i64>, u32)>| tally.into_iter().map(|(centres, _)| centres.len() as f64).collect::<Vec<f64>>();
    let offering = categories.into_iter().map(|category| (category.as_str(), count(tally(given, |site| site.services.contains(category)))));
    by_category(given, "centres_offering", "no centre here declares its services", &count(declaring), offering)
}

/// Shares of each category among centres that declare any, by area. An area where none does has one row without a category:
/// with one for each category most rows of a country of comuni would say that there is nothing to say.
pub(super) fn by_category<'a>(
    given: &Given,
    measure: &'static str,
    undeclared: &'static str,
    declaring: &[f64],
    parts: impl Iterator<Item = (&'a str, Vec<f64>)>,
) -> Vec<Row> {
    let mut rows = vec![];
    for (category, part) in parts {
        rows.extend(given.rows_where(
            |area| declaring[area] > 0.0,
            measure,
            "percent",
            |area, mut row| {
                row.category = Some(category.to_owned());
                row.divided(part[area], declaring[area], 100.0, undeclared)
            },
        ));
    }
    rows.extend(given.rows_where(|area| declaring[area] <= 0.0, measure, "percent", |_, row| row.not_computed(undeclared)));
    rows
}

/// Spokes for each hub.
pub(super) fn hub_spoke(given: &Given) -> Vec<Row> {
    let (hubs, spokes) = (tally(given, |site| site.network_role == "hub"), tally(given, |site| site.network_role == "spoke"));
    given.rows("spokes_per_hub", "spokes per hub", |area, row| {
        row.divided(spokes[area].0.len() as f64, hubs[area].0.len() as f64, 1.0, "no hub is known here")
    })
}
