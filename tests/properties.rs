//! Whatever is asked, it is never our fault: random coordinates, tile addresses and query strings.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::{TestApp, story};

fn address() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z0-9_]{0,12}",
        "[ -~]{0,20}",
        "\\PC{0,10}",
        Just("NaN".to_owned()),
        Just("-0".to_owned()),
        Just("1e309".to_owned()),
        Just("%00".to_owned()),
        Just("' or 1=1 --".to_owned()),
        Just("9223372036854775808".to_owned()),
    ];
    let name = prop::sample::select(vec![
        "lon",
        "lat",
        "place",
        "limit",
        "max_distance_m",
        "f",
        "region",
        "service",
        "status",
        "age",
        "cursor",
        "q",
        "luogo",
        "pagina",
        "regione",
        "servizio",
        "lang",
        "suggest",
        "x",
        "bbox",
        "bbox-crs",
        "datetime",
        "crs",
        "filter",
        "filter-crs",
        "sortby",
        "id",
        "verified_on",
    ]);
    let query = prop::collection::vec((name, word.clone()), 0..5).prop_map(|pairs| {
        let mut writer = form_urlencoded::Serializer::new(String::new());
        pairs.iter().for_each(|(name, value)| {
            writer.append_pair(name, value);
        });
        writer.finish()
    });
    let number = prop_oneof![any::<i64>().prop_map(|number| number.to_string()), (0..40_i64).prop_map(|number| number.to_string())];
    let path = prop_oneof![
        ("(regions|centres|labels|municipalities|provinces|centres,labels|,|x)", number.clone(), number.clone(), number)
            .prop_map(|(layer, z, x, y)| format!("/tiles/{layer}/{z}/{x}/{y}")),
        prop::sample::select(vec![
            "/api/v1/nearest",
            "/api/v1/sites",
            "/api/v1/centres",
            "/api/v1/geocode",
            "/api/v1/reverse",
            "/trova",
            "/centri",
            "/mappa",
            "/embed",
            "/tiles/centres",
            "/ogc/v1/collections/sites/items",
            "/ogc/v1/collections/municipalities/items",
            "/ogc/v1/collections/sites",
            "/",
        ])
        .prop_map(String::from),
        word.prop_map(|text| {
            let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            format!("/centri/{text}")
        }),
    ];
    (path, query).prop_map(|(path, query)| format!("{path}?{query}"))
}

#[test]
fn no_question_makes_the_server_fail() {
    let app = story(TestApp::small());
    let cases = if crate::support::long() { 20_000 } else { 600 };
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(4),
        ..Config::default()
    });
    runner
        .run(&address(), |address| {
            let answer = story(app.get(&address));
            prop_assert!(answer.status.as_u16() < 500, "{} answered {}", address, answer.status);
            let known = answer.header("content-type");
            prop_assert!(answer.body.is_empty() || !known.is_empty(), "{}", address);
            Ok(())
        })
        .expect("no address makes the server fail");
}
