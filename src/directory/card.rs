//! The card of a centre in the order people ask: may I go, where, whom do I call, what do they do, when, for
//! whom, who runs it, how fresh is this. Built from the mirror alone where the rest cannot be read.

use chrono::NaiveDate;

use super::contacts::{ContactView, letter, web_link};
use super::place::SiteView;
use crate::centres::{self, Centre, Freshness, Moment, Service};
use crate::published::{Codes, Contact, Site, Snapshot};
use crate::web::Words;

/// Services of one heading.
#[derive(Debug)]
pub struct Heading {
    /// Label of the heading.
    pub label: String,
    /// Its services.
    pub services: Vec<ServiceView>,
}

/// A service in plain words.
#[derive(Debug)]
pub struct ServiceView {
    /// Label.
    pub label: String,
    /// Age, cost and way in, where declared.
    pub notes: String,
}

/// A question and its answers.
#[derive(Debug)]
pub struct Fact {
    /// The question.
    pub term: String,
    /// The answers.
    pub answers: Vec<String>,
}

/// A name that leads to another card.
#[derive(Debug)]
pub struct NamedLink {
    /// Name.
    pub name: String,
    /// Path.
    pub path: String,
}

/// Everything the card says.
#[derive(Debug)]
pub struct Card {
    /// Name of the centre.
    pub name: String,
    /// Region, province: where in Italy, for the title.
    pub area: String,
    /// Invented.
    pub demo: bool,
    /// Only the mirror could be read.
    pub partial: bool,
    /// Its sites.
    pub sites: Vec<SiteView>,
    /// What can be called, written to or opened from every site.
    pub contacts: Vec<ContactView>,
    /// Chiama, Scrivi, Come arrivare: label and address of those that exist.
    pub actions: Vec<(String, String)>,
    /// Services by heading.
    pub headings: Vec<Heading>,
    /// Some service carries the caution on violence.
    pub caution: bool,
    /// For whom and how.
    pub access: Vec<Fact>,
    /// Who runs it.
    pub runs: Vec<Fact>,
    /// The centre it belongs to.
    pub hub: Option<NamedLink>,
    /// The centres that belong to it.
    pub spokes: Vec<NamedLink>,
    /// Names of the comuni it serves.
    pub served: Vec<String>,
    /// Its own site.
    pub website: Option<String>,
    /// Class and sentence of the freshness.
    pub freshness: (&'static str, String),
    /// Name of the source.
    pub source_title: Option<String>,
    /// Page of the source.
    pub source_url: Option<String>,
    /// `mailto:` to report an error.
    pub report: String,
}

/// What the card is made of.
pub struct Material<'a> {
    /// The rest of the centre; none while the database is away.
    pub centre: Option<&'a Centre>,
    /// Its public sites.
    pub sites: &'a [&'a Site],
    /// What is public.
    pub snapshot: &'a Snapshot,
    /// The moment of the visit.
    pub now: Moment,
    /// The visitor's words.
    pub words: Words,
}

impl Card {
    /// From what is known; none when there is neither a centre nor a site.
    #[must_use]
    pub fn of(material: &Material, report_to: &str, address: &str) -> Option<Self> {
        let Material { centre, sites, snapshot, words, .. } = *material;
        let first = sites.first();
        let name = centre.map(|centre| &centre.name).or(first.map(|site| &site.centre_name))?.clone();
        let common = common_contacts(sites);
        let views: Vec<SiteView> = sites.iter().map(|site| SiteView::of(site, &common, material)).collect();
        let headings = headings(centre, sites, &snapshot.codes, words);
        Some(Self {
            area: first.map(|site| format!("{}, {}", site.area(), site.region.name)).unwrap_or_default(),
            demo: centre.is_some_and(|centre| centre.demo) || first.is_some_and(|site| site.demo),
            partial: centre.is_none(),
            actions: actions(sites, &views, words),
            contacts: common.iter().map(|contact| ContactView::of(contact, words)).collect(),
            caution: sites.iter().flat_map(|site| &site.services).any(|code| carries_caution(code))
                || centre.is_some_and(|centre| centre.services.iter().any(|service| service.caution)),
            headings,
            access: access(centre, sites, &snapshot.codes, words),
            runs: runs(centre, first, &snapshot.codes, words),
            hub: centre.and_then(|centre| named(centre.hub_name.as_ref()?, centre.hub_slug.as_ref()?)),
            spokes: centre.iter().flat_map(|centre| &centre.spokes).filter_map(|spoke| named(&spoke.name, &spoke.slug)).collect(),
            served: centre.iter().flat_map(|centre| &centre.catchment).map(|served| served.name.clone()).collect(),
            website: centre.and_then(|centre| web_link(centre.website.as_ref()?)),
            freshness: freshness(centre, first, material.now.day(), words),
            source_title: centre.map(|centre| centre.source_title.clone()),
            source_url: centre
                .and_then(|centre| centre.source_url.clone())
                .or(first.and_then(|site| site.source_url.clone()))
                .and_then(|url| web_link(&url)),
            report: letter(
                report_to,
                &words.say_with("centre-report-subject", "name", &name),
                &words.say_with("centre-report-body", "address", address),
            ),
            sites: views,
            name,
        })
    }
}

