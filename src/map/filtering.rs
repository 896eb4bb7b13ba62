//! The filters of the map as a form: what may be chosen, what is chosen, and how to take it away again.
//! It writes the same parameters the filter reads, and refuses to know more of them than their names.

use crate::centres::filter_label;
use crate::published::{Choosing, Facet, Filter, Snapshot, Tongue};
use crate::web::parameters::query_string;
use crate::web::{Frame, Language};

/// One entry of a menu.
#[derive(Debug)]
pub struct Choice {
    /// Value of the parameter.
    pub value: String,
    /// What people read, with how many sites it would leave: "Mediazione familiare (12)".
    pub label: String,
    /// Chosen now.
    pub selected: bool,
}

/// Entries under one heading; the heading is empty where the menu has none.
#[derive(Debug)]
pub struct Group {
    /// Heading.
    pub heading: String,
    /// Entries.
    pub choices: Vec<Choice>,
}

/// A menu of one parameter.
#[derive(Debug)]
pub struct Menu {
    /// Name of the parameter.
    pub name: &'static str,
    /// Name of the phrase that labels it.
    pub label: &'static str,
    /// Name of the phrase for "all of them".
    pub all: &'static str,
    /// Something of it is chosen.
    pub chosen: bool,
    /// What may be chosen.
    pub groups: Vec<Group>,
}

/// A filter in force that no menu shows, with the address without it.
#[derive(Debug)]
pub struct Extra {
    /// Name of the parameter.
    pub name: &'static str,
    /// Value of the parameter.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Address of the page without it.
    pub without: String,
}

/// The form.
#[derive(Debug)]
pub struct Filters {
    /// Menus always in view.
    pub menus: Vec<Menu>,
    /// "Aperti ora" may be chosen: no other moment is asked for.
    pub offers_now: bool,
    /// It is chosen.
    pub open_now: bool,
    /// Menus behind "Altri filtri".
    pub more: Vec<Menu>,
    /// One of those is in use.
    pub more_in_use: bool,
    /// Filters that no menu shows.
    pub extras: Vec<Extra>,
}

/// The code list that holds the labels of a page's parameter.
fn list_of(parameter: &str) -> &str {
    match parameter {
        "servizio" => "service_category",
        "bisogno" => "service_heading",
        "ruolo" => "network_role",
        "stato" => "site_status",
        "accesso" => "access_mode",
        other => other,
    }
}

impl Filters {
    /// The form for a filter.
    #[must_use]
    pub fn of(filter: &Filter, snapshot: &Snapshot, frame: &Frame) -> Self {
        let language = frame.words.0;
        let pairs = filter.pairs(Tongue::Page);
        let counts = snapshot.facets(filter, Choosing::Instead);
        let mut shown = vec![];
        let mut menu = |name: &'static str, label, all, mut groups: Vec<Group>| {
            let first = pairs.iter().position(|(one, _)| *one == name);
            shown.extend(first);
            let value = first.map(|at| pairs[at].1.as_str());
            let facet = Facet::named(name, Tongue::Page);
            for group in &mut groups {
                group.choices.retain_mut(|choice| {
                    let count = facet.map_or(0, |facet| counts.count(facet, &choice.value));
                    choice.selected = Some(choice.value.as_str()) == value;
                    choice.label = format!("{} ({})", choice.label, frame.words.number(count as u64));
                    // Of more than a hundred provinces only those where there is something.
                    count > 0 || choice.selected || facet != Some(Facet::Province)
                });
            }
            Menu { name, label, all, chosen: value.is_some(), groups }
        };
        let region = filter.region();
        let regions = plain(snapshot.units.regions().map(|unit| (unit.code.clone(), unit.name.clone())));
        let provinces = snapshot.units.provinces().filter(|(_, _, of)| region.is_none_or(|region| region == *of)).map(|(unit, _, _)| unit);
        let provinces = plain(provinces.map(|unit| (unit.code.clone(), unit.name.clone())));
        let menus = vec![
            menu("regione", "map-filter-region", "map-filter-region-all", regions),
            menu("bisogno", "map-filter-need", "map-filter-need-all", codes(snapshot, "service_heading", language)),
            menu("servizio", "map-filter-service", "map-filter-service-all", services(snapshot, language)),
            menu("stato", "map-filter-status", "map-filter-status-all", codes(snapshot, "site_status", language)),
        ];
        let more = vec![
            menu("provincia", "map-filter-province", "map-filter-province-all", provinces),
            menu("ruolo", "map-filter-role", "map-filter-role-all", codes(snapshot, "network_role", language)),
        ];
        let open_now = pairs.iter().position(|(name, value)| *name == "aperto" && value == "ora");
        shown.extend(open_now);
        let rest = pairs.iter().enumerate().filter(|(at, _)| !shown.contains(at));
        let extras = rest
            .map(|(at, (name, value))| {
                let others = pairs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, (name, value))| (*name, value.as_str()));
                let label = match *name {
                    "comune" => snapshot.units.municipality(value).unwrap_or(value),
                    "regione" => snapshot.units.region(value).map_or(value.as_str(), |unit| &unit.name),
                    "provincia" => snapshot.units.province(value).map_or(value.as_str(), |unit| &unit.name),
                    "social_region" => snapshot.units.social_region(value).map_or(value.as_str(), |unit| &unit.name),
                    _ => snapshot.codes.label(list_of(name), value, language),
                };
                let label = match *name {
                    "eta" => frame.words.say_with("map-filter-age", "age", value),
                    "aperto" => filter_label(value, frame.words),
                    _ => label.to_owned(),
                };
                Extra { name, value: value.clone(), label, without: frame.link(&format!("/mappa{}", query_string(others))) }
            })
            .collect();
        let offers_now = filter.open_at().is_none_or(|open| open.now);
        Self { more_in_use: more.iter().any(|menu| menu.chosen), offers_now, open_now: open_now.is_some(), menus, more, extras }
    }
}

fn choice((value, label): (String, String)) -> Choice {
    Choice { value, label, selected: false }
}

fn plain(entries: impl Iterator<Item = (String, String)>) -> Vec<Group> {
    let mut choices: Vec<Choice> = entries.map(choice).collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    vec![Group { heading: String::new(), choices }]
}

/// A code list in its own order. Closed sites are history and no choice.
fn codes(snapshot: &Snapshot, list: &str, language: Language) -> Vec<Group> {
    let entries = snapshot.codes.list(list).filter(|code| code.code != "cessata");
    vec![Group {
        heading: String::new(),
        choices: entries.map(|code| choice((code.code.clone(), code.label(language).to_owned()))).collect(),
    }]
}

/// Services under their headings. A protected one is no choice.
fn services(snapshot: &Snapshot, language: Language) -> Vec<Group> {
    let of = |heading: &str| {
        let inside = snapshot.codes.list("service_category").filter(|code| !code.protected && code.heading.as_deref() == Some(heading));
        inside.map(|code| choice((code.code.clone(), code.label(language).to_owned()))).collect()
    };
    let headings = snapshot.codes.list("service_heading");
    headings.map(|heading| Group { heading: heading.label(language).to_owned(), choices: of(&heading.code) }).collect()
}
