//! All layers behind one door: one tile of several layers, and the operator's files beside them.

use std::sync::Arc;

use bytes::Bytes;
use martin_tile_utils::TileCoord;
use sqlx::PgPool;
use tilejson::TileJSON;

use super::archive::{Archive, Archives, BASEMAP};
use super::cache::{Cache, Encoded, Slot, Variant};
use super::centres;
use super::encoding::Encoding;
use super::layers::LAYERS;
use super::postgis::PostgisSource;
use super::shade::Shaded;
use crate::geo::{Cell, tile_bounds};
use crate::published::{Change, Mirror, Positioned, marks, tiles_touched};
use crate::web::{Admission, AppError};

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
    archives: Archives,
    cache: Cache,
    admission: Admission,
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

impl Tiles {
    /// The layers of the catalogue over the public pool, files beside them, and a cache of so many bytes. Does not connect.
    #[must_use]
    pub fn new(pool: &PgPool, cache_bytes: usize, archives: Archives) -> Self {
        Self(Arc::new(Held {
            sources: LAYERS.iter().map(|layer| PostgisSource::new(layer, pool.clone())).collect(),
            archives,
            cache: Cache::new(cache_bytes),
            admission: Admission::new(AT_ONCE, IN_LINE, "too many tiles are waiting for PostGIS"),
            nothing: Arc::new(Encoded::new(vec![])),
        }))
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
        let shades = |shaded: &Shaded| at.z >= shaded.base.minzoom && may_hold_land(at);
        if variant.shaded.as_deref().is_some_and(shades) {
            return false;
        }
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
        if let ([(one, _)], None) = (&asked[..], &variant.shaded) {
            return self.layer(mirror, at, *one, variant).await;
        }
        // Each boundary layer is kept by itself as well: an edited centre must not cost a question to PostGIS.
        let parts = asked.into_iter().map(async |(number, layer)| {
            if layer.filtered {
                return self.layer(mirror, at, number, variant).await.map(Bytes::from);
            }
            self.boundaries(mirror, at, number).await
        });
        let mut parts = futures_util::future::try_join_all(parts).await?;
        if let Some(shaded) = &variant.shaded {
            let number = LAYERS.iter().position(|layer| layer.id == shaded.base.id).unwrap_or_default();
            parts.push(shaded.tile(&self.boundaries(mirror, at, number).await?).into());
        }
        // A tile is a sequence of layers: the bytes of several, one after the other, are a tile of them all.
        Ok(parts.concat())
    }

    /// The tile of one boundary layer, kept by itself.
    async fn boundaries(&self, mirror: &Mirror, at: Cell, number: usize) -> Result<Bytes, AppError> {
        let alone = Variant::of_layers(1 << number);
        if self.is_empty(mirror, at, &alone) {
            return Ok(Bytes::new());
        }
        let slot = self.0.cache.slot(at, alone);
        let encoded = slot.get(async || self.layer(mirror, at, number, &slot.variant).await).await?;
        self.0.cache.weigh(at, &slot);
        Ok(encoded.plain.clone())
    }

    async fn layer(&self, mirror: &Mirror, at: Cell, number: usize, variant: &Variant) -> Result<Vec<u8>, AppError> {
        let Some(source) = &self.0.sources[number] else {
            let snapshot = mirror.snapshot();
            let selected = snapshot.select(&variant.filter);
            return Ok(centres::tile(&snapshot, &selected, at, variant.clustered));
        };
        let _turn = self.0.admission.turn().await?;
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

    /// The operator's files that are served beside our layers.
    #[must_use]
    pub fn archives(&self) -> &Archives {
        &self.0.archives
    }

    /// The basemap's description, if there is one.
    #[must_use]
    pub fn basemap(&self) -> Option<TileJSON> {
        self.0.archives.get(BASEMAP).map(Archive::described)
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
pub(super) fn may_hold_land(at: Cell) -> bool {
    let Some(box_) = tile_bounds(at.z, at.x, at.y) else { return false };
    let reach = 360.0 / f64::from(1_u32 << at.z) / 16.0;
    let [west, south, east, north] = ITALY;
    box_.min_lon() - reach <= east && box_.max_lon() + reach >= west && box_.min_lat() - reach <= north && box_.max_lat() + reach >= south
}
