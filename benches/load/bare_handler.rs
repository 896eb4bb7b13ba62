//! The limit of the machine for `make bench`: the smallest axum server, which answers every address with the bytes of one
//! file and the headers it is given. It reads nothing of a request, knows no data and refuses to be used for anything else.
//!
//! Usage: `bare_handler 127.0.0.1:8090 answer.json 'content-type: application/json' 'cache-control: no-cache'`

use std::net::SocketAddr;

use anyhow::Context;
use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let listen: SocketAddr = arguments.next().context("the first argument is the address to listen on")?.parse()?;
    let file = arguments.next().context("the second argument is the file to answer with")?;
    let body = Bytes::from(std::fs::read(&file).with_context(|| format!("{file} cannot be read"))?);
    let mut headers = HeaderMap::new();
    for line in arguments {
        let (name, value) = line.split_once(": ").with_context(|| format!("{line} is not a header; write it as 'name: value'"))?;
        headers.append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    let site = Router::new().fallback(move || {
        let answer = (headers.clone(), body.clone());
        async move { answer }
    });
    let listener = tokio::net::TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    Ok(axum::serve(listener, site).await?)
}
