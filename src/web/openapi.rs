//! What an interface says of itself: operations, parameters and schemas as each feature declares them beside its `api.rs`,
//! from which the OpenAPI document and its page are written. Refuses to hold words: those are phrases of the catalogues,
//! `api-<operation>-title`, `api-<operation>-text` and `api-parameter-<name>`; only fields of answers are told in English,
//! like their names.

use serde_json::{Map, Value, json};

/// Media type of failures.
pub const PROBLEM: &str = "application/problem+json";
/// Media type of JSON.
pub const JSON: &str = "application/json";
/// Media type of GeoJSON.
pub const GEOJSON: &str = "application/geo+json";
/// Media type of vector tiles.
pub const MVT: &str = "application/vnd.mapbox-vector-tile";
/// Media type of CSV as our lists are.
pub const CSV: &str = "text/csv";

/// Where an operation's path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Below `/api/v1`.
    Api,
    /// At the root of the site.
    Site,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name in addresses.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// It must be given.
    pub required: bool,
    /// It may be repeated or hold several values after commas.
    pub several: bool,
    /// What it may be.
    pub schema: Value,
    /// A value that can be asked for.
    pub example: String,
    /// The phrase that explains it, where that of its name does not.
    pub phrase: Option<&'static str>,
}

impl Parameter {
    /// A parameter of the query that may be left out.
    #[must_use]
    pub fn query(name: &'static str, schema: Value, example: impl Into<String>) -> Self {
        Self { name, place: Place::Query, required: false, several: false, schema, example: example.into(), phrase: None }
    }

    /// A part of the path.
    #[must_use]
    pub fn path(name: &'static str, schema: Value, example: impl Into<String>) -> Self {
        Self { place: Place::Path, required: true, ..Self::query(name, schema, example) }
    }

    /// A word out of a list.
    #[must_use]
    pub fn word(name: &'static str, words: &[&str], default: Option<&str>, example: &str) -> Self {
        let mut schema = json!({ "type": "string", "enum": words });
        if let Some(default) = default {
            schema["default"] = default.into();
        }
        Self::query(name, schema, example)
    }

    /// How many items are answered at most.
    #[must_use]
    pub fn limit(most: usize, default: usize) -> Self {
        let schema = json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": most, "default": default });
        Self::query("limit", schema, "3")
    }

    /// It must be given.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// It may be given several times.
    #[must_use]
    pub fn several(self) -> Self {
        Self { several: true, ..self }
    }

    /// Explained by this phrase.
    #[must_use]
    pub fn said(self, phrase: &'static str) -> Self {
        Self { phrase: Some(phrase), ..self }
    }

    /// The phrase that explains it.
    #[must_use]
    pub fn explained_by(&self) -> String {
        self.phrase.map_or_else(|| format!("api-parameter-{}", self.name.replace('_', "-")), str::to_owned)
    }
}

/// One form of an answer.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its media type.
    pub media: &'static str,
    /// What it holds.
    pub schema: Value,
}

impl Content {
    /// JSON of a named schema.
    #[must_use]
    pub fn json(name: &str) -> Self {
        Self { media: JSON, schema: reference(name) }
    }

    /// GeoJSON of a named schema.
    #[must_use]
    pub fn geojson(name: &str) -> Self {
        Self { media: GEOJSON, schema: reference(name) }
    }

