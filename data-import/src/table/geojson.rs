//! GeoJSON (RFC 7946, and the older form with a `crs`): columns from a first pass over the properties, rows from a
//! second; never more than one feature in memory. Refuses JSON that is something else.

use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::geojson_geometry::{geometry, is_geometry};
use super::header::is_too_long;
use super::json_pieces::{Piece, Pieces};
use super::limits::MAX_COLUMNS;
use super::sheet_cell::boolean;
use super::thread::{Halt, Sink, on_thread};
use super::{About, DeclaredCrs, Format, Table};
use crate::columns::Columns;
use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Lookalike, Problem, RowError};

/// The column that holds the `id` of the features, where they have one outside their properties.
const IDENTIFIER: &str = "id";

/// Opens a GeoJSON file of any of its forms.
pub(super) fn open(path: &Path) -> Result<Table, RowError> {
    let file = file_name(path);
    let unreadable = |error: std::io::Error| RowError::of_file(&file, Problem::Unreadable(error.to_string()));
    let opened = File::open(path).map_err(unreadable)?;
    let mut about = About::of(Format::GeoJson, opened.metadata().map_err(unreadable)?.len());
    let survey = Survey::of(Pieces::new(opened)).map_err(|problem| RowError::of_file(&file, problem))?;
    about.crs = Some(survey.crs.unwrap_or(DeclaredCrs::Epsg(4326)));
    about.row_count = survey.is_whole.then_some(survey.features);
    let columns = Arc::new(Columns::of_headers(survey.keys.iter().cloned()));
    let (name, shared, keys, path) = (file.clone(), columns.clone(), survey.keys, PathBuf::from(path));
    let rows = on_thread(file, move |sink| stream(&path, &keys, &shared, &name, sink))?;
    Ok(Table { about, columns, rows })
}

/// What the first pass reads of an object.
#[derive(Deserialize)]
struct Sketch {
    #[serde(rename = "type")]
    kind: Option<String>,
    id: Option<IgnoredAny>,
    properties: Option<Keys>,
    crs: Option<Value>,
}

/// Names of the members of an object, in the order of the file.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfMap;
        impl<'de> Visitor<'de> for OfMap {
            type Value = Keys;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(OfMap)
    }
}

/// What the first pass finds.
#[derive(Default)]
struct Survey {
    keys: Vec<String>,
    crs: Option<DeclaredCrs>,
    features: u64,
    /// Whether the text was read to its end; where not, the rows say why.
    is_whole: bool,
}

impl Survey {
    fn of(mut pieces: Pieces<File>) -> Result<Self, Problem> {
        let mut survey = Self::default();
        let mut seen = HashSet::new();
        let mut has_collection = false;
        loop {
            match pieces.next() {
                Ok(None) => {
                    survey.is_whole = true;
                    break;
                }
                Ok(Some(Piece::Collection(bytes))) => {
                    has_collection = true;
                    survey.note_crs(bytes)?;
                }
                Ok(Some(Piece::Feature(bytes))) => {
                    survey.features += 1;
                    // A broken feature is an error of its row, in the second pass.
                    if let Ok(sketch) = serde_json::from_slice::<Sketch>(bytes) {
                        survey.note_keys(sketch, &mut seen)?;
                    }
                }
                Err(problem) if survey.features == 0 => return Err(problem),
                Err(_) => break,
            }
        }
        if survey.features == 0 && !has_collection {
            return Err(Problem::NothingInside);
        }
        Ok(survey)
    }

    fn note_keys(&mut self, sketch: Sketch, seen: &mut HashSet<String>) -> Result<(), Problem> {
        let kind = sketch.kind.as_deref().unwrap_or("");
        if kind != "Feature" && !is_geometry(kind) {
            // The first object decides what the file is; a stray later one is an error of its row.
            return if self.features == 1 { Err(Problem::LooksLike(Lookalike::Json)) } else { Ok(()) };
        }
        self.note_old_crs(sketch.crs.as_ref());
        let keys = sketch.properties.map(|keys| keys.0).unwrap_or_default();
        let own = (sketch.id.is_some() && kind == "Feature").then(|| IDENTIFIER.to_owned());
        for key in own.into_iter().chain(keys) {
            if !seen.contains(&key) {
                seen.insert(key.clone());
                self.keys.push(key);
            }
        }
        if self.keys.len() > MAX_COLUMNS { Err(Problem::TooMany("columns", MAX_COLUMNS as u64)) } else { Ok(()) }
    }

