//! Rows of one centre put together: its sites, what they share and what is each one's own.
//! Refuses nothing: where two rows name the centre differently the first is right, and it is said.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::names::folded;
use super::super::report::{Refusal, Report};
use super::super::sheets::Sheets;
use super::reading::Draft;
use super::record::Record;

/// Puts the sites of one centre together: rows with one key of the centre, or, in a list without any identifiers, rows
/// with one name in one comune.
pub(super) fn gather(drafts: Vec<Draft>, sheets: &Sheets, report: &mut Report) -> Vec<Record> {
    let without_ids = drafts.iter().all(|draft| !draft.record.identified && draft.centre_key.is_none());
    let mut records: Vec<Record> = Vec::with_capacity(drafts.len());
    let mut known: HashMap<String, usize> = HashMap::new();
    let keys: HashSet<String> = drafts.iter().filter_map(|draft| draft.centre_key.clone()).collect();
    for mut draft in drafts {
        let key = match &draft.centre_key {
            Some(key) => Some(key.clone()),
            None if without_ids => {
                let name = draft.record.fields.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
                Some(format!("{}|{}", folded(name), draft.municipality))
            }
            // The main row of a centre often has only a code of its own, which the other rows give as that of the centre.
            None => Some(draft.record.external_id.clone()).filter(|id| keys.contains(id)),
        };
        match key.as_ref().and_then(|key| known.get(key)).copied() {
            Some(at) => {
                let record: &mut Record = &mut records[at];
                if draft.record.fields.get("name") != record.fields.get("name") {
                    report.warned.push(Refusal::of_cell(
                        draft.record.row,
                        "nome",
                        format!("il centro ha un altro nome ({}): vale quello", sheets.row(record.row)),
                    ));
                }
                share_contacts(record, &mut draft.record);
                if let (Some(all), Some(more)) = (&mut record.services, draft.record.services) {
                    all.extend(more);
                }
                if let (Some(all), Some(more)) = (&mut record.catchment, draft.record.catchment) {
                    all.extend(more);
                }
                if let (Some(all), Some(more)) = (&mut record.professions, draft.record.professions) {
                    all.extend(more);
                }
                record.sites.append(&mut draft.record.sites);
            }
            None => {
                if let Some(key) = key {
                    known.insert(key, records.len());
                }
                records.push(draft.record);
            }
        }
    }
    records
}

/// What is said of every site alike belongs to the centre, the rest to its site.
fn share_contacts(record: &mut Record, other: &mut Record) {
    let before = std::mem::take(&mut record.contacts);
    let after = std::mem::take(&mut other.contacts);
    for channel in before.keys().chain(after.keys()) {
        let (ours, theirs) = (before.get(channel), after.get(channel));
        let shared: BTreeSet<String> =
            ours.into_iter().flatten().filter(|value| theirs.is_some_and(|theirs| theirs.contains(*value))).cloned().collect();
        let own = |values: Option<&BTreeSet<String>>| {
            values.into_iter().flatten().filter(|value| !shared.contains(*value)).cloned().collect::<Vec<_>>()
        };
        for site in &mut record.sites {
            site.contacts.entry(channel.clone()).or_default().extend(own(ours));
        }
        for site in &mut other.sites {
            site.contacts.entry(channel.clone()).or_default().extend(own(theirs));
        }
        record.contacts.insert(channel.clone(), shared);
    }
}
