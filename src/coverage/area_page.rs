//! `/copertura/{region_code}` and `/ambiti/{code}`: one territory and its gaps. Which comuni have no centre near and how many
//! people live there, how distances are spread, and how much two thresholds differ. Never a league table of centres.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Rome;

use super::answer::Answer;
use super::areas::{Area, Level};
use super::asked::{self, Day, Menu};
use super::changed::Change;
use super::curve::Curve;
use super::demand::MUNICIPALITIES;
use super::distances::NO_CELLS;
use super::indicator::Indicator;
use super::kinds::Kinds;
use super::pages::{MapOfAreas, Method, bounds_of, file_url, lead, lead_note, mistakes};
use super::plot::Plot;
use super::row::Row;
use super::said;
use super::service::Ground;
use super::shades;
use super::table::{main_rows, note};
use crate::state::AppState;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Phrase, Words, page};

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

/// An area with the centres in it, and with those its people reach.
struct Served {
    name: String,
    inside: String,
    reached: String,
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
    /// What it leaves out.
    partial: Option<String>,
    mistakes: Vec<String>,
    demo: bool,
    menus: Vec<Menu>,
    since: Day,
    change: Change,
    curve: Option<Curve>,
    served: Vec<Served>,
    served_heads: [String; 2],
    served_csv: String,
    map: MapOfAreas,
    gaps: Vec<Gap>,
    /// How many, where that is known to be some.
    gaps_sentence: String,
    gaps_csv: String,
    /// That the file has more of them.
    gaps_shown: Option<String>,
    kinds: Option<Kinds>,
    /// Pages of the ambiti inside: name and address.
    districts: Vec<(String, String)>,
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
    /// The day changes are told since.
    since: NaiveDate,
    threshold_km: f64,
    compared_km: f64,
    group: String,
    /// Key of the demand.
    demand: String,
}

