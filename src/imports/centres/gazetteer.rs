//! Which municipality a row means: by code, by cadastral code, by name with its province.
//! Refuses to choose between two of one name, and a code and a name that contradict one another without saying so.

use std::collections::HashMap;

use data_import::Row;
use data_import::values::codes;

use super::super::names::{folded, italian_half};
use super::super::report::Refusal;
use super::super::store::MunicipalityCodes;

/// What is said of a code that had lost its leading zeros.
pub(in crate::imports) const ZEROS_LOST: &str = "mancavano gli zeri iniziali del codice: aggiunti";

/// A municipality as rows speak of it.
#[derive(Debug, Clone)]
pub(in crate::imports) struct Municipality {
    pub(in crate::imports) name: String,
    /// Names in other languages.
    pub(in crate::imports) other_names: Vec<String>,
    pub(in crate::imports) cadastral_code: String,
    /// Label of the province.
    pub(in crate::imports) label: String,
    /// ISTAT code of the Region: it decides the datum operation.
    pub(in crate::imports) region: String,
    pub(in crate::imports) social_region: i32,
}

/// Municipalities by code and name.
#[derive(Default)]
pub(in crate::imports) struct Gazetteer {
    codes: MunicipalityCodes,
    municipalities: HashMap<i32, Municipality>,
    by_name: HashMap<String, Vec<i32>>,
    /// By names without their small words, asked only where no name is the very same.
    by_short_name: HashMap<String, Vec<i32>>,
    by_cadastral_code: HashMap<String, i32>,
}

impl Gazetteer {
    pub(in crate::imports) fn of(codes: MunicipalityCodes, municipalities: HashMap<i32, Municipality>) -> Self {
        let mut by_name: HashMap<String, Vec<i32>> = HashMap::new();
        let mut by_short_name: HashMap<String, Vec<i32>> = HashMap::new();
        for (id, municipality) in &municipalities {
            for name in spellings(municipality) {
                let short = by_short_name.entry(shortened(&name)).or_default();
                if !short.contains(id) {
                    short.push(*id);
                }
                by_name.entry(name).or_default().push(*id);
            }
        }
        let by_cadastral_code = municipalities.iter().map(|(id, municipality)| (municipality.cadastral_code.clone(), *id)).collect();
        Self { codes, municipalities, by_name, by_short_name, by_cadastral_code }
    }

    pub(in crate::imports) fn is_empty(&self) -> bool {
        self.municipalities.is_empty()
    }

    pub(in crate::imports) fn get(&self, municipality: i32) -> Option<&Municipality> {
        self.municipalities.get(&municipality)
    }

    /// The municipality a row means. Its code goes before its name, the code of the land register before the ISTAT code.
    pub(in crate::imports) fn municipality(&self, row: &Row, warned: &mut Vec<Refusal>) -> Result<i32, Refusal> {
        let named = self.named(row);
        let coded = self.coded(row, warned)?;
        match (coded, named) {
            (Some(Some(id)), Ok(name)) if name.contains(&id) || name.is_empty() => Ok(id),
            // "Reggio Emilia" is how everybody calls Reggio nell'Emilia; "Calliano" was Calliano Monferrato until 2022, and is
            // the name of another comune as well.
            (Some(Some(id)), _) if self.is_short_for(row, id) => Ok(id),
            // Two comuni that both exist: nobody but the officer knows which of the two cells is wrong.
            (Some(Some(id)), Ok(_)) => {
                let said = |known: &Municipality| format!("il codice è di {} ({}), il nome di un altro comune", known.name, known.label);
                let reason = self.get(id).map_or_else(|| "codice e nome sono di due comuni diversi".to_owned(), said);
                Err(Refusal::of_cell(row.number, "comune", reason).with_hint("correggere il comune o il codice ISTAT"))
            }
            // A name of nobody beside a code of somebody: that of a comune that merged, or a slip.
            (Some(Some(id)), Err(_)) => {
                warned.push(
                    Refusal::of_cell(row.number, "comune", "nome o provincia non sono quelli del codice: vale il codice")
                        .with_hint("controllare comune e codice ISTAT"),
                );
                Ok(id)
            }
            // A code of an edition we do not hold: the name decides, where it can.
            (Some(None), Ok(name)) if name.len() == 1 => {
                warned.push(Refusal::of_cell(row.number, "cod_com", "il codice non è fra quelli noti: vale il nome del comune"));
                Ok(name[0])
            }
            (Some(None), _) => {
                Err(Refusal::of_cell(row.number, "cod_com", "questo codice non è di nessun comune conosciuto: forse il comune si è fuso")
                    .with_hint("scrivere il comune di oggi e la provincia, oppure il suo codice ISTAT o catastale"))
            }
            (None, Ok(name)) => match name[..] {
                [only] => Ok(only),
                [] => Err(Refusal::of_cell(row.number, "comune", "manca il comune")
                    .with_hint("scrivere il comune e la provincia, o il codice ISTAT")),
                _ => {
                    let mut provinces: Vec<&str> = name.iter().filter_map(|id| self.get(*id)).map(|known| known.label.as_str()).collect();
                    provinces.sort_unstable();
                    Err(Refusal::of_cell(row.number, "comune", format!("più comuni hanno questo nome (province {})", provinces.join(", ")))
                        .with_hint("aggiungere la provincia o il codice ISTAT"))
                }
            },
            (None, Err(refusal)) => Err(refusal),
        }
    }

