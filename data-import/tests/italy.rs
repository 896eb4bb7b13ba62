//! The real country: areas, shared borders, landmasses, labels, in every band. Refuses a band that lost or moved a unit.

use data_import::topology::{BandShapes, Level, PreparedTerritory, project};
use geo::algorithm::Validation;
use geo::{Area, Contains, Coord, GeodesicArea, MultiPolygon, Point};

use crate::support::{directed_edges, full_italy, rings, simplified_italy};

fn levels(shapes: &BandShapes) -> [&[(String, MultiPolygon<f64>)]; 3] {
    [&shapes.municipalities, &shapes.provinces, &shapes.regions]
}

fn check_bands(prepared: &PreparedTerritory) {
    let full = prepared.bands.last().expect("five bands");
    for shapes in &prepared.bands {
        for (units, full_units) in levels(shapes).into_iter().zip(levels(full)) {
            let edges = directed_edges(units.iter().map(|(_, shape)| shape));
            assert!(edges.values().all(|&count| count == 1), "band {}: an edge has two units on one side", shapes.band);
            let mut total = (0.0, 0.0);
            for ((key, shape), (full_key, full_shape)) in units.iter().zip(full_units) {
                assert_eq!(key, full_key);
                assert!(!shape.0.is_empty(), "band {}: {key} vanished", shapes.band);
                assert!(rings(shape).all(|ring| ring.0.len() >= 4 && ring.is_closed()));
                let signed = |polygon: &geo::Polygon<f64>| Area::signed_area(polygon);
                assert!(shape.iter().all(|part| signed(part) > 0.0), "band {}: {key} turned over", shapes.band);
                total = (total.0 + shape.unsigned_area(), total.1 + full_shape.unsigned_area());
            }
            assert!((total.0 / total.1 - 1.0).abs() < 0.003, "band {}: area {}", shapes.band, total.0 / total.1);
        }
        // Outside the outline of the country every edge has a neighbour who walks it the other way.
        let inner = directed_edges(shapes.municipalities.iter().map(|(_, shape)| shape));
        let outer = directed_edges(shapes.regions.iter().map(|(_, shape)| shape));
        let alone = inner.keys().filter(|(from, to)| !inner.contains_key(&(*to, *from)));
        assert!(alone.into_iter().all(|edge| outer.contains_key(edge)), "band {}: a gap between units", shapes.band);
        // Each level draws the lines of the level below, none of its own.
        let provinces = directed_edges(shapes.provinces.iter().map(|(_, shape)| shape));
        assert!(outer.keys().all(|edge| provinces.contains_key(edge)));
        assert!(provinces.keys().all(|edge| inner.contains_key(edge)));
    }
}

#[test]
fn neighbours_share_every_edge_in_every_band() {
    check_bands(&simplified_italy().1);
    check_bands(&full_italy().1);
}

#[test]
fn shapes_are_valid_in_every_band() {
    for prepared in [&simplified_italy().1, &full_italy().1] {
        for shapes in &prepared.bands {
            for (key, shape) in levels(shapes).into_iter().flatten() {
                assert!(shape.is_valid(), "band {}: {key}: {:?}", shapes.band, shape.validation_errors());
            }
        }
    }
}

#[test]
fn regions_are_the_sum_of_their_provinces_and_provinces_of_their_municipalities() {
    let (units, prepared) = full_italy();
    assert_eq!((prepared.provinces.len(), prepared.regions.len()), (107, 20));
    for region in &prepared.regions {
        let provinces = prepared.provinces.iter().filter(|province| province.region_code == region.istat_code);
        let sum: f64 = provinces.map(|province| province.geometry.unsigned_area()).sum();
        assert!((region.geometry.unsigned_area() / sum - 1.0).abs() < 1e-9, "{}", region.name);
    }
    for province in &prepared.provinces {
        let municipalities = units.iter().filter(|unit| unit.province_code == province.istat_code);
        let sum: f64 = municipalities.map(|unit| unit.geometry.unsigned_area()).sum();
        assert!((province.geometry.unsigned_area() / sum - 1.0).abs() < 1e-9, "{}", province.name);
    }
    let land: f64 = prepared.regions.iter().map(|region| region.geometry.geodesic_area_unsigned()).sum();
    assert!((land / 301_361e6 - 1.0).abs() < 1e-3, "{land}");
}

#[test]
fn islands_are_landmasses_of_their_own() {
    let (_, prepared) = full_italy();
    let on = |code: &str| {
        let found = prepared.municipality_landmass.iter().find(|(unit, _)| unit == code);
        found.expect("the municipality has a landmass").1
    };
    let (rome, palermo, cagliari, lampedusa) = (on("058091"), on("082053"), on("092009"), on("084020"));
    assert_eq!((rome, palermo, cagliari), (1, 2, 3));
    assert!(lampedusa > 3);
    assert_eq!(on("083048"), palermo, "Messina is on the island, Reggio is not");
    assert_eq!(on("080063"), rome);
    let lampedusa_land: Vec<_> = prepared.municipality_landmass.iter().filter(|(_, number)| *number == lampedusa).collect();
    assert_eq!(lampedusa_land.len(), 1);
    assert!(prepared.landmasses.windows(2).all(|pair| pair[0].area_m2 >= pair[1].area_m2));
    assert!(prepared.municipality_landmass.iter().all(|(_, number)| (1..=prepared.landmasses.len()).contains(number)));
    let mainland = &prepared.landmasses[0].geometry;
    assert!(mainland.interiors().is_empty());
    assert!(mainland.contains(&Point::new(12.4467, 43.9367)), "San Marino is filled");
    assert!(mainland.contains(&Point::new(12.4534, 41.9022)), "the Vatican is filled");
    assert!((prepared.landmasses[1].area_m2 / 25_460e6 - 1.0).abs() < 0.02, "Sicily has about 25,460 km²");
}

#[test]
fn holes_of_the_country_stay_holes_of_its_units() {
    let (_, prepared) = full_italy();
    for shapes in &prepared.bands {
        let marche_and_romagna = shapes.regions.iter().filter(|(key, _)| key == "08" || key == "11");
        let san_marino = Point::from(project(Coord { x: 12.4467, y: 43.9367 }));
        assert!(marche_and_romagna.into_iter().all(|(_, shape)| !shape.contains(&san_marino)));
        let campione = shapes.municipalities.iter().find(|(key, _)| key == "013040").expect("Campione");
        assert_eq!(campione.1.0.len(), 1);
    }
}

#[test]
fn every_unit_has_one_label_in_its_interior() {
    let (units, prepared) = full_italy();
    let full = prepared.bands.last().expect("five bands");
    assert_eq!(prepared.labels.len(), units.len() + 107 + 20);
    let mut labels = prepared.labels.iter();
    for (level, units) in [(Level::Region, &full.regions), (Level::Province, &full.provinces), (Level::Municipality, &full.municipalities)]
    {
        for (key, shape) in units {
            let label = labels.next().expect("a label for each unit");
            assert_eq!((label.level, &label.key), (level, key));
            assert!(label.clearance_m > 0.0, "{key}");
            assert!(shape.contains(&Point::from(label.point)), "{key}");
        }
    }
}
