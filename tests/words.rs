//! Every word in every language, and every page without a hole.

use std::collections::BTreeSet;

use centri::web::Language;
use centri::web::languages::catalogue_texts;

use crate::support::{TestApp, root, story};

fn keys(language: Language) -> BTreeSet<String> {
    catalogue_texts(language)
        .iter()
        .flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
        .collect()
}

#[test]
fn every_language_has_every_word_and_no_word_twice() {
    let italian = keys(Language::It);
    assert!(italian.len() > 100);
    for language in Language::ALL {
        let here = keys(language);
        let missing: Vec<_> = italian.difference(&here).collect();
        let extra: Vec<_> = here.difference(&italian).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language:?} lacks {missing:?} and has {extra:?} besides");
        let all: usize = catalogue_texts(language)
            .iter()
            .map(|(_, text)| {
                text.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()) && line.contains(" =")).count()
            })
            .sum();
        assert_eq!(all, here.len(), "{language:?} says a word twice");
    }
}

#[test]
fn every_word_the_templates_and_the_code_ask_for_exists() {
    let italian = keys(Language::It);
    let mut asked = BTreeSet::new();
    let mut read = |path: &std::path::Path| {
        let text = std::fs::read_to_string(path).expect("a text");
        for opening in ["say(\"", "say_with(\"", "say_two(\"", "say_all(\"", "Phrase::new(\"", "say_all(\n            \""] {
            for piece in text.split(opening).skip(1) {
                let name = piece.split('"').next().unwrap_or_default();
                if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') && name.contains('-') {
                    asked.insert(name.to_owned());
                }
            }
        }
    };
    fn walk(folder: &std::path::Path, read: &mut impl FnMut(&std::path::Path)) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, read);
            } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "html") {
                read(&path);
            }
        }
    }
    walk(&root().join("src"), &mut read);
    let missing: Vec<_> = asked.difference(&italian).collect();
    assert!(asked.len() > 60, "{}", asked.len());
    assert!(missing.is_empty(), "no catalogue has {missing:?}");
}

#[test]
fn every_page_stands_in_every_language() {
    story(async {
        let app = TestApp::small().await;
        let pages = [
            "/",
            "/mappa",
            "/centri",
            "/centri/bologna-navile",
            "/centri/centro-quieto",
            "/trova",
            "/trova?luogo=Imola",
            "/trova?luogo=qqqq",
            "/dati",
            "/dati/fonti",
            "/dati/incorpora",
            "/api/v1/docs",
            "/copertura",
            "/copertura?regione=08&indicatore=C6&livello=comune",
            "/copertura/20",
            "/copertura/simulatore",
            "/copertura/simulatore?punto=9.1,39.3&gruppo=all&proponi=3",
            "/copertura/simulatore?regione=08&chiudi=2001&sposta=2002:9.1,39.3&gruppo=all&indicatore=C5",
            "/aiuto-subito",
            "/accessibilita",
            "/privacy",
            "/note-legali",
            "/stato",
            "/embed",
            "/ogc/v1?f=html",
            "/ogc/v1/collections/sites/items?f=html",
            "/ogc/v1/collections/coverage/items?f=html",
            "/pagina-che-non-esiste",
        ];
        for page in pages {
            for language in Language::ALL {
                let joint = if page.contains('?') { '&' } else { '?' };
                let answer = app.get(&format!("{page}{joint}lang={}", language.code())).await;
                let text = answer.text();
                assert_eq!(answer.status, if page.contains("non-esiste") { 404 } else { 200 }, "{page}");
                assert!(text.contains(&format!("<html lang=\"{}\"", language.code())), "{page} {language:?}");
                assert_eq!(answer.header("content-language"), language.code(), "{page}");
                assert!(answer.headers.get("set-cookie").is_none(), "{page} sets a cookie");
                let policy = answer.header("content-security-policy");
                assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
                assert!(!text.contains(" style=\"") && !text.contains(" onclick="), "{page} carries inline style or script");
            }
            let negotiated = app.get_with(page, &[("accept-language", "sl, en;q=0.5")]).await;
            assert_eq!(negotiated.header("content-language"), "sl", "{page}");
        }
    });
}
