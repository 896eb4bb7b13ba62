//! Files of every format made byte by byte, as small as they can be. Refuses nothing: broken ones are made from these.

use std::io::{Cursor, Write};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::TemporaryFile;

/// A ZIP with these entries.
pub fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a directory").into_inner()
}

/// A workbook of Excel 2007 with these sheets: name and the XML of its rows. Style 1 is a date.
pub fn xlsx(sheets: &[(&str, &str)], is_1904: bool) -> Vec<u8> {
    let mut types = String::new();
    let mut list = String::new();
    let mut relations = String::from(
        r#"<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#,
    );
    let mut parts = Vec::new();
    for (index, (name, rows)) in sheets.iter().enumerate() {
        let number = index + 1;
        types.push_str(&format!(
            r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
        ));
        list.push_str(&format!(r#"<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>"#));
        relations.push_str(&format!(
            r#"<Relationship Id="r{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        ));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ));
    }
    parts.push((
        "[Content_Types].xml".to_owned(),
        format!(r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>"#),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            .to_owned(),
    ));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{}"/><sheets>{list}</sheets></workbook>"#,
            u8::from(is_1904)
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#),
    ));
    parts.push((
        "xl/styles.xml".to_owned(),
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"#
            .to_owned(),
    ));
    let entries: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&entries)
}

/// A row of a sheet: `A1` and so on from the number; cells that begin with `<` are XML of their own.
pub fn sheet_row(number: usize, cells: &[&str]) -> String {
    let mut xml = format!(r#"<row r="{number}">"#);
    for (column, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", char::from(b'A' + column as u8));
        match cell.strip_prefix('<') {
            Some(rest) => xml.push_str(&format!(r#"<c r="{place}" {rest}"#)),
            None if cell.is_empty() => {}
            None => xml.push_str(&format!(r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#)),
        }
    }
    xml + "</row>"
}

/// A spreadsheet of LibreOffice with this XML inside its document.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A row of texts for [`ods`].
pub fn ods_row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!(r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#))
        .collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut record = kind.to_le_bytes().to_vec();
    record.extend((data.len() as u16).to_le_bytes());
    record.extend(data);
    record
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// The workbook stream of Excel 97 with one sheet of texts; a text that is a number becomes one.
pub fn workbook_stream(rows: &[&[&str]]) -> Vec<u8> {
    let beginning = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut globals = beginning(5);
    let name = b"Foglio1";
    let start = globals.len() + 4 + 8 + name.len() + 4;
    let mut sheet = (start as u32).to_le_bytes().to_vec();
    sheet.extend([0, 0, name.len() as u8, 0]);
    sheet.extend(name);
    globals.extend(record(0x0085, &sheet));
    globals.extend(record(0x000A, &[]));
    assert_eq!(globals.len(), start);
    globals.extend(beginning(0x10));
    globals.extend(record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0, 0, 0]));
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let mut data = words(&[row as u16, column as u16, 0]);
            match cell.parse::<f64>() {
                Ok(number) => {
                    data.extend(number.to_le_bytes());
                    globals.extend(record(0x0203, &data));
                }
                Err(_) => {
                    data.extend((cell.len() as u16).to_le_bytes());
                    data.push(0);
                    data.extend(cell.bytes());
                    globals.extend(record(0x0204, &data));
                }
            }
        }
    }
    globals.extend(record(0x000A, &[]));
    globals
}

/// A compound file with one stream of this name.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let sectors = stream.len().max(4_096).div_ceil(SECTOR);
    assert!(sectors + 2 <= SECTOR / 4, "one sector of the allocation table is enough");
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header[44..48].copy_from_slice(&1_u32.to_le_bytes());
    header[48..52].copy_from_slice(&1_u32.to_le_bytes());
    header[56..60].copy_from_slice(&4_096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    header[76..].fill(0xFF);
    header[76..80].copy_from_slice(&0_u32.to_le_bytes());
    // Sector 0 is the allocation table, sector 1 the directory, the stream follows.
    let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
    table.extend((0..sectors as u32).map(|at| at + 3));
    table[sectors + 1] = 0xFFFF_FFFE;
    table.resize(SECTOR / 4, 0xFFFF_FFFF);
    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry = vec![0; 128];
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..letters.len()].copy_from_slice(&letters);
        entry[64..66].copy_from_slice(&(letters.len() as u16 + 2).to_le_bytes());
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
        entry
    };
    let mut bytes = header;
    bytes.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    directory.extend(entry(name, 2, 2, stream.len().max(4_096) as u32));
    directory.resize(SECTOR, 0);
    bytes.extend(directory);
    bytes.extend(stream);
    bytes.resize((3 + sectors - 1 + 1) * SECTOR, 0);
    bytes
}

/// A workbook of Excel 97.
pub fn xls(rows: &[&[&str]]) -> Vec<u8> {
    compound("Workbook", &workbook_stream(rows))
}

/// A workbook of Excel 97 with a cell merged over several rows: first row, last row, column, counted from 0.
pub fn xls_merged(rows: &[&[&str]], (first, last, column): (u16, u16, u16)) -> Vec<u8> {
    let mut stream = workbook_stream(rows);
    let end = record(0x000A, &[]);
    stream.truncate(stream.len() - end.len());
    stream.extend(record(0x00E5, &words(&[1, first, last, column, column])));
    stream.extend(end);
    compound("Workbook", &stream)
}

/// A `.shp` with these records (the bytes after the record header).
pub fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0x27, 0x0A];
    bytes.resize(100, 0);
    for (number, record) in records.iter().enumerate() {
        bytes.extend((number as u32 + 1).to_be_bytes());
        bytes.extend((record.len() as u32 / 2).to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

/// A point record of a `.shp`.
pub fn shp_point(x: f64, y: f64) -> Vec<u8> {
    let mut bytes = 1_u32.to_le_bytes().to_vec();
    bytes.extend([x, y].into_iter().flat_map(f64::to_le_bytes));
    bytes
}

/// A polygon record of a `.shp` with these rings.
pub fn shp_polygon(rings: &[&[(f64, f64)]]) -> Vec<u8> {
    let mut bytes = 5_u32.to_le_bytes().to_vec();
    bytes.extend([0.0; 4].into_iter().flat_map(f64::to_le_bytes));
    bytes.extend((rings.len() as u32).to_le_bytes());
    bytes.extend((rings.iter().map(|ring| ring.len()).sum::<usize>() as u32).to_le_bytes());
    let mut start = 0_u32;
    for ring in rings {
        bytes.extend(start.to_le_bytes());
        start += ring.len() as u32;
    }
    bytes.extend(rings.iter().copied().flatten().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()].concat()));
    bytes
}

/// A `.dbf` of text columns (name, width) with these records; `language` is its language byte.
pub fn dbf(columns: &[(&str, u8)], records: &[&[&[u8]]], language: u8) -> Vec<u8> {
    let width: usize = 1 + columns.iter().map(|(_, width)| usize::from(*width)).sum::<usize>();
    let mut bytes = vec![0x03, 124, 1, 22];
    bytes.extend((records.len() as u32).to_le_bytes());
    bytes.extend((33 + 32 * columns.len() as u16).to_le_bytes());
    bytes.extend((width as u16).to_le_bytes());
    bytes.resize(32, 0);
    bytes[29] = language;
    for (name, width) in columns {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.push(b'C');
        field.resize(16, 0);
        field.push(*width);
        field.resize(32, 0);
        bytes.extend(field);
    }
    bytes.push(0x0D);
    for record in records {
        bytes.push(b' ');
        for ((_, width), cell) in columns.iter().zip(*record) {
            let mut cell = cell.to_vec();
            cell.resize(usize::from(*width), b' ');
            bytes.extend(cell);
        }
    }
    bytes
}

/// A zipped shapefile of two points.
pub fn zipped_shapefile() -> Vec<u8> {
    let table = dbf(&[("id", 4), ("nome", 10)], &[&[b"A1", b"Uno"], &[b"A2", b"Due"]], 0x57);
    zipped(&[
        ("centri.shp", &shp(&[shp_point(12.5, 41.9), shp_point(9.19, 45.46)])),
        ("centri.dbf", &table),
        ("centri.prj", br#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]"#),
        ("centri.cpg", b"UTF-8"),
    ])
}

/// The blob of a point in a GeoPackage.
pub fn geopackage_point(x: f64, y: f64) -> Vec<u8> {
    let mut blob = vec![b'G', b'P', 0, 1];
    blob.extend(4326_i32.to_le_bytes());
    blob.push(1);
    blob.extend(1_u32.to_le_bytes());
    blob.extend([x, y].into_iter().flat_map(f64::to_le_bytes));
    blob
}

/// A GeoPackage made by these statements after its own tables.
pub fn geopackage(statements: &[String]) -> Vec<u8> {
    let file = TemporaryFile::new("new.gpkg", b"");
    std::fs::remove_file(&file.0).expect("the name is free");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(&file.0).create_if_missing(true);
        let mut database = options.disable_statement_logging().connect().await.expect("a database");
        let own = [
            "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER)",
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)",
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)",
            "INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, 'GEOGCS'), (32632, 'epsg', 32632, 'PROJCS')",
        ];
        for statement in own.into_iter().chain(statements.iter().map(String::as_str)) {
            database.execute(statement).await.expect("a statement");
        }
        sqlx::Connection::close(database).await.expect("closed");
    });
    std::fs::read(&file.0).expect("it is there")
}

/// A GeoPackage of points with a name.
pub fn geopackage_of_points(points: &[(f64, f64, &str)]) -> Vec<u8> {
    let mut statements = vec![
        "CREATE TABLE centri (fid INTEGER PRIMARY KEY, geom BLOB, nome TEXT, aperto BOOLEAN, posti REAL, dal DATE)".to_owned(),
        "INSERT INTO gpkg_contents VALUES ('centri', 'features', 4326)".to_owned(),
        "INSERT INTO gpkg_geometry_columns VALUES ('centri', 'geom', 4326)".to_owned(),
    ];
    for (x, y, name) in points {
        let hex: String = geopackage_point(*x, *y).iter().map(|byte| format!("{byte:02x}")).collect();
        statements.push(format!("INSERT INTO centri (geom, nome, aperto, posti, dal) VALUES (x'{hex}', '{name}', 1, 12.0, '2024-01-22')"));
    }
    geopackage(&statements)
}

/// A KML document around these placemarks.
pub fn kml(placemarks: &str) -> Vec<u8> {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{placemarks}</Document></kml>"#)
        .into_bytes()
}

/// A GeoJSON collection around these features.
pub fn collection(features: &str) -> Vec<u8> {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#).into_bytes()
}
