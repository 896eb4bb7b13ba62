//! The OpenAPI 3.1 document, assembled from what the features declare. What several operations have in common stands once,
//! under `components`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::config::ServeSettings;
use crate::web::Words;
use crate::web::openapi::{Base, Described, JSON, Operation, PROBLEM, Parameter, Place, contact, info, problem, reference, sample, server};

/// The document in these words, for a site that people reach at `origin`.
#[must_use]
pub fn document(declared: &[Described], words: Words, origin: &str, settings: &ServeSettings) -> Value {
    let schemas: Map<String, Value> = declared
        .iter()
        .flat_map(|one| one.schemas.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())))
        .chain([("Problem".to_owned(), problem())])
        .collect();
    let shared = shared(declared, words);
    let tags: Vec<Value> = declared.iter().map(|one| json!({ "name": tag(one), "description": words.say(one.heading) })).collect();
    let mut paths = Map::new();
    for one in declared {
        for operation in &one.operations {
            let mut item = json!({ operation.method(): described(operation, tag(one), words, &shared, &schemas, origin) });
            if operation.base == Base::Site {
                item["servers"] = json!([server(origin)]);
            }
            paths.insert(operation.path.to_owned(), item);
        }
    }
    let summary = words.say("api-document-summary");
    let mut info = info(
        "Centri: API",
        &summary,
        &words.say("api-document-text"),
        &format!("{origin}/note-legali"),
        contact(&settings.publisher, &format!("{origin}/dati"), &settings.contact_email),
    );
    info["summary"] = summary.into();
    json!({
        "openapi": "3.1.0",
        "info": info,
        "externalDocs": { "url": format!("{origin}/api/v1/docs"), "description": words.say("api-docs-title") },
        "servers": [server(&format!("{origin}/api/v1"))],
        // Everything here is public.
        "security": [{}],
        "tags": tags,
        "paths": paths,
        "components": {
            "parameters": shared.values().map(|(name, parameter)| (name.clone(), parameter.clone())).collect::<Map<_, _>>(),
            "headers": headers(),
            "responses": responses(&schemas),
            "schemas": schemas,
        },
    })
}

/// The name of a feature's operations among the tags.
fn tag(of: &Described) -> &'static str {
    of.heading.trim_start_matches("api-")
}

