//! A scenario: where centres would open, move and close, and what is asked about that. Its address says all of it, in one
//! canonical form; so does the body of the question to the interface.

use serde_json::{Value, json};

use super::super::areas::Level;
use super::super::asked::{self, Menu};
use super::super::demand::MUNICIPALITIES;
use super::super::indicator::Indicator;
use super::super::service::Ground;
use crate::geo::Coordinates;
use crate::published::{Site, Snapshot, Territory};
use crate::web::parameters::query_string;
use crate::web::{Parameters, Phrase, Words};

/// Where the simulator is.
pub const PATH: &str = "/copertura/simulatore";
/// Most pins, and most sites moved or closed, of one scenario.
pub const MOST: usize = 20;
/// Indicators of the simulator: those a change of places moves and a sentence can say.
pub const SHOWN: [Indicator; 3] = [Indicator::C3, Indicator::C5, Indicator::C6];
/// Levels of the table of before and after.
const LEVELS: [Level; 5] = [Level::Nation, Level::Region, Level::SocialRegion, Level::Province, Level::District];

/// A scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Where centres would open.
    pub pins: Vec<Coordinates>,
    /// Sites that would move, by public number, and where to.
    pub moved: Vec<(i64, Coordinates)>,
    /// Sites that would close, by public number.
    pub closed: Vec<i64>,
    /// What is asked.
    pub indicator: Indicator,
    /// The areas of the table.
    pub level: Level,
    /// Threshold in kilometres.
    pub threshold_km: f64,
    /// The people; the usual ones where empty.
    pub group: String,
    /// The demand; the usual one where empty.
    pub demand: String,
    /// Code of the Region looked at; all of Italy where empty.
    pub region: String,
}

/// Five decimals: a metre, and every place has one way to be written.
#[must_use]
pub fn written(at: Coordinates) -> String {
    format!("{:.5},{:.5}", at.lon(), at.lat())
}

/// A place rounded to what would be [`written`].
#[must_use]
pub fn to_the_metre(lon: f64, lat: f64) -> Option<Coordinates> {
    let at = Coordinates::parse(lon, lat).ok()?;
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    Coordinates::parse(rounded(at.lon()), rounded(at.lat())).ok()
}

