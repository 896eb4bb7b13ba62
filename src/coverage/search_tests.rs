//! The search against brute force with the geodesic: random places, islands, crowds at one spot, rivals that the straight
//! line cannot tell apart.

use proptest::prelude::*;

use super::*;
use crate::geo::geodesic_distance_m;

fn at(lon: f64, lat: f64) -> Coordinates {
    Coordinates::parse(lon, lat).expect("on the globe")
}

/// Italy, with many duplicates on a grid.
fn somewhere() -> impl Strategy<Value = Coordinates> {
    prop_oneof![
        (6.6..=18.6, 35.4..=47.1).prop_map(|(lon, lat)| at(lon, lat)),
        (0_i32..8, 0_i32..8).prop_map(|(x, y)| at(9.0 + f64::from(x) * 0.5, 41.0 + f64::from(y) * 0.5)),
    ]
}

fn placed(sites: &[(Coordinates, i32, f64)]) -> Places {
    let mut places = Places::default();
    sites.iter().for_each(|(at, land, accuracy)| places.push(*at, *land, *accuracy));
    places
}

fn brute_force(from: (Coordinates, i32), sites: &[(Coordinates, i32, f64)], same_land: bool, doubt: Doubt) -> Option<(u32, f64)> {
    let open = (0_u32..).zip(sites).filter(|(_, (_, land, _))| !same_land || (*land == from.1 && from.1 != NO_LAND));
    let measured = open.map(|(at, (site, _, accuracy))| (at, geodesic_distance_m(from.0, *site) + doubt.of(*accuracy)));
    measured.min_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn it_finds_what_brute_force_finds(
        demand in prop::collection::vec((somewhere(), -1_i32..3), 1..400),
        sites in prop::collection::vec((somewhere(), -1_i32..3, prop_oneof![Just(20.0), Just(5_000.0), 0.0..3_000.0]), 0..60),
        same_land in any::<bool>(),
    ) {
        let (points, order) = Points::sorted(&demand);
        let places = placed(&sites);
        let search = Search { points: &points, places: &places, same_land };
        for (doubt, found) in Doubt::ALL.into_iter().zip(search.nearest()) {
            for (at, number) in order.iter().enumerate() {
                match brute_force(demand[*number as usize], &sites, same_land, doubt) {
                    None => prop_assert_eq!((found.site(at), found.distance_m(at)), (NOBODY, f64::INFINITY)),
                    Some((site, metres)) => {
                        prop_assert!((found.distance_m(at) - metres).abs() < 2e-6, "{} {metres}", found.distance_m(at));
                        // Equally far to a micrometre: either is right.
                        let other = geodesic_distance_m(demand[*number as usize].0, sites[found.site(at) as usize].0) + doubt.of(sites[found.site(at) as usize].2);
                        prop_assert!(found.site(at) == site || (other - metres).abs() < 2e-6);
                    }
                }
            }
        }
    }

    #[test]
    fn pairs_and_means_are_those_of_brute_force(
        demand in prop::collection::vec((somewhere(), 0_i32..2), 1..200),
        sites in prop::collection::vec((somewhere(), 0_i32..2, 0.0..100.0), 0..40),
        reach in 1_000.0..200_000.0,
    ) {
        let (points, order) = Points::sorted(&demand);
        let places = placed(&sites);
        let search = Search { points: &points, places: &places, same_land: true };
        let mut pairs = vec![];
        search.pairs_within(reach, |at, site, _| pairs.push((order[at], site)));
        pairs.sort_unstable();
        let mut expected = vec![];
        let means = search.mean_of_three();
        for (number, (from, land)) in (0_u32..).zip(&demand) {
            let mut metres = vec![];
            for (site, (to, other, _)) in (0_u32..).zip(&sites).filter(|(_, (_, other, _))| other == land) {
                prop_assert_eq!(other, land);
                metres.push(geodesic_distance_m(*from, *to));
                if chord_m(earth_centred(*from), earth_centred(*to)) <= reach {
                    expected.push((number, site));
                }
            }
            metres.sort_by(f64::total_cmp);
            let at = order.iter().position(|one| *one == number).expect("it is there");
            match metres.get(..3) {
                Some(three) => prop_assert!((means[at] - three.iter().sum::<f64>() / 3.0).abs() < 0.01),
                None => prop_assert_eq!(means[at], f64::INFINITY),
            }
        }
        prop_assert_eq!(pairs, expected);
    }
}

#[test]
fn of_two_equally_far_the_first_is_taken() {
    let (points, _) = Points::sorted(&[(at(0.0, 42.0), 1)]);
    let places = placed(&[(at(0.1, 42.0), 1, 5.0), (at(-0.1, 42.0), 1, 5.0), (at(0.1, 42.0), 1, 5.0)]);
    let found = Search { points: &points, places: &places, same_land: true }.nearest();
    assert_eq!(found[0].sites().collect::<Vec<_>>(), [0]);
}
