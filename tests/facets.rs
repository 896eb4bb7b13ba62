//! Counts beside the values of filters: each is what the list would say if that value were chosen, whatever else is chosen
//! already; nothing protected is counted; a snapshot that was patched counts like one read whole.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::http::StatusCode;
use centri::published::{Choosing, FILTER_PARAMETERS, Facet, Filter, Moved, Site, Snapshot, Tongue};
use centri::web::Parameters;
use serde_json::Value;

use crate::nearest::Random;
use crate::support::{TestApp, story};

/// Query pairs of one filter.
type Pairs = Vec<(String, String)>;

fn query(pairs: &[(String, String)]) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    writer.extend_pairs(pairs);
    writer.finish()
}

fn names() -> String {
    Facet::ALL.map(|facet| facet.parameter(Tongue::Interface)).join(",")
}

/// Values by facet with their counts, as programs read them.
async fn counted(app: &TestApp, pairs: &[(String, String)]) -> BTreeMap<String, Vec<(String, u64)>> {
    let answer = app.get(&format!("/api/v1/sites?limit=1&facets={}&{}", names(), query(pairs))).await;
    assert_eq!(answer.status, StatusCode::OK, "{pairs:?}: {}", answer.text());
    let list = answer.json();
    let values = |values: &Value| {
        let read = |value: &Value| (value["code"].as_str().expect("a code").to_owned(), value["count"].as_u64().expect("a count"));
        values.as_array().expect("values").iter().map(read).collect()
    };
    list["facets"].as_object().expect("facets").iter().map(|(name, facet)| (name.clone(), values(facet))).collect()
}

async fn matched(app: &TestApp, pairs: &[(String, String)]) -> u64 {
    app.get(&format!("/api/v1/sites?limit=1&{}", query(pairs))).await.json()["number_matched"].as_u64().expect("a number")
}

/// The filter once a value is chosen: beside the others where all must hold, instead of them where one is enough.
fn with(pairs: &[(String, String)], facet: Facet, code: &str) -> Pairs {
    let name = facet.parameter(Tongue::Interface);
    let kept = pairs.iter().filter(|(one, _)| one != name || facet.wants_all()).cloned();
    kept.chain([(name.to_owned(), code.to_owned())]).collect()
}

fn random_pairs(random: &mut Random, sites: &[Arc<Site>], needs: &[String]) -> Pairs {
    // Of a site that there is, so that most filters leave something.
    let site = &sites[(random.next() % sites.len() as u64) as usize];
    let mut one_of = |list: &[String]| {
        let at = random.next() as usize;
        list.get(at % list.len().max(1)).cloned()
    };
    let (service, language, audience, access) =
        (one_of(&site.services), one_of(&site.languages), one_of(&site.audiences), one_of(&site.access_modes));
    let need = one_of(needs);
    let mut pairs = vec![];
    for name in FILTER_PARAMETERS {
        if !random.next().is_multiple_of(6) {
            continue;
        }
        let value = match name {
            "region" => Some(site.region.code.clone()),
            "social_region" => Some(site.social_region_code.clone()),
            "province" => Some(site.province.code.clone()),
            "municipality" => site.municipality.as_ref().map(|unit| unit.code.clone()),
            "district" => site.district_code.clone(),
            "service" => service.clone(),
            "need" => need.clone(),
            "network_role" => Some(site.network_role.clone()),
            "site_kind" => Some(site.site_kind.clone()),
            "status" => Some(site.status.clone()),
            "recognition" => Some(site.recognition.clone()),
            "ownership" => site.ownership.clone(),
            "language" => language.clone(),
            "audience" => audience.clone(),
            "access" => access.clone(),
            "age" => Some((random.next() % 20).to_string()),
            "open_at" => Some(["2026-03-03T10:00", "2026-03-05T16:30"][(random.next() % 2) as usize].to_owned()),
            "filter" => Some(
                ["demo = true OR name LIKE 'C%'", "NOT network_role = 'hub'", "geom IS NOT NULL"][(random.next() % 3) as usize].to_owned(),
            ),
            "filter-lang" => None,
            // A parameter that this story does not choose is one whose counts nobody has checked.
            other => panic!("no value for {other}"),
        };
        pairs.extend(value.map(|value| (name.to_owned(), value)));
    }
    // Now and then a second value of what may have several.
    if random.next().is_multiple_of(4) {
        let other = &sites[(random.next() % sites.len() as u64) as usize];
        pairs.push(("region".to_owned(), other.region.code.clone()));
        pairs.extend(other.services.first().map(|service| ("service".to_owned(), service.clone())));
    }
    pairs
}

