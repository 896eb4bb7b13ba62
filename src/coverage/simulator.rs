//! `/copertura/simulatore`: what would change if centres opened where the pins stand. The scenario is the address: whoever has
//! it sees the same. A form is enough; the script lets pins be dragged and asks for `parte=esito` while they move.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use serde_json::json;

use super::areas::Level;
use super::asked::{self, Menu};
use super::said;
use super::scenario::{BestSites, Changed, Figure, WhatIf};
use super::store;
use crate::geo::Coordinates;
use crate::places::label;
use crate::published::Snapshot;
use crate::state::AppState;
use crate::web::languages::Argument;
use crate::web::parameters::query_string;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Phrase, Words, page};

/// Most pins of one scenario.
const MOST_PINS: usize = 20;
/// Comuni listed that are newly reached.
const MOST_COMUNI: usize = 10;
/// Places proposed at once.
const PROPOSED: usize = 3;
/// Places offered when a name is not clear.
const OFFERED: usize = 8;
/// Indicator of the simulator.
const INDICATOR: &str = "C3";

/// A scenario: where centres would open, and what is asked about them.
#[derive(Debug, Clone, PartialEq)]
struct Scenario {
    pins: Vec<Coordinates>,
    threshold_km: f64,
    group: String,
    region: String,
}

/// A pin on the page.
struct Pin {
    name: String,
    lon: String,
    lat: String,
    value: String,
    without: String,
}

/// One Region before and after.
struct BeforeAfter {
    name: String,
    before: String,
    after: String,
    people: String,
}

/// A comune newly reached.
struct Reached {
    name: String,
    people: String,
}

/// What the pins change.
struct Outcome {
    sentence: String,
    notes: Vec<String>,
    areas: Vec<BeforeAfter>,
    reached: Vec<Reached>,
    /// Comuni not listed.
    more: Option<String>,
    /// Codes of the comuni newly reached, for the map.
    codes: String,
    /// Who is counted.
    people: String,
    demo: bool,
    recipe: String,
}

/// A place proposed.
struct Proposal {
    name: String,
    gain: String,
    add: String,
}

/// Places proposed, all together.
struct Proposals {
    items: Vec<Proposal>,
    add_all: String,
    guarantee: String,
}

/// A link with its text.
struct Offer {
    label: String,
    href: String,
}

#[derive(Template)]
#[template(path = "coverage/simulator.html")]
struct SimulatorPage {
    frame: Frame,
    mistakes: Vec<String>,
    menus: Vec<Menu>,
    pins: Vec<Pin>,
    offers: Vec<Offer>,
    asked_for: String,
    outcome: Option<Outcome>,
    proposals: Option<Proposals>,
    propose: String,
    empty: String,
    threshold_m: String,
    bounds: String,
    today: String,
    full: bool,
}

#[derive(Template)]
#[template(path = "coverage/outcome.html")]
struct OutcomePart {
    frame: Frame,
    outcome: Option<Outcome>,
}

/// Five decimals: a metre, and every pin has one way to be written.
fn written(at: Coordinates) -> (String, String) {
    (format!("{:.5}", at.lon()), format!("{:.5}", at.lat()))
}

fn read_pin(text: &str) -> Option<Coordinates> {
    let (lon, lat) = text.split_once(',')?;
    Coordinates::parse(lon.trim().parse().ok()?, lat.trim().parse().ok()?).ok()
}

impl Scenario {
    fn read(parameters: &mut Parameters, snapshot: &Snapshot) -> Self {
        let mut pins = vec![];
        for text in parameters.many("punto") {
            match read_pin(&text) {
                Some(at) if pins.len() < MOST_PINS => pins.push(at),
                Some(_) => parameters.refuse("punto", &text, Phrase::new("coverage-too-many-pins").with("most", MOST_PINS.to_string())),
                None => parameters.refuse("punto", &text, Phrase::new("coverage-pin-format")),
            }
        }
        let region = parameters.one("regione").unwrap_or_default();
        let known = snapshot.units.region(&region).map(|unit| unit.code.clone());
        if known.is_none() && !region.is_empty() {
            parameters.refuse("regione", &region, Phrase::new("error-unknown-code"));
        }
        Self {
            pins,
            threshold_km: asked::kilometres(parameters, "soglia").unwrap_or(10.0),
            group: parameters.one("gruppo").unwrap_or_default(),
            region: known.unwrap_or_default(),
        }
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let pins: Vec<String> = self.pins.iter().map(|at| written(*at)).map(|(lon, lat)| format!("{lon},{lat}")).collect();
        let km = self.threshold_km.to_string();
        let mut pairs: Vec<(&str, &str)> = pins.iter().map(|pin| ("punto", pin.as_str())).collect();
        pairs.extend([("soglia", km.as_str()), ("gruppo", &self.group), ("regione", &self.region)]);
        pairs.extend(more);
        format!("/copertura/simulatore{}", query_string(pairs))
    }

