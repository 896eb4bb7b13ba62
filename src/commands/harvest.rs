//! `centri harvest …`: how sources stand, what a file would change, and the decisions only a person takes.

use std::process::ExitCode;

use anyhow::Context;
use centri::config::{BundledSettings, DatabaseSettings, HarvestSettings};
use centri::imports::harvest::{Circumstances, Configuration, Done, HarvestError, Harvester};
use chrono::Utc;
use clap::{Args, Subcommand};

use super::{actor, say, with_truth};

#[derive(Debug, Args)]
pub(super) struct Harvest {
    #[command(subcommand)]
    what: What,
    /// Address people reach this site at; whoever is asked for a file is told.
    #[arg(long, env = "CENTRI_PUBLIC_URL")]
    public_url: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Each source: last time, outcome in words, next time, what waits for a person.
    List,
    /// Fetch the file of a source and say what it would change. Stores nothing.
    Preview {
        /// Key of the source in the file of sources.
        key: String,
    },
    /// Look at the sources that are due, or at one now.
    Run {
        /// Key of the source; those that are due when left out.
        key: Option<String>,
    },
    /// Import the file that waits, exactly as it was previewed.
    Accept {
        /// Key of the source.
        key: String,
        /// First digits of the file's checksum as `list` shows them: refuses another file.
        file: Option<String>,
    },
    /// Forget the file that waits; the same file is not proposed again.
    Reject {
        /// Key of the source.
        key: String,
        /// First digits of the file's checksum as `list` shows them: refuses another file.
        file: Option<String>,
    },
}

impl Harvest {
    /// Does what was asked; status 2 where somebody should look.
    pub(super) async fn run(
        self,
        database: &DatabaseSettings,
        bundled: &BundledSettings,
        settings: &HarvestSettings,
    ) -> anyhow::Result<ExitCode> {
        let file = settings.harvest.as_deref().context(
            "manca il file delle fonti: indicarlo con --harvest o con CENTRI_HARVEST; un esempio commentato è data-import/harvest.example.toml",
        )?;
        let configuration = Configuration::read(file)?;
        let bundled = bundled.find().map_err(anyhow::Error::msg)?;
        let circumstances = Circumstances { folder: database.folder.clone(), bundled, public_url: self.public_url, actor: actor() };
        let what = self.what;
        let done = with_truth(database, async move |truth| {
            let harvester = Harvester::new(truth.pools.owner.clone(), configuration, circumstances);
            Ok(what.done(&harvester).await?)
        })
        .await?;
        for one in &done {
            say(&format!("{}: {}: {}", one.key, one.outcome.word(), one.message));
            if let Some(report) = &one.report {
                say(&report.to_string());
            }
        }
        Ok(if done.iter().any(|one| one.outcome.needs_a_person()) { ExitCode::from(2) } else { ExitCode::SUCCESS })
    }
}

impl What {
    async fn done(self, harvester: &Harvester) -> Result<Vec<Done>, HarvestError> {
        match self {
            Self::List => {
                let standings = harvester.list().await?;
                if standings.is_empty() {
                    say("nessuna fonte in harvest.toml");
                }
                for standing in standings {
                    say(&standing.to_string());
                }
                Ok(Vec::new())
            }
            Self::Preview { key } => {
                let preview = harvester.preview(&key, Utc::now()).await?;
                say(&preview.report.to_string());
                if preview.reasons.is_empty() {
                    say("il file sarebbe importato subito");
                } else {
                    say(&format!("il file attenderebbe una persona: {}", preview.reasons.join("; ")));
                }
                Ok(Vec::new())
            }
            Self::Run { key: Some(key) } => Ok(vec![harvester.run(&key, Utc::now()).await?]),
            Self::Run { key: None } => {
                let done = harvester.run_due(Utc::now()).await?;
                if done.is_empty() {
                    say("nessuna fonte è da guardare adesso");
                }
                Ok(done)
            }
            Self::Accept { key, file } => Ok(vec![harvester.accept(&key, file.as_deref(), Utc::now()).await?]),
            Self::Reject { key, file } => Ok(vec![harvester.reject(&key, file.as_deref()).await?]),
        }
    }
}
