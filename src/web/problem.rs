//! Failures as problem+json (RFC 9457): a stable English `type`, title and detail in the asker's
//! language, and `errors[]` naming each parameter, its value and what is allowed.

use axum::Json;
use axum::extract::Request;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::cache::CachePolicy;
use super::error::{AppError, Failure, answered};
use super::languages::Words;
use super::visitor::language_of;

#[derive(Serialize)]
struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemParameter>,
}

#[derive(Serialize)]
struct ProblemParameter {
    parameter: String,
    value: String,
    allowed: String,
}

/// The failure as a problem document.
#[must_use]
pub fn problem(error: &AppError, words: Words) -> Response {
    let errors = match error {
        AppError::Invalid(errors) => errors
            .iter()
            .map(|error| ProblemParameter {
                parameter: error.parameter.clone(),
                value: error.value.clone(),
                allowed: error.allowed.say(words),
            })
            .collect(),
        _ => vec![],
    };
    let body = Problem {
        r#type: format!("urn:centri:problem:{}", error.kind()),
        title: error.title(words),
        status: error.status().as_u16(),
        detail: error.detail(words),
        errors,
    };
    let mut response = (error.status(), CachePolicy::Never, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(words.0.code()));
    if let Some(seconds) = error.retry_after() {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Layer of interfaces: speaks every failure of the routes inside as problem+json.
pub async fn speak_problem(request: Request, next: Next) -> Response {
    let words = Words(language_of(request.uri(), request.headers()));
    let response = answered(next.run(request)).await;
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => Failure(AppError::MethodNotAllowed.into()),
        None => return response,
    };
    let mut spoken = problem(&failure.0, words);
    if let Some(allow) = response.headers().get(axum::http::header::ALLOW) {
        spoken.headers_mut().insert(axum::http::header::ALLOW, allow.clone());
    }
    spoken
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn breaks() -> Response {
        panic!("a mistake of ours")
    }

    #[tokio::test]
    async fn a_panic_is_told_as_a_failure_without_its_words() {
        let router = Router::new().route("/", get(breaks)).layer(from_fn(speak_problem));
        let request = Request::builder().uri("/?lang=en").body(Body::empty()).expect("a request");
        let response = router.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        let body = to_bytes(response.into_body(), 10_000).await.expect("a body");
        assert!(body.starts_with(b"{") && !String::from_utf8_lossy(&body).contains("mistake"));
    }
}
