//! Commands to copy: one for each thing a program can ask today.

use crate::web::Words;

/// A thing to ask and the command that asks it.
#[derive(Debug)]
pub struct Example {
    /// Part of the page's anchors.
    pub name: &'static str,
    /// What is answered.
    pub title: String,
    /// One or two sentences.
    pub text: String,
    /// The command.
    pub command: String,
}

/// Name, path with its question, and the rest of the command.
const ASKED: [(&str, &str, &str); 9] = [
    ("sites", "/api/v1/sites?region=08&limit=10", ""),
    ("geojson", "/api/v1/sites?region=08&f=geojson&limit=1000", " -o sedi.geojson"),
    ("csv", "/api/v1/sites?region=08&f=csv", " -o sedi.csv"),
    ("ogc", "/ogc/v1/collections/sites/items?region_code=08&limit=100", ""),
    ("nearest", "/api/v1/nearest?place=Imola&limit=3", ""),
    ("geocode", "/api/v1/geocode?q=Reggio&limit=5", ""),
    ("reverse", "/api/v1/reverse?lon=11.3426&lat=44.4939", ""),
    ("tilejson", "/tiles/centres,regions,labels", ""),
    ("tile", "/tiles/centres/6/34/23", " --compressed -o sedi.mvt"),
];

/// The examples with absolute addresses.
pub fn examples(words: Words, absolute: impl Fn(&str) -> String) -> Vec<Example> {
    ASKED
        .into_iter()
        .map(|(name, path, rest)| Example {
            name,
            title: words.say(&format!("data-{name}-title")),
            text: words.say(&format!("data-{name}-text")),
            // Quoted, so that the shell leaves the question mark and the ampersand alone.
            command: format!("curl '{}'{rest}", absolute(path)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    #[test]
    fn every_example_is_a_whole_command_with_words() {
        for example in examples(Words(Language::It), |path| format!("https://example.it{path}")) {
            assert!(example.command.starts_with("curl 'https://example.it/"), "{}", example.command);
            assert!(!example.title.starts_with("data-") && !example.text.starts_with("data-"), "{} has no words", example.name);
        }
    }
}
