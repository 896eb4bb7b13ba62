//! What demonstration centres offer and when they are open.
//! Refuses to give a protected service a place: it belongs to the centre.

use chrono::NaiveTime;

use super::Municipality;
use super::random::Random;

/// A category of the code list.
#[derive(Debug, Clone)]
pub(super) struct Category {
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) protected: bool,
}

/// A service of a demonstration centre.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) category: String,
    pub(super) protected: bool,
    /// Position of the site among the centre's; none for the centre as a whole.
    pub(super) site: Option<usize>,
    pub(super) audiences: &'static str,
    pub(super) ages: Option<(i16, i16)>,
    pub(super) channel: &'static str,
    pub(super) access_mode: &'static str,
    pub(super) languages: String,
    pub(super) free_of_charge: Option<bool>,
}

/// Opening hours of one interval of one weekday in one season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hours {
    pub(super) weekday: i16,
    pub(super) opens: NaiveTime,
    pub(super) closes: NaiveTime,
    pub(super) season: (&'static str, &'static str),
    pub(super) appointment: bool,
}

/// What every centre offers.
const ALWAYS: [&str; 2] = ["accoglienza_ascolto", "informazione_orientamento"];

/// 3 to 15 services, now and then a protected one; `sites` are those at which services may be told.
pub(super) fn services(random: &mut Random, categories: &[Category], at: &Municipality, sites: &[usize]) -> Vec<Service> {
    let wanted = 3 + random.below(13);
    let (ordinary, protected): (Vec<&Category>, Vec<&Category>) = categories.iter().partition(|category| !category.protected);
    let (mut chosen, mut left): (Vec<&Category>, Vec<&Category>) =
        ordinary.into_iter().partition(|category| ALWAYS.contains(&category.code.as_str()));
    while chosen.len() < wanted && !left.is_empty() {
        chosen.push(left.swap_remove(random.below(left.len())));
    }
    let mut services = Vec::new();
    for category in chosen {
        let always = ALWAYS.contains(&category.code.as_str());
        if always && sites.len() > 1 {
            services.extend(sites.iter().map(|site| service(random, category, at, Some(*site))));
        } else {
            let site = if random.percent(80) { random.one_of(sites).copied() } else { None };
            services.push(service(random, category, at, site));
        }
    }
    if random.percent(18) {
        services.extend(random.one_of(&protected).map(|category| service(random, category, at, None)));
    }
    services
}

fn service(random: &mut Random, category: &Category, at: &Municipality, site: Option<usize>) -> Service {
    let (audiences, ages) = audiences(&category.code);
    let by_referral =
        category.protected || matches!(category.code.as_str(), "pippi" | "famiglie_multiproblematiche" | "educativa_domiciliare");
    Service {
        category: category.code.clone(),
        protected: category.protected,
        site: site.filter(|_| !category.protected),
        audiences,
        ages,
        channel: match category.code.as_str() {
            "educativa_domiciliare" => "domicilio",
            _ if random.percent(8) => "videochiamata",
            _ => "in_presenza",
        },
        access_mode: match category.heading.as_str() {
            _ if by_referral => "su_invio",
            "informarsi" => "libero",
            "crescere_insieme" if random.percent(60) => "libero",
            _ => "su_appuntamento",
        },
        languages: languages(random, at),
        free_of_charge: match random.below(100) {
            0..=89 => Some(true),
            90..=96 => None,
            _ => Some(false),
        },
    }
}

