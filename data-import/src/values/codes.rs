//! Codes of places: ISTAT, cadastral, province, postcode. Codes are text; a number that lost its leading zeros is mended
//! and said. Refuses what is no code of the kind asked for, and never looks up whether a municipality exists.

use std::sync::OnceLock;

use super::fold::fold;
use super::{ValueError, ValueProblem, filled};

/// A code, and whether it had to be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code in its official form.
    pub code: String,
    /// Whether the cell held something else: zeros lost, lower case, ".0" of a spreadsheet.
    pub mended: bool,
}

/// A province as the cell names it, in the words of the official list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Two capital letters; Naples is `NA`.
    pub label: String,
    /// Official name, bilingual ones whole: "Bolzano/Bozen".
    pub name: String,
    /// ISTAT code, three digits.
    pub istat_code: String,
}

/// ISTAT code of a municipality, six digits: "037006", "37006" (mended), "37006.0" (mended).
///
/// # Errors
/// Anything else; a cadastral code is recognised and said.
pub fn istat_municipality(cell: &str) -> Result<Code, ValueError> {
    let text = filled(cell)?;
    if cadastral(text).is_ok() {
        return Err(ValueError::new(
            ValueProblem::NotUnderstood,
            text,
            "è un codice catastale: serve il codice ISTAT di sei cifre, per esempio 037006",
        ));
    }
    // A province of at least 1 and a number of at least 1: nothing shorter than four digits is a whole code.
    digits(text, 6, 4).filter(|code| &code.code[..3] != "000" && &code.code[3..] != "000").ok_or_else(|| {
        ValueError::new(
            ValueProblem::NotUnderstood,
            text,
            "serve il codice ISTAT del comune, sei cifre con gli zeri iniziali, per esempio 037006",
        )
    })
}

/// Postcode (CAP), five digits: "40121", "I-40121" (mended), "118" for 00118 (mended).
///
/// # Errors
/// Anything else; a generic code of a large city ("401xx", "00100" is accepted as it was written for decades) is refused.
pub fn postcode(cell: &str) -> Result<Code, ValueError> {
    let text = filled(cell)?;
    let bare = text.trim_start_matches("CAP").trim_start_matches("cap").trim_start_matches(['.', ':', ' ']);
    let bare = bare.strip_prefix("I-").or_else(|| bare.strip_prefix("IT-")).unwrap_or(bare).trim();
    let read = digits(bare, 5, 2).filter(|code| ("00010"..="98168").contains(&code.code.as_str()));
    read.map(|code| Code { mended: code.mended || bare != text, ..code })
        .ok_or_else(|| ValueError::new(ValueProblem::NotUnderstood, text, "serve un CAP di cinque cifre, per esempio 00118"))
}

/// Cadastral (Belfiore) code of a municipality: a capital letter and three digits; lower case is mended.
///
/// # Errors
/// Anything else, with a hint where the letter O stands for a zero.
pub fn cadastral(cell: &str) -> Result<Code, ValueError> {
    let text = filled(cell)?;
    let code = text.to_ascii_uppercase();
    let bytes = code.as_bytes();
    let starts = matches!(bytes.first(), Some(b'A'..=b'M' | b'Z')) && bytes.len() == 4;
    if starts && bytes[1..].iter().all(u8::is_ascii_digit) {
        return Ok(Code { mended: code != text, code });
    }
    let hint = if starts && bytes[1..].iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'I' | b'L')) {
        "il codice catastale è una lettera e tre cifre: sembra esserci una lettera al posto di una cifra"
    } else {
        "serve il codice catastale: una lettera e tre cifre, per esempio A944"
    };
    Err(ValueError::new(ValueProblem::NotUnderstood, text, hint))
}

