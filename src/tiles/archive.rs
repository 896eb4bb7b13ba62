//! PMTiles files of the operator's: the basemap under our layers, and layers beside ours. Served as they are stored.
//! Refuses what is not a whole PMTiles file, and names that are ours, at the start and with what to do about it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, bail, ensure};
use martin_core::CacheZoomRange;
use martin_core::tiles::pmtiles::{PmtCache, PmtCacheInstance, PmtilesSource};
use martin_core::tiles::{MartinCoreError, Source};
use martin_tile_utils::{Format, TileCoord, TileInfo, decode_brotli, decode_gzip, decode_zstd};
use object_store::local::LocalFileSystem;
use tilejson::TileJSON;

use super::encoding::{Encoding, MVT};
use super::layers::{layer, names};
use super::shade::COVERAGE;
use crate::config::NamedFile;
use crate::geo::Cell;

/// Name of the file of `CENTRI_BASEMAP` among layers.
pub const BASEMAP: &str = "basemap";
/// Layers to come: whoever took one of these names now would lose it later.
const PLANNED: [&str; 7] = ["districts", "documents", "experiences", "questionnaire", "discussions", "events", "twinning"];
/// Bytes of directories kept in memory for each file.
const DIRECTORIES: u64 = 16 << 20;
/// What we say of the tiles ourselves; a file that repeats it among its remarks would say it twice.
const OURS: [&str; 8] = ["tilejson", "tiles", "scheme", "bounds", "center", "minzoom", "maxzoom", "vector_layers"];

/// All files that are served.
#[derive(Debug, Default)]
pub struct Archives(Vec<Archive>);

/// One PMTiles file. Replaced by another while we serve, the new one is served.
#[derive(Debug)]
pub struct Archive {
    id: String,
    file: PathBuf,
    open: RwLock<Arc<Open>>,
}

#[derive(Debug)]
struct Open {
    source: PmtilesSource,
    described: TileJSON,
}

/// A tile as it is stored.
#[derive(Debug)]
pub struct Stored {
    /// Its bytes; empty where nothing is drawn.
    pub data: Vec<u8>,
    /// How they are compressed.
    pub encoding: Encoding,
    /// Media type.
    pub content_type: String,
}

impl Stored {
    /// The bytes without compression.
    ///
    /// # Errors
    /// When they are not compressed as the file says.
    pub fn plain(&self) -> io::Result<Vec<u8>> {
        match self.encoding {
            Encoding::Identity => Ok(self.data.clone()),
            Encoding::Gzip => decode_gzip(&self.data),
            Encoding::Brotli => decode_brotli(&self.data),
            Encoding::Zstd => decode_zstd(&self.data),
        }
    }
}

impl Archives {
    /// Opens the basemap and the layers, each with the setting it comes from.
    ///
    /// # Errors
    /// When a name is taken or given twice, a file is missing, or it is not a whole PMTiles file.
    pub async fn open(basemap: Option<&Path>, layers: &[NamedFile]) -> anyhow::Result<Self> {
        let mut opened: Vec<Archive> = vec![];
        if let Some(file) = basemap {
            let archive = Archive::open(BASEMAP, file).await;
            opened.push(archive.context("CENTRI_BASEMAP must name a PMTiles file (.pmtiles); leave it out to draw the map without one")?);
        }
        for NamedFile { name, file } in layers {
            ensure!(
                layer(name).is_none() && name != COVERAGE.id && name != BASEMAP && !PLANNED.contains(&name.as_str()),
                "CENTRI_PMTILES names {} \"{name}\", which is a layer of ours ({}, {}, {BASEMAP}, {}): give it another name, such as my-{name}={}",
                file.display(),
                names().join(", "),
                COVERAGE.id,
                PLANNED.join(", "),
                file.display()
            );
            ensure!(
                opened.iter().all(|one| one.id != *name),
                "CENTRI_PMTILES names two files \"{name}\": give {} another name",
                file.display()
            );
            let archive = Archive::open(name, file).await;
            opened.push(
                archive.with_context(|| format!("CENTRI_PMTILES, layer \"{name}\": correct the path or take the layer out of the list"))?,
            );
        }
        Ok(Self(opened))
    }

