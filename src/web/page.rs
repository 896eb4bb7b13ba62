//! The frame every page stands in: language, header, footer, banner. A page is a struct that holds a
//! [`Frame`] and a template that extends `web/layout.html`; the compiler checks that they agree.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use askama::Template;
use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Europe::Rome;

use super::assets;
use super::cache::CachePolicy;
use super::error::{AppError, Failure, answered};
use super::languages::{Language, Words};
use super::visitor::Visitor;
use crate::config::ServeSettings;

/// When PostgreSQL last confirmed what is answered from memory (RFC 3339); sent only while it is away.
const AS_OF: HeaderName = HeaderName::from_static("centri-as-of");

/// What every page needs to know of the site as a whole.
#[derive(Debug)]
pub struct Site {
    /// How the site presents itself.
    pub settings: ServeSettings,
    /// The data shown contain invented centres; every page says so.
    pub holds_demo: AtomicBool,
    /// The database could not be reached at the last attempt; pages say how old what they show is.
    pub database_away: AtomicBool,
    /// Milliseconds since 1970 of the last time the database said that what is in memory stands; 0 for never.
    pub confirmed: AtomicI64,
}

impl Site {
    /// With these settings, before anything is known of the data.
    #[must_use]
    pub fn new(settings: ServeSettings) -> Arc<Self> {
        let (holds_demo, database_away) = (AtomicBool::new(false), AtomicBool::new(true));
        Arc::new(Self { settings, holds_demo, database_away, confirmed: AtomicI64::new(0) })
    }

    /// When the database last confirmed what is in memory; none before the first reading.
    #[must_use]
    pub fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        Some(self.confirmed.load(Ordering::Relaxed)).filter(|at| *at != 0).and_then(DateTime::from_timestamp_millis)
    }

    /// While the database is away: says in the headers of an answer how old what is in memory is.
    pub fn say_age(&self, headers: &mut HeaderMap) {
        let away = self.database_away.load(Ordering::Relaxed);
        let moment = self.confirmed_at().filter(|_| away).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        if let Some(value) = moment.and_then(|moment| HeaderValue::from_str(&moment).ok()) {
            headers.insert(AS_OF, value);
        }
    }

    /// The origin of absolute addresses: the configured one, or the forwarded one where that is trusted.
    #[must_use]
    pub fn origin(&self, headers: &HeaderMap) -> String {
        if self.settings.trust_forwarded && self.settings.public_url.is_none() {
            let first = |name: &str| {
                let value = headers.get(name)?.to_str().ok()?.split(',').next()?.trim().to_ascii_lowercase();
                value
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
                    .then_some(value)
                    .filter(|value| !value.is_empty())
            };
            if let Some(host) = first("x-forwarded-host") {
                let scheme = first("x-forwarded-proto").filter(|scheme| scheme == "http" || scheme == "https");
                return format!("{}://{host}", scheme.as_deref().unwrap_or("https"));
            }
        }
        self.settings.public_origin()
    }
}

/// The frame of one page for one visitor.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The visitor's words.
    pub words: Words,
    site: Arc<Site>,
    origin: String,
    visitor: Visitor,
}

impl<S> FromRequestParts<S> for Frame
where
    Arc<Site>: FromRef<S>,
    S: Sync,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&Arc::from_ref(state), &parts.uri, &parts.headers))
    }
}

impl Frame {
    /// The frame for a request.
    #[must_use]
    pub fn of(site: &Arc<Site>, uri: &Uri, headers: &HeaderMap) -> Self {
        let visitor = Visitor::of(uri, headers);
        Self { words: visitor.words, origin: site.origin(headers), site: Arc::clone(site), visitor }
    }

    /// A phrase.
    #[must_use]
    pub fn say(&self, name: &str) -> String {
        self.words.say(name)
    }

