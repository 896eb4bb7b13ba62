//! Which centre a record is: by identifier where it has one, else by name, address and contacts in the same comune.
//! Refuses to decide between two that could both be meant, and to call alike what is only alike: a person is asked.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::names::folded;
use super::record::{Fields, Record, SameAs, SiteRecord, StoredCentre, StoredSite};

/// From here a likeness is taken for the same centre.
const CERTAIN: f64 = 0.8;
/// From here a person is asked.
const POSSIBLE: f64 = 0.6;
/// What a name alone can prove at most, where it is not the very same.
const NAME_ALONE: f64 = 0.7;

/// Words that say nothing of which centre it is.
const GENERIC: [&str; 28] = [
    "centro",
    "centri",
    "per",
    "la",
    "le",
    "il",
    "lo",
    "i",
    "gli",
    "l",
    "di",
    "del",
    "della",
    "delle",
    "dei",
    "d",
    "e",
    "a",
    "in",
    "famiglia",
    "famiglie",
    "comune",
    "comunale",
    "servizio",
    "sportello",
    "sede",
    "polo",
    "cpf",
];

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Identity {
    /// Nobody we hold.
    New,
    /// The stored centre at this place of the list, and which of its sites each site of the record is.
    Known { centre: usize, sites: Vec<Option<usize>> },
    /// Slugs of centres it could be; a person decides.
    Perhaps(Vec<String>),
    /// The record names a centre that does not exist.
    NoSuchSlug,
}

