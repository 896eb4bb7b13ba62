//! How a source stands, for a person: last time, outcome in words, next time, what waits. Text in Italian, hours of Rome.

use std::fmt;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Rome;

use super::configuration::Source;
use super::outcome::Outcome;
use super::store::State;

/// Digits of a checksum that people are shown.
const DIGITS: usize = 12;

/// One source as `centri harvest list` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its key.
    pub key: String,
    /// Host or path it is fetched from; none where the configuration does not name it any more.
    pub origin: Option<String>,
    /// Whether it is asked by itself.
    pub enabled: bool,
    /// Last attempt.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Last time its rows were stored.
    pub applied_at: Option<DateTime<Utc>>,
    /// What came of the last attempt, and the same in a sentence.
    pub outcome: Option<(Outcome, String)>,
    /// When it is asked next by itself.
    pub next_at: Option<DateTime<Utc>>,
    /// What a person is asked to decide.
    pub waiting: Option<Waiting>,
}

/// A file that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// SHA-256.
    pub checksum: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why, each in a sentence.
    pub reasons: Vec<String>,
    /// What it would change, in a sentence.
    pub summary: String,
}

impl Standing {
    /// A source of the configuration and what is known of it.
    pub(super) fn of(source: &Source, state: Option<&State>) -> Self {
        let current = state.filter(|state| state.settings == source.settings());
        Self {
            origin: Some(source.shown_origin()),
            enabled: source.enabled,
            next_at: current.filter(|_| source.enabled).map(|state| state.due_at(source)),
            ..Self::known(&source.key, state)
        }
    }

    /// A source only the database knows.
    pub(super) fn forgotten(state: &State) -> Self {
        Self::known(&state.key, Some(state))
    }

    fn known(key: &str, state: Option<&State>) -> Self {
        Self {
            key: key.to_owned(),
            origin: None,
            enabled: false,
            fetched_at: state.map(|state| state.fetched_at),
            applied_at: state.and_then(|state| state.applied_at),
            outcome: state.map(|state| (state.outcome, state.message.clone())),
            next_at: None,
            waiting: state.and_then(|state| state.waiting.as_ref()).map(|file| Waiting {
                checksum: file.checksum.clone(),
                since: file.since,
                reasons: file.reasons(),
                summary: file.summary(),
            }),
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) => writeln!(out, "{} ({origin})", self.key)?,
            None => writeln!(out, "{} (non è più in harvest.toml)", self.key)?,
        }
        match (&self.fetched_at, &self.outcome) {
            (Some(at), Some((outcome, message))) => writeln!(out, "  ultima volta:  {}, {}: {message}", hour(*at), outcome.word())?,
            _ => writeln!(out, "  ultima volta:  mai")?,
        }
        if let Some(at) = self.applied_at {
            writeln!(out, "  importata:     {}", hour(at))?;
        }
        if let Some(waiting) = &self.waiting {
            let digits = waiting.checksum.get(..DIGITS).unwrap_or(&waiting.checksum);
            writeln!(out, "  attende:       file {digits}, dal {}", hour(waiting.since))?;
            // While the last attempt is the one that waits, its message has said why.
            let said = self.outcome.as_ref().is_some_and(|(outcome, _)| *outcome == Outcome::Waiting);
            for reason in waiting.reasons.iter().filter(|_| !said) {
                writeln!(out, "                 {reason}")?;
            }
            writeln!(out, "                 cambierebbe: {}", waiting.summary)?;
            if self.origin.is_some() {
                writeln!(out, "                 per importarlo: centri harvest accept {} {digits}", self.key)?;
            }
            writeln!(out, "                 per scartarlo:  centri harvest reject {} {digits}", self.key)?;
        }
        match (&self.origin, self.enabled, self.next_at) {
            (None, ..) => Ok(()),
            (_, false, _) => writeln!(out, "  prossima:      spenta (enabled = false)"),
            (_, true, None) => writeln!(out, "  prossima:      appena possibile"),
            (_, true, Some(at)) => writeln!(out, "  prossima:      {}", hour(at)),
        }
    }
}

/// A moment as people in Italy write it.
pub(super) fn hour(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&Rome).format("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_tells_what_a_person_has_to_do() {
        let at = DateTime::from_timestamp(1_772_528_400, 0).expect("3 March 2026, 9:00 UTC");
        let waiting = Waiting { checksum: "ab".repeat(32), since: at, reasons: vec!["mancano 5 centri".into()], summary: "1 nuovi".into() };
        let standing = Standing {
            key: "regione".into(),
            origin: Some("dati.example.it".into()),
            enabled: true,
            fetched_at: Some(at),
            applied_at: None,
            outcome: Some((Outcome::Waiting, "mancano 5 centri".into())),
            next_at: Some(at),
            waiting: Some(waiting),
        };
        let text = standing.to_string();
        assert!(text.contains("03/03/2026 10:00") && text.contains("accept regione abababababab"), "{text}");
        assert_eq!(text.matches("mancano 5 centri").count(), 1, "{text}");
        let failed = Standing { outcome: Some((Outcome::Failed, "risposta 500".into())), ..standing.clone() }.to_string();
        assert!(failed.contains("risposta 500") && failed.contains("mancano 5 centri"), "{failed}");
        let never = Standing { fetched_at: None, outcome: None, next_at: None, waiting: None, ..standing };
        assert!(never.to_string().contains("mai") && never.to_string().contains("appena possibile"));
    }
}
