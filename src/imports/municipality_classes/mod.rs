//! Official classifications of comuni, one row for each comune: inner areas (SNAI), mountain, altimetric zone. An edition of a
//! source replaces its last one in the schemes it speaks of; where two sources speak of one comune, the newest word counts.
//! Refuses a class it does not know, two classes of one comune, and to take anything away for a row it could not read.

mod schemes;
mod store;

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Result, bail};
use data_import::values::codes;
use data_import::{Field, Row};

use super::addition_store::Held;
use super::centres::{Gazetteer, ZEROS_LOST, gazetteer};
use super::names::folded;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, source};
use super::{Run, addition, run_store, table};
use schemes::{ALTIMETRIC_ZONE, MOUNTAIN, SNAI, Scheme};
use store::Classes;

/// Columns of a list of classes. The row of its template names no comune, so that nobody imports it as if it were one.
pub const FIELDS: [Field; 8] = [
    Field {
        name: "cod_com",
        headers: &[
            "codice istat",
            "istat",
            "cod istat",
            "procom_t",
            "pro_com_t",
            "pro_com",
            "procom",
            "istat code",
            "codice comune",
            "codice istat comune",
            "codice istat del comune (alfanumerico)",
            "codice comune formato alfanumerico",
        ],
        required: false,
        about: "Codice ISTAT del comune, sei cifre; vanno bene anche i codici di un tempo",
        example: "",
    },
    Field {
        name: "comune",
        headers: &["denominazione comune", "nome comune", "denominazione", "denominazione in italiano", "municipality"],
        required: false,
        about: "Nome del comune, se non c'è il codice",
        example: "Comune di esempio",
    },
    Field {
        name: "provincia",
        headers: &["prov", "sigla", "sigla provincia", "sigla automobilistica", "province"],
        required: false,
        about: "Sigla della provincia",
        example: "BO",
    },
    Field {
        name: "cod_catasto",
        headers: &["codice catastale", "codice catastale del comune", "belfiore"],
        required: false,
        about: "Codice catastale",
        example: "",
    },
    Field {
        name: "snai",
        headers: &[
            "snai_2020",
            "cod_ai_2020",
            "aree_int",
            "aree_int_2020",
            "aree interne",
            "area interna",
            "classe snai",
            "classificazione snai",
            "classe aree interne",
            "classificazione aree interne",
            "codice aree interne",
            "codice aree interne 2021-2027",
            "mappa ai 2020",
        ],
        required: false,
        about: "Classe della mappa delle aree interne: A polo, B polo intercomunale, C cintura, D intermedio, E periferico, F ultraperiferico",
        example: "D - Intermedio",
    },
    Field {
        name: "snai_nome",
        headers: &["des_ai_2020", "descrizione aree interne", "descrizione aree interne 2021-2027"],
        required: false,
        about: "La stessa classe per nome, nei file che la scrivono in una colonna sua",
        example: "",
    },
    Field {
        name: "montagna",
        headers: &["comune montano", "montano", "montanità", "grado di montanità", "mountain"],
        required: false,
        about: "T totalmente montano, P parzialmente montano, NM non montano; oppure sì e no",
        example: "P",
    },
    Field {
        name: "zona_altimetrica",
        headers: &["zona alt", "altimetria", "zona altimetrica ISTAT", "altimetric zone"],
        required: false,
        about: "Zona altimetrica ISTAT: 1 montagna interna, 2 montagna litoranea, 3 collina interna, 4 collina litoranea, 5 pianura",
        example: "3",
    },
];

/// The columns a class may be read from.
const COLUMNS: [(&str, &Scheme); 4] =
    [("snai", &SNAI), ("snai_nome", &SNAI), ("montagna", &MOUNTAIN), ("zona_altimetrica", &ALTIMETRIC_ZONE)];

