//! What every visitor may need to know: the start page, help at once, accessibility, privacy, legal notes.

use axum::Router;

use crate::state::AppState;

/// The pages of this feature.
pub fn routes() -> Router<AppState> {
    Router::new()
}
