//! Which street of a municipality a writing means.
//! Refuses to choose between equal streets that lie apart: it names them.

use data_import::values::address::{Similarity, Toponym};
use data_import::values::fold::fold;

use crate::geo::{Coordinates, geodesic_distance_m};

/// Words before the name of a hamlet.
const LOCALITY_OPENINGS: &[&str] = &["frazione", "fraz", "fr", "localita", "loc", "borgata", "quartiere", "rione", "borgo", "sobborgo"];

/// Parts of one street, which the register numbers apart, lie no farther from one another, in metres.
const ONE_STREET_M: f64 = 500.0;

/// A street as the register has it.
#[derive(Debug, Clone)]
pub struct Street {
    /// Internal id.
    pub id: i32,
    /// Its name in the register.
    pub name: String,
    names: Vec<Toponym>,
    /// Hamlets and quarters it runs through, as written.
    pub localities: Vec<String>,
    localities_folded: Vec<String>,
    /// Postcodes of its doors.
    pub postcodes: Vec<String>,
    /// Its name without the hamlet at its end, with that hamlet, folded.
    within: Option<(Toponym, String)>,
    /// A door of it, where one has a position.
    pub point: Option<Coordinates>,
}

impl Street {
    /// A row of the register, ready to be compared.
    #[must_use]
    pub fn new(
        id: i32,
        name: String,
        other_names: &[String],
        localities: Vec<String>,
        postcodes: Vec<String>,
        point: Option<Coordinates>,
    ) -> Self {
        let whole = Toponym::of(&name);
        let within = localities.iter().find_map(|locality| Some((whole.without_locality(locality)?, fold(locality))));
        let names = std::iter::once(whole).chain(other_names.iter().map(|name| Toponym::of(name))).collect();
        let localities_folded = localities.iter().map(|locality| fold(locality)).collect();
        Self { id, name, names, localities, localities_folded, postcodes, within, point }
    }

    /// How alike its name is to the one asked for; in its hamlet (folded) also without the hamlet's name.
    #[must_use]
    pub fn resemblance(&self, asked: &Toponym, locality: Option<&str>) -> Option<Similarity> {
        let here = self.within.as_ref().filter(|(_, hamlet)| locality.is_some_and(|asked| asked == hamlet)).map(|(name, _)| name);
        self.names.iter().chain(here).filter_map(|name| asked.resembles(name)).max()
    }

    /// The same name behind another word for street.
    #[must_use]
    pub fn is_namesake(&self, asked: &Toponym) -> bool {
        self.names.iter().any(|name| name.is_namesake(asked))
    }

    fn lies_in(&self, locality: &str) -> bool {
        self.localities_folded.iter().any(|known| known == locality) || self.within.as_ref().is_some_and(|(_, hamlet)| hamlet == locality)
    }
}

/// Which streets a writing means.
#[derive(Debug)]
pub enum Meant<'a> {
    /// No street of the municipality, or none one may be sure of.
    None,
    /// One street; several rows where the register parts it.
    One(Vec<&'a Street>),
    /// Several streets, between which only a person can choose.
    Several(Vec<&'a Street>),
}

/// The street of a municipality that is meant among some or all of its streets. The locality decides between equal ones, then the postcode.
#[must_use]
pub fn meant<'a>(all: &'a [Street], asked: &Toponym, locality: Option<&str>, postcode: Option<&str>) -> Meant<'a> {
    let locality = locality.map(|locality| known_locality(all, locality));
    let alike: Vec<(Similarity, &'a Street)> =
        all.iter().filter_map(|street| Some((street.resemblance(asked, locality.as_deref())?, street))).collect();
    let Some(best) = alike.iter().map(|(similarity, _)| *similarity).max() else { return Meant::None };
    let of = |best: Similarity, alike: &[(Similarity, &'a Street)]| -> Vec<&'a Street> {
        alike.iter().filter(|(similarity, _)| *similarity == best).map(|(_, street)| *street).collect()
    };
    let mut streets = of(best, &alike);
    if let Some(locality) = locality.as_deref().filter(|locality| has_streets_in(all, locality)) {
        // A slip is believed only where nothing resembles the name better, wherever it lies.
        let believed = |similarity: Similarity| similarity > Similarity::OneEdit || best == Similarity::OneEdit;
        let here: Vec<(Similarity, &Street)> =
            alike.iter().copied().filter(|(similarity, street)| believed(*similarity) && street.lies_in(locality)).collect();
        match here.iter().map(|(similarity, _)| *similarity).max() {
            Some(best) => streets = of(best, &here),
            None if streets.iter().all(|street| street.localities.is_empty()) => {}
            // The register knows the locality, and a street of this name runs elsewhere: that one is not meant for sure.
            None => return Meant::Several(streets),
        }
    }
    if streets.len() > 1
        && let Some(postcode) = postcode
    {
        let here: Vec<&Street> = streets.iter().copied().filter(|street| street.postcodes.iter().any(|known| known == postcode)).collect();
        if !here.is_empty() {
            streets = here;
        }
    }
    one_or_several(streets)
}

/// A locality as the register calls it, folded: "Borgo Alto" whole, "Fraz. Cantalupo" without its first word.
fn known_locality(all: &[Street], text: &str) -> String {
    let whole = fold(text);
    if has_streets_in(all, &whole) { whole } else { plain_locality(text) }
}

fn has_streets_in(all: &[Street], locality: &str) -> bool {
    all.iter().any(|street| street.lies_in(locality))
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
#[must_use]
pub fn plain_locality(text: &str) -> String {
    let whole = fold(text);
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

    fn town() -> Vec<Street> {
        vec![
            street(1, "Via Roma", &["Centro"], &["00010"], 9.0),
            street(2, "Via Roma", &["Borgo Alto"], &["00011"], 9.1),
            street(3, "Via Giuseppe Garibaldi in Borgo Alto", &["Borgo Alto"], &["00011"], 9.1),
            street(4, "Via Guglielmo Marconi", &["Centro"], &["00010"], 9.01),
            street(5, "Via Orsi", &["Centro"], &["00010"], 9.02),
            street(6, "Via Orsi", &["Centro"], &["00010"], 9.05),
            street(7, "Via Marconi", &["Borgo Alto"], &["00011"], 9.1),
        ]
    }

    fn meant(asked: &str, locality: Option<&str>, postcode: Option<&str>) -> (&'static str, Vec<i32>) {
        let ids = |streets: Vec<&Street>| streets.iter().map(|street| street.id).collect();
        match super::meant(&town(), &Toponym::of(asked), locality, postcode) {
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
