//! An edition: all files of one public content, named by it. Two processes that hold the same content make the same edition,
//! byte for byte; when the content moves there is another one.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use xxhash_rust::xxh3::xxh3_64;

use crate::files::{self, Format, Table};
use crate::published::cql2::Record;
use crate::published::{Centre, Mirror, Site, SiteRow, Snapshot, centre_schema, centres, site_table};
use crate::web::AppError;

/// The day of an edition in which nothing says when it was verified.
const UNDATED: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What a file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dataset {
    /// One row a site.
    Sites,
    /// One row a centre.
    Centres,
}

impl Dataset {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sites, Self::Centres];

    /// Its name in files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Centres => "centres",
        }
    }

    /// Its columns.
    pub fn table(self) -> Table<'static> {
        match self {
            Self::Sites => Table { name: self.name(), schema: site_table(), geometry: "POINT" },
            Self::Centres => Table { name: self.name(), schema: centre_schema(), geometry: "MULTIPOINT" },
        }
    }
}

/// A file of an edition.
#[derive(Debug)]
pub struct Published {
    /// Of what.
    pub dataset: Dataset,
    /// In which format.
    pub format: Format,
    /// Its bytes, in a file without a name: gone with the last who reads it.
    pub file: Arc<File>,
    /// How many.
    pub size: u64,
    /// Rows of the dataset; FlatGeobuf holds those with a place.
    pub rows: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Published {
    /// Its name: `sites.csv`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.dataset.name(), self.format.extension())
    }
}

/// All files of one content.
#[derive(Debug)]
pub struct Edition {
    /// Hash of the content.
    pub version: String,
    /// The day on which the newest record of it was verified.
    pub dated: NaiveDate,
    /// The files.
    pub files: Vec<Published>,
}

/// The present edition, made when first asked for, and the version of the snapshot it was last found to be of.
#[derive(Debug, Default)]
pub struct Downloads(Mutex<Option<(String, Arc<Edition>)>>);

impl Downloads {
    /// The edition of what is public now.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] before anything has been read; when the disk is full.
    pub async fn current(&self, mirror: &Mirror) -> Result<Arc<Edition>, AppError> {
        if !mirror.is_loaded() {
            return Err(AppError::Unavailable("nothing has been read yet".into()));
        }
        let mut held = self.0.lock().await;
        let snapshot = mirror.snapshot();
        if let Some((of, edition)) = held.as_ref()
            && *of == snapshot.version
        {
            return Ok(Arc::clone(edition));
        }
        // Another snapshot may still be the same edition: invented sites are not in it.
        let (of, version) = (snapshot.version.clone(), version(&snapshot));
        let edition = match held.take() {
            Some((_, edition)) if edition.version == version => edition,
            _ => {
                let making = tokio::task::spawn_blocking(move || Edition::of(&snapshot, version));
                Arc::new(making.await.context("the files were not finished")??)
            }
        };
        *held = Some((of, Arc::clone(&edition)));
        Ok(edition)
    }
}

fn real(snapshot: &Snapshot) -> impl Iterator<Item = &Arc<Site>> {
    snapshot.sites.iter().filter(|site| !site.demo)
}

/// Moves when a record that is not invented moves, or the program that writes them.
fn version(snapshot: &Snapshot) -> String {
    let sum = real(snapshot).fold(0_u128, |sum, site| sum.wrapping_add(site.digest));
    format!("{:016x}", xxh3_64(format!("{sum:032x} {}", env!("CARGO_PKG_VERSION")).as_bytes()))
}

impl Edition {
    fn of(snapshot: &Snapshot, version: String) -> Result<Self> {
        let sites: Vec<&Site> = real(snapshot).map(|site| &**site).collect();
        let all = centres(snapshot);
        let centres: Vec<&Centre> = all.iter().filter(|centre| !centre.main.demo).collect();
        let dated = sites.iter().filter_map(|site| site.verified_on).max().unwrap_or(UNDATED);
        let moment = dated.and_time(NaiveTime::MIN).and_utc();
        let mut files = vec![];
        for format in Format::ALL {
            files.push(published(Dataset::Sites, format, sites.iter().map(|site| SiteRow(site)), sites.len(), moment)?);
            files.push(published(Dataset::Centres, format, centres.iter().copied(), centres.len(), moment)?);
        }
        files.sort_by_key(Published::name);
        Ok(Self { version, dated, files })
    }

    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<&Published> {
        self.files.iter().find(|file| file.name() == name)
    }

    /// The address of a file.
    pub fn path(&self, file: &Published) -> String {
        format!("/downloads/{}/{}", self.version, file.name())
    }
}

fn published<R: Record>(
    dataset: Dataset,
    format: Format,
    rows: impl Iterator<Item = R>,
    count: usize,
    moment: DateTime<Utc>,
) -> Result<Published> {
    let file = files::write(format, dataset.table(), rows, moment)?;
    let size = file.metadata()?.len();
    Ok(Published { dataset, format, size, rows: count, sha256: checksum(&file, size)?, file: Arc::new(file) })
}

fn checksum(file: &File, size: u64) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    let mut at = 0;
    while at < size {
        let read = file.read_at(&mut piece, at)?;
        anyhow::ensure!(read > 0, "a file ended early");
        hasher.update(&piece[..read]);
        at += read as u64;
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
