//! Comma-separated values as open data ask for them: UTF-8, a header of stable names, ISO dates, decimal point, no units.

use std::io::{BufWriter, Write};

use anyhow::Result;

use super::Table;
use super::cell::{guarded, text};
use crate::published::cql2::{Record, Type, Value};

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, out: impl Write) -> Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(BufWriter::new(out));
    let properties = table.schema.properties();
    for (name, kind) in properties {
        if *kind == Type::Geometry {
            writer.write_field("lon")?;
            writer.write_field("lat")?;
        } else {
            writer.write_field(name)?;
        }
    }
    writer.write_record(None::<&[u8]>)?;
    for row in rows {
        for (at, (_, kind)) in properties.iter().enumerate() {
            let value = row.get(at);
            match (kind, value) {
                (Type::Geometry, Value::Point { lon, lat }) => {
                    writer.write_field(lon.to_string())?;
                    writer.write_field(lat.to_string())?;
                }
                (Type::Geometry, _) => {
                    writer.write_field("")?;
                    writer.write_field("")?;
                }
                (Type::Text | Type::TextList, _) => writer.write_field(guarded(text(value)).as_bytes())?,
                _ => writer.write_field(text(value).as_bytes())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}
