//! Where a private cluster lives: its data, its socket, its log. It refuses to choose a second place when the first holds a cluster.

use std::fs::Permissions;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use nix::unistd::Uid;

use super::account::Account;
use super::error::ClusterError;
use super::programs::Programs;

/// Used as root when the unprivileged account cannot reach the folder.
const SYSTEM_FOLDER: &str = "/var/lib/centri";
/// `sun_path` holds 108 bytes with its closing zero.
const LONGEST_SOCKET: usize = 107;

/// The folders of one cluster.
#[derive(Debug, Clone)]
pub(super) struct ClusterFolder {
    /// Holds everything below, and `unfinished-*` while a cluster is being made.
    pub(super) home: PathBuf,
    /// The cluster itself. It exists only when complete: it is made under another name and then renamed.
    pub(super) data: PathBuf,
    /// Holds the Unix socket.
    pub(super) socket: PathBuf,
    /// What PostgreSQL says.
    pub(super) log: PathBuf,
    /// Distinguishes this cluster's processes and shared folders from others'.
    pub(super) name: String,
}

impl ClusterFolder {
    /// Creates the folder when missing and gives back its one true name.
    pub(super) fn prepare(folder: &Path) -> Result<PathBuf, ClusterError> {
        let failed = |source| ClusterError::File { path: folder.to_owned(), source };
        if !folder.exists() {
            std::fs::create_dir_all(folder).map_err(failed)?;
            if Uid::effective().is_root() {
                // PostgreSQL's account must be able to pass through, not to look around.
                std::fs::set_permissions(folder, Permissions::from_mode(0o711)).map_err(failed)?;
            }
        }
        folder.canonicalize().map_err(failed)
    }

    /// Chooses the place: inside the folder, or for root under `/var/lib/centri` where the account cannot reach the folder.
    /// `folder` is canonical.
    pub(super) async fn choose(folder: &Path) -> Result<(Self, Account, Programs), ClusterError> {
        let inside = Self::at(folder.join("postgres"));
        let elsewhere = Path::new(SYSTEM_FOLDER).join(format!("{:016x}", fingerprint(folder)));
        let account = Account::for_data(&inside.data)?;
        let programs = Programs::find(&inside.data)?;
        if !Uid::effective().is_root() {
            if !inside.data.exists() && elsewhere.join("postgres").exists() {
                tracing::warn!(
                    folder = %elsewhere.display(),
                    "this folder was served as root before, with its data elsewhere: starting with a new, empty cluster"
                );
            }
            inside.make(&account)?;
            return Ok((inside, account, programs));
        }
        let reachable = account.can_enter(folder, &programs.path("postgres")).await;
        if inside.data.exists() {
            if !reachable {
                return Err(ClusterError::Unreachable { data: inside.data, account: account.name });
            }
            inside.make(&account)?;
            return Ok((inside, account, programs));
        }
        // Making the folders can fail too where the file system knows no owners.
        if reachable && inside.make(&account).is_ok() {
            return Ok((inside, account, programs));
        }
        std::fs::create_dir_all(&elsewhere)
            .and_then(|()| std::fs::set_permissions(SYSTEM_FOLDER, Permissions::from_mode(0o711)))
            .and_then(|()| std::fs::set_permissions(&elsewhere, Permissions::from_mode(0o711)))
            .map_err(|source| ClusterError::File { path: elsewhere.clone(), source })?;
        let outside = Self::at(elsewhere.join("postgres"));
        let account = Account::for_data(&outside.data)?;
        let programs = Programs::find(&outside.data)?;
        tracing::info!(
            "PostgreSQL runs as `{}`, which cannot reach {}: its data are in {}",
            account.name,
            folder.display(),
            outside.home.display()
        );
        outside.make(&account)?;
        Ok((outside, account, programs))
    }

    fn at(home: PathBuf) -> Self {
        let name = format!("centri-{:016x}", fingerprint(&home));
        let near = home.join("socket");
        let fits = near.join(".s.PGSQL.5432.lock").as_os_str().len() <= LONGEST_SOCKET;
        let socket = if fits { near } else { Path::new("/tmp").join(&name) };
        Self { data: home.join("data"), log: home.join("postgres.log"), socket, home, name }
    }

    fn make(&self, account: &Account) -> Result<(), ClusterError> {
        for folder in [&self.home, &self.socket] {
            account.own_folder(folder).map_err(|source| ClusterError::File { path: folder.clone(), source })?;
        }
        Ok(())
    }
}

/// FNV-1a over the bytes of a path: the same in every build and on every machine, which the standard hasher does not promise.
fn fingerprint(path: &Path) -> u64 {
    path.as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_folder_gets_a_short_socket() {
        let deep = ClusterFolder::at(Path::new("/home").join("a".repeat(200)));
        assert!(deep.socket.join(".s.PGSQL.5432").as_os_str().len() <= LONGEST_SOCKET);
        let near = ClusterFolder::at(PathBuf::from("/home/anna/centri/.centri/postgres"));
        assert!(near.socket.starts_with(&near.home));
    }
}
