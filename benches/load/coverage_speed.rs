//! P5: national coverage on one core, 300,000 cells and 1,000 sites, exact geodesic decisions. Deterministic; prints each figure
//! beside its aim, in milliseconds of the processor (other work on the machine does not count) and of the clock.
//!
//! `taskset -c 0 cargo run --release --example coverage_speed [FOLDER]`. A folder is given by `make bench`: cells and sites are
//! written there for the peer (`cells.csv`, `sites.csv`: lon, lat, people) and the figures printed once more as one line of JSON.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and stops at the first surprise")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use centri::coverage::{
    Areas, Candidate, Cell, Cells, Census, Changes, Circumstances, CoverageRequest, Demand, Facts, Given, Held, Indicator, Level,
    Municipality, NewSite, Objective, Places, Standing, Supply, Weight, after, rows,
};
use centri::geo::{Coordinates, LandmassIndex};
use centri::published::Site;
use chrono::NaiveDate;

const CELLS: usize = 300_000;
const SITES: usize = 1_000;
const COMUNI: usize = 7_896;
const ROUNDS: usize = 5;
/// About as long as a round is made to last, and how often work is done in it at most.
const ROUND_MS: f64 = 200.0;
const MOST_TIMES: u32 = 50;
/// South-western corner of a square of about 550 km a side: as many square kilometres as cells.
const CORNER: (f64, f64) = (9.0, 40.0);
const SIDE_KM: usize = 548;

/// Vigna's splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The point so many kilometres east and north of the corner.
fn at(east: f64, north: f64) -> Coordinates {
    let lat = CORNER.1 + north / 111.1;
    Coordinates::parse(CORNER.0 + east / (111.3 * lat.to_radians().cos()), lat).unwrap()
}

fn processor_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or_default() / 1e6
}

/// What was measured so far, for whoever reads it as JSON.
#[derive(Default)]
struct Told(Vec<serde_json::Value>);

impl Told {
    /// The median of several rounds; `make` is not counted. Work of a few milliseconds is done several times in a round,
    /// because the processor's own account moves in steps of that size.
    fn measure<T, M>(&mut self, what: &str, aim_ms: Option<f64>, mut make: impl FnMut() -> M, work: impl Fn(&M) -> T) {
        let begun = Instant::now();
        std::hint::black_box(work(&make()));
        let times = ((ROUND_MS / (begun.elapsed().as_secs_f64() * 1e3)) as u32).clamp(1, MOST_TIMES);
        let mut taken: Vec<(f64, f64)> = (0..ROUNDS)
            .map(|_| {
                let made: Vec<M> = (0..times).map(|_| make()).collect();
                let (processor, clock) = (processor_ms(), Instant::now());
                for made in &made {
                    std::hint::black_box(work(made));
                }
                ((processor_ms() - processor) / f64::from(times), clock.elapsed().as_secs_f64() * 1e3 / f64::from(times))
            })
            .collect();
        taken.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (processor, clock) = taken[ROUNDS / 2];
        let aim = aim_ms.map_or_else(|| "       ".to_owned(), |aim| format!("≤ {aim:>5}"));
        let met = aim_ms.map_or("", |aim| if processor <= aim { "met" } else { "MISSED" });
        println!("{what:<46} {processor:>8.2} ms processor {clock:>8.2} ms clock  {aim} {met}");
        self.0.push(serde_json::json!({ "what": what, "processor_ms": processor, "clock_ms": clock, "aim_ms": aim_ms }));
    }
}

/// Points and the people who live there as a table for PostGIS.
fn write(folder: &Path, name: &str, rows: impl Iterator<Item = (Coordinates, f64)>) {
    let text: String = rows.map(|(at, people)| format!("{},{},{people}\n", at.lon(), at.lat())).collect();
    std::fs::write(folder.join(name), text).unwrap();
}

fn demand(random: &mut Random) -> Demand {
    let side = (COMUNI as f64).sqrt().ceil() as usize;
    let step = SIDE_KM as f64 / side as f64;
    let comuni: Vec<Municipality> = (0..COMUNI)
        .map(|number| Municipality {
            code: format!("{number:06}"),
            name: format!("Comune {number}"),
            province_code: format!("{:03}", number / 74),
            province: String::new(),
            region_code: format!("{:02}", number / 395),
            region: String::new(),
            social_region_code: format!("{:02}", number / 395),
            social_region: String::new(),
            at: at((number % side) as f64 * step + step * random.next(), (number / side) as f64 * step + step * random.next()),
            radius_m: 3_500.0,
            reach_m: 6_000.0,
            landmass: Some(1),
        })
        .collect();
    let cells = (0..CELLS)
        .map(|number| {
            let (east, north) = (number % SIDE_KM, number / SIDE_KM);
            let comune = ((north as f64 / step) as usize * side + (east as f64 / step) as usize).min(COMUNI - 1);
            Cell {
                name: number.to_string(),
                at: at(east as f64 + 0.5, north as f64 + 0.5),
                radius_m: 707.1,
                municipality_code: format!("{comune:06}"),
                persons: vec![Some((random.next() * random.next() * 400.0).floor()), Some((random.next() * random.next() * 60.0).floor())],
            }
        })
        .collect();
    let set = Cells {
        key: "griglia".into(),
        year: Some(2021),
        source: "synthetic".into(),
        groups: vec!["all".into(), "0-17".into()],
        regions: vec![],
        cells,
    };
    let everybody = BTreeMap::from([("all".to_owned(), vec![Some(7_500.0); COMUNI])]);
    let census = Census { year: 2021, source: "synthetic".into(), groups: everybody };
    Demand::new(Arc::new(Areas::new(comuni, &[])), 2025, &census, Some(&set), &LandmassIndex::default())
}

