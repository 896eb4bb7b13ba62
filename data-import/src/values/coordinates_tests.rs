//! Coordinates as real files hold them. Refuses to pass where a comma, a sign or a letter is read the wrong way.

use super::*;
use crate::values::scramble::for_scrambled;

const ONE: &[(&str, f64)] = &[
    ("45.4642", 45.4642),
    ("45,4642", 45.4642),
    (" 9.19 ", 9.19),
    ("45.464", 45.464),
    ("-9,5", -9.5),
    ("+45.5", 45.5),
    ("1.500.123,45", 1_500_123.45),
    ("1,500,123.45", 1_500_123.45),
    ("4 900 123", 4_900_123.0),
    ("4 900 123,5", 4_900_123.5),
    ("4'900'123", 4_900_123.0),
    ("4.900.123", 4_900_123.0),
    ("1500123", 1_500_123.0),
    ("1500123,45", 1_500_123.45),
    ("686000.5", 686_000.5),
    ("45°27'50.2\"N", 45.463_944_444),
    ("45° 27' 50,2'' N", 45.463_944_444),
    ("45 27 50 N", 45.463_888_889),
    ("45 27 50", 45.463_888_889),
    ("N 45° 27' 50\"", 45.463_888_889),
    ("45°27,5'", 45.458_333_333),
    ("9° 11’ 20” E", 9.188_888_889),
    ("45:27:50", 45.463_888_889),
    ("45.4642° N", 45.4642),
    ("45.4642°", 45.4642),
    ("lat: 45,4642", 45.4642),
    ("Lon. 9.19", 9.19),
    ("9.5 W", -9.5),
    ("12", 12.0),
    ("0", 0.0),
];

const TWO: &[(&str, f64, f64, Order)] = &[
    ("45.4642, 9.1919", 45.4642, 9.1919, Order::AsWritten),
    ("45.4642,9.1919", 45.4642, 9.1919, Order::AsWritten),
    ("45.4642 9.1919", 45.4642, 9.1919, Order::AsWritten),
    ("45,4642 9,1919", 45.4642, 9.1919, Order::AsWritten),
    ("45,4642; 9,1919", 45.4642, 9.1919, Order::AsWritten),
    ("45,4642, 9,1919", 45.4642, 9.1919, Order::AsWritten),
    ("45,4642,9,1919", 45.4642, 9.1919, Order::AsWritten),
    ("45,4642 - 9,1919", 45.4642, 9.1919, Order::AsWritten),
    ("45.4642 / 9.1919", 45.4642, 9.1919, Order::AsWritten),
    ("N 45.46 E 9.19", 45.46, 9.19, Order::NorthingFirst),
    ("45.46N 9.19E", 45.46, 9.19, Order::NorthingFirst),
    ("45.46° N, 9.19° E", 45.46, 9.19, Order::NorthingFirst),
    ("E 9,19 N 45,46", 9.19, 45.46, Order::EastingFirst),
    ("lat 45.46 lon 9.19", 45.46, 9.19, Order::NorthingFirst),
    ("Lat: 45,46; Long: 9,19", 45.46, 9.19, Order::NorthingFirst),
    ("X: 1500123 Y: 4900123", 1_500_123.0, 4_900_123.0, Order::EastingFirst),
    ("45°27'50\"N 9°11'20\"E", 45.463_888_889, 9.188_888_889, Order::NorthingFirst),
    ("45°27'50\"N, 9°11'20\"E", 45.463_888_889, 9.188_888_889, Order::NorthingFirst),
    ("POINT (9.19 45.46)", 9.19, 45.46, Order::EastingFirst),
    ("point(9.19 45.46)", 9.19, 45.46, Order::EastingFirst),
    ("SRID=32632;POINT(686000 4930000)", 686_000.0, 4_930_000.0, Order::EastingFirst),
    ("POINT Z (9.19 45.46 120)", 9.19, 45.46, Order::EastingFirst),
    ("1500123,45 4900123,45", 1_500_123.45, 4_900_123.45, Order::AsWritten),
];

#[test]
fn one_coordinate_in_a_cell() {
    for (cell, value) in ONE {
        match coordinate(cell) {
            Ok(read) => assert!((read.value - value).abs() < 1e-8, "{cell}: {read:?}"),
            Err(error) => panic!("{cell}: {error}"),
        }
    }
}