    fn with(&self, pins: &[Coordinates]) -> Self {
        Self { pins: self.pins.iter().chain(pins).copied().take(MOST_PINS).collect(), ..self.clone() }
    }

    /// The body of the question to the interface, by areas of a level.
    fn what_if(&self, level: Level) -> serde_json::Value {
        let add: Vec<_> = self.pins.iter().map(|at| json!({ "lon": at.lon(), "lat": at.lat() })).collect();
        json!({ "indicator": INDICATOR, "threshold_m": self.threshold_km * 1_000.0, "group": self.asked_group(), "level": level.word(), "add": add })
    }

    fn best_sites(&self) -> serde_json::Value {
        let region = Some(&self.region).filter(|region| !region.is_empty());
        json!({ "n": PROPOSED, "threshold_m": self.threshold_km * 1_000.0, "group": self.asked_group(), "region": region, "objective": "covered", "candidates": "municipalities" })
    }

    fn asked_group(&self) -> Option<&str> {
        Some(self.group.as_str()).filter(|group| !group.is_empty())
    }
}

/// The page; with `parte=esito` only what the pins change.
///
/// # Errors
/// 503 while the database is away and nothing was read before.
pub async fn simulator(frame: Frame, State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let (snapshot, words) = (state.coverage.snapshot(), frame.words);
    let mut parameters = Parameters::read(query.as_deref());
    let mut scenario = Scenario::read(&mut parameters, &snapshot);
    if parameters.one("parte").as_deref() == Some("esito") {
        let outcome = outcome(&scenario, &state, words).await?;
        return page(&frame, CachePolicy::Never, &OutcomePart { frame: frame.clone(), outcome });
    }
    let asked_for = parameters.one("luogo").unwrap_or_default();
    let offers = named(&mut scenario, &mut parameters, &asked_for, &state, &frame).await;
    let proposes = parameters.one("proponi").is_some();
    let mut mistakes = super::pages::mistakes(parameters, &frame);
    let mut told = |error: AppError| match error {
        AppError::Invalid(errors) => {
            mistakes.extend(errors.iter().map(|error| error.allowed.say(words)));
            Ok(())
        }
        error => Err(error),
    };
    let mut found = None;
    match outcome(&scenario, &state, words).await {
        Ok(outcome) => found = outcome,
        Err(error) => told(error)?,
    }
    let mut proposals = None;
    if proposes {
        match state.coverage.best_sites(scenario.best_sites().to_string().as_bytes(), &state.pools, state.clock.now()).await {
            Ok(best) => proposals = Some(Proposals::of(&best, &scenario, &frame)),
            Err(error) => told(error)?,
        }
    }
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let usual = if ground.demands().any(|(_, groups)| groups.contains(&"0-17")) { "0-17" } else { "all" };
    let template = SimulatorPage {
        menus: vec![
            asked::threshold_menu(words, "soglia", false, scenario.threshold_km),
            asked::group_menu(words, &ground, super::demand::MUNICIPALITIES, &scenario.group, usual),
            asked::region_menu(words, &snapshot, &scenario.region),
        ],
        pins: pins(&scenario, &state, &frame).await,
        propose: frame.link(&scenario.address(&[("proponi", "3")])),
        empty: frame.link(&Scenario { pins: vec![], ..scenario.clone() }.address(&[])),
        threshold_m: (scenario.threshold_km * 1_000.0).to_string(),
        today: words.date(state.clock.now().date_naive()),
        full: scenario.pins.len() >= MOST_PINS,
        bounds: super::pages::bounds_of(ground.areas(), &scenario.region),
        mistakes,
        offers,
        asked_for,
        outcome: found,
        proposals,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// Adds the place of a name to the scenario; where it is not clear which is meant, offers those it may be.
async fn named(scenario: &mut Scenario, parameters: &mut Parameters, text: &str, state: &AppState, frame: &Frame) -> Vec<Offer> {
    if text.is_empty() {
        return vec![];
    }
    // Degrees are a place too: "15.8, 40.63".
    if let Some(at) = read_pin(text) {
        *scenario = scenario.with(&[at]);
        return vec![];
    }
    let found = state.places.find(text, OFFERED).await;
    let places: Vec<(String, Coordinates)> =
        found.meanings.iter().filter_map(|one| Some((label(&one.place), Coordinates::parse(one.place.lon, one.place.lat).ok()?))).collect();
    match places.as_slice() {
        [] => {
            parameters.refuse("luogo", text, Phrase::new("error-place-unknown"));
            vec![]
        }
        [(_, at), others @ ..] if !found.ambiguous || others.is_empty() => {
            *scenario = scenario.with(&[*at]);
            vec![]
        }
        places => {
            places.iter().map(|(label, at)| Offer { label: label.clone(), href: frame.link(&scenario.with(&[*at]).address(&[])) }).collect()
        }
    }
}

async fn pins(scenario: &Scenario, state: &AppState, frame: &Frame) -> Vec<Pin> {
    let mut pins = vec![];
    for (at, place) in scenario.pins.iter().enumerate() {
        // Only a name: without it the degrees say where it is.
        let comune = store::covering(&state.pools.public, *place).await.unwrap_or_default().map(|(_, name)| name);
        let (lon, lat) = written(*place);
        let others: Vec<Coordinates> = scenario.pins.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, pin)| *pin).collect();
        pins.push(Pin {
            name: comune.unwrap_or_else(|| frame.say("coverage-pin-nowhere")),
            value: format!("{lon},{lat}"),
            without: frame.link(&Scenario { pins: others, ..scenario.clone() }.address(&[])),
            lon,
            lat,
        });
    }
    pins
}

