//! Invents the demonstration centres, always the same ones. Names say what they are: "Centro dimostrativo di …".
//! Refuses to draw anything from outside: municipalities, code lists and a date are all it knows.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use super::offer::{Category, Service, services};
use super::random::Random;
use super::sites::{self, Site};
use super::{Municipality, by_social_region, share};

/// A demonstration centre.
#[derive(Debug, Clone)]
pub(super) struct Centre {
    pub(super) external_id: String,
    pub(super) name: String,
    /// Language and name.
    pub(super) other_name: Option<(String, String)>,
    pub(super) recognition: &'static str,
    pub(super) role: &'static str,
    /// External id of its hub.
    pub(super) hub: Option<String>,
    pub(super) ownership: &'static str,
    pub(super) management: &'static str,
    /// Names of invented organisations.
    pub(super) owner: Option<String>,
    pub(super) manager: Option<String>,
    pub(super) opened_on: Option<NaiveDate>,
    pub(super) verified_on: Option<NaiveDate>,
    pub(super) valid_until: Option<NaiveDate>,
    pub(super) sites: Vec<Site>,
    pub(super) services: Vec<Service>,
    /// Municipalities served.
    pub(super) catchment: Vec<i32>,
    /// Codes of `staff_profile`; empty where the centre says nothing of them.
    pub(super) professions: Vec<&'static str>,
    /// The August closure to come, for sites that close.
    pub(super) august: Option<(NaiveDate, NaiveDate)>,
}

/// All demonstration centres, in a fixed order.
pub(super) fn all(municipalities: &[Municipality], categories: &[Category], today: NaiveDate) -> Vec<Centre> {
    let regions = by_social_region(municipalities);
    let minors = regions.iter().map(|(code, units)| ((*code).to_owned(), units.iter().filter_map(|unit| unit.minors).sum())).collect();
    let shares = share::by_social_region(&minors);
    let mut placed: Vec<(&Municipality, usize)> = Vec::new();
    for (code, units) in &regions {
        let centres = shares.get(*code).copied().unwrap_or(0);
        for (unit, count) in units.iter().zip(share::by_municipality(code, units, centres)) {
            placed.extend((1..=count).map(|number| (*unit, number)));
        }
    }
    let roles = roles(&placed);
    let neighbours = by_province(municipalities);
    let mut centres = Vec::with_capacity(placed.len());
    for (number, (at, in_municipality)) in placed.iter().enumerate() {
        let mut nearby: Vec<&Municipality> =
            neighbours[at.province_code.as_str()].iter().copied().filter(|other| other.id != at.id).collect();
        nearby.sort_by(|one, other| at.rough_distance(one).total_cmp(&at.rough_distance(other)).then(one.id.cmp(&other.id)));
        let (role, hub) = roles[number].clone();
        centres.push(centre(number, at, *in_municipality, role, hub, &nearby, categories, today));
    }
    centres
}

fn external_id(at: &Municipality, in_municipality: usize) -> String {
    format!("{}-{in_municipality}", at.cadastral_code)
}

/// Role and hub of each placed centre: in a province with four or more the one where most minors live is the hub of
/// three in five of the others; elsewhere some are spread over several municipalities.
fn roles(placed: &[(&Municipality, usize)]) -> Vec<(&'static str, Option<String>)> {
    let mut provinces: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, (at, _)) in placed.iter().enumerate() {
        provinces.entry(&at.province_code).or_default().push(position);
    }
    let mut roles: Vec<(&'static str, Option<String>)> =
        (0..placed.len()).map(|number| (if number % 17 == 5 { "diffuso" } else { "unico" }, None)).collect();
    for members in provinces.values().filter(|members| members.len() >= 4) {
        let minors = |position: &&usize| (placed[**position].0.minors, std::cmp::Reverse(**position));
        let Some(&hub) = members.iter().max_by_key(minors) else { continue };
        let id = external_id(placed[hub].0, placed[hub].1);
        roles[hub] = ("hub", None);
        for (rank, &member) in members.iter().filter(|member| **member != hub).enumerate() {
            if rank % 5 < 3 {
                roles[member] = ("spoke", Some(id.clone()));
            }
        }
    }
    roles
}

fn by_province(municipalities: &[Municipality]) -> HashMap<&str, Vec<&Municipality>> {
    let mut provinces: HashMap<&str, Vec<&Municipality>> = HashMap::new();
    for municipality in municipalities {
        provinces.entry(&municipality.province_code).or_default().push(municipality);
    }
    provinces
}