/// Parameters that several operations describe alike, by what they say, with their names under `components`.
fn shared(declared: &[Described], words: Words) -> BTreeMap<String, (String, Value)> {
    let mut counted: BTreeMap<String, (usize, &'static str, Value)> = BTreeMap::new();
    for operation in declared.iter().flat_map(|one| &one.operations) {
        for parameter in parameters(operation) {
            let written = written(&parameter, words);
            counted.entry(written.to_string()).or_insert_with(|| (0, parameter.name, written)).0 += 1;
        }
    }
    let mut names: Vec<String> = vec![];
    let mut shared = BTreeMap::new();
    for (key, (count, name, written)) in counted {
        let name = pascal(name);
        // Of two that differ under one name the second stays where it is.
        if count > 1 && !names.contains(&name) {
            names.push(name.clone());
            shared.insert(key, (name, written));
        }
    }
    shared
}

/// The parameters of an operation, with the language that all of them take.
pub fn parameters(operation: &Operation) -> Vec<Parameter> {
    let language = Parameter::word("lang", &["it", "en", "de", "fr", "sl"], None, "it");
    operation.parameters.iter().cloned().chain([language]).collect()
}

fn written(parameter: &Parameter, words: Words) -> Value {
    let mut written = json!({
        "name": parameter.name,
        "in": match parameter.place { Place::Path => "path", Place::Query => "query" },
        "required": parameter.required,
        "description": words.say(&parameter.explained_by()),
        "schema": parameter.schema,
        "example": example(parameter),
    });
    if parameter.place == Place::Query && !parameter.required {
        // What a form left blank counts as absent.
        written["allowEmptyValue"] = true.into();
    }
    if parameter.several {
        written["style"] = "form".into();
        written["explode"] = true.into();
    }
    written
}

/// The example as what the schema says it is.
fn example(parameter: &Parameter) -> Value {
    let text = parameter.example.as_str();
    match parameter.schema["type"].as_str() {
        Some("array") => json!([text]),
        Some("integer" | "number" | "boolean") => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        _ => text.into(),
    }
}

/// `max_distance_m` as `MaxDistanceM`.
fn pascal(name: &str) -> String {
    let parts = name.split(['_', '-']);
    parts.map(|part| part.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(part.chars().skip(1)).collect::<String>()).collect()
}

/// `coverage-what-if` as `coverageWhatIf`.
fn camel(id: &str) -> String {
    let name = pascal(id);
    name.chars().take(1).map(|first| first.to_ascii_lowercase()).chain(name.chars().skip(1)).collect()
}

fn described(
    operation: &Operation,
    tag: &str,
    words: Words,
    shared: &BTreeMap<String, (String, Value)>,
    schemas: &Map<String, Value>,
    origin: &str,
) -> Value {
    let told: Vec<Value> = parameters(operation)
        .iter()
        .map(|parameter| {
            let written = written(parameter, words);
            let name = shared.get(&written.to_string()).map(|(name, _)| name);
            name.map_or(written, |name| json!({ "$ref": format!("#/components/parameters/{name}") }))
        })
        .collect();
    let mut described = json!({
        "tags": [tag],
        "operationId": camel(operation.id),
        "summary": words.say(&format!("api-{}-title", operation.id)),
        "description": words.say(&format!("api-{}-text", operation.id)),
        "parameters": told,
        "responses": answers(operation, schemas),
    });
    if let Some((schema, example)) = &operation.body {
        described["requestBody"] = json!({ "required": true, "content": { JSON: { "schema": reference(schema), "example": example } } });
    }
    if !operation.examples.is_empty() {
        described["x-requests"] = requests(operation).map(|path| format!("{origin}{path}")).collect();
    }
    described
}

/// The addresses worth trying, from the root of the site.
pub fn requests(operation: &Operation) -> impl Iterator<Item = String> {
    let path = operation.example_path();
    operation.examples.iter().map(move |query| if query.is_empty() { path.clone() } else { format!("{path}?{query}") })
}

fn answers(operation: &Operation, schemas: &Map<String, Value>) -> Value {
    let header = |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    let mut told: Map<String, Value> = Map::from_iter([header("Cache-Control")]);
    if operation.tagged {
        told.extend([header("ETag")]);
    }
    if operation.limited {
        told.extend(["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map(header));
    }
    let content: Map<String, Value> = operation
        .content
        .iter()
        .map(|content| {
            let mut own = json!({ "schema": content.schema });
            if content.media.ends_with("json") {
                own["example"] = sample(&content.schema, schemas);
            }
            (content.media.to_owned(), own)
        })
        .collect();
    let mut answers = json!({
        "200": { "description": "OK", "headers": told, "content": content },
        "503": { "$ref": "#/components/responses/Unavailable" },
        "default": { "$ref": "#/components/responses/Failure" },
    });
    let mut add = |code: &str, answer: Value| answers[code] = answer;
    for (code, said) in &operation.besides {
        let mut answer = json!({ "description": said });
        if *code == 206 {
            answer["content"] = content.clone().into();
        }
        if *code >= 400 {
            answer["content"] = json!({ PROBLEM: { "schema": reference("Problem") } });
        }
        add(&code.to_string(), answer);
    }
    if operation.tagged {
        add("304", json!({ "description": "What the asker holds still stands" }));
    }
    if !operation.is_page {
        add("400", json!({ "$ref": "#/components/responses/Invalid" }));
    }
    if operation.may_miss {
        add("404", json!({ "$ref": "#/components/responses/NotFound" }));
    }
    if operation.limited {
        add("429", json!({ "$ref": "#/components/responses/TooManyRequests" }));
    }
    answers
}

fn headers() -> Value {
    let count = |said: &str| json!({ "description": said, "schema": { "type": "integer", "format": "int32", "minimum": 0 } });
    json!({
        "Cache-Control": {
            "description": "How long the answer may be kept: `no-cache` asks to come again with the entity tag, `max-age` is in seconds, `no-store` forbids it",
            "schema": { "type": "string" },
        },
        "ETag": { "description": "Entity tag; sent back as `If-None-Match` it is answered 304 while it stands", "schema": { "type": "string" } },
        "RateLimit-Limit": count("Questions answered to one address within a minute"),
        "RateLimit-Remaining": count("How many of them are left"),
        "RateLimit-Reset": count("Seconds until all of them are again"),
        "Retry-After": count("Seconds to wait"),
    })
}

fn responses(schemas: &Map<String, Value>) -> Value {
    let problem = |description: &str, kind: &str, status: u16| {
        let mut example = sample(&reference("Problem"), schemas);
        if status != 400 {
            example =
                json!({ "type": format!("urn:centri:problem:{kind}"), "title": description, "status": status, "detail": description });
        }
        json!({ "description": description, "content": { PROBLEM: { "schema": reference("Problem"), "example": example } } })
    };
    let header = |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    let mut unavailable = problem("The database is away or too many ask at once", "unavailable", 503);
    unavailable["headers"] = Map::from_iter([header("Retry-After")]).into();
    let mut too_many = problem("One address asks too much", "too-many-requests", 429);
    too_many["headers"] =
        ["Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map(header).into_iter().collect::<Map<_, _>>().into();
    json!({
        "Invalid": problem("A parameter cannot be used: which, and what is allowed", "invalid-parameter", 400),
        "NotFound": problem("There is no such thing", "not-found", 404),
        "TooManyRequests": too_many,
        "Unavailable": unavailable,
        "Failure": problem("Something failed", "internal", 500),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_guidelines() {
        assert_eq!((pascal("max_distance_m"), pascal("filter-lang")), ("MaxDistanceM".to_owned(), "FilterLang".to_owned()));
        assert_eq!(camel("coverage-what-if"), "coverageWhatIf");
    }
}
