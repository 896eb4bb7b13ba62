//! `harvest.toml`: which sources are fetched, how often, how they are read and how much they may change by themselves.
//! Refuses keys it does not know and values without sense, naming the line and what to write instead.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::Url;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::addresses::host_of;
use super::content::hexadecimal;
use super::period::Period;
use crate::imports::{Kind, Options};

/// Percentage of known centres that may vanish without a person looking.
const MAX_REMOVED_PERCENT: u8 = 10;
/// Largest file, bytes.
const MAX_BYTES: u64 = 200_000_000;
/// The most a configuration may ask for, bytes.
const MOST_BYTES: u64 = 4_000_000_000;
/// Time for a whole fetch, seconds.
const TIMEOUT_SECONDS: u64 = 300;
const LONGEST_TIMEOUT_SECONDS: u64 = 3_600;
/// Longest silence in the middle of a fetch.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
const LONGEST_KEY: usize = 60;

/// The sources of one `harvest.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Configuration {
    /// In the order of the file, each key once.
    pub sources: Vec<Source>,
    /// Through which proxy sources on the web are asked.
    pub proxy: Option<Url>,
}

/// Where the file of a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the web, http or https.
    Web(Url),
    /// On this machine.
    File(PathBuf),
}

/// One source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name in addresses, tables and commands: lower case, digits, hyphens.
    pub key: String,
    /// What its file holds.
    pub kind: Kind,
    /// Where the file is.
    pub origin: Origin,
    /// How often it is asked.
    pub every: Period,
    /// Field to header, as in [`Options::mapping`].
    pub mapping: BTreeMap<String, String>,
    /// Coordinate reference system of its numbers, as in [`Options::crs`].
    pub crs: Option<String>,
    /// As in [`Options::precedence`].
    pub precedence: Option<i16>,
    /// Of 100 known centres, how many may vanish without a person looking.
    pub max_removed_percent: u8,
    /// Largest file, bytes.
    pub max_bytes: u64,
    /// Time for a whole fetch.
    pub timeout: Duration,
    /// Whether its name may lead into a private network.
    pub internal: bool,
    /// Whether it is asked by itself; a person may ask it all the same.
    pub enabled: bool,
}

/// Why a configuration cannot be used. Texts in Italian.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The file cannot be read.
    #[error(
        "{path} non si può leggere: {cause}. Indicare il file con --harvest o CENTRI_HARVEST; un esempio commentato è data-import/harvest.example.toml"
    )]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        cause: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("{path}, riga {line}: {reason}")]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong and what to write.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    proxy: Option<Spanned<String>>,
    #[serde(default)]
    source: Vec<WrittenSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSource {
    key: Spanned<String>,
    kind: Spanned<String>,
    url: Option<Spanned<String>>,
    path: Option<Spanned<PathBuf>>,
    every: Spanned<String>,
    #[serde(default)]
    mapping: BTreeMap<String, String>,
    crs: Option<Spanned<String>>,
    precedence: Option<i16>,
    max_removed_percent: Option<Spanned<u8>>,
    max_bytes: Option<Spanned<u64>>,
    timeout_seconds: Option<Spanned<u64>>,
    internal: Option<bool>,
    enabled: Option<bool>,
}

/// What is wrong, and where in the text.
type Mistake = (Range<usize>, String);

impl Configuration {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or says something without sense, naming the line.
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigurationError::Unreadable { path: path.to_owned(), cause })?;
        Self::parse(&text, path)
    }

    /// Reads a text; `path` is what errors call it, and paths of sources are relative to its folder.
    ///
    /// # Errors
    /// When it says something without sense, naming the line.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigurationError> {
        let wrong = |(place, reason): Mistake| {
            let before = text.as_bytes().get(..place.start).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            ConfigurationError::Wrong { path: path.to_owned(), line, reason }
        };
        let written: Written = toml::from_str(text).map_err(|error| wrong((error.span().unwrap_or(0..0), in_italian(error.message()))))?;
        let proxy = written.proxy.map(|proxy| web(&proxy)).transpose().map_err(wrong)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut keys = HashSet::new();
        let mut sources = Vec::new();
        for one in written.source {
            let place = one.key.span();
            let source = one.checked(folder).map_err(wrong)?;
            if !keys.insert(source.key.clone()) {
                return Err(wrong((place, format!("la chiave «{}» è già di un'altra fonte: ogni fonte ha la sua", source.key))));
            }
            sources.push(source);
        }
        Ok(Self { sources, proxy })
    }

    /// The source of a key.
    #[must_use]
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key == key)
    }
}

