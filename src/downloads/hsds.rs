//! HSDS 3.0, the Human Services Data Specification of Open Referral: one page of its `/services`, whole. A centre is the service,
//! its sites are locations, what it offers are terms of our code lists. Sensitive services and positions that are not public are
//! not in it; a service that is not declared is not known to be missing.

use std::io::{BufWriter, Write};

use anyhow::Result;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::details_store::{Details, Reach};
use super::hsds_schedule::schedules;
use crate::published::{Codes, Site};
use crate::web::{Language, Words};

/// Words in the file are Italian.
const WORDS: Words = Words(Language::It);

/// The code lists whose labels stand in the file.
pub const HSDS_LISTS: [&str; 6] = ["network_role", "recognition", "ownership", "service_category", "access_mode", "audience"];

/// What a service is written from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// What the mirror does not hold.
    pub details: &'a Details,
    /// Labels of codes.
    pub codes: &'a Codes,
}

/// Writes the page, one centre after the other; each is its public sites, the one that stands for it first.
///
/// # Errors
/// When the disk is full.
pub fn write(centres: &[Vec<&Site>], source: Source<'_>, out: impl Write) -> Result<()> {
    let mut out = BufWriter::new(out);
    let count = centres.len();
    let (pages, empty) = (usize::from(count > 0), count == 0);
    write!(
        out,
        "{{\"version\":\"HSDS-3.0\",\"total_items\":{count},\"total_pages\":{pages},\"page_number\":1,\"size\":{count},\
         \"first_page\":true,\"last_page\":true,\"empty\":{empty},\"contents\":["
    )?;
    for (number, sites) in centres.iter().enumerate() {
        out.write_all(if number > 0 { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut out, &service(sites, source))?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    Ok(())
}

/// An identifier that is always the same for the same thing: a UUID of version 8 (RFC 9562), made of a hash.
pub fn identifier(kind: &str, key: &str) -> String {
    let hash = Sha256::digest(format!("centri {kind} {key}"));
    let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// An object of which absent members are left out.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn of(id: &str) -> Self {
        let mut object = Self::default();
        object.put("id", Some(id));
        object
    }

    fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    fn list(&mut self, name: &str, values: Vec<Value>) {
        self.put(name, (!values.is_empty()).then_some(values));
    }
}

fn service(sites: &[&Site], source: Source<'_>) -> Value {
    let main = sites[0];
    let key = main.centre_id.to_string();
    let id = identifier("service", &key);
    let body = source.details.bodies.get(&main.centre_id);
    let reaches: Vec<&Reach> = source.details.reaches.get(&main.centre_id).into_iter().flatten().collect();
    let own: Vec<&Reach> = reaches.iter().copied().filter(|reach| reach.site.is_none()).collect();
    let mut object = Object::of(&id);
    object.put("name", Some(main.centre_name.as_str()));
    object.put("status", Some(status(sites)));
    if let Some(owner) = body.and_then(|body| body.owner.as_deref()) {
        let organisation = organisation(owner, main, source);
        object.put("organization_id", organisation.get("id").cloned());
        object.put("organization", Some(organisation));
    }
    object.put(
        "url",
        body.and_then(|body| body.website.as_deref()).filter(|page| page.starts_with("https://") || page.starts_with("http://")),
    );
    object.put("email", own.iter().find(|reach| reach.channel == "email" && is_address(&reach.value)).map(|reach| reach.value.as_str()));
    object.put("application_process", labels("access_mode", &together(sites, |site| &site.access_modes), source.codes));
    object.put("eligibility_description", labels("audience", &together(sites, |site| &site.audiences), source.codes));
    object.put("fees_description", body.filter(|body| body.free).map(|_| WORDS.say("hsds-free")));
    object.put("alert", body.filter(|body| body.caution).map(|_| WORDS.say("centre-caution")));
    let ages: Vec<(Option<i16>, Option<i16>)> = sites.iter().flat_map(|site| site.ages.iter().copied()).collect();
    // Of several services the widest bounds; one that is open at an end leaves that end open.
    object.put("minimum_age", ages.iter().map(|(from, _)| *from).collect::<Option<Vec<_>>>().and_then(|from| from.into_iter().min()));
    object.put("maximum_age", ages.iter().map(|(_, to)| *to).collect::<Option<Vec<_>>>().and_then(|to| to.into_iter().max()));
    object.put("assured_date", sites.iter().filter_map(|site| site.verified_on).max().map(|day| day.to_string()));
    object.list("phones", phones(&own, "service_id", &id));
    object.list("contacts", contacts(&own, "service_id", &id));
    let served = source.details.served.get(&main.centre_id).into_iter().flatten();
    object.list(
        "service_areas",
        served
            .map(|(code, name)| {
                json!({ "id": identifier("area", &format!("{key} {code}")), "service_id": id, "name": name, "extent": code, "extent_type": "text" })
            })
            .collect(),
    );
    let mut terms = vec![("network_role", main.network_role.as_str()), ("recognition", main.recognition.as_str())];
    terms.extend(main.ownership.as_deref().map(|code| ("ownership", code)));
    let categories = together(sites, |site| &site.services);
    terms.extend(categories.iter().map(|code| ("service_category", code.as_str())));
    object.list("attributes", attributes(&terms, "service", &id, source.codes));
    object.list("service_at_locations", sites.iter().map(|site| at_location(site, &id, &reaches, source)).collect());
    Value::Object(object.0)
}

/// By its sites: somebody can go there, or could and will again, or cannot yet.
fn status(sites: &[&Site]) -> &'static str {
    if sites.iter().any(|site| site.is_in_service()) {
        "active"
    } else if sites.iter().any(|site| site.status == "sospesa") {
        "temporarily closed"
    } else {
        "inactive"
    }
}

