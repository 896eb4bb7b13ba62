//! `/copertura/{region_code}` and `/ambiti/{code}`: one territory and its gaps. Which comuni have no centre near and how many
//! people live there, how distances are spread, and how much two thresholds differ. Never a league table of centres.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::answer::Answer;
use super::areas::Level;
use super::asked::{self, Menu};
use super::indicator::Indicator;
use super::pages::{MapOfAreas, Method, bounds_of, file_url, lead, mistakes};
use super::plot::Plot;
use super::row::Row;
use super::said;
use super::shades;
use super::table::{main_rows, note};
use crate::state::AppState;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Words, page};

/// Comuni listed; the file has them all.
const MOST_GAPS: usize = 50;
/// The threshold compared with where none is asked for, kilometres.
const COMPARED_KM: f64 = 20.0;

/// A comune without a centre near.
struct Gap {
    name: String,
    people: String,
    distance: String,
    note: String,
}

/// An area at two thresholds.
struct Compared {
    name: String,
    first: String,
    second: String,
    gain: String,
}

#[derive(Template)]
#[template(path = "coverage/area.html")]
struct AreaPage {
    frame: Frame,
    name: String,
    action: String,
    sentence: Option<String>,
    mistakes: Vec<String>,
    demo: bool,
    menus: Vec<Menu>,
    map: MapOfAreas,
    gaps: Vec<Gap>,
    /// How many, where that is known to be some.
    gaps_sentence: String,
    gaps_csv: String,
    distance_heading: String,
    people_heading: String,
    plot: Option<Plot>,
    compared: Vec<Compared>,
    compared_heads: [String; 2],
    compared_by: String,
    method: Method,
    csv: String,
    xlsx: String,
    parquet: String,
    json: String,
    simulator: String,
    whole_table: String,
}

