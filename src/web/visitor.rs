//! Who is asking: so far an anonymous visitor with a language. Nothing here is remembered between requests.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};

use super::languages::{Language, Words};

/// The language of a request: `?lang=`, else `Accept-Language`, else Italian.
#[must_use]
pub fn language_of(uri: &Uri, headers: &HeaderMap) -> Language {
    asked_for(uri)
        .unwrap_or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|header| header.to_str().ok()).map_or(Language::It, Language::negotiate))
}

fn asked_for(uri: &Uri) -> Option<Language> {
    form_urlencoded::parse(uri.query()?.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, value)| Language::parse(&value))
}

/// Who is asking and where they are on the site.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The words of their language.
    pub words: Words,
    /// The language was asked for by `?lang=`: our links must carry it on, since there is no cookie.
    pub language_in_address: bool,
    /// Path asked for.
    pub path: String,
    /// Raw query asked for, without the question mark.
    pub query: String,
}

impl Visitor {
    /// Of a request.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        Self {
            words: Words(language_of(uri, headers)),
            language_in_address: asked_for(uri).is_some(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}
