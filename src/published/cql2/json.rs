//! CQL2 JSON (OGC 21-065r2, clause 9), read. Refuses what the text reader refuses, `null`, and wrong numbers of arguments.

use serde_json::{Map, Value};

use super::ast::{ArrayOp, Bound, Comparison, Expression, Operand, SpatialOp, TemporalOp};
use super::error::{Error, ErrorKind, Expected, Found, Place};
use super::geojson;
use super::instant::{read_bound, read_date, read_timestamp};
use super::lexer::is_name;
use super::limits::{MAX_DEPTH, MAX_JSON_BYTES, check_size};
use super::placing::{Placing, placed_json};

/// Reads CQL2 JSON.
pub(super) fn read(json: &str) -> Result<Expression, Error> {
    read_value(&parsed(json)?)
}

/// Reads CQL2 JSON whose geometries are in another reference system.
pub(super) fn read_placed(json: &str, place: Placing<'_>) -> Result<Expression, Error> {
    let placed = placed_json(&parsed(json)?, place).map_err(|fault| ErrorKind::InvalidGeometry(fault).whole())?;
    read_value(&placed)
}

fn parsed(json: &str) -> Result<Value, Error> {
    if json.len() > MAX_JSON_BYTES {
        return Err(ErrorKind::TooLong { limit: MAX_JSON_BYTES }.whole());
    }
    if json.trim().is_empty() {
        return Err(ErrorKind::Empty.whole());
    }
    serde_json::from_str(json).map_err(|error| ErrorKind::InvalidJson(error.to_string()).whole())
}

/// Reads CQL2 JSON that has been parsed already, such as a member of a greater document.
pub(super) fn read_value(value: &Value) -> Result<Expression, Error> {
    let expression = Spot { value, pointer: String::new(), depth: 0 }.condition()?;
    check_size(&expression)?;
    Ok(expression)
}

/// A value and where it is.
struct Spot<'a> {
    value: &'a Value,
    pointer: String,
    depth: usize,
}

impl<'a> Spot<'a> {
    fn condition(&self) -> Result<Expression, Error> {
        if let Value::Bool(value) = self.value {
            return Ok(Expression::Boolean(*value));
        }
        let Some((op, name)) = self.operation() else {
            return Err(self.unexpected(Expected::Condition));
        };
        let args = self.arguments(op)?;
        let lower = name.to_ascii_lowercase();
        if let Some(op) = Comparison::of_sign(name) {
            let [left, right] = self.exactly(args)?;
            return Ok(Expression::Compare { op, left: left.operand()?, right: right.operand()? });
        }
        if let Some(op) = SpatialOp::of_name(name) {
            let [left, right] = self.exactly(args)?;
            return Ok(Expression::Spatial { op, left: left.operand()?, right: right.operand()? });
        }
        if let Some(op) = TemporalOp::of_name(name) {
            let [left, right] = self.exactly(args)?;
            return Ok(Expression::Temporal { op, left: left.operand()?, right: right.operand()? });
        }
        if let Some(op) = ArrayOp::of_name(name) {
            let [left, right] = self.exactly(args)?;
            return Ok(Expression::Array { op, left: left.list_or_operand()?, right: right.list_or_operand()? });
        }
        match lower.as_str() {
            "and" | "or" => {
                if args.len() < 2 {
                    return Err(self.unexpected(Expected::Arguments(2)));
                }
                let terms = args.iter().map(Self::condition).collect::<Result<_, _>>()?;
                Ok(if lower == "and" { Expression::And(terms) } else { Expression::Or(terms) })
            }
            "not" => {
                let [inside] = self.exactly(args)?;
                Ok(Expression::Not(Box::new(inside.condition()?)))
            }
            "like" => {
                let [operand, pattern] = self.exactly(args)?;
                Ok(Expression::Like { operand: operand.operand()?, pattern: pattern.operand()? })
            }
            "between" => {
                let [operand, low, high] = self.exactly(args)?;
                Ok(Expression::Between { operand: operand.operand()?, low: low.operand()?, high: high.operand()? })
            }
            "in" => {
                let [operand, items] = self.exactly(args)?;
                match items.list()? {
                    items if items.is_empty() => Err(self.unexpected(Expected::List)),
                    items => Ok(Expression::In { operand: operand.operand()?, items }),
                }
            }
            "isnull" => {
                let [operand] = self.exactly(args)?;
                Ok(Expression::IsNull(operand.operand()?))
            }
            "+" | "-" | "*" | "/" | "^" | "%" | "div" => Err(self.error(ErrorKind::Arithmetic)),
            _ => Err(self.error(ErrorKind::UnknownFunction(name.chars().take(40).collect()))),
        }
    }