    /// The file of that name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Archive> {
        self.0.iter().find(|archive| archive.id == id)
    }

    /// The layers, without the basemap.
    pub fn layers(&self) -> impl Iterator<Item = &Archive> {
        self.0.iter().filter(|archive| archive.id != BASEMAP)
    }
}

impl Archive {
    async fn open(id: &str, file: &Path) -> anyhow::Result<Self> {
        let open = Open::read(id, file).await?;
        Ok(Self { id: id.to_owned(), file: file.to_owned(), open: RwLock::new(Arc::new(open)) })
    }

    fn now(&self) -> Arc<Open> {
        // A poisoned lock still holds a whole file: it is only ever replaced.
        Arc::clone(&self.open.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Name in addresses.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the file says of itself, without addresses.
    #[must_use]
    pub fn described(&self) -> TileJSON {
        self.now().described.clone()
    }

    /// A tile. Where the file was replaced since it was opened, it is opened again.
    ///
    /// # Errors
    /// When the file can no longer be read.
    pub async fn tile(&self, at: Cell) -> anyhow::Result<Stored> {
        let open = self.now();
        match open.tile(at).await {
            Err(MartinCoreError::SourceNeedsReload) => {}
            read => return read.with_context(|| format!("{} cannot be read", self.file.display())),
        }
        tracing::info!(layer = self.id, file = %self.file.display(), "the file was replaced; reading the new one");
        let open = Arc::new(Open::read(&self.id, &self.file).await?);
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&open);
        open.tile(at).await.with_context(|| format!("{} cannot be read", self.file.display()))
    }
}

impl Open {
    async fn read(id: &str, file: &Path) -> anyhow::Result<Self> {
        check(file)?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = file.file_name().and_then(|name| name.to_str()).with_context(|| format!("{} is not a file name", file.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder).with_context(|| format!("the folder of {} cannot be read", file.display()))?;
        let cache = PmtCacheInstance::new(0, PmtCache::new(DIRECTORIES, None, None));
        let source = PmtilesSource::new(cache, id.to_owned(), Box::new(store), name, CacheZoomRange::disabled()).await;
        let source = source.with_context(|| format!("{} cannot be read as PMTiles", file.display()))?;
        let mut described = source.get_tilejson().clone();
        described.other.retain(|key, _| !OURS.contains(&key.as_str()));
        Ok(Self { source, described })
    }

    async fn tile(&self, at: Cell) -> Result<Stored, MartinCoreError> {
        let data = self.source.get_tile(TileCoord { z: at.z, x: at.x, y: at.y }, None).await?;
        let TileInfo { format, encoding, .. } = self.source.get_tile_info();
        let encoding = match encoding {
            martin_tile_utils::Encoding::Gzip => Encoding::Gzip,
            martin_tile_utils::Encoding::Brotli => Encoding::Brotli,
            martin_tile_utils::Encoding::Zstd => Encoding::Zstd,
            _ => Encoding::Identity,
        };
        let content_type = if format == Format::Mvt { MVT } else { format.content_type() };
        Ok(Stored { data, encoding, content_type: content_type.to_owned() })
    }
}

/// Is this a whole PMTiles file of version 3? Its header says where each part lies; a copy that broke off is shorter.
fn check(file: &Path) -> anyhow::Result<()> {
    let there = || format!("{} cannot be opened", file.display());
    let mut opened = File::open(file).with_context(there)?;
    let length = opened.metadata().with_context(there)?.len();
    let mut header = [0_u8; 127];
    if opened.metadata().with_context(there)?.is_dir() || opened.read_exact(&mut header).is_err() || !header.starts_with(b"PMTiles") {
        bail!("{} is not a PMTiles file", file.display());
    }
    ensure!(header[7] == 3, "{} is PMTiles of version {}, only version 3 can be read", file.display(), header[7]);
    let number = |at: usize| header[at..at + 8].iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let ends = |at: usize| number(at).saturating_add(number(at + 8));
    // Root directory, remarks, leaf directories, tiles; the root stands in the first 16 KiB.
    let whole = [8, 24, 40, 56].into_iter().all(|part| number(part + 8) == 0 || ends(part) <= length);
    ensure!(whole, "{} is not whole: it ends before its last part, copy it again", file.display());
    ensure!(number(8) >= 127 && ends(8) <= 16_384, "{} is damaged: its first directory is not where it should be", file.display());
    Ok(())
}
