//! A file that has its name only when it is whole. Until then it stands beside, under the same name with `.part`, and goes
//! away with the work, however that ends.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// A file being written.
#[derive(Debug)]
pub(super) struct Draft {
    wanted: PathBuf,
    beside: PathBuf,
    file: File,
    whole: bool,
}

impl Draft {
    /// Opens it, empty. What an export that was killed has left under this name is written over.
    pub(super) fn begin(wanted: &Path) -> Result<Self> {
        let name = wanted.file_name().filter(|_| !wanted.is_dir());
        let Some(name) = name else { bail!("{} non è un nome di file: indicarne uno che finisca in .pmtiles", wanted.display()) };
        let mut beside: OsString = name.to_owned();
        beside.push(".part");
        let beside = wanted.with_file_name(beside);
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&beside);
        let file = opened.with_context(|| {
            format!("{} non si può scrivere: controllare che la cartella esista e che vi si possa scrivere", wanted.display())
        })?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!("un'altra esportazione sta scrivendo {}: attendere che finisca", wanted.display()),
            Err(TryLockError::Error(cause)) => return Err(cause).with_context(|| format!("{} non si può scrivere", beside.display())),
        }
        // Whoever held it may have given it its name, or thrown it away, between our opening it and our turn.
        let same = std::fs::metadata(&beside)
            .is_ok_and(|now| file.metadata().is_ok_and(|ours| (ours.dev(), ours.ino()) == (now.dev(), now.ino())));
        ensure!(same, "un'altra esportazione ha appena finito di scrivere {}: ripetere il comando", wanted.display());
        let draft = Self { wanted: wanted.to_owned(), beside, file, whole: false };
        draft.file.set_len(0).with_context(|| draft.cannot())?;
        Ok(draft)
    }

    /// To write into.
    pub(super) fn file(&self) -> Result<File> {
        self.file.try_clone().with_context(|| self.cannot())
    }

    /// What to say when writing fails.
    pub(super) fn cannot(&self) -> String {
        format!("{} non si può scrivere: forse il disco è pieno; il file non è stato scritto", self.wanted.display())
    }

    /// Gives it its name, after all of it has reached the disk; how long it is.
    pub(super) fn finish(mut self) -> Result<u64> {
        self.file.sync_all().with_context(|| self.cannot())?;
        let length = self.file.metadata().with_context(|| self.cannot())?.len();
        ensure!(length > 0, self.cannot());
        std::fs::rename(&self.beside, &self.wanted).with_context(|| self.cannot())?;
        self.whole = true;
        Ok(length)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.whole {
            // The work has failed already: that is what will be told.
            let _ = std::fs::remove_file(&self.beside);
        }
    }
}