#[allow(clippy::too_many_arguments, reason = "one centre is made of all of these, in one place")]
fn centre(
    number: usize,
    at: &Municipality,
    in_municipality: usize,
    role: &'static str,
    hub: Option<String>,
    nearby: &[&Municipality],
    categories: &[Category],
    today: NaiveDate,
) -> Centre {
    let external_id = external_id(at, in_municipality);
    let mut random = Random::of(&external_id);
    let sites = sites::all(&mut random, &external_id, number, role, at, nearby);
    let told: Vec<usize> = (0..sites.len()).filter(|&site| !matches!(sites[site].visibility, "riservata" | "non_conservata")).collect();
    let services = services(&mut random, categories, at, &told);
    let verified_on = (!number.is_multiple_of(3)).then(|| days_before(today, 10 + random.below(440)));
    let ownership = *random
        .one_of(&[
            "comune",
            "comune",
            "comune",
            "unione_comuni",
            "ambito_ats",
            "ambito_ats",
            "consorzio",
            "azienda_servizi_persona",
            "ente_terzo_settore",
            "azienda_sanitaria",
        ])
        .unwrap_or(&"comune");
    let management = *random
        .one_of(&["diretta", "diretta", "affidata_appalto", "convenzione_ets", "coprogettazione_ets", "accreditamento", "mista"])
        .unwrap_or(&"diretta");
    let served = if matches!(role, "hub" | "diffuso") { 10 + random.below(16) } else { 2 + random.below(12) };
    let catchment = if number.is_multiple_of(2) {
        std::iter::once(at.id).chain(nearby.iter().take(served).map(|other| other.id)).collect()
    } else {
        Vec::new()
    };
    Centre {
        name: name("Centro dimostrativo di", at.italian_name(), in_municipality),
        other_name: other_name(at, in_municipality),
        recognition: match (verified_on, number % 10) {
            (_, 9) => "da_verificare",
            (None, number) if number < 5 => "da_verificare",
            (_, 0..=3) => "riconosciuto_regione",
            (_, 4..=6) => "censito_dipartimento",
            _ => "autodichiarato",
        },
        role,
        hub,
        ownership,
        management,
        owner: (ownership == "consorzio").then(|| format!("Consorzio dimostrativo – {}", at.social_region)),
        manager: matches!(management, "affidata_appalto" | "convenzione_ets" | "coprogettazione_ets")
            .then(|| format!("Cooperativa dimostrativa – {}", at.social_region)),
        opened_on: (sites[0].status != "programmata" && random.percent(70))
            .then(|| NaiveDate::from_ymd_opt(2005 + random.below(20) as i32, 1 + random.below(12) as u32, 1 + random.below(28) as u32))
            .flatten(),
        verified_on,
        valid_until: verified_on.and_then(|day| day.checked_add_days(Days::new(365))),
        services,
        catchment,
        professions: professions(&external_id, role),
        august: august(today),
        sites,
        external_id,
    }
}

/// Three centres in four say which professions work there; a hub has more of them.
fn professions(external_id: &str, role: &str) -> Vec<&'static str> {
    // Drawn apart: what came before stays as it was.
    let mut random = Random::of(&format!("{external_id} professions"));
    if !random.percent(75) {
        return vec![];
    }
    const CHANCES: [(&str, usize); 12] = [
        ("coordinatore", 80),
        ("family_welfare_manager", 8),
        ("assistente_sociale", 70),
        ("psicologo", 75),
        ("educatore", 85),
        ("pedagogista", 45),
        ("mediatore_familiare", 55),
        ("mediatore_interculturale", 25),
        ("consulente_legale", 35),
        ("amministrativo", 40),
        ("ostetrica", 15),
        ("volontario", 20),
    ];
    let more = if role == "hub" { 15 } else { 0 };
    let mut professions: Vec<&str> =
        CHANCES.iter().filter(|(_, chance)| random.percent((chance + more).min(100))).map(|(profile, _)| *profile).collect();
    if professions.is_empty() {
        professions.push("educatore");
    }
    professions
}

/// "Centro dimostrativo di Imola", then "… di Imola 2".
fn name(words: &str, municipality: &str, in_municipality: usize) -> String {
    match in_municipality {
        1 => format!("{words} {municipality}"),
        more => format!("{words} {municipality} {more}"),
    }
}

fn other_name(at: &Municipality, in_municipality: usize) -> Option<(String, String)> {
    let (language, municipality) = at.other_name.clone()?;
    let words = match language.as_str() {
        "de" => "Demonstrationszentrum",
        "fr" => "Centre de démonstration de",
        "sl" => "Predstavitveni center",
        _ => return None,
    };
    Some((language, name(words, &municipality, in_municipality)))
}

fn days_before(today: NaiveDate, days: usize) -> NaiveDate {
    today.checked_sub_days(Days::new(days as u64)).unwrap_or(today)
}

