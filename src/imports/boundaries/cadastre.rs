//! The cadastral code of a municipality that an official file names without it and nobody knows: the bundled edition has
//! that municipality, or a stored one has the same territory. Refuses a code another row already has.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::Result;
use data_import::read_municipality_boundaries;
use sqlx::PgConnection;

use super::super::Run;
use super::super::names::{folded, italian_half};
use super::super::report::Refusal;
use super::super::table::unreadable;
use super::official::{Rest, Unplaced};
use super::{MUNICIPALITIES, apart, heirs_store};

/// Gives the rows the codes that can be found; what somebody should look at for each.
pub(super) async fn complete(connection: &mut PgConnection, run: &Run<'_>, rest: &mut Rest) -> Result<Vec<Refusal>> {
    let bundled = match run.register.bundled(&[MUNICIPALITIES]).ok().and_then(|mut files| files.pop()) {
        Some(file) => apart(move || listed(file.path)).await??,
        // Whoever has no bundled data still has the territory stored.
        None => HashMap::new(),
    };
    let mut told = Vec::new();
    for Unplaced { row, .. } in &mut rest.unplaced {
        let Some((code, name)) = bundled.get(&row.istat_code).filter(|(code, _)| !rest.seen.contains_key(code)) else { continue };
        if row.name.as_deref().is_some_and(|given| is_same(given, name)) {
            row.cadastral_code = Some(code.clone());
            let reason = format!("il comune è nuovo: il codice catastale {code} viene dai dati forniti con il programma");
            told.push(Refusal::of_cell(row.row, "cod_catasto", reason));
        }
    }
    let unknown: Vec<usize> = (0..rest.unplaced.len()).filter(|at| rest.unplaced[*at].row.cadastral_code.is_none()).collect();
    let shapes: Vec<_> = unknown.iter().map(|at| &rest.unplaced[*at].degrees).collect();
    let taken: Vec<String> = rest.seen.keys().cloned().collect();
    for same in heirs_store::same_territory(connection, &shapes, &taken).await? {
        let Some(Unplaced { row, .. }) = unknown.get(same.at).and_then(|at| rest.unplaced.get_mut(*at)) else { continue };
        let reason = format!(
            "il codice {} è nuovo: il territorio è quello di {} ({}), quindi è lo stesso comune (codice catastale {})",
            row.istat_code, same.name, same.istat_code, same.cadastral_code
        );
        told.push(Refusal::of_cell(row.row, "cod_com", reason));
        row.cadastral_code = Some(same.cadastral_code);
    }
    Ok(told)
}

/// Cadastral codes and names of the bundled municipalities by ISTAT code.
fn listed(path: PathBuf) -> Result<HashMap<String, (String, String)>> {
    read_municipality_boundaries(path)
        .map(|unit| unit.map(|unit| (unit.istat_code, (unit.cadastral_code, unit.name))).map_err(unreadable))
        .collect()
}

/// Whether two names are of one municipality; one of them may have its Italian half only.
fn is_same(given: &str, known: &str) -> bool {
    folded(given) == folded(known) || folded(given) == folded(italian_half(known))
}
