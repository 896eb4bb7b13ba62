//! Files for programs that visit any site: `/robots.txt`, `/sitemap.xml`, `/.well-known/security.txt`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, SecondsFormat, Utc};

use crate::centres;
use crate::published::{Mirror, Snapshot};
use crate::state::AppState;
use crate::web::{CachePolicy, Frame, escape_xml};

/// Pages a search engine may list; the cards come from the mirror.
const PUBLIC_PAGES: [&str; 14] = [
    "/",
    "/trova",
    "/mappa",
    "/centri",
    "/aiuto-subito",
    "/dati",
    "/copertura",
    "/copertura/simulatore",
    "/dati/incorpora",
    "/dati/fonti",
    "/api/v1/docs",
    "/accessibilita",
    "/privacy",
    "/note-legali",
];
/// The most addresses one sitemap may hold (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;
/// How long `security.txt` stays valid; RFC 9116 advises less than a year.
const SECURITY_DAYS: Days = Days::new(180);

/// `GET /robots.txt`: everything may be read but the embed, which is somebody else's page.
pub async fn robots(frame: Frame) -> Response {
    let body = format!("User-agent: *\nDisallow: /embed\nDisallow: /metrics\n\nSitemap: {}\n", frame.absolute("/sitemap.xml"));
    (CachePolicy::Day, [(CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}

/// `GET /sitemap.xml`: the public pages and every card that is not invented.
pub async fn sitemap(frame: Frame, State(mirror): State<Arc<Mirror>>) -> Response {
    let body = sitemap_of(&mirror.snapshot(), |path| frame.absolute(path));
    (CachePolicy::Minute, [(CONTENT_TYPE, "application/xml; charset=utf-8")], body).into_response()
}

fn sitemap_of(snapshot: &Snapshot, absolute: impl Fn(&str) -> String) -> String {
    let cards: BTreeSet<String> = snapshot.sites.iter().filter(|site| !site.demo).map(|site| centres::url(&site.slug)).collect();
    let mut text =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let regions = snapshot.units.regions().map(|region| format!("/copertura/{}", region.code));
    for path in PUBLIC_PAGES.into_iter().map(str::to_owned).chain(regions).chain(cards).take(MOST_ADDRESSES) {
        // Writing into a String does not fail.
        let _ = writeln!(text, "  <url><loc>{}</loc></url>", escape_xml(&absolute(&path)));
    }
    text.push_str("</urlset>\n");
    text
}

/// `GET /.well-known/security.txt` (RFC 9116).
pub async fn security(frame: Frame, State(state): State<AppState>) -> Response {
    let body = security_of(&frame.settings().contact_email, &frame.absolute("/.well-known/security.txt"), state.clock.now());
    (CachePolicy::Day, [(CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
}

fn security_of(contact: &str, canonical: &str, now: DateTime<Utc>) -> String {
    let expires = now.checked_add_days(SECURITY_DAYS).unwrap_or(now).to_rfc3339_opts(SecondsFormat::Secs, true);
    format!("Contact: mailto:{contact}\nExpires: {expires}\nPreferred-Languages: it, en\nCanonical: {canonical}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn security_txt_expires_half_a_year_after_the_clock() {
        let now = "2026-03-03T08:00:00Z".parse().expect("a time");
        let text = security_of("sicurezza@example.it", "https://example.it/.well-known/security.txt", now);
        assert!(text.contains("Contact: mailto:sicurezza@example.it\n"));
        assert!(text.contains("Expires: 2026-08-30T08:00:00Z\n"));
    }

    #[test]
    fn the_sitemap_escapes_what_xml_reserves() {
        let text = sitemap_of(&Snapshot::default(), |path| format!("https://example.it{path}?a=1&b=<2>"));
        assert!(text.contains("<loc>https://example.it/dati?a=1&amp;b=&lt;2&gt;</loc>"));
    }
}
