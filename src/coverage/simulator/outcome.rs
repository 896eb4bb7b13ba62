//! What a scenario changes, in words and tables: a sentence, the areas before and after, where those live who gain or lose.

use serde::{Deserialize, Serialize};

use super::super::answer::recipe_url;
use super::super::areas::Level;
use super::super::asked;
use super::super::demand::MUNICIPALITIES;
use super::super::indicator::Indicator;
use super::super::request::CoverageRequest;
use super::super::row::State;
use super::super::said;
use super::super::scenario::{Changed, Figure};
use super::super::table::main_measure;
use super::super::weigh::{OfComune, Weighed};
use super::picture::Picture;
use super::scenario::Scenario;
use crate::web::Words;
use crate::web::languages::Argument;

/// Comuni listed.
const MOST_COMUNI: usize = 10;
/// A distance that differs by more than so many metres is another one: less is nothing anybody walks.
const SAME_M: f64 = 5.0;

/// An area before and after.
pub struct BeforeAfter {
    /// Its name.
    pub name: String,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
    /// The difference.
    pub change: String,
}

/// A comune in which something changes.
pub struct Reached {
    /// Its name.
    pub name: String,
    /// What changes there.
    pub change: String,
}

/// Comuni with a heading.
pub struct Comuni {
    /// What they have in common.
    pub heading: String,
    /// Gains or loses: the word of the style sheet.
    pub class: &'static str,
    /// The first of them.
    pub items: Vec<Reached>,
    /// How many more there are.
    pub more: Option<String>,
}

/// What the scenario changes.
pub struct Outcome {
    /// In a sentence.
    pub sentence: String,
    /// What one must know besides.
    pub notes: Vec<String>,
    /// What the table is of.
    pub caption: String,
    /// "Regione".
    pub by: String,
    /// Head of the last column.
    pub change: String,
    /// The areas.
    pub areas: Vec<BeforeAfter>,
    /// Where they live.
    pub comuni: Vec<Comuni>,
    /// Codes of the comuni that gain, and of those that lose, for the map.
    pub codes: [String; 2],
    /// Some sites are invented.
    pub demo: bool,
    /// How it is computed.
    pub method: String,
    /// Address of the recipe, where it is kept.
    pub recipe: Option<String>,
    /// A drawing of it.
    pub picture: Option<Picture>,
}

/// The figures of the sentence, so that it can be said again in any language and long after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// People who come within the threshold.
    pub gained: f64,
    /// People who leave it.
    pub lost: f64,
    /// Comuni with somebody who does either.
    pub comuni: usize,
    /// The figure of the territory before.
    pub before: Option<f64>,
    /// The same after.
    pub after: Option<f64>,
    /// The people.
    pub group: String,
}

impl Told {
    /// Of what was computed.
    #[must_use]
    pub fn of(scenario: &Scenario, weighed: &Weighed) -> Self {
        let sum = |gains: bool| weighed.comuni.iter().filter(|one| one.gains() == gains).map(|one| one.people.abs()).sum::<f64>();
        let (level, code) = territory(scenario);
        let measure = main_measure(scenario.indicator, level);
        let whole = weighed.whole.iter().find(|item| item.measure == measure && item.area_code_istat == code);
        let figure = |figure: &Option<Figure>| figure.as_ref().and_then(|figure| figure.value);
        Self {
            gained: sum(true),
            lost: sum(false),
            comuni: weighed.comuni.len(),
            before: whole.and_then(|item| figure(&item.before)),
            after: whole.and_then(|item| figure(&item.after)),
            group: weighed.request.group.clone(),
        }
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self, scenario: &Scenario, region: &str, words: Words) -> String {
        let people = said::people(words, &self.group);
        let distance = said::limit(words, scenario.threshold_km * 1_000.0);
        let (level, code) = territory(scenario);
        let place = said::place(words, level, code, region);
        let mut arguments = vec![("place", Argument::from(place)), ("people", people.into()), ("distance", distance.into())];
        let phrase = match (scenario.indicator, self.before.zip(self.after)) {
            (Indicator::C5, Some((before, after))) => {
                let metres = |metres: f64| words.distance(metres);
                let named = [("before", metres(before)), ("after", metres(after)), ("change", metres((after - before).abs()))];
                arguments.extend(named.map(|(name, text)| (name, text.into())));
                match after - before {
                    change if change <= -SAME_M => "coverage-outcome-mean-less",
                    change if change >= SAME_M => "coverage-outcome-mean-more",
                    _ => "coverage-outcome-mean-same",
                }
            }
            (Indicator::C6, Some((before, after))) => {
                let named = [("before", said::whole(words, before)), ("after", said::whole(words, after))];
                arguments.extend(named.map(|(name, text)| (name, text.into())));
                if before == after { "coverage-outcome-uncovered-same" } else { "coverage-outcome-uncovered" }
            }
            (Indicator::C5 | Indicator::C6, None) => "coverage-outcome-unknown",
            _ => return self.sentence_of_people(scenario, arguments, words),
        };
        words.say_all(phrase, arguments)
    }

