//! ESRI shapefiles, as a bare `.shp` with its siblings or in a ZIP: shapes and their table side by side.
//! Refuses a `.shp` without its `.dbf`, and either ending before the other.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::archive::Archive;
use super::dbf::{Header, TextCode};
use super::encoding::recognise;
use super::header::is_too_long;
use super::shp::Shapes;
use super::thread::{Halt, Sink, on_thread};
use super::{About, DeclaredCrs, Format, ReadOptions, Table};
use crate::columns::Columns;
use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Problem, RowError};

/// Projection files and code pages are a few hundred bytes.
const MAX_SIDE_FILE_BYTES: usize = 1 << 16;

/// Where the files of one layer are.
#[derive(Clone)]
enum Parts {
    /// The `.shp` itself; its siblings share its name.
    Bare(PathBuf),
    /// An archive and the name of the layer in it, with its folder and without ending.
    Zipped(PathBuf, String),
}

/// Opens a `.shp` that lies beside its other files.
pub(super) fn open_bare(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let layer = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    open(path, Parts::Bare(path.to_owned()), vec![layer.clone()], layer, options)
}

/// Opens a layer of a ZIP.
pub(super) fn open_zip(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let names = Archive::open(path, &file)?.names();
    let mut stems: Vec<String> = names
        .iter()
        .filter(|name| name.to_lowercase().ends_with(".shp") && !name.starts_with("__MACOSX"))
        .map(|name| name[..name.len() - 4].to_owned())
        .collect();
    stems.sort();
    let short = |stem: &str| stem.rsplit('/').next().unwrap_or(stem).to_owned();
    let chosen = match &options.layer {
        Some(wanted) => stems.iter().find(|stem| short(stem) == *wanted || *stem == wanted),
        None => stems.first(),
    };
    let Some(chosen) = chosen.cloned() else {
        let problem = options.layer.clone().map_or(Problem::NothingInside, Problem::NoSuchLayer);
        return Err(RowError::of_file(&file, problem));
    };
    let layers = stems.iter().map(|stem| short(stem)).collect();
    open(path, Parts::Zipped(path.to_owned(), chosen.clone()), layers, short(&chosen), options)
}

fn open(path: &Path, parts: Parts, layers: Vec<String>, layer: String, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let of_file = |problem| RowError::of_file(&file, problem);
    let bytes = path.metadata().map_err(|error| of_file(Problem::Unreadable(error.to_string())))?.len();
    let mut about = About::of(Format::Shapefile, bytes);
    (about.layers, about.layer) = (layers, Some(layer));
    if let Some(projection) = parts.side_file("prj", &file)? {
        let text = String::from_utf8_lossy(&projection).trim().to_owned();
        about.crs = (!text.is_empty()).then_some(DeclaredCrs::Wkt(text));
    } else {
        about.notes.push("manca il file .prj: il sistema di riferimento non è dichiarato".to_owned());
    }
    let header = parts.with("dbf", &file, |mut input| Header::read(&mut input).map_err(of_file))?;
    // The first bytes of the shapes: a broken header is better said now than as the first row.
    parts.with("shp", &file, |input| Shapes::new(input).map(|_| ()).map_err(of_file))?;
    let code = text_code(&parts, &header, options, &file, &mut about)?;
    about.encoding = Some(code.name());
    about.row_count = Some(header.records);
    let columns = Arc::new(Columns::of_headers(header.fields.iter().map(|field| field.name.clone())));
    let (shared, name) = (columns.clone(), file.clone());
    let rows = on_thread(file, move |sink| stream(&parts, code, &shared, &name, sink))?;
    Ok(Table { about, columns, rows })
}

/// How the text is written: what was asked for, what the `.cpg` says, what the language byte says, what the bytes say.
fn text_code(parts: &Parts, header: &Header, options: &ReadOptions, file: &str, about: &mut About) -> Result<TextCode, RowError> {
    if let Some(label) = &options.encoding {
        return TextCode::of_label(label).ok_or_else(|| RowError::of_file(file, Problem::UnknownEncoding(label.clone())));
    }
    if let Some(page) = parts.side_file("cpg", file)? {
        let label = String::from_utf8_lossy(&page).into_owned();
        match TextCode::of_label(&label) {
            Some(code) => return Ok(code),
            None => about.notes.push(format!("la codifica «{}» del file .cpg non è conosciuta", label.trim())),
        }
    }
    if let Some(code) = header.language {
        return Ok(code);
    }
    let unreadable = |error: std::io::Error| RowError::of_file(file, Problem::Unreadable(error.to_string()));
    let recognised = parts.with("dbf", file, |mut input| {
        // Numbers of the header are not text.
        Header::read(&mut input).map_err(|problem| RowError::of_file(file, problem))?;
        recognise(input).map_err(unreadable)
    })?;
    let encoding = if recognised.encoding == UTF_8 { UTF_8 } else { WINDOWS_1252 };
    if encoding != UTF_8 {
        about.notes.push(format!("codifica {} riconosciuta", encoding.name()));
    }
    Ok(TextCode::Known(encoding))
}

