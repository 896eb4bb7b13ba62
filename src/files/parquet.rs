//! GeoParquet 1.1 (OGC, <https://geoparquet.org/releases/v1.1.0/>): geometries as WKB in OGC:CRS84, a column `bbox` by which readers
//! skip what they do not need, zstd, statistics of every column but the geometry. A table without a geometry is plain Parquet.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use geo::Geometry;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use serde_json::json;

use super::Table;
use super::parquet_column::Column;
use super::wkb::{self, Bounds};
use crate::published::cql2::{Record, Type, Value};

/// Rows of a group at most: few enough to be held, enough for columns to compress well.
const ROWS: usize = 16_384;
/// Bytes of a group at most, about: the shapes of a Region or two, so that who asks for one need not read Italy.
const BYTES: usize = 4 * 1024 * 1024;
/// Name of the column of boxes, and of its parts.
const COVERING: &str = "bbox";
const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// What is known of the geometries once all are written.
#[derive(Debug, Default)]
struct Seen {
    kinds: BTreeSet<&'static str>,
    bounds: Option<Bounds>,
}

pub(super) fn write<R: Record>(table: Table<'_>, rows: impl Iterator<Item = R>, out: impl Write + Send) -> Result<()> {
    let properties = table.schema.properties();
    let mut fields: Vec<String> = properties.iter().map(|(name, kind)| Column::declared(name, *kind)).collect();
    let mut columns: Vec<Column> = properties.iter().map(|(_, kind)| Column::of(*kind)).collect();
    let mut settings = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(6)?));
    let place = properties.iter().position(|(_, kind)| *kind == Type::Geometry);
    if let Some(at) = place {
        let sides: String = SIDES.iter().map(|side| format!(" required double {side};")).collect();
        fields.push(format!("optional group {COVERING} {{{sides} }}"));
        columns.extend(SIDES.map(|_| Column::of(Type::Number)));
        // The order of bytes says nothing of shapes, and no two are the same.
        let leaf = ColumnPath::from(properties[at].0.as_str());
        settings = settings.set_column_statistics_enabled(leaf.clone(), EnabledStatistics::None).set_column_dictionary_enabled(leaf, false);
    }
    let declared = format!("message {} {{ {} }}", table.name, fields.join(" "));
    let schema = parse_message_type(&declared).with_context(|| format!("{} cannot be a Parquet table", table.name))?;
    let mut file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(settings.build()))?;
    let mut seen = Seen::default();
    let (mut held, mut weight) = (0, 0);
    for row in rows {
        for at in 0..properties.len() {
            weight += match place {
                Some(place) if place == at => shape(row.get(at), &mut columns[at..], &mut seen)?,
                _ => columns[at].push(row.get(at))?,
            };
        }
        held += 1;
        if held == ROWS || weight >= BYTES {
            group(&mut file, &mut columns)?;
            (held, weight) = (0, 0);
        }
    }
    if held > 0 {
        group(&mut file, &mut columns)?;
    }
    if let Some(at) = place {
        file.append_key_value_metadata(KeyValue::new("geo".to_owned(), described(&properties[at].0, &seen)));
    }
    file.close()?;
    Ok(())
}

/// Takes a geometry and its box, which are the columns from here on; how much they weigh.
fn shape(value: Value<'_>, columns: &mut [Column], seen: &mut Seen) -> Result<usize> {
    let mut bytes = vec![];
    let (kind, bounds) = match value {
        Value::Point { lon, lat } => {
            wkb::write_point(&mut bytes, lon, lat);
            ("Point", Some([lon, lat, lon, lat]))
        }
        Value::Geometry(geometry) => {
            wkb::write(&mut bytes, geometry)?;
            let kind = match geometry {
                Geometry::Point(_) => "Point",
                Geometry::MultiPoint(_) => "MultiPoint",
                _ => "MultiPolygon",
            };
            (kind, wkb::bounds(geometry))
        }
        Value::Null => return Ok(columns.iter_mut().map(Column::absent).sum()),
        _ => bail!("the last column of a table is no geometry"),
    };
    seen.kinds.insert(kind);
    let mut weight = columns[0].push_bytes(bytes);
    let sides = &mut columns[1..];
    match bounds {
        Some(here) => {
            seen.bounds = Some(wkb::together(seen.bounds, here));
            for (column, side) in sides.iter_mut().zip(here) {
                weight += column.push(Value::Number(side))?;
            }
        }
        None => weight += sides.iter_mut().map(Column::absent).sum::<usize>(),
    }
    Ok(weight)
}

/// Writes the rows held as a group.
fn group<W: Write + Send>(file: &mut SerializedFileWriter<W>, columns: &mut [Column]) -> Result<()> {
    let mut rows = file.next_row_group()?;
    for column in columns {
        let mut leaf = rows.next_column()?.context("a table has more columns than were declared")?;
        column.write(leaf.untyped())?;
        leaf.close()?;
    }
    rows.close()?;
    Ok(())
}

