//! The folder of the harvest: what is arriving, and what waits for a person.
//! Refuses to leave half files behind: a working folder goes with the work, also when the work is broken off.

use std::collections::HashSet;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Working folders begin with this, the number of their process and one of their own.
const WORK: &str = "fetch-";
/// Digits of the checksum in the name of a kept file's folder.
const DIGITS: usize = 16;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// `harvest` inside the folder of the program; nobody else may look into it.
#[derive(Debug, Clone)]
pub(super) struct Arrivals(PathBuf);

impl Arrivals {
    pub(super) fn inside(folder: &Path) -> Self {
        Self(folder.join("harvest"))
    }

    /// A new, empty working folder.
    pub(super) fn work(&self) -> io::Result<Work> {
        let folder = self.0.join(format!("{WORK}{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
        private_folder(&folder)?;
        Ok(Work(folder))
    }

    /// Moves a file out of its working folder to where it waits; its name here.
    pub(super) fn keep(&self, work: &Work, name: &str, checksum: &str) -> io::Result<String> {
        let digits = checksum.get(..DIGITS).unwrap_or(checksum);
        private_folder(&self.0.join(digits))?;
        let kept = format!("{digits}/{name}");
        fs::rename(work.path(name), self.0.join(&kept))?;
        Ok(kept)
    }

    /// The path of a kept file; none for a name that leads out of the folder.
    pub(super) fn kept(&self, name: &str) -> Option<PathBuf> {
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| self.0.join(name))
    }

    /// Takes away kept files nobody waits for and working folders of processes that are no more.
    pub(super) fn tidy(&self, wanted: &HashSet<String>) -> io::Result<()> {
        let folders: HashSet<&str> = wanted.iter().filter_map(|name| name.split('/').next()).collect();
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let forgotten = match name.strip_prefix(WORK) {
                Some(work) => !work.split('-').next().is_some_and(is_alive),
                None => name.len() == DIGITS && name.bytes().all(|byte| byte.is_ascii_hexdigit()) && !folders.contains(name.as_str()),
            };
            if forgotten {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

/// A folder for one fetch; it goes when this goes.
#[derive(Debug)]
pub(super) struct Work(PathBuf);

impl Work {
    /// Where a file of this name is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a working folder of the harvest could not be removed");
        }
    }
}

fn is_alive(process: &str) -> bool {
    Path::new("/proc").join(process).exists()
}

fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_file_stays_until_nobody_waits_for_it() {
        let folder = std::env::temp_dir().join(format!("centri-arrivals-{}", std::process::id()));
        let arrivals = Arrivals::inside(&folder);
        arrivals.tidy(&HashSet::new()).expect("nothing to tidy");
        let work = arrivals.work().expect("a folder");
        fs::write(work.path("a.csv"), "x").expect("a file");
        let name = arrivals.keep(&work, "a.csv", &"ab".repeat(32)).expect("kept");
        let of_the_dead = arrivals.0.join(format!("{WORK}4294967295-0"));
        private_folder(&of_the_dead).expect("a folder");
        arrivals.tidy(&HashSet::from([name.clone()])).expect("tidied");
        assert!(arrivals.kept(&name).is_some_and(|path| path.is_file()) && work.0.is_dir() && !of_the_dead.exists());
        arrivals.tidy(&HashSet::new()).expect("tidied");
        assert!(arrivals.kept(&name).is_some_and(|path| !path.exists()));
        let path = work.0.clone();
        drop(work);
        assert!(!path.exists());
        assert!(arrivals.kept("../a.csv").is_none() && arrivals.kept("/a.csv").is_none());
        fs::remove_dir_all(folder).expect("tidied");
    }
}
