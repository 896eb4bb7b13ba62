//! `/copertura`: a sentence with the figure and how sure it is, then the map, the table, the method. Everything is asked by a
//! form and sorted by links; a script draws the map from what the page holds.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::answer::{Answer, recipe_url};
use super::areas::{Areas, Level};
use super::asked::{self, Asked, Form};
use super::curve::Curve;
use super::indicator::Indicator;
use super::row::{self, Row};
use super::said::{self, Spoken};
use super::shades::{self, LegendLine, Shade};
use super::table::{MOST_ROWS, Table, main_measure, main_rows, note};
use crate::published::Territory;
use crate::state::AppState;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Words, page};

/// A degree of latitude, about, metres.
const DEGREE_M: f64 = 111_000.0;

/// What the script needs to draw the map of some figures.
pub struct MapOfAreas {
    /// Address of the tiles with these figures; none where the level has no polygons.
    pub tiles: Option<String>,
    /// West, south, east, north to show, degrees; all of Italy where empty.
    pub bounds: String,
    /// The legend.
    pub legend: Vec<LegendLine>,
    /// What the colours tell.
    pub label: String,
    /// They tell less from more.
    pub diverging: bool,
}

/// How the figures were made.
pub struct Method {
    /// In a few sentences.
    pub text: String,
    /// One fact each: name, value.
    pub facts: Vec<(String, String)>,
    /// Address of the recipe.
    pub recipe: String,
    /// Id of the recipe.
    pub recipe_id: String,
}

/// Figures found.
struct Found {
    sentence: Option<String>,
    /// What it leaves out.
    partial: Option<String>,
    /// Of which day, where it is not today.
    of_day: Option<String>,
    map: MapOfAreas,
    table: Table,
    shown: Option<String>,
    curve: Option<Curve>,
    method: Method,
    csv: String,
    xlsx: String,
    parquet: String,
    json: String,
    demo: bool,
}

#[derive(Template)]
#[template(path = "coverage/coverage.html")]
struct CoveragePage {
    frame: Frame,
    form: Form,
    mistakes: Vec<String>,
    title: String,
    found: Option<Found>,
    simulator: String,
}

/// The page.
///
/// # Errors
/// 503 while the database is away and nothing was read before.
pub async fn coverage(frame: Frame, State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let now = state.clock.now();
    let snapshot = state.coverage.snapshot();
    let mut parameters = Parameters::read(query.as_deref()).asked_at(Some(now));
    let asked = Asked::read(&mut parameters, &snapshot);
    let mut mistakes = mistakes(parameters, &frame);
    let ask = async |level: Level| state.coverage.answer(asked.question(level), &state.pools, now).await;
    let answer = match ask(asked.level).await {
        Ok(answer) => Some(answer),
        Err(AppError::Invalid(errors)) => {
            mistakes.extend(errors.iter().map(|error| error.allowed.say(frame.words)));
            None
        }
        Err(error) => return Err(error),
    };
    let ground = state.coverage.refresh(&state.pools.public, snapshot.territory).await?;
    let whole = match (&answer, asked::whole(&asked.territory)) {
        (Some(_), Some((level, _))) => Some(ask(level).await?),
        _ => None,
    };
    // How far is also how unequal: of the whole territory.
    let unequal = match (&answer, asked::whole(&asked.territory)) {
        (Some(answer), Some((level, _))) if answer.request.indicator == Indicator::C5 && level != Level::Municipality => {
            Some(state.coverage.answer(asked.of_inequality(level), &state.pools, now).await?)
        }
        _ => None,
    };
    let curve = unequal.and_then(|answer| main_rows(&answer).next().and_then(|row| Curve::of(row, frame.words)));
    let used_group = answer.as_ref().map(|answer| answer.request.group.clone()).unwrap_or_default();
    let region = asked.filter.region().unwrap_or_default().to_owned();
    let bounds = bounds_of(ground.areas(), &asked.territory);
    let found = answer.as_deref().map(|answer| Found { curve, ..Found::of(&asked, answer, whole.as_deref(), bounds, &frame) });
    let template = CoveragePage {
        form: Form::of(&asked, &used_group, &snapshot, &ground, frame.words),
        title: frame.say(&format!("coverage-indicator-{}", asked::key(asked.indicator))),
        mistakes,
        found,
        simulator: frame.link(&super::simulator_url(&region)),
        frame: frame.clone(),
    };
    page(&frame, CachePolicy::Minute, &template)
}

/// What was wrong with the parameters of a page.
#[must_use]
pub fn mistakes(parameters: Parameters, frame: &Frame) -> Vec<String> {
    let told = |name: &str, value: &str, allowed: String| format!("{name} = «{value}»: {allowed}");
    parameters.mistakes().iter().map(|one| told(&one.parameter, &one.value, one.allowed.say(frame.words))).collect()
}

/// The row of the measure shown first, where an answer has one only.
fn only_row(answer: &Answer) -> Option<&Row> {
    let mut rows = main_rows(answer);
    rows.next().filter(|_| rows.next().is_none())
}

/// The figure of the one area a territory is, in a sentence.
#[must_use]
pub fn lead(words: Words, answer: &Answer) -> Option<String> {
    let request = &answer.request;
    let row = only_row(answer)?;
    let label = said::column(words, request, main_measure(request.indicator, request.level));
    let spoken = Spoken {
        place: said::place(words, request.level, &row.code, &row.name),
        people: said::people(words, &request.group),
        within: said::threshold(words, request),
        since: request.since.map(|since| words.date(since)).unwrap_or_default(),
        label: &label,
    };
    Some(said::sentence(words, row, &spoken))
}