impl Card {
    /// Is there anything to draw on a small map?
    #[must_use]
    pub fn has_map(&self) -> bool {
        self.sites.iter().any(|site| site.map.is_some())
    }
}

fn named(name: &str, slug: &str) -> Option<NamedLink> {
    Some(NamedLink { name: name.to_owned(), path: centres::url(slug) })
}

/// The codes that carry the caution, for when only the mirror can be read.
fn carries_caution(code: &str) -> bool {
    matches!(code, "mediazione_familiare" | "coordinazione_genitoriale" | "gruppi_di_parola" | "consulenza_coppia")
}

/// The contacts every site has: those of the centre, or all of an only site.
fn common_contacts(sites: &[&Site]) -> Vec<Contact> {
    let Some((first, rest)) = sites.split_first() else { return vec![] };
    first.contacts.iter().filter(|contact| rest.iter().all(|site| site.contacts.contains(contact))).cloned().collect()
}

fn actions(sites: &[&Site], views: &[SiteView], words: Words) -> Vec<(String, String)> {
    // The site one may go to comes first.
    let at = sites.iter().position(|site| site.is_in_service()).unwrap_or(0);
    let Some((site, view)) = sites.get(at).zip(views.get(at)) else { return vec![] };
    let link = |channel: &str| {
        site.contacts.iter().filter(|contact| contact.channel == channel).find_map(|contact| ContactView::of(contact, words).link)
    };
    [
        ("centre-action-call", link("telefono")),
        ("centre-action-write", link("email")),
        ("centre-action-directions", view.directions.clone()),
    ]
    .into_iter()
    .filter_map(|(name, link)| Some((words.say(name), link?)))
    .collect()
}

fn headings(centre: Option<&Centre>, sites: &[&Site], codes: &Codes, words: Words) -> Vec<Heading> {
    let from_mirror: Vec<(&str, String)>;
    let offered: Vec<(&str, String)> = match centre {
        Some(centre) => centre.services.iter().map(|service| (service.category.as_str(), notes(service, codes, words))).collect(),
        None => {
            let mut seen = std::collections::HashSet::new();
            from_mirror = sites
                .iter()
                .flat_map(|site| &site.services)
                .filter(|code| seen.insert(*code))
                .map(|code| (code.as_str(), String::new()))
                .collect();
            from_mirror
        }
    };
    codes
        .list("service_heading")
        .filter_map(|heading| {
            let services: Vec<ServiceView> = offered
                .iter()
                .filter(|(code, _)| codes.get("service_category", code).and_then(|code| code.heading.as_ref()) == Some(&heading.code))
                .map(|(code, notes)| ServiceView { label: codes.label("service_category", code, words.0).to_owned(), notes: notes.clone() })
                .collect();
            (!services.is_empty()).then(|| Heading { label: heading.label(words.0).to_owned(), services })
        })
        .collect()
}

