//! What an open table says of itself, and what its user may ask for. Refuses a format that is only recognised by name.

use data_import::table::{DeclaredCrs, Format, ReadOptions, open};
use data_import::{Problem, read_grid, read_municipality_boundaries};

use crate::files::{
    collection, dbf, geopackage, geopackage_of_points, kml, ods, ods_row, sheet_row, shp, shp_point, xls, xlsx, zipped, zipped_shapefile,
};
use crate::mutation::Dice;
use crate::support::{TemporaryFile, bundled};

#[test]
fn the_first_bytes_decide_and_the_file_says_what_it_is() {
    let rows = [sheet_row(1, &["id", "nome"]), sheet_row(2, &["1", "Uno"])].concat();
    let wgs84 = || Some(DeclaredCrs::Epsg(4326));
    let files = [
        (b"id;nome\n1;Uno\n".to_vec(), Format::Csv, None, None, 1),
        (xlsx(&[("Dati", &rows)], false), Format::Xlsx, Some("Dati"), None, 1),
        (xls(&[&["id", "nome"], &["1", "Uno"]]), Format::Xls, Some("Foglio1"), None, 1),
        (geopackage_of_points(&[(9.0, 45.0, "Uno")]), Format::GeoPackage, Some("centri"), wgs84(), 0),
        (kml("<Placemark><name>Uno</name></Placemark>"), Format::Kml, None, wgs84(), 0),
        (collection(r#"{"type":"Feature","properties":{"a":1},"geometry":null}"#), Format::GeoJson, None, wgs84(), 0),
        (
            zipped_shapefile(),
            Format::Shapefile,
            Some("centri"),
            Some(DeclaredCrs::Wkt(r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]"#.to_owned())),
            0,
        ),
    ];
    for (bytes, format, layer, crs, header_row) in files {
        let file = TemporaryFile::new("senza-nome", &bytes);
        let table = open(&file.0, &ReadOptions::default()).expect("it opens");
        assert_eq!((table.about.format, table.about.layer.as_deref()), (format, layer));
        assert_eq!((table.about.crs, table.about.header_row), (crs, header_row), "{format}");
        assert_eq!(table.about.bytes, bytes.len() as u64);
        assert!(!table.rows.collect::<Result<Vec<_>, _>>().expect("every row reads").is_empty(), "{format}");
    }
}

#[test]
fn a_layer_an_encoding_and_a_separator_can_be_asked_for() {
    let rows = |name: &str| [sheet_row(1, &["id", "nome"]), sheet_row(2, &["1", name])].concat();
    let file = TemporaryFile::new("due.xlsx", &xlsx(&[("A", &rows("primo")), ("B", &rows("secondo"))], false));
    let of_layer = |layer: &str| open(&file.0, &ReadOptions { layer: Some(layer.to_owned()), ..ReadOptions::default() });
    let table = of_layer("B").expect("it is there");
    assert_eq!(table.about.layers, ["A", "B"]);
    assert_eq!(table.rows.map(|row| row.expect("reads").cells[1].clone()).collect::<Vec<_>>(), ["secondo"]);
    assert_eq!(of_layer("C").err().map(|error| error.problem), Some(Problem::NoSuchLayer("C".to_owned())));

    let file = TemporaryFile::new("dos.csv", b"id;nome,altro\n1;Citt\xe0,b\n");
    let options = ReadOptions { encoding: Some("iso-8859-2".to_owned()), separator: Some(','), ..ReadOptions::default() };
    let table = open(&file.0, &options).expect("it opens");
    assert_eq!((table.about.encoding, table.about.separator), (Some("ISO-8859-2"), Some(',')));
    assert_eq!(table.columns.headers(), ["id;nome", "altro"]);
    let options = ReadOptions { encoding: Some("klingon".to_owned()), ..ReadOptions::default() };
    assert!(matches!(open(&file.0, &options).err().map(|error| error.problem), Some(Problem::UnknownEncoding(_))));
}

#[test]
fn a_hidden_sheet_is_known_to_be_hidden() {
    let rows = [ods_row(&["id", "nome"]), ods_row(&["1", "Uno"])].concat();
    let styles = "<office:automatic-styles>\
                  <style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
                  <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
                  </office:automatic-styles>";
    let sheet = |name: &str, style: &str| format!("<table:table table:name=\"{name}\" table:style-name=\"{style}\">{rows}</table:table>");
    let file = TemporaryFile::new("nascosto.ods", &ods(&format!("{styles}{}{}", sheet("A", "ta1"), sheet("B", "ta2"))));
    let about = open(&file.0, &ReadOptions::default()).expect("it opens").about;
    assert_eq!((about.layers, about.hidden), (vec!["A".to_owned(), "B".to_owned()], vec!["B".to_owned()]));
}

#[test]
fn renamed_columns_answer_to_their_new_names_and_errors_name_the_old_ones() {
    let file = TemporaryFile::new("nomi.csv", "Codice ISTAT;Denominazione\n1001;Agliè\n".as_bytes());
    let table = open(&file.0, &ReadOptions::default()).expect("it opens").renamed(vec!["cod_com".to_owned()]);
    assert_eq!(table.columns.names(), ["cod_com", "Denominazione"]);
    let row = table.rows.map(|row| row.expect("reads")).next().expect("a row");
    assert_eq!(row.text("Denominazione"), Ok("Agliè".to_owned()));
    let error = row.code("cod_com", 6).expect_err("four digits");
    assert_eq!((error.column.as_deref(), error.row, error.value.as_deref()), (Some("Codice ISTAT"), 2, Some("1001")));
}

#[test]
fn reference_systems_are_reported_as_declared() {
    let crs = |name: &str, bytes: &[u8]| {
        let file = TemporaryFile::new(name, bytes);
        open(&file.0, &ReadOptions::default()).expect("it opens").about.crs
    };
    let old = |name: &str| {
        let crs = format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}}"#);
        format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"a":1}},"geometry":null}}],{crs}}}"#)
    };
    assert_eq!(crs("vecchio.geojson", old("urn:ogc:def:crs:EPSG::32632").as_bytes()), Some(DeclaredCrs::Epsg(32_632)));
    assert_eq!(crs("crs84.geojson", old("urn:ogc:def:crs:OGC:1.3:CRS84").as_bytes()), Some(DeclaredCrs::Epsg(4326)));
    let utm = [
        "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB)".to_owned(),
        "INSERT INTO gpkg_contents VALUES ('t', 'features', 32632)".to_owned(),
        "INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 32632)".to_owned(),
    ];
    assert_eq!(crs("utm.gpkg", &geopackage(&utm)), Some(DeclaredCrs::Epsg(32_632)));
    let table = open(&bundled("comuni-2022-cessati.fgb"), &ReadOptions::default()).expect("it opens");
    assert_eq!((table.about.crs, table.about.row_count), (Some(DeclaredCrs::Epsg(4326)), Some(15)));
}

