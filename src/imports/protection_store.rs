//! SQL of protecting a position. Refuses nothing: who may be hidden is decided before.

use anyhow::Result;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A site as it stands before it is hidden.
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) public_id: i64,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) published: bool,
    pub(super) status: String,
    pub(super) visibility: String,
    /// Longitude and latitude, EPSG:4326.
    pub(super) at: Option<(f64, f64)>,
    pub(super) source_url: Option<String>,
}

/// Sites with this public number or of the centre with this slug.
pub(super) async fn sites(connection: &mut PgConnection, word: &str) -> Result<Vec<Known>> {
    let rows = sqlx::query!(
        r#"select s.id, s.public_id, c.slug, c.name, c.published, s.status, s.position_visibility, st_x(s.geom) as lon, st_y(s.geom) as lat,
                  coalesce(s.source_url, c.source_url) as source_url
           from site s join centre c on c.id = s.centre_id where s.public_id::text = $1 or c.slug = $1 order by s.id"#,
        word
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Known {
            id: row.id,
            public_id: row.public_id,
            slug: row.slug,
            name: row.name,
            published: row.published,
            status: row.status,
            visibility: row.position_visibility,
            at: row.lon.zip(row.lat),
            source_url: row.source_url,
        })
        .collect())
}

/// What the history knows of a site's position.
pub(super) struct Past {
    /// When the site first came to us.
    pub(super) since: Option<DateTime<Utc>>,
    /// Imports that wrote its position or address: number, file, day.
    pub(super) files: Vec<(i64, String, DateTime<Utc>)>,
    /// Whether the history says that it was public once, whatever it is now.
    pub(super) was_public: bool,
    /// Public number of the site and slug of its centre, each way it ever had them.
    pub(super) cards: Vec<(i64, String)>,
    /// Every point it ever had: longitude and latitude, EPSG:4326.
    pub(super) points: Vec<(f64, f64)>,
}

/// Rows that are or were this site: itself, and those of the same row of the same list that were taken back.
pub(super) async fn kin(connection: &mut PgConnection, site: i64) -> Result<Vec<i64>> {
    let rows = sqlx::query_scalar!(
        r#"select $1::bigint as "id!" union
           select h.row_id from change_history h join site s on s.id = $1
           where h.table_name = 'site' and h.operation = 'insert'
             and h.after ->> 'external_id' = s.external_id and (h.after ->> 'source_id')::integer = s.source_id
           order by 1"#,
        site
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

pub(super) async fn past(connection: &mut PgConnection, kin: &[i64]) -> Result<Past> {
    let row = sqlx::query!(
        r#"select min(changed_at) as since,
                  coalesce(bool_or('pubblica' in (before ->> 'position_visibility', after ->> 'position_visibility')), false) as "was_public!"
           from change_history where table_name = 'site' and row_id = any ($1)"#,
        kin
    )
    .fetch_one(&mut *connection)
    .await?;
    let files = sqlx::query!(
        "select r.id, r.file_name, r.started_at from import_run r
         where exists (select from change_history h
                       where h.table_name = 'site' and h.row_id = any ($1) and h.import_run_id = r.id
                         and (coalesce(h.after, '{}') || coalesce(h.before, '{}')) ?| array['geom', 'address'])
         order by r.id",
        kin
    )
    .fetch_all(&mut *connection)
    .await?;
    let cards = sqlx::query!(
        r#"select distinct (h.after ->> 'public_id')::bigint as "public_id!", c.after ->> 'slug' as "slug!"
           from change_history h
           join change_history c on c.table_name = 'centre' and c.row_id = h.centre_id and c.after ? 'slug'
           where h.table_name = 'site' and h.row_id = any ($1) and h.after ? 'public_id'
           order by 1, 2"#,
        kin
    )
    .fetch_all(&mut *connection)
    .await?;
    let points = sqlx::query!(
        // The history holds a geometry in whichever way PostgreSQL made JSON of it; a row of the table reads both.
        r#"select distinct st_x(was.geom) as "lon!", st_y(was.geom) as "lat!"
           from change_history h
           cross join lateral (values (h.before -> 'geom'), (h.after -> 'geom')) as held (point)
           cross join lateral jsonb_populate_record(null::site, jsonb_build_object('geom', point)) as was
           where h.table_name = 'site' and h.row_id = any ($1) and was.geom is not null
           order by 1, 2"#,
        kin
    )
    .fetch_all(connection)
    .await?;
    Ok(Past {
        since: row.since,
        files: files.into_iter().map(|row| (row.id, row.file_name, row.started_at)).collect(),
        was_public: row.was_public,
        cards: cards.into_iter().map(|row| (row.public_id, row.slug)).collect(),
        points: points.into_iter().map(|row| (row.lon, row.lat)).collect(),
    })
}

/// Changes what may be told; where nothing may be kept, takes the position away.
pub(super) async fn hide(connection: &mut PgConnection, site: i64, visibility: &str) -> Result<()> {
    if visibility == "non_conservata" {
        sqlx::query!(
            "update site set position_visibility = $2, geom = null, precision = null, accuracy_m = null, source_crs = null, crs_operation = null,
                    address = null, toponym = null, house_number = null, exponent = null, postcode = null, locality = null, name = null
             where id = $1",
            site,
            visibility
        )
        .execute(connection)
        .await?;
    } else {
        sqlx::query!("update site set position_visibility = $2 where id = $1", site, visibility).execute(connection).await?;
    }
    Ok(())
}

/// Takes the position out of the history of a site and its [`kin`]; from how many rows.
pub(super) async fn clean_history(connection: &mut PgConnection, kin: &[i64]) -> Result<u64> {
    let done = sqlx::query!(
        "update change_history
         set before = before - array['geom', 'precision', 'accuracy_m', 'source_crs', 'crs_operation', 'address', 'toponym', 'house_number',
                                     'exponent', 'postcode', 'locality', 'name'],
             after = after - array['geom', 'precision', 'accuracy_m', 'source_crs', 'crs_operation', 'address', 'toponym', 'house_number',
                                   'exponent', 'postcode', 'locality', 'name']
         where table_name = 'site' and row_id = any ($1)
           and (coalesce(before, '{}') || coalesce(after, '{}')) ?| array['geom', 'precision', 'address', 'toponym', 'house_number', 'exponent',
                                                                          'postcode', 'locality', 'name', 'crs_operation', 'source_crs', 'accuracy_m']",
        kin
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Notes the decision: reason, who and when.
pub(super) async fn record(
    connection: &mut PgConnection,
    site: i64,
    visibility: &str,
    (reason, actor, now): (Option<&str>, &str, DateTime<Utc>),
    public_since: Option<DateTime<Utc>>,
    runs: &[i64],
) -> Result<()> {
    sqlx::query!(
        "insert into protection (site_id, visibility, reason, decided_by, decided_at, public_since, runs) values ($1, $2, $3, $4, $5, $6, $7)",
        site,
        visibility,
        reason,
        actor,
        now,
        public_since,
        runs
    )
    .execute(connection)
    .await?;
    Ok(())
}