async fn show(frame: Frame, state: AppState, territory: Territory, query: Option<&str>) -> Result<Response, AppError> {
    let (now, words) = (state.clock.now(), frame.words);
    let snapshot = state.coverage.snapshot();
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let mut parameters = Parameters::read(query);
    let today = now.with_timezone(&Rome).date_naive();
    let a_year_ago = asked::a_year_before(today);
    let since = asked::day(&mut parameters, "dal").unwrap_or(a_year_ago);
    if since >= today {
        parameters.refuse("dal", &since.to_string(), Phrase::new("error-since"));
    }
    let mut wanted = Wanted {
        since: if since < today { since } else { a_year_ago },
        threshold_km: asked::kilometres(&mut parameters, "soglia").unwrap_or(10.0),
        compared_km: asked::kilometres(&mut parameters, "confronto").unwrap_or(COMPARED_KM),
        group: parameters.one("gruppo").unwrap_or_default(),
        demand: parameters.one("popolazione").unwrap_or_else(|| ground.finest(&territory.region).to_owned()),
    };
    let demands = asked::demand_menu(words, &ground, &wanted.demand);
    if !ground.demands().any(|(key, _)| key == wanted.demand) {
        let known = ground.demands().map(|(key, _)| key).collect::<Vec<_>>().join(", ");
        parameters.refuse("popolazione", &wanted.demand, Phrase::new("error-one-of").with("allowed", known));
        MUNICIPALITIES.clone_into(&mut wanted.demand);
    }
    let by_cells = wanted.demand != MUNICIPALITIES;
    let fine = by_cells && is_fine(&state, &territory, &wanted.demand, now).await?;
    let usual = asked::group_menu(words, &ground, &wanted.demand, &wanted.group, "");
    let known = |group: &str| usual.choices.iter().any(|choice| choice.value == group);
    let mut mistakes = mistakes(parameters, &frame);
    // With one point for each comune nothing shorter means anything; a group nobody tells of neither.
    if !by_cells && wanted.threshold_km.min(wanted.compared_km) < 10.0 || !known(&wanted.group) && !wanted.group.is_empty() {
        mistakes.push(words.say("coverage-usual-instead"));
        wanted = Wanted { threshold_km: 10.0, compared_km: COMPARED_KM, group: String::new(), ..wanted };
    }
    let ask = async |indicator: Indicator, level: Level, km: f64| {
        let mut pairs = vec![("indicator", indicator.word().to_owned()), ("level", level.word().to_owned()), territory.filter.clone()];
        // Catchments that float have steps of their own.
        if indicator.threshold_m().is_some() && indicator != Indicator::C7 {
            pairs.push(("threshold_m", (km * 1_000.0).to_string()));
        }
        if indicator == Indicator::C10 {
            pairs.push(("since", wanted.since.to_string()));
        }
        if indicator.is_of_people() {
            pairs.push(("demand", wanted.demand.clone()));
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

    let changed = ask(Indicator::C10, territory.inside, wanted.threshold_km).await?;
    let changed_whole = ask(Indicator::C10, territory.level, wanted.threshold_km).await?;

    let unequal = ask(Indicator::C8, territory.level, wanted.threshold_km).await?;
    let rate = ask(Indicator::C2, territory.inside, wanted.threshold_km).await?;
    let floating = ask(Indicator::C7, territory.inside, wanted.threshold_km).await?;

    let by_class = ask(Indicator::C9, territory.level, wanted.threshold_km).await?;

    let (gaps, count) = gaps(&uncovered, words);
    let limits = shades::limits(&distances.rows, "median");
    let request = &whole.request;
    let template = AreaPage {
        sentence: lead(words, &whole),
        partial: lead_note(words, &whole),
        demo: whole.demo,
        since: Day::new(words, "dal", Some(wanted.since)),
        curve: unequal.rows.iter().find(|row| row.measure == "gini").and_then(|row| Curve::of(row, words)),
        served_heads: [
            said::column(words, &rate.request, "centres_per_10000_people"),
            said::column(words, &floating.request, "sites_per_10000_people"),
        ],
        served_csv: file_url(&floating, "csv"),
        served: served(&rate, &floating, words),
        change: Change::of(&changed, &changed_whole, words),
        map: MapOfAreas::of(&distances, "median", &limits, bounds_of(ground.areas(), &distances.request.territory), words),
        gaps_sentence: words.say_two("coverage-gaps-count", "count", count, "distance", said::limit(words, wanted.threshold_km * 1_000.0)),
        gaps,
        gaps_csv: file_url(&uncovered, "csv"),
        gaps_shown: (count > MOST_GAPS).then(|| words.say_two("coverage-first-rows", "shown", MOST_GAPS, "count", count)),
        districts: districts_of(&ground, &territory, &frame),
        kinds: Kinds::of(&by_class, words),
        distance_heading: words.say("coverage-column-distance"),
        people_heading: said::people(words, &request.group),
        plot: Plot::of(distances.rows.iter().filter(|row| row.measure == "median"), fine, words),
        compared: compared(&first, &second, words),
        compared_heads: [wanted.threshold_km, wanted.compared_km].map(|km| said::limit(words, km * 1_000.0)),
        compared_by: words.say(&format!("coverage-level-{}", asked::level_word(territory.inside))),
        method: Method::of(&whole, &frame),
        csv: file_url(&first, "csv"),
        xlsx: file_url(&first, "xlsx"),
        parquet: file_url(&first, "parquet"),
        json: file_url(&first, "json"),
        menus: vec![
            asked::group_menu(words, &ground, &wanted.demand, &wanted.group, &request.group),
            asked::threshold_menu(words, "soglia", by_cells, wanted.threshold_km),
            asked::threshold_menu(words, "confronto", by_cells, wanted.compared_km),
        ]
        .into_iter()
        .chain(demands)
        .collect(),
        simulator: frame.link(&super::simulator_url(&territory.region)),
        whole_table: frame.link("/copertura"),
        mistakes,
        name: territory.name,
        action: territory.action,
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// Whether all of a territory is known by cells, so that less than ten kilometres means something of everybody in it.
async fn is_fine(state: &AppState, territory: &Territory, demand: &str, now: DateTime<Utc>) -> Result<bool, AppError> {
    let pairs = [
        ("indicator", Indicator::C3.word()),
        ("level", territory.level.word()),
        ("threshold_m", "2000"),
        ("demand", demand),
        (territory.filter.0, territory.filter.1.as_str()),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let answer = state.coverage.answer(Parameters::of(pairs.into()), &state.pools, now).await?;
    Ok(answer.rows.iter().all(|row| row.reason != Some(NO_CELLS)))
}

/// The ambiti of a Region by name, with the addresses of their pages; none inside an ambito.
fn districts_of(ground: &Ground, territory: &Territory, frame: &Frame) -> Vec<(String, String)> {
    let here = |area: &&Area| territory.level == Level::Region && area.region_code.as_deref() == Some(territory.region.as_str());
    let mut districts: Vec<&Area> = ground.areas().at(Level::District).iter().filter(here).collect();
    districts.sort_by_key(|area| crate::published::fold(&area.name));
    districts.into_iter().map(|area| (area.name.clone(), frame.link(&super::district_url(&area.code)))).collect()
}

/// Comuni without a centre near, where most people live first, and how many there are.
fn gaps(answer: &Answer, words: Words) -> (Vec<Gap>, usize) {
    let measured = |measure: &'static str| answer.rows.iter().filter(move |row| row.measure == measure);
    let mut rows: Vec<&Row> = measured("people_in_uncovered_comune").collect();
    rows.sort_by(|one, other| {
        let people = |row: &Row| row.value.unwrap_or_default();
        people(other).total_cmp(&people(one)).then_with(|| one.code.cmp(&other.code))
    });
    let distance: HashMap<&str, &Row> = measured("distance_of_uncovered_comune").map(|row| (row.code.as_str(), row)).collect();
    let gap = |row: &&Row| Gap {
        name: row.name.clone(),
        people: said::cell(words, row),
        distance: distance
            .get(row.code.as_str())
            .and_then(|row| row.value)
            .map(|metres| said::near_a_limit(words, metres))
            .unwrap_or_default(),
        note: note(words, row),
    };
    (rows.iter().take(MOST_GAPS).map(gap).collect(), rows.len())
}

/// Areas with the centres in them, and the sites their people reach, by name.
fn served(rate: &Answer, floating: &Answer, words: Words) -> Vec<Served> {
    let reached: HashMap<&str, &Row> = main_rows(floating).map(|row| (row.code.as_str(), row)).collect();
    let mut rows: Vec<&Row> = main_rows(rate).collect();
    rows.sort_by_key(|row| crate::published::fold(&row.name));
    let one = |row: &&Row| Served {
        name: row.name.clone(),
        inside: said::cell(words, row),
        reached: reached.get(row.code.as_str()).map(|row| said::cell(words, row)).unwrap_or_default(),
    };
    rows.iter().take(MOST_GAPS).map(one).collect()
}

/// Areas side by side at two thresholds, by name.
fn compared(first: &Answer, second: &Answer, words: Words) -> Vec<Compared> {
    let others: HashMap<&str, &Row> = main_rows(second).map(|row| (row.code.as_str(), row)).collect();
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
