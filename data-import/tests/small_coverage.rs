//! A country one can draw on paper: four squares, an enclave, an island. Refuses chance: every expected number is counted by hand.
//!
//! ```text
//!   2 +-----+-----+        C: north-west, D: north-east      Region 01: A, C (and the enclave E in A)
//!     |  C  |  D  |        A: south-west, B: south-east      Region 02: B, D (and the island I, part of B)
//!   1 +-----+-----+    i   E: a small square inside A
//!     | e A |  B  |        i: an island that belongs to B
//!   0 +-----+-----+
//!     0     1     2    3
//! ```

use data_import::MunicipalityBoundary;
use data_import::topology::{PrepareError, Stage, band_of_zoom, band_tolerance, prepare};
use geo::{Area, LineString, MultiPolygon, Polygon};

use crate::support::directed_edges;

fn square(west: f64, south: f64, side: f64) -> LineString<f64> {
    let (east, north) = (west + side, south + side);
    LineString::from(vec![(west, south), (east, south), (east, north), (west, north), (west, south)])
}

fn unit(number: usize, province: &str, region: &str, parts: Vec<Polygon<f64>>) -> MunicipalityBoundary {
    MunicipalityBoundary {
        row: number as u64,
        istat_code: format!("{province}{number:03}"),
        name: format!("Comune {number}"),
        cadastral_code: format!("X{number:03}"),
        province_code: province.to_owned(),
        province_name: format!("Provincia {province}"),
        province_label: format!("P{}", char::from(b'A' + province.as_bytes()[2] - b'0')),
        region_code: region.to_owned(),
        region_name: format!("Regione {region}"),
        geometry: MultiPolygon(parts),
    }
}

fn country() -> Vec<MunicipalityBoundary> {
    let plain = |west, south| Polygon::new(square(west, south, 1.0), vec![]);
    let enclave = square(0.2, 0.2, 0.2);
    vec![
        unit(1, "001", "01", vec![Polygon::new(square(0.0, 0.0, 1.0), vec![enclave.clone()])]),
        unit(2, "002", "02", vec![plain(1.0, 0.0), Polygon::new(square(3.0, 1.2, 0.01), vec![])]),
        unit(3, "001", "01", vec![plain(0.0, 1.0)]),
        unit(4, "002", "02", vec![plain(1.0, 1.0)]),
        unit(5, "001", "01", vec![Polygon::new(enclave, vec![])]),
    ]
}

#[test]
fn squares_join_into_provinces_and_land() {
    let mut stages = Vec::new();
    let prepared = prepare(&country(), |stage, done, total| {
        assert!(done <= total);
        if stages.last() != Some(&stage) {
            stages.push(stage);
        }
    })
    .expect("prepares");
    assert_eq!(stages, [Stage::Borders, Stage::Bands, Stage::Dissolving, Stage::Landmasses, Stage::Labels]);

    // Province 001 is A + C + E: one rectangle of 1 × 2 degrees without a hole.
    assert_eq!(prepared.provinces.len(), 2);
    let west = &prepared.provinces[0];
    assert_eq!((west.istat_code.as_str(), west.geometry.0.len()), ("001", 1));
    assert_eq!(west.geometry.0[0].interiors().len(), 0);
    assert!((west.geometry.unsigned_area() - 2.0).abs() < 1e-12);
    assert_eq!(west.geometry.0[0].exterior().0.len(), 7, "corners of both squares and the closing one");
    let east = &prepared.provinces[1];
    assert_eq!(east.geometry.0.len(), 2, "two squares as one part, and the island");

    // The land is one piece of 2 × 2 degrees, the island another.
    assert_eq!(prepared.landmasses.len(), 2);
    assert!((prepared.landmasses[0].geometry.unsigned_area() - 4.0).abs() < 1e-12);
    assert!(prepared.landmasses[0].area_m2 > 1e4 * prepared.landmasses[1].area_m2);
    assert!(prepared.municipality_landmass.iter().all(|(_, number)| *number == 1));
    assert_eq!(prepared.labels.len(), 2 + 2 + 5);
}

#[test]
fn every_band_keeps_the_shape_of_the_country() {
    let prepared = prepare(&country(), |_, _, _| {}).expect("prepares");
    for shapes in &prepared.bands {
        let edges = directed_edges(shapes.municipalities.iter().map(|(_, shape)| shape));
        assert!(edges.values().all(|&count| count == 1));
        // 4 stretches between the squares and 4 around the enclave are walked from both sides.
        let shared = edges.keys().filter(|(from, to)| edges.contains_key(&(*to, *from))).count();
        assert_eq!(shared, 2 * (4 + 4), "band {}", shapes.band);
        let (_, surrounding) = &shapes.municipalities[0];
        assert_eq!(surrounding.0[0].interiors().len(), 1, "the enclave is its whole unit, so hole and enclave stay");
        assert_eq!(shapes.municipalities[4].1.0.len(), 1);
    }
    // The island of B is 0.01 degrees wide, about 1.1 km: less than half a pixel at zoom 4, more at zoom 11.
    let parts = |band: usize| prepared.bands[band].municipalities[1].1.0.len();
    assert_eq!((parts(0), parts(4)), (1, 2));
}

#[test]
fn touching_at_a_point_makes_valid_parts() {
    // A diamond chain: one unit of two squares that touch at (1, 1), beside another that fills the corner.
    let unit_of_two = unit(1, "001", "01", vec![Polygon::new(square(0.0, 0.0, 1.0), vec![]), Polygon::new(square(1.0, 1.0, 1.0), vec![])]);
    let corner = unit(2, "001", "01", vec![Polygon::new(square(1.0, 0.0, 1.0), vec![])]);
    let prepared = prepare(&[unit_of_two, corner], |_, _, _| {}).expect("prepares");
    let full = prepared.bands.last().expect("five bands");
    assert_eq!(full.municipalities[0].1.0.len(), 2);
    assert_eq!(full.provinces[0].1.0.len(), 1);
    assert_eq!(prepared.landmasses.len(), 1);
}

#[test]
fn overlaps_and_disagreements_are_refused() {
    let mut overlapping = country();
    overlapping[3].geometry = MultiPolygon(vec![Polygon::new(square(1.0, 0.0, 1.0), vec![])]);
    assert!(matches!(prepare(&overlapping, |_, _, _| {}), Err(PrepareError::Overlap { first: 1, second: 3, .. })));
    let mut repeated = country();
    repeated[2].istat_code = repeated[0].istat_code.clone();
    assert!(matches!(prepare(&repeated, |_, _, _| {}), Err(PrepareError::Repeated(_))));
    let mut disagreeing = country();
    disagreeing[2].region_code = "02".to_owned();
    assert!(matches!(prepare(&disagreeing, |_, _, _| {}), Err(PrepareError::Disagreement { .. })));
    let mut empty = country();
    empty[3].geometry = MultiPolygon(vec![]);
    assert!(matches!(prepare(&empty, |_, _, _| {}), Err(PrepareError::NoArea(_))));
    assert!(prepare(&[], |_, _, _| {}).expect("nothing is not wrong").landmasses.is_empty());
}

#[test]
fn bands_cover_all_zooms_with_finer_and_finer_detail() {
    let bands: Vec<usize> = (0..=22).map(band_of_zoom).collect();
    assert_eq!(bands[..12], [0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4]);
    assert!((1..5).all(|band| band_tolerance(band) < band_tolerance(band - 1)));
}
