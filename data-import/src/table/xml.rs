//! XML event by event, never more than one piece in memory. Refuses to expand entities: only the five of XML and
//! characters by number become text, a document's own stay as they are written.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::archive::{Rationed, io_problem};
use crate::row_error::Problem;

/// Events of an XML text.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Rationed<R>>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(input: R) -> Self {
        Self { reader: Reader::from_reader(BufReader::new(Rationed::new(input))), buffer: Vec::new() }
    }

    /// The next event.
    pub(super) fn event(&mut self) -> Result<Event<'_>, Problem> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().renew();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| problem(&error))
    }
}

/// The value of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Result<Option<String>, Problem> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Problem::NotThisFormat("well-formed XML"))?;
        if attribute.key.as_ref() == name {
            let text = std::str::from_utf8(&attribute.value).map_err(|_| Problem::NotUtf8)?;
            let unescaped = quick_xml::escape::unescape(text).map_err(|_| Problem::NotThisFormat("well-formed XML"))?;
            return Ok(Some(unescaped.into_owned()));
        }
    }
    Ok(None)
}

/// The text of a reference between `&` and `;`.
pub(super) fn entity(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = String::from_utf8_lossy(reference).into_owned();
    quick_xml::escape::resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

fn problem(error: &quick_xml::Error) -> Problem {
    match error {
        quick_xml::Error::Io(cause) => io_problem(cause),
        // A tag that is not closed when the text ends.
        quick_xml::Error::Syntax(_) => Problem::Truncated,
        other => Problem::Unreadable(other.to_string()),
    }
}
