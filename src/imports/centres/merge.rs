//! What of a known centre changes when its row comes again.
//! Refuses to touch what a person verified, to let a lower source speak over a higher one, to make a position coarser
//! than it is known, and to bring back what is protected.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use data_import::values::address::fold_toponym;

use super::super::names::folded;
use super::super::report::Refusal;
use super::record::{Closed, Fields, Offered, Opening, Owned, Position, Record, SiteRecord, StoredCentre, StoredSite};

/// The source that speaks and the precedence of every source, by id.
#[derive(Debug)]
pub(super) struct Authority<'a> {
    pub(super) source: i32,
    pub(super) precedence: &'a HashMap<i32, i16>,
}

impl Authority<'_> {
    /// Whether this source may speak over another.
    fn outranks(&self, other: i32) -> bool {
        let rank = |source: i32| self.precedence.get(&source).copied().unwrap_or(100);
        // Of two equals the first keeps its word: otherwise each new edition of either would overrule the other for ever.
        other == self.source || rank(self.source) > rank(other)
    }
}

/// What is to be written to one row: the fields that change and who wrote each from now on.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) fields: Fields,
    pub(super) field_source: Option<HashMap<String, i32>>,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.field_source.is_none()
    }
}

/// Rows to add and to take away.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference<T> {
    pub(super) added: Vec<T>,
    pub(super) gone: Vec<i64>,
}

impl<T> Default for Difference<T> {
    fn default() -> Self {
        Self { added: vec![], gone: vec![] }
    }
}

impl<T> Difference<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }

    /// Without what somebody else noted under the same key: that stands.
    fn unsaid<K: PartialEq>(mut self, there: &[Owned<T>], authority: &Authority<'_>, key: impl Fn(&T) -> K) -> Self {
        let others: Vec<K> = there.iter().filter(|known| known.source != Some(authority.source)).map(|known| key(&known.what)).collect();
        self.added.retain(|one| !others.contains(&key(one)));
        self
    }
}

/// What changes of one site that is known.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct SiteChange {
    pub(super) id: i64,
    pub(super) change: Change,
    /// The position to write; the outer none leaves it.
    pub(super) position: Option<Option<Position>>,
    pub(super) hours: Difference<Opening>,
    pub(super) closures: Difference<Closed>,
    pub(super) services: Difference<Offered>,
    pub(super) contacts: Difference<(String, String)>,
    /// It was missing from its source and is there again.
    pub(super) found_again: bool,
}

impl SiteChange {
    fn is_empty(&self) -> bool {
        self.change.is_empty()
            && self.position.is_none()
            && self.hours.is_empty()
            && self.closures.is_empty()
            && self.services.is_empty()
            && self.contacts.is_empty()
            && !self.found_again
    }
}

/// Everything that changes of one centre.
#[derive(Debug, Default)]
pub(super) struct Merge {
    pub(super) change: Change,
    /// Set where the state of the source changed, and with it whether the centre is shown.
    pub(super) published: Option<bool>,
    pub(super) sites: Vec<SiteChange>,
    /// Sites of the record the centre does not have yet, by their place in the record.
    pub(super) new_sites: Vec<usize>,
    pub(super) services: Difference<Offered>,
    pub(super) contacts: Difference<(String, String)>,
    pub(super) catchment: Difference<i32>,
    pub(super) professions: Difference<String>,
    pub(super) found_again: bool,
    pub(super) warned: Vec<Refusal>,
    /// Names of what changed, for the report.
    pub(super) changed: BTreeSet<String>,
}

impl Merge {
    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.change.is_empty()
            && self.published.is_none()
            && self.sites.is_empty()
            && self.new_sites.is_empty()
            && self.services.is_empty()
            && self.contacts.is_empty()
            && self.catchment.is_empty()
            && self.professions.is_empty()
            && !self.found_again
    }
}

