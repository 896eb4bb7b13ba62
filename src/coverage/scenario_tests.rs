//! What-if and best sites on small worlds: a change is what computing everything anew gives, and the greedy choice is
//! what brute force chooses, never worse than promised.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::areas::{Areas, Municipality};
use super::best_sites::{Candidate, FARTHEST_M, Objective, Standing};
use super::demand::{Census, Demand};
use super::example::question;
use super::facts::Facts;
use super::given::Given;
use super::held::Held;
use super::reached::Reached;
use super::search::{NOBODY, Places};
use super::supply::Supply;
use super::what_if::{Changes, NewSite, after};
use crate::geo::{Coordinates, LandmassIndex, geodesic_distance_m};

fn at(lon: f64, lat: f64) -> Coordinates {
    Coordinates::parse(lon, lat).expect("on the globe")
}

/// Two squares of land.
fn land() -> LandmassIndex {
    let square = |west: f64| vec![[west, 40.0], [west + 1.0, 40.0], [west + 1.0, 41.0], [west, 41.0]];
    LandmassIndex::build(vec![(1, square(9.0)), (2, square(11.0))])
}

fn somewhere() -> impl Strategy<Value = (f64, f64)> {
    (prop_oneof![9.0..=10.0, 11.0..=12.0], 40.0..=41.0)
}

fn demand(people: &[((f64, f64), u32)]) -> Arc<Demand> {
    let comune = |(number, ((lon, lat), _)): (usize, &((f64, f64), u32))| Municipality {
        code: format!("{number:06}"),
        name: String::new(),
        province_code: "001".to_owned(),
        province: String::new(),
        region_code: "01".to_owned(),
        region: String::new(),
        social_region_code: "01".to_owned(),
        social_region: String::new(),
        at: at(*lon, *lat),
        radius_m: 1_000.0,
        reach_m: 2_000.0,
        landmass: None,
    };
    let areas = Arc::new(Areas::new(people.iter().enumerate().map(comune).collect(), &[]));
    let all = people.iter().map(|(_, people)| Some(f64::from(*people))).collect();
    let census = Census { year: 2023, source: "prova".to_owned(), groups: BTreeMap::from([("all".to_owned(), all)]) };
    Arc::new(Demand::new(areas, 2025, &census, None, &land()))
}