    fn operand(&self) -> Result<Operand, Error> {
        match self.value {
            Value::String(text) if text.ends_with('\\') => Err(self.error(ErrorKind::BackslashAtEnd)),
            Value::String(text) => Ok(Operand::Text(text.clone())),
            Value::Bool(value) => Ok(Operand::Boolean(*value)),
            Value::Number(_) => geojson::number(self.value).map(Operand::Number).map_err(|kind| self.error(kind)),
            Value::Object(members) => self.object(members),
            Value::Null | Value::Array(_) => Err(self.unexpected(Expected::Operand)),
        }
    }

    fn object(&self, members: &'a Map<String, Value>) -> Result<Operand, Error> {
        if let Some(name) = members.get("property") {
            return self.below("property", name)?.name().map(Operand::Property);
        }
        if let Some(date) = members.get("date") {
            return self.below("date", date)?.quoted(read_date).map(Operand::Date);
        }
        if let Some(moment) = members.get("timestamp") {
            return self.below("timestamp", moment)?.quoted(read_timestamp).map(Operand::Timestamp);
        }
        if let Some(interval) = members.get("interval") {
            let spot = self.below("interval", interval)?;
            let [start, end] = spot.exactly(spot.elements(Expected::Arguments(2))?)?;
            return Ok(Operand::Interval(start.bound()?, end.bound()?));
        }
        // Before `bbox`: a GeoJSON geometry may carry its box.
        if members.contains_key("type") {
            return geojson::geometry(self.value).map(Operand::Geometry).map_err(|kind| self.error(kind));
        }
        if let Some(numbers) = members.get("bbox") {
            return geojson::bbox(numbers).map(Operand::Box).map_err(|kind| self.error(kind));
        }
        let Some((op, name)) = self.operation() else {
            return Err(self.unexpected(Expected::Operand));
        };
        match name.to_ascii_lowercase().as_str() {
            lower @ ("casei" | "accenti") => {
                let [inside] = self.exactly(self.arguments(op)?)?;
                let inside = Box::new(inside.operand()?);
                Ok(if lower == "casei" { Operand::Casei(inside) } else { Operand::Accenti(inside) })
            }
            "+" | "-" | "*" | "/" | "^" | "%" | "div" => Err(self.error(ErrorKind::Arithmetic)),
            _ => Err(self.error(ErrorKind::UnknownFunction(name.chars().take(40).collect()))),
        }
    }

    fn list_or_operand(&self) -> Result<Operand, Error> {
        if self.value.is_array() { self.list().map(Operand::Array) } else { self.operand() }
    }

    fn list(&self) -> Result<Vec<Operand>, Error> {
        self.elements(Expected::List)?.iter().map(Self::operand).collect()
    }

    fn bound(&self) -> Result<Bound, Error> {
        match self.value {
            Value::String(_) => self.quoted(read_bound),
            Value::Object(members) => match members.get("property") {
                Some(name) => self.below("property", name)?.name().map(Bound::Property),
                None => Err(self.unexpected(Expected::Bound)),
            },
            _ => Err(self.unexpected(Expected::Bound)),
        }
    }

    fn name(&self) -> Result<String, Error> {
        let name = self.value.as_str().ok_or_else(|| self.unexpected(Expected::Text))?;
        if is_name(name) { Ok(name.to_owned()) } else { Err(self.error(ErrorKind::InvalidName(name.chars().take(40).collect()))) }
    }

    fn quoted<T>(&self, read: fn(&str) -> Result<T, ErrorKind>) -> Result<T, Error> {
        let text = self.value.as_str().ok_or_else(|| self.unexpected(Expected::Text))?;
        read(text).map_err(|kind| self.error(kind))
    }

    /// The members of an operation, and its name.
    fn operation(&self) -> Option<(&'a Map<String, Value>, &'a str)> {
        let members = self.value.as_object()?;
        Some((members, members.get("op")?.as_str()?))
    }

