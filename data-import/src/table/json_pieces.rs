//! Cuts GeoJSON into its features without understanding them: one document or one feature per line, of any size.
//! Refuses features larger than the limit and nesting deeper than the limit.

use std::io::Read;

use super::limits::{MAX_DEPTH, MAX_FEATURE_BYTES};
use crate::row_error::Problem;

/// The most bytes of a collection outside its features.
const MAX_FRAME_BYTES: usize = 1 << 20;

/// A piece of the text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// One element of `features`, or one whole object that is no collection.
    Feature(&'a [u8]),
    /// A collection without its features, which are left as an empty list.
    Collection(&'a [u8]),
}

/// The pieces of a text.
pub(super) struct Pieces<R> {
    input: R,
    block: Vec<u8>,
    at: usize,
    filled: usize,
    piece: Vec<u8>,
    /// What was read of the collection that surrounds the features, while inside one.
    frame: Option<Vec<u8>>,
}

impl<R: Read> Pieces<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, block: vec![0; 1 << 16], at: 0, filled: 0, piece: Vec::new(), frame: None }
    }

    /// The next piece; `None` at the end of a whole text.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        if self.frame.is_some() {
            match self.skip_blanks(b",")? {
                None => return Err(Problem::Truncated),
                Some(b']') => {
                    self.at += 1;
                    return self.end_of_collection();
                }
                Some(_) => {
                    self.piece.clear();
                    self.value(MAX_FEATURE_BYTES)?;
                    if self.piece.is_empty() {
                        return Err(Problem::NotThisFormat("GeoJSON"));
                    }
                    return Ok(Some(Piece::Feature(&self.piece)));
                }
            }
        }
        // Between lines there may be blanks, the mark of UTF-8 and the separators of RFC 8142.
        match self.skip_blanks(b",\x1e\xef\xbb\xbf")? {
            None => Ok(None),
            Some(b'{') => self.object(),
            Some(_) => Err(Problem::NotThisFormat("GeoJSON")),
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, Problem> {
        while self.at == self.filled {
            self.at = 0;
            self.filled = match self.input.read(&mut self.block) {
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Problem::Unreadable(error.to_string())),
            };
            if self.filled == 0 {
                return Ok(None);
            }
        }
        Ok(Some(self.block[self.at]))
    }

    fn skip_blanks(&mut self, others: &[u8]) -> Result<Option<u8>, Problem> {
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_whitespace() || others.contains(&byte)) {
                return Ok(Some(byte));
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Puts one byte into the piece.
    fn keep(&mut self, limit: usize) -> Result<u8, Problem> {
        let byte = self.peek()?.ok_or(Problem::Truncated)?;
        if self.piece.len() >= limit {
            return Err(Problem::TooLong(limit));
        }
        self.piece.push(byte);
        self.at += 1;
        Ok(byte)
    }

    /// Puts one whole string, from quote to quote, into the piece.
    fn string(&mut self, limit: usize) -> Result<(), Problem> {
        self.keep(limit)?;
        loop {
            match self.keep(limit)? {
                b'\\' => {
                    self.keep(limit)?;
                }
                b'"' => return Ok(()),
                _ => {}
            }
        }
    }

    /// Puts one whole value into the piece. Brackets are counted, not matched: the JSON parser does that.
    fn value(&mut self, limit: usize) -> Result<(), Problem> {
        let mut depth = 0_usize;
        loop {
            let byte = self.peek()?.ok_or(Problem::Truncated)?;
            match byte {
                b'"' => {
                    self.string(limit)?;
                    if depth == 0 {
                        return Ok(());
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => return Ok(()),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            if depth > MAX_DEPTH {
                return Err(Problem::TooMany("levels of nesting", MAX_DEPTH as u64));
            }
            self.keep(limit)?;
            if depth == 0 && matches!(byte, b'}' | b']') {
                return Ok(());
            }
        }
    }

    /// An object of the outermost level: whole, or as far as the list of its features.
    fn object(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        self.piece.clear();
        self.keep(MAX_FEATURE_BYTES)?;
        if self.members()? {
            let frame = std::mem::take(&mut self.piece);
            if frame.len() > MAX_FRAME_BYTES {
                return Err(Problem::TooLong(MAX_FRAME_BYTES));
            }
            self.frame = Some(frame);
            return self.next();
        }
        Ok(Some(Piece::Feature(&self.piece)))
    }

    /// Members of an object into the piece, up to its end (`false`) or into the list of features (`true`).
    fn members(&mut self) -> Result<bool, Problem> {
        loop {
            match self.skip_blanks(b"")?.ok_or(Problem::Truncated)? {
                b'}' => {
                    self.keep(MAX_FEATURE_BYTES)?;
                    return Ok(false);
                }
                b',' => {
                    self.keep(MAX_FEATURE_BYTES)?;
                }
                b'"' => {
                    let start = self.piece.len();
                    self.string(MAX_FEATURE_BYTES)?;
                    let is_features = &self.piece[start..] == b"\"features\"";
                    if self.skip_blanks(b"")? != Some(b':') {
                        return Err(Problem::NotThisFormat("GeoJSON"));
                    }
                    self.keep(MAX_FEATURE_BYTES)?;
                    let first = self.skip_blanks(b"")?;
                    if is_features && first == Some(b'[') && self.frame.is_none() {
                        self.keep(MAX_FEATURE_BYTES)?;
                        return Ok(true);
                    }
                    let before = self.piece.len();
                    self.value(MAX_FEATURE_BYTES)?;
                    if self.piece.len() == before {
                        return Err(Problem::NotThisFormat("GeoJSON"));
                    }
                }
                _ => return Err(Problem::NotThisFormat("GeoJSON")),
            }
        }
    }

    fn end_of_collection(&mut self) -> Result<Option<Piece<'_>>, Problem> {
        self.piece = self.frame.clone().unwrap_or_default();
        self.piece.push(b']');
        self.members()?;
        self.frame = None;
        Ok(Some(Piece::Collection(&self.piece)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut pieces = Pieces::new(text.as_bytes());
        let mut found = Vec::new();
        loop {
            match pieces.next() {
                Ok(None) => return found,
                Ok(Some(Piece::Feature(bytes))) => found.push(format!("F{}", String::from_utf8_lossy(bytes))),
                Ok(Some(Piece::Collection(bytes))) => found.push(format!("C{}", String::from_utf8_lossy(bytes))),
                Err(problem) => {
                    found.push(problem.code().to_owned());
                    return found;
                }
            }
        }
    }

    #[test]
    fn collections_come_apart() {
        assert_eq!(
            cut(r#"{"a":"]}\"","features":[{"x":[1]}, {}],"crs":null}"#),
            [r#"F{"x":[1]}"#, "F{}", r#"C{"a":"]}\"","features":[],"crs":null}"#]
        );
        assert_eq!(cut("{\"n\":1}\n\u{1e}{\"n\":2}\n"), ["F{\"n\":1}", "F{\"n\":2}"]);
    }

    #[test]
    fn what_breaks_off_says_so() {
        assert_eq!(cut(r#"{"features":[{"x":1},{"x""#), [r#"F{"x":1}"#, "truncated"]);
        assert_eq!(cut(r#"{"features":[{"x":1}"#), [r#"F{"x":1}"#, "truncated"]);
        assert_eq!(cut(&"{\"a\":".repeat(100)), ["too-many"]);
        assert_eq!(cut("{\"features\":[}"), ["not-this-format"]);
    }
}
