//! `/copertura/simulatore/confronto`: two kept scenarios side by side, both computed of the sites of today. The second is
//! asked what the first is asked: figures that answer other questions cannot be compared.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use chrono_tz::Europe::Rome;

use super::super::asked;
use super::super::indicator::Indicator;
use super::super::scenario::Changed;
use super::super::table::main_measure;
use super::super::weigh::Weighed;
use super::kept;
use super::outcome::{Told, caption, cell, difference, method, signed, territory};
use super::scenario::{PATH, Scenario};
use crate::state::AppState;
use crate::web::{AppError, CachePolicy, Frame, Parameters, Phrase, Words, page};

/// One of the two.
struct Side {
    /// Its heading.
    heading: String,
    /// Its address.
    url: String,
    /// What it does, in a sentence.
    sentence: String,
}

/// An area under both.
struct Area {
    name: String,
    before: String,
    /// What it would be with the first, and with the second.
    after: [String; 2],
    /// The second less the first.
    change: String,
}

struct Comparison {
    sides: [Side; 2],
    /// They were kept with other questions.
    asked_anew: bool,
    caption: String,
    by: String,
    change: String,
    areas: Vec<Area>,
    demo: bool,
    method: String,
}

#[derive(Template)]
#[template(path = "coverage/compared.html")]
struct ComparedPage {
    frame: Frame,
    mistakes: Vec<String>,
    /// What stands in the two fields.
    given: [String; 2],
    comparison: Option<Comparison>,
}

/// The page: two fields, and the comparison once both are known.
///
/// # Errors
/// 503 while the database is away and nothing was read before.
pub async fn compared(frame: Frame, State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let mut parameters = Parameters::read(query.as_deref());
    let given = ["a", "b"].map(|name| parameters.one(name).unwrap_or_default());
    let mut found = vec![];
    for (name, text) in ["a", "b"].into_iter().zip(&given).filter(|(_, text)| !text.is_empty()) {
        match kept::find(id_in(text), &state.pools, state.clock.now()).await? {
            Some(stored) => found.push((id_in(text).to_owned(), stored)),
            None => parameters.refuse(name, text, Phrase::new("coverage-scenario-unknown")),
        }
    }
    let mut mistakes = super::super::pages::mistakes(parameters, &frame);
    let comparison = match <[_; 2]>::try_from(found) {
        Ok(two) => match comparison(two, &mut mistakes, &state, &frame).await {
            Ok(comparison) => Some(comparison),
            Err(AppError::Invalid(errors)) => {
                mistakes.extend(errors.iter().map(|error| error.allowed.say(frame.words)));
                None
            }
            Err(error) => return Err(error),
        },
        Err(_) => None,
    };
    page(&frame, CachePolicy::Minute, &ComparedPage { frame: frame.clone(), mistakes, given, comparison })
}

/// The id in what was pasted: itself, or the end of its address.
fn id_in(text: &str) -> &str {
    let text = text.trim();
    let after = text.rsplit_once("scenario=").map_or(text, |(_, after)| after);
    after.split(['&', '#']).next().unwrap_or_default()
}

/// What of a scenario cannot be done any more, such as the closing of a site that is gone, is noted in `mistakes`.
async fn comparison(
    two: [(String, kept::Stored); 2],
    mistakes: &mut Vec<String>,
    state: &AppState,
    frame: &Frame,
) -> Result<Comparison, AppError> {
    let (snapshot, words) = (state.coverage.snapshot(), frame.words);
    let mut read = |stored: &kept::Stored| {
        let mut parameters = Parameters::read(Some(&stored.question));
        let scenario = Scenario::read(&mut parameters, &snapshot);
        for gone in super::super::pages::mistakes(parameters, frame) {
            if !mistakes.contains(&gone) {
                mistakes.push(gone);
            }
        }
        scenario
    };
    let [first, other] = [read(&two[0].1), read(&two[1].1)];
    let second = Scenario { pins: other.pins.clone(), moved: other.moved.clone(), closed: other.closed.clone(), ..first.clone() };
    let (wide, code) = territory(&first);
    let region = snapshot.units.region(code).map(|unit| unit.name.clone()).unwrap_or_default();
    let mut weighed = vec![];
    for scenario in [&first, &second] {
        let body = scenario.what_if().to_string();
        weighed.push(state.coverage.weigh(body.as_bytes(), wide, false, &state.pools, state.clock.now()).await?);
    }
    let side = |at: usize, scenario: &Scenario| {
        let (id, stored) = &two[at];
        let day = words.date(stored.made_at.with_timezone(&Rome).date_naive());
        Side {
            heading: format!("{}. {}", ["A", "B"][at], words.say_with("coverage-kept-on", "date", day)),
            url: frame.link(&format!("{PATH}?scenario={id}")),
            sentence: Told::of(scenario, &weighed[at]).sentence(scenario, &region, words),
        }
    };
    let request = &weighed[0].request;
    let measure = main_measure(first.indicator, first.level);
    Ok(Comparison {
        asked_anew: second != other,
        caption: caption(request, measure, words),
        by: words.say(&format!("coverage-level-{}", asked::level_word(first.level))),
        change: words.say(if first.indicator == Indicator::C3 { "coverage-compare-people" } else { "coverage-compare-difference" }),
        areas: areas(&weighed, measure, words),
        demo: weighed.iter().any(|one| one.demo),
        method: method(request, words),
        sides: [side(0, &first), side(1, &second)],
    })
}

/// The areas that either changes, in the order of the first.
fn areas(weighed: &[Weighed], measure: &str, words: Words) -> Vec<Area> {
    let [first, second] = weighed else { return vec![] };
    let differs = |item: &Changed| difference(item).1.is_some_and(|change| change != 0.0);
    first
        .items
        .iter()
        .filter(|item| item.measure == measure)
        .filter_map(|one| {
            let other = second.items.iter().find(|other| other.measure == measure && other.area_code_istat == one.area_code_istat)?;
            let change = difference(other).1.zip(difference(one).1).map(|(other, one)| other - one);
            (differs(one) || differs(other)).then(|| Area {
                name: one.area_name.clone(),
                before: cell(words, one.unit, one.before.as_ref()),
                after: [cell(words, one.unit, one.after.as_ref()), cell(words, one.unit, other.after.as_ref())],
                change: change
                    .map(|change| match change {
                        0.0 => words.say("coverage-compare-none"),
                        change => signed(words, difference(one).0, change),
                    })
                    .unwrap_or_default(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::id_in;

    #[test]
    fn an_id_is_taken_out_of_its_address() {
        for text in [
            "0123456789abcdef",
            " 0123456789abcdef ",
            "https://www.example.it/copertura/simulatore?lang=en&scenario=0123456789abcdef#esito",
        ] {
            assert_eq!(id_in(text), "0123456789abcdef", "{text}");
        }
    }
}
