//! One site on the card: may one go, where it is and how honestly we know it, its own contacts and hours.
//! A protected place is named by its comune or territory and never measured, mapped or routed to.

use super::card::Material;
use super::contacts::ContactView;
use super::hours::{Week, closures, weeks};
use crate::centres::Said;
use crate::published::{Contact, Position, Site};
use crate::web::Words;

/// A point to draw on the small map.
#[derive(Debug)]
pub struct MapPoint {
    /// Degrees, EPSG:4326.
    pub lon: f64,
    /// Degrees, EPSG:4326.
    pub lat: f64,
    /// Code of `precision`.
    pub precision: String,
    /// Radius in metres within which the place lies.
    pub accuracy_m: f64,
    /// Name of the sign.
    pub sign: String,
}

/// A site on the card.
#[derive(Debug)]
pub struct SiteView {
    /// The name of its part of the card.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// What kind of site, where it is not the main one.
    pub kind: String,
    /// May one go: a sentence.
    pub status: String,
    /// Class of `.open-state`.
    pub status_class: &'static str,
    /// Open now, or when it opens; none where the hours are not known.
    pub opening: Option<Said>,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Said where the point is not the door.
    pub approximate: Option<String>,
    /// Said where the address is not public.
    pub protected: Option<String>,
    /// Opens the person's own map application.
    pub directions: Option<String>,
    /// The small map.
    pub map: Option<MapPoint>,
    /// Contacts of this site alone.
    pub contacts: Vec<ContactView>,
    /// Opening hours.
    pub weeks: Vec<Week>,
    /// Closures to come.
    pub closures: Vec<String>,
}

/// The name of a site's part of its card.
#[must_use]
pub fn anchor(site: i64) -> String {
    format!("sede-{site}")
}

impl SiteView {
    /// Of a site; contacts in `common` are told once for the whole centre.
    #[must_use]
    pub fn of(site: &Site, common: &[Contact], material: &Material) -> Self {
        let words = material.words;
        let codes = &material.snapshot.codes;
        let hours = material.centre.map(|centre| centre.hours.as_slice()).unwrap_or_default();
        let closed = material.centre.map(|centre| centre.closures.as_slice()).unwrap_or_default();
        let (status_class, status) = status(site, codes.label("site_status", &site.status, words.0), words);
        Self {
            anchor: anchor(site.id),
            name: site.name.clone(),
            kind: codes.label("site_kind", &site.site_kind, words.0).to_owned(),
            status,
            status_class,
            opening: site.opening(material.now).say(material.now, words),
            address: address(site),
            approximate: site.position.as_ref().and_then(|position| approximate(site, position, words)),
            protected: protected(site, words),
            directions: directions(site),
            map: site.position.as_ref().map(|position| MapPoint {
                lon: position.at.lon(),
                lat: position.at.lat(),
                precision: position.precision.clone(),
                accuracy_m: position.accuracy_m,
                sign: site.sign(),
            }),
            contacts: site
                .contacts
                .iter()
                .filter(|contact| !common.contains(contact))
                .map(|contact| ContactView::of(contact, words))
                .collect(),
            weeks: weeks(hours, site.id, material.now.day(), words),
            closures: closures(closed, site.id, material.now.day(), words),
        }
    }
}

fn status(site: &Site, label: &str, words: Words) -> (&'static str, String) {
    let verified = site.verified_on.is_some();
    let callable = site.callable().is_some();
    match (site.status.as_str(), verified, callable) {
        ("attiva", true, _) => ("is-open", words.say("centre-status-active")),
        ("attiva", false, true) => ("is-unknown", words.say("centre-status-active-call")),
        ("attiva", false, false) => ("is-unknown", words.say("centre-status-active-unverified")),
        ("temporanea", ..) => ("is-open", words.say("centre-status-temporary")),
        ("programmata", ..) => ("is-closed", words.say("centre-status-planned")),
        ("sospesa", ..) => ("is-closed", words.say("centre-status-suspended")),
        _ => ("is-unknown", label.to_owned()),
    }
}

fn address(site: &Site) -> Vec<String> {
    if site.position_visibility != "pubblica" {
        return vec![];
    }
    let comune = site.municipality.as_ref().map(|unit| format!("{} ({})", unit.name, site.province_label));
    let postcode = site.postcode.clone().unwrap_or_default();
    [site.address.clone(), site.locality.clone(), comune.map(|comune| format!("{postcode} {comune}").trim().to_owned())]
        .into_iter()
        .flatten()
        .collect()
}

fn approximate(site: &Site, position: &Position, words: Words) -> Option<String> {
    position
        .is_approximate()
        .then(|| words.say_two("centre-approximate", "area", site.area(), "metres", roughly(position.accuracy_m, words)))
}

/// A radius without a decimal that nobody measured: "300 m", "2 km".
fn roughly(metres: f64, words: Words) -> String {
    if metres < 1_000.0 { words.distance(metres) } else { format!("{:.0} km", metres / 1_000.0) }
}

fn protected(site: &Site, words: Words) -> Option<String> {
    match site.position_visibility.as_str() {
        "pubblica" => None,
        "solo_comune" => Some(words.say_with("centre-protected-municipality", "area", site.area())),
        _ => Some(words.say_with("centre-protected-territory", "area", &site.province.name)),
    }
}

/// A `geo:` address (RFC 5870). Where the point is not the door, the written address is asked for instead.
fn directions(site: &Site) -> Option<String> {
    if site.position_visibility != "pubblica" {
        return None;
    }
    let exact = site.position.as_ref().filter(|position| !position.is_approximate());
    if let Some(position) = exact {
        let (lat, lon) = (position.at.lat(), position.at.lon());
        return Some(format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}"));
    }
    let written = format!("{}, {}", site.address.as_ref()?, site.municipality.as_ref()?.name);
    let query: String = form_urlencoded::byte_serialize(written.as_bytes()).collect();
    Some(format!("geo:0,0?q={}", query.replace('+', "%20")))
}