fn notes(service: &Service, codes: &Codes, words: Words) -> String {
    if service.protected {
        return words.say("centre-service-protected");
    }
    let ages = match (service.age_from, service.age_to) {
        (Some(from), Some(to)) => Some(words.say_two("centre-ages", "from", from.to_string(), "to", to.to_string())),
        (Some(from), None) => Some(words.say_with("centre-ages-from", "from", from.to_string())),
        (None, Some(to)) => Some(words.say_with("centre-ages-to", "to", to.to_string())),
        (None, None) => None,
    };
    let cost = service.free_of_charge.map(|free| words.say(if free { "centre-free" } else { "centre-paid" }));
    let access = service.access_mode.as_ref().map(|code| codes.label("access_mode", code, words.0).to_lowercase());
    [ages, access, cost].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn access(centre: Option<&Centre>, sites: &[&Site], codes: &Codes, words: Words) -> Vec<Fact> {
    let union = |of: fn(&Site) -> &Vec<String>| {
        let mut all: Vec<String> = sites.iter().flat_map(|site| of(site).clone()).collect();
        all.sort();
        all.dedup();
        all
    };
    let labels = |list: &str, found: Vec<String>| {
        codes.list(list).filter(|code| found.contains(&code.code)).map(|code| code.label(words.0).to_owned()).collect::<Vec<_>>()
    };
    let costs: Vec<bool> = centre.iter().flat_map(|centre| &centre.services).filter_map(|service| service.free_of_charge).collect();
    let cost = match (costs.iter().any(|free| *free), costs.iter().any(|free| !*free)) {
        (true, false) => Some("centre-cost-free"),
        (true, true) => Some("centre-cost-some"),
        (false, true) => Some("centre-cost-paid"),
        (false, false) => None,
    };
    let languages = union(|site| &site.languages).iter().map(|code| super::choices::language_name(code, words)).collect();
    [
        ("centre-for-whom", labels("audience", union(|site| &site.audiences))),
        ("centre-way-in", labels("access_mode", union(|site| &site.access_modes))),
        ("centre-cost", cost.map(|name| words.say(name)).into_iter().collect()),
        ("centre-languages", languages),
    ]
    .into_iter()
    .filter(|(_, answers)| !answers.is_empty())
    .map(|(name, answers)| Fact { term: words.say(name), answers })
    .collect()
}

fn runs(centre: Option<&Centre>, site: Option<&&Site>, codes: &Codes, words: Words) -> Vec<Fact> {
    let label = |list: &str, code: Option<&String>| code.map(|code| codes.label(list, code, words.0).to_owned());
    let ownership = centre.map_or(site.and_then(|site| site.ownership.as_ref()), |centre| centre.ownership.as_ref());
    let network_role = centre.map(|centre| &centre.network_role).or(site.map(|site| &site.network_role));
    let recognition = centre.map(|centre| &centre.recognition).or(site.map(|site| &site.recognition));
    [
        ("centre-owner", vec![centre.and_then(|centre| centre.owner.clone()), label("ownership", ownership)]),
        (
            "centre-manager",
            vec![
                centre.and_then(|centre| centre.manager.clone()),
                label("management", centre.and_then(|centre| centre.management.as_ref())),
            ],
        ),
        ("centre-role", vec![label("network_role", network_role)]),
        ("centre-recognition", vec![label("recognition", recognition)]),
        (
            "centre-professions",
            centre.iter().flat_map(|centre| &centre.professions).map(|code| label("staff_profile", Some(code))).collect(),
        ),
        ("centre-opened", vec![centre.and_then(|centre| centre.opened_on).map(|day| words.date(day))]),
    ]
    .into_iter()
    .map(|(name, answers)| Fact { term: words.say(name), answers: answers.into_iter().flatten().collect() })
    .filter(|fact| !fact.answers.is_empty())
    .collect()
}

fn freshness(centre: Option<&Centre>, site: Option<&&Site>, today: NaiveDate, words: Words) -> (&'static str, String) {
    let verified_on = centre.map_or(site.and_then(|site| site.verified_on), |centre| centre.verified_on);
    let valid_until = centre.map_or(site.and_then(|site| site.valid_until), |centre| centre.valid_until);
    let by = centre.map_or(site.and_then(|site| site.verified_by.clone()), |centre| centre.verified_by.clone()).unwrap_or_default();
    let source_date = centre.map_or(site.and_then(|site| site.source_date.clone()), |centre| centre.source_date.clone());
    let verified = |name: &str| {
        let when = verified_on.map(|day| say_on(day, words)).unwrap_or_default();
        words.say_two(name, "when", when, "by", by.clone())
    };
    match Freshness::of(verified_on, valid_until, today) {
        Freshness::Verified => ("is-fresh", verified("centre-verified")),
        Freshness::Expired => ("is-old", verified("centre-expired")),
        Freshness::ToVerify => (
            "is-old",
            match source_date.filter(|text| !text.trim().is_empty()) {
                Some(text) => words.say_with("centre-to-verify", "when", say_of(text.trim(), words)),
                None => words.say("centre-to-verify-undated"),
            },
        ),
    }
}

/// "il 3 marzo 2026", "l’8 marzo 2026".
fn say_on(day: NaiveDate, words: Words) -> String {
    say_dated("centre-on-day", day, words)
}

/// A source's date as it gives it, in words: "del 2018", "di maggio 2025", "del 15 giugno 2021".
fn say_of(text: &str, words: Words) -> String {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return say_dated("centre-of-day", day, words);
    }
    if let Ok(first) = format!("{text}-01").parse::<NaiveDate>() {
        use chrono::Datelike;
        let month = words.say(&format!("month-{}", first.month()));
        return words.say_two("centre-of-month", "month", month, "year", first.year().to_string());
    }
    words.say_with("centre-of-year", "year", text)
}

/// Italian says "il 7" but "l’8" and "l’11".
fn say_dated(name: &str, day: NaiveDate, words: Words) -> String {
    use chrono::Datelike;
    let elided = if matches!(day.day(), 8 | 11) { "-elided" } else { "" };
    words.say_with(&format!("{name}{elided}"), "date", words.date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    #[test]
    fn dates_of_sources_read_as_italian() {
        let words = Words(Language::It);
        for (given, expected) in [
            ("2018", "del 2018"),
            ("2025-05", "di maggio 2025"),
            ("2021-06-15", "del 15 giugno 2021"),
            ("2024-03-08", "dell’8 marzo 2024"),
            ("2024-03-11", "dell’11 marzo 2024"),
        ] {
            assert_eq!(say_of(given, words), expected);
        }
        assert_eq!(say_on("2026-03-03".parse().expect("a day"), words), "il 3 marzo 2026");
        assert_eq!(say_on("2026-03-08".parse().expect("a day"), words), "l’8 marzo 2026");
    }
}
