//! In which of the formats an interface offers an answer is wanted: by the parameter `f`, otherwise by the header `Accept`
//! (RFC 9110), otherwise the first. A header that names nothing that is offered is no mistake: it gets the first too.

use std::cmp::Reverse;

use axum::http::header::{ACCEPT, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::error::Phrase;
use super::parameters::Parameters;

/// The formats of interfaces by their names in addresses, in the order in which a header that does not care is answered.
pub const FORMATS: [&str; 7] = ["json", "geojson", "csv", "xlsx", "fgb", "gpkg", "parquet"];

/// Pages, which interfaces for programs do not have: who would rather have one is a browser.
const PAGES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// Media ranges of a header that are read; no browser sends as many.
const MOST_RANGES: usize = 30;

/// The media type of one of [`FORMATS`].
#[must_use]
pub fn media_type(format: &str) -> &'static str {
    match format {
        "geojson" => "application/geo+json",
        "csv" => "text/csv; charset=utf-8; header=present",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "fgb" => "application/flatgeobuf",
        "gpkg" => "application/geopackage+sqlite3",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/json",
    }
}

/// The format of an answer, and who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its name in addresses.
    pub format: &'static str,
    by_header: bool,
}

impl Chosen {
    /// By `f`, otherwise by `Accept`; a format that is not offered is noted in `parameters`.
    pub fn read(parameters: &mut Parameters, headers: &HeaderMap, offered: &[&'static str]) -> Self {
        let Some(given) = parameters.one("f") else {
            return Self { format: preferred(headers, offered), by_header: offered.len() > 1 };
        };
        let found = offered.iter().find(|format| **format == given);
        if found.is_none() {
            parameters.refuse("f", &given, Phrase::new("error-one-of").with("allowed", offered.join(", ")));
        }
        Self { format: found.copied().unwrap_or("json"), by_header: false }
    }

    /// Tells caches that another `Accept` may be answered otherwise, where it may.
    #[must_use]
    pub fn tell(self, mut response: Response) -> Response {
        if self.by_header {
            response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
        }
        response
    }
}

/// Which of some of [`FORMATS`] the header would rather have; the first unless it says otherwise.
#[must_use]
pub fn preferred(headers: &HeaderMap, offered: &[&'static str]) -> &'static str {
    let usual = offered.first().copied().unwrap_or("json");
    let pages = PAGES.map(|page| (page, usual));
    let offered: Vec<_> = offered.iter().map(|format| (media_type(format), *format)).chain(pages).collect();
    best(headers, &offered).unwrap_or(usual)
}

/// What the header would rather have of what is offered by media type; nothing where it names none of it. Of what it wants
/// equally, what it names more exactly, then what it names first, then what is offered first.
#[must_use]
pub fn best<T: Copy>(headers: &HeaderMap, offered: &[(&str, T)]) -> Option<T> {
    let texts = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> = texts.flat_map(|text| text.split(',')).take(MOST_RANGES).filter_map(Range::read).collect();
    // The most exact range decides how much a media type is wanted.
    let wanted = |media_type: &str| {
        let fitting = ranges.iter().enumerate().filter_map(|(at, range)| Some((range.exactness(media_type)?, Reverse(at), range.quality)));
        fitting.max().map(|(exactness, at, quality)| (quality, exactness, at)).filter(|(quality, ..)| *quality > 0)
    };
    let standing = offered.iter().enumerate().filter_map(|(place, (media_type, what))| Some((wanted(media_type)?, Reverse(place), *what)));
    standing.max_by_key(|(wanted, place, _)| (*wanted, *place)).map(|(_, _, what)| what)
}

/// A media range of the header, and how much it is wanted, in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let mut pieces = text.split(';').map(str::trim);
        let (kind, subtype) = pieces.next()?.split_once('/')?;
        let quality = pieces.find_map(|piece| piece.strip_prefix("q=").or(piece.strip_prefix("Q=")));
        let quality = quality.map_or(1.0, |quality| quality.parse::<f32>().unwrap_or(0.0));
        // What is no number from 0 to 1 is no wish; a cast makes nothing of what is no number at all.
        Some(Self { kind, subtype, quality: (quality.clamp(0.0, 1.0) * 1_000.0) as u16 })
    }

    /// How exactly it names a media type, whose parameters do not count: 2 by name, 1 by `type/*`, 0 by `*/*`.
    fn exactness(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split(';').next()?.trim().split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(kind) => Some(1),
            (own, exactly) if own.eq_ignore_ascii_case(kind) && exactly.eq_ignore_ascii_case(subtype) => Some(2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(accept: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(ACCEPT, HeaderValue::from_str(value).expect("a header"));
        }
        headers
    }

    #[test]
    fn the_format_wanted_most_is_chosen() {
        for (accept, expected) in [
            ("text/csv", "csv"),
            ("TEXT/CSV; Q=0.5", "csv"),
            ("text/csv; charset=utf-8", "csv"),
            ("text/csv;q=0.2, application/geo+json;q=0.7, application/json;q=0.3", "geojson"),
            ("application/geo+json, application/json", "geojson"),
            ("application/json, application/geo+json", "json"),
            ("application/vnd.apache.parquet, */*;q=0.1", "parquet"),
            ("*/*, text/csv", "csv"),
            ("text/*", "csv"),
            ("application/*, text/csv;q=0.9", "json"),
            ("application/geopackage+sqlite3;level=2;q=0.9, application/json;q=0.8", "gpkg"),
            ("*/*, application/json;q=0", "geojson"),
            ("application/xml, text/csv;q=0.1", "csv"),
        ] {
            assert_eq!(preferred(&asking(&[accept]), &FORMATS), expected, "{accept}");
        }
        assert_eq!(preferred(&asking(&["application/xml", "text/csv"]), &FORMATS), "csv", "two headers are one");
    }

    #[test]
    fn browsers_and_who_does_not_care_get_the_usual() {
        for accept in [
            "*/*",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
            "text/html, text/*;q=0.5, image/*",
            "text/plain, application/json",
            "application/json, text/javascript, */*; q=0.01",
            "image/png",
            "text/csv;q=0",
            "text/csv;q=-1",
            "text/csv;q=NaN",
            "text/csv;q=much",
            "csv",
            "",
            ",;/",
        ] {
            assert_eq!(preferred(&asking(&[accept]), &FORMATS), "json", "{accept}");
        }
        assert_eq!(preferred(&HeaderMap::new(), &FORMATS), "json");
        assert_eq!(preferred(&asking(&["text/csv"]), &["json"]), "json", "what is not offered");
    }

    #[test]
    fn the_parameter_comes_before_the_header_and_only_the_header_is_told_to_caches() {
        let read = |query: &str| {
            let mut parameters = Parameters::read(Some(query));
            let chosen = Chosen::read(&mut parameters, &asking(&["text/csv"]), &["json", "csv"]);
            (chosen.format, chosen.tell(Response::default()).headers().contains_key(VARY), parameters.finish().is_ok())
        };
        assert_eq!(read(""), ("csv", true, true));
        assert_eq!(read("f="), ("csv", true, true), "blank counts as absent");
        assert_eq!(read("f=json"), ("json", false, true));
        assert_eq!(read("f=xlsx"), ("json", false, false));
    }
}
