//! Which column of a file holds which field: headers compared as people write them, or decided by whoever imports.
//! Refuses to choose between two columns that could both be meant, and to go on without a required one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::field::Field;
use crate::values::fold::fold_acronyms;

/// The columns of a file in our words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapped {
    /// For each column, the name of its field, or its own header where no field asks for it. No name occurs twice.
    pub names: Vec<String>,
    /// Headers nobody asked for, as the file writes them; empty ones left out.
    pub unknown: Vec<String>,
    /// Fields that are not required and not there.
    pub missing_optional: Vec<&'static str>,
    /// Fields whose value is the same in every row, given as `field==value`.
    pub constants: BTreeMap<String, String>,
}

/// Why columns cannot be told apart. `Display` gives Italian sentences that say what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Several columns could hold one field.
    #[error("le colonne {} possono essere tutte «{field}»: scegliere con --map {field}=#{}", Listed(headers), headers.first().map_or(1, |(number, _)| *number))]
    SeveralColumns {
        /// The field.
        field: String,
        /// Number (from 1) and header of each column.
        headers: Vec<(usize, String)>,
    },
    /// One column could hold several fields.
    #[error("la colonna «{header}» può essere {}: scegliere con --map, per esempio --map {}=#{column}", fields.join(" oppure "), fields.first().map_or("", String::as_str))]
    SeveralFields {
        /// Number of the column, from 1.
        column: usize,
        /// Its header.
        header: String,
        /// The fields.
        fields: Vec<String>,
    },
    /// Required fields are not there.
    #[error("{}", missing_sentence(fields, headers))]
    MissingRequired {
        /// Name and understood headers of each.
        fields: Vec<(String, Vec<String>)>,
        /// The headers of the file.
        headers: Vec<String>,
    },
    /// The given mapping names a field that does not exist.
    #[error("--map {field}=…: il campo «{field}» non esiste; i campi sono: {}", known.join(", "))]
    UnknownField {
        /// What was given.
        field: String,
        /// The fields there are.
        known: Vec<String>,
    },
    /// The given mapping names a column that does not exist, or a header that several columns have.
    #[error("--map {field}={header}: {} colonna con questo nome; le colonne sono: {}", if *several { "c'è più di una" } else { "non c'è nessuna" }, Numbered(headers))]
    UnknownColumn {
        /// The field.
        field: String,
        /// What was given for its header.
        header: String,
        /// Whether more than one column has it.
        several: bool,
        /// The headers of the file.
        headers: Vec<String>,
    },
    /// The given mapping gives one column to two fields.
    #[error("--map: la colonna «{header}» è data a due campi: {} e {}", fields.0, fields.1)]
    GivenTwice {
        /// The header.
        header: String,
        /// The two fields.
        fields: (String, String),
    },
}

struct Listed<'a>(&'a [(usize, String)]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed: Vec<String> = self.0.iter().map(|(number, header)| format!("«{header}» (#{number})")).collect();
        out.write_str(&listed.join(" e "))
    }
}

struct Numbered<'a>(&'a [String]);

impl fmt::Display for Numbered<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed: Vec<String> = (1..).zip(self.0).map(|(number, header)| format!("#{number} «{header}»")).collect();
        out.write_str(&listed.join(", "))
    }
}

fn missing_sentence(fields: &[(String, Vec<String>)], headers: &[String]) -> String {
    let missing: Vec<String> =
        fields
            .iter()
            .map(|(name, synonyms)| {
                if synonyms.is_empty() { format!("«{name}»") } else { format!("«{name}» (vanno bene anche: {})", synonyms.join(", ")) }
            })
            .collect();
    let what = if missing.len() == 1 { "manca la colonna obbligatoria" } else { "mancano le colonne obbligatorie" };
    format!(
        "{what} {}; le colonne del file sono: {}. Se una di queste è quella giusta, indicarla con --map campo=colonna",
        missing.join("; "),
        Numbered(headers)
    )
}

/// Decides what each column holds.
///
/// A header matches a field by its name or one of its synonyms, whatever its case, accents, punctuation, articles and
/// usual abbreviations ("N. civico" is "numero civico"), a final "*" or "(obbligatorio)". A header that matches only
/// without what it says in parentheses gives way to one that matches whole. `given` (field to header) wins over all
/// this; it may name a column by its number ("#3"), or give a constant for every row ("=006003").
///
/// # Errors
/// See [`MappingError`].
pub fn map_headers(fields: &[Field], headers: &[String], given: &BTreeMap<String, String>) -> Result<Mapped, MappingError> {
    let mut mapped = Mapped::default();
    let mut column_of: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (name, header) in given {
        let field = fields.iter().find(|field| key(field.name) == key(name)).ok_or_else(|| MappingError::UnknownField {
            field: name.clone(),
            known: fields.iter().map(|field| field.name.to_owned()).collect(),
        })?;
        if let Some(value) = header.strip_prefix('=') {
            mapped.constants.insert(field.name.to_owned(), value.trim().to_owned());
            continue;
        }
        let column = given_column(name, header, headers)?;
        if let Some((other, _)) = column_of.iter().find(|(other, taken)| **taken == column && **other != field.name) {
            return Err(MappingError::GivenTwice { header: headers[column].clone(), fields: ((*other).to_owned(), field.name.to_owned()) });
        }
        column_of.insert(field.name, column);
    }
    let decided: BTreeSet<usize> = column_of.values().copied().collect();
    let open = |field: &&Field| !column_of.contains_key(field.name) && !mapped.constants.contains_key(field.name);
    let undecided: Vec<&Field> = fields.iter().filter(open).collect();
    let mut found = column_of.clone();
    for whole in [true, false] {
        let taken: BTreeSet<usize> = decided.iter().chain(found.values()).copied().collect();
        let candidates = candidates(&undecided, headers, &taken, &found, whole)?;
        for (field, columns) in candidates {
            match columns[..] {
                [one] => drop(found.insert(field, one)),
                _ => {
                    let headers = columns.iter().map(|column| (column + 1, headers[*column].clone())).collect();
                    return Err(MappingError::SeveralColumns { field: field.to_owned(), headers });
                }
            }
        }
    }
    let missing: Vec<&Field> = undecided.into_iter().filter(|field| !found.contains_key(field.name)).collect();
    let required: Vec<(String, Vec<String>)> = missing
        .iter()
        .filter(|field| field.required)
        .map(|field| (field.name.to_owned(), field.headers.iter().map(|header| (*header).to_owned()).collect()))
        .collect();
    if !required.is_empty() {
        return Err(MappingError::MissingRequired { fields: required, headers: headers.to_vec() });
    }
    mapped.missing_optional = missing.iter().map(|field| field.name).collect();
    name_columns(&found, headers, &mut mapped);
    Ok(mapped)
}

