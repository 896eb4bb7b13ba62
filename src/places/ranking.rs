//! The order of answers and when to ask back.
//! Refuses to pick between places that share a name: it says that the question is ambiguous.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::gazetteer::{Gazetteer, Naming};
use super::names::{Form, LONGEST_TEXT};
use super::place::{Place, Precision};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Geocoded<'a> {
    /// Places, the likeliest first; none when the text resembles no place.
    pub candidates: Vec<Candidate<'a>>,
    /// The first candidates are equally likely: a page asks which one is meant.
    pub ambiguous: bool,
}

impl Geocoded<'_> {
    /// Whether the text is the name of the first place, so that no street need be looked for.
    pub(super) fn is_settled(&self) -> bool {
        self.candidates.first().is_some_and(|first| first.score > SCORE_OF_NAME)
    }

    /// Whether only a part of the text, such as the comune of an address, led to the first place.
    pub(super) fn is_part(&self) -> bool {
        self.candidates.first().is_some_and(|first| first.score <= SCORE_OF_PART)
    }
}

/// More than this has only a place whose name was written whole; this at most one of which the text names a part.
const SCORE_OF_NAME: f64 = 0.9;
const SCORE_OF_PART: f64 = 0.5;

/// A place that may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<'a> {
    /// The place.
    pub place: &'a Place,
    /// Likeness of the text to its name, 0 to 1; 1 is the name itself.
    pub score: f64,
    /// How exactly the place says where the text means.
    pub precision: Precision,
}

/// How a place was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Exact,
    WholeWords,
    OneSlip,
    TwoSlips,
    Ending,
    /// Only a part of the text names a place, as in an address whose street is not known.
    Part,
}

/// A place found: its order is that of the answer, with places of one name next to each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) naming: Naming,
    pub(super) way: Way,
}

/// A misspelt name is taken to mean the bigger place when it has so many times the residents.
const FAR_BIGGER: u64 = 10;

impl Gazetteer {
    /// Sorts what was found, keeps the best way to each place and only the best ways.
    pub(super) fn answer(&self, mut found: Vec<Found>, query: &str, limit: usize) -> Geocoded<'_> {
        // Of Paterno and Paternò the one written so comes first; the question stays open.
        let query = query.trim().chars().take(LONGEST_TEXT).collect::<String>().to_lowercase();
        let residents = |found: &Found| self.place(found.naming).residents.unwrap_or(0);
        found.sort_by_cached_key(|found| {
            let place = self.place(found.naming);
            let size = Reverse(residents(found));
            let other_writing = found.way == Way::Exact && place.name.to_lowercase() != query;
            (found.way, place.kind, found.naming.form, other_writing, size, found.naming.place)
        });
        let mut seen = HashSet::new();
        found.retain(|found| seen.insert(found.naming.place));
        if let Some(best) = found.first().map(|found| found.way) {
            found.retain(|found| found.way == best || (best == Way::WholeWords && found.way == Way::OneSlip));
        }
        let ambiguous = matches!(found.as_slice(), [first, second, ..]
            if (first.way, self.place(first.naming).kind, first.naming.form)
                == (second.way, self.place(second.naming).kind, second.naming.form)
                && (self.place(first.naming).name == self.place(second.naming).name
                    || matches!(first.way, Way::Exact | Way::Part)
                    || u64::from(residents(first)) < FAR_BIGGER * u64::from(residents(second)).max(1)));
        let candidates = found.iter().take(limit).map(|found| {
            let place = self.place(found.naming);
            Candidate { place, score: score(found), precision: place.kind.precision() }
        });
        Geocoded { candidates: candidates.collect(), ambiguous }
    }
}

fn score(found: &Found) -> f64 {
    let way = match found.way {
        Way::Exact => 1.0,
        Way::WholeWords => 0.85,
        Way::OneSlip => 0.8,
        Way::TwoSlips => 0.7,
        Way::Ending => 0.6,
        Way::Part => SCORE_OF_PART,
    };
    let form = match found.naming.form {
        Form::Full | Form::Ending => 0.0,
        Form::Half => 0.01,
        Form::Abbreviated => 0.02,
        Form::Short => 0.03,
        Form::WithoutArticle => 0.04,
    };
    way - form
}
