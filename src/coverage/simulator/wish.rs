//! Which next places are wished for: how many, to what end, among which candidates, in which ambito. All of it in the address,
//! so that who has it sees the same. Refuses a list it does not wholly understand, naming the line.

use serde_json::{Value, json};

use super::super::areas::Level;
use super::super::asked::{self, Menu};
use super::super::best_sites::Objective;
use super::super::demand::MUNICIPALITIES;
use super::super::service::Ground;
use super::degrees;
use super::scenario::{Scenario, given};
use crate::geo::Coordinates;
use crate::web::{Parameters, Phrase, Words};

/// How many places may be asked for.
const COUNTS: [usize; 6] = [1, 2, 3, 5, 10, 20];
/// How many are asked for where nobody says.
const USUAL: usize = 3;
/// Objectives in the words of addresses.
const OBJECTIVES: [(&str, Objective); 3] =
    [("persone", Objective::Covered), ("distanza", Objective::Distance), ("divari", Objective::Equity)];
/// Most lines of a list: an address carries no more. Programs may send fifty thousand.
const MOST_LINES: usize = 200;

/// Where the places may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// The points of comuni.
    Municipalities,
    /// Wherever people live, by cells.
    Cells,
    /// A list.
    List,
}

/// All, in the words of addresses.
const AMONG: [(&str, Among); 3] = [("comuni", Among::Municipalities), ("celle", Among::Cells), ("elenco", Among::List)];

/// What is wished for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Places are asked for; else this is only what the form shows.
    pub asked: bool,
    /// How many.
    pub count: usize,
    /// To what end.
    pub objective: Objective,
    /// Among which.
    pub among: Among,
    /// The list as it was written.
    pub text: String,
    /// Its places.
    pub places: Vec<Coordinates>,
    /// Code of the ambito; wherever the scenario looks where empty.
    pub district: String,
}

impl Wish {
    /// Reads it; mistakes are noted in the parameters, and then nothing is asked.
    pub fn read(parameters: &mut Parameters, ground: &Ground) -> Self {
        let counts = COUNTS.map(|count| count.to_string()).join(", ");
        let given = parameters.one("proponi");
        let count = given.as_ref().and_then(|word| word.parse().ok()).filter(|count| COUNTS.contains(count));
        if let (Some(word), None) = (&given, count) {
            parameters.refuse("proponi", word, Phrase::new("error-one-of").with("allowed", counts));
        }
        let words = |words: [&str; 3]| words.join(", ");
        let objective = asked::one_of(parameters, "obiettivo", &words(OBJECTIVES.map(|(word, _)| word)), |word| {
            OBJECTIVES.into_iter().find(|(one, _)| *one == word).map(|(_, objective)| objective)
        });
        let among = asked::one_of(parameters, "tra", &words(AMONG.map(|(word, _)| word)), |word| {
            AMONG.into_iter().find(|(one, _)| *one == word).map(|(_, among)| among)
        });
        let text = parameters.one("elenco").unwrap_or_default();
        let district = parameters.one("ambito").unwrap_or_default();
        let known = ground.areas().at(Level::District).iter().any(|area| area.code == district);
        if !known && !district.is_empty() {
            parameters.refuse("ambito", &district, Phrase::new("error-unknown-code"));
        }
        let mut wish = Self {
            asked: count.is_some() && (known || district.is_empty()),
            count: count.unwrap_or(USUAL),
            objective: objective.unwrap_or(Objective::Covered),
            among: among.unwrap_or(Among::Municipalities),
            places: vec![],
            district: if known { district } else { String::new() },
            text,
        };
        if wish.asked && wish.among == Among::List {
            match wish.list() {
                Ok(places) => wish.places = places,
                Err((told, phrase)) => {
                    parameters.refuse("elenco", &told, phrase);
                    wish.asked = false;
                }
            }
        }
        wish
    }

    /// The places of the list, or the line that is none.
    fn list(&self) -> Result<Vec<Coordinates>, (String, Phrase)> {
        let lines: Vec<&str> = self.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return Err((String::new(), Phrase::new("coverage-list-empty")));
        }
        if lines.len() > MOST_LINES {
            return Err((lines.len().to_string(), Phrase::new("coverage-list-long").with("most", MOST_LINES.to_string())));
        }
        let read = |(at, line): (usize, &&str)| {
            degrees::place(line).ok_or_else(|| ((*line).to_owned(), Phrase::new("coverage-list-line").with("line", (at + 1).to_string())))
        };
        lines.iter().enumerate().map(read).collect()
    }

    /// The body of best-sites: over the centres of today, within the ambito or the Region looked at.
    #[must_use]
    pub fn body(&self, scenario: &Scenario) -> Value {
        let candidates = match self.among {
            Among::Municipalities => json!("municipalities"),
            Among::Cells => json!("cells"),
            Among::List => self.places.iter().map(|at| json!({ "lon": at.lon(), "lat": at.lat() })).collect(),
        };
        let (region, district) = if self.district.is_empty() { (given(&scenario.region), None) } else { (None, given(&self.district)) };
        json!({
            "n": self.count,
            "threshold_m": scenario.threshold_km * 1_000.0,
            "group": given(&scenario.group),
            "demand": given(&scenario.demand),
            "region": region,
            "district": district,
            "objective": self.objective.word(),
            "candidates": candidates,
        })
    }

    /// The menus of its form: those with one choice left out.
    #[must_use]
    pub fn menus(&self, scenario: &Scenario, words: Words, ground: &Ground) -> Vec<Menu> {
        let named = |name: &str, word: &str| (word.to_owned(), words.say(&format!("coverage-{name}-{word}")));
        let objectives = OBJECTIVES.map(|(word, _)| named("objective", word)).to_vec();
        let objective = OBJECTIVES.into_iter().find(|(_, one)| *one == self.objective).map_or("", |(word, _)| word);
        let by_cells = !scenario.demand.is_empty() && scenario.demand != MUNICIPALITIES;
        let offered = AMONG.into_iter().filter(|(_, one)| *one != Among::Cells || by_cells || self.among == Among::Cells);
        let among = AMONG.into_iter().find(|(_, one)| *one == self.among).map_or("", |(word, _)| word);
        let counts = COUNTS.map(|count| (count.to_string(), count.to_string())).to_vec();
        let mut menus = vec![
            Menu::new(words, "proponi", counts, &self.count.to_string()),
            Menu::new(words, "obiettivo", objectives, objective),
            Menu::new(words, "tra", offered.map(|(word, _)| named("among", word)).collect(), among),
        ];
        let in_region = |code: Option<&String>| scenario.region.is_empty() || code.is_some_and(|code| *code == scenario.region);
        let districts = ground.areas().at(Level::District).iter().filter(|area| in_region(area.region_code.as_ref()));
        let mut districts: Vec<(String, String)> = districts.map(|area| (area.code.clone(), area.name.clone())).collect();
        if !districts.is_empty() {
            districts.sort_by_key(|(_, name)| crate::published::fold(name));
            districts.insert(0, (String::new(), words.say("coverage-any-district")));
            menus.push(Menu::new(words, "ambito", districts, &self.district));
        }
        menus
    }
}
