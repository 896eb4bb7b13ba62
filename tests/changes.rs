//! Open maps hear of what is public and of nothing else: at once, at each change, and not when only private things move.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::StatusCode;
use futures_util::StreamExt;

use crate::support::{TestApp, story};

/// One who listens, with what has been heard and not yet understood.
struct Listening {
    body: BodyDataStream,
    heard: String,
}

impl Listening {
    async fn to(app: &TestApp) -> Self {
        let response = app.open("/changes").await;
        assert_eq!(response.status(), StatusCode::OK);
        let header = |name: &str| response.headers()[name].to_str().expect("ASCII").to_owned();
        assert_eq!(header("content-type"), "text/event-stream");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("access-control-allow-origin"), "*");
        assert!(!response.headers().contains_key("content-encoding"));
        Self { body: Body::into_data_stream(response.into_body()), heard: String::new() }
    }

    /// The next event's data; none when the stream has ended.
    async fn next(&mut self) -> Option<serde_json::Value> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.heard = rest;
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).map(str::to_owned);
                let Some(data) = line("data:") else { continue };
                assert_eq!(line("event:").as_deref(), Some("versions"), "{event}");
                assert_eq!(line("retry:").as_deref(), Some("3000"), "{event}");
                return Some(serde_json::from_str(&data).expect("JSON"));
            }
            let piece = self.body.next().await?.expect("a piece");
            self.heard.push_str(std::str::from_utf8(&piece).expect("UTF-8"));
        }
    }

    async fn soon(&mut self) -> Option<serde_json::Value> {
        tokio::time::timeout(Duration::from_secs(10), self.next()).await.expect("something is said in ten seconds")
    }
}

fn centres(versions: &serde_json::Value) -> &str {
    versions["centres"].as_str().expect("a text")
}

#[test]
fn the_version_is_told_at_once_and_at_each_public_change_and_at_no_other() {
    story(async {
        let app = TestApp::small().await;
        let mut listening = Listening::to(&app).await;
        let first = listening.soon().await.expect("a first event");
        assert_eq!(centres(&first), app.state.mirror.snapshot().version);
        // A private edit, then a public one: only the second is told, so it is the next thing heard.
        app.edit("update centre set note = 'da richiamare' where slug = 'imola'").await;
        app.settled().await;
        assert_eq!(centres(&first), app.state.mirror.snapshot().version);
        app.edit("update centre set name = 'Centro rinominato' where slug = 'imola'").await;
        let second = listening.soon().await.expect("a second event");
        assert_ne!(centres(&second), centres(&first));
        assert_eq!(centres(&second), app.state.mirror.snapshot().version);
        assert_eq!(second["territory"], first["territory"], "no boundary has moved");
        // Nothing waits behind it: the private edit was not told late either.
        assert_eq!(listening.heard, "");
        // Who comes now hears the same.
        let late = Listening::to(&app).await.soon().await.expect("a first event");
        assert_eq!(late, second);
    });
}

#[test]
fn edits_close_together_are_told_as_few_and_the_last_is_among_them() {
    story(async {
        let app = TestApp::small().await;
        let mut listening = Listening::to(&app).await;
        listening.soon().await.expect("a first event");
        const EDITS: usize = 20;
        for number in 0..EDITS {
            app.edit(&format!("update centre set name = 'Centro {number}' where slug = 'imola'")).await;
            app.settled().await;
        }
        let last = app.state.mirror.snapshot().version.clone();
        let mut told = 0;
        while centres(&listening.soon().await.expect("an event")) != last {
            told += 1;
        }
        assert!(told < EDITS, "{told} events before the last");
    });
}

#[test]
fn a_listener_who_leaves_frees_the_chair_and_nobody_listens_to_a_house_that_closes() {
    story(async {
        let app = TestApp::small().await;
        let chairs = app.state.listeners.free();
        let mut listening = Listening::to(&app).await;
        listening.soon().await.expect("a first event");
        let leaves = Listening::to(&app).await;
        assert_eq!(app.state.listeners.free(), chairs - 2);
        drop(leaves);
        assert_eq!(app.state.listeners.free(), chairs - 1);
        app.state.listeners.dismiss();
        assert_eq!(listening.soon().await, None, "the stream ends");
    });
}

#[test]
fn more_than_there_are_chairs_are_asked_to_come_again() {
    story(async {
        let app = TestApp::small().await;
        let mut seated = vec![];
        while app.state.listeners.free() > 0 {
            seated.push(Listening::to(&app).await);
        }
        assert_eq!(seated.len(), 2_000);
        let refused = app.get("/changes").await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.header("retry-after"), "5");
        assert_eq!(refused.header("access-control-allow-origin"), "*");
        seated.pop();
        Listening::to(&app).await.soon().await.expect("a first event");
        assert_eq!(app.get("/changes?since=1").await.status, StatusCode::BAD_REQUEST);
    });
}