#[test]
fn each_count_is_what_the_list_says_once_the_value_is_chosen() {
    story(async {
        let app = TestApp::italy().await;
        let snapshot = app.state.mirror.snapshot();
        let needs: Vec<String> = snapshot.codes.list("service_heading").map(|code| code.code.clone()).collect();
        let mut random = Random(6);
        let (mut compared, mut more_than_none) = (0, 0);
        for _ in 0..if crate::support::long() { 400 } else { 25 } {
            let pairs = random_pairs(&mut random, &snapshot.sites, &needs);
            let facets = counted(&app, &pairs).await;
            assert_eq!(facets.len(), Facet::ALL.len());
            for facet in Facet::ALL {
                let told: BTreeMap<String, u64> = facets[facet.parameter(Tongue::Interface)].iter().cloned().collect();
                let mut asked = Parameters::read(Some(&query(&pairs)));
                let filter = Filter::read(&mut asked, Tongue::Interface, &snapshot.codes, &snapshot.units);
                for (code, _) in snapshot.facets(&filter, Choosing::Besides).values(facet, &snapshot) {
                    let truth = matched(&app, &with(&pairs, facet, code)).await;
                    assert_eq!(
                        told.get(code).copied().unwrap_or(0),
                        truth,
                        "{} = {code} with {pairs:?}",
                        facet.parameter(Tongue::Interface)
                    );
                    let chosen = filter.chosen(facet).iter().any(|one| one == code);
                    assert_eq!(
                        told.contains_key(code),
                        truth > 0 || chosen,
                        "only what is chosen is told though it leaves nothing: {code}"
                    );
                    compared += 1;
                    more_than_none += usize::from(truth > 0);
                }
            }
        }
        assert!(compared > 1_000 && more_than_none > 500, "{compared} compared, {more_than_none} of them more than none");
    });
}

#[test]
fn a_page_says_beside_each_value_what_its_list_counts_once_the_value_is_taken() {
    story(async {
        let app = TestApp::small().await;
        /// The number in brackets of an option.
        fn beside(page: &str, value: &str) -> Option<u64> {
            let option = page.split(&format!("<option value=\"{value}\"")).nth(1)?.split("</option>").next()?;
            option.rsplit('(').next()?.trim_end_matches(')').parse().ok()
        }
        for (path, english) in [
            ("", ""),
            ("?regione=08", "region=08"),
            ("?servizio=mediazione_familiare", "service=mediazione_familiare"),
            ("?stato=programmata", "status=programmata"),
            ("?regione=08&bisogno=informarsi", "region=08&need=informarsi"),
        ] {
            for page in ["/mappa", "/centri", "/mappa?parte=filtri"] {
                let joint = if page.contains('?') { "&" } else { "?" };
                let address = format!("{page}{}", path.replacen('?', joint, 1));
                let text = app.get(&address).await.text();
                for (facet, values) in [
                    (Facet::Service, vec!["mediazione_familiare", "accoglienza_ascolto"]),
                    (Facet::Status, vec!["attiva", "programmata", "temporanea"]),
                    (Facet::Region, vec!["08", "20"]),
                ] {
                    for value in values {
                        // A menu of one choice: the value takes the place of the one that stood there.
                        let name = facet.parameter(Tongue::Interface);
                        let rest: Pairs = form_urlencoded::parse(english.as_bytes()).into_owned().filter(|(one, _)| one != name).collect();
                        assert_eq!(beside(&text, value), Some(matched(&app, &with(&rest, facet, value)).await), "{address}: {value}");
                    }
                }
                assert_eq!(beside(&text, "spazio_neutro"), None, "{address} offers a protected service");
            }
        }
        // Provinces are many: only those where there is something, and all of them in a Region's own.
        let text = app.get("/mappa?servizio=mediazione_familiare").await.text();
        assert_eq!((beside(&text, "037"), beside(&text, "092")), (Some(1), None));
        // Near a place the numbers are of what is near.
        let near = app.get("/trova?luogo=Imola").await.text();
        assert_eq!((beside(&near, "accoglienza_ascolto"), beside(&near, "mediazione_familiare")), (Some(2), Some(1)));
        let far = app.get("/trova?luogo=Cagliari").await.text();
        assert_eq!(beside(&far, "accoglienza_ascolto"), Some(0));
        assert_eq!(beside(&app.get("/trova").await.text(), "accoglienza_ascolto"), Some(2));
    });
}

