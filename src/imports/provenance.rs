//! Where a file comes from: its entry in the register of sources, its checksum, the date its name speaks of.
//! Refuses a bundled file that is not the one the register describes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use data_import::sources::{self, Source};
use sha2::{Digest, Sha256};

use super::names;

const REGISTER: &str = "sources.toml";

/// The register of data sets and the folder it describes.
pub(super) struct Register {
    folder: PathBuf,
    sources: Vec<Source>,
}

/// A file and the data set it belongs to.
#[derive(Debug, Clone)]
pub(super) struct InputFile {
    pub(super) path: PathBuf,
    /// File name without its folder.
    pub(super) name: String,
    /// SHA-256 of what the file holds now.
    pub(super) checksum: String,
    /// Its entry in the register, or one made from its name.
    pub(super) source: Source,
}

/// Why a file a person named cannot be read.
fn why_unreadable(error: &sources::SourcesError) -> &'static str {
    let sources::SourcesError::Unreadable { cause, .. } = error else { return "il file non si legge" };
    match cause.kind() {
        std::io::ErrorKind::NotFound => "il file non c'è; controllare il nome e la cartella",
        std::io::ErrorKind::PermissionDenied => "il file non si può leggere: manca il permesso",
        std::io::ErrorKind::IsADirectory => "è una cartella, non un file",
        _ => "il file non si legge; controllare il disco o la rete",
    }
}

impl Register {
    /// One that knows no file: for a file of one's own where the bundled data are not there.
    pub(super) fn empty() -> Self {
        Self { folder: PathBuf::new(), sources: vec![] }
    }

    /// Reads `sources.toml` in the bundled folder or beside it.
    pub(super) fn beside(bundled: &Path) -> Result<Self> {
        let inside = bundled.join(REGISTER);
        let path = if inside.is_file() { inside } else { bundled.parent().unwrap_or(bundled).join(REGISTER) };
        let sources = sources::read(&path).with_context(|| {
            format!(
                "il registro delle fonti non si trova in {} né accanto: indicare la cartella giusta con CENTRI_BUNDLED_DIR",
                bundled.display()
            )
        })?;
        Ok(Self { folder: bundled.to_owned(), sources })
    }

    /// Any file a person names: known by its name, else a source of its own.
    pub(super) fn identify(&self, path: &Path) -> Result<InputFile> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let checksum = sources::checksum(path).map_err(|error| anyhow::anyhow!("{}: {}", path.display(), why_unreadable(&error)))?;
        let source = match self.entry(&name) {
            Some((source, _)) => source.clone(),
            None => own_source(path, &name)?,
        };
        Ok(InputFile { path: path.to_owned(), name, checksum, source })
    }

    /// Bundled files, checked against the register.
    pub(super) fn bundled(&self, names: &[&str]) -> Result<Vec<InputFile>> {
        names
            .iter()
            .map(|name| {
                let expected = self.expected(name)?.to_owned();
                let file = self.identify(&self.folder.join(name))?;
                if file.checksum != expected {
                    bail!(
                        "{} non è il file che il registro descrive (impronta {}, attesa {expected}): rimettere quello fornito, o importare un file proprio scrivendone il nome",
                        file.path.display(),
                        file.checksum
                    );
                }
                Ok(file)
            })
            .collect()
    }

    /// What [`digest`] will be for bundled files, from the register alone: no large file is read for a start that has
    /// nothing to do.
    pub(super) fn digest(&self, names: &[&str]) -> Result<String> {
        let files: Vec<(&str, &str)> = names.iter().map(|name| Ok((*name, self.expected(name)?))).collect::<Result<_>>()?;
        Ok(combined(&files))
    }

    fn entry(&self, name: &str) -> Option<(&Source, &str)> {
        let files = self.sources.iter().flat_map(|source| source.files.iter().map(move |file| (source, file)));
        files.into_iter().find(|(_, file)| file.name == name).map(|(source, file)| (source, file.sha256.as_str()))
    }

    fn expected(&self, name: &str) -> Result<&str> {
        let (_, checksum) =
            self.entry(name).with_context(|| format!("il registro {REGISTER} non nomina il file {name}, fornito con il programma"))?;
        Ok(checksum)
    }
}