    /// Whether the row's name is the municipality's with small words left out.
    fn is_short_for(&self, row: &Row, municipality: i32) -> bool {
        let (Some(given), Some(known)) = (row.optional("comune"), self.get(municipality)) else { return false };
        let known = folded(&known.name);
        let whole: Vec<&str> = known.split(' ').collect();
        folded(given).split(' ').all(|word| whole.contains(&word))
    }

    /// The municipality of a code: the outer none where the row gives none, the inner where nobody has it.
    fn coded(&self, row: &Row, warned: &mut Vec<Refusal>) -> Result<Option<Option<i32>>, Refusal> {
        if let Some(cell) = row.optional("cod_catasto") {
            let code = codes::cadastral(cell).map_err(|error| Refusal::of_cell(row.number, "cod_catasto", error.hint))?;
            if let Some(id) = self.by_cadastral_code.get(&code.code) {
                return Ok(Some(Some(*id)));
            }
        }
        let Some(cell) = row.optional("cod_com") else { return Ok(None) };
        let code = codes::istat_municipality(cell).map_err(|error| Refusal::of_cell(row.number, "cod_com", error.hint))?;
        if code.mended {
            warned.push(Refusal::of_cell(row.number, "cod_com", ZEROS_LOST).with_hint("tenere i codici come testo"));
        }
        Ok(Some(self.codes.resolve(&code.code)))
    }

    /// Municipalities of the row's name, in its province where it names one; empty where it names no municipality.
    fn named(&self, row: &Row) -> Result<Vec<i32>, Refusal> {
        let Some(name) = row.optional("comune") else { return Ok(vec![]) };
        let all = self.called(name).map(<[i32]>::to_vec).unwrap_or_default();
        let hint = |otherwise: &str| match self.alike(row, name)[..] {
            [] => otherwise.to_owned(),
            ref alike => format!("forse {}: scrivere il nome ufficiale, o il codice ISTAT", alike.join(" o ")),
        };
        if all.is_empty() {
            return Err(Refusal::of_cell(row.number, "comune", "nessun comune si chiama così")
                .with_hint(hint("scrivere il nome ufficiale, o il codice ISTAT")));
        }
        let label = match row.optional("provincia").map(codes::province) {
            Some(Ok(province)) => Some(province.label),
            Some(Err(error)) => return Err(Refusal::of_cell(row.number, "provincia", error.hint)),
            None => in_brackets(name),
        };
        let Some(label) = label else { return Ok(all) };
        let inside: Vec<i32> = all.into_iter().filter(|id| self.get(*id).is_some_and(|known| known.label == label)).collect();
        if inside.is_empty() {
            return Err(Refusal::of_cell(row.number, "comune", "nella provincia indicata non c'è un comune con questo nome")
                .with_hint(hint("controllare comune e provincia, o dare il codice ISTAT")));
        }
        Ok(inside)
    }

    /// Municipalities of a name: whole, without a province in brackets, without its small words.
    fn called(&self, name: &str) -> Option<&[i32]> {
        let bare = folded(without_label(name));
        let exact = self.by_name.get(&folded(name)).or_else(|| self.by_name.get(&bare));
        let short = Some(shortened(&bare)).filter(|short| !short.is_empty());
        exact.or_else(|| self.by_short_name.get(&short?)).map(Vec::as_slice)
    }