/// What the pins change; none without pins.
async fn outcome(scenario: &Scenario, state: &AppState, words: Words) -> Result<Option<Outcome>, AppError> {
    if scenario.pins.is_empty() {
        return Ok(None);
    }
    let ask = async |level: Level| {
        let body = scenario.what_if(level).to_string();
        state.coverage.what_if(body.as_bytes(), &state.pools, state.clock.now()).await
    };
    let regions = ask(Level::Region).await?;
    let comuni = ask(Level::Municipality).await?;
    Ok(Some(Outcome::of(scenario, &regions, &comuni, &state.coverage.snapshot(), words)))
}

fn gained(changed: &Changed) -> f64 {
    changed.delta.numerator.unwrap_or_default()
}

/// "tra 48 e 66 su 100", or one number where it is surely near it.
fn percent(words: Words, figure: Option<&Figure>) -> String {
    let Some(figure) = figure else { return words.say("coverage-not-computed") };
    match (figure.value, figure.value_low.zip(figure.value_high)) {
        (Some(_), Some((low, high))) if high - low > said::WIDE_POINTS => said::span(words, "percent", (low, high)),
        (Some(value), _) => said::value(words, "percent", value),
        (None, _) => words.say("coverage-not-computed"),
    }
}

impl Outcome {
    fn of(scenario: &Scenario, regions: &WhatIf, comuni: &WhatIf, snapshot: &Arc<Snapshot>, words: Words) -> Self {
        let mut reached: Vec<&Changed> = comuni.items.iter().filter(|item| gained(item) > 0.0).collect();
        reached.sort_by(|one, other| gained(other).total_cmp(&gained(one)).then_with(|| one.area_code_istat.cmp(&other.area_code_istat)));
        let people: f64 = reached.iter().map(|item| gained(item)).sum();
        let shown = |item: &&Changed| gained(item) > 0.0 || item.area_code_istat == scenario.region;
        let areas = regions.items.iter().filter(shown).map(|item| BeforeAfter {
            name: snapshot.units.region(&item.area_code_istat).map_or_else(|| item.area_name.clone(), |unit| unit.name.clone()),
            before: percent(words, item.before.as_ref()),
            after: percent(words, item.after.as_ref()),
            people: format!("+{}", said::whole(words, gained(item))),
        });
        let mut notes = vec![];
        if !regions.off_land.is_empty() {
            notes.push(words.say_with("coverage-off-land", "count", regions.off_land.len()));
        }
        Self {
            sentence: words.say_all(
                "coverage-outcome",
                [
                    ("pins", Argument::from(scenario.pins.len())),
                    ("count", Argument::Number(people.round())),
                    ("written", said::whole(words, people).into()),
                    ("people", said::people(words, &regions.group).into()),
                    ("distance", said::limit(words, scenario.threshold_km * 1_000.0).into()),
                    ("comuni", Argument::from(reached.len())),
                ],
            ),
            notes,
            areas: areas.collect(),
            more: (reached.len() > MOST_COMUNI).then(|| words.say_with("coverage-more-comuni", "count", reached.len() - MOST_COMUNI)),
            codes: reached.iter().map(|item| item.area_code_istat.as_str()).collect::<Vec<_>>().join(" "),
            reached: reached
                .iter()
                .take(MOST_COMUNI)
                .map(|item| Reached { name: item.area_name.clone(), people: format!("+{}", said::whole(words, gained(item))) })
                .collect(),
            people: said::people(words, &regions.group),
            demo: regions.demo,
            recipe: regions.recipe_url.clone(),
        }
    }
}

