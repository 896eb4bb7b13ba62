//! SQL of rows that are counted and taken away by their source. Refuses nothing: what may go is decided before.

use std::collections::BTreeMap;

use anyhow::Result;
use sqlx::PgConnection;

/// What a source holds of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// Localities, postcodes, streets and house numbers.
    Places,
    /// Residents on 1 January of this year.
    Population(i16),
    /// Cells of demand.
    Cells,
    /// Travel times.
    TravelTimes,
    /// Classes of comuni.
    Classes,
}

impl Held {
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Places | Self::Cells | Self::TravelTimes | Self::Classes => None,
            Self::Population(year) => Some(year),
        }
    }
}

/// The id of a source by its key.
pub(super) async fn source(connection: &mut PgConnection, key: &str) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!("select id from source where key = $1", key).fetch_optional(connection).await?)
}

/// The source of a run.
pub(super) async fn source_of(connection: &mut PgConnection, run: i64) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!("select source_id from import_run where id = $1", run).fetch_optional(connection).await?.flatten())
}

/// Rows of a source by table; tables without any are left out.
pub(super) async fn rows(connection: &mut PgConnection, source: i32, held: Held) -> Result<BTreeMap<String, i64>> {
    let counts = match held {
        Held::Places => {
            let row = sqlx::query!(
                r#"select (select count(*) from place where source_id = $1) as "places!", (select count(*) from street where source_id = $1) as "streets!",
                          (select count(*) from house_number h join street s on s.id = h.street_id where s.source_id = $1) as "doors!""#,
                source
            )
            .fetch_one(connection)
            .await?;
            vec![("place", row.places), ("street", row.streets), ("house_number", row.doors)]
        }
        Held::Population(year) => {
            let count =
                sqlx::query_scalar!(r#"select count(*) as "count!" from population where source_id = $1 and year = $2"#, source, year)
                    .fetch_one(connection)
                    .await?;
            vec![("population", count)]
        }
        Held::Cells => {
            let count = sqlx::query_scalar!(
                r#"select count(*) as "count!" from demand_cell c join demand_set s on s.id = c.demand_set_id where s.source_id = $1"#,
                source
            )
            .fetch_one(connection)
            .await?;
            vec![("demand_cell", count)]
        }
        Held::TravelTimes => {
            let count = sqlx::query_scalar!(
                r#"select count(*) as "count!" from travel_time t
                   join travel_destination d on d.id = t.destination_id join travel_matrix m on m.id = d.travel_matrix_id
                   where m.source_id = $1"#,
                source
            )
            .fetch_one(connection)
            .await?;
            vec![("travel_time", count)]
        }
        Held::Classes => {
            let count = sqlx::query_scalar!(r#"select count(*) as "count!" from municipality_class where source_id = $1"#, source)
                .fetch_one(connection)
                .await?;
            vec![("municipality_class", count)]
        }
    };
    Ok(counts.into_iter().filter(|(_, count)| *count > 0).map(|(table, count)| (table.to_owned(), count)).collect())
}

/// The first run after this one that changed something of the same source and year, and still stands.
pub(super) async fn later(connection: &mut PgConnection, run: i64, source: i32, year: Option<i16>) -> Result<Option<i64>> {
    let found = sqlx::query_scalar!(
        r#"select min(id) from import_run
           where id > $1 and source_id = $2 and undone_at is null and inserted + updated + vanished > 0
             and ($3::smallint is null or (report -> 'added' ->> 'year')::smallint is not distinct from $3 or report -> 'added' is null)"#,
        run,
        source,
        year
    )
    .fetch_one(connection)
    .await?;
    Ok(found)
}

/// Takes away everything of a source; how many rows.
pub(super) async fn remove(connection: &mut PgConnection, source: i32, held: Held) -> Result<u64> {
    Ok(match held {
        Held::Places => {
            let doors = sqlx::query!("delete from house_number h using street s where s.id = h.street_id and s.source_id = $1", source)
                .execute(&mut *connection)
                .await?;
            let streets = sqlx::query!("delete from street where source_id = $1", source).execute(&mut *connection).await?;
            let places = sqlx::query!("delete from place where source_id = $1", source).execute(connection).await?;
            doors.rows_affected() + streets.rows_affected() + places.rows_affected()
        }
        Held::Population(year) => sqlx::query!("delete from population where source_id = $1 and year = $2", source, year)
            .execute(connection)
            .await?
            .rows_affected(),
        Held::Cells => {
            let cells =
                sqlx::query!("delete from demand_cell c using demand_set s where s.id = c.demand_set_id and s.source_id = $1", source)
                    .execute(&mut *connection)
                    .await?;
            sqlx::query!("delete from demand_set where source_id = $1", source).execute(connection).await?;
            cells.rows_affected()
        }
        Held::TravelTimes => {
            let times = sqlx::query!(
                "delete from travel_time t using travel_destination d, travel_matrix m
                 where d.id = t.destination_id and m.id = d.travel_matrix_id and m.source_id = $1",
                source
            )
            .execute(&mut *connection)
            .await?;
            sqlx::query!("delete from travel_matrix where source_id = $1", source).execute(connection).await?;
            times.rows_affected()
        }
        Held::Classes => {
            sqlx::query!("delete from municipality_class where source_id = $1", source).execute(connection).await?.rows_affected()
        }
    })
}
