//! The configuration files of the private cluster, written anew at every start so that an upgrade of Centri brings its own.
//! It refuses every way in except the Unix socket, and every visitor the kernel cannot name.

use std::io::{self, Write};
use std::path::Path;

use super::account::Account;

/// The only database role of the private cluster that can connect; it owns everything.
pub(super) const OWNER: &str = "centri";
/// The number in the socket's name. No port is opened: every cluster has a socket folder of its own.
pub(super) const PORT: u16 = 5432;

/// What differs from cluster to cluster.
#[derive(Debug)]
pub(super) struct Settings<'a> {
    pub(super) socket_folder: &'a Path,
    /// Shown in the title of every process of this cluster; how survivors of a crash are recognised.
    pub(super) cluster_name: &'a str,
    /// False only in tests: nothing survives a power cut (a killed process loses nothing all the same), everything is quicker.
    pub(super) durable: bool,
}

impl Settings<'_> {
    /// Writes the files that differ from what is there; true when any did.
    pub(super) fn write(&self, data: &Path, account: &Account, our_name: &str) -> io::Result<bool> {
        let mut changed = replace(&data.join("centri.conf"), &self.server(), account)?;
        // `peer`: the kernel says which account is at the other end, so there is no password to keep, to leak or to lose,
        // and another local user is refused even if somebody opens up the folder of the socket (mode 0700) by mistake.
        changed |= replace(&data.join("pg_hba.conf"), "# Written by Centri at every start.\nlocal all all peer map=centri\n", account)?;
        changed |= replace(&data.join("pg_ident.conf"), &who_may_enter(&account.name, our_name), account)?;
        Ok(changed)
    }

    /// Makes a fresh `postgresql.conf` read our file last, so that ours wins.
    pub(super) fn include(data: &Path, account: &Account) -> io::Result<()> {
        let path = data.join("postgresql.conf");
        let mut text = std::fs::read_to_string(&path)?;
        text.push_str("\n# Centri writes this file anew at every start; what follows this line wins over it.\ninclude = 'centri.conf'\n");
        replace(&path, &text, account).map(|_| ())
    }

    fn server(&self) -> String {
        // Tests tell many stories at once, each over pools of its own that close a moment after its end.
        let (safety, buffers, connections) = if self.durable { ("on", "256MB", 60) } else { ("off", "64MB", 200) };
        let socket_folder = quoted(&self.socket_folder.to_string_lossy());
        let cluster_name = self.cluster_name;
        format!(
            "# Written by Centri at every start: put your own settings at the end of postgresql.conf.
listen_addresses = ''
unix_socket_directories = {socket_folder}
unix_socket_permissions = 0700
port = {PORT}
cluster_name = '{cluster_name}'
max_connections = {connections}

shared_buffers = {buffers}
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
client_connection_check_interval = 1s

fsync = {safety}
full_page_writes = {safety}
synchronous_commit = on
wal_compression = on
max_wal_size = 2GB

timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] %a '
"
        )
    }
}

/// The accounts that peer authentication lets in as the owner: the one the cluster runs as (it can read the files anyway) and ours.
fn who_may_enter(cluster_account: &str, our_account: &str) -> String {
    let mut text = String::from("# Written by Centri at every start.\n");
    let mut names = vec![cluster_account, our_account];
    names.dedup();
    for name in names {
        text.push_str(&format!("centri \"{}\" {OWNER}\n", name.replace('"', "\"\"")));
    }
    text
}

/// A path inside a list inside a string of `postgresql.conf`: three layers of quoting.
fn quoted(path: &str) -> String {
    format!("'\"{}\"'", path.replace('"', "\"\"").replace('\\', "\\\\").replace('\'', "''"))
}

/// Replaces a file whole (never half-written), only when its content differs.
fn replace(path: &Path, text: &str, account: &Account) -> io::Result<bool> {
    if std::fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(false);
    }
    let fresh = path.with_extension("new");
    match std::fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // Created, never followed: the folder belongs to another account, and we may be root.
    std::fs::File::create_new(&fresh)?.write_all(text.as_bytes())?;
    account.own(&fresh)?;
    std::fs::rename(&fresh, path)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awkward_folder_names_stay_inside_their_quotes() {
        assert_eq!(quoted("/srv/l'area, \"nuova\""), r#"'"/srv/l''area, ""nuova"""'"#);
    }

    #[test]
    fn nobody_enters_twice() {
        assert_eq!(who_may_enter("postgres", "root").matches("\ncentri ").count(), 2);
        assert_eq!(who_may_enter("anna", "anna").matches("\ncentri ").count(), 1);
    }
}
