//! `f=` on `/api/v1/sites` and on the collections of `/ogc/v1`: the rows of a filter as a whole file, in formats other programs read.

use std::io::Cursor;

use axum::http::StatusCode;
use bytes::Bytes;
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;
use sqlx::{Connection, Row as _, SqliteConnection};

use crate::support::{Answer, TestApp, story};

#[test]
fn a_csv_has_stable_names_dates_points_and_codes_with_their_zeros() {
    story(async {
        let app = TestApp::small().await;
        let answer = app.get("/api/v1/sites?f=csv").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"sites.csv\"");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
        let text = answer.text();
        assert!(!text.starts_with('\u{feff}'));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().expect("a header").clone();
        let column = |name: &str| head.iter().position(|one| one == name).unwrap_or_else(|| panic!("no column {name} in {head:?}"));
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), 5);
        let navile = rows.iter().find(|row| &row[column("id")] == "2001").expect("Navile");
        for (name, value) in [
            ("municipality_code", "037006"),
            ("region_code", "08"),
            ("lon", "11.15"),
            ("lat", "44.52"),
            ("verified_on", "2026-01-10"),
            ("services", "accoglienza_ascolto,mediazione_familiare"),
            ("telephone", "051 0000001"),
            ("demo", "false"),
        ] {
            assert_eq!(&navile[column(name)], value, "{name}");
        }
        let quiet = rows.iter().find(|row| &row[column("id")] == "2005").expect("the quiet one");
        assert_eq!((&quiet[column("lon")], &quiet[column("address")], &quiet[column("municipality")]), ("", "", "Imola"));
        assert!(!text.contains("via segreta") && !text.contains("2006"));
    });
}

#[test]
fn a_flatgeobuf_has_an_index_and_the_sites_that_have_a_place() {
    story(async {
        let app = TestApp::small().await;
        let answer = app.get("/api/v1/sites?f=fgb").await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/flatgeobuf"));
        let reader = FgbReader::open(Cursor::new(answer.body)).expect("a FlatGeobuf");
        assert!(reader.header().index_node_size() > 0, "it has an index");
        assert_eq!(reader.header().features_count(), 4);
        let mut found = reader.select_bbox(11.2, 44.4, 11.4, 44.6).expect("the index answers");
        let mut names = vec![];
        while let Some(feature) = found.next().expect("features") {
            names.push(feature.property::<String>("slug").expect("a slug"));
        }
        assert_eq!(names, ["imola"]);
    });
}

#[test]
fn a_geopackage_is_one_and_a_workbook_keeps_numbers_text_and_days_apart() {
    story(async {
        let app = TestApp::small().await;
        let package = app.get("/api/v1/sites?f=gpkg").await;
        assert_eq!((package.status, package.header("content-type")), (StatusCode::OK, "application/geopackage+sqlite3"));
        assert_eq!(&package.body[68..72], b"GPKG");
        let file = std::env::temp_dir().join(format!("centri-story-{}.gpkg", std::process::id()));
        std::fs::write(&file, &package.body).expect("written");
        let mut db = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.expect("a database");
        let row = sqlx::query("select count(*), count(geom), min(municipality_code), max(verified_on) from sites")
            .fetch_one(&mut db)
            .await
            .expect("a row");
        assert_eq!((row.get::<i64, _>(0), row.get::<i64, _>(1)), (5, 4));
        assert_eq!((row.get::<String, _>(2), row.get::<String, _>(3)), ("037006".into(), "2026-01-10".into()));
        let kind: String =
            sqlx::query_scalar("select geometry_type_name from gpkg_geometry_columns").fetch_one(&mut db).await.expect("a kind");
        assert_eq!(kind, "POINT");
        db.close().await.expect("closed");
        std::fs::remove_file(&file).expect("removed");

        let book = app.get("/api/v1/sites?f=xlsx&region=08&status=attiva").await;
        assert_eq!(book.status, StatusCode::OK);
        let file = std::env::temp_dir().join(format!("centri-story-{}.xlsx", std::process::id()));
        std::fs::write(&file, &book.body).expect("written");
        let table = data_import::table::open(&file, &data_import::table::ReadOptions::default()).expect("a workbook");
        let rows: Vec<_> = table.rows.collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), 3);
        let told = |name: &'static str| rows.iter().filter_map(move |row| row.optional(name)).collect::<Vec<_>>();
        assert_eq!((told("id"), told("municipality_code")), (vec!["2001", "2002", "2005"], vec!["037006", "037032", "037032"]));
        assert_eq!(told("verified_on"), ["2026-01-10"]);
        std::fs::remove_file(&file).expect("removed");
    });
}

