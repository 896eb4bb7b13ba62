//! OGC GeoPackage: one table of features or attributes, read only, page by page, on a thread of its own.
//! Refuses views (a stranger's query may never end) and geometries beyond the limit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{ConnectOptions, Row as _, SqliteConnection};

use super::header::is_too_long;
use super::limits::{MAX_COLUMNS, MAX_FEATURE_BYTES};
use super::sheet_cell::{boolean, iso, number};
use super::thread::{Halt, Sink, apart, on_thread};
use super::wkb::geopackage_geometry;
use super::{About, DeclaredCrs, Format, ReadOptions, Table};
use crate::columns::Columns;
use crate::row::{MAX_CELL_CHARACTERS, Row, file_name};
use crate::row_error::{Problem, RowError};

/// Rows read at a time.
const PAGE_ROWS: i64 = 100;

/// Opens a table of a GeoPackage.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowError> {
    let file = file_name(path);
    let bytes = path.metadata().map_err(|error| RowError::of_file(&file, Problem::Unreadable(error.to_string())))?.len();
    let layer = apart(&file, || block_on(Layer::find(path, options)).map_err(|problem| RowError::of_file(&file, problem)))?;
    let mut about = About::of(Format::GeoPackage, bytes);
    about.layers = layer.all.clone();
    about.layer = Some(layer.name.clone());
    about.crs = layer.crs.clone();
    about.row_count = layer.rows;
    let columns = Arc::new(Columns::of_headers(layer.columns.iter().map(|(name, _)| name.clone())));
    let (name, shared, path) = (file.clone(), columns.clone(), PathBuf::from(path));
    let rows = on_thread(file, move |sink| match block_on(layer.stream(&path, &shared, &name, sink)) {
        Ok(()) => Ok(()),
        Err(Ended::Halted(halt)) => Err(halt),
        Err(Ended::Broken(problem)) => Err(RowError::of_file(&name, problem).into()),
    })?;
    Ok(Table { about, columns, rows })
}

/// Runs a future of the database library to its end on this thread.
fn block_on<T, E: From<Problem>>(future: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| Problem::Unreadable(error.to_string()))?;
    runtime.block_on(future)
}

/// Why a stream ended early.
enum Ended {
    Halted(Halt),
    Broken(Problem),
}

impl From<Problem> for Ended {
    fn from(problem: Problem) -> Self {
        Self::Broken(problem)
    }
}

impl From<Halt> for Ended {
    fn from(halt: Halt) -> Self {
        Self::Halted(halt)
    }
}

async fn connect(path: &Path) -> Result<SqliteConnection, Problem> {
    // Immutable: no journal beside a file that is not ours.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true).create_if_missing(false);
    options.disable_statement_logging().connect().await.map_err(|error| problem(&error))
}

/// A table of the file and what is known of it.
struct Layer {
    name: String,
    all: Vec<String>,
    /// Names and declared types, without the geometry.
    columns: Vec<(String, String)>,
    geometry: Option<String>,
    crs: Option<DeclaredCrs>,
    rows: Option<u64>,
}

impl Layer {
    async fn find(path: &Path, options: &ReadOptions) -> Result<Self, Problem> {
        let mut database = connect(path).await?;
        let listed = "SELECT c.table_name FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' \
                      WHERE c.data_type IN ('features', 'attributes', 'aspatial') ORDER BY c.data_type = 'features' DESC, c.rowid";
        let tables = sqlx::query(listed).fetch_all(&mut database).await.map_err(|error| problem(&error))?;
        let all = tables.iter().map(|row| text(row, 0)).collect::<Result<Vec<_>, _>>()?;
        let name = match &options.layer {
            Some(wanted) => all.iter().find(|name| *name == wanted).cloned().ok_or_else(|| Problem::NoSuchLayer(wanted.clone()))?,
            None => first_with_rows(&mut database, &all).await?.ok_or(Problem::NothingInside)?,
        };
        let mut layer = Self { name, all, columns: Vec::new(), geometry: None, crs: None, rows: None };
        layer.describe(&mut database).await?;
        Ok(layer)
    }

    async fn describe(&mut self, database: &mut SqliteConnection) -> Result<(), Problem> {
        let shaped = sqlx::query("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?").bind(&self.name);
        // A file of attributes only need not have that table.
        if let Ok(Some(row)) = shaped.fetch_optional(&mut *database).await {
            self.geometry = Some(text(&row, 0)?);
            let system: i64 = row.try_get(1).map_err(|error| problem(&error))?;
            self.crs = reference_system(database, system).await?;
        }
        let described = sqlx::query("SELECT name, type FROM pragma_table_info(?)").bind(&self.name);
        for row in described.fetch_all(&mut *database).await.map_err(|error| problem(&error))? {
            let (name, kind) = (text(&row, 0)?, text(&row, 1)?);
            if !self.geometry.as_ref().is_some_and(|geometry| geometry.eq_ignore_ascii_case(&name)) {
                self.columns.push((name, kind.to_uppercase()));
            }
        }
        if self.columns.len() > MAX_COLUMNS {
            return Err(Problem::TooMany("columns", MAX_COLUMNS as u64));
        }
        let counted = format!("SELECT count(*) FROM {}", quoted(&self.name));
        let row = sqlx::query(&counted).fetch_one(database).await.map_err(|error| problem(&error))?;
        self.rows = row.try_get::<i64, _>(0).ok().and_then(|rows| u64::try_from(rows).ok());
        Ok(())
    }

