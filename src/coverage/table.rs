//! The figures of a question as a table that people read: which measure comes first, what stands beside it, in which order.

use super::answer::Answer;
use super::areas::Level;
use super::asked::{Asked, level_word};
use super::indicator::Indicator;
use super::row::{Row, State};
use super::said;
use super::shades::Shade;
use crate::published::fold;
use crate::web::{Frame, Words};

/// Rows shown; the file has them all.
pub const MOST_ROWS: usize = 400;

/// One row.
pub struct TableRow {
    /// Code of the area.
    pub code: String,
    /// Name of the area.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// The class of the style sheet.
    pub class: String,
    /// The figure.
    pub value: String,
    /// What was divided by what.
    pub share: String,
    /// Other measures.
    pub beside: Vec<String>,
    /// Centres.
    pub centres: String,
    /// What one must know besides.
    pub note: String,
}

/// The head of one column.
pub struct Column {
    /// What people read.
    pub label: String,
    /// Address that sorts by it; none where it does not.
    pub href: Option<String>,
    /// `ascending`, `descending` where it is sorted by.
    pub sorted: Option<&'static str>,
}

/// The table.
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The first rows.
    pub rows: Vec<TableRow>,
    /// How many there are.
    pub count: usize,
}

/// The measure shown first.
#[must_use]
pub const fn main_measure(indicator: Indicator, level: Level) -> &'static str {
    match (indicator, level) {
        (Indicator::C1, _) => "centres",
        (Indicator::C2, _) => "centres_per_10000_people",
        (Indicator::C3, _) => "within",
        (Indicator::C4, _) => "within_minutes",
        (Indicator::C5, _) => "mean",
        (Indicator::C7, _) => "sites_per_10000_people",
        (Indicator::C8, _) => "gini",
        (Indicator::C10, _) => "within_change",
        (Indicator::C6, Level::Municipality) => "people_in_uncovered_comune",
        (Indicator::C6, _) => "uncovered_comuni",
        (Indicator::S1, _) => "breadth",
        (Indicator::S2, _) => "weekly_hours",
        (Indicator::S3, _) => "free_access",
        (Indicator::S4, _) => "professions",
        (Indicator::S5, _) => "physical_access_declared",
        (Indicator::S6, _) => "verified",
        (Indicator::ServedComuni, _) => "served_comuni",
        (Indicator::ServedPeople, _) => "served_people",
        (Indicator::ServedDistricts, _) => "served_districts",
        _ => "",
    }
}

/// Measures that stand beside it.
const fn beside(indicator: Indicator, level: Level) -> &'static [&'static str] {
    match (indicator, level) {
        (Indicator::C1, _) => &["sites", "centres_hub", "centres_spoke"],
        (Indicator::C4, _) => &["mean_minutes", "median_minutes"],
        (Indicator::C5, _) => &["median", "p90"],
        (Indicator::C10, _) => &["within_before", "within_after", "opened_sites", "closed_sites"],
        (Indicator::C6, Level::Municipality) => &["distance_of_uncovered_comune"],
        (Indicator::C6, _) => &["people_in_uncovered_comuni"],
        _ => &[],
    }
}

/// The page of an area: its Region's, its ambito's; none for the nation.
#[must_use]
pub fn area_url(row: &Row) -> Option<String> {
    if row.level == Level::District.word() {
        return Some(super::district_url(&row.code));
    }
    row.region_code.as_deref().map(super::region_url)
}

/// The rows of the measure shown first.
pub fn main_rows(answer: &Answer) -> impl Iterator<Item = &Row> + Clone {
    let measure = main_measure(answer.request.indicator, answer.request.level);
    answer.rows.iter().filter(move |row| row.measure == measure)
}

/// What one must know besides a figure: partial data, people nobody reaches, why there is none.
#[must_use]
pub fn note(words: Words, row: &Row) -> String {
    let mut notes = vec![];
    if row.state != State::Computed {
        notes.push(said::reason(words, row));
    }
    if let Some(comuni) = row.number_after("comuni_without_data:") {
        notes.push(words.say_with("coverage-note-partial", "count", comuni as usize));
    }
    if let Some(people) = row.number_after("unreachable_people:").filter(|people| *people > 0.0) {
        let phrase = if row.unit == "m" { "coverage-note-unreachable" } else { "coverage-note-no-way" };
        notes.push(words.say_with(phrase, "people", said::whole(words, people)));
    }
    if let Some(people) = row.number_after("people_without_times:") {
        notes.push(words.say_with("coverage-note-times", "people", said::whole(words, people)));
    }
    if let Some(sites) = row.number_after("sites_without_times:") {
        notes.push(words.say_with("coverage-note-sites-times", "sites", said::whole(words, sites)));
    }
    notes.join(" ")
}

fn share(words: Words, row: &Row) -> String {
    // What a mean was taken of are no people and no sites: only how many there were.
    let is_share = matches!(row.unit, "percent" | "comuni") && row.state == State::Computed && row.measure != "breadth";
    match row.numerator.zip(row.denominator).filter(|_| is_share) {
        Some((part, all)) => words.say_two("coverage-share", "part", said::whole(words, part), "all", said::whole(words, all)),
        None => row
            .denominator
            .filter(|_| matches!(row.unit, "m" | "points" | "professions" | "hours") || row.measure == "breadth")
            .map(|people| said::whole(words, people))
            .unwrap_or_default(),
    }
}