    fn arguments(&self, operation: &'a Map<String, Value>) -> Result<Vec<Self>, Error> {
        match operation.get("args") {
            Some(args) => self.below("args", args)?.elements(Expected::List),
            None => Err(self.unexpected(Expected::Exactly("args"))),
        }
    }

    fn exactly<const COUNT: usize>(&self, args: Vec<Self>) -> Result<[Self; COUNT], Error> {
        args.try_into().map_err(|_| self.unexpected(Expected::Arguments(COUNT)))
    }

    fn elements(&self, expected: Expected) -> Result<Vec<Self>, Error> {
        let elements = self.value.as_array().ok_or_else(|| self.unexpected(expected))?;
        elements.iter().enumerate().map(|(at, value)| self.below(&at.to_string(), value)).collect()
    }

    fn below(&self, name: &str, value: &'a Value) -> Result<Self, Error> {
        // Two steps of a pointer, `args` and a number, are one level of the filter.
        if self.depth > 2 * MAX_DEPTH + 2 {
            return Err(self.error(ErrorKind::TooDeep { limit: MAX_DEPTH }));
        }
        Ok(Self { value, pointer: format!("{}/{name}", self.pointer), depth: self.depth + 1 })
    }

    fn error(&self, kind: ErrorKind) -> Error {
        kind.at(Place::Pointer(self.pointer.clone()))
    }

    fn unexpected(&self, expected: Expected) -> Error {
        self.error(ErrorKind::Unexpected { found: Found::piece(&self.value.to_string()), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_what_text_says() {
        for (json, text) in [
            (
                r#"{"op":"and","args":[{"op":"=","args":[{"property":"a"},1]},{"op":"not","args":[{"op":"isNull","args":[{"property":"b"}]}]}]}"#,
                "a = 1 AND b IS NOT NULL",
            ),
            (
                r#"{"op":"like","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["Fam%"]}]}"#,
                "CASEI(name) LIKE CASEI('Fam%')",
            ),
            (r#"{"op":"between","args":[{"property":"a"},1,2.5]}"#, "a BETWEEN 1 AND 2.5"),
            (r#"{"op":"in","args":[{"property":"a"},["x","l'y"]]}"#, "a IN ('x','l''y')"),
            (r#"{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[0,40,10,50]}]}"#, "S_INTERSECTS(geom,BBOX(0,40,10,50))"),
            (
                r#"{"op":"t_finishedBy","args":[{"interval":[{"property":"start"},".."]},{"timestamp":"2026-01-01T00:00:00Z"}]}"#,
                "T_FINISHEDBY(INTERVAL(start,'..'),TIMESTAMP('2026-01-01T00:00:00Z'))",
            ),
            (r#"{"op":"a_containedBy","args":[["a"],{"property":"services"}]}"#, "A_CONTAINEDBY(('a'),services)"),
            ("true", "TRUE"),
        ] {
            assert_eq!(read(json).expect("a filter").to_string(), text);
        }
    }

    #[test]
    fn mistakes_say_where() {
        let said = |json: &str| read(json).expect_err("a mistake").to_string();
        assert_eq!(
            said(r#"{"op":"=","args":[{"property":"a"}]}"#),
            r#"found "{\"args\":[{\"property\":\"a\"}],\"op\":\"=\"}", expected 2 arguments, at /"#
        );
        assert_eq!(
            said(r#"{"op":"or","args":[true,{"op":"=","args":[{"property":"a"},null]}]}"#),
            "found \"null\", expected a property or a value, at /args/1/args/1"
        );
        assert_eq!(said(r#"{"op":"=","args":[{"property":"a b"},1]}"#), "\"a b\" is no name of a property, at /args/0/property");
        assert_eq!(said(r#"{"op":"=","args":["\\",1]}"#), "a text cannot end in a backslash, at /args/0");
        assert!(said("{").starts_with("not JSON: "));
        let deep = format!("{}true{}", r#"{"op":"not","args":["#.repeat(100), "]}".repeat(100));
        assert!(matches!(read(&deep).expect_err("a mistake").kind, ErrorKind::TooDeep { .. } | ErrorKind::InvalidJson(_)));
    }
}
