//! Counters for whoever runs the site. They know addresses by their pattern, never by their values.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use chrono::{DateTime, Utc};
use prometheus::{Encoder, Gauge, Histogram, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

/// Counters and the clock.
#[derive(Debug)]
pub struct Operations {
    registry: Registry,
    requests: HistogramVec,
    sites: IntGauge,
    database: IntGauge,
    whole_reading: Gauge,
    /// Looks at sources of a harvest, by source and outcome.
    pub harvests: IntCounterVec,
    /// When the process started.
    pub started_at: DateTime<Utc>,
    /// The clock, given so that tests can hold it.
    pub clock: fn() -> DateTime<Utc>,
}

impl Operations {
    /// With this clock.
    ///
    /// # Errors
    /// When two counters had the same name, which a test would notice.
    pub fn new(clock: fn() -> DateTime<Utc>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let options = HistogramOpts::new("centri_request_duration_seconds", "Time to answer, by route, method and status")
            .buckets(vec![0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0]);
        let requests = HistogramVec::new(options, &["route", "method", "status"])?;
        let sites = IntGauge::new("centri_public_sites", "Sites in the mirror")?;
        let database = IntGauge::new("centri_database_up", "1 while PostgreSQL answers")?;
        let whole_reading =
            Gauge::new("centri_whole_reading_seconds", "Time the last reading of everything public took, until the snapshot stood")?;
        let harvests =
            IntCounterVec::new(Opts::new("centri_harvests_total", "Looks at sources, by source and outcome"), &["source", "outcome"])?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(sites.clone()))?;
        registry.register(Box::new(database.clone()))?;
        registry.register(Box::new(whole_reading.clone()))?;
        registry.register(Box::new(harvests.clone()))?;
        Ok(Self { registry, requests, sites, database, whole_reading, harvests, started_at: clock(), clock })
    }

    /// Where tiles handed out at the door are timed: counted like those that crossed the house.
    #[must_use]
    pub fn kept_tiles(&self) -> Histogram {
        self.requests.with_label_values(&["/tiles/{layers}/{z}/{x}/{y}", "GET", "kept"])
    }

    /// Starts the clock of one request.
    #[must_use]
    pub fn begin(self: &Arc<Self>, request: &Request) -> Counted {
        let method = match *request.method() {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::OPTIONS => "OPTIONS",
            _ => "other",
        };
        Counted { operations: Arc::clone(self), route: request.extensions().get::<MatchedPath>().cloned(), method, started: Instant::now() }
    }

    /// The counters as Prometheus reads them.
    #[must_use]
    pub fn text(&self, sites: usize, database_up: bool, whole_reading: Option<Duration>) -> Vec<u8> {
        self.whole_reading.set(whole_reading.unwrap_or_default().as_secs_f64());
        self.sites.set(i64::try_from(sites).unwrap_or(i64::MAX));
        self.database.set(i64::from(database_up));
        let mut text = vec![];
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            tracing::error!(%error, "the counters could not be written");
        }
        text
    }
}

/// A request being answered.
#[derive(Debug)]
pub struct Counted {
    operations: Arc<Operations>,
    route: Option<MatchedPath>,
    method: &'static str,
    started: Instant,
}

impl Counted {
    /// Counts it with what came of it.
    pub fn end(self, status: StatusCode) {
        let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
        self.operations.requests.with_label_values(&[route, self.method, status.as_str()]).observe(self.started.elapsed().as_secs_f64());
    }
}
