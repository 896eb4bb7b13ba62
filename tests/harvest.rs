//! The harvest over days: nothing is lost, nothing is stored twice, what looks wrong waits for a person.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use centri::imports::harvest::{Configuration, HarvestError, Outcome};
use chrono::TimeDelta;
use prometheus::{IntCounterVec, Opts};
use tokio::sync::Semaphore;

use crate::support::harvest_scene::{Scene, csv, list, source};
use crate::support::misbehaving::{Reply, Server, reply};
use crate::support::{clock, root, story};

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
        write(&text, list(1..=10).replacen("attivo_alla_fonte", "chissà", 3));
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
