//! GeoPackage 1.3 (OGC 12-128r17): one table of features in EPSG:4326. The geometry's bytes are made here, the tables by
//! the statements in `geopackage_store.rs`.

use std::path::Path;

use anyhow::{Result, bail};
use chrono::{DateTime, SecondsFormat, Utc};
use geo::{BoundingRect, Geometry, LineString, Polygon};

use super::Table;
use super::geopackage_store::Package;
use crate::published::cql2::{Record, Type, Value};

const LITTLE_ENDIAN: u8 = 1;

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, path: &Path, written_at: DateTime<Utc>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let moment = written_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let properties = table.schema.properties();
    runtime.block_on(async {
        let columns = properties[..properties.len() - 1].iter().map(|(name, kind)| (name.as_str(), declared(*kind)));
        let mut package = Package::create(path, table.name, table.geometry, &columns.collect::<Vec<_>>()).await?;
        let mut bounds: Option<[f64; 4]> = None;
        for row in rows {
            let blob = match row.get(properties.len() - 1) {
                Value::Point { lon, lat } => Some(blob(&Geometry::Point(geo::Point::new(lon, lat)), &mut bounds)?),
                Value::Geometry(geometry) => Some(blob(geometry, &mut bounds)?),
                _ => None,
            };
            let values: Vec<Value<'_>> = (0..properties.len() - 1).map(|at| row.get(at)).collect();
            package.insert(blob, &values).await?;
        }
        package.finish(table.name, table.geometry, bounds, &moment).await
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
fn blob(geometry: &Geometry<f64>, bounds: &mut Option<[f64; 4]>) -> Result<Vec<u8>> {
    if let Some(here) = geometry.bounding_rect() {
        let here = [here.min().x, here.min().y, here.max().x, here.max().y];
        *bounds = Some(bounds.map_or(here, |all| [all[0].min(here[0]), all[1].min(here[1]), all[2].max(here[2]), all[3].max(here[3])]));
    }
    let mut bytes = vec![b'G', b'P', 0, LITTLE_ENDIAN];
    bytes.extend(4326_i32.to_le_bytes());
    match geometry {
        Geometry::Point(point) => write_point(&mut bytes, point.x(), point.y()),
        Geometry::MultiPoint(points) => {
            begin(&mut bytes, 4);
            bytes.extend(u32::try_from(points.0.len())?.to_le_bytes());
            points.iter().for_each(|point| write_point(&mut bytes, point.x(), point.y()));
        }
        Geometry::MultiPolygon(polygons) => {
            begin(&mut bytes, 6);
            bytes.extend(u32::try_from(polygons.0.len())?.to_le_bytes());
            polygons.iter().try_for_each(|polygon| write_polygon(&mut bytes, polygon))?;
        }
        _ => bail!("a geometry of a kind that no table here has"),
    }
    Ok(bytes)
}

fn begin(bytes: &mut Vec<u8>, kind: u32) {
    bytes.push(LITTLE_ENDIAN);
    bytes.extend(kind.to_le_bytes());
}

fn write_point(bytes: &mut Vec<u8>, x: f64, y: f64) {
    begin(bytes, 1);
    bytes.extend(x.to_le_bytes());
    bytes.extend(y.to_le_bytes());
}

fn write_polygon(bytes: &mut Vec<u8>, polygon: &Polygon<f64>) -> Result<()> {
    begin(bytes, 3);
    bytes.extend(u32::try_from(1 + polygon.interiors().len())?.to_le_bytes());
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).try_for_each(|ring| write_ring(bytes, ring))
}

fn write_ring(bytes: &mut Vec<u8>, ring: &LineString<f64>) -> Result<()> {
    bytes.extend(u32::try_from(ring.0.len())?.to_le_bytes());
    for vertex in &ring.0 {
        bytes.extend(vertex.x.to_le_bytes());
        bytes.extend(vertex.y.to_le_bytes());
    }
    Ok(())
}
