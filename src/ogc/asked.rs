//! What every request here has in common: where it came in, and whether a program or a person reads the answer.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, ETAG, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use crate::files::Format;
use crate::state::AppState;
use crate::web::accept::best;
use crate::web::assets::matches_etag;
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Phrase};

/// Where this interface begins.
pub const ROOT: &str = "/ogc/v1";
/// Media types that ask for [`Form::Json`]: which of them it is depends on the document.
const JSON_TYPES: [&str; 5] =
    ["application/json", "application/geo+json", "application/schema+json", "application/vnd.oai.openapi+json", "application/openapi+json"];
/// Media types that ask for a page.
const HTML_TYPES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// In which form the answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON, GeoJSON, JSON Schema or OpenAPI.
    Json,
    /// A page.
    Html,
    /// A file that holds all there is: of features only.
    File(Format),
}

/// A request on its way to being understood.
#[derive(Debug)]
pub struct Asked {
    /// The frame of its page.
    pub frame: Frame,
    /// Its headers.
    pub headers: HeaderMap,
    path: String,
    query: Option<String>,
    pairs: Vec<(String, String)>,
}

impl FromRequestParts<AppState> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let query = parts.uri.query().map(str::to_owned);
        let pairs = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes()).into_owned().collect();
        Ok(Self {
            frame: Frame::of(&Arc::clone(&state.site), &parts.uri, &parts.headers),
            headers: parts.headers.clone(),
            path: parts.uri.path().trim_end_matches('/').to_owned(),
            query,
            pairs,
        })
    }
}

impl Asked {
    /// The parameters, to be read one by one.
    pub fn parameters(&self) -> Parameters {
        Parameters::read(self.query.as_deref())
    }

    /// The form asked for by `f`, otherwise by `Accept`, otherwise JSON.
    pub fn form(&self, parameters: &mut Parameters) -> Form {
        self.form_or_file(parameters, &[])
    }

    /// The form asked for, which may be a file of one of these formats.
    pub fn form_or_file(&self, parameters: &mut Parameters, formats: &[Format]) -> Form {
        let Some(given) = parameters.one("f") else {
            return preferred(&self.headers, formats);
        };
        match given.as_str() {
            "json" => Form::Json,
            "html" => Form::Html,
            other => match formats.iter().find(|format| format.extension() == other) {
                Some(format) => Form::File(*format),
                None => {
                    let allowed: Vec<&str> = ["json", "html"].into_iter().chain(formats.iter().map(|format| format.extension())).collect();
                    parameters.refuse("f", other, Phrase::new("error-one-of").with("allowed", allowed.join(", ")));
                    Form::Json
                }
            },
        }
    }

    /// The form of an address that takes no other parameter.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for any other.
    pub fn only_form(&self) -> Result<Form, AppError> {
        let mut parameters = self.parameters();
        let form = self.form(&mut parameters);
        parameters.finish()?;
        Ok(form)
    }

    /// The absolute address of a path below [`ROOT`].
    pub fn address(&self, path: &str) -> String {
        self.frame.absolute(&format!("{ROOT}{path}"))
    }

    /// The path and query of this request with some parameters changed, or taken away where they are none.
    pub fn changed(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)) {
            query.append_pair(name, value);
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// Those of some parameters that this request gives, as the query of another address, with its question mark.
    pub fn given<'a>(&self, names: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<&str> = names.collect();
        let pairs = self.pairs.iter().filter(|(name, _)| names.contains(&name.as_str()));
        query_string(pairs.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// Links to this answer and to its page.
    pub fn own_links(&self, media: &str) -> Vec<Value> {
        let json = self.frame.absolute(&self.changed(&[("f", Some("json"))]));
        let html = self.frame.absolute(&self.changed(&[("f", Some("html"))]));
        vec![link(&json, "self", media, "This document"), link(&html, "alternate", "text/html", "This document as a page")]
    }

    /// An answer for programs. Its tag is made of the body alone, so that every process gives the same.
    pub fn answer(&self, body: Vec<u8>, media: &'static str) -> Response {
        let hash = xxh3_64(&body);
        self.tagged(body, media, hash)
    }

    /// An answer for programs whose body also says when it was written: `hash` is of the rest, the tag a weak one.
    pub fn tagged(&self, body: Vec<u8>, media: &'static str, hash: u64) -> Response {
        let tag = format!("\"{hash:016x}\"");
        // Compressed or not it is the same answer, though not the same bytes.
        let etag = [(ETAG, HeaderValue::from_str(&format!("W/{tag}")).unwrap_or(HeaderValue::from_static("\"\"")))];
        let vary = [(VARY, HeaderValue::from_static("Accept"))];
        if matches_etag(&self.headers, &tag) {
            return (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, vary, etag).into_response();
        }
        (CachePolicy::Revalidate, vary, etag, [(CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
    }

    /// A document for programs.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which ours can.
    pub fn document(&self, document: &Value, media: &'static str) -> Result<Response, AppError> {
        Ok(self.answer(serde_json::to_vec(document).map_err(|error| AppError::Internal(error.into()))?, media))
    }
}

/// A link of OGC API Common.
pub fn link(href: &str, rel: &str, media: &str, title: &str) -> Value {
    json!({ "href": href, "rel": rel, "type": media, "title": title })
}

/// What the header `Accept` would rather have; programs that do not care read JSON.
fn preferred(headers: &HeaderMap, formats: &[Format]) -> Form {
    let json = JSON_TYPES.map(|kind| (kind, Form::Json));
    let html = HTML_TYPES.map(|kind| (kind, Form::Html));
    let files = formats.iter().map(|format| (format.media_type(), Form::File(*format)));
    let offered: Vec<(&str, Form)> = json.into_iter().chain(html).chain(files).collect();
    best(headers, &offered).unwrap_or(Form::Json)
}

/// A piece of a path.
pub fn segment(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            written.push(byte.into());
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT;

    use super::*;

    fn wanted(accept: &str) -> Form {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(accept).expect("a header"));
        preferred(&headers, &[Format::GeoPackage, Format::Parquet])
    }

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        for html in ["text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json;q=0.5, text/html"] {
            assert_eq!(wanted(html), Form::Html, "{html}");
        }
        for json in [
            "*/*",
            "application/geo+json",
            "application/geo+json, application/json;q=0.9, text/html;q=0.1",
            "image/png",
            "text/html;q=0",
            "",
        ] {
            assert_eq!(wanted(json), Form::Json, "{json}");
        }
        assert_eq!(wanted("application/geopackage+sqlite3"), Form::File(Format::GeoPackage));
        assert_eq!(wanted("application/vnd.apache.parquet, application/geo+json;q=0.9"), Form::File(Format::Parquet));
        assert_eq!(wanted("application/flatgeobuf"), Form::Json, "what is not offered");
    }

    #[test]
    fn a_code_is_one_piece_of_a_path() {
        assert_eq!(segment("08-A/1 è"), "08-A%2F1%20%C3%A8");
    }
}