/// All centres we hold, ready to be asked.
pub(super) struct Known<'a> {
    centres: &'a [StoredCentre],
    by_identifier: HashMap<(i32, &'a str), usize>,
    by_slug: HashMap<&'a str, usize>,
    by_municipality: HashMap<i64, Vec<usize>>,
    /// Centre and site by the identifier its source gives the site.
    by_site: HashMap<(i32, &'a str), (usize, usize)>,
}

impl<'a> Known<'a> {
    /// `aliases` are identifiers by which a source knows a centre that another brought.
    pub(super) fn of(centres: &'a [StoredCentre], aliases: &'a [(i32, String, i64)]) -> Self {
        let mut by_identifier: HashMap<(i32, &str), usize> =
            centres.iter().enumerate().map(|(at, centre)| ((centre.source, centre.external_id.as_str()), at)).collect();
        let by_id: HashMap<i64, usize> = centres.iter().enumerate().map(|(at, centre)| (centre.id, at)).collect();
        for (source, external_id, centre) in aliases {
            if let Some(at) = by_id.get(centre) {
                by_identifier.insert((*source, external_id), *at);
            }
        }
        let mut by_municipality: HashMap<i64, Vec<usize>> = HashMap::new();
        for (at, centre) in centres.iter().enumerate().filter(|(_, centre)| !centre.demo) {
            let municipalities: HashSet<i64> = centre.sites.iter().filter_map(|site| number(&site.fields, "municipality_id")).collect();
            for municipality in municipalities {
                by_municipality.entry(municipality).or_default().push(at);
            }
        }
        let by_slug = centres.iter().enumerate().map(|(at, centre)| (centre.slug.as_str(), at)).collect();
        let sites =
            centres.iter().enumerate().flat_map(|(at, centre)| centre.sites.iter().enumerate().map(move |(place, site)| (at, place, site)));
        let by_site = sites.map(|(at, place, site)| ((site.source, site.external_id.as_str()), (at, place))).collect();
        Self { centres, by_identifier, by_slug, by_municipality, by_site }
    }

    /// The centre and the place in it of the site with a source's identifier.
    pub(super) fn site(&self, source: i32, external_id: &str) -> Option<(usize, usize)> {
        self.by_site.get(&(source, external_id)).copied()
    }

    /// Places of the centres a source knows by any identifier.
    pub(super) fn of_source(&self, source: i32) -> HashSet<usize> {
        self.by_identifier.iter().filter(|((whose, _), _)| *whose == source).map(|(_, at)| *at).collect()
    }

    /// The centre with a source's identifier.
    pub(super) fn identified(&self, source: i32, external_id: &str) -> Option<usize> {
        self.by_identifier.get(&(source, external_id)).copied()
    }

    /// Which centre a record is. `claimed` are places of centres that rows of the same file name, `taken` those that other
    /// records of it were stored as.
    pub(super) fn find(&self, record: &Record, source: i32, claimed: &HashSet<usize>, taken: &HashSet<usize>) -> Identity {
        if let SameAs::Slug(slug) = &record.same_as {
            return self.by_slug.get(slug.as_str()).map_or(Identity::NoSuchSlug, |at| self.known(*at, record, source));
        }
        if let Some(at) = self.identified(source, &record.external_id) {
            return self.known(at, record, source);
        }
        // Rows that were grouped otherwise before: the centre is where its sites are.
        let of_sites = record.sites.iter().filter_map(|site| self.site(source, &site.external_id)).map(|(at, _)| at);
        if let Some(at) = of_sites.into_iter().find(|at| !taken.contains(at)) {
            return self.known(at, record, source);
        }
        if record.same_as == SameAs::New || record.sites.iter().any(|site| self.site(source, &site.external_id).is_some()) {
            return Identity::New;
        }
        let municipalities: HashSet<i64> = record.sites.iter().filter_map(|site| number(&site.fields, "municipality_id")).collect();
        let mut candidates: Vec<(f64, usize)> = municipalities
            .iter()
            .flat_map(|municipality| self.by_municipality.get(municipality).into_iter().flatten())
            // A source that gives identifiers tells its own centres apart itself.
            .filter(|at| !claimed.contains(at))
            .filter(|at| !record.identified || self.centres[**at].source != source)
            .map(|at| (likeness(record, &self.centres[*at]), *at))
            .filter(|(score, _)| *score >= POSSIBLE)
            .collect();
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        candidates.dedup_by_key(|(_, at)| *at);
        match candidates[..] {
            [] => Identity::New,
            [(score, at)] if score >= CERTAIN => self.known(at, record, source),
            [(best, at), (second, _), ..] if best >= CERTAIN && second < best - 0.1 => self.known(at, record, source),
            _ => Identity::Perhaps(candidates.iter().take(3).map(|(_, at)| self.centres[*at].slug.clone()).collect()),
        }
    }

    fn known(&self, centre: usize, record: &Record, source: i32) -> Identity {
        Identity::Known { centre, sites: pair(&record.sites, &self.centres[centre].sites, source) }
    }
}

/// Which stored site each site of a record is: by identifier, else by address, else the only one there is.
fn pair(sites: &[SiteRecord], stored: &[StoredSite], source: i32) -> Vec<Option<usize>> {
    let mut free: HashSet<usize> = (0..stored.len()).collect();
    let mut pairs = vec![None; sites.len()];
    let mut take = |pairs: &mut Vec<Option<usize>>, wanted: &dyn Fn(&SiteRecord, &StoredSite) -> bool| {
        for (site, pair) in sites.iter().zip(pairs.iter_mut()).filter(|(_, pair)| pair.is_none()) {
            let mut fitting: Vec<usize> = free.iter().copied().filter(|at| wanted(site, &stored[*at])).collect();
            fitting.sort_unstable();
            if let Some(at) = fitting.first() {
                free.remove(at);
                *pair = Some(*at);
            }
        }
    };
    take(&mut pairs, &|site, known| known.source == source && known.external_id == site.external_id);
    take(&mut pairs, &|site, known| address(&site.fields, &known.fields).is_some_and(|likeness| likeness >= 1.0));
    if sites.len() == 1 && stored.len() == 1 {
        // A source that gives codes and gives another one means another site, as when only that row comes back corrected.
        take(&mut pairs, &|site, known| known.source != source || site.has_made_up_id() || known.has_made_up_id());
    }
    pairs
}

/// How alike a record and a stored centre are, 0 to 1: two parts name, two parts address, one part contacts; what either
/// side does not tell is left out and the rest weighs more.
fn likeness(record: &Record, stored: &StoredCentre) -> f64 {
    let (name, same_name) = names(text(&record.fields, "name").unwrap_or(""), text(&stored.fields, "name").unwrap_or(""));
    let addresses = record.sites.iter().flat_map(|site| stored.sites.iter().filter_map(|known| address(&site.fields, &known.fields)));
    let address = addresses.max_by(f64::total_cmp);
    let contact = contacts(record, stored);
    let parts = [Some((0.4, name)), address.map(|likeness| (0.4, likeness)), contact.map(|likeness| (0.2, likeness))];
    let weight: f64 = parts.iter().flatten().map(|(weight, _)| weight).sum();
    let score = parts.iter().flatten().map(|(weight, likeness)| weight * likeness).sum::<f64>() / weight;
    match (address, contact) {
        (None, None) if same_name => 0.85,
        (None, None) => score.min(NAME_ALONE),
        _ => score,
    }
}

/// Likeness of two names by the words that say something, and whether they are the very same.
fn names(a: &str, b: &str) -> (f64, bool) {
    let (a, b) = (folded(a), folded(b));
    let words = |name: &str| -> HashSet<String> { name.split(' ').filter(|word| !GENERIC.contains(word)).map(str::to_owned).collect() };
    let (first, second) = (words(&a), words(&b));
    let likeness = match (first.is_empty(), second.is_empty()) {
        (true, true) => 0.8,
        (true, false) | (false, true) => 0.5,
        (false, false) => first.intersection(&second).count() as f64 / first.union(&second).count() as f64,
    };
    (if a == b { 1.0 } else { likeness }, a == b)
}

/// The words of a name that say which centre it is, in alphabetical order; empty where it has none.
pub(super) fn distinct_words(name: &str) -> String {
    let name = folded(name);
    let mut words: Vec<&str> = name.split(' ').filter(|word| !GENERIC.contains(word)).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// A telephone number or mail address as two files would write it alike; none of another channel.
pub(super) fn comparable(channel: &str, value: &str) -> Option<String> {
    match channel {
        "telefono" => {
            Some(value.chars().filter(char::is_ascii_digit).collect::<String>()).map(|digits| digits.trim_start_matches("39").to_owned())
        }
        "email" | "pec" => Some(value.to_lowercase()),
        _ => None,
    }
}

/// Likeness of two addresses; none where one side has none.
pub(super) fn address(a: &Fields, b: &Fields) -> Option<f64> {
    let street = |fields: &Fields| text(fields, "toponym").map(data_import::values::address::fold_toponym);
    match (street(a), street(b)) {
        (Some(first), Some(second)) => {
            let number = |fields: &Fields| (text(fields, "house_number").map(str::to_owned), text(fields, "exponent").map(folded));
            Some(match (first == second, number(a) == number(b)) {
                (true, true) => 1.0,
                (true, false) if number(a).0.is_none() || number(b).0.is_none() => 0.8,
                (true, false) => 0.4,
                (false, _) => 0.0,
            })
        }
        _ => {
            let whole = |fields: &Fields| text(fields, "address").map(folded);
            Some(if whole(a)? == whole(b)? { 1.0 } else { 0.0 })
        }
    }
}

/// Whether a telephone or mail address is shared; none where one side has neither.
fn contacts(record: &Record, stored: &StoredCentre) -> Option<f64> {
    let ours: HashSet<String> = std::iter::once(&record.contacts)
        .chain(record.sites.iter().map(|site| &site.contacts))
        .flat_map(|contacts| {
            contacts.iter().flat_map(|(channel, values)| values.iter().filter_map(move |value| comparable(channel, value)))
        })
        .collect();
    let theirs: HashSet<String> = stored
        .contacts
        .iter()
        .chain(stored.sites.iter().flat_map(|site| &site.contacts))
        .filter_map(|contact| comparable(&contact.what.0, &contact.what.1))
        .collect();
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    Some(if ours.is_disjoint(&theirs) { 0.3 } else { 1.0 })
}

fn text<'a>(fields: &'a Fields, column: &str) -> Option<&'a str> {
    fields.get(column).and_then(Value::as_str)
}

