//! What `/api/v1` says of itself is true: every route is described, every example answers, every parameter is read and no
//! other is. That answers are as their schemas say is looked at by `clients/test_openapi.py`.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use crate::support::{Answer, TestApp, root, story};

/// The document as programs get it.
pub async fn document(app: &TestApp) -> Value {
    app.get("/api/v1/openapi.json").await.json()
}

/// What a reference points to, or the thing itself.
pub fn resolved<'a>(document: &'a Value, thing: &'a Value) -> &'a Value {
    thing["$ref"].as_str().map_or(thing, |reference| document.pointer(reference.trim_start_matches('#')).expect("what is referred to"))
}

/// Every operation: its path from the root of the site, its method, itself.
pub fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let mut found = vec![];
    for (path, item) in document["paths"].as_object().expect("paths") {
        let base = item["servers"][0]["url"].as_str().or(document["servers"][0]["url"].as_str()).expect("a server");
        let path = format!("{}{path}", base.strip_prefix("https://centri.example.it").expect("our origin"));
        for method in ["get", "post"] {
            if item[method].is_object() {
                found.push((path.clone(), method.to_owned(), &item[method]));
            }
        }
    }
    found
}

fn parameters<'a>(document: &'a Value, operation: &'a Value) -> Vec<&'a Value> {
    operation["parameters"].as_array().expect("parameters").iter().map(|one| resolved(document, one)).collect()
}

/// An example as it stands in an address.
fn said(example: &Value) -> String {
    let one = example.get(0).unwrap_or(example);
    one.as_str().map_or_else(|| one.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn post(app: &TestApp, path: &str, body: &Value) -> Answer {
    let request = Request::post(path).header("content-type", "application/json");
    app.send(request.body(Body::from(body.to_string())).expect("a request")).await
}

/// The path with the example of each part; a recipe is one that was given out.
async fn address(app: &TestApp, document: &Value, path: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    for parameter in parameters(document, operation).into_iter().filter(|one| one["in"] == "path") {
        let mut example = said(&parameter["example"]);
        if path.ends_with("/recipes/{id}") {
            example = app.get("/api/v1/coverage?indicator=C1").await.json()["recipe"].as_str().expect("a recipe").to_owned();
        }
        address = address.replace(&format!("{{{}}}", parameter["name"].as_str().expect("a name")), &example);
    }
    address
}

#[test]
fn every_route_of_the_interfaces_is_described_and_every_described_one_is_a_route() {
    story(async {
        let app = TestApp::small().await;
        let mut routes = BTreeSet::new();
        for entry in std::fs::read_dir(root().join("src")).expect("src").flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path().join("mod.rs")) else { continue };
            for piece in text.split(".route(\"").skip(1) {
                let (path, handler) = piece.split_once('"').expect("a path");
                if ["/api/v1", "/tiles", "/downloads", "/catalog."].iter().any(|begin| path.starts_with(begin)) {
                    let method = if handler.trim_start_matches(", ").starts_with("post") { "post" } else { "get" };
                    routes.insert((path.to_owned(), method.to_owned()));
                }
            }
        }
        let document = document(&app).await;
        let described: BTreeSet<_> = operations(&document).into_iter().map(|(path, method, _)| (path, method)).collect();
        assert!(routes.len() > 20, "{routes:?}");
        // A layer with parameters of its own is described by itself besides: it is one of those its route takes.
        let is_one_of = |path: &str, route: &str| {
            let (path, route): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), route.split('/').collect());
            path.len() == route.len() && path.iter().zip(&route).all(|(here, there)| here == there || there.starts_with('{'))
        };
        let (exact, particular): (BTreeSet<_>, BTreeSet<_>) = described.into_iter().partition(|one| routes.contains(one));
        assert_eq!(routes, exact);
        for (path, method) in &particular {
            assert!(path.starts_with("/tiles/coverage"), "{path} is no route");
            assert!(routes.iter().any(|(route, how)| how == method && is_one_of(path, route)), "{path} is no route");
        }
    });
}

