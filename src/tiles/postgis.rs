//! A layer made by PostGIS: runs the statement of the catalogue through the public role.
//! When the asker leaves, the connection is closed in the middle of its query and PostgreSQL ends the query
//! within a second; a connection that was left is never handed to the next asker.

use std::sync::Arc;

use async_trait::async_trait;
use martin_core::CacheZoomRange;
use martin_core::tiles::{BoxedSource, MartinCoreError, MartinCoreResult, Source, UrlQuery};
use martin_tile_utils::{Encoding, Format, TileCoord, TileData, TileInfo};
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres};
use tilejson::{TileJSON, tilejson};

use super::layers::Layer;

/// One PostGIS layer as a martin-core source.
#[derive(Clone, Debug)]
pub struct PostgisSource {
    layer: &'static Layer,
    sql: &'static str,
    pool: PgPool,
    tilejson: Arc<TileJSON>,
}

/// A connection at work. Dropped before its answer has come, it is closed instead of handed back.
struct AtWork(Option<PoolConnection<Postgres>>);

impl Drop for AtWork {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

impl PostgisSource {
    /// The source of a layer that has a statement, reading from the public pool. Does not connect.
    #[must_use]
    pub fn new(layer: &'static Layer, pool: PgPool) -> Option<Self> {
        let sql = layer.sql?;
        let mut described = tilejson! { tiles: vec![], minzoom: layer.minzoom, maxzoom: layer.maxzoom };
        described.name = Some(layer.id.to_owned());
        described.description = Some(layer.description.to_owned());
        described.attribution = Some(layer.attribution.to_owned());
        Some(Self { layer, sql, pool, tilejson: Arc::new(described) })
    }

    /// The tile's bytes, empty where nothing is drawn.
    ///
    /// # Errors
    /// When the database is away, too busy, or the statement takes longer than the timeout.
    pub async fn fetch(&self, at: TileCoord) -> sqlx::Result<Vec<u8>> {
        if at.z < self.layer.minzoom {
            return Ok(vec![]);
        }
        let mut at_work = AtWork(Some(self.pool.acquire().await?));
        let Some(connection) = at_work.0.as_mut() else { return Ok(vec![]) };
        let (z, x, y) = (i32::from(at.z), i32::try_from(at.x).unwrap_or(0), i32::try_from(at.y).unwrap_or(0));
        let result = sqlx::query_scalar::<_, Option<Vec<u8>>>(self.sql).bind(z).bind(x).bind(y).fetch_one(&mut **connection).await;
        // The answer has come: the connection goes back to the pool.
        at_work.0.take();
        result.map(Option::unwrap_or_default)
    }
}

#[async_trait]
impl Source for PostgisSource {
    fn get_id(&self) -> &str {
        self.layer.id
    }

    fn get_tilejson(&self) -> &TileJSON {
        &self.tilejson
    }

    fn get_tile_info(&self) -> TileInfo {
        TileInfo::new(Format::Mvt, Encoding::Uncompressed)
    }

    fn clone_source(&self) -> BoxedSource {
        Box::new(self.clone())
    }

    fn cache_zoom(&self) -> CacheZoomRange {
        CacheZoomRange::disabled()
    }

    async fn get_tile(&self, at: TileCoord, _query: Option<&UrlQuery>) -> MartinCoreResult<TileData> {
        self.fetch(at).await.map_err(|error| MartinCoreError::OtherError(Box::new(error)))
    }
}
