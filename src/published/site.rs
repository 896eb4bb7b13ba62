//! A site as the public may know it, and the centre it belongs to. What is protected never gets this far.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::attributes::Attributes;
use super::contact::{Contact, telephone_link};
use crate::centres::{Calendar, Moment, Opening};
use crate::geo::{Coordinates, WorldPoint};

/// A code and its name: a Region, a province, a comune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    /// ISTAT code, text with leading zeros.
    pub code: String,
    /// Name in Italian.
    pub name: String,
}

/// How exactly a public position is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// WGS 84.
    pub at: Coordinates,
    /// The same in whole steps of Web Mercator: what tiles and clusters go by.
    pub world: WorldPoint,
    /// Code of the list `precision`.
    pub precision: String,
    /// Radius in metres within which the place really lies.
    pub accuracy_m: f64,
    /// Of which piece of land; none for a point the boundaries leave in the water.
    pub landmass: Option<i32>,
}

impl Position {
    /// Known only to a quarter, a locality or a comune: drawn dashed, never measured to the metre.
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        is_approximate(&self.precision)
    }
}

/// Precisions from the quarter on are not places one can walk to.
#[must_use]
pub fn is_approximate(precision: &str) -> bool {
    matches!(precision, "quartiere" | "zona" | "localita" | "comune")
}

/// Statuses of sites in service: open, or temporarily housed.
pub(super) const IN_SERVICE: [&str; 2] = ["attiva", "temporanea"];

/// A site in the mirror.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// Random stable public number below 2^53.
    pub id: i64,
    /// The centre's public number.
    pub centre_id: i64,
    /// The centre's page.
    pub slug: String,
    /// Name of the site, the centre's where it has none of its own.
    pub name: String,
    /// Name of the centre.
    pub centre_name: String,
    /// Code of `site_kind`.
    pub site_kind: String,
    /// Code of `site_status`.
    pub status: String,
    /// Code of `network_role`.
    pub network_role: String,
    /// Code of `recognition`.
    pub recognition: String,
    /// Code of `ownership`, where known.
    pub ownership: Option<String>,
    /// `pubblica`, `solo_comune` or `solo_ambito`.
    pub position_visibility: String,
    /// Only of sites whose position is public.
    pub position: Option<Position>,
    /// As written by the source; only with a public position.
    pub address: Option<String>,
    /// Italian postcode.
    pub postcode: Option<String>,
    /// Locality or quarter.
    pub locality: Option<String>,
    /// None where even the comune would tell too much.
    pub municipality: Option<Unit>,
    /// Province or unit of that level.
    pub province: Unit,
    /// Two-letter label of the province; Naples is `NA`.
    pub province_label: String,
    /// Region.
    pub region: Unit,
    /// Code of the body competent for social policy: a Region, Trento or Bolzano.
    pub social_region_code: String,
    /// Code of the social-planning area, where imported.
    pub district_code: Option<String>,
    /// Codes of the ordinary services offered here, in the order of the code list.
    pub services: Vec<String>,
    /// Languages spoken, sorted.
    pub languages: Vec<String>,
    /// Codes of `audience`, sorted.
    pub audiences: Vec<String>,
    /// Codes of `access_mode`, sorted.
    pub access_modes: Vec<String>,
    /// Ages in years each service declares: from, to, both inclusive; open ends are none.
    pub ages: Vec<(Option<i16>, Option<i16>)>,
    /// When it is open, where that is known; shared by all sites with the same hours.
    pub calendar: Option<Arc<Calendar>>,
    /// Public contacts of the site and of its centre.
    pub contacts: Vec<Contact>,
    /// Page the record was read in.
    pub source_url: Option<String>,
    /// Date of the source as the source gives it.
    pub source_date: Option<String>,
    /// Verified by a person on.
    pub verified_on: Option<NaiveDate>,
    /// Verified by whom, a body.
    pub verified_by: Option<String>,
    /// To be verified again from this day on.
    pub valid_until: Option<NaiveDate>,
    /// The day it opened, or its centre did, where that is known.
    pub opened_on: Option<NaiveDate>,
    /// The first day it is closed for good, or its centre is.
    pub closed_on: Option<NaiveDate>,
    /// Invented, for demonstration.
    pub demo: bool,
    /// Order of lists: comune, name, number; without accents and case.
    pub sort_key: String,
    /// The centre's key in the tables: tells a change of that centre, and is shown nowhere.
    pub centre_key: i64,
    /// Hash of everything above that is shown.
    pub digest: u128,
    /// What tiles say of it, once it was drawn.
    pub(super) drawn: OnceLock<Attributes>,
}

/// Takes down what is hashed, to be hashed at once: a site is a hundred short pieces.
#[derive(Default)]
struct Pieces(Vec<u8>);

impl Hasher for Pieces {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        xxh3_64(&self.0)
    }
}

