//! The door every request comes through: a tile that was sent before and has not changed since is handed out here, with the
//! headers it had, before any of the house is crossed. Only what still stands in the cache is: the moment a tile is thrown
//! away, its entry here means nothing.

use std::collections::HashMap;
use std::future::Ready;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Either};
use prometheus::Histogram;
use tower_service::Service;
use xxhash_rust::xxh3::xxh3_64;

use super::cache::Slot;
use super::encoding::Encoding;
use crate::web::{Site, assets};

const SHARDS: usize = 16;
/// Most addresses remembered in a part; beyond that the part is begun anew. The bytes themselves belong to the cache.
const ADDRESSES: usize = 2_048;
/// Longer addresses are answered inside.
const LONGEST: usize = 300;

/// Left by the handler in its answer: this may be handed out again while the slot stands.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The tile.
    pub slot: Arc<Slot>,
    /// As sent.
    pub encoding: Encoding,
}

#[derive(Debug)]
struct Remembered {
    slot: Weak<Slot>,
    headers: HeaderMap,
}

type Part = RwLock<HashMap<Box<str>, [Option<Remembered>; 4]>>;

/// The service in front of all others.
#[derive(Clone, Debug)]
pub struct Door<S> {
    inside: S,
    known: Arc<[Part; SHARDS]>,
    site: Arc<Site>,
    served: Histogram,
}

impl<S> Door<S> {
    /// In front of `inside`; tiles handed out here are timed in `served`.
    pub fn new(inside: S, site: Arc<Site>, served: Histogram) -> Self {
        Self { inside, known: Arc::new(Default::default()), site, served }
    }

    fn answer(&self, request: &Request<Body>, address: &str, encoding: Encoding) -> Option<Response<Body>> {
        let part = part(&self.known, address).read().unwrap_or_else(PoisonError::into_inner);
        let remembered = part.get(address)?[encoding as usize].as_ref()?;
        let slot = remembered.slot.upgrade().filter(|slot| slot.is_fresh())?;
        let body = slot.sent(encoding)?;
        slot.touch();
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = remembered.headers.clone();
        let same = request.headers().contains_key(IF_NONE_MATCH)
            && remembered
                .headers
                .get(ETAG)
                .and_then(|tag| tag.to_str().ok())
                .is_some_and(|tag| assets::matches_etag(request.headers(), tag));
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            let headers = response.headers_mut();
            headers.remove(axum::http::header::CONTENT_TYPE);
            headers.remove(axum::http::header::CONTENT_ENCODING);
        } else {
            *response.body_mut() = Body::from(body);
        }
        Some(response)
    }
}

fn part<'a>(known: &'a [Part; SHARDS], address: &str) -> &'a Part {
    &known[xxh3_64(address.as_bytes()) as usize % SHARDS]
}

/// The address and encoding of a request that might have been answered before.
fn question(request: &Request<Body>) -> Option<(&str, Encoding)> {
    let address = request.uri().path_and_query()?.as_str();
    if request.method() != Method::GET || !address.starts_with("/tiles/") || address.len() > LONGEST {
        return None;
    }
    let mut accepted = request.headers().get_all(ACCEPT_ENCODING).iter();
    let first = accepted.next().map_or(Some(""), |value| value.to_str().ok())?;
    // Several such headers are rare: they are answered inside.
    accepted.next().is_none().then(|| (address, Encoding::negotiated(first)))
}

impl<S> Service<Request<Body>> for Door<S>
where
    S: Service<Request<Body>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<Ready<Result<Self::Response, S::Error>>, Either<S::Future, BoxFuture<'static, Result<Self::Response, S::Error>>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inside.poll_ready(context)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let started = Instant::now();
        // While PostgreSQL is away each answer says how old it is.
        let Some((address, encoding)) = question(&request).filter(|_| !self.site.database_away.load(Ordering::Relaxed)) else {
            return Either::Right(Either::Left(self.inside.call(request)));
        };
        if let Some(response) = self.answer(&request, address, encoding) {
            self.served.observe(started.elapsed().as_secs_f64());
            return Either::Left(std::future::ready(Ok(response)));
        }
        let address: Box<str> = address.into();
        let known = Arc::clone(&self.known);
        let inside = self.inside.call(request);
        let kept = async move {
            let mut response = inside.await?;
            if response.status() == StatusCode::OK
                && let Some(Kept { slot, encoding }) = response.extensions_mut().remove()
            {
                let remembered = Remembered { slot: Arc::downgrade(&slot), headers: response.headers().clone() };
                let mut part = part(&known, &address).write().unwrap_or_else(PoisonError::into_inner);
                if part.len() >= ADDRESSES {
                    part.clear();
                }
                part.entry(address).or_default()[encoding as usize] = Some(remembered);
            }
            Ok(response)
        };
        Either::Right(Either::Right(kept.boxed()))
    }
}