    /// Text.
    #[must_use]
    pub fn text(media: &'static str) -> Self {
        Self { media, schema: json!({ "type": "string" }) }
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(media: &'static str) -> Self {
        Self { media, schema: json!({ "type": "string", "format": "binary" }) }
    }
}

/// An operation: one method of one path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name, the beginning of its phrases.
    pub id: &'static str,
    /// Where its path begins.
    pub base: Base,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// A body is posted: the name of its schema and an example.
    pub body: Option<(&'static str, Value)>,
    /// What may be asked.
    pub parameters: Vec<Parameter>,
    /// In which forms it answers.
    pub content: Vec<Content>,
    /// It may answer that there is nothing there: 404.
    pub may_miss: bool,
    /// Other answers that are no failures: the status and an English sentence.
    pub besides: Vec<(u16, &'static str)>,
    /// Questions worth trying, as queries; what stands in the path is each parameter's example.
    pub examples: Vec<&'static str>,
    /// So many questions a minute are answered to one address.
    pub limited: bool,
    /// Programs may be told `304` by its entity tag.
    pub tagged: bool,
    /// It reads unknown parameters over, as pages do.
    pub is_page: bool,
}

impl Operation {
    /// `GET` of a path below `/api/v1`, answered by JSON of a named schema.
    #[must_use]
    pub fn get(id: &'static str, path: &'static str, schema: &str) -> Self {
        Self {
            id,
            base: Base::Api,
            path,
            body: None,
            parameters: vec![],
            content: vec![Content::json(schema)],
            may_miss: false,
            besides: vec![],
            examples: vec![],
            limited: false,
            tagged: true,
            is_page: false,
        }
    }

    /// `POST` to a path below `/api/v1` of a JSON body of a named schema.
    #[must_use]
    pub fn post(id: &'static str, path: &'static str, body: (&'static str, Value), schema: &str) -> Self {
        Self { body: Some(body), limited: true, ..Self::get(id, path, schema) }
    }

    /// At the root of the site.
    #[must_use]
    pub fn of_site(self) -> Self {
        Self { base: Base::Site, ..self }
    }

    /// With these parameters besides.
    #[must_use]
    pub fn with(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    /// Answered in these forms besides.
    #[must_use]
    pub fn or(mut self, content: impl IntoIterator<Item = Content>) -> Self {
        self.content.extend(content);
        self
    }

    /// Worth trying like this.
    #[must_use]
    pub fn tried(mut self, examples: impl IntoIterator<Item = &'static str>) -> Self {
        self.examples.extend(examples);
        self
    }

    /// Its method, in small letters.
    #[must_use]
    pub fn method(&self) -> &'static str {
        if self.body.is_some() { "post" } else { "get" }
    }

    /// Its path from the root of the site.
    #[must_use]
    pub fn whole_path(&self) -> String {
        match self.base {
            Base::Api => format!("/api/v1{}", self.path),
            Base::Site => self.path.to_owned(),
        }
    }

    /// Its path from the root of the site with the example of each part.
    #[must_use]
    pub fn example_path(&self) -> String {
        let parts = self.parameters.iter().filter(|parameter| parameter.place == Place::Path);
        parts.fold(self.whole_path(), |path, parameter| path.replace(&format!("{{{}}}", parameter.name), &parameter.example))
    }
}

/// What a feature declares.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// The phrase over its operations.
    pub heading: &'static str,
    /// Its operations.
    pub operations: Vec<Operation>,
    /// The schemas they name.
    pub schemas: Vec<(&'static str, Value)>,
}

/// A named schema.
#[must_use]
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A text.
#[must_use]
pub fn text(said: &str, example: &str) -> Value {
    json!({ "type": "string", "description": said, "examples": [example] })
}

/// One of these words.
#[must_use]
pub fn word<'a>(said: &str, words: impl IntoIterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    json!({ "type": "string", "description": said, "enum": words })
}

/// A day.
#[must_use]
pub fn day(said: &str) -> Value {
    json!({ "type": "string", "format": "date", "description": said, "examples": ["2026-01-10"] })
}

/// A moment.
#[must_use]
pub fn moment(said: &str) -> Value {
    json!({ "type": "string", "format": "date-time", "description": said, "examples": ["2026-03-03T09:00:00Z"] })
}

/// A number with a fraction.
#[must_use]
pub fn number(said: &str, example: f64) -> Value {
    json!({ "type": "number", "format": "double", "description": said, "examples": [example] })
}

/// A whole number from 0.
#[must_use]
pub fn count(said: &str, example: u64) -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": 0, "description": said, "examples": [example] })
}

/// Yes or no.
#[must_use]
pub fn truth(said: &str, example: bool) -> Value {
    json!({ "type": "boolean", "description": said, "examples": [example] })
}

/// A list.
#[must_use]
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// The same, or null where it is not known or does not apply.
#[must_use]
pub fn or_null(mut schema: Value) -> Value {
    if let Some(kind) = schema.get("type").cloned() {
        schema["type"] = json!([kind, "null"]);
        if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            words.push(Value::Null);
        }
        return schema;
    }
    json!({ "oneOf": [schema, { "type": "null" }] })
}

/// An object that has all these fields.
#[must_use]
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    object_with(fields, [])
}

/// An object that has the first fields and may have the second.
#[must_use]
pub fn object_with<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>, more: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut properties = Map::new();
    let mut required = vec![];
    for (name, schema) in fields {
        required.push(name.to_owned());
        properties.insert(name.to_owned(), schema);
    }
    properties.extend(more.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
    let mut object = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

/// A page of a list: its items, the way to the next page, how many there are.
#[must_use]
pub fn page<'a>(items: &str, more: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let around = [
        ("items", list(reference(items))),
        ("next", or_null(text("Opaque key of the next page, to be passed as `cursor`; null on the last one", "MDgwMzcwMDY"))),
        ("number_matched", count("Items of the whole list", 1)),
    ];
    object_with(around, more)
}

