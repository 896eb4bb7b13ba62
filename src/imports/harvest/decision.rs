//! From what came of a fetch to what is known of the source from now on. Pure: who fetches and stores is elsewhere.
//! Refuses to forget a waiting file because a later fetch failed, and to ask a failing server more and more often.

use chrono::{DateTime, TimeDelta, Utc};

use super::configuration::Source;
use super::failure::Failure;
use super::fetch::Validators;
use super::judgement;
use super::outcome::Outcome;
use super::store::{State, WaitingFile};
use crate::imports::Report;

/// First pause after a failure; it doubles with every further one, up to the period of the source.
const FIRST_PAUSE: TimeDelta = TimeDelta::hours(1);
/// The longest message that is kept, in characters.
const LONGEST_MESSAGE: usize = 500;

/// What came of a fetch.
#[derive(Debug)]
pub(super) enum Decision {
    /// The file already decided on; its validators may be new.
    Unchanged(Option<Validators>),
    /// Stored.
    Applied { checksum: String, validators: Validators, report: Report },
    /// Kept for a person.
    Waits { file: String, checksum: String, validators: Validators, report: Report, reasons: Vec<String> },
    /// No file that can be used.
    Failed(Failure),
}

impl Decision {
    /// What is known afterwards. `before` speaks of the same settings.
    pub(super) fn after(&self, source: &Source, before: Option<State>, now: DateTime<Utc>) -> State {
        let mut state = before.unwrap_or_else(|| State {
            key: source.key.clone(),
            settings: source.settings(),
            fetched_at: now,
            applied_at: None,
            outcome: Outcome::Failed,
            message: String::new(),
            etag: None,
            last_modified: None,
            checksum: None,
            failures: 0,
            next_due_at: now,
            not_before_at: None,
            waiting: None,
        });
        state.fetched_at = now;
        state.not_before_at = None;
        if let Self::Failed(failure) = self {
            state.failures = state.failures.saturating_add(1);
            state.outcome = if failure.is_broken() { Outcome::Broken } else { Outcome::Failed };
            state.message = failure.to_string().chars().take(LONGEST_MESSAGE).collect();
            state.not_before_at = failure.not_before();
            let pause = if failure.is_broken() { source.every.length() } else { pause(state.failures, source.every.length()) };
            state.next_due_at = (now + pause).max(state.not_before_at.unwrap_or(now));
            return state;
        }
        state.failures = 0;
        state.next_due_at = now + source.every.length();
        match self {
            Self::Failed(_) => {}
            Self::Unchanged(validators) => {
                if let Some(validators) = validators {
                    known(&mut state, validators);
                }
                (state.outcome, state.message) = match &state.waiting {
                    None => (Outcome::Unchanged, "il file è quello dell'ultima volta".to_owned()),
                    Some(waiting) => (Outcome::Waiting, waiting_message(&waiting.reasons())),
                };
            }
            Self::Applied { checksum, validators, report } => {
                known(&mut state, validators);
                state.checksum = Some(checksum.clone());
                state.applied_at = Some(now);
                state.waiting = None;
                (state.outcome, state.message) = (Outcome::Applied, judgement::sentence(report));
            }
            Self::Waits { file, checksum, validators, report, reasons } => {
                known(&mut state, validators);
                state.checksum = Some(checksum.clone());
                let report = judgement::record(report, reasons);
                state.waiting = Some(WaitingFile { name: file.clone(), checksum: checksum.clone(), since: now, report });
                (state.outcome, state.message) = (Outcome::Waiting, waiting_message(reasons));
            }
        }
        state
    }

    /// What the file held, where one was read.
    pub(super) fn report(self) -> Option<Report> {
        match self {
            Self::Applied { report, .. } | Self::Waits { report, .. } => Some(report),
            Self::Unchanged(_) | Self::Failed(_) => None,
        }
    }
}

impl WaitingFile {
    /// Why it waits.
    pub(super) fn reasons(&self) -> Vec<String> {
        let reasons = self.report["reasons"].as_array().map(Vec::as_slice).unwrap_or_default();
        reasons.iter().filter_map(|reason| reason.as_str().map(str::to_owned)).collect()
    }

    /// The counts of its preview in a sentence.
    pub(super) fn summary(&self) -> String {
        self.report["summary"].as_str().unwrap_or_default().to_owned()
    }
}

