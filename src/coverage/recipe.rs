//! How a figure was made, so that anybody can make it again: the question in its canonical form, and the versions of
//! demand, supply, travel times, classes of comuni, boundaries and program. Its id is a hash of all that: equal ids, equal figures.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::service::Prepared;

/// A recipe and its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    /// Thirty-two hexadecimal digits.
    pub id: String,
    /// What the id is the hash of.
    pub content: Value,
}

impl Recipe {
    /// Of a question of a kind (`coverage`, `what-if`, `best-sites`), with what was posted besides.
    #[must_use]
    pub fn new(kind: &str, prepared: &Prepared, posted: Option<Value>) -> Self {
        let (demand, supply) = (&prepared.held.demand, &prepared.held.supply);
        let mut parameters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, value) in &prepared.request.pairs {
            parameters.entry(name).or_default().push(value);
        }
        let mut content = json!({
            "kind": kind,
            "parameters": parameters,
            "versions": {
                "centres_snapshot": supply.version,
                "demand": demand.key,
                "demand_version": demand.version,
                "population_source": demand.source,
                "population_year": demand.year,
                "boundary_year": demand.boundary_year,
                "program": env!("CARGO_PKG_VERSION"),
            },
        });
        if let Some(versions) = content["versions"].as_object_mut() {
            // Only where they count: a recipe without them stays the one it was.
            let before = prepared.before.as_ref().and_then(|before| before.supply.former.as_ref());
            let times = prepared.times.as_ref().map(|times| &times.version);
            let classes = prepared.official.as_ref().map(|official| &official.version);
            let besides = [
                ("sites_of_the_day", supply.former.as_ref()),
                ("sites_of_the_day_before", before),
                ("travel_times", times),
                ("municipality_classes", classes),
            ];
            versions.extend(besides.into_iter().filter_map(|(name, version)| Some((name.to_owned(), json!(version?)))));
        }
        if let (Some(fields), Some(posted)) = (content.as_object_mut(), posted) {
            fields.insert("changes".to_owned(), posted);
        }
        Self { id: format!("{:032x}", xxh3_128(content.to_string().as_bytes())), content }
    }
}
