//! The clock handlers look at. Time is a parameter: a story holds it still.

use chrono::{DateTime, Utc};

/// Says what time it is.
#[derive(Clone, Copy, Debug)]
pub struct Clock(pub fn() -> DateTime<Utc>);

impl Clock {
    /// This moment.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        (self.0)()
    }
}