fn site(id: i64) -> Arc<Site> {
    let mut site = Site::default();
    (site.id, site.centre_id, site.centre_key) = (id, id, id);
    site.status = "attiva".into();
    Arc::new(site)
}

fn stand(random: &mut Random) -> Vec<Coordinates> {
    let side = SIDE_KM as f64;
    (0..SITES).map(|_| at(side * random.next(), side * random.next())).collect()
}

fn supply(stand: &[Coordinates]) -> Supply {
    let mut places = Places::default();
    for (number, at) in stand.iter().enumerate() {
        places.push(*at, 1, [20.0, 60.0, 300.0, 5_000.0][number % 4]);
    }
    let sites = (0..).take(SITES).map(site).collect();
    Supply {
        version: String::new(),
        filter: String::new(),
        sites,
        places,
        of_place: (0..SITES as u32).collect(),
        demo: false,
        former: None,
    }
}

fn request(indicator: Indicator, threshold_m: Option<f64>) -> CoverageRequest {
    CoverageRequest {
        indicator,
        level: Level::Region,
        territory: Default::default(),
        filter: Default::default(),
        threshold_m,
        steps: vec![(10_000.0, 1.0), (20_000.0, 0.68), (30_000.0, 0.22)],
        weight: Weight::Sites,
        group: "all".into(),
        same_land: true,
        certain: false,
        threshold_min: None,
        matrix: String::new(),
        as_of: None,
        since: None,
        demand: "griglia".into(),
        pairs: vec![],
    }
}

fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let mut told = Told::default();
    let mut random = Random(5);
    let demand = Arc::new(demand(&mut random));
    let stand = stand(&mut random);
    let supply = Arc::new(supply(&stand));
    println!("{CELLS} cells and {COMUNI} comuni, {SITES} sites, 20 Regions; medians of {ROUNDS}");
    let circumstances = Circumstances { today: NaiveDate::default(), categories: 40 };
    let facts = Facts::default();
    let fresh = || Held::new(Arc::clone(&demand), Arc::clone(&supply), true);
    let answer = |held: &Held, indicator, threshold_m, group: &str| {
        let request = request(indicator, threshold_m);
        rows(&Given::new(&request, held, demand.group(group).unwrap(), &facts), circumstances)
    };
    told.measure("C3 within 10 km, with bounds, nothing known", Some(150.0), fresh, |held| {
        answer(held, Indicator::C3, Some(10_000.0), "all")
    });
    told.measure("C5 mean, median, P90, mean of 3, with bounds", Some(350.0), fresh, |held| answer(held, Indicator::C5, None, "all"));
    let known = fresh();
    answer(&known, Indicator::C5, None, "all");
    // Another one each time: the sums of the last one are kept.
    let mut metres = 7_000.0;
    let mut another = || {
        metres += 1.0;
        metres
    };
    told.measure("C3 another threshold on known distances", Some(10.0), &mut another, |metres| {
        answer(&known, Indicator::C3, Some(*metres), "all")
    });
    told.measure("C3 another group on known distances", Some(10.0), &mut another, |metres| {
        answer(&known, Indicator::C3, Some(*metres), "0-17")
    });
    told.measure("C5 again on known distances", None, || (), |()| answer(&known, Indicator::C5, None, "all"));
    told.measure("C7 in three steps to 30 km", None, || (), |()| answer(&known, Indicator::C7, None, "all"));
    let land = LandmassIndex::build(vec![(1, vec![[0.0, 30.0], [30.0, 30.0], [30.0, 60.0], [0.0, 60.0]])]);
    let middle = SIDE_KM as f64 / 2.0;
    let scenarios = [
        ("one site opened", Changes { add: vec![NewSite { at: at(middle, middle), accuracy_m: 20.0 }], ..Changes::default() }),
        ("one site closed", Changes { remove: vec![17], ..Changes::default() }),
        ("one site moved", Changes { moved: vec![(17, at(middle, middle))], ..Changes::default() }),
    ];
    // What stands before the change, as whoever drags a pin has asked already.
    answer(&known, Indicator::C3, Some(10_000.0), "all");
    for (what, changes) in &scenarios {
        let whole = |()| answer(&after(&known, changes, &land), Indicator::C3, Some(10_000.0), "all");
        told.measure(&format!("what-if, C3: {what}"), Some(5.0), || (), |()| whole(()));
    }
    let candidates: Vec<Candidate> =
        demand.seat.iter().map(|seat| Candidate { at: demand.points.coordinates(*seat as usize), land: 1 }).collect();
    let people = demand.group("all").unwrap().people.clone();
    for (_, objective) in Objective::ALL {
        let aim = (objective == Objective::Covered).then_some(2_000.0);
        let choose = |()| Standing::new(&known, objective, 10_000.0, people.clone()).choose(&candidates, 10);
        told.measure(&format!("best 10 of {COMUNI}: {}", objective.word()), aim, || (), |()| choose(()));
    }
    let Some(folder) = folder else { return };
    let people = demand.group("all").unwrap().people.clone();
    let homes = (0..demand.points.len()).map(|point| (demand.points.coordinates(point), people[point]));
    write(&folder, "cells.csv", homes.filter(|(_, people)| *people > 0.0));
    write(&folder, "sites.csv", stand.iter().map(|at| (*at, 0.0)));
    // So that the peer can be asked whether it measures the same.
    let [mut metres, mut persons] = [0.0; 2];
    for row in answer(&known, Indicator::C5, None, "all").iter().filter(|row| row.measure == "mean") {
        metres += row.numerator.unwrap_or_default();
        persons += row.denominator.unwrap_or_default();
    }
    println!("RESULT {}", serde_json::json!({ "figures": told.0, "mean_m": metres / persons }));
}
