//! Age classes: from single ages to the classes the bundled files have, so that every year has the same ones.
//! Refuses to invent: an age nobody gave makes every class it belongs to missing.

use std::collections::BTreeMap;

use data_import::{ALL, FEMALE, MALE, PopulationRow, Sex};

/// First and last age of the classes of both sexes together; the last has no end. The first is that of minors.
const OF_BOTH: [(u32, Option<u32>); 14] = [
    (0, Some(17)),
    (0, Some(2)),
    (3, Some(5)),
    (6, Some(10)),
    (11, Some(13)),
    (14, Some(17)),
    (18, Some(24)),
    (25, Some(34)),
    (35, Some(44)),
    (45, Some(54)),
    (55, Some(64)),
    (65, Some(74)),
    (75, Some(84)),
    (85, None),
];

/// The last single age, of everybody who is as old or older.
const LAST: u32 = 100;

/// Width of the classes by sex, years.
const WIDTH: u32 = 5;

/// The same municipality in our classes: all ages of everybody and of either sex, [`OF_BOTH`] of everybody, five years
/// of either sex up to `100+`. An age the source does not list has nobody: its ages add up to its total.
pub(super) fn in_classes(row: PopulationRow) -> PopulationRow {
    let mut totals: Vec<(Sex, String, Option<u32>)> = Vec::new();
    let mut single: BTreeMap<(Sex, u32), Option<u32>> = BTreeMap::new();
    for (sex, class, persons) in row.cells {
        match class.trim_end_matches('+').parse::<u32>() {
            Ok(age) => drop(single.insert((sex, age), persons)),
            Err(_) => totals.push((sex, class, persons)),
        }
    }
    let sum = |sex: Sex, from: u32, to: u32| -> Option<u32> {
        single.range((sex, from)..=(sex, to)).try_fold(0_u32, |sum, (_, persons)| sum.checked_add((*persons)?))
    };
    let mut cells = totals;
    for (from, to) in OF_BOTH {
        cells.push((ALL, named(from, to), sum(ALL, from, to.unwrap_or(LAST))));
    }
    for sex in [MALE, FEMALE] {
        for from in (0..LAST).step_by(WIDTH as usize) {
            let to = from + WIDTH - 1;
            cells.push((sex, named(from, Some(to)), sum(sex, from, to)));
        }
        cells.push((sex, named(LAST, None), sum(sex, LAST, LAST)));
    }
    PopulationRow { cells, ..row }
}

/// `0-17`, `85+`.
fn named(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) => format!("{from}-{to}"),
        None => format!("{from}+"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use data_import::{read_population, read_population_by_five_years};

    use super::*;

    /// A municipality with as many men of each age as the age says, and one woman of each.
    fn staircase() -> PopulationRow {
        let mut cells =
            vec![(ALL, "all".to_owned(), Some(5_050 + 101)), (MALE, "all".to_owned(), Some(5_050)), (FEMALE, "all".to_owned(), Some(101))];
        for age in 0..=LAST {
            let name = if age == LAST { "100+".to_owned() } else { age.to_string() };
            cells.extend([(ALL, name.clone(), Some(age + 1)), (MALE, name.clone(), Some(age)), (FEMALE, name, Some(1))]);
        }
        PopulationRow { row: 3, istat_code: "037006".to_owned(), cells }
    }

    fn persons(row: &PopulationRow, sex: Sex, class: &str) -> Option<u32> {
        row.cells.iter().find(|(of, ages, _)| *of == sex && ages == class).and_then(|(.., persons)| *persons)
    }

    #[test]
    fn single_ages_add_up_to_the_classes() {
        let row = in_classes(staircase());
        assert_eq!(persons(&row, ALL, "all"), Some(5_151));
        assert_eq!(persons(&row, ALL, "0-17"), Some(153 + 18));
        assert_eq!(persons(&row, ALL, "0-2"), Some(3 + 3));
        assert_eq!(persons(&row, ALL, "85+"), Some((85..=100).sum::<u32>() + 16));
        assert_eq!(persons(&row, MALE, "5-9"), Some(5 + 6 + 7 + 8 + 9));
        assert_eq!(persons(&row, FEMALE, "95-99"), Some(5));
        assert_eq!(persons(&row, MALE, "100+"), Some(100));
        let bands: u32 = OF_BOTH[1..].iter().filter_map(|(from, to)| persons(&row, ALL, &named(*from, *to))).sum();
        assert_eq!(bands, 5_151, "the bands are all of everybody");
    }

    #[test]
    fn the_classes_are_those_of_the_bundled_files() {
        let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-import/bundled");
        let keys = |row: &PopulationRow| row.cells.iter().map(|(sex, ages, _)| (*sex, ages.clone())).collect::<BTreeSet<_>>();
        let bands = read_population(bundled.join("popolazione-comuni-2023-su-confini-2025.csv")).next();
        let five = read_population_by_five_years(bundled.join("popolazione-comuni-2023-classi5.csv")).next();
        let (bands, five) = (bands.expect("a row").expect("it reads"), five.expect("a row").expect("it reads"));
        let known: BTreeSet<_> = keys(&bands).into_iter().chain(keys(&five)).collect();
        assert_eq!(keys(&in_classes(staircase())), known);
    }

    #[test]
    fn an_age_nobody_knows_is_not_zero() {
        let mut row = staircase();
        for cell in row.cells.iter_mut().filter(|(sex, ages, _)| *sex == ALL && ages == "1") {
            cell.2 = None;
        }
        let row = in_classes(row);
        assert_eq!((persons(&row, ALL, "0-2"), persons(&row, ALL, "0-17")), (None, None));
        assert_eq!(persons(&row, ALL, "3-5"), Some(4 + 5 + 6));
    }
}
