//! The five languages of the public pages and the catalogues of words behind them.
//! Italian is the source; a word missing elsewhere falls back to Italian, and a test finds it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

/// A language of the public pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Italian, the source.
    It,
    /// English.
    En,
    /// German, as written in South Tyrol.
    De,
    /// French.
    Fr,
    /// Slovene.
    Sl,
}

impl Language {
    /// All of them, in the order of the language menu.
    pub const ALL: [Self; 5] = [Self::It, Self::En, Self::De, Self::Fr, Self::Sl];

    /// BCP 47 tag.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Sl => "sl",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::It => "Italiano",
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Sl => "Slovenščina",
        }
    }

    /// From a tag such as `de` or `de-IT`; none for a language we do not speak.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }

    /// The best of an `Accept-Language` header, Italian when it asks for none of ours.
    #[must_use]
    pub fn negotiate(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(30) {
            let (tag, quality) = part.split_once(";q=").map_or((part, 1.0), |(tag, q)| (tag, q.trim().parse().unwrap_or(0.0)));
            let Some(language) = Self::parse(tag.trim()) else { continue };
            if quality > 0.0 && best.is_none_or(|(held, _)| quality > held) {
                best = Some((quality, language));
            }
        }
        best.map_or(Self::It, |(_, language)| language)
    }
}

#[derive(RustEmbed)]
#[folder = "src"]
#[include = "*.ftl"]
struct Catalogues;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<BTreeMap<Language, Bundle>> =
    LazyLock::new(|| Language::ALL.into_iter().map(|language| (language, bundle(language))).collect());

fn bundle(language: Language) -> Bundle {
    let tag: unic_langid::LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks fluent puts around arguments are invisible but end up in copied telephone numbers.
    bundle.set_use_isolating(false);
    for path in Catalogues::iter().filter(|path| path.ends_with(&format!("/{}.ftl", language.code()))) {
        let Some(file) = Catalogues::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%path, ?errors, "a catalogue of words does not parse");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "two catalogues use the same word");
        }
    }
    bundle
}

/// The names of all words in one language's catalogues, for the test that finds gaps.
#[must_use]
pub fn catalogue_texts(language: Language) -> Vec<(String, String)> {
    Catalogues::iter()
        .filter(|path| path.ends_with(&format!("/{}.ftl", language.code())))
        .filter_map(|path| Some((path.to_string(), String::from_utf8_lossy(&Catalogues::get(&path)?.data).into_owned())))
        .collect()
}

/// One argument of a phrase: a text or a number.
pub enum Argument<'a> {
    /// A text put in as it is.
    Text(Cow<'a, str>),
    /// A number that chooses plural forms and is written with the language's separators.
    Number(f64),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}
impl From<usize> for Argument<'_> {
    #[expect(clippy::cast_precision_loss, reason = "counts on a page are far below 2^52")]
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// The words of one language. Cheap to copy; every template holds one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// The phrase of that name; Italian where this language lacks it, the name itself where Italian does too.
    #[must_use]
    pub fn say(self, name: &str) -> String {
        self.format(name, None)
    }

    /// The phrase with one argument.
    #[must_use]
    pub fn say_with<'a>(self, name: &str, argument: &str, value: impl Into<Argument<'a>>) -> String {
        self.say_all(name, [(argument, value.into())])
    }

    /// The phrase with two arguments.
    #[must_use]
    pub fn say_two<'a, 'b>(
        self,
        name: &str,
        first: &str,
        value: impl Into<Argument<'a>>,
        second: &str,
        other: impl Into<Argument<'b>>,
    ) -> String {
        self.say_all(name, [(first, value.into()), (second, other.into())])
    }

    /// The phrase with any number of arguments.
    #[must_use]
    pub fn say_all<'a, 'n>(self, name: &str, arguments: impl IntoIterator<Item = (&'n str, Argument<'a>)>) -> String {
        let mut args = FluentArgs::new();
        for (argument, value) in arguments {
            match value {
                Argument::Text(text) => args.set(argument.to_owned(), FluentValue::from(text.into_owned())),
                Argument::Number(number) => args.set(argument.to_owned(), FluentValue::from(number)),
            }
        }
        self.format(name, Some(&args))
    }

    fn format(self, name: &str, args: Option<&FluentArgs>) -> String {
        for language in [self.0, Language::It] {
            let Some(bundle) = BUNDLES.get(&language) else { continue };
            let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else { continue };
            let mut errors = vec![];
            let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
            if !errors.is_empty() {
                tracing::error!(name, ?errors, "a phrase lacks an argument");
            }
            return text;
        }
        tracing::error!(name, "a phrase is in no catalogue");
        name.to_owned()
    }

    /// A date in full: "3 marzo 2026".
    #[must_use]
    pub fn date(self, day: chrono::NaiveDate) -> String {
        use chrono::Datelike;
        let month = self.say(&format!("month-{}", day.month()));
        self.say_all(
            "date-in-full",
            [
                ("day", Argument::Text(self.day_of_month(day.day()).into())),
                ("month", Argument::Text(month.into())),
                ("year", Argument::Text(day.year().to_string().into())),
            ],
        )
    }

    /// The number of a day: the first of a month is an ordinal in Italian and French.
    fn day_of_month(self, day: u32) -> String {
        match (day, self.0) {
            (1, Language::It) => "1º".to_owned(),
            (1, Language::Fr) => "1er".to_owned(),
            _ => day.to_string(),
        }
    }

    /// A whole number with the language's thousands separator.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let separator = match self.0 {
            Language::En => ",",
            Language::Fr => "\u{202f}",
            _ => ".",
        };
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            // Italian, German and Slovene leave four digits together.
            if place > 0 && (digits.len() - place).is_multiple_of(3) && (digits.len() > 4 || self.0 == Language::En) {
                grouped.push_str(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A distance for people: metres below one kilometre, one decimal below ten, whole kilometres beyond.
    #[must_use]
    pub fn distance(self, metres: f64) -> String {
        if metres < 1_000.0 {
            return format!("{:.0} m", (metres / 10.0).round() * 10.0);
        }
        if metres < 9_950.0 {
            let text = format!("{:.1}", metres / 1_000.0);
            return format!("{} km", if self.0 == Language::En { text } else { text.replace('.', ",") });
        }
        format!("{:.0} km", metres / 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_a_browser_asks_for_is_chosen() {
        for (header, expected) in [
            ("de-IT,de;q=0.9,en;q=0.5", Language::De),
            ("es, sl;q=0.4, fr;q=0.7", Language::Fr),
            ("es", Language::It),
            ("", Language::It),
            ("en;q=0", Language::It),
            (";;;q=,,,", Language::It),
        ] {
            assert_eq!(Language::negotiate(header), expected, "{header}");
        }
    }

    #[test]
    fn distances_read_as_people_say_them() {
        for (metres, expected) in [(12.0, "10 m"), (994.0, "990 m"), (1_340.0, "1,3 km"), (9_949.0, "9,9 km"), (23_400.0, "23 km")] {
            assert_eq!(Words(Language::It).distance(metres), expected);
        }
        assert_eq!(Words(Language::En).distance(1_340.0), "1.3 km");
    }

    #[test]
    fn numbers_are_grouped_by_language() {
        assert_eq!(Words(Language::It).number(58_840_177), "58.840.177");
        assert_eq!(Words(Language::It).number(7896), "7896");
        assert_eq!(Words(Language::En).number(7896), "7,896");
    }
}
