//! How figures are said: a number with its unit, an interval where it is wide, a sentence, the reason where there is none.
//! Says nothing more exactly than it is known.

use super::areas::Level;
use super::request::CoverageRequest;
use super::row::{Row, State};
use super::travel::NO_MATRIX;
use crate::web::languages::Argument;
use crate::web::{Language, Words};

/// Wider than so many points in a hundred a figure is said as an interval.
pub const WIDE_POINTS: f64 = 10.0;

/// A decimal number with the mark of the language.
#[must_use]
pub fn decimal(words: Words, number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    if words.0 == Language::En { text } else { text.replace('.', ",") }
}

/// A whole number.
#[must_use]
pub fn whole(words: Words, number: f64) -> String {
    words.number(number.max(0.0).round() as u64)
}

/// A figure with its unit. What rounds to nothing without being nothing is said so.
#[must_use]
pub fn value(words: Words, unit: &str, number: f64) -> String {
    match unit {
        "percent" if number > 0.0 && number < 0.5 => "< 1 %".to_owned(),
        "percent" if number > 99.5 && number < 100.0 => "> 99 %".to_owned(),
        "percent" => format!("{number:.0} %"),
        "m" => words.distance(number),
        "hours" => format!("{} h", decimal(words, number, 1)),
        "professions" => decimal(words, number, 1),
        "min" => format!("{} min", decimal(words, number, 1)),
        "points" => words.say_with("coverage-points", "points", signed(words, number, 1)),
        "centres per 10000 people" | "sites per 10000 people" | "0 to 1" => decimal(words, number, 2),
        _ => whole(words, number),
    }
}

/// More or fewer: with its sign, a true minus, and none where it rounds to nothing.
#[must_use]
pub fn signed(words: Words, number: f64, digits: usize) -> String {
    let text = decimal(words, number.abs(), digits);
    let is_nothing = text.chars().all(|letter| !matches!(letter, '1'..='9'));
    match number {
        _ if is_nothing => text,
        number if number > 0.0 => format!("+{text}"),
        _ => format!("−{text}"),
    }
}

/// A distance beyond a limit in whole kilometres: with its decimal, so that it is not said to be the limit.
#[must_use]
pub fn near_a_limit(words: Words, metres: f64) -> String {
    if (1_000.0..100_000.0).contains(&metres) { format!("{} km", decimal(words, metres / 1_000.0, 1)) } else { words.distance(metres) }
}

/// A distance that somebody chose: whole kilometres without a decimal.
#[must_use]
pub fn limit(words: Words, metres: f64) -> String {
    if metres >= 1_000.0 && metres % 1_000.0 == 0.0 { format!("{:.0} km", metres / 1_000.0) } else { words.distance(metres) }
}

/// The ends of a figure where they lie far apart: more than ten points of a hundred, or a tenth of a distance.
#[must_use]
pub fn wide(row: &Row) -> Option<(f64, f64)> {
    let (low, high) = row.value_low.zip(row.value_high)?;
    let value = row.value?;
    let is_wide = match row.unit {
        "percent" => high - low > WIDE_POINTS,
        "m" => 100.0 * (high - low) > WIDE_POINTS * value,
        "comuni" | "people" => row.denominator.is_some_and(|all| all > 0.0 && 100.0 * (high - low) / all > WIDE_POINTS),
        _ => false,
    };
    is_wide.then_some((low, high))
}

/// Both ends, the lower rounded down and the higher up, the unit said once.
fn ends(words: Words, unit: &str, (low, high): (f64, f64)) -> (String, String) {
    if unit == "percent" {
        return (format!("{:.0}", low.floor()), format!("{:.0} %", high.ceil()));
    }
    let (low, high) = (value(words, unit, low), value(words, unit, high));
    match low.strip_suffix(" km").filter(|_| high.ends_with(" km")) {
        Some(low) => (low.to_owned(), high),
        None => (low, high),
    }
}

/// From one end to the other, as it stands in a cell.
#[must_use]
pub fn span(words: Words, unit: &str, both: (f64, f64)) -> String {
    let (low, high) = ends(words, unit, both);
    format!("{low}–{high}")
}

/// What stands in a cell.
#[must_use]
pub fn cell(words: Words, row: &Row) -> String {
    match (row.state, row.value) {
        (State::Computed, Some(number)) => match wide(row) {
            Some(both) => span(words, row.unit, both),
            None => value(words, row.unit, number),
        },
        (State::Unreachable, _) => words.say("coverage-unreachable"),
        _ => words.say("coverage-not-computed"),
    }
}

