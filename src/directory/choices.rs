//! The filters of a list as a person meets them: fields of a form, chips to take one away, and which one to
//! drop when nothing is left. It reads filters and writes addresses; it decides nothing about sites.

use crate::centres::filter_label;
use crate::published::{Choosing, Facet, FacetCounts, Filter, Snapshot, Tongue, fold};
use crate::web::parameters::query_string;
use crate::web::{Language, Parameters, Words};

/// Languages whose name we can say; another is shown by its code.
const NAMED_LANGUAGES: [&str; 16] = ["it", "en", "fr", "de", "sl", "es", "pt", "ro", "sq", "ar", "zh", "uk", "ru", "bn", "ur", "lis"];

/// A field of the form: one value is chosen in it.
#[derive(Debug)]
pub struct Field {
    /// Name of the parameter.
    pub name: &'static str,
    /// What the person reads beside it.
    pub label: String,
    /// What stands there when nothing is asked for.
    pub any: String,
    /// The values that can be chosen.
    pub options: Vec<FieldOption>,
}

/// A value that can be chosen.
#[derive(Debug)]
pub struct FieldOption {
    /// Value of the parameter.
    pub value: String,
    /// What the person reads, with how many sites it would leave: "Mediazione familiare (12)".
    pub label: String,
    /// Chosen now.
    pub chosen: bool,
}

/// A filter in force.
#[derive(Debug)]
pub struct Chip {
    /// What it asks for.
    pub label: String,
    /// Address of the list without it.
    pub address: String,
    /// How many sites there would be without it.
    pub without: usize,
}

/// The filters of one request.
#[derive(Debug)]
pub struct Choices {
    /// The fields always in sight, at most four.
    pub first: Vec<Field>,
    /// "Aperti ora" may be chosen: no other moment is asked for.
    pub offers_now: bool,
    /// It is chosen.
    pub open_now: bool,
    /// The fields behind "Altri filtri".
    pub more: Vec<Field>,
    /// One of those behind is in use, or the age is.
    pub more_in_use: bool,
    /// Age asked for.
    pub age: String,
    /// Filters no field shows, carried on by the form.
    pub carried: Vec<(&'static str, String)>,
    /// Filters in force.
    pub chips: Vec<Chip>,
    /// The query of the same filter, with its question mark unless empty.
    pub query: String,
}

impl Choices {
    /// Of a filter over a snapshot, in the words of a visitor.
    #[must_use]
    pub fn of(filter: &Filter, snapshot: &Snapshot, words: Words, path: &str) -> Self {
        let pairs = filter.pairs(Tongue::Page);
        let counts = snapshot.facets(filter, Choosing::Instead);
        let mut fields = Fields { pairs: &pairs, shown: vec![], counts: &counts, words };
        let first = vec![
            fields.field("regione", regions(snapshot)),
            fields.field("bisogno", codes(snapshot, "service_heading", words.0)),
            fields.field("servizio", codes(snapshot, "service_category", words.0)),
            fields.field("stato", codes(snapshot, "site_status", words.0).into_iter().filter(|(code, _)| code != "cessata").collect()),
        ];
        let seen = fields.shown.len();
        let more = vec![
            fields.field("provincia", provinces(snapshot, filter.region())),
            fields.field("ruolo", codes(snapshot, "network_role", words.0)),
            fields.field("accesso", codes(snapshot, "access_mode", words.0)),
            fields.field("lingua", languages(snapshot, words)),
        ];
        let age = value(&pairs, "eta").unwrap_or_default().to_owned();
        let more_in_use = fields.shown.len() > seen || !age.is_empty();
        let mut shown = fields.shown;
        let open_now = filter.open_at().filter(|open| open.now).map(|open| open.pair(Tongue::Page));
        shown.extend(open_now.clone());
        let carried = pairs.iter().filter(|pair| pair.0 != "eta" && !shown.contains(pair)).cloned().collect();
        let chips = (0..pairs.len()).map(|at| chip(filter, &pairs, at, snapshot, words, path)).collect();
        let offers_now = open_now.is_some() || filter.open_at().is_none();
        Self { first, offers_now, open_now: open_now.is_some(), more, more_in_use, age, carried, chips, query: query(&pairs) }
    }
}

struct Fields<'a> {
    pairs: &'a [(&'static str, String)],
    shown: Vec<(&'static str, String)>,
    counts: &'a FacetCounts,
    words: Words,
}

