//! What is wrong with one row of a file: where it is, what stands there, what is allowed.
//! Refuses to decide what happens next: a caller may stop, skip the row or list the problem in a report.

use std::fmt;

/// The longest part of an offending value that an error repeats, in characters.
const SHOWN_VALUE_CHARACTERS: usize = 80;

/// How many names of a list an error repeats.
const SHOWN_NAMES: usize = 10;

/// One problem in one file. The fields are public so that a report can be built in any language;
/// `Display` gives an English sentence for logs.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct RowError {
    /// File name without its folder.
    pub file: Box<str>,
    /// Row as a spreadsheet numbers it, or the number of the feature in a file of shapes (the first is 1);
    /// 0 when the problem is the file itself.
    pub row: u64,
    /// Column as the file calls it, when the problem is in one cell.
    pub column: Option<String>,
    /// What the cell holds, shortened.
    pub value: Option<String>,
    /// What is wrong and what would be allowed.
    pub problem: Problem,
    /// Whether nothing of the file could be read after it.
    pub ends_file: bool,
    /// All cells of the row as they stand in the file, where they can be handed back for correction. Boxed: errors are passed
    /// on by every reader, and few carry their row.
    pub cells: Option<Box<Vec<String>>>,
}

/// The kinds of problem. `code` is stable and meant as a key of a message catalogue.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// The file cannot be opened or read to its end; the system's own words.
    Unreadable(String),
    /// The bytes are not the format the name or the caller promised.
    NotThisFormat(&'static str),
    /// The file ends in the middle.
    Truncated,
    /// A column that must be there is not.
    MissingColumn,
    /// A cell that must be filled is empty.
    Empty,
    /// The cell is not text in the encoding of the file.
    NotUtf8,
    /// The cell, row or feature is longer than the limit (in characters, bytes or vertices).
    TooLong(usize),
    /// A row has more or fewer cells than the header.
    CellCount {
        /// Cells of this row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// Not a code of this many digits; codes are text and keep their leading zeros.
    NotACode(usize),
    /// Not a cadastral code: one capital letter and three digits.
    NotACadastralCode,
    /// Not a province label: two capital letters.
    NotALabel,
    /// Not a whole number from 0 to 4,294,967,295.
    NotACount,
    /// Not a decimal number.
    NotANumber,
    /// Not a date written year-month-day.
    NotADate,
    /// A latitude outside -90..90.
    LatitudeOutOfRange,
    /// A longitude outside -180..180.
    LongitudeOutOfRange,
    /// One of the two coordinates is there, the other is not.
    HalfAPosition,
    /// Latitude and longitude look exchanged: read the other way round they fall in Italy.
    SwappedCoordinates,
    /// Latitude 0, longitude 0: a missing position written as a number.
    ZeroCoordinates,
    /// Another coordinate reference system than EPSG:4326.
    WrongCrs(i32),
    /// The geometry is not of the kind named here.
    WrongGeometry(&'static str),
    /// A ring is open, too short or has a coordinate that is no number.
    BrokenRing,
    /// The file is of a kind that holds no table we read; named here.
    LooksLike(Lookalike),
    /// The file is locked with a password.
    Protected,
    /// A quotation mark is opened and never closed; the row is where it opens.
    OpenQuote,
    /// The file has no layer, sheet or table of this name.
    NoSuchLayer(String),
    /// The file has no layer, sheet or table with data.
    NothingInside,
    /// An archive of several tables of which none was chosen; their names.
    SeveralTables(Vec<String>),
    /// The text encoding asked for is not one we know.
    UnknownEncoding(String),
    /// An archive whose entries point out of it, or that unpacks to an unreasonable size.
    UnsafeArchive(&'static str),
    /// A file that belongs to this one is missing, such as the `.dbf` of a shapefile.
    MissingPart(&'static str),
    /// More of something than is read: rows, columns, entries of an archive, levels of nesting.
    TooMany(&'static str, u64),
    /// A coordinate that is no finite number, or a geometry whose lengths contradict each other.
    BrokenGeometry,
    /// The cell holds the error of a formula.
    FormulaError,
    /// Parts that do not add up to their total.
    SumMismatch {
        /// What the parts add up to.
        found: u64,
        /// What the total says.
        expected: u64,
    },
    /// The row of the total is missing, so nothing can be checked.
    NoTotal,
}

/// A kind of file people send instead of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookalike {
    /// HTML, also when the name ends in `.xls`.
    WebPage,
    /// PDF.
    Pdf,
    /// A text document (Word, OpenDocument text, RTF).
    Document,
    /// A picture.
    Picture,
    /// An archive without a table or layer in it.
    Archive,
    /// XML of another kind than KML.
    Xml,
    /// JSON that is not GeoJSON.
    Json,
    /// Bytes that are no text.
    Binary,
}

impl Lookalike {
    /// The kind in English, with its article.
    fn english(self) -> &'static str {
        match self {
            Self::WebPage => "a web page",
            Self::Pdf => "a PDF",
            Self::Document => "a text document",
            Self::Picture => "a picture",
            Self::Archive => "an archive without a table",
            Self::Xml => "XML that is not KML",
            Self::Json => "JSON that is not GeoJSON",
            Self::Binary => "binary data",
        }
    }

    /// The kind in Italian, with its article.
    pub(crate) fn italian(self) -> &'static str {
        match self {
            Self::WebPage => "una pagina web",
            Self::Pdf => "un PDF",
            Self::Document => "un documento di testo (Word o simile)",
            Self::Picture => "un'immagine",
            Self::Archive => "un archivio in cui non c'è una tabella",
            Self::Xml => "un file XML che non è KML",
            Self::Json => "un file JSON che non è GeoJSON",
            Self::Binary => "un file binario",
        }
    }
}

/// The first of a list of names.
pub(crate) fn some_of(names: &[String]) -> String {
    let more = if names.len() > SHOWN_NAMES { ", …" } else { "" };
    names.iter().take(SHOWN_NAMES).map(String::as_str).collect::<Vec<_>>().join(", ") + more
}

impl Problem {
    /// A stable key for message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NotThisFormat(_) => "not-this-format",
            Self::Truncated => "truncated",
            Self::MissingColumn => "missing-column",
            Self::Empty => "empty",
            Self::NotUtf8 => "not-utf8",
            Self::TooLong(_) => "too-long",
            Self::CellCount { .. } => "cell-count",
            Self::NotACode(_) => "not-a-code",
            Self::NotACadastralCode => "not-a-cadastral-code",
            Self::NotALabel => "not-a-label",
            Self::NotACount => "not-a-count",
            Self::NotANumber => "not-a-number",
            Self::NotADate => "not-a-date",
            Self::LatitudeOutOfRange => "latitude-out-of-range",
            Self::LongitudeOutOfRange => "longitude-out-of-range",
            Self::HalfAPosition => "half-a-position",
            Self::SwappedCoordinates => "swapped-coordinates",
            Self::ZeroCoordinates => "zero-coordinates",
            Self::WrongCrs(_) => "wrong-crs",
            Self::WrongGeometry(_) => "wrong-geometry",
            Self::BrokenRing => "broken-ring",
            Self::LooksLike(_) => "looks-like",
            Self::Protected => "protected",
            Self::OpenQuote => "open-quote",
            Self::NoSuchLayer(_) => "no-such-layer",
            Self::NothingInside => "nothing-inside",
            Self::SeveralTables(_) => "several-tables",
            Self::UnknownEncoding(_) => "unknown-encoding",
            Self::UnsafeArchive(_) => "unsafe-archive",
            Self::MissingPart(_) => "missing-part",
            Self::TooMany(..) => "too-many",
            Self::BrokenGeometry => "broken-geometry",
            Self::FormulaError => "formula-error",
            Self::SumMismatch { .. } => "sum-mismatch",
            Self::NoTotal => "no-total",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(out, "cannot be read: {reason}"),
            Self::NotThisFormat(format) => write!(out, "is not {format}"),
            Self::Truncated => out.write_str("the file ends in the middle"),
            Self::MissingColumn => out.write_str("the column is missing"),
            Self::Empty => out.write_str("must not be empty"),
            Self::NotUtf8 => out.write_str("must be text in the encoding of the file"),
            Self::TooLong(limit) => write!(out, "must not be longer than {limit}"),
            Self::CellCount { found, expected } => {
                write!(out, "has {found} cells, the header has {expected}")
            }
            Self::NotACode(digits) => write!(out, "must be a code of {digits} digits, leading zeros included"),
            Self::NotACadastralCode => out.write_str("must be one capital letter and three digits"),
            Self::NotALabel => out.write_str("must be two capital letters"),
            Self::NotACount => out.write_str("must be a whole number, not negative"),
            Self::NotANumber => out.write_str("must be a decimal number"),
            Self::NotADate => out.write_str("must be a date written year-month-day"),
            Self::LatitudeOutOfRange => out.write_str("must be a latitude between -90 and 90"),
            Self::LongitudeOutOfRange => out.write_str("must be a longitude between -180 and 180"),
            Self::HalfAPosition => out.write_str("latitude and longitude must be both there or both empty"),
            Self::SwappedCoordinates => out.write_str("latitude and longitude look exchanged"),
            Self::ZeroCoordinates => out.write_str("0, 0 is not a position: leave both empty"),
            Self::WrongCrs(code) => write!(out, "is in EPSG:{code}, only EPSG:4326 is read"),
            Self::WrongGeometry(kind) => write!(out, "the geometry must be a {kind}"),
            Self::BrokenRing => out.write_str("every ring must be closed, with at least four points on the earth"),
            Self::LooksLike(kind) => write!(out, "looks like {}", kind.english()),
            Self::Protected => out.write_str("is locked with a password"),
            Self::OpenQuote => out.write_str("a quotation mark is opened and never closed"),
            Self::NoSuchLayer(name) => write!(out, "has no layer {name:?}"),
            Self::NothingInside => out.write_str("has nothing inside that could be read"),
            Self::SeveralTables(names) => write!(out, "holds several tables: {}", some_of(names)),
            Self::UnknownEncoding(label) => write!(out, "{label:?} is no text encoding we know"),
            Self::UnsafeArchive(why) => write!(out, "the archive is not safe: {why}"),
            Self::MissingPart(part) => write!(out, "the {part} that belongs to it is missing"),
            Self::TooMany(what, limit) => write!(out, "more than {limit} {what}"),
            Self::BrokenGeometry => out.write_str("the geometry contradicts itself or has a coordinate that is no number"),
            Self::FormulaError => out.write_str("the cell holds the error of a formula"),
            Self::SumMismatch { found, expected } => write!(out, "the parts add up to {found}, the total says {expected}"),
            Self::NoTotal => out.write_str("the row of the total is missing"),
        }
    }
}

