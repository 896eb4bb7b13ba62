//! The harvest against servers on bad days: nothing is lost, nothing is stored twice, what looks wrong waits for a person.

use std::fmt::Write;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use centri::imports::harvest::{Circumstances, Configuration, HarvestError, Harvester, Outcome};
use chrono::TimeDelta;
use prometheus::{IntCounterVec, Opts};
use tokio::sync::Semaphore;

use crate::support::misbehaving::{Reply, Server, raw, reply};
use crate::support::{TestApp, clock, root, story};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A small Italy and a folder for the program.
struct Scene {
    app: TestApp,
    folder: PathBuf,
}

impl Scene {
    async fn new() -> Self {
        let name = format!("harvest-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self { app: TestApp::small().await, folder }
    }

    fn harvester(&self, configuration: &str) -> Harvester {
        let configuration = Configuration::parse(configuration, &self.folder.join("harvest.toml")).expect("a configuration");
        let circumstances = Circumstances {
            folder: self.folder.clone(),
            bundled: root().join("data-import/bundled"),
            public_url: Some("https://centri.example.it".into()),
            actor: "prova".into(),
        };
        Harvester::new(self.app.pools.owner.clone(), configuration, circumstances)
    }

    /// Names of the centres of a source, in order.
    async fn centres(&self, source: &str) -> Vec<String> {
        let sql = "select c.name from centre c join source s on s.id = c.source_id where s.key = $1 order by c.external_id";
        sqlx::query_scalar(sql).bind(source).fetch_all(&self.app.pools.owner).await.expect("names")
    }

    /// What lies in the folder of the harvest.
    fn files(&self) -> Vec<PathBuf> {
        std::fs::read_dir(self.folder.join("harvest")).map(|all| all.flatten().map(|one| one.path()).collect()).unwrap_or_default()
    }

    async fn number(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.app.pools.owner).await.expect("a number")
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn source(key: &str, url: &str, more: &str) -> String {
    format!("[[source]]\nkey = \"{key}\"\nkind = \"centres\"\nevery = \"24h\"\nurl = \"{url}\"\n{more}\n")
}

/// A list of centres with these numbers, all in Imola.
fn list(numbers: RangeInclusive<usize>) -> String {
    let mut text = "id,nome,comune,provincia,regione,cod_com,precisione,stato,fonte_url\n".to_owned();
    for number in numbers {
        let name = format!("Centro per le famiglie {number}");
        writeln!(text, "C{number:02},{name},Imola,BO,Emilia-Romagna,037032,comune,attivo_alla_fonte,https://example.it/").expect("a row");
    }
    text
}

fn csv(body: impl AsRef<[u8]>) -> Reply {
    reply("200 OK", "content-type: text/csv\r\n", body)
}

/// A server that hands out whatever is written on the board.
async fn board(first: String) -> (Server, Arc<Mutex<String>>) {
    let board = Arc::new(Mutex::new(first));
    let seen = Arc::clone(&board);
    (Server::start(move |_| csv(seen.lock().expect("a text").as_bytes())).await, board)
}

fn write(board: &Mutex<String>, text: String) {
    *board.lock().expect("a text") = text;
}

#[test]
fn a_file_is_stored_once_and_only_news_are_asked_for_after() {
    story(async {
        let scene = Scene::new().await;
        let server = Server::start(|head| {
            let (tag, same) =
                ("etag: \"v1\"\r\nlast-modified: Mon, 02 Mar 2026 09:00:00 GMT\r\n", head.contains("if-none-match: \"v1\"\r\n"));
            if same { reply("304 Not Modified", tag, "") } else { reply("200 OK", tag, list(1..=10)) }
        })
        .await;
        let harvester = scene.harvester(&source("regione", &server.url("/centri.csv"), ""));
        let first = harvester.run_due(clock()).await.expect("run");
        assert_eq!((first.len(), first[0].outcome), (1, Outcome::Applied), "{first:?}");
        assert_eq!(first[0].report.as_ref().map(|report| report.inserted), Some(10));
        assert_eq!(harvester.run_due(clock()).await.expect("nothing due"), []);
        // The pause begins when the source was looked at, a moment after the round began.
        let day = clock() + TimeDelta::hours(24);
        let second = harvester.run_due(day + TimeDelta::minutes(1)).await.expect("run");
        assert_eq!(second[0].outcome, Outcome::Unchanged, "{second:?}");
        let asked = server.asked();
        assert_eq!(asked.len(), 2);
        assert!(
            asked[0].starts_with("GET /centri.csv ") && !asked[0].contains("if-none-match") && !asked[0].contains("cookie"),
            "{}",
            asked[0]
        );
        assert!(asked[0].contains("user-agent: centri/") && asked[0].contains("+https://centri.example.it"), "{}", asked[0]);
        assert!(asked[1].contains("if-modified-since: mon, 02 mar 2026 09:00:00 gmt"), "{}", asked[1]);
        assert_eq!(scene.centres("regione").await.len(), 10);
        assert_eq!(scene.number("select count(*) from import_run where file_name = 'regione.csv'").await, 1);
        let standing = harvester.list().await.expect("a list").remove(0);
        assert!(standing.next_at > Some(day + TimeDelta::hours(24)) && standing.applied_at.is_some_and(|at| at < day), "{standing:?}");
        assert!(scene.files().is_empty(), "{:?}", scene.files());
        scene.app.settled().await;
        assert_eq!(scene.app.get("/api/v1/sites").await.json()["number_matched"], 15);
    });
}

#[test]
fn the_same_content_is_known_without_any_help_of_the_server() {
    story(async {
        let scene = Scene::new().await;
        let (server, text) = board(list(1..=10)).await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Applied);
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Unchanged);
        assert_eq!(scene.number("select count(*) from import_run where file_name like 'regione%'").await, 1);
        // Other settings decide anew about the same content.
        let other = scene.harvester(&source("regione", &server.url("/"), "precedence = 7"));
        assert_eq!(other.run("regione", clock()).await.expect("run").outcome, Outcome::Applied);
        write(&text, list(1..=11));
        let later = other.run("regione", clock()).await.expect("run");
        assert_eq!(later.report.map(|report| (report.inserted, report.unchanged)), Some((1, 10)));
    });
}

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
        ];
        let key = |path: &str| path.trim_start_matches('/').to_owned();
        let text: String = cases.iter().map(|(path, more, ..)| source(&key(path), &server.url(path), more)).collect();
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
fn a_file_with_half_of_the_centres_waits_until_a_person_accepts_it() {
    story(async {
        let scene = Scene::new().await;
        let (server, text) = board(list(1..=10)).await;
        let configuration = source("regione", &server.url("/"), "");
        let harvester = scene.harvester(&configuration);
        harvester.run("regione", clock()).await.expect("run");
        write(&text, list(1..=5).replace("famiglie 1,", "famiglie cambiato,"));
        let done = harvester.run("regione", clock()).await.expect("run");
        assert_eq!(done.outcome, Outcome::Waiting, "{done:?}");
        assert!(done.message.contains("mancano 5 dei 10 centri"), "{}", done.message);
        assert_eq!(scene.centres("regione").await[0], "Centro per le famiglie 1");
        let waiting = harvester.list().await.expect("a list").remove(0).waiting.expect("a file waits");
        assert_eq!((waiting.since, waiting.reasons.len()), (clock(), 1));
        // Asking again changes nothing, and neither does a server that has gone meanwhile.
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Waiting);
        assert_eq!(scene.files().len(), 1);
        let other = harvester.accept("regione", Some("0000"), clock()).await;
        assert!(matches!(other, Err(HarvestError::AnotherFile { .. })), "{other:?}");
        let changed = scene.harvester(&format!("{configuration}max_removed_percent = 20\n"));
        let outcome = changed.accept("regione", None, clock()).await;
        assert!(matches!(outcome, Err(HarvestError::SettingsChanged { .. })), "{outcome:?}");
        let done = harvester.accept("regione", Some(&waiting.checksum[..12]), clock()).await.expect("accepted");
        assert_eq!((done.outcome, done.report.map(|report| report.updated)), (Outcome::Applied, Some(1)));
        assert_eq!(scene.centres("regione").await[0], "Centro per le famiglie cambiato");
        assert!(scene.files().is_empty(), "{:?}", scene.files());
        let nothing = harvester.accept("regione", None, clock()).await;
        assert!(matches!(nothing, Err(HarvestError::NothingWaits { .. })), "{nothing:?}");
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Unchanged);
    });
}

