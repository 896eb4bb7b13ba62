//! The data and where they come from: `/dati` and `/dati/fonti`.

use axum::Router;

use crate::state::AppState;

/// The pages of this feature.
pub fn routes() -> Router<AppState> {
    Router::new()
}
