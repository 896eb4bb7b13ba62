//! May one go now? Hours, seasons, closures and holidays of Italy, decided for a moment of its wall clock and said
//! in words. Pure: the moment is a parameter, and nothing is known here of sites or of how hours are stored.

mod calendar;
mod holidays;
mod moment;
mod season;
mod words;

#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Interval, Opening};
pub use holidays::Holiday;
pub use moment::Moment;
pub use season::Season;
pub use words::{Said, filter_label, open_now};
