//! The statements of a GeoPackage: its register of systems, contents and geometry columns, and one table of features.

use std::path::Path;

use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection};

use super::cell::text;
use crate::published::cql2::Value;

/// The tables every GeoPackage has; 1196444487 is "GPKG", 10300 the version.
const REGISTER: &str = r#"
    pragma application_id = 1196444487;
    pragma user_version = 10300;
    create table gpkg_spatial_ref_sys (
        srs_name text not null, srs_id integer primary key, organization text not null, organization_coordsys_id integer not null,
        definition text not null, description text);
    insert into gpkg_spatial_ref_sys values
        ('Undefined cartesian', -1, 'NONE', -1, 'undefined', null),
        ('Undefined geographic', 0, 'NONE', 0, 'undefined', null),
        ('WGS 84', 4326, 'EPSG', 4326,
         'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
         'longitude and latitude in degrees');
    create table gpkg_contents (
        table_name text not null primary key, data_type text not null, identifier text unique, description text default '',
        last_change datetime not null, min_x double, min_y double, max_x double, max_y double,
        srs_id integer references gpkg_spatial_ref_sys (srs_id));
    create table gpkg_geometry_columns (
        table_name text not null unique references gpkg_contents (table_name), column_name text not null, geometry_type_name text not null,
        srs_id integer not null references gpkg_spatial_ref_sys (srs_id), z tinyint not null, m tinyint not null,
        primary key (table_name, column_name));
"#;

/// A GeoPackage being written, in one transaction.
pub(super) struct Package {
    connection: SqliteConnection,
    insert: String,
}

impl Package {
    /// An empty one, with a table of these columns and declared types. Names are ours and need no escaping.
    pub(super) async fn create(path: &Path, table: &str, kind: &str, columns: &[(&str, &str)]) -> Result<Self> {
        // It is a new file that nobody else sees: nothing to be saved from a crash.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off);
        let mut connection = options.connect().await?;
        sqlx::raw_sql(REGISTER).execute(&mut connection).await?;
        let declared: Vec<String> = columns.iter().map(|(name, kind)| format!("\"{name}\" {kind}")).collect();
        let create = format!(
            "create table \"{table}\" (fid integer primary key autoincrement not null, geom {kind}, {}); begin",
            declared.join(", ")
        );
        sqlx::raw_sql(&create).execute(&mut connection).await?;
        let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let insert = format!("insert into \"{table}\" (geom, {}) values (?{})", names.join(", "), ", ?".repeat(columns.len()));
        Ok(Self { connection, insert })
    }

    /// One more row.
    pub(super) async fn insert(&mut self, geometry: Option<Vec<u8>>, values: &[Value<'_>]) -> Result<()> {
        let mut row = sqlx::query::<Sqlite>(&self.insert).bind(geometry);
        for value in values {
            row = match value {
                Value::Null => row.bind(None::<String>),
                Value::Number(number) if number.fract() == 0.0 => row.bind(*number as i64),
                Value::Number(number) => row.bind(*number),
                Value::Boolean(value) => row.bind(*value),
                other => row.bind(text(*other).into_owned()),
            };
        }
        row.execute(&mut self.connection).await?;
        Ok(())
    }

    /// Enters the table into the register and closes the file.
    pub(super) async fn finish(mut self, table: &str, kind: &str, bounds: Option<[f64; 4]>, moment: &str) -> Result<()> {
        let at = |corner: usize| bounds.map(|bounds| bounds[corner]);
        sqlx::query("insert into gpkg_contents values (?, 'features', ?, '', ?, ?, ?, ?, ?, 4326)")
            .bind(table)
            .bind(table)
            .bind(moment)
            .bind(at(0))
            .bind(at(1))
            .bind(at(2))
            .bind(at(3))
            .execute(&mut self.connection)
            .await?;
        sqlx::query("insert into gpkg_geometry_columns values (?, 'geom', ?, 4326, 0, 0)")
            .bind(table)
            .bind(kind)
            .execute(&mut self.connection)
            .await?;
        sqlx::raw_sql("commit").execute(&mut self.connection).await?;
        self.connection.close().await?;
        Ok(())
    }
}
