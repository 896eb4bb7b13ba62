//! The one list of what can go wrong in a request. A handler returns an [`AppError`]; the router's
//! layer speaks it: `speak_page` as a page in the visitor's language, `speak_problem` as problem+json.
//! The log hears of it once, here.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use super::languages::{Argument, Words};

/// A phrase of the catalogues with its arguments, said later in whatever language the asker has.
#[derive(Clone, Debug)]
pub struct Phrase {
    name: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Phrase {
    /// The phrase of that name.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, arguments: vec![] }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, argument: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((argument, value.into()));
        self
    }

    /// Said in a language.
    #[must_use]
    pub fn say(&self, words: Words) -> String {
        words.say_all(self.name, self.arguments.iter().map(|(name, value)| (*name, Argument::from(value))))
    }
}

/// A parameter that cannot be used: which, what was given, what is allowed.
#[derive(Clone, Debug)]
pub struct ParameterError {
    /// Name of the parameter as the asker wrote it.
    pub parameter: String,
    /// The value given, shortened to what can be shown.
    pub value: String,
    /// What would be allowed.
    pub allowed: Phrase,
}

impl ParameterError {
    /// An error about one parameter.
    #[must_use]
    pub fn new(parameter: &str, value: &str, allowed: Phrase) -> Self {
        let shown = |text: &str| text.chars().filter(|letter| !letter.is_control()).take(120).collect();
        Self { parameter: shown(parameter), value: shown(value), allowed }
    }
}

/// What can go wrong in a request.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nothing there.
    #[error("not found")]
    NotFound(Phrase),
    /// Was there and has been taken away for good.
    #[error("gone")]
    Gone(Phrase),
    /// The question cannot be understood; nothing was changed.
    #[error("invalid parameters: {0:?}")]
    Invalid(Vec<ParameterError>),
    /// One address asks too much; it may come again after so many seconds.
    #[error("too many requests")]
    TooMany(u32),
    /// Understood, and not taken from there.
    #[error("forbidden")]
    Forbidden(Phrase),
    /// The address exists, the method does not.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The database is away or too busy; the asker may come again.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our fault.
    #[error("internal: {0:#}")]
    Internal(anyhow::Error),
}

impl AppError {
    /// One bad parameter.
    #[must_use]
    pub fn parameter(parameter: &str, value: &str, allowed: Phrase) -> Self {
        Self::Invalid(vec![ParameterError::new(parameter, value, allowed)])
    }

    /// A page or thing that does not exist.
    #[must_use]
    pub fn not_found() -> Self {
        Self::NotFound(Phrase::new("error-not-found-detail"))
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Gone(_) => StatusCode::GONE,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which it is worth asking again, where it is.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Unavailable(_) => Some(5),
            Self::TooMany(seconds) => Some(*seconds),
            _ => None,
        }
    }

    /// The stable English name of this kind of failure, last part of the problem's `type`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not-found",
            Self::Gone(_) => "gone",
            Self::Invalid(_) => "invalid-parameter",
            Self::TooMany(_) => "too-many-requests",
            Self::Forbidden(_) => "forbidden",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// A title in the asker's language.
    #[must_use]
    pub fn title(&self, words: Words) -> String {
        words.say(match self {
            Self::NotFound(_) => "error-not-found-title",
            Self::Gone(_) => "error-gone-title",
            Self::Invalid(_) => "error-invalid-title",
            Self::TooMany(_) => "error-too-many-title",
            Self::Forbidden(_) => "error-forbidden-title",
            Self::MethodNotAllowed => "error-method-title",
            Self::Unavailable(_) => "error-unavailable-title",
            Self::Internal(_) => "error-internal-title",
        })
    }

    /// What happened and what to do, in the asker's language. Never the inside of an internal failure.
    #[must_use]
    pub fn detail(&self, words: Words) -> String {
        match self {
            Self::NotFound(phrase) | Self::Gone(phrase) | Self::Forbidden(phrase) => phrase.say(words),
            Self::Invalid(errors) => {
                errors.iter().map(|error| format!("{}: {}", error.parameter, error.allowed.say(words))).collect::<Vec<_>>().join("; ")
            }
            Self::TooMany(seconds) => words.say_with("error-too-many-detail", "seconds", *seconds as usize),
            Self::MethodNotAllowed => words.say("error-method-detail"),
            Self::Unavailable(_) => words.say("error-unavailable-detail"),
            Self::Internal(_) => words.say("error-internal-detail"),
        }
    }
}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        let away = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => {
                true
            }
            // 57014 cancelled by the statement timeout; 57P0x server going down or starting; 53300 too many connections; 55000 not accepting any.
            sqlx::Error::Database(database) => {
                database.code().is_some_and(|code| code == "57014" || code.starts_with("57P0") || code == "53300" || code == "55000")
            }
            _ => false,
        };
        if away { Self::Unavailable(error.to_string()) } else { Self::Internal(error.into()) }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// The failure as it travels from the handler to the layer that speaks it.
#[derive(Clone, Debug)]
pub struct Failure(pub Arc<AppError>);

/// What a handler answers; a panic becomes an internal failure, so that the visitor is told in words like of any other.
pub(super) async fn answered(handler: impl Future<Output = Response>) -> Response {
    let answer = AssertUnwindSafe(handler).catch_unwind().await;
    // The panic itself was logged where it happened.
    answer.unwrap_or_else(|_| AppError::Internal(anyhow::anyhow!("a handler panicked")).into_response())
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        match &self {
            Self::Internal(error) => tracing::error!(error = format!("{error:#}"), "a request failed"),
            Self::Unavailable(reason) => tracing::warn!(reason, "a request could not be served"),
            Self::NotFound(_) | Self::Gone(_) | Self::Forbidden(_) | Self::Invalid(_) | Self::TooMany(_) | Self::MethodNotAllowed => {}
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    #[test]
    fn one_second_is_said_as_one() {
        let said = |seconds: u32, language: Language| AppError::TooMany(seconds).detail(Words(language));
        assert!(said(1, Language::It).ends_with("tra un secondo."), "{}", said(1, Language::It));
        assert!(said(60, Language::It).ends_with("tra 60 secondi."));
        assert!(said(2, Language::Sl).ends_with("čez 2 sekundi."), "{}", said(2, Language::Sl));
    }
}