impl State {
    /// When the source is asked next by itself; a period made shorter since counts at once.
    pub(super) fn due_at(&self, source: &Source) -> DateTime<Utc> {
        let by_period = self.next_due_at.min(self.fetched_at + source.every.length());
        self.not_before_at.map_or(by_period, |moment| by_period.max(moment))
    }
}

fn known(state: &mut State, validators: &Validators) {
    (state.etag, state.last_modified) = (validators.etag.clone(), validators.last_modified.clone());
}

fn waiting_message(reasons: &[String]) -> String {
    reasons.join("; ").chars().take(LONGEST_MESSAGE).collect()
}

fn pause(failures: i32, period: TimeDelta) -> TimeDelta {
    let doublings = u32::try_from(failures - 1).unwrap_or(0).min(16);
    (FIRST_PAUSE * 2_i32.pow(doublings)).min(period)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::imports::harvest::Configuration;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_772_528_400, 0).expect("3 March 2026, 9:00 UTC")
    }

    fn source() -> Source {
        let text = "[[source]]\nkey = \"a\"\nkind = \"centres\"\nevery = \"24h\"\nurl = \"https://example.it/a.csv\"\n";
        Configuration::parse(text, Path::new("harvest.toml")).expect("read").sources.remove(0)
    }

    fn validators(etag: &str) -> Validators {
        Validators { etag: Some(etag.to_owned()), last_modified: None }
    }

    fn waits() -> Decision {
        let (checksum, reasons) = ("b".repeat(64), vec!["mancano 5 centri".to_owned()]);
        Decision::Waits { file: "b/a.csv".to_owned(), checksum, validators: validators("2"), report: Report::default(), reasons }
    }

    #[test]
    fn a_failing_server_is_asked_less_and_less_and_never_less_than_the_period() {
        let failed = || Decision::Failed(Failure::Stalled { host: "example.it".to_owned() });
        let mut state = None;
        let mut pauses = vec![];
        for _ in 0..6 {
            let after = failed().after(&source(), state.take(), now());
            pauses.push((after.next_due_at - now()).num_hours());
            state = Some(after);
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 24]);
        assert_eq!(pause(i32::MAX, TimeDelta::days(7)), TimeDelta::days(7));
        let whole = Decision::Unchanged(None).after(&source(), state, now());
        assert_eq!((whole.failures, whole.next_due_at), (0, now() + TimeDelta::hours(24)));
    }

    #[test]
    fn a_server_that_asks_for_time_gets_it() {
        let later = now() + TimeDelta::hours(30);
        let busy = Failure::Busy { host: "example.it".to_owned(), status: 503, not_before: Some(later) };
        let state = Decision::Failed(busy).after(&source(), None, now());
        assert_eq!((state.not_before_at, state.due_at(&source())), (Some(later), later));
    }

    #[test]
    fn a_waiting_file_outlives_failures_and_no_news() {
        let waiting = waits().after(&source(), None, now());
        assert_eq!(waiting.outcome, Outcome::Waiting);
        let failed = Decision::Failed(Failure::Empty).after(&source(), Some(waiting.clone()), now());
        assert_eq!((failed.outcome, &failed.waiting, &failed.etag), (Outcome::Failed, &waiting.waiting, &waiting.etag));
        let again = Decision::Unchanged(None).after(&source(), Some(failed), now());
        assert_eq!((again.outcome, &again.waiting, &again.message), (Outcome::Waiting, &waiting.waiting, &waiting.message));
        let better = Decision::Applied { checksum: "c".repeat(64), validators: validators("3"), report: Report::default() };
        let better = better.after(&source(), Some(again), now());
        assert_eq!((better.outcome, better.waiting, better.applied_at), (Outcome::Applied, None, Some(now())));
    }

    #[test]
    fn what_has_gone_is_broken_and_forgets_nothing() {
        let before = Decision::Applied { checksum: "c".repeat(64), validators: validators("3"), report: Report::default() };
        let before = before.after(&source(), None, now());
        let gone = Decision::Failed(Failure::Gone { status: 404 }).after(&source(), Some(before.clone()), now());
        assert_eq!((gone.outcome, &gone.checksum, gone.applied_at), (Outcome::Broken, &before.checksum, before.applied_at));
    }
}