impl Source {
    /// How its file is read and stored.
    pub(super) fn options(&self, dry_run: bool) -> Options {
        Options {
            mapping: self.mapping.clone(),
            crs: self.crs.clone(),
            layer: None,
            parts: BTreeMap::new(),
            source: Some(self.key.clone()),
            precedence: self.precedence,
            dry_run,
        }
    }

    /// How long it may be silent in the middle of a fetch.
    pub(super) fn longest_silence(&self) -> Duration {
        (self.timeout / 4).min(LONGEST_SILENCE)
    }

    /// SHA-256 of everything that decides what is fetched, how it is read and how it is judged. Where it has changed,
    /// nothing decided before holds.
    pub(super) fn settings(&self) -> String {
        let origin = match &self.origin {
            Origin::Web(url) => url.to_string(),
            Origin::File(path) => path.display().to_string(),
        };
        let parts = json!([self.kind.word(), origin, self.mapping, self.crs, self.precedence, self.max_removed_percent]);
        hexadecimal(&Sha256::digest(parts.to_string()))
    }

    /// Whom people know the origin by: the host, or the path. The rest of an address may hold a key.
    #[must_use]
    pub fn shown_origin(&self) -> String {
        match &self.origin {
            Origin::Web(url) => host_of(url),
            Origin::File(path) => path.display().to_string(),
        }
    }
}

impl WrittenSource {
    fn checked(self, folder: &Path) -> Result<Source, Mistake> {
        let key = self.key.get_ref();
        if !is_key(key) {
            return Err(at(
                &self.key,
                format!("«{key}» non va bene come chiave: lettere minuscole senza accenti, cifre e trattini, al massimo {LONGEST_KEY}"),
            ));
        }
        let kind = match self.kind.get_ref().parse() {
            Ok(kind @ Kind::Centres) => kind,
            _ => {
                return Err(at(
                    &self.kind,
                    format!("kind = «{}»: si possono raccogliere solo elenchi di centri, kind = \"centres\"", self.kind.get_ref()),
                ));
            }
        };
        let origin = match (&self.url, &self.path) {
            (Some(url), None) => Origin::Web(web(url)?),
            (None, Some(path)) => Origin::File(folder.join(path.get_ref())),
            (Some(url), Some(_)) => return Err(at(url, "la fonte ha sia url sia path: lasciarne uno solo".to_owned())),
            (None, None) => {
                return Err(at(&self.key, "manca dove prendere il file: scrivere url = \"https://…\" oppure path = \"…\"".to_owned()));
            }
        };
        let every = self.every.get_ref().parse().map_err(|reason| at(&self.every, reason))?;
        let crs = match self.crs {
            Some(crs) if crs.get_ref().trim().is_empty() => {
                return Err(at(&crs, "crs è vuoto: scrivere per esempio \"EPSG:32632\", o togliere la riga".to_owned()));
            }
            crs => crs.map(Spanned::into_inner),
        };
        Ok(Source {
            max_removed_percent: within(self.max_removed_percent, MAX_REMOVED_PERCENT, 0..=100, "max_removed_percent")?,
            max_bytes: within(self.max_bytes, MAX_BYTES, 1..=MOST_BYTES, "max_bytes")?,
            timeout: Duration::from_secs(within(self.timeout_seconds, TIMEOUT_SECONDS, 1..=LONGEST_TIMEOUT_SECONDS, "timeout_seconds")?),
            key: self.key.into_inner(),
            kind,
            origin,
            every,
            mapping: self.mapping,
            crs,
            precedence: self.precedence,
            internal: self.internal.unwrap_or(false),
            enabled: self.enabled.unwrap_or(true),
        })
    }
}

fn at<T>(place: &Spanned<T>, reason: String) -> Mistake {
    (place.span(), reason)
}

