//! What a page is asked, in its Italian parameters, and the same as a question of interfaces. The form that asks it.

use chrono::{Months, NaiveDate};
use chrono_tz::Europe::Rome;

use super::areas::Level;
use super::indicator::Indicator;
use super::said;
use super::service::Ground;
use crate::published::{Filter, Snapshot, Territory, Tongue, fold};
use crate::web::parameters::query_string;
use crate::web::{Parameters, Phrase, Words};

/// Indicators that pages show; programs may ask for the others.
pub const SHOWN: [Indicator; 16] = [
    Indicator::C3,
    Indicator::C4,
    Indicator::C5,
    Indicator::C6,
    Indicator::C10,
    Indicator::C1,
    Indicator::C2,
    Indicator::ServedComuni,
    Indicator::ServedPeople,
    Indicator::ServedDistricts,
    Indicator::S1,
    Indicator::S2,
    Indicator::S3,
    Indicator::S4,
    Indicator::S5,
    Indicator::S6,
];
/// Levels in the words of addresses.
pub const LEVELS: [(&str, Level); 6] = [
    ("italia", Level::Nation),
    ("regione", Level::Region),
    ("regione-sociale", Level::SocialRegion),
    ("provincia", Level::Province),
    ("comune", Level::Municipality),
    ("ambito", Level::District),
];
/// Thresholds offered, kilometres. The first two mean something only where people are known by cells.
const THRESHOLDS_KM: [f64; 6] = [2.0, 5.0, 10.0, 20.0, 30.0, 50.0];
/// Travel times offered, minutes.
const MINUTES: [f64; 4] = [15.0, 30.0, 45.0, 60.0];
/// The travel time shown first, minutes.
const USUAL_MINUTES: f64 = 30.0;
/// The shortest threshold where a comune is one point, kilometres.
const COARSE_KM: f64 = 10.0;

/// A question of a page.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is shown.
    pub indicator: Indicator,
    /// By which areas.
    pub level: Level,
    /// Threshold in kilometres.
    pub threshold_km: f64,
    /// Threshold in minutes of travel.
    pub minutes: f64,
    /// The travel times; the only ones where empty.
    pub matrix: String,
    /// The day; today where none.
    pub day: Option<NaiveDate>,
    /// The day a change is told since; none for what tells no change.
    pub since: Option<NaiveDate>,
    /// The people; the usual ones where empty.
    pub group: String,
    /// The demand; the usual one where empty.
    pub demand: String,
    /// Which sites, and where.
    pub filter: Filter,
    /// Column the table is sorted by, with `-` before it downwards.
    pub order: String,
    /// The territory of the filter.
    pub territory: Territory,
}

/// The key of words for an indicator.
#[must_use]
pub fn key(indicator: Indicator) -> String {
    indicator.word().to_lowercase().replace('_', "-")
}

/// The word of a level in addresses of pages.
#[must_use]
pub fn level_word(level: Level) -> &'static str {
    LEVELS.iter().find(|(_, one)| *one == level).map_or("", |(word, _)| word)
}

