//! Municipalities with their shapes in the files ISTAT and others publish: other headers, codes as numbers, metres.
//! Refuses rows without a code or polygon, and never takes `cod_uts` for the code of a province.

use geo::{Geometry, MapCoords, MultiPolygon};

use crate::crs::{CrsError, Transformer};
use crate::field::Field;
use crate::row::Row;
use crate::row_error::{Problem, RowError};
use crate::table::Table;
use crate::values::codes;

/// Steps per degree to which reprojected vertices are rounded: about 0.1 mm, as fine as borders are told apart.
const STEPS_PER_DEGREE: f64 = 1e9;

/// What a column of a file of municipalities may hold: the names of ISTAT's shapefile and of files made from it among the
/// headers. Of `cod_com` and `pro_com` one must be there.
pub const BOUNDARY_FIELDS: [Field; 12] = [
    field("cod_com", &["pro_com_t", "codice_istat", "istat", "codice_comune", "com_istat_code"], "Codice ISTAT, sei cifre", "037006"),
    field("pro_com", &["procom", "com_istat_code_num"], "Codice ISTAT scritto come numero", "37006"),
    field("comune", &["denominazione", "nome", "name", "denominazione_comune", "nome_comune"], "Nome del comune", "Bologna"),
    field("comune_a", &["altro_nome", "denominazione_altra_lingua"], "Nome in un'altra lingua", "Bozen"),
    field("cod_catasto", &["codice_catastale", "belfiore", "codice_belfiore", "com_catasto_code"], "Codice catastale", "A944"),
    field("cod_prov", &["codice_provincia", "cod_pro", "prov_istat_code"], "Codice ISTAT della provincia", "037"),
    field("provincia", &["den_uts", "prov_name", "denominazione_provincia", "nome_provincia"], "Nome della provincia", "Bologna"),
    field("den_prov", &[], "Nome della provincia, «-» dove c'è una città metropolitana", "Ravenna"),
    field("sigla", &["sigla_provincia", "sigla_automobilistica", "prov_acr", "targa"], "Sigla della provincia", "BO"),
    field("tipo_uts", &[], "Che cosa è la provincia: provincia, città metropolitana, libero consorzio …", "Provincia"),
    field("cod_reg", &["codice_regione", "reg_istat_code"], "Codice ISTAT della Regione", "08"),
    field("regione", &["den_reg", "reg_name", "denominazione_regione", "nome_regione"], "Nome della Regione", "Emilia-Romagna"),
];

const fn field(name: &'static str, headers: &'static [&'static str], about: &'static str, example: &'static str) -> Field {
    Field { name, headers, required: false, about, example }
}

/// A municipality as a file tells it; what the file does not say is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct BoundaryRow {
    /// Number of the feature in its file; the first is 1.
    pub row: u64,
    /// ISTAT code, six digits.
    pub istat_code: String,
    /// Name.
    pub name: Option<String>,
    /// Name in another language, where it stands apart.
    pub other_name: Option<String>,
    /// Cadastral (Belfiore) code.
    pub cadastral_code: Option<String>,
    /// ISTAT code of the province, three digits: what the file says, else the first digits of the municipality's.
    pub province_code: String,
    /// Name of the province.
    pub province_name: Option<String>,
    /// Two-letter label of the province; Naples is the text `NA`.
    pub province_label: Option<String>,
    /// What the province is in law, in the words of the file: "Provincia", "Citta metropolitana" …
    pub province_kind: Option<String>,
    /// ISTAT code of the Region, two digits.
    pub region_code: Option<String>,
    /// Name of the Region.
    pub region_name: Option<String>,
    /// Shape in the numbers of the file, easting or longitude first.
    pub shape: MultiPolygon<f64>,
}

impl BoundaryRow {
    /// Whether a table, its columns named as [`BOUNDARY_FIELDS`], has municipalities.
    pub fn are_in(table: &Table) -> bool {
        ["cod_com", "pro_com"].iter().any(|column| table.columns.position(column).is_some())
    }

    /// Reads a row whose columns are named as [`BOUNDARY_FIELDS`].
    ///
    /// # Errors
    /// A code that is none, an empty cell that must be filled, a shape that is no polygon.
    pub fn of(row: Row) -> Result<Self, RowError> {
        let column = if row.optional("cod_com").is_some() { "cod_com" } else { "pro_com" };
        let istat_code = codes::istat_municipality(row.required(column)?).map_err(|_| row.error(column, Problem::NotACode(6)))?.code;
        let dashless = |column: &str| row.optional_text(column).filter(|name| name != "-");
        let province_code = padded(&row, "cod_prov", 3)?.unwrap_or_else(|| istat_code.chars().take(3).collect());
        let filled = |column: &str| row.optional(column).is_some();
        Ok(Self {
            row: row.number,
            province_code,
            istat_code,
            name: row.optional_text("comune"),
            other_name: dashless("comune_a"),
            cadastral_code: if filled("cod_catasto") { Some(row.cadastral_code("cod_catasto")?) } else { None },
            province_name: dashless("provincia").or_else(|| dashless("den_prov")),
            province_label: if filled("sigla") { Some(row.province_label("sigla")?) } else { None },
            province_kind: row.optional_text("tipo_uts"),
            region_code: padded(&row, "cod_reg", 2)?,
            region_name: row.optional_text("regione"),
            shape: polygons(row)?,
        })
    }
}

