//! Which reader takes a file: decided by its first bytes and, for archives, by what is inside.
//! Refuses pictures, documents, web pages and whatever else is no table, saying what it is.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::archive::Archive;
use super::zipped;
use crate::row_error::{Lookalike, Problem, RowError};

/// Enough of a file to know its kind.
const START_BYTES: u64 = 4_096;

/// The readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Xlsx,
    Xls,
    Ods,
    Json,
    FlatGeobuf,
    Shapefile,
    ZippedShapefile,
    GeoPackage,
    Kml,
    Kmz,
    ZippedTable,
}

/// The first bytes of compound files: Excel 97 to 2003, and everything locked with a password.
pub(super) const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const PICTURES: [&[u8]; 6] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*", b"BM"];
const ARCHIVES: [&[u8]; 5] = [b"7z\xBC\xAF", b"Rar!", b"\x1F\x8B", b"BZh", b"\xFD7zXZ"];

/// The kind of a file.
pub(super) fn kind(path: &Path, file: &str) -> Result<Kind, RowError> {
    let unreadable = |error: std::io::Error| RowError::of_file(file, Problem::Unreadable(error.to_string()));
    let mut start = Vec::new();
    File::open(path).and_then(|opened| opened.take(START_BYTES).read_to_end(&mut start)).map_err(unreadable)?;
    let looks_like = |kind| Err(RowError::of_file(file, Problem::LooksLike(kind)));
    if start.is_empty() {
        return Err(RowError::of_file(file, Problem::NotThisFormat("a table with a header row")));
    }
    if start.starts_with(b"fgb") && start.get(4..7).is_none_or(|again| again == b"fgb") {
        return Ok(Kind::FlatGeobuf);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return inside(path, file);
    }
    if start.starts_with(COMPOUND) {
        return Ok(Kind::Xls);
    }
    if start.starts_with(b"SQLite format 3\0") {
        return Ok(Kind::GeoPackage);
    }
    if start.starts_with(b"\0\0\x27\x0A") {
        return Ok(Kind::Shapefile);
    }
    if start.starts_with(b"%PDF") {
        return looks_like(Lookalike::Pdf);
    }
    if start.starts_with(b"{\\rtf") {
        return looks_like(Lookalike::Document);
    }
    let is_text = !start.contains(&0);
    if PICTURES.iter().any(|magic| start.starts_with(magic)) && !(is_text && start.starts_with(b"BM")) {
        return looks_like(Lookalike::Picture);
    }
    if ARCHIVES.iter().any(|magic| start.starts_with(magic)) && !(is_text && start.starts_with(b"BZh")) {
        return looks_like(Lookalike::Archive);
    }
    match of_text(&start) {
        Ok(kind) => Ok(kind),
        Err(kind) => looks_like(kind),
    }
}

/// Text formats, by their first characters.
fn of_text(start: &[u8]) -> Result<Kind, Lookalike> {
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    match text.first() {
        Some(b'{' | 0x1E) => Ok(Kind::Json),
        Some(b'[') if text.trim_ascii_end().ends_with(b"]") || text[1..].trim_ascii_start().starts_with(b"{") => Err(Lookalike::Json),
        Some(b'<') => {
            let lower = String::from_utf8_lossy(text).to_lowercase();
            let first_tag = lower.split('<').find(|tag| !tag.is_empty() && !tag.starts_with(['?', '!'])).unwrap_or("");
            let name = first_tag.split(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/').next().unwrap_or("");
            let name = name.rsplit(':').next().unwrap_or(name);
            if lower.starts_with("<!doctype html") || ["html", "head", "body", "table", "meta", "div", "script"].contains(&name) {
                Err(Lookalike::WebPage)
            } else if ["kml", "document", "folder", "placemark"].contains(&name) {
                Ok(Kind::Kml)
            } else {
                Err(Lookalike::Xml)
            }
        }
        _ => Ok(Kind::Text),
    }
}

/// What an archive is, by the names of its entries.
fn inside(path: &Path, file: &str) -> Result<Kind, RowError> {
    let mut archive = Archive::open(path, file)?;
    let names = archive.names();
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let some_end = |ending: &str| names.iter().any(|name| name.to_lowercase().ends_with(ending));
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    if has("content.xml") {
        let mut mimetype = String::new();
        if has("mimetype") {
            archive.entry("mimetype")?.take(100).read_to_string(&mut mimetype).unwrap_or_default();
        }
        let is_sheet = mimetype.is_empty() || mimetype.contains("spreadsheet");
        return if is_sheet { Ok(Kind::Ods) } else { Err(RowError::of_file(file, Problem::LooksLike(Lookalike::Document))) };
    }
    if has("word/document.xml") {
        return Err(RowError::of_file(file, Problem::LooksLike(Lookalike::Document)));
    }
    if some_end(".shp") {
        return Ok(Kind::ZippedShapefile);
    }
    let tables = zipped::tables(&names);
    if has("doc.kml") || (!tables.is_empty() && tables.iter().all(|name| name.to_lowercase().ends_with(".kml"))) {
        return Ok(Kind::Kmz);
    }
    if !tables.is_empty() {
        return Ok(Kind::ZippedTable);
    }
    // The parts of a shapefile without the one that gives it its name.
    if some_end(".dbf") {
        return Err(RowError::of_file(file, Problem::MissingPart(".shp")));
    }
    Err(RowError::of_file(file, Problem::LooksLike(Lookalike::Archive)))
}