impl Asked {
    /// Reads the question; mistakes are noted in the parameters, and the usual value stands for what cannot be used.
    pub fn read(parameters: &mut Parameters, snapshot: &Snapshot) -> Self {
        let filter = Filter::read(parameters, Tongue::Page, &snapshot.codes, &snapshot.units);
        let (territory, _) = filter.clone().without_territory(&snapshot.codes);
        let indicators = SHOWN.map(Indicator::word).join(", ");
        let indicator =
            one_of(parameters, "indicatore", &indicators, |word| SHOWN.into_iter().find(|one| one.word().eq_ignore_ascii_case(word)));
        let levels = LEVELS.map(|(word, _)| word).join(", ");
        let level = one_of(parameters, "livello", &levels, |word| LEVELS.iter().find(|(one, _)| *one == word).map(|(_, level)| *level));
        let usual = match whole(&territory) {
            Some((Level::Nation, _)) => Level::Region,
            Some((Level::Region | Level::SocialRegion, _)) => Level::Province,
            _ => Level::Municipality,
        };
        let indicator = indicator.unwrap_or(Indicator::C3);
        let level = match (level.unwrap_or(usual), whole(&territory)) {
            // The quality of what is offered is told of areas, never of single centres side by side.
            (Level::Municipality, Some((Level::District, _))) if indicator.is_of_quality() => Level::District,
            (Level::Municipality, _) if indicator.is_of_quality() => Level::Province,
            (level, _) => level,
        };
        let (day, since) = (day(parameters, "giorno"), day(parameters, "dal"));
        let until = day.or_else(|| parameters.moment().map(|now| now.with_timezone(&Rome).date_naive()));
        let since = since.or_else(|| until.map(a_year_before)).filter(|_| indicator == Indicator::C10);
        Self {
            indicator,
            level,
            threshold_km: kilometres(parameters, "soglia").unwrap_or(COARSE_KM),
            minutes: minutes(parameters).unwrap_or(USUAL_MINUTES),
            matrix: parameters.one("tempi").unwrap_or_default(),
            day,
            since,
            group: parameters.one("gruppo").unwrap_or_default(),
            demand: parameters.one("popolazione").unwrap_or_default(),
            order: parameters.one("ordine").unwrap_or_default(),
            filter,
            territory,
        }
    }

    /// The same question to the interface, by areas of a level.
    #[must_use]
    pub fn question(&self, level: Level) -> Parameters {
        Parameters::of(self.interface_pairs(level)).asked_at(self.filter.asked_at())
    }

    /// How unequal the distances of the same question are.
    #[must_use]
    pub fn of_inequality(&self, level: Level) -> Parameters {
        Self { indicator: Indicator::C8, ..self.clone() }.question(level)
    }

    /// The pairs of the interface.
    fn interface_pairs(&self, level: Level) -> Vec<(String, String)> {
        let mut pairs = vec![("indicator", self.indicator.word().to_owned()), ("level", level.word().to_owned())];
        if self.indicator.threshold_m().is_some() {
            pairs.push(("threshold_m", (self.threshold_km * 1_000.0).to_string()));
        }
        if self.indicator.threshold_min().is_some() {
            pairs.push(("threshold_min", self.minutes.to_string()));
            pairs.extend((!self.matrix.is_empty()).then(|| ("matrix", self.matrix.clone())));
        }
        pairs.extend(self.day.map(|day| ("as_of", day.to_string())));
        pairs.extend(self.since.map(|day| ("since", day.to_string())));
        pairs.extend([("group", self.group.clone()), ("demand", self.demand.clone())].into_iter().filter(|(_, value)| !value.is_empty()));
        pairs.extend(self.filter.at_its_moment().pairs(Tongue::Interface));
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The pairs of the page's address, in a fixed order, the sorting left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let level = level_word(self.level);
        let mut pairs = vec![("indicatore", self.indicator.word().to_owned()), ("livello", level.to_owned())];
        if self.indicator.threshold_m().is_some() {
            pairs.push(("soglia", self.threshold_km.to_string()));
        }
        if self.indicator.threshold_min().is_some() {
            pairs.push(("minuti", self.minutes.to_string()));
            pairs.extend((!self.matrix.is_empty()).then(|| ("tempi", self.matrix.clone())));
        }
        pairs.extend(self.day.map(|day| ("giorno", day.to_string())));
        pairs.extend(self.since.map(|day| ("dal", day.to_string())));
        pairs.extend(
            [("gruppo", self.group.clone()), ("popolazione", self.demand.clone())].into_iter().filter(|(_, value)| !value.is_empty()),
        );
        pairs.extend(self.filter.pairs(Tongue::Page));
        pairs
    }

    /// The address of the page for the question, sorted by a column.
    #[must_use]
    pub fn address(&self, order: &str) -> String {
        let mut pairs = self.pairs();
        pairs.push(("ordine", order.to_owned()));
        format!("/copertura{}", query_string(pairs.iter().map(|(name, value)| (*name, value.as_str()))))
    }
}

