//! A source of what the site shows, as its publisher wants it named.

use chrono::{DateTime, Utc};

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    /// Stable short name.
    pub key: String,
    /// Title.
    pub title: String,
    /// Edition or reference date, as the publisher gives it.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// Name of the licence.
    pub licence: String,
    /// Text of the licence.
    pub licence_url: Option<String>,
    /// Words the licence asks us to show.
    pub attribution: String,
    /// Where the original is.
    pub original_url: Option<String>,
    /// SHA-256 of the file read, in hexadecimal.
    pub checksum: Option<String>,
    /// What was done with it, in Italian.
    pub note: Option<String>,
    /// When it was last imported.
    pub imported_at: DateTime<Utc>,
}
