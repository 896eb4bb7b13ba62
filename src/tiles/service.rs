//! All layers behind one door: one tile of several layers, and the basemap where one is configured.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use bytes::Bytes;
use martin_core::CacheZoomRange;
use martin_core::tiles::Source;
use martin_core::tiles::pmtiles::{PmtCache, PmtCacheInstance, PmtilesSource};
use martin_tile_utils::TileCoord;
use object_store::local::LocalFileSystem;
use sqlx::PgPool;
use tokio::sync::Semaphore;

use super::cache::{Cache, Encoded, Encoding, Slot, Variant};
use super::centres;
use super::layers::LAYERS;
use super::postgis::PostgisSource;
use crate::geo::{Cell, tile_bounds};
use crate::published::{Change, Mirror, Positioned, marks, tiles_touched};
use crate::web::AppError;

/// Deepest zoom a tile is made for.
pub const DEEPEST: u8 = 22;
/// Layers PostGIS makes at the same time; the rest wait their turn.
const AT_ONCE: usize = 10;
/// Layers that may wait for PostGIS. More are answered 503 at once: an endless queue helps nobody.
const IN_LINE: usize = 200;
/// Changed sites from which on throwing away tile by tile costs more than making the tiles again.
const ONE_BY_ONE: usize = 5_000;
/// Box in degrees outside which no boundary lies: west, south, east, north.
pub const ITALY: [f64; 4] = [6.6, 35.4, 18.6, 47.1];

/// The tile service.
#[derive(Clone, Debug)]
pub struct Tiles(Arc<Held>);

#[derive(Debug)]
struct Held {
    /// One for each layer of the catalogue; none for what is drawn from memory.
    sources: Vec<Option<PostgisSource>>,
    basemap: Option<PmtilesSource>,
    cache: Cache,
    at_work: Semaphore,
    waiting: AtomicUsize,
    nothing: Arc<Encoded>,
}

