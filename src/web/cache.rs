//! Named cache policies. A handler names one; nobody writes `Cache-Control` by hand.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};

/// How long an answer may be kept by browsers and proxies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Content-addressed files: kept for a year, never asked again.
    Forever,
    /// Tiles and interfaces that follow the data: kept, but asked for again with the ETag each time.
    Revalidate,
    /// Public pages and lists: a minute, then asked again.
    Minute,
    /// Pages that say what is open now: for so many seconds, as long as that is true.
    Seconds(u8),
    /// Files that change with a release: a day.
    Day,
    /// Never kept: health, errors, anything about one person.
    Never,
}

impl CachePolicy {
    /// The value of `Cache-Control`.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        if let Self::Seconds(seconds) = self {
            let text = format!("public, max-age={seconds}, must-revalidate");
            return HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("no-store"));
        }
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Revalidate => "public, no-cache",
            Self::Minute => "public, max-age=60, stale-while-revalidate=600",
            Self::Day => "public, max-age=86400",
            Self::Never | Self::Seconds(_) => "no-store",
        })
    }
}

impl IntoResponseParts for CachePolicy {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.headers_mut().insert(CACHE_CONTROL, self.header());
        Ok(parts)
    }
}

impl IntoResponse for CachePolicy {
    fn into_response(self) -> Response {
        (self, ()).into_response()
    }
}