/// Compares a record with what is stored. `pairs` says for each site of the record which stored one it is.
pub(super) fn of(record: &Record, stored: &StoredCentre, pairs: &[Option<usize>], authority: &Authority<'_>) -> Merge {
    let mut merge = Merge::default();
    let owner = stored.source;
    match fields(&record.fields, &stored.fields, &stored.field_source, owner, authority) {
        change if change.is_empty() => {}
        _ if stored.verified => merge.warned.push(kept(record.row, "il centro")),
        change => merge.change = change,
    }
    if !stored.verified {
        merge.services = offered(record.services.as_ref(), &stored.services, authority);
        merge.contacts = contacts(&record.contacts, &stored.contacts, authority);
        merge.catchment = list(record.catchment.as_ref(), &stored.catchment, authority);
        merge.professions = list(record.professions.as_ref(), &stored.professions, authority);
    }
    merge.found_again = stored.missing_since.is_some() && owner == authority.source;
    for (place, (site, pair)) in record.sites.iter().zip(pairs).enumerate() {
        match pair.and_then(|at| stored.sites.get(at)) {
            None => merge.new_sites.push(place),
            Some(known) => {
                let change = of_site(site, known, stored, authority, &mut merge.warned);
                // Publishing is a person's decision; the import only follows a change of state of the source.
                if change.change.fields.contains_key("status") && !stored.verified && record.published != stored.published {
                    merge.published = Some(record.published);
                }
                if !change.is_empty() {
                    merge.sites.push(change);
                }
            }
        }
    }
    name_changes(&mut merge);
    merge
}

fn of_site(
    site: &SiteRecord,
    stored: &StoredSite,
    centre: &StoredCentre,
    authority: &Authority<'_>,
    warned: &mut Vec<Refusal>,
) -> SiteChange {
    let mut change = SiteChange {
        id: stored.id,
        found_again: stored.missing_since.is_some() && stored.source == authority.source,
        ..SiteChange::default()
    };
    let mut wanted = site.fields.clone();
    let hidden = stored.visibility() != "pubblica";
    if hidden {
        // Protection is a person's decision; no file makes it weaker. What a file may not hold it does not erase.
        wanted.remove("position_visibility");
        wanted.retain(|_, value| !value.is_null());
    }
    if stored.visibility() == "non_conservata" {
        for column in ["address", "toponym", "house_number", "exponent", "postcode", "locality", "name"] {
            wanted.remove(column);
        }
    }
    let changed = fields(&wanted, &stored.fields, &stored.field_source, stored.source, authority);
    let position = position(site, stored, &changed, authority);
    if stored.verified {
        if !changed.is_empty() || position.is_some() {
            warned.push(kept(site.row, "la sede"));
        }
        return change;
    }
    change.change = changed;
    if position.is_some() {
        let mut written = change.change.field_source.take().unwrap_or_else(|| stored.field_source.clone());
        if authority.source == stored.source {
            written.remove("geom");
        } else {
            written.insert("geom".to_owned(), authority.source);
        }
        change.change.field_source = Some(written).filter(|written| *written != stored.field_source);
    }
    change.position = position;
    change.hours = list(site.hours.as_ref(), &stored.hours, authority)
        .unsaid(&stored.hours, authority, |one| (one.weekday, one.opens.clone(), one.season_from.clone()));
    change.closures = list(site.closures.as_ref(), &stored.closures, authority).unsaid(&stored.closures, authority, |one| one.first_day);
    change.services = offered(site.services.as_ref(), &stored.services, authority);
    // What the centre offers as a whole it offers here too.
    change.services.added.retain(|one| !centre.services.iter().any(|known| known.what.category == one.category));
    change.contacts = contacts(&site.contacts, &stored.contacts, authority);
    change
}

/// Fields that differ and that this source may write.
fn fields(wanted: &Fields, there: &Fields, field_source: &HashMap<String, i32>, owner: i32, authority: &Authority<'_>) -> Change {
    let mut change = Change::default();
    let mut written = field_source.clone();
    for (column, value) in wanted {
        let known = there.get(column).unwrap_or(&Value::Null);
        let whose = field_source.get(column).copied().unwrap_or(owner);
        // What nobody knows yet, anybody may say; an empty cell of another source is no word at all.
        let may = authority.outranks(whose) || known.is_null();
        let says = whose == authority.source || !value.is_null();
        if known != value && may && says {
            change.fields.insert(column.clone(), value.clone());
            if authority.source == owner {
                written.remove(column);
            } else {
                written.insert(column.clone(), authority.source);
            }
        }
    }
    if written != *field_source {
        change.field_source = Some(written);
    }
    change
}

