//! The register and the bundled folder tell the same story. Refuses a file nobody answers for.

use std::collections::BTreeSet;
use std::path::Path;

use data_import::sources::{SourcesError, read, verify};

use crate::support::{TemporaryFile, bundled};

#[test]
fn every_bundled_file_is_listed_with_its_checksum_and_no_other() {
    let folder = bundled("");
    let sources = read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sources.toml")).expect("the register reads");
    for source in &sources {
        verify(source, &folder).expect("the checksums hold");
        assert!(source.key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert!(!source.attribution.is_empty() && !source.files.is_empty());
    }
    let listed: BTreeSet<String> = sources.iter().flat_map(|source| &source.files).map(|file| file.name.clone()).collect();
    let there: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("the folder reads")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "README.md")
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn a_register_with_a_double_key_is_refused() {
    let entry = format!(
        "[[source]]\nkey = \"a\"\ntitle = \"A\"\nedition = \"1\"\npublisher = \"P\"\nlicence = \"L\"\nattribution = \"T\"\nnote = \"\"\nfile = [{{ name = \"f\", sha256 = \"{}\" }}]\n",
        "0".repeat(64)
    );
    let file = TemporaryFile::new("sources.toml", format!("{entry}{entry}").as_bytes());
    assert!(matches!(read(&file.0), Err(SourcesError::Malformed { .. })));
    let file = TemporaryFile::new("sources.toml", entry.as_bytes());
    assert_eq!(read(&file.0).expect("one entry is fine").len(), 1);
}
