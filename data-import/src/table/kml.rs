//! KML and KMZ: every placemark is a row; names of texts and of extended data are columns, found in a first pass.
//! Refuses files without a placemark; coordinates of KML are always degrees of WGS 84.

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quick_xml::events::Event;

use super::archive::Archive;
use super::header::is_too_long;
use super::kml_placemark::Placemark;
use super::limits::{MAX_COLUMNS, MAX_DEPTH};
use super::thread::{Halt, Sink, on_thread};
use super::xml::Xml;
use super::{About, DeclaredCrs, Format, Table};
use crate::columns::Columns;
use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Problem, RowError};

/// Where the document is.
#[derive(Clone)]
enum Document {
    Bare(PathBuf),
    /// An archive and the name of its entry.
    Zipped(PathBuf, String),
}

/// Opens a `.kml`.
pub(super) fn open_bare(path: &Path) -> Result<Table, RowError> {
    open(path, Document::Bare(path.to_owned()))
}

/// Opens a `.kmz`: its first `.kml`, `doc.kml` before others.
pub(super) fn open_kmz(path: &Path) -> Result<Table, RowError> {
    let file = file_name(path);
    let mut names = Archive::open(path, &file)?.names();
    names.retain(|name| name.to_lowercase().ends_with(".kml") && !name.starts_with("__MACOSX"));
    names.sort_by_key(|name| (!name.eq_ignore_ascii_case("doc.kml"), name.matches('/').count(), name.clone()));
    let name = names.into_iter().next().ok_or_else(|| RowError::of_file(&file, Problem::NothingInside))?;
    open(path, Document::Zipped(path.to_owned(), name))
}

fn open(path: &Path, document: Document) -> Result<Table, RowError> {
    let file = file_name(path);
    let of_file = |problem| RowError::of_file(&file, problem);
    let bytes = path.metadata().map_err(|error| of_file(Problem::Unreadable(error.to_string())))?.len();
    let survey = document.with(&file, |input| Survey::of(input).map_err(of_file))?;
    let mut about = About::of(Format::Kml, bytes);
    about.crs = Some(DeclaredCrs::Epsg(4326));
    about.row_count = survey.is_whole.then_some(survey.placemarks);
    let columns = Arc::new(Columns::of_headers(survey.names.iter().cloned()));
    let (names, shared, name) = (survey.names, columns.clone(), file.clone());
    let rows = on_thread(file, move |sink| {
        let mut ended = Ok(());
        document.with(&name, |input| {
            ended = stream(input, &names, &shared, &name, sink);
            Ok(())
        })?;
        ended
    })?;
    Ok(Table { about, columns, rows })
}

impl Document {
    fn with<T>(&self, file: &str, read: impl FnOnce(&mut dyn Read) -> Result<T, RowError>) -> Result<T, RowError> {
        match self {
            Self::Bare(path) => {
                let opened = File::open(path).map_err(|error| RowError::of_file(file, Problem::Unreadable(error.to_string())))?;
                let mut opened = opened;
                read(&mut opened)
            }
            Self::Zipped(path, name) => read(&mut Archive::open(path, file)?.entry(name)?),
        }
    }
}

/// What the first pass finds.
#[derive(Default)]
struct Survey {
    names: Vec<String>,
    placemarks: u64,
    /// Whether the text was read to its end; where not, the rows say why.
    is_whole: bool,
}

impl Survey {
    fn of(input: &mut dyn Read) -> Result<Self, Problem> {
        let mut survey = Self::default();
        let mut seen = HashSet::new();
        let mut placemarks = Placemarks::new(input);
        loop {
            match placemarks.next() {
                Ok(Some(placemark)) => {
                    survey.placemarks += 1;
                    for (name, _) in placemark.texts {
                        if !seen.contains(&name) {
                            seen.insert(name.clone());
                            survey.names.push(name);
                        }
                    }
                    if survey.names.len() > MAX_COLUMNS {
                        return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
                    }
                }
                Ok(None) if survey.placemarks == 0 => return Err(Problem::NothingInside),
                Ok(None) => {
                    survey.is_whole = true;
                    return Ok(survey);
                }
                Err(problem) if survey.placemarks == 0 => return Err(problem),
                Err(_) => return Ok(survey),
            }
        }
    }
}

/// The placemarks of a document, at any depth of its folders.
struct Placemarks<R> {
    xml: Xml<R>,
    depth: usize,
}

impl<R: Read> Placemarks<R> {
    fn new(input: R) -> Self {
        Self { xml: Xml::new(input), depth: 0 }
    }

    fn next(&mut self) -> Result<Option<Placemark>, Problem> {
        loop {
            match self.xml.event()? {
                Event::Start(start) if start.local_name().as_ref() == b"Placemark" => {
                    return Placemark::read(&mut self.xml).map(Some);
                }
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
                    }
                }
                Event::End(_) => self.depth = self.depth.saturating_sub(1),
                Event::Eof if self.depth > 0 => return Err(Problem::Truncated),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

fn stream(input: &mut dyn Read, names: &[String], columns: &Arc<Columns>, file: &Arc<str>, sink: &mut Sink<Row>) -> Result<(), Halt> {
    let mut placemarks = Placemarks::new(input);
    let mut number = 0;
    loop {
        number += 1;
        match placemarks.next() {
            Ok(Some(placemark)) => sink.put(row(placemark, number, names, columns, file))?,
            Ok(None) => return Ok(()),
            Err(problem) => return Err(RowError::of_row(file, number, problem).into()),
        }
    }
}

fn row(placemark: Placemark, number: u64, names: &[String], columns: &Arc<Columns>, file: &Arc<str>) -> Result<Row, RowError> {
    let mut cells = vec![String::new(); names.len()];
    for (name, text) in placemark.texts {
        let Some(position) = names.iter().position(|known| *known == name) else { continue };
        if is_too_long(&text) {
            return Err(RowError::of_cell(file, number, &name, &text, Problem::TooLong(MAX_CELL_CHARACTERS)));
        }
        // Of two texts of one name the first counts.
        if let Some(cell) = cells.get_mut(position).filter(|cell| cell.is_empty()) {
            *cell = text;
        }
    }
    let shape = placemark.shape.transpose().map_err(|problem| RowError::of_row(file, number, problem))?;
    Ok(Row { file: file.clone(), number, columns: columns.clone(), cells, shape })
}
