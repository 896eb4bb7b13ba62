//! `/dati`, `/dati/incorpora`, `/dati/fonti`.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::example::{Example, examples};
use super::recipe::{Recipe, recipes};
use super::source::Source;
use super::store;
use crate::database::Pools;
use crate::web::{AppError, CachePolicy, Frame, page};

#[derive(Template)]
#[template(path = "open_data/data.html")]
struct DataPage {
    frame: Frame,
    examples: Vec<Example>,
    recipes: Vec<Recipe>,
    snippet: String,
    tiles: String,
    ogc: String,
}

/// What can be read by programs today, with a command for each.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn data(frame: Frame) -> Result<Response, AppError> {
    let template = DataPage {
        examples: examples(frame.words, |path| frame.absolute(path)),
        recipes: recipes(frame.words, &frame.absolute("")),
        snippet: snippet(&frame, " region=\"08\""),
        tiles: frame.absolute("/tiles/centres/{z}/{x}/{y}"),
        ogc: frame.absolute("/ogc/v1"),
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// The two lines another site pastes.
fn snippet(frame: &Frame, attributes: &str) -> String {
    format!(
        "<script async src=\"{}\"></script>\n<centri-mappa{attributes} lang=\"{}\"></centri-mappa>",
        frame.absolute("/embed.js"),
        frame.lang()
    )
}

/// An attribute of `<centri-mappa>`.
struct Attribute {
    name: &'static str,
    example: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "open_data/embed.html")]
struct EmbedPage {
    frame: Frame,
    simple: String,
    filtered: String,
    frame_only: String,
    attributes: Vec<Attribute>,
}

/// How to put the map on another site.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn embed(frame: Frame) -> Result<Response, AppError> {
    let attributes = [
        ("region", "08"),
        ("province", "BO"),
        ("municipality", "037006"),
        ("need", "crescere_insieme"),
        ("service", "mediazione_familiare"),
        ("network_role", "hub"),
        ("status", "attiva"),
        ("open_at", "now"),
        ("lang", "it"),
        ("height", "560"),
        ("title", "I centri vicino a te"),
    ]
    .into_iter()
    .map(|(name, example)| Attribute { name, example, text: frame.say(&format!("data-attribute-{name}")) })
    .collect();
    let address = frame.absolute(&format!("/embed?region=08&lang={}", frame.lang()));
    let template = EmbedPage {
        simple: snippet(&frame, ""),
        filtered: snippet(&frame, " region=\"08\" service=\"mediazione_familiare\""),
        frame_only: format!("<iframe src=\"{address}\" title=\"{}\" width=\"100%\" height=\"640\"></iframe>", frame.say("site-name")),
        attributes,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

#[derive(Template)]
#[template(path = "open_data/sources.html")]
struct SourcesPage {
    frame: Frame,
    sources: Vec<SourceRow>,
    away: bool,
}

struct SourceRow {
    source: Source,
    imported: String,
}

/// Every source with edition, licence and checksum. While the database is away the page says so.
///
/// # Errors
/// When the database answers with a failure of ours.
pub async fn sources(frame: Frame, State(pools): State<Pools>) -> Result<Response, AppError> {
    let read = if frame.database_away() {
        Err(AppError::Unavailable("known to be away".into()))
    } else {
        store::sources(&pools.public).await.map_err(AppError::from)
    };
    let away = matches!(read, Err(AppError::Unavailable(_)));
    let found = if away { vec![] } else { read? };
    let sources =
        found.into_iter().map(|source| SourceRow { imported: frame.words.date(source.imported_at.date_naive()), source }).collect();
    let policy = if away { CachePolicy::Never } else { CachePolicy::Minute };
    page(&frame, policy, &SourcesPage { sources, away, frame: frame.clone() })
}
