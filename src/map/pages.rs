//! `/mappa` and `/embed`: list and map as one thing in two forms. The list is whole without the map; the
//! browser's part asks these same addresses for the list of what it shows and for the summary of a site.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::filtering::Filters;
use super::listing::{Item, Summary};
use super::view::View;
use crate::centres::{Moment, open_now};
use crate::published::{Filter, Mirror, Site, Snapshot, Tongue, open_among, sign_drawing};
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Clock, Frame, Parameters, page};

/// Letters of a hint that a page still has room for.
const LONGEST_HINT: usize = 100;
/// Sites listed before the list goes on at `/centri`.
const LISTED: usize = 50;

/// The signs of the legend: drawing, name of the phrase.
const LEGEND: [(&str, &str); 8] = [
    ("centre-single", "map-sign-single"),
    ("centre-hub", "map-sign-hub"),
    ("centre-spoke", "map-sign-spoke"),
    ("centre-diffuse", "map-sign-diffuse"),
    ("centre-planned", "map-sign-planned"),
    ("centre-temporary", "map-sign-temporary"),
    ("centre-suspended", "map-sign-suspended"),
    ("centre-single-approximate", "map-sign-approximate"),
];

/// What the list shows, and what the map needs to show the same.
struct Results {
    /// The sentence that counts.
    count: String,
    items: Vec<Item>,
    /// Where the whole list is, with how many it holds.
    onward: Option<(String, String)>,
    /// Sites that match but have no public point.
    hidden: Option<String>,
    /// The filter as a query of the tiles.
    tiles_query: String,
    /// West, south, east, north of what is found, degrees, joined by commas.
    bounds: String,
    /// Links lead out of another site's frame.
    outward: bool,
}

#[derive(Template)]
#[template(path = "map/map.html")]
struct MapPage {
    frame: Frame,
    results: Results,
    summaries: Vec<Summary>,
    filters: Filters,
    mistakes: Vec<String>,
    legend: Vec<(String, String)>,
    outward: bool,
    without_site: String,
}

#[derive(Template)]
#[template(path = "map/embed.html")]
struct EmbedPage {
    frame: Frame,
    results: Results,
    summaries: Vec<Summary>,
    mistakes: Vec<String>,
    outward: bool,
    without_site: String,
    full_map: String,
}

#[derive(Template)]
#[template(path = "map/results.html")]
struct ResultsPart {
    frame: Frame,
    results: Results,
}

#[derive(Template)]
#[template(path = "map/menus.html")]
struct MenusPart {
    frame: Frame,
    filters: Filters,
}

#[derive(Template)]
#[template(path = "map/sheet.html")]
struct SheetPart {
    frame: Frame,
    summaries: Vec<Summary>,
    outward: bool,
    without_site: String,
}

/// The page of the map. With `parte=elenco` only the list, with `parte=sede` only the summary, with `parte=filtri` only the
/// menus with their counts.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn map(
    frame: Frame,
    State(mirror): State<Arc<Mirror>>,
    State(clock): State<Clock>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let snapshot = mirror.snapshot();
    let asked_at = clock.now();
    let now = Moment::of(asked_at);
    let policy = CachePolicy::Seconds(now.lasts(asked_at));
    let mut parameters = Parameters::read(query.as_deref()).asked_at(Some(asked_at));
    let view = View::read(&mut parameters, Tongue::Page);
    let filter = Filter::read(&mut parameters, Tongue::Page, &snapshot.codes, &snapshot.units);
    let summaries = summaries(&view, &snapshot, now, &frame);
    let without_site = address("/mappa", &filter, Tongue::Page, &frame);
    match view.part.as_deref() {
        Some("sede") => {
            let part = SheetPart { frame: frame.clone(), summaries, outward: false, without_site };
            page(&frame, policy, &part)
        }
        Some("elenco") => {
            let results = Results::of(&filter, &view, &snapshot, now, &frame, false);
            page(&frame, policy, &ResultsPart { frame: frame.clone(), results })
        }
        Some("filtri") => {
            let filters = Filters::of(&filter, &snapshot, &frame);
            page(&frame, policy, &MenusPart { frame: frame.clone(), filters })
        }
        _ => {
            let mut legend: Vec<(String, String)> =
                LEGEND.iter().map(|(sign, phrase)| (frame.asset(&sign_drawing(sign)), frame.say(phrase))).collect();
            legend.insert(0, (frame.asset("styles/cluster.svg"), frame.say("map-sign-cluster")));
            if frame.demo() {
                legend.push((frame.asset(&sign_drawing("centre-single-demo")), frame.say("map-sign-demo")));
                legend.push((frame.asset("styles/cluster-demo.svg"), frame.say("map-sign-cluster-demo")));
            }
            let template = MapPage {
                results: Results::of(&filter, &view, &snapshot, now, &frame, false),
                summaries,
                filters: Filters::of(&filter, &snapshot, &frame),
                mistakes: mistakes(parameters, &frame),
                legend,
                outward: false,
                without_site,
                frame: frame.clone(),
            };
            page(&frame, policy, &template)
        }
    }
}

