//! The code lists with their labels in five languages.

use std::collections::HashMap;

use crate::web::Language;

/// One entry of a code list.
#[derive(Clone, Debug)]
pub struct Code {
    /// Name of the list, such as `service_category`.
    pub list: String,
    /// The code.
    pub code: String,
    /// Heading of a service category.
    pub heading: Option<String>,
    /// A service that exists publicly at centre level only.
    pub protected: bool,
    /// Labels in the order of [`Language::ALL`].
    pub labels: [String; 5],
}

impl Code {
    /// The label in a language.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        let at = Language::ALL.iter().position(|one| *one == language).unwrap_or(0);
        &self.labels[at]
    }
}

/// All code lists.
#[derive(Debug, Default)]
pub struct Codes {
    codes: Vec<Code>,
    by_name: HashMap<(String, String), usize>,
}

impl Codes {
    /// From entries in display order.
    #[must_use]
    pub fn new(codes: impl IntoIterator<Item = Code>) -> Self {
        let codes: Vec<Code> = codes.into_iter().collect();
        let by_name = codes.iter().enumerate().map(|(at, code)| ((code.list.clone(), code.code.clone()), at)).collect();
        Self { codes, by_name }
    }

    /// One list in display order.
    pub fn list<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a Code> {
        self.codes.iter().filter(move |code| code.list == list)
    }

    /// One entry.
    #[must_use]
    pub fn get(&self, list: &str, code: &str) -> Option<&Code> {
        self.by_name.get(&(list.to_owned(), code.to_owned())).map(|at| &self.codes[*at])
    }

    /// The label of an entry, the code itself where it is unknown.
    #[must_use]
    pub fn label<'a>(&'a self, list: &str, code: &'a str, language: Language) -> &'a str {
        self.get(list, code).map_or(code, |entry| entry.label(language))
    }
}
