//! The tabs of a centre's page. A feature that hangs something on a centre adds its tab here and serves the
//! address; a tab nobody serves is not listed.

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// "Scheda": what every visitor comes for.
    Card,
}

impl Tab {
    /// All tabs in the order they are shown.
    pub const ALL: [Self; 1] = [Self::Card];

    /// Address of the tab of a centre.
    #[must_use]
    pub fn url(self, slug: &str) -> String {
        match self {
            Self::Card => format!("/centri/{slug}"),
        }
    }

    /// Name of the phrase that stands on it.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Card => "centre-tab-card",
        }
    }
}
