//! The processes of one cluster as the system sees them: which is the postmaster, what outlived it, how to end them.
//! It refuses to signal or to declare dead a process it cannot tell from a stranger's.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::error::ClusterError;
use super::folder::ClusterFolder;

/// How long processes get to react to a signal before a stronger one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a wait looks again.
pub(super) const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Whose a process is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belongs {
    ToUs,
    ToOthers,
    /// A PostgreSQL process whose working folder may not be read.
    Unknown,
}

/// The content of `postmaster.pid` that matters.
#[derive(Debug)]
struct PidFile {
    process: i32,
    ready: bool,
}

impl PidFile {
    fn read(data: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        // The first line carries a minus for a stand-alone backend.
        let process = lines.next()?.trim().trim_start_matches('-').parse().ok().filter(|process| *process > 1)?;
        Some(Self { process, ready: lines.nth(6).is_some_and(|status| status.trim() == "ready") })
    }
}

/// The living postmaster of a cluster, if there is one.
///
/// # Errors
/// [`ClusterError::PerhapsRunning`] when `postmaster.pid` names a PostgreSQL process that we may not look at.
pub(super) fn postmaster(folder: &ClusterFolder) -> Result<Option<i32>, ClusterError> {
    let Some(file) = PidFile::read(&folder.data) else {
        return Ok(None);
    };
    match belongs(file.process, folder) {
        Belongs::ToUs => Ok(Some(file.process)),
        Belongs::ToOthers => Ok(None),
        Belongs::Unknown => Err(ClusterError::PerhapsRunning { data: folder.data.clone(), process: file.process }),
    }
}

/// Whether the postmaster has written that it takes connections; cheaper than connecting.
pub(super) fn says_ready(folder: &ClusterFolder) -> bool {
    PidFile::read(&folder.data).is_some_and(|file| file.ready)
}

/// Clears what a dead postmaster left behind and what PostgreSQL cannot clear by itself: backends still at work (they would
/// make the new one refuse), and lock files whose number has meanwhile been given to a stranger.
pub(super) async fn clear_remains(folder: &ClusterFolder) -> Result<(), ClusterError> {
    let survivors = survivors(folder);
    if !survivors.is_empty() {
        tracing::warn!(processes = ?survivors, "ending processes that outlived their PostgreSQL server");
        for signal in [Signal::SIGQUIT, Signal::SIGKILL] {
            for process in self::survivors(folder) {
                send(process, signal);
            }
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE && !self::survivors(folder).is_empty() {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }
    let Some(file) = PidFile::read(&folder.data) else {
        return Ok(());
    };
    // PostgreSQL replaces the files of a process that is gone. It cannot know that a living one (or a zombie that nobody
    // collects, as in a container) is a stranger; we looked at it.
    if exists(file.process) && belongs(file.process, folder) == Belongs::ToOthers {
        tracing::warn!(process = file.process, "removing lock files left by a PostgreSQL server that is gone");
        for path in [folder.data.join("postmaster.pid"), folder.socket.join(".s.PGSQL.5432.lock")] {
            match std::fs::remove_file(&path) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(ClusterError::File { path, source });
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Ends the cluster: clients are disconnected and their transactions rolled back; by force when that takes longer than `limit`.
/// True when it ended in order.
pub(super) async fn stop(folder: &ClusterFolder, limit: Duration) -> Result<bool, ClusterError> {
    for (signal, limit) in [(Signal::SIGINT, limit), (Signal::SIGQUIT, PATIENCE), (Signal::SIGKILL, PATIENCE)] {
        let Some(process) = postmaster(folder)? else {
            return Ok(true);
        };
        send(process, signal);
        let begun = Instant::now();
        while begun.elapsed() < limit {
            if belongs(process, folder) != Belongs::ToUs {
                return Ok(signal == Signal::SIGINT);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        tracing::warn!(process, "PostgreSQL did not stop in {} s: trying harder", limit.as_secs());
    }
    Ok(false)
}

/// Sends a signal to a process of ours; one that has just ended is no error.
pub(super) fn send(process: i32, signal: Signal) {
    if let Err(error) = kill(Pid::from_raw(process), signal)
        && error != Errno::ESRCH
    {
        tracing::warn!(process, %signal, %error, "could not signal PostgreSQL");
    }
}

fn exists(process: i32) -> bool {
    kill(Pid::from_raw(process), None) != Err(Errno::ESRCH)
}

/// Processes of this cluster, its postmaster excluded only by the caller having found none.
fn survivors(folder: &ClusterFolder) -> Vec<i32> {
    std::fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|process| belongs(*process, folder) == Belongs::ToUs)
        .collect()
}

fn belongs(process: i32, folder: &ClusterFolder) -> Belongs {
    let about = PathBuf::from(format!("/proc/{process}"));
    if !Path::new("/proc/self/stat").exists() {
        // No such file system: all that is left is whether somebody has the number.
        return if exists(process) { Belongs::ToUs } else { Belongs::ToOthers };
    }
    let name = std::fs::read_to_string(about.join("comm")).unwrap_or_default();
    if !["postgres", "postmaster"].contains(&name.trim()) {
        return Belongs::ToOthers;
    }
    // The command line of a zombie is empty: it holds nothing any more.
    let command_line = std::fs::read(about.join("cmdline")).unwrap_or_default();
    let command_line = String::from_utf8_lossy(&command_line);
    if command_line.is_empty() {
        return Belongs::ToOthers;
    }
    // Every process of a cluster works in its data folder. Root in a container may not be allowed to see that, but every
    // process also carries the cluster's name in its title, or the data folder among its arguments.
    let titled = command_line.contains(&format!("postgres: {}: ", folder.name));
    let data = folder.data.to_string_lossy();
    if titled || command_line.split('\0').any(|argument| argument == data) {
        return Belongs::ToUs;
    }
    match std::fs::read_link(about.join("cwd")) {
        Ok(working_folder) if working_folder == folder.data => Belongs::ToUs,
        Ok(_) => Belongs::ToOthers,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Belongs::ToOthers,
        Err(_) => Belongs::Unknown,
    }
}
