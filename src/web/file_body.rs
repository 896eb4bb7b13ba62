//! Files as bodies, piece by piece: a large one takes no more memory than a small one.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH};
use axum::http::{HeaderMap, HeaderValue};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::unfold;

/// Bytes of a piece.
const PIECE: u64 = 64 * 1024;

/// The bytes of a file from one place up to another, which several may read at the same time.
pub fn stream(file: Arc<File>, from: u64, to: u64) -> Body {
    let pieces = unfold((file, from), move |(file, at)| async move {
        let length = usize::try_from(to.saturating_sub(at).min(PIECE)).unwrap_or(0);
        if length == 0 {
            return None;
        }
        let source = Arc::clone(&file);
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; length];
            source.read_exact_at(&mut piece, at).map(|()| Bytes::from(piece))
        });
        let piece = read.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        Some((piece, (file, at + length as u64)))
    });
    // What compresses a body asks once more behind its end.
    Body::from_stream(pieces.fuse())
}

/// Says how long the body is and under which name a browser keeps it. The name is plain letters, digits, points and dashes.
pub fn attach(headers: &mut HeaderMap, name: &str, length: u64) {
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
}
