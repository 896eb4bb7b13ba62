//! One KML placemark (OGC 12-007r2): its texts, its extended data and its geometry.
//! Refuses coordinates that are no numbers and open rings; tracks, models and overlays are passed over.

use std::io::Read;

use geo::{Coord, Geometry, GeometryCollection, MultiLineString, MultiPoint, MultiPolygon, Point};
use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_DEPTH, MAX_FEATURE_BYTES};
use super::rings::{self, Budget, coordinate};
use super::xml::{Xml, attribute, entity};
use crate::row_error::Problem;

/// Texts that stand directly in a placemark.
const OWN_TEXTS: [&str; 4] = ["name", "description", "address", "phoneNumber"];

/// A placemark.
#[derive(Default)]
pub(super) struct Placemark {
    /// Names and texts in the order of the file.
    pub(super) texts: Vec<(String, String)>,
    /// The geometry, or what is wrong with it.
    pub(super) shape: Option<Result<Geometry<f64>, Problem>>,
}

impl Placemark {
    /// Reads up to the end of the placemark whose start has just been read.
    pub(super) fn read<R: Read>(xml: &mut Xml<R>) -> Result<Self, Problem> {
        let mut reading = Reading::default();
        loop {
            match xml.event()? {
                Event::Start(start) => reading.start(&start)?,
                Event::Empty(_) => {}
                Event::Text(part) => reading.add(&part.decode().map_err(|_| Problem::NotUtf8)?)?,
                Event::CData(part) => reading.add(&part.decode().map_err(|_| Problem::NotUtf8)?)?,
                Event::GeneralRef(reference) => reading.add(&entity(&reference))?,
                Event::End(_) => {
                    if reading.path.is_empty() {
                        return Ok(reading.placemark);
                    }
                    reading.end();
                }
                Event::Eof => return Err(Problem::Truncated),
                _ => {}
            }
        }
    }
}

/// A placemark half read.
#[derive(Default)]
struct Reading {
    placemark: Placemark,
    /// Local names of the elements that are open.
    path: Vec<String>,
    /// Text of the innermost element.
    text: String,
    /// Bytes of text so far.
    bytes: usize,
    /// The name of the extended datum that is open.
    datum: String,
    coordinates: Vec<Coord<f64>>,
    outer: Vec<geo::LineString<f64>>,
    inner: Vec<geo::LineString<f64>>,
    /// Parts of the multiple geometries that are open.
    open: Vec<Vec<Geometry<f64>>>,
    budget: Option<Budget>,
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Problem> {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        self.text.clear();
        match name.as_str() {
            "Data" | "SimpleData" => self.datum = attribute(start, b"name")?.unwrap_or_default(),
            "MultiGeometry" => self.open.push(Vec::new()),
            "Point" | "LineString" | "LinearRing" => self.coordinates.clear(),
            "Polygon" => {
                self.outer.clear();
                self.inner.clear();
            }
            _ => {}
        }
        self.path.push(name);
        if self.path.len() > MAX_DEPTH { Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64)) } else { Ok(()) }
    }

    fn add(&mut self, text: &str) -> Result<(), Problem> {
        self.bytes += text.len();
        if self.bytes > MAX_FEATURE_BYTES {
            return Err(Problem::TooLong(MAX_FEATURE_BYTES));
        }
        self.text.push_str(text);
        Ok(())
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let parent = self.path.last().map_or("", String::as_str);
        match name.as_str() {
            "value" if parent == "Data" => self.placemark.texts.push((self.datum.clone(), text.trim().to_owned())),
            "SimpleData" => self.placemark.texts.push((self.datum.clone(), text.trim().to_owned())),
            own if self.path.is_empty() && OWN_TEXTS.contains(&own) => {
                self.placemark.texts.push((name, text.trim().to_owned()));
            }
            "coordinates" | "Point" | "LineString" | "LinearRing" | "Polygon" | "MultiGeometry" => {
                let is_hole = parent == "innerBoundaryIs";
                if let Err(problem) = self.end_of_geometry(&name, &text, is_hole) {
                    self.placemark.shape = Some(Err(problem));
                }
            }
            _ => {}
        }
    }

    fn end_of_geometry(&mut self, name: &str, text: &str, is_hole: bool) -> Result<(), Problem> {
        match name {
            "coordinates" => {
                self.coordinates = coordinates(text)?;
                self.budget.get_or_insert_with(Budget::new).spend(self.coordinates.len())
            }
            "Point" => match std::mem::take(&mut self.coordinates).first() {
                Some(place) => self.deliver(Point::from(*place).into()),
                None => Ok(()),
            },
            "LineString" => {
                let line = rings::line(std::mem::take(&mut self.coordinates))?;
                self.deliver(line.into())
            }
            "LinearRing" => {
                let ring = rings::ring(std::mem::take(&mut self.coordinates))?;
                if is_hole {
                    self.inner.push(ring)
                } else {
                    self.outer.push(ring)
                }
                Ok(())
            }
            "Polygon" => {
                let mut all = std::mem::take(&mut self.outer);
                all.append(&mut self.inner);
                self.deliver(rings::polygon(all)?.into())
            }
            _ => match self.open.pop().map(multiple) {
                Some(Some(shape)) => self.deliver(shape),
                _ => Ok(()),
            },
        }
    }

    /// Puts a finished geometry where it belongs. A placemark has one; an earlier problem stays.
    fn deliver(&mut self, shape: Geometry<f64>) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(parts) => parts.push(shape),
            None => {
                self.placemark.shape.get_or_insert(Ok(shape));
            }
        }
        Ok(())
    }
}

/// `longitude,latitude[,altitude]` between blanks.
fn coordinates(text: &str) -> Result<Vec<Coord<f64>>, Problem> {
    let place = |text: &str| {
        let mut numbers = text.split(',').map(|number| number.parse::<f64>().map_err(|_| Problem::BrokenGeometry));
        let mut next = || numbers.next().unwrap_or(Err(Problem::BrokenGeometry));
        coordinate(next()?, next()?)
    };
    text.split_whitespace().map(place).collect()
}

/// Parts of one kind as the multiple of that kind, others as a collection; `None` where there is no part.
fn multiple(parts: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    let first = parts.first()?;
    let kind = std::mem::discriminant(first);
    if parts.iter().any(|part| std::mem::discriminant(part) != kind) {
        return Some(Geometry::GeometryCollection(GeometryCollection(parts)));
    }
    Some(match first {
        Geometry::Point(_) => MultiPoint(parts.into_iter().filter_map(|part| Point::try_from(part).ok()).collect()).into(),
        Geometry::LineString(_) => {
            MultiLineString(parts.into_iter().filter_map(|part| geo::LineString::try_from(part).ok()).collect()).into()
        }
        Geometry::Polygon(_) => MultiPolygon(parts.into_iter().filter_map(|part| geo::Polygon::try_from(part).ok()).collect()).into(),
        _ => Geometry::GeometryCollection(GeometryCollection(parts)),
    })
}
