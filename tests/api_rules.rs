//! The rules of the Italian interoperability model (ModI) that a description must keep to be published in the national
//! catalogue, one test for each. Said of `/api/v1` and, where it may keep them, of `/ogc/v1`, whose paths OGC fixes.

use serde_json::Value;

use crate::api_description::{operations, resolved};
use crate::support::{TestApp, story};

/// Both documents.
fn documents() -> [Value; 2] {
    story(async {
        let app = TestApp::small().await;
        [app.get("/api/v1/openapi.json").await.json(), app.get("/ogc/v1/api").await.json()]
    })
}

/// Every object of a document with the place it stands at.
fn walk(value: &Value, at: &str, look: &mut impl FnMut(&Value, &str)) {
    if value.is_object() {
        look(value, at);
    }
    value.as_object().into_iter().flatten().for_each(|(name, inside)| walk(inside, &format!("{at}/{name}"), look));
    value.as_array().into_iter().flatten().enumerate().for_each(|(place, inside)| walk(inside, &format!("{at}/{place}"), look));
}

/// Every answer: its document, the operation it is of, its code, itself.
fn answers(documents: &[Value]) -> Vec<(&Value, String, String, &Value)> {
    let mut found = vec![];
    for document in documents {
        for (path, _, operation) in operations(document) {
            for (code, answer) in operation["responses"].as_object().expect("responses") {
                found.push((document, path.clone(), code.clone(), resolved(document, answer)));
            }
        }
    }
    found
}

fn has_rate_limits(document: &Value, answer: &Value) -> bool {
    ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]
        .iter()
        .all(|name| resolved(document, &answer["headers"][*name])["schema"]["type"] == "integer")
}

#[test]
fn modi_the_version_of_openapi_is_at_least_3() {
    for document in documents() {
        assert!(document["swagger"].is_null() && document["openapi"].as_str().is_some_and(|version| version.starts_with("3.")));
    }
}

#[test]
fn modi_info_has_a_summary_a_contact_terms_and_a_semantic_version() {
    for document in documents() {
        let info = &document["info"];
        assert!(info["x-summary"].as_str().is_some_and(|text| text.len() > 10));
        assert!(info["contact"]["email"].is_string() && info["contact"]["url"].is_string());
        assert!(info["termsOfService"].as_str().is_some_and(|address| address.starts_with("https://")));
        let version: Vec<&str> = info["version"].as_str().expect("a version").split('.').collect();
        assert!(version.len() == 3 && version.iter().all(|part| part.parse::<u32>().is_ok()), "{version:?}");
    }
    assert!(documents()[0]["info"]["summary"].is_string(), "the name OpenAPI 3.1 gives it");
}

#[test]
fn modi_servers_have_a_description_and_https_unless_they_are_sandboxes() {
    let check = |document: &Value, scheme: &str| {
        let mut seen = 0;
        walk(document, "", &mut |object, at| {
            for server in object["servers"].as_array().into_iter().flatten() {
                assert!(server["description"].is_string(), "{at}");
                assert!(server["url"].as_str().is_some_and(|url| url.starts_with(scheme)), "{at}");
                assert_eq!(server["x-sandbox"] == true, scheme == "http://", "{at}");
                seen += 1;
            }
        });
        assert!(seen > 0);
    };
    documents().iter().for_each(|document| check(document, "https://"));
    story(async {
        let settings = centri::config::ServeSettings { public_url: None, ..crate::support::settings() };
        let small = TestApp::small().await;
        let app = TestApp::over(small.pools.clone(), settings).await;
        check(&app.get("/api/v1/openapi.json").await.json(), "http://");
    });
}

#[test]
fn modi_there_is_a_status_that_answers_json_and_problems() {
    let document = &documents()[0];
    let answers = document["paths"]["/status"]["get"]["responses"].as_object().expect("a status");
    assert!(answers["200"]["content"]["application/json"].is_object());
    let problem = &document["components"]["schemas"]["Problem"]["properties"];
    assert!(["status", "title", "detail"].iter().all(|field| problem[*field].is_object()));
}

#[test]
fn modi_failures_are_problem_json() {
    let documents = documents();
    let mut seen = 0;
    for (_, path, code, answer) in answers(&documents) {
        if code.starts_with(['4', '5']) || code == "default" {
            let media: Vec<&String> = answer["content"].as_object().expect("content").keys().collect();
            assert_eq!(media, ["application/problem+json"], "{path} {code}");
            seen += 1;
        }
    }
    assert!(seen > 50);
}

#[test]
fn modi_every_number_says_how_it_is_written() {
    for document in documents() {
        let mut seen = 0;
        walk(&document, "", &mut |object, at| {
            let kinds: Vec<&str> = match &object["type"] {
                Value::String(kind) => vec![kind],
                Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => vec![],
            };
            let allowed: &[&str] = match kinds.first() {
                Some(&"number") => &["double", "float"],
                Some(&"integer") => &["int32", "int64"],
                _ => return,
            };
            assert!(object["format"].as_str().is_some_and(|format| allowed.contains(&format)), "{at}");
            seen += 1;
        });
        assert!(seen > 10);
    }
}

