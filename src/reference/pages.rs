//! `/api/v1/docs`: the description of the interfaces for people, in their language.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value};

use super::Declared;
use super::document::requests;
use crate::published::FILTER_PARAMETERS;
use crate::state::AppState;
use crate::web::openapi::{Described, JSON, Operation, Parameter, reference, sample};
use crate::web::{AppError, CachePolicy, Frame, Words, page};

#[derive(Template)]
#[template(path = "reference/docs.html")]
struct DocsPage {
    frame: Frame,
    parts: Vec<Part>,
    filters: Table,
    document: String,
}

/// The operations of a feature.
struct Part {
    anchor: &'static str,
    title: String,
    operations: Vec<OperationView>,
}

struct OperationView {
    id: &'static str,
    method: &'static str,
    path: String,
    title: String,
    text: String,
    parameters: Table,
    filtered: bool,
    limited: bool,
    media: Vec<&'static str>,
    tries: Vec<Try>,
    body: Option<String>,
    answer: Option<String>,
}

/// Parameters of an operation, or those that several share.
struct Table {
    label: String,
    rows: Vec<ParameterRow>,
}

struct ParameterRow {
    name: &'static str,
    required: bool,
    text: String,
    allowed: Allowed,
    default: Option<String>,
    example: String,
}

/// What a parameter may be: words to choose from, or a sentence.
struct Allowed {
    words: Vec<String>,
    said: String,
}

/// A question worth trying.
struct Try {
    /// Its address, where a browser can ask it.
    address: Option<String>,
    command: String,
}

/// The page.
///
/// # Errors
/// Only when it cannot be rendered.
pub async fn docs(frame: Frame, State(state): State<AppState>, Extension(declared): Extension<Declared>) -> Result<Response, AppError> {
    let described = (declared.0)(&state.mirror.snapshot());
    let schemas: Map<String, Value> =
        described.iter().flat_map(|one| one.schemas.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone()))).collect();
    let words = frame.words;
    let filters = described.iter().flat_map(|one| &one.operations).find(|operation| is_filtered(operation));
    let filters = Table {
        label: words.say("api-docs-filters-title"),
        rows: filters.map(|operation| rows(operation, words, true)).unwrap_or_default(),
    };
    let parts = described
        .iter()
        .map(|one: &Described| Part {
            anchor: one.heading,
            title: words.say(one.heading),
            operations: one.operations.iter().map(|operation| view(operation, &frame, &schemas)).collect(),
        })
        .collect();
    let document =
        if frame.lang() == "en" { "/api/v1/openapi.json".to_owned() } else { format!("/api/v1/openapi.json?lang={}", frame.lang()) };
    page(&frame, CachePolicy::Minute, &DocsPage { parts, filters, document, frame: frame.clone() })
}

fn is_filtered(operation: &Operation) -> bool {
    operation.parameters.iter().any(|parameter| parameter.name == "filter-lang")
}

fn view(operation: &Operation, frame: &Frame, schemas: &Map<String, Value>) -> OperationView {
    let words = frame.words;
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap_or_default();
    let title = words.say(&format!("api-{}-title", operation.id));
    let label = words.say_with("api-docs-parameters-of", "operation", &title);
    let answer = operation.content.iter().find(|content| content.media == JSON && operation.id != "openapi");
    OperationView {
        id: operation.id,
        method: if operation.body.is_some() { "POST" } else { "GET" },
        path: operation.whole_path(),
        title,
        text: words.say(&format!("api-{}-text", operation.id)),
        parameters: Table { label, rows: rows(operation, words, false) },
        filtered: is_filtered(operation),
        limited: operation.limited,
        media: operation.content.iter().map(|content| content.media).collect(),
        tries: tries(operation, frame),
        body: operation.body.as_ref().map(|(name, _)| pretty(&sample(&reference(name), schemas))),
        answer: answer.map(|content| pretty(&sample(&content.schema, schemas))),
    }
}

fn tries(operation: &Operation, frame: &Frame) -> Vec<Try> {
    if let Some((_, example)) = &operation.body {
        let address = frame.absolute(&operation.example_path());
        return vec![Try { address: None, command: format!("curl -H 'Content-Type: application/json' -d '{example}' '{address}'") }];
    }
    // Quoted, so that the shell leaves the question mark and the ampersand alone.
    requests(operation).map(|address| Try { command: format!("curl -L '{}'", frame.absolute(&address)), address: Some(address) }).collect()
}

fn rows(operation: &Operation, words: Words, filters: bool) -> Vec<ParameterRow> {
    let own = |parameter: &&Parameter| (FILTER_PARAMETERS.contains(&parameter.name) && is_filtered(operation)) == filters;
    operation
        .parameters
        .iter()
        .filter(own)
        .map(|parameter| ParameterRow {
            name: parameter.name,
            required: parameter.required,
            text: words.say(&parameter.explained_by()),
            allowed: allowed(parameter, words),
            default: parameter.schema.get("default").map(plain),
            example: parameter.example.clone(),
        })
        .collect()
}

/// A value without the quotes of JSON, a whole number without decimals.
fn plain(value: &Value) -> String {
    match (value.as_str(), value.as_f64()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(number)) => number.to_string(),
        (None, None) => value.to_string(),
    }
}

fn allowed(parameter: &Parameter, words: Words) -> Allowed {
    let schema = if parameter.several { &parameter.schema["items"] } else { &parameter.schema };
    if let Some(list) = schema["enum"].as_array() {
        let said = if parameter.several { words.say("api-docs-several") } else { String::new() };
        return Allowed { words: list.iter().map(plain).collect(), said };
    }
    let kind = words.say(match schema["type"].as_str() {
        Some("integer") => "api-docs-integer",
        Some("number") => "api-docs-number",
        Some("boolean") => "api-docs-truth",
        _ => "api-docs-words",
    });
    let bounds = match (schema.get("minimum"), schema.get("maximum")) {
        (Some(low), Some(high)) => Some(words.say_two("api-docs-between", "low", plain(low), "high", plain(high))),
        (Some(low), None) => Some(words.say_with("api-docs-from", "low", plain(low))),
        _ => None,
    };
    let several = parameter.several.then(|| words.say("api-docs-several"));
    Allowed { words: vec![], said: [Some(kind), bounds, several].into_iter().flatten().collect::<Vec<_>>().join(", ") }
}