#[test]
fn who_takes_another_region_lets_go_of_the_province() {
    story(async {
        let app = TestApp::small().await;
        for page in ["/mappa", "/centri"] {
            let both = app.get(&format!("{page}?regione=20&provincia=037")).await.text();
            let region = app.get(&format!("{page}?regione=20")).await.text();
            let listed = |text: &str| text.matches("class=\"site-item\"").count();
            assert_eq!((listed(&both), listed(&both)), (listed(&region), 1), "{page}");
        }
        let program = app.get("/api/v1/sites?region=20&province=037").await.json();
        assert_eq!(program["number_matched"], 0, "a program is taken at its word");
    });
}

#[test]
fn labels_are_in_the_language_of_the_asker_and_what_is_unknown_is_answered_by_what_exists() {
    story(async {
        let app = TestApp::small().await;
        let german = app.get_with("/api/v1/sites?facets=service,region&limit=1", &[("accept-language", "de")]).await;
        assert_eq!(german.header("vary"), "Accept-Language");
        let facets = german.json()["facets"].clone();
        let codes: Vec<&str> = facets["service"].as_array().expect("values").iter().filter_map(|value| value["code"].as_str()).collect();
        assert_eq!(codes, ["accoglienza_ascolto", "mediazione_familiare"], "in the order of the code list");
        assert_eq!(facets["service"][1]["label"], "Familienmediation");
        assert_eq!(facets["region"][0], serde_json::json!({ "code": "08", "label": "Emilia-Romagna", "count": 4 }));
        assert_ne!(app.get("/api/v1/sites?facets=service&limit=1").await.json()["facets"]["service"][1]["label"], "Familienmediation");
        // The order in which they are asked for is no other answer.
        let [one, other] = [app.get("/api/v1/sites?facets=region,need").await, app.get("/api/v1/sites?facets=need&facets=region").await];
        assert_eq!((one.header("etag"), &one.body), (other.header("etag"), &other.body));
        assert!(app.get("/api/v1/sites").await.json().get("facets").is_none());
        let geojson = app.get("/api/v1/sites?f=geojson&facets=status").await.json();
        assert_eq!((&geojson["type"], &geojson["facets"]["status"][0]["code"]), (&"FeatureCollection".into(), &"programmata".into()));
        let wrong = app.get("/api/v1/sites?facets=service,colour").await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let problem = wrong.json();
        assert_eq!((&problem["errors"][0]["parameter"], &problem["errors"][0]["value"]), (&"facets".into(), &"colour".into()));
        assert!(problem.to_string().contains("social_region, province, service"), "{problem}");
        assert_eq!(app.get("/api/v1/centres?facets=service").await.status, StatusCode::BAD_REQUEST, "sites are counted, not centres");
        // Of a cluster: what is in its cell.
        let cell = app.get("/api/v1/sites?facets=region&cluster=1-1-0").await;
        assert_eq!(cell.json()["facets"]["region"][0]["count"].as_u64(), cell.json()["number_positioned"].as_u64().map(|all| all - 1));
    });
}