    /// Municipalities a name may be short for, with their provinces, at most three: each of its words begins a word of
    /// theirs, in the province of the row where it names one.
    fn alike(&self, row: &Row, name: &str) -> Vec<String> {
        let label = row.optional("provincia").and_then(|cell| codes::province(cell).ok()).map(|province| province.label);
        let words = folded(without_label(name));
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        if words.iter().all(|word| word.len() < 3) {
            return vec![];
        }
        let is_alike = |known: &&Municipality| {
            let whole = folded(&known.name);
            let mut rest = whole.split(' ');
            label.as_ref().is_none_or(|label| *label == known.label) && words.iter().all(|word| rest.any(|own| own.starts_with(word)))
        };
        let mut alike: Vec<String> =
            self.municipalities.values().filter(is_alike).map(|known| format!("{} ({})", known.name, known.label)).collect();
        alike.sort();
        if alike.len() > 3 { vec![] } else { alike }
    }

    /// The municipality of a name alone, for lists of served ones; the province of the centre decides between equals.
    pub(in crate::imports) fn by_words(&self, words: &str, label: &str) -> Option<i32> {
        if let Ok(code) = codes::istat_municipality(words) {
            return self.codes.resolve(&code.code);
        }
        let all = self.called(words)?;
        let label = in_brackets(words).unwrap_or_else(|| label.to_owned());
        match all[..] {
            [only] => Some(only),
            _ => all.iter().copied().find(|id| self.get(*id).is_some_and(|known| known.label == label)),
        }
    }
}

/// "Castro (BG)" without its province.
fn without_label(name: &str) -> &str {
    name.rsplit_once('(').map_or(name, |(name, _)| name.trim())
}

/// The province in brackets after a name.
fn in_brackets(name: &str) -> Option<String> {
    let (_, label) = name.rsplit_once('(')?;
    codes::province(label.trim_end_matches(')').trim()).ok().map(|province| province.label)
}