fn organisation(owner: &str, main: &Site, source: Source<'_>) -> Value {
    // The same name in two Regions may be two bodies.
    let id = identifier("organization", &format!("{} {owner}", main.social_region_code));
    let kind = main.ownership.as_deref().map(|code| source.codes.label("ownership", code, Language::It));
    json!({ "id": id, "name": owner, "description": kind.unwrap_or(owner) })
}

fn at_location(site: &Site, service: &str, reaches: &[&Reach], source: Source<'_>) -> Value {
    let key = site.id.to_string();
    let (id, place) = (identifier("service_at_location", &key), identifier("location", &key));
    let mut object = Object::of(&id);
    object.put("service_id", Some(service));
    object.put("location_id", Some(place.as_str()));
    let terms: Vec<(&str, &str)> = site.services.iter().map(|code| ("service_category", code.as_str())).collect();
    object.list("attributes", attributes(&terms, "service_at_location", &id, source.codes));
    object.put("location", Some(location(site, &place, reaches, source)));
    Value::Object(object.0)
}

fn location(site: &Site, id: &str, reaches: &[&Reach], source: Source<'_>) -> Value {
    let mut object = Object::of(id);
    object.put("location_type", Some(if site.site_kind == "telefono_online" { "virtual" } else { "physical" }));
    object.put("name", Some(site.name.as_str()));
    object.put("external_identifier", Some(site.id.to_string()));
    object.put("external_identifier_type", Some("centri:site"));
    match &site.position {
        Some(position) => {
            object.put("latitude", Some(position.at.lat()));
            object.put("longitude", Some(position.at.lon()));
            object.list("addresses", address(site, id).into_iter().collect());
        }
        None => {
            let (word, area) = match &site.municipality {
                Some(municipality) => ("hsds-in-comune", municipality.name.as_str()),
                None => ("hsds-in-province", site.province.name.as_str()),
            };
            object.put("description", Some(WORDS.say_with(word, "area", area)));
        }
    }
    let language = |code: &String| json!({ "id": identifier("language", &format!("{} {code}", site.id)), "location_id": id, "code": code });
    object.list("languages", site.languages.iter().map(language).collect());
    let help = |(at, text): (usize, &String)| json!({ "id": identifier("accessibility", &format!("{} {at}", site.id)), "location_id": id, "description": text });
    object.list("accessibility", source.details.access.get(&site.id).into_iter().flatten().enumerate().map(help).collect());
    let own: Vec<&Reach> = reaches.iter().copied().filter(|reach| reach.site == Some(site.id)).collect();
    object.list("phones", phones(&own, "location_id", id));
    object.list("contacts", contacts(&own, "location_id", id));
    object.list("schedules", site.calendar.as_deref().map(|calendar| schedules(calendar, site.id, id, WORDS)).unwrap_or_default());
    Value::Object(object.0)
}

