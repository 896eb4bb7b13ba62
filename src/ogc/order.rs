//! The order of a list and the place of a page in it. A feature's key is bytes that compare as the features should:
//! what `sortby` names first, then the order of lists, which no two features share. A page goes on after a key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::collection::Collection;
use super::feature::Feature;
use crate::published::cql2::Value;
use crate::published::fold;
use crate::web::{Parameters, Phrase};

/// Absent values come last, whichever way the rest goes.
const PRESENT: u8 = 0;
const ABSENT: u8 = 1;

/// An order of features.
#[derive(Debug, Default)]
pub struct Order {
    /// Places of properties in the schema, and whether they go down.
    by: Vec<(usize, bool)>,
}

impl Order {
    /// Reads `sortby=name,-verified_on`; mistakes are noted in `parameters`.
    pub fn read(parameters: &mut Parameters, collection: Collection) -> Self {
        let Some(text) = parameters.one("sortby") else { return Self::default() };
        let mut by = vec![];
        for piece in text.split(',') {
            // A plus sign arrives as the space it means in a query.
            let piece = piece.trim();
            let (name, down) = piece.strip_prefix('-').map_or((piece.trim_start_matches('+'), false), |name| (name, true));
            match collection.sortables().find(|(_, known, _)| *known == name) {
                Some((at, ..)) => by.push((at, down)),
                None => {
                    let allowed = collection.sortables().map(|(_, name, _)| name).collect::<Vec<_>>().join(", ");
                    parameters.refuse("sortby", name, Phrase::new("error-one-of").with("allowed", allowed));
                }
            }
        }
        Self { by }
    }

    /// The key of a feature.
    pub fn key(&self, feature: &dyn Feature) -> Vec<u8> {
        let mut key = vec![];
        for (at, down) in &self.by {
            let value = feature.get(*at);
            if value == Value::Null {
                key.push(ABSENT);
                continue;
            }
            key.push(PRESENT);
            let start = key.len();
            write(&mut key, value);
            if *down {
                key[start..].iter_mut().for_each(|byte| *byte = !*byte);
            }
        }
        key.extend_from_slice(feature.order().as_bytes());
        key
    }
}

/// Bytes in the order of values of one kind; none of them begins another.
fn write(key: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Text(text) => {
            // As Italian readers look names up; what differs in accents and case only is told apart after that.
            for text in [fold(text).as_str(), text] {
                key.extend(text.bytes().map(|byte| byte.max(1)));
                key.push(0);
            }
        }
        Value::Number(number) => {
            let bits = (number + 0.0).to_bits();
            let ordered = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
            key.extend(ordered.to_be_bytes());
        }
        Value::Boolean(value) => key.push(value.into()),
        Value::Date(day) => {
            use chrono::Datelike;
            key.extend((i64::from(day.num_days_from_ce()) + (1 << 40)).to_be_bytes());
        }
        Value::Timestamp(moment) => key.extend((moment.timestamp_micros().wrapping_add(i64::MIN)).to_be_bytes()),
        Value::Null | Value::Texts(_) | Value::Geometry(_) | Value::Point { .. } => {}
    }
}

/// The opaque form of a key.
pub fn cursor(key: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

/// Reads a cursor given before; something else is a mistake.
pub fn read_cursor(parameters: &mut Parameters) -> Option<Vec<u8>> {
    let given = parameters.one("cursor")?;
    let key = URL_SAFE_NO_PAD.decode(&given).ok();
    if key.is_none() {
        parameters.refuse("cursor", &given, Phrase::new("error-cursor"));
    }
    key
}

/// One page: its features in order, and the cursor of the next.
pub struct Page<'a> {
    /// The features.
    pub features: Vec<&'a dyn Feature>,
    /// Where the next page begins, when more follow.
    pub next: Option<String>,
    /// All that match.
    pub matched: usize,
}

impl<'a> Page<'a> {
    /// The page of `limit` features after a key among those that match.
    pub fn of(matching: Vec<&'a dyn Feature>, order: &Order, after: Option<&[u8]>, limit: usize) -> Self {
        let matched = matching.len();
        let mut keyed: Vec<(Vec<u8>, &dyn Feature)> = matching
            .into_iter()
            .map(|feature| (order.key(feature), feature))
            .filter(|(key, _)| after.is_none_or(|after| key.as_slice() > after))
            .collect();
        let more = keyed.len() > limit;
        if more {
            keyed.select_nth_unstable_by(limit, |one, other| one.0.cmp(&other.0));
            keyed.truncate(limit);
        }
        keyed.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let next = keyed.last().filter(|_| more).map(|(key, _)| cursor(key));
        Self { features: keyed.into_iter().map(|(_, feature)| feature).collect(), next, matched }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn bytes(value: Value<'_>) -> Vec<u8> {
        let mut key = vec![];
        write(&mut key, value);
        key
    }

    #[test]
    fn bytes_stand_in_the_order_of_values() {
        let numbers = [f64::MIN, -2.5, -1.0, 0.0, 0.5, 1.0, 2_001.0, f64::MAX];
        assert!(numbers.windows(2).all(|pair| bytes(Value::Number(pair[0])) < bytes(Value::Number(pair[1]))));
        assert_eq!(bytes(Value::Number(-0.0)), bytes(Value::Number(0.0)));
        let names = ["Agno", "Àgno alto", "agno basso", "Forli", "Forlì", "Zola"];
        assert!(names.windows(2).all(|pair| bytes(Value::Text(pair[0])) < bytes(Value::Text(pair[1]))), "{names:?}");
        let day = |text: &str| Value::Date(text.parse::<NaiveDate>().expect("a day"));
        let days = ["0001-01-01", "1999-12-31", "2026-01-10", "2026-11-02"];
        assert!(days.windows(2).all(|pair| bytes(day(pair[0])) < bytes(day(pair[1]))));
        assert!(bytes(Value::Boolean(false)) < bytes(Value::Boolean(true)));
    }
}
