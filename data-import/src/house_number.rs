//! A house number as it is written: "12", "12/A", "n. 5 bis", "7 rosso", "12-14".
//! Refuses what does not begin with a number from 1 to 99,999 or goes on for long after it.

/// The longest exponent that is one.
const LONGEST_EXPONENT: usize = 6;

/// A number on a door.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HouseNumber {
    /// The number, 1 to 99,999; of a range the first.
    pub number: u32,
    /// What distinguishes doors of one number, in capitals: `A`, `BIS`, `3`; empty where nothing does.
    pub exponent: String,
    /// Whether it says that it belongs to the red series (Genoa, Savona, Florence). A bare "r" stays an exponent:
    /// elsewhere it is a letter like others.
    pub red: bool,
}

impl HouseNumber {
    /// Reads one cell.
    pub fn of(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let start = ["numero", "num.", "num", "n.ro", "nr.", "nr", "n°", "n.", "n"]
            .iter()
            .find_map(|opening| {
                lower.strip_prefix(opening).map(str::trim_start).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            })
            .unwrap_or(&lower);
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = start.get(..digits)?.parse().ok().filter(|number| (1..100_000).contains(number))?;
        let rest = start.get(digits..)?.trim_start_matches([' ', '/', '-', '.', '\\', '\u{2013}']).trim_end();
        let is_range = start[digits..].trim_start().starts_with(['-', '\u{2013}']) && rest.bytes().all(|byte| byte.is_ascii_digit());
        let words: Vec<&str> = rest.split([' ', '/', '-', '.']).filter(|word| !word.is_empty()).collect();
        let red = words.iter().any(|word| is_red(word));
        let exponent: String = words.iter().filter(|word| !is_red(word) && !matches!(**word, "nero" | "nera")).copied().collect();
        if is_range {
            return Some(Self { number, exponent: String::new(), red: false });
        }
        let fits = exponent.chars().count() <= LONGEST_EXPONENT && exponent.chars().all(char::is_alphanumeric);
        fits.then(|| Self { number, exponent: exponent.to_uppercase(), red })
    }

    /// Puts a number, an exponent and a series that stand in cells of their own together.
    pub fn of_cells(number: &str, exponent: Option<&str>, series: Option<&str>) -> Option<Self> {
        let mut known = Self::of(number)?;
        if let Some(exponent) = exponent.map(str::trim).filter(|exponent| !matches!(*exponent, "" | "-" | "0")) {
            let more = Self::of(&format!("1 {exponent}"))?;
            known.exponent.push_str(&more.exponent);
            known.red |= more.red;
        }
        known.red |= series.is_some_and(|series| is_red(&series.trim().to_lowercase()) || series.trim().eq_ignore_ascii_case("r"));
        Some(known)
    }
}

fn is_red(word: &str) -> bool {
    matches!(word, "rosso" | "rossa" | "rossi")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, String, bool)> {
        HouseNumber::of(text).map(|known| (known.number, known.exponent, known.red))
    }

    #[test]
    fn numbers_are_read_as_doors_write_them() {
        for (text, number, exponent, red) in [
            ("12", 12, "", false),
            (" 0012 ", 12, "", false),
            ("12/A", 12, "A", false),
            ("12a", 12, "A", false),
            ("12 - b", 12, "B", false),
            ("n. 5 bis", 5, "BIS", false),
            ("n°7", 7, "", false),
            ("N.RO 3/ter", 3, "TER", false),
            ("7 rosso", 7, "", true),
            ("7/A rosso", 7, "A", true),
            ("7 nero", 7, "", false),
            ("12r", 12, "R", false),
            ("12-14", 12, "", false),
            ("12 – 14", 12, "", false),
            ("12/3", 12, "3", false),
        ] {
            assert_eq!(read(text), Some((number, exponent.to_owned(), red)), "{text}");
        }
        for text in
            ["", "snc", "s.n.c.", "0", "100000", "99999999999999999999", "A12", "12 presso la scuola media", "km 4", "12/è una frase"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn cells_of_their_own_are_put_together() {
        let of = |number, exponent, series| {
            HouseNumber::of_cells(number, exponent, series).map(|known| (known.number, known.exponent, known.red))
        };
        assert_eq!(of("3", Some("b"), None), Some((3, "B".into(), false)));
        assert_eq!(of("3", Some("-"), Some("R")), Some((3, String::new(), true)));
        assert_eq!(of("3", None, Some("ROSSO")), Some((3, String::new(), true)));
        assert_eq!(of("3", Some("una lunga annotazione"), None), None);
    }
}
