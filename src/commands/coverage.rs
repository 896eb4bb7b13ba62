//! `centri coverage …`: the figures of `/api/v1/coverage` on the command line, by the same options, to the last digit.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use centri::config::DatabaseSettings;
use centri::coverage::{Coverage as Holder, FILE_FORMATS};
use centri::files::Format;
use centri::published::Mirror;
use centri::web::languages::Words;
use centri::web::{AppError, Language, Parameters};
use chrono::Utc;
use clap::Args;

use super::{each_mistake, site, with_truth};

/// Coverage: who is reached, who is not, where the next centre should open.
#[derive(Debug, Args)]
pub(super) struct Coverage {
    /// C1 … C10, S1 … S6, served_comuni, served_people, served_districts, service_offer, hub_spoke.
    #[arg(long, required_unless_present_any = ["what_if", "best_sites"])]
    indicator: Option<String>,
    /// nation, region, social_region, province, municipality, district.
    #[arg(long)]
    level: Option<String>,
    /// Distance in metres, inclusive.
    #[arg(long, value_name = "METRES")]
    threshold_m: Option<String>,
    /// Minutes of travel, inclusive: 15, 30, 45, 60.
    #[arg(long, value_name = "MINUTES")]
    threshold_min: Option<String>,
    /// Key of the travel-time matrix, where several are loaded.
    #[arg(long, value_name = "KEY")]
    matrix: Option<String>,
    /// Sites open on this day instead of those in service now.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// For C10: the day before.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// People: all, 0-2, 0-17, 18-64 …
    #[arg(long)]
    group: Option<String>,
    /// Centres on one's own piece of land only (same), or across water too (any).
    #[arg(long)]
    landmass: Option<String>,
    /// How value_low and value_high are meant: typical, certain.
    #[arg(long)]
    bounds: Option<String>,
    /// Points of demand: municipalities, or the key of a set of cells.
    #[arg(long)]
    demand: Option<String>,
    /// Steps of floating catchment areas: 10000:1,20000:0.68,30000:0.22.
    #[arg(long)]
    steps: Option<String>,
    /// What a site counts for in them: sites, hours.
    #[arg(long)]
    weight: Option<String>,
    /// Any other parameter of the interface, such as --where region=17 --where service=mediazione_familiare.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = pair)]
    others: Vec<(String, String)>,
    /// A file with the body of /api/v1/coverage/what-if: its answer as JSON.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "best_sites", "format"])]
    what_if: Option<PathBuf>,
    /// A file with the body of /api/v1/coverage/best-sites: its answer as JSON.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["indicator", "format"])]
    best_sites: Option<PathBuf>,
    /// json, csv, xlsx or parquet; by the end of the output file when left out, else csv.
    #[arg(short, long)]
    format: Option<String>,
    /// The file to write; standard output when left out.
    #[arg(short, long)]
    output: Option<PathBuf>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or_else(|| "write it as name=value".to_owned())
}

impl Coverage {
    /// Computes and writes.
    pub(super) async fn run(self, database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
        let body = with_truth(database, async |truth| {
            let mirror = Arc::new(Mirror::new());
            mirror.refresh(&truth.pools.public, &site(), Utc::now()).await.context("what is public cannot be read")?;
            let holder = Holder::new(mirror);
            let read = |file: &PathBuf| std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()));
            let (pools, now) = (&truth.pools, Utc::now());
            if let Some(file) = &self.what_if {
                return Ok(serde_json::to_vec(&holder.what_if(&read(file)?, pools, now).await.map_err(said)?)?);
            }
            if let Some(file) = &self.best_sites {
                return Ok(serde_json::to_vec(&holder.best_sites(&read(file)?, pools, now).await.map_err(said)?)?);
            }
            let answer = holder.answer(Parameters::of(self.pairs()), pools, now).await.map_err(said)?;
            match self.format()? {
                "json" => answer.json().map_err(said),
                "csv" => answer.csv().map_err(said),
                other => {
                    let format = Format::of_extension(other).context("a format without a writer")?;
                    let mut body = vec![];
                    answer.file(format, now).map_err(said)?.read_to_end(&mut body).context("a temporary file cannot be read")?;
                    Ok(body)
                }
            }
        })
        .await?;
        match &self.output {
            Some(file) => std::fs::write(file, body).with_context(|| format!("{} cannot be written", file.display()))?,
            None => std::io::stdout().write_all(&body)?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let own = [
            ("indicator", &self.indicator),
            ("level", &self.level),
            ("threshold_m", &self.threshold_m),
            ("threshold_min", &self.threshold_min),
            ("matrix", &self.matrix),
            ("as_of", &self.as_of),
            ("since", &self.since),
            ("group", &self.group),
            ("landmass", &self.landmass),
            ("bounds", &self.bounds),
            ("demand", &self.demand),
            ("steps", &self.steps),
            ("weight", &self.weight),
        ];
        let own = own.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        own.chain(self.others.iter().cloned()).collect()
    }

    fn format(&self) -> anyhow::Result<&str> {
        let by_name = || self.output.as_ref().and_then(|file| file.extension()?.to_str());
        match self.format.as_deref().or_else(by_name) {
            None | Some("csv") => Ok("csv"),
            Some("json") => Ok("json"),
            Some(other) => match FILE_FORMATS.iter().find(|format| format.extension() == other) {
                Some(format) => Ok(format.extension()),
                None => bail!("the format is json, csv, xlsx or parquet, not {other}"),
            },
        }
    }
}

/// A failure in words, each mistake of the question on a line of its own.
fn said(error: AppError) -> anyhow::Error {
    match error {
        AppError::Invalid(mistakes) => {
            anyhow::anyhow!("the question cannot be answered:\n{}", each_mistake(&mistakes, Words(Language::En)))
        }
        AppError::Internal(error) => error,
        other => anyhow::anyhow!("{other}"),
    }
}