/// The territory of a page.
struct Territory {
    level: Level,
    /// The parameter of interfaces that names it, and its code.
    filter: (&'static str, String),
    name: String,
    /// Levels of the areas inside it.
    inside: Level,
    action: String,
    region: String,
}

/// The page of a Region.
///
/// # Errors
/// 404 for a code that is no Region's; 503 while the database is away and nothing was read before.
pub async fn region(
    frame: Frame,
    State(state): State<AppState>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let snapshot = state.coverage.snapshot();
    let unit = snapshot.units.region(&code).ok_or_else(AppError::not_found)?;
    let territory = Territory {
        level: Level::Region,
        filter: ("region", unit.code.clone()),
        name: unit.name.clone(),
        inside: Level::Province,
        action: super::region_url(&unit.code),
        region: unit.code.clone(),
    };
    show(frame, state, territory, query.as_deref()).await
}

/// The page of an ambito.
///
/// # Errors
/// 404 for a code that is no ambito's; 503 as above.
pub async fn district(
    frame: Frame,
    State(state): State<AppState>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let snapshot = state.coverage.snapshot();
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let area = ground.areas().at(Level::District).iter().find(|area| area.code == code).ok_or_else(AppError::not_found)?;
    let territory = Territory {
        level: Level::District,
        filter: ("district", area.code.clone()),
        name: area.name.clone(),
        inside: Level::Municipality,
        action: super::district_url(&area.code),
        region: area.region_code.clone().unwrap_or_default(),
    };
    show(frame, state, territory, query.as_deref()).await
}

/// What is asked of a territory.
struct Wanted {
    threshold_km: f64,
    compared_km: f64,
    group: String,
}

async fn show(frame: Frame, state: AppState, territory: Territory, query: Option<&str>) -> Result<Response, AppError> {
    let (now, words) = (state.clock.now(), frame.words);
    let snapshot = state.coverage.snapshot();
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let mut parameters = Parameters::read(query);
    let mut wanted = Wanted {
        threshold_km: asked::kilometres(&mut parameters, "soglia").unwrap_or(10.0),
        compared_km: asked::kilometres(&mut parameters, "confronto").unwrap_or(COMPARED_KM),
        group: parameters.one("gruppo").unwrap_or_default(),
    };
    let usual = asked::group_menu(words, &ground, super::demand::MUNICIPALITIES, &wanted.group, "");
    let known = |group: &str| usual.choices.iter().any(|choice| choice.value == group);
    let mut mistakes = mistakes(parameters, &frame);
    // With one point for each comune nothing shorter means anything; a group nobody tells of neither.
    if wanted.threshold_km.min(wanted.compared_km) < 10.0 || !known(&wanted.group) && !wanted.group.is_empty() {
        mistakes.push(words.say("coverage-usual-instead"));
        wanted = Wanted { threshold_km: 10.0, compared_km: COMPARED_KM, group: String::new() };
    }
    let ask = async |indicator: Indicator, level: Level, km: f64| {
        let mut pairs = vec![("indicator", indicator.word().to_owned()), ("level", level.word().to_owned()), territory.filter.clone()];
        if indicator.threshold_m().is_some() {
            pairs.push(("threshold_m", (km * 1_000.0).to_string()));
        }
        if !wanted.group.is_empty() {
            pairs.push(("group", wanted.group.clone()));
        }
        let parameters = Parameters::of(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        state.coverage.answer(parameters, &state.pools, now).await
    };
    let whole = ask(Indicator::C3, territory.level, wanted.threshold_km).await?;
    let first = ask(Indicator::C3, territory.inside, wanted.threshold_km).await?;
    let second = ask(Indicator::C3, territory.inside, wanted.compared_km).await?;
    let uncovered = ask(Indicator::C6, Level::Municipality, wanted.threshold_km).await?;
    let distances = ask(Indicator::C5, Level::Municipality, wanted.threshold_km).await?;

    let (gaps, count) = gaps(&uncovered, words);
    let limits = shades::limits(&distances.rows, "median");
    let request = &whole.request;
    let template = AreaPage {
        sentence: lead(words, &whole),
        demo: whole.demo,
        map: MapOfAreas::of(&distances, "median", &limits, bounds_of(ground.areas(), &territory.region), words),
        gaps_sentence: words.say_two("coverage-gaps-count", "count", count, "distance", said::limit(words, wanted.threshold_km * 1_000.0)),
        gaps,
        gaps_csv: file_url(&uncovered, "csv"),
        distance_heading: words.say("coverage-column-distance"),
        people_heading: said::people(words, &request.group),
        plot: Plot::of(distances.rows.iter().filter(|row| row.measure == "median"), words),
        compared: compared(&first, &second, words),
        compared_heads: [wanted.threshold_km, wanted.compared_km].map(|km| said::limit(words, km * 1_000.0)),
        compared_by: words.say(&format!("coverage-level-{}", asked::level_word(territory.inside))),
        method: Method::of(&whole, &frame),
        csv: file_url(&first, "csv"),
        xlsx: file_url(&first, "xlsx"),
        parquet: file_url(&first, "parquet"),
        json: file_url(&first, "json"),
        menus: vec![
            asked::group_menu(words, &ground, super::demand::MUNICIPALITIES, &wanted.group, &request.group),
            asked::threshold_menu(words, "soglia", false, wanted.threshold_km),
            asked::threshold_menu(words, "confronto", false, wanted.compared_km),
        ],
        simulator: frame.link(&super::simulator_url(&territory.region)),
        whole_table: frame.link("/copertura"),
        mistakes,
        name: territory.name,
        action: territory.action,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// Comuni without a centre near, where most people live first, and how many there are.
fn gaps(answer: &Answer, words: Words) -> (Vec<Gap>, usize) {
    let measured = |measure: &'static str| answer.rows.iter().filter(move |row| row.measure == measure);
    let mut rows: Vec<&Row> = measured("people_in_uncovered_comune").collect();
    rows.sort_by(|one, other| {
        let people = |row: &Row| row.value.unwrap_or_default();
        people(other).total_cmp(&people(one)).then_with(|| one.code.cmp(&other.code))
    });
    let distance: std::collections::HashMap<&str, &Row> =
        measured("distance_of_uncovered_comune").map(|row| (row.code.as_str(), row)).collect();
    let gap = |row: &&Row| Gap {
        name: row.name.clone(),
        people: said::cell(words, row),
        distance: distance.get(row.code.as_str()).map(|row| said::cell(words, row)).unwrap_or_default(),
        note: note(words, row),
    };
    (rows.iter().take(MOST_GAPS).map(gap).collect(), rows.len())
}

/// Areas side by side at two thresholds, by name.
fn compared(first: &Answer, second: &Answer, words: Words) -> Vec<Compared> {
    let others: std::collections::HashMap<&str, &Row> = main_rows(second).map(|row| (row.code.as_str(), row)).collect();
    let mut rows: Vec<&Row> = main_rows(first).collect();
    rows.sort_by_key(|row| crate::published::fold(&row.name));
    let one = |row: &&Row| {
        let other = others.get(row.code.as_str()).copied();
        let gain = other.and_then(|other| Some(other.value? - row.value?));
        Compared {
            name: row.name.clone(),
            first: said::cell(words, row),
            second: other.map(|other| said::cell(words, other)).unwrap_or_default(),
            gain: gain.map(|points| words.say_with("coverage-points", "points", format!("{points:+.0}"))).unwrap_or_default(),
        }
    };
    rows.iter().map(one).collect()
}
