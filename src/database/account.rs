//! The operating-system account that PostgreSQL runs as: ourselves, or an unprivileged one when we are root.
//! It refuses to run PostgreSQL as root (PostgreSQL would refuse too) and never changes the account of our own process.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Stdio;

use nix::unistd::{Gid, Uid, User};
use tokio::process::Command;

use super::error::ClusterError;

/// Accounts tried in this order when Centri runs as root and the folder holds no cluster yet.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// Who PostgreSQL runs as.
#[derive(Debug, Clone)]
pub(super) struct Account {
    /// The name, as peer authentication reports it.
    pub(super) name: String,
    pub(super) uid: Uid,
    gid: Gid,
    /// True when we are root and every child has to be handed over to this account.
    switch: bool,
}

impl Account {
    /// The account for a cluster whose data folder may already exist: its owner when we are root, ourselves otherwise.
    pub(super) fn for_data(data: &Path) -> Result<Self, ClusterError> {
        let owner = std::fs::metadata(data).ok().map(|metadata| Uid::from_raw(metadata.uid()));
        let ourselves = Uid::effective();
        match owner {
            Some(owner) if ourselves.is_root() && owner.is_root() => Err(ClusterError::OwnedByRoot { data: data.to_owned() }),
            Some(owner) if ourselves.is_root() => Self::known(owner, true),
            Some(owner) if owner != ourselves => Err(ClusterError::OwnedByAnother {
                data: data.to_owned(),
                owner: Self::known(owner, false).map_or_else(|_| owner.to_string(), |account| account.name),
            }),
            _ if ourselves.is_root() => Self::unprivileged(),
            _ => Self::known(ourselves, false),
        }
    }

    /// The name of the account our own process runs as, which must be let in beside the cluster's own.
    pub(super) fn our_name() -> Result<String, ClusterError> {
        Ok(Self::known(Uid::effective(), false)?.name)
    }

    fn unprivileged() -> Result<Self, ClusterError> {
        for name in UNPRIVILEGED {
            if let Ok(Some(user)) = User::from_name(name)
                && !user.uid.is_root()
            {
                if name != UNPRIVILEGED[0] {
                    tracing::warn!(account = name, "there is no account `postgres`: PostgreSQL shares this account with other programs");
                }
                return Ok(Self { name: user.name, uid: user.uid, gid: user.gid, switch: true });
            }
        }
        Err(ClusterError::NoUnprivilegedAccount)
    }

    fn known(uid: Uid, switch: bool) -> Result<Self, ClusterError> {
        match User::from_uid(uid) {
            Ok(Some(user)) => Ok(Self { name: user.name, uid, gid: user.gid, switch }),
            _ => Err(ClusterError::NamelessAccount { uid: uid.as_raw() }),
        }
    }

    /// A program run as this account, in its own process group (a Ctrl-C in the terminal is for us, not for PostgreSQL),
    /// with no input and none of the caller's `PG…` variables.
    pub(super) fn command(&self, program: &Path, working_folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(working_folder).stdin(Stdio::null()).process_group(0).env("LC_ALL", "C.UTF-8");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        if self.switch {
            // Supplementary groups of root are dropped by the standard library when it changes the user.
            command.uid(self.uid.as_raw()).gid(self.gid.as_raw());
        }
        command
    }

    /// Whether this account can enter a folder; tried for real, so that access lists and mounts count too.
    pub(super) async fn can_enter(&self, folder: &Path, program: &Path) -> bool {
        if !self.switch {
            return true;
        }
        let mut command = self.command(program, folder);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().await.is_ok_and(|status| status.success())
    }

    /// Creates a folder only this account (and root) can enter, or makes an existing one so.
    pub(super) fn own_folder(&self, folder: &Path) -> io::Result<()> {
        match std::fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        // Not following links: a folder in a shared place may have been planted there by somebody else.
        let found = std::fs::symlink_metadata(folder)?;
        let ours = [self.uid.as_raw(), Uid::effective().as_raw()].contains(&found.uid());
        if !found.is_dir() || !ours {
            let message = format!("{} belongs to somebody else: remove it or choose another folder", folder.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        if found.mode() & 0o777 != 0o700 {
            std::fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        }
        self.own(folder)
    }

    /// Hands a file or folder over to this account.
    pub(super) fn own(&self, path: &Path) -> io::Result<()> {
        if self.switch { std::os::unix::fs::lchown(path, Some(self.uid.as_raw()), Some(self.gid.as_raw())) } else { Ok(()) }
    }
}
