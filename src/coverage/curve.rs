//! How unequal the distance to the nearest centre is, as a Lorenz curve: an SVG made here, the same in a sentence and a table.

use super::row::Row;
use super::said;
use crate::web::Words;
use crate::web::languages::Argument;

/// Side of the square of the drawing, and the room around it for words.
const SIDE: f64 = 300.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 12.0;
const BELOW: f64 = 44.0;
/// The farthest share of people the sentence speaks of.
const FARTHEST: f64 = 0.2;

/// A mark on an axis.
pub struct Tick {
    /// "20 %".
    pub label: String,
    /// Where it stands, from the left and from above.
    pub across: f64,
    /// From above.
    pub down: f64,
}

/// The drawing and its words.
pub struct Curve {
    /// Corners of the curve for a polyline.
    pub points: String,
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Left edge of the square.
    pub left: f64,
    /// Right edge of the square.
    pub right: f64,
    /// Upper edge of the square.
    pub top: f64,
    /// Lower edge of the square.
    pub bottom: f64,
    /// Marks on both axes, the same shares.
    pub ticks: Vec<Tick>,
    /// What one sees, in a sentence or two.
    pub summary: String,
    /// Shares of people from the nearest on, and their part of all distance.
    pub table: Vec<(String, String)>,
}

/// The part of all distance of the nearest so many people, straight between the points of the curve.
fn part(curve: &[[f64; 2]], share: f64) -> f64 {
    let after = curve.partition_point(|point| point[0] < share);
    let Some(&[x, y]) = curve.get(after) else { return 1.0 };
    let Some(&[before_x, before_y]) = after.checked_sub(1).and_then(|before| curve.get(before)) else { return y };
    if x <= before_x { y } else { before_y + (y - before_y) * (share - before_x) / (x - before_x) }
}

impl Curve {
    /// Of a row that has one.
    #[must_use]
    pub fn of(row: &Row, words: Words) -> Option<Self> {
        let (curve, gini) = (row.lorenz.as_deref()?, row.value?);
        let (right, bottom) = (LEFT + SIDE, TOP + SIDE);
        let (across, down) = (|share: f64| LEFT + SIDE * share, |share: f64| bottom - SIDE * share);
        let percent = |share: f64| said::value(words, "percent", 100.0 * share);
        let corner = |[people, distance]: &[f64; 2]| format!("{:.1},{:.1}", across(*people), down(*distance));
        let farthest = 1.0 - part(curve, 1.0 - FARTHEST);
        let summary = words.say_all(
            "coverage-curve-summary",
            [
                ("people", Argument::from(percent(FARTHEST))),
                ("distance", percent(farthest).into()),
                ("gini", said::decimal(words, gini, 2).into()),
            ],
        );
        let tick = |fifth: usize| {
            let share = fifth as f64 / 5.0;
            Tick { label: percent(share), across: across(share), down: down(share) }
        };
        let tenth = |tenth: usize| {
            let share = tenth as f64 / 10.0;
            (percent(share), percent(part(curve, share)))
        };
        Some(Self {
            points: curve.iter().map(corner).collect::<Vec<_>>().join(" "),
            width: right + 24.0,
            height: bottom + BELOW,
            left: LEFT,
            right,
            top: TOP,
            bottom,
            ticks: (0..=5).map(tick).collect(),
            summary,
            table: (1..=10).map(tenth).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::{Area, Level};
    use crate::web::Language;

    #[test]
    fn the_farthest_fifth_has_the_part_of_distance_the_curve_says() {
        let area = Area { code: "01".to_owned(), name: "a".to_owned(), region_code: None };
        let row = Row::of(&area, Level::Region, "gini", "0 to 1").counted(0.4);
        assert!(Curve::of(&row, Words(Language::It)).is_none(), "no curve, no drawing");
        let row = Row { lorenz: Some(vec![[0.0, 0.0], [0.5, 0.1], [0.9, 0.5], [1.0, 1.0]]), ..row };
        let curve = Curve::of(&row, Words(Language::It)).expect("a drawing");
        // At 0.8 the curve stands at 0.1 + 0.4 · 0.3 / 0.4 = 0.4.
        assert!((part(row.lorenz.as_deref().expect("a curve"), 0.8) - 0.4).abs() < 1e-12);
        assert!(curve.summary.contains("60 %") && curve.summary.contains("0,40"), "{}", curve.summary);
        assert!(curve.points.starts_with("46.0,312.0 ") && curve.points.ends_with(" 346.0,12.0"), "{}", curve.points);
        assert_eq!(curve.table[4], ("50 %".to_owned(), "10 %".to_owned()));
        assert_eq!(curve.table[9], ("100 %".to_owned(), "100 %".to_owned()));
    }
}
