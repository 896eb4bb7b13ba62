//! Harvest: files of others fetched when they are due, previewed, and stored only where the preview stays within limits.
//! Refuses to lose anything: what looks wrong waits for a person, and a source that has gone takes nothing with it.

mod addresses;
mod arrivals;
mod background;
mod configuration;
mod content;
mod decision;
mod failure;
mod fetch;
mod harvester;
mod judgement;
mod local;
mod outcome;
mod period;
mod standing;
mod store;

pub use configuration::{Configuration, ConfigurationError, Origin, Source};
pub use failure::Failure;
pub use harvester::{Circumstances, HarvestError, Harvester, Preview};
pub use outcome::{Done, Outcome};
pub use period::Period;
pub use standing::{Standing, Waiting};