fn is_key(key: &str) -> bool {
    key.len() <= LONGEST_KEY
        && key.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn web(text: &Spanned<String>) -> Result<Url, Mistake> {
    let url: Url = text.get_ref().parse().map_err(|_| at(text, "non è un indirizzo: scriverlo intero, da https:// in poi".to_owned()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(at(text, "l'indirizzo deve cominciare con https:// o http://; per un file di questo computer usare path".to_owned()));
    }
    Ok(url)
}

fn within<T>(given: Option<Spanned<T>>, otherwise: T, range: std::ops::RangeInclusive<T>, name: &str) -> Result<T, Mistake>
where
    T: PartialOrd + std::fmt::Display,
{
    match given {
        None => Ok(otherwise),
        Some(value) if range.contains(value.get_ref()) => Ok(value.into_inner()),
        Some(value) => Err(at(&value, format!("{name} va da {} a {}", range.start(), range.end()))),
    }
}

/// The reader's own words for the commonest mistakes, in those of people.
fn in_italian(message: &str) -> String {
    let named = |start: &str| message.strip_prefix(start).and_then(|rest| rest.split_once('`'));
    if let Some((key, rest)) = named("unknown field `") {
        let known = rest.trim_start_matches(", expected one of ").trim_start_matches(", expected ").replace('`', "");
        return format!("la chiave «{key}» non esiste; si può scrivere: {known}");
    }
    if let Some((key, _)) = named("missing field `") {
        return format!("manca la chiave «{key}»");
    }
    format!("non è scritto come vuole il formato TOML ({message})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Configuration, ConfigurationError> {
        Configuration::parse(text, Path::new("etc/harvest.toml"))
    }

    fn source(lines: &str) -> String {
        format!("[[source]]\nkey = \"prova\"\nkind = \"centres\"\nevery = \"24h\"\n{lines}\n")
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        let read = parse(&source("url = \"https://dati.example.it/centri.csv\"")).expect("read");
        let source = read.source("prova").expect("the source");
        assert_eq!((source.max_removed_percent, source.max_bytes, source.timeout.as_secs()), (10, 200_000_000, 300));
        assert!(source.enabled && !source.internal && source.crs.is_none() && source.mapping.is_empty());
        assert_eq!(source.shown_origin(), "dati.example.it");
        assert!(parse("").expect("nothing to harvest").sources.is_empty());
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let read = parse(&source("path = \"arrivi/centri.xlsx\"")).expect("read");
        assert_eq!(read.sources[0].origin, Origin::File(PathBuf::from("etc/arrivi/centri.xlsx")));
    }

    #[test]
    fn mistakes_are_told_with_their_line_and_a_remedy() {
        let url = "url = \"https://example.it/a.csv\"";
        let twice = format!("{}{}", source(url), source(url));
        for (text, line, words) in [
            (source(&format!("{url}\nogni = \"7d\"")), 6, "la chiave «ogni» non esiste"),
            (source(&format!("{url}\nmax_removed_percent = 120")), 6, "da 0 a 100"),
            (source(&format!("{url}\nmax_bytes = 0")), 6, "max_bytes va da 1"),
            (source(&format!("{url}\ntimeout_seconds = 100000")), 6, "da 1 a 3600"),
            (source("url = \"ftp://example.it/a.csv\""), 5, "https://"),
            (source("url = \"dati/a.csv\""), 5, "https://"),
            (source(&format!("{url}\npath = \"a.csv\"")), 5, "uno solo"),
            (source(""), 2, "manca dove prendere il file"),
            (source(&format!("{url}\ncrs = \" \"")), 6, "EPSG"),
            (source(url).replace("24h", "spesso"), 4, "giornaliero"),
            (source(url).replace("\"centres\"", "\"population\""), 3, "centres"),
            (source(url).replace("\"prova\"", "\"Prova Uno\""), 2, "minuscole"),
            (source(url).replace("key = \"prova\"\n", ""), 1, "manca la chiave «key»"),
            (twice, 7, "già di un'altra fonte"),
            (source(&format!("{url}\nenabled = forse")), 6, "TOML"),
            ("proxy = \"proxy.example.it\"".to_owned(), 1, "https://"),
        ] {
            let error = parse(&text).expect_err(words);
            let told = error.to_string();
            assert!(
                told.contains(words) && told.starts_with(&format!("etc/harvest.toml, riga {line}: ")),
                "{told} instead of {line}, {words}"
            );
        }
    }

    #[test]
    fn settings_follow_what_decides_and_nothing_else() {
        let read = |more: &str| parse(&source(&format!("url = \"https://example.it/a.csv\"\n{more}"))).expect("read").sources[0].settings();
        assert_eq!(read(""), read("timeout_seconds = 7\nenabled = false"));
        assert_ne!(read(""), read("max_removed_percent = 50"));
        assert_ne!(read(""), read("mapping = { nome = \"Denominazione\" }"));
    }
}