#[test]
fn what_was_mended_is_said() {
    assert_eq!(coordinate("45.4642").map(|read| read.mended), Ok(vec![]));
    assert_eq!(coordinate("45,4642").map(|read| read.mended), Ok(vec![Mended::DecimalComma]));
    assert_eq!(coordinate("1.500.123,45").map(|read| read.mended), Ok(vec![Mended::Thousands, Mended::DecimalComma]));
    assert_eq!(coordinate("45°27'50\"N").map(|read| read.mended), Ok(vec![Mended::Label, Mended::Dms]));
    assert_eq!(pair("POINT(9 45)").map(|read| read.mended), Ok(vec![Mended::Wkt]));
    assert_eq!(pair("SRID=3003;POINT(9 45)").map(|read| read.srid), Ok(Some(3003)));
    assert_eq!(pair("45,1 9,1").map(|read| read.mended), Ok(vec![Mended::DecimalComma, Mended::OneCell]));
}

#[test]
fn numbers_with_two_readings_and_other_texts_are_refused() {
    for (cell, problem) in [
        ("900.123", ValueProblem::TwoReadings),
        ("454,642", ValueProblem::TwoReadings),
        ("454.642.111", ValueProblem::Impossible),
        ("4546421111", ValueProblem::Impossible),
        ("9°11'20\" O", ValueProblem::TwoReadings),
        ("45°75'00\"", ValueProblem::Impossible),
        ("45 27 61", ValueProblem::Impossible),
        ("45.46.42", ValueProblem::NotUnderstood),
        ("45,46,42", ValueProblem::NotUnderstood),
        ("1e5", ValueProblem::NotUnderstood),
        ("NaN", ValueProblem::NotUnderstood),
        ("inf", ValueProblem::NotUnderstood),
        ("#N/D", ValueProblem::NotUnderstood),
        ("via Roma", ValueProblem::NotUnderstood),
        ("", ValueProblem::Empty),
        ("45.", ValueProblem::NotUnderstood),
        ("-", ValueProblem::NotUnderstood),
    ] {
        assert_eq!(coordinate(cell).map_err(|error| error.problem), Err(problem), "{cell}");
    }
    for cell in ["45.4642", "45,4642", "N 45 N 46", "https://maps.example.it/@45.4,9.1", "POINT EMPTY", "POINT (9)", "1 2 3 4"] {
        assert!(pair(cell).is_err(), "{cell}: {:?}", pair(cell));
    }
}

#[test]
fn two_coordinates_in_one_cell() {
    for (cell, first, second, order) in TWO {
        match pair(cell) {
            Ok(read) => {
                assert!((read.first - first).abs() < 1e-8 && (read.second - second).abs() < 1e-8, "{cell}: {read:?}");
                assert_eq!(read.order, *order, "{cell}");
            }
            Err(error) => panic!("{cell}: {error}"),
        }
    }
}

#[test]
fn two_cells() {
    assert_eq!(cells("", " "), Ok(None));
    assert!(cells("45.4", "").expect_err("half").hint.contains("manca l'altra"));
    let both = cells("45,46", "9,19").expect("two cells").expect("a position");
    assert_eq!((both.first, both.second, both.order), (45.46, 9.19, Order::AsWritten));
    let one = cells("45.4642, 9.1919", "").expect("one cell").expect("a position");
    assert_eq!((one.first, one.second), (45.4642, 9.1919));
    assert!(one.mended.contains(&Mended::OneCell));
    let twice = cells("45.46, 9.19", "45.46, 9.19").expect("the same twice").expect("a position");
    assert_eq!((twice.first, twice.second), (45.46, 9.19));
    let swapped = cells("9.19 E", "45.46 N").expect("labels").expect("a position");
    assert_eq!(swapped.order, Order::EastingFirst);
}

#[test]
fn nothing_makes_them_panic_and_every_number_is_one() {
    let examples: Vec<&str> = ONE.iter().map(|(cell, _)| *cell).chain(TWO.iter().map(|(cell, ..)| *cell)).collect();
    for_scrambled(&examples, |text| {
        if let Ok(read) = coordinate(text) {
            assert!(read.value.is_finite(), "{text:?}");
        }
        if let Ok(read) = pair(text) {
            assert!(read.first.is_finite() && read.second.is_finite(), "{text:?}");
        }
    });
}