impl RowError {
    /// A problem of the file as a whole, after which nothing is read.
    pub fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.into(), row: 0, column: None, value: None, problem, ends_file: true, cells: None }
    }

    /// A problem of a whole row.
    pub fn of_row(file: &str, row: u64, problem: Problem) -> Self {
        Self { row, ends_file: false, ..Self::of_file(file, problem) }
    }

    /// The same problem as the last thing that is said of its file.
    pub(crate) fn last(self) -> Self {
        Self { ends_file: true, ..self }
    }

    /// The same problem with all cells of its row.
    pub(crate) fn with_cells(self, cells: Vec<String>) -> Self {
        Self { cells: Some(Box::new(cells)), ..self }
    }

    /// A problem of one cell; the value is shortened.
    pub fn of_cell(file: &str, row: u64, column: &str, value: &str, problem: Problem) -> Self {
        Self {
            column: Some(column.to_owned()),
            value: Some(value.chars().take(SHOWN_VALUE_CHARACTERS).collect()),
            ..Self::of_row(file, row, problem)
        }
    }

    fn sentence(&self) -> String {
        let mut text = self.file.to_string();
        if self.row > 0 {
            text.push_str(&format!(", row {}", self.row));
        }
        if let Some(column) = &self.column {
            text.push_str(&format!(", column {column}"));
        }
        text.push_str(": ");
        if let Some(value) = self.value.as_deref().filter(|value| !value.is_empty()) {
            text.push_str(&format!("{value:?} "));
        }
        text.push_str(&self.problem.to_string());
        text
    }
}
