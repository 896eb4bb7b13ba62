//! Every bundled file reads whole, and wrong cells are named. Refuses to accept a guessed value.

use std::collections::HashSet;

use data_import::{
    ALL, FEMALE, MALE, Problem, read_localities, read_municipality_boundaries, read_municipality_changes, read_municipality_points,
    read_population, read_population_by_five_years, read_provinces, table,
};
use geo::CoordsIter;

use crate::support::{TemporaryFile, bundled, municipalities};

#[test]
fn all_municipalities_read_with_their_codes_as_text() {
    let units = municipalities("comuni-2025.fgb");
    assert_eq!(units.len(), 7_896);
    assert_eq!(units.iter().map(|unit| unit.geometry.coords_count()).sum::<usize>(), 844_061);
    let naples = units.iter().find(|unit| unit.istat_code == "063049").expect("Naples is there");
    assert_eq!((naples.name.as_str(), naples.province_label.as_str()), ("Napoli", "NA"));
    assert_eq!((naples.cadastral_code.as_str(), naples.region_code.as_str()), ("F839", "15"));
    assert!(units.iter().any(|unit| unit.name == "San Floriano del Collio-Števerjan"));
    let rows: Vec<u64> = units.iter().map(|unit| unit.row).collect();
    assert_eq!(rows, (1..=7_896).collect::<Vec<u64>>());
    assert_eq!(municipalities("comuni-2025-semplificati.fgb").len(), 7_896);
    assert_eq!(municipalities("comuni-2022-cessati.fgb").len(), 15);
}

