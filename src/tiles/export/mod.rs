//! Tiles of layers, zooms and a box as one PMTiles file: the tiles the server answers at the same addresses, gzipped, each
//! content stored once. Walks the quadtree from the top and leaves out what has nothing below it, by what stands there and
//! not by what a simplified tile shows. Refuses to leave half a file: the name is given at the end.

mod draft;
mod metadata;
mod store;
mod walk;
mod wanted;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use flate2::write::GzEncoder;
use futures_util::StreamExt;
use pmtiles::{Compression, PmTilesWriter, TileCoord, TileType};
use sqlx::PgPool;

use super::archive::Archives;
use super::service::{Tiles, may_hold_land};
use crate::geo::{Cell, tile_bounds};
use crate::progress::Progress;
use crate::published::{Mirror, Snapshot};
use crate::web::{AppError, Language, Words};
use draft::Draft;
use walk::Expected;
use wanted::Chosen;
pub use wanted::Wanted;

/// Tiles asked of PostGIS at the same time. They come back in order, so no more than these are in memory.
const AT_ONCE: usize = 6;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Tiles with something in them.
    pub tiles: u64,
    /// Length of the file.
    pub bytes: u64,
}

/// A place of the quadtree that was looked at.
#[derive(Debug)]
struct Looked {
    cell: Cell,
    /// The gzipped tile, where one was wanted and something is drawn.
    tile: Option<Vec<u8>>,
    /// Something may stand further down.
    goes_on: bool,
}

/// Writes the file. `pool` is the public one; `now` is the moment the file says it shows.
///
/// # Errors
/// In Italian: a filter that is not understood, a place that cannot be written, nothing to write, a database that is away,
/// boundaries that were changed meanwhile. There is no file then.
pub async fn export(pool: &PgPool, wanted: &Wanted, output: &Path, now: DateTime<Utc>) -> Result<Written> {
    let mirror = Mirror::of_one_moment(pool).await.context("i dati non si possono leggere")?;
    let snapshot = mirror.snapshot();
    let chosen = wanted.chosen(&snapshot)?;
    // Before the work begins: nobody should wait for minutes to hear that a folder cannot be written.
    let draft = Draft::begin(output)?;
    let told = metadata::of(wanted, &chosen, output, &store::sources(pool, wanted.with_demo).await?, now);
    let (first, last) = wanted.zooms;
    let [west, south, east, north] = wanted.bounds();
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .tile_compression(Compression::Gzip)
        .min_zoom(first)
        .max_zoom(last)
        .bounds(west, south, east, north)
        .center(f64::midpoint(west, east), f64::midpoint(south, north))
        .center_zoom(last.min(first.max(5)))
        .metadata(&told.to_string())
        .create(draft.file()?)
        .with_context(|| draft.cannot())?;
    let work =
        Work { tiles: Tiles::new(pool, 0, Archives::default()), pool, mirror: &mirror, snapshot: &snapshot, wanted, chosen: &chosen };
    let (progress, mut expected) = (Progress::new("tiles"), Expected::of(last, wanted.bounds()));
    let mut written = Written::default();
    let mut cells = vec![walk::TOP];
    for z in 0..=last {
        let mut deeper = vec![];
        let mut looks = futures_util::stream::iter(cells.iter().copied()).map(|cell| work.look(cell)).buffered(AT_ONCE);
        while let Some(looked) = looks.next().await {
            let Looked { cell, tile, goes_on } = looked?;
            if let Some(bytes) = tile {
                writer.add_raw_tile(TileCoord::new(cell.z, cell.x, cell.y)?, &bytes).with_context(|| draft.cannot())?;
                written.tiles += 1;
            }
            if goes_on {
                deeper.extend(walk::below(cell)?);
            }
            let (done, total) = expected.after(z, cells.len(), deeper.len());
            progress.at(&format!("zoom {z}"), done, total);
        }
        drop(looks);
        cells = deeper;
    }
    if written.tiles == 0 {
        bail!("non c'è nulla da scrivere con questi strati, zoom e filtri: il file non è stato scritto");
    }
    if Mirror::of_one_moment(pool).await.context("i dati non si possono leggere")?.snapshot().territory != snapshot.territory {
        bail!("i confini sono cambiati durante il lavoro e il file ne mostrerebbe due edizioni: non è stato scritto, ripetere il comando");
    }
    writer.finalize().with_context(|| draft.cannot())?;
    written.bytes = draft.finish()?;
    progress.finish(&format!("{} riquadri, {} byte", written.tiles, written.bytes));
    Ok(written)
}

struct Work<'a> {
    tiles: Tiles,
    pool: &'a PgPool,
    mirror: &'a Mirror,
    snapshot: &'a Snapshot,
    wanted: &'a Wanted,
    chosen: &'a Chosen,
}

impl Work<'_> {
    async fn look(&self, cell: Cell) -> Result<Looked> {
        let nothing = Looked { cell, tile: None, goes_on: false };
        if !self.wanted.bbox.is_none_or(|wanted| tile_bounds(cell.z, cell.x, cell.y).is_some_and(|tile| tile.intersects(&wanted))) {
            return Ok(nothing);
        }
        let (first, last) = self.wanted.zooms;
        if cell.z >= first {
            let made = self.tiles.tile(self.mirror, cell, self.chosen.variant.clone()).await.map_err(in_italian)?;
            if !made.encoded.plain.is_empty() {
                let plain = made.encoded.plain.clone();
                let tile = tokio::task::spawn_blocking(move || gzipped(&plain)).await.context("la compressione si è interrotta")?;
                return Ok(Looked { tile: Some(tile?), goes_on: cell.z < last, ..nothing });
            }
        }
        // An empty tile proves nothing: a cluster may be drawn next door, an islet be simplified away, a layer begin further down.
        Ok(Looked { goes_on: cell.z < last && self.holds(cell).await?, ..nothing })
    }

    /// May any tile below, with what reaches into it, show anything?
    async fn holds(&self, cell: Cell) -> Result<bool> {
        let layers = &self.wanted.layers;
        if layers.iter().any(|layer| layer.filtered)
            && walk::holds_sites(&self.snapshot.select(&self.chosen.variant.filter).positioned, cell)
        {
            return Ok(true);
        }
        if !layers.iter().any(|layer| !layer.filtered) || !may_hold_land(cell) {
            return Ok(false);
        }
        let named = |id: &str| layers.iter().any(|layer| layer.id == id);
        let asked = store::Asked {
            regions: named("regions"),
            provinces: named("provinces"),
            municipalities: named("municipalities"),
            labels: named("labels"),
        };
        store::holds_land(self.pool, cell, asked).await.context("i confini non si possono leggere")
    }
}

/// As small as it gets: written once, read for years.
fn gzipped(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), flate2::Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}

/// What went wrong with a tile or a filter, in the words of the command line.
fn in_italian(error: AppError) -> anyhow::Error {
    match error {
        AppError::Unavailable(why) => {
            anyhow!("la base dati non risponde più e il file non è stato scritto; riprovare, e se continua vedere «centri doctor» ({why})")
        }
        AppError::Internal(cause) => cause,
        other => anyhow!(other.detail(Words(Language::It))),
    }
}
