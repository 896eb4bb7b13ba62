//! A site near a place, in words: how far, where, whom to call, how to get there. It refuses to give a
//! distance that the record does not know: an approximate site is "circa", a protected one has none.

use super::search::Found;
use crate::centres::{self, Moment, Said};
use crate::published::{Codes, Site};
use crate::web::Frame;

/// Services named in a list.
const SERVICES_SHOWN: usize = 3;
/// An approximate site farther away than so many times its own uncertainty still has a rough distance.
const FAR: f64 = 2.0;

/// One row of the answer.
#[derive(Debug)]
pub struct NearItem {
    /// Name of the site.
    pub name: String,
    /// Address of the card.
    pub href: String,
    /// Comune with its province, or what may be told instead.
    pub place: String,
    /// "a 1,3 km in linea d'aria"; none where no honest distance can be given.
    pub distance: Option<String>,
    /// The distance crosses water.
    pub across_water: bool,
    /// Position only indicative, or not public.
    pub approximate: bool,
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
    /// Address in one line, to be read and copied.
    pub address: Option<String>,
    /// Opens the person's own map application.
    pub directions: Option<String>,
}

impl NearItem {
    /// The row of a site found.
    #[must_use]
    pub fn near(found: &Found<'_>, codes: &Codes, now: Moment, frame: &Frame) -> Self {
        let approximate = found.site.position.as_ref().is_some_and(|position| position.is_approximate());
        let mut item = Self::of(found.site, codes, now, frame);
        item.distance = if !approximate {
            Some(frame.words.say_with("find-distance", "distance", frame.words.distance(found.distance_m)))
        } else if found.distance_m > FAR * found.accuracy_m {
            Some(frame.words.say_with("find-distance-about", "distance", whole_kilometres(found.distance_m)))
        } else {
            None
        };
        item.across_water = found.across_water == Some(true);
        item.approximate = approximate;
        item
    }

    /// The row of a site whose position is not public.
    #[must_use]
    pub fn of(site: &Site, codes: &Codes, now: Moment, frame: &Frame) -> Self {
        let words = frame.words;
        let comune = site.municipality.as_ref().map(|unit| format!("{} ({})", unit.name, site.province_label));
        let place = match (&comune, &site.position) {
            (Some(comune), Some(position)) if position.is_approximate() => words.say_with("find-place-about", "comune", comune),
            (Some(comune), Some(_)) => comune.clone(),
            (Some(comune), None) => words.say_with("find-place-protected", "comune", comune),
            (None, _) => words.say_with("find-place-protected-province", "province", &site.province.name),
        };
        let label = codes.label("site_status", &site.status, words.0);
        let unverified = site.is_in_service() && site.verified_on.is_none();
        let opening = site.opening(now).say(now, words);
        let said_enough = opening.is_some() && site.status == "attiva" && !unverified;
        let address = site.address.as_ref().zip(comune).map(|(street, comune)| match &site.postcode {
            Some(postcode) => format!("{street}, {postcode} {comune}"),
            None => format!("{street}, {comune}"),
        });
        let exact = site.position.as_ref().filter(|position| !position.is_approximate());
        let directions = exact.map(|position| {
            let (lat, lon) = (position.at.lat(), position.at.lon());
            format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}")
        });
        Self {
            name: site.name.clone(),
            href: frame.link(&centres::url(&site.slug)),
            place,
            distance: None,
            across_water: false,
            approximate: true,
            opening,
            status: if said_enough {
                String::new()
            } else if unverified {
                words.say_with("find-status-to-verify", "status", label)
            } else {
                label.to_owned()
            },
            status_class: if site.is_in_service() { "is-in-service" } else { "is-closed" },
            services: site
                .services
                .iter()
                .take(SERVICES_SHOWN)
                .map(|code| codes.label("service_category", code, words.0).to_owned())
                .collect(),
            telephone: site.callable().map(|(written, link)| (written.to_owned(), link)),
            address,
            directions,
        }
    }
}

/// A rough distance, never below one kilometre.
fn whole_kilometres(metres: f64) -> String {
    format!("{:.0} km", (metres / 1_000.0).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_distances_are_whole_kilometres() {
        assert_eq!(whole_kilometres(12_340.0), "12 km");
        assert_eq!(whole_kilometres(300.0), "1 km");
    }
}
