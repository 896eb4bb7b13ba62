//! Mistakes of filters said to people: each is one phrase of the catalogues beside this file, in five languages.
//! What is quoted from the filter stays as it was written.

use super::error::{Error, ErrorKind, Expected, Found, GeometryFault, Kind, Place};
use crate::web::Phrase;

impl Error {
    /// The mistake and its place, to be said in a language.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let (place, at) = match &self.place {
            Place::Whole => ("whole", String::new()),
            Place::Character(at) => ("character", at.to_string()),
            Place::Pointer(pointer) => ("pointer", if pointer.is_empty() { "/".to_owned() } else { pointer.clone() }),
        };
        self.kind.phrase().with("place", place).with("at", at)
    }
}

impl ErrorKind {
    fn phrase(&self) -> Phrase {
        let limited = |phrase: Phrase, limit: &usize| phrase.with("limit", limit.to_string());
        match self {
            Self::Empty => Phrase::new("cql2-empty"),
            Self::TooLong { limit } => limited(Phrase::new("cql2-too-long"), limit),
            Self::TooDeep { limit } => limited(Phrase::new("cql2-too-deep"), limit),
            Self::TooManyParts { limit } => limited(Phrase::new("cql2-too-many-parts"), limit),
            Self::TooManyItems { limit } => limited(Phrase::new("cql2-too-many-items"), limit),
            Self::TooManyVertices { limit } => limited(Phrase::new("cql2-too-many-vertices"), limit),
            Self::TooManyWildcards { limit } => limited(Phrase::new("cql2-too-many-wildcards"), limit),
            Self::TooCostly { limit } => limited(Phrase::new("cql2-too-costly"), limit),
            Self::Unexpected { found, expected } => unexpected(found, *expected),
            Self::UnclosedText => Phrase::new("cql2-unclosed-text"),
            Self::UnknownSign(sign) => Phrase::new("cql2-unknown-sign").with("written", sign.to_string()),
            Self::InvalidNumber(written) => Phrase::new("cql2-invalid-number").with("written", written),
            Self::InvalidDate(written) => Phrase::new("cql2-invalid-date").with("written", written),
            Self::InvalidTimestamp(written) => Phrase::new("cql2-invalid-timestamp").with("written", written),
            Self::InvalidInterval => Phrase::new("cql2-invalid-interval"),
            Self::InvalidName(written) => Phrase::new("cql2-invalid-name").with("written", written),
            Self::BackslashAtEnd => Phrase::new("cql2-backslash-at-end"),
            Self::InvalidGeometry(fault) => Phrase::new("cql2-invalid-geometry").with("fault", fault_code(*fault)),
            Self::UnknownFunction(name) => Phrase::new("cql2-unknown-function").with("written", name),
            Self::Arithmetic => Phrase::new("cql2-arithmetic"),
            Self::InvalidJson(said) => Phrase::new("cql2-invalid-json").with("written", said),
            Self::UnknownProperty { name, known } => {
                Phrase::new("cql2-unknown-property").with("written", name).with("known", known.join(", "))
            }
            Self::UnlikeKinds { left, right } => {
                Phrase::new("cql2-unlike-kinds").with("one", kind_code(*left)).with("other", kind_code(*right))
            }
            Self::WrongKind { found, expected } => {
                Phrase::new("cql2-wrong-kind").with("one", kind_code(*found)).with("other", kind_code(*expected))
            }
        }
    }
}

fn unexpected(found: &Found, expected: Expected) -> Phrase {
    let phrase = match found {
        Found::End => Phrase::new("cql2-unexpected-end"),
        Found::Piece(written) => Phrase::new("cql2-unexpected").with("written", written),
    };
    let (code, exact) = match expected {
        Expected::Condition => ("condition", String::new()),
        Expected::Operand => ("operand", String::new()),
        Expected::Operator => ("operator", String::new()),
        Expected::Text => ("text", String::new()),
        Expected::Number => ("number", String::new()),
        Expected::Geometry => ("geometry", String::new()),
        Expected::List => ("list", String::new()),
        Expected::Bound => ("bound", String::new()),
        Expected::End => ("end", String::new()),
        Expected::Exactly(text) => ("exactly", text.to_owned()),
        Expected::Arguments(count) => ("arguments", count.to_string()),
    };
    phrase.with("expected", code).with("exact", exact)
}

fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::Timestamp => "timestamp",
        Kind::Interval => "interval",
        Kind::Texts => "texts",
        Kind::Geometry => "geometry",
        Kind::Scalar => "scalar",
        Kind::Temporal => "temporal",
    }
}

fn fault_code(fault: GeometryFault) -> &'static str {
    match fault {
        GeometryFault::OffTheGlobe => "off-the-globe",
        GeometryFault::OpenRing => "open-ring",
        GeometryFault::TooFewPoints => "too-few-points",
        GeometryFault::Crossing => "crossing",
        GeometryFault::UpsideDown => "upside-down",
        GeometryFault::Empty => "empty",
        GeometryFault::NestedCollection => "nested-collection",
        GeometryFault::CollectionHere => "collection-here",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CheckedFilter, Schema, Type};
    use crate::web::{Language, Words};

    #[test]
    fn every_mistake_is_said_in_every_language() {
        let schema = Schema::new([("beds", Type::Integer), ("geom", Type::Geometry)]);
        let long = format!("beds IN ({})", ["1"; 101].join(","));
        for (filter, italian) in [
            ("", "il filtro è vuoto"),
            ("beds =", "il filtro finisce dove serve una proprietà o un valore, al carattere 7"),
            ("beds 1", "qui c’è «1», ma serve un confronto (=, <>, <, >, <=, >=, IN, LIKE, BETWEEN, IS NULL), al carattere 6"),
            ("(beds = 1", "il filtro finisce dove serve ), al carattere 10"),
            ("letti = 1", "la proprietà «letti» non esiste; ci sono: beds, geom"),
            ("beds = 'x'", "non si può confrontare un numero con un testo"),
            ("S_WITHIN(geom, beds)", "qui c’è un numero, ma serve una geometria"),
            (
                "S_WITHIN(geom, POLYGON((0 0,2 2,2 0,0 2,0 0)))",
                "la geometria non si può usare: i suoi anelli si incrociano o si toccano dove non devono, al carattere 16",
            ),
            (&long, "un elenco ha più di 100 elementi"),
            ("beds = DATE('ieri')", "«ieri» non è una data come 2026-01-31, al carattere 13"),
        ] {
            let phrase = CheckedFilter::from_text(filter, &schema).expect_err("a mistake").phrase();
            assert_eq!(phrase.say(Words(Language::It)), italian);
            for language in Language::ALL {
                let said = phrase.say(Words(language));
                assert!(!said.contains("cql2-") && !said.contains('$') && !said.contains('{'), "{said}");
                assert!(language == Language::It || said != italian, "{language:?} says {said}");
            }
        }
    }
}