/// The one area a territory is, with its level and code; none where it is several or a mixture.
#[must_use]
pub fn whole(territory: &Territory) -> Option<(Level, String)> {
    let Territory { regions, social_regions, provinces, municipalities, districts } = territory;
    let narrowest = [
        (Level::Municipality, municipalities),
        (Level::District, districts),
        (Level::Province, provinces),
        (Level::SocialRegion, social_regions),
        (Level::Region, regions),
    ];
    match narrowest.into_iter().find(|(_, codes)| !codes.is_empty()) {
        None => Some((Level::Nation, "IT".to_owned())),
        Some((level, codes)) => match codes.as_slice() {
            [one] => Some((level, one.clone())),
            _ => None,
        },
    }
}

/// The value a word of a parameter stands for; a word nobody knows is noted.
pub fn one_of<T>(parameters: &mut Parameters, name: &'static str, allowed: &str, of: impl Fn(&str) -> Option<T>) -> Option<T> {
    let word = parameters.one(name)?;
    let found = of(&word);
    if found.is_none() {
        parameters.refuse(name, &word, Phrase::new("error-one-of").with("allowed", allowed));
    }
    found
}

/// A threshold in kilometres, between one and two hundred.
pub fn kilometres(parameters: &mut Parameters, name: &'static str) -> Option<f64> {
    let between = || Phrase::new("error-number-between").with("low", "1").with("high", "200");
    let given: f64 = parameters.parsed(name, between)?;
    if (1.0..=200.0).contains(&given) {
        return Some(given);
    }
    parameters.refuse(name, &given.to_string(), between());
    None
}

/// A travel time in minutes, one of those offered.
fn minutes(parameters: &mut Parameters) -> Option<f64> {
    let allowed = MINUTES.map(|minutes| minutes.to_string()).join(", ");
    one_of(parameters, "minuti", &allowed, |word| MINUTES.into_iter().find(|minutes| minutes.to_string() == word))
}

/// The day a change is told since where nobody says.
#[must_use]
pub fn a_year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// A day; an empty field is none.
pub fn day(parameters: &mut Parameters, name: &'static str) -> Option<NaiveDate> {
    let given = parameters.one(name).filter(|given| !given.is_empty())?;
    let day = given.parse().ok();
    if day.is_none() {
        parameters.refuse(name, &given, Phrase::new("error-date"));
    }
    day
}

/// One value of a menu.
pub struct Choice {
    /// Value of the parameter.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Chosen now.
    pub chosen: bool,
}

/// A menu of the form.
pub struct Menu {
    /// Name of the parameter.
    pub name: &'static str,
    /// What people read beside it.
    pub label: String,
    /// What may be chosen.
    pub choices: Vec<Choice>,
}

impl Menu {
    /// With the value chosen now; one that is not among them is added, so that a sent form changes nothing by itself.
    #[must_use]
    pub fn new(words: Words, name: &'static str, options: Vec<(String, String)>, chosen: &str) -> Self {
        let mut choices: Vec<Choice> = options.into_iter().map(|(value, label)| Choice { chosen: value == chosen, value, label }).collect();
        if !choices.iter().any(|choice| choice.chosen) && !chosen.is_empty() {
            choices.push(Choice { value: chosen.to_owned(), label: chosen.to_owned(), chosen: true });
        }
        Self { name, label: words.say(&format!("coverage-field-{name}")), choices }
    }
}

/// A field for a day.
pub struct Day {
    /// Name of the parameter.
    pub name: &'static str,
    /// What people read beside it.
    pub label: String,
    /// The day as browsers write it; empty for none.
    pub value: String,
}

impl Day {
    /// With the day chosen now.
    #[must_use]
    pub fn new(words: Words, name: &'static str, chosen: Option<NaiveDate>) -> Self {
        let value = chosen.map(|day| day.to_string()).unwrap_or_default();
        Self { name, label: words.say(&format!("coverage-field-{name}")), value }
    }
}

