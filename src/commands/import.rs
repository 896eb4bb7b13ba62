//! `centri import …`, `centri export …`, `centri protect …`: what a person can bring in, take out, take back and hide.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use centri::config::{BundledSettings, DatabaseSettings};
use centri::imports::{self, Kind, Options, Part};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

use super::{actor, say, with_truth};

/// What can be imported, and what can be done with what was.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Everything bundled: boundaries, population, places and the centres found in public pages.
    Italy,
    /// Comuni with their Provinces and Regions, dissolved and generalised for the map (FlatGeobuf, ISTAT's zipped shapefile …).
    Boundaries(FileOptions),
    /// Residents by comune, sex and age (CSV, POSAS).
    Population(FileOptions),
    /// Official classes of comuni: inner areas (SNAI), mountain, altimetric zone, one row for each comune (CSV, XLSX …).
    MunicipalityClasses(FileOptions),
    /// People in cells finer than comuni, for coverage: ISTAT's grid of 1 km, census sections, any points or polygons (CSV,
    /// GeoJSON, FlatGeobuf, shapefile). Columns that count people are known by name or given by --map 0-17=HEADER.
    Demand(FileOptions),
    /// Localities, postcodes, streets and house numbers for search and geocoding (CSV, ANNCSU).
    Places(FileOptions),
    /// Bodies that own or manage centres.
    Organisations(FileOptions),
    /// Ambiti, distretti, zone as dated sets of comuni.
    Districts(FileOptions),
    /// Centres with their sites, services, hours and contacts: CSV, XLSX, ODS, GeoJSON, FlatGeobuf, shapefile, GeoPackage, KML.
    ///
    /// One row for each site. Headers are recognised in Italian and English (`centri import template centres -o modello.xlsx`
    /// shows them all); others are named by --map. Rows that cannot be taken come back in a file beside yours, with the
    /// reason and what to write instead: correct it there and import that file.
    Centres {
        #[command(flatten)]
        options: FileOptions,
        #[command(flatten)]
        parts: Parts,
    },
    /// Comuni served by each centre.
    Catchments(FileOptions),
    /// Travel times in minutes, one row for each pair of origin (comune or cell) and destination (site or comune).
    TravelTimes(FileOptions),
    /// Write an empty file to be filled in (CSV or XLSX).
    Template {
        /// What the file is for: centres, organisations, districts, catchments, travel-times, municipality-classes.
        kind: Kind,
        /// The file to write; its end decides the format.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// List what was imported, the newest first.
    List {
        /// How many at most.
        #[arg(long, default_value_t = 20)]
        limit: i64,
    },
    /// Show one import with every row that was refused or is worth a look.
    Show {
        /// Its number in the list.
        id: i64,
    },
    /// Take an import back, as long as nothing newer depends on it.
    Undo {
        /// Its number in the list.
        id: i64,
    },
}

