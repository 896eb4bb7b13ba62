//! Degrees as people write them: latitude and longitude in either order, which Italy never confuses, with points or commas.

use super::scenario::to_the_metre;
use crate::geo::Coordinates;

/// The last two numbers of a line such as "Scuola media; 44,4949; 11,3426".
fn last_two(line: &str) -> Option<(f64, f64)> {
    let number = |text: &str| text.trim().trim_end_matches(',').replace(',', ".").parse::<f64>().ok();
    let last_two = |parts: Vec<&str>| match parts.as_slice() {
        [.., one, two] => number(one).zip(number(two)),
        _ => None,
    };
    if line.contains([';', '\t']) {
        last_two(line.split([';', '\t']).collect())
    } else {
        last_two(line.split_whitespace().collect()).or_else(|| last_two(line.split(',').collect()))
    }
}

/// The place of Italy a line ends with.
#[must_use]
pub fn place(line: &str) -> Option<Coordinates> {
    let is_latitude = |degrees: f64| (35.0..=48.0).contains(&degrees);
    let is_longitude = |degrees: f64| (6.0..=19.0).contains(&degrees);
    match last_two(line)? {
        (lat, lon) | (lon, lat) if is_latitude(lat) && is_longitude(lon) => to_the_metre(lon, lat),
        _ => None,
    }
}

/// Nothing but numbers, so no name to look for; "Via Roma 40, 15" is one.
#[must_use]
pub fn are_meant(text: &str) -> bool {
    !text.contains(char::is_alphabetic) && last_two(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_people_write_it() {
        let here = Coordinates::parse(11.3426, 44.4949).expect("on the globe");
        for line in [
            "44.4949, 11.3426",
            "44.49490, 11.34260",
            "44.4949,11.3426",
            "11.3426, 44.4949",
            "11.3426 44.4949",
            "44.4949;11.3426",
            "44,4949 11,3426",
            "44,4949, 11,3426",
            "44,4949; 11,3426",
            "Scuola Rossi, sede B; 44,4949; 11,3426",
            "Scuola\t44.4949\t11.3426",
            "Scuola Rossi 44.4949 11.3426",
        ] {
            assert_eq!(place(line), Some(here), "{line}");
        }
        for line in ["", "Scuola Rossi", "44.4949", "44,4949,11,3426", "0 0", "51.5; 0.1", "44.4949; undici"] {
            assert_eq!(place(line), None, "{line}");
        }
    }

    #[test]
    fn numbers_alone_are_degrees_and_an_address_is_not() {
        for text in ["44.4949, 11.3426", "44,4949;11,3426", "0 0", "51.5, -0.1"] {
            assert!(are_meant(text), "{text}");
        }
        for text in ["", "Imola", "40026", "Via Roma 40, 15", "44.4949; undici"] {
            assert!(!are_meant(text), "{text}");
        }
    }
}