/// Imports the classes of one file in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("le classi dei comuni si importano da un file alla volta") };
    let mut report = Report::of("classi");
    let table = table::open(run, file, &FIELDS, &mut report)?;
    if COLUMNS.iter().all(|(column, _)| table.columns.position(column).is_none()) {
        bail!(
            "manca una colonna di classi: ne serve almeno una fra snai (aree interne), montagna e zona_altimetrica; le colonne del file sono: {}. \
             Se una di queste è quella giusta, indicarla con --map, come --map snai=\"Classe\"",
            table.columns.headers().join(", ")
        );
    }
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let gazetteer = gazetteer(connection).await?;
    if gazetteer.is_empty() {
        bail!("non ci sono ancora comuni: importare prima i confini (centri import boundaries)");
    }
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let first = addition::is_first(connection, &file.source.key, Held::Classes).await?;
    let mut told = Told::default();
    table::each(table, &mut report, |row, report| told.take(&row, &gazetteer, &mut report.warned))?;
    told.about(&mut report);
    let classes = told.classes();
    run.progress.at("registrazione", 0, classes.comuni.len());
    let others = store::of_others(connection, &classes, source).await?;
    if others > 0 {
        report.reading.push(format!("Classi che erano di un'altra fonte, e ora sono di questa: {others}"));
    }
    if told.refused == report.refused.len() {
        let kept: Vec<i32> = told.in_doubt.iter().copied().collect();
        report.vanished = store::forget(connection, &classes, &kept, source).await?;
    } else if !first {
        let stays = "di alcune righe rifiutate non si sa il comune: resta tutto ciò che questa fonte aveva detto e il file non dice più";
        report.warned.push(Refusal::of_row(0, stays).with_hint("correggere le righe e importare di nuovo il file"));
    }
    report.count(classes.comuni.len(), store::write(connection, &classes, source).await?);
    run.progress.at("registrazione", classes.comuni.len(), classes.comuni.len());
    addition::note(connection, &file.source.key, Held::Classes, first, &mut report).await?;
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// What the rows of a file say, as far as they have been read.
#[derive(Default)]
struct Told {
    /// The class of a comune of today in a scheme.
    classes: BTreeMap<(i32, &'static str), &'static str>,
    /// How rows call a comune: more than one way where comuni have merged.
    called: HashMap<i32, HashSet<String>>,
    /// Comuni of refused rows: what was known of them stays.
    in_doubt: HashSet<i32>,
    /// Refused rows whose comune is known.
    refused: usize,
    /// Some code had lost its leading zeros.
    zeros_lost: bool,
}

impl Told {
    fn take(&mut self, row: &Row, gazetteer: &Gazetteer, warned: &mut Vec<Refusal>) -> Result<(), Refusal> {
        let classes = classes(row);
        if classes.as_ref().is_ok_and(BTreeMap::is_empty) {
            warned.push(Refusal::of_row(row.number, "nessuna classe in questa riga"));
            return Ok(());
        }
        let mut remarks = vec![];
        let comune = gazetteer.municipality(row, &mut remarks)?;
        // A whole country of codes kept as numbers is one remark.
        for remark in remarks {
            if remark.reason == ZEROS_LOST {
                self.zeros_lost = true;
            } else {
                warned.push(remark);
            }
        }
        let done = classes.and_then(|classes| self.keep(row, comune, &classes, gazetteer));
        if done.is_err() {
            self.in_doubt.insert(comune);
            self.refused += 1;
        }
        done
    }

    /// Keeps the classes of a row, all or none.
    fn keep(
        &mut self,
        row: &Row,
        comune: i32,
        classes: &BTreeMap<&'static str, &'static str>,
        gazetteer: &Gazetteer,
    ) -> Result<(), Refusal> {
        let called = self.called.entry(comune).or_default();
        if !called.insert(called_by(row)) {
            return Err(Refusal::of_cell(row.number, "comune", "il comune compare due volte nel file"));
        }
        if classes.iter().any(|(scheme, class)| self.classes.get(&(comune, *scheme)).is_some_and(|known| known != class)) {
            let today = gazetteer.get(comune).map_or_else(String::new, |known| format!(", {} ({}),", known.name, known.label));
            let reason = format!("è la seconda riga di quello che oggi è un comune solo{today} e gli dà un'altra classe");
            return Err(Refusal::of_cell(row.number, "comune", reason).with_hint("tenere una riga sola, con il comune di oggi"));
        }
        self.classes.extend(classes.iter().map(|(scheme, class)| ((comune, *scheme), *class)));
        Ok(())
    }

    /// What was understood, for the report.
    fn about(&self, report: &mut Report) {
        for scheme in [&SNAI, &MOUNTAIN, &ALTIMETRIC_ZONE] {
            let comuni = self.classes.keys().filter(|(_, word)| *word == scheme.word).count();
            if comuni > 0 {
                report.reading.push(format!("Comuni con una classe, {}: {comuni}", scheme.name));
            }
        }
        if self.zeros_lost {
            report.reading.push("Ai codici dei comuni si sono rimessi gli zeri iniziali".to_owned());
        }
    }

