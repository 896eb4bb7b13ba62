//! A posted question: one JSON object whose plain fields are the parameters of `GET /api/v1/coverage`, with sites to open,
//! move and close, or candidates, beside them. Every mistake is named by its place in the body.

use serde_json::{Map, Value};

use super::best_sites::{MOST_CANDIDATES, MOST_PLACES, Objective};
use super::what_if::{Changes, MOST_CHANGES, NewSite};
use crate::geo::Coordinates;
use crate::web::{AppError, ParameterError, Parameters, Phrase};

/// Italy and its seas, in degrees: what lies outside is a mistake, most often longitude and latitude the wrong way round.
const WEST: f64 = 6.0;
const EAST: f64 = 19.0;
const SOUTH: f64 = 35.0;
const NORTH: f64 = 48.0;
/// How exactly a new site is taken to be known where nothing is said, metres.
const NEW_SITE_ACCURACY_M: f64 = 20.0;
/// The least exactly a new site may be known, metres.
const LEAST_EXACT_M: f64 = 50_000.0;

/// A body on its way to being understood.
#[derive(Debug)]
pub struct Posted {
    fields: Map<String, Value>,
    errors: Vec<ParameterError>,
}

/// Where the next sites may open.
#[derive(Debug, Clone, PartialEq)]
pub enum CandidateKind {
    /// At the points of comuni.
    Municipalities,
    /// At every point of the demand where people of the group live.
    Cells,
    /// At these places.
    List(Vec<Coordinates>),
}

