//! Files as people really send them, and as nobody should: one table of what goes in and what comes out.
//! Refuses to be satisfied with "an error": every line says which one, in the words an officer reads.

use data_import::table::{ReadOptions, open};
use data_import::{Problem, RowError, read_posas};
use geo::{CoordsIter, Geometry};

use crate::files::{collection, ods, ods_row};
use crate::nasty_files::{Nasty, all, cut};
use crate::support::TemporaryFile;

/// What is wrong, as the table writes it: row and column where there are any, code, Italian words.
fn complaint(error: &RowError) -> String {
    let row = if error.row > 0 { format!("{} ", error.row) } else { String::new() };
    let column = error.column.as_ref().map(|column| format!("[{column}] ")).unwrap_or_default();
    format!("{row}{column}! {}: {}", error.problem.code(), error.problem.in_italian())
}

fn shape(shape: &Geometry<f64>) -> String {
    match shape {
        Geometry::Point(point) => format!(" @{},{}", point.x(), point.y()),
        Geometry::MultiPoint(points) => format!(" @{} punti", points.0.len()),
        Geometry::LineString(line) => format!(" @linea di {}", line.0.len()),
        Geometry::MultiLineString(lines) => format!(" @{} linee", lines.0.len()),
        Geometry::Polygon(polygon) => format!(" @poligono con {} buchi", polygon.interiors().len()),
        Geometry::MultiPolygon(polygons) => {
            format!(" @{} poligoni, {} vertici", polygons.0.len(), polygons.coords_count())
        }
        other => format!(" @insieme di {} vertici", other.coords_count()),
    }
}

/// Everything a reader says of a file: `headers / number cells @shape / …`, and its notes.
fn told(name: &str, bytes: &[u8]) -> (String, String) {
    let file = TemporaryFile::new(name, bytes);
    match open(&file.0, &ReadOptions::default()) {
        Err(error) => (complaint(&error), String::new()),
        Ok(table) => {
            let mut told = table.columns.headers().join("|");
            for row in table.rows.take(8) {
                told.push_str(" / ");
                match row {
                    Err(error) => told.push_str(&complaint(&error)),
                    Ok(row) => {
                        told.push_str(&format!("{} {}", row.number, row.cells.join("|")));
                        told.push_str(&row.shape.as_ref().map(shape).unwrap_or_default());
                    }
                }
            }
            (told, table.about.notes.join("; "))
        }
    }
}

#[test]
fn every_nasty_file_is_read_or_refused_as_the_table_says() {
    let table: Vec<Nasty> = all();
    assert!(table.len() >= 60);
    let mut surprises = Vec::new();
    for (name, bytes, expected, note) in &table {
        let (found, notes) = told(name, bytes);
        if found != *expected || !notes.contains(note) {
            surprises.push(format!("{name}\n  expected {expected}\n     found {found}\n     notes {notes}"));
        }
    }
    assert!(surprises.is_empty(), "{} surprises:\n{}", surprises.len(), surprises.join("\n"));
}

#[test]
fn one_text_behind_many_cells_does_not_become_many_texts() {
    let repeated = format!(
        "<table:table-row><table:table-cell table:number-columns-repeated=\"900\" office:value-type=\"string\"><text:p>{}</text:p></table:table-cell></table:table-row>",
        "x".repeat(3_000)
    );
    let bytes = ods(&format!("<table:table table:name=\"F\">{}{repeated}</table:table>", ods_row(&["id", "nome"])));
    let file = TemporaryFile::new("pesante.ods", &bytes);
    let table = open(&file.0, &ReadOptions::default()).expect("it opens");
    assert_eq!(table.columns.headers()[..3], ["id", "nome", "colonna 3"]);
    let errors: Vec<_> = table.rows.map(|row| row.expect_err("over a megabyte").problem).collect();
    assert_eq!(errors, [Problem::TooLong(1 << 20)]);
}

#[test]
fn an_error_says_whether_the_rest_of_the_file_was_read() {
    let file = TemporaryFile::new("a.csv", b"id;nome\n1\n2;Due\n3;\"Tre\n");
    let rows: Vec<_> = open(&file.0, &ReadOptions::default()).expect("it opens").rows.collect();
    let ends: Vec<_> = rows.iter().map(|row| row.as_ref().err().map(|error| error.ends_file)).collect();
    assert_eq!(ends, [Some(false), None, Some(true)]);
    let cut_short = cut(&collection(r#"{"type":"Feature","properties":{"a":1},"geometry":7},{"type":"Feature""#), 100);
    let file = TemporaryFile::new("a.geojson", &cut_short);
    let rows: Vec<_> = open(&file.0, &ReadOptions::default()).expect("it opens").rows.collect();
    let ends: Vec<_> = rows.iter().map(|row| row.as_ref().err().map(|error| error.ends_file)).collect();
    assert_eq!(ends, [Some(false), Some(true)]);
    // A municipality of POSAS that has another mistake as well.
    let rows = "Codice comune;Età;Totale maschi;Totale femmine\n001001;0;3;4;9;9\n001001;999;3;4\n001001;1;\"5;0\n";
    let file = TemporaryFile::new("posas.csv", rows.as_bytes());
    let last = read_posas(&file.0).last().expect("something is said").expect_err("it does not end");
    assert_eq!((last.problem, last.ends_file), (Problem::OpenQuote, true));
}

#[test]
fn population_files_that_do_not_add_up_are_refused_municipality_by_municipality() {
    let header = "Popolazione residente al 1° gennaio;\nCodice comune;Comune;Età;Totale maschi;Totale femmine;Totale\n";
    let told = |rows: &str| -> Vec<String> {
        let file = TemporaryFile::new("posas.csv", format!("{header}{rows}").as_bytes());
        let rows = read_posas(&file.0);
        rows.map(|row| row.map_or_else(|error| complaint(&error), |row| format!("{} {} {}", row.row, row.istat_code, row.cells.len())))
            .collect()
    };
    let good = "001001;Agliè;0;3;4;7\n001001;Agliè;100;1;0;1\n001001;Agliè;999;4;4;8\n";
    assert_eq!(told(good), ["3 001001 9"]);
    let cases = [
        ("001002;Airasca;0;3;4;7\n", "6 [Età] ! no-total: manca la riga del totale"),
        ("001002;Airasca;0;3;4;7\n001002;Airasca;999;3;5;8\n", "7 [Totale femmine] ! sum-mismatch: le parti sommano 4, il totale dice 5"),
        ("001002;Airasca;0;3;4;8\n", "6 [Totale] ! sum-mismatch: le parti sommano 7, il totale dice 8"),
        ("1002;Airasca;999;0;0;0\n", "6 [Codice comune] ! not-a-code: deve essere un codice di 6 cifre, zeri iniziali compresi"),
        ("001002;Airasca;101;0;0;0\n", "6 [Età] ! not-a-count: deve essere un numero intero non negativo"),
        ("001002;Airasca;0;;4;4\n", "6 [Totale maschi] ! empty: la cella non può restare vuota"),
    ];
    for (rows, expected) in cases {
        let both = told(&format!("{good}{rows}"));
        assert_eq!(both, ["3 001001 9", expected], "{rows}");
        assert_eq!(told(&format!("{rows}{good}")).len(), 2, "the next municipality still reads: {rows}");
    }
}
