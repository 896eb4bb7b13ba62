//! The classes of a map of figures, at most five, and what is no class: zero, nobody in reach, not computed.

use super::breaks::breaks;
use super::row::{Row, State};
use super::said;
use crate::web::Words;

/// How an area is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    /// A figure that is zero.
    Zero,
    /// A figure in a class, from 1 to 5.
    Class(u8),
    /// Nobody in reach.
    Unreachable,
    /// No figure.
    NotComputed,
}

impl Shade {
    /// All, in the order of the legend.
    pub const ALL: [Self; 8] =
        [Self::Zero, Self::Class(1), Self::Class(2), Self::Class(3), Self::Class(4), Self::Class(5), Self::Unreachable, Self::NotComputed];

    /// The word of style sheets and scripts, behind `class-`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Class(1) => "1",
            Self::Class(2) => "2",
            Self::Class(3) => "3",
            Self::Class(4) => "4",
            Self::Class(_) => "5",
            Self::Unreachable => "unreachable",
            Self::NotComputed => "none",
        }
    }

    /// Of a row, by the limits of the classes.
    #[must_use]
    pub fn of(row: &Row, limits: &[f64]) -> Self {
        match (row.state, row.value) {
            // No distance at all is the shortest one, not the absence of something counted.
            (State::Computed, Some(0.0)) if row.unit != "m" => Self::Zero,
            (State::Computed, Some(value)) => Self::Class(1 + limits.iter().filter(|limit| value >= **limit).count() as u8),
            (State::Unreachable, _) => Self::Unreachable,
            _ => Self::NotComputed,
        }
    }
}

/// Where each class but the first begins, of a measure of some rows: as interfaces say it.
#[must_use]
pub fn limits(rows: &[Row], measure: &str) -> Vec<f64> {
    breaks(rows).into_iter().find(|breaks| breaks.measure == measure).map(|breaks| breaks.at).unwrap_or_default()
}

/// One line of the legend.
pub struct LegendLine {
    /// The class of the style sheet.
    pub class: String,
    /// What it means.
    pub text: String,
}

/// Does a unit tell less from more, so that its classes lie on both sides of no change?
#[must_use]
pub fn is_of_change(unit: &str) -> bool {
    unit == "points"
}

/// The legend of a change: from much less to much more, no change between them.
fn legend_of_change(words: Words, limits: &[f64], there: &[Shade]) -> Vec<LegendLine> {
    let most = limits.last().copied().unwrap_or_default();
    let classes = [
        (Shade::Class(1), "coverage-change-much-less"),
        (Shade::Class(2), "coverage-change-less"),
        (Shade::Zero, "coverage-change-none"),
        (Shade::Class(3), "coverage-change-more"),
        (Shade::Class(4), "coverage-change-much-more"),
    ];
    let mut lines: Vec<LegendLine> =
        classes.map(|(shade, phrase)| line(shade, words.say_with(phrase, "points", said::whole(words, most)))).into();
    if there.contains(&Shade::NotComputed) {
        lines.push(line(Shade::NotComputed, words.say("coverage-class-none")));
    }
    lines
}

fn line(shade: Shade, text: String) -> LegendLine {
    LegendLine { class: format!("class-{}", shade.word()), text }
}

/// The legend: every class, because they are declared, and of the exceptions those that are there.
#[must_use]
pub fn legend(words: Words, unit: &str, limits: &[f64], there: &[Shade]) -> Vec<LegendLine> {
    if is_of_change(unit) {
        return legend_of_change(words, limits, there);
    }
    let said = |number: f64| if unit == "m" { said::limit(words, number) } else { said::value(words, unit, number) };
    let text = |shade: Shade| match shade {
        Shade::Zero => words.say("coverage-class-zero"),
        Shade::Class(class) => {
            let at = usize::from(class) - 1;
            match (at.checked_sub(1).and_then(|at| limits.get(at)), limits.get(at)) {
                (None, Some(high)) => words.say_with("coverage-class-below", "high", said(*high)),
                (Some(low), Some(high)) => words.say_two("coverage-class-between", "low", said(*low), "high", said(*high)),
                (Some(low), None) => words.say_with("coverage-class-above", "low", said(*low)),
                (None, None) => words.say("coverage-class-any"),
            }
        }
        Shade::Unreachable => words.say("coverage-class-unreachable"),
        Shade::NotComputed => words.say("coverage-class-none"),
    };
    let has_figures = there.iter().any(|shade| matches!(shade, Shade::Class(_)));
    let shown = Shade::ALL.into_iter().filter(|shade| match shade {
        Shade::Class(class) => usize::from(*class) <= limits.len() + 1 && (has_figures || !limits.is_empty()),
        other => there.contains(other),
    });
    shown.map(|shade| line(shade, text(shade))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::areas::{Area, Level};
    use crate::web::Language;

    #[test]
    fn a_limit_begins_its_class_and_zero_is_no_class() {
        let area = Area { code: "17".to_owned(), name: "Basilicata".to_owned(), region_code: None };
        let limits = [20.0, 40.0, 60.0, 80.0];
        let shade = |value: f64| Shade::of(&Row::of(&area, Level::Region, "within", "percent").counted(value), &limits);
        let shades = [0.0, 0.1, 19.9, 20.0, 79.9, 80.0, 100.0].map(shade);
        let expected = [Shade::Zero, Shade::Class(1), Shade::Class(1), Shade::Class(2), Shade::Class(4), Shade::Class(5), Shade::Class(5)];
        assert_eq!(shades, expected);
        assert_eq!(Shade::of(&Row::of(&area, Level::Region, "within", "percent").not_computed("x"), &limits), Shade::NotComputed);
    }

    #[test]
    fn the_legend_declares_all_five_classes_and_only_the_exceptions_that_are_there() {
        let words = Words(Language::It);
        let limits = [20.0, 40.0, 60.0, 80.0];
        assert_eq!(legend(words, "percent", &limits, &[Shade::Class(2)]).len(), 5);
        let with_zero = legend(words, "percent", &limits, &[Shade::Zero, Shade::NotComputed]);
        assert_eq!(with_zero.iter().map(|line| line.class.as_str()).collect::<Vec<_>>()[0], "class-zero");
        assert_eq!(with_zero.len(), 7);
        assert_eq!([&with_zero[1].text, &with_zero[2].text, &with_zero[5].text], ["meno di 20 %", "da 20 % a meno di 40 %", "80 % e più"]);
        let change = legend(words, "points", &[-10.0, 0.0, 10.0], &[Shade::Class(3)]);
        assert_eq!(
            change.iter().map(|line| line.class.as_str()).collect::<Vec<_>>(),
            ["class-1", "class-2", "class-zero", "class-3", "class-4"]
        );
        assert_eq!(
            [&change[0].text, &change[2].text, &change[4].text],
            ["oltre 10 punti in meno", "nessun cambiamento", "10 punti in più e oltre"]
        );
        // Two figures that are alike leave one class, and it is in the legend.
        assert_eq!(legend(words, "centres", &[], &[Shade::Class(1)]).len(), 1);
    }
}