    fn sentence_of_people(&self, scenario: &Scenario, mut arguments: Vec<(&str, Argument<'_>)>, words: Words) -> String {
        let (gained, lost) = (self.gained.round(), self.lost.round());
        let opens_only = scenario.moved.is_empty() && scenario.closed.is_empty();
        let (phrase, count) = match (gained > 0.0, lost > 0.0) {
            (true, true) => {
                arguments.push(("lost", said::whole(words, lost).into()));
                ("coverage-outcome-both", gained)
            }
            (false, true) => ("coverage-outcome-lost", lost),
            (false, false) if !opens_only => ("coverage-outcome-same", 0.0),
            _ => ("coverage-outcome", gained),
        };
        arguments.extend([
            ("pins", Argument::from(scenario.pins.len())),
            ("count", Argument::Number(count)),
            ("written", said::whole(words, count).into()),
            ("comuni", Argument::from(self.comuni)),
        ]);
        words.say_all(phrase, arguments)
    }
}

/// The level and code of the territory a scenario looks at.
#[must_use]
pub fn territory(scenario: &Scenario) -> (Level, &str) {
    if scenario.region.is_empty() { (Level::Nation, "IT") } else { (Level::Region, &scenario.region) }
}

/// "48–66 %", or one number where it is surely near it.
pub(super) fn cell(words: Words, unit: &str, figure: Option<&Figure>) -> String {
    let Some(figure) = figure else { return words.say("coverage-not-computed") };
    let Some(value) = figure.value else {
        let unreachable = figure.state == Some(State::Unreachable);
        return words.say(if unreachable { "coverage-unreachable" } else { "coverage-not-computed" });
    };
    let wide = figure.value_low.zip(figure.value_high).filter(|(low, high)| match unit {
        "percent" => high - low > said::WIDE_POINTS,
        "m" => value > 0.0 && 100.0 * (high - low) / value > said::WIDE_POINTS,
        _ => false,
    });
    wide.map_or_else(|| said::value(words, unit, value), |both| said::span(words, unit, both))
}

/// "+1.200", "−350 m".
pub(super) fn signed(words: Words, unit: &str, change: f64) -> String {
    let sign = if change < 0.0 { "−" } else { "+" };
    let size = change.abs();
    if unit == "m" { format!("{sign}{}", words.distance(size)) } else { format!("{sign}{}", said::whole(words, size)) }
}

/// What differs for an area, in the unit of the last column.
pub(super) fn difference(item: &Changed) -> (&'static str, Option<f64>) {
    match item.unit {
        "percent" => ("people", item.delta.numerator),
        unit => (unit, item.delta.value),
    }
}

impl Outcome {
    /// Of what was computed, without a picture yet.
    #[must_use]
    pub fn of(scenario: &Scenario, weighed: &Weighed, kept: bool, region: &str, words: Words) -> Self {
        let told = Told::of(scenario, weighed);
        let request = &weighed.request;
        let measure = main_measure(scenario.indicator, scenario.level);
        let here: std::collections::HashSet<&str> = weighed
            .areas()
            .at(scenario.level)
            .iter()
            .filter(|area| !scenario.region.is_empty() && area.region_code.as_deref() == Some(scenario.region.as_str()))
            .map(|area| area.code.as_str())
            .collect();
        let shown = |item: &&Changed| {
            let differs = difference(item).1.is_some_and(|change| change != 0.0);
            item.measure == measure && (differs || here.contains(item.area_code_istat.as_str()))
        };
        let area = |item: &Changed| {
            let (unit, change) = difference(item);
            BeforeAfter {
                name: item.area_name.clone(),
                before: cell(words, item.unit, item.before.as_ref()),
                after: cell(words, item.unit, item.after.as_ref()),
                change: change.map(|change| signed(words, unit, change)).unwrap_or_default(),
            }
        };
        let mut notes = vec![];
        if !weighed.off_land.is_empty() {
            notes.push(words.say_with("coverage-off-land", "count", weighed.off_land.len()));
        }
        let codes = |gains: bool| {
            let these = weighed.comuni.iter().filter(|one| one.gains() == gains);
            these.map(|one| weighed.areas().municipalities[one.at].code.as_str()).collect::<Vec<_>>().join(" ")
        };
        Self {
            sentence: told.sentence(scenario, region, words),
            notes,
            caption: caption(request, measure, words),
            by: words.say(&format!("coverage-level-{}", asked::level_word(scenario.level))),
            change: words.say(if scenario.indicator == Indicator::C3 { "coverage-newly" } else { "coverage-difference" }),
            areas: weighed.items.iter().filter(shown).map(area).collect(),
            comuni: [true, false].into_iter().filter_map(|gains| comuni(weighed, gains, words)).collect(),
            codes: [codes(true), codes(false)],
            demo: weighed.demo,
            method: method(request, words),
            recipe: kept.then(|| recipe_url(&weighed.recipe.id)),
            picture: None,
        }
    }
}

/// What the table of areas is of.
pub(super) fn caption(request: &CoverageRequest, measure: &str, words: Words) -> String {
    match request.indicator {
        Indicator::C3 => words.say_with("coverage-before-after", "people", said::people(words, &request.group)),
        _ => said::column(words, request, measure),
    }
}

/// How the figures are computed.
pub(super) fn method(request: &CoverageRequest, words: Words) -> String {
    let distance = said::limit(words, request.threshold_m.unwrap_or_default());
    let method = words.say_with(&format!("coverage-method-{}", asked::key(request.indicator)), "distance", distance);
    let points = if request.demand == MUNICIPALITIES { words.say("coverage-outcome-how") } else { String::new() };
    format!("{method} {points}")
}

/// Those who gain, or those who lose; none where there is none.
fn comuni(weighed: &Weighed, gains: bool, words: Words) -> Option<Comuni> {
    let these: Vec<&OfComune> = weighed.comuni.iter().filter(|one| one.gains() == gains).collect();
    let metres = |metres: Option<f64>| metres.map_or_else(|| words.say("coverage-unreachable"), |metres| words.distance(metres));
    let item = |one: &&OfComune| Reached {
        name: weighed.areas().municipalities[one.at].name.clone(),
        change: match one.metres {
            [None, None] => signed(words, "people", one.people),
            [before, after] => format!("{} → {}", metres(before), metres(after)),
        },
    };
    let heading = match (weighed.request.indicator, gains) {
        (Indicator::C5, true) => "coverage-where-nearer",
        (Indicator::C5, false) => "coverage-where-farther",
        (_, true) => "coverage-where-they-live",
        (_, false) => "coverage-where-they-lose",
    };
    (!these.is_empty()).then(|| Comuni {
        heading: words.say(heading),
        class: if gains { "class-reached" } else { "class-lost" },
        items: these.iter().take(MOST_COMUNI).map(item).collect(),
        more: (these.len() > MOST_COMUNI).then(|| words.say_with("coverage-more-comuni", "count", these.len() - MOST_COMUNI)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::Snapshot;
    use crate::web::{Language, Parameters};

    #[test]
    fn the_sentence_says_who_gains_and_who_loses() {
        let words = Words(Language::It);
        let scenario = |query: &str| Scenario::read(&mut Parameters::read(Some(query)), &Snapshot::default());
        let people = |gained: f64, lost: f64| Told { gained, lost, comuni: 2, group: "all".to_owned(), ..Told::default() };
        let mut closing = scenario("");
        closing.closed = vec![7];
        let said = |told: Told| told.sentence(&closing, "", words);
        assert_eq!(said(people(12_000.0, 0.0)), "12.000 persone in più avrebbero un centro entro 10 km in linea d’aria, in 2 comuni.");
        assert_eq!(said(people(0.0, 900.0)), "900 persone in meno avrebbero un centro entro 10 km in linea d’aria, in 2 comuni.");
        assert_eq!(said(people(40.0, 900.0)), "40 persone in più e 900 in meno avrebbero un centro entro 10 km in linea d’aria.");
        assert_eq!(said(people(0.0, 0.0)), "Lo scenario non cambia chi ha un centro entro 10 km in linea d’aria.");
        let mean = scenario("indicatore=C5");
        let told = Told { before: Some(12_000.0), after: Some(11_800.0), group: "0-17".to_owned(), ..Told::default() };
        let sentence = told.sentence(&mean, "", words);
        assert!(sentence.starts_with("In Italia la distanza media tra minori e centro più vicino scenderebbe da 12 km a "), "{sentence}");
        let gone = Told { before: Some(3.0), after: Some(2.0), ..told };
        let uncovered = gone.sentence(&scenario("indicatore=C6"), "", words);
        assert_eq!(uncovered, "In Italia i comuni senza un centro entro 10 km in linea d’aria passerebbero da 3 a 2.");
    }
}