/// A place of an address: as [`written`], or with other decimals.
fn read_place(text: &str) -> Option<Coordinates> {
    let (lon, lat) = text.split_once(',')?;
    to_the_metre(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
}

/// Sites that may be moved or closed: those that are counted and have a public point.
#[must_use]
pub fn may_change(site: &Site) -> bool {
    site.is_in_service() && site.position.is_some()
}

impl Scenario {
    /// Reads it; mistakes are noted in the parameters, and what cannot be used is left out.
    pub fn read(parameters: &mut Parameters, snapshot: &Snapshot) -> Self {
        let region = parameters.one("regione").unwrap_or_default();
        let known = snapshot.units.region(&region).map(|unit| unit.code.clone());
        if known.is_none() && !region.is_empty() {
            parameters.refuse("regione", &region, Phrase::new("error-unknown-code"));
        }
        let indicators = SHOWN.map(Indicator::word).join(", ");
        let find = |word: &str| SHOWN.into_iter().find(|one| one.word().eq_ignore_ascii_case(word));
        let indicator = asked::one_of(parameters, "indicatore", &indicators, find).unwrap_or(Indicator::C3);
        let levels = LEVELS.map(asked::level_word).join(", ");
        let find = |word: &str| LEVELS.into_iter().find(|level| asked::level_word(*level) == word);
        let level = asked::one_of(parameters, "livello", &levels, find).unwrap_or(Level::Region);
        let mut scenario = Self {
            pins: vec![],
            moved: vec![],
            closed: vec![],
            indicator,
            level,
            threshold_km: asked::kilometres(parameters, "soglia").unwrap_or(10.0),
            group: parameters.one("gruppo").unwrap_or_default(),
            // The usual one is not said, so that its form sends no other scenario than its address.
            demand: parameters.one("popolazione").filter(|demand| demand != MUNICIPALITIES).unwrap_or_default(),
            region: known.unwrap_or_default(),
        };
        for text in parameters.many("punto") {
            match read_place(&text) {
                Some(_) if scenario.pins.len() >= MOST => parameters.refuse("punto", &text, too_many()),
                Some(at) => scenario.pins.push(at),
                None => parameters.refuse("punto", &text, Phrase::new("coverage-pin-format")),
            }
        }
        let site = |text: &str| text.parse().ok().and_then(|id| snapshot.site(id)).filter(|site| may_change(site)).map(|site| site.id);
        for text in parameters.many("sposta") {
            let pair = text.split_once(':').map(|(id, place)| (site(id), read_place(place)));
            match pair {
                Some((Some(_), Some(_))) if scenario.changes_sites() >= MOST => parameters.refuse("sposta", &text, too_many()),
                Some((Some(id), Some(at))) => scenario.place(id, at),
                Some((None, _)) => parameters.refuse("sposta", &text, Phrase::new("coverage-site-gone")),
                _ => parameters.refuse("sposta", &text, Phrase::new("coverage-pin-format")),
            }
        }
        for text in parameters.many("chiudi") {
            match site(&text) {
                Some(_) if scenario.changes_sites() >= MOST => parameters.refuse("chiudi", &text, too_many()),
                Some(id) => scenario.close(id),
                None => parameters.refuse("chiudi", &text, Phrase::new("coverage-site-gone")),
            }
        }
        scenario
    }

    /// Sites moved or closed.
    fn changes_sites(&self) -> usize {
        self.moved.len() + self.closed.len()
    }

    /// Nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pins.is_empty() && self.changes_sites() == 0
    }

    /// No more can be opened.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.pins.len() >= MOST
    }

    /// Moves a site, once; what was said of it before no longer counts.
    pub fn place(&mut self, id: i64, at: Coordinates) {
        self.leave(id);
        self.moved.push((id, at));
        self.moved.sort_by_key(|(id, _)| *id);
    }

    /// Closes a site.
    pub fn close(&mut self, id: i64) {
        self.leave(id);
        self.closed.push(id);
        self.closed.sort_unstable();
    }

    /// Leaves a site as it is.
    pub fn leave(&mut self, id: i64) {
        self.moved.retain(|(one, _)| *one != id);
        self.closed.retain(|one| *one != id);
    }

    /// The Region it is of; all of Italy where it names none.
    #[must_use]
    pub fn territory(&self) -> Territory {
        let regions = Some(self.region.clone()).filter(|region| !region.is_empty()).into_iter().collect();
        Territory { regions, ..Territory::default() }
    }

    /// With more pins, as many as there is room for.
    #[must_use]
    pub fn with(&self, pins: &[Coordinates]) -> Self {
        Self { pins: self.pins.iter().chain(pins).copied().take(MOST).collect(), ..self.clone() }
    }

    /// Its canonical pairs: equal scenarios have equal pairs.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<(&'static str, String)> = self.pins.iter().map(|at| ("punto", written(*at))).collect();
        pairs.extend(self.moved.iter().map(|(id, at)| ("sposta", format!("{id}:{}", written(*at)))));
        pairs.extend(self.closed.iter().map(|id| ("chiudi", id.to_string())));
        // What is usual is not said, so that addresses stay as short as they were.
        if self.indicator != Indicator::C3 {
            pairs.push(("indicatore", self.indicator.word().to_owned()));
        }
        if self.level != Level::Region {
            pairs.push(("livello", asked::level_word(self.level).to_owned()));
        }
        pairs.push(("soglia", self.threshold_km.to_string()));
        let named = [("gruppo", &self.group), ("popolazione", &self.demand), ("regione", &self.region)];
        pairs.extend(named.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())));
        pairs
    }

    /// The query of its address, without the question mark.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        query_string(pairs.iter().map(|(name, value)| (*name, value.as_str()))).trim_start_matches('?').to_owned()
    }

    /// Its address, with more parameters.
    #[must_use]
    pub fn address(&self, more: &[(&str, &str)]) -> String {
        let pairs = self.pairs();
        let all = pairs.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied());
        format!("{PATH}{}", query_string(all))
    }

    /// The menus of its form: every one the address can say, those with one choice left out.
    #[must_use]
    pub fn menus(&self, words: Words, snapshot: &Snapshot, ground: &Ground) -> Vec<Menu> {
        let demand = if self.demand.is_empty() { MUNICIPALITIES } else { &self.demand };
        let minors = ground.demands().any(|(key, groups)| key == demand && groups.contains(&"0-17"));
        let figures = SHOWN.map(|one| (one.word().to_owned(), words.say(&format!("coverage-indicator-{}", asked::key(one))))).to_vec();
        let named =
            |level: Level| (asked::level_word(level).to_owned(), words.say(&format!("coverage-level-{}", asked::level_word(level))));
        let there = |level: &Level| *level != Level::District || *level == self.level || !ground.areas().at(Level::District).is_empty();
        let levels = LEVELS.into_iter().filter(there).map(named).collect();
        let demands: Vec<&str> = ground.demands().map(|(key, _)| key).collect();
        let mut menus = vec![Menu::new(words, "indicatore", figures, self.indicator.word())];
        if self.indicator.threshold_m().is_some() {
            menus.push(asked::threshold_menu(words, "soglia", demand != MUNICIPALITIES, self.threshold_km));
        }
        menus.push(asked::group_menu(words, ground, demand, &self.group, if minors { "0-17" } else { "all" }));
        menus.push(asked::region_menu(words, snapshot, &self.region));
        menus.push(Menu::new(words, "livello", levels, asked::level_word(self.level)));
        if demands.len() > 1 {
            let label = |key: &str| if key == MUNICIPALITIES { words.say("coverage-demand-municipalities") } else { key.to_owned() };
            menus.push(Menu::new(words, "popolazione", demands.into_iter().map(|key| (key.to_owned(), label(key))).collect(), demand));
        }
        menus
    }

    /// The body of what-if.
    #[must_use]
    pub fn what_if(&self) -> Value {
        let degrees = |at: &Coordinates| json!({ "lon": at.lon(), "lat": at.lat() });
        let moved = |(id, at): &(i64, Coordinates)| json!({ "id": id, "lon": at.lon(), "lat": at.lat() });
        json!({
            "indicator": self.indicator.word(),
            "level": self.level.word(),
            "threshold_m": self.indicator.threshold_m().map(|_| self.threshold_km * 1_000.0),
            "group": given(&self.group),
            "demand": given(&self.demand),
            "add": self.pins.iter().map(degrees).collect::<Vec<_>>(),
            "move": self.moved.iter().map(moved).collect::<Vec<_>>(),
            "remove": self.closed,
        })
    }
}