impl Posted {
    /// Reads the body.
    ///
    /// # Errors
    /// 400 when it is not one JSON object.
    pub fn read(body: &[u8]) -> Result<Self, AppError> {
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Self { fields, errors: vec![] }),
            Ok(_) => Err(AppError::parameter("body", "", Phrase::new("error-body-object"))),
            Err(error) => Err(AppError::parameter("body", &error.to_string(), Phrase::new("error-body-object"))),
        }
    }

    /// What would be opened, moved and closed.
    pub fn changes(&mut self) -> Changes {
        let mut changes = Changes::default();
        for (at, value) in self.list("add") {
            let place = format!("add[{at}]");
            let accuracy = value.get("accuracy_m").map_or(Some(NEW_SITE_ACCURACY_M), Value::as_f64);
            let accuracy = accuracy.filter(|metres| (0.0..=LEAST_EXACT_M).contains(metres));
            if accuracy.is_none() {
                let allowed = Phrase::new("error-number-between").with("low", "0").with("high", LEAST_EXACT_M.to_string());
                self.refuse(&format!("{place}.accuracy_m"), &value["accuracy_m"], allowed);
            }
            if let (Some(position), Some(accuracy_m)) = (self.position(&place, &value), accuracy) {
                changes.add.push(NewSite { at: position, accuracy_m });
            }
        }
        for (at, value) in self.list("remove") {
            match value.as_i64() {
                Some(id) => changes.remove.push(id),
                None => self.refuse(&format!("remove[{at}]"), &value, Phrase::new("error-site-number")),
            }
        }
        for (at, value) in self.list("move") {
            let place = format!("move[{at}]");
            let id = value.get("id").and_then(Value::as_i64);
            if id.is_none() {
                self.refuse(&format!("{place}.id"), &value["id"], Phrase::new("error-site-number"));
            }
            if let (Some(position), Some(id)) = (self.position(&place, &value), id) {
                changes.moved.push((id, position));
            }
        }
        let count = changes.add.len() + changes.remove.len() + changes.moved.len();
        if count > MOST_CHANGES || (count == 0 && self.errors.is_empty()) {
            self.refuse("add", &Value::from(count), Phrase::new("error-changes").with("most", MOST_CHANGES.to_string()));
        }
        changes
    }

    /// Refuses a change of a site that is not there to be changed.
    pub fn refuse_site(&mut self, id: i64) {
        self.refuse("id", &Value::from(id), Phrase::new("error-site-number"));
    }

    /// How many places are asked for.
    pub fn count(&mut self) -> usize {
        let given = self.fields.remove("n").unwrap_or(Value::from(1));
        match given.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=MOST_PLACES).contains(n)) {
            Some(n) => n,
            None => {
                let between = Phrase::new("error-number-between").with("low", "1").with("high", MOST_PLACES.to_string());
                self.refuse("n", &given, between);
                1
            }
        }
    }

    /// What is to be achieved.
    pub fn objective(&mut self) -> Objective {
        let given = self.fields.remove("objective").unwrap_or(Value::from("covered"));
        let found = Objective::ALL.into_iter().find(|(word, _)| given.as_str() == Some(word));
        found.map_or_else(
            || {
                let allowed = Objective::ALL.map(|(word, _)| word).join(", ");
                self.refuse("objective", &given, Phrase::new("error-one-of").with("allowed", allowed));
                Objective::Covered
            },
            |(_, objective)| objective,
        )
    }

    /// Where the next sites may open.
    pub fn candidates(&mut self) -> CandidateKind {
        let given = self.fields.get("candidates").cloned().unwrap_or(Value::from("municipalities"));
        match &given {
            Value::String(word) if word == "municipalities" || word == "cells" => {
                self.fields.remove("candidates");
                if word == "cells" { CandidateKind::Cells } else { CandidateKind::Municipalities }
            }
            Value::Array(list) if !list.is_empty() && list.len() <= MOST_CANDIDATES => {
                let places = self.list("candidates");
                let positions = places.iter().filter_map(|(at, value)| self.position(&format!("candidates[{at}]"), value));
                CandidateKind::List(positions.collect())
            }
            _ => {
                self.fields.remove("candidates");
                self.refuse("candidates", &given, Phrase::new("error-candidates").with("most", MOST_CANDIDATES.to_string()));
                CandidateKind::Municipalities
            }
        }
    }

    /// The rest as parameters, and the mistakes so far.
    #[must_use]
    pub fn parameters(self) -> (Parameters, Vec<ParameterError>) {
        let Self { fields, mut errors } = self;
        let mut pairs = vec![];
        for (name, value) in fields {
            let values = match value {
                Value::Array(values) => values,
                Value::Null => vec![],
                one => vec![one],
            };
            for value in values {
                match value {
                    Value::String(text) => pairs.push((name.clone(), text)),
                    // CQL2 as JSON, and nothing else, is an object in its place.
                    Value::Object(_) if name == "filter" => {
                        pairs.push((name.clone(), value.to_string()));
                        pairs.push(("filter-lang".to_owned(), "cql2-json".to_owned()));
                    }
                    Value::Number(_) | Value::Bool(_) => pairs.push((name.clone(), value.to_string())),
                    _ => errors.push(ParameterError::new(&name, &value.to_string(), Phrase::new("error-plain-value"))),
                }
            }
        }
        (Parameters::of(pairs), errors)
    }

    fn list(&mut self, name: &str) -> Vec<(usize, Value)> {
        match self.fields.remove(name) {
            None | Some(Value::Null) => vec![],
            Some(Value::Array(values)) => values.into_iter().enumerate().collect(),
            Some(other) => {
                self.refuse(name, &other, Phrase::new("error-list"));
                vec![]
            }
        }
    }

    fn position(&mut self, place: &str, value: &Value) -> Option<Coordinates> {
        let mut degrees = |name: &str, low: f64, high: f64| {
            let given = value.get(name).and_then(Value::as_f64).filter(|degrees| (low..=high).contains(degrees));
            if given.is_none() {
                let between = Phrase::new("error-number-between").with("low", low.to_string()).with("high", high.to_string());
                self.refuse(&format!("{place}.{name}"), value.get(name).unwrap_or(&Value::Null), between);
            }
            given
        };
        let (lon, lat) = (degrees("lon", WEST, EAST), degrees("lat", SOUTH, NORTH));
        Coordinates::parse(lon?, lat?).ok()
    }

    fn refuse(&mut self, name: &str, value: &Value, allowed: Phrase) {
        let shown = if value.is_null() { String::new() } else { value.to_string() };
        self.errors.push(ParameterError::new(name, &shown, allowed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_fields_are_parameters_and_each_mistake_has_its_place() {
        let body = br#"{"indicator":"C3","threshold_m":10000,"service":["a","b"],"region":"17","group":null,
                        "add":[{"lon":15.8,"lat":40.63},{"lon":40.63,"lat":15.8}],"remove":[7,"x"],"level":{"x":1}}"#;
        let mut posted = Posted::read(body).expect("an object");
        let changes = posted.changes();
        assert_eq!((changes.add.len(), changes.remove.as_slice()), (1, [7].as_slice()));
        let (mut parameters, errors) = posted.parameters();
        let wrong: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(wrong, ["add[1].lon", "add[1].lat", "remove[1]", "level"]);
        assert_eq!(parameters.one("threshold_m").as_deref(), Some("10000"));
        assert_eq!(parameters.many("service"), ["a", "b"]);
        assert_eq!(parameters.one("group"), None);
        for no_object in ["", "[]", "7", "{"] {
            assert!(Posted::read(no_object.as_bytes()).is_err(), "{no_object}");
        }
    }

    #[test]
    fn nothing_to_change_is_a_mistake() {
        let mut posted = Posted::read(b"{}").expect("an object");
        assert!(posted.changes().is_empty());
        assert_eq!(posted.parameters().1.len(), 1);
    }
}
