//! The streets and named places of one municipality, and which street a writing means among them.
//! Refuses to choose between equal streets that lie apart: it names them.

use super::street_name::{Similarity, StreetName};
use super::words::LOCALITY_OPENINGS;
use crate::geo::{Coordinates, geodesic_distance_m};
use crate::imports::names::folded;

/// Parts of one street, which the register numbers apart, lie no farther from one another, in metres.
const ONE_STREET_M: f64 = 500.0;

/// A street as the register has it.
#[derive(Debug, Clone)]
pub(super) struct Street {
    pub(super) id: i32,
    pub(super) name: String,
    names: Vec<StreetName>,
    /// Hamlets and quarters it runs through, as written.
    pub(super) localities: Vec<String>,
    localities_folded: Vec<String>,
    pub(super) postcodes: Vec<String>,
    /// Its name without the hamlet at its end, with that hamlet, folded.
    within: Option<(StreetName, String)>,
    /// A door of it, where one has a position.
    pub(super) point: Option<Coordinates>,
}

impl Street {
    pub(super) fn new(
        id: i32,
        name: String,
        other_names: &[String],
        localities: Vec<String>,
        postcodes: Vec<String>,
        point: Option<Coordinates>,
    ) -> Self {
        let whole = StreetName::of(&name);
        let within = localities.iter().find_map(|locality| Some((whole.without_locality(locality)?, folded(locality))));
        let names = std::iter::once(whole).chain(other_names.iter().map(|name| StreetName::of(name))).collect();
        let localities_folded = localities.iter().map(|locality| folded(locality)).collect();
        Self { id, name, names, localities, localities_folded, postcodes, within, point }
    }

    fn resemblance(&self, asked: &StreetName, locality: Option<&str>) -> Option<Similarity> {
        let here = self.within.as_ref().filter(|(_, hamlet)| locality.is_some_and(|asked| asked == hamlet)).map(|(name, _)| name);
        self.names.iter().chain(here).filter_map(|name| asked.resembles(name)).min()
    }

    fn lies_in(&self, locality: &str) -> bool {
        self.localities_folded.iter().any(|known| known == locality) || self.within.as_ref().is_some_and(|(_, hamlet)| hamlet == locality)
    }
}

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

