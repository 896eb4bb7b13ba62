//! `/trova`: from a place to the centres near it, without JavaScript. Text first; the map is one link away.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::listing::NearItem;
use super::question::{Offer, Question, Start};
use super::search::{Indexed, Nearest};
use crate::centres::{Moment, filter_label};
use crate::places::{Doubt, Places};
use crate::published::{Choosing, Facet, FacetCounts, Filter, Snapshot, Tongue, open_among};
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Clock, Frame, Parameters, page};

/// How far is near, in metres; inclusive.
const NEAR_M: f64 = 20_000.0;
/// Letters of a hint that a page still has room for.
const LONGEST_HINT: usize = 100;
/// Sites listed.
const LISTED: usize = 20;
/// Sites counted within reach; beyond it the sentence would only grow.
const COUNTED: usize = 2_000;

/// One entry of a menu: value, label, chosen now.
type Choice = (String, String, bool);

/// A link with its text.
struct Link {
    label: String,
    href: String,
}

/// What was found.
struct Answer {
    /// The sentence that counts.
    sentence: String,
    /// What is not sure about the point the distances start from.
    notes: Vec<String>,
    items: Vec<NearItem>,
    /// The nearest beyond the limit.
    beyond: Option<NearItem>,
    /// In the same comune, position not public.
    protected: Vec<NearItem>,
    /// Filters to drop, with what that would find.
    drop: Vec<Link>,
    on_map: String,
}

#[derive(Template)]
#[template(path = "nearest/find.html")]
struct FindPage {
    frame: Frame,
    title: String,
    text: String,
    needs: Vec<Choice>,
    services: Vec<(String, Vec<Choice>)>,
    /// What the numbers beside the values count.
    counted: String,
    /// "Aperti ora" may be chosen: no other moment is asked for.
    offers_now: bool,
    /// It is chosen.
    open_now: bool,
    filters_in_use: bool,
    /// Filters no menu shows, carried on.
    carried: Vec<(&'static str, String)>,
    mistakes: Vec<String>,
    answer: Option<Answer>,
    which: Vec<Link>,
    unknown: Option<Vec<Link>>,
}

/// The page.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn find(
    frame: Frame,
    State(nearest): State<Arc<Nearest>>,
    State(places): State<Arc<Places>>,
    State(clock): State<Clock>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let indexed = nearest.indexed();
    let snapshot = &indexed.snapshot;
    let asked_at = clock.now();
    let now = Moment::of(asked_at);
    let mut parameters = Parameters::read(query.as_deref()).asked_at(Some(asked_at));
    let text = parameters.one("luogo");
    let question = Question::read(&mut parameters, text.as_deref(), &places).await;
    let filter = Filter::read(&mut parameters, Tongue::Page, &snapshot.codes, &snapshot.units);
    let asking = Asking { indexed: &indexed, filter: &filter, now, frame: &frame };

    let (mut which, mut unknown, mut answer) = (vec![], None, None);
    let start = if let Question::From(start) = &question { Some(start) } else { None };
    let menus = Menus { snapshot, counts: &asking.counts(start), frame: &frame };
    let counted = frame.say(if start.is_some() { "find-counted-near" } else { "find-counted" });
    match question {
        Question::Nothing => {}
        Question::Which(offers) => which = asking.links(&offers),
        Question::Unknown(offers) => unknown = Some(asking.links(&offers)),
        Question::From(start) => answer = Some(asking.answer(&start)),
    }
    let pairs = filter.pairs(Tongue::Page);
    let chosen = |name: &str| pairs.iter().find(|(one, _)| *one == name).map(|(_, value)| value.as_str());
    let title = match (&answer, &text) {
        (Some(_), Some(text)) => frame.words.say_with("find-title-near", "place", text),
        _ => frame.say("find-title"),
    };
    let open_now = filter.open_at().is_some_and(|open| open.now);
    let shown = |(name, value): &&(&'static str, String)| {
        !(matches!(*name, "servizio" | "bisogno") && chosen(name) == Some(value.as_str()) || *name == "aperto" && open_now)
    };
    let template = FindPage {
        title,
        text: text.unwrap_or_default(),
        needs: menus.needs(chosen("bisogno")),
        services: menus.services(chosen("servizio")),
        counted,
        offers_now: open_now || filter.open_at().is_none(),
        open_now,
        filters_in_use: !pairs.is_empty(),
        carried: pairs.iter().filter(shown).cloned().collect(),
        mistakes: mistakes(parameters, &frame),
        answer,
        which,
        unknown,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Seconds(now.lasts(asked_at)), &template)
}

