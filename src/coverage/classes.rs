//! C9: rate, reach, travel time and distance by class of comune: how many people live in it, whether it lies on a small island,
//! and the official classes that were imported (inner areas, mountain, altimetric zone). Refuses to guess a class: comuni
//! without one stand in a row of their own, and a list that is not loaded is not computed.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::Xxh3;

use super::areas::{Area, Areas, Layer};
use super::given::Given;
use super::row::Row;
use super::{counts, distances, travel};

/// A way of sorting comuni.
struct Scheme {
    /// Its word in the database; rows say it as their level.
    key: &'static str,
    level: &'static str,
    /// In Italian.
    name: &'static str,
    /// Codes and Italian names, in their order.
    classes: &'static [(&'static str, &'static str)],
    /// Why there is no figure where it was not imported.
    not_loaded: &'static str,
}

/// By residents; `SIZES` says where each class ends.
const SIZE: Scheme = Scheme {
    key: "size",
    level: "size_class",
    name: "Residenti",
    classes: &[
        ("under_2000", "Meno di 2000 residenti"),
        ("2000_4999", "Da 2000 a 4999 residenti"),
        ("5000_19999", "Da 5000 a 19.999 residenti"),
        ("20000_99999", "Da 20.000 a 99.999 residenti"),
        ("100000_and_more", "100.000 residenti e più"),
    ],
    not_loaded: "",
};
/// The first number of residents that no longer belongs to each class of size.
const SIZES: [f64; 5] = [2_000.0, 5_000.0, 20_000.0, 100_000.0, f64::INFINITY];
const ISLAND: Scheme = Scheme {
    key: "island",
    level: "island_class",
    name: "Isole",
    classes: &[("small_island", "Isola minore"), ("mainland_sicily_sardinia", "Terraferma, Sicilia e Sardegna")],
    not_loaded: "",
};
/// A landmass with fewer comuni is a small island.
const SMALL_ISLAND: usize = 100;
/// Those that are imported.
const OFFICIAL: [Scheme; 3] = [
    Scheme {
        key: "snai",
        level: "snai_class",
        name: "Aree interne (SNAI)",
        classes: &[
            ("A", "Polo"),
            ("B", "Polo intercomunale"),
            ("C", "Cintura"),
            ("D", "Intermedio"),
            ("E", "Periferico"),
            ("F", "Ultraperiferico"),
        ],
        not_loaded: "no list of SNAI classes of comuni is loaded",
    },
    Scheme {
        key: "mountain",
        level: "mountain_class",
        name: "Montagna",
        classes: &[("mountain", "Montano"), ("partly_mountain", "Parzialmente montano"), ("not_mountain", "Non montano")],
        not_loaded: "no list of mountain comuni is loaded",
    },
    Scheme {
        key: "altimetric_zone",
        level: "altimetric_zone",
        name: "Zona altimetrica",
        classes: &[
            ("1", "Montagna interna"),
            ("2", "Montagna litoranea"),
            ("3", "Collina interna"),
            ("4", "Collina litoranea"),
            ("5", "Pianura"),
        ],
        not_loaded: "no list of altimetric zones of comuni is loaded",
    },
];
/// What comuni are called to which a scheme gives no class.
const UNCLASSIFIED: &str = "Senza classe";

/// Classes of comuni that were imported.
#[derive(Debug, Default)]
pub struct Official {
    /// Hash of all that follows.
    pub version: String,
    /// For each of `OFFICIAL` the class of each comune by its place among `classes`; empty where nothing was imported.
    of: [Vec<Option<u8>>; 3],
    /// Keys of the sources of each.
    sources: [BTreeSet<String>; 3],
}

/// A class as it stands in the database.
#[derive(Debug)]
pub struct OfficialClass {
    /// ISTAT code of the comune.
    pub municipality_code: String,
    /// Word of the scheme.
    pub scheme: String,
    /// Code of the class.
    pub class: String,
    /// Key of the source.
    pub source: String,
}

impl Official {
    /// From the rows of the database; what names a comune or a class nobody knows is left out.
    #[must_use]
    pub fn new(areas: &Areas, rows: &[OfficialClass]) -> Self {
        let mut official = Self::default();
        for row in rows {
            let Some(which) = OFFICIAL.iter().position(|scheme| scheme.key == row.scheme) else { continue };
            let class = OFFICIAL[which].classes.iter().position(|(code, _)| *code == row.class);
            let (Some(class), Some(at)) = (class, areas.municipality(&row.municipality_code)) else { continue };
            official.of[which].resize(areas.municipalities.len(), None);
            official.of[which][at as usize] = Some(class as u8);
            official.sources[which].insert(row.source.clone());
        }
        let mut hash = Xxh3::new();
        for ((scheme, of), sources) in OFFICIAL.iter().zip(&official.of).zip(&official.sources) {
            hash.update(format!("{} {sources:?}", scheme.key).as_bytes());
            of.iter().for_each(|class| hash.update(&[class.unwrap_or(u8::MAX)]));
        }
        official.version = format!("{:032x}", hash.digest128());
        official
    }
}

