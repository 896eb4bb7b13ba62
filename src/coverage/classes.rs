//! C9: rate, reach and distance by class of comune: how many people live in it, and whether it lies on a small island.
//! Classes of inner areas (SNAI) are named and not computed: no list of them is bundled or can be imported.

use std::collections::HashMap;

use super::distances::means_of_comuni;
use super::given::Given;
use super::row::{Row, State};

/// Classes by residents: their names and the first number that no longer belongs to them.
const SIZES: [(&str, f64); 5] = [
    ("under_2000", 2_000.0),
    ("2000_4999", 5_000.0),
    ("5000_19999", 20_000.0),
    ("20000_99999", 100_000.0),
    ("100000_and_more", f64::INFINITY),
];
/// A landmass with fewer comuni is a small island.
const SMALL_ISLAND: usize = 100;

/// C9 over the comuni of the territory asked for, whatever the level.
pub(super) fn by_class(given: &Given, threshold_m: f64) -> Vec<Row> {
    let areas = &given.demand().areas;
    let inside = areas.inside(&given.request.territory);
    let reached = given.held.reached(given, threshold_m);
    let (metres, placed) = means_of_comuni(given, &given.held.nearest().distances());
    let residents = given.demand().group("all").unwrap_or_else(|| given.group.clone());
    let mut on_land: HashMap<Option<i32>, usize> = HashMap::new();
    areas.municipalities.iter().for_each(|one| *on_land.entry(one.landmass).or_default() += 1);
    let mut centres: HashMap<u32, std::collections::HashSet<i64>> = HashMap::new();
    for site in &given.supply().sites {
        if let Some(at) = site.municipality.as_ref().and_then(|unit| areas.municipality(&unit.code)) {
            centres.entry(at).or_default().insert(site.centre_id);
        }
    }
    let size = |at: usize| {
        let people = residents.of_municipality[at];
        (people > 0.0).then(|| SIZES.iter().position(|(_, end)| people < *end).unwrap_or(SIZES.len() - 1))
    };
    let is_island = |at: usize| on_land.get(&areas.municipalities[at].landmass).is_some_and(|comuni| *comuni < SMALL_ISLAND);
    let mut classes: Vec<(&'static str, &'static str, Vec<usize>)> = vec![];
    let comuni = || (0..areas.municipalities.len()).filter(|at| inside[*at]);
    for (class, (name, _)) in SIZES.iter().enumerate() {
        classes.push(("size_class", name, comuni().filter(|at| size(*at) == Some(class)).collect()));
    }
    classes.push(("island_class", "small_island", comuni().filter(|at| is_island(*at)).collect()));
    classes.push(("island_class", "mainland_sicily_sardinia", comuni().filter(|at| !is_island(*at)).collect()));

    let mut rows = vec![];
    for (level, name, members) in classes {
        let sum = |figures: &[f64]| members.iter().map(|at| figures[*at]).sum::<f64>();
        let in_class: std::collections::HashSet<i64> =
            members.iter().filter_map(|at| centres.get(&(*at as u32))).flatten().copied().collect();
        let begin = |measure, unit| {
            let area = super::areas::Area { code: name.to_owned(), name: name.to_owned(), region_code: None };
            let mut row = Row::of(&area, given.request.level, measure, unit);
            row.level = level;
            row.n_centres = in_class.len() as u32;
            let unknown = members.iter().filter(|at| given.group.unknown.contains(&(**at as u32))).count();
            if unknown > 0 {
                row.flags.extend(["partial".to_owned(), format!("comuni_without_data:{unknown}")]);
            }
            if given.supply().demo {
                row.flags.push("demo".to_owned());
            }
            row
        };
        let people = sum(&reached.people);
        let nobody = "nobody of the group is known to live here";
        rows.push(begin("centres_per_10000_people", "centres per 10000 people").divided(in_class.len() as f64, people, 10_000.0, nobody));
        let mut within = begin("within", "percent").divided(sum(&reached.within), people, 100.0, nobody);
        if within.state == State::Computed {
            within.value_low = Some(100.0 * sum(&reached.low) / people);
            within.value_high = Some(100.0 * sum(&reached.high) / people);
        }
        rows.push(within);
        let mut mean = begin("mean", "m").divided(sum(&metres), sum(&placed), 1.0, nobody);
        (mean.value_low, mean.value_high) = (None, None);
        if people > 0.0 && mean.value.is_none() {
            mean.state = State::Unreachable;
            mean.reason = Some("no site is on the same landmass");
        }
        rows.push(mean);
    }
    let area = super::areas::Area { code: "snai".to_owned(), name: "snai".to_owned(), region_code: None };
    let row = Row { level: "snai_class", ..Row::of(&area, given.request.level, "within", "percent") };
    rows.push(row.not_computed("no list of SNAI classes of comuni is loaded"));
    rows
}
