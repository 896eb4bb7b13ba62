//! Lists of centres from CSV and FlatGeobuf, opened as any table and their columns mapped to fields.
//! Refuses positions that cannot be meant.

use std::collections::BTreeMap;
use std::path::Path;

use data_import::table::{ReadOptions, open};
use data_import::{Field, Problem, Row, RowError, Rows, map_headers};
use flatgeobuf::geozero::{ColumnValue, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbWriter, GeometryType};
use geo::Geometry;

use crate::support::{TemporaryFile, bundled};

const HEADER: &str = "Codice,Denominazione,comune,provincia,regione,precisione,fonte_url,stato,Latitudine,lon,ruolo";

const fn field(name: &'static str, headers: &'static [&'static str], required: bool) -> Field {
    Field { name, headers, required, about: "", example: "" }
}

const FIELDS: [Field; 8] = [
    field("id", &["codice"], true),
    field("nome", &["denominazione"], true),
    field("comune", &[], true),
    field("provincia", &["sigla"], true),
    field("stato", &[], false),
    field("cod_com", &["codice_istat"], false),
    field("lat", &["latitudine"], false),
    field("lon", &["longitudine"], false),
];

/// The rows of a list under the names of its fields, and the headers no field asked for.
fn listed(path: &Path) -> (Rows<Row>, Vec<String>) {
    let table = open(path, &ReadOptions::default()).expect("a table");
    let mapped = map_headers(&FIELDS, table.columns.headers(), &BTreeMap::new()).expect("its columns are told apart");
    (table.renamed(mapped.names).rows, mapped.unknown)
}

fn one_row(cells: &str) -> Row {
    let file = TemporaryFile::new("centri.csv", format!("{HEADER}\n{cells}\n").as_bytes());
    listed(&file.0).0.next().expect("one row").expect("it reads")
}

/// Reads every cell as what it may be, to the end of the file; how many rows there were.
pub fn read_to_the_end(path: &Path) -> usize {
    let Ok(table) = open(path, &ReadOptions::default()) else { return 0 };
    table
        .rows
        .inspect(|row| {
            if let Ok(row) = row {
                let _ = (row.optional_position("lat", "lon"), row.province_label("provincia"));
                let _ = (row.optional_code("cod_com", 6), row.text("id"));
            }
        })
        .count()
}

#[test]
fn the_real_list_reads_whole() {
    let (rows, unknown) = listed(&bundled("centri-reali.csv"));
    let rows: Vec<Row> = rows.collect::<Result<_, _>>().expect("reads");
    assert_eq!(rows.len(), 140);
    assert!(!unknown.iter().any(|header| header.starts_with("cod_com") || header == "stato"), "{unknown:?}");
    for row in &rows {
        assert_eq!(row.optional_position("lat", "lon"), Ok(None));
        assert!(row.optional_code("cod_com", 6).is_ok_and(|code| code.is_some()), "row {}", row.number);
        assert!(["id", "nome", "comune", "provincia", "stato"].iter().all(|field| row.text(field).is_ok()), "row {}", row.number);
    }
    assert_eq!((rows[0].optional("id"), rows[0].number), (Some("CR001"), 2));
    assert_eq!(rows.iter().filter(|row| row.optional("stato") == Some("annunciato")).count(), 23);
}

#[test]
fn naples_is_a_label_and_unknown_columns_are_kept() {
    let row = one_row("X1,Centro,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,40.85,14.27,hub");
    assert_eq!(row.province_label("provincia").as_deref(), Ok("NA"));
    assert_eq!(row.optional_position("lat", "lon"), Ok(Some((14.27, 40.85))));
    assert_eq!((row.optional("nome"), row.optional("ruolo")), (Some("Centro"), Some("hub")));
}

#[test]
fn impossible_positions_say_why() {
    let problem = |position: &str| {
        let cells = format!("X1,Centro,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,{position},");
        one_row(&cells).optional_position("lat", "lon").expect_err("is refused").problem
    };
    assert_eq!(problem("14.27,40.85"), Problem::SwappedCoordinates);
    assert_eq!(problem("0,0"), Problem::ZeroCoordinates);
    assert_eq!(problem("40.85,"), Problem::HalfAPosition);
    assert_eq!(problem("91,14"), Problem::LatitudeOutOfRange);
    assert_eq!(problem("40,181"), Problem::LongitudeOutOfRange);
    assert_eq!(problem("4526093,14"), Problem::LatitudeOutOfRange);
    assert_eq!(problem("qui,14"), Problem::NotANumber);
    assert_eq!(problem("NaN,14"), Problem::NotANumber);
}

#[test]
fn empty_required_cells_are_named() {
    let row = one_row("X1,,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,,,");
    let error: RowError = row.text("nome").expect_err("no name");
    assert_eq!((error.column.as_deref(), error.problem), (Some("Denominazione"), Problem::Empty));
}

/// A FlatGeobuf layer with one centre at each position, as a programme of maps would write it.
pub fn layer(positions: &[(f64, f64)]) -> Vec<u8> {
    let columns = ["id", "nome", "comune", "provincia", "regione", "precisione", "fonte_url", "stato"];
    let mut writer = FgbWriter::create("centri", GeometryType::Point).expect("a writer");
    for column in columns {
        writer.add_column(column, ColumnType::String, |_, _| {});
    }
    for (number, &(lon, lat)) in positions.iter().enumerate() {
        let id = format!("F{number}");
        let cells = [&id, "Centro", "Napoli", "NA", "Campania", "civico", "https://example.it/", "attivo_alla_fonte"];
        writer
            .add_feature_geom(geo::Geometry::from(geo::Point::new(lon, lat)), |feature| {
                for (position, (column, cell)) in columns.into_iter().zip(cells).enumerate() {
                    feature.property(position, column, &ColumnValue::String(cell)).expect("a property");
                }
            })
            .expect("a feature");
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).expect("written");
    bytes
}

#[test]
fn a_layer_of_points_reads_like_a_table() {
    let file = TemporaryFile::new("anything.dat", &layer(&[(14.27, 40.85), (9.19, 45.46)]));
    let rows: Vec<Row> = listed(&file.0).0.collect::<Result<_, _>>().expect("reads");
    let points: Vec<_> = rows.iter().map(|row| row.shape.clone()).collect();
    assert_eq!(points, [Some(Geometry::Point(geo::Point::new(14.27, 40.85))), Some(Geometry::Point(geo::Point::new(9.19, 45.46)))]);
    assert!(rows.iter().all(|row| row.province_label("provincia").as_deref() == Ok("NA")));
    assert_eq!((rows[1].optional("id"), rows[1].number), (Some("F1"), 2));
}