#[test]
fn a_protected_service_is_no_value_and_a_reserved_site_is_in_no_count() {
    story(async {
        let app = TestApp::small().await;
        let protected: Vec<String> = app
            .state
            .mirror
            .snapshot()
            .codes
            .list("service_category")
            .filter(|code| code.protected)
            .map(|code| code.code.clone())
            .collect();
        assert!(protected.contains(&"spazio_neutro".to_owned()));
        for filter in ["", "region=08", "service=mediazione_familiare", "municipality=037032"] {
            let text = app.get(&format!("/api/v1/sites?facets={}&{filter}", names())).await.text();
            assert!(protected.iter().all(|code| !text.contains(code)), "{filter}: {text}");
        }
        // The hidden centre of Imola offers mediation and is nobody's business: one site is told, that of Bologna.
        let facets = counted(&app, &[]).await;
        assert!(facets["service"].contains(&("mediazione_familiare".into(), 1)));
        assert!(facets["region"].contains(&("08".into(), 4)) && facets["province"].contains(&("037".into(), 3)), "{facets:?}");
    });
}

/// A filter, and what is counted of one facet in one way.
type Counted = (String, Facet, Choosing, Vec<(String, usize)>);

/// Everything one snapshot counts for some filters.
fn all_counts(snapshot: &Snapshot, filters: &[String]) -> Vec<Counted> {
    let mut all = vec![];
    for text in filters {
        let filter = Filter::read(&mut Parameters::read(Some(text)), Tongue::Interface, &snapshot.codes, &snapshot.units);
        for choosing in [Choosing::Besides, Choosing::Instead] {
            let counts = snapshot.facets(&filter, choosing);
            for facet in Facet::ALL {
                // A language that nobody speaks any more is known to the one and not to the other.
                let values = counts.values(facet, snapshot).into_iter().filter(|(_, count)| *count > 0);
                all.push((text.clone(), facet, choosing, values.map(|(code, count)| (code.to_owned(), count)).collect()));
            }
        }
    }
    all
}

/// A site with another number at another place of the list.
fn renamed(site: &Site, id: i64, sort_key: String) -> Arc<Site> {
    let mut site = site.clone();
    (site.id, site.sort_key, site.digest) = (id, sort_key, site.digest.wrapping_add(id.unsigned_abs().into()));
    Arc::new(site)
}

fn anew(snapshot: &Snapshot) -> Snapshot {
    let (codes, units, land) = (Arc::clone(&snapshot.codes), Arc::clone(&snapshot.units), Arc::clone(&snapshot.land));
    Snapshot::new(snapshot.sites.clone(), codes, units, land, snapshot.territory)
}

#[test]
fn after_any_edit_the_counts_are_those_of_a_snapshot_read_whole() {
    story(async {
        let app = TestApp::small().await;
        let filters: Vec<String> =
            ["", "region=08", "service=accoglienza_ascolto", "status=attiva,temporanea&age=5", "filter=name+LIKE+%27Centro+q%25%27"]
                .map(String::from)
                .to_vec();
        let before = all_counts(&app.state.mirror.snapshot(), &filters);
        let mut seen = vec![before];
        for edit in [
            "update site set status = 'sospesa' where public_id = 2002",
            "update centre set name = 'Aaa, primo in ogni elenco' where slug = 'faenza'",
            "update centre set published = false where slug = 'bologna-navile'",
            "update site set municipality_id = (select id from municipality where istat_code = '092009') where public_id = 2002",
            "update centre set published = true where slug = 'bologna-navile'",
            "insert into service (centre_id, category, category_sensitivity, sensitivity, access_mode, audiences, languages)
             select id, 'adozione', 'ordinaria', 'ordinaria', 'su_invio', '{}', array['it', 'sl'] from centre where slug = 'cagliari'",
            "update site set position_visibility = 'riservata' where public_id = 2003",
            "delete from centre where slug = 'cagliari'",
        ] {
            let held = app.state.mirror.snapshot();
            app.edit(edit).await;
            app.settled().await;
            let patched = app.state.mirror.snapshot();
            assert!(!Arc::ptr_eq(&held, &patched), "{edit}");
            let counts = all_counts(&patched, &filters);
            assert_eq!(counts, all_counts(&anew(&patched), &filters), "{edit}");
            assert!(!seen.contains(&counts) || edit.contains("Aaa"), "{edit} changes a count");
            seen.push(counts);
        }
    });
}