#[test]
fn a_rejected_file_is_forgotten_and_a_mended_one_goes_through_by_itself() {
    story(async {
        let scene = Scene::new().await;
        let (server, text) = board(list(1..=10)).await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        harvester.run("regione", clock()).await.expect("run");
        write(&text, list(1..=5));
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Waiting);
        assert_eq!(harvester.reject("regione", None).await.expect("rejected").outcome, Outcome::Rejected);
        assert!(scene.files().is_empty(), "{:?}", scene.files());
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Unchanged);
        // Too many rows refused.
        write(&text, list(1..=10).replacen("attivo_alla_fonte", "aperto", 3));
        let done = harvester.run("regione", clock()).await.expect("run");
        assert!(done.outcome == Outcome::Waiting && done.message.contains("3 righe su 10 sono state rifiutate"), "{done:?}");
        // No row at all.
        write(&text, list(1..=10).lines().next().expect("a header").to_owned() + "\n");
        let done = harvester.run("regione", clock()).await.expect("run");
        assert_ne!(done.outcome, Outcome::Applied, "{done:?}");
        // The publisher mends it: nobody has to decide any more.
        write(&text, list(1..=11));
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Applied);
        assert!(harvester.list().await.expect("a list")[0].waiting.is_none() && scene.files().is_empty());
        assert_eq!(scene.centres("regione").await.len(), 11);
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
fn a_waiting_file_that_was_touched_is_not_imported() {
    story(async {
        let scene = Scene::new().await;
        let (server, text) = board(list(1..=10)).await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        harvester.run("regione", clock()).await.expect("run");
        write(&text, list(1..=5));
        harvester.run("regione", clock()).await.expect("run");
        let kept = scene.files()[0].join("regione.csv");
        std::fs::write(&kept, list(6..=9)).expect("changed");
        let lost = harvester.accept("regione", None, clock()).await;
        assert!(matches!(lost, Err(HarvestError::FileLost { .. })), "{lost:?}");
        // What the message advises helps.
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Waiting);
        assert_eq!(harvester.accept("regione", None, clock()).await.expect("accepted").outcome, Outcome::Applied);
    });
}

