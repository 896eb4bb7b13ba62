//! The register of data sets: who published them, under which licence, and the checksum of each file.
//! Refuses a register that forgets a field or lists a file twice.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

/// One data set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short name for code and tables: lower case, digits, hyphens.
    pub key: String,
    /// Title, in Italian, as people see it.
    pub title: String,
    /// Edition or date of reference.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// SPDX identifier, or words where none fits.
    pub licence: String,
    /// Where the licence can be read.
    pub licence_url: Option<String>,
    /// The words the licence asks to show.
    pub attribution: String,
    /// Where the official original is.
    pub original_url: Option<String>,
    /// What was changed, what is missing.
    pub note: String,
    /// Files of this data set.
    #[serde(rename = "file")]
    pub files: Vec<SourceFile>,
}

/// One file of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Name inside the bundled folder.
    pub name: String,
    /// SHA-256 in lower-case hexadecimal digits.
    pub sha256: String,
}

/// Why the register cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// The register or a file of it cannot be read.
    #[error("{path} cannot be read: {cause}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        cause: io::Error,
    },
    /// The register is not what it should be.
    #[error("{path}: {reason}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file is not the one the register describes.
    #[error("{path} has the checksum {found}, the register says {expected}")]
    Changed {
        /// Which file.
        path: PathBuf,
        /// Its SHA-256.
        found: String,
        /// The SHA-256 of the register.
        expected: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    source: Vec<Source>,
}

/// Reads the register (`sources.toml`).
///
/// # Errors
/// When it cannot be read, misses a field, or names a key or a file twice.
pub fn read(path: impl AsRef<Path>) -> Result<Vec<Source>, SourcesError> {
    let path = path.as_ref();
    let malformed = |reason: String| SourcesError::Malformed { path: path.to_owned(), reason };
    let text = std::fs::read_to_string(path).map_err(|cause| SourcesError::Unreadable { path: path.to_owned(), cause })?;
    let register: Register = toml::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let mut keys = HashSet::new();
    let mut files = HashSet::new();
    for source in &register.source {
        if !keys.insert(source.key.clone()) {
            return Err(malformed(format!("the key {} appears twice", source.key)));
        }
        for file in &source.files {
            let is_checksum = file.sha256.len() == 64 && file.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_checksum || !files.insert(file.name.clone()) {
                return Err(malformed(format!("the file {} appears twice or has no checksum", file.name)));
            }
        }
    }
    Ok(register.source)
}

/// SHA-256 of a file in lower-case hexadecimal digits.
///
/// # Errors
/// When the file cannot be read.
pub fn checksum(path: impl AsRef<Path>) -> Result<String, SourcesError> {
    let path = path.as_ref();
    let unreadable = |cause| SourcesError::Unreadable { path: path.to_owned(), cause };
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hasher = Sha256::new();
    io::copy(&mut file, &mut hasher).map_err(unreadable)?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Checks that the files of one source are the ones the register describes.
///
/// # Errors
/// When a file is missing, unreadable or different.
pub fn verify(source: &Source, folder: impl AsRef<Path>) -> Result<(), SourcesError> {
    for file in &source.files {
        let path = folder.as_ref().join(&file.name);
        let found = checksum(&path)?;
        if found != file.sha256 {
            return Err(SourcesError::Changed { path, found, expected: file.sha256.clone() });
        }
    }
    Ok(())
}