/// A code of so many digits whose zeros a number may have lost.
fn padded(row: &Row, column: &str, digits: usize) -> Result<Option<String>, RowError> {
    let Some(cell) = row.optional(column) else { return Ok(None) };
    if cell.len() > digits || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(row.error(column, Problem::NotACode(digits)));
    }
    Ok(Some(format!("{cell:0>digits$}")))
}

fn polygons(row: Row) -> Result<MultiPolygon<f64>, RowError> {
    match row.shape {
        Some(Geometry::Polygon(polygon)) => Ok(MultiPolygon(vec![polygon])),
        Some(Geometry::MultiPolygon(polygons)) if !polygons.0.is_empty() => Ok(polygons),
        _ => Err(RowError::of_row(&row.file, row.number, Problem::WrongGeometry("polygon"))),
    }
}

/// A shape in degrees of WGS 84, longitude first. One vertex gives the same numbers in every shape, so that neighbours go
/// on sharing it; degrees of WGS 84 stay the very numbers they were, others are rounded to a billionth of a degree.
///
/// # Errors
/// A vertex outside the reference system.
pub fn in_degrees(shape: &MultiPolygon<f64>, transformer: &Transformer) -> Result<MultiPolygon<f64>, CrsError> {
    let rounded = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    shape.try_map_coords(|vertex| {
        let (lon, lat) = transformer.to_wgs84(vertex.x, vertex.y)?;
        let same = (lon, lat) == (vertex.x, vertex.y);
        Ok(if same { vertex } else { geo::Coord { x: rounded(lon), y: rounded(lat) } })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use geo::polygon;

    use super::*;
    use crate::columns::Columns;
    use crate::crs::{Area, Crs};
    use crate::mapping::map_headers;

    /// The headers of ISTAT's shapefile of comuni.
    const ISTAT: [&str; 12] = [
        "COD_RIP",
        "COD_REG",
        "COD_PROV",
        "COD_CM",
        "COD_UTS",
        "PRO_COM",
        "PRO_COM_T",
        "COMUNE",
        "COMUNE_A",
        "CC_UTS",
        "SHAPE_AREA",
        "SHAPE_LEN",
    ];

    fn row(cells: &[&str]) -> Row {
        let headers = ISTAT.map(str::to_owned).to_vec();
        let mapped = map_headers(&BOUNDARY_FIELDS, &headers, &BTreeMap::new());
        let names = mapped.map(|mapped| mapped.names).unwrap_or_default();
        let shape = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        Row {
            file: "Com01012025_g_WGS84.shp".into(),
            number: 1,
            columns: Arc::new(Columns::of_headers(headers).renamed(names)),
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            shape: Some(shape.into()),
        }
    }

    #[test]
    fn the_columns_of_istat_are_understood_and_codes_get_their_zeros_back() {
        let read =
            BoundaryRow::of(row(&["1", "1", "1", "201", "201", "1272", "001272", "Torino", "", "1", "1.0", "2.0"])).expect("it reads");
        assert_eq!((read.istat_code.as_str(), read.province_code.as_str()), ("001272", "001"));
        assert_eq!((read.region_code.as_deref(), read.name.as_deref()), (Some("01"), Some("Torino")));
        assert_eq!((read.cadastral_code, read.other_name, read.province_label), (None, None, None));
        let number_only = BoundaryRow::of(row(&["2", "4", "", "0", "21", "21008", "", "Bolzano", "Bozen", "1", "", ""])).expect("it reads");
        assert_eq!((number_only.istat_code.as_str(), number_only.province_code.as_str()), ("021008", "021"));
        assert_eq!(number_only.other_name.as_deref(), Some("Bozen"));
    }

    #[test]
    fn a_row_without_code_or_polygon_is_refused() {
        let refused = BoundaryRow::of(row(&["1", "1", "1", "201", "201", "", "", "Torino", "", "1", "", ""]));
        assert_eq!(refused.map_err(|error| error.problem), Err(Problem::Empty));
        let point = Row {
            shape: Some(geo::Point::new(1.0, 2.0).into()),
            ..row(&["1", "1", "1", "0", "1", "1272", "001272", "Torino", "", "1", "", ""])
        };
        assert_eq!(BoundaryRow::of(point).map_err(|error| error.problem), Err(Problem::WrongGeometry("polygon")));
    }

    #[test]
    fn neighbours_go_on_sharing_their_vertices() {
        let transformer = Transformer::new(&Crs::Epsg(32632), Area::Mainland).expect("it is in the table");
        let corner = (686_297.123_456, 4_929_876.654_321);
        let shape =
            |other: f64| MultiPolygon(vec![polygon![(x: corner.0, y: corner.1), (x: other, y: corner.1), (x: other, y: corner.1 + 500.0)]]);
        let (west, east) = (shape(corner.0 - 700.0), shape(corner.0 + 700.0));
        let first = |shape: &MultiPolygon<f64>| in_degrees(shape, &transformer).expect("inside").0[0].exterior().0[0];
        let (one, other) = (first(&west), first(&east));
        assert_eq!((one.x.to_bits(), one.y.to_bits()), (other.x.to_bits(), other.y.to_bits()));
        assert!((11.0..12.0).contains(&one.x) && (44.0..45.0).contains(&one.y), "{one:?}");
        let degrees = Transformer::new(&Crs::Epsg(4326), Area::Mainland).expect("it is in the table");
        let exact = MultiPolygon(vec![polygon![(x: 11.123_456_789_012, y: 44.5), (x: 11.2, y: 44.5), (x: 11.2, y: 44.6)]]);
        assert_eq!(in_degrees(&exact, &degrees).expect("inside"), exact);
    }
}
