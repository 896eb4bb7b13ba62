//! Broken files are errors, never panics. Refuses nothing itself: reading to the end is the whole test.

use data_import::table::{ReadOptions, open};
use data_import::{read_grid, read_municipality_boundaries, read_population, read_posas};

use crate::centres::{layer, read_to_the_end};
use crate::files::{
    collection, dbf, geopackage_of_points, kml, ods, ods_row, sheet_row, shp, shp_point, shp_polygon, xls, xlsx, zipped, zipped_shapefile,
};
use crate::support::{TemporaryFile, bundled};

/// Files broken per kind; raise it by `CENTRI_MUTATIONS` for the long run.
fn rounds() -> u64 {
    std::env::var("CENTRI_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

/// A small deterministic source of numbers.
pub struct Dice(pub u64);

impl Dice {
    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes[at] = 0xff,
            2 => bytes[at] = dice.below(256) as u8,
            3 => bytes[at] ^= 1 << dice.below(8),
            4 => {
                let end = (at + dice.below(40)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => {
                let end = (at + dice.below(16)).min(bytes.len());
                bytes.drain(at..end);
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
        }
    }
}

fn hammer(name: &str, original: &[u8], seed: u64, read: impl Fn(&std::path::Path) -> usize) {
    let mut dice = Dice(seed);
    for _ in 0..rounds() {
        let mut bytes = original.to_vec();
        mutate(&mut bytes, &mut dice);
        let file = TemporaryFile::new(name, &bytes);
        // A broken count in a header may promise more rows, never endless ones.
        assert!(read(&file.0) < 100_000);
    }
}

#[test]
fn broken_boundaries_never_panic() {
    let original = std::fs::read(bundled("comuni-2022-cessati.fgb")).expect("bundled");
    hammer("cessati.fgb", &original, 0x5eed_0001, |path| read_municipality_boundaries(path).count());
}

#[test]
fn broken_layers_of_centres_never_panic() {
    let original = layer(&[(14.27, 40.85), (9.19, 45.46), (12.49, 41.89)]);
    hammer("centri.fgb", &original, 0x5eed_0002, read_to_the_end);
}

#[test]
fn broken_tables_never_panic() {
    let original = std::fs::read(bundled("centri-reali.csv")).expect("bundled");
    hammer("centri.csv", &original[..8_000], 0x5eed_0003, read_to_the_end);
    let original = std::fs::read(bundled("popolazione-comuni-2023-su-confini-2025.csv")).expect("bundled");
    hammer("popolazione.csv", &original[..4_000], 0x5eed_0004, |path| read_population(path).count());
}

/// Everything a file holds, to its end.
fn whole(path: &std::path::Path) -> usize {
    open(path, &ReadOptions::default()).map_or(0, |table| table.rows.count())
}

#[test]
fn broken_spreadsheets_never_panic() {
    let rows = [sheet_row(1, &["id", "nome", "dal"]), sheet_row(2, &["1", "Uno", "<s=\"1\"><v>45313</v></c>"])].concat();
    hammer("centri.xlsx", &xlsx(&[("Centri", &rows)], false), 0x5eed_0005, whole);
    hammer("centri.xls", &xls(&[&["id", "nome"], &["1", "Uno"], &["2", "Due"]]), 0x5eed_0006, whole);
    let tables = format!("<table:table table:name=\"F\">{}{}</table:table>", ods_row(&["id", "nome"]), ods_row(&["1", "Uno"]));
    hammer("centri.ods", &ods(&tables), 0x5eed_0007, whole);
}

/// The archive around a document hides most of its bytes from a mutation, so the parts are broken one by one as well.
#[test]
fn broken_parts_of_archives_never_panic() {
    let square = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)];
    let shapes = shp(&[shp_point(12.5, 41.9), shp_polygon(&[&square, &square])]);
    let table = dbf(&[("id", 4), ("nome", 10)], &[&[b"1", b"Uno"], &[b"2", b"Forl\xec"]], 0);
    let mut dice = Dice(0x5eed_0008);
    for round in 0..rounds() {
        let (mut broken_shapes, mut broken_table) = (shapes.clone(), table.clone());
        mutate(if round % 2 == 0 { &mut broken_shapes } else { &mut broken_table }, &mut dice);
        let file = TemporaryFile::new("parti.zip", &zipped(&[("c.shp", &broken_shapes), ("c.dbf", &broken_table)]));
        assert!(whole(&file.0) < 100_000);
    }
    let sheet = format!("<sheetData>{}{}</sheetData>", sheet_row(1, &["id", "nome"]), sheet_row(2, &["1", "Uno"]));
    for _ in 0..rounds() / 4 {
        let mut broken = sheet.clone().into_bytes();
        mutate(&mut broken, &mut dice);
        let file = TemporaryFile::new("parti.xlsx", &xlsx(&[("F", &String::from_utf8_lossy(&broken))], false));
        assert!(whole(&file.0) < 100_000);
        let mut broken = format!("<table:table>{}</table:table>", ods_row(&["id", "nome"])).into_bytes();
        mutate(&mut broken, &mut dice);
        let file = TemporaryFile::new("parti.ods", &ods(&String::from_utf8_lossy(&broken)));
        assert!(whole(&file.0) < 100_000);
    }
}

#[test]
fn broken_shapes_never_panic() {
    let points = collection(
        r#"{"type":"Feature","id":7,"properties":{"nome":"Uno"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}}"#,
    );
    hammer("centri.geojson", &points, 0x5eed_0009, whole);
    let places = kml(
        "<Placemark><name>A</name><ExtendedData><Data name=\"t\"><value>1</value></Data></ExtendedData><MultiGeometry><Point><coordinates>1,2</coordinates></Point></MultiGeometry></Placemark>",
    );
    hammer("centri.kml", &places, 0x5eed_000a, whole);
    hammer("centri.zip", &zipped_shapefile(), 0x5eed_000b, whole);
    hammer("centri.fgb", &layer(&[(14.27, 40.85)]), 0x5eed_000c, whole);
}

#[test]
fn broken_tables_in_other_clothes_never_panic() {
    let text = "id\tcittà\torario\n1\tForlì\tlun 9-13\n2\t\"Imola\"\t\n";
    hammer("elenco.tsv", text.as_bytes(), 0x5eed_0010, whole);
    let utf16: Vec<u8> = "\u{feff}id;città\n1;Forlì\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    hammer("elenco.csv", &utf16, 0x5eed_0011, whole);
    let windows = encoding_rs::WINDOWS_1252.encode("id;città\n1;Forlì – «Cà»\n").0.into_owned();
    hammer("elenco.csv", &windows, 0x5eed_0012, whole);
    hammer("elenco.zip", &zipped(&[("Comuni.csv", b"id;nome\n1;Uno\n"), ("LEGGIMI.txt", b"x")]), 0x5eed_0013, whole);
    hammer("centri.kmz", &zipped(&[("doc.kml", &kml("<Placemark><name>Uno</name></Placemark>"))]), 0x5eed_0014, whole);
    hammer("rotto.shp", &shp(&[shp_point(12.5, 41.9), shp_point(9.1, 45.4)]), 0x5eed_0015, whole);
    let rows = "<mergeCells count=\"1\"><mergeCell ref=\"A1:A9\"/></mergeCells>";
    let sheet = format!("{}{}</sheetData>{rows}<sheetData>", sheet_row(1, &["id", "nome"]), sheet_row(2, &["1", "Uno"]));
    let mut dice = Dice(0x5eed_0016);
    for _ in 0..rounds() / 4 {
        let mut broken = sheet.clone().into_bytes();
        mutate(&mut broken, &mut dice);
        let file = TemporaryFile::new("unite.xlsx", &xlsx(&[("F", &String::from_utf8_lossy(&broken))], false));
        assert!(whole(&file.0) < 100_000);
    }
}

#[test]
fn broken_geopackages_never_panic() {
    hammer("centri.gpkg", &geopackage_of_points(&[(12.5, 41.9, "Uno"), (9.19, 45.46, "Due")]), 0x5eed_000d, whole);
}

#[test]
fn broken_figures_never_panic() {
    let posas = "Titolo\nCodice comune;Comune;Età;Totale maschi;Totale femmine\n001001;Agliè;0;3;4\n001001;Agliè;999;3;4\n";
    hammer("posas.csv", posas.as_bytes(), 0x5eed_000e, |path| read_posas(path).count());
    let grid = "GRD_ID,T,M\nCRS3035RES1000mN2415000E4220000,12,6\nCRS3035RES1000mN2416000E4219000,1.5,\n";
    hammer("griglia.csv", grid.as_bytes(), 0x5eed_000f, |path| read_grid(path).count());
}
