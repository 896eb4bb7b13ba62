//! Where classes of figures begin, so that every map of the same rows has the same colours: round numbers where the unit has
//! some, else quintiles of the rows. Refuses classes that nothing falls between.

use serde::Serialize;

use super::row::{Row, State};

/// Classes of one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Breaks {
    /// What is measured.
    pub measure: &'static str,
    /// Unit of the figures.
    pub unit: &'static str,
    /// `declared`: the same for all rows of this unit; `quintiles`: of the rows answered.
    pub kind: &'static str,
    /// Where each class but the first begins, ascending: a figure belongs to the class it is not below.
    pub at: Vec<f64>,
}

impl Breaks {
    /// The class of a figure, from 0.
    #[must_use]
    pub fn class(&self, figure: f64) -> usize {
        self.at.partition_point(|begin| *begin <= figure)
    }
}

/// The classes of every measure of some rows, in the order of the measures.
#[must_use]
pub fn breaks(rows: &[Row]) -> Vec<Breaks> {
    let mut measures: Vec<(&'static str, &'static str)> = vec![];
    for row in rows {
        if !measures.contains(&(row.measure, row.unit)) {
            measures.push((row.measure, row.unit));
        }
    }
    measures.into_iter().map(|(measure, unit)| of_measure(rows, measure, unit)).collect()
}

fn of_measure(rows: &[Row], measure: &'static str, unit: &'static str) -> Breaks {
    let declared: Option<&[f64]> = match unit {
        "percent" => Some(&[20.0, 40.0, 60.0, 80.0]),
        "m" => Some(&[2_000.0, 5_000.0, 10_000.0, 20_000.0]),
        // Of a change: much less, less, more, much more. No change at all is a class of its own.
        "points" => Some(&[-10.0, 0.0, 10.0]),
        _ => None,
    };
    if let Some(at) = declared {
        return Breaks { measure, unit, kind: "declared", at: at.to_vec() };
    }
    let mut figures: Vec<f64> =
        rows.iter().filter(|row| row.measure == measure && row.state == State::Computed).filter_map(|row| row.value).collect();
    figures.sort_by(f64::total_cmp);
    let mut at: Vec<f64> = (1..5).filter_map(|fifth| figures.get(fifth * figures.len() / 5).copied()).collect();
    at.dedup();
    // A class that begins with the least figure would be the first one.
    at.retain(|begin| figures.first().is_some_and(|least| begin > least));
    Breaks { measure, unit, kind: "quintiles", at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::{Area, Level};

    fn rows(figures: &[f64], unit: &'static str) -> Vec<Row> {
        let area = Area { code: "01".into(), name: "Regione".into(), region_code: None };
        figures.iter().map(|figure| Row::of(&area, Level::Region, "measure", unit).counted(*figure)).collect()
    }

    #[test]
    fn round_numbers_where_there_are_some_else_fifths() {
        let share = &breaks(&rows(&[0.0, 50.0, 100.0], "percent"))[0];
        assert_eq!([0.0, 19.9, 20.0, 79.9, 80.0, 100.0].map(|figure| share.class(figure)), [0, 0, 1, 3, 4, 4]);
        let counts = &breaks(&rows(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], "centres"))[0];
        assert_eq!((counts.kind, counts.at.as_slice()), ("quintiles", [3.0, 5.0, 7.0, 9.0].as_slice()));
        assert_eq!(breaks(&rows(&[0.0, 0.0, 0.0, 0.0, 2.0], "centres"))[0].at, [2.0]);
        assert!(breaks(&rows(&[3.0; 7], "centres"))[0].at.is_empty());
        let change = &breaks(&rows(&[1.0], "points"))[0];
        assert_eq!([-10.1, -10.0, -0.1, 0.1, 9.9, 10.0].map(|figure| change.class(figure)), [0, 1, 1, 2, 2, 3]);
        assert!(breaks(&[]).is_empty());
    }
}
