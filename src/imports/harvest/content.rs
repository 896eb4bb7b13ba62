//! What arrives, looked at while it is written: its length, its checksum, its first bytes.
//! Refuses too much, nothing at all, and a web page where data were expected.

use std::path::Path;

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::failure::Failure;

/// How many first bytes are looked at.
const HEAD: usize = 2_048;

/// A file being written.
pub(super) struct Content {
    file: File,
    hasher: Sha256,
    head: Vec<u8>,
    received: u64,
    limit: u64,
}

impl Content {
    /// Begins an empty file.
    pub(super) async fn begin(path: &Path, limit: u64) -> Result<Self, Failure> {
        let file = File::create(path).await.map_err(|error| Failure::of_disk(&error))?;
        Ok(Self { file, hasher: Sha256::new(), head: Vec::with_capacity(HEAD), received: 0, limit })
    }

    /// Bytes so far.
    pub(super) const fn received(&self) -> u64 {
        self.received
    }

    /// Adds a piece.
    pub(super) async fn add(&mut self, piece: &[u8]) -> Result<(), Failure> {
        self.received += piece.len() as u64;
        if self.received > self.limit {
            return Err(Failure::TooLarge { limit: self.limit });
        }
        let wanted = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..wanted]);
        self.hasher.update(piece);
        self.file.write_all(piece).await.map_err(|error| Failure::of_disk(&error))
    }

    /// Closes the file; its SHA-256 in lower-case hexadecimal digits.
    pub(super) async fn finish(mut self) -> Result<String, Failure> {
        self.file.flush().await.map_err(|error| Failure::of_disk(&error))?;
        self.file.sync_all().await.map_err(|error| Failure::of_disk(&error))?;
        if self.received == 0 {
            return Err(Failure::Empty);
        }
        if is_web_page(&self.head) {
            return Err(Failure::WebPage);
        }
        Ok(hexadecimal(&self.hasher.finalize()))
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a `Content-Type` names a page for people.
pub(super) fn is_web_page_type(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "text/html" || essence == "application/xhtml+xml"
}

/// Whether bytes begin as HTML does, after a byte order mark, blanks, a prologue and comments.
fn is_web_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    loop {
        let after = if let Some(inside) = rest.strip_prefix("<?") {
            inside.split_once("?>")
        } else if let Some(inside) = rest.strip_prefix("<!--") {
            inside.split_once("-->")
        } else {
            break;
        };
        let Some((_, after)) = after else { return false };
        rest = after.trim_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta", "<div"].iter().any(|tag| rest.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_first_bytes() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{feff}\n  <HTML lang=it>",
            "<!-- portale --><!doctype HTML PUBLIC>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC",
            "<script>location='/login'</script>",
        ] {
            assert!(is_web_page(page.as_bytes()), "{page}");
        }
        for data in [
            "id,nome\n1,<html>",
            "<?xml version=\"1.0\"?><kml>",
            "{\"type\":\"FeatureCollection\"}",
            "PK\u{3}\u{4}",
            "<!-- never closed",
            "",
            "<h",
        ] {
            assert!(!is_web_page(data.as_bytes()), "{data}");
        }
    }

    #[test]
    fn a_content_type_is_read_without_its_parameters() {
        assert!(is_web_page_type("Text/HTML; charset=utf-8"));
        assert!(!is_web_page_type("text/csv") && !is_web_page_type(""));
    }
}
