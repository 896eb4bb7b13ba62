//! The streets and named places of one municipality, read once for an import.
//! Refuses to guess which place a name means: it must be written like the place.

use data_import::values::fold::fold;

use crate::geo::Coordinates;
use crate::places::streets::{Street, plain_locality};

/// What kind of named place a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedKind {
    /// A building or site.
    Luogo,
    /// A town, hamlet or quarter.
    Localita,
    /// A postcode.
    Cap,
}

/// A named place of the municipality.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) kind: NamedKind,
    /// Folded.
    pub(super) name: String,
    pub(super) at: Coordinates,
}

/// One municipality, loaded once for an import.
#[derive(Debug, Clone, Default)]
pub(super) struct Municipality {
    pub(super) streets: Vec<Street>,
    pub(super) named: Vec<Named>,
    /// Where people live.
    pub(super) point: Option<Coordinates>,
}

impl Municipality {
    /// The named place of a kind that a text means.
    pub(super) fn named(&self, text: &str, kind: NamedKind) -> Option<&Named> {
        let asked = plain_locality(text);
        self.named.iter().find(|place| place.kind == kind && !asked.is_empty() && (place.name == asked || place.name == fold(text)))
    }

    /// Whether the municipality has more than one postcode, so that one of them says where in it.
    pub(super) fn has_several_postcodes(&self) -> bool {
        self.named.iter().filter(|place| place.kind == NamedKind::Cap).nth(1).is_some()
    }
}
