//! Where the next centres should open: places proposed for a scenario, each with a link that adds it.

use super::super::best_sites::Objective;
use super::super::said;
use super::super::scenario::{BestSites, Ranked};
use super::scenario::Scenario;
use super::wish::{Among, Wish};
use crate::geo::Coordinates;
use crate::web::Frame;

/// A place proposed.
pub struct Proposal {
    /// Its comune.
    pub name: String,
    /// Whom it reaches.
    pub gain: String,
    /// Address of the scenario with it.
    pub add: String,
}

/// Places proposed, all together.
pub struct Proposals {
    /// What they are for.
    pub title: String,
    /// The one that helps most first.
    pub items: Vec<Proposal>,
    /// Address of the scenario with all of them.
    pub add_all: String,
    /// How good the choice is.
    pub guarantee: String,
}

impl Proposals {
    /// Of the best sites, for a scenario.
    #[must_use]
    pub fn of(best: &BestSites, wish: &Wish, scenario: &Scenario, frame: &Frame) -> Self {
        let words = frame.words;
        let places: Vec<Coordinates> = best.items.iter().filter_map(|item| Coordinates::parse(item.lon, item.lat).ok()).collect();
        let item = |(item, at): (&Ranked, &Coordinates)| Proposal {
            name: item
                .municipality
                .as_ref()
                .and_then(|unit| unit["name"].as_str())
                .map_or_else(|| frame.say("coverage-pin-nowhere"), str::to_owned),
            gain: match wish.objective {
                Objective::Covered => {
                    words.say_two("coverage-gain", "count", said::whole(words, item.gain), "people", said::people(words, &best.group))
                }
                // Spread over everybody in the territory, which a sum of metres says to nobody.
                Objective::Distance => words.say_with("coverage-gain-distance", "distance", words.distance(item.gain / best.people)),
                Objective::Equity => {
                    let share = item.covered_percent.map(|share| said::value(words, "percent", share)).unwrap_or_default();
                    words.say_two("coverage-gain-equity", "share", share, "distance", said::limit(words, best.threshold))
                }
            },
            add: frame.link(&scenario.with(&[*at]).address(&[])),
        };
        let title = match wish.objective {
            Objective::Covered => "coverage-proposals-people",
            Objective::Distance => "coverage-proposals-distance",
            Objective::Equity => "coverage-proposals-equity",
        };
        let among = match wish.among {
            Among::Municipalities => "coverage-among-count-comuni",
            Among::Cells => "coverage-among-count-celle",
            Among::List => "coverage-among-count-elenco",
        };
        Self {
            title: words.say(title),
            items: best.items.iter().zip(&places).map(item).collect(),
            add_all: frame.link(&scenario.with(&places).address(&[])),
            guarantee: words.say_two(
                "coverage-proposals-how",
                "among",
                words.say_with(among, "count", said::whole(words, best.candidates as f64)),
                "share",
                said::value(words, "percent", 100.0 * best.guarantee),
            ),
        }
    }
}