#[test]
fn many_random_edits_in_a_great_snapshot_count_like_one_made_anew_and_cost_little() {
    let app = story(TestApp::italy());
    let italy = app.state.mirror.snapshot();
    const SITES: i64 = 100_000;
    let copy = |number: i64| {
        let site = &italy.sites[number as usize % italy.sites.len()];
        renamed(site, number, format!("{}{number}", site.sort_key))
    };
    let great =
        Snapshot::new((0..SITES).map(copy).collect(), Arc::clone(&italy.codes), Arc::clone(&italy.units), Arc::clone(&italy.land), 1);
    let filters: Vec<String> =
        ["", "region=08", "region=08&service=adozione&need=crescere_insieme", "status=attiva", "age=3", "filter=demo+%3D+true"]
            .map(String::from)
            .to_vec();
    let cost = |what: &str, snapshot: &Snapshot, text: &str| {
        let filter = Filter::read(&mut Parameters::read(Some(text)), Tongue::Interface, &snapshot.codes, &snapshot.units);
        let begun = Instant::now();
        let counts = snapshot.facets(&filter, Choosing::Besides);
        eprintln!("{what} ({text}): {:.2} ms", begun.elapsed().as_secs_f64() * 1_000.0);
        counts
    };
    cost("first counts of a snapshot of 100,000 sites, rows made", &great, "");
    for text in &filters[1..] {
        cost("counts for one filter more", &great, text);
    }
    let again = cost("the same filter again", &great, "status=attiva");
    assert_eq!(again.count(Facet::Region, "08"), {
        let all = great.sites.iter();
        all.filter(|site| site.region.code == "08" && site.status == "attiva").count()
    });

    let mut random = Random(9);
    let mut snapshot = great;
    for _ in 0..if crate::support::long() { 200 } else { 8 } {
        let mut moved = vec![];
        for number in 0..1 + random.next() % 40 {
            let at = (random.next() % snapshot.sites.len() as u64) as usize;
            let before = Arc::clone(&snapshot.sites[at]);
            if moved.iter().any(|one: &Moved| one.before.as_ref().is_some_and(|known| known.id == before.id)) {
                continue;
            }
            let other = &italy.sites[(random.next() % italy.sites.len() as u64) as usize];
            let after = match random.next() % 3 {
                0 => None,
                1 => Some(renamed(other, before.id, before.sort_key.clone())),
                _ => Some(renamed(other, before.id, format!("{}{number}", other.sort_key))),
            };
            moved.push(Moved { before: Some(before), after });
            let id = SITES + (random.next() >> 20) as i64;
            if random.next().is_multiple_of(3) && snapshot.site(id).is_none() {
                moved.push(Moved { before: None, after: Some(renamed(other, id, format!("{id}"))) });
            }
        }
        let whole = anew(&snapshot);
        let begun = Instant::now();
        let without = whole.patched(&moved);
        let plain = begun.elapsed();
        let begun = Instant::now();
        snapshot = snapshot.patched(&moved);
        eprintln!(
            "{} moved: patched in {:.2} ms, {:.2} ms without the rows",
            moved.len(),
            begun.elapsed().as_secs_f64() * 1e3,
            plain.as_secs_f64() * 1e3
        );
        cost("first counts after it", &snapshot, "region=08");
        assert_eq!(all_counts(&snapshot, &filters), all_counts(&without, &filters));
    }
}