/// The position to write, if it changes.
fn position(site: &SiteRecord, stored: &StoredSite, changed: &Change, authority: &Authority<'_>) -> Option<Option<Position>> {
    if stored.visibility() == "non_conservata" || !authority.outranks(stored.field_source.get("geom").copied().unwrap_or(stored.source)) {
        return None;
    }
    let moved = changed.fields.contains_key("municipality_id") || is_elsewhere(&changed.fields, &stored.fields);
    match (&site.position, &stored.position) {
        (Some(new), Some(old)) if (new.lon, new.lat, &new.precision) == (old.lon, old.lat, &old.precision) => None,
        (None, None) => None,
        (None, Some(_)) if stored.visibility() != "pubblica" => None,
        // Without coordinates of its own the file knows no more than the address: the better point stays with the place.
        (Some(new), Some(old)) if new.source_crs.is_none() && !moved && new.is_coarser_than(old) => None,
        (None, Some(_)) if !moved => None,
        (new, _) => Some(new.clone()),
    }
}

/// Whether changed fields tell of another door and not only of another spelling.
fn is_elsewhere(changed: &Fields, stored: &Fields) -> bool {
    let text = |fields: &Fields, column: &str| fields.get(column).and_then(Value::as_str).map(folded);
    let street = |fields: &Fields| fields.get("toponym").and_then(Value::as_str).map(fold_toponym);
    let other = |column: &str| changed.contains_key(column) && text(changed, column) != text(stored, column);
    let has_street = street(stored).is_some();
    (changed.contains_key("toponym") && street(changed) != street(stored))
        || ["house_number", "exponent", "locality"].into_iter().any(other)
        || (!has_street && other("address"))
}

/// Rows of a list the source speaks of: what it has more, and what it no longer has of its own.
fn list<T: Ord + Clone>(wanted: Option<&BTreeSet<T>>, there: &[Owned<T>], authority: &Authority<'_>) -> Difference<T> {
    let Some(wanted) = wanted else { return Difference::default() };
    Difference {
        added: wanted.iter().filter(|one| !there.iter().any(|known| known.what == **one)).cloned().collect(),
        gone: there
            .iter()
            .filter(|known| known.source == Some(authority.source) && !wanted.contains(&known.what))
            .map(|known| known.id)
            .collect(),
    }
}

/// As [`list`]; a category somebody else already noted is not noted twice.
fn offered(wanted: Option<&BTreeSet<Offered>>, there: &[Owned<Offered>], authority: &Authority<'_>) -> Difference<Offered> {
    list(wanted, there, authority).unsaid(there, authority, |one| one.category.clone())
}

fn contacts(
    wanted: &BTreeMap<String, BTreeSet<String>>,
    there: &[Owned<(String, String)>],
    authority: &Authority<'_>,
) -> Difference<(String, String)> {
    let mut difference = Difference::default();
    for (channel, values) in wanted {
        let pairs: BTreeSet<(String, String)> = values.iter().map(|value| (channel.clone(), value.clone())).collect();
        let known: Vec<Owned<(String, String)>> = there.iter().filter(|contact| contact.what.0 == *channel).cloned().collect();
        let one = list(Some(&pairs), &known, authority);
        difference.added.extend(one.added);
        difference.gone.extend(one.gone);
    }
    difference
}

fn name_changes(merge: &mut Merge) {
    let mut names: BTreeSet<String> = merge.change.fields.keys().map(|column| format!("centre.{column}")).collect();
    let mut note = |name: &str, changed: bool| {
        if changed {
            names.insert(name.to_owned());
        }
    };
    note("service", !merge.services.is_empty());
    note("contact_point", !merge.contacts.is_empty());
    note("catchment", !merge.catchment.is_empty());
    note("staffing", !merge.professions.is_empty());
    note("site (new)", !merge.new_sites.is_empty());
    note("missing_since", merge.found_again);
    for site in &merge.sites {
        note("site.position", site.position.is_some());
        note("site_hours", !site.hours.is_empty());
        note("site_closure", !site.closures.is_empty());
        note("service", !site.services.is_empty());
        note("contact_point", !site.contacts.is_empty());
        note("missing_since", site.found_again);
    }
    names.extend(merge.sites.iter().flat_map(|site| site.change.fields.keys()).map(|column| format!("site.{column}")));
    merge.changed = names;
}

