//! Where a number lies along its street: at its own door, between its neighbours, or somewhere in the street.
//! Refuses to guess beyond ten numbers past the last one known, and across gaps as long as a village.

use data_import::HouseNumber;

use super::super::Precision;
use crate::geo::{Coordinates, geodesic_distance_m};

/// A door has this accuracy, in metres: registers put the point at the gate, at the door or in the middle of the house.
const DOOR_M: f64 = 20.0;

/// How far past the last known number the nearest known door still says something.
const NUMBERS_PAST_THE_END: u32 = 10;

/// The farthest that two neighbours may lie apart, in metres, for a number between them to be placed.
const LONGEST_GAP_M: f64 = 500.0;

/// Accuracy in metres of a door taken from its number with another exponent, and of one past the end of a street: 95 of
/// 100 doors of Alessandria are nearer (tests/geocode_alessandria.rs prints the figures).
const SAME_NUMBER_M: f64 = 160.0;
const PAST_THE_END_M: f64 = 220.0;

/// How much of the gap between two neighbours the accuracy is: half of it would hold only where houses stand evenly.
const SHARE_OF_GAP: f64 = 0.6;

/// A position and what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// WGS 84.
    pub at: Coordinates,
    /// How exactly it is known.
    pub precision: Precision,
    /// Radius in metres within which the place lies in about 95 of 100 cases.
    pub accuracy_m: f64,
}

/// A door with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Door {
    /// What stands on it.
    pub number: HouseNumber,
    /// WGS 84.
    pub at: Coordinates,
}

/// Where a number is among the doors of its street, as exactly as they say. `None` where they say nothing of it.
pub fn place(doors: &[Door], asked: &HouseNumber) -> Option<Spot> {
    exact(doors, asked).or_else(|| with_another_exponent(doors, asked)).or_else(|| between(doors, asked))
}

/// The middle of a street: the door nearest to the mean of all, and the distance within which 95 of 100 doors lie.
pub fn middle(doors: &[Door]) -> Option<Spot> {
    let count = doors.len() as f64;
    let sum = |axis: fn(Coordinates) -> f64| doors.iter().map(|door| axis(door.at)).sum::<f64>() / count;
    let mean = Coordinates::parse(sum(Coordinates::lon), sum(Coordinates::lat)).ok()?;
    let nearest =
        doors.iter().map(|door| door.at).min_by(|a, b| geodesic_distance_m(mean, *a).total_cmp(&geodesic_distance_m(mean, *b)))?;
    let mut distances: Vec<f64> = doors.iter().map(|door| geodesic_distance_m(nearest, door.at)).collect();
    distances.sort_by(f64::total_cmp);
    let farthest = distances.get(distances.len() * 95 / 100).or(distances.last()).copied()?;
    Some(Spot { at: nearest, precision: Precision::Via, accuracy_m: farthest.max(DOOR_M) })
}

fn exact(doors: &[Door], asked: &HouseNumber) -> Option<Spot> {
    // Where numbers are red "12r" is one of them; elsewhere R is a letter like others. The door as it was asked comes first.
    let other_reading = match (asked.red, asked.exponent.as_str()) {
        (true, "") => Some(HouseNumber { number: asked.number, exponent: "R".to_owned(), red: false }),
        (false, "R") => Some(HouseNumber { number: asked.number, exponent: String::new(), red: true }),
        _ => None,
    };
    let find = |number: &HouseNumber| doors.iter().find(|door| door.number == *number);
    let door = find(asked).or_else(|| find(&other_reading?))?;
    Some(Spot { at: door.at, precision: Precision::Civico, accuracy_m: DOOR_M })
}

/// "12/B" where only "12" or "12/A" is known. The plain number comes first, then the nearest letter.
fn with_another_exponent(doors: &[Door], asked: &HouseNumber) -> Option<Spot> {
    let red = is_of_red_series(doors, asked);
    let same = doors.iter().filter(|door| door.number.number == asked.number && door.number.red == red);
    let letter = |text: &str| text.bytes().next().map_or(0, i32::from);
    let door = same.min_by_key(|door| {
        (letter(&door.number.exponent) - letter(&asked.exponent)).abs().min(i32::from(!door.number.exponent.is_empty()) * 1_000)
    })?;
    Some(Spot { at: door.at, precision: Precision::Interpolato, accuracy_m: SAME_NUMBER_M })
}

fn is_of_red_series(doors: &[Door], asked: &HouseNumber) -> bool {
    asked.red || (asked.exponent == "R" && doors.iter().any(|door| door.number.red))
}

