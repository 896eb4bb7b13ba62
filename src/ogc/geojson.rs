//! Features as GeoJSON, straight into bytes. In a system other than CRS84 the numbers of a position stand in the order
//! of that system's axes, as OGC API Features Part 2 asks.

use anyhow::Result;
use chrono::SecondsFormat;
use data_import::crs::Area;
use geo::{Geometry, LineString, Polygon};

use super::collection::Collection;
use super::crs::System;
use super::feature::{Feature, FeatureId};
use super::json::{Object, decimal, integer, plain, real, text, texts};
use crate::published::cql2::{Type, Value};

/// A feature; `more` writes members beside its geometry and properties.
///
/// # Errors
/// When a position has no numbers in the system.
pub fn feature(
    out: &mut Vec<u8>,
    feature: &dyn Feature,
    collection: Collection,
    system: System,
    more: impl FnOnce(&mut Object<'_>),
) -> Result<()> {
    let mut object = Object::open(out);
    object.text("type", Some("Feature"));
    object.member("id", |out| match feature.id() {
        FeatureId::Number(number) => plain(out, number),
        FeatureId::Code(code) => text(out, code),
    });
    let mut written = Ok(());
    let properties = collection.schema().properties();
    object.member("geometry", |out| {
        written = Positions { out, system, area: feature.area() }.geometry(feature.get(properties.len() - 1));
    });
    written?;
    object.member("properties", |out| {
        let mut object = Object::open(out);
        for (at, (name, kind)) in properties.iter().enumerate() {
            if *kind != Type::Geometry {
                object.member(name, |out| value(out, *kind, feature.get(at)));
            }
        }
        feature.more(&mut object);
        object.close();
    });
    more(&mut object);
    object.close();
    Ok(())
}

/// A value of a property of that type.
pub fn value(out: &mut Vec<u8>, kind: Type, value: Value<'_>) {
    match value {
        Value::Text(one) => text(out, one),
        Value::Number(number) if kind == Type::Integer => integer(out, number),
        Value::Number(number) => real(out, number),
        Value::Boolean(one) => plain(out, one),
        Value::Date(day) => text(out, &day.to_string()),
        Value::Timestamp(moment) => text(out, &moment.to_rfc3339_opts(SecondsFormat::Secs, true)),
        Value::Texts(many) => texts(out, many),
        Value::Null | Value::Geometry(_) | Value::Point { .. } => out.extend_from_slice(b"null"),
    }
}

struct Positions<'a> {
    out: &'a mut Vec<u8>,
    system: System,
    area: Area,
}

impl Positions<'_> {
    fn geometry(&mut self, value: Value<'_>) -> Result<()> {
        let geometry = match value {
            Value::Point { lon, lat } => {
                self.begin("Point");
                self.position(lon, lat)?;
                self.out.push(b'}');
                return Ok(());
            }
            Value::Geometry(geometry) => geometry,
            _ => {
                self.out.extend_from_slice(b"null");
                return Ok(());
            }
        };
        match geometry {
            Geometry::MultiPoint(points) => {
                self.begin("MultiPoint");
                self.list(&points.0, |this, point| this.position(point.x(), point.y()))?;
            }
            Geometry::MultiPolygon(polygons) => {
                self.begin("MultiPolygon");
                self.list(&polygons.0, Self::polygon)?;
            }
            _ => anyhow::bail!("a collection holds a geometry of a kind it does not offer"),
        }
        self.out.push(b'}');
        Ok(())
    }

    fn begin(&mut self, kind: &str) {
        self.out.extend_from_slice(b"{\"type\":\"");
        self.out.extend_from_slice(kind.as_bytes());
        self.out.extend_from_slice(b"\",\"coordinates\":");
    }

    fn list<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T) -> Result<()>) -> Result<()> {
        self.out.push(b'[');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push(b',');
            }
            one(self, item)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn polygon(&mut self, polygon: &Polygon<f64>) -> Result<()> {
        self.out.push(b'[');
        self.ring(polygon.exterior(), false)?;
        for hole in polygon.interiors() {
            self.out.push(b',');
            self.ring(hole, true)?;
        }
        self.out.push(b']');
        Ok(())
    }

    /// Outer rings counterclockwise, holes clockwise (RFC 7946).
    fn ring(&mut self, ring: &LineString<f64>, clockwise: bool) -> Result<()> {
        let doubled: f64 = ring.lines().map(|side| (side.end.x - side.start.x) * (side.end.y + side.start.y)).sum();
        if (doubled > 0.0) == clockwise {
            self.list(&ring.0, |this, vertex| this.position(vertex.x, vertex.y))
        } else {
            let turned: Vec<_> = ring.0.iter().rev().copied().collect();
            self.list(&turned, |this, vertex| this.position(vertex.x, vertex.y))
        }
    }

    fn position(&mut self, lon: f64, lat: f64) -> Result<()> {
        let (first, second) = self.system.numbers(self.area, lon, lat)?;
        let digits = self.system.decimals();
        self.out.push(b'[');
        decimal(self.out, first, digits);
        self.out.push(b',');
        decimal(self.out, second, digits);
        self.out.push(b']');
        Ok(())
    }
}