#[test]
fn provinces_of_the_list_are_those_of_the_boundaries() {
    let provinces: Vec<_> = read_provinces(bundled("province.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(provinces.len(), 107);
    assert_eq!(provinces.iter().filter(|unit| unit.kind == "Città metropolitana").count(), 14);
    let listed: HashSet<_> =
        provinces.iter().map(|unit| (unit.istat_code.clone(), unit.name.clone(), unit.label.clone(), unit.region_code.clone())).collect();
    let drawn: HashSet<_> = municipalities("comuni-2025-semplificati.fgb")
        .into_iter()
        .map(|unit| (unit.province_code, unit.province_name, unit.province_label, unit.region_code))
        .collect();
    assert_eq!(listed, drawn);
}

#[test]
fn changes_lead_from_one_edition_to_the_other() {
    let changes: Vec<_> = read_municipality_changes(bundled("comuni-variazioni-2022-2025.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(changes.len(), 21);
    let codes: HashSet<_> = municipalities("comuni-2025-semplificati.fgb").into_iter().map(|unit| unit.istat_code).collect();
    assert!(changes.iter().all(|change| codes.contains(&change.code_after)));
    assert_eq!(changes[1].effective_on, "2023-01-01");
}

#[test]
fn population_keeps_what_is_missing_apart_from_zero() {
    let rows: Vec<_> = read_population(bundled("popolazione-comuni-2023-su-confini-2025.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(rows.len(), 7_896);
    assert!(rows.iter().all(|row| row.cells.len() == 17));
    let total = |sex: &str, class: &str| -> u64 {
        let cells = rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| cell.0 == sex && cell.1 == class).filter_map(|cell| cell.2).map(u64::from).sum()
    };
    assert_eq!(total(ALL, "all"), 58_840_177);
    assert_eq!(total(MALE, "all") + total(FEMALE, "all"), 58_840_177);
    assert_eq!(total(ALL, "0-17"), 9_063_007);
    let missing: Vec<&str> =
        rows.iter().filter(|row| row.cells.iter().all(|cell| cell.2.is_none())).map(|row| row.istat_code.as_str()).collect();
    assert_eq!(missing, ["081025", "099030", "099031"]);
}

#[test]
fn five_year_classes_add_up_to_the_total() {
    let rows: Vec<_> =
        read_population_by_five_years(bundled("popolazione-comuni-2023-classi5.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(rows.len(), 7_901);
    assert!(rows.iter().all(|row| row.cells.len() == 42));
    assert_eq!(rows[0].cells[20].1, "100+");
    let persons: u64 = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.2).map(u64::from).sum();
    assert_eq!(persons, 58_840_177);
}

#[test]
fn places_read_with_positions_in_italy() {
    let points: Vec<_> = read_municipality_points(bundled("comuni-punti.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(points.len(), 7_896);
    let table = table::open(&bundled("localita-geonames.csv"), &table::ReadOptions::default()).expect("opens");
    let localities = read_localities(table, "localita-geonames.csv").expect("has the columns");
    let localities: Vec<_> = localities.collect::<Result<_, _>>().expect("reads");
    assert_eq!(localities.len(), 11_854);
    assert!(localities.iter().all(|place| (35.0..48.0).contains(&place.latitude)));
    assert!(points.iter().all(|point| (6.0..19.0).contains(&point.longitude)));
}

#[test]
fn an_error_names_file_row_column_and_value() {
    let text = "cod_com,comune,lat,lon,metodo\n001001,Agliè,45.3,7.7,x\n1002,Airasca,44.9,7.4,x\n001003,Ala,95,7.3,x\n";
    let file = TemporaryFile::new("points.csv", text.as_bytes());
    let rows: Vec<_> = read_municipality_points(&file.0).collect();
    assert!(rows[0].is_ok());
    let error = rows[1].as_ref().expect_err("four digits are no code");
    assert!(error.file.ends_with("points.csv") && !error.file.contains('/'));
    assert_eq!((error.row, error.column.as_deref(), error.value.as_deref()), (3, Some("cod_com"), Some("1002")));
    assert_eq!(error.problem, Problem::NotACode(6));
    let error = rows[2].as_ref().expect_err("no such latitude").clone();
    assert_eq!(error.problem, Problem::LatitudeOutOfRange);
    assert!(error.to_string().contains("row 4, column lat: \"95\" must be a latitude"));
    assert_eq!(rows.len(), 3, "an error of one row does not end the file");
}

#[test]
fn wrong_files_say_what_is_wrong() {
    let problem = |name: &str, bytes: &[u8]| {
        let file = TemporaryFile::new(name, bytes);
        let mut rows = read_municipality_points(&file.0);
        let first = rows.next().expect("something is said").expect_err("it is an error");
        assert!(rows.next().is_none());
        first.problem
    };
    assert_eq!(problem("a.csv", b"cod_com,comune,lat,lon\n"), Problem::MissingColumn);
    assert!(matches!(problem("b.csv", b""), Problem::NotThisFormat(_)));
    assert_eq!(problem("c.csv", b"cod_com,comune,lat,lon,metodo\n1,2\n"), Problem::CellCount { found: 2, expected: 5 });
    let mut endless = b"cod_com,comune,lat,lon,metodo\n\"".to_vec();
    endless.resize(3 << 20, b'x');
    assert_eq!(problem("d.csv", &endless), Problem::TooLong(1 << 20));
    let strays = "cod_com,comune,lat,lon,metodo\n001001,Agliè,1,2,è\n";
    let mut strays = strays.replace("Agliè", "?").into_bytes();
    let stray = strays.iter().position(|byte| *byte == b'?').expect("it is there");
    strays[stray] = 0xff;
    strays.extend("001002,Città,1,2,x\n".bytes());
    let file = TemporaryFile::new("e.csv", &strays);
    let mut rows = read_municipality_points(&file.0);
    assert_eq!(rows.next().expect("a row").expect_err("one stray byte").problem, Problem::NotUtf8);
    assert!(rows.next().expect("a row").is_ok());
    let missing = read_municipality_points("no-such-file.csv").next().expect("said").expect_err("is an error");
    assert!(matches!(missing.problem, Problem::Unreadable(_)));
    let file = TemporaryFile::new("f.fgb", b"this is not FlatGeobuf at all");
    let wrong = read_municipality_boundaries(&file.0).next().expect("said").expect_err("is an error");
    assert!(matches!(wrong.problem, Problem::NotThisFormat(_)));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_column() {
    let file = TemporaryFile::new("bom.csv", "\u{feff}cod_com,comune,lat,lon,metodo\n001001,Agliè,\"45,3\",7.7,x\n".as_bytes());
    let row = read_municipality_points(&file.0).next().expect("a row").expect("reads");
    assert_eq!((row.istat_code.as_str(), row.latitude), ("001001", 45.3));
}
