//! Lists of centres from CSV and FlatGeobuf. Refuses positions that cannot be meant.

use data_import::{CentreRow, Problem, RowError, read_centres};
use flatgeobuf::geozero::{ColumnValue, PropertyProcessor};
use flatgeobuf::{ColumnType, FgbWriter, GeometryType};

use crate::support::{TemporaryFile, bundled};

const HEADER: &str = "id,nome,comune,provincia,regione,precisione,fonte_url,stato,lat,lon,ruolo";

fn one_row(cells: &str) -> Result<CentreRow, RowError> {
    let file = TemporaryFile::new("centri.csv", format!("{HEADER}\n{cells}\n").as_bytes());
    read_centres(&file.0).next().expect("one row")
}

#[test]
fn the_real_list_reads_whole() {
    let rows: Vec<_> = read_centres(bundled("centri-reali.csv")).collect::<Result<_, _>>().expect("reads");
    assert_eq!(rows.len(), 140);
    assert!(rows.iter().all(|row| row.longitude.is_none() && row.latitude.is_none() && row.extra.is_empty()));
    assert!(rows.iter().all(|row| row.municipality_code.is_some()));
    assert_eq!((rows[0].external_id.as_str(), rows[0].row), ("CR001", 2));
    assert_eq!(rows.iter().filter(|row| row.status == "annunciato").count(), 23);
}

#[test]
fn naples_is_a_label_and_unknown_columns_are_kept() {
    let row = one_row("X1,Centro,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,40.85,14.27,hub").expect("reads");
    assert_eq!(row.province_label, "NA");
    assert_eq!((row.longitude, row.latitude), (Some(14.27), Some(40.85)));
    assert_eq!(row.extra, [("ruolo".to_owned(), "hub".to_owned())]);
}

#[test]
fn impossible_positions_say_why() {
    let problem = |position: &str| {
        let cells = format!("X1,Centro,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,{position},");
        one_row(&cells).expect_err("is refused").problem
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
    let error = one_row("X1,,Napoli,NA,Campania,via,https://example.it/,attivo_alla_fonte,,,").expect_err("no name");
    assert_eq!((error.column.as_deref(), error.problem), (Some("nome"), Problem::Empty));
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
    let file = TemporaryFile::new("anything.dat", &layer(&[(14.27, 40.85), (40.85, 14.27), (9.19, 45.46)]));
    let rows: Vec<_> = read_centres(&file.0).collect();
    assert_eq!(rows.len(), 3);
    let (good, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 2);
    assert!(good.into_iter().flatten().all(|row| row.province_label == "NA" && row.longitude < row.latitude));
    assert_eq!(bad[0].as_ref().expect_err("exchanged").problem, Problem::SwappedCoordinates);
}