fn mistakes(parameters: Parameters, frame: &Frame) -> Vec<String> {
    let told = |name: &str, value: &str, allowed: String| {
        // A whole code list would hide the page it stands on.
        if allowed.chars().count() > LONGEST_HINT { format!("{name} = «{value}»") } else { format!("{name} = «{value}»: {allowed}") }
    };
    parameters.mistakes().iter().map(|mistake| told(&mistake.parameter, &mistake.value, mistake.allowed.say(frame.words))).collect()
}

/// The menus of the page, with how many sites each value would leave.
struct Menus<'a> {
    snapshot: &'a Snapshot,
    counts: &'a FacetCounts,
    frame: &'a Frame,
}

impl Menus<'_> {
    fn choice(&self, facet: Facet, code: &str, chosen: Option<&str>) -> Choice {
        let count = self.frame.words.number(self.counts.count(facet, code) as u64);
        let label = facet.label(code, self.snapshot, self.frame.words.0);
        (code.to_owned(), format!("{label} ({count})"), chosen == Some(code))
    }

    /// The headings families choose from.
    fn needs(&self, chosen: Option<&str>) -> Vec<Choice> {
        let headings = self.snapshot.codes.list("service_heading").filter(|code| code.code != "per_gli_operatori");
        headings.map(|code| self.choice(Facet::Need, &code.code, chosen)).collect()
    }

    /// Services under their headings. A protected one is no choice.
    fn services(&self, chosen: Option<&str>) -> Vec<(String, Vec<Choice>)> {
        let codes = &self.snapshot.codes;
        let of = |heading: &str| {
            let inside = codes.list("service_category").filter(|code| !code.protected && code.heading.as_deref() == Some(heading));
            inside.map(|code| self.choice(Facet::Service, &code.code, chosen)).collect()
        };
        codes.list("service_heading").map(|heading| (heading.label(self.frame.words.0).to_owned(), of(&heading.code))).collect()
    }
}

/// A question with what is needed to answer it.
struct Asking<'a> {
    indexed: &'a Indexed,
    filter: &'a Filter,
    now: Moment,
    frame: &'a Frame,
}

