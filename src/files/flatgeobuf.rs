//! FlatGeobuf with a spatial index, EPSG:4326. The index needs a place for every row: rows without a geometry are left out.

use std::io::{BufWriter, Write};

use anyhow::{Result, bail};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::{Geometry, Point};
use geozero::{ColumnValue, PropertyProcessor};

use super::Table;
use super::cell::text;
use crate::published::cql2::{Record, Type, Value};

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, out: impl Write) -> Result<()> {
    let kind = match table.geometry {
        Some("POINT") => GeometryType::Point,
        Some("MULTIPOINT") => GeometryType::MultiPoint,
        Some(_) => GeometryType::MultiPolygon,
        None => bail!("FlatGeobuf needs a geometry"),
    };
    let options = FgbWriterOptions {
        crs: FgbCrs { org: Some("EPSG"), code: 4326, ..FgbCrs::default() },
        write_index: true,
        detect_type: false,
        promote_to_multi: false,
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(table.name, kind, options)?;
    let properties = table.schema.properties();
    let columns = properties.iter().filter(|(_, kind)| *kind != Type::Geometry);
    for (name, kind) in columns {
        let kind = match kind {
            Type::Number => ColumnType::Double,
            Type::Integer => ColumnType::Long,
            Type::Boolean => ColumnType::Bool,
            Type::Date | Type::Timestamp => ColumnType::DateTime,
            Type::Text | Type::TextList | Type::Geometry => ColumnType::String,
        };
        writer.add_column(name, kind, |_, _| {});
    }
    for row in rows {
        let geometry = match row.get(properties.len() - 1) {
            Value::Point { lon, lat } => Geometry::Point(Point::new(lon, lat)),
            Value::Geometry(geometry) => geometry.clone(),
            Value::Null => continue,
            _ => bail!("the last column of a table is no geometry"),
        };
        let fill = |feature: &mut dyn PropertyProcessor| {
            for (at, (name, kind)) in properties[..properties.len() - 1].iter().enumerate() {
                let value = row.get(at);
                let shown = text(value);
                let written = match value {
                    Value::Null => continue,
                    Value::Number(number) if *kind == Type::Integer => ColumnValue::Long(number as i64),
                    Value::Number(number) => ColumnValue::Double(number),
                    Value::Boolean(value) => ColumnValue::Bool(value),
                    Value::Date(_) | Value::Timestamp(_) => ColumnValue::DateTime(&shown),
                    _ => ColumnValue::String(&shown),
                };
                // The writer of properties writes into memory.
                let _ = feature.property(at, name, &written);
            }
        };
        writer.add_feature_geom(geometry, |feature| fill(feature))?;
    }
    let mut out = BufWriter::new(out);
    writer.write(&mut out)?;
    out.flush()?;
    Ok(())
}
