//! The peer of the nearest answer for `make bench`: the same HTTP stack, the same question, and one statement of PostGIS
//! with `<->` that writes the whole answer. It measures nothing itself and refuses every question but a point and a number.
//!
//! Usage: `nearest_postgis 127.0.0.1:8091 'postgres://centri@localhost/centri?host=/the/socket/folder' nearest_live.sql`

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

/// As many as our own public pool holds.
const CONNECTIONS: u32 = 16;

#[derive(Deserialize)]
struct Question {
    lon: f64,
    lat: f64,
    limit: i64,
}

#[derive(Clone)]
struct Peer {
    pool: PgPool,
    statement: Arc<str>,
    /// Told to the statement, so that it need not count.
    sites: i64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let listen: SocketAddr = arguments.next().context("the first argument is the address to listen on")?.parse()?;
    let database = arguments.next().context("the second argument is the address of the database")?;
    let file = arguments.next().context("the third argument is the file with the statement")?;
    let statement = std::fs::read_to_string(&file).with_context(|| format!("{file} cannot be read"))?.into();
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false).connect(&database).await?;
    let sites = sqlx::query_scalar("select count(*) from bench.site").fetch_one(&pool).await?;
    let site = Router::new().route("/api/v1/nearest", get(nearest)).with_state(Peer { pool, statement, sites });
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    Ok(axum::serve(listener, site).await?)
}

async fn nearest(State(peer): State<Peer>, Query(question): Query<Question>) -> Response {
    let answer = sqlx::query_scalar::<_, String>(&peer.statement)
        .bind(question.lon)
        .bind(question.lat)
        .bind(question.limit)
        .bind(peer.sites)
        .fetch_one(&peer.pool)
        .await;
    match answer {
        Ok(body) => {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static("application/json")),
                (CACHE_CONTROL, HeaderValue::from_static("public, no-cache")),
            ];
            (headers, body).into_response()
        }
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response(),
    }
}
