//! How people are spread over the distance to the nearest centre, as bars: an SVG made here, with the same numbers as a table.

use super::row::{Row, State};
use super::said;
use crate::web::Words;

/// Where the bars end, metres; the last has no end.
const ENDS_M: [f64; 7] = [5_000.0, 10_000.0, 15_000.0, 20_000.0, 30_000.0, 40_000.0, f64::INFINITY];
/// Width of the drawing: little more than a telephone's, so that its words stay readable there.
const WIDTH: f64 = 430.0;
/// Height of one line of the drawing.
const LINE: f64 = 30.0;
/// Where bars begin and how far the longest reaches.
const BARS: (f64, f64) = (185.0, 190.0);

/// One bar.
pub struct Bar {
    /// "10–15 km".
    pub label: String,
    /// People, written.
    pub people: String,
    /// Share of all, written.
    pub share: String,
    /// The class of the style sheet.
    pub class: &'static str,
    /// Upper edge of the bar.
    pub y: f64,
    /// Baseline of its texts.
    pub text_y: f64,
    /// Its length.
    pub width: f64,
    /// Where the text after it begins.
    pub text_x: f64,
}

/// The plot.
pub struct Plot {
    /// The bars, the nearest people first, those whom no centre reaches last.
    pub bars: Vec<Bar>,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Where bars begin.
    pub left: f64,
    /// In one sentence what one sees.
    pub summary: String,
}

/// People by bar, those whom nothing reaches last.
fn spread<'a>(rows: impl Iterator<Item = &'a Row>) -> [f64; 8] {
    let mut people = [0.0; 8];
    for row in rows {
        let here = row.denominator.unwrap_or_default();
        match (row.state, row.value) {
            (State::Computed, Some(metres)) => people[ENDS_M.iter().position(|end| metres <= *end).unwrap_or(6)] += here,
            (State::Unreachable, _) => people[7] += here,
            _ => {}
        }
    }
    people
}

impl Plot {
    /// From the distances of comuni and their people; none where nobody is known. Unless people are known finely, by cells, the
    /// first bar ends at ten kilometres: with one point for each comune less tells nothing.
    #[must_use]
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>, fine: bool, words: Words) -> Option<Self> {
        let mut people = spread(rows);
        if !fine {
            people[1] += std::mem::take(&mut people[0]);
        }
        let first = usize::from(!fine);
        let all: f64 = people.iter().sum();
        let most = people.iter().copied().fold(0.0, f64::max);
        if all <= 0.0 {
            return None;
        }
        let label = |at: usize| match at {
            7 => words.say("coverage-unreachable"),
            6 => words.say_with("coverage-class-beyond", "low", said::limit(words, ENDS_M[5])),
            at if at == first => words.say_with("coverage-class-within", "high", said::limit(words, ENDS_M[first])),
            _ => format!("{:.0}–{:.0} km", ENDS_M[at - 1] / 1_000.0, ENDS_M[at] / 1_000.0),
        };
        let class = ["plot-1", "plot-2", "plot-3", "plot-3", "plot-4", "plot-4", "plot-5", "plot-unreachable"];
        let shown = (first..8).filter(|at| *at < 7 || people[7] > 0.0);
        let bars: Vec<Bar> = shown
            .enumerate()
            .map(|(line, at)| {
                let width = (BARS.1 * people[at] / most).round();
                let y = LINE * line as f64 + 4.0;
                Bar {
                    label: label(at),
                    people: said::whole(words, people[at]),
                    share: said::value(words, "percent", 100.0 * people[at] / all),
                    class: class[at],
                    y,
                    text_y: y + 15.0,
                    width,
                    text_x: BARS.0 + width + 8.0,
                }
            })
            .collect();
        // Within 20 km: the first four.
        let near: f64 = people[..4].iter().sum();
        let summary = words.say_two(
            "coverage-plot-summary",
            "share",
            said::value(words, "percent", 100.0 * near / all),
            "distance",
            said::limit(words, ENDS_M[3]),
        );
        Some(Self { height: LINE * bars.len() as f64 + 4.0, width: WIDTH, left: BARS.0, bars, summary })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::{Area, Level};
    use crate::web::Language;

    fn row(metres: Option<f64>, people: f64) -> Row {
        let area = Area { code: "1".to_owned(), name: "a".to_owned(), region_code: None };
        let row = Row { denominator: Some(people), ..Row::of(&area, Level::Municipality, "median", "m") };
        match metres {
            Some(metres) => Row { value: Some(metres), state: State::Computed, ..row },
            None => Row { state: State::Unreachable, ..row },
        }
    }

    #[test]
    fn people_stand_in_the_bar_of_their_distance_ends_included() {
        let rows = [row(Some(0.0), 1.0), row(Some(5_000.0), 2.0), row(Some(5_000.1), 4.0), row(Some(90_000.0), 8.0), row(None, 16.0)];
        assert_eq!(spread(rows.iter()), [3.0, 4.0, 0.0, 0.0, 0.0, 0.0, 8.0, 16.0]);
        let plot = Plot::of(rows.iter(), true, Words(Language::It)).expect("a plot");
        assert_eq!(plot.bars.len(), 8);
        assert_eq!(plot.bars[7].people, "16");
        assert!((plot.bars[7].width - BARS.1).abs() < f64::EPSILON);
        assert!(Plot::of([row(None, 0.0)].iter(), true, Words(Language::It)).is_none());
        assert_eq!(Plot::of(rows[..4].iter(), true, Words(Language::It)).expect("a plot").bars.len(), 7);
        let coarse = Plot::of(rows.iter(), false, Words(Language::It)).expect("a plot");
        assert_eq!((coarse.bars[0].label.as_str(), coarse.bars[0].people.as_str(), coarse.bars.len()), ("entro 10 km", "7", 7));
    }
}
