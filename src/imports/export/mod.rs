//! Centres as a file that comes in again unchanged: the columns are those of the template. Parquet has them too, for analysts: it is
//! not read back.
//! Refuses to write where a protected site is: such rows go out without address and coordinates. What is not published does not
//! become so by going out: history keeps the word that keeps it unpublished, what was withdrawn stays here.

mod formats;
mod store;

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use data_import::Field;
use data_import::values::hours::{Opening, write_closures, write_hours};
use sqlx::PgPool;

use super::centres::FIELDS;

/// A file format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma separated, UTF-8.
    Csv,
    /// Excel.
    Xlsx,
    /// GeoJSON, EPSG:4326.
    GeoJson,
    /// FlatGeobuf, EPSG:4326.
    FlatGeobuf,
    /// GeoParquet 1.1.
    Parquet,
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "geojson" => Ok(Self::GeoJson),
            "fgb" => Ok(Self::FlatGeobuf),
            "parquet" => Ok(Self::Parquet),
            other => Err(format!("«{other}» non è un formato di esportazione: ci sono csv, xlsx, geojson, fgb e parquet")),
        }
    }
}

/// The columns of an export: those of a list, without what only files to be corrected carry.
fn columns() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| !super::correction::COLUMNS.contains(&field.name))
}

/// One row of an export: cells in the order of [`columns`], and its point.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    cells: Vec<String>,
    /// Longitude and latitude, EPSG:4326; none where the position is not public.
    point: Option<(f64, f64)>,
}

/// A site with its centre as the database has them.
struct Source {
    site: serde_json::Value,
    centre: serde_json::Value,
    names: store::Names,
    telephones: Vec<(String, String)>,
    services: Vec<store::Service>,
    hours: Vec<Opening>,
    /// First and last days, year-month-day.
    closures: Vec<(String, String)>,
    served: Vec<String>,
    professions: Vec<String>,
    point: Option<(f64, f64)>,
}

impl Source {
    fn centre(&self) -> Option<i64> {
        self.centre["id"].as_i64()
    }

    fn is_published(&self) -> bool {
        self.centre["published"] == true
    }

    /// As a list brings it in that calls it so; of what was withdrawn the position is protected.
    fn is_historic(&self) -> bool {
        self.site["status"] == "sospesa" && self.site["position_visibility"] == "pubblica"
    }

    /// The state of the site, in the word that keeps the centre as public as it is wherever the file is imported.
    fn status(&self) -> &str {
        if self.is_published() { self.site["status"].as_str().unwrap_or_default() } else { HISTORIC }
    }
}

/// What a list says of a centre that existed once: it comes in suspended and is not published.
const HISTORIC: &str = "storico";

/// Takes away the centres that were withdrawn, and their names as hubs of others; how many they are. What a source calls
/// historic is not public either and stays: all its sites are suspended and say where they are.
fn leave_out_withdrawn(rows: &mut Vec<Source>) -> usize {
    let withdrawn: HashSet<i64> = rows.iter().filter(|row| !row.is_published() && !row.is_historic()).filter_map(Source::centre).collect();
    rows.retain(|row| row.centre().is_none_or(|centre| !withdrawn.contains(&centre)));
    for row in rows.iter_mut().filter(|row| row.centre["hub_id"].as_i64().is_some_and(|hub| withdrawn.contains(&hub))) {
        row.names.hub.clear();
    }
    withdrawn.len()
}

/// Writes the centres of a source (all sources where none is named), demonstration and what was withdrawn left out, into a
/// file or, where no file is named, to standard output; how many rows. The log says how many centres were withdrawn.
///
/// # Errors
/// When there is no such source, nothing to write, or it cannot be written there.
pub async fn centres(pool: &PgPool, source: Option<&str>, format: Format, path: Option<&Path>) -> Result<usize> {
    let mut rows = store::sites(pool, source).await?;
    let withdrawn = leave_out_withdrawn(&mut rows);
    if rows.is_empty() {
        match (source, withdrawn) {
            (Some(key), 0) => bail!("la fonte {key} non ha centri"),
            (None, 0) => bail!("non ci sono centri da esportare"),
            (Some(key), _) => bail!("nessun centro della fonte {key} è pubblico: non c'è nulla da esportare"),
            (None, _) => bail!("nessun centro è pubblico: non c'è nulla da esportare"),
        }
    }
    match withdrawn {
        0 => {}
        1 => tracing::warn!("un centro non è pubblico e resta fuori dall'esportazione"),
        several => tracing::warn!("{several} centri non sono pubblici e restano fuori dall'esportazione"),
    }
    let lines: Vec<Line> = rows.iter().map(|row| line(row, source.is_none())).collect();
    let bytes = match format {
        Format::Csv => formats::csv(&lines),
        Format::Xlsx => formats::xlsx(&lines),
        Format::GeoJson => formats::geojson(&lines),
        Format::FlatGeobuf => formats::flatgeobuf(&lines),
        Format::Parquet => formats::parquet(&lines),
    }
    .context("i centri non si possono scrivere in questo formato")?;
    match path {
        Some(path) => std::fs::write(path, bytes).with_context(|| format!("{} non si può scrivere", path.display()))?,
        None => {
            let mut out = std::io::stdout().lock();
            out.write_all(&bytes).and_then(|()| out.flush()).context("l'uscita standard non si può scrivere")?;
        }
    }
    Ok(lines.len())
}

