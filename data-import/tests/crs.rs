//! Reference systems: the operation of each Region, round trips, likenesses; names and `.prj` files are in `crs_names`.
//! Refuses constants of our own making: every expected place was computed by pyproj 3.7.2 (PROJ 9.5.1).

use data_import::crs::{Area, Crs, CrsError, Guess, Transformer, look};

/// Every code with a pipeline of our own.
pub const TABLE: [u32; 34] = [
    4326, 3857, 4258, 6706, 6707, 6708, 6709, 7791, 7792, 7793, 7794, 7795, 6875, 6876, 32632, 32633, 32634, 25832, 25833, 25834, 3064,
    3065, 9716, 3003, 3004, 4265, 4806, 4670, 23032, 23033, 23034, 4230, 3035, 3034,
];

/// Ten places from one end of Italy to the other: longitude, latitude, area.
const PLACES: [(f64, f64, Area); 10] = [
    (7.6869, 45.0703, Area::Mainland),
    (11.3548, 46.4983, Area::Mainland),
    (13.7768, 45.6495, Area::Mainland),
    (11.3426, 44.4949, Area::Mainland),
    (12.4922, 41.8902, Area::Mainland),
    (18.1720, 40.3515, Area::Mainland),
    (15.6476, 38.1113, Area::Mainland),
    (15.5540, 38.1938, Area::Sicily),
    (12.6090, 35.5020, Area::Sicily),
    (9.1217, 39.2238, Area::Sardinia),
];

pub fn transformer(code: u32, area: Area) -> Transformer {
    Transformer::new(&Crs::Epsg(code), area).expect("a code of the table makes a transformer")
}

/// Metres between two places a few metres apart.
pub fn metres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let east = (one.0 - other.0).to_radians() * one.1.to_radians().cos() * 6_378_137.0;
    east.hypot((one.1 - other.1).to_radians() * 6_378_137.0)
}

/// Gauss-Boaga numbers and where they are. Made with pyproj: whole metres near the city hall, to Monte Mario degrees with
/// `Transformer.from_crs(4265, zone)`, then with `Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::…")`
/// of 1660 (mainland), 1662 (Sardinia), 1664 (Sicily).
const CITIES: [(&str, u32, Area, f64, f64, f64, f64); 9] = [
    ("Palermo", 3004, Area::Sicily, 2376363.0, 4219919.0, 13.361503725, 38.115702050),
    ("Messina", 3004, Area::Sicily, 2568515.0, 4227462.0, 15.553997256, 38.193796713),
    ("Reggio di Calabria", 3004, Area::Mainland, 2576779.0, 4218364.0, 15.647595008, 38.111303554),
    ("Cagliari", 3003, Area::Sardinia, 1510536.0, 4341625.0, 9.121698408, 39.223801891),
    ("Bologna", 3003, Area::Mainland, 1686279.0, 4929529.0, 11.342594195, 44.494898105),
    ("Torino", 3003, Area::Mainland, 1396660.0, 4991618.0, 7.686901888, 45.070297952),
    ("Lecce", 3004, Area::Mainland, 2789402.0, 4471608.0, 18.171995386, 40.351499798),
    ("Trieste", 3004, Area::Mainland, 2424696.0, 5055851.0, 13.776800516, 45.649499981),
    ("Lampedusa", 3004, Area::Sicily, 2303133.0, 3931332.0, 12.609000818, 35.501997691),
];

#[test]
fn gauss_boaga_is_within_a_decimetre_of_the_operation_of_its_region() {
    for (city, code, area, x, y, lon, lat) in CITIES {
        let found = transformer(code, area).to_wgs84(x, y).expect("a place");
        assert!(metres(found, (lon, lat)) < 0.1, "{city}: {found:?} instead of {lon}, {lat}");
        // The other two areas are metres away (pyproj: 0.90 m at the least, Bologna with Sardinia's).
        for other in [Area::Mainland, Area::Sicily, Area::Sardinia].into_iter().filter(|other| *other != area) {
            let wrong = transformer(code, other).to_wgs84(x, y).expect("a place");
            assert!(metres(wrong, (lon, lat)) > 0.8, "{city} does not tell {other:?} from {area:?}");
        }
    }
}

#[test]
fn the_strait_has_two_sides() {
    let (messina, reggio) = (Area::of_region("19"), Area::of_region("18"));
    let (one, other) = (transformer(3004, messina), transformer(3004, reggio));
    assert!(one.operation().name.contains("EPSG:1664") && one.operation().name.contains("Sicilia"), "{:?}", one.operation());
    assert!(other.operation().name.contains("EPSG:1660"), "{:?}", other.operation());
    assert_eq!(one.operation().accuracy_m, Some(4.0));
    assert_ne!(one.operation().definition, other.operation().definition);
    assert_eq!((Area::of_region("20"), Area::of_region("08"), Area::of_region("")), (Area::Sardinia, Area::Mainland, Area::Mainland));
}

