//! Finds PostgreSQL's programs on this machine. It refuses versions older than 15, and never installs anything.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest PostgreSQL (major version) Centri works with.
pub const OLDEST_POSTGRESQL: u32 = 15;

/// Where Debian and Ubuntu put each version.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

/// PostgreSQL's programs are missing or do not fit.
#[derive(Debug, thiserror::Error)]
pub enum ProgramsError {
    /// No folder with `initdb` and `postgres` was found.
    #[error(
        "PostgreSQL {OLDEST_POSTGRESQL} or newer was not found (looked at `pg_config --bindir`, PATH and {DEBIAN_VERSIONS}/*/bin){}. \
         Install it: apt-get install postgresql postgresql-postgis (on Debian 12: postgresql postgresql-15-postgis-3)",
        oldest_text(.older)
    )]
    Missing {
        /// Versions found that are too old.
        older: Vec<u32>,
    },
    /// The data was made by another major version than the ones installed.
    #[error(
        "the cluster in {} was made by PostgreSQL {wanted}, which is not installed here. Install it again \
         (apt-get install postgresql-{wanted} postgresql-{wanted}-postgis-3); a dump made with it can be loaded in a newer version",
        data.display()
    )]
    OtherVersion {
        /// The data folder.
        data: PathBuf,
        /// The major version that made it.
        wanted: u32,
    },
}

fn oldest_text(older: &[u32]) -> String {
    older.iter().map(|version| format!("; version {version} is here but too old")).collect()
}

/// The programs of one PostgreSQL version.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    /// The folder that holds them.
    pub(super) folder: PathBuf,
    /// Major version.
    pub(super) version: u32,
}

impl Programs {
    /// Finds the programs for a data folder: of exactly the version that made it when it exists; otherwise the first
    /// candidate that has PostGIS beside it, otherwise the first.
    pub(super) fn find(data: &Path) -> Result<Self, ProgramsError> {
        let wanted: Option<u32> = std::fs::read_to_string(data.join("PG_VERSION")).ok().and_then(|version| version.trim().parse().ok());
        if let Some(wanted) = wanted {
            // Debian keeps versions side by side, so the common case costs one look instead of many.
            let usual = Path::new(DEBIAN_VERSIONS).join(wanted.to_string()).join("bin");
            return std::iter::once(usual)
                .chain(candidates())
                .filter_map(|folder| Self::in_folder(&folder))
                .find(|programs| programs.version == wanted)
                .ok_or(ProgramsError::OtherVersion { data: data.to_owned(), wanted });
        }
        let (fitting, older): (Vec<Self>, Vec<Self>) =
            candidates().iter().filter_map(|folder| Self::in_folder(folder)).partition(|programs| programs.version >= OLDEST_POSTGRESQL);
        let with_postgis = fitting.iter().find(|programs| programs.has_postgis()).cloned();
        with_postgis.or_else(|| fitting.into_iter().next()).ok_or_else(|| {
            let mut older: Vec<u32> = older.iter().map(|programs| programs.version).collect();
            older.dedup();
            ProgramsError::Missing { older }
        })
    }

    /// The path of one program.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        // A link in a folder of PATH leads to the folder of the whole set.
        let postgres = folder.join("postgres");
        let postgres = if postgres.is_file() { postgres } else { folder.join("initdb").canonicalize().ok()?.with_file_name("postgres") };
        let folder = postgres.canonicalize().ok()?.parent()?.to_owned();
        if !folder.join("initdb").is_file() {
            return None;
        }
        let version = major_version(&first_line(&postgres, "--version")?)?;
        Some(Self { folder, version })
    }

    fn has_postgis(&self) -> bool {
        first_line(&self.path("pg_config"), "--sharedir")
            .is_some_and(|shared| Path::new(&shared).join("extension/postgis.control").is_file())
    }
}

/// Folders worth a look, best first.
fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = first_line(Path::new("pg_config"), "--bindir").map(PathBuf::from).into_iter().collect();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut versions: Vec<u32> = std::fs::read_dir(DEBIAN_VERSIONS)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|left, right| right.cmp(left));
    folders.extend(versions.iter().map(|version| Path::new(DEBIAN_VERSIONS).join(version.to_string()).join("bin")));
    folders.retain(|folder| folder.is_absolute());
    folders
}

fn first_line(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Reads `postgres (PostgreSQL) 15.8 (Debian …)`; also `16beta1`.
fn major_version(text: &str) -> Option<u32> {
    let version = text.split_once("(PostgreSQL)")?.1.trim_start();
    let digits = version.find(|character: char| !character.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn versions_are_read_as_distributions_write_them() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_version("something else"), None);
    }
}