/// How a file is read.
#[derive(Debug, Clone, Args)]
pub struct FileOptions {
    /// The file; the bundled one when left out.
    file: Option<PathBuf>,
    /// A column the headers do not tell: --map nome="Denominazione struttura", or one value for all rows: --map cod_com==006003.
    #[arg(long = "map", value_name = "FIELD=HEADER", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Columns as kept under this name before.
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Keep the columns given here under this name for the next time.
    #[arg(long, value_name = "NAME")]
    save_mapping: Option<String>,
    /// Coordinate system of the numbers in the file, such as EPSG:3003; what the file declares when left out.
    #[arg(long)]
    crs: Option<String>,
    /// Sheet or layer of the file; the first with data when left out.
    #[arg(long)]
    layer: Option<String>,
    /// Key of the source the rows belong to; the file's name when left out. The next edition must have the same.
    #[arg(long)]
    source: Option<String>,
    /// Whose word counts where two sources describe one centre: 0 to 1000, the higher one's (100 when never given).
    #[arg(long)]
    precedence: Option<i16>,
    /// Say what would happen and store nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A list in several files, tied by the codes of sites and centres.
#[derive(Debug, Clone, Default, Args)]
pub struct Parts {
    /// File with one row for each site and the code of its centre.
    #[arg(long, value_name = "FILE")]
    sites: Option<PathBuf>,
    /// File with one row for each service: code, service.
    #[arg(long, value_name = "FILE")]
    services: Option<PathBuf>,
    /// File with one row for each opening: code, day, from, to.
    #[arg(long, value_name = "FILE")]
    hours: Option<PathBuf>,
    /// File with one row for each contact: code, channel, value.
    #[arg(long, value_name = "FILE")]
    contacts: Option<PathBuf>,
}

impl Parts {
    fn named(&self) -> BTreeMap<Part, PathBuf> {
        let parts =
            [(Part::Sites, &self.sites), (Part::Services, &self.services), (Part::Hours, &self.hours), (Part::Contacts, &self.contacts)];
        parts.into_iter().filter_map(|(part, path)| path.clone().map(|path| (part, path))).collect()
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, header) = text.split_once('=').ok_or("si scrive CAMPO=INTESTAZIONE, come nome=\"Denominazione\"")?;
    Ok((field.trim().to_owned(), header.trim().to_owned()))
}

impl Import {
    /// Does what was asked.
    pub async fn run(self, database: &DatabaseSettings, bundled: &BundledSettings) -> anyhow::Result<ExitCode> {
        match self {
            Self::Italy => italy(database, bundled).await,
            Self::Boundaries(options) => file(Kind::Boundaries, options, Parts::default(), database, bundled).await,
            Self::Population(options) => file(Kind::Population, options, Parts::default(), database, bundled).await,
            Self::MunicipalityClasses(options) => file(Kind::MunicipalityClasses, options, Parts::default(), database, bundled).await,
            Self::Demand(options) => file(Kind::Demand, options, Parts::default(), database, bundled).await,
            Self::Places(options) => file(Kind::Places, options, Parts::default(), database, bundled).await,
            Self::Organisations(options) => file(Kind::Organisations, options, Parts::default(), database, bundled).await,
            Self::Districts(options) => file(Kind::Districts, options, Parts::default(), database, bundled).await,
            Self::Centres { options, parts } => file(Kind::Centres, options, parts, database, bundled).await,
            Self::Catchments(options) => file(Kind::Catchments, options, Parts::default(), database, bundled).await,
            Self::TravelTimes(options) => file(Kind::TravelTimes, options, Parts::default(), database, bundled).await,
            Self::Template { kind, output } => {
                imports::write_template(kind, &output)?;
                say(&format!("Modello scritto: {}", output.display()));
                Ok(ExitCode::SUCCESS)
            }
            Self::List { limit } => {
                let entries = with_truth(database, async |truth| imports::list(&truth.pools.owner, limit).await).await?;
                say(&list(&entries));
                Ok(ExitCode::SUCCESS)
            }
            Self::Show { id } => {
                let entry = with_truth(database, async |truth| imports::show(&truth.pools.owner, id).await).await?;
                say(&show(&entry));
                Ok(ExitCode::SUCCESS)
            }
            Self::Undo { id } => {
                let done = with_truth(database, async |truth| imports::undo(&truth.pools.owner, id, &actor(), Utc::now()).await).await?;
                say(&format!("L'importazione {id} è stata annullata; cambiamenti tornati com'erano: {done}."));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn italy(database: &DatabaseSettings, bundled: &BundledSettings) -> anyhow::Result<ExitCode> {
    let folder = bundled.find().map_err(anyhow::Error::msg)?;
    let reports =
        with_truth(database, async |truth| imports::bundled_italy(&truth.pools.owner, &folder, &actor(), Utc::now()).await).await?;
    let mut refused = false;
    for (kind, report) in reports {
        match report {
            Some(report) => {
                refused |= !report.refused.is_empty();
                say(&report.to_string());
            }
            None => say(&format!("{}: già importati in questa edizione, non c'è nulla da fare", imports::kind_in_words(kind.word()))),
        }
    }
    Ok(if refused { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

async fn file(
    kind: Kind,
    given: FileOptions,
    parts: Parts,
    database: &DatabaseSettings,
    bundled: &BundledSettings,
) -> anyhow::Result<ExitCode> {
    // A file of one's own needs nothing of what is bundled.
    let folder = match bundled.find() {
        Err(_) if given.file.is_some() => PathBuf::new(),
        found => found.map_err(anyhow::Error::msg)?,
    };
    let mut mapping: BTreeMap<String, String> = given.map.into_iter().collect();
    let path = given.file.clone();
    let report = with_truth(database, async |truth| {
        let pool = &truth.pools.owner;
        if let Some(name) = &given.mapping {
            let mut kept = imports::load_mapping(pool, name, kind).await?;
            kept.append(&mut mapping);
            mapping = kept;
        }
        let options = Options {
            mapping: mapping.clone(),
            crs: given.crs.clone(),
            parts: parts.named(),
            layer: given.layer.clone(),
            source: given.source.clone(),
            precedence: given.precedence,
            dry_run: given.dry_run,
        };
        let report = imports::run(pool, kind, given.file.as_deref(), &options, &folder, &actor(), Utc::now()).await?;
        if let Some(name) = given.save_mapping.as_ref().filter(|_| !given.dry_run) {
            imports::save_mapping(pool, name, kind, &mapping, &actor(), Utc::now()).await?;
        }
        Ok(report)
    })
    .await?;
    say(&report.to_string());
    if given.dry_run {
        // Of a rehearsal nothing is kept that could be shown later.
        say(&beyond_the_first(&report));
        say("Prova: non è stato conservato nulla.");
    } else if let Some(run) = report.run {
        say(&format!("È l'importazione numero {run}: centri import show {run} la mostra tutta, centri import undo {run} la annulla."));
    }
    if report.refused.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(path) = path
        && !report.refused_rows.headers.is_empty()
        && !given.dry_run
    {
        correction(&report, &path)?;
    }
    Ok(ExitCode::from(2))
}

fn correction(report: &imports::Report, path: &Path) -> anyhow::Result<()> {
    // Beside the file where that may be written, else where the person stands.
    let here = PathBuf::from(path.file_name().context("il file non ha un nome")?);
    let written = imports::write_correction(report, path).or_else(|_| imports::write_correction(report, &here))?;
    if let Some(written) = written {
        say(&format!("Le righe rifiutate sono in {}: correggerle lì e importare quel file.", written.display()));
    }
    Ok(())
}

/// A moment as clocks in Italy show it.
fn when(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&chrono_tz::Europe::Rome).format("%d/%m/%Y %H:%M").to_string()
}

fn list(entries: &[imports::Entry]) -> String {
    if entries.is_empty() {
        return "Nessuna importazione.".to_owned();
    }
    let mut text = format!(
        "{:>5}  {:<16}  {:<13} {:>7} {:>7} {:>7} {:>7}  {}\n",
        "", "quando", "che cosa", "nuovi", "aggiorn", "invar", "rifiut", "file, chi"
    );
    for entry in entries {
        let file = file_in_words(entry);
        let [inserted, updated, unchanged, refused, ..] = entry.counts;
        let undone = if entry.undone.is_some() { "  (annullata)" } else { "" };
        text.push_str(&format!(
            "{:>5}  {:<16}  {:<13} {inserted:>7} {updated:>7} {unchanged:>7} {refused:>7}  {}, {}{undone}\n",
            entry.id,
            when(entry.started_at),
            imports::kind_in_words(&entry.kind),
            file,
            entry.run_by
        ));
    }
    text
}

/// The files of a run; the demonstration has none.
fn file_in_words(entry: &imports::Entry) -> &str {
    if entry.kind == "demonstration" { "centri inventati" } else { &entry.file }
}

fn show(entry: &imports::Entry) -> String {
    let mut text = format!(
        "Importazione {}: {} da {}\n{} del {}, {:.1} s\nImpronta del file (SHA-256): {}\n",
        entry.id,
        imports::kind_in_words(&entry.kind),
        file_in_words(entry),
        entry.run_by,
        when(entry.started_at),
        entry.seconds,
        entry.checksum
    );
    if let Some((day, who)) = &entry.undone {
        text.push_str(&format!("Annullata da {who} il {}\n", when(*day)));
    }
    let given = entry.options.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null() && **value != serde_json::json!({}));
    let given: Vec<String> = given.map(|(name, value)| given_in_words(name, value)).collect();
    if !given.is_empty() {
        text.push_str(&format!("Indicazioni: {}\n", given.join(" · ")));
    }
    match &entry.report {
        Some(report) => {
            text.push_str(&report.to_string());
            text.push_str(&beyond_the_first(report));
        }
        None => text.push_str("Di questa importazione non è stato conservato il resoconto.\n"),
    }
    text
}

/// All rows of a report, where it shows only the first of them.
fn beyond_the_first(report: &imports::Report) -> String {
    let mut text = String::new();
    for (title, rows) in [("Tutte le righe rifiutate", &report.refused), ("Tutte le righe da guardare", &report.warned)] {
        if rows.len() > imports::LISTED {
            text.push_str(&format!("{title}:\n"));
            rows.iter().for_each(|row| text.push_str(&format!("  {row}\n")));
        }
    }
    text
}

/// What whoever imported a file said of it.
fn given_in_words(name: &str, value: &serde_json::Value) -> String {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let word = match name {
        "mapping" => "colonne",
        "crs" => "coordinate",
        "source" => "fonte",
        "precedence" => "precedenza",
        "layer" => "foglio",
        other => other,
    };
    match value.as_object() {
        Some(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(field, header)| format!("{field} = «{}»", plain(header))).collect();
            format!("{word} {}", pairs.join(", "))
        }
        None => format!("{word} {}", plain(value)),
    }
}

/// What can be exported.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Centres with their sites, in a file that imports back unchanged (but Parquet, for analysts). Protected positions stay out,
    /// and so do centres that were withdrawn.
    Centres {
        /// csv, xlsx, geojson, fgb or parquet; told from the file's name when left out (csv for standard output).
        #[arg(short, long)]
        format: Option<imports::export::Format>,
        /// Only the centres of this source.
        #[arg(long)]
        source: Option<String>,
        /// The file to write; - is standard output.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// Public sites as `/api/v1/sites` lists them: the same parameters, the same bytes.
    ///
    /// Invented centres are among them, marked as such; --filter "demo = false" leaves them out. Every format but geojson and
    /// json holds the whole list; those two come by pages.
    Sites(Box<super::sites::Sites>),
    /// Tiles of the map in one PMTiles file, to be served by another Centri (CENTRI_PMTILES), any web server or a phone.
    ///
    /// The tiles are those the server answers at the same addresses. Protected positions are not among them, nor are
    /// invented centres unless asked for; the file names its sources with their licences.
    Tiles(super::tiles::Tiles),
}

impl Export {
    /// Does what was asked.
    pub async fn run(self, database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
        let (format, source, output) = match self {
            Self::Centres { format, source, output } => (format, source, output),
            Self::Sites(sites) => return sites.run(database).await,
            Self::Tiles(tiles) => return tiles.run(database).await,
        };
        let path = Some(output.as_path()).filter(|path| *path != Path::new("-"));
        let end = output.extension().and_then(|end| end.to_str()).unwrap_or_default().to_owned();
        let format = match format {
            Some(format) => format,
            None if path.is_none() => imports::export::Format::Csv,
            None => end.parse().map_err(anyhow::Error::msg)?,
        };
        let rows =
            with_truth(database, async |truth| imports::export::centres(&truth.pools.owner, source.as_deref(), format, path).await).await?;
        if path.is_some() {
            say(&format!("Scritto {}: righe {rows}", output.display()));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A position to hide.
#[derive(Debug, Args)]
pub struct Protect {
    /// The site: its public number, or the last part of its card's address where the centre has one site.
    site: String,
    /// What may still be told: solo_comune, solo_ambito, riservata (only those who work there), non_conservata (nothing is kept).
    #[arg(long, default_value = "solo_comune")]
    visibility: String,
    /// Why, for the record. Never write a position here.
    #[arg(long)]
    reason: Option<String>,
}

impl Protect {
    /// Does what was asked.
    pub async fn run(self, database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
        let done = with_truth(database, async |truth| {
            imports::protect(&truth.pools.owner, &self.site, &self.visibility, self.reason.as_deref(), &actor(), Utc::now()).await
        })
        .await?;
        say(&done.to_string());
        Ok(ExitCode::SUCCESS)
    }
}
