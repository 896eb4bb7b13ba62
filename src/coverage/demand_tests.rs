//! Demand on paper: three comuni, one without a figure, one in two cells.

use super::*;
use crate::coverage::areas::Municipality;

fn comune(code: &str, lon: f64) -> Municipality {
    Municipality {
        code: code.to_owned(),
        name: code.to_owned(),
        province_code: "001".to_owned(),
        province: "Provincia".to_owned(),
        region_code: "01".to_owned(),
        region: "Regione".to_owned(),
        social_region_code: "01".to_owned(),
        social_region: "Regione".to_owned(),
        at: Coordinates::parse(lon, 45.0).expect("on the globe"),
        radius_m: 4_000.0,
        reach_m: 6_000.0,
        landmass: Some(1),
    }
}

fn paper(cells: Option<&Cells>) -> Demand {
    let areas = Arc::new(Areas::new(vec![comune("001001", 8.0), comune("001002", 8.1), comune("001003", 8.2)], &[]));
    let group = |figures: [Option<f64>; 3]| figures.to_vec();
    let groups = BTreeMap::from([
        ("all".to_owned(), group([Some(100.0), Some(50.0), None])),
        ("0-2".to_owned(), group([Some(4.0), Some(2.0), None])),
        ("3-5".to_owned(), group([Some(5.0), Some(3.0), None])),
        ("6-10".to_owned(), group([Some(6.0), None, None])),
        ("0-5".to_owned(), group([Some(9.0), Some(5.0), None])),
    ]);
    let census = Census { year: 2023, source: "prova".to_owned(), groups };
    Demand::new(areas, 2025, &census, cells, &LandmassIndex::default())
}

fn cells() -> Cells {
    let cell = |lon: f64, people: Option<f64>| Cell {
        name: lon.to_string(),
        at: Coordinates::parse(lon, 45.01).expect("on the globe"),
        radius_m: 707.0,
        municipality_code: "001001".to_owned(),
        persons: vec![people],
    };
    Cells {
        key: "griglia".into(),
        year: Some(2021),
        source: "griglia".into(),
        groups: vec!["all".into()],
        regions: vec![],
        cells: vec![cell(8.0, Some(70.0)), cell(8.01, Some(31.0))],
    }
}

#[test]
fn no_data_is_not_zero() {
    let demand = paper(None);
    let all = demand.group("all").expect("everybody");
    assert_eq!(all.people.iter().sum::<f64>(), 150.0);
    assert_eq!(all.unknown, [2]);
}

#[test]
fn ages_that_follow_one_another_add_up() {
    let demand = paper(None);
    let group = demand.group("0-10").expect("0-5 and 6-10");
    // The second comune has no figure for 6-10: a sum with a missing part is missing.
    assert_eq!((group.of_municipality.as_slice(), group.unknown.as_slice()), ([15.0, 0.0, 0.0].as_slice(), [1, 2].as_slice()));
    for no_such in ["1-5", "0-11", "3-2", "12+", "", "minori"] {
        assert!(demand.group(no_such).is_none(), "{no_such}");
    }
}

#[test]
fn cells_stand_for_their_comune_in_the_groups_they_name() {
    let (without, with) = (paper(None), paper(Some(&cells())));
    assert_eq!((without.points.len(), with.points.len()), (3, 5));
    let all = with.group("all").expect("everybody");
    assert_eq!(all.of_municipality, [101.0, 50.0, 0.0]);
    assert_eq!(all.by_cells, [true, false, false]);
    assert_eq!(all.people[with.seat[0] as usize], 0.0);
    // A group that the cells do not name is told by the comune.
    let small = with.group("0-2").expect("small ones");
    assert_eq!((small.of_municipality.as_slice(), small.people[with.seat[0] as usize]), ([4.0, 2.0, 0.0].as_slice(), 4.0));
    assert_ne!(without.version, with.version);
    assert_eq!(with.version, paper(Some(&cells())).version);
}

#[test]
fn a_cell_without_a_figure_makes_its_comune_partial() {
    let mut cells = cells();
    cells.cells[1].persons[0] = None;
    let all = paper(Some(&cells)).group("all").expect("everybody");
    assert_eq!((all.of_municipality[0], all.unknown.as_slice()), (70.0, [0, 2].as_slice()));
}
