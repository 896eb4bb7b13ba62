//! A table in a ZIP, as ISTAT hands out POSAS: the one table inside is unpacked beside other temporary files and read from
//! there. Refuses an archive with several tables, unless one is named, and archives inside archives.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::archive::{Archive, io_problem};
use super::{ReadOptions, Table};
use crate::row::{Row, Rows, file_name};
use crate::row_error::{Problem, RowError};

/// How names of tables end.
const TABLES: [&str; 9] = [".csv", ".tsv", ".xlsx", ".xls", ".ods", ".geojson", ".gpkg", ".kml", ".fgb"];

/// How names end of what may be a table or a word about one: it counts where there is no other.
const PERHAPS: [&str; 3] = [".txt", ".tab", ".json"];

/// The longest file name that every file system takes, in bytes.
const MAX_NAME_BYTES: usize = 200;

/// The entries that are tables, by their names.
pub(super) fn tables(names: &[String]) -> Vec<String> {
    let is_hidden = |name: &str| name.split('/').any(|part| part != "." && part.starts_with(['.', '~']) || part == "__MACOSX");
    let ending_in = |endings: &[&str]| -> Vec<String> {
        let fits = |name: &&String| !is_hidden(name) && endings.iter().any(|ending| name.to_lowercase().ends_with(ending));
        names.iter().filter(fits).cloned().collect()
    };
    let sure = ending_in(&TABLES);
    if sure.is_empty() { ending_in(&PERHAPS) } else { sure }
}

/// Opens the table of an archive with `read`.
pub(super) fn open(
    path: &Path,
    options: &ReadOptions,
    read: impl FnOnce(&Path, &ReadOptions) -> Result<Table, RowError>,
) -> Result<Table, RowError> {
    let file = file_name(path);
    let mut archive = Archive::open(path, &file)?;
    let tables = tables(&archive.names());
    let Some((name, layer)) = chosen(&tables, options.layer.as_deref()) else {
        let names = tables.iter().map(|name| short(name).to_owned()).collect();
        return Err(RowError::of_file(&file, Problem::SeveralTables(names)));
    };
    let unpacked = Unpacked::of(&mut archive, name).map_err(|problem| RowError::of_file(&file, problem))?;
    let mut table = read(&unpacked.file, &ReadOptions { layer, ..options.clone() })?;
    table.about.inside = Some(short(name).to_owned());
    table.rows = Box::new(Held { rows: table.rows, _unpacked: unpacked });
    Ok(table)
}

/// The only table, or the one that is named; and what remains of the layer's name for the table itself.
fn chosen<'a>(tables: &'a [String], layer: Option<&str>) -> Option<(&'a str, Option<String>)> {
    let is_named = |name: &&String| layer.is_some_and(|layer| *name == layer || short(name).eq_ignore_ascii_case(layer));
    let stem = |name: &str| short(name).rsplit_once('.').map_or(String::new(), |(stem, _)| stem.to_owned());
    match (tables, tables.iter().find(is_named)) {
        (_, Some(name)) => Some((name, None)),
        ([only], None) => Some((only, layer.map(str::to_owned))),
        (several, None) => {
            let mut named = several.iter().filter(|name| layer.is_some_and(|layer| stem(name) == layer));
            named.next().filter(|_| named.next().is_none()).map(|name| (name.as_str(), None))
        }
    }
}

/// The name without its folders.
fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A file that goes away with whoever reads it, in a folder that nobody else may look into.
struct Unpacked {
    folder: PathBuf,
    file: PathBuf,
}

impl Unpacked {
    fn of(archive: &mut Archive, name: &str) -> Result<Self, Problem> {
        let folder = folder().map_err(|error| Problem::Unreadable(error.to_string()))?;
        let plain = Some(short(name)).filter(|name| name.len() <= MAX_NAME_BYTES).unwrap_or("tabella");
        let unpacked = Self { file: folder.join(plain), folder };
        let mut entry = archive.entry(name).map_err(|error| error.problem)?;
        let copied = File::create_new(&unpacked.file).and_then(|mut file| io::copy(&mut entry, &mut file));
        copied.map(|_| unpacked).map_err(|error| io_problem(&error))
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        // What cannot be taken away goes with the other temporary files.
        let _ = std::fs::remove_file(&self.file);
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// A new folder: one that is there already, whoever made it, is not used.
fn folder() -> io::Result<PathBuf> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("centri-{}-{number}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Rows and the file they are read from, which is there as long as they are asked for.
struct Held {
    rows: Rows<Row>,
    _unpacked: Unpacked,
}

impl Iterator for Held {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn words_about_a_table_are_none() {
        let inside =
            names(&["LEGGIMI.txt", "./POSAS_2024/Comuni.CSV", "__MACOSX/._Comuni.csv", ".vecchio.csv", "~$elenco.xlsx", "nota.pdf"]);
        assert_eq!(tables(&inside), ["./POSAS_2024/Comuni.CSV"]);
        assert_eq!(tables(&names(&["dati.txt", "nota.pdf"])), ["dati.txt"]);
    }

    #[test]
    fn what_was_unpacked_goes_away_with_its_rows() {
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        writer.start_file("a/vie.csv", zip::write::SimpleFileOptions::default()).expect("an entry");
        io::Write::write_all(&mut writer, b"id;nome\n1;Uno\n2;Due\n").expect("its bytes");
        let folder = folder().expect("a folder");
        let file = folder.join("vie.zip");
        std::fs::write(&file, writer.finish().expect("a directory").into_inner()).expect("written");
        let mut place = PathBuf::new();
        let mut table = open(&file, &ReadOptions::default(), |path, options| {
            place = path.to_owned();
            crate::table::open(path, options)
        })
        .expect("it opens");
        assert!(table.rows.next().is_some_and(|row| row.is_ok()) && place.is_file());
        drop(table);
        assert!(!place.exists() && place.parent().is_some_and(|folder| !folder.exists()), "{}", place.display());
        std::fs::remove_dir_all(&folder).expect("the folder of the test");
    }

    #[test]
    fn one_of_several_is_named_and_a_sheet_of_the_only_one_is_asked_for_inside() {
        let several = names(&["a/civici.csv", "a/vie.csv", "b/vie.xlsx"]);
        assert_eq!(chosen(&several, None), None);
        assert_eq!(chosen(&several, Some("civici")), Some(("a/civici.csv", None)));
        assert_eq!(chosen(&several, Some("vie")), None);
        assert_eq!(chosen(&several, Some("VIE.xlsx")), Some(("b/vie.xlsx", None)));
        let only = names(&["comuni.gpkg"]);
        assert_eq!(chosen(&only, Some("comuni")), Some(("comuni.gpkg", Some("comuni".to_owned()))));
        assert_eq!(chosen(&only, Some("comuni.gpkg")), Some(("comuni.gpkg", None)));
    }
}