#[test]
fn modi_get_takes_no_body() {
    for document in documents() {
        for (path, method, operation) in operations(&document) {
            assert_eq!(operation["requestBody"].is_object(), method == "post", "{path}");
        }
    }
}

#[test]
fn modi_an_answer_without_content_describes_none_and_a_full_one_does() {
    let documents = documents();
    for (_, path, code, answer) in answers(&documents) {
        match code.as_str() {
            "204" | "205" | "304" => assert!(answer["content"].is_null(), "{path} {code}"),
            "200" | "206" => assert!(answer["content"].as_object().is_some_and(|content| !content.is_empty()), "{path} {code}"),
            _ => {}
        }
    }
}

#[test]
fn modi_headers_that_openapi_has_words_for_are_no_parameters_and_none_begins_with_x() {
    let documents = documents();
    for document in &documents {
        walk(document, "", &mut |object, at| assert!(object["in"] != "header", "{at}"));
    }
    for (_, path, code, answer) in answers(&documents) {
        for name in answer["headers"].as_object().into_iter().flatten().map(|(name, _)| name.to_ascii_lowercase()) {
            assert!(
                !["accept", "content-type", "authorization"].contains(&name.as_str()) && !name.starts_with("x-"),
                "{path} {code}: {name}"
            );
        }
    }
}

#[test]
fn modi_no_secret_is_asked_for_in_an_address() {
    for document in documents() {
        walk(&document, "", &mut |object, at| {
            let name = object["name"].as_str().unwrap_or_default().to_lowercase();
            assert!(object["in"].is_null() || !["password", "secret", "apikey", "token"].iter().any(|word| name.contains(word)), "{at}");
            assert!(object["type"] != "apiKey", "{at}");
        });
    }
}

#[test]
fn modi_429_says_all_of_the_limits_and_how_long_to_wait_and_200_says_them_too() {
    let documents = documents();
    let mut limited = vec![];
    for (document, path, code, answer) in answers(&documents) {
        if code == "429" {
            assert!(has_rate_limits(document, answer), "{path}");
            assert_eq!(resolved(document, &answer["headers"]["Retry-After"])["schema"]["type"], "integer", "{path}");
            limited.push(path);
        }
    }
    assert_eq!(
        limited,
        [
            "/api/v1/coverage/best-sites",
            "/api/v1/coverage/what-if",
            "/downloads/qgis/{definition}",
            "/downloads/rndt/{record}",
            "/downloads/{version}/{file}",
            "/api/v1/geocode",
            "/api/v1/sites",
        ]
    );
    for (document, path, code, answer) in answers(&documents) {
        if code == "200" {
            assert_eq!(has_rate_limits(document, answer), limited.contains(&path), "{path}");
        }
    }
}

#[test]
fn modi_503_says_how_long_to_wait() {
    let documents = documents();
    let unavailable: Vec<_> = answers(&documents).into_iter().filter(|(_, _, code, _)| code == "503").collect();
    assert!(unavailable.len() > 30);
    for (document, path, _, answer) in unavailable {
        assert!(resolved(document, &answer["headers"]["Retry-After"]).is_object(), "{path}");
    }
}

#[test]
fn modi_json_answers_are_objects() {
    let documents = documents();
    for (document, path, code, answer) in answers(&documents) {
        for (media, content) in answer["content"].as_object().into_iter().flatten().filter(|(media, _)| media.ends_with("json")) {
            assert_eq!(resolved(document, &content["schema"])["type"], "object", "{path} {code} {media}");
        }
    }
}

#[test]
fn modi_how_long_an_answer_may_be_kept_is_described() {
    let document = &documents()[0];
    for (path, _, operation) in operations(document) {
        let header = resolved(document, &operation["responses"]["200"]["headers"]["Cache-Control"]);
        assert!(header["description"].as_str().is_some_and(|text| text.contains("no-store") && text.contains("max-age")), "{path}");
    }
}

#[test]
fn modi_paths_schemas_headers_and_operations_are_named_as_recommended() {
    let document = &documents()[0];
    let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    for path in document["paths"].as_object().expect("paths").keys() {
        for part in path.split('/').skip(1) {
            let named = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            let good = named.map_or_else(
                || !part.is_empty() && part.bytes().all(lower),
                |name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            );
            assert!(good, "{path}");
        }
    }
    let pascal =
        |name: &str| name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for document in &documents() {
        for kind in ["schemas", "responses"] {
            for name in document["components"][kind].as_object().expect("components").keys() {
                assert!(pascal(name), "{kind} {name}");
            }
        }
        let ids: Vec<&str> = operations(document).iter().map(|(.., operation)| operation["operationId"].as_str().expect("an id")).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "two operations of one name");
        for id in ids {
            assert!(!["get", "post", "put", "delete", "list", "create"].iter().any(|verb| id.starts_with(verb)), "{id}");
        }
    }
    assert!(
        document["components"]["headers"]
            .as_object()
            .expect("headers")
            .keys()
            .all(|name| { name.split('-').all(|part| part.starts_with(|first: char| first.is_ascii_uppercase())) })
    );
}