impl Fields<'_> {
    fn field(&mut self, name: &'static str, options: Vec<(String, String)>) -> Field {
        let chosen = value(self.pairs, name).filter(|value| options.iter().any(|(code, _)| code == value));
        let facet = Facet::named(name, Tongue::Page);
        let option = |(value, label): (String, String)| {
            let count = facet.map_or(0, |facet| self.counts.count(facet, &value));
            let chosen = chosen == Some(&value);
            // Of a long list that every Region has another of, only what there is.
            let told = count > 0 || chosen || !matches!(facet, Some(Facet::Province | Facet::Language));
            told.then(|| FieldOption { label: format!("{label} ({})", self.words.number(count as u64)), chosen, value })
        };
        let options = options.into_iter().filter_map(option).collect();
        if let Some(value) = chosen {
            self.shown.push((name, value.to_owned()));
        }
        Field {
            name,
            label: self.words.say(&format!("directory-filter-{name}")),
            any: self.words.say(&format!("directory-any-{name}")),
            options,
        }
    }
}

fn value<'a>(pairs: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str())
}

fn query(pairs: &[(&'static str, String)]) -> String {
    query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn chip(filter: &Filter, pairs: &[(&'static str, String)], at: usize, snapshot: &Snapshot, words: Words, path: &str) -> Chip {
    let mut rest = pairs.to_vec();
    let (name, value) = rest.remove(at);
    let query = query(&rest);
    let mut parameters = Parameters::read(Some(query.trim_start_matches('?'))).asked_at(filter.asked_at());
    let without = Filter::read(&mut parameters, Tongue::Page, &snapshot.codes, &snapshot.units).of(snapshot).count();
    Chip { label: say_value(name, &value, snapshot, words), address: format!("{path}{query}"), without }
}

/// What a filter's value reads as.
fn say_value(name: &str, value: &str, snapshot: &Snapshot, words: Words) -> String {
    let (codes, units) = (&snapshot.codes, &snapshot.units);
    let known = match name {
        "regione" => units.region(value).map(|unit| unit.name.clone()),
        "provincia" => units.province(value).map(|unit| unit.name.clone()),
        "social_region" => units.social_region(value).map(|unit| unit.name.clone()),
        "comune" => units.municipality(value).map(str::to_owned),
        "lingua" => Some(language_name(value, words)),
        "eta" => Some(words.say_with("directory-age", "age", value)),
        "aperto" => Some(filter_label(value, words)),
        _ => None,
    };
    let list = match name {
        "servizio" => "service_category",
        "bisogno" => "service_heading",
        "stato" => "site_status",
        "ruolo" => "network_role",
        "accesso" => "access_mode",
        other => other,
    };
    known.unwrap_or_else(|| codes.label(list, value, words.0).to_owned())
}

/// The name of a spoken language, its code where we have none.
#[must_use]
pub fn language_name(code: &str, words: Words) -> String {
    if NAMED_LANGUAGES.contains(&code) { words.say(&format!("directory-language-{code}")) } else { code.to_uppercase() }
}

fn by_name(mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.sort_by_key(|(_, name)| fold(name));
    options
}

fn regions(snapshot: &Snapshot) -> Vec<(String, String)> {
    by_name(snapshot.units.regions().map(|unit| (unit.code.clone(), unit.name.clone())).collect())
}

fn provinces(snapshot: &Snapshot, region: Option<&str>) -> Vec<(String, String)> {
    let provinces = snapshot.units.provinces().filter(|(_, _, of)| region.is_none_or(|region| region == *of));
    by_name(provinces.map(|(unit, _, _)| (unit.code.clone(), unit.name.clone())).collect())
}

fn codes(snapshot: &Snapshot, list: &str, language: Language) -> Vec<(String, String)> {
    // What is protected is no filter value, and what is for professionals is not what a family looks for.
    let offered = snapshot.codes.list(list).filter(|code| !code.protected && code.heading.as_deref() != Some("per_gli_operatori"));
    offered.filter(|code| code.code != "per_gli_operatori").map(|code| (code.code.clone(), code.label(language).to_owned())).collect()
}

fn languages(snapshot: &Snapshot, words: Words) -> Vec<(String, String)> {
    let mut spoken: Vec<&String> = snapshot.sites.iter().flat_map(|site| &site.languages).collect();
    spoken.sort();
    spoken.dedup();
    by_name(spoken.into_iter().map(|code| (code.clone(), language_name(code, words))).collect())
}