/// The address where the source gives one. What HSDS wants and the source does not say is empty.
fn address(site: &Site, location: &str) -> Option<Value> {
    let written = site.address.as_deref().filter(|address| !address.trim().is_empty())?;
    let mut object = Object::of(&identifier("address", &site.id.to_string()));
    object.put("location_id", Some(location));
    object.put("address_1", Some(written));
    object.put("address_2", site.locality.as_deref());
    object.put("city", Some(site.municipality.as_ref().map_or("", |municipality| &municipality.name)));
    object.put("region", Some(site.region.name.as_str()));
    object.put("state_province", Some(site.province_label.as_str()));
    object.put("postal_code", Some(site.postcode.as_deref().unwrap_or_default()));
    object.put("country", Some("IT"));
    object.put("address_type", Some("physical"));
    Some(Value::Object(object.0))
}

fn phones(reaches: &[&Reach], link: &str, id: &str) -> Vec<Value> {
    let numbers = reaches.iter().filter(|reach| reach.channel == "telefono");
    numbers
        .map(|reach| json!({ "id": identifier("phone", &format!("{id} {}", reach.value)), link: id, "number": reach.value, "type": "voice", "description": reach.role }))
        .collect()
}

/// Mailboxes by role.
fn contacts(reaches: &[&Reach], link: &str, id: &str) -> Vec<Value> {
    let boxes = reaches.iter().filter(|reach| matches!(reach.channel.as_str(), "email" | "pec") && is_address(&reach.value));
    boxes
        .map(|reach| {
            let title = if reach.channel == "pec" { format!("{} (PEC)", reach.role) } else { reach.role.clone() };
            json!({ "id": identifier("contact", &format!("{id} {}", reach.value)), link: id, "title": title, "email": reach.value })
        })
        .collect()
}

/// One mailbox and nothing else: sources write several in one cell, or words.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !text.contains(|letter: char| letter.is_whitespace() || ",;<>()".contains(letter))
            && !host.contains('@')
    })
}

fn attributes(terms: &[(&str, &str)], entity: &str, id: &str, codes: &Codes) -> Vec<Value> {
    terms
        .iter()
        .map(|(list, code)| {
            let (term, label) = (identifier("term", &format!("{list} {code}")), codes.label(list, code, Language::It));
            json!({
                "id": identifier("attribute", &format!("{id} {list} {code}")),
                "link_id": id, "link_entity": entity, "link_type": list, "taxonomy_term_id": term,
                "taxonomy_term": { "id": term, "code": code, "name": label, "description": label, "taxonomy": format!("centri:{list}"), "language": "it" },
            })
        })
        .collect()
}

/// The values of all sites, each once, in the order they come.
fn together(sites: &[&Site], list: fn(&Site) -> &[String]) -> Vec<String> {
    let mut all: Vec<String> = vec![];
    for value in sites.iter().flat_map(|site| list(site)) {
        if !all.contains(value) {
            all.push(value.clone());
        }
    }
    all
}

fn labels(list: &str, codes: &[String], known: &Codes) -> Option<String> {
    let labels: Vec<&str> = codes.iter().map(|code| known.label(list, code, Language::It)).collect();
    (!labels.is_empty()).then(|| labels.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_stay_and_differ() {
        let one = identifier("service", "1001");
        assert_eq!(one, identifier("service", "1001"));
        assert_ne!(one, identifier("location", "1001"));
        let pieces: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(pieces, [8, 4, 4, 4, 12]);
        assert!(one[14..].starts_with('8') && "89ab".contains(&one[19..20]), "{one}");
    }

    #[test]
    fn a_cell_with_several_mailboxes_is_none() {
        assert!(is_address("famiglie@comune.example.it"));
        for text in ["a@b.it, c@d.it", "chiedere in comune", "@b.it", "a@b", "Famiglie <a@b.it>", "a@b@c.it"] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn a_service_is_as_open_as_its_most_open_site() {
        let site = |status: &str| {
            let mut site = Site::default();
            site.status = status.into();
            site
        };
        let (open, closed, planned) = (site("temporanea"), site("sospesa"), site("programmata"));
        assert_eq!(status(&[&closed, &open]), "active");
        assert_eq!(status(&[&planned, &closed]), "temporarily closed");
        assert_eq!(status(&[&planned]), "inactive");
    }
}
