//! A few statements of RDF, written as Turtle or as JSON-LD: one list, two spellings, the same graph.

use serde_json::{Map, Value, json};

/// What a statement says of its subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// A thing, by its address.
    Thing(String),
    /// A text in a language.
    Text(String, &'static str),
    /// A value of a type, by the type's address.
    Typed(String, &'static str),
    /// A bare text.
    Plain(String),
}

/// A subject's address, a predicate's address, an object.
pub type Statement = (String, String, Object);

/// Turtle. Addresses are written out: no prefix to be got wrong.
pub fn turtle(statements: &[Statement]) -> String {
    let mut text = String::new();
    for (subject, predicate, object) in statements {
        let object = match object {
            Object::Thing(address) => format!("<{}>", address_text(address)),
            Object::Text(value, language) => format!("\"{}\"@{language}", quoted(value)),
            Object::Typed(value, kind) => format!("\"{}\"^^<{kind}>", quoted(value)),
            Object::Plain(value) => format!("\"{}\"", quoted(value)),
        };
        text.push_str(&format!("<{}> <{}> {object} .\n", address_text(subject), address_text(predicate)));
    }
    text
}

/// JSON-LD, each thing in its expanded form: one object, because answers of interfaces are objects.
pub fn json_ld(statements: &[Statement]) -> Value {
    let mut things: Vec<(String, Map<String, Value>)> = vec![];
    for (subject, predicate, object) in statements {
        let at = things.iter().position(|(known, _)| known == subject).unwrap_or_else(|| {
            things.push((subject.clone(), Map::from_iter([("@id".to_owned(), json!(address_text(subject)))])));
            things.len() - 1
        });
        let said = match object {
            Object::Thing(address) => json!({ "@id": address_text(address) }),
            Object::Text(value, language) => json!({ "@value": value, "@language": language }),
            Object::Typed(value, kind) => json!({ "@value": value, "@type": kind }),
            Object::Plain(value) => json!({ "@value": value }),
        };
        let all = things[at].1.entry(address_text(predicate)).or_insert_with(|| json!([]));
        if let Some(all) = all.as_array_mut() {
            all.push(said);
        }
    }
    let things: Vec<Value> = things.into_iter().map(|(_, thing)| thing.into()).collect();
    json!({ "@graph": things })
}

fn quoted(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r")
}

/// Letters that may not stand in an address are written as their numbers.
fn address_text(address: &str) -> String {
    let mut text = String::new();
    for letter in address.chars() {
        if letter <= ' ' || "<>\"{}|^`\\".contains(letter) {
            text.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_end_a_text_do_not_end_it() {
        let said = [("http://a/ b".to_owned(), "http://p".to_owned(), Object::Text("l’\"altra\" \\ riga\nnuova".into(), "it"))];
        assert_eq!(turtle(&said), "<http://a/%20b> <http://p> \"l’\\\"altra\\\" \\\\ riga\\nnuova\"@it .\n");
        assert_eq!(json_ld(&said)["@graph"][0]["@id"], "http://a/%20b");
    }
}