/// Comuni by class, of all schemes at once: each comune is in one class of each.
#[derive(Debug, Default)]
pub(super) struct Classes {
    layer: Layer,
    /// Scheme of each class, and what its rows say of where it comes from.
    marks: Vec<(&'static str, Vec<String>)>,
}

impl Classes {
    /// The classes, each with those of its comuni that lie in the territory asked for.
    fn of(given: &Given) -> Self {
        let areas = &given.demand().areas;
        let inside = areas.inside(&given.request.territory);
        let mut classes = Self::default();
        let (mut named, mut members) = (vec![], vec![vec![]; inside.len()]);
        let mut add = |scheme: &Scheme, sources: &BTreeSet<String>, class_of: &dyn Fn(usize) -> Option<u8>| {
            let first = named.len();
            let mut rest = vec![];
            for at in (0..inside.len()).filter(|at| inside[*at]) {
                match class_of(at) {
                    Some(class) => members[at].push((first + usize::from(class)) as u32),
                    None => rest.push(at),
                }
            }
            rest.iter().for_each(|at| members[*at].push((first + scheme.classes.len()) as u32));
            let last = (!rest.is_empty()).then(|| (format!("{}_unclassified", scheme.key), UNCLASSIFIED));
            for (code, name) in scheme.classes.iter().map(|(code, name)| ((*code).to_owned(), *name)).chain(last) {
                named.push(Area { code, name: name.to_owned(), region_code: None });
                classes.marks.push((scheme.level, sources.iter().map(|source| format!("classes:{source}")).collect()));
            }
        };

        let residents = given.demand().group("all").unwrap_or_else(|| given.group.clone());
        add(&SIZE, &BTreeSet::new(), &|at| {
            let people = residents.of_municipality[at];
            (people > 0.0).then(|| SIZES.iter().position(|end| people < *end).unwrap_or(SIZES.len() - 1) as u8)
        });
        let mut on_land: HashMap<Option<i32>, usize> = HashMap::new();
        areas.municipalities.iter().for_each(|one| *on_land.entry(one.landmass).or_default() += 1);
        add(&ISLAND, &BTreeSet::new(), &|at| {
            let is_small = on_land.get(&areas.municipalities[at].landmass).is_some_and(|comuni| *comuni < SMALL_ISLAND);
            Some(u8::from(!is_small))
        });
        for (which, scheme) in OFFICIAL.iter().enumerate() {
            let official = given.official.as_ref().filter(|official| !official.of[which].is_empty());
            if let Some(official) = official {
                add(scheme, &official.sources[which], &|at| official.of[which][at]);
            }
        }
        classes.layer = Layer::of_many(named, &members);
        classes
    }

    /// The classes as areas.
    pub(super) fn layer(&self) -> &Layer {
        &self.layer
    }

    /// A row of a class says of which scheme it is, and from which source.
    pub(super) fn mark(&self, class: usize, row: &mut Row) {
        let (level, flags) = &self.marks[class];
        row.level = level;
        row.flags.extend(flags.iter().cloned());
    }
}

/// C9 over the comuni of the territory asked for, whatever the level: C2, C3, C4 and C5 of each class.
pub(super) fn by_class(given: &Given, threshold_m: f64, threshold_min: f64) -> Vec<Row> {
    let classes = Classes::of(given);
    let by_class = given.by(&classes);
    let mut rows = counts::rate(&by_class);
    rows.extend(distances::within(&by_class, threshold_m));
    let missing = OFFICIAL.iter().filter(|scheme| !classes.marks.iter().any(|(level, _)| *level == scheme.level));
    rows.extend(missing.map(|scheme| {
        let area = Area { code: scheme.key.to_owned(), name: scheme.name.to_owned(), region_code: None };
        Row { level: scheme.level, ..Row::of(&area, given.request.level, "within", "percent") }.not_computed(scheme.not_loaded)
    }));
    rows.extend(travel::minutes(&by_class, threshold_min));
    rows.extend(distances::distance(&by_class));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::CLASS_LEVELS;

    #[test]
    fn their_levels_are_those_others_know() {
        let levels: Vec<&str> = [&SIZE, &ISLAND].into_iter().chain(&OFFICIAL).map(|scheme| scheme.level).collect();
        assert_eq!(levels, CLASS_LEVELS);
        assert_eq!(SIZES.len(), SIZE.classes.len());
    }
}
