//! Scenarios that somebody keeps: found again by an id on every process and after every restart, with what has changed since.
//! The id is a hash of the question and of the versions it was asked of: whoever keeps the same once more gets the same.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Rome;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::super::recipe::Recipe;
use super::super::weigh::Weighed;
use super::outcome::Told;
use super::scenario::{PATH, Scenario};
use super::store;
pub use super::store::Stored;
use crate::database::Pools;
use crate::web::{AppError, Words};

/// Digits without those that are taken for one another (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of an id: 80 bits, which nobody guesses.
const LENGTH: usize = 16;

/// What a versions' field is called on a page: the phrase of those that may have changed since.
const VERSIONS: [(&str, &str); 7] = [
    ("centres_snapshot", "coverage-since-centres"),
    ("demand", "coverage-since-people"),
    ("demand_version", "coverage-since-people"),
    ("population_source", "coverage-since-people"),
    ("population_year", "coverage-since-people"),
    ("boundary_year", "coverage-since-boundaries"),
    ("program", "coverage-since-program"),
];

/// What a page says of a scenario that was kept.
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its address, absolute.
    pub url: String,
    /// Where it is compared with another one.
    pub comparison: String,
    /// The day it was kept.
    pub day: String,
    /// What has changed since; none where nothing has.
    pub since: Option<String>,
    /// What was said that day, where the figures are others today.
    pub then: Option<String>,
}

/// The id of a question asked of versions.
fn id_of(question: &str, recipe: &Recipe) -> String {
    let mut hasher = Sha256::new();
    hasher.update(question);
    hasher.update("\n");
    hasher.update(recipe.content.to_string());
    let hash = hasher.finalize();
    let bits = hash.iter().take(LENGTH * 5 / 8).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    (0..LENGTH).rev().map(|place| char::from(DIGITS[(bits >> (5 * place)) as usize & 31])).collect()
}

/// Could it be an id?
fn is_id(text: &str) -> bool {
    text.len() == LENGTH && text.bytes().all(|byte| DIGITS.contains(&byte))
}

/// Keeps a scenario, and gives its id.
///
/// # Errors
/// 503 while the database is away.
pub async fn keep(scenario: &Scenario, weighed: &Weighed, pools: &Pools, now: DateTime<Utc>) -> Result<String, AppError> {
    let question = scenario.query();
    let id = id_of(&question, &weighed.recipe);
    let told = serde_json::to_value(Told::of(scenario, weighed)).map_err(|error| AppError::Internal(error.into()))?;
    let opened_on = now.with_timezone(&Rome).date_naive();
    let stored = Stored { question, recipe: weighed.recipe.content.clone(), told, made_at: now, opened_on };
    store::keep(&pools.owner, &id, &stored).await?;
    // One in thirty-two clears up, whichever process keeps it.
    if id.starts_with('0') {
        store::forget(&pools.owner).await?;
    }
    Ok(id)
}

/// A scenario by its id.
///
/// # Errors
/// 503 while the database is away.
pub async fn find(id: &str, pools: &Pools, now: DateTime<Utc>) -> Result<Option<Stored>, AppError> {
    if !is_id(id) {
        return Ok(None);
    }
    let Some(stored) = store::find(&pools.public, id).await? else { return Ok(None) };
    let today = now.with_timezone(&Rome).date_naive();
    if stored.opened_on < today
        && let Err(error) = store::opened(&pools.owner, id, today).await
    {
        // It is shown all the same; only how long it is kept may suffer.
        tracing::warn!(%error, id, "the day a scenario was opened could not be noted");
    }
    Ok(Some(stored))
}

impl Kept {
    /// Of what is stored, and of what is computed today where something was.
    #[must_use]
    pub fn of(id: &str, url: String, stored: &Stored, scenario: &Scenario, today: Option<&Weighed>, region: &str, words: Words) -> Self {
        let then: Option<Told> = serde_json::from_value(stored.told.clone()).ok();
        let now = today.map(|weighed| Told::of(scenario, weighed));
        let said = |told: &Told| told.sentence(scenario, region, words);
        let since = today.map(|weighed| changed(&stored.recipe["versions"], &weighed.recipe.content["versions"]));
        Self {
            id: id.to_owned(),
            url,
            comparison: format!("{PATH}/confronto?a={id}"),
            day: words.date(stored.made_at.with_timezone(&Rome).date_naive()),
            since: since.filter(|phrases| !phrases.is_empty()).map(|phrases| {
                let names: Vec<String> = phrases.into_iter().map(|phrase| words.say(phrase)).collect();
                words.say_with("coverage-since", "what", names.join(", "))
            }),
            then: then.filter(|then| now.as_ref().is_none_or(|now| said(now) != said(then))).map(|then| said(&then)),
        }
    }
}

/// Phrases of the versions that differ, each once.
fn changed(before: &Value, after: &Value) -> Vec<&'static str> {
    let mut phrases: Vec<&str> = vec![];
    for (field, phrase) in VERSIONS {
        if before[field] != after[field] && !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_question_of_the_same_versions_has_one_id() {
        let recipe = |year: i32| Recipe { id: String::new(), content: json!({ "versions": { "boundary_year": year } }) };
        let id = id_of("punto=1,2", &recipe(2025));
        assert!(is_id(&id), "{id}");
        assert_eq!(id, id_of("punto=1,2", &recipe(2025)));
        assert_ne!(id, id_of("punto=1,3", &recipe(2025)));
        assert_ne!(id, id_of("punto=1,2", &recipe(2026)));
        for wrong in ["", "0", "0123456789abcdeu", "0123456789ABCDEF", "../../etc/passwd"] {
            assert!(!is_id(wrong), "{wrong}");
        }
    }

    #[test]
    fn what_changed_since_is_named_once() {
        let before = json!({ "centres_snapshot": "a", "demand_version": "1", "population_year": 2023, "boundary_year": 2025 });
        let after = json!({ "centres_snapshot": "b", "demand_version": "2", "population_year": 2024, "boundary_year": 2025 });
        assert_eq!(changed(&before, &after), ["coverage-since-centres", "coverage-since-people"]);
        assert!(changed(&before, &before).is_empty());
    }
}