/// The people that may be asked for: everybody, and minors of every age the demand tells.
#[must_use]
pub fn group_menu(words: Words, ground: &Ground, demand: &str, asked: &str, used: &str) -> Menu {
    let known: Vec<&str> = ground.demands().find(|(key, _)| *key == demand).map(|(_, groups)| groups).unwrap_or_default();
    let last_age = |group: &str| group.split_once('-').and_then(|(_, to)| to.parse::<u8>().ok());
    let mut groups: Vec<&str> = known.into_iter().filter(|group| *group == "all" || last_age(group).is_some_and(|age| age < 18)).collect();
    // Minors first, then by age, everybody last.
    let first_age = |group: &str| group.split_once('-').and_then(|(from, _)| from.parse::<u8>().ok()).unwrap_or(u8::MAX);
    groups.sort_by_key(|group| (*group != "0-17", first_age(group)));
    let options = groups.into_iter().map(|group| (group.to_owned(), said::group_label(words, group))).collect();
    Menu::new(words, "gruppo", options, if asked.is_empty() { used } else { asked })
}

/// The demands that may be asked for; none where there is nothing to choose.
#[must_use]
pub fn demand_menu(words: Words, ground: &Ground, chosen: &str) -> Option<Menu> {
    let usual = super::demand::MUNICIPALITIES;
    let label = |key: &str| if key == usual { words.say("coverage-demand-municipalities") } else { key.to_owned() };
    let demands: Vec<(String, String)> = ground.demands().map(|(key, _)| (key.to_owned(), label(key))).collect();
    (demands.len() > 1).then(|| Menu::new(words, "popolazione", demands, chosen))
}

/// The thresholds that may be asked for.
#[must_use]
pub fn threshold_menu(words: Words, name: &'static str, by_cells: bool, chosen_km: f64) -> Menu {
    let offered = THRESHOLDS_KM.into_iter().filter(|km| by_cells || *km >= COARSE_KM);
    Menu::new(words, name, offered.map(|km| (km.to_string(), format!("{km} km"))).collect(), &chosen_km.to_string())
}

/// The Regions, by name, with all of Italy first.
#[must_use]
pub fn region_menu(words: Words, snapshot: &Snapshot, chosen: &str) -> Menu {
    let mut regions: Vec<(String, String)> = snapshot.units.regions().map(|unit| (unit.code.clone(), unit.name.clone())).collect();
    regions.sort_by_key(|(_, name)| fold(name));
    regions.insert(0, (String::new(), words.say("coverage-all-italy")));
    Menu::new(words, "regione", regions, chosen)
}