/// For whom, as codes with commas between, and which ages where these matter.
fn audiences(category: &str) -> (&'static str, Option<(i16, i16)>) {
    match category {
        "accompagnamento_nascita" => ("futuri_genitori,genitori", Some((0, 1))),
        "primi_mille_giorni" => ("genitori,bambini", Some((0, 3))),
        "spazio_bambini_genitori" => ("bambini,genitori", Some((0, 6))),
        "laboratori_famiglie" => ("famiglie,bambini", Some((3, 13))),
        "spazio_ascolto_adolescenti" => ("adolescenti,giovani", Some((11, 21))),
        "alfabetizzazione_mediatica_digitale" => ("genitori,adolescenti", Some((8, 18))),
        "prevenzione_sostanze_psicotrope" => ("adolescenti,genitori,operatori", Some((11, 18))),
        "invecchiamento_attivo" => ("nonni,anziani", Some((60, 120))),
        "consulenza_coppia" => ("coppie", None),
        "mediazione_familiare" | "coordinazione_genitoriale" => ("genitori_separati", None),
        "gruppi_di_parola" => ("bambini,adolescenti", Some((6, 15))),
        "famiglie_monogenitoriali" => ("famiglie_monogenitoriali", None),
        "famiglie_migranti" | "mediazione_interculturale" => ("famiglie_migranti", None),
        "disabilita_caregiver" => ("persone_con_disabilita,caregiver", None),
        "affidamento_familiare" | "sostegno_famiglie_affidatarie" => ("famiglie_affidatarie", None),
        "adozione" => ("famiglie_adottive", None),
        "reti_famiglie_solidali" => ("famiglie,volontari", None),
        "formazione_operatori" => ("operatori", None),
        _ => ("famiglie,genitori", None),
    }
}

/// Italian, the other language of the area, and often one more.
fn languages(random: &mut Random, at: &Municipality) -> String {
    let mut languages = vec!["it"];
    match at.province_code.as_str() {
        "021" => languages.push("de"),
        "007" => languages.push("fr"),
        "031" | "032" => languages.push("sl"),
        _ => {}
    }
    for (language, cases) in [("en", 25), ("ro", 12), ("ar", 12)] {
        if random.percent(cases) {
            languages.push(language);
        }
    }
    languages.join(",")
}

const WHOLE_YEAR: (&str, &str) = ("01-01", "12-31");
/// Seasons do not run over the turn of the year, so the ordinary one has two parts.
const ORDINARY: [(&str, &str); 2] = [("01-01", "06-14"), ("09-16", "12-31")];
const SUMMER: (&str, &str) = ("06-15", "09-15");

/// Opening hours of a week; empty for some, because some tell none.
pub(super) fn hours(random: &mut Random) -> Vec<Hours> {
    if random.percent(12) {
        return Vec::new();
    }
    let appointment = random.percent(15);
    let week: &[(i16, u32, u32)] = match random.below(5) {
        0 => &[(1, 900, 1300), (2, 900, 1300), (2, 1500, 1800), (3, 900, 1300), (4, 900, 1300), (4, 1500, 1800), (5, 900, 1300)],
        1 => &[(1, 900, 1230), (2, 1500, 1900), (3, 900, 1230), (4, 1500, 1900), (5, 900, 1230)],
        2 => &[
            (1, 830, 1230),
            (1, 1400, 1700),
            (2, 830, 1230),
            (2, 1400, 1700),
            (3, 830, 1230),
            (3, 1400, 1700),
            (4, 830, 1230),
            (4, 1400, 1700),
            (5, 830, 1230),
        ],
        3 => &[(2, 900, 1200), (4, 900, 1200), (4, 1430, 1830), (6, 900, 1200)],
        _ => &[(1, 900, 1300), (1, 1430, 1730), (3, 900, 1300), (3, 1430, 1730)],
    };
    let in_season = |season, week: &[(i16, u32, u32)]| -> Vec<Hours> {
        let interval = |(weekday, opens, closes): &(i16, u32, u32)| {
            Some(Hours { weekday: *weekday, opens: clock(*opens)?, closes: clock(*closes)?, season, appointment })
        };
        week.iter().filter_map(interval).collect()
    };
    if random.percent(35) {
        let mornings: Vec<_> = (1..=5).map(|weekday| (weekday, 900, 1230)).collect();
        let mut hours: Vec<Hours> = ORDINARY.into_iter().flat_map(|season| in_season(season, week)).collect();
        hours.extend(in_season(SUMMER, &mornings));
        hours
    } else {
        in_season(WHOLE_YEAR, week)
    }
}

/// 930 is half past nine.
fn clock(time: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(time / 100, time % 100, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_in_order_and_never_cross_the_year() {
        for number in 0..200 {
            for hours in hours(&mut Random::of(&format!("orari {number}"))) {
                assert!(hours.opens < hours.closes && hours.season.0 < hours.season.1);
            }
        }
    }
}
