//! One Centri per folder: an advisory lock on `centri.lock`, which the kernel releases when the process ends, however it ends.
//! It refuses to trust the process id written in the file: that is only for the message.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use super::error::ClusterError;

/// Held as long as the value lives.
#[derive(Debug)]
pub(super) struct FolderLock {
    _file: Flock<File>,
}

impl FolderLock {
    /// Takes the lock without waiting.
    pub(super) fn take(folder: &Path) -> Result<Self, ClusterError> {
        let path = folder.join("centri.lock");
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|source| ClusterError::File { path: path.clone(), source })?;
        match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
            Ok(mut locked) => {
                let written = locked.set_len(0).and_then(|()| locked.rewind()).and_then(|()| writeln!(locked, "{}", std::process::id()));
                written.map_err(|source| ClusterError::File { path, source })?;
                Ok(Self { _file: locked })
            }
            Err((mut file, Errno::EWOULDBLOCK)) => {
                let mut holder = String::new();
                let process = file.read_to_string(&mut holder).ok().and_then(|_| holder.trim().parse().ok());
                Err(ClusterError::FolderInUse { folder: folder.to_owned(), process })
            }
            Err((_, errno)) => Err(ClusterError::File { path, source: errno.into() }),
        }
    }
}
