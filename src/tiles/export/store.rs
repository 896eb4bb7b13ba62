//! What an export asks of the database beside its tiles, through the public views.

use sqlx::PgPool;

use crate::geo::Cell;

/// A source as the file names it.
#[derive(Clone, Debug, serde::Serialize)]
pub(super) struct Source {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) edition: String,
    pub(super) publisher: String,
    pub(super) licence: String,
    pub(super) licence_url: Option<String>,
    pub(super) attribution: String,
    pub(super) original_url: Option<String>,
}

/// Which layers are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) regions: bool,
    pub(super) provinces: bool,
    pub(super) municipalities: bool,
    pub(super) labels: bool,
}

/// Every source, by key; that of the invented centres only where those are in the file.
pub(super) async fn sources(db: &PgPool, with_demo: bool) -> sqlx::Result<Vec<Source>> {
    sqlx::query_as!(
        Source,
        r#"select key as "key!", title as "title!", edition as "edition!", publisher as "publisher!", licence as "licence!",
                  licence_url, attribution as "attribution!", original_url
           from public_sources where $1 or key <> 'dimostrazione' order by key"#,
        with_demo
    )
    .fetch_all(db)
    .await
}

/// Does a shape meet a tile with its buffer, in the generalisation of that zoom or in any finer one? Where none does, no tile
/// below shows anything: those have the same shapes, smaller buffers, and lie inside.
pub(super) async fn holds_land(db: &PgPool, at: Cell, asked: Asked) -> sqlx::Result<bool> {
    let (z, x, y) = (i32::from(at.z), i32::try_from(at.x).unwrap_or(0), i32::try_from(at.y).unwrap_or(0));
    sqlx::query_scalar!(
        r#"with tile as materialized (
               select st_expand(st_tileenvelope($1, $2, $3), 40075016.68557849 / power(2, $1) * 64 / 4096) as reach,
                      (case when $1 <= 4 then 0 when $1 <= 6 then 1 when $1 <= 8 then 2 when $1 <= 10 then 3 else 4 end)::smallint as band
           )
           select ($4 and exists (select from tile t join public_region_shapes u on u.band >= t.band and u.shape && t.reach
                                  where st_intersects(u.shape, t.reach)))
               or ($5 and exists (select from tile t join public_province_shapes u on u.band >= t.band and u.shape && t.reach
                                  where st_intersects(u.shape, t.reach)))
               or ($6 and exists (select from tile t join public_municipality_shapes u on u.band >= t.band and u.shape && t.reach
                                  where st_intersects(u.shape, t.reach)))
               or ($7 and exists (select from tile t join public_labels l on l.shape && t.reach)) as "holds!""#,
        z,
        x,
        y,
        asked.regions,
        asked.provinces,
        asked.municipalities,
        asked.labels
    )
    .fetch_one(db)
    .await
}