impl Proposals {
    fn of(best: &BestSites, scenario: &Scenario, frame: &Frame) -> Self {
        let words = frame.words;
        let places: Vec<Coordinates> = best.items.iter().filter_map(|item| Coordinates::parse(item.lon, item.lat).ok()).collect();
        let item = |(item, at): (&super::scenario::Ranked, &Coordinates)| Proposal {
            name: item
                .municipality
                .as_ref()
                .and_then(|unit| unit["name"].as_str())
                .map_or_else(|| frame.say("coverage-pin-nowhere"), str::to_owned),
            gain: words.say_two("coverage-gain", "count", said::whole(words, item.gain), "people", said::people(words, &best.group)),
            add: frame.link(&scenario.with(&[*at]).address(&[])),
        };
        Self {
            items: best.items.iter().zip(&places).map(item).collect(),
            add_all: frame.link(&scenario.with(&places).address(&[])),
            guarantee: words.say_two(
                "coverage-proposals-how",
                "count",
                said::whole(words, best.candidates as f64),
                "share",
                said::value(words, "percent", 100.0 * best.guarantee),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_its_address() {
        let query = "punto=15.8,40.63&punto=16.1%2C40.5&soglia=20&gruppo=all";
        let mut parameters = Parameters::read(Some(query));
        let scenario = Scenario::read(&mut parameters, &Snapshot::default());
        assert!(parameters.mistakes().is_empty());
        let address = scenario.address(&[]);
        assert_eq!(address, "/copertura/simulatore?punto=15.80000%2C40.63000&punto=16.10000%2C40.50000&soglia=20&gruppo=all");
        let mut again = Parameters::read(address.split_once('?').map(|(_, query)| query));
        assert_eq!(Scenario::read(&mut again, &Snapshot::default()), scenario);
        assert_eq!(scenario.what_if(Level::Region)["add"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_pin_that_cannot_be_read_is_said_and_the_others_stay() {
        let mut parameters = Parameters::read(Some("punto=15.8,40.63&punto=qui&punto=1000,2&regione=99"));
        let scenario = Scenario::read(&mut parameters, &Snapshot::default());
        assert_eq!(scenario.pins.len(), 1);
        let wrong: Vec<String> = parameters.mistakes().into_iter().map(|mistake| mistake.parameter).collect();
        assert_eq!(wrong, ["punto", "punto", "regione"]);
        let many = Coordinates::parse(15.0, 40.0).expect("on the globe");
        assert_eq!(scenario.with(&[many; 30]).pins.len(), MOST_PINS);
    }
}
