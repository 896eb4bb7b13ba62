//! Query parameters read one by one, every mistake collected. Interfaces refuse what they do not know,
//! naming what exists; pages ignore it, because links carry `utm_…`.

use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::error::{AppError, ParameterError, Phrase};
use super::languages::Language;

/// The parameters of one request on their way to being understood.
#[derive(Debug)]
pub struct Parameters {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
    errors: Vec<ParameterError>,
    asked_at: Option<DateTime<Utc>>,
}

impl Parameters {
    /// From the raw query of an address. More than 200 pairs are not read.
    #[must_use]
    pub fn read(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
            .take(200)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        Self::of(pairs)
    }

    /// The same, asked at a moment: where such words are allowed, `now` means it.
    #[must_use]
    pub fn asked_at(self, moment: Option<DateTime<Utc>>) -> Self {
        Self { asked_at: moment, ..self }
    }

    /// From pairs that came another way: a posted body, a command line.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, known: vec!["lang"], errors: vec![], asked_at: None }
    }

    /// When it was asked; none where an address must mean the same whenever it is asked.
    #[must_use]
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        self.asked_at
    }

    /// Makes a family of parameters known and tells whether any of them was given.
    pub fn offers(&mut self, names: &[&'static str]) -> bool {
        self.known.extend_from_slice(names);
        self.pairs.iter().any(|(given, _)| names.contains(&given.as_str()))
    }

    /// The value of a parameter given at most once; blank counts as absent.
    pub fn one(&mut self, name: &'static str) -> Option<String> {
        let mut values = self.many(name);
        if values.len() > 1 {
            self.refuse(name, &values.join(", "), Phrase::new("error-once"));
        }
        values.pop()
    }

    /// All values of a parameter that may be repeated, blanks left out.
    pub fn many(&mut self, name: &'static str) -> Vec<String> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.pairs
            .iter()
            .filter(|(given, value)| given == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }

    /// A value of a type that reads itself; a mistake is noted with what is allowed.
    pub fn parsed<T: FromStr>(&mut self, name: &'static str, allowed: impl FnOnce() -> Phrase) -> Option<T> {
        let text = self.one(name)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.refuse(name, &text, allowed());
                None
            }
        }
    }

    /// A value that must be there.
    pub fn required(&mut self, name: &'static str, present: bool) {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        if !present && !self.errors.iter().any(|error| error.parameter == name) {
            self.refuse(name, "", Phrase::new("error-required"));
        }
    }

    /// Notes a mistake.
    pub fn refuse(&mut self, name: &str, value: &str, allowed: Phrase) {
        self.errors.push(ParameterError::new(name, value, allowed));
    }

    /// For interfaces: an error if anything was wrong or unknown, or in a language there is not.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every mistake, unknown parameters included.
    pub fn finish(mut self) -> Result<(), AppError> {
        let other =
            self.pairs.iter().filter(|(name, value)| name == "lang" && !value.trim().is_empty() && Language::parse(value).is_none());
        for (name, value) in other {
            let allowed = Phrase::new("error-one-of").with("allowed", Language::ALL.map(Language::code).join(", "));
            self.errors.push(ParameterError::new(name, value, allowed));
        }
        let unknown: Vec<(String, String)> = self.pairs.iter().filter(|(name, _)| !self.known.contains(&name.as_str())).cloned().collect();
        self.known.sort_unstable();
        self.known.dedup();
        for (name, value) in unknown {
            self.errors.push(ParameterError::new(
                &name,
                &value,
                Phrase::new("error-unknown-parameter").with("known", self.known.join(", ")),
            ));
        }
        if self.errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.errors)) }
    }

    /// As [`Parameters::finish`], with mistakes noted elsewhere before it.
    ///
    /// # Errors
    /// As [`Parameters::finish`].
    pub fn finish_with(mut self, mut before: Vec<ParameterError>) -> Result<(), AppError> {
        before.append(&mut self.errors);
        self.errors = before;
        self.finish()
    }

    /// For pages: what was wrong with what we know; the rest is ignored.
    #[must_use]
    pub fn mistakes(self) -> Vec<ParameterError> {
        self.errors
    }
}

/// Writes a query string from pairs, leaving out blanks; begins with `?` unless empty.
#[must_use]
pub fn query_string<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        if !value.is_empty() {
            writer.append_pair(name, value);
        }
    }
    let text = writer.finish();
    if text.is_empty() { text } else { format!("?{text}") }
}