/// The embed: list first, map when asked for. With `part=list` only the list, with `part=site` only the summary.
///
/// # Errors
/// Only when the page cannot be rendered.
pub async fn embed(
    frame: Frame,
    State(mirror): State<Arc<Mirror>>,
    State(clock): State<Clock>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let snapshot = mirror.snapshot();
    let asked_at = clock.now();
    let now = Moment::of(asked_at);
    let policy = CachePolicy::Seconds(now.lasts(asked_at));
    let mut parameters = Parameters::read(query.as_deref()).asked_at(Some(asked_at));
    let view = View::read(&mut parameters, Tongue::Interface);
    let asked = Filter::read(&mut parameters, Tongue::Interface, &snapshot.codes, &snapshot.units);
    let full_map = address("/mappa", &asked, Tongue::Page, &frame);
    let without_site = address("/embed", &asked, Tongue::Interface, &frame);
    let filter = asked.in_service_unless_asked();
    let summaries = summaries(&view, &snapshot, now, &frame);
    match view.part.as_deref() {
        Some("site") => {
            let part = SheetPart { frame: frame.clone(), summaries, outward: true, without_site };
            page(&frame, policy, &part)
        }
        Some("list") => {
            let results = Results::of(&filter, &view, &snapshot, now, &frame, true);
            page(&frame, policy, &ResultsPart { frame: frame.clone(), results })
        }
        _ => {
            let template = EmbedPage {
                results: Results::of(&filter, &view, &snapshot, now, &frame, true),
                summaries,
                mistakes: mistakes(parameters, &frame),
                outward: true,
                without_site,
                full_map,
                frame: frame.clone(),
            };
            page(&frame, policy, &template)
        }
    }
}

fn summaries(view: &View, snapshot: &Snapshot, now: Moment, frame: &Frame) -> Vec<Summary> {
    view.sites.iter().filter_map(|id| snapshot.site(*id)).map(|site| Summary::of(site, snapshot, now, frame)).collect()
}

fn mistakes(parameters: Parameters, frame: &Frame) -> Vec<String> {
    let told = |name: &str, value: &str, allowed: String| {
        // A whole code list would hide the page it stands on.
        if allowed.chars().count() > LONGEST_HINT { format!("{name} = «{value}»") } else { format!("{name} = «{value}»: {allowed}") }
    };
    parameters.mistakes().iter().map(|mistake| told(&mistake.parameter, &mistake.value, mistake.allowed.say(frame.words))).collect()
}

fn address(path: &str, filter: &Filter, tongue: Tongue, frame: &Frame) -> String {
    let pairs = filter.pairs(tongue);
    frame.link(&format!("{path}{}", query_string(pairs.iter().map(|(name, value)| (*name, value.as_str())))))
}

impl Results {
    fn of(filter: &Filter, view: &View, snapshot: &Snapshot, now: Moment, frame: &Frame, outward: bool) -> Self {
        let matching: Vec<&Site> = filter.of(snapshot).collect();
        let positioned = matching.iter().filter(|site| site.position.is_some()).count();
        let shown: Vec<&Site> = matching.iter().copied().filter(|site| view.shows(site)).collect();
        let whole = address("/centri", filter, Tongue::Page, frame);
        let words = frame.words;
        let more = matching.len() > shown.len().min(LISTED);
        // Tiles are named by an instant: a name must mean the same to whoever keeps a copy.
        let pairs = filter.at_its_moment().pairs(Tongue::Interface);
        let mut count = count_sentence(filter, view, &matching, shown.len(), snapshot, frame);
        if !view.is_framed()
            && filter.open_at().is_none()
            && let Some(open) = open_among(matching.iter().copied(), now)
        {
            count = format!("{count}, {}", open_now(open, words));
        }
        Self {
            count,
            items: shown.iter().take(LISTED).map(|site| Item::of(site, &snapshot.codes, now, frame)).collect(),
            onward: more.then(|| (whole, words.say_with("map-onward", "count", matching.len()))),
            hidden: (positioned < matching.len()).then(|| words.say_with("map-hidden", "count", matching.len() - positioned)),
            tiles_query: query_string(pairs.iter().map(|(name, value)| (*name, value.as_str()))),
            bounds: bounds(&matching).map(|edges| edges.map(|degrees| format!("{degrees:.4}")).join(",")).unwrap_or_default(),
            outward,
        }
    }
}

/// "37 sedi in Emilia-Romagna, 35 attive", or how many of them the map shows now.
fn count_sentence(filter: &Filter, view: &View, matching: &[&Site], shown: usize, snapshot: &Snapshot, frame: &Frame) -> String {
    let words = frame.words;
    if view.is_framed() {
        return words.say_two("map-count-in-view", "shown", shown, "count", matching.len());
    }
    let (count, active) = (matching.len(), matching.iter().filter(|site| site.is_in_service()).count());
    let all_active = count > 0 && active == count;
    match filter.region().and_then(|code| snapshot.units.region(code)) {
        Some(region) if all_active => words.say_two("map-count-region-active", "count", count, "region", &region.name),
        Some(region) => {
            words.say_all("map-count-region", [("count", count.into()), ("active", active.into()), ("region", region.name.as_str().into())])
        }
        None if all_active => words.say_with("map-count-active", "count", count),
        None => words.say_two("map-count", "count", count, "active", active),
    }
}

fn bounds(sites: &[&Site]) -> Option<[f64; 4]> {
    let points = sites.iter().filter_map(|site| site.position.as_ref()).map(|position| (position.at.lon(), position.at.lat()));
    points.fold(None, |edges: Option<[f64; 4]>, (lon, lat)| {
        let [west, south, east, north] = edges.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    })
}