    /// BCP 47 tag of the page.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.words.0.code()
    }

    /// The languages of the menu: tag, own name, address of this page in it, whether it is the present one.
    #[must_use]
    pub fn languages(&self) -> Vec<(&'static str, &'static str, String, bool)> {
        Language::ALL
            .into_iter()
            .map(|language| (language.code(), language.own_name(), self.in_language(language), language == self.words.0))
            .collect()
    }

    fn in_language(&self, language: Language) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.visitor.query.as_bytes()).filter(|(name, _)| name != "lang") {
            query.append_pair(&name, &value);
        }
        query.append_pair("lang", language.code());
        format!("{}?{}", self.visitor.path, query.finish())
    }

    /// An address of ours, carrying the language on where it was asked for by address.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        if !self.visitor.language_in_address {
            return path.to_owned();
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}lang={}", self.lang())
    }

    /// The language a form must carry on in a hidden field.
    #[must_use]
    pub fn language_field(&self) -> Option<&'static str> {
        self.visitor.language_in_address.then(|| self.lang())
    }

    /// The absolute address of a path.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The absolute address of this page without parameters, for `canonical`.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.absolute(&self.visitor.path)
    }

    /// Is this the section of the header's menu the page belongs to?
    #[must_use]
    pub fn in_section(&self, path: &str) -> bool {
        self.visitor.path == path || self.visitor.path.starts_with(&format!("{path}/"))
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// Does the instance hold invented centres?
    #[must_use]
    pub fn demo(&self) -> bool {
        self.site.holds_demo.load(Ordering::Relaxed)
    }

    /// Is the database away, so that what is shown may be old?
    #[must_use]
    pub fn database_away(&self) -> bool {
        self.site.database_away.load(Ordering::Relaxed)
    }

    /// While the database is away: how old what is shown is, day and hour of Italy.
    #[must_use]
    pub fn away_note(&self) -> Option<String> {
        self.database_away().then(|| match self.site.confirmed_at() {
            Some(at) => {
                let at = at.with_timezone(&Rome);
                self.words.say_two("away-banner", "day", self.words.date(at.date_naive()), "time", at.format("%H:%M").to_string())
            }
            None => self.say("away-banner-empty"),
        })
    }

    /// How the site presents itself.
    #[must_use]
    pub fn settings(&self) -> &ServeSettings {
        &self.site.settings
    }
}

/// Renders a page.
///
/// # Errors
/// When the template fails, which only a full disk or memory can make it.
pub fn page(frame: &Frame, policy: CachePolicy, template: &impl Template) -> Result<Response, AppError> {
    let html = template.render()?;
    let headers = [(CONTENT_LANGUAGE, HeaderValue::from_static(frame.lang())), (VARY, HeaderValue::from_static("Accept-Language"))];
    // A page that says how old it is must be gone when the database is back, from browsers and proxies too.
    let policy = if policy != CachePolicy::Never && frame.database_away() { CachePolicy::Revalidate } else { policy };
    let mut response = (policy, headers, Html(html)).into_response();
    frame.site.say_age(response.headers_mut());
    Ok(response)
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    frame: Frame,
    title: String,
    detail: String,
    status: u16,
}

/// Layer of pages: speaks every failure of the routes inside as a page in the visitor's language.
pub async fn speak_page(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let frame = Frame::of(&site, request.uri(), request.headers());
    let response = answered(next.run(request)).await;
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => Failure(AppError::MethodNotAllowed.into()),
        None => return response,
    };
    error_page(frame, &failure.0)
}

/// The page that says what went wrong.
#[must_use]
pub fn error_page(frame: Frame, error: &AppError) -> Response {
    let template = ErrorPage { title: error.title(frame.words), detail: error.detail(frame.words), status: error.status().as_u16(), frame };
    // A page that says something failed must not fail itself.
    let html = template.render().unwrap_or_else(|_| template.title.clone());
    let mut response = (
        error.status(),
        CachePolicy::Never,
        [
            (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (CONTENT_LANGUAGE, HeaderValue::from_static(template.frame.lang())),
        ],
        html,
    )
        .into_response();
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
