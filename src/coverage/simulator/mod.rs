//! `/copertura/simulatore`: what would change if centres opened, moved or closed. The scenario is the address: whoever has it
//! sees the same; kept, it has a short one. A form is enough; the script lets pins be dragged and asks for `parte=mossa` while
//! they move and `parte=esito` when they rest.

mod changes;
mod compared;
mod degrees;
mod kept;
mod outcome;
mod picture;
mod proposals;
mod scenario;
mod store;
mod wish;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};

use self::changes::Change;
pub use self::compared::compared;
use self::kept::Kept;
use self::outcome::{Outcome, territory};
use self::picture::{Picture, Window};
use self::proposals::Proposals;
pub use self::scenario::PATH;
use self::scenario::{MOST, Scenario};
use self::wish::Wish;
use super::asked::Menu;
use super::weigh::Weighed;
use crate::geo::Coordinates;
use crate::places::label;
use crate::state::AppState;
use crate::web::forms::OwnForm;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Phrase, page};

/// Places offered when a name is not clear.
const OFFERED: usize = 8;
/// Longest form, in bytes, that is asked again as an address.
const LONGEST: usize = 8_000;

/// A link with its text.
struct Offer {
    label: String,
    href: String,
}

/// What the form asks for by name and cannot be done as it stands.
#[derive(Default)]
struct Unclear {
    /// The places that may be meant.
    offers: Vec<Offer>,
    /// Why what stands in the field of places is none.
    refused: Option<Phrase>,
}

#[derive(Template)]
#[template(path = "coverage/simulator.html")]
struct SimulatorPage {
    frame: Frame,
    mistakes: Vec<String>,
    kept: Option<Kept>,
    menus: Vec<Menu>,
    sites: Option<Menu>,
    changes: Vec<Change>,
    offers: Vec<Offer>,
    asked_for: String,
    /// What is wrong with what was asked for, said at its field.
    refused: Option<String>,
    outcome: Option<Outcome>,
    proposals: Option<Proposals>,
    /// The form that asks for them.
    wish_menus: Vec<Menu>,
    wish_list: String,
    /// What that form carries on of the scenario, its changes apart.
    carried: Vec<(&'static str, String)>,
    empty: String,
    /// Kilometres around a pin; none where the figure has no threshold.
    threshold_m: String,
    bounds: String,
    today: String,
    /// What is being looked at, for the head of the report.
    place: String,
    full: bool,
    most: usize,
}

#[derive(Template)]
#[template(path = "coverage/outcome.html")]
struct OutcomePart {
    frame: Frame,
    outcome: Option<Outcome>,
}

/// How much of the page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it.
    Page,
    /// What changes, with its drawing: the pins rest.
    Outcome,
    /// What changes, as quickly as can be: a pin is moving, and nothing of it is kept.
    Moving,
}

