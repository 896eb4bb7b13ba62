//! A text taken apart: the words that name a place, the postcode, the ways to read its last words as a
//! province, Region or municipality. Refuses to decide between readings; the search tries them.

use super::names::Words;

/// Words that may stand before the name of a place and say nothing.
const OPENINGS: &[&[&str]] =
    &[&["comune", "di"], &["comune", "d"], &["citta", "di"], &["frazione", "di"], &["frazione"], &["fraz"], &["localita"], &["loc"]];

/// Words that may stand before the name of a province, Region or municipality.
const AREA_OPENINGS: &[&str] = &["in", "provincia", "prov", "di", "del", "della", "regione", "comune", "pr"];

/// Words with which an Italian street begins.
const STREETS: &[&str] = &[
    "via",
    "viale",
    "piazza",
    "piazzale",
    "piazzetta",
    "corso",
    "largo",
    "vicolo",
    "strada",
    "contrada",
    "borgo",
    "lungomare",
    "lungarno",
    "galleria",
    "salita",
    "calle",
    "campo",
    "vico",
    "traversa",
    "rione",
    "v",
    "vle",
    "pza",
    "pzza",
    "p",
    "strasse",
    "platz",
    "weg",
    "rue",
    "ulica",
];

/// What a person wrote, as words.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    pub(super) words: Vec<String>,
    breaks: Vec<usize>,
    /// A postcode among the words, taken out of them.
    pub(super) postcode: Option<String>,
}

/// One way to read a question: the words of the name, then the words of an area.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) name: &'a [String],
    pub(super) area: &'a [String],
}

impl Question {
    pub(super) fn of(text: &str) -> Self {
        let Words { mut words, mut breaks } = Words::of(text);
        let is_postcode = |word: &String| word.len() == 5 && word.bytes().all(|letter| letter.is_ascii_digit());
        let postcode = words.iter().position(is_postcode).map(|at| {
            for follows in &mut breaks {
                *follows -= usize::from(*follows > at);
            }
            words.remove(at)
        });
        if words.len() > 1 && matches!(words.last().map(String::as_str), Some("italia" | "italy")) {
            words.pop();
        }
        breaks.retain(|follows| (1..words.len()).contains(follows));
        breaks.dedup();
        Self { words, breaks, postcode }
    }

    /// The question without words such as "comune di" before the name, when it begins with them. The
    /// whole comes first: Città di Castello is a name.
    pub(super) fn without_opening(&self) -> Option<Self> {
        let begins = |opening: &&&[&str]| self.words.len() > opening.len() && self.words.iter().zip(**opening).all(|(a, b)| a == b);
        let opening = OPENINGS.iter().find(begins)?;
        Some(self.from(opening.len()))
    }

    /// The question without its first words.
    fn from(&self, start: usize) -> Self {
        Self {
            words: self.words[start..].to_vec(),
            breaks: (self.breaks.iter()).filter(|follows| **follows > start).map(|follows| follows - start).collect(),
            postcode: self.postcode.clone(),
        }
    }

    /// The readings with an area of one to five words at the end, the shortest area first.
    pub(super) fn readings(&self) -> impl Iterator<Item = Reading<'_>> {
        let last = self.words.len();
        (last.saturating_sub(5).max(1)..last).rev().map(|split| {
            let (name, area) = self.words.split_at(split);
            let openings = area.iter().take_while(|word| AREA_OPENINGS.contains(&word.as_str()));
            Reading { name, area: &area[openings.count().min(area.len() - 1)..] }
        })
    }

    /// Whether it begins as an Italian street does.
    pub(super) fn is_street(&self) -> bool {
        self.words.len() > 1 && STREETS.contains(&self.words[0].as_str())
    }

    /// What is left when an address loses its first parts, the longest rest first.
    pub(super) fn rests_after_breaks(&self) -> Vec<Self> {
        self.breaks.iter().map(|follows| self.from(*follows)).collect()
    }

    /// The last words, the longest rest first.
    pub(super) fn endings(&self) -> impl Iterator<Item = Self> + '_ {
        let last = self.words.len();
        (last.saturating_sub(6).max(1)..last).map(|start| self.from(start))
    }
}

/// The words of a street without the house number at their end, when there is one.
pub(super) fn without_house_number(words: &[String]) -> Option<&[String]> {
    let has_digit = |word: &String| word.starts_with(|letter: char| letter.is_ascii_digit());
    let number = words.iter().skip(1).rposition(has_digit)? + 1;
    let rest = &words[number + 1..];
    // After the number only a letter or two may follow: "12 a", "3 bis".
    (number >= 2 && rest.len() <= 1 && rest.iter().all(|word| word.len() <= 3)).then(|| &words[..number])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_steps_out() {
        let question = Question::of("via Roma 1, 40121 Bologna (BO)");
        assert_eq!(question.postcode.as_deref(), Some("40121"));
        assert_eq!(question.words, ["via", "roma", "1", "bologna", "bo"]);
        let rests = question.rests_after_breaks();
        assert_eq!(rests[0].words, ["bologna", "bo"]);
        assert_eq!(rests[1].words, ["bo"]);
        assert!(question.is_street());
    }

    #[test]
    fn words_that_say_nothing_go() {
        let question = Question::of("Comune di Bologna, Italia").without_opening();
        assert_eq!(question.map(|question| question.words), Some(vec!["bologna".to_owned()]));
        assert_eq!(Question::of("Italia").words, ["italia"]);
        assert!(Question::of("comune di").without_opening().is_none());
    }

    #[test]
    fn last_words_may_be_an_area() {
        let question = Question::of("Livo in provincia di Como");
        let split = |reading: Reading| (reading.name.join(" "), reading.area.join(" "));
        let readings: Vec<_> = question.readings().map(split).collect();
        assert!(readings.contains(&("livo".into(), "como".into())), "{readings:?}");
    }

    #[test]
    fn house_numbers_end_a_street() {
        let words = |text: &str| Words::of(text).words;
        let street = |text: &str| without_house_number(&words(text)).map(|street| street.join(" "));
        assert_eq!(street("via Roma 1"), Some("via roma".into()));
        assert_eq!(street("via Roma 12/a"), Some("via roma".into()));
        assert_eq!(street("via XX Settembre 3 bis"), Some("via xx settembre".into()));
        assert_eq!(street("via 4 novembre"), None);
        assert_eq!(street("via 4 novembre 7"), Some("via 4 novembre".into()));
        assert_eq!(street("12"), None);
    }
}
