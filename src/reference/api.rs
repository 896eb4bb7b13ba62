//! `GET /api/v1/openapi.json`.

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::Declared;
use super::document::document;
use crate::state::AppState;
use crate::web::answer::json;
use crate::web::visitor::Visitor;
use crate::web::{AppError, Language, Parameters, Words};

/// The OpenAPI 3.1 document: in English, like the words it explains, unless another language is asked for by `lang`.
///
/// # Errors
/// 400 for parameters.
pub async fn openapi(
    State(state): State<AppState>,
    Extension(declared): Extension<Declared>,
    RawQuery(query): RawQuery,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    Parameters::read(query.as_deref()).finish()?;
    let words = if visitor.language_in_address { visitor.words } else { Words(Language::En) };
    let described = (declared.0)(&state.mirror.snapshot());
    json(&document(&described, words, &state.site.origin(&headers), &state.site.settings), &headers)
}