/// Why there is no figure.
#[must_use]
pub fn reason(words: Words, row: &Row) -> String {
    let reason = row.reason.unwrap_or_default();
    words.say(if reason == NO_MATRIX {
        "coverage-reason-matrix"
    } else if reason.contains("has no times") {
        "coverage-reason-no-times"
    } else if reason.contains("has no way") {
        "coverage-reason-no-way"
    } else if reason.starts_with("nobody") {
        "coverage-reason-nobody"
    } else if reason.contains("too coarse") {
        "coverage-reason-coarse"
    } else if reason.contains("landmass") {
        "coverage-reason-water"
    } else if reason.contains("declares") || reason.contains("gives") {
        "coverage-reason-undeclared"
    } else if reason.contains("catchment") {
        "coverage-reason-catchments"
    } else if reason.contains("ambito") {
        "coverage-reason-districts"
    } else {
        "coverage-reason-other"
    })
}

/// "In Basilicata", "Nel comune di Imola".
#[must_use]
pub fn place(words: Words, level: Level, code: &str, name: &str) -> String {
    match level {
        Level::Nation => words.say("coverage-in-italy"),
        // A name of letters, because that is what a catalogue can choose by.
        Level::Region => words.say_two("coverage-in-region", "code", format!("r{code}"), "area", name),
        Level::SocialRegion => words.say_with("coverage-in-social-region", "area", name),
        Level::Province => words.say_with("coverage-in-province", "area", name),
        Level::Municipality => words.say_with("coverage-in-municipality", "area", name),
        // Many are called "Ambito di …": that is not said twice.
        Level::District => words.say_with("coverage-in-district", "area", name.strip_prefix("Ambito ").unwrap_or(name)),
    }
}

/// Ages from and to, of a name such as `0-17` or `85+`.
fn ages(group: &str) -> Option<(&str, Option<&str>)> {
    group.strip_suffix('+').map(|from| (from, None)).or_else(|| group.split_once('-').map(|(from, to)| (from, Some(to))))
}

/// The people of a group inside a sentence: "minori".
#[must_use]
pub fn people(words: Words, group: &str) -> String {
    match (group, ages(group)) {
        ("all", _) => words.say("coverage-people-all"),
        ("0-17", _) => words.say("coverage-people-minors"),
        (_, Some((from, Some(to)))) => words.say_two("coverage-people-ages", "from", from, "to", to),
        (_, Some((from, None))) => words.say_with("coverage-people-from", "from", from),
        _ => group.to_owned(),
    }
}

/// The name of a group in a menu: "Minori (0–17 anni)".
#[must_use]
pub fn group_label(words: Words, group: &str) -> String {
    match (group, ages(group)) {
        ("all", _) => words.say("coverage-group-all"),
        ("0-17", _) => words.say("coverage-group-minors"),
        (_, Some((from, Some(to)))) => words.say_two("coverage-group-ages", "from", from, "to", to),
        (_, Some((from, None))) => words.say_with("coverage-group-from", "from", from),
        _ => group.to_owned(),
    }
}

/// The threshold of a question: "10 km", "30 minuti".
#[must_use]
pub fn threshold(words: Words, request: &CoverageRequest) -> String {
    match request.threshold_min {
        Some(minutes) => words.say_with("coverage-minutes", "minutes", format!("{minutes}")),
        None => limit(words, request.threshold_m.unwrap_or_default()),
    }
}

/// What a measure is called over a column: "minori entro 10 km".
#[must_use]
pub fn column(words: Words, request: &CoverageRequest, measure: &str) -> String {
    let distance = threshold(words, request);
    let phrase = format!("coverage-measure-{}", measure.replace('_', "-"));
    words.say_two(&phrase, "people", people(words, &request.group), "distance", distance)
}

/// What a sentence needs besides the figure.
pub struct Spoken<'a> {
    /// "In Basilicata".
    pub place: String,
    /// "minori".
    pub people: String,
    /// "10 km", "30 minuti".
    pub within: String,
    /// The day a change is told since; empty where none is.
    pub since: String,
    /// What is measured, in a few words.
    pub label: &'a str,
}

