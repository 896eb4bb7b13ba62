//! A whole collection, or what a filter leaves of it, as one file for desktop and notebook: FlatGeobuf, GeoPackage, GeoParquet.
//! A file knows no pages: it holds all that match, in degrees of WGS 84.

use std::sync::Arc;

use anyhow::Context;
use axum::http::header::{CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use xxhash_rust::xxh3::xxh3_64;

use super::asked::Asked;
use super::collection::Collection;
use super::feature::{Feature, FeatureId};
use super::shelf::Holding;
use crate::files::{self, Format, Table};
use crate::published::{AreaFigures, SiteRow, Snapshot, site_table};
use crate::web::assets::matches_etag;
use crate::web::{AppError, CachePolicy, file_body};

/// The formats in which a collection comes whole.
pub const FORMATS: [Format; 3] = [Format::FlatGeobuf, Format::GeoPackage, Format::Parquet];

/// At this address another `Accept` may be answered in another form.
const ACCEPTED: [(HeaderName, HeaderValue); 1] = [(VARY, HeaderValue::from_static("Accept"))];

/// What tells whether a file held still stands: the content it was written from and the question.
pub fn tag(snapshot: &Snapshot, figures: Option<&dyn AreaFigures>, asked: &Asked, format: Format) -> String {
    let figures = figures.map_or("", AreaFigures::version);
    let question = format!("{} {} {figures} {} {}", snapshot.version, snapshot.territory, format.extension(), asked.changed(&[]));
    format!("\"{:016x}\"", xxh3_64(question.as_bytes()))
}

/// 304 for who holds the file of this tag.
pub fn held(asked: &Asked, tag: &str) -> Option<Response> {
    matches_etag(&asked.headers, tag).then(|| (StatusCode::NOT_MODIFIED, CachePolicy::Revalidate, ACCEPTED, etag(tag)).into_response())
}

// The same rows, though a file that names the moment of its making differs in bytes.
fn etag(tag: &str) -> [(HeaderName, HeaderValue); 1] {
    [(ETAG, HeaderValue::from_str(&format!("W/{tag}")).unwrap_or(HeaderValue::from_static("\"\"")))]
}

/// The file of some features of a holding, in their order.
///
/// # Errors
/// When the disk is full.
pub fn written(
    holding: &Holding,
    collection: Collection,
    features: &[&dyn Feature],
    format: Format,
    now: DateTime<Utc>,
    tag: &str,
) -> Result<Response, AppError> {
    let geometry = Some(match collection {
        Collection::Sites => "POINT",
        Collection::Centres => "MULTIPOINT",
        _ => "MULTIPOLYGON",
    });
    let name = collection.id();
    let file = match holding {
        // Of a site also what can be read and not be asked for.
        Holding::Sites(snapshot) => {
            let sites = features.iter().filter_map(|feature| match feature.id() {
                FeatureId::Number(id) => snapshot.site(id).map(SiteRow),
                FeatureId::Code(_) => None,
            });
            files::write(format, Table { name, schema: site_table(), geometry }, sites, now)?
        }
        _ => files::write(format, Table { name, schema: collection.schema(), geometry }, features.iter().copied(), now)?,
    };
    let length = file.metadata().context("a temporary file cannot be read")?.len();
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(format.media_type()))];
    let mut response = (CachePolicy::Revalidate, ACCEPTED, etag(tag), kind, file_body::stream(Arc::new(file), 0, length)).into_response();
    file_body::attach(response.headers_mut(), &format!("{name}.{}", format.extension()), length);
    Ok(response)
}
