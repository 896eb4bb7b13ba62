//! `centri export sites`: what `/api/v1/sites` answers, by the same parameters, to the byte.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use centri::config::DatabaseSettings;
use centri::directory::sites_answer;
use centri::operations::Operations;
use centri::state::AppState;
use centri::tiles::{Archives, Tiles};
use centri::web::{AppError, Language, Words};
use chrono::Utc;
use clap::Args;
use serde::Deserialize;

use super::tiles::pair;
use super::{each_mistake, say, site, with_truth};

/// Which sites, and as what. Several values of a parameter are written with commas or by repeating the option.
#[derive(Debug, Args)]
pub struct Sites {
    /// Region: ISTAT code or name in the address of its page, such as 08 or emilia-romagna.
    #[arg(long)]
    region: Vec<String>,
    /// Region or autonomous province competent for social policy, by code.
    #[arg(long, value_name = "CODE")]
    social_region: Vec<String>,
    /// Province: ISTAT code or letters, such as 037 or BO.
    #[arg(long)]
    province: Vec<String>,
    /// Comune: ISTAT code, six digits.
    #[arg(long)]
    municipality: Vec<String>,
    /// Ambito, by code.
    #[arg(long)]
    district: Vec<String>,
    /// Service, by code; of several a site must offer all.
    #[arg(long)]
    service: Vec<String>,
    /// Group of services, by code: a site offers at least one of them.
    #[arg(long)]
    need: Vec<String>,
    /// Role in the network: hub, spoke …
    #[arg(long, value_name = "CODE")]
    network_role: Vec<String>,
    /// Kind of site, by code.
    #[arg(long, value_name = "CODE")]
    site_kind: Vec<String>,
    /// Status: attiva, temporanea, programmata, sospesa.
    #[arg(long)]
    status: Vec<String>,
    /// Who recognises the centre, by code.
    #[arg(long)]
    recognition: Vec<String>,
    /// Kind of body that owns the centre, by code.
    #[arg(long)]
    ownership: Vec<String>,
    /// Language spoken: it, en …; of several all.
    #[arg(long)]
    language: Vec<String>,
    /// Whom services are for, by code; of several all.
    #[arg(long)]
    audience: Vec<String>,
    /// How one gets in, by code.
    #[arg(long)]
    access: Vec<String>,
    /// Age in years that a service is for.
    #[arg(long)]
    age: Vec<String>,
    /// Open at this moment: 2026-12-01T10:00.
    #[arg(long, value_name = "MOMENT")]
    open_at: Vec<String>,
    /// A condition in CQL2: "network_role = 'hub' AND region_code = '08'".
    #[arg(long, value_name = "CQL2")]
    filter: Vec<String>,
    /// How the condition is written: cql2-text, cql2-json.
    #[arg(long, value_name = "LANGUAGE")]
    filter_lang: Vec<String>,
    /// Sites of a page, 1 to 1000, where the format comes by pages.
    #[arg(long)]
    limit: Vec<String>,
    /// Where the next page begins: `next` of the one before.
    #[arg(long)]
    cursor: Vec<String>,
    /// Any other parameter of the interface, such as --where cluster=6-33-23.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = pair)]
    others: Vec<(String, String)>,
    /// csv, xlsx, geojson, fgb, gpkg, parquet or json; by the end of the output file when left out, else csv.
    #[arg(short, long)]
    format: Option<String>,
    /// The file to write; standard output when left out, or -.
    #[arg(short, long)]
    output: Option<PathBuf>,
}