#[test]
fn what_has_gone_takes_nothing_with_it() {
    story(async {
        let scene = Scene::new().await;
        let count = AtomicUsize::new(0);
        let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) {
            0 => csv(list(1..=10)),
            _ => reply("404 Not Found", "", ""),
        })
        .await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        harvester.run("regione", clock()).await.expect("run");
        assert_eq!(harvester.run("regione", clock()).await.expect("run").outcome, Outcome::Broken);
        assert_eq!(scene.centres("regione").await.len(), 10);
        let shown = harvester.list().await.expect("a list")[0].to_string();
        assert!(shown.contains("rotta") && shown.contains("i centri già importati restano"), "{shown}");
    });
}

#[test]
fn a_preview_stores_and_keeps_nothing() {
    story(async {
        let scene = Scene::new().await;
        let (server, text) = board(list(1..=10)).await;
        // A name of this machine works where the configuration itself says it.
        let url = format!("http://localhost:{}/centri.csv", server.address.port());
        let harvester = scene.harvester(&source("regione", &url, ""));
        let preview = harvester.preview("regione", clock()).await.expect("a preview");
        assert_eq!((preview.report.inserted, preview.reasons.len(), preview.checksum.len()), (10, 0, 64));
        assert_eq!(scene.number("select count(*) from harvest_source").await + scene.number("select count(*) from import_run").await, 0);
        assert!(scene.centres("regione").await.is_empty() && scene.files().is_empty());
        write(&text, "<html>".to_owned());
        let page = harvester.preview("regione", clock()).await;
        assert!(page.as_ref().is_err_and(|error| error.to_string().contains("pagina web")), "{page:?}");
        let unknown = harvester.preview("altra", clock()).await;
        assert!(unknown.as_ref().is_err_and(|error| error.to_string().contains("ci sono: regione")), "{unknown:?}");
    });
}

#[test]
fn of_two_processes_one_does_the_work() {
    story(async {
        let scene = Scene::new().await;
        let gate = Arc::new(Semaphore::new(0));
        let closed = Arc::clone(&gate);
        let server = Server::start(move |_| {
            let Reply::Bytes(bytes) = csv(list(1..=10)) else { unreachable!("a whole reply") };
            Reply::Gate(Arc::clone(&closed), bytes)
        })
        .await;
        let configuration = source("regione", &server.url("/"), "");
        let (one, other) = (scene.harvester(&configuration), scene.harvester(&configuration));
        let working = tokio::spawn(async move { one.run_due(clock()).await });
        scene.app.until("the first has asked", async |_| !server.asked().is_empty()).await;
        for refused in [
            other.run_due(clock()).await.err(),
            other.run("regione", clock()).await.err(),
            other.accept("regione", None, clock()).await.err(),
            other.reject("regione", None).await.err(),
        ] {
            assert!(matches!(refused, Some(HarvestError::Busy)), "{refused:?}");
        }
        gate.add_permits(1);
        let done = working.await.expect("the first ends").expect("run");
        assert_eq!(done[0].outcome, Outcome::Applied, "{done:?}");
        assert_eq!(other.run_due(clock()).await.expect("nothing due"), []);
        assert_eq!(server.asked().len(), 1);
    });
}

