//! The names by which Italian offices call a coordinate reference system, word by word.
//! Refuses a text with one word it does not know: half an understanding moves every point.
//!
//! A name is a datum, a projection and a zone, in any order, capitals and punctuation aside:
//! - datums: `WGS84`, `WGS 1984`, `ETRS89`, `ETRF2000`, `RDN2008`, `RDN`, `IGM95`, `ED50`, `Monte Mario`, `Roma40`, `Roma 1940`;
//!   a datum alone is its geographic system (`ETRF2000` alone and in UTM is RDN2008, as Italian offices mean it);
//! - `UTM 32N`, `UTM fuso 33`, `UTM zone 34N`, `UTM 32T` (without a datum: WGS 84);
//! - `Gauss-Boaga` or Monte Mario with `ovest`, `zona 1`, `fuso I`, `Italy zone 1` or `est`, `zona 2`, `fuso II`, `Italy zone 2`;
//! - `Monte Mario Roma`: longitudes from the meridian of Rome;
//! - `Italy zone`, `fuso Italia`, `zone 12`, `fuso 12` with RDN2008; `(N-E)` and `(E-N)` after a RDN2008 name;
//! - `LAEA`, `LAEA Europe`, `LCC Europe` (with ETRS89 or alone); `Web Mercator`, `Pseudo-Mercator`, `Google Mercator`;
//!   `CRS84`, `GPS`: longitude and latitude in WGS 84.

use super::datum::Datum;

/// Words that say nothing a choice hangs on.
const FILLERS: [&str; 11] =
    ["datum", "sistema", "coordinate", "geografiche", "proiezione", "zona", "zone", "fuso", "sr", "epsg", "extended"];

/// The names of a datum, longest first where one begins another.
const DATUMS: [(&[&str], Datum); 13] = [
    (&["wgs", "84"], Datum::Wgs84),
    (&["wgs", "1984"], Datum::Wgs84),
    (&["etrs", "89"], Datum::Etrs89),
    (&["etrs", "1989"], Datum::Etrs89),
    (&["etrf", "2000"], Datum::Rdn2008),
    (&["rdn", "2008"], Datum::Rdn2008),
    (&["rdn"], Datum::Rdn2008),
    (&["igm", "95"], Datum::Igm95),
    (&["ed", "50"], Datum::Ed50),
    (&["ed", "1950"], Datum::Ed50),
    (&["monte", "mario"], Datum::MonteMario),
    (&["roma", "40"], Datum::MonteMario),
    (&["roma", "1940"], Datum::MonteMario),
];

/// The EPSG code of a name, if every word of it is understood.
pub(super) fn code(text: &str) -> Option<u32> {
    let small = text.trim().to_lowercase();
    let (small, northing_first) = match (strip(&small, "(n-e)"), strip(&small, "(e-n)")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => (small, false),
    };
    let mut words = split(&small);
    let datum = take_datum(&mut words);
    words.retain(|word| !FILLERS.contains(&word.as_str()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let code = system(datum, &words)?;
    if northing_first { northing_first_code(code) } else { Some(code) }
}

fn strip(text: &str, end: &str) -> Option<String> {
    text.strip_suffix(end).map(str::to_owned)
}

/// Words of letters and words of digits: `utm32n` is three.
fn split(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    let mut kind = 0;
    for letter in text.chars() {
        let now = if letter.is_ascii_digit() { 1 } else { 2 * u8::from(letter.is_alphabetic()) };
        if now != 0 && now == kind {
            if let Some(word) = words.last_mut() {
                word.push(letter);
            }
        } else if now != 0 {
            words.push(letter.to_string());
        }
        kind = now;
    }
    words
}

fn take_datum(words: &mut Vec<String>) -> Option<Datum> {
    for (name, datum) in DATUMS {
        if let Some(at) = words.windows(name.len()).position(|some| some.iter().zip(name).all(|(word, part)| word == part)) {
            words.drain(at..at + name.len());
            return Some(datum);
        }
    }
    None
}

fn system(datum: Option<Datum>, words: &[&str]) -> Option<u32> {
    match (datum, words) {
        (Some(datum), []) => Some(datum.geographic_code()),
        (None, ["crs", "84"] | ["ogc", "crs", "84"] | ["gps"]) => Some(4326),
        (Some(Datum::MonteMario), ["roma" | "rome"]) => Some(4806),
        (None | Some(Datum::Wgs84), ["web" | "pseudo" | "google", "mercator"]) => Some(3857),
        (None | Some(Datum::Etrs89), ["laea"] | ["laea", "europe" | "europa"]) => Some(3035),
        (None | Some(Datum::Etrs89), ["lcc"] | ["lcc", "europe" | "europa"]) => Some(3034),
        (datum, ["utm", zone] | ["utm", zone, "n" | "nord" | "t" | "s"]) => utm(datum.unwrap_or(Datum::Wgs84), zone),
        (None | Some(Datum::MonteMario), ["gauss", "boaga", zone] | ["gauss", "boaga", "italia" | "italy", zone]) => boaga(zone),
        (Some(Datum::MonteMario), ["italia" | "italy", zone] | [zone]) => boaga(zone),
        (Some(Datum::Rdn2008), ["italia" | "italy"]) => Some(7794),
        (Some(Datum::Rdn2008), ["12"]) => Some(7795),
        _ => None,
    }
}

fn utm(datum: Datum, zone: &str) -> Option<u32> {
    let index = ["32", "33", "34"].iter().position(|known| *known == zone)?;
    let codes = match datum {
        Datum::Wgs84 => [32632, 32633, 32634],
        Datum::Etrs89 => [25832, 25833, 25834],
        Datum::Rdn2008 => [7791, 7792, 7793],
        Datum::Igm95 => [3064, 3065, 9716],
        Datum::Ed50 => [23032, 23033, 23034],
        Datum::MonteMario => return None,
    };
    codes.get(index).copied()
}

fn boaga(zone: &str) -> Option<u32> {
    match zone {
        "1" | "i" | "ovest" | "o" | "west" | "w" => Some(3003),
        "2" | "ii" | "est" | "e" | "east" => Some(3004),
        _ => None,
    }
}

/// The code with the same numbers whose authority writes the northing first.
fn northing_first_code(code: u32) -> Option<u32> {
    match code {
        7791 => Some(6707),
        7792 => Some(6708),
        7793 => Some(6709),
        7794 => Some(6875),
        7795 => Some(6876),
        _ => None,
    }
}
