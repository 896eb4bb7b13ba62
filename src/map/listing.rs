//! A site in the words of the map's list and of its summary. It decides what
//! may be said of where it is; it refuses to say more of a position than the record knows.

use crate::centres::{self, Moment, Said};
use crate::published::{Codes, Site, Snapshot, sign_drawing};
use crate::web::{Frame, assets};

/// Services named in a list.
const SERVICES_SHOWN: usize = 3;

/// One row of the list.
#[derive(Debug)]
pub struct Item {
    /// Public number of the site.
    pub id: i64,
    /// Name of the site.
    pub name: String,
    /// Address of the card.
    pub href: String,
    /// Comune with its province, or what may be told instead.
    pub place: String,
    /// May one go now, where the hours are known.
    pub opening: Option<Said>,
    /// Status, with what is to be verified; empty where the opening has said enough.
    pub status: String,
    /// Class of the status for the style sheet.
    pub status_class: &'static str,
    /// Labels of up to three services.
    pub services: Vec<String>,
    /// Number as written and as dialled.
    pub telephone: Option<(String, String)>,
    /// Address of the sign.
    pub icon: String,
    /// Longitude and latitude, where public.
    pub at: Option<(f64, f64)>,
}

/// What is shown of a site beside the map before its card is opened.
#[derive(Debug)]
pub struct Summary {
    /// The row of the list.
    pub item: Item,
    /// Page of the centre.
    pub slug: String,
    /// Linked to a hub, whose line is drawn.
    pub is_spoke: bool,
    /// Role in the network, where there is one to tell.
    pub role: Option<String>,
    /// Address as one line.
    pub address: Option<String>,
    /// The position is only indicative.
    pub approximate: bool,
    /// The position is not public.
    pub protected: bool,
    /// Opens the person's own map application there.
    pub directions: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// "verificato il 3 marzo 2026".
    pub freshness: String,
    /// How many further services the card names.
    pub more_services: usize,
}

fn labels(site: &Site, codes: &Codes, frame: &Frame, most: usize) -> Vec<String> {
    site.services.iter().take(most).map(|code| codes.label("service_category", code, frame.words.0).to_owned()).collect()
}

impl Item {
    /// The row of a site.
    #[must_use]
    pub fn of(site: &Site, codes: &Codes, now: Moment, frame: &Frame) -> Self {
        let comune = site.municipality.as_ref().map(|unit| format!("{} ({})", unit.name, site.province_label));
        let place = match (&comune, &site.position) {
            (Some(comune), Some(position)) if position.is_approximate() => frame.words.say_with("map-place-about", "comune", comune),
            (Some(comune), Some(_)) => comune.clone(),
            (Some(comune), None) => frame.words.say_with("map-place-protected", "comune", comune),
            (None, _) => frame.words.say_with("map-place-protected-province", "province", &site.province.name),
        };
        let label = codes.label("site_status", &site.status, frame.words.0);
        let unverified = site.is_in_service() && site.verified_on.is_none();
        let opening = site.opening(now).say(now, frame.words);
        let said_enough = opening.is_some() && site.status == "attiva" && !unverified;
        Self {
            id: site.id,
            name: site.name.clone(),
            href: frame.link(&centres::url(&site.slug)),
            place,
            opening,
            status: if said_enough {
                String::new()
            } else if unverified {
                frame.words.say_with("map-status-to-verify", "status", label)
            } else {
                label.to_owned()
            },
            status_class: if site.is_in_service() { "is-in-service" } else { "is-closed" },
            services: labels(site, codes, frame, SERVICES_SHOWN),
            telephone: site.callable().map(|(written, link)| (written.to_owned(), link)),
            icon: assets::url(&sign_drawing(&site.sign())),
            at: site.position.as_ref().map(|position| (position.at.lon(), position.at.lat())),
        }
    }
}

impl Summary {
    /// The summary of a site.
    #[must_use]
    pub fn of(site: &Site, snapshot: &Snapshot, now: Moment, frame: &Frame) -> Self {
        let codes = &snapshot.codes;
        let approximate = site.position.as_ref().is_some_and(|position| position.is_approximate());
        let town = site.municipality.as_ref().map(|unit| match &site.postcode {
            Some(postcode) => format!("{postcode} {} ({})", unit.name, site.province_label),
            None => format!("{} ({})", unit.name, site.province_label),
        });
        let address = site.address.as_ref().zip(town).map(|(street, town)| format!("{street}, {town}"));
        let directions = site.position.as_ref().filter(|_| !approximate).map(|position| {
            let (lat, lon) = (position.at.lat(), position.at.lon());
            format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}")
        });
        let role = (site.network_role != "unico").then(|| codes.label("network_role", &site.network_role, frame.words.0).to_owned());
        let freshness = match (site.verified_on, &site.verified_by) {
            (Some(day), Some(body)) => frame.words.say_two("map-verified-by", "day", frame.words.date(day), "body", body),
            (Some(day), None) => frame.words.say_with("map-verified", "day", frame.words.date(day)),
            (None, _) => frame.say("map-to-verify"),
        };
        let item = Item::of(site, codes, now, frame);
        Self {
            more_services: site.services.len() - item.services.len(),
            item,
            slug: site.slug.clone(),
            is_spoke: site.network_role == "spoke",
            role,
            address,
            approximate,
            protected: site.position.is_none(),
            directions,
            email: site.contacts.iter().find(|contact| contact.channel == "email").map(|contact| contact.value.clone()),
            freshness,
        }
    }
}