impl Asking<'_> {
    /// The address of this page for a place, with these filters.
    fn address(&self, label: Option<&str>, at: (f64, f64), filter: &Filter) -> String {
        let (lon, lat) = (format!("{:.5}", at.0), format!("{:.5}", at.1));
        let mut pairs = vec![("luogo", label.unwrap_or_default().to_owned()), ("lon", lon), ("lat", lat)];
        pairs.extend(filter.pairs(Tongue::Page));
        self.frame.link(&format!("/trova{}", query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())))))
    }

    fn links(&self, offers: &[Offer]) -> Vec<Link> {
        let href = |offer: &Offer| self.address(Some(&offer.label), (offer.at.lon(), offer.at.lat()), self.filter);
        offers.iter().map(|offer| Link { label: offer.label.clone(), href: href(offer) }).collect()
    }

    /// How many sites each value would leave: near the start, in Italy where there is none yet.
    fn counts(&self, start: Option<&Start>) -> Arc<FacetCounts> {
        let (snapshot, filter) = (&self.indexed.snapshot, self.filter.clone().in_service_unless_asked());
        match start {
            Some(start) => {
                let near = self.indexed.within(start.at, NEAR_M).map(|site| site.id);
                Arc::new(snapshot.facets_among(near, &filter, Choosing::Instead))
            }
            None => snapshot.facets(&filter, Choosing::Instead),
        }
    }

    fn within_reach(&self, start: &Start, filter: &Filter) -> usize {
        self.indexed.nearest(start.at, COUNTED, Some(NEAR_M), filter).found.len()
    }

    fn answer(&self, start: &Start) -> Answer {
        let (frame, words, snapshot) = (self.frame, self.frame.words, &self.indexed.snapshot);
        let findings = self.indexed.nearest(start.at, COUNTED, Some(NEAR_M), self.filter);
        let count = findings.found.len();
        let items: Vec<NearItem> =
            findings.found.iter().take(LISTED).map(|found| NearItem::near(found, &snapshot.codes, self.now, frame)).collect();
        let beyond = if count == 0 { self.indexed.nearest(start.at, 1, None, self.filter).found.into_iter().next() } else { None };
        let sentence = match (&beyond, &start.label) {
            (Some(found), _) => {
                let rough = found.site.position.as_ref().is_some_and(|position| position.is_approximate());
                let phrase = if rough { "find-none-near-about" } else { "find-none-near" };
                words.say_two(phrase, "comune", found.site.area(), "distance", words.distance(found.distance_m))
            }
            (None, _) if count == 0 => frame.say("find-none-at-all"),
            (None, Some(place)) => words.say_two("find-count", "count", count, "place", place),
            (None, None) => words.say_with("find-count-here", "count", count),
        };
        let wanted = self.filter.clone().in_service_unless_asked();
        let same_comune = |code: Option<&str>| code.is_some() && code == start.municipality_code.as_deref();
        let protected = snapshot.sites.iter().filter(|site| {
            site.position.is_none() && same_comune(site.municipality.as_ref().map(|unit| unit.code.as_str())) && wanted.matches(site)
        });
        let pairs = self.filter.pairs(Tongue::Page);
        let query = query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let asks = self.filter.open_at().is_some();
        let open = if asks { None } else { open_among(findings.found.iter().map(|found| found.site), self.now) };
        let open = open.map(|open| words.say_with("find-open-now", "count", open));
        let first = (count > LISTED).then(|| words.say_with("find-first", "count", LISTED));
        Answer {
            sentence: [Some(sentence), open, first].into_iter().flatten().collect::<Vec<_>>().join(" "),
            notes: self.notes(start),
            drop: if count == 0 { self.filters_to_drop(start) } else { vec![] },
            on_map: format!("{}#mappa=11/{:.4}/{:.4}", frame.link(&format!("/mappa{query}")), start.at.lat(), start.at.lon()),
            protected: protected.map(|site| NearItem::of(site, &snapshot.codes, self.now, frame)).collect(),
            beyond: beyond.map(|found| NearItem::near(&found, &snapshot.codes, self.now, frame)),
            items,
        }
    }

    fn notes(&self, start: &Start) -> Vec<String> {
        let rounded = start.label.is_none().then(|| self.frame.say("find-rounded"));
        let doubt = start.doubt.map(|doubt| match doubt {
            Doubt::NumberEstimated => self.frame.say("find-number-estimated"),
            Doubt::NumberUnknown => self.frame.say("find-number-unknown"),
            Doubt::StreetUnknown => self.frame.say("find-street-unknown"),
        });
        rounded.into_iter().chain(doubt).collect()
    }

    /// Each filter whose absence would find something near.
    fn filters_to_drop(&self, start: &Start) -> Vec<Link> {
        let snapshot = &self.indexed.snapshot;
        let pairs = self.filter.pairs(Tongue::Page);
        let mut links = vec![];
        for (at, (name, value)) in pairs.iter().enumerate() {
            let others = pairs.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, (name, value))| (*name, value.as_str()));
            let query = query_string(others);
            let mut parameters = Parameters::read(Some(query.trim_start_matches('?'))).asked_at(self.filter.asked_at());
            let filter = Filter::read(&mut parameters, Tongue::Page, &snapshot.codes, &snapshot.units);
            let count = self.within_reach(start, &filter);
            if count > 0 {
                let label = self.label_of(name, value);
                links.push(Link {
                    label: self.frame.words.say_two("find-without", "filter", &label, "count", count),
                    href: self.address(start.label.as_deref(), (start.at.lon(), start.at.lat()), &filter),
                });
            }
        }
        links
    }

    /// What people call the value of a filter.
    fn label_of(&self, name: &str, value: &str) -> String {
        let snapshot = &self.indexed.snapshot;
        if name == "aperto" {
            return filter_label(value, self.frame.words);
        }
        let list = match name {
            "servizio" => "service_category",
            "bisogno" => "service_heading",
            "ruolo" => "network_role",
            "stato" => "site_status",
            "accesso" => "access_mode",
            other => other,
        };
        match name {
            "regione" => snapshot.units.region(value).map(|unit| unit.name.as_str()),
            "provincia" => snapshot.units.province(value).map(|unit| unit.name.as_str()),
            "comune" => snapshot.units.municipality(value),
            _ => snapshot.codes.get(list, value).map(|code| code.label(self.frame.words.0)),
        }
        .unwrap_or(value)
        .to_owned()
    }
}