/// A supply of sites whose public numbers are their places.
fn supply(sites: &[((f64, f64), f64)]) -> Arc<Supply> {
    let (mut places, land) = (Places::default(), land());
    for ((lon, lat), accuracy) in sites {
        places.push(at(*lon, *lat), land.landmass_at(at(*lon, *lat)).unwrap_or(-1), *accuracy);
    }
    let of_place = (0..sites.len() as u32).collect();
    Arc::new(Supply {
        version: String::new(),
        filter: String::new(),
        sites: (0..).take(sites.len()).map(crate::coverage::example::site).collect(),
        places,
        of_place,
        demo: false,
        former: None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_change_is_what_computing_anew_gives(
        people in prop::collection::vec((somewhere(), 1_u32..100), 1..150),
        sites in prop::collection::vec((somewhere(), prop_oneof![Just(20.0), 0.0..4_000.0]), 1..25),
        added in prop::collection::vec((somewhere(), Just(20.0)), 0..4),
        moved in prop::collection::vec(somewhere(), 0..3),
        removed in 0_usize..4,
        same_land in any::<bool>(),
    ) {
        let held = Held::new(demand(&people), supply(&sites), same_land);
        let moves: Vec<(usize, (f64, f64))> = moved.into_iter().enumerate().filter(|(site, _)| *site < sites.len()).collect();
        let gone: Vec<usize> = (moves.len()..sites.len()).take(removed).collect();
        let changes = Changes {
            add: added.iter().map(|((lon, lat), accuracy_m)| NewSite { at: at(*lon, *lat), accuracy_m: *accuracy_m }).collect(),
            remove: gone.iter().map(|site| *site as i64).collect(),
            moved: moves.iter().map(|(site, (lon, lat))| (*site as i64, at(*lon, *lat))).collect(),
        };
        let changed = after(&held, &changes, &land());
        let stay = (moves.len()..sites.len()).filter(|site| !gone.contains(site)).map(|site| sites[site]);
        let anew: Vec<_> = stay.chain(moves.iter().map(|(site, to)| (*to, sites[*site].1))).chain(added).collect();
        let anew = Held::new(Arc::clone(&held.demand), supply(&anew), same_land);
        for (patched, fresh) in [(changed.nearest(), anew.nearest()), (changed.farthest(), anew.farthest()), (changed.closest(), anew.closest())] {
            for at in 0..people.len() {
                prop_assert_eq!(patched.site(at) == NOBODY, fresh.site(at) == NOBODY);
                prop_assert!(patched.distance_m(at) == fresh.distance_m(at) || (patched.distance_m(at) - fresh.distance_m(at)).abs() < 1e-5);
            }
        }
        prop_assert_eq!(changed.supply.sites.len(), sites.len() - gone.len());
        // Sums of comuni that nothing changes for are taken over, the others are added up anew: as if all had been.
        let (group, comuni) = (held.demand.group("all").expect("everybody"), people.len());
        let (question, facts) = (question(), Facts::default());
        let given = |held| Given::new(&question, held, Arc::clone(&group), &facts);
        held.reached(&given(&held), 10_000.0);
        let all = Reached::none(comuni).anew(&vec![true; comuni], &given(&changed), 10_000.0, true);
        prop_assert_eq!(&*changed.reached(&given(&changed), 10_000.0), &all);
    }

    #[test]
    fn an_added_site_is_never_farther(
        people in prop::collection::vec((somewhere(), 1_u32..100), 1..80),
        sites in prop::collection::vec((somewhere(), Just(20.0)), 0..10),
        new in somewhere(),
    ) {
        let held = Held::new(demand(&people), supply(&sites), true);
        let changes = Changes { add: vec![NewSite { at: at(new.0, new.1), accuracy_m: 20.0 }], ..Changes::default() };
        let changed = after(&held, &changes, &land());
        for at in 0..people.len() {
            prop_assert!(changed.nearest().distance_m(at) <= held.nearest().distance_m(at));
        }
    }

    #[test]
    fn the_greedy_choice_is_that_of_brute_force_and_keeps_its_promise(
        people in prop::collection::vec((somewhere(), 1_u32..100), 1..40),
        sites in prop::collection::vec((somewhere(), Just(20.0)), 0..3),
        places in prop::collection::vec(somewhere(), 1..9),
        threshold in 3_000.0..40_000.0,
        which in 0_usize..3,
    ) {
        let (_, objective) = Objective::ALL[which];
        let held = Held::new(demand(&people), supply(&sites), true);
        let land = land();
        let candidates: Vec<Candidate> =
            places.iter().map(|(lon, lat)| Candidate { at: at(*lon, *lat), land: land.landmass_at(at(*lon, *lat)).unwrap_or(-1) }).collect();
        let weights = held.demand.group("all").expect("everybody").people.clone();
        let cost = |metres: f64| match objective {
            Objective::Covered => f64::from(u8::from(metres > threshold)),
            Objective::Distance => metres.min(FARTHEST_M),
            Objective::Equity => (metres.min(FARTHEST_M) - threshold).max(0.0).powi(2),
        };
        let metres = |point: usize, candidate: &Candidate| {
            if held.demand.points.land_of(point) == candidate.land { geodesic_distance_m(held.demand.points.coordinates(point), candidate.at) } else { f64::INFINITY }
        };
        let worth = |chosen: &[usize]| -> f64 {
            (0..people.len()).map(|point| {
                let before = held.nearest().distance_m(point);
                let after = chosen.iter().map(|one| metres(point, &candidates[*one])).fold(before, f64::min);
                weights[point] * (cost(before) - cost(after))
            }).sum()
        };
        let chosen = Standing::new(&held, objective, threshold, weights.clone()).choose(&candidates, 3);
        let mut so_far: Vec<usize> = vec![];
        for one in &chosen {
            let before = worth(&so_far);
            let best = (0..candidates.len()).map(|next| worth(&[so_far.as_slice(), &[next]].concat()) - before).fold(0.0, f64::max);
            prop_assert!((one.gain - best).abs() <= 1e-6 * best.max(1.0), "{} {best}", one.gain);
            so_far.push(one.candidate);
            if objective == Objective::Covered {
                let within = (0..people.len()).filter(|point| so_far.iter().map(|one| metres(*point, &candidates[*one])).fold(held.nearest().distance_m(*point), f64::min) <= threshold);
                prop_assert_eq!(one.covered, within.map(|point| weights[point]).sum::<f64>());
            }
        }
        // Against the best three of all.
        let all = 0..candidates.len();
        let mut best = 0.0_f64;
        for one in all.clone() { for two in all.clone() { for three in all.clone() { best = best.max(worth(&[one, two, three])); } } }
        let greedy = worth(&so_far);
        prop_assert!(greedy >= (1.0 - 1.0 / std::f64::consts::E) * best - 1e-6 * best.max(1.0), "{greedy} of {best}");
    }
}

#[test]
fn a_candidate_at_exactly_the_threshold_helps() {
    let held = Held::new(demand(&[((9.5, 40.5), 10)]), supply(&[]), true);
    let place = at(9.6, 40.55);
    let exact = geodesic_distance_m(at(9.5, 40.5), place);
    let weights = held.demand.group("all").expect("everybody").people.clone();
    let choose = |threshold: f64| {
        Standing::new(&held, Objective::Covered, threshold, weights.clone()).choose(&[Candidate { at: place, land: 1 }], 1)
    };
    assert_eq!(choose(exact).len(), 1);
    assert!(choose(exact.next_down()).is_empty());
}
