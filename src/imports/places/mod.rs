//! Places below the municipality: localities, postcodes, streets with their house numbers; the columns of a file say which.
//! Refuses a file with the columns of none of them or that breaks off, and whatever municipality nobody knows.

mod address_store;
mod addresses;
mod key_store;
mod localities;
mod postcodes;
mod store;
mod tally;

use anyhow::{Result, bail};
use data_import::PlacesForm;
use data_import::table::{self, ReadOptions};
use sqlx::PgPool;

use super::addition_store::Held;
use super::provenance::InputFile;
use super::report::{Refusal, Report};
use super::store::{begin, municipality_codes, record_run};
use super::table::unreadable;
use super::{Run, addition};

/// The bundled file.
pub(super) const BUNDLED: [&str; 1] = ["localita-geonames.csv"];

/// Imports a file of places in one transaction; what a new edition of the same source no longer has is taken away.
pub(super) async fn import(run: &Run<'_>, files: &[InputFile]) -> Result<Report> {
    let [file] = files else { bail!("i luoghi si importano da un file alla volta") };
    let options = ReadOptions { layer: run.options.layer.clone(), ..ReadOptions::default() };
    let table = table::open(&file.path, &options).map_err(unreadable)?;
    let form = PlacesForm::of(&table);
    let mut report = Report::of(match form {
        PlacesForm::Localities => "luoghi",
        PlacesForm::Postcodes => "CAP",
        PlacesForm::Addresses => "civici",
    });
    let mut transaction = begin(run.pool, run.actor, &file.name, &run.progress).await?;
    let connection = &mut *transaction;
    let codes = municipality_codes(connection).await?;
    if codes.is_empty() {
        bail!("non ci sono ancora comuni: importare prima i confini (centri import boundaries)");
    }
    let first = addition::is_first(connection, &file.source.key, Held::Places).await?;
    match form {
        PlacesForm::Localities => localities::import(connection, run, file, table, &codes, &mut report).await?,
        PlacesForm::Postcodes => postcodes::import(connection, run, file, table, &codes, &mut report).await?,
        PlacesForm::Addresses => addresses::import(connection, run, file, table, &codes, &mut report).await?,
    }
    let source = addition::note(connection, &file.source.key, Held::Places, first, &mut report).await?;
    record_run(connection, run, files, source, &mut report).await?;
    run.end(transaction).await?;
    Ok(report)
}

/// Makes streets findable that were imported before there were keys to find them by; does nothing at any later start.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn make_streets_findable(pool: &PgPool) -> Result<()> {
    let mut transaction = pool.begin().await?;
    if key_store::all_missing(&mut transaction).await? {
        let written = key_store::write_missing(&mut transaction).await?;
        tracing::info!(streets = written, "streets can be searched now");
    }
    transaction.commit().await?;
    Ok(())
}

/// Why a file is refused as a whole.
fn nothing_in(file: &InputFile, report: &Report) -> String {
    let first = report.refused.first().map_or_else(String::new, |refusal| format!(" ({refusal})"));
    format!("{} non contiene alcun luogo che si possa registrare{first}", file.name)
}

/// Tells of rows the source no longer has.
fn gone(report: &mut Report, rows: u64) {
    report.vanished = usize::try_from(rows).unwrap_or(usize::MAX);
    if rows > 0 {
        report.warned.push(Refusal::of_row(0, format!("{rows} non sono più nella fonte e sono stati tolti")));
    }
}
