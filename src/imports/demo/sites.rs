//! Sites of demonstration centres: kind, state, who may learn where they are, and how exactly they are placed.
//! Refuses an address where a house number is not what places the site.

use super::Municipality;
use super::offer::{Hours, hours};
use super::random::Random;

/// Metres in a degree of latitude, near enough to scatter points.
const METRES_IN_A_DEGREE: f64 = 111_200.0;

/// Tries to find a point inside the municipality before its own point is taken.
const TRIES: usize = 12;

/// A site of a demonstration centre.
#[derive(Debug, Clone)]
pub(super) struct Site {
    pub(super) external_id: String,
    pub(super) name: Option<String>,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) visibility: &'static str,
    pub(super) municipality: i32,
    pub(super) place: Option<Place>,
    pub(super) hours: Vec<Hours>,
    pub(super) closed_in_august: bool,
}

/// Where a site is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) precision: &'static str,
    pub(super) accuracy_m: Option<f32>,
    pub(super) house_number: Option<String>,
    /// Longitudes and latitudes, EPSG:4326; the first inside the municipality is taken, and the last is its own point.
    pub(super) candidates: Vec<(f64, f64)>,
}

impl Place {
    /// Draws a precision and points to go with it.
    fn draw(random: &mut Random, at: &Municipality) -> Self {
        let (precision, accuracy_m) = match random.below(100) {
            0..=59 => ("civico", Some(20.0)),
            60..=74 => ("via", Some(150.0)),
            75..=84 => ("luogo", Some(100.0)),
            _ => return Self::at_municipality(at),
        };
        // In a small municipality one is soon in the fields.
        let farthest = if at.residents.is_some_and(|residents| residents >= 5_000) { 1_800.0 } else { 600.0 };
        let mut candidates: Vec<(f64, f64)> = (0..TRIES)
            .map(|attempt| {
                let metres = random.fraction().sqrt() * farthest / (1 + attempt / 4) as f64;
                let bearing = random.fraction() * std::f64::consts::TAU;
                let north = metres * bearing.cos() / METRES_IN_A_DEGREE;
                let east = metres * bearing.sin() / METRES_IN_A_DEGREE / at.lat.to_radians().cos();
                // Five decimals are a metre: more would pretend to know.
                (rounded(at.lon + east), rounded(at.lat + north))
            })
            .collect();
        candidates.push((at.lon, at.lat));
        let house_number = (precision == "civico").then(|| (1 + random.below(180)).to_string());
        Self { precision, accuracy_m, house_number, candidates }
    }

    /// The point of the municipality, which says no more than the municipality.
    pub(super) fn at_municipality(at: &Municipality) -> Self {
        Self { precision: "comune", accuracy_m: None, house_number: None, candidates: vec![(at.lon, at.lat)] }
    }

    /// The invented address, for places known by their house number.
    pub(super) fn address(&self) -> Option<String> {
        self.house_number.as_ref().map(|number| format!("via dimostrativa {number}"))
    }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// State of a centre's main site, by its number.
pub(super) fn status(number: usize) -> &'static str {
    match number {
        _ if number % 20 == 3 => "programmata",
        _ if number % 25 == 9 => "temporanea",
        _ if number % 40 == 13 => "sospesa",
        _ => "attiva",
    }
}

/// Who may learn where a centre's main site is, by the centre's number.
pub(super) fn visibility(number: usize) -> &'static str {
    match number {
        _ if number % 23 == 11 => "solo_comune",
        _ if number % 43 == 17 => "solo_ambito",
        _ if number % 59 == 29 => "riservata",
        _ if number % 71 == 31 => "non_conservata",
        _ => "pubblica",
    }
}

/// The sites of one centre: `nearby` are the municipalities around, nearest first.
pub(super) fn all(
    random: &mut Random,
    external_id: &str,
    number: usize,
    role: &str,
    at: &Municipality,
    nearby: &[&Municipality],
) -> Vec<Site> {
    let status = status(number);
    let main_kind = if role == "spoke" && random.percent(35) { "sportello" } else { "sede_principale" };
    let mut sites = vec![site(random, external_id, 1, main_kind, status, visibility(number), at)];
    let mut more: Vec<(&'static str, &Municipality)> = Vec::new();
    if role == "diffuso" {
        more.extend(nearby.iter().take(2).map(|other| ("sede_decentrata", *other)));
    } else if number % 29 == 7 {
        more.extend(nearby.first().map(|other| ("itinerante", *other)));
    } else if number % 37 == 12 {
        more.push(("telefono_online", at));
    } else if role == "hub" && random.percent(50) || random.percent(7) {
        more.push(("sede_decentrata", at));
        if random.percent(25) {
            more.push(("sportello", nearby.first().copied().unwrap_or(at)));
        }
    }
    let status = if status == "programmata" { status } else { "attiva" };
    for (kind, there) in more {
        sites.push(site(random, external_id, sites.len() + 1, kind, status, "pubblica", there));
    }
    sites
}

fn site(
    random: &mut Random,
    centre: &str,
    number: usize,
    kind: &'static str,
    status: &'static str,
    visibility: &'static str,
    at: &Municipality,
) -> Site {
    let place = match (kind, visibility) {
        (_, "non_conservata") | ("telefono_online", _) => None,
        ("itinerante", _) => Some(Place::at_municipality(at)),
        _ => Some(Place::draw(random, at)),
    };
    let words = match kind {
        "sede_decentrata" => Some("Sede dimostrativa di"),
        "sportello" => Some("Sportello dimostrativo di"),
        "itinerante" => Some("Servizio itinerante dimostrativo di"),
        _ => None,
    };
    let is_open = matches!(status, "attiva" | "temporanea") && kind != "itinerante";
    Site {
        external_id: format!("{centre}-{number}"),
        name: words.filter(|_| number > 1).map(|words| format!("{words} {}", at.italian_name())),
        kind,
        status,
        visibility,
        municipality: at.id,
        place,
        hours: if is_open { hours(random) } else { Vec::new() },
        closed_in_august: is_open && random.percent(40),
    }
}