/// A text that says something.
#[must_use]
pub fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn too_many() -> Phrase {
    Phrase::new("coverage-too-many-pins").with("most", MOST.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> (Scenario, Vec<String>) {
        let mut parameters = Parameters::read(Some(query));
        let scenario = Scenario::read(&mut parameters, &Snapshot::default());
        (scenario, parameters.mistakes().into_iter().map(|mistake| mistake.parameter).collect())
    }

    #[test]
    fn a_scenario_is_its_address() {
        let (scenario, mistakes) = read("punto=15.8,40.63&punto=16.1%2C40.5&soglia=20&gruppo=all");
        assert!(mistakes.is_empty());
        let address = scenario.address(&[]);
        assert_eq!(address, "/copertura/simulatore?punto=15.80000%2C40.63000&punto=16.10000%2C40.50000&soglia=20&gruppo=all");
        assert_eq!(read(&scenario.query()).0, scenario);
        assert_eq!(scenario.what_if()["add"].as_array().map(Vec::len), Some(2));
        let other = read("indicatore=c5&livello=provincia&punto=15.800001,40.63&popolazione=griglia").0;
        assert_eq!(other.query(), "punto=15.80000%2C40.63000&indicatore=C5&livello=provincia&soglia=10&popolazione=griglia");
        assert_eq!(other.what_if()["threshold_m"], Value::Null, "a mean distance has no threshold");
    }

    #[test]
    fn what_cannot_be_read_is_said_and_the_rest_stays() {
        let (scenario, mistakes) =
            read("punto=15.8,40.63&punto=qui&punto=1000,2&regione=99&chiudi=7&sposta=7:1,2&indicatore=C1&livello=comune");
        assert_eq!(scenario.pins.len(), 1);
        assert_eq!(mistakes, ["regione", "indicatore", "livello", "punto", "punto", "sposta", "chiudi"]);
        let many = Coordinates::parse(15.0, 40.0).expect("on the globe");
        assert_eq!(scenario.with(&[many; 30]).pins.len(), MOST);
    }

    #[test]
    fn a_site_is_moved_or_closed_and_never_both() {
        let mut scenario = read("").0;
        let at = read_place("9.1,39.3").expect("a place");
        scenario.place(7, at);
        scenario.place(3, at);
        scenario.close(7);
        assert_eq!((scenario.moved.as_slice(), scenario.closed.as_slice()), ([(3, at)].as_slice(), [7].as_slice()));
        scenario.place(7, at);
        assert_eq!((scenario.moved.len(), scenario.closed.len()), (2, 0));
        scenario.leave(7);
        scenario.leave(3);
        assert!(scenario.is_empty());
    }
}