impl Sites {
    /// Asks, and writes what was answered; a question that is refused writes nothing.
    pub(super) async fn run(&self, database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
        let body = with_truth(database, async |truth| {
            let pools = truth.pools.clone();
            // Nobody asks for tiles here.
            let tiles = Tiles::new(&pools.public, 0, Archives::default());
            let state = AppState::new(site(), pools, tiles, Operations::new(Utc::now)?);
            let read = state.mirror.refresh(&state.pools.public, &state.site, Utc::now());
            read.await.context("i dati pubblici non si possono leggere")?;
            sites_answer(&state, &self.parameters()).await.map_err(in_italian)
        })
        .await?;
        match self.file() {
            Some(file) => {
                std::fs::write(file, &body).with_context(|| format!("{} non si può scrivere", file.display()))?;
                say(&format!("Scritto {}: byte {}", file.display(), body.len()));
            }
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(&body).and_then(|()| out.flush()).context("l'uscita standard non si può scrivere")?;
            }
        }
        if let Some(Page { matched, next: Some(cursor) }) = self.page(&body) {
            tracing::warn!(
                "l'elenco ha {matched} sedi e nel formato {} va a pagine, come dall'interfaccia: questa non è l'ultima. \
                 --limit 1000 ne scrive di più, --cursor {cursor} la pagina che segue, gli altri formati tutto l'elenco",
                self.format()
            );
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The file to write, where it is not standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    fn format(&self) -> &str {
        let by_name = || self.file()?.extension()?.to_str();
        self.format.as_deref().or_else(by_name).unwrap_or("csv")
    }

    /// The parameters as the interface reads them, which also judges them.
    fn parameters(&self) -> Vec<(String, String)> {
        let own = [
            ("region", &self.region),
            ("social_region", &self.social_region),
            ("province", &self.province),
            ("municipality", &self.municipality),
            ("district", &self.district),
            ("service", &self.service),
            ("need", &self.need),
            ("network_role", &self.network_role),
            ("site_kind", &self.site_kind),
            ("status", &self.status),
            ("recognition", &self.recognition),
            ("ownership", &self.ownership),
            ("language", &self.language),
            ("audience", &self.audience),
            ("access", &self.access),
            ("age", &self.age),
            ("open_at", &self.open_at),
            ("filter", &self.filter),
            ("filter-lang", &self.filter_lang),
            ("limit", &self.limit),
            ("cursor", &self.cursor),
        ];
        let own = own.into_iter().flat_map(|(name, values)| values.iter().map(|value| (name.to_owned(), value.clone())));
        let format = ("f".to_owned(), self.format().to_owned());
        own.chain(self.others.iter().cloned()).chain([format]).collect()
    }

    /// What a page says of the list it is of; none where the whole list was written.
    fn page(&self, body: &[u8]) -> Option<Page> {
        matches!(self.format(), "geojson" | "json").then(|| serde_json::from_slice(body).ok()).flatten()
    }
}

/// What a page says of the list it is of.
#[derive(Deserialize)]
struct Page {
    #[serde(alias = "numberMatched", alias = "number_matched")]
    matched: u64,
    next: Option<String>,
}

/// What the interface refuses, in its own words, as an officer reads them.
fn in_italian(error: AppError) -> anyhow::Error {
    let words = Words(Language::It);
    match error {
        AppError::Invalid(mistakes) => {
            anyhow!("la domanda non si capisce e non è stato scritto nulla:\n{}", each_mistake(&mistakes, words))
        }
        AppError::Internal(cause) => cause,
        other => anyhow!(other.detail(words)),
    }
}

#[cfg(test)]
mod tests {
    use centri::published::FILTER_PARAMETERS;
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        sites: Sites,
    }

    fn line(words: &str) -> Sites {
        Line::try_parse_from(std::iter::once("sites").chain(words.split_whitespace())).expect("a command line").sites
    }

    #[test]
    fn every_filter_of_the_interface_is_an_option_of_its_name() {
        for name in FILTER_PARAMETERS {
            let asked = line(&format!("--{}=a --{0}=b", name.replace('_', "-")));
            let expected = [(name, "a"), (name, "b"), ("f", "csv")].map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(asked.parameters(), expected, "{name}");
        }
    }

    #[test]
    fn the_format_is_named_or_told_by_the_file() {
        for (words, format) in [
            ("", "csv"),
            ("-o -", "csv"),
            ("-o sedi", "csv"),
            ("-o sedi.gpkg", "gpkg"),
            ("-o sedi.gpkg -f parquet", "parquet"),
            ("-o - -f geojson", "geojson"),
        ] {
            assert_eq!(line(words).format(), format, "{words}");
        }
    }

    #[test]
    fn a_page_says_what_follows_it_and_a_whole_list_does_not() {
        let page = |words: &str, body: &str| line(words).page(body.as_bytes()).map(|page| (page.matched, page.next));
        let next = Some("YQ".to_owned());
        assert_eq!(page("-f geojson", r#"{"features":[],"numberMatched":7,"next":"YQ"}"#), Some((7, next.clone())));
        assert_eq!(page("-f json", r#"{"items":[],"number_matched":7,"next":"YQ"}"#), Some((7, next)));
        assert_eq!(page("-f json", r#"{"items":[],"number_matched":0,"next":null}"#), Some((0, None)));
        assert_eq!(page("-f csv", "id,name\n"), None);
    }

    #[test]
    fn a_mistake_is_said_in_the_words_of_the_interface() {
        let phrase = centri::web::Phrase::new("error-one-of").with("allowed", "csv, xlsx");
        let told = in_italian(AppError::parameter("f", "docx", phrase)).to_string();
        assert!(told.contains("non è stato scritto nulla") && told.contains("f = \"docx\": uno di questi valori: csv, xlsx"), "{told}");
    }
}
