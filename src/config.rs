//! Every setting of the program, from the command line or the environment (prefix `CENTRI_`).
//! A setting has a default or a clear message; nothing else in the program reads the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// Where the truth is kept.
#[derive(Args, Clone, Debug)]
pub struct DatabaseSettings {
    /// Address of your own PostgreSQL, such as postgres://centri:secret@db.example.it/centri.
    /// Without it the program keeps a private PostGIS of its own in the folder of CENTRI_FOLDER.
    #[arg(long, env = "CENTRI_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Folder of the private PostGIS and of everything the program stores.
    #[arg(long, env = "CENTRI_FOLDER", default_value = ".centri")]
    pub folder: PathBuf,

    /// Longest time a public query may take, in milliseconds.
    #[arg(long, env = "CENTRI_STATEMENT_TIMEOUT_MS", default_value_t = 10_000)]
    pub statement_timeout_ms: u32,
}

/// Where the bundled data of Italy lie.
#[derive(Args, Clone, Debug)]
pub struct BundledSettings {
    /// Folder with the bundled data of Italy. Default: `data-import/bundled` beside the working folder,
    /// else `bundled` beside the program.
    #[arg(long, env = "CENTRI_BUNDLED_DIR")]
    pub bundled_dir: Option<PathBuf>,
}

impl BundledSettings {
    /// The folder to read, the first that exists of: the setting, `data-import/bundled`, `bundled` beside the program.
    ///
    /// # Errors
    /// When none exists, naming the places looked at.
    pub fn find(&self) -> Result<PathBuf, String> {
        let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("bundled")));
        let places: Vec<PathBuf> = match &self.bundled_dir {
            Some(folder) => vec![folder.clone()],
            None => [Some(PathBuf::from("data-import/bundled")), beside].into_iter().flatten().collect(),
        };
        places.iter().find(|folder| folder.is_dir()).cloned().ok_or_else(|| {
            let looked: Vec<String> = places.iter().map(|folder| folder.display().to_string()).collect();
            format!(
                "the bundled data of Italy were not found (looked in: {}); set CENTRI_BUNDLED_DIR to the folder that holds comuni-2025.fgb",
                looked.join(", ")
            )
        })
    }
}

/// Sources that are fetched when they are due.
#[derive(Args, Clone, Debug)]
pub struct HarvestSettings {
    /// The file that names sources to fetch, how often and within which limits (see data-import/harvest.example.toml).
    /// With it `serve` and `run` fetch them by themselves.
    #[arg(long, env = "CENTRI_HARVEST", global = true)]
    pub harvest: Option<PathBuf>,
}

/// How the site presents itself.
#[derive(Args, Clone, Debug)]
pub struct ServeSettings {
    /// Address and port to listen on.
    #[arg(long, env = "CENTRI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Address people reach this site at, such as https://centri.example.it. Default: http:// and the listening address.
    #[arg(long, env = "CENTRI_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Believe X-Forwarded-Proto and X-Forwarded-Host. Only behind a proxy that sets them itself.
    #[arg(long, env = "CENTRI_TRUST_FORWARDED", default_value_t = false)]
    pub trust_forwarded: bool,

    /// A PMTiles file to draw under our layers. Without it the map is ours alone.
    #[arg(long, env = "CENTRI_BASEMAP")]
    pub basemap: Option<PathBuf>,

    /// Megabytes of encoded tiles kept in memory; 0 keeps none.
    #[arg(long, env = "CENTRI_TILE_CACHE_MB", default_value_t = 256)]
    pub tile_cache_mb: usize,

    /// Name of the public body that runs this site, for the header and the legal pages.
    #[arg(long, env = "CENTRI_PUBLISHER", default_value = "Centri per la famiglia")]
    pub publisher: String,

    /// E-mail address for reports of errors and requests about this site.
    #[arg(long, env = "CENTRI_CONTACT_EMAIL", default_value = "centri@example.it")]
    pub contact_email: String,

    /// Address of the accessibility declaration given by AgID (form.agid.gov.it). Default: our own page alone.
    #[arg(long, env = "CENTRI_ACCESSIBILITY_URL")]
    pub accessibility_url: Option<String>,

    /// Address of the privacy notice of the body that runs this site. Default: our own page alone.
    #[arg(long, env = "CENTRI_PRIVACY_URL")]
    pub privacy_url: Option<String>,

    /// Address of the legal notes of the body that runs this site. Default: our own page alone.
    #[arg(long, env = "CENTRI_LEGAL_URL")]
    pub legal_url: Option<String>,
}

impl ServeSettings {
    /// The origin in every absolute address we write, without a slash at the end.
    #[must_use]
    pub fn public_origin(&self) -> String {
        self.public_url.as_deref().map_or_else(|| format!("http://{}", self.listen), |url| url.trim_end_matches('/').to_owned())
    }
}