/// The columns that may hold each field, among those not yet taken.
fn candidates(
    fields: &[&Field],
    headers: &[String],
    taken: &BTreeSet<usize>,
    found: &BTreeMap<&'static str, usize>,
    whole: bool,
) -> Result<BTreeMap<&'static str, Vec<usize>>, MappingError> {
    let mut candidates: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (column, header) in headers.iter().enumerate().filter(|(column, _)| !taken.contains(column)) {
        let header_key = if whole { key(&without_marks(header)) } else { key(&without_parentheses(header)) };
        if header_key.is_empty() {
            continue;
        }
        let free = fields.iter().filter(|field| !found.contains_key(field.name));
        let named: Vec<&&Field> = free.clone().filter(|field| key(field.name) == header_key).collect();
        let meant: Vec<&&Field> = if named.is_empty() {
            free.filter(|field| field.headers.iter().any(|synonym| key(synonym) == header_key)).collect()
        } else {
            named
        };
        match meant[..] {
            [] => {}
            [field] => candidates.entry(field.name).or_default().push(column),
            _ => {
                let fields = meant.iter().map(|field| field.name.to_owned()).collect();
                return Err(MappingError::SeveralFields { column: column + 1, header: header.clone(), fields });
            }
        }
    }
    Ok(candidates)
}

/// The column a given mapping names: by number, by its header as written, or by the header as people write it.
fn given_column(field: &str, wanted: &str, headers: &[String]) -> Result<usize, MappingError> {
    let refuse =
        |several| MappingError::UnknownColumn { field: field.to_owned(), header: wanted.to_owned(), several, headers: headers.to_vec() };
    let same = |test: &dyn Fn(&str) -> bool| {
        headers.iter().enumerate().filter(|(_, header)| test(header)).map(|(column, _)| column).collect::<Vec<_>>()
    };
    for columns in [same(&|header| header.trim() == wanted.trim()), same(&|header| !key(wanted).is_empty() && key(header) == key(wanted))] {
        match columns[..] {
            [one] => return Ok(one),
            [] => {}
            _ => return Err(refuse(true)),
        }
    }
    let number = wanted.trim().strip_prefix('#').and_then(|number| number.trim().parse::<usize>().ok());
    number.and_then(|number| number.checked_sub(1)).filter(|column| *column < headers.len()).ok_or_else(|| refuse(false))
}

/// Names every column; a header that is also the name of a field held elsewhere gets its number.
fn name_columns(found: &BTreeMap<&'static str, usize>, headers: &[String], mapped: &mut Mapped) {
    let mut used: BTreeSet<String> = found.keys().map(|name| (*name).to_owned()).collect();
    for (column, header) in headers.iter().enumerate() {
        if let Some((name, _)) = found.iter().find(|(_, held)| **held == column) {
            mapped.names.push((*name).to_owned());
            continue;
        }
        let mut name = header.clone();
        while !used.insert(name.clone()) {
            name = format!("{name} (colonna {})", column + 1);
        }
        mapped.names.push(name);
        if !header.trim().is_empty() {
            mapped.unknown.push(header.clone());
        }
    }
}

/// A header without what only says that it must be filled.
fn without_marks(header: &str) -> String {
    let mut text = header.replace('*', " ");
    for mark in ["obbligatorio", "obbligatoria", "facoltativo", "facoltativa", "opzionale", "required", "optional"] {
        for written in [format!("({mark})"), format!("[{mark}]")] {
            while let Some(at) = text.to_ascii_lowercase().find(&written) {
                text.replace_range(at..at + written.len(), " ");
            }
        }
    }
    text
}

fn without_parentheses(header: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::new();
    for letter in without_marks(header).chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    outside
}

/// What headers are compared by: folded words, abbreviations written out, no articles and prepositions.
fn key(header: &str) -> String {
    let folded = fold_acronyms(&header.replace('_', " ").replace("n°", "n ").replace("N°", "N "));
    let words = folded.split(' ').filter_map(|word| {
        Some(match word {
            "di" | "del" | "della" | "dello" | "dell" | "dei" | "degli" | "delle" | "il" | "lo" | "la" | "i" | "gli" | "le" | "l" | "d"
            | "the" | "of" => return None,
            "n" | "nr" | "num" | "nro" => "numero",
            "tel" => "telefono",
            "cell" | "cel" => "cellulare",
            "prov" => "provincia",
            "cod" => "codice",
            "reg" => "regione",
            "denom" => "denominazione",
            "ind" | "indir" => "indirizzo",
            "loc" => "localita",
            "lat" => "latitudine",
            "lon" | "long" | "lng" => "longitudine",
            word => word,
        })
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