#[test]
fn a_file_is_the_whole_list_of_its_filter_and_is_not_sent_twice() {
    story(async {
        let app = TestApp::small().await;
        for (query, lines) in [("", 6), ("&network_role=hub", 2), ("&filter=id%3D2003", 2), ("&region=20&status=attiva", 1)] {
            let answer = app.get(&format!("/api/v1/sites?f=csv{query}")).await;
            assert_eq!(answer.text().lines().count(), lines, "{query}");
        }
        for (query, parameter) in [("limit=10", "limit"), ("cursor=YQ", "cursor"), ("colour=red", "colour")] {
            let answer = app.get(&format!("/api/v1/sites?f=gpkg&{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            assert_eq!(answer.json()["errors"][0]["parameter"], parameter, "{query}");
        }
        let unknown = app.get("/api/v1/sites?f=docx").await;
        assert!(unknown.status == StatusCode::BAD_REQUEST && unknown.text().contains("gpkg"), "{}", unknown.text());
        for format in ["csv", "xlsx", "fgb", "gpkg", "parquet"] {
            let path = format!("/api/v1/sites?f={format}");
            let tag = app.get(&path).await.header("etag").to_owned();
            assert_eq!(app.get_with(&path, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED, "{format}");
        }
        let before = app.get("/api/v1/sites?f=csv").await.header("etag").to_owned();
        app.edit("update site set status = 'sospesa' where public_id = 2002").await;
        app.settled().await;
        let after = app.get_with("/api/v1/sites?f=csv", &[("if-none-match", &before)]).await;
        assert!(after.status == StatusCode::OK && after.text().contains("sospesa"));
    });
}

#[test]
fn a_geoparquet_says_where_it_is_and_keeps_types_and_lists() {
    story(async {
        let app = TestApp::small().await;
        let answer = app.get("/api/v1/sites?f=parquet").await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/vnd.apache.parquet"));
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"sites.parquet\"");
        let file = parquet(&answer);
        let geo = geo_metadata(&file);
        assert_eq!((&geo["version"], &geo["primary_column"]), (&"1.1.0".into(), &"geom".into()));
        let column = &geo["columns"]["geom"];
        assert_eq!((&column["encoding"], &column["geometry_types"]), (&"WKB".into(), &serde_json::json!(["Point"])));
        // No system is named: OGC:CRS84, longitude first.
        assert!(column.get("crs").is_none());
        let listed = app.get("/api/v1/sites").await.json();
        let items = listed["items"].as_array().expect("items");
        let rows = parquet_rows(&file);
        assert_eq!(rows.len(), items.len());
        let mut positioned = 0;
        for (row, item) in rows.iter().zip(items) {
            assert_eq!(row["id"], item["id"]);
            assert_eq!((&row["municipality_code"], &row["services"]), (&item["municipality"]["code"], &item["services"]));
            if item["lon"].is_null() {
                assert!(row["bbox"].is_null() && row["geom"].is_null(), "{row}");
                continue;
            }
            positioned += 1;
            let sides = ["xmin", "ymin", "xmax", "ymax"].map(|side| row["bbox"][side].as_f64().expect("a side"));
            let at = [&item["lon"], &item["lat"]].map(|degrees| degrees.as_f64().expect("degrees"));
            assert_eq!(sides, [at[0], at[1], at[0], at[1]]);
        }
        assert_eq!(positioned, 4);
        assert!(!answer.body.windows(12).any(|bytes| bytes == b"via segreta "), "what is hidden is in no file");
    });
}

#[test]
fn a_whole_collection_comes_as_one_file_that_desktops_open() {
    story(async {
        let app = TestApp::small().await;
        let items = "/ogc/v1/collections/municipalities/items";
        let answer = app.get(&format!("{items}?f=parquet")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/vnd.apache.parquet"));
        let file = parquet(&answer);
        assert_eq!(geo_metadata(&file)["columns"]["geom"]["geometry_types"], serde_json::json!(["MultiPolygon"]));
        let matched = app.get(items).await.json()["numberMatched"].as_u64();
        assert_eq!(Some(parquet_rows(&file).len() as u64), matched);
        // The filters, the order and the details of the interface.
        let sites = app.get("/ogc/v1/collections/sites/items?f=parquet&region_code=08&sortby=-slug").await;
        let rows = parquet_rows(&parquet(&sites));
        let slugs: Vec<&str> = rows.iter().filter_map(|row| row["slug"].as_str()).collect();
        let listed = app.get("/ogc/v1/collections/sites/items?region_code=08&sortby=-slug").await.json();
        let expected: Vec<&str> =
            listed["features"].as_array().expect("features").iter().filter_map(|one| one["properties"]["slug"].as_str()).collect();
        assert!(expected.len() > 2 && slugs == expected, "{slugs:?} {expected:?}");
        assert!(rows.iter().any(|row| row["telephone"] == "051 0000001"));
        for format in ["fgb", "gpkg"] {
            assert_eq!(app.get(&format!("{items}?f={format}")).await.status, StatusCode::OK, "{format}");
        }
        let tag = answer.header("etag").to_owned();
        assert_eq!(app.get_with(&format!("{items}?f=parquet"), &[("if-none-match", &tag)]).await.status, StatusCode::NOT_MODIFIED);
        for (query, parameter) in [("limit=10", "limit"), ("cursor=YQ", "cursor"), ("crs=EPSG:3003", "crs"), ("colour=red", "colour")] {
            let refused = app.get(&format!("{items}?f=parquet&{query}")).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
            assert_eq!(refused.json()["errors"][0]["parameter"], parameter, "{query}");
        }
        let one = app.get("/ogc/v1/collections/regions/items/08?f=parquet").await;
        assert_eq!(one.status, StatusCode::BAD_REQUEST, "one feature is no collection");
        // Each collection says which files there are.
        let described = app.get("/ogc/v1/collections/regions").await.json();
        for kind in ["application/flatgeobuf", "application/geopackage+sqlite3", "application/vnd.apache.parquet"] {
            let path = crate::ogc::linked(&described, "items", kind).unwrap_or_else(|| panic!("no link to {kind}"));
            let file = app.get(&path).await;
            assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, kind), "{path}");
        }
    });
}

fn parquet(answer: &Answer) -> SerializedFileReader<Bytes> {
    SerializedFileReader::new(Bytes::from(answer.body.clone())).expect("a Parquet file")
}

fn geo_metadata(file: &SerializedFileReader<Bytes>) -> Value {
    let metadata = file.metadata().file_metadata().key_value_metadata().cloned().unwrap_or_default();
    let geo = metadata.into_iter().find(|one| one.key == "geo").and_then(|one| one.value).expect("the metadata geo");
    serde_json::from_str(&geo).expect("JSON")
}

fn parquet_rows(file: &SerializedFileReader<Bytes>) -> Vec<Value> {
    file.get_row_iter(None).expect("rows").map(|row| object(&row.expect("a row"))).collect()
}

fn object(row: &Row) -> Value {
    row.get_column_iter().map(|(name, field)| (name.clone(), told(field))).collect()
}

fn told(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => (*value).into(),
        Field::Long(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::Date(days) => (*days).into(),
        Field::Bytes(bytes) => bytes.data().to_vec().into(),
        Field::Group(row) => object(row),
        Field::ListInternal(list) => list.elements().iter().map(told).collect(),
        other => panic!("no table of ours has {other:?}"),
    }
}

#[test]
fn a_file_sent_compressed_arrives_whole() {
    story(async {
        let app = TestApp::small().await;
        for format in ["fgb", "gpkg"] {
            let path = format!("/ogc/v1/collections/municipalities/items?f={format}");
            let plain = app.get(&path).await;
            let packed = app.get_with(&path, &[("accept-encoding", "gzip")]).await;
            assert_eq!((packed.status, packed.header("content-encoding")), (StatusCode::OK, "gzip"), "{format}");
            // RFC 1952: the last four bytes are the length of what was packed.
            let (_, length) = packed.body.split_last_chunk::<4>().expect("a trailer");
            assert_eq!(u32::from_le_bytes(*length) as usize, plain.body.len(), "{format}");
        }
    });
}