#[test]
fn a_harvest_broken_off_in_the_middle_leaves_no_trace() {
    story(async {
        let scene = Scene::new().await;
        let count = AtomicUsize::new(0);
        let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) {
            0 => Reply::Stall(format!("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{}", list(1..=10)).into_bytes()),
            _ => csv(list(1..=10)),
        })
        .await;
        let harvester = scene.harvester(&source("regione", &server.url("/"), ""));
        let working = tokio::spawn({
            let harvester = harvester.clone();
            async move { harvester.run_due(clock()).await }
        });
        scene.app.until("a file is arriving", async |_| !server.asked().is_empty() && !scene.files().is_empty()).await;
        working.abort();
        assert!(working.await.is_err_and(|error| error.is_cancelled()));
        scene.app.until("the working folder has gone", async |_| scene.files().is_empty()).await;
        assert_eq!(scene.number("select count(*) from harvest_source").await, 0);
        // A process that was killed leaves its folder; the next one takes it away.
        let of_the_dead = scene.folder.join("harvest/fetch-4294967295-0");
        std::fs::create_dir_all(&of_the_dead).expect("a folder");
        let done = Mutex::new(None);
        scene
            .app
            .until("the turn is free again", async |_| {
                let outcome = harvester.run_due(clock()).await;
                let free = !matches!(outcome, Err(HarvestError::Busy));
                *done.lock().expect("an outcome") = Some(outcome);
                free
            })
            .await;
        let done = done.into_inner().expect("an outcome").expect("it ran").expect("run");
        assert_eq!(done[0].outcome, Outcome::Applied, "{done:?}");
        assert_eq!(scene.centres("regione").await.len(), 10);
        assert!(scene.files().is_empty(), "{:?}", scene.files());
    });
}

#[test]
fn a_running_server_harvests_by_itself_and_counts() {
    story(async {
        let scene = Scene::new().await;
        let (server, _) = board(list(1..=10)).await;
        let text = source("regione", &server.url("/"), "") + &source("spenta", &server.url("/altra"), "enabled = false");
        let harvester = scene.harvester(&text);
        let counted = scene.app.state.operations.harvests.clone();
        let following = tokio::spawn(harvester.clone().follow(clock, counted));
        scene
            .app
            .until("the source was looked at", async |app| {
                app.get("/metrics").await.text().contains("centri_harvests_total{outcome=\"applicata\",source=\"regione\"} 1")
            })
            .await;
        following.abort();
        assert!(following.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(scene.centres("regione").await.len(), 10);
        assert_eq!(server.asked().len(), 1, "a source that is switched off was asked");
        assert_eq!(harvester.run("spenta", clock()).await.expect("a person may ask it").outcome, Outcome::Applied);
        // A pool that was closed ends the task.
        let alone = IntCounterVec::new(Opts::new("prova", "Prova"), &["source", "outcome"]).expect("a counter");
        scene.app.pools.owner.close().await;
        scene.harvester(&text).follow(clock, alone).await;
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

#[test]
fn a_source_taken_out_of_the_configuration_is_still_shown() {
    story(async {
        let scene = Scene::new().await;
        let (server, _) = board(list(1..=3)).await;
        scene.harvester(&source("vecchia", &server.url("/"), "")).run("vecchia", clock()).await.expect("run");
        let shown = scene.harvester(&source("nuova", &server.url("/"), "")).list().await.expect("a list");
        let keys: Vec<&str> = shown.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["nuova", "vecchia"]);
        assert!(shown[1].to_string().contains("non è più in harvest.toml"));
    });
}

#[test]
fn the_example_is_a_configuration() {
    let example = Configuration::read(&root().join("data-import/harvest.example.toml")).expect("it is read");
    let keys: Vec<&str> = example.sources.iter().map(|source| source.key.as_str()).collect();
    assert_eq!(keys, ["regione-esempio", "comune-esempio", "rete-interna"]);
    let missing = Configuration::read(&root().join("harvest.toml")).expect_err("there is none");
    assert!(missing.to_string().contains("harvest.example.toml"));
}