/// The menus of the form, and what it carries on unseen.
pub struct Form {
    /// What is asked.
    pub menus: Vec<Menu>,
    /// Which sites and where.
    pub filters: Vec<Menu>,
    /// The days: until which, and since which where a change is told.
    pub days: Vec<Day>,
    /// Parameters no menu shows.
    pub carried: Vec<(&'static str, String)>,
}

impl Form {
    /// For a question, with the group that was used where none was asked for.
    #[must_use]
    pub fn of(asked: &Asked, used_group: &str, snapshot: &Snapshot, ground: &Ground, words: Words) -> Self {
        // Times of travel are offered where somebody loaded some.
        let offered = |one: &Indicator| *one != Indicator::C4 || asked.indicator == *one || !ground.matrices().is_empty();
        let named = |one: Indicator| (one.word().to_owned(), words.say(&format!("coverage-indicator-{}", key(one))));
        let indicators = SHOWN.into_iter().filter(offered).map(named).collect();
        let level = level_word(asked.level);
        let no_districts = ground.areas().at(Level::District).is_empty();
        let levels = LEVELS
            .iter()
            .filter(|(_, level)| *level != Level::District || !no_districts || asked.level == Level::District)
            .filter(|(_, level)| *level != Level::Municipality || !asked.indicator.is_of_quality());
        let levels = levels.map(|(word, _)| ((*word).to_owned(), words.say(&format!("coverage-level-{word}")))).collect();
        let usual = super::demand::MUNICIPALITIES;
        let demand = if asked.demand.is_empty() { usual } else { &asked.demand };
        let mut menus = vec![Menu::new(words, "indicatore", indicators, asked.indicator.word())];
        if asked.indicator.is_of_people() {
            menus.push(group_menu(words, ground, demand, &asked.group, used_group));
        }
        if asked.indicator.threshold_m().is_some() {
            menus.push(threshold_menu(words, "soglia", demand != usual, asked.threshold_km));
        }
        if asked.indicator.threshold_min().is_some() {
            let minutes = MINUTES.map(|one| (one.to_string(), words.say_with("coverage-minutes", "minutes", one.to_string())));
            menus.push(Menu::new(words, "minuti", minutes.to_vec(), &asked.minutes.to_string()));
            if ground.matrices().len() > 1 {
                let matrices = ground.matrices().iter().map(|matrix| (matrix.key.clone(), matrix.key.clone())).collect();
                menus.push(Menu::new(words, "tempi", matrices, &asked.matrix));
            }
        }
        menus.push(Menu::new(words, "livello", levels, level));
        menus.extend(demand_menu(words, ground, demand));
        let pairs = asked.filter.pairs(Tongue::Page);
        let chosen = |name: &str| pairs.iter().find(|(one, _)| *one == name).map(|(_, value)| value.as_str()).unwrap_or_default();
        let codes = |list: &str| {
            let offered = snapshot.codes.list(list).filter(|code| !code.protected);
            let mut options: Vec<(String, String)> = offered.map(|code| (code.code.clone(), code.label(words.0).to_owned())).collect();
            options.insert(0, (String::new(), words.say("coverage-any")));
            options
        };
        let filters = vec![
            region_menu(words, snapshot, chosen("regione")),
            Menu::new(words, "servizio", codes("service_category"), chosen("servizio")),
            Menu::new(words, "ruolo", codes("network_role"), chosen("ruolo")),
        ];
        let shown = |(name, value): &&(&'static str, String)| ["regione", "servizio", "ruolo"].contains(name) && chosen(name) == value;
        let mut carried: Vec<(&'static str, String)> = pairs.iter().filter(|pair| !shown(pair)).cloned().collect();
        if !asked.order.is_empty() {
            carried.push(("ordine", asked.order.clone()));
        }
        let since = (asked.indicator == Indicator::C10).then(|| Day::new(words, "dal", asked.since));
        Self { menus, filters, days: since.into_iter().chain([Day::new(words, "giorno", asked.day)]).collect(), carried }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_asks_the_interface_the_same_question() {
        let snapshot = Snapshot::default();
        let mut parameters = Parameters::read(Some("indicatore=c3&livello=provincia&soglia=20&gruppo=all&utm_source=x"));
        let asked = Asked::read(&mut parameters, &snapshot);
        assert!(parameters.mistakes().is_empty());
        let pairs = asked.interface_pairs(asked.level);
        let expected = [("indicator", "C3"), ("level", "province"), ("threshold_m", "20000"), ("group", "all")];
        assert_eq!(pairs, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(asked.address("-valore"), "/copertura?indicatore=C3&livello=provincia&soglia=20&gruppo=all&ordine=-valore");
    }

    #[test]
    fn what_cannot_be_used_is_said_and_the_usual_stands_for_it() {
        let mut parameters = Parameters::read(Some("indicatore=C99&livello=quartiere&soglia=0"));
        let asked = Asked::read(&mut parameters, &Snapshot::default());
        let wrong: Vec<String> = parameters.mistakes().into_iter().map(|mistake| mistake.parameter).collect();
        assert_eq!(wrong, ["indicatore", "livello", "soglia"]);
        assert_eq!((asked.indicator, asked.level, asked.threshold_km), (Indicator::C3, Level::Region, 10.0));
    }

    #[test]
    fn a_territory_of_one_area_is_that_area() {
        let territory = |regions: &[&str], provinces: &[&str]| Territory {
            regions: regions.iter().map(|code| (*code).to_owned()).collect(),
            provinces: provinces.iter().map(|code| (*code).to_owned()).collect(),
            ..Territory::default()
        };
        assert_eq!(whole(&territory(&[], &[])), Some((Level::Nation, "IT".to_owned())));
        assert_eq!(whole(&territory(&["17"], &[])), Some((Level::Region, "17".to_owned())));
        assert_eq!(whole(&territory(&["17"], &["077"])), Some((Level::Province, "077".to_owned())));
        assert_eq!(whole(&territory(&["17", "18"], &[])), None);
    }
}
