//! The rows of an export in each format. Refuses nothing: what may be written was decided before.

use std::io::{Read, Write};

use anyhow::Result;
use chrono::DateTime;
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::{Geometry, Point};
use geozero::{ColumnValue, PropertyProcessor};
use serde_json::json;

use super::super::correction::guarded;
use super::{Line, columns};
use crate::files::{self, Format, Table};
use crate::published::cql2::{Record, Schema, Type, Value};

pub(super) fn csv(lines: &[Line]) -> Result<Vec<u8>> {
    // A mark of the encoding and semicolons: a spreadsheet set to Italian opens it as it is.
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(columns().map(|field| field.name))?;
    for line in lines {
        writer.write_record(line.cells.iter().map(|cell| guarded(cell)))?;
    }
    Ok(writer.into_inner()?)
}

pub(super) fn xlsx(lines: &[Line]) -> Result<Vec<u8>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let head = rust_xlsxwriter::Format::new().set_bold();
    let text = rust_xlsxwriter::Format::new().set_num_format("@");
    let sheet = book.add_worksheet().set_name("Centri")?;
    for (column, field) in (0..).zip(columns()) {
        sheet.write_with_format(0, column, field.name, &head)?;
        sheet.set_column_format(column, &text)?;
    }
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(&line.cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_with_format(row, column, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(book.save_to_buffer()?)
}

pub(super) fn geojson(lines: &[Line]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
    for (at, line) in lines.iter().enumerate() {
        let properties: serde_json::Map<String, serde_json::Value> = columns()
            .zip(&line.cells)
            .map(|(field, cell)| (field.name.to_owned(), if cell.is_empty() { serde_json::Value::Null } else { json!(cell) }))
            .collect();
        let geometry = line.point.map(|(lon, lat)| json!({ "type": "Point", "coordinates": [lon, lat] }));
        if at > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut out, &json!({ "type": "Feature", "geometry": geometry, "properties": properties }))?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(out)
}

pub(super) fn flatgeobuf(lines: &[Line]) -> Result<Vec<u8>> {
    let options = FgbWriterOptions {
        crs: FgbCrs { org: Some("EPSG"), code: 4326, ..FgbCrs::default() },
        // An index needs a box for every feature; a protected site has none.
        write_index: false,
        detect_type: false,
        promote_to_multi: false,
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options("centri", GeometryType::Point, options)?;
    for field in columns() {
        writer.add_column(field.name, ColumnType::String, |_, _| {});
    }
    for line in lines {
        let fill = |feature: &mut dyn PropertyProcessor| {
            for (at, (field, cell)) in columns().zip(&line.cells).enumerate().filter(|(_, (_, cell))| !cell.is_empty()) {
                // The writer of properties writes into memory.
                let _ = feature.property(at, field.name, &ColumnValue::String(cell));
            }
        };
        // The empty point, as WKB writes it.
        let (lon, lat) = line.point.unwrap_or((f64::NAN, f64::NAN));
        writer.add_feature_geom(Geometry::Point(Point::new(lon, lat)), |feature| fill(feature))?;
    }
    let mut out = Vec::new();
    writer.write(&mut out)?;
    Ok(out)
}

/// All columns are texts, as in the other formats, and the point is the last.
pub(super) fn parquet(lines: &[Line]) -> Result<Vec<u8>> {
    let schema = Schema::new(columns().map(|field| (field.name, Type::Text)).chain([("geom", Type::Geometry)]));
    let table = Table { name: "centri", schema: &schema, geometry: Some("POINT") };
    let mut out = Vec::new();
    // Nothing in the file says when it was written.
    files::write(Format::Parquet, table, lines.iter(), DateTime::UNIX_EPOCH)?.read_to_end(&mut out)?;
    Ok(out)
}

impl Record for Line {
    fn get(&self, property: usize) -> Value<'_> {
        match self.cells.get(property) {
            Some(cell) if cell.is_empty() => Value::Null,
            Some(cell) => Value::Text(cell),
            None => self.point.map_or(Value::Null, |(lon, lat)| Value::Point { lon, lat }),
        }
    }
}
