//! GeoJSON (RFC 7946), one feature a line.

use std::io::{BufWriter, Write};

use anyhow::{Result, bail, ensure};
use geo::{Geometry, Polygon};
use serde_json::{Value as Json, json};

use super::Table;
use super::cell::text;
use crate::published::cql2::{Record, Type, Value};

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, out: impl Write) -> Result<()> {
    let mut out = BufWriter::new(out);
    let properties = table.schema.properties();
    ensure!(table.geometry.is_some(), "GeoJSON needs a geometry");
    write!(out, "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[", json!(table.name))?;
    for (number, row) in rows.enumerate() {
        out.write_all(if number > 0 { b",\n" } else { b"\n" })?;
        let geometry = geometry(row.get(properties.len() - 1))?;
        write!(out, "{{\"type\":\"Feature\",\"id\":{},\"geometry\":{geometry},\"properties\":{{", value(row.get(0), properties[0].1))?;
        for (at, (name, kind)) in properties[..properties.len() - 1].iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(out, "{comma}{}:{}", json!(name), value(row.get(at), *kind))?;
        }
        out.write_all(b"}}")?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(())
}

fn value(value: Value<'_>, kind: Type) -> Json {
    match value {
        Value::Null | Value::Geometry(_) | Value::Point { .. } => Json::Null,
        Value::Number(number) if kind == Type::Integer => json!(number as i64),
        Value::Number(number) => json!(number),
        Value::Boolean(value) => json!(value),
        Value::Texts(texts) => json!(texts),
        other => json!(text(other)),
    }
}

fn geometry(value: Value<'_>) -> Result<Json> {
    let position = |x: f64, y: f64| json!([x, y]);
    Ok(match value {
        Value::Point { lon, lat } => json!({ "type": "Point", "coordinates": position(lon, lat) }),
        Value::Geometry(Geometry::MultiPoint(points)) => {
            let all: Vec<Json> = points.iter().map(|point| position(point.x(), point.y())).collect();
            json!({ "type": "MultiPoint", "coordinates": all })
        }
        Value::Geometry(Geometry::MultiPolygon(polygons)) => {
            let ring = |ring: &geo::LineString<f64>| ring.coords().map(|at| position(at.x, at.y)).collect::<Vec<_>>();
            let rings = |one: &Polygon<f64>| std::iter::once(one.exterior()).chain(one.interiors()).map(ring).collect::<Vec<_>>();
            json!({ "type": "MultiPolygon", "coordinates": polygons.iter().map(rings).collect::<Vec<_>>() })
        }
        Value::Null => Json::Null,
        _ => bail!("the last column of a table is no geometry"),
    })
}