/// A tile found or made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its bytes.
    pub encoded: Arc<Encoded>,
    /// Where it is kept, if it is.
    pub slot: Option<Arc<Slot>>,
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
    /// The layers of the catalogue over the public pool, and a cache of so many bytes. Does not connect.
    ///
    /// # Errors
    /// When `basemap` cannot be read as PMTiles.
    pub async fn new(pool: &PgPool, cache_bytes: usize, basemap: Option<&Path>) -> anyhow::Result<Self> {
        let basemap = match basemap {
            Some(file) => Some(open_basemap(file).await?),
            None => None,
        };
        Ok(Self(Arc::new(Held {
            sources: LAYERS.iter().map(|layer| PostgisSource::new(layer, pool.clone())).collect(),
            basemap,
            cache: Cache::new(cache_bytes),
            at_work: Semaphore::new(AT_ONCE),
            waiting: AtomicUsize::new(0),
            nothing: Arc::new(Encoded::new(vec![])),
        })))
    }

    /// One tile of the layers of a variant; each layer is whole inside it. Empty where nothing is drawn.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] while PostgreSQL is away or too busy and a layer of the tile is not in memory.
    pub async fn tile(&self, mirror: &Mirror, at: Cell, variant: Variant) -> Result<Made, AppError> {
        if self.is_empty(mirror, at, &variant) {
            return Ok(Made { encoded: Arc::clone(&self.0.nothing), slot: None });
        }
        let slot = self.0.cache.slot(at, variant);
        let encoded = slot.get(async || self.make(mirror, at, &slot.variant).await).await?;
        self.0.cache.weigh(at, &slot);
        Ok(Made { encoded, slot: Some(slot) })
    }

    /// The tile's bytes in an encoding, made once.
    pub async fn bytes(&self, at: Cell, made: &Made, encoding: Encoding) -> Bytes {
        let bytes = made.encoded.bytes(encoding).await;
        if let Some(slot) = &made.slot {
            self.0.cache.weigh(at, slot);
        }
        bytes
    }

    /// Nothing can be drawn there: known without asking anybody and without keeping anything.
    fn is_empty(&self, mirror: &Mirror, at: Cell, variant: &Variant) -> bool {
        variant.layers().all(|(_, layer)| {
            if layer.filtered {
                !reaches(&mirror.snapshot().select(&variant.filter).positioned, at, variant.clustered)
            } else {
                at.z < layer.minzoom || !may_hold_land(at)
            }
        })
    }

    async fn make(&self, mirror: &Mirror, at: Cell, variant: &Variant) -> Result<Vec<u8>, AppError> {
        let asked: Vec<_> = variant.layers().collect();
        if let [(one, _)] = asked[..] {
            return self.layer(mirror, at, one, variant).await;
        }
        // Each boundary layer is kept by itself as well: an edited centre must not cost a question to PostGIS.
        let parts = asked.into_iter().map(async |(number, layer)| {
            if layer.filtered {
                return self.layer(mirror, at, number, variant).await.map(Bytes::from);
            }
            let alone = Variant::of_layers(1 << number);
            if self.is_empty(mirror, at, &alone) {
                return Ok(Bytes::new());
            }
            let slot = self.0.cache.slot(at, alone);
            let encoded = slot.get(async || self.layer(mirror, at, number, &slot.variant).await).await?;
            self.0.cache.weigh(at, &slot);
            Ok(encoded.plain.clone())
        });
        // A tile is a sequence of layers: the bytes of several, one after the other, are a tile of them all.
        Ok(futures_util::future::try_join_all(parts).await?.concat())
    }

    async fn layer(&self, mirror: &Mirror, at: Cell, number: usize, variant: &Variant) -> Result<Vec<u8>, AppError> {
        let Some(source) = &self.0.sources[number] else {
            let snapshot = mirror.snapshot();
            let selected = snapshot.select(&variant.filter);
            return Ok(centres::tile(&snapshot, &selected, at, variant.clustered));
        };
        let _place =
            Waiting::join(&self.0.waiting).ok_or_else(|| AppError::Unavailable("too many tiles are waiting for PostGIS".into()))?;
        let _turn = self.0.at_work.acquire().await.map_err(|_| AppError::Unavailable("the tile service is closing".into()))?;
        Ok(source.fetch(TileCoord { z: at.z, x: at.x, y: at.y }).await?)
    }

    /// Throws away every kept tile a change touches, and no other. To be called after the snapshot is swapped.
    pub fn forget(&self, change: &Change) {
        if change.territory {
            // Codes and names may stand in any tile.
            self.0.cache.forget_all(|_| true);
            return;
        }
        let centres = |variant: &Variant| variant.layers().any(|(_, layer)| layer.filtered);
        if change.moved.len() > ONE_BY_ONE {
            self.0.cache.forget_all(centres);
            return;
        }
        for moved in &change.moved {
            for site in [&moved.before, &moved.after].into_iter().flatten() {
                let Some(position) = &site.position else { continue };
                for z in 0..=DEEPEST {
                    for tile in tiles_touched(position.world, z) {
                        self.0.cache.forget(tile, |variant| centres(variant) && variant.filter.matches(site));
                    }
                }
            }
        }
    }

    /// Bytes of tiles held in memory.
    #[must_use]
    pub fn cached_bytes(&self) -> usize {
        self.0.cache.bytes()
    }

    /// The basemap's description, if there is one.
    #[must_use]
    pub fn basemap(&self) -> Option<&tilejson::TileJSON> {
        self.0.basemap.as_ref().map(|source| source.get_tilejson())
    }

    /// A tile of the basemap.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without a basemap; [`AppError::Internal`] when the file cannot be read.
    pub async fn basemap_tile(&self, at: TileCoord) -> Result<BasemapTile, AppError> {
        let source = self.0.basemap.as_ref().ok_or_else(AppError::not_found)?;
        let data = source.get_tile(at, None).await.map_err(|error| AppError::Internal(anyhow::anyhow!(error)))?;
        let info = source.get_tile_info();
        let encoding = match info.encoding {
            martin_tile_utils::Encoding::Gzip => Some("gzip"),
            martin_tile_utils::Encoding::Brotli => Some("br"),
            martin_tile_utils::Encoding::Zstd => Some("zstd"),
            _ => None,
        };
        Ok(BasemapTile { data, encoding, content_type: info.format.content_type().to_owned() })
    }
}

/// Does any site stand in the tile or near enough to reach into it?
fn reaches(sites: &Positioned, at: Cell, clustered: bool) -> bool {
    if sites.is_empty() || !sites.inside(at).keys.is_empty() {
        return !sites.is_empty();
    }
    // A site may reach in where the cluster it is drawn in does not, and the other way round.
    let mut any = false;
    marks(sites, at, clustered, |_, _| any = true);
    any
}

/// Does the tile, with what reaches into it, meet the box of Italy?
fn may_hold_land(at: Cell) -> bool {
    let Some(box_) = tile_bounds(at.z, at.x, at.y) else { return false };
    let reach = 360.0 / f64::from(1_u32 << at.z) / 16.0;
    let [west, south, east, north] = ITALY;
    box_.min_lon() - reach <= east && box_.max_lon() + reach >= west && box_.min_lat() - reach <= north && box_.max_lat() + reach >= south
}

/// A place in the line before PostGIS, given back when dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn join(line: &'a AtomicUsize) -> Option<Self> {
        let place = Self(line);
        (line.fetch_add(1, Ordering::Relaxed) < AT_ONCE + IN_LINE).then_some(place)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn open_basemap(file: &Path) -> anyhow::Result<PmtilesSource> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().and_then(|name| name.to_str()).with_context(|| format!("{} is not a file name", file.display()))?;
    let store =
        LocalFileSystem::new_with_prefix(folder).with_context(|| format!("the folder of the basemap {} cannot be read", file.display()))?;
    let cache = PmtCacheInstance::new(0, PmtCache::new(16 << 20, None, None));
    PmtilesSource::new(cache, "basemap".into(), Box::new(store), name, CacheZoomRange::disabled()).await.with_context(|| {
        format!("the basemap {} cannot be read as PMTiles; set CENTRI_BASEMAP to a .pmtiles file or leave it out", file.display())
    })
}