fn number(fields: &Fields, column: &str) -> Option<i64> {
    fields.get(column).and_then(Value::as_i64)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::json;

    use super::super::{example, record::SiteRecord};
    use super::*;

    fn record(name: &str, street: Option<&str>, house: Option<&str>, telephone: Option<&str>) -> Record {
        let example = example::record();
        let fields = Fields::from([
            ("municipality_id".to_owned(), json!(1)),
            ("toponym".to_owned(), json!(street)),
            ("house_number".to_owned(), json!(house)),
            ("exponent".to_owned(), Value::Null),
        ]);
        Record {
            external_id: "A".into(),
            fields: example::text(&[("name", name)]),
            sites: vec![SiteRecord { external_id: "A".into(), fields, ..example.sites[0].clone() }],
            contacts: telephone
                .map(|number| ("telefono".to_owned(), BTreeSet::from([number.to_owned()])))
                .into_iter()
                .collect::<BTreeMap<_, _>>(),
            ..example
        }
    }

    fn stored(slug: &str, name: &str, street: Option<&str>, house: Option<&str>, telephone: Option<&str>) -> StoredCentre {
        let centre = example::stored_of(&record(name, street, house, telephone));
        StoredCentre { id: slug.len() as i64, external_id: slug.into(), slug: slug.into(), ..centre }
    }

    fn found(record: &Record, centres: &[StoredCentre]) -> Identity {
        Known::of(centres, &[]).find(record, 9, &HashSet::new(), &HashSet::new())
    }

    #[test]
    fn the_same_door_or_the_same_telephone_is_the_same_centre() {
        let there = [stored("navile", "Centro per le famiglie Navile", Some("Via di Prova"), Some("5"), Some("051 000000"))];
        let door = record("Centro famiglie Navile", Some("via di Prova"), Some("5"), None);
        assert_eq!(found(&door, &there), Identity::Known { centre: 0, sites: vec![Some(0)] });
        let telephone = record("Centro per le famiglie Navile", None, None, Some("+39 051000000"));
        assert_eq!(found(&telephone, &there), Identity::Known { centre: 0, sites: vec![Some(0)] });
    }

    #[test]
    fn two_centres_of_one_town_are_two() {
        let there = [stored("navile", "Centro per le famiglie Navile", Some("Via di Prova"), Some("5"), None)];
        assert_eq!(found(&record("Centro per le famiglie Savena", Some("Via Altra"), Some("1"), None), &there), Identity::New);
    }

    #[test]
    fn what_is_only_alike_is_asked() {
        let there = [stored("navile", "Centro per le famiglie Navile", Some("Via di Prova"), Some("5"), None)];
        let moved = record("Centro per le famiglie Navile", Some("Via di Prova"), Some("9"), None);
        assert_eq!(found(&moved, &there), Identity::Perhaps(vec!["navile".into()]));
        let decided = Record { same_as: SameAs::New, ..moved.clone() };
        assert_eq!(found(&decided, &there), Identity::New);
        let named = Record { same_as: SameAs::Slug("navile".into()), ..moved.clone() };
        assert_eq!(found(&named, &there), Identity::Known { centre: 0, sites: vec![Some(0)] });
        assert_eq!(found(&Record { same_as: SameAs::Slug("nessuno".into()), ..moved }, &there), Identity::NoSuchSlug);
    }

    #[test]
    fn an_alias_is_an_identifier() {
        let there = [stored("navile", "Navile", None, None, None)];
        let aliases = [(9, "A".to_owned(), there[0].id)];
        let known = Known::of(&there, &aliases);
        assert!(matches!(
            known.find(&record("Tutt'altro", None, None, None), 9, &HashSet::new(), &HashSet::new()),
            Identity::Known { centre: 0, .. }
        ));
    }

    #[test]
    fn two_that_fit_alike_are_asked() {
        let there = [stored("uno", "Centro per le famiglie", None, None, None), stored("due-", "Centro per le famiglie", None, None, None)];
        assert!(matches!(found(&record("Centro per le famiglie", None, None, None), &there), Identity::Perhaps(slugs) if slugs.len() == 2));
    }
}
