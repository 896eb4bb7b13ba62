//! The few long-lived things a handler may ask for. Features name [`AppState`] only to type their router;
//! handlers take what they need by `State<…>`.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;

use crate::coverage::{Coverage, Figures};
use crate::database::Pools;
use crate::downloads::Downloads;
use crate::map::Listeners;
use crate::nearest::Nearest;
use crate::ogc::Shelf;
use crate::operations::Operations;
use crate::places::Places;
use crate::published::{FigureSource, Mirror};
use crate::tiles::Tiles;
use crate::web::limits::Limits;
use crate::web::{Clock, Site};

/// Everything that outlives a request, behind one counter: the router clones its state for every route it tries.
#[derive(Clone, Debug)]
pub struct AppState(Arc<Held>);

/// What [`AppState`] holds.
#[derive(Debug)]
pub struct Held {
    /// The site as a whole.
    pub site: Arc<Site>,
    /// Connections to the truth.
    pub pools: Pools,
    /// What is public, in memory.
    pub mirror: Arc<Mirror>,
    /// Nearest over the mirror.
    pub nearest: Arc<Nearest>,
    /// Figures of coverage.
    pub coverage: Arc<Coverage>,
    /// The same as figures of areas, for whoever shows them without knowing how they are computed.
    pub figures: Arc<dyn FigureSource>,
    /// Places by name.
    pub places: Arc<Places>,
    /// Layers of the map.
    pub tiles: Tiles,
    /// Whole files of what is public.
    pub downloads: Downloads,
    /// Collections of the OGC interface.
    pub ogc: Shelf,
    /// How much one address may ask.
    pub limits: Limits,
    /// Maps that wait to be told of changes.
    pub listeners: Arc<Listeners>,
    /// What time it is.
    pub clock: Clock,
    /// Counters and the moment of start.
    pub operations: Arc<Operations>,
}

impl AppState {
    /// Over pools that need not be connected yet.
    #[must_use]
    pub fn new(site: Arc<Site>, pools: Pools, tiles: Tiles, operations: Operations) -> Self {
        let mirror = Arc::new(Mirror::new());
        let (coverage, clock) = (Arc::new(Coverage::new(Arc::clone(&mirror))), Clock(operations.clock));
        let figures = Figures { coverage: Arc::clone(&coverage), pools: pools.clone(), clock };
        Self(Arc::new(Held {
            nearest: Arc::new(Nearest::new(Arc::clone(&mirror))),
            coverage,
            figures: Arc::new(figures),
            places: Arc::new(Places::new(pools.search.clone())),
            downloads: Downloads::default(),
            ogc: Shelf::default(),
            limits: Limits::new(site.settings.limit_per_minute),
            listeners: Arc::new(Listeners::default()),
            clock,
            operations: Arc::new(operations),
            site,
            pools,
            mirror,
            tiles,
        }))
    }
}

impl Deref for AppState {
    type Target = Held;

    fn deref(&self) -> &Held {
        &self.0
    }
}

/// Lets a handler name the part it needs.
macro_rules! lends {
    ($($part:ident: $kind:ty),*) => {
        $(impl FromRef<AppState> for $kind {
            fn from_ref(state: &AppState) -> Self {
                state.$part.clone()
            }
        })*
    };
}

lends!(site: Arc<Site>, pools: Pools, mirror: Arc<Mirror>, nearest: Arc<Nearest>, coverage: Arc<Coverage>, figures: Arc<dyn FigureSource>, places: Arc<Places>, tiles: Tiles, listeners: Arc<Listeners>, operations: Arc<Operations>, clock: Clock);
