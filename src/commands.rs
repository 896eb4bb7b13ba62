//! What can be said to `centri`, and what each word does. The work itself is in the library.

mod coverage;
mod harvest;
mod import;
pub mod italian;
mod sites;
mod tiles;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use centri::config::{BundledSettings, DatabaseSettings, HarvestSettings, ServeSettings};
use centri::database;
use centri::imports;
use centri::imports::harvest::Configuration;
use centri::server::{self, Harvesting, Truth};
use centri::web::{ParameterError, Site, Words};
use chrono::Utc;
use clap::{Parser, Subcommand};

/// The national map of Italy's Centri per la famiglia: vector tiles, nearest centre and catalogue over PostGIS.
///
/// Without CENTRI_DATABASE_URL everything is kept in a private PostGIS in the folder of CENTRI_FOLDER (.centri).
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = "Start here:  centri run        then open http://127.0.0.1:8080")]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    bundled: BundledSettings,
    #[command(flatten)]
    harvest: HarvestSettings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prepare everything and serve: migrate, import the bundled Italy if it is missing, load the
    /// demonstration centres at the very first start, then do what `serve` does.
    Run(ServeSettings),
    /// Serve the map, the pages and the interfaces. Imports nothing and invents nothing.
    Serve(ServeSettings),
    /// Bring the database schema up to this version of the program.
    Migrate,
    /// Bring data in. Running it again with the same file changes nothing.
    Import {
        #[command(subcommand)]
        what: import::Import,
    },
    /// Take data out: centres in files that come in again unchanged, public sites as the interface lists them, the map in a
    /// file of tiles.
    Export {
        #[command(subcommand)]
        what: import::Export,
    },
    /// Hide where a site is, everywhere and backwards, and say where it had been public.
    Protect(import::Protect),
    /// Files of others, fetched when they are due and stored within limits; what looks wrong waits for a person.
    Harvest(harvest::Harvest),
    /// Coverage in figures: who is reached, who is not, where the next centre should open.
    Coverage(coverage::Coverage),
    /// Invented centres for demonstrations and tests ("Centro dimostrativo …", without telephone).
    Demo {
        #[command(subcommand)]
        what: Demo,
    },
    /// Look at the database and say what is missing and what to do about it.
    Doctor,
}

#[derive(Debug, Subcommand)]
enum Demo {
    /// Add 600 invented centres on real comuni.
    Load,
    /// Take exactly those away again.
    Remove,
}

impl CommandLine {
    /// Does what was asked.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let Self { command, database, bundled, harvest } = self;
        match command {
            Command::Serve(settings) => server::serve(&database, settings, harvesting(&harvest, &bundled)?).await?,
            Command::Run(settings) => {
                let folder = bundled.find().map_err(anyhow::Error::msg)?;
                server::run(&database, settings, &folder, harvesting(&harvest, &bundled)?).await?;
            }
            Command::Harvest(what) => return what.run(&database, &bundled, &harvest).await,
            Command::Coverage(what) => return what.run(&database).await,
            Command::Migrate => with_truth(&database, async |_| Ok(())).await?,
            Command::Import { what } => return what.run(&database, &bundled).await.map_err(italian::explained),
            Command::Export { what } => return what.run(&database).await.map_err(italian::explained),
            Command::Protect(what) => return what.run(&database).await.map_err(italian::explained),
            Command::Demo { what } => {
                let text = with_truth(&database, async |truth| match what {
                    Demo::Load => Ok(imports::demo::load(&truth.pools.owner, Utc::now()).await?.to_string()),
                    Demo::Remove => Ok(imports::demo::remove(&truth.pools.owner).await?.to_string()),
                })
                .await?;
                say(&text);
            }
            Command::Doctor => return doctor(&database).await,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What is fetched while the site is served, where a file of sources is named.
fn harvesting(settings: &HarvestSettings, bundled: &BundledSettings) -> anyhow::Result<Option<Harvesting>> {
    let Some(file) = &settings.harvest else { return Ok(None) };
    Ok(Some(Harvesting { configuration: Configuration::read(file)?, bundled: bundled.find().map_err(anyhow::Error::msg)? }))
}

/// What a site needs to know of itself before it reads what is public.
#[derive(Debug, Parser)]
struct Defaults {
    #[command(flatten)]
    settings: ServeSettings,
}

/// The site as the environment describes it, as for a server without options.
fn site() -> Arc<Site> {
    Site::new(Defaults::parse_from(["centri"]).settings)
}

/// The mistakes of a question to an interface in its own words, each on a line.
fn each_mistake(mistakes: &[ParameterError], words: Words) -> String {
    let lines = mistakes.iter().map(|mistake| format!("{} = {:?}: {}", mistake.parameter, mistake.value, mistake.allowed.say(words)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whoever sits at the terminal, for the history.
fn actor() -> String {
    std::env::var("USER").unwrap_or_else(|_| "riga di comando".into())
}

/// Opens the truth, brings it up to date, does the work and closes it whatever happened.
async fn with_truth<T>(settings: &DatabaseSettings, work: impl AsyncFnOnce(&Truth) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let truth = Truth::join(settings).await.context(italian::NOT_READY)?;
    let done = match truth.prepare().await.context(italian::NOT_READY) {
        Ok(()) => work(&truth).await,
        Err(error) => Err(error),
    };
    truth.close().await.context("il lavoro è fatto, ma il PostGIS privato non si è chiuso bene; il prossimo avvio lo rimette a posto")?;
    done
}

async fn doctor(settings: &DatabaseSettings) -> anyhow::Result<ExitCode> {
    let truth = Truth::join(settings).await?;
    let findings = database::check(&truth.options).await;
    for finding in &findings {
        let mark = match (finding.ok, finding.required) {
            (true, _) => "ok  ",
            (false, true) => "FAIL",
            (false, false) => "warn",
        };
        say(&format!("{mark} {}: {}", finding.name, finding.message));
        if let Some(remedy) = &finding.remedy {
            say(&format!("     {remedy}"));
        }
    }
    truth.close().await?;
    Ok(if database::acceptable(&findings) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The answer of a command, on standard output; the log goes to standard error.
#[expect(clippy::print_stdout, reason = "the one place that speaks to the person at the terminal")]
fn say(text: &str) {
    println!("{text}");
}
