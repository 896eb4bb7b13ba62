//! `/collections/{id}/items` and `/items/{featureId}`: features for programs and for people, and as files.

use std::sync::Arc;

use anyhow::Context;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use chrono::SecondsFormat;
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::asked::{Asked, Form, link, segment};
use super::collection::Collection;
use super::condition::Condition;
use super::crs::{CRS84, System};
use super::feature::Feature;
use super::file::FORMATS;
use super::json::{Object, plain, text};
use super::order::{Order, Page, cursor, read_cursor};
use super::shelf::Holding;
use super::{figures, file, geojson, pages};
use crate::published::AreaFigures;
use crate::state::AppState;
use crate::web::{AppError, Phrase};

/// Media type of features.
pub const GEOJSON: &str = "application/geo+json";
/// Features of a page unless another number is asked for.
pub const DEFAULT_LIMIT: usize = 10;
/// Most features of a page; who asks for more gets this many, as the standard wants.
pub const MOST: usize = 10_000;
/// Most features of a page for people.
const MOST_SHOWN: usize = 200;
/// In which system the answer's positions are (OGC API Features Part 2).
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// The collection an address names.
///
/// # Errors
/// [`AppError::NotFound`], naming those that exist.
pub fn find(id: &str) -> Result<Collection, AppError> {
    Collection::of_id(id).ok_or_else(|| {
        let known = Collection::ALL.map(Collection::id).join(", ");
        AppError::NotFound(
            Phrase::new("error-no-collection").with("collection", id.chars().take(60).collect::<String>()).with("collections", known),
        )
    })
}

struct Question {
    form: Form,
    limit: usize,
    after: Option<Vec<u8>>,
    order: Order,
    condition: Condition,
    system: System,
}

/// The question, and what is asked of figures, where the features are figures.
fn read(asked: &Asked, collection: Collection) -> Result<(Question, figures::Question), AppError> {
    let mut parameters = asked.parameters();
    let form = asked.form_or_file(&mut parameters, &FORMATS);
    let allowed = || Phrase::new("error-number-between").with("low", "1").with("high", MOST.to_string());
    let limit: Option<u64> = parameters.parsed("limit", allowed);
    if limit == Some(0) {
        parameters.refuse("limit", "0", allowed());
    }
    let most = if form == Form::Html { MOST_SHOWN } else { MOST };
    let after = read_cursor(&mut parameters);
    let order = Order::read(&mut parameters, collection);
    let system = System::read(&mut parameters, "crs");
    let condition = Condition::read(&mut parameters, collection);
    if let Form::File(_) = form {
        // Half a file would pass for all of it, and files say in which system they are by themselves.
        for (name, given) in [("limit", limit.map(|limit| limit.to_string())), ("cursor", after.as_deref().map(cursor))] {
            if let Some(given) = given {
                parameters.refuse(name, &given, Phrase::new("error-whole-file"));
            }
        }
        if system != System::Crs84 {
            parameters.refuse("crs", &system.uri(), Phrase::new("error-one-of").with("allowed", CRS84));
        }
    }
    let limit = limit.map_or(DEFAULT_LIMIT, |limit| usize::try_from(limit).unwrap_or(most).min(most));
    let figures = figures::Question::of_list(&mut parameters, collection, &condition);
    parameters.finish()?;
    Ok((Question { form, limit, after, order, condition, system }, figures))
}

/// What the features of a collection are read from: the figures of a question, or nothing but the public content.
async fn source(state: &AppState, collection: Collection, question: &figures::Question) -> Result<Option<Arc<dyn AreaFigures>>, AppError> {
    if collection != Collection::Coverage {
        return Ok(None);
    }
    let figures = state.figures.figures(question.parameters()).await;
    figures.map(Some).map_err(|error| question.as_written(error))
}

async fn holding(state: &AppState, collection: Collection, figures: Option<Arc<dyn AreaFigures>>) -> Result<Holding, AppError> {
    let (mirror, db) = (&state.mirror, &state.pools.public);
    match figures {
        Some(figures) => state.ogc.figures(figures, mirror, db).await,
        None => state.ogc.holding(collection, mirror, db).await,
    }
}

