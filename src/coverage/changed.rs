//! What changed since a day, area by area, as the page of a territory says it.

use std::collections::HashMap;

use super::answer::Answer;
use super::pages::file_url;
use super::row::Row;
use super::said;
use super::table::main_rows;
use crate::published::fold;
use crate::web::Words;

/// Areas listed; where there are more, only those where something changed.
const MOST_AREAS: usize = 50;

/// An area on two days.
pub struct ChangedArea {
    /// Its name.
    pub name: String,
    /// People within the threshold on the day before.
    pub before: String,
    /// The same today.
    pub after: String,
    /// The difference.
    pub change: String,
    /// Sites opened.
    pub opened: String,
    /// Sites closed.
    pub closed: String,
}

/// What changed since a day.
pub struct Change {
    /// "Cosa è cambiato dal 1 gennaio 2024".
    pub title: String,
    /// How many sites opened and closed.
    pub sentence: String,
    /// How many sites do not say since when they are open.
    pub undated: Option<String>,
    /// The day, over its column.
    pub before: String,
    /// "minori entro 10 km".
    pub people: String,
    /// The areas, by name.
    pub areas: Vec<ChangedArea>,
    /// The file.
    pub csv: String,
}

impl Change {
    /// Of the areas inside a territory, and of the whole.
    #[must_use]
    pub fn of(answer: &Answer, whole: &Answer, words: Words) -> Self {
        let all: HashMap<(&str, &str), &Row> = answer.rows.iter().map(|row| ((row.measure, row.code.as_str()), row)).collect();
        let cell = |measure: &str, code: &str| all.get(&(measure, code)).map(|row| said::cell(words, row)).unwrap_or_default();
        let mut rows: Vec<&Row> = main_rows(answer).collect();
        rows.sort_by_key(|row| fold(&row.name));
        let moved = |measure: &str, code: &str| all.get(&(measure, code)).is_some_and(|row| row.value.is_some_and(|sites| sites > 0.0));
        let all_fit = rows.len() <= MOST_AREAS;
        rows.retain(|row| all_fit || moved("opened_sites", &row.code) || moved("closed_sites", &row.code));
        let areas = rows.iter().take(MOST_AREAS).map(|row| ChangedArea {
            name: row.name.clone(),
            before: cell("within_before", &row.code),
            after: cell("within_after", &row.code),
            change: said::cell(words, row),
            opened: cell("opened_sites", &row.code),
            closed: cell("closed_sites", &row.code),
        });
        let count = |measure: &str| whole.rows.iter().find(|row| row.measure == measure).and_then(|row| row.value).unwrap_or_default();
        let undated = |row: &Row| row.number_after("sites_without_opening_date:").map(|count| count as usize);
        let since = answer.request.since.map(|since| words.date(since)).unwrap_or_default();
        let request = &answer.request;
        let (opened, closed) = (count("opened_sites") as usize, count("closed_sites") as usize);
        let (people, within) = (said::people(words, &request.group), said::threshold(words, request));
        Self {
            areas: areas.collect(),
            title: words.say_with("coverage-change", "date", since.clone()),
            sentence: words.say_two("coverage-change-sites", "opened", opened, "closed", closed),
            undated: whole.rows.first().and_then(undated).map(|count| words.say_with("coverage-change-undated", "count", count)),
            before: since,
            people: words.say_two("coverage-change-people", "people", people, "distance", within),
            csv: file_url(answer, "csv"),
        }
    }
}
