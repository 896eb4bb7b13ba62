//! The same documents for people: one page of a title, links, tables and where one is.

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::VARY;
use axum::response::Response;
use serde_json::Value as Json;

use super::asked::{Asked, ROOT};
use super::collection::Collection;
use super::feature::Feature;
use super::items;
use super::order::Page;
use crate::published::cql2::Value;
use crate::web::{AppError, CachePolicy, Frame, page};

/// What stands in a table.
#[derive(Debug)]
pub struct Cell {
    text: String,
    address: Option<String>,
    code: bool,
    english: bool,
}

impl Cell {
    /// A text in the page's language.
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), address: None, code: false, english: false }
    }

    /// A name or value of an interface.
    pub fn code(text: &str) -> Self {
        Self { code: true, ..Self::text(text) }
    }

    /// A text that is English in every language.
    pub fn english(text: &str) -> Self {
        Self { english: true, ..Self::text(text) }
    }

    /// A link.
    pub fn link(text: &str, address: String) -> Self {
        Self { address: Some(address), ..Self::text(text) }
    }
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Heads of its columns.
    pub head: Vec<String>,
    /// Its rows; the first cell names the row.
    pub rows: Vec<Vec<Cell>>,
}

/// A page of this interface.
#[derive(Debug)]
pub struct View {
    /// Where it lies: addresses and names of the pages above.
    pub up: Vec<(String, String)>,
    /// Its title.
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// A description that is English in every language; may be empty.
    pub english: String,
    /// Pages below.
    pub links: Vec<(String, String)>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// The same for programs.
    pub json: String,
}

impl View {
    /// With a phrase as its title.
    pub fn new(asked: &Asked, title: &str) -> Self {
        Self {
            up: vec![],
            title: asked.frame.say(title),
            lead: String::new(),
            english: String::new(),
            links: vec![],
            tables: vec![],
            next: None,
            json: asked.changed(&[("f", Some("json"))]),
        }
    }
}

#[derive(Template)]
#[template(path = "ogc/view.html")]
struct ViewPage<'a> {
    frame: &'a Frame,
    view: View,
}

/// Renders a page.
///
/// # Errors
/// Only when the template fails.
pub fn show(asked: &Asked, view: View) -> Result<Response, AppError> {
    let mut response = page(&asked.frame, CachePolicy::Minute, &ViewPage { frame: &asked.frame, view })?;
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept, Accept-Language"));
    Ok(response)
}

/// The path of a document's page.
pub fn page_of(path: &str) -> String {
    let joint = match path {
        path if path.contains("?f=html") => "",
        path if path.contains('?') => "&f=html",
        _ => "?f=html",
    };
    format!("{ROOT}{path}{joint}")
}

/// A page above, by its path below the root and the phrase that names it.
pub fn crumb(asked: &Asked, path: &str, name: &str) -> (String, String) {
    (asked.frame.link(&page_of(path)), asked.frame.say(name))
}

/// The pages above one of a collection's.
pub fn crumbs(asked: &Asked, collection: Collection) -> Vec<(String, String)> {
    let own = (asked.frame.link(&page_of(&format!("/collections/{}", collection.id()))), title(asked, collection));
    vec![crumb(asked, "", "ogc-title"), crumb(asked, "/collections", "ogc-collections"), own]
}

/// A collection's title in the visitor's language.
pub fn title(asked: &Asked, collection: Collection) -> String {
    asked.frame.say(match collection {
        Collection::Sites => "ogc-sites",
        Collection::Centres => "ogc-centres",
        Collection::Regions => "ogc-regions",
        Collection::Provinces => "ogc-provinces",
        Collection::Municipalities => "ogc-municipalities",
        Collection::Districts => "ogc-districts",
        Collection::Coverage => "ogc-coverage",
    })
}

/// A page of features; those of figures are of a question, in a query.
///
/// # Errors
/// Only when the template fails.
pub fn items(asked: &Asked, collection: Collection, list: &Page<'_>, question: &str) -> Result<Response, AppError> {
    let mut view = View::new(asked, "ogc-features");
    view.title = title(asked, collection);
    view.up = crumbs(asked, collection);
    view.lead = asked.frame.words.say_two("ogc-count", "returned", list.features.len().to_string(), "matched", list.matched.to_string());
    let properties = collection.schema().properties();
    let shown = properties.len() - 1;
    let rows = list.features.iter().map(|feature| {
        let address = asked.frame.link(&page_of(&items::path(collection, *feature, question)));
        let mut row = vec![Cell::link(&feature.id().to_string(), address)];
        row.extend((0..shown).filter(|at| collection.is_listed(&properties[*at].0)).map(|at| Cell::text(&spoken(feature.get(at)))));
        row
    });
    let heads = properties[..shown].iter().map(|(name, _)| name.clone()).filter(|name| collection.is_listed(name));
    let head = std::iter::once(collection.id_property().to_owned()).chain(heads).collect();
    view.tables = vec![Table { caption: asked.frame.say("ogc-features"), head, rows: rows.collect() }];
    view.next = list.next.as_ref().map(|next| asked.changed(&[("f", Some("html")), ("cursor", Some(next))]));
    show(asked, view)
}