#[test]
fn every_example_answers() {
    story(async {
        let app = TestApp::small().await;
        let document = document(&app).await;
        let mut asked = 0;
        for (path, method, operation) in operations(&document) {
            if method == "post" {
                let answer = post(&app, &path, &operation["requestBody"]["content"]["application/json"]["example"]).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
                asked += 1;
            }
            for request in operation["x-requests"].as_array().into_iter().flatten() {
                let request = request.as_str().and_then(|one| one.strip_prefix("https://centri.example.it")).expect("our address");
                let answer = app.get(request).await;
                let expected = if request.contains("/latest/") { StatusCode::TEMPORARY_REDIRECT } else { StatusCode::OK };
                assert_eq!(answer.status, expected, "{request}: {}", String::from_utf8_lossy(&answer.body));
                let media = answer.header("content-type").split(';').next().unwrap_or_default();
                assert!(expected != StatusCode::OK || operation["responses"]["200"]["content"][media].is_object(), "{request}: {media}");
                asked += 1;
            }
        }
        assert!(asked > 30, "{asked}");
    });
}

#[test]
fn every_described_parameter_is_read_and_no_other_is() {
    story(async {
        let app = TestApp::small().await;
        // The ambito of the examples.
        app.edit(
            "insert into district (kind, social_region_id, code, name, valid_from, source_id)
             select 'ats', id, 'A1', 'Ambito di prova', '2025-01-01', 1 from social_region where code = '08';
             insert into district_municipality (district_id, municipality_id, valid_from)
             select d.id, m.id, '2025-01-01' from district d, municipality m where m.istat_code = '037032'",
        )
        .await;
        app.settled().await;
        let document = document(&app).await;
        let mut read = 0;
        for (path, method, operation) in operations(&document) {
            let here = address(&app, &document, &path, operation).await;
            let body = &operation["requestBody"]["content"]["application/json"]["example"];
            let ask = async |query: &str| {
                let asked = format!("{here}?{query}");
                if method == "post" { post(&app, &asked, body).await } else { app.get(&asked).await }
            };
            let good = |answer: &Answer| {
                answer.status == StatusCode::OK
                    || answer.status == StatusCode::NO_CONTENT
                    || answer.status == StatusCode::TEMPORARY_REDIRECT
            };
            // What must be there: of the first example, else of the parameters that are required.
            let first = operation["x-requests"][0].as_str().and_then(|one| one.split_once('?')).map(|(_, query)| query.to_owned());
            let first = first.unwrap_or_default();
            let described = parameters(&document, operation);
            for parameter in described.iter().filter(|one| one["in"] == "query") {
                let (name, example) = (parameter["name"].as_str().expect("a name"), said(&parameter["example"]));
                // An example that has it, without what goes badly with it: a place beside a point, a number of items of a file.
                let with = operation["x-requests"].as_array().into_iter().flatten().filter_map(Value::as_str);
                let with = with
                    .filter_map(|one| Some(one.split_once('?')?.1))
                    .find(|query| form_urlencoded::parse(query.as_bytes()).any(|(given, _)| given == name));
                let query = with.map_or_else(|| format!("{first}&{name}={}", escaped(&example)), str::to_owned);
                let answer = ask(&query).await;
                assert!(good(&answer), "{here}?{query}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
                for word in parameter["schema"]["enum"].as_array().or(parameter["schema"]["items"]["enum"].as_array()).into_iter().flatten()
                {
                    let kept: Vec<String> = form_urlencoded::parse(first.as_bytes())
                        .filter(|(given, _)| given != name && !(name == "f" && ["limit", "facets"].contains(&&**given)))
                        .map(|(given, value)| format!("{given}={}", escaped(&value)))
                        .chain([format!("{name}={}", escaped(&said(word)))])
                        .collect();
                    let answer = ask(&kept.join("&")).await;
                    assert!(good(&answer), "{here}?{}: {} {}", kept.join("&"), answer.status, String::from_utf8_lossy(&answer.body));
                }
                read += 1;
            }
            let html = operation["responses"]["200"]["content"]["text/html"].is_object();
            let answer = ask(&format!("{first}&colour=red")).await;
            if html {
                assert_eq!(answer.status, StatusCode::OK, "pages read over what they do not know");
                continue;
            }
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{here} reads over what it does not know");
            let problem = answer.json();
            assert_eq!(problem["errors"][0]["parameter"], "colour", "{here}: {problem}");
            // The refusal names what is known: nothing is read that is not described.
            let known: BTreeSet<String> = problem["errors"][0]["allowed"]
                .as_str()
                .expect("what is allowed")
                .split([' ', ',', ':'])
                .filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-') && !word.is_empty())
                .map(str::to_owned)
                .collect();
            let names: BTreeSet<&str> =
                described.iter().filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str()).collect();
            let words = ["parametro", "sconosciuto", "quelli", "ammessi", "sono"];
            let silent: Vec<_> = known.iter().filter(|one| !names.contains(one.as_str()) && !words.contains(&one.as_str())).collect();
            assert!(silent.is_empty(), "{here} reads {silent:?} and does not say so");
        }
        assert!(read > 100, "{read}");
    });
}