impl Parts {
    /// The bytes of a small file of the layer, if it has one.
    fn side_file(&self, ending: &'static str, file: &str) -> Result<Option<Vec<u8>>, RowError> {
        let read = |input: &mut dyn Read| {
            let mut bytes = Vec::new();
            let found = input.take(MAX_SIDE_FILE_BYTES as u64).read_to_end(&mut bytes);
            found.map(|_| bytes).map_err(|error| RowError::of_file(file, Problem::Unreadable(error.to_string())))
        };
        match self.with(ending, file, read) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(RowError { problem: Problem::MissingPart(_), .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Lets `read` have the bytes of one file of the layer.
    fn with<T>(&self, ending: &'static str, file: &str, read: impl FnOnce(&mut dyn Read) -> Result<T, RowError>) -> Result<T, RowError> {
        let missing = || RowError::of_file(file, Problem::MissingPart(dotted(ending)));
        match self {
            Self::Bare(path) => {
                let path = sibling(path, ending).ok_or_else(missing)?;
                let opened = File::open(path).map_err(|error| RowError::of_file(file, Problem::Unreadable(error.to_string())))?;
                read(&mut BufReader::new(opened))
            }
            Self::Zipped(path, stem) => {
                let mut archive = Archive::open(path, file)?;
                let wanted = format!("{stem}.{ending}");
                if !archive.names().iter().any(|name| name.eq_ignore_ascii_case(&wanted)) {
                    return Err(missing());
                }
                read(&mut BufReader::new(archive.entry(&wanted)?))
            }
        }
    }
}

/// The file of the same name with this ending, in either case.
fn sibling(path: &Path, ending: &str) -> Option<PathBuf> {
    [ending.to_owned(), ending.to_uppercase()].iter().map(|ending| path.with_extension(ending)).find(|candidate| candidate.is_file())
}

fn dotted(ending: &str) -> &'static str {
    match ending {
        "dbf" => ".dbf",
        "prj" => ".prj",
        "cpg" => ".cpg",
        _ => ".shp",
    }
}

fn stream(parts: &Parts, code: TextCode, columns: &Arc<Columns>, file: &Arc<str>, sink: &mut Sink<Row>) -> Result<(), Halt> {
    // Nested, because each file of an archive is read through its own handle and both run side by side.
    let mut ended = Ok(());
    parts.with("shp", file, |shapes| {
        parts.with("dbf", file, |table| {
            ended = side_by_side(shapes, table, code, columns, file, sink);
            Ok(())
        })
    })?;
    ended
}

fn side_by_side(
    shapes: &mut dyn Read,
    table: &mut dyn Read,
    code: TextCode,
    columns: &Arc<Columns>,
    file: &Arc<str>,
    sink: &mut Sink<Row>,
) -> Result<(), Halt> {
    let mut table = table;
    let header = Header::read(&mut table).map_err(|problem| RowError::of_file(file, problem))?;
    let mut shapes = Shapes::new(shapes).map_err(|problem| RowError::of_file(file, problem))?;
    for number in 1..=header.records {
        let of_row = |problem| RowError::of_row(file, number, problem);
        let shape = shapes.next().map_err(of_row)?.ok_or_else(|| of_row(Problem::Truncated))?;
        let Some((cells, flaw)) = header.record(&mut table, code).map_err(of_row)? else {
            continue;
        };
        let of_cell = |position: usize, problem| {
            let header = columns.headers().get(position).map_or("", String::as_str);
            RowError::of_cell(file, number, header, cells.get(position).map_or("", String::as_str), problem)
        };
        let too_long = cells.iter().position(|cell| is_too_long(cell)).map(|position| (position, Problem::TooLong(MAX_CELL_CHARACTERS)));
        let row = match (flaw.or(too_long), shape) {
            (Some((position, problem)), _) => Err(of_cell(position, problem)),
            (None, Err(problem)) => Err(of_row(problem)),
            (None, Ok(shape)) => Ok(Row { file: file.clone(), number, columns: columns.clone(), cells, shape }),
        };
        sink.put(row)?;
    }
    Ok(())
}
