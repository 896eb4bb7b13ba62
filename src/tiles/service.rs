//! All layers behind one door: one tile of several layers, and the basemap where one is configured.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use martin_core::CacheZoomRange;
use martin_core::tiles::Source;
use martin_core::tiles::pmtiles::{PmtCache, PmtCacheInstance, PmtilesSource};
use martin_tile_utils::{Encoding, TileCoord};
use object_store::local::LocalFileSystem;
use sqlx::PgPool;

use super::layers::{LAYERS, Layer};
use super::postgis::{PostgisSource, Selection};
use crate::web::AppError;

/// The tile service.
#[derive(Clone, Debug)]
pub struct Tiles {
    sources: Arc<[PostgisSource]>,
    basemap: Option<Arc<PmtilesSource>>,
}

/// A tile of the basemap as it is stored.
#[derive(Debug)]
pub struct BasemapTile {
    /// Bytes, compressed as `encoding` says.
    pub data: Vec<u8>,
    /// Value of `Content-Encoding`, if compressed.
    pub encoding: Option<&'static str>,
    /// Media type.
    pub content_type: String,
}

impl Tiles {
    /// The layers of the catalogue over the public pool. Does not connect.
    #[must_use]
    pub fn new(pool: &PgPool) -> Self {
        Self { sources: LAYERS.iter().map(|layer| PostgisSource::new(layer, pool.clone())).collect(), basemap: None }
    }

    /// With a PMTiles file under the layers.
    ///
    /// # Errors
    /// When the file cannot be read as PMTiles.
    pub async fn with_basemap(mut self, file: &Path) -> anyhow::Result<Self> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = file.file_name().and_then(|name| name.to_str()).with_context(|| format!("{} is not a file name", file.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("the folder of the basemap {} cannot be read", file.display()))?;
        let cache = PmtCacheInstance::new(0, PmtCache::new(16 << 20, None, None));
        let source =
            PmtilesSource::new(cache, "basemap".into(), Box::new(store), name, CacheZoomRange::disabled()).await.with_context(|| {
                format!("the basemap {} cannot be read as PMTiles; set CENTRI_BASEMAP to a .pmtiles file or leave it out", file.display())
            })?;
        self.basemap = Some(Arc::new(source));
        Ok(self)
    }

    /// One tile of the given layers, in their order; each layer is whole inside it. Empty where nothing is drawn.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] while PostgreSQL is away or too busy.
    pub async fn tile(&self, layers: &[&'static Layer], at: TileCoord, selection: Selection) -> Result<Vec<u8>, AppError> {
        let parts = layers.iter().filter_map(|layer| self.sources.iter().find(|source| source.get_id() == layer.id)).map(|source| {
            let selection = selection.clone();
            async move { source.fetch(at, selection).await }
        });
        // A tile is a sequence of layers: the bytes of several, one after the other, are a tile of them all.
        Ok(futures_util::future::try_join_all(parts).await?.concat())
    }

    /// The basemap's description, if there is one.
    #[must_use]
    pub fn basemap(&self) -> Option<&tilejson::TileJSON> {
        self.basemap.as_ref().map(|source| source.get_tilejson())
    }

    /// A tile of the basemap.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without a basemap; [`AppError::Internal`] when the file cannot be read.
    pub async fn basemap_tile(&self, at: TileCoord) -> Result<BasemapTile, AppError> {
        let source = self.basemap.as_ref().ok_or_else(AppError::not_found)?;
        let data = source.get_tile(at, None).await.map_err(|error| AppError::Internal(anyhow::anyhow!(error)))?;
        let info = source.get_tile_info();
        let encoding = match info.encoding {
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
            Encoding::Zstd => Some("zstd"),
            _ => None,
        };
        Ok(BasemapTile { data, encoding, content_type: info.format.content_type().to_owned() })
    }
}