/// A folded name without articles and prepositions, every saint written alike: "reggio emilia", "s lazzaro savena".
fn shortened(name: &str) -> String {
    const SMALL: [&str; 30] = [
        "di", "del", "della", "dello", "dell", "dei", "degli", "delle", "d", "da", "dal", "in", "nel", "nell", "nella", "nei", "sul",
        "sull", "sulla", "a", "al", "alla", "con", "e", "ed", "l", "la", "lo", "il", "le",
    ];
    const SAINTS: [&str; 5] = ["san", "santo", "santa", "sant", "ss"];
    let words = name.split(' ').filter(|word| !SMALL.contains(word)).map(|word| if SAINTS.contains(&word) { "s" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// How rows may write a municipality's name: whole, either half of a bilingual one; folded.
fn spellings(municipality: &Municipality) -> Vec<String> {
    let mut spellings = vec![folded(&municipality.name), folded(italian_half(&municipality.name))];
    spellings.extend(municipality.other_names.iter().map(|name| folded(name)));
    // Where a hyphen parts the halves ("Duino Aurisina-Devin Nabrežina") only the other half says so.
    let halves = municipality.other_names.iter().filter_map(|other| municipality.name.strip_suffix(other.as_str())?.strip_suffix('-'));
    spellings.extend(halves.map(folded));
    spellings.sort();
    spellings.dedup();
    spellings
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use data_import::Columns;

    use super::*;

    fn known() -> Gazetteer {
        let of = |name: &str, others: &[&str], cadastral: &str, label: &str, region: &str| Municipality {
            name: name.to_owned(),
            other_names: others.iter().map(|name| (*name).to_owned()).collect(),
            cadastral_code: cadastral.to_owned(),
            label: label.to_owned(),
            region: region.to_owned(),
            social_region: 1,
        };
        let municipalities = HashMap::from([
            (1, of("Prova", &[], "A001", "BO", "08")),
            (2, of("Bolzano/Bozen", &["Bozen"], "A952", "BZ", "04")),
            (3, of("Samone", &[], "H754", "TN", "04")),
            (4, of("Samone", &[], "H753", "TO", "01")),
            (5, of("Cagliari", &[], "B354", "CA", "20")),
            (6, of("Napoli", &[], "F839", "NA", "15")),
        ]);
        let codes = MunicipalityCodes::of(&[("037001", 1), ("021008", 2), ("092009", 5), ("063049", 6)], &[("037099", "037001")]);
        Gazetteer::of(codes, municipalities)
    }

    /// A row of cells named by their fields.
    fn row(cells: &[(&str, &str)]) -> Row {
        Row {
            file: "f.csv".into(),
            number: 2,
            columns: Arc::new(Columns::of_headers(cells.iter().map(|(name, _)| (*name).to_owned()))),
            cells: cells.iter().map(|(_, cell)| (*cell).to_owned()).collect(),
            shape: None,
        }
    }

    /// What cells named by their fields mean, with the columns of the warnings.
    fn meant(cells: &[(&str, &str)]) -> (Result<i32, String>, Vec<String>) {
        let row = row(cells);
        let mut warned = vec![];
        let found = known().municipality(&row, &mut warned).map_err(|refusal| refusal.reason);
        (found, warned.into_iter().filter_map(|refusal| refusal.column).collect())
    }

    #[test]
    fn names_of_two_comuni_need_their_province() {
        assert_eq!(meant(&[("comune", "samone"), ("provincia", "TN")]).0, Ok(3));
        assert_eq!(meant(&[("comune", "Samone"), ("provincia", "Torino")]).0, Ok(4));
        assert_eq!(meant(&[("comune", "Samone (TO)")]).0, Ok(4));
        let refused = meant(&[("comune", "Samone")]).0.expect_err("two of them");
        assert!(refused.contains("TN") && refused.contains("TO"), "{refused}");
        assert!(meant(&[("comune", "Samone"), ("provincia", "MI")]).0.is_err());
    }

    #[test]
    fn a_shortened_name_is_refused_with_the_comuni_it_may_be() {
        let hint = |cells: &[(&str, &str)]| {
            let row = row(cells);
            known().municipality(&row, &mut vec![]).expect_err("nobody is called so").hint.expect("a hint")
        };
        assert!(hint(&[("comune", "Bolz.")]).starts_with("forse Bolzano/Bozen (BZ):"));
        assert!(hint(&[("comune", "Samon")]).starts_with("forse Samone (TN) o Samone (TO):"));
        assert!(hint(&[("comune", "Samon"), ("provincia", "TO")]).starts_with("forse Samone (TO):"));
        assert!(hint(&[("comune", "Samarcanda")]).starts_with("scrivere il nome"));
    }

    #[test]
    fn small_words_and_saints_may_be_left_out() {
        assert_eq!(shortened("reggio nell emilia"), shortened("reggio emilia"));
        assert_eq!(shortened("san lazzaro di savena"), shortened("s lazzaro savena"));
        assert_ne!(shortened("reggio nell emilia"), shortened("reggio di calabria"));
        assert_eq!(shortened("l aquila"), "aquila");
    }

    #[test]
    fn bilingual_names_and_naples_are_found() {
        for name in ["Bolzano", "Bozen", "BOLZANO/BOZEN"] {
            assert_eq!(meant(&[("comune", name), ("provincia", "BZ")]).0, Ok(2), "{name}");
        }
        assert_eq!(meant(&[("comune", "Napoli"), ("provincia", "NA")]), (Ok(6), vec![]));
    }

    #[test]
    fn codes_of_other_years_lead_to_the_comune_of_today() {
        assert_eq!(meant(&[("cod_com", "037099"), ("comune", "Prova")]), (Ok(1), vec![]));
        // Sardinia's codes of 2026 are in no edition we hold: the land register's code, or the name, decides.
        assert_eq!(meant(&[("cod_com", "118009"), ("cod_catasto", "B354")]).0, Ok(5));
        assert_eq!(meant(&[("cod_com", "118009"), ("comune", "Cagliari")]), (Ok(5), vec!["cod_com".to_owned()]));
        assert!(meant(&[("cod_com", "118009")]).0.is_err());
    }

    #[test]
    fn lost_zeros_come_back_and_contradictions_are_said() {
        assert_eq!(meant(&[("cod_com", "37001"), ("comune", "Prova")]), (Ok(1), vec!["cod_com".to_owned()]));
        // The name of a comune that merged, beside the code of its heir or its own old one: the code knows.
        assert_eq!(meant(&[("cod_com", "037099"), ("comune", "Vecchio")]), (Ok(1), vec!["comune".to_owned()]));
        let two = meant(&[("cod_com", "037001"), ("comune", "Cagliari")]).0.expect_err("two comuni in one row");
        assert!(two.contains("Prova (BO)"), "{two}");
        assert!(meant(&[("nome", "senza comune")]).0.is_err());
        assert!(meant(&[("comune", "Samarcanda")]).0.is_err());
    }

    #[test]
    fn served_comuni_are_told_by_name_or_code() {
        let known = known();
        assert_eq!(known.by_words("Samone", "TN"), Some(3));
        assert_eq!(known.by_words("Samone (TO)", "TN"), Some(4));
        assert_eq!(known.by_words("037001", "BO"), Some(1));
        assert_eq!(known.by_words("Samarcanda", "BO"), None);
    }
}