/// Sorts rows by a column, downwards where its name has `-` before it; rows without a figure come last either way.
fn sort(rows: &mut [&Row], order: &str) {
    let (column, down) = order.strip_prefix('-').map_or((order, false), |column| (column, true));
    let figure = |row: &Row| match column {
        "valore" => row.value,
        "centri" => Some(f64::from(row.n_centres)),
        _ => None,
    };
    rows.sort_by(|one, other| {
        let by_name = || fold(&one.name).cmp(&fold(&other.name)).then_with(|| one.code.cmp(&other.code));
        let direct = |order: std::cmp::Ordering| if down { order.reverse() } else { order };
        match (column, figure(one), figure(other)) {
            ("valore" | "centri", Some(a), Some(b)) => direct(a.total_cmp(&b)).then_with(by_name),
            ("valore" | "centri", Some(_), None) => std::cmp::Ordering::Less,
            ("valore" | "centri", None, Some(_)) => std::cmp::Ordering::Greater,
            ("nome", _, _) => direct(by_name()),
            _ => by_name(),
        }
    });
}

impl Table {
    /// Of an answer, in the order asked for.
    #[must_use]
    pub fn of(asked: &Asked, answer: &Answer, limits: &[f64], frame: &Frame) -> Self {
        let words = frame.words;
        let (indicator, level) = (answer.request.indicator, answer.request.level);
        let order = match asked.order.as_str() {
            given @ ("nome" | "-nome" | "valore" | "-valore" | "centri" | "-centri") => given,
            // The list of comuni without a centre is for seeing where most people live.
            _ if indicator == Indicator::C6 => "-valore",
            _ => "nome",
        };
        let mut main: Vec<&Row> = main_rows(answer).collect();
        sort(&mut main, order);
        let others: std::collections::HashMap<(&str, &str), &Row> =
            answer.rows.iter().map(|row| ((row.measure, row.code.as_str()), row)).collect();
        let row = |row: &&Row| TableRow {
            code: row.code.clone(),
            name: row.name.clone(),
            href: area_url(row).map(|path| frame.link(&path)),
            class: format!("class-{}", Shade::of(row, limits).word()),
            value: said::cell(words, row),
            share: share(words, row),
            beside: beside(indicator, level)
                .iter()
                .map(|measure| others.get(&(*measure, row.code.as_str())).map_or_else(String::new, |row| said::cell(words, row)))
                .collect(),
            centres: words.number(u64::from(row.n_centres)),
            note: note(words, row),
        };
        Self { columns: columns(asked, answer, order, frame), rows: main.iter().take(MOST_ROWS).map(row).collect(), count: main.len() }
    }
}

fn columns(asked: &Asked, answer: &Answer, order: &str, frame: &Frame) -> Vec<Column> {
    let words = frame.words;
    let (indicator, level) = (answer.request.indicator, answer.request.level);
    let sortable = |name: &str, label: String| {
        let up_first = name == "nome";
        let sorted = match order.strip_prefix('-') {
            Some(column) if column == name => Some("descending"),
            None if order == name => Some("ascending"),
            _ => None,
        };
        // The other way round where it is sorted by already; figures begin with the largest.
        let next = match sorted {
            Some("ascending") => format!("-{name}"),
            Some(_) => name.to_owned(),
            None if up_first => name.to_owned(),
            None => format!("-{name}"),
        };
        Column { label, href: Some(frame.link(&asked.address(&next))), sorted }
    };
    let plain = |label: String| Column { label, href: None, sorted: None };
    let measured = said::column(words, &answer.request, main_measure(indicator, level));
    let mut columns = vec![sortable("nome", words.say(&format!("coverage-level-{}", level_word(level)))), sortable("valore", measured)];
    columns.push(plain(words.say("coverage-column-share")));
    columns.extend(beside(indicator, level).iter().map(|measure| plain(said::column(words, &answer.request, measure))));
    if indicator != Indicator::C1 {
        columns.push(sortable("centri", words.say("coverage-column-centres")));
    }
    columns.push(plain(words.say("coverage-column-note")));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::Area;

    #[test]
    fn rows_without_a_figure_come_last_in_either_direction() {
        let row = |name: &str, value: Option<f64>| {
            let area = Area { code: name.to_owned(), name: name.to_owned(), region_code: None };
            let row = Row::of(&area, Level::Region, "within", "percent");
            value.map_or_else(|| row.clone().not_computed("x"), |value| row.clone().counted(value))
        };
        let rows = [row("Éa", Some(3.0)), row("b", None), row("c", Some(1.0)), row("d", Some(3.0))];
        let sorted = |order: &str| {
            let mut rows: Vec<&Row> = rows.iter().collect();
            sort(&mut rows, order);
            rows.iter().map(|row| row.name.clone()).collect::<String>()
        };
        assert_eq!(sorted("valore"), "cdÉab");
        assert_eq!(sorted("-valore"), "dÉacb");
        assert_eq!(sorted("-nome"), "Éadcb");
        assert_eq!(sorted(""), "bcdÉa");
    }
}
