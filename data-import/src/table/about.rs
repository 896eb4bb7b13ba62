//! What a file says about itself before its rows: format, encoding, layers, reference system.
//! Refuses to interpret: a reference system is reported as declared, right or wrong.

use std::fmt;

/// How a file should be read where its own word is not enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Sheet, layer or table to read, or the file in a ZIP of several; the first with data otherwise.
    pub layer: Option<String>,
    /// Label of the text encoding (`windows-1252`, `utf-8`); recognised otherwise.
    pub encoding: Option<String>,
    /// Separator of a delimited text; recognised otherwise.
    pub separator: Option<char>,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with a separator: comma, semicolon, tab or bar.
    Csv,
    /// Spreadsheet of Excel 2007 and later.
    Xlsx,
    /// Spreadsheet of Excel 97 to 2003.
    Xls,
    /// Spreadsheet of LibreOffice.
    Ods,
    /// GeoJSON, one document or one feature per line.
    GeoJson,
    /// FlatGeobuf.
    FlatGeobuf,
    /// ESRI shapefile, bare or in a ZIP.
    Shapefile,
    /// OGC GeoPackage.
    GeoPackage,
    /// KML, bare or in a KMZ.
    Kml,
}

impl Format {
    /// The name people use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::GeoJson => "GeoJSON",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::Kml => "KML",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The reference system a file declares for its shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclaredCrs {
    /// A code of the EPSG register.
    Epsg(u32),
    /// Well-known text, as the file has it.
    Wkt(String),
}

impl DeclaredCrs {
    /// Whether coordinates are degrees of WGS 84 as far as the declaration goes.
    pub fn is_wgs84_degrees(&self) -> bool {
        match self {
            Self::Epsg(code) => *code == 4326,
            Self::Wkt(text) => {
                let text = text.to_uppercase();
                let geographic = text.trim_start().starts_with("GEOGCS") || text.trim_start().starts_with("GEOGCRS");
                geographic && (text.contains("WGS_1984") || text.contains("WGS 84") || text.contains("WGS84"))
            }
        }
    }
}

/// What is known of a file once it is open.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Its kind.
    pub format: Format,
    /// Text encoding, where the format does not fix it.
    pub encoding: Option<&'static str>,
    /// Separator of a delimited text.
    pub separator: Option<char>,
    /// Name of the file, where it was in a ZIP of tables.
    pub inside: Option<String>,
    /// The sheet, layer or table that is read.
    pub layer: Option<String>,
    /// All of the file.
    pub layers: Vec<String>,
    /// Those of them that whoever made the workbook has hidden.
    pub hidden: Vec<String>,
    /// What stands in the rows above the headers, one space between cells; `None` where there are none.
    pub title: Option<String>,
    /// Row of the headers as a spreadsheet shows it; 0 where headers are no row.
    pub header_row: u64,
    /// Reference system of the shapes.
    pub crs: Option<DeclaredCrs>,
    /// Rows of the layer, where the file says it.
    pub row_count: Option<u64>,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// What an officer should know of how the file was read, in Italian.
    pub notes: Vec<String>,
}

impl About {
    pub(crate) fn of(format: Format, bytes: u64) -> Self {
        Self {
            format,
            encoding: None,
            separator: None,
            inside: None,
            layer: None,
            layers: Vec::new(),
            hidden: Vec::new(),
            title: None,
            header_row: 0,
            crs: None,
            row_count: None,
            bytes,
            notes: Vec::new(),
        }
    }
}