/// The sentence that a page begins with: the figure and how sure it is.
#[must_use]
pub fn sentence(words: Words, row: &Row, spoken: &Spoken) -> String {
    let Spoken { place, people, within, since, label } = spoken;
    let Some(number) = row.value.filter(|_| row.state == State::Computed) else {
        let across_water = row.state == State::Unreachable && row.unit == "m";
        let no_figure = if across_water { "coverage-sentence-unreachable" } else { "coverage-sentence-none" };
        return words
            .say_all(no_figure, [("place", Argument::from(place)), ("label", (*label).into()), ("reason", reason(words, row).into())]);
    };
    let mut arguments =
        vec![("place", Argument::from(place)), ("people", people.into()), ("distance", within.as_str().into()), ("label", (*label).into())];
    if !since.is_empty() {
        arguments.push(("since", since.into()));
    }
    let both = wide(row);
    if let Some(both) = both {
        let (low, high) = ends(words, row.unit, both);
        // The sentence says "su 100" itself.
        arguments.push(("low", low.into()));
        arguments.push(("high", high.trim_end_matches(" %").to_owned().into()));
    }
    let plain = || value(words, row.unit, number);
    let phrase = match (row.measure, both.is_some()) {
        ("within", true) => "coverage-sentence-within-between",
        ("within", false) => {
            arguments.push(("value", plain().trim_end_matches(" %").to_owned().into()));
            "coverage-sentence-within"
        }
        ("within_minutes", _) => {
            arguments.push(("value", plain().trim_end_matches(" %").to_owned().into()));
            match row.number_after("people_without_times:") {
                Some(without) => {
                    let known = row.denominator.unwrap_or_default();
                    arguments.push(("known", whole(words, known).into()));
                    arguments.push(("all", whole(words, known + without).into()));
                    "coverage-sentence-within-minutes-partial"
                }
                None => "coverage-sentence-within-minutes",
            }
        }
        ("mean", true) => "coverage-sentence-mean-between",
        ("mean", false) => "coverage-sentence-mean",
        ("centres", _) => {
            arguments.push(("count", Argument::Number(number)));
            "coverage-sentence-centres"
        }
        ("within_change", _) if number == 0.0 => "coverage-sentence-no-change",
        ("within_change", _) => "coverage-sentence-change",
        ("centres_per_10000_people", _) => "coverage-sentence-rate",
        ("uncovered_comuni", between) => {
            arguments.push(("of", whole(words, row.denominator.unwrap_or_default()).into()));
            if between { "coverage-sentence-uncovered-between" } else { "coverage-sentence-uncovered" }
        }
        _ => "coverage-sentence-figure",
    };
    if !arguments.iter().any(|(name, _)| *name == "value") {
        arguments.push(("value", plain().into()));
    }
    words.say_all(phrase, arguments)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::Area;

    const IT: Words = Words(Language::It);

    fn within(value: f64, low: f64, high: f64) -> Row {
        let area = Area { code: "17".to_owned(), name: "Basilicata".to_owned(), region_code: None };
        let row = Row::of(&area, Level::Region, "within", "percent").divided(value, 100.0, 100.0, "");
        Row { value_low: Some(low), value_high: Some(high), ..row }
    }

    fn said(row: &Row) -> String {
        let place = place(IT, Level::Region, "17", "Basilicata");
        sentence(IT, row, &Spoken { place, people: people(IT, "0-17"), within: limit(IT, 10_000.0), since: String::new(), label: "" })
    }

    #[test]
    fn the_sentence_says_how_sure_the_figure_is() {
        let wide = said(&within(57.0, 48.2, 65.1));
        assert_eq!(wide, "In Basilicata tra 48 e 66 minori su 100 vivono entro 10 km da un centro, in linea d’aria.");
        let sure = said(&within(57.4, 55.0, 60.0));
        assert_eq!(sure, "In Basilicata 57 minori su 100 vivono entro 10 km da un centro, in linea d’aria.");
        assert_eq!(place(IT, Level::Region, "11", "Marche"), "Nelle Marche");
    }

    #[test]
    fn a_figure_of_few_says_of_how_few() {
        let row = Row { measure: "within_minutes", ..within(98.0, 98.0, 98.0) };
        assert!(said(&row).starts_with("In Basilicata 98 minori su 100"), "{}", said(&row));
        let few = Row { flags: vec!["people_without_times:9000000".to_owned()], ..row };
        assert!(said(&few).contains("tra le persone di cui si conoscono i tempi (100 su 9.000.100), 98 minori su 100"), "{}", said(&few));
    }

    #[test]
    fn no_data_nobody_and_nothing_are_three_things() {
        let zero = within(0.0, 0.0, 0.0);
        let none = within(0.0, 0.0, 0.0).not_computed("nobody of the group is known to live here");
        let unreachable = Row { state: State::Unreachable, value: None, unit: "m", measure: "mean", ..zero.clone() };
        let cells: Vec<String> = [&zero, &none, &unreachable].map(|row| cell(IT, row)).into();
        assert_eq!(cells[0], "0 %");
        assert!(cells[0] != cells[1] && cells[1] != cells[2], "{cells:?}");
        assert_eq!(cell(IT, &within(0.2, 0.0, 0.4)), "< 1 %");
        assert_eq!(cell(IT, &within(57.0, 48.2, 65.1)), "48–66 %");
    }

    #[test]
    fn distances_say_their_unit_once() {
        let row = Row { unit: "m", measure: "mean", ..within(12_000.0, 10_400.0, 15_700.0) };
        let row = Row { value: Some(12_000.0), ..row };
        assert_eq!(cell(IT, &row), "10–16 km");
        assert_eq!([limit(IT, 2_000.0), limit(IT, 2_500.0)], ["2 km", "2,5 km"]);
        assert_eq!(people(IT, "3-5"), "persone da 3 a 5 anni");
    }
}