/// The page, or what changes alone.
///
/// # Errors
/// 404 for a scenario that is not kept; 503 while the database is away and nothing was read before.
pub async fn simulator(frame: Frame, State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let (snapshot, words, now) = (state.coverage.snapshot(), frame.words, state.clock.now());
    let mut parameters = Parameters::read(query.as_deref());
    let part = match parameters.one("parte").as_deref() {
        Some("esito") => Part::Outcome,
        Some("mossa") => Part::Moving,
        _ => Part::Page,
    };
    let id = parameters.one("scenario").unwrap_or_default();
    let stored = if id.is_empty() { None } else { Some(kept::find(&id, &state.pools, now).await?.ok_or_else(unknown)?) };
    if let Some(stored) = &stored {
        parameters = Parameters::read(Some(&stored.question));
    }
    let mut scenario = Scenario::read(&mut parameters, &snapshot);
    if part != Part::Page {
        let found = weighed(&scenario, part, &state).await?;
        let outcome = shown(&scenario, found.as_ref(), part, &state, &frame).await;
        return page(&frame, CachePolicy::Never, &OutcomePart { frame: frame.clone(), outcome });
    }
    let unclear = asked_changes(&mut scenario, &mut parameters, &state, &frame).await;
    let asked_for = parameters.one("luogo").unwrap_or_default();
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let wish = Wish::read(&mut parameters, &ground);
    let mut mistakes = super::pages::mistakes(parameters, &frame);
    let mut told = |error: AppError| match error {
        AppError::Invalid(errors) => {
            mistakes.extend(errors.iter().map(|error| error.allowed.say(words)));
            Ok(())
        }
        error => Err(error),
    };
    let mut found = None;
    match weighed(&scenario, part, &state).await {
        Ok(weighed) => found = weighed,
        Err(error) => told(error)?,
    }
    let mut proposals = None;
    if wish.asked {
        match state.coverage.best_sites(wish.body(&scenario).to_string().as_bytes(), &state.pools, now).await {
            Ok(best) => proposals = Some(Proposals::of(&best, &wish, &scenario, &frame)),
            Err(error) => told(error)?,
        }
    }
    let region = region_name(&scenario, &state);
    let kept = stored.map(|stored| {
        let url = frame.absolute(&format!("{PATH}?scenario={id}"));
        Kept::of(&id, url, &stored, &scenario, found.as_ref(), &region, words)
    });
    let (level, code) = territory(&scenario);
    let nothing = Scenario { pins: vec![], moved: vec![], closed: vec![], ..scenario.clone() };
    let template = SimulatorPage {
        menus: scenario.menus(words, &snapshot, &ground),
        sites: changes::sites_menu(&scenario, &snapshot, &frame),
        changes: changes::changes(&scenario, &state, &snapshot, &frame).await,
        wish_menus: wish.menus(&scenario, words, &ground),
        wish_list: wish.text,
        carried: scenario.pairs().into_iter().filter(|(name, _)| !["punto", "sposta", "chiudi"].contains(name)).collect(),
        empty: frame.link(&nothing.address(&[])),
        threshold_m: scenario.indicator.threshold_m().map(|_| (scenario.threshold_km * 1_000.0).to_string()).unwrap_or_default(),
        today: words.date(now.date_naive()),
        place: super::said::place(words, level, code, &region),
        full: scenario.is_full(),
        most: MOST,
        bounds: super::pages::bounds_of(ground.areas(), &scenario.territory()),
        outcome: shown(&scenario, found.as_ref(), part, &state, &frame).await,
        kept,
        mistakes,
        offers: unclear.offers,
        refused: unclear.refused.map(|phrase| phrase.say(words)),
        asked_for,
        proposals,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

fn unknown() -> AppError {
    AppError::NotFound(Phrase::new("coverage-scenario-unknown"))
}

/// Keeps the scenario of the form and leads to its own address. What cannot be kept the page says, asked for the same.
///
/// # Errors
/// 403 for a form of another site, 503 while the database is away.
pub async fn keep(frame: Frame, State(state): State<AppState>, OwnForm(form): OwnForm) -> Result<Response, AppError> {
    let snapshot = state.coverage.snapshot();
    let mut parameters = Parameters::read(Some(&form));
    let mut scenario = Scenario::read(&mut parameters, &snapshot);
    let unclear = asked_changes(&mut scenario, &mut parameters, &state, &frame).await;
    let clear = unclear.offers.is_empty() && unclear.refused.is_none() && parameters.mistakes().is_empty();
    let found = if clear { weighed(&scenario, Part::Page, &state).await } else { Ok(None) };
    let address = match found {
        Ok(Some(weighed)) => {
            let id = kept::keep(&scenario, &weighed, &state.pools, state.clock.now()).await?;
            frame.link(&format!("{PATH}?scenario={id}"))
        }
        // The form says the language itself.
        Ok(None) | Err(AppError::Invalid(_)) if form.len() <= LONGEST => format!("{PATH}?{form}"),
        Ok(None) | Err(AppError::Invalid(_)) => frame.link(PATH),
        Err(error) => return Err(error),
    };
    Ok((CachePolicy::Never, Redirect::to(&address)).into_response())
}

/// Name of the Region looked at; empty for all of Italy.
fn region_name(scenario: &Scenario, state: &AppState) -> String {
    state.coverage.snapshot().units.region(&scenario.region).map(|unit| unit.name.clone()).unwrap_or_default()
}

/// Adds to the scenario what the form asks for by name: a site that moves or closes, and a place. Where it is not clear which
/// place is meant, offers those it may be.
async fn asked_changes(scenario: &mut Scenario, parameters: &mut Parameters, state: &AppState, frame: &Frame) -> Unclear {
    let refused = |why: Phrase| Unclear { refused: Some(why), ..Unclear::default() };
    let snapshot = state.coverage.snapshot();
    let (action, text) = (parameters.one("azione").unwrap_or_default(), parameters.one("luogo").unwrap_or_default());
    let given = parameters.one("sede");
    let site = given.as_deref().and_then(|id| snapshot.site(id.parse().ok()?)).filter(|site| scenario::may_change(site));
    if let (Some(given), None) = (&given, site) {
        parameters.refuse("sede", given, Phrase::new("coverage-site-gone"));
        return Unclear::default();
    }
    match (action.as_str(), site) {
        ("chiudi", Some(site)) => {
            scenario.close(site.id);
            return Unclear::default();
        }
        ("sposta", Some(site)) if text.is_empty() => {
            // It is moved to where it stands; the map, or the field of places, takes it on from there.
            if let Some(position) = &site.position {
                scenario.place(site.id, position.at);
            }
            return Unclear::default();
        }
        _ if text.is_empty() => return Unclear::default(),
        _ => {}
    }
    let moves = site.filter(|_| action == "sposta").map(|site| site.id);
    let put = |scenario: &Scenario, at: Coordinates| {
        let mut other = scenario.clone();
        match moves {
            Some(id) => other.place(id, at),
            None => other = scenario.with(&[at]),
        }
        other
    };
    // Degrees are a place too: "40.63, 15.8".
    if degrees::are_meant(&text) {
        let Some(at) = degrees::place(&text) else { return refused(Phrase::new("coverage-add-outside")) };
        *scenario = put(scenario, at);
        return Unclear::default();
    }
    let found = state.places.find(&text, OFFERED).await;
    let places: Vec<(String, Coordinates)> =
        found.meanings.iter().filter_map(|one| Some((label(&one.place), Coordinates::parse(one.place.lon, one.place.lat).ok()?))).collect();
    match places.as_slice() {
        [] => refused(Phrase::new("error-place-unknown")),
        [(_, at), others @ ..] if !found.ambiguous || others.is_empty() => {
            *scenario = put(scenario, *at);
            Unclear::default()
        }
        places => {
            let offer =
                |(label, at): &(String, Coordinates)| Offer { label: label.clone(), href: frame.link(&put(scenario, *at).address(&[])) };
            Unclear { offers: places.iter().map(offer).collect(), refused: None }
        }
    }
}

/// What the scenario changes; none where it changes nothing.
async fn weighed(scenario: &Scenario, part: Part, state: &AppState) -> Result<Option<Weighed>, AppError> {
    if scenario.is_empty() {
        return Ok(None);
    }
    let (body, (wide, _)) = (scenario.what_if().to_string(), territory(scenario));
    state.coverage.weigh(body.as_bytes(), wide, part != Part::Moving, &state.pools, state.clock.now()).await.map(Some)
}

/// The same in words, and drawn unless a pin is still moving.
async fn shown(scenario: &Scenario, weighed: Option<&Weighed>, part: Part, state: &AppState, frame: &Frame) -> Option<Outcome> {
    let weighed = weighed?;
    let kept = part != Part::Moving;
    let mut outcome = Outcome::of(scenario, weighed, kept, &region_name(scenario, state), frame.words);
    if kept {
        let window = Window::of(scenario, weighed);
        // Without outlines it is still a drawing.
        let outlines = store::outlines(&state.pools.public, window.edges(), window.band()).await.unwrap_or_default();
        outcome.picture = Some(Picture::of(scenario, weighed, &state.coverage.snapshot(), window, outlines));
    }
    Some(outcome)
}
