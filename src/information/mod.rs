//! What every visitor may need to know: the start page, help at once, accessibility, privacy, legal notes,
//! and the three files that robots and security researchers ask for. It names no centre on the help page.

mod api;
mod pages;

use axum::Router;
use axum::routing::get;

use crate::state::AppState;

/// The pages of this feature, and the files that stand beside them.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(pages::start))
        .route("/aiuto-subito", get(pages::help))
        .route("/accessibilita", get(pages::accessibility))
        .route("/privacy", get(pages::privacy))
        .route("/note-legali", get(pages::legal))
        .route("/robots.txt", get(api::robots))
        .route("/sitemap.xml", get(api::sitemap))
        .route("/.well-known/security.txt", get(api::security))
}