    fn note_crs(&mut self, frame: &[u8]) -> Result<(), Problem> {
        let frame: Map<String, Value> = serde_json::from_slice(frame).map_err(|_| Problem::NotThisFormat("GeoJSON"))?;
        if frame.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
            return Err(Problem::LooksLike(Lookalike::Json));
        }
        self.note_old_crs(frame.get("crs"));
        Ok(())
    }

    /// The member `crs` of GeoJSON before RFC 7946: a name such as `urn:ogc:def:crs:EPSG::32632`.
    fn note_old_crs(&mut self, crs: Option<&Value>) {
        let name = crs.and_then(|crs| crs.pointer("/properties/name")).and_then(Value::as_str);
        let Some(name) = name else { return };
        let code = name.rsplit(':').next().unwrap_or("");
        self.crs = Some(match code.parse() {
            Ok(code) if name.to_uppercase().contains("EPSG") => DeclaredCrs::Epsg(code),
            _ if code.eq_ignore_ascii_case("CRS84") => DeclaredCrs::Epsg(4326),
            _ => DeclaredCrs::Wkt(name.to_owned()),
        });
    }
}

fn stream(path: &Path, keys: &[String], columns: &Arc<Columns>, file: &Arc<str>, sink: &mut Sink<Row>) -> Result<(), Halt> {
    let opened = File::open(path).map_err(|error| RowError::of_file(file, Problem::Unreadable(error.to_string())))?;
    let mut pieces = Pieces::new(opened);
    let mut number = 0;
    loop {
        match pieces.next() {
            Ok(None) => return Ok(()),
            Ok(Some(Piece::Collection(_))) => {}
            Ok(Some(Piece::Feature(bytes))) => {
                number += 1;
                sink.put(row(bytes, number, keys, columns, file))?;
            }
            Err(problem) => return Err(RowError::of_row(file, number + 1, problem).into()),
        }
    }
}

fn row(bytes: &[u8], number: u64, keys: &[String], columns: &Arc<Columns>, file: &Arc<str>) -> Result<Row, RowError> {
    let of_row = |problem| RowError::of_row(file, number, problem);
    let object: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| of_row(Problem::NotThisFormat("a GeoJSON feature")))?;
    let kind = object.get("type").and_then(Value::as_str).unwrap_or("");
    let properties = object.get("properties").and_then(Value::as_object);
    let is_bare = is_geometry(kind);
    if !is_bare && kind != "Feature" {
        return Err(of_row(Problem::NotThisFormat("a GeoJSON feature")));
    }
    let mut cells = Vec::with_capacity(keys.len());
    for (key, header) in keys.iter().zip(columns.headers()) {
        let inside = properties.and_then(|properties| properties.get(key));
        let value = inside.or_else(|| object.get(key).filter(|_| key == IDENTIFIER && !is_bare));
        let text = value.map(text).unwrap_or_default();
        if is_too_long(&text) {
            return Err(RowError::of_cell(file, number, header, &text, Problem::TooLong(MAX_CELL_CHARACTERS)));
        }
        cells.push(text);
    }
    let shape = if is_bare { geometry(Some(&Value::Object(object))) } else { geometry(object.get("geometry")) };
    Ok(Row { file: file.clone(), number, columns: columns.clone(), cells, shape: shape.map_err(of_row)? })
}

/// A property as text; lists and objects as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => boolean(*value).to_owned(),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => whole.to_string(),
            (_, Some(whole), _) => whole.to_string(),
            (_, _, Some(number)) => number.to_string(),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}