#[test]
fn typed_readers_refuse_metres_and_take_shapes_of_every_format() {
    let first = |file: &TemporaryFile| read_municipality_boundaries(&file.0).next().expect("something is said");
    let cells = r#""cod_com":"058091","comune":"Roma","cod_catasto":"H501","cod_prov":"058","provincia":"Roma","sigla":"RM","cod_reg":"12","regione":"Lazio""#;
    let ring = "[[12.4,41.8],[12.6,41.8],[12.6,42.0],[12.4,41.8]]";
    let feature = format!(r#"{{"type":"Feature","properties":{{{cells}}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#);
    let rome = first(&TemporaryFile::new("c.geojson", &collection(&feature))).expect("reads");
    assert_eq!((rome.geometry.0[0].exterior().0.len(), rome.istat_code.as_str()), (4, "058091"));
    let metres =
        format!(r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:32632"}}}},"features":[{feature}]}}"#);
    let refused = first(&TemporaryFile::new("m.geojson", metres.as_bytes())).expect_err("metres");
    assert_eq!(refused.problem, Problem::WrongCrs(32_632));
    let points = zipped(&[("c.shp", &shp(&[shp_point(1.0, 2.0)])), ("c.dbf", b"")]);
    let file = TemporaryFile::new("c.zip", &points);
    let problem = read_municipality_boundaries(&file.0).next().expect("something is said").expect_err("no table").problem;
    assert_eq!(problem, Problem::Truncated);
}

#[test]
fn grid_cells_have_a_centre_and_their_columns() {
    let text = "cella,x_3035,y_3035,lat,lon,n_civici,pop_stimata_2023,minori_stimati_2023\n\
                CRS3035RES1000mN2415000E4220000,4220000,2415000,44.8,8.7,1,3.48,0.5\n\
                CRS3035RES1000mN2416000E4219000,4219000,2417000,44.8,8.7,4,13.92,2.0\n\
                CRS3035RES1000mN2416000E4219000,4219000,2416000,44.8,8.7,4,,2.0\n";
    let file = TemporaryFile::new("griglia.csv", text.as_bytes());
    let rows: Vec<_> = read_grid(&file.0).collect();
    let cell = rows[0].as_ref().expect("reads");
    assert_eq!((cell.x, cell.y), (4_220_500.0, 2_415_500.0));
    assert_eq!(cell.residents, [("pop_stimata_2023".to_owned(), Some(3.48)), ("minori_stimati_2023".to_owned(), Some(0.5))]);
    assert_eq!(rows[1].as_ref().expect_err("another cell").column.as_deref(), Some("y_3035"));
    assert_eq!(rows[2].as_ref().expect("reads").residents[0].1, None, "no figure is not zero");
    let file = TemporaryFile::new("istat.csv", b"GRD_ID;T;M;F;Y_LT15;LAND_SURFACE\nCRS3035RES1000mN1500000E4500000;10;4;6;1;0.9\n");
    let cell = read_grid(&file.0).next().expect("a row").expect("reads");
    assert_eq!(cell.residents.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["T", "M", "F", "Y_LT15"]);
}

#[test]
fn a_stream_that_is_dropped_ends_its_reader() {
    let features: Vec<String> = (0..5_000).map(|n| format!(r#"{{"type":"Feature","properties":{{"n":{n}}},"geometry":null}}"#)).collect();
    let file = TemporaryFile::new("tanti.geojson", &collection(&features.join(",")));
    for _ in 0..50 {
        let table = open(&file.0, &ReadOptions::default()).expect("it opens");
        assert_eq!(table.rows.map(|row| row.expect("reads").cells[0].clone()).take(3).collect::<Vec<_>>(), ["0", "1", "2"]);
    }
    let table = open(&file.0, &ReadOptions::default()).expect("it opens");
    assert_eq!((table.about.row_count, table.rows.count()), (Some(5_000), 5_000));
}

/// Texts written by another library, in every encoding, longer than any block we read at a time.
#[test]
fn what_another_library_writes_is_read_as_it_was_meant() {
    let mut dice = Dice(0x5eed_0010);
    let letters: Vec<char> = "ab ;,\"\n\r\tàéŠ€".chars().collect();
    for terminator in [csv::Terminator::Any(b'\n'), csv::Terminator::CRLF] {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(terminator).from_writer(Vec::new());
        writer.write_record(["uno", "due", "tre"]).expect("written");
        let mut expected = Vec::new();
        for row in 0..8_000_u64 {
            let field = |dice: &mut Dice| -> String { (0..dice.below(9)).map(|_| letters[dice.below(letters.len())]).collect() };
            let cells = [row.to_string(), field(&mut dice), field(&mut dice)];
            writer.write_record(&cells).expect("written");
            expected.push((row + 2, cells.map(|cell| cell.trim().to_owned()).to_vec()));
        }
        let text = String::from_utf8(writer.into_inner().expect("flushed")).expect("text");
        let wide = |mark: &str| -> Vec<u16> { mark.encode_utf16().chain(text.encode_utf16()).collect() };
        let forms = [
            ("UTF-8", text.clone().into_bytes()),
            ("windows-1252", encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
            ("UTF-16LE", wide("\u{feff}").into_iter().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16BE", wide("\u{feff}").into_iter().flat_map(u16::to_be_bytes).collect()),
        ];
        for (encoding, bytes) in forms {
            let file = TemporaryFile::new("altrui.csv", &bytes);
            let table = open(&file.0, &ReadOptions::default()).expect("it opens");
            assert_eq!((table.about.encoding, table.about.separator), (Some(encoding), Some(';')));
            let found: Vec<_> = table.rows.map(|row| row.map(|row| (row.number, row.cells)).expect("reads")).collect();
            assert!(found == expected, "{encoding}");
        }
    }
}

#[test]
fn a_bare_shapefile_takes_its_siblings_in_either_case() {
    let folder = std::env::temp_dir().join(format!("data-import-{}-fratelli", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("written");
    write("comuni.shp", &shp(&[shp_point(500_000.0, 4_600_000.0)]));
    write("comuni.DBF", &dbf(&[("COMUNE", 10)], &[&[b"Forl\xc3\xac"]], 0));
    write("comuni.prj", br#"PROJCS["WGS_1984_UTM_Zone_32N"]"#);
    let table = open(&folder.join("comuni.shp"), &ReadOptions::default()).expect("it opens");
    assert_eq!(table.about.crs, Some(DeclaredCrs::Wkt(r#"PROJCS["WGS_1984_UTM_Zone_32N"]"#.to_owned())));
    assert_eq!((table.about.encoding, table.about.row_count), (Some("UTF-8"), Some(1)));
    let row = table.rows.map(|row| row.expect("reads")).next().expect("a row");
    assert_eq!((row.cells[0].as_str(), row.shape), ("Forlì", Some(geo::Point::new(500_000.0, 4_600_000.0).into())));
    std::fs::remove_dir_all(&folder).expect("removed");
}