/// The two weeks around 15 August that are not over yet.
fn august(today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    use chrono::Datelike;
    let of = |year| Some((NaiveDate::from_ymd_opt(year, 8, 10)?, NaiveDate::from_ymd_opt(year, 8, 23)?));
    of(today.year()).filter(|(_, last)| *last >= today).or_else(|| of(today.year() + 1))
}

/// At least one site may tell only its comune in a comune with so few residents that even that is too much.
/// A centre that may not tell its comune does not tell it by its name or its catchment either.
pub(super) fn hide_one_in_a_small_municipality(centres: &mut [Centre], municipalities: &[Municipality], few: i64) {
    let small = |id: i32| municipalities.iter().any(|unit| unit.id == id && unit.residents.is_some_and(|residents| residents < few));
    let sites = || centres.iter().map(|centre| &centre.sites[0]);
    if !sites().any(|site| site.visibility == "solo_comune" && small(site.municipality))
        && let Some(position) = sites().position(|site| site.visibility == "pubblica" && small(site.municipality))
    {
        centres[position].sites[0].visibility = "solo_comune";
    }
    let quiet = |centre: &Centre| {
        let site = &centre.sites[0];
        site.visibility == "solo_ambito" || (site.visibility == "solo_comune" && small(site.municipality))
    };
    for (number, centre) in centres.iter_mut().filter(|centre| quiet(centre)).enumerate() {
        centre.name = format!("Centro dimostrativo di posizione protetta {}", number + 1);
        centre.other_name = None;
        centre.catchment.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn municipality(number: i32) -> Municipality {
        Municipality {
            id: number,
            cadastral_code: format!("A{number:03}"),
            name: format!("Prova {number}"),
            other_name: None,
            province_code: format!("0{}", 30 + number % 3),
            social_region_code: "08".to_owned(),
            social_region: "Emilia-Romagna".to_owned(),
            lon: 11.0 + f64::from(number) / 100.0,
            lat: 44.0,
            residents: Some(i64::from(number) * 1_000),
            minors: Some(i64::from(number) * 150),
        }
    }

    fn centres() -> Vec<Centre> {
        let municipalities: Vec<Municipality> = (1..=40).map(municipality).collect();
        let category = |code: &str, protected| Category { code: code.to_owned(), heading: "informarsi".to_owned(), protected };
        let categories = [
            category("accoglienza_ascolto", false),
            category("adozione", false),
            category("pippi", false),
            category("spazio_neutro", true),
        ];
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let mut centres = all(&municipalities, &categories, day);
        hide_one_in_a_small_municipality(&mut centres, &municipalities, 5_000);
        centres
    }

    #[test]
    fn there_are_six_hundred_and_always_the_same() {
        let (once, again) = (centres(), centres());
        assert_eq!(once.len(), share::TOTAL);
        assert_eq!(format!("{once:?}"), format!("{again:?}"));
        let names: std::collections::HashSet<&str> = once.iter().map(|centre| centre.name.as_str()).collect();
        assert_eq!(names.len(), once.len());
        assert!(names.iter().all(|name| name.starts_with("Centro dimostrativo di ")));
    }

    #[test]
    fn protected_services_have_no_site_and_hidden_positions_are_not_kept() {
        for centre in centres() {
            assert!(centre.services.iter().all(|service| !service.protected || service.site.is_none()));
            assert!(centre.sites.iter().all(|site| site.visibility != "non_conservata" || (site.place.is_none() && site.name.is_none())));
            assert!(
                centre
                    .sites
                    .iter()
                    .filter_map(|site| site.place.as_ref())
                    .all(|place| place.address().is_none() || place.precision == "civico")
            );
        }
    }

    #[test]
    fn every_feature_has_something_to_show() {
        let centres = centres();
        let main = |seek: fn(&Site) -> bool| centres.iter().any(|centre| seek(&centre.sites[0]));
        assert!(
            main(|site| site.status == "programmata") && main(|site| site.status == "temporanea") && main(|site| site.status == "sospesa")
        );
        assert!(main(|site| site.visibility == "solo_ambito") && main(|site| site.visibility == "riservata"));
        assert!(main(|site| site.visibility == "solo_comune" && site.municipality < 5));
        assert!(centres.iter().any(|centre| centre.role == "spoke" && centre.hub.is_some()));
        assert!(centres.iter().any(|centre| centre.role == "diffuso" && centre.sites.len() == 3));
        assert!(centres.iter().any(|centre| centre.sites.iter().any(|site| site.kind == "itinerante")));
    }

    #[test]
    fn the_closure_is_the_next_one() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        assert_eq!(august(day(2026, 8, 12)).map(|(first, _)| first), Some(day(2026, 8, 10)));
        assert_eq!(august(day(2026, 11, 23)).map(|(first, _)| first), Some(day(2027, 8, 10)));
    }
}
