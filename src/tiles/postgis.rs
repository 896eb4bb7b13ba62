//! A layer made by PostGIS: runs the statement of the catalogue through the public role.
//! When the asker leaves, the query is cancelled; the connection goes back to the pool only when
//! PostgreSQL has confirmed the end of it, so that a late cancellation can never hit the next query.

use std::sync::Arc;

use async_trait::async_trait;
use martin_core::CacheZoomRange;
use martin_core::tiles::{BoxedSource, MartinCoreError, MartinCoreResult, Source, UrlQuery};
use martin_tile_utils::{Encoding, Format, TileCoord, TileData, TileInfo};
use sqlx::PgPool;
use tilejson::{TileJSON, tilejson};
use tokio::sync::oneshot;

use super::layers::Layer;
use crate::database::Pools;

/// One PostGIS layer as a martin-core source.
#[derive(Clone, Debug)]
pub struct PostgisSource {
    layer: &'static Layer,
    pool: PgPool,
    /// The public role may not end a query, not even its own.
    canceller: PgPool,
    tilejson: Arc<TileJSON>,
}

/// The public numbers of the sites a filter lets through; none for all.
pub type Selection = Option<Arc<Vec<i64>>>;

/// Key under which a selection travels through martin-core's query parameters.
const SELECTION: &str = "ids";

impl PostgisSource {
    /// The source of a layer, reading from the public pool, ending abandoned queries through the owner's. Does not connect.
    #[must_use]
    pub fn new(layer: &'static Layer, pools: &Pools) -> Self {
        let mut described = tilejson! { tiles: vec![], minzoom: layer.minzoom, maxzoom: layer.maxzoom };
        described.name = Some(layer.id.to_owned());
        described.description = Some(layer.description.to_owned());
        described.attribution = Some(layer.attribution.to_owned());
        Self { layer, pool: pools.public.clone(), canceller: pools.owner.clone(), tilejson: Arc::new(described) }
    }

    /// The tile's bytes, empty where nothing is drawn.
    ///
    /// # Errors
    /// When the database is away, too busy, or the statement takes longer than the timeout.
    pub async fn fetch(&self, at: TileCoord, selection: Selection) -> sqlx::Result<Vec<u8>> {
        if at.z < self.layer.minzoom {
            return Ok(vec![]);
        }
        let mut connection = self.pool.acquire().await?;
        let canceller = self.canceller.clone();
        let layer = self.layer;
        let (answer, answered) = oneshot::channel();
        let (mut asker_left, asker_waits) = {
            let (sender, receiver) = oneshot::channel::<()>();
            (receiver, sender)
        };
        tokio::spawn(async move {
            let process = sqlx::query_scalar::<_, i32>("select pg_backend_pid()").persistent(true);
            // Asked once for each connection would do; a round trip on a local socket costs less than remembering it safely.
            let process = match process.fetch_one(&mut *connection).await {
                Ok(process) => process,
                Err(error) => {
                    let _ = answer.send(Err(error));
                    return;
                }
            };
            let result = {
                let (z, x, y) = (i32::from(at.z), i32::try_from(at.x).unwrap_or(0), i32::try_from(at.y).unwrap_or(0));
                let mut query = sqlx::query_scalar::<_, Option<Vec<u8>>>(layer.sql).bind(z).bind(x).bind(y);
                if layer.filtered {
                    query = query.bind(selection.map(|ids| ids.to_vec()));
                }
                let query = query.fetch_one(&mut *connection);
                tokio::pin!(query);
                tokio::select! {
                    result = &mut query => result,
                    // The other half is dropped with the asker's request.
                    _ = &mut asker_left => {
                        cancel(&canceller, process).await;
                        query.await
                    }
                }
            };
            let _ = answer.send(result.map(Option::unwrap_or_default));
        });
        let result = answered.await.unwrap_or(Err(sqlx::Error::WorkerCrashed));
        drop(asker_waits);
        result
    }
}

async fn cancel(pool: &PgPool, process: i32) {
    if let Err(error) = sqlx::query("select pg_cancel_backend($1)").bind(process).execute(pool).await {
        tracing::debug!(%error, "a query whose asker left could not be cancelled; the statement timeout ends it");
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

    fn support_url_query(&self) -> bool {
        self.layer.filtered
    }

    fn cache_zoom(&self) -> CacheZoomRange {
        CacheZoomRange::disabled()
    }

    async fn get_tile(&self, at: TileCoord, query: Option<&UrlQuery>) -> MartinCoreResult<TileData> {
        let ids =
            query.and_then(|query| query.get(SELECTION)).map(|ids| Arc::new(ids.split(',').filter_map(|id| id.parse().ok()).collect()));
        self.fetch(at, ids).await.map_err(|error| MartinCoreError::OtherError(Box::new(error)))
    }
}
