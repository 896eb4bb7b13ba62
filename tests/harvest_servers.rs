//! One fetch of the harvest: servers on bad days, lying lengths, redirects inside, proxies, files of this machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use centri::imports::harvest::{HarvestError, Outcome};
use chrono::TimeDelta;

use crate::support::harvest_scene::{Scene, csv, list, source};
use crate::support::misbehaving::{Reply, Server, raw, reply};
use crate::support::{clock, story};

#[test]
fn servers_on_bad_days_are_told_apart_and_nothing_of_theirs_is_stored() {
    story(async {
        let scene = Scene::new().await;
        let port = Arc::new(AtomicUsize::new(0));
        let known = Arc::clone(&port);
        let server = Server::start(move |head| {
            let to = |location: &str| reply("302 Found", &format!("location: {location}\r\n"), "");
            let port = known.load(Ordering::Relaxed);
            match head.split(' ').nth(1).unwrap_or_default() {
                "/drip" => Reply::Drip(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nid,".to_vec()),
                "/drip-head" => Reply::Drip(b"HTTP/1.1 200 OK\r\nx-".to_vec()),
                "/stall" => Reply::Stall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nid,".to_vec()),
                "/silent" => Reply::Stall(vec![]),
                "/cut" => raw("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nid,nome\n1,2,3,4,5"),
                "/cut-chunks" => raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nid,no\r\n"),
                "/two-lengths" => raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 9\r\n\r\nid,nome\n1"),
                "/closes" => raw(""),
                "/other-protocol" => raw("SSH-2.0-OpenSSH_9.2\r\n"),
                "/headers" => raw(format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\nid", "a".repeat(2_000_000))),
                "/loop" => to("/loop"),
                "/file" => to("file:///etc/passwd"),
                "/private" => to("http://10.0.0.1/centri.csv"),
                "/metadata" => to("http://169.254.169.254/latest"),
                "/localhost" => to(&format!("http://localhost:{port}/whole")),
                "/loopback6" => to("http://[::1]/"),
                "/mapped" => to("http://[::ffff:127.0.0.2]/"),
                "/nowhere" => reply("302 Found", "", ""),
                "/page" => reply("200 OK", "content-type: text/html; charset=utf-8\r\n", "id,nome\n"),
                "/page-as-csv" => csv("\u{feff}\n<!DOCTYPE html><html><body>Accedi</body></html>"),
                "/gone" => reply("404 Not Found", "content-type: text/html\r\n", "<html>"),
                "/removed" => reply("410 Gone", "", ""),
                "/busy" => reply("503 Service Unavailable", "retry-after: 7200\r\n", ""),
                "/too-many" => reply("429 Too Many Requests", "", ""),
                "/error" => reply("500 Internal Server Error", "", "<html>"),
                "/private-area" => reply("401 Unauthorized", "www-authenticate: Basic\r\n", ""),
                "/no-content" => raw("HTTP/1.1 204 No Content\r\n\r\n"),
                "/part" => reply("206 Partial Content", "content-range: bytes 0-1/9\r\n", "id"),
                "/unasked" => reply("304 Not Modified", "", ""),
                "/gzip" => reply("200 OK", "content-encoding: gzip\r\n", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
                "/empty" => csv(""),
                "/large" => csv("a".repeat(1_001)),
                "/endless" => Reply::Drip(format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(1_001)).into_bytes()),
                "/binary" => csv([0_u8, 159, 146, 150, 255, 254, 0, 1]),
                "/columns" => csv("a,b\n1,2\n"),
                "/whole" => csv(list(1..=3)),
                other => panic!("nobody asked for {other}"),
            }
        })
        .await;
        port.store(server.address.port().into(), Ordering::Relaxed);
        let cases = [
            ("/drip", "timeout_seconds = 1", Outcome::Failed, "non ha finito entro 1 secondi"),
            ("/drip-head", "timeout_seconds = 1", Outcome::Failed, "127.0.0.1"),
            ("/stall", "timeout_seconds = 2", Outcome::Failed, "si è fermato a metà"),
            ("/silent", "timeout_seconds = 2", Outcome::Failed, "si è fermato a metà"),
            ("/cut", "", Outcome::Failed, "(17 byte di 1000)"),
            ("/cut-chunks", "", Outcome::Failed, "(5 byte)"),
            ("/two-lengths", "", Outcome::Failed, "127.0.0.1"),
            ("/closes", "", Outcome::Failed, "non si riesce a collegarsi"),
            ("/other-protocol", "", Outcome::Failed, "non si riesce a collegarsi"),
            ("/headers", "", Outcome::Failed, "non si riesce a collegarsi"),
            ("/loop", "", Outcome::Failed, "da un indirizzo all'altro"),
            ("/file", "", Outcome::Failed, "non è un indirizzo del web"),
            ("/private", "", Outcome::Failed, "10.0.0.1 è un indirizzo di una rete interna"),
            ("/metadata", "", Outcome::Failed, "169.254.169.254 è un indirizzo di una rete interna"),
            ("/localhost", "", Outcome::Failed, "localhost è un indirizzo di una rete interna"),
            ("/loopback6", "", Outcome::Failed, "rete interna"),
            ("/mapped", "", Outcome::Failed, "rete interna"),
            ("/nowhere", "", Outcome::Failed, "il nuovo indirizzo manca"),
            ("/page", "", Outcome::Failed, "pagina web (HTML)"),
            ("/page-as-csv", "", Outcome::Failed, "pagina web (HTML)"),
            ("/gone", "", Outcome::Broken, "risposta 404"),
            ("/removed", "", Outcome::Broken, "risposta 410"),
            ("/busy", "", Outcome::Failed, "chiede di riprovare più tardi"),
            ("/too-many", "", Outcome::Failed, "risposta 429"),
            ("/error", "", Outcome::Failed, "ha risposto 500"),
            ("/private-area", "", Outcome::Failed, "accesso riservato"),
            ("/no-content", "", Outcome::Failed, "ha risposto 204"),
            ("/part", "", Outcome::Failed, "ha risposto 206"),
            ("/unasked", "", Outcome::Failed, "ha risposto 304"),
            ("/gzip", "", Outcome::Failed, "compresso (gzip)"),
            ("/empty", "", Outcome::Failed, "il file è vuoto"),
            ("/large", "max_bytes = 1000", Outcome::Failed, "supera 1000 byte"),
            ("/endless", "max_bytes = 1000", Outcome::Failed, "supera 1000 byte"),
            ("/binary", "", Outcome::Failed, "il file non si può importare"),
            ("/columns", "", Outcome::Failed, "il file non si può importare"),
            ("/tls", "timeout_seconds = 1", Outcome::Failed, "127.0.0.1"),
        ];
        let key = |path: &str| path.trim_start_matches('/').to_owned();
        // The last one is asked for encryption it does not know.
        let url = |path: &str| if path == "/tls" { server.url(path).replace("http:", "https:") } else { server.url(path) };
        let text: String = cases.iter().map(|(path, more, ..)| source(&key(path), &url(path), more)).collect();
        let harvester = scene.harvester(&text);
        let done = harvester.run_due(clock()).await.expect("run");
        assert_eq!(done.len(), cases.len());
        for ((path, _, outcome, words), done) in cases.iter().zip(&done) {
            assert_eq!((done.key.clone(), done.outcome), (key(path), *outcome), "{done:?}");
            assert!(done.message.contains(words), "{path}: {}", done.message);
            assert!(done.report.is_none() && !done.told_before);
        }
        assert_eq!(server.asked().iter().filter(|head| head.starts_with("GET /loop ")).count(), 6);
        assert!(!server.asked().iter().any(|head| head.starts_with("GET /whole ")), "a redirect to this machine was followed");
        assert_eq!(scene.number("select count(*) from import_run").await, 0);
        assert!(scene.files().is_empty(), "{:?}", scene.files());
        // The same again is not told again.
        let again = harvester.run("gone", clock()).await.expect("run");
        assert!(again.told_before);
    });
}

#[test]
fn a_server_that_asks_for_time_gets_it_from_everybody() {
    story(async {
        let scene = Scene::new().await;
        let server = Server::start(|_| reply("503 Service Unavailable", "retry-after: 7200\r\n", "")).await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        harvester.run_due(clock()).await.expect("run");
        let before = clock() + TimeDelta::seconds(7_199);
        assert_eq!(harvester.run_due(before).await.expect("nothing due"), []);
        for outcome in [harvester.run("regione", before).await.err(), harvester.preview("regione", before).await.err()] {
            assert!(matches!(outcome, Some(HarvestError::TooEarly { .. })), "{outcome:?}");
        }
        assert_eq!(server.asked().len(), 1);
        assert_eq!(harvester.run_due(clock() + TimeDelta::seconds(7_260)).await.expect("run").len(), 1);
        assert_eq!(server.asked().len(), 2);
    });
}

#[test]
fn a_length_that_lies_cuts_the_file_and_the_rest_is_not_lost() {
    story(async {
        let scene = Scene::new().await;
        let lies = Arc::new(AtomicUsize::new(0));
        let told = Arc::clone(&lies);
        let server = Server::start(move |_| match told.fetch_add(1, Ordering::Relaxed) {
            0 => csv(list(1..=10)),
            _ => raw(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{}", list(1..=4).len() + 20, list(1..=10))),
        })
        .await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        harvester.run("regione", clock()).await.expect("run");
        let done = harvester.run("regione", clock()).await.expect("run");
        assert!(matches!(done.outcome, Outcome::Waiting | Outcome::Failed), "{done:?}");
        assert_eq!(scene.centres("regione").await.len(), 10);
    });
}

#[test]
fn files_of_this_machine_are_read_and_only_plain_ones() {
    story(async {
        let scene = Scene::new().await;
        let pipe = scene.folder.join("tubo.csv");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
        std::fs::create_dir(scene.folder.join("cartella.csv")).expect("a folder");
        std::fs::write(scene.folder.join("centri.csv"), list(1..=3)).expect("a file");
        std::fs::write(scene.folder.join("pagina.csv"), "<html>").expect("a file");
        let cases = [
            ("centri", Outcome::Applied, "3 nuovi"),
            ("tubo", Outcome::Failed, "non è un file"),
            ("cartella", Outcome::Failed, "non è un file"),
            ("pagina", Outcome::Failed, "pagina web"),
            ("manca", Outcome::Broken, "non c'è"),
        ];
        let text: String = cases
            .iter()
            .map(|(key, ..)| format!("[[source]]\nkey = \"{key}\"\nkind = \"centres\"\nevery = \"orario\"\npath = \"{key}.csv\"\n"))
            .collect();
        let done = scene.harvester(&text).run_due(clock()).await.expect("run");
        for ((key, outcome, words), done) in cases.iter().zip(&done) {
            assert_eq!(done.outcome, *outcome, "{key}: {done:?}");
            assert!(done.message.contains(words), "{key}: {}", done.message);
        }
        assert!(scene.folder.join("centri.csv").is_file(), "the file of others was taken away");
    });
}

#[test]
fn a_proxy_is_asked_for_the_address_and_leads_no_further_inside() {
    story(async {
        let scene = Scene::new().await;
        let server = Server::start(|head| match head.split(' ').nth(1).unwrap_or_default() {
            "http://dati.example.invalid/centri.csv" => csv(list(1..=3)),
            _ => reply("302 Found", "location: http://192.168.0.1/centri.csv\r\n", ""),
        })
        .await;
        let text = format!("proxy = \"{}\"\n", server.url("/"))
            + &source("regione", "http://dati.example.invalid/centri.csv", "")
            + &source("altrove", "http://altro.example.invalid/centri.csv", "");
        let done = scene.harvester(&text).run_due(clock()).await.expect("run");
        assert_eq!(done[0].outcome, Outcome::Applied, "{done:?}");
        assert!(done[1].message.contains("192.168.0.1 è un indirizzo di una rete interna"), "{done:?}");
        assert_eq!(server.asked().len(), 2);
    });
}