/// A province by label ("NA", "na", "(BO)") or name ("Reggio Emilia", "Monza Brianza", "provincia di Bologna"), of the
/// official list of 2025. Labels out of use (FO, PS, SU's predecessors) are refused: which province took over is not a
/// question of spelling.
///
/// # Errors
/// A text that is no province, or may be two ("Reggio").
pub fn province(cell: &str) -> Result<Province, ValueError> {
    let text = filled(cell)?;
    let bare = text.trim_matches(['(', ')', ' ', '.', '[', ']']);
    let provinces = provinces();
    if bare.len() == 2 {
        let label = bare.to_ascii_uppercase();
        let found = provinces.iter().find(|province| province.label == label);
        return found.cloned().ok_or_else(|| {
            let hint = match label.as_str() {
                "FO" => "FO non si usa più: la provincia di Forlì-Cesena è FC",
                "PS" => "PS non si usa più: la provincia di Pesaro e Urbino è PU",
                "CI" | "VS" | "OG" | "OT" | "IG" | "MD" => {
                    "sigla sarda fuori dall'elenco del 2025: indicare il comune con il codice ISTAT o catastale"
                }
                _ => "non è la sigla di una provincia: due lettere, per esempio BO; Napoli è NA",
            };
            ValueError::new(ValueProblem::Impossible, text, hint)
        });
    }
    let key = province_key(bare);
    let matching = |province: &&Province| province_names(province).contains(&key);
    let found: Vec<&Province> = provinces.iter().filter(matching).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        _ if key == "reggio" => Err(ValueError::new(
            ValueProblem::TwoReadings,
            text,
            "può essere Reggio nell'Emilia (RE) o Reggio di Calabria (RC): scrivere la sigla",
        )),
        _ => Err(ValueError::new(
            ValueProblem::NotUnderstood,
            text,
            "non è una provincia dell'elenco ISTAT: scrivere la sigla, per esempio BO",
        )),
    }
}

fn provinces() -> &'static [Province] {
    static PROVINCES: OnceLock<Vec<Province>> = OnceLock::new();
    PROVINCES.get_or_init(|| {
        let mut reader = csv::Reader::from_reader(include_str!("../../bundled/province.csv").as_bytes());
        let read = reader.records().filter_map(|record| {
            let record = record.ok()?;
            Some(Province { istat_code: record.get(0)?.to_owned(), name: record.get(1)?.to_owned(), label: record.get(2)?.to_owned() })
        });
        read.collect()
    })
}

/// Folded words without what officers add and leave out.
fn province_key(name: &str) -> String {
    const LEFT_OUT: &[&str] = &[
        "provincia",
        "prov",
        "citta",
        "metropolitana",
        "autonoma",
        "libero",
        "consorzio",
        "comunale",
        "di",
        "del",
        "della",
        "nell",
        "nella",
        "e",
        "d",
        "dell",
        "in",
    ];
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !LEFT_OUT.contains(word)).collect();
    words.join(" ")
}

/// The keys a province answers to: whole name, both halves of a bilingual one, and the usual short ones.
fn province_names(province: &Province) -> Vec<String> {
    let mut names = vec![province_key(&province.name)];
    names.extend(province.name.split('/').map(province_key));
    let short: &[&str] = match province.label.as_str() {
        "BZ" => &["alto adige", "sudtirol", "bolzano alto adige"],
        "AO" => &["aosta", "aoste"],
        "VB" => &["vco", "verbania"],
        "MB" => &["monza"],
        "BT" => &["bat"],
        "MS" => &["massa"],
        "PU" => &["pesaro"],
        "FC" => &["forli"],
        "RM" => &["roma capitale"],
        "AQ" => &["aquila"],
        "SP" => &["spezia"],
        _ => &[],
    };
    names.extend(short.iter().map(|name| (*name).to_owned()));
    names
}

