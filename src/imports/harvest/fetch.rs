//! One file over HTTP, politely: asked only for news, within limits of size, time and silence.
//! Refuses to be led anywhere but to the web, and to take for the file what is none.

use std::error::Error;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
    LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Proxy, Response, StatusCode, Url};

use super::addresses::{Reach, host_of, leads_inside};
use super::arrivals::Work;
use super::configuration::{Origin, Source};
use super::content::{Content, is_web_page_type};
use super::failure::Failure;
use super::local;

/// How often a fetch may be sent on.
const MOST_REDIRECTS: usize = 5;
/// Longest time for a connection.
const CONNECT: Duration = Duration::from_secs(15);
/// A longer validator than any server needs is not kept.
const LONGEST_VALIDATOR: usize = 1_000;
/// Nobody is told to stay away for longer.
const LONGEST_RETRY: TimeDelta = TimeDelta::days(30);
/// Endings of names that are kept; the first where none is known.
const ENDINGS: [&str; 17] =
    ["csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "geojson", "ndjson", "fgb", "zip", "gpkg", "kml", "kmz", "gml", "xml", "shp"];

/// What is known of the file that was there last time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// A file that has come whole.
#[derive(Debug)]
pub(super) struct Arrived {
    /// Its name inside the working folder: the key of its source, with an ending.
    pub(super) name: String,
    /// SHA-256.
    pub(super) checksum: String,
    pub(super) validators: Validators,
}

/// Fetches the file of a source into a working folder; none where the server says that it has not changed.
pub(super) async fn fetch(
    source: &Source,
    known: &Validators,
    proxy: Option<&Url>,
    agent: &str,
    work: &Work,
    now: DateTime<Utc>,
) -> Result<Option<Arrived>, Failure> {
    match &source.origin {
        Origin::File(path) => {
            let name = named(source, path.extension().and_then(|ending| ending.to_str()));
            let checksum = local::copy(path, &work.path(&name), source.max_bytes).await?;
            Ok(Some(Arrived { name, checksum, validators: Validators::default() }))
        }
        Origin::Web(url) => {
            let fetched = tokio::time::timeout(source.timeout, over_http(source, url, known, proxy, agent, work, now)).await;
            fetched.unwrap_or_else(|_| Err(Failure::TooSlow { host: host_of(url), seconds: source.timeout.as_secs() }))
        }
    }
}

async fn over_http(
    source: &Source,
    url: &Url,
    known: &Validators,
    proxy: Option<&Url>,
    agent: &str,
    work: &Work,
    now: DateTime<Utc>,
) -> Result<Option<Arrived>, Failure> {
    let reach = Reach::of(url, source.internal, proxy);
    let client = client(source, reach.clone(), proxy, agent).map_err(|error| connection(url, &error))?;
    let mut at = url.clone();
    for _ in 0..=MOST_REDIRECTS {
        reach.check(&at)?;
        let response = client.get(at.clone()).headers(conditions(known)).send().await.map_err(|error| connection(&at, &error))?;
        match response.status() {
            StatusCode::OK => return receive(source, &at, response, work).await.map(Some),
            StatusCode::NOT_MODIFIED if *known != Validators::default() => return Ok(None),
            StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT => at = redirected(&at, response.headers())?,
            status => return Err(Failure::of_status(&host_of(&at), status, retry_after(response.headers(), now))),
        }
    }
    Err(Failure::TooManyRedirects { host: host_of(url) })
}

/// Redirects are followed by hand, because each one is checked; no cookies, no compression, no settings of the surroundings.
fn client(source: &Source, reach: Reach, proxy: Option<&Url>, agent: &str) -> reqwest::Result<Client> {
    let builder = Client::builder()
        .user_agent(agent)
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        // Some servers close a connection and do not say so; none is used twice.
        .pool_max_idle_per_host(0)
        .connect_timeout(CONNECT.min(source.timeout))
        .read_timeout(source.longest_silence())
        .dns_resolver(reach);
    match proxy {
        Some(proxy) => builder.proxy(Proxy::all(proxy.clone())?),
        None => builder,
    }
    .build()
}

fn conditions(known: &Validators) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut give = |name: HeaderName, value: &Option<String>| {
        if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    };
    give(IF_NONE_MATCH, &known.etag);
    give(IF_MODIFIED_SINCE, &known.last_modified);
    headers
}

/// Where a redirect leads; from http to https is the only other scheme that is followed.
fn redirected(from: &Url, headers: &HeaderMap) -> Result<Url, Failure> {
    let bad = |why: &str| Failure::BadRedirect { host: host_of(from), why: why.to_owned() };
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok()).ok_or_else(|| bad("il nuovo indirizzo manca"))?;
    let to = from.join(location).map_err(|_| bad("il nuovo indirizzo non è un indirizzo"))?;
    match (from.scheme(), to.scheme()) {
        (before, after) if before == after => Ok(to),
        ("http", "https") => Ok(to),
        ("https", "http") => Err(bad("da https a http")),
        _ => Err(bad("non è un indirizzo del web")),
    }
}

