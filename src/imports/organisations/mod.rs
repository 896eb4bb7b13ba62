//! Bodies that own or manage centres: by their code in the index of public administrations, else by name.
//! Refuses two rows that mean one body.

mod store;

use std::collections::HashSet;

use anyhow::{Result, bail};
use data_import::{Field, Row};

use super::names::folded;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, source};
use super::{Run, run_store, table};

/// Columns of a list of bodies.
pub const FIELDS: [Field; 5] = [
    Field {
        name: "nome",
        headers: &["denominazione", "ente", "denominazione ente", "ragione sociale", "name", "des_amm"],
        required: true,
        about: "Nome dell'ente",
        example: "Comune di Esempio",
    },
    Field {
        name: "codice_ipa",
        headers: &["ipa", "cod_amm", "codice ipa", "cod ipa", "ipa code"],
        required: false,
        about: "Codice nell'indice IPA",
        example: "c_a944",
    },
    Field {
        name: "codice_fiscale",
        headers: &["cf", "partita iva", "codice fiscale", "p. iva", "tax code"],
        required: false,
        about: "Codice fiscale dell'ente",
        example: "00000000000",
    },
    Field {
        name: "forma_giuridica",
        headers: &["natura giuridica", "tipologia istat", "legal form", "forma giuridica"],
        required: false,
        about: "Forma giuridica",
        example: "comune",
    },
    Field {
        name: "sito",
        headers: &["sito web", "sito_istituzionale", "url", "website"],
        required: false,
        about: "Pagina web",
        example: "https://www.example.it",
    },
];

/// A body as a file tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) ipa_code: Option<String>,
    pub(super) tax_code: Option<String>,
    pub(super) legal_form: Option<String>,
    pub(super) website: Option<String>,
}

/// Imports bodies in one transaction.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("gli enti si importano da un file alla volta") };
    let mut report = Report::of("enti");
    let table = table::open(run, file, &FIELDS, &mut report)?;
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let id = run_store::open(connection, run, files).await?;
    let source = source(connection, run, file).await?;
    let mut seen = HashSet::new();
    let mut organisations = vec![];
    table::each(table, &mut report, |row, _| {
        let organisation = one(&row)?;
        let key = organisation.ipa_code.as_ref().map_or_else(|| folded(&organisation.name), |code| code.to_lowercase());
        if !seen.insert(key) {
            return Err(Refusal::of_row(row.number, "lo stesso ente compare due volte nel file"));
        }
        organisations.push(organisation);
        Ok(())
    })?;
    for organisation in &organisations {
        report.count(1, store::write(connection, organisation, source).await?);
    }
    report.order();
    run_store::close(connection, run, id, Some(source), &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

fn one(row: &Row) -> Result<Organisation, Refusal> {
    let text = |column: &str| row.optional_text(column);
    let name = text("nome").ok_or_else(|| Refusal::of_cell(row.number, "nome", "manca il nome dell'ente"))?;
    let tax_code = text("codice_fiscale").map(|code| code.replace(' ', "").to_uppercase());
    if tax_code.as_ref().is_some_and(|code| code.len() == 16) {
        // Sixteen characters are a person's: a body has eleven digits.
        return Err(Refusal::of_cell(row.number, "codice_fiscale", "è il codice fiscale di una persona, non di un ente")
            .with_hint("lasciare vuoto"));
    }
    if tax_code.as_ref().is_some_and(|code| code.len() != 11 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(Refusal::of_cell(row.number, "codice_fiscale", "il codice fiscale di un ente ha undici cifre"));
    }
    Ok(Organisation { name, ipa_code: text("codice_ipa"), tax_code, legal_form: text("forma_giuridica"), website: text("sito") })
}
