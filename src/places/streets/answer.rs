//! Streets found, as places: "Via Roma 12" at its door, or the street where the number is not known.
//! Refuses to mix registers: of several that know a comune the one that says most exactly where answers alone.

use std::cmp::Reverse;
use std::collections::HashMap;

use data_import::HouseNumber;
use data_import::values::address::{Similarity, shown};

use super::super::{Place, PlaceKind, Precision};
use super::asking::Asked;
use super::{Door, Meant, Spot, Street, along, meant, plain_locality};

/// A street or a door found.
#[derive(Debug, Clone, PartialEq)]
pub struct StreetFound {
    /// The door or the street, in its comune.
    pub place: Place,
    /// How exactly the position is known: `civico`, `interpolato` or `via`.
    pub precision: Precision,
    /// A number was asked for that neither its register nor its neighbours know.
    pub number_unknown: bool,
}

/// Streets of one comune in one register.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) municipality_code: String,
    pub(super) source: i32,
    pub(super) streets: Vec<Street>,
}

/// A street that may be meant.
#[derive(Debug)]
pub(super) struct Candidate<'a> {
    pub(super) register: &'a Register,
    /// All its parts, where the register parts it.
    pub(super) streets: Vec<&'a Street>,
    similarity: Similarity,
    /// Another of its name lies elsewhere in the comune.
    shared: bool,
    pub(super) spot: Option<Spot>,
}

/// The streets that may be meant, the most alike first, then those of the biggest comune.
pub(super) fn candidates<'a>(asked: &Asked, registers: &'a [Register], residents: impl Fn(&str) -> u32) -> Vec<Candidate<'a>> {
    let locality = asked.locality.as_deref().map(plain_locality);
    let mut candidates = vec![];
    for register in registers {
        let (groups, shared) = match meant(&register.streets, &asked.toponym, asked.locality.as_deref(), asked.postcode.as_deref()) {
            Meant::None => continue,
            Meant::One(streets) => (vec![streets], false),
            Meant::Several(streets) => (streets.into_iter().map(|street| vec![street]).collect(), true),
        };
        for streets in groups {
            let best = streets.iter().filter_map(|street| street.resemblance(&asked.toponym, locality.as_deref())).max();
            candidates.extend(best.map(|similarity| Candidate { register, streets, similarity, shared, spot: None }));
        }
    }
    // A slip is believed only where no name is written so.
    if candidates.iter().any(|candidate| candidate.similarity > Similarity::OneEdit) {
        candidates.retain(|candidate| candidate.similarity > Similarity::OneEdit);
    }
    candidates.sort_by_cached_key(|candidate| {
        (
            Reverse(candidate.similarity),
            Reverse(residents(&candidate.register.municipality_code)),
            candidate.streets.first().map(|street| street.id),
        )
    });
    candidates
}

/// Where the number lies among the doors; else the middle of the street.
pub(super) fn spot(doors: &[Door], number: Option<&HouseNumber>) -> Option<Spot> {
    number.and_then(|number| along::place(doors, number)).or_else(|| along::middle(doors))
}

/// What was placed, as places of their comuni. Where a number was asked for, streets that know it come first.
pub(super) fn found<'a>(asked: &Asked, candidates: Vec<Candidate<'_>>, comune: impl Fn(&str) -> Option<&'a Place>) -> Vec<StreetFound> {
    let mut placed: Vec<(Candidate<'_>, Spot)> =
        candidates.into_iter().filter_map(|candidate| candidate.spot.map(|spot| (candidate, spot))).collect();
    let mut speaks: HashMap<String, (Reverse<Precision>, i32)> = HashMap::new();
    for (candidate, spot) in &placed {
        let word = (Reverse(spot.precision), candidate.register.source);
        let held = speaks.entry(candidate.register.municipality_code.clone()).or_insert(word);
        *held = (*held).max(word);
    }
    placed.retain(|(candidate, _)| {
        speaks.get(&candidate.register.municipality_code).is_some_and(|(_, source)| *source == candidate.register.source)
    });
    let has_number = |spot: &Spot| matches!(spot.precision, Precision::Civico | Precision::Interpolato);
    placed.sort_by_key(|(candidate, spot)| (Reverse(candidate.similarity), spot.precision));
    placed
        .into_iter()
        .filter_map(|(candidate, spot)| {
            let street = candidate.streets.first()?;
            let number = asked.number.as_ref().filter(|_| has_number(&spot));
            let mut name = shown(&street.name);
            if let Some(number) = number {
                name = format!("{name} {}", written(number));
            }
            let lies_in = || street.localities.first().map(|locality| shown(locality)).or_else(|| street.postcodes.first().cloned());
            if let Some(where_it_lies) = candidate.shared.then(lies_in).flatten() {
                name = format!("{name} ({where_it_lies})");
            }
            let kind = if number.is_some() { PlaceKind::Civico } else { PlaceKind::Via };
            let (lon, lat) = (spot.at.lon(), spot.at.lat());
            let comune = comune(&candidate.register.municipality_code)?.clone();
            Some(StreetFound {
                place: Place { kind, name, other_names: vec![], lon, lat, residents: None, ..comune },
                precision: spot.precision,
                number_unknown: asked.number.is_some() && number.is_none(),
            })
        })
        .collect()
}

/// A number as doors have it: "12", "12/A", "12 bis", "7 rosso".
fn written(number: &HouseNumber) -> String {
    let is_number = number.exponent.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = match number.exponent.len() {
        0 => String::new(),
        length if length == 1 || is_number => format!("/{}", number.exponent),
        _ => format!(" {}", number.exponent.to_lowercase()),
    };
    format!("{}{exponent}{}", number.number, if number.red { " rosso" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_on_doors() {
        let of = |text: &str| HouseNumber::of(text).map(|number| written(&number));
        for text in ["12", "12/A", "12/10", "12 bis", "7 rosso", "7/A rosso"] {
            assert_eq!(of(text).as_deref(), Some(text));
        }
    }
}
