//! A site as a line of a list: name, where, whether one may go, three services, whom to call. Nothing else.

use super::place;
use crate::centres::{self, Moment, Said};
use crate::published::{Site, Snapshot, sign_drawing};
use crate::web::Words;

/// How many services a line names.
const MOST_SERVICES: usize = 3;

/// A line of the list.
#[derive(Debug)]
pub struct Listed {
    /// Name of the site.
    pub name: String,
    /// Path of the centre's card.
    pub path: String,
    /// The site's part of a card that has several.
    pub anchor: String,
    /// Asset of the sign.
    pub sign: String,
    /// Comune and how exactly the place is known.
    pub place: String,
    /// May one go now, where the hours are known.
    pub opening: Option<Said>,
    /// What keeps one from going, or why to call first; none for a site in service.
    pub status: Option<String>,
    /// Labels of the first services.
    pub services: Vec<String>,
    /// `tel:` link.
    pub telephone: Option<String>,
    /// Invented.
    pub demo: bool,
}

impl Listed {
    /// Of a site.
    #[must_use]
    pub fn of(site: &Site, snapshot: &Snapshot, now: Moment, words: Words) -> Self {
        Self {
            name: site.name.clone(),
            path: centres::url(&site.slug),
            anchor: if snapshot.sites_of(&site.slug).nth(1).is_some() { format!("#{}", place::anchor(site.id)) } else { String::new() },
            sign: sign_drawing(&site.sign()),
            place: where_is(site, words),
            opening: site.opening(now).say(now, words),
            status: status(site, snapshot.codes.label("site_status", &site.status, words.0), words),
            services: site
                .services
                .iter()
                .take(MOST_SERVICES)
                .map(|code| snapshot.codes.label("service_category", code, words.0).to_owned())
                .collect(),
            telephone: site.callable().map(|(_, link)| link),
            demo: site.demo,
        }
    }
}

/// Nothing for a site that is simply open and has been verified.
fn status(site: &Site, label: &str, words: Words) -> Option<String> {
    match (site.status.as_str(), site.verified_on) {
        ("attiva", Some(_)) => None,
        ("attiva", None) => Some(words.say_with("directory-status-to-verify", "status", label)),
        _ => Some(label.to_owned()),
    }
}

fn where_is(site: &Site, words: Words) -> String {
    let label = &site.province_label;
    let Some(municipality) = &site.municipality else {
        return words.say_with("directory-in-territory", "area", &site.province.name);
    };
    let name = format!("{} ({label})", municipality.name);
    if site.position_visibility != "pubblica" {
        return words.say_with("directory-in-municipality", "area", name);
    }
    match (&site.address, &site.position) {
        (Some(address), _) => format!("{address}, {name}"),
        (None, Some(position)) if position.is_approximate() => words.say_with("directory-approximate", "area", name),
        _ => name,
    }
}