impl Hash for Position {
    fn hash<H: Hasher>(&self, to: &mut H) {
        // The place in steps of Web Mercator follows from the one in degrees.
        let Self { at, world: _, precision, accuracy_m, landmass } = self;
        (at.lon().to_bits(), at.lat().to_bits(), precision, accuracy_m.to_bits(), landmass).hash(to);
    }
}

impl Site {
    /// Hash of everything it says of itself: all fields but the key, the digest itself and what is drawn of it.
    #[must_use]
    pub(super) fn hash_of_all(&self) -> u128 {
        // Every field by name, so that a new one is not forgotten.
        let Self {
            id,
            centre_id,
            slug,
            name,
            centre_name,
            site_kind,
            status,
            network_role,
            recognition,
            ownership,
            position_visibility,
            position,
            address,
            postcode,
            locality,
            municipality,
            province,
            province_label,
            region,
            social_region_code,
            district_code,
            services,
            languages,
            audiences,
            access_modes,
            ages,
            calendar,
            contacts,
            source_url,
            source_date,
            verified_on,
            verified_by,
            valid_until,
            opened_on,
            closed_on,
            demo,
            sort_key: _,
            centre_key: _,
            digest: _,
            drawn: _,
        } = self;
        let mut pieces = Pieces::default();
        (id, centre_id, slug, name, centre_name, site_kind, status, network_role, recognition, ownership).hash(&mut pieces);
        (position_visibility, position, address, postcode, locality, municipality, province, province_label, region).hash(&mut pieces);
        (social_region_code, district_code, services, languages, audiences, access_modes, ages, calendar, contacts).hash(&mut pieces);
        (source_url, source_date, verified_on, verified_by, valid_until, opened_on, closed_on, demo).hash(&mut pieces);
        xxh3_128(&pieces.0)
    }

    /// What tiles say of it.
    #[must_use]
    pub fn attributes(&self) -> &Attributes {
        self.drawn.get_or_init(|| Attributes::of(self))
    }

    /// Open or temporarily housed: what nearest, the embed and coverage take unless asked otherwise.
    #[must_use]
    pub fn is_in_service(&self) -> bool {
        IN_SERVICE.contains(&self.status.as_str())
    }

    /// Open to all at a moment, by hours that are known.
    #[must_use]
    pub fn is_open(&self, at: Moment) -> bool {
        self.calendar.as_ref().is_some_and(|calendar| calendar.is_open(at, &self.province.code))
    }

    /// May one go at a moment? Of a site that is not in service its status says more than any hours.
    #[must_use]
    pub fn opening(&self, at: Moment) -> Opening {
        match &self.calendar {
            Some(calendar) if self.is_in_service() => calendar.at(at, &self.province.code),
            _ => Opening::Unknown,
        }
    }

    /// The first public telephone number.
    #[must_use]
    pub fn telephone(&self) -> Option<&str> {
        self.contacts.iter().find(|contact| contact.channel == "telefono").map(|contact| contact.value.as_str())
    }

    /// Its number ready to be called: as written, and as an address that a telephone dials.
    #[must_use]
    pub fn callable(&self) -> Option<(&str, String)> {
        self.telephone().and_then(|written| Some((written, telephone_link(written)?)))
    }

    /// The sign that stands for it, such as `centre-hub-approximate`, by the table of `styles/README.md`:
    /// status wins over role, because "may I go" is the first question.
    #[must_use]
    pub fn sign(&self) -> String {
        let sign = match (self.status.as_str(), self.network_role.as_str()) {
            ("programmata", _) => "planned",
            ("sospesa" | "cessata", _) => "suspended",
            ("temporanea", _) => "temporary",
            (_, "hub") => "hub",
            (_, "spoke") => "spoke",
            (_, "diffuso") => "diffuse",
            _ => "single",
        };
        // Without a public point the most honest sign is the dashed one.
        let exact = self.position.as_ref().is_some_and(|position| !position.is_approximate());
        format!("centre-{sign}{}{}", if exact { "" } else { "-approximate" }, if self.demo { "-demo" } else { "" })
    }

    /// Comune or, where that is protected, province.
    #[must_use]
    pub fn area(&self) -> &str {
        self.municipality.as_ref().map_or(&self.province.name, |municipality| &municipality.name)
    }
}

/// The drawing of a sign among the assets.
#[must_use]
pub fn sign_drawing(sign: &str) -> String {
    let folder = if sign.ends_with("-demo") { "styles/icons/demo" } else { "styles/icons" };
    format!("{folder}/{sign}.svg")
}

/// A text for ordering and comparing names: lower case without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_centres_have_signs_of_their_own() {
        assert_eq!(sign_drawing("centre-hub-demo"), "styles/icons/demo/centre-hub-demo.svg");
        assert_eq!(sign_drawing("centre-hub"), "styles/icons/centre-hub.svg");
    }

    #[test]
    fn names_are_compared_without_accents_and_case() {
        assert_eq!(fold("Forlì"), "forli");
    }
}