    fn classes(&self) -> Classes {
        let mut classes = Classes::default();
        for ((comune, scheme), class) in &self.classes {
            classes.comuni.push(*comune);
            classes.schemes.push((*scheme).to_owned());
            classes.classes.push((*class).to_owned());
        }
        classes
    }
}

/// The classes of a row by scheme.
fn classes(row: &Row) -> Result<BTreeMap<&'static str, &'static str>, Refusal> {
    let mut classes = BTreeMap::new();
    for (column, scheme) in COLUMNS {
        let Some(cell) = row.optional(column) else { continue };
        let refuse = |reason: &str| Refusal::of_cell(row.number, column, reason).with_hint(scheme.hint);
        let Some(class) = scheme.read(cell).map_err(|misread| refuse(misread.reason()))? else { continue };
        if classes.insert(scheme.word, class).is_some_and(|other| other != class) {
            return Err(refuse("non è la classe scritta nell'altra colonna"));
        }
    }
    Ok(classes)
}

/// How a row calls its comune.
fn called_by(row: &Row) -> String {
    let code = row.optional("cod_com").and_then(|cell| codes::istat_municipality(cell).ok()).map(|code| code.code);
    let cadastral = || row.optional("cod_catasto").map(str::to_uppercase);
    code.or_else(cadastral).unwrap_or_else(|| row.optional("comune").map(folded).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use data_import::Columns;

    use super::super::centres::Municipality;
    use super::super::store::MunicipalityCodes;
    use super::*;

    /// Prova, into which Vecchio (037099) and Antico (037098) went.
    fn known() -> Gazetteer {
        let prova = Municipality {
            name: "Prova".into(),
            other_names: vec![],
            cadastral_code: "A001".into(),
            label: "BO".into(),
            region: "08".into(),
            social_region: 8,
        };
        Gazetteer::of(MunicipalityCodes::of(&[("037001", 1)], &[("037099", "037001"), ("037098", "037001")]), HashMap::from([(1, prova)]))
    }

    fn row(number: u64, code: &str, snai: &str, name: &str, mountain: &str) -> Row {
        Row {
            file: "f.csv".into(),
            number,
            columns: Arc::new(Columns::of_headers(["cod_com", "snai", "snai_nome", "montagna"].map(str::to_owned))),
            cells: [code, snai, name, mountain].map(str::to_owned).to_vec(),
            shape: None,
        }
    }

    #[test]
    fn comuni_that_merged_may_agree() {
        let (known, mut told, mut warned) = (known(), Told::default(), vec![]);
        told.take(&row(2, "037099", "D", "", ""), &known, &mut warned).expect("the first");
        told.take(&row(3, "37098", "", "Intermedio", "T"), &known, &mut warned).expect("the same class");
        let other = told.take(&row(4, "037001", "E", "", "P"), &known, &mut warned).expect_err("another class");
        assert!(other.reason.contains("Prova (BO)"), "{other}");
        let twice = told.take(&row(5, "037098", "D", "", ""), &known, &mut warned).expect_err("twice");
        assert!(twice.reason.contains("due volte"), "{twice}");
        assert!(told.take(&row(6, "999999", "D", "", ""), &known, &mut warned).is_err());
        assert!(told.take(&row(7, "", "", "", ""), &known, &mut warned).is_ok());
        assert_eq!(told.classes, BTreeMap::from([((1, "snai"), "D"), ((1, "mountain"), "mountain")]));
        assert_eq!((told.refused, told.in_doubt.len(), told.zeros_lost, warned.len()), (2, 1, true, 1), "{warned:?}");
    }

    #[test]
    fn two_columns_of_one_scheme_say_one_thing() {
        assert_eq!(classes(&row(2, "", "D", "Intermedio", "no")), Ok(BTreeMap::from([("snai", "D"), ("mountain", "not_mountain")])));
        let refused = classes(&row(2, "", "D", "Periferico", "")).expect_err("two classes");
        assert_eq!((refused.column.as_deref(), refused.hint.is_some()), (Some("snai_nome"), true));
        assert!(classes(&row(2, "", "D", "", "forse")).is_err(), "never half a row");
    }
}
