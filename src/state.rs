//! The few long-lived things a handler may ask for. Features name [`AppState`] only to type their router;
//! handlers take what they need by `State<…>`.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::database::Pools;
use crate::nearest::Nearest;
use crate::operations::Operations;
use crate::places::Places;
use crate::published::Mirror;
use crate::tiles::Tiles;
use crate::web::Site;

/// Everything that outlives a request.
#[derive(Clone, Debug, FromRef)]
pub struct AppState {
    /// The site as a whole.
    pub site: Arc<Site>,
    /// Connections to the truth.
    pub pools: Pools,
    /// What is public, in memory.
    pub mirror: Arc<Mirror>,
    /// Nearest over the mirror.
    pub nearest: Arc<Nearest>,
    /// Places by name.
    pub places: Arc<Places>,
    /// Layers of the map.
    pub tiles: Tiles,
    /// Counters and the moment of start.
    pub operations: Arc<Operations>,
}

impl AppState {
    /// Over pools that need not be connected yet.
    #[must_use]
    pub fn new(site: Arc<Site>, pools: Pools, tiles: Tiles, operations: Operations) -> Self {
        let mirror = Arc::new(Mirror::new());
        Self {
            nearest: Arc::new(Nearest::new(Arc::clone(&mirror))),
            places: Arc::new(Places::new()),
            operations: Arc::new(operations),
            site,
            pools,
            mirror,
            tiles,
        }
    }
}