/// What one must know besides the figure of that sentence: that it is partial, and what it leaves out.
#[must_use]
pub fn lead_note(words: Words, answer: &Answer) -> Option<String> {
    let row = only_row(answer).filter(|row| row.state == row::State::Computed)?;
    Some(note(words, row)).filter(|note| !note.is_empty())
}

/// West, south, east and north of a territory, at least, degrees, with commas; empty for all of Italy.
#[must_use]
pub fn bounds_of(areas: &Areas, territory: &Territory) -> String {
    if *territory == Territory::default() {
        return String::new();
    }
    let inside = areas.municipalities.iter().zip(areas.inside(territory)).filter(|(_, inside)| *inside);
    let edges = inside.fold(None, |edges: Option<[f64; 4]>, (one, _)| {
        let (lon, lat) = (one.at.lon(), one.at.lat());
        // As far as its farthest border all around, so that nothing is cut off. A map is not measured in: a degree of latitude is
        // about as long everywhere.
        let (high, wide) = (one.reach_m / DEGREE_M, one.reach_m / DEGREE_M / lat.to_radians().cos());
        let [west, south, east, north] = edges.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon - wide), south.min(lat - high), east.max(lon + wide), north.max(lat + high)])
    });
    edges.map(|edges| edges.map(|degrees| format!("{degrees:.3}")).join(",")).unwrap_or_default()
}

/// Is a level drawn by the tiles?
const fn is_drawn(level: Level) -> bool {
    !matches!(level, Level::Nation)
}

impl MapOfAreas {
    /// Of the figures of a measure.
    #[must_use]
    pub fn of(answer: &Answer, measure: &str, limits: &[f64], bounds: String, words: Words) -> Self {
        let request = &answer.request;
        let rows = answer.rows.iter().filter(|row| row.measure == measure);
        let there: Vec<Shade> = rows.clone().map(|row| Shade::of(row, limits)).collect();
        let unit = rows.clone().next().map_or("", |row| row.unit);
        Self {
            tiles: is_drawn(request.level).then(|| address("/tiles/coverage", answer, ("measure", measure))),
            bounds,
            legend: shades::legend(words, unit, limits, &there),
            label: said::column(words, request, measure),
            diverging: shades::is_of_change(unit),
        }
    }
}

impl Method {
    /// Of an answer.
    #[must_use]
    pub fn of(answer: &Answer, frame: &Frame) -> Self {
        let (words, request) = (frame.words, &answer.request);
        let mean = |of: fn(&super::row::Row) -> Option<f64>| {
            let known: Vec<f64> = main_rows(answer).filter_map(of).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        let mut facts = vec![];
        let mut fact = |name: &str, value: String| facts.push((words.say(name), value));
        if request.indicator.is_of_people() {
            fact("coverage-fact-people", said::group_label(words, &request.group));
            let year = answer.population_year.map(|year| format!(", {year}")).unwrap_or_default();
            fact("coverage-fact-population", format!("{}{year}", answer.population_source));
        }
        if request.indicator.is_of_distance() {
            fact("coverage-fact-landmass", words.say(if request.same_land { "coverage-landmass-same" } else { "coverage-landmass-any" }));
            if let Some(metres) = mean(|row| row.demand_resolution) {
                fact("coverage-fact-resolution", words.distance(metres));
            }
            if let Some(metres) = mean(|row| row.supply_precision) {
                fact("coverage-fact-precision", words.distance(metres));
            }
        }
        fact("coverage-fact-boundaries", answer.boundary_year.to_string());
        fact("coverage-fact-centres", answer.centres_snapshot.clone());
        if !request.matrix.is_empty() {
            fact("coverage-fact-travel-times", request.matrix.clone());
        }
        if let Some(date) = request.as_of {
            fact("coverage-fact-as-of", words.date(date));
        }
        let distance = said::threshold(words, request);
        Self {
            text: words.say_with(&format!("coverage-method-{}", asked::key(request.indicator)), "distance", distance),
            facts,
            recipe: recipe_url(&answer.recipe),
            recipe_id: answer.recipe.clone(),
        }
    }
}

/// Address of a file with exactly these figures.
#[must_use]
pub fn file_url(answer: &Answer, format: &str) -> String {
    address("/api/v1/coverage", answer, ("f", format))
}

/// The question of an answer at an address of interfaces, with one more parameter.
#[must_use]
pub fn address(path: &str, answer: &Answer, (name, value): (&str, &str)) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    // The day belongs to the recipe; the interface knows it by itself.
    answer.request.pairs.iter().filter(|(one, _)| *one != "today").for_each(|(one, value)| {
        writer.append_pair(one, value);
    });
    writer.append_pair(name, value);
    format!("{path}?{}", writer.finish())
}

impl Found {
    fn of(asked: &Asked, answer: &Answer, whole: Option<&Answer>, bounds: String, frame: &Frame) -> Self {
        let words = frame.words;
        let limits = shades::limits(&answer.rows, main_measure(asked.indicator, asked.level));
        let table = Table::of(asked, answer, &limits, frame);
        Self {
            sentence: whole.and_then(|whole| lead(words, whole)),
            partial: whole.and_then(|whole| lead_note(words, whole)),
            of_day: answer.request.as_of.map(|date| words.say_with("coverage-sentence-as-of", "date", words.date(date))),
            map: MapOfAreas::of(answer, main_measure(asked.indicator, asked.level), &limits, bounds, words),
            shown: (table.count > MOST_ROWS).then(|| words.say_two("coverage-first-rows", "shown", MOST_ROWS, "count", table.count)),
            table,
            curve: None,
            method: Method::of(answer, frame),
            csv: file_url(answer, "csv"),
            xlsx: file_url(answer, "xlsx"),
            parquet: file_url(answer, "parquet"),
            json: file_url(answer, "json"),
            demo: answer.demo,
        }
    }
}