#[test]
fn other_datums_are_where_pyproj_puts_them() {
    // ED50 by EPSG:1133, Monte Mario degrees by EPSG:1664 (those from Rome by EPSG:1262 before), the rest without a shift.
    let known = [
        (23032, Area::Mainland, 686333.0, 4929710.0, 11.3425971847, 44.4949041561),
        (23033, Area::Sicily, 356437.0, 4220107.0, 13.3615051133, 38.1157034988),
        (4230, Area::Sardinia, 9.122661, 39.224872, 9.1217002220, 39.2237997012),
        (4265, Area::Sicily, 13.361553, 38.115056, 13.3614995906, 38.1157001349),
        (4806, Area::Sicily, 0.909, 38.115, 13.3612799196, 38.1156441357),
        (3857, Area::Mainland, 1878171.0, 5029629.0, 16.8718971549, 41.1170982367),
        (32632, Area::Mainland, 1161146.0, 4581724.0, 16.8719000827, 41.1170962542),
        (32634, Area::Mainland, 153395.0, 4559975.0, 16.8719036972, 41.1170999105),
        (25833, Area::Mainland, 657155.0, 4553445.0, 16.8719055567, 41.1171007350),
        (7792, Area::Mainland, 657155.0, 4553445.0, 16.8719055567, 41.1171007350),
        (6875, Area::Mainland, 7408625.0, 4558187.0, 16.8718971543, 41.1171030381),
        (6876, Area::Mainland, 3409239.0, 4565034.0, 16.8718984686, 41.1170980159),
        (3064, Area::Mainland, 1161146.0, 4581724.0, 16.8719000828, 41.1170962552),
        (3035, Area::Mainland, 4899736.0, 2028216.0, 16.8719003684, 41.1170988139),
        (3034, Area::Mainland, 4564088.0, 1653273.0, 16.8719060938, 41.1171018982),
    ];
    for (code, area, x, y, lon, lat) in known {
        let found = transformer(code, area).to_wgs84(x, y).expect("a place");
        assert!(metres(found, (lon, lat)) < 0.001, "EPSG:{code}: {found:?} instead of {lon}, {lat}");
    }
}

#[test]
fn every_code_comes_back_to_the_millimetre() {
    for code in TABLE {
        for (lon, lat, area) in PLACES {
            let transformer = transformer(code, area);
            let (x, y) = transformer.from_wgs84(lon, lat).expect("a place in Italy has numbers in every system");
            let back = transformer.to_wgs84(x, y).expect("and back");
            assert!(metres(back, (lon, lat)) < 0.001, "EPSG:{code} {area:?} {lon}, {lat} came back as {back:?}");
        }
    }
}

#[test]
fn degrees_of_wgs84_are_not_touched() {
    for code in [4326, 4258, 6706, 4670] {
        assert_eq!(transformer(code, Area::Mainland).to_wgs84(11.342_594_195, 44.494_898_105), Ok((11.342_594_195, 44.494_898_105)));
    }
}

#[test]
fn no_number_makes_a_panic_or_a_place_that_is_none() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let strange = [0.0, -0.0, 90.0, 180.0, 1e7, -1e7, 2e7, 4e7, 1e300, -1e300, f64::MIN_POSITIVE, f64::MAX, f64::MIN];
    let sound = |(lon, lat): (f64, f64)| (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
    let mut places = 0;
    for code in TABLE.into_iter().chain([5659, 2154]) {
        let transformer = transformer(code, Area::Sicily);
        for round in 0..400 {
            let mut number = || match (round % 3, next()) {
                (0, bits) => f64::from_bits(bits),
                (1, bits) => strange[(bits % strange.len() as u64) as usize],
                (_, bits) => (bits % 20_000_000_000) as f64 / 1000.0 - 10_000_000.0,
            };
            let (x, y) = (number(), number());
            match transformer.to_wgs84(x, y) {
                Ok(place) => {
                    assert!(sound(place), "EPSG:{code} {x} {y} became {place:?}");
                    places += 1;
                }
                Err(error) if x.is_finite() && y.is_finite() => assert_eq!(error, CrsError::OutOfRange { x, y }),
                Err(error) => assert_eq!(error, CrsError::NotFinite),
            }
            if let Ok((east, north)) = transformer.from_wgs84(x, y) {
                assert!(east.is_finite() && north.is_finite(), "EPSG:{code} {x} {y} became {east} {north}");
            }
            let _ = look(x, y).to_string();
        }
    }
    assert!(places > 1000, "only {places} pairs were places: nothing was tried");
}

