//! Every setting of the program, from the command line or the environment (prefix `CENTRI_`).
//! A setting has a default or a clear message; nothing else in the program reads the environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

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

    /// Believe X-Forwarded-Proto, X-Forwarded-Host and the last address of X-Forwarded-For. Only behind a proxy that sets
    /// them itself.
    #[arg(long, env = "CENTRI_TRUST_FORWARDED", default_value_t = false)]
    pub trust_forwarded: bool,

    /// Searches for places answered to one address within a minute, on average and at once; half as many scenarios of
    /// coverage, a quarter as many files. 0 limits nothing. Behind a proxy set CENTRI_TRUST_FORWARDED too, or all are one.
    #[arg(long, env = "CENTRI_LIMIT_PER_MINUTE", default_value_t = 1_200)]
    pub limit_per_minute: u32,

    /// A PMTiles file to draw under our layers. Without it the map is ours alone.
    #[arg(long, env = "CENTRI_BASEMAP")]
    pub basemap: Option<PathBuf>,

    /// PMTiles files to serve as layers of their own, as NAME=FILE separated by commas, such as italia=italia.pmtiles
    /// (written by `centri export tiles` or by anybody else). Each is found at /tiles/NAME.
    #[arg(long, env = "CENTRI_PMTILES", value_name = "NAME=FILE", value_delimiter = ',')]
    pub pmtiles: Vec<NamedFile>,

    /// Megabytes of encoded tiles kept in memory; 0 keeps none.
    #[arg(long, env = "CENTRI_TILE_CACHE_MB", default_value_t = 256)]
    pub tile_cache_mb: usize,

    /// Name of the public body that runs this site, for the header and the legal pages.
    #[arg(long, env = "CENTRI_PUBLISHER", default_value = "Centri per la famiglia")]
    pub publisher: String,

    /// Code of that body in the index of public administrations (IPA), with which the identifiers of our data sets begin in
    /// catalogues. Default: none, and they begin with `centri`.
    #[arg(long, env = "CENTRI_PUBLISHER_IPA", default_value = "")]
    pub publisher_ipa: String,

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

/// A file and the name it is served by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Lower-case letters, digits, hyphens and underscores, beginning with a letter.
    pub name: String,
    /// The file.
    pub file: PathBuf,
}

impl FromStr for NamedFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = text.split_once('=').unwrap_or_default();
        let (name, file) = (name.trim(), file.trim());
        if name.is_empty() || file.is_empty() {
            return Err("write it as NAME=FILE, such as italia=italia.pmtiles".to_owned());
        }
        let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-' || letter == b'_';
        if name.len() > 40 || !name.bytes().all(plain) || !name.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            return Err(format!(
                "\"{name}\" cannot stand in an address: a name is up to 40 lower-case letters, digits, hyphens and underscores, and begins with a letter"
            ));
        }
        Ok(Self { name: name.to_owned(), file: file.into() })
    }
}

impl ServeSettings {
    /// The origin in every absolute address we write, without a slash at the end.
    #[must_use]
    pub fn public_origin(&self) -> String {
        self.public_url.as_deref().map_or_else(|| format!("http://{}", self.listen), |url| url.trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_says_how_it_is_written() {
        let read = |text: &str| text.parse::<NamedFile>();
        assert_eq!(read("italia=a/b=c.pmtiles"), Ok(NamedFile { name: "italia".into(), file: "a/b=c.pmtiles".into() }));
        for wrong in ["italia.pmtiles", "=a.pmtiles", "italia=", ""] {
            assert!(read(wrong).is_err_and(|error| error.contains("NAME=FILE")), "{wrong}");
        }
        for wrong in ["Italia=a", "a,b=c", "1=a", "a/b=c", "è=a"] {
            assert!(read(wrong).is_err_and(|error| error.contains("lower-case")), "{wrong}");
        }
    }
}