/// The features of a collection that match, page by page.
///
/// # Errors
/// 404 for an unknown collection, 400 for parameters that cannot be used, 503 while PostgreSQL is away and needed.
pub async fn items(State(state): State<AppState>, Path(id): Path<String>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let (question, of_figures) = read(&asked, collection)?;
    // Told of the content before what is read: who is told that his file stands was never given less.
    let snapshot = state.mirror.snapshot();
    let figures = source(&state, collection, &of_figures).await?;
    let standing = match question.form {
        Form::File(format) => Some(file::tag(&snapshot, figures.as_deref(), &asked, format)),
        _ => None,
    };
    if let Some(unchanged) = standing.as_deref().and_then(|tag| file::held(&asked, tag)) {
        return Ok(unchanged);
    }
    let turn = state.ogc.admit().await?;
    let holding = holding(&state, collection, figures).await?;
    let now = state.clock.now();
    let work = move || {
        let _turn = turn;
        let matching: Vec<&dyn Feature> = holding.features().filter(|feature| question.condition.holds(*feature)).collect();
        if let (Form::File(format), Some(tag)) = (question.form, &standing) {
            let all = Page::of(matching, &question.order, None, usize::MAX);
            return file::written(&holding, collection, &all.features, format, now, tag);
        }
        let page = Page::of(matching, &question.order, question.after.as_deref(), question.limit);
        if question.form == Form::Html {
            return pages::items(&asked, collection, &page, &of_figures.query_with(None));
        }
        let mut body = collection_body(&asked, collection, &page, question.system)?;
        let hash = xxh3_64(&body);
        body.extend_from_slice(b",\"timeStamp\":");
        text(&mut body, &now.to_rfc3339_opts(SecondsFormat::Secs, true));
        body.push(b'}');
        Ok(with_crs(asked.tagged(body, GEOJSON, hash), question.system))
    };
    tokio::task::spawn_blocking(work).await.context("a list of features was not finished")?
}

/// Everything but the moment and the last bracket.
fn collection_body(asked: &Asked, collection: Collection, page: &Page<'_>, system: System) -> Result<Vec<u8>, AppError> {
    let mut out = Vec::with_capacity(1_024 + page.features.len() * 1_024);
    let mut object = Object::open(&mut out);
    object.text("type", Some("FeatureCollection"));
    let mut links = asked.own_links(GEOJSON);
    if let Some(next) = &page.next {
        let address = asked.frame.absolute(&asked.changed(&[("f", Some("json")), ("cursor", Some(next))]));
        links.push(link(&address, "next", GEOJSON, "Next page"));
    }
    links.push(link(&asked.address(&format!("/collections/{}", collection.id())), "collection", "application/json", "The collection"));
    object.member("links", |out| plain(out, Value::from(links)));
    object.member("numberMatched", |out| plain(out, page.matched));
    object.member("numberReturned", |out| plain(out, page.features.len()));
    let mut written = Ok(());
    object.member("features", |out| {
        out.push(b'[');
        for (at, feature) in page.features.iter().enumerate() {
            out.extend_from_slice(if at > 0 { b",\n" } else { b"\n" });
            written = geojson::feature(out, *feature, collection, system, |_| {});
            if written.is_err() {
                break;
            }
        }
        out.extend_from_slice(b"\n]");
    });
    written?;
    Ok(out)
}

/// One feature.
///
/// # Errors
/// 404 for what is not public, 400 for parameters that cannot be used, 503 while PostgreSQL is away and needed.
pub async fn item(State(state): State<AppState>, Path((id, feature)): Path<(String, String)>, asked: Asked) -> Result<Response, AppError> {
    let collection = find(&id)?;
    let mut parameters = asked.parameters();
    let form = asked.form(&mut parameters);
    let system = System::read(&mut parameters, "crs");
    let figures = figures::Question::read(&mut parameters, collection);
    parameters.finish()?;
    let turn = state.ogc.admit().await?;
    let figures = source(&state, collection, &figures).await?;
    let holding = holding(&state, collection, figures).await?;
    let work = move || {
        let _turn = turn;
        one(&asked, collection, &holding, &feature, form, system)
    };
    tokio::task::spawn_blocking(work).await.context("a feature was not finished")?
}

fn one(asked: &Asked, collection: Collection, holding: &Holding, id: &str, form: Form, system: System) -> Result<Response, AppError> {
    let found = holding.find(id).ok_or_else(|| AppError::NotFound(Phrase::new("error-no-feature")))?;
    if form == Form::Html {
        return pages::item(asked, collection, found);
    }
    let mut links = asked.own_links(GEOJSON);
    links.push(link(&asked.address(&format!("/collections/{}", collection.id())), "collection", "application/json", "The collection"));
    let mut body = vec![];
    geojson::feature(&mut body, found, collection, system, |object| object.member("links", |out| plain(out, Value::from(links))))?;
    Ok(with_crs(asked.answer(body, GEOJSON), system))
}

fn with_crs(mut response: Response, system: System) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("<{}>", system.uri())) {
        response.headers_mut().insert(CONTENT_CRS, value);
    }
    response
}

/// The address of a feature below the root of this interface; a figure's says of which question it is, in a query.
pub fn path(collection: Collection, feature: &dyn Feature, question: &str) -> String {
    format!("/collections/{}/items/{}{question}", collection.id(), segment(&feature.id().to_string()))
}