impl InputFile {
    /// Makes the rows of the file those of a source a person named.
    pub(super) fn belongs_to(&mut self, key: &str) -> Result<()> {
        if names::slug(key) != key || key.is_empty() {
            bail!("la chiave di una fonte ha lettere minuscole, cifre e trattini, come regione-piemonte; «{key}» non va");
        }
        key.clone_into(&mut self.source.key);
        Ok(())
    }

    /// The checksum to show for the file's source: its own, or one over all files of the data set.
    pub(super) fn source_checksum(&self) -> String {
        let files: Vec<(&str, &str)> = self.source.files.iter().map(|file| (file.name.as_str(), file.sha256.as_str())).collect();
        if files.len() > 1 { combined(&files) } else { self.checksum.clone() }
    }

    /// The day in the file's name, 1 January where it names a year only, or the day of the run where it names none.
    pub(super) fn edition_date(&self, now: DateTime<Utc>) -> NaiveDate {
        day_in(&self.name).unwrap_or_else(|| now.date_naive())
    }
}

/// One checksum for the files of an import.
pub(super) fn digest(files: &[InputFile]) -> String {
    combined(&files.iter().map(|file| (file.name.as_str(), file.checksum.as_str())).collect::<Vec<_>>())
}

fn combined(files: &[(&str, &str)]) -> String {
    match files {
        [(_, only)] => (*only).to_owned(),
        several => {
            let mut hasher = Sha256::new();
            for (name, checksum) in several {
                hasher.update(format!("{checksum}  {name}\n"));
            }
            hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
        }
    }
}

/// The first year (1861 to 2199) written as four digits of their own.
pub(super) fn year_in(name: &str) -> Option<i32> {
    name.split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .find(|year| (1861..2200).contains(year))
}

/// The first day written as ISTAT does (01012025 is 1 January 2025), or 1 January of the first year.
pub(super) fn day_in(name: &str) -> Option<NaiveDate> {
    let groups = name.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 8);
    let days = groups.filter_map(|digits| {
        let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
        let year = year_in(digits.get(4..)?)?;
        NaiveDate::from_ymd_opt(year, number(2..4)?, number(0..2)?)
    });
    days.into_iter().next().or_else(|| NaiveDate::from_ymd_opt(year_in(name)?, 1, 1))
}

/// A source nobody described: what is not known is said, in the words of the page that shows sources.
fn own_source(path: &Path, name: &str) -> Result<Source> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // Rows handed back to be corrected belong to the source of the file they came from.
    let stem = super::correction::origin(&stem).to_owned();
    let key = names::slug(&stem);
    if key.is_empty() {
        bail!("il file «{name}» va rinominato con lettere o cifre: la fonte si chiama come lui");
    }
    Ok(Source {
        key,
        title: stem,
        edition: day_in(name).map_or_else(|| "edizione non indicata".to_owned(), |day| day.year().to_string()),
        publisher: "Ente non indicato".to_owned(),
        licence: "Non indicata".to_owned(),
        licence_url: None,
        attribution: format!("File {name}"),
        original_url: None,
        note: String::new(),
        files: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_file_is_in_its_name() {
        assert_eq!(year_in("comuni-2025.fgb"), Some(2025));
        assert_eq!(year_in("popolazione-comuni-2023-su-confini-2025.csv"), Some(2023));
        assert_eq!(year_in("classi5-123456.csv"), None);
        let day = |name: &str| day_in(name).map(|day| day.to_string());
        assert_eq!(day("Limiti01012025_g.zip").as_deref(), Some("2025-01-01"));
        assert_eq!(day("Com30062026_g_WGS84").as_deref(), Some("2026-06-30"));
        assert_eq!((day("comuni-2025.fgb").as_deref(), day("99999999.zip")), (Some("2025-01-01"), None));
    }

    #[test]
    fn an_unknown_file_is_a_source_of_its_own() {
        let source = own_source(Path::new("/tmp/Elenco Regione 2026.csv"), "Elenco Regione 2026.csv").expect("a source");
        assert_eq!((source.key.as_str(), source.edition.as_str()), ("elenco-regione-2026", "2026"));
        assert!(own_source(Path::new("…"), "…").is_err());
    }

    #[test]
    fn one_file_keeps_its_own_checksum() {
        assert_eq!(combined(&[("a", "aa")]), "aa");
        assert_eq!(combined(&[("a", "aa"), ("b", "bb")]).len(), 64);
    }
}