/// Which streets a writing means.
#[derive(Debug)]
pub(super) enum Meant<'a> {
    /// No street of the municipality, or none one may be sure of.
    None,
    /// One street; several rows where the register parts it.
    One(Vec<&'a Street>),
    /// Several streets, between which only a person can choose.
    Several(Vec<&'a Street>),
}

impl Municipality {
    /// The street that is meant. The locality decides between equal ones, then the postcode.
    pub(super) fn street<'a>(&'a self, asked: &str, locality: Option<&str>, postcode: Option<&str>) -> Meant<'a> {
        let asked = StreetName::of(asked);
        let locality = locality.map(|locality| self.known_locality(locality));
        let alike: Vec<(Similarity, &'a Street)> =
            self.streets.iter().filter_map(|street| Some((street.resemblance(&asked, locality.as_deref())?, street))).collect();
        let Some(best) = alike.iter().map(|(similarity, _)| *similarity).min() else { return Meant::None };
        let of = |best: Similarity, alike: &[(Similarity, &'a Street)]| -> Vec<&'a Street> {
            alike.iter().filter(|(similarity, _)| *similarity == best).map(|(_, street)| *street).collect()
        };
        let mut streets = of(best, &alike);
        if let Some(locality) = locality.as_deref().filter(|locality| self.has_streets_in(locality)) {
            // A slip is believed only where nothing resembles the name better, wherever it lies.
            let believed = |similarity: Similarity| similarity < Similarity::OneEdit || best == Similarity::OneEdit;
            let here: Vec<(Similarity, &Street)> =
                alike.iter().copied().filter(|(similarity, street)| believed(*similarity) && street.lies_in(locality)).collect();
            match here.iter().map(|(similarity, _)| *similarity).min() {
                Some(best) => streets = of(best, &here),
                None if streets.iter().all(|street| street.localities.is_empty()) => {}
                // The register knows the locality, and a street of this name runs elsewhere: that one is not meant for sure.
                None => return Meant::Several(streets),
            }
        }
        if streets.len() > 1
            && let Some(postcode) = postcode
        {
            let here: Vec<&Street> =
                streets.iter().copied().filter(|street| street.postcodes.iter().any(|known| known == postcode)).collect();
            if !here.is_empty() {
                streets = here;
            }
        }
        one_or_several(streets)
    }

    /// A locality as the register calls it, folded: "Borgo Alto" whole, "Fraz. Cantalupo" without its first word.
    fn known_locality(&self, text: &str) -> String {
        let whole = folded(text);
        if self.has_streets_in(&whole) { whole } else { plain_locality(text) }
    }

    fn has_streets_in(&self, locality: &str) -> bool {
        self.streets.iter().any(|street| street.lies_in(locality))
    }

    /// The named place of a kind that a text means.
    pub(super) fn named(&self, text: &str, kind: NamedKind) -> Option<&Named> {
        let asked = plain_locality(text);
        self.named.iter().find(|place| place.kind == kind && !asked.is_empty() && (place.name == asked || place.name == folded(text)))
    }

    /// Whether the municipality has more than one postcode, so that one of them says where in it.
    pub(super) fn has_several_postcodes(&self) -> bool {
        self.named.iter().filter(|place| place.kind == NamedKind::Cap).nth(1).is_some()
    }
}

/// Streets of one name are one where they share a locality or lie beside one another.
fn one_or_several(streets: Vec<&Street>) -> Meant<'_> {
    let Some((first, others)) = streets.split_first() else { return Meant::None };
    let same = |other: &&Street| {
        let shares = !first.localities_folded.is_empty()
            && first.localities_folded.iter().any(|locality| other.localities_folded.contains(locality));
        let beside = first.point.zip(other.point).is_some_and(|(one, other)| geodesic_distance_m(one, other) <= ONE_STREET_M);
        first.names.first() == other.names.first() && (shares || beside)
    };
    if others.iter().all(same) { Meant::One(streets) } else { Meant::Several(streets) }
}

/// A locality without the word before it: "Fraz. Cantalupo" is "cantalupo".
fn plain_locality(text: &str) -> String {
    let whole = folded(text);
    match whole.split_once(' ') {
        Some((opening, rest)) if LOCALITY_OPENINGS.contains(&opening) => rest.strip_prefix("di ").unwrap_or(rest).to_owned(),
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn street(id: i32, name: &str, localities: &[&str], postcodes: &[&str], lon: f64) -> Street {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Street::new(id, name.to_owned(), &[], owned(localities), owned(postcodes), Coordinates::parse(lon, 45.0).ok())
    }

    fn town() -> Municipality {
        let streets = vec![
            street(1, "Via Roma", &["Centro"], &["00010"], 9.0),
            street(2, "Via Roma", &["Borgo Alto"], &["00011"], 9.1),
            street(3, "Via Giuseppe Garibaldi in Borgo Alto", &["Borgo Alto"], &["00011"], 9.1),
            street(4, "Via Guglielmo Marconi", &["Centro"], &["00010"], 9.01),
            street(5, "Via Orsi", &["Centro"], &["00010"], 9.02),
            street(6, "Via Orsi", &["Centro"], &["00010"], 9.05),
            street(7, "Via Marconi", &["Borgo Alto"], &["00011"], 9.1),
        ];
        Municipality { streets, named: vec![], point: None }
    }

    fn meant(asked: &str, locality: Option<&str>, postcode: Option<&str>) -> (&'static str, Vec<i32>) {
        let ids = |streets: Vec<&Street>| streets.iter().map(|street| street.id).collect();
        match town().street(asked, locality, postcode) {
            Meant::None => ("none", vec![]),
            Meant::One(streets) => ("one", ids(streets)),
            Meant::Several(streets) => ("several", ids(streets)),
        }
    }

    #[test]
    fn locality_or_postcode_decide_between_equal_streets() {
        assert_eq!(meant("via Roma", None, None), ("several", vec![1, 2]));
        assert_eq!(meant("via Roma", Some("Fraz. Borgo Alto"), None), ("one", vec![2]));
        assert_eq!(meant("via Roma", None, Some("00010")), ("one", vec![1]));
        assert_eq!(meant("via Roma", None, Some("99999")), ("several", vec![1, 2]));
        assert_eq!(meant("via Roma", Some("un altro nome"), None), ("several", vec![1, 2]));
    }

    #[test]
    fn a_street_elsewhere_is_not_meant_when_the_locality_is_known() {
        assert_eq!(meant("via Guglielmo Marconi", Some("Centro"), None), ("one", vec![4]));
        assert_eq!(meant("via Orsi", Some("Borgo Alto"), None), ("several", vec![5, 6]));
        assert_eq!(meant("via Marconi", Some("Centro"), None), ("one", vec![4]));
        assert_eq!(meant("via Marconi", None, None), ("one", vec![7]));
    }

    #[test]
    fn a_hamlet_in_the_name_counts_only_when_it_is_asked_for() {
        assert_eq!(meant("via Garibaldi", None, None), ("none", vec![]));
        assert_eq!(meant("via Garibaldi", Some("Borgo Alto"), None), ("one", vec![3]));
    }

    #[test]
    fn parts_of_one_street_are_one() {
        assert_eq!(meant("via Orsi", None, None), ("one", vec![5, 6]));
    }
}