/// A feature.
///
/// # Errors
/// Only when the template fails.
pub fn item(asked: &Asked, collection: Collection, feature: &dyn Feature) -> Result<Response, AppError> {
    let properties = collection.schema().properties();
    let mut view = View::new(asked, "ogc-features");
    let named = |name: &str| collection.schema().index(name).map(|at| feature.get(at));
    view.title = named("name").or_else(|| named("area_name")).map(spoken).unwrap_or_default();
    view.up = crumbs(asked, collection);
    let question = asked.given(collection.parameters().iter().map(|(name, _)| *name));
    view.up.push(crumb(asked, &format!("/collections/{}/items{question}", collection.id()), "ogc-features"));
    if let (Collection::Sites | Collection::Centres, Some(Value::Text(slug))) = (collection, named("slug")) {
        view.links = vec![(asked.frame.link(&format!("/centri/{slug}")), asked.frame.say("ogc-card"))];
    }
    let last = properties.len() - 1;
    let mut rows: Vec<Vec<Cell>> =
        properties[..last].iter().enumerate().map(|(at, (name, _))| vec![Cell::code(name), Cell::text(&spoken(feature.get(at)))]).collect();
    let place = match feature.get(last) {
        Value::Point { lon, lat } => format!("{lon:.6} {lat:.6}"),
        Value::Geometry(geometry) => {
            use geo::BoundingRect;
            let bounds = geometry.bounding_rect();
            bounds.map(|b| format!("{:.4} {:.4} – {:.4} {:.4}", b.min().x, b.min().y, b.max().x, b.max().y)).unwrap_or_default()
        }
        // A site keeps its place to itself; an area may have none, as the nation of figures.
        _ => asked.frame.say(if collection.geometry_dimension() == 0 { "ogc-no-geometry" } else { "ogc-no-shape" }),
    };
    rows.push(vec![Cell::text(&asked.frame.say("ogc-geometry")), Cell::text(&place)]);
    let head = vec![asked.frame.say("ogc-property"), asked.frame.say("ogc-value")];
    view.tables = vec![Table { caption: title(asked, collection), head, rows }];
    show(asked, view)
}

/// A value as a person reads it.
fn spoken(value: Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Boolean(value) => value.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Timestamp(moment) => moment.to_rfc3339(),
        Value::Texts(texts) => texts.join(", "),
        Value::Null | Value::Geometry(_) | Value::Point { .. } => String::new(),
    }
}

/// The definition as a list of addresses and what they take.
///
/// # Errors
/// Only when the template fails.
pub fn definition(asked: &Asked, document: &Json) -> Result<Response, AppError> {
    let mut view = View::new(asked, "ogc-api");
    view.up = vec![crumb(asked, "", "ogc-title")];
    view.english = document["info"]["description"].as_str().unwrap_or_default().to_owned();
    let head = vec![asked.frame.say("ogc-address"), asked.frame.say("ogc-parameters"), asked.frame.say("ogc-meaning")];
    let rows = document["paths"].as_object().into_iter().flatten().map(|(path, operations)| {
        let operation = &operations["get"];
        let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| named(document, parameter));
        vec![
            Cell::code(&format!("{ROOT}{path}")),
            Cell::code(&parameters.collect::<Vec<_>>().join(" ")),
            Cell::english(operation["summary"].as_str().unwrap_or_default()),
        ]
    });
    view.tables = vec![Table { caption: asked.frame.say("ogc-api"), head, rows: rows.collect() }];
    show(asked, view)
}

/// The name of a parameter, also of one that is described elsewhere in the document.
fn named(document: &Json, parameter: &Json) -> String {
    let described =
        parameter["$ref"].as_str().and_then(|reference| document.pointer(reference.trim_start_matches('#'))).unwrap_or(parameter);
    described["name"].as_str().unwrap_or_default().to_owned()
}