async fn receive(source: &Source, at: &Url, mut response: Response, work: &Work) -> Result<Arrived, Failure> {
    let headers = response.headers().clone();
    if let Some(coding) = text(&headers, &CONTENT_ENCODING).filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(Failure::Encoded { coding: coding.chars().take(20).collect() });
    }
    if text(&headers, &CONTENT_TYPE).is_some_and(is_web_page_type) {
        return Err(Failure::WebPage);
    }
    let expected = response.content_length();
    if expected.is_some_and(|length| length > source.max_bytes) {
        return Err(Failure::TooLarge { limit: source.max_bytes });
    }
    let name = named(source, ending(at, &headers).as_deref());
    let mut content = Content::begin(&work.path(&name), source.max_bytes).await?;
    loop {
        match response.chunk().await {
            Ok(Some(piece)) => content.add(&piece).await?,
            Ok(None) => break,
            Err(error) if error.is_timeout() => return Err(Failure::Stalled { host: host_of(at) }),
            Err(_) => return Err(Failure::Cut { received: content.received(), expected }),
        }
    }
    if expected.is_some_and(|length| length != content.received()) {
        return Err(Failure::Cut { received: content.received(), expected });
    }
    let kept = |name| text(&headers, name).filter(|value| value.len() <= LONGEST_VALIDATOR).map(str::to_owned);
    let validators = Validators { etag: kept(&ETAG), last_modified: kept(&LAST_MODIFIED) };
    Ok(Arrived { name, checksum: content.finish().await?, validators })
}

/// An error before the first byte of an answer.
fn connection(at: &Url, error: &reqwest::Error) -> Failure {
    let host = host_of(at);
    if leads_inside(error) {
        return Failure::PrivateAddress { host };
    }
    if error.is_timeout() && !error.is_connect() {
        return Failure::Stalled { host };
    }
    // The innermost cause says most; the outer ones repeat the address, which may hold a key.
    let (mut cause, mut inner) = ("richiesta non riuscita".to_owned(), error.source());
    while let Some(one) = inner {
        (cause, inner) = (one.to_string(), one.source());
    }
    Failure::Unreachable { host, cause }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|value| !value.is_empty())
}

/// The moment `Retry-After` names, in seconds or as a date.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let value = text(headers, &RETRY_AFTER)?;
    let moment = match value.parse::<u32>() {
        Ok(seconds) => now + TimeDelta::seconds(seconds.into()),
        Err(_) => DateTime::parse_from_rfc2822(value).ok()?.to_utc(),
    };
    Some(moment.min(now + LONGEST_RETRY)).filter(|moment| *moment > now)
}

/// The ending of the file's name, as the server or its address gives it.
fn ending(at: &Url, headers: &HeaderMap) -> Option<String> {
    let disposition = text(headers, &CONTENT_DISPOSITION).and_then(|value| value.split_once("filename=")).map(|(_, name)| {
        let name = name.split(';').next().unwrap_or_default();
        name.trim().trim_matches('"').to_owned()
    });
    let path = at.path().rsplit('/').next().map(str::to_owned);
    [disposition, path]
        .into_iter()
        .flatten()
        .find_map(|name| Some(name.rsplit_once('.')?.1.to_owned()).filter(|ending| known_ending(ending).is_some()))
}

fn known_ending(ending: &str) -> Option<&'static str> {
    ENDINGS.into_iter().find(|known| known.eq_ignore_ascii_case(ending))
}

/// The import calls a source after its file, so the file is called after its source.
fn named(source: &Source, ending: Option<&str>) -> String {
    format!("{}.{}", source.key, ending.and_then(known_ending).unwrap_or(ENDINGS[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).clone(), HeaderValue::from_str(value).expect("a value"))).collect()
    }

    fn url(text: &str) -> Url {
        text.parse().expect("an address")
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_never_believed_for_ever() {
        let now = DateTime::from_timestamp(1_772_528_400, 0).expect("3 March 2026, 9:00 UTC");
        let at = |value: &str| retry_after(&headers(&[(&RETRY_AFTER, value)]), now).map(|moment| (moment - now).num_seconds());
        assert_eq!(at("120"), Some(120));
        assert_eq!(at("Tue, 03 Mar 2026 10:00:00 GMT"), Some(3_600));
        assert_eq!(at("4294967295"), Some(LONGEST_RETRY.num_seconds()));
        assert_eq!(at("Tue, 03 Mar 2020 10:00:00 GMT"), None);
        assert_eq!((at("presto"), at("-5"), at("")), (None, None, None));
    }

    #[test]
    fn a_redirect_stays_on_the_web_and_is_never_less_safe() {
        let to = |from: &str, location: &str| redirected(&url(from), &headers(&[(&LOCATION, location)])).map(|to| to.to_string());
        assert_eq!(to("http://example.it/a", "/b"), Ok("http://example.it/b".to_owned()));
        assert_eq!(to("http://example.it/a", "https://example.it/a"), Ok("https://example.it/a".to_owned()));
        for (from, location) in [
            ("https://example.it/", "http://example.it/"),
            ("https://example.it/", "file:///etc/passwd"),
            ("http://example.it/", "ftp://example.it/a"),
            ("http://example.it/", "data:text/csv,a"),
            ("http://example.it/", "http://"),
        ] {
            assert!(to(from, location).is_err(), "{location}");
        }
        assert!(redirected(&url("http://example.it/"), &HeaderMap::new()).is_err());
    }

    #[test]
    fn the_ending_comes_from_the_server_or_from_the_address() {
        let given = headers(&[(&CONTENT_DISPOSITION, "attachment; filename=\"Elenco 2026.XLSX\"; size=3")]);
        assert_eq!(ending(&url("https://example.it/scarica?id=3"), &given).as_deref(), Some("XLSX"));
        assert_eq!(ending(&url("https://example.it/a/centri.geojson?x=.csv"), &HeaderMap::new()).as_deref(), Some("geojson"));
        assert_eq!(ending(&url("https://example.it/scarica.php"), &HeaderMap::new()), None);
        assert_eq!(known_ending("exe"), None);
    }
}
