//! The harvest of a running server: looks now and then whether a source is due.
//! Refuses to repeat itself: a failure is told when it begins and when it changes, not every time.

use std::time::Duration;

use chrono::{DateTime, Utc};
use prometheus::IntCounterVec;

use super::harvester::{HarvestError, Harvester};
use super::outcome::Done;

/// Time between two looks at the list of sources.
const LOOK_EVERY: Duration = Duration::from_secs(30);

impl Harvester {
    /// Looks at sources whenever they are due, until the pool is closed or the task is broken off: then a half file
    /// goes away and a half import is taken back. `counted` has the labels source and outcome.
    pub async fn follow(self, clock: fn() -> DateTime<Utc>, counted: IntCounterVec) {
        let mut told = None;
        while !self.pool.is_closed() {
            match self.run_due(clock()).await {
                Ok(done) => {
                    told = None;
                    for one in done {
                        counted.with_label_values(&[one.key.as_str(), one.outcome.word()]).inc();
                        tell(&one);
                    }
                }
                // Another process does the work.
                Err(HarvestError::Busy) => {}
                Err(error) => {
                    let error = error.to_string();
                    if told.as_ref() != Some(&error) {
                        tracing::warn!(error, "sources could not be harvested; trying again");
                        told = Some(error);
                    }
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

fn tell(done: &Done) {
    let Done { key, outcome, message, told_before, .. } = done;
    match (outcome.needs_a_person(), told_before) {
        (true, false) => tracing::warn!(source = key, outcome = outcome.word(), "{message}"),
        (true, true) => tracing::debug!(source = key, outcome = outcome.word(), "{message}"),
        (false, _) => tracing::info!(source = key, outcome = outcome.word(), "{message}"),
    }
}