    /// Row number, geometry and its length, then every value as text with a letter for its kind before it.
    fn statement(&self) -> String {
        let geometry = match &self.geometry {
            Some(column) => {
                let column = quoted(column);
                format!("CASE WHEN length({column}) <= {MAX_FEATURE_BYTES} THEN {column} END, length({column})")
            }
            None => "NULL, NULL".to_owned(),
        };
        let mut statement = format!("SELECT _rowid_, {geometry}");
        for (column, _) in &self.columns {
            let column = quoted(column);
            statement.push_str(&format!(
                ", CASE typeof({column}) WHEN 'integer' THEN 'i' || {column} WHEN 'real' THEN 'r' || {column} \
                 WHEN 'text' THEN 't' || substr({column}, 1, {}) END",
                MAX_CELL_CHARACTERS + 1
            ));
        }
        statement.push_str(&format!(" FROM {} WHERE _rowid_ > ? ORDER BY _rowid_ LIMIT {PAGE_ROWS}", quoted(&self.name)));
        statement
    }

    async fn stream(&self, path: &Path, columns: &Arc<Columns>, file: &Arc<str>, sink: &mut Sink<Row>) -> Result<(), Ended> {
        let mut database = connect(path).await?;
        let statement = self.statement();
        let mut last = i64::MIN;
        let mut count = 0;
        loop {
            let page = sqlx::query(&statement).bind(last).fetch_all(&mut database).await.map_err(|error| problem(&error))?;
            if page.is_empty() {
                return Ok(());
            }
            for found in page {
                let position: i64 = found.try_get(0).map_err(|error| problem(&error))?;
                // Pages must go forward, whatever a broken index says.
                if position <= last {
                    return Err(Problem::NotThisFormat("a GeoPackage").into());
                }
                last = position;
                count += 1;
                sink.put(self.row(&found, count, columns, file))?;
            }
        }
    }

    fn row(&self, found: &SqliteRow, number: u64, columns: &Arc<Columns>, file: &Arc<str>) -> Result<Row, RowError> {
        let of_row = |problem| RowError::of_row(file, number, problem);
        let mut cells = Vec::with_capacity(self.columns.len());
        for (position, ((name, kind), header)) in self.columns.iter().zip(columns.headers()).enumerate() {
            let stored: Option<&str> =
                found.try_get(position + 3).map_err(|_| RowError::of_cell(file, number, name, "", Problem::NotUtf8))?;
            let text = value(stored.unwrap_or(""), kind);
            if is_too_long(&text) {
                return Err(RowError::of_cell(file, number, header, &text, Problem::TooLong(MAX_CELL_CHARACTERS)));
            }
            cells.push(text);
        }
        let blob: Option<&[u8]> = found.try_get(1).map_err(|_| of_row(Problem::BrokenGeometry))?;
        let length: Option<i64> = found.try_get(2).ok().flatten();
        let shape = match (blob, length) {
            (Some(blob), _) => geopackage_geometry(blob).map_err(of_row)?,
            (None, Some(_)) => return Err(of_row(Problem::TooLong(MAX_FEATURE_BYTES))),
            (None, None) => None,
        };
        Ok(Row { file: file.clone(), number, columns: columns.clone(), cells, shape })
    }
}

/// A stored value as text, by the letter before it and the declared type of its column.
fn value(stored: &str, declared: &str) -> String {
    let Some((kind, text)) = stored.split_at_checked(1) else {
        return String::new();
    };
    match kind {
        "i" if declared.starts_with("BOOL") => boolean(text != "0").to_owned(),
        "r" => text.parse::<f64>().map_or_else(|_| text.to_owned(), number),
        "t" if declared.starts_with("DATE") => iso(text),
        _ => text.trim().to_owned(),
    }
}

async fn first_with_rows(database: &mut SqliteConnection, tables: &[String]) -> Result<Option<String>, Problem> {
    for name in tables {
        let any = format!("SELECT 1 FROM {} LIMIT 1", quoted(name));
        if sqlx::query(&any).fetch_optional(&mut *database).await.map_err(|error| problem(&error))?.is_some() {
            return Ok(Some(name.clone()));
        }
    }
    Ok(tables.first().cloned())
}

/// What the file says of one of its reference systems; 0 and -1 mean that it does not know.
async fn reference_system(database: &mut SqliteConnection, system: i64) -> Result<Option<DeclaredCrs>, Problem> {
    if system <= 0 {
        return Ok(None);
    }
    let asked = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?";
    let found = sqlx::query(asked).bind(system).fetch_optional(database).await.map_err(|error| problem(&error))?;
    let Some(row) = found else {
        return Ok(None);
    };
    let code = row.try_get::<i64, _>(1).ok().and_then(|code| u32::try_from(code).ok()).filter(|code| *code > 0);
    Ok(match code {
        Some(code) if text(&row, 0)?.eq_ignore_ascii_case("EPSG") => Some(DeclaredCrs::Epsg(code)),
        _ => Some(DeclaredCrs::Wkt(text(&row, 2)?)),
    })
}

fn text(row: &SqliteRow, column: usize) -> Result<String, Problem> {
    row.try_get::<Option<String>, _>(column).map(Option::unwrap_or_default).map_err(|error| problem(&error))
}

/// A name in quotes, whatever it holds.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn problem(error: &sqlx::Error) -> Problem {
    match error {
        sqlx::Error::Database(cause) => match cause.message() {
            "file is not a database" => Problem::NotThisFormat("a GeoPackage"),
            "database disk image is malformed" => Problem::Truncated,
            message if message.starts_with("no such table") => Problem::NotThisFormat("a GeoPackage"),
            message => Problem::Unreadable(message.to_owned()),
        },
        other => Problem::Unreadable(other.to_string()),
    }
}
