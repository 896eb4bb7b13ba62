//! An edition: all files of one public content, named by it. Two processes that hold the same content make the same edition,
//! byte for byte; when the content moves there is another one.

use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::sync::Mutex;
use xxhash_rust::xxh3::xxh3_64;

use super::details_store::{self, Details};
use super::hsds::{self, HSDS_LISTS};
use crate::files::{self, Format, Table};
use crate::published::cql2::Record;
use crate::published::{Centre, Mirror, Position, Site, SiteRow, Snapshot, centre_schema, centres, site_table};
use crate::web::AppError;

/// The day of an edition in which nothing has a date.
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
            Self::Sites => Table { name: self.name(), schema: site_table(), geometry: Some("POINT") },
            Self::Centres => Table { name: self.name(), schema: centre_schema(), geometry: Some("MULTIPOINT") },
        }
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A table.
    Table(Format),
    /// The page of services of HSDS 3.0.
    Hsds,
}

impl Kind {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Table(format) => format.extension(),
            Self::Hsds => "hsds.json",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table(format) => format.media_type(),
            Self::Hsds => "application/json",
        }
    }
}

/// A file of an edition.
#[derive(Debug)]
pub struct Published {
    /// Of what.
    pub dataset: Dataset,
    /// In which format.
    pub kind: Kind,
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
        format!("{}.{}", self.dataset.name(), self.kind.extension())
    }
}

/// Where the public positions of an edition lie, and how surely.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// West, south, east, north in degrees of EPSG:4326; none without a public position.
    pub bounds: Option<[f64; 4]>,
    /// The least and the greatest accuracy in metres.
    pub accuracy_m: Option<(f64, f64)>,
}

impl Extent {
    fn of<'a>(positions: impl Iterator<Item = &'a Position>) -> Self {
        positions.fold(Self::default(), |extent, position| {
            let (lon, lat, metres) = (position.at.lon(), position.at.lat(), position.accuracy_m);
            let [west, south, east, north] = extent.bounds.unwrap_or([lon, lat, lon, lat]);
            let (best, worst) = extent.accuracy_m.unwrap_or((metres, metres));
            Self {
                bounds: Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]),
                accuracy_m: Some((best.min(metres), worst.max(metres))),
            }
        })
    }
}

/// All files of one content.
#[derive(Debug)]
pub struct Edition {
    /// Hash of the content.
    pub version: String,
    /// The day on which the newest record of it was verified.
    pub dated: NaiveDate,
    /// Where it lies.
    pub extent: Extent,
    /// The files.
    pub files: Vec<Published>,
}

/// Of what an edition was last found to be: the version of the snapshot, and how far the change log had been read.
type Standing = (String, Option<i64>);

/// The present edition, made when first asked for.
#[derive(Debug, Default)]
pub struct Downloads(Mutex<Option<(Standing, Arc<Edition>)>>);

impl Downloads {
    /// The edition of what is public now.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] before anything has been read, or while PostgreSQL is away and what is public has moved since
    /// an edition was made; when the disk is full.
    pub async fn current(&self, mirror: &Mirror, db: &PgPool) -> Result<Arc<Edition>, AppError> {
        if !mirror.is_loaded() {
            return Err(AppError::Unavailable("nothing has been read yet".into()));
        }
        let mut held = self.0.lock().await;
        // First how far was read, then what: the details below are never older than either.
        let change = mirror.change();
        let snapshot = mirror.snapshot();
        let of: Standing = (snapshot.version.clone(), change);
        if let Some((standing, edition)) = held.as_ref()
            && *standing == of
        {
            return Ok(Arc::clone(edition));
        }
        let details = match (details_store::read(db).await.map_err(AppError::from), held.as_ref()) {
            (Ok(details), _) => details,
            // Who owns a centre may have moved; where it is and that it is there have not.
            (Err(AppError::Unavailable(_)), Some(((version, _), edition))) if *version == of.0 => return Ok(Arc::clone(edition)),
            (Err(error), _) => return Err(error),
        };
        // Another snapshot may still be the same edition: invented sites are not in it.
        let version = version(&snapshot, &details);
        let edition = match held.take() {
            Some((_, edition)) if edition.version == version => edition,
            _ => {
                let making = tokio::task::spawn_blocking(move || Edition::of(&snapshot, &details, version));
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

/// Moves when a record that is not invented moves, the words for codes, or the program that writes them.
fn version(snapshot: &Snapshot, details: &Details) -> String {
    let sum = real(snapshot).fold(details.digest(), |sum, site| sum.wrapping_add(site.digest));
    let labels = HSDS_LISTS.iter().flat_map(|list| snapshot.codes.list(list)).map(|code| format!("{code:?}")).collect::<String>();
    format!("{:016x}", xxh3_64(format!("{sum:032x} {labels} {}", env!("CARGO_PKG_VERSION")).as_bytes()))
}

/// The sites of each centre, the centres in the order of their first site, the main site first.
fn by_centre<'a>(sites: &[&'a Site]) -> Vec<Vec<&'a Site>> {
    let mut centres: Vec<Vec<&Site>> = vec![];
    let mut places: HashMap<i64, usize> = HashMap::new();
    for &site in sites {
        let at = *places.entry(site.centre_id).or_insert_with(|| {
            centres.push(vec![]);
            centres.len() - 1
        });
        centres[at].push(site);
    }
    for sites in &mut centres {
        sites.sort_by_key(|site| site.site_kind != "sede_principale");
    }
    centres
}

/// The first day a source's date may mean: of 2018, 2025-05, 2021-06-15.
fn day_of(source_date: &str) -> Option<NaiveDate> {
    let rest = "0000-01-01".get(source_date.len()..)?;
    format!("{source_date}{rest}").parse().ok()
}

impl Edition {
    fn of(snapshot: &Snapshot, details: &Details, version: String) -> Result<Self> {
        let sites: Vec<&Site> = real(snapshot).map(|site| &**site).collect();
        let all = centres(snapshot);
        let centres: Vec<&Centre> = all.iter().filter(|centre| !centre.main.demo).collect();
        let verified = sites.iter().filter_map(|site| site.verified_on).max();
        let dated = verified.max(sites.iter().filter_map(|site| day_of(site.source_date.as_deref()?)).max()).unwrap_or(UNDATED);
        let moment = dated.and_time(NaiveTime::MIN).and_utc();
        let mut files = vec![];
        for format in Format::ALL {
            files.push(published(Dataset::Sites, format, sites.iter().map(|site| SiteRow(site)), sites.len(), moment)?);
            files.push(published(Dataset::Centres, format, centres.iter().copied(), centres.len(), moment)?);
        }
        let source = hsds::Source { details, codes: &snapshot.codes };
        let services = tempfile::tempfile().context("no temporary file can be made")?;
        let by_centre = by_centre(&sites);
        hsds::write(&by_centre, source, &services)?;
        files.push(measured(Dataset::Centres, Kind::Hsds, services, by_centre.len())?);
        files.sort_by_key(Published::name);
        let extent = Extent::of(sites.iter().filter_map(|site| site.position.as_ref()));
        Ok(Self { version, dated, extent, files })
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
    measured(dataset, Kind::Table(format), files::write(format, dataset.table(), rows, moment)?, count)
}

/// A file with its size and checksum.
fn measured(dataset: Dataset, kind: Kind, file: File, count: usize) -> Result<Published> {
    let size = file.metadata()?.len();
    Ok(Published { dataset, kind, size, rows: count, sha256: checksum(&file, size)?, file: Arc::new(file) })
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
