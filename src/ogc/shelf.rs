//! What the collections are answered from: sites and centres from the snapshot, the territory read from PostGIS when first
//! asked for and kept while it stands. Lets so many questions in at once; the rest wait, and too many are sent away.

use std::sync::{Arc, Mutex as QuickMutex, PoisonError, Weak};

use sqlx::PgPool;
use tokio::sync::{Mutex, OwnedSemaphorePermit};

use super::collection::Collection;
use super::feature::{Feature, FeatureId};
use super::unit::Unit;
use super::{figures, store};
use crate::published::{AreaFigures, Centre, Mirror, Snapshot, centres};
use crate::web::{Admission, AppError};

/// Questions at work at the same time; each may hold one whole answer in memory.
const AT_ONCE: usize = 4;
/// Questions about figures whose features are kept.
const MOST_FIGURES: usize = 2;
/// Questions that may wait. More are answered 503 at once.
const IN_LINE: usize = 100;

/// The features of a collection at one moment.
#[derive(Clone, Debug)]
pub enum Holding {
    /// Sites of a snapshot.
    Sites(Arc<Snapshot>),
    /// Centres of a snapshot.
    Centres(Arc<Vec<Centre>>),
    /// Units of the territory.
    Units(Arc<Vec<Unit>>),
}

impl Holding {
    /// All features, in no order that counts.
    pub fn features(&self) -> Box<dyn Iterator<Item = &dyn Feature> + '_> {
        match self {
            Self::Sites(snapshot) => Box::new(snapshot.sites.iter().map(|site| &**site as &dyn Feature)),
            Self::Centres(centres) => Box::new(centres.iter().map(|centre| centre as &dyn Feature)),
            Self::Units(units) => Box::new(units.iter().map(|unit| unit as &dyn Feature)),
        }
    }

    /// The feature of that name.
    pub fn find(&self, id: &str) -> Option<&dyn Feature> {
        match self {
            Self::Sites(snapshot) => snapshot.site(whole(id)?).map(|site| site as &dyn Feature),
            Self::Centres(_) => {
                let id = whole(id)?;
                self.features().find(|feature| feature.id() == FeatureId::Number(id))
            }
            Self::Units(_) => self.features().find(|feature| feature.id() == FeatureId::Code(id)),
        }
    }
}

/// A public number in its one spelling.
fn whole(id: &str) -> Option<i64> {
    id.parse().ok().filter(|number: &i64| number.to_string() == id)
}

/// Units as they were when the territory had this number.
type Read = Option<(i64, Arc<Vec<Unit>>)>;
/// Figures as features, with their version and the number of the territory.
type Figured = (String, i64, Arc<Vec<Unit>>);
type Gathered = Option<(Weak<Snapshot>, Arc<Vec<Centre>>)>;

/// The state of this feature.
#[derive(Debug)]
pub struct Shelf {
    admission: Admission,
    regions: Mutex<Read>,
    provinces: Mutex<Read>,
    municipalities: Mutex<Read>,
    districts: Mutex<Read>,
    centres: QuickMutex<Gathered>,
    figures: QuickMutex<Vec<Figured>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            admission: Admission::new(AT_ONCE, IN_LINE, "too many questions to /ogc are in line"),
            regions: Mutex::default(),
            provinces: Mutex::default(),
            municipalities: Mutex::default(),
            districts: Mutex::default(),
            centres: QuickMutex::default(),
            figures: QuickMutex::default(),
        }
    }
}

impl Shelf {
    /// Waits for a turn, which lasts as long as what is returned.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when too many wait already.
    pub async fn admit(&self) -> Result<OwnedSemaphorePermit, AppError> {
        self.admission.turn().await
    }

    /// The features of a collection now.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] while PostgreSQL is away and the territory is not in memory.
    pub async fn holding(&self, collection: Collection, mirror: &Mirror, db: &PgPool) -> Result<Holding, AppError> {
        let snapshot = mirror.snapshot();
        let units = match collection {
            Collection::Sites => return Ok(Holding::Sites(snapshot)),
            Collection::Centres => return Ok(Holding::Centres(self.centres(&snapshot))),
            Collection::Regions => kept(&self.regions, &snapshot, store::regions(db)).await,
            Collection::Provinces => kept(&self.provinces, &snapshot, store::provinces(db)).await,
            Collection::Municipalities => kept(&self.municipalities, &snapshot, store::municipalities(db)).await,
            Collection::Districts => kept(&self.districts, &snapshot, store::districts(db)).await,
            // Figures are asked for with a question: see below.
            Collection::Coverage => Ok(Arc::default()),
        };
        Ok(Holding::Units(units?))
    }

    /// Figures as features, made once for each version while others do not push them out.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] while PostgreSQL is away and the shapes are not in memory.
    pub async fn figures(&self, figures: Arc<dyn AreaFigures>, mirror: &Mirror, db: &PgPool) -> Result<Holding, AppError> {
        let territory = mirror.snapshot().territory;
        let held = |kept: &Vec<Figured>| {
            let found = kept.iter().find(|(version, of, _)| version == figures.version() && *of == territory);
            found.map(|(_, _, units)| Arc::clone(units))
        };
        if let Some(units) = held(&self.figures.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(Holding::Units(units));
        }
        let mut shaped_by = vec![];
        for collection in figures::shaped_by(figures.level()) {
            if let Holding::Units(units) = self.holding(*collection, mirror, db).await? {
                shaped_by.push(units);
            }
        }
        let version = figures.version().to_owned();
        let make = move || figures::features(&*figures, &figures::shapes(figures.level(), &shaped_by));
        let units = Arc::new(tokio::task::spawn_blocking(make).await.map_err(|error| AppError::Internal(error.into()))??);
        let mut kept = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_FIGURES {
            kept.remove(0);
        }
        kept.push((version, territory, Arc::clone(&units)));
        Ok(Holding::Units(units))
    }

    fn centres(&self, snapshot: &Arc<Snapshot>) -> Arc<Vec<Centre>> {
        let mut held = self.centres.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, centres)) = &*held
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(snapshot))
        {
            return Arc::clone(centres);
        }
        let fresh = Arc::new(centres(snapshot));
        *held = Some((Arc::downgrade(snapshot), Arc::clone(&fresh)));
        fresh
    }
}

/// What is held where the territory has not moved since; read anew otherwise, by one for all who wait.
async fn kept(
    slot: &Mutex<Read>,
    snapshot: &Snapshot,
    read: impl Future<Output = sqlx::Result<Vec<Unit>>>,
) -> Result<Arc<Vec<Unit>>, AppError> {
    let mut held = slot.lock().await;
    if let Some((territory, units)) = &*held
        && *territory == snapshot.territory
    {
        return Ok(Arc::clone(units));
    }
    // The number was known before reading: what is read is never older than it says.
    let units = Arc::new(read.await?);
    *held = Some((snapshot.territory, Arc::clone(&units)));
    Ok(units)
}