fn kept(row: u64, what: &str) -> Refusal {
    Refusal::of_row(row, format!("{what} è stato verificato da una persona e il file dice altro: resta com'è"))
        .with_hint("se il file ha ragione, correggere la scheda a mano")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use super::super::example::{at, record, stored, text};

    fn merged(record: &Record, stored: &StoredCentre, source: i32) -> Merge {
        let precedence = HashMap::from([(6, 200), (7, 100), (8, 100), (9, 10)]);
        of(record, stored, &[Some(0)], &Authority { source, precedence: &precedence })
    }

    #[test]
    fn the_same_row_changes_nothing() {
        assert!(merged(&record(), &stored(), 7).is_empty());
    }

    #[test]
    fn what_a_person_verified_stays() {
        let mut stored = stored();
        stored.verified = true;
        stored.fields = text(&[("name", "Nome corretto")]);
        stored.sites[0].verified = true;
        stored.sites[0].fields.insert("address".into(), json!("via Esempio 3"));
        let merge = merged(&record(), &stored, 7);
        assert!(merge.is_empty());
        assert_eq!(merge.warned.len(), 2);
    }

    #[test]
    fn a_lower_source_fills_gaps_and_overrules_nothing() {
        let mut stored = stored();
        stored.fields.insert("website".into(), Value::Null);
        let mut other = record();
        other.fields = text(&[("name", "Altro nome"), ("website", "https://www.example.it")]);
        let merge = merged(&other, &stored, 9);
        assert_eq!(merge.change.fields, text(&[("website", "https://www.example.it")]));
        assert_eq!(merge.change.field_source, Some(HashMap::from([("website".to_owned(), 9)])));
        let merge = merged(&other, &stored, 8);
        assert_eq!(merge.change.fields.len(), 1, "of two equals the first keeps its word");
        let merge = merged(&other, &stored, 6);
        assert_eq!(merge.change.fields.len(), 2, "a higher one speaks");
    }

    #[test]
    fn an_empty_cell_of_another_source_is_no_word() {
        let mut other = record();
        other.fields.insert("name".into(), Value::Null);
        assert!(merged(&other, &stored(), 8).change.is_empty());
    }

    #[test]
    fn a_better_position_is_not_made_coarser() {
        let mut stored = stored();
        stored.sites[0].position = Some(at("civico", 11.2));
        assert!(merged(&record(), &stored, 7).is_empty());
        // Another address is another place: there the old point would be wrong.
        let mut moved = record();
        moved.sites[0].fields.insert("address".into(), json!("via Nuova 1"));
        assert_eq!(merged(&moved, &stored, 7).sites[0].position, Some(Some(at("comune", 11.0))));
    }

    #[test]
    fn what_is_protected_stays_protected() {
        let mut stored = stored();
        stored.sites[0].fields = text(&[("position_visibility", "non_conservata"), ("status", "attiva")]);
        stored.sites[0].position = None;
        let mut open = record();
        open.sites[0].fields.insert("position_visibility".into(), json!("pubblica"));
        assert!(merged(&open, &stored, 7).is_empty());
    }

    #[test]
    fn contacts_follow_the_source_and_spare_those_of_people() {
        let mut other = record();
        other.contacts = BTreeMap::from([("telefono".to_owned(), BTreeSet::from(["051 111111".to_owned()]))]);
        let merge = merged(&other, &stored(), 7);
        assert_eq!((merge.contacts.added.len(), merge.contacts.gone), (1, vec![5]));
        let mut of_people = stored();
        of_people.contacts[0].source = None;
        assert!(merged(&other, &of_people, 7).contacts.gone.is_empty());
    }

    #[test]
    fn a_site_that_was_missing_is_found_again() {
        let mut stored = stored();
        stored.sites[0].missing_since = chrono::NaiveDate::from_ymd_opt(2026, 1, 1);
        assert!(merged(&record(), &stored, 7).sites[0].found_again);
    }
}
