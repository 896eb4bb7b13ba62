//! `/stato`: how the service is, in plain words.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::metrics::Operations;
use crate::published::Mirror;
use crate::web::{AppError, CachePolicy, Frame, Site, page};

#[derive(Template)]
#[template(path = "operations/status.html")]
struct StatusPage {
    frame: Frame,
    up: bool,
    loaded: bool,
    sites: usize,
    seconds_ago: usize,
    version: &'static str,
}

/// The page.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn status(
    frame: Frame,
    State(site): State<Arc<Site>>,
    State(mirror): State<Arc<Mirror>>,
    State(operations): State<Arc<Operations>>,
) -> Result<Response, AppError> {
    let snapshot = mirror.snapshot();
    let template = StatusPage {
        up: !site.database_away.load(Ordering::Relaxed),
        loaded: mirror.is_loaded(),
        sites: snapshot.sites.len(),
        seconds_ago: site.confirmed_at().and_then(|at| ((operations.clock)() - at).num_seconds().try_into().ok()).unwrap_or(0),
        version: env!("CARGO_PKG_VERSION"),
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Never, &template)
}