/// A GeoJSON feature of points whose properties are those of a named schema without `lon` and `lat`.
#[must_use]
pub fn point_feature(properties: Value) -> Value {
    let degrees = json!({ "type": "number", "format": "double" });
    let point = json!({
        "type": ["object", "null"],
        "description": "Null where the position is not public",
        "required": ["type", "coordinates"],
        "properties": {
            "type": { "type": "string", "enum": ["Point"] },
            "coordinates": { "type": "array", "items": degrees, "minItems": 2, "maxItems": 2, "examples": [[11.15, 44.52]] },
        },
    });
    object([
        ("type", json!({ "type": "string", "enum": ["Feature"] })),
        ("id", count("Public number of the site", 2001)),
        ("geometry", point),
        ("properties", properties),
    ])
}

/// A failure (RFC 9457).
#[must_use]
pub fn problem() -> Value {
    let error = object([
        ("parameter", text("The parameter, or the place in the body", "limit")),
        ("value", text("What was given", "0")),
        ("allowed", text("What is allowed, in the asker's language", "un numero tra 1 e 50")),
    ]);
    object_with(
        [
            ("type", text("Stable name of this kind of failure", "urn:centri:problem:invalid-parameter")),
            ("title", text("What happened, in the asker's language", "La richiesta non è valida")),
            (
                "status",
                json!({ "type": "integer", "format": "int32", "minimum": 400, "maximum": 599, "description": "HTTP status", "examples": [400] }),
            ),
            ("detail", text("What to do about it", "limit: un numero tra 1 e 50")),
        ],
        [("errors", list(error))],
    )
}

/// A value that a schema allows, made of the examples of its parts; `schemas` are those it may name.
#[must_use]
pub fn sample(schema: &Value, schemas: &Map<String, Value>) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return schemas.get(name).map_or(Value::Null, |named| sample(named, schemas));
    }
    if let Some(given) = schema["examples"].get(0).or(schema["enum"].get(0)).or(schema.get("default")) {
        return given.clone();
    }
    if let Some(first) = schema["oneOf"].get(0) {
        return sample(first, schemas);
    }
    if schema["type"] == "null" {
        return Value::Null;
    }
    if let Some(properties) = schema["properties"].as_object() {
        return properties.iter().map(|(name, schema)| (name.clone(), sample(schema, schemas))).collect::<Map<_, _>>().into();
    }
    match schema.get("items") {
        Some(items) => json!([sample(items, schemas)]),
        None => json!({}),
    }
}

/// What a document says of the whole interface.
#[must_use]
pub fn info(title: &str, summary: &str, description: &str, terms: &str, contact: Value) -> Value {
    json!({
        "title": title,
        "version": env!("CARGO_PKG_VERSION"),
        // What OpenAPI 3.1 calls `summary`; the catalogue of the Italian public administration looks for this name.
        "x-summary": summary,
        "description": description,
        "termsOfService": terms,
        "contact": contact,
        "license": { "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/" },
    })
}

/// Where an interface is reached; one without encryption is said to be for trying only.
#[must_use]
pub fn server(url: &str) -> Value {
    let mut server = json!({ "url": url, "description": "This server" });
    if url.starts_with("http://") {
        server["x-sandbox"] = true.into();
    }
    server
}

/// Who answers for the interface.
#[must_use]
pub fn contact(name: &str, url: &str, email: &str) -> Value {
    let mut contact = json!({ "name": name, "url": url });
    if !email.is_empty() {
        contact["email"] = email.into();
    }
    contact
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_made_of_the_examples_of_its_parts() {
        let schemas = Map::from_iter([("Unit".to_owned(), object([("code", text("Code", "08"))]))]);
        let schema = object_with(
            [("region", reference("Unit")), ("distance_m", number("Metres", 1.5)), ("kind", word("Kind", ["a", "b"]))],
            [("province", or_null(reference("Unit"))), ("names", list(text("Name", "Imola")))],
        );
        assert_eq!(
            sample(&schema, &schemas),
            json!({ "region": { "code": "08" }, "distance_m": 1.5, "kind": "a", "province": { "code": "08" }, "names": ["Imola"] })
        );
        assert_eq!(schema["required"], json!(["region", "distance_m", "kind"]));
        assert_eq!(or_null(word("Kind", ["a"]))["enum"], json!(["a", null]));
    }

    #[test]
    fn an_operation_knows_its_addresses() {
        let site = Operation::get("site", "/sites/{id}", "Site").with([Parameter::path("id", json!({ "type": "string" }), "7")]);
        assert_eq!((site.whole_path().as_str(), site.example_path().as_str()), ("/api/v1/sites/{id}", "/api/v1/sites/7"));
        assert_eq!(site.of_site().whole_path(), "/sites/{id}");
        assert_eq!(Parameter::limit(50, 5).explained_by(), "api-parameter-limit");
        assert_eq!(Parameter::query("filter-lang", json!({}), "x").explained_by(), "api-parameter-filter-lang");
    }
}