/// The file's metadata `geo`. No `crs` is OGC:CRS84, longitude first, which is what ours are in.
fn described(column: &str, seen: &Seen) -> String {
    let covering: serde_json::Map<_, _> = SIDES.iter().map(|side| ((*side).to_owned(), json!([COVERING, side]))).collect();
    let mut of_column = json!({ "encoding": "WKB", "geometry_types": seen.kinds, "edges": "planar", "covering": { (COVERING): covering } });
    if let Some(bounds) = seen.bounds {
        of_column["bbox"] = json!(bounds);
    }
    json!({ "version": "1.1.0", "primary_column": column, "columns": { column: of_column } }).to_string()
}

#[cfg(test)]
mod tests {
    use geo::{Point, polygon};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;
    use crate::published::cql2::Schema;

    struct Place(f64, Option<Geometry<f64>>, Vec<String>);

    impl Record for Place {
        fn get(&self, property: usize) -> Value<'_> {
            match property {
                0 => Value::Number(self.0),
                1 => Value::Texts(&self.2),
                _ => self.1.as_ref().map_or(Value::Null, Value::Geometry),
            }
        }
    }

    fn written(table: Table<'_>, rows: Vec<Place>) -> SerializedFileReader<std::fs::File> {
        let file = tempfile::tempfile().expect("a file");
        write(table, rows.into_iter(), &file).expect("a table");
        SerializedFileReader::new(file).expect("Parquet")
    }

    #[test]
    fn rows_come_in_groups_and_each_geometry_has_its_box() {
        let schema = Schema::new([("number", Type::Number), ("list", Type::TextList), ("geom", Type::Geometry)]);
        let table = Table { name: "places", schema: &schema, geometry: Some("MULTIPOLYGON") };
        let count = ROWS + 3;
        let rows = (0..count).map(|at| {
            let x = at as f64 / 1_000.0;
            let square = polygon![(x: x, y: 1.0), (x: x + 2.0, y: 1.0), (x: x, y: 4.0), (x: x, y: 1.0)];
            let texts = (0..at % 3).map(|at| at.to_string()).collect();
            Place(x, (at != 1).then(|| Geometry::MultiPolygon(vec![square].into())), texts)
        });
        let file = written(table, rows.collect());
        assert_eq!((file.num_row_groups(), file.metadata().file_metadata().num_rows()), (2, count as i64));
        let metadata = file.metadata().file_metadata().key_value_metadata().expect("metadata");
        let geo = metadata.iter().find(|one| one.key == "geo").and_then(|one| one.value.clone()).expect("geo");
        let geo: serde_json::Value = serde_json::from_str(&geo).expect("JSON");
        let column = &geo["columns"]["geom"];
        assert_eq!(
            (&geo["version"], &geo["primary_column"], &column["geometry_types"]),
            (&"1.1.0".into(), &"geom".into(), &json!(["MultiPolygon"]))
        );
        assert_eq!(column["bbox"], json!([0.0, 1.0, (count - 1) as f64 / 1_000.0 + 2.0, 4.0]));
        assert_eq!(column["covering"]["bbox"]["ymax"], json!(["bbox", "ymax"]));
        let rows: Vec<_> = file.get_row_iter(None).expect("rows").collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows[2].get_group(3).expect("a box").get_double(2).expect("xmax"), 0.002 + 2.0);
        let lists: Vec<usize> = rows[..5].iter().map(|row| row.get_list(1).expect("a list").len()).collect();
        assert_eq!(lists, [0, 1, 2, 0, 1]);
        assert!(rows[1].get_bytes(2).is_err() && rows[1].get_group(3).is_err(), "no geometry, no box");
        assert_eq!(rows[count - 1].get_double(0).expect("a number"), (count - 1) as f64 / 1_000.0);
    }

    #[test]
    fn statistics_tell_readers_what_to_skip_and_none_are_made_of_shapes() {
        let schema = Schema::new([("number", Type::Number), ("list", Type::TextList), ("geom", Type::Geometry)]);
        let table = Table { name: "places", schema: &schema, geometry: Some("POINT") };
        let point = |x: f64| Place(x, Some(Geometry::Point(Point::new(x, 45.0))), vec![]);
        let file = written(table, vec![point(7.0), point(9.5)]);
        let group = file.metadata().row_group(0);
        let named = |name: &str| group.columns().iter().find(|column| column.column_path().string() == name).expect("a column");
        assert!(named("geom").statistics().is_none());
        let bytes = |name: &str| {
            named(name).statistics().and_then(|found| Some((found.min_bytes_opt()?.to_vec(), found.max_bytes_opt()?.to_vec())))
        };
        assert_eq!(bytes("bbox.xmin"), Some((7.0_f64.to_le_bytes().to_vec(), 9.5_f64.to_le_bytes().to_vec())));
        assert!(matches!(named("number").compression(), Compression::ZSTD(_)));
        assert_eq!(written(table, vec![]).metadata().file_metadata().num_rows(), 0);
    }
}
