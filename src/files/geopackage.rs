//! GeoPackage 1.3 (OGC 12-128r17): one table of features in EPSG:4326. The geometry's bytes are made here, the tables by
//! the statements in `geopackage_store.rs`.

use std::path::Path;

use anyhow::{Context, Result};
use chrono::{DateTime, SecondsFormat, Utc};
use geo::Geometry;

use super::Table;
use super::geopackage_store::Package;
use super::wkb::{self, Bounds};
use crate::published::cql2::{Record, Type, Value};

const LITTLE_ENDIAN: u8 = 1;

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, path: &Path, written_at: DateTime<Utc>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let moment = written_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let properties = table.schema.properties();
    let kind = table.geometry.context("a GeoPackage of features needs a geometry")?;
    runtime.block_on(async {
        let columns = properties[..properties.len() - 1].iter().map(|(name, kind)| (name.as_str(), declared(*kind)));
        let mut package = Package::create(path, table.name, kind, &columns.collect::<Vec<_>>()).await?;
        let mut bounds: Option<Bounds> = None;
        for row in rows {
            let blob = match row.get(properties.len() - 1) {
                Value::Point { lon, lat } => Some(blob(&Geometry::Point(geo::Point::new(lon, lat)), &mut bounds)?),
                Value::Geometry(geometry) => Some(blob(geometry, &mut bounds)?),
                _ => None,
            };
            let values: Vec<Value<'_>> = (0..properties.len() - 1).map(|at| row.get(at)).collect();
            package.insert(blob, &values).await?;
        }
        package.finish(table.name, kind, bounds, &moment).await
    })
}

fn declared(kind: Type) -> &'static str {
    match kind {
        Type::Number => "DOUBLE",
        Type::Integer => "INTEGER",
        Type::Boolean => "BOOLEAN",
        Type::Date => "DATE",
        Type::Timestamp => "DATETIME",
        Type::Text | Type::TextList | Type::Geometry => "TEXT",
    }
}

/// Header without envelope, then well-known binary.
fn blob(geometry: &Geometry<f64>, all: &mut Option<Bounds>) -> Result<Vec<u8>> {
    if let Some(here) = wkb::bounds(geometry) {
        *all = Some(wkb::together(*all, here));
    }
    let mut bytes = vec![b'G', b'P', 0, LITTLE_ENDIAN];
    bytes.extend(4326_i32.to_le_bytes());
    wkb::write(&mut bytes, geometry)?;
    Ok(bytes)
}
