//! Forms that anybody may send without signing in. They are taken from our own pages only: a page of another site that makes
//! its visitors send one is refused, by what browsers say of where a form comes from.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRef, FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};

use super::error::{AppError, Phrase};
use super::page::Site;

/// Media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// The fields of a form of ours, as the query of an address would say them.
#[derive(Debug)]
pub struct OwnForm(pub String);

impl<S> FromRequest<S> for OwnForm
where
    Arc<Site>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        let headers = request.headers();
        if !is_from_here(headers, &Arc::<Site>::from_ref(state).origin(headers)) {
            return Err(AppError::Forbidden(Phrase::new("error-foreign-form")));
        }
        let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        if media.split(';').next().map(str::trim) != Some(FORM) {
            return Err(AppError::parameter("content-type", &media, Phrase::new("error-one-of").with("allowed", FORM)));
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|rejection| AppError::parameter("body", &rejection.body_text(), Phrase::new("error-form-body")))?;
        // Percent-encoding leaves nothing but ASCII; whatever else stands there belongs to no form.
        match String::from_utf8(body.into()) {
            Ok(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Self(text)),
            _ => Err(AppError::parameter("body", "", Phrase::new("error-form-body"))),
        }
    }
}

/// Does the request come from a page of ours, or from no page at all? `Sec-Fetch-Site` cannot be forged by a page; where a
/// browser does not send it (plain HTTP), `Origin` must be us, by our public name or by the one we were reached by.
fn is_from_here(headers: &HeaderMap, own: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) => origin == own || origin.split_once("://").is_some_and(|(_, host)| Some(host) == text(HOST.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn a_form_of_another_site_is_known_by_what_browsers_say() {
        let from = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_from_here(&pairs.collect(), "https://centri.example.it")
        };
        assert!(from(&[("sec-fetch-site", "same-origin"), ("origin", "https://centri.example.it")]));
        assert!(from(&[("origin", "https://centri.example.it")]));
        assert!(from(&[("origin", "http://10.0.0.7:8080"), ("host", "10.0.0.7:8080")]));
        assert!(from(&[]), "a program, which could say anything");
        assert!(!from(&[("sec-fetch-site", "cross-site"), ("origin", "https://centri.example.it")]));
        assert!(!from(&[("sec-fetch-site", "same-site")]));
        assert!(!from(&[("origin", "https://altrove.example.it"), ("host", "centri.example.it")]));
        assert!(!from(&[("origin", "null"), ("host", "centri.example.it")]));
    }
}
