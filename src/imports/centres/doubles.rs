//! Rows of one file that seem to be one centre under two codes, and sheets that seem to be one list twice.
//! Refuses to decide for two centres: both come in, and whoever keeps the list is told what to write.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::report::Refusal;
use super::super::sheets::Sheets;
use super::identity::{address, comparable, distinct_words};
use super::record::{Record, SameAs, SiteRecord};

/// Warnings for centres with one name in one comune that share an address or a telephone; each names the row before it.
pub(super) fn of(records: &[Record], sheets: &Sheets) -> Vec<Refusal> {
    let mut alike: BTreeMap<(i64, String), Vec<(usize, &SiteRecord)>> = BTreeMap::new();
    // Where the file says which centre it is, somebody has decided.
    for (at, record) in records.iter().enumerate().filter(|(_, record)| record.same_as == SameAs::Unsaid) {
        let name = record.fields.get("name").and_then(Value::as_str).unwrap_or_default();
        for site in &record.sites {
            if let Some(municipality) = site.fields.get("municipality_id").and_then(Value::as_i64) {
                alike.entry((municipality, distinct_words(name))).or_default().push((at, site));
            }
        }
    }
    let mut warned: BTreeMap<usize, Refusal> = BTreeMap::new();
    for sites in alike.values().filter(|sites| sites.len() > 1) {
        for (place, (at, site)) in sites.iter().enumerate() {
            let before = sites[..place].iter().filter(|(other, _)| other != at);
            let found =
                before.filter_map(|(other, known)| Some((*other, known.row, shared(&records[*at], site, &records[*other], known)?))).next();
            if let Some((_, row, what)) = found {
                warned.entry(*at).or_insert_with(|| warning(site.row, &sheets.row(row), what));
            }
        }
    }
    warned.into_values().collect()
}

fn warning(row: u64, before: &str, what: &str) -> Refusal {
    Refusal::of_row(row, format!("ha nome e {what} come {before}, ma un altro codice: restano due centri")).with_hint(
        "se è lo stesso centro, tenere una sola riga (o lo stesso id_centro, se sono due sedi); se sono davvero due, scrivere «nuovo» nella colonna uguale_a",
    )
}

/// What two sites of two centres have in common, in words; none where it is not enough.
fn shared(a: &Record, of_a: &SiteRecord, b: &Record, of_b: &SiteRecord) -> Option<&'static str> {
    if address(&of_a.fields, &of_b.fields).is_some_and(|likeness| likeness >= 1.0) {
        return Some("indirizzo");
    }
    let contacts = |record: &Record, site: &SiteRecord| -> Vec<String> {
        let all = [&record.contacts, &site.contacts].into_iter().flatten().filter(|(channel, _)| *channel == "telefono");
        all.flat_map(|(channel, values)| values.iter().filter_map(|value| comparable(channel, value))).collect()
    };
    let theirs = contacts(b, of_b);
    contacts(a, of_a).iter().any(|number| theirs.contains(number)).then_some("telefono")
}

/// How many rows of each sheet were in an earlier one already.
#[derive(Default)]
pub(super) struct Editions {
    rows: HashMap<Option<String>, usize>,
    again: BTreeMap<(Option<String>, Option<String>), usize>,
    seen: Vec<(u64, Option<u64>)>,
}

impl Editions {
    /// Notes a row and, where its identifier was there before, the row that had it.
    pub(super) fn note(&mut self, row: u64, before: Option<u64>) {
        self.seen.push((row, before));
    }

    /// Two sheets of which the later has most of its rows from the earlier.
    pub(super) fn of_one_list(mut self, sheets: &Sheets) -> Option<(String, String)> {
        for (row, before) in std::mem::take(&mut self.seen) {
            let (sheet, _) = sheets.place(row);
            *self.rows.entry(sheet.clone()).or_default() += 1;
            if let Some(before) = before {
                *self.again.entry((sheets.place(before).0, sheet)).or_default() += 1;
            }
        }
        let found = self.again.into_iter().find(|((older, newer), count)| older != newer && *count > 2 && *count * 2 > self.rows[newer]);
        found.and_then(|((older, newer), _)| older.zip(newer))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::example;
    use super::*;

    /// A centre of comune 1 with this code, name, street and number.
    fn centre(row: u64, name: &str, house: &str, telephone: &str) -> Record {
        let mut record = example::record();
        (record.row, record.external_id) = (row, format!("C{row}"));
        record.fields = example::text(&[("name", name)]);
        record.sites[0].row = row;
        record.sites[0].fields = example::text(&[("toponym", "Via di Prova"), ("house_number", house)]);
        record.sites[0].fields.insert("municipality_id".into(), json!(1));
        record.contacts = BTreeMap::from([("telefono".to_owned(), [telephone.to_owned()].into())]);
        record
    }

    fn told(records: &[Record]) -> Vec<String> {
        of(records, &Sheets::default()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_name_at_one_door_or_one_telephone_is_said() {
        let first = centre(2, "Centro per le famiglie Navile", "5", "051 000001");
        let door = told(&[first.clone(), centre(7, "Centro famiglia NAVILE", "5", "051 000002")]);
        assert!(door.len() == 1 && door[0].starts_with("riga 7") && door[0].contains("indirizzo come riga 2"), "{door:?}");
        let telephone = told(&[first.clone(), centre(8, "Centro per le famiglie Navile", "9", "+39 051000001")]);
        assert!(telephone.len() == 1 && telephone[0].contains("telefono come riga 2"), "{telephone:?}");
        assert_eq!(told(&[first.clone(), centre(9, "Centro per le famiglie Navile", "9", "051 000003")]), Vec::<String>::new());
        assert_eq!(told(&[first.clone(), centre(9, "Centro per le famiglie Savena", "5", "051 000001")]), Vec::<String>::new());
        let decided = Record { same_as: SameAs::New, ..centre(7, "Centro per le famiglie Navile", "5", "051 000001") };
        assert_eq!(told(&[first, decided]), Vec::<String>::new());
    }

    #[test]
    fn sheets_with_the_same_rows_are_editions() {
        let mut sheets = Sheets::default();
        let (old, new, other) = (sheets.add("2024"), sheets.add("2025"), sheets.add("BO"));
        let noted = |again: &[(u64, u64)]| {
            let mut editions = Editions::default();
            (1..=5).for_each(|row| editions.note(old + row, None));
            again.iter().for_each(|(row, before)| editions.note(*row, Some(*before)));
            editions.of_one_list(&sheets)
        };
        assert_eq!(
            noted(&[(new + 1, old + 1), (new + 2, old + 2), (new + 3, old + 3)]),
            Some(("foglio 2024".into(), "foglio 2025".into()))
        );
        assert_eq!(noted(&[(other + 1, old + 1)]), None);
    }
}