#[test]
fn the_description_is_said_in_each_language_and_no_phrase_is_missing() {
    story(async {
        let app = TestApp::small().await;
        let english = document(&app).await;
        assert_eq!(app.get_with("/api/v1/openapi.json", &[("accept-language", "it")]).await.json(), english, "English unless asked");
        for language in ["it", "en", "de", "fr", "sl"] {
            let document = app.get(&format!("/api/v1/openapi.json?lang={language}")).await.json();
            assert_eq!(document["info"]["summary"] == english["info"]["summary"], language == "en");
            let mut told = 0;
            let mut check = |text: &Value, at: &str| {
                let text = text.as_str().unwrap_or_default();
                assert!(!text.is_empty() && !text.starts_with("api-"), "{language}, {at}: {text}");
                told += 1;
            };
            for tag in document["tags"].as_array().expect("tags") {
                check(&tag["description"], "tag");
            }
            for (path, _, operation) in operations(&document) {
                check(&operation["summary"], &path);
                check(&operation["description"], &path);
                parameters(&document, operation).iter().for_each(|one| check(&one["description"], &path));
            }
            assert!(told > 150, "{told}");
        }
        let page = app.get("/api/v1/docs").await.text();
        assert!(
            !page.contains(">api-") && page.contains("id=\"coverage-what-if\"") && page.contains("/api/v1/nearest?place=Imola&#38;limit=3"),
            "{page}"
        );
    });
}

#[test]
fn a_language_there_is_not_is_refused_by_interfaces_and_read_over_by_pages() {
    story(async {
        let app = TestApp::small().await;
        for path in ["/api/v1/sites", "/api/v1/status", "/api/v1/openapi.json", "/tiles/centres", "/downloads", "/ogc/v1/collections"] {
            let answer = app.get(&format!("{path}?lang=xx")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert_eq!(answer.json()["errors"][0]["parameter"], "lang", "{path}");
        }
        for page in ["/api/v1/docs", "/dati", "/centri"] {
            assert_eq!(app.get(&format!("{page}?lang=xx")).await.status, StatusCode::OK, "{page}");
        }
    });
}

#[test]
fn codes_in_force_are_the_values_that_are_described_and_no_protected_service_is() {
    story(async {
        let app = TestApp::small().await;
        let document = document(&app).await;
        let services = document["components"]["parameters"]["Service"]["schema"]["items"]["enum"].as_array().expect("services");
        assert!(services.contains(&"mediazione_familiare".into()) && !services.contains(&"spazio_neutro".into()), "{services:?}");
        let site = &operations(&document).into_iter().find(|(path, ..)| path == "/api/v1/sites/{id}").expect("it").2["x-requests"][0];
        let first = app.get("/api/v1/sites?limit=1").await.json()["items"][0]["id"].clone();
        assert_eq!(site, &Value::from(format!("https://centri.example.it/api/v1/sites/{first}")));
    });
}