/// Digits of a code of `length`, with lost zeros put back when at least `least` are there.
fn digits(text: &str, length: usize, least: usize) -> Option<Code> {
    let bare = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text).trim_start_matches('\'');
    let digits: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    let right = (least..=length).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| Code { mended: digits.len() < length || digits != text, code: format!("{digits:0>length$}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::scramble::for_scrambled;

    fn code(code: &str, mended: bool) -> Result<Code, ValueError> {
        Ok(Code { code: code.to_owned(), mended })
    }

    #[test]
    fn codes_of_municipalities() {
        for (cell, expected, mended) in [
            ("037006", "037006", false),
            ("37006", "037006", true),
            ("1001", "001001", true),
            (" 063049 ", "063049", false),
            ("37006.0", "037006", true),
            ("37006,0", "037006", true),
            ("'037006", "037006", true),
            ("111009", "111009", false),
        ] {
            assert_eq!(istat_municipality(cell), code(expected, mended), "{cell}");
        }
        for cell in ["", "006", "0370066", "A944", "3,7E+04", "Bologna", "-37006", "37.006", "000000", "037000", "٣٧٠٠٦٠"] {
            assert!(istat_municipality(cell).is_err(), "{cell}");
        }
        assert!(istat_municipality("a944").expect_err("cadastral").hint.contains("codice catastale"));
    }

    #[test]
    fn postcodes() {
        for (cell, expected, mended) in [
            ("40121", "40121", false),
            ("118", "00118", true),
            ("00118", "00118", false),
            ("I-40121", "40121", true),
            ("CAP 40121", "40121", true),
            ("6049", "06049", true),
            ("40121.0", "40121", true),
        ] {
            assert_eq!(postcode(cell), code(expected, mended), "{cell}");
        }
        for cell in ["401xx", "99999", "1", "BO", "40121-40122", ""] {
            assert!(postcode(cell).is_err(), "{cell}");
        }
    }

    #[test]
    fn cadastral_codes() {
        assert_eq!(cadastral("A944"), code("A944", false));
        assert_eq!(cadastral("f205"), code("F205", true));
        assert!(cadastral("F2O5").expect_err("a letter").hint.contains("lettera al posto"));
        for cell in ["", "944", "N944", "A94", "A9444", "é944", "A94٣"] {
            assert!(cadastral(cell).is_err(), "{cell}");
        }
    }

    #[test]
    fn provinces_by_label_or_name() {
        for (cell, label) in [
            ("NA", "NA"),
            ("na", "NA"),
            ("(BO)", "BO"),
            ("Bologna", "BO"),
            ("BOLOGNA", "BO"),
            ("provincia di Bologna", "BO"),
            ("Prov. di Bologna", "BO"),
            ("Città metropolitana di Bologna", "BO"),
            ("Reggio Emilia", "RE"),
            ("Reggio nell'Emilia", "RE"),
            ("Reggio Calabria", "RC"),
            ("Forlì Cesena", "FC"),
            ("Forli'-Cesena", "FC"),
            ("Monza e Brianza", "MB"),
            ("Monza Brianza", "MB"),
            ("Bolzano", "BZ"),
            ("Bozen", "BZ"),
            ("Alto Adige", "BZ"),
            ("Südtirol", "BZ"),
            ("Aosta", "AO"),
            ("Vallée d'Aoste", "AO"),
            ("Massa Carrara", "MS"),
            ("VCO", "VB"),
            ("Barletta-Andria-Trani", "BT"),
            ("L'Aquila", "AQ"),
            ("L’Aquila", "AQ"),
            ("La Spezia", "SP"),
            ("Pesaro-Urbino", "PU"),
            ("Sud Sardegna", "SU"),
        ] {
            assert_eq!(province(cell).map(|found| found.label).as_deref(), Ok(label), "{cell}");
        }
        assert_eq!(provinces().len(), 107);
        for (cell, hint) in
            [("FO", "FC"), ("PS", "PU"), ("XX", "NA"), ("Reggio", "RC"), ("Atlantide", "elenco"), ("", "vuota"), ("VS", "sarda")]
        {
            assert!(province(cell).expect_err(cell).hint.contains(hint), "{cell}");
        }
    }

    #[test]
    fn no_name_of_a_province_answers_for_another() {
        for one in provinces() {
            for name in province_names(one) {
                let owners = provinces().iter().filter(|other| province_names(other).contains(&name)).count();
                assert_eq!(owners, 1, "{name}");
            }
            assert_eq!(province(&one.name).as_ref(), Ok(one));
            assert_eq!(province(&one.label).as_ref(), Ok(one));
        }
    }

    #[test]
    fn nothing_makes_them_panic() {
        for_scrambled(&["037006", "A944", "Reggio nell'Emilia", "I-40121", "(BO)", "Città metropolitana di Roma"], |text| {
            if let Ok(found) = istat_municipality(text) {
                assert_eq!(found.code.len(), 6, "{text:?}");
            }
            if let Ok(found) = postcode(text) {
                assert_eq!(found.code.len(), 5, "{text:?}");
            }
            let _ = (cadastral(text), province(text));
        });
    }
}
