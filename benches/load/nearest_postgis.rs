//! The peer of the nearest answer for `make bench`: the same HTTP stack, the same question, and PostGIS `<->` for the
//! answer. It reads `bench.site`, which `peers.sql` makes as favourable as can be (an item written beforehand, an index on
//! geography); it measures nothing itself and refuses every question but a point and a number.
//!
//! Usage: `nearest_postgis 127.0.0.1:8091 'postgres://centri@localhost/centri?host=/the/socket/folder'`

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

/// The whole answer is written by PostgreSQL; the number of sites is passed in, so that it need not be counted.
const STATEMENT: &str = "
    with here as materialized (select st_setsrid(st_makepoint($1, $2), 4326)::geography as point),
    near as materialized (
        select s.id, s.item, s.point, st_distance(s.point, h.point) as distance_m
        from here h, lateral (select id, item, point from bench.site order by point <-> h.point limit $3) as s
    )
    select json_build_object(
        'from', json_build_object('lon', $1::float8, 'lat', $2::float8, 'label', null),
        'items', json_agg(n.item || jsonb_build_object(
            'distance_m', round(n.distance_m::numeric, 3),
            'bearing', round(degrees(st_azimuth(h.point, n.point))::numeric, 1)) order by n.distance_m, n.id),
        'next', null, 'number_matched', $4::bigint, 'number_positioned', $4::bigint)::text
    from near n, here h";

#[derive(Deserialize)]
struct Question {
    lon: f64,
    lat: f64,
    limit: i64,
}

#[derive(Clone)]
struct Peer {
    pool: PgPool,
    sites: Arc<i64>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let listen: SocketAddr = arguments.next().context("the first argument is the address to listen on")?.parse()?;
    let database = arguments.next().context("the second argument is the address of the database")?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false).connect(&database).await?;
    let sites = sqlx::query_scalar("select count(*) from bench.site").fetch_one(&pool).await?;
    let site = Router::new().route("/api/v1/nearest", get(nearest)).with_state(Peer { pool, sites: Arc::new(sites) });
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    Ok(axum::serve(listener, site).await?)
}

async fn nearest(State(peer): State<Peer>, Query(question): Query<Question>) -> Response {
    let answer = sqlx::query_scalar::<_, String>(STATEMENT)
        .bind(question.lon)
        .bind(question.lat)
        .bind(question.limit)
        .bind(*peer.sites)
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
