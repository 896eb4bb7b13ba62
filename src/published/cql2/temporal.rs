//! Temporal relations: Allen's, on moments and on intervals whose ends belong to them; an open end lies beyond every moment.
//! Between days only, days are points of a calendar; beside a moment, a day lasts from its first to its last nanosecond.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::ast::{Bound, TemporalOp};

/// A moment, or beyond all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    Before,
    At(DateTime<Utc>),
    After,
}

/// An interval, both ends inclusive; an instant is one whose ends are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: Moment,
    pub end: Moment,
}

/// The first moment of a day.
pub(super) fn begin(day: NaiveDate) -> Moment {
    Moment::At(day.and_time(NaiveTime::MIN).and_utc())
}

/// The last moment of a day, beside moments; the same as its first between days.
pub(super) fn finish(day: NaiveDate, days_only: bool) -> Moment {
    let last = NaiveTime::from_hms_nano_opt(23, 59, 59, 999_999_999).unwrap_or(NaiveTime::MIN);
    if days_only { begin(day) } else { Moment::At(day.and_time(last).and_utc()) }
}

/// The ends as far as the filter itself says them; what is read from records is left open.
pub(super) fn literal_ends(start: &Bound, end: &Bound) -> (Moment, Moment) {
    let first = match start {
        Bound::Date(day) => begin(*day),
        Bound::Timestamp(moment) => Moment::At(*moment),
        Bound::Open | Bound::Property(_) => Moment::Before,
    };
    let last = match end {
        Bound::Date(day) => finish(*day, false),
        Bound::Timestamp(moment) => Moment::At(*moment),
        Bound::Open | Bound::Property(_) => Moment::After,
    };
    (first, last)
}

/// Does the relation hold? By the table of OGC 21-065r2, "temporal functions".
pub(super) fn holds(op: TemporalOp, one: Span, other: Span) -> bool {
    match op {
        TemporalOp::After => one.start > other.end,
        TemporalOp::Before => one.end < other.start,
        TemporalOp::Contains => one.start < other.start && one.end > other.end,
        TemporalOp::Disjoint => one.end < other.start || one.start > other.end,
        TemporalOp::Equals => one == other,
        TemporalOp::FinishedBy => one.start < other.start && one.end == other.end,
        TemporalOp::Intersects => one.start <= other.end && one.end >= other.start,
        TemporalOp::Meets => one.end == other.start,
        TemporalOp::Overlaps => one.start < other.start && one.end > other.start && one.end < other.end,
        TemporalOp::Starts => one.start == other.start && one.end < other.end,
        TemporalOp::During | TemporalOp::Finishes | TemporalOp::MetBy | TemporalOp::OverlappedBy | TemporalOp::StartedBy => {
            holds(op.turned(), other, one)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_of_true_intervals_has_one_of_the_thirteen_relations_of_allen() {
        use TemporalOp::{
            After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy, Overlaps, StartedBy, Starts,
        };
        let thirteen =
            [After, Before, Contains, During, Equals, FinishedBy, Finishes, Meets, MetBy, OverlappedBy, Overlaps, StartedBy, Starts];
        let at = |second| Moment::At(DateTime::from_timestamp(second, 0).expect("a filter"));
        let spans: Vec<Span> = (0..5)
            .flat_map(|start| (start + 1..6).map(move |end| (start, end)))
            .map(|(start, end)| Span { start: at(start), end: at(end) })
            .collect();
        for one in &spans {
            for other in &spans {
                let found = thirteen.iter().filter(|op| holds(**op, *one, *other)).count();
                assert_eq!(found, 1, "{one:?} {other:?}");
                assert_ne!(holds(TemporalOp::Intersects, *one, *other), holds(TemporalOp::Disjoint, *one, *other));
            }
        }
    }
}
