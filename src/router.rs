//! The site's table of contents: one line for each feature, then the layers every request crosses.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::operations::Operations;
use crate::state::AppState;
use crate::tiles::Door;
use crate::web::problem::speak_problem;
use crate::web::security::{self, Frames};
use crate::web::{AppError, assets, page};
use crate::{coverage, directory, downloads, information, map, nearest, ogc, open_data, operations, places, tiles};

/// The largest body an address takes unless it says otherwise, in bytes.
const LARGEST_BODY: usize = 64 * 1024;

/// The whole site over its state, behind the door that hands out tiles sent before.
pub fn router(state: AppState) -> Door<Router> {
    Door::new(inside(state.clone()), Arc::clone(&state.site), state.operations.kept_tiles())
}

fn inside(state: AppState) -> Router {
    let interfaces = Router::new()
        .merge(tiles::routes())
        .merge(nearest::api_routes())
        .merge(coverage::api_routes())
        .merge(places::api_routes())
        .merge(directory::api_routes())
        .merge(operations::api_routes())
        .merge(map::asset_routes())
        .merge(ogc::routes())
        .merge(downloads::routes())
        .route("/api/{*rest}", get(nothing))
        .route("/ogc/{*rest}", get(nothing))
        .layer(from_fn_with_state(state.clone(), interface));

    let pages = Router::new()
        .merge(information::routes())
        .merge(map::page_routes())
        .merge(nearest::page_routes())
        .merge(coverage::page_routes())
        .merge(directory::page_routes())
        .merge(open_data::routes())
        .merge(operations::page_routes())
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(&state.site), page::speak_page))
        .layer(CompressionLayer::new().compress_when(SizeAbove::new(860).and(NotForContentType::new("application/octet-stream"))));

    Router::new()
        .merge(interfaces)
        .merge(Router::new().route("/assets/{build}/{*path}", get(assets::asset)).layer(from_fn(speak_problem)))
        .merge(pages)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&state.operations), house))
        .with_state(state)
}

// A layer costs each request a copy of everything below it, so there is one for all and one for interfaces.

/// Every request: counted and timed, its answer given the headers of the house.
async fn house(State(operations): State<Arc<Operations>>, request: Request, next: Next) -> Response {
    let counted = operations.begin(&request);
    let frames = Frames::of(request.uri().path());
    let mut response = next.run(request).await;
    security::guard(response.headers_mut(), frames);
    counted.end(response.status());
    response
}

/// Requests of programs: open to every origin, preflights answered here, failures spoken as problem+json.
/// While PostgreSQL is away what is in memory goes on answering, and says how old it is.
async fn interface(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS {
        return security::preflight();
    }
    let mut response = speak_problem(request, next).await;
    security::open(response.headers_mut());
    state.site.say_age(response.headers_mut());
    response
}

async fn nothing() -> AppError {
    AppError::not_found()
}
