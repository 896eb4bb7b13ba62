//! The site's table of contents: one line for each feature, then the layers every request crosses.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::operations::Operations;
use crate::published::Snapshot;
use crate::reference::Declared;
use crate::state::AppState;
use crate::tiles::Door;
use crate::web::limits::{Class, Standing, asker};
use crate::web::openapi::Described;
use crate::web::problem::{problem, speak_problem};
use crate::web::security::{self, Frames};
use crate::web::visitor::language_of;
use crate::web::{AppError, Words, assets, page};
use crate::{coverage, directory, downloads, information, map, nearest, ogc, open_data, operations, places, reference, tiles};

/// The largest body an address takes unless it says otherwise, in bytes.
const LARGEST_BODY: usize = 64 * 1024;

/// What interfaces say of themselves, in the order people look for it.
const DECLARED: Declared = Declared(declared);

fn declared(snapshot: &Snapshot) -> Vec<Described> {
    let codes = &snapshot.codes;
    vec![
        directory::described::described(snapshot),
        nearest::described::described(codes),
        places::described::described(),
        coverage::described::described(codes),
        tiles::described::described(codes),
        downloads::described::described(),
        operations::described::described(),
        reference::described::described(),
    ]
}

/// The questions that cost so much that one address gets so many answered a minute.
fn costly(request: &Request) -> Option<Class> {
    use crate::web::accept::{FORMATS, preferred};
    let path = request.uri().path();
    if path == coverage::SIMULATOR && request.method() == Method::POST {
        return Some(Class::Kept);
    }
    let rest = path.strip_prefix("/api/v1/").or_else(|| path.strip_prefix("/downloads/"))?;
    match rest {
        "geocode" => Some(Class::Geocode),
        "coverage/what-if" | "coverage/best-sites" if request.method() == Method::POST => Some(Class::Scenario),
        // Pages of the list are read from memory; whatever else comes of it is a file.
        "sites" => {
            let query = request.uri().query().unwrap_or_default();
            let given = form_urlencoded::parse(query.as_bytes()).find(|(name, value)| name == "f" && !value.trim().is_empty());
            let format = given.map_or_else(|| preferred(request.headers(), &FORMATS).into(), |(_, format)| format);
            (!matches!(format.trim(), "json" | "geojson")).then_some(Class::File)
        }
        // By `latest` one is only told where the file is.
        file if path.starts_with("/downloads/") && file.contains('/') && !file.starts_with("latest/") => Some(Class::File),
        _ => None,
    }
}

/// How the asker of a costly question stands; none for other questions, and where nothing is limited.
fn counted(state: &AppState, request: &Request) -> Option<Standing> {
    let class = costly(request)?;
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = asker(request.headers(), connected, state.site.settings.trust_forwarded)?;
    state.limits.ask(class, address, state.clock.now())
}

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
        .merge(reference::api_routes(DECLARED))
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
        .merge(reference::page_routes(DECLARED))
        .fallback(nothing)
        .layer(from_fn_with_state(state.clone(), visit))
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
    let standing = counted(&state, &request);
    let mut response = match standing.and_then(|standing| standing.wait) {
        Some(seconds) => problem(&AppError::TooMany(seconds), Words(language_of(request.uri(), request.headers()))),
        None => speak_problem(request, next).await,
    };
    if let Some(standing) = standing {
        standing.tell(response.headers_mut());
    }
    security::open(response.headers_mut());
    state.site.say_age(response.headers_mut());
    response
}

/// Requests of people: few of them cost.
async fn visit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match counted(&state, &request).and_then(|standing| standing.wait) {
        Some(seconds) => AppError::TooMany(seconds).into_response(),
        None => next.run(request).await,
    }
}

async fn nothing() -> AppError {
    AppError::not_found()
}