#[test]
fn many_threads_fail_and_succeed_together() {
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for round in 0..9 {
                    // One that holds, one that fails in PROJ, one that PROJ's database has and one it has not.
                    let (_, code, area, x, y, lon, lat) = CITIES[round % CITIES.len()];
                    let (holds, fails) = (transformer(code, area), transformer(3035, area));
                    for _ in 0..100 {
                        assert!(metres(holds.to_wgs84(x, y).expect("a place"), (lon, lat)) < 0.1);
                        assert_eq!(fails.to_wgs84(2e7, 2e7), Err(CrsError::OutOfRange { x: 2e7, y: 2e7 }));
                    }
                    assert_eq!(Crs::parse("EPSG:2154"), Ok(Crs::Epsg(2154)));
                    assert_eq!(Crs::parse("EPSG:999999"), Err(CrsError::UnknownCode(999_999)));
                }
            });
        }
    });
}

#[test]
fn a_batch_is_what_its_points_are_one_by_one() {
    let transformer = transformer(3003, Area::Mainland);
    let points: Vec<(f64, f64)> = (0..100_000).map(|number| (1_400_000.0 + f64::from(number), 5_000_000.0 - f64::from(number))).collect();
    let mut batch = points.clone();
    transformer.to_wgs84_all(&mut batch).expect("places");
    for (point, place) in points.iter().zip(&batch).step_by(997) {
        assert_eq!(transformer.to_wgs84(point.0, point.1), Ok(*place));
    }
    batch[3] = (f64::NAN, 0.0);
    assert_eq!(transformer.to_wgs84_all(&mut batch[3..]), Err(CrsError::NotFinite));
}

#[test]
fn systems_outside_the_table_keep_our_datum_operation() {
    // Monte Mario / TM Emilia-Romagna: its projection is PROJ's, its datum ours. The numbers are Gauss-Boaga's of Bologna
    // less 999,947 m and less 3,999,820 m.
    let outside = transformer(5659, Area::Mainland);
    assert!(outside.operation().name.contains("EPSG:1660"), "{:?}", outside.operation());
    let found = outside.to_wgs84(686_332.0, 929_709.0).expect("a place");
    assert!(metres(found, (11.342594195, 44.494898105)) < 0.001, "{found:?}");
    let sicily = transformer(5659, Area::Sicily);
    assert!(sicily.operation().name.contains("EPSG:1664"), "{:?}", sicily.operation());
    // Lambert-93 of France: wholly PROJ's.
    let french = transformer(2154, Area::Mainland);
    assert!(french.operation().name.starts_with("PROJ: "), "{:?}", french.operation());
    assert!(french.operation().accuracy_m == Some(1.0) && !french.operation().definition.is_empty(), "{:?}", french.operation());
    let (x, y) = french.from_wgs84(7.6869, 45.0703).expect("numbers");
    assert!(metres(french.to_wgs84(x, y).expect("a place"), (7.6869, 45.0703)) < 0.001);
}

#[test]
fn numbers_are_likened_to_what_they_are() {
    let likeness = |code: u32, lon: f64, lat: f64| {
        let (x, y) = transformer(code, Area::Mainland).from_wgs84(lon, lat).expect("numbers");
        (look(x, y), look(y, x))
    };
    let zones = [
        (32632, 6.7, 13.5),
        (32633, 12.0, 18.5),
        (3003, 6.7, 12.5),
        (3004, 11.9, 18.5),
        (7794, 6.7, 18.5),
        (7795, 6.7, 18.5),
        (3035, 6.7, 18.5),
        (3857, 6.7, 18.5),
    ];
    for (lon, lat, _) in PLACES {
        assert_eq!(look(lon, lat), Guess::Degrees);
        assert_eq!(look(lat, lon), Guess::SwappedDegrees);
        for (code, west, east) in zones {
            if (west..east).contains(&lon) {
                let (straight, swapped) = likeness(code, lon, lat);
                assert!(matches!(&straight, Guess::Metres(codes) if codes.contains(&code)), "EPSG:{code} {lon}, {lat}: {straight:?}");
                assert!(
                    matches!(&swapped, Guess::SwappedMetres(codes) if codes.contains(&code)) || matches!(swapped, Guess::Metres(_)),
                    "EPSG:{code} {lon}, {lat} swapped: {swapped:?}"
                );
            }
        }
    }
    // ISTAT delivers the whole country in zone 32: Lecce is 9 degrees from its meridian.
    assert!(matches!(likeness(32632, 18.1720, 40.3515).0, Guess::Metres(codes) if codes.first() == Some(&32632)));
    assert_eq!(look(686_358.0, 4_929_720.0), Guess::Metres(vec![32632]));
    assert_eq!(look(4_929_720.0, 686_358.0), Guess::SwappedMetres(vec![32632]));
    assert_eq!(look(686_358.0, 4_929_720.0).to_string(), "sembra EPSG:32632");
    assert_eq!(look(0.0, 0.0), Guess::ZeroZero);
    assert_eq!(look(2.3522, 48.8566), Guess::OutsideItaly, "Paris");
    assert_eq!(look(1.0, 1.0), Guess::OutsideItaly);
    assert_eq!(look(1e9, -1e9), Guess::OutsideItaly);
    assert_eq!(look(f64::NAN, 1.0), Guess::NotANumber);
    assert_eq!(look(1.0, f64::INFINITY), Guess::NotANumber);
}