/// Between the nearest numbers below and above on the same side of the street, or at the nearest past its end.
fn between(doors: &[Door], asked: &HouseNumber) -> Option<Spot> {
    let red = is_of_red_series(doors, asked);
    let same_side = || doors.iter().filter(|door| door.number.red == red && door.number.number % 2 == asked.number % 2);
    let below = same_side()
        .filter(|door| door.number.number < asked.number)
        .max_by_key(|door| (door.number.number, std::cmp::Reverse(&door.number.exponent)));
    let above = same_side().filter(|door| door.number.number > asked.number).min_by_key(|door| (door.number.number, &door.number.exponent));
    match (below, above) {
        (Some(below), Some(above)) => {
            let gap = geodesic_distance_m(below.at, above.at);
            if gap > LONGEST_GAP_M {
                return None;
            }
            let share = f64::from(asked.number - below.number.number) / f64::from(above.number.number - below.number.number);
            let mix = |from: f64, to: f64| from + (to - from) * share;
            let at = Coordinates::parse(mix(below.at.lon(), above.at.lon()), mix(below.at.lat(), above.at.lat())).ok()?;
            Some(Spot { at, precision: Precision::Interpolato, accuracy_m: (gap * SHARE_OF_GAP).max(DOOR_M) })
        }
        (Some(end), None) | (None, Some(end)) if end.number.number.abs_diff(asked.number) <= NUMBERS_PAST_THE_END => {
            Some(Spot { at: end.at, precision: Precision::Interpolato, accuracy_m: PAST_THE_END_M })
        }
        _ => None,
    }
}

/// The door nearest by number, for the rare place between two doors that lies outside the municipality.
pub fn nearest_by_number(doors: &[Door], asked: &HouseNumber) -> Option<Spot> {
    let door = doors.iter().min_by_key(|door| (door.number.number.abs_diff(asked.number), door.number.number))?;
    Some(Spot { at: door.at, precision: Precision::Interpolato, accuracy_m: PAST_THE_END_M })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> HouseNumber {
        HouseNumber::of(text).expect("a number")
    }

    fn door(text: &str, lon: f64) -> Door {
        Door { number: number(text), at: Coordinates::parse(lon, 45.0).expect("on the globe") }
    }

    fn street() -> Vec<Door> {
        vec![
            door("1", 9.0000),
            door("2", 9.0001),
            door("5", 9.0010),
            door("5/B", 9.0011),
            door("11", 9.0022),
            door("12 rosso", 9.0030),
            door("40", 9.0040),
        ]
    }

    fn found(text: &str) -> Option<(Precision, f64)> {
        place(&street(), &number(text)).map(|spot| (spot.precision, (spot.at.lon() * 1e5).round() / 1e5))
    }

    #[test]
    fn a_door_is_exact_or_between_its_neighbours_or_nowhere() {
        assert_eq!(found("5"), Some((Precision::Civico, 9.0010)));
        assert_eq!(found("5b"), Some((Precision::Civico, 9.0011)));
        assert_eq!(found("5/a"), Some((Precision::Interpolato, 9.0010)), "the plain number stands for its letters");
        assert_eq!(found("3"), Some((Precision::Interpolato, 9.0005)));
        assert_eq!(found("21"), Some((Precision::Interpolato, 9.0022)), "ten past the end");
    }

    #[test]
    fn a_letter_r_is_red_only_where_red_numbers_are() {
        assert_eq!(found("12r"), Some((Precision::Civico, 9.0030)));
        assert_eq!(found("12 rosso"), Some((Precision::Civico, 9.0030)));
        assert_ne!(found("12").map(|(precision, _)| precision), Some(Precision::Civico), "the red door is not the black one");
    }

    #[test]
    fn nothing_is_said_far_past_the_end_or_across_a_long_gap() {
        assert_eq!(found("23"), None);
        let far = vec![door("1", 9.0), door("9", 9.1)];
        assert_eq!(place(&far, &number("5")), None);
    }

    #[test]
    fn the_middle_is_a_door_with_the_reach_of_its_street() {
        let middle = middle(&street()).expect("doors");
        assert!(street().iter().any(|door| door.at == middle.at));
        assert!((150.0..350.0).contains(&middle.accuracy_m), "{}", middle.accuracy_m);
        assert_eq!(super::middle(&[]), None);
    }

    proptest::proptest! {
        #[test]
        fn a_place_between_lies_between(numbers in proptest::collection::vec((1_u32..200, 0.0..0.01), 0..30), asked in 1_u32..250) {
            let doors: Vec<Door> = numbers.iter().map(|(number, east)| door(&number.to_string(), 9.0 + east)).collect();
            let asked = HouseNumber { number: asked, exponent: String::new(), red: false };
            if let Some(spot) = place(&doors, &asked) {
                let east = doors.iter().map(|door| door.at.lon());
                proptest::prop_assert!(spot.at.lon() >= east.clone().fold(f64::MAX, f64::min) - 1e-9);
                proptest::prop_assert!(spot.at.lon() <= east.fold(f64::MIN, f64::max) + 1e-9);
                proptest::prop_assert!(spot.accuracy_m >= DOOR_M);
            }
        }
    }
}