/// `all_sources`: codes of two sources may be the same, so each row names its card.
fn line(row: &Source, all_sources: bool) -> Line {
    let text = |value: &serde_json::Value, column: &str| match &value[column] {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().filter_map(|one| one.as_str()).collect::<Vec<_>>().join("; "),
        _ => String::new(),
    };
    let (site, centre) = (|column: &str| text(&row.site, column), |column: &str| text(&row.centre, column));
    let open = site("position_visibility") == "pubblica";
    let shown = |value: String| if open { value } else { String::new() };
    let channel = |wanted: &str| {
        let values: Vec<&str> = row.telephones.iter().filter(|(channel, _)| channel == wanted).map(|(_, value)| value.as_str()).collect();
        values.join("; ")
    };
    let of_services = |pick: fn(&store::Service) -> &[String]| {
        let mut values: Vec<&str> = row.services.iter().flat_map(pick).map(String::as_str).collect();
        values.sort_unstable();
        values.dedup();
        values.join("; ")
    };
    let degrees = |value: Option<f64>| value.filter(|_| open).map(|degrees| format!("{degrees:.7}")).unwrap_or_default();
    let cells = columns()
        .map(|field| match field.name {
            "id" => site("external_id"),
            "id_centro" => centre("external_id"),
            "uguale_a" if all_sources => centre("slug"),
            "scheda" => centre("slug"),
            "nome" => centre("name"),
            "nome_sede" => shown(site("name")),
            "stato" => row.status().to_owned(),
            "tipo_sede" => site("kind"),
            "ruolo_rete" => centre("network_role"),
            "hub" => row.names.hub.clone(),
            "riconoscimento" => centre("recognition"),
            "titolarita" => centre("ownership"),
            "ente_titolare" => row.names.owner.clone(),
            "gestione" => centre("management"),
            "ente_gestore" => row.names.manager.clone(),
            "ambito" => row.names.district.clone(),
            "indirizzo" => shown(site("address")),
            "cap" => shown(site("postcode")),
            "localita" => shown(site("locality")),
            "comune" => row.names.municipality.clone(),
            "provincia" => row.names.province.clone(),
            "regione" => row.names.region.clone(),
            "cod_com" => row.names.code.clone(),
            "cod_catasto" => row.names.cadastral_code.clone(),
            "lat" => degrees(row.point.map(|point| point.1)),
            "lon" => degrees(row.point.map(|point| point.0)),
            "precisione" => shown(site("precision")),
            "visibilita" => site("position_visibility"),
            "accessibilita" => site("physical_access"),
            "telefono" => channel("telefono"),
            "email" => channel("email"),
            "pec" => channel("pec"),
            "sito" => centre("website"),
            "servizi" => row.services.iter().map(|service| service.category.as_str()).collect::<Vec<_>>().join("; "),
            "lingue" => of_services(|service| &service.languages),
            "destinatari" => of_services(|service| &service.audiences),
            "accesso" => row.services.iter().find_map(|service| service.access_mode.clone()).unwrap_or_default(),
            "orari" => [write_hours(&row.hours), write_closures(&row.closures)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
            "professioni" => row.professions.join("; "),
            "comuni_serviti" => row.served.join("; "),
            "data_apertura" => site("opened_on"),
            "data_chiusura" => site("closed_on"),
            "fonte_url" => centre("source_url"),
            "data_fonte" => centre("source_date"),
            "note" => centre("note"),
            "verificato_il" => site("verified_on"),
            // A number of a house stands in the address; metres and one-cell coordinates are other ways to write lat and lon.
            _ => String::new(),
        })
        .collect();
    Line { cells, point: row.point.filter(|_| open) }
}
